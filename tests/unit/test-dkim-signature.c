/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/dkim-signature.h"

#include <string.h>

#define REST "v=1; a=rsa-sha256; bh=Zg==; b=Zm9v; h=from"

static const struct
{
  const char *what;
  const char *text;
  const char *fault; /* NULL = none */
} rows[] = {
  { "RFC 6376 §3.5: all that must be there", REST "; d=a.example; s=x", NULL },
  { "a final semicolon", REST "; d=a.example; s=x;", NULL },
  { "folds and white space anywhere",
    "v=1;\r\n a = rsa-\r\n sha256; bh=Z g==; b=Zm9v; h= to :\r\n\t From; d=a.example; s=x", NULL },
  { "i= is d=", REST "; d=a.example; s=x; i=@a.example", NULL },
  { "i= is below d=", REST "; d=a.example; s=x; i=joe@b.a.example", NULL },
  { "i= only ends like d=", REST "; d=a.example; s=x; i=joe@ba.example", "i= is not within d=" },
  { "i= is no address", REST "; d=a.example; s=x; i=a.example", "i= is no address" },
  { "a selector of two labels", REST "; d=a.example; s=x.y", NULL },
  { "an empty selector", REST "; d=a.example; s=", "d= or s= is missing or malformed" },
  { "no domain", REST "; s=x", "d= or s= is missing or malformed" },
  { "a domain with an empty label", REST "; d=a..example; s=x",
    "d= or s= is missing or malformed" },
  { "no From in h= (§5.4)", "v=1; a=rsa-sha256; bh=Zg==; b=Zm9v; h=to; d=a.example; s=x",
    "h= does not name From" },
  { "no h=", "v=1; a=rsa-sha256; bh=Zg==; b=Zm9v; d=a.example; s=x", "h= does not name From" },
  { "no a=", "v=1; bh=Zg==; b=Zm9v; h=from; d=a.example; s=x", "a= is missing" },
  { "another version", "v=2; a=rsa-sha256; bh=Zg==; b=Zm9v; h=from; d=a.example; s=x",
    "v= is not 1" },
  { "no version", "a=rsa-sha256; bh=Zg==; b=Zm9v; h=from; d=a.example; s=x", "v= is not 1" },
  { "x= after t=", REST "; d=a.example; s=x; t=10; x=11", NULL },
  { "x= at t=", REST "; d=a.example; s=x; t=10; x=10", "x= is not later than t=" },
  { "12 digits", REST "; d=a.example; s=x; x=999999999999", NULL },
  { "13 digits", REST "; d=a.example; s=x; x=1000000000000", "a number is malformed" },
  { "a number with a sign", REST "; d=a.example; s=x; l=-1", "a number is malformed" },
  { "a form alone", REST "; d=a.example; s=x; c=relaxed", NULL },
  { "three forms", REST "; d=a.example; s=x; c=simple/simple/simple", "c= names no known form" },
  { "an unknown form", REST "; d=a.example; s=x; c=nowsp", "c= names no known form" },
  { "q= among others", REST "; d=a.example; s=x; q=x:dns/txt", NULL },
  { "q= unknown", REST "; d=a.example; s=x; q=x", "q= names no known way to the key" },
  { "a tag twice (§3.2)", REST "; d=a.example; s=x; d=a.example", "it is no list of tags" },
  { "a part that is no tag", REST "; d=a.example; s=x; hello", "it is no list of tags" },
  { "bad Base64", "v=1; a=rsa-sha256; bh=Zg==; b=!; h=from; d=a.example; s=x",
    "b= or bh= is missing or malformed" },
  { "empty b=", "v=1; a=rsa-sha256; bh=Zg==; b=; h=from; d=a.example; s=x",
    "b= or bh= is missing or malformed" },
};

static void
test_faults (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoDkimSignature) signature =
          hato_dkim_signature_parse (rows[i].text, strlen (rows[i].text));

      g_test_message ("%s", rows[i].what);
      g_assert_cmpstr (signature->fault, ==, rows[i].fault);
    }
}

static void
test_values (void)
{
  const char *text =
      " v=1; a=Ed25519-SHA256; c=relaxed; d=A.Example; s=X; i=Joe@B.a.example; h=From : TO;"
      " bh=Zg==; b=\r\n Zm9v\r\n ; l=7; t=5; x=6";
  g_autoptr (HatoDkimSignature) signature = hato_dkim_signature_parse (text, strlen (text));

  g_assert_null (signature->fault);
  g_assert_cmpstr (signature->algorithm, ==, "ed25519-sha256");
  g_assert_cmpint (signature->key_type, ==, HATO_DKIM_KEY_ED25519);
  g_assert_true (signature->supported);
  g_assert_cmpstr (signature->domain, ==, "a.example");
  g_assert_cmpstr (signature->selector, ==, "x");
  g_assert_cmpstr (signature->identity, ==, "b.a.example");
  g_assert_cmpint (signature->header, ==, HATO_CANONICAL_RELAXED);
  g_assert_cmpint (signature->body, ==, HATO_CANONICAL_SIMPLE);
  g_assert_cmpuint (g_strv_length (signature->fields), ==, 2);
  g_assert_cmpstr (signature->fields[1], ==, "to");
  g_assert_cmpint (signature->body_length, ==, 7);
  g_assert_cmpint (signature->signed_at, ==, 5);
  g_assert_cmpint (signature->expires, ==, 6);
  g_assert_true (g_str_has_suffix (text, text + signature->hole_end)
                 && strncmp (text + signature->hole_start, "\r\n Zm9v\r\n ;", 11) == 0);
  g_assert_cmpuint (signature->hole_end - signature->hole_start, ==, 10);
}

/* RFC 8301 §3.1: rsa-sha1 is known, and not verified; others are not known. */
static void
test_algorithms (void)
{
  static const char *const old[] = { "rsa-sha1", "rsa-sha512", "x" };

  for (gsize i = 0; i < G_N_ELEMENTS (old); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("v=1; a=%s; bh=Zg==; b=Zm9v; h=from; d=a.example; s=x", old[i]);
      g_autoptr (HatoDkimSignature) signature = hato_dkim_signature_parse (text, strlen (text));

      g_assert_null (signature->fault);
      g_assert_false (signature->supported);
    }
}

/* RFC 8616 §5 */
static void
test_other_script (void)
{
  const char *text = REST "; d=例え.example; s=x";
  g_autoptr (HatoDkimSignature) signature = hato_dkim_signature_parse (text, strlen (text));

  g_assert_null (signature->fault);
  g_assert_cmpstr (signature->domain, ==, "xn--r8jz45g.example");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dkim-signature/faults", test_faults);
  g_test_add_func ("/dkim-signature/values", test_values);
  g_test_add_func ("/dkim-signature/algorithms", test_algorithms);
  g_test_add_func ("/dkim-signature/other-script", test_other_script);
  return g_test_run ();
}
