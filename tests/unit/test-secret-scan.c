/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords, keys and tokens are found by what stands before them and by their form; what a host needs as proof is not. */
#include "config.h"

#include "report/secret-scan.h"

#include "report/mask.h"

#define HEX32 "0123456789abcdef0123456789abcdef"
#define HEX64 HEX32 HEX32
#define JWT   "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"
#define KEY   "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC1TaNgLlSyQMNWVLNLvyY"

static const struct
{
  const char *text;
  const char *masked; /* NULL: it stays as it is */
} rows[] = {
  /* headers of authorization (RFC 9110 §11.6.2, RFC 6750 §2.1) */
  { "Authorization: Bearer a.b.c", "Authorization: Bearer ***" },
  { "proxy-authorization: basic dGFybzpwdw==;", "proxy-authorization: basic ***;" },
  { "Authorization: Bearer secret", "Authorization: Bearer ***" },
  { "sent Bearer " JWT ".", "sent Bearer ***." },
  { "sent bearer x9 on", "sent bearer *** on" },
  { "the bearer of this mail", NULL },
  { "Authorization: required", NULL },
  { "550 no authorization: sender not allowed", NULL },
  /* SMTP AUTH (RFC 4954 §4): the answer is base64, a list of mechanisms is none */
  { "AUTH PLAIN AHRhcm8AcGFzc3dvcmQ=", "AUTH PLAIN ***" },
  { "AUTH LOGIN dGFyb0BleGFt", "AUTH LOGIN ***" },
  { "250-AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2 OAUTHBEARER", NULL },
  { "250-AUTH PLAIN LOGIN XOAUTH2 PLAIN-CLIENTTOKEN OAUTHBEARER XOAUTH", NULL },
  { "plain text of the message", NULL },
  { "Basic authentication is disabled", NULL },
  /* three parts of base64url (RFC 7519 §3) */
  { "seen " JWT " here", "seen *** here" },
  { "(" JWT ")", "(***)" },
  { "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", "***" },
  { "eyJhbGciOiJIUzI1NiJ9.only", NULL },
  { "greyJay.example.net", NULL },
  /* words before a value */
  { "password=hunter", "password=***" },
  { "PASSWORD: hunter2, then", "PASSWORD: ***, then" },
  { "smtp_password = 'two words' set", "smtp_password = '***' set" },
  { "{\"client_secret\": \"x\", \"a\": 1}", "{\"client_secret\": \"***\", \"a\": 1}" },
  { "X-Api-Key: abc", "X-Api-Key: ***" },
  { "passwd:x1;pwd=y2&z", "passwd:***;pwd=***&z" },
  { "pass: hunter", "pass: ***" },
  { "user: taro, pass: hunter", "user: taro, pass: ***" },
  { "user: taro pass: hunter2", "user: taro pass: ***" },
  { "pass=hunter", "pass=***" },
  { "token=abc", "token=***" },
  { "access_token=abc&lang=ja", "access_token=***&lang=ja" },
  { "key=abc", "key=***" },
  { "key: a1b2c3", "key: ***" },
  { "パスワード：himitsu1です", "パスワード：***です" },
  { "パスワード: himitsu", "パスワード: ***" },
  { "トークン＝abc", "トークン＝***" },
  { "password=***", NULL },
  /* the same words in a sentence, in results, in names */
  { "550 SPF check did not pass: see below", NULL },
  { "spf=pass smtp.mailfrom=shop.example", NULL },
  { "spf=pass: all is well", NULL },
  { "invalid public key: not available", NULL },
  { "no token: unexpected end", NULL },
  { "password expired", NULL },
  { "password:", NULL },
  { "monkey=george", NULL },
  { "s._domainkey: not there", NULL },
  { "key://a", NULL },
  { "passing=yes", NULL },
  /* keys of 128 bits; one digit less and one more are none */
  { "key " HEX32, "key ***" },
  { "[" HEX32 "]", "[***]" },
  { "a " HEX32 "0 b", NULL },
  { "a 123456789abcdef0123456789abcdef b", NULL },
  { "abcdefabcdefabcdefabcdefabcdefab", NULL },
  { "01234567890123456789012345678901", NULL },
  /* what a host looks for, or anybody can look up */
  { "250 2.0.0 Ok: queued as " HEX32, NULL },
  { "with ESMTP id " HEX32, NULL },
  { "id=" HEX32, NULL },
  { "Message-ID: " HEX32, NULL },
  { "[InternalId=" HEX32 "]", NULL },
  { "SHA256 fingerprint: " HEX64, NULL },
  { "certificate sha-256=" HEX64, NULL },
  { "MD5 digest " HEX32, NULL },
  { "v=DKIM1; k=rsa; p=" KEY, NULL },
  { "header.b=" KEY " bh=" KEY "==", NULL },
  { "google-site-verification=rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ", NULL },
  { "x-domain-verification=" HEX64, NULL },
  { "550 5.7.26 k12-20020a5d524c000000b0033b1b0b1b0bsi1234567wrc - gsmtp", NULL },
  { "550 5.7.26 k12-20020a5d524c000000b0033b1b0b1b0bsi1234567wrc", "550 5.7.26 ***" },
  { "z=" KEY, "***" },
  { "identity " HEX32, "identity ***" },
  /* web addresses: a name and a password before the host (RFC 3986 §3.2.1), whatever the scheme */
  { "ftp://taro:pw@files.example/a", "ftp://***/a" },
  { "SMTPS://taro@mail.example", "SMTPS://***" },
  { "HTTPS://x.example/?k=a1", "HTTPS://x.example/?***" },
  { "https://x.example/?lang=ja&key=short", "https://x.example/?lang=ja&key=***" },
  { "https://x.example/help", NULL },
  { "Address: //x", NULL },
};

static void
test_rows (void)
{
  g_auto (HatoMask) mask = { NULL };

  hato_mask_init (&mask, "shop.example");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *masked = hato_mask_dup (&mask, rows[i].text, NULL);
      g_autofree char *again = hato_mask_dup (&mask, masked, NULL);

      g_assert_cmpstr (masked, ==, rows[i].masked != NULL ? rows[i].masked : rows[i].text);
      g_assert_cmpstr (again, ==, masked);
    }
}

/* A masked value is not counted again: the preview tells how many there were. */
static void
test_count (void)
{
  g_auto (HatoMask) mask = { NULL };
  g_autofree char *masked = NULL, *again = NULL;

  hato_mask_init (&mask, "shop.example");
  masked = hato_mask_dup (&mask, "password=a, token=b and Authorization: Bearer c", NULL);
  g_assert_cmpuint (mask.counts[HATO_MASKED_TOKEN], ==, 3);
  again = hato_mask_dup (&mask, masked, NULL);
  g_assert_cmpuint (mask.counts[HATO_MASKED_TOKEN], ==, 3);
}

/* Limits T4: texts without an end, and of one sign, take no time to speak of. */
static void
test_long (void)
{
  static const char *const pieces[] = { "a",          "=",     ":",       "\"",        "eyJ",
                                        "eyJa.",      "key: ", "Bearer ", "password=", "://",
                                        "パスワード", "\xe3",  "0a0a",    "p=",        "Subject:" };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (HatoMaskedSpan));
      g_auto (HatoMask) mask = { NULL };
      g_autofree char *masked = NULL;

      while (text->len < 65536)
        g_string_append (text, pieces[i]);
      hato_mask_init (&mask, "shop.example");
      masked = hato_mask_dup (&mask, text->str, spans);
      for (guint j = 0; j < spans->len; j++)
        g_assert_cmpuint (g_array_index (spans, HatoMaskedSpan, j).end, <=, text->len);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secret-scan/rows", test_rows);
  g_test_add_func ("/secret-scan/count", test_count);
  g_test_add_func ("/secret-scan/long", test_long);
  return g_test_run ();
}
