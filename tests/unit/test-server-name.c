/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/server-name.h"

#include <string.h>

#include "fakes/fake-certificate.h"

/* RFC 9525 §6.3 */
static const struct
{
  const char *description;
  const char *pattern;
  const char *name;
  gboolean covered;
} rows[] = {
  { "alike", "mail.example.jp", "mail.example.jp", TRUE },
  { "another", "mail.example.jp", "www.example.jp", FALSE },
  { "the left-most label", "*.xs.test", "sv1.xs.test", TRUE },
  { "not two labels", "*.b.xs.test", "a.b.c.xs.test", FALSE },
  { "not a label deeper", "*.xs.test", "a.b.xs.test", FALSE },
  { "not the bare name", "*.xs.test", "xs.test", FALSE },
  { "not a part of a label", "s*.xs.test", "sv1.xs.test", FALSE },
  { "not in the middle", "sv1.*.test", "sv1.xs.test", FALSE },
  { "not twice", "*.*.test", "sv1.xs.test", FALSE },
  { "not a whole registry", "*.co.jp", "example.co.jp", FALSE },
  { "not everything", "*", "test", FALSE },
  { "IDN in A-labels", "*.xn--wgv71a119e.jp", "mail.xn--wgv71a119e.jp", TRUE },
  { "the wildcard itself", "*.xs.test", "*.xs.test", TRUE },
};

static void
test_covered (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].description);
      g_assert_cmpint (hato_server_name_is_covered (rows[i].pattern, rows[i].name), ==,
                       rows[i].covered);
    }
}

static HatoCertificate *
make (const FakeCertificateForm *form)
{
  g_autoptr (FakeCertificate) fake = fake_certificate_new (form, NULL);
  g_autoptr (GBytes) der = fake_certificate_dup_der (fake);

  return hato_certificate_parse (der);
}

static void
test_matches (void)
{
  const FakeCertificateForm form = { .common_name = "cn.example",
                                     .dns = { "mail.example" },
                                     .ip = "192.0.2.1" };
  g_autoptr (HatoCertificate) certificate = make (&form);

  g_assert_true (hato_server_name_matches (certificate, "mail.example"));
  g_assert_false (hato_server_name_matches (certificate, "cn.example")); /* never the CN */
  g_assert_true (hato_server_name_matches (certificate, "192.0.2.1"));
  g_assert_false (hato_server_name_matches (certificate, "192.0.2.2"));
}

static void
answer (HatoAnswers *answers, const char *name, guint16 type, const char *text)
{
  g_autoptr (HatoQuestion) question = hato_question_new_dns (name, type);
  g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "zone");

  if (text != NULL)
    {
      HatoDnsRecord *record = hato_dns_record_new (type, 60);

      record->text = g_strdup (text);
      record->target = type == HATO_DNS_PTR ? g_strdup (text) : NULL;
      hato_evidence_take_record (evidence, record);
    }
  hato_answers_add (answers, evidence);
}

/* Which name is offered, for a server at 192.0.2.1. */
static const struct
{
  const char *description;
  const char *names[4];   /* of the certificate */
  const char *leading[4]; /* names that lead to 192.0.2.1 */
  const char *ptr;        /* (nullable) */
  HatoNameFound found;
  const char *name;
} finds[] = {
  { "the one that leads here, not a neighbour or a wildcard",
    { "neighbour.test", "sv123.xs.test", "*.xs.test" },
    { "sv123.xs.test" },
    NULL,
    HATO_NAME_BY_ADDRESS,
    "sv123.xs.test" },
  { "of several that lead here the server's own",
    { "neighbour.test", "sv123.xs.test" },
    { "neighbour.test", "sv123.xs.test" },
    "sv123.xs.test",
    HATO_NAME_BY_ADDRESS,
    "sv123.xs.test" },
  { "a wildcard alone: the server's own name",
    { "*.xs.test" },
    { "sv77.xs.test" },
    "sv77.xs.test",
    HATO_NAME_BY_PTR,
    "sv77.xs.test" },
  { "a PTR name that does not lead back",
    { "*.xs.test" },
    { NULL },
    "sv77.xs.test",
    HATO_NAME_NONE,
    NULL },
  { "a PTR name that the certificate does not cover",
    { "*.xs.test" },
    { "sv.other.test" },
    "sv.other.test",
    HATO_NAME_NONE,
    NULL },
  { "the only name",
    { "sv123.xs.test", "*.xs.test" },
    { NULL },
    NULL,
    HATO_NAME_ONLY,
    "sv123.xs.test" },
  { "two names, none of which leads here",
    { "a.test", "b.test" },
    { NULL },
    NULL,
    HATO_NAME_NONE,
    NULL },
};

static void
test_find (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (finds); i++)
    {
      FakeCertificateForm form = { .common_name = "x" };
      g_autoptr (HatoCertificate) certificate = NULL;
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (GPtrArray) evidence = g_ptr_array_new ();
      g_autofree char *name = NULL;
      HatoNameFound found;

      g_test_message ("%s", finds[i].description);
      memcpy (form.dns, finds[i].names, sizeof finds[i].names);
      certificate = make (&form);
      g_assert_false (
          hato_server_name_find (certificate, "192.0.2.1", NULL, answers, &found, &name, evidence));
      g_assert_null (name);

      answer (answers, "1.2.0.192.in-addr.arpa", HATO_DNS_PTR, finds[i].ptr);
      for (gsize j = 0; j < G_N_ELEMENTS (finds[i].leading) && finds[i].leading[j] != NULL; j++)
        answer (answers, finds[i].leading[j], HATO_DNS_A, "192.0.2.1");
      for (gsize j = 0; j < G_N_ELEMENTS (finds[i].names) && finds[i].names[j] != NULL; j++)
        answer (answers, finds[i].names[j], HATO_DNS_A, "192.0.2.99");
      if (finds[i].ptr != NULL)
        answer (answers, finds[i].ptr, HATO_DNS_A, "192.0.2.99");
      g_ptr_array_set_size (evidence, 0);
      g_assert_true (
          hato_server_name_find (certificate, "192.0.2.1", NULL, answers, &found, &name, evidence));
      g_assert_cmpint (found, ==, finds[i].found);
      g_assert_cmpstr (name, ==, finds[i].name);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server-name/covered", test_covered);
  g_test_add_func ("/server-name/matches", test_matches);
  g_test_add_func ("/server-name/find", test_find);
  return g_test_run ();
}
