/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The domain itself: the same is said in whatever order the answers come. */
#include "config.h"

#include "dns/domain.h"

#include <string.h>

#include "dns/dkim.h"
#include "dns/dmarc.h"
#include "dns/mx.h"
#include "dns/spf.h"
#include "fakes/zone-answers.h"

#define ROUNDS_MAX 12u
#define ORDERS     24u
#define DOMAIN     "\"d.test\": {\"records\": [{\"type\": \"A\", \"address\": \"192.0.2.1\"}]}"

static const struct
{
  const char *description;
  const char *zone;
  const char *again; /* (nullable) */
  const char *code;
  const char *evidence; /* names cited, in order; "2" = the second answer */
} rows[] = {
  { "it is there", DOMAIN, NULL, "dns.ok", "d.test d.test" },
  { "no such domain, asked twice", "\"e.test\": {\"records\": []}", NULL, "dns.nxdomain",
    "d.test d.test2" },
  { "no such domain, and then it is there", "\"e.test\": {\"records\": []}", DOMAIN,
    "dns.unchecked", "d.test d.test2" },
};

static char *
list_evidence (const HatoFinding *finding)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < finding->evidence->len; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (finding->evidence, i);

      g_string_append_printf (list, "%s%s%s", i == 0 ? "" : " ", evidence->question->name,
                              (evidence->question->flags & HATO_QUESTION_AGAIN) != 0 ? "2" : "");
    }
  return g_string_free (list, FALSE);
}

static void
test_any_order (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows) * ORDERS; i++)
    {
      gsize row = i / ORDERS;
      g_autofree char *zone = g_strconcat ("{", rows[row].zone, "}", NULL);
      g_autofree char *again =
          g_strconcat ("{", rows[row].again != NULL ? rows[row].again : rows[row].zone, "}", NULL);
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      g_autoptr (GRand) lots = g_rand_new_with_seed ((guint32) i);
      g_auto (FakeZoneAnswers) fake = { 0 };
      g_autofree char *evidence = NULL;
      HatoSubject *subject = hato_subject_new ("d.test", "d.test");
      const HatoFinding *finding;

      fake_zone_answers_init (&fake, zone, again);
      for (guint round = 0; !hato_domain_judge (subject, HATO_NETWORK_UP, answers, findings);
           round++)
        {
          g_assert_cmpuint (round, <, ROUNDS_MAX);
          g_assert_cmpuint (findings->len, ==, 0);
          g_assert_cmpuint (fake_zone_answers_bring_one (&fake, answers, lots), >, 0);
        }

      g_test_message ("%s", rows[row].description);
      g_assert_cmpuint (findings->len, ==, 1);
      finding = g_ptr_array_index (findings, 0);
      g_assert_cmpstr (finding->code, ==, rows[row].code);
      evidence = list_evidence (finding);
      g_assert_cmpstr (evidence, ==, rows[row].evidence);
      hato_subject_free (subject);
    }
}

/* Nothing comes: what the system says of its connection is the explanation, and it is none where something came. */
static void
test_unreached (void)
{
  static const struct
  {
    const char *failure; /* (nullable): a zone's answer */
    HatoNetworkState network;
    const char *code;
    const char *reason; /* (nullable) */
  } failures[] = {
    { "offline", HATO_NETWORK_UNKNOWN, "dns.offline", NULL },
    { "offline", HATO_NETWORK_UP, "dns.offline", NULL },
    { "timeout", HATO_NETWORK_DOWN, "dns.offline", NULL },
    { "network", HATO_NETWORK_DOWN, "dns.offline", NULL },
    { "timeout", HATO_NETWORK_PORTAL, "dns.portal", NULL },
    { "timeout", HATO_NETWORK_UP, "dns.unchecked", "timeout" },
    { "timeout", HATO_NETWORK_UNKNOWN, "dns.unchecked", "timeout" },
    { "protocol", HATO_NETWORK_DOWN, "dns.unchecked", "protocol" },
    { NULL, HATO_NETWORK_DOWN, "dns.servfail", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      static const guint16 types[] = { HATO_DNS_SOA, HATO_DNS_NS };
      g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      const HatoFinding *finding;

      for (gsize j = 0; j < G_N_ELEMENTS (types); j++)
        {
          g_autoptr (HatoQuestion) question = hato_question_new_dns ("d.test", types[j]);
          g_autoptr (HatoEvidence) evidence =
              hato_evidence_new_failure (question, "udp", failures[i].failure);

          evidence->rcode = HATO_RCODE_SERVFAIL;
          hato_answers_add (answers, evidence);
        }
      if (failures[i].failure
          == NULL) /* whether signatures are the reason is asked with checking off */
        {
          g_autoptr (HatoQuestion) question = hato_question_new (
              HATO_QUESTION_DNS, "d.test", HATO_DNS_SOA, NULL, HATO_QUESTION_CHECKING_DISABLED);
          g_autoptr (HatoEvidence) unverified = hato_evidence_new (question, "udp");

          g_assert_false (hato_domain_judge (subject, failures[i].network, answers, findings));
          unverified->rcode = HATO_RCODE_SERVFAIL;
          hato_answers_add (answers, unverified);
        }
      g_assert_true (hato_domain_judge (subject, failures[i].network, answers, findings));
      g_assert_cmpuint (findings->len, ==, 1);
      finding = g_ptr_array_index (findings, 0);
      g_assert_cmpstr (finding->code, ==, failures[i].code);
      g_assert_cmpint (finding->level, ==, HATO_LEVEL_UNCHECKED);
      g_assert_cmpstr (hato_finding_get_argument (finding, "reason"), ==, failures[i].reason);
    }
}

static gboolean
judge_dkim (const HatoSubject *subject, HatoAnswers *answers, GPtrArray *findings)
{
  return hato_dkim_judge (subject, NULL, NULL, answers, findings);
}

static gboolean
judge_mx (const HatoSubject *subject, HatoAnswers *answers, GPtrArray *findings)
{
  return hato_mx_judge (subject, NULL, answers, findings);
}

static gboolean
judge_spf (const HatoSubject *subject, HatoAnswers *answers, GPtrArray *findings)
{
  return hato_spf_judge (subject, NULL, answers, findings);
}

/* Behind one forged "no such domain" no row may have nothing to say. */
static void
test_each_row_asks_twice (void)
{
  static const struct
  {
    const char *area;
    gboolean (*judge) (const HatoSubject *, HatoAnswers *, GPtrArray *);
  } judges[] = {
    { "spf", judge_spf },
    { "dkim", judge_dkim },
    { "dmarc", hato_dmarc_judge },
    { "mx", judge_mx },
  };
  static const char gone[] = "{\"e.test\": {\"records\": []}}";
  static const char there[] = "{" DOMAIN "}";

  for (gsize i = 0; i < G_N_ELEMENTS (judges) * 2; i++)
    {
      gboolean forged = i % 2 == 1;
      g_autofree char *wanted =
          g_strconcat (judges[i / 2].area, forged ? ".unchecked" : ".not_applicable", NULL);
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_autoptr (GPtrArray) findings =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
      g_autoptr (HatoSubject) subject = hato_subject_new ("d.test", "d.test");
      g_auto (FakeZoneAnswers) fake = { 0 };

      fake_zone_answers_init (&fake, gone, forged ? there : gone);
      for (guint round = 0; !judges[i / 2].judge (subject, answers, findings); round++)
        {
          g_assert_cmpuint (round, <, ROUNDS_MAX);
          g_assert_cmpuint (fake_zone_answers_bring (&fake, answers), >, 0);
        }
      g_assert_cmpuint (findings->len, ==, 1);
      g_assert_cmpstr (((const HatoFinding *) g_ptr_array_index (findings, 0))->code, ==, wanted);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/any-order", test_any_order);
  g_test_add_func ("/domain/unreached", test_unreached);
  g_test_add_func ("/domain/each-row-asks-twice", test_each_row_asks_twice);
  return g_test_run ();
}
