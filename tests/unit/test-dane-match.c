/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/dane-match.h"

#include "fakes/fake-certificate.h"
#include "tls/certificate.h"

#define HOST "mx.d.test"
#define NAME "_25._tcp." HOST

typedef enum
{
  LEAF,
  ANCHOR,
  STRANGER,
} Whose;

/* One TLSA record, made of one of the certificates. */
typedef struct
{
  guint8 usage, selector, matching;
  Whose whose;
} Record;

static const struct
{
  const char *description;
  Record records[2];
  guint n_records;
  const char *name; /* of the certificate */
  int ends;         /* days; 0 = in time */
  gboolean ad, validates;
  HatoDane match;
  guint n_usable;
} rows[] = {
  { "3 1 1 fits", { { 3, 1, 1, LEAF } }, 1, HOST, 0, TRUE, TRUE, HATO_DANE_END, 1 },
  { "3 0 2 fits", { { 3, 0, 2, LEAF } }, 1, HOST, 0, TRUE, TRUE, HATO_DANE_END, 1 },
  { "3 0 0 fits", { { 3, 0, 0, LEAF } }, 1, HOST, 0, TRUE, TRUE, HATO_DANE_END, 1 },
  { "3: neither name nor dates count, RFC 7672 §3.1.1",
    { { 3, 1, 1, LEAF } },
    1,
    "other.test",
    -1,
    TRUE,
    TRUE,
    HATO_DANE_END,
    1 },
  { "3 does not fit", { { 3, 1, 1, STRANGER } }, 1, HOST, 0, TRUE, TRUE, HATO_DANE_DIFFERENT, 1 },
  { "3 is not about the authority",
    { { 3, 1, 1, ANCHOR } },
    1,
    HOST,
    0,
    TRUE,
    TRUE,
    HATO_DANE_DIFFERENT,
    1 },
  { "the next certificate beside this one, RFC 7671 §8.1",
    { { 3, 1, 1, STRANGER }, { 3, 1, 1, LEAF } },
    2,
    HOST,
    0,
    TRUE,
    TRUE,
    HATO_DANE_END,
    2 },
  { "2 0 1 fits", { { 2, 0, 1, ANCHOR } }, 1, HOST, 0, TRUE, TRUE, HATO_DANE_ANCHOR, 1 },
  { "2: the mail domain's name counts too, RFC 7672 §3.2.2",
    { { 2, 0, 1, ANCHOR } },
    1,
    "d.test",
    0,
    TRUE,
    TRUE,
    HATO_DANE_ANCHOR,
    1 },
  { "2: the name counts, RFC 7671 §5.2.1",
    { { 2, 0, 1, ANCHOR } },
    1,
    "other.test",
    0,
    TRUE,
    TRUE,
    HATO_DANE_DIFFERENT,
    1 },
  { "2: the dates count",
    { { 2, 1, 1, ANCHOR } },
    1,
    HOST,
    -1,
    TRUE,
    TRUE,
    HATO_DANE_DIFFERENT,
    1 },
  { "2: another authority",
    { { 2, 0, 1, STRANGER } },
    1,
    HOST,
    0,
    TRUE,
    TRUE,
    HATO_DANE_DIFFERENT,
    1 },
  { "0 and 1 are for nobody, RFC 7672 §3.1.3",
    { { 1, 1, 1, STRANGER }, { 0, 1, 1, STRANGER } },
    2,
    HOST,
    0,
    TRUE,
    TRUE,
    HATO_DANE_UNUSED,
    0 },
  { "not signed: nobody uses it",
    { { 3, 1, 1, STRANGER } },
    1,
    HOST,
    0,
    FALSE,
    TRUE,
    HATO_DANE_UNUSED,
    0 },
  { "signed or not: the resolver does not tell",
    { { 3, 1, 1, STRANGER } },
    1,
    HOST,
    0,
    FALSE,
    FALSE,
    HATO_DANE_UNCERTAIN,
    1 },
};

typedef struct
{
  FakeCertificate *certificates[3]; /* by Whose */
} Fixture;

static HatoDnsRecord *
make_record (const Record *form, const FakeCertificate *fake)
{
  g_autoptr (GBytes) der = fake_certificate_dup_der (fake);
  g_autoptr (HatoCertificate) certificate = hato_certificate_parse (der);
  GBytes *bytes = form->selector == 1 ? certificate->public_key : certificate->der;
  HatoDnsRecord *record = hato_dns_record_new (HATO_DNS_TLSA, 60);
  g_autoptr (GByteArray) data = g_byte_array_new ();
  guint8 digest[64];
  gsize size = sizeof digest;

  g_byte_array_append (data, &form->usage, 1);
  g_byte_array_append (data, &form->selector, 1);
  g_byte_array_append (data, &form->matching, 1);
  if (form->matching == 0)
    g_byte_array_append (data, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  else
    {
      g_autoptr (GChecksum) checksum =
          g_checksum_new (form->matching == 1 ? G_CHECKSUM_SHA256 : G_CHECKSUM_SHA512);

      g_checksum_update (checksum, g_bytes_get_data (bytes, NULL),
                         (gssize) g_bytes_get_size (bytes));
      g_checksum_get_digest (checksum, digest, &size);
      g_byte_array_append (data, digest, (guint) size);
    }
  record->size = data->len;
  record->bytes = g_memdup2 (data->data, data->len);
  hato_dns_record_finish (record);
  return record;
}

static void
answer (HatoAnswers *answers, HatoEvidence *evidence)
{
  hato_answers_add (answers, evidence);
  hato_evidence_unref (evidence);
}

static HatoEvidence *
make_evidence (const char *name, guint16 type, gboolean ad)
{
  g_autoptr (HatoQuestion) question = hato_question_new_dns (name, type);
  HatoEvidence *evidence = hato_evidence_new (question, "udp");

  evidence->ad = ad;
  return evidence;
}

static HatoEvidence *
make_session (const Fixture *fixture)
{
  g_autoptr (HatoQuestion) question =
      hato_question_new_session (HOST, "192.0.2.1", 25, HATO_PROTOCOL_SMTP, 0);
  HatoEvidence *evidence = hato_evidence_new (question, "tcp");

  evidence->talk = hato_talk_new ();
  g_ptr_array_add (evidence->talk->chain, fake_certificate_dup_der (fixture->certificates[LEAF]));
  g_ptr_array_add (evidence->talk->chain, fake_certificate_dup_der (fixture->certificates[ANCHOR]));
  return evidence;
}

static void
make_certificates (Fixture *fixture, const char *name, int ends)
{
  const FakeCertificateForm root = { .common_name = "Root", .ca = TRUE };
  const FakeCertificateForm leaf = { .common_name = "x", .dns = { name }, .ends = ends };

  fixture->certificates[ANCHOR] = fake_certificate_new (&root, NULL);
  fixture->certificates[STRANGER] = fake_certificate_new (&root, NULL);
  fixture->certificates[LEAF] = fake_certificate_new (&leaf, fixture->certificates[ANCHOR]);
}

static void
test_row (gsize i)
{
  Fixture fixture;
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  HatoEvidence *announced = make_evidence (NAME, HATO_DNS_TLSA, rows[i].ad);
  g_autoptr (HatoEvidence) session = NULL;
  const HatoDaneServer server = { HOST, "d.test", 25, g_get_real_time () };
  const HatoEvidence *tlsa;
  const char *base;
  guint n_usable;

  make_certificates (&fixture, rows[i].name, rows[i].ends);
  session = make_session (&fixture);
  for (guint j = 0; j < rows[i].n_records; j++)
    hato_evidence_take_record (
        announced,
        make_record (&rows[i].records[j], fixture.certificates[rows[i].records[j].whose]));
  g_assert_cmpint (hato_dane_match (&server, session, answers, &tlsa, &base, &n_usable), ==,
                   HATO_DANE_PENDING);
  answer (answers, announced);
  answer (answers, make_evidence (HOST, HATO_DNS_A, FALSE));
  answer (answers, make_evidence ("", HATO_DNS_NS, rows[i].validates));
  g_assert_cmpint (hato_dane_match (&server, session, answers, &tlsa, &base, &n_usable), ==,
                   rows[i].match);
  g_assert_cmpstr (base, ==, HOST);
  g_assert_cmpuint (n_usable, ==, rows[i].n_usable);
  g_assert_true (tlsa == announced);
  for (gsize j = 0; j < G_N_ELEMENTS (fixture.certificates); j++)
    fake_certificate_free (fixture.certificates[j]);
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].description);
      test_row (i);
    }
}

/* RFC 7672 §2.2.2, §3.2.2: announced at the name that the MX is another name for, the certificate is to be for that one. */
static void
test_other_name (void)
{
  const Record record = { 2, 0, 1, ANCHOR };
  static const struct
  {
    const char *name; /* of the certificate */
    HatoDane match;
  } cases[] = { { "real.test", HATO_DANE_ANCHOR }, { HOST, HATO_DANE_DIFFERENT } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      HatoEvidence *announced = make_evidence ("_25._tcp.real.test", HATO_DNS_TLSA, TRUE);
      HatoEvidence *addresses = make_evidence (HOST, HATO_DNS_A, TRUE);
      HatoDnsRecord *alias = hato_dns_record_new (HATO_DNS_CNAME, 60);
      g_autoptr (HatoEvidence) session = NULL;
      const HatoDaneServer server = { HOST, "d.test", 25, g_get_real_time () };
      const HatoEvidence *tlsa;
      const char *base;
      guint n_usable;

      make_certificates (&fixture, cases[i].name, 0);
      session = make_session (&fixture);
      hato_evidence_take_record (announced, make_record (&record, fixture.certificates[ANCHOR]));
      alias->target = g_strdup ("real.test");
      hato_dns_record_finish (alias);
      hato_evidence_take_alias (addresses, alias);
      answer (answers, announced);
      answer (answers, addresses);
      answer (answers, make_evidence ("", HATO_DNS_NS, TRUE));
      g_assert_cmpint (hato_dane_match (&server, session, answers, &tlsa, &base, &n_usable), ==,
                       cases[i].match);
      g_assert_cmpstr (base, ==, "real.test");
      g_assert_true (tlsa == announced);
      for (gsize j = 0; j < G_N_ELEMENTS (fixture.certificates); j++)
        fake_certificate_free (fixture.certificates[j]);
    }
}

/* Nothing is announced: no answer is missed; an address announces nothing. */
static void
test_none (void)
{
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  const HatoDaneServer server = { HOST, NULL, 25, 1 }, address = { "192.0.2.1", NULL, 25, 1 };
  const HatoEvidence *tlsa;
  const char *base;
  guint n_usable;

  answer (answers, make_evidence (HOST, HATO_DNS_A, FALSE));
  answer (answers, make_evidence (NAME, HATO_DNS_TLSA, FALSE));
  g_assert_cmpint (hato_dane_match (&server, NULL, answers, &tlsa, &base, &n_usable), ==,
                   HATO_DANE_UNUSED);
  g_assert_cmpint (hato_dane_match (&address, NULL, answers, &tlsa, &base, &n_usable), ==,
                   HATO_DANE_UNUSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dane-match/rows", test_rows);
  g_test_add_func ("/dane-match/other-name", test_other_name);
  g_test_add_func ("/dane-match/none", test_none);
  return g_test_run ();
}
