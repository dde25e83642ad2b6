/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/dkim-verify.h"

#include <string.h>

#include "fakes/zone-answers.h"

/* The mails and keys that the RFCs print. */
/* clang-format off */
#define RFC_8463_A3 \
  "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n" \
  " d=football.example.com; i=@football.example.com;\r\n" \
  " q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n" \
  " subject : date : message-id : from : subject : date;\r\n" \
  " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n" \
  " b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\r\n" \
  " Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\r\n" \
  "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n" \
  " d=football.example.com; i=@football.example.com;\r\n" \
  " q=dns/txt; s=test; t=1528637909; h=from : to : subject :\r\n" \
  " date : message-id : from : subject : date;\r\n" \
  " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n" \
  " b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3\r\n" \
  " DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz\r\n" \
  " dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=\r\n" \
  "From: Joe SixPack <joe@football.example.com>\r\n" \
  "To: Suzie Q <suzie@shopping.example.net>\r\n" \
  "Subject: Is dinner ready?\r\n" \
  "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n" \
  "Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n" \
  "\r\n" \
  "Hi.\r\n" \
  "\r\n" \
  "We lost the game.  Are you hungry yet?\r\n" \
  "\r\n" \
  "Joe.\r\n"
#define RFC_6376_A2 \
  "DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;\r\n" \
  "      c=simple/simple; q=dns/txt; i=joe@football.example.com;\r\n" \
  "      h=Received : From : To : Subject : Date : Message-ID;\r\n" \
  "      bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n" \
  "      b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB\r\n" \
  "      4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut\r\n" \
  "      KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV\r\n" \
  "      4bmp/YzhwvcubU4=;\r\n" \
  "Received: from client1.football.example.com  [192.0.2.1]\r\n" \
  "      by submitserver.example.com with SUBMISSION;\r\n" \
  "      Fri, 11 Jul 2003 21:01:54 -0700 (PDT)\r\n" \
  "From: Joe SixPack <joe@football.example.com>\r\n" \
  "To: Suzie Q <suzie@shopping.example.net>\r\n" \
  "Subject: Is dinner ready?\r\n" \
  "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n" \
  "Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n" \
  "\r\n" \
  "Hi.\r\n" \
  "\r\n" \
  "We lost the game. Are you hungry yet?\r\n" \
  "\r\n" \
  "Joe.\r\n"
#define ZONE \
  "{\"brisbane._domainkey.football.example.com\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=DKIM1; " \
  "k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"]}]}, \"test._domainkey.football.exampl" \
  "e.com\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GN" \
  "ADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ" \
  "/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB\"]}]" \
  "}, \"brisbane._domainkey.example.com\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"v=DKIM1; p=MIGfM" \
  "A0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jY" \
  "fcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSP" \
  "DdQPNUYckcQ2QIDAQAB\"]}]}}"
/* clang-format on */

static HatoDkimMail *
read_mail (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoMailSource) source = hato_mail_source_new (text, strlen (text), &error);

  g_assert_no_error (error);
  return hato_dkim_mail_new (source);
}

/* Verifies; how many rounds of questions that took. */
static guint
verify (const HatoDkimMail *mail, const char *zone_text, HatoAnswers *answers, GArray *outcomes)
{
  g_auto (FakeZoneAnswers) zone = { NULL };
  guint n_rounds = 0;

  fake_zone_answers_init (&zone, zone_text, NULL);
  for (; !hato_dkim_verify (mail, 1528637999, answers, outcomes); n_rounds++)
    g_assert_cmpuint (fake_zone_answers_bring (&zone, answers), >, 0);
  return n_rounds;
}

static const struct
{
  const char *what;
  const char *mail;
  const char *zone;
  HatoDkimResult result;
  const char *reason; /* of the first signature */
} rows[] = {
  { "RFC 8463 A.3: Ed25519 and RSA", RFC_8463_A3, ZONE, HATO_DKIM_PASS, NULL },
  { "RFC 6376 A.2", RFC_6376_A2, ZONE, HATO_DKIM_PASS, NULL },
  { "one letter more at the end", RFC_6376_A2 "x", ZONE, HATO_DKIM_FAIL, "body_hash" },
  { "no key", RFC_6376_A2, "{}", HATO_DKIM_PERMERROR, "key_missing" },
  { "no answer is no fault", RFC_6376_A2,
    "{\"brisbane._domainkey.example.com\": {\"timeout\": true}}", HATO_DKIM_TEMPERROR, "timeout" },
  { "a server with trouble is no fault", RFC_6376_A2,
    "{\"brisbane._domainkey.example.com\": {\"rcode\": \"SERVFAIL\"}}", HATO_DKIM_TEMPERROR,
    "servfail" },
  { "not signed", "From: a@example.com\r\n\r\nhello\r\n", ZONE, HATO_DKIM_NONE, NULL },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoDkimMail) mail = read_mail (rows[i].mail);
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (GArray) outcomes = g_array_new (FALSE, FALSE, sizeof (HatoDkimOutcome));

      g_test_message ("%s", rows[i].what);
      g_assert_cmpuint (verify (mail, rows[i].zone, answers, outcomes), <=, 1);
      g_assert_cmpint (hato_dkim_sum_up (outcomes), ==, rows[i].result);
      if (outcomes->len > 0)
        g_assert_cmpstr (g_array_index (outcomes, HatoDkimOutcome, 0).reason, ==, rows[i].reason);
    }
}

/* Both sides of the limit of signatures. */
static void
test_many (void)
{
  for (guint over = 0; over <= 1; over++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (HatoDkimMail) mail = NULL;

      for (guint i = 0; i < HATO_DKIM_SIGNATURES_MAX + over; i++)
        g_string_append (text, "DKIM-Signature: v=1\r\n");
      g_string_append (text, "\r\n");
      mail = read_mail (text->str);
      g_assert_cmpuint (mail->proofs->len, ==, HATO_DKIM_SIGNATURES_MAX);
      g_assert_cmpuint (mail->n_left_out, ==, over);
    }
}

/* As many names in h= as fields of the header: time grows with their sum. */
static void
test_many_fields (void)
{
  g_autoptr (GString) text = g_string_new (
      "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=brisbane; bh=Zg==; b=Zg==; h=from");
  g_autoptr (HatoDkimMail) mail = NULL;
  gint64 began = g_get_monotonic_time ();

  for (guint i = 0; i < 500; i++)
    g_string_append (text, ":a");
  g_string_append (text, "\r\n");
  for (guint i = 0; i < 60000; i++)
    g_string_append (text, "a:\r\n");
  mail = read_mail (text->str);
  g_assert_cmpuint (mail->proofs->len, ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 2 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dkim-verify/rows", test_rows);
  g_test_add_func ("/dkim-verify/many", test_many);
  g_test_add_func ("/dkim-verify/many-fields", test_many_fields);
  return g_test_run ();
}
