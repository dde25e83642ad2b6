/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/mail-check.h"

#include <string.h>

#include "net/resolver-zone.h"

/* A signature that no key can have made: what is told of it rests on the key alone. */
#define SIGNATURE                                                                                  \
  "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=shop.example; s=x; h=from;\r\n"         \
  " bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=Zm9v\r\n"
#define FROM "From: Shop <info@shop.example>\r\n"
#define KEY  "v=DKIM1; p="

static const struct
{
  const char *what;
  const char *mail;
  const char *key;   /* NULL = none */
  const char *codes; /* of all findings, in their order */
} rows[] = {
  { "no signature", FROM "\r\n", NULL, "signature.none" },
  { "no key", SIGNATURE FROM "\r\n", NULL, "signature.key_missing" },
  { "a withdrawn key", SIGNATURE FROM "\r\n", KEY, "signature.key_revoked" },
  { "a key that cannot be read: its own fault is told too (contract, rule 5)",
    SIGNATURE FROM "\r\n", KEY "!", "dkim.bad_base64 signature.key_bad" },
  { "a broken signature", "DKIM-Signature: v=2\r\n" FROM "\r\n", NULL, "signature.malformed" },
  { "no address in From", "DKIM-Signature: v=2\r\nFrom: nobody\r\n\r\n", NULL,
    "signature.malformed" },
};

static HatoMailCheck *
check (const char *text, const char *key)
{
  g_autofree char *json =
      key != NULL
          ? g_strdup_printf ("{\"x._domainkey.shop.example\": {\"records\": [{\"type\": \"TXT\", "
                             "\"strings\": [\"%s\"]}]}}",
                             key)
          : g_strdup ("{}");
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoZone) zone = hato_zone_new_from_bytes (bytes, &error);
  g_autoptr (HatoSettings) settings = hato_settings_new ();
  g_autoptr (HatoResolver) resolver = NULL;
  g_autoptr (HatoMailSource) source = hato_mail_source_new (text, strlen (text), &error);
  g_autoptr (HatoMailInput) input = NULL;
  HatoMailCheck *result;

  g_assert_no_error (error);
  settings->zone = g_steal_pointer (&zone);
  resolver = hato_resolver_zone_new (settings);
  input = hato_mail_input_new (source, resolver, G_USEC_PER_SEC, 5 * G_USEC_PER_SEC);
  result = hato_mail_check_run (NULL, input, &error);
  g_assert_no_error (error);
  return result;
}

static void
test_findings (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoMailCheck) result = check (rows[i].mail, rows[i].key);
      g_autoptr (GString) codes = g_string_new (NULL);

      g_test_message ("%s", rows[i].what);
      for (guint j = 0; j < result->checkup->findings->len; j++)
        {
          const HatoFinding *finding = g_ptr_array_index (result->checkup->findings, j);

          g_string_append_printf (codes, "%s%s", j > 0 ? " " : "", finding->code);
        }
      g_assert_cmpstr (codes->str, ==, rows[i].codes);
    }
}

/* What receivers wrote is read in its order, a bounded number of times. */
static void
test_fields (void)
{
  g_autoptr (GString) text =
      g_string_new ("Received-SPF: pass client-ip=192.0.2.1\r\n"
                    "ARC-Authentication-Results: i=1; a.example; spf=pass\r\n");
  g_autoptr (HatoMailCheck) result = NULL;
  const HatoAuthenticationResults *first;

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (text, "Authentication-Results: mx%u.example; dkim=pass\r\n", i);
  g_string_append (text, FROM "\r\n");
  result = check (text->str, NULL);
  first = g_ptr_array_index (result->authentication_results, 0);
  g_assert_cmpstr (first->server, ==, "mx0.example");
  g_assert_cmpuint (result->authentication_results->len, ==, 20);
  g_assert_cmpuint (result->received_spf->len, ==, 1);
  g_assert_cmpuint (result->arc->len, ==, 1);
  g_assert_cmpstr (result->checkup->subject->domain, ==, "shop.example");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-check/findings", test_findings);
  g_test_add_func ("/mail-check/fields", test_fields);
  return g_test_run ();
}
