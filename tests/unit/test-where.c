/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the owner has to go: only what the answers carry. */
#include "config.h"

#include "advice/where.h"

#include <string.h>

static HatoEvidence *
new_answer (const char *name, guint16 type, const char *target, guint32 ttl)
{
  g_autoptr (HatoQuestion) question = hato_question_new_dns (name, type);
  HatoEvidence *self = hato_evidence_new (question, "zone");

  self->ttl = ttl;
  if (target != NULL)
    {
      HatoDnsRecord *record = hato_dns_record_new (type, ttl);

      record->target = g_strdup (target);
      hato_dns_record_finish (record);
      hato_evidence_take_record (self, record);
    }
  else
    self->rcode = HATO_RCODE_NXDOMAIN;
  return self;
}

static const struct
{
  const char *description;
  const char *zone; /* whose name servers are known */
  const char *server;
  const char *provider; /* (nullable) */
} rows[] = {
  { "a company that is known", "shop.example", "ns1.xserver.jp", "xserver" },
  { "a domain in another's zone", "example", "ns1.xserver.jp", "xserver" },
  { "a company that is not: its name server, never a guess", "shop.example", "ns1.host.example",
    NULL },
  { "somebody else's name servers", "other.example", "ns1.xserver.jp", NULL },
};

static void
test_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoProviderList) providers = hato_provider_list_new (&error);

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoSubject) subject = hato_subject_new ("shop.example", "shop.example");
      g_autoptr (HatoFinding) finding =
          hato_finding_new ("spf.missing", HATO_LEVEL_PROBLEM, "shop.example");
      g_autoptr (HatoEvidence) servers =
          new_answer (rows[i].zone, HATO_DNS_NS, rows[i].server, 86400);
      g_autoptr (HatoEvidence) none = new_answer ("shop.example", HATO_DNS_TXT, NULL, 300);
      g_autoptr (GPtrArray) findings = g_ptr_array_new ();
      g_autoptr (GPtrArray) items =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_item_unref);
      g_autoptr (GPtrArray) evidence = g_ptr_array_new ();
      g_autoptr (HatoCheckup) checkup = NULL;
      g_autoptr (HatoCase) shown = NULL;
      HatoStatistics statistics = { 0 };
      HatoWhere where;
      gboolean is_ours = strcmp (rows[i].zone, "other.example") != 0;

      hato_finding_cite (finding, none);
      g_ptr_array_add (findings, finding);
      g_ptr_array_add (items, hato_item_new ("spf", findings));
      g_ptr_array_add (evidence, servers);
      checkup = hato_checkup_new (subject, items, evidence, 0, 0, &statistics);
      shown = hato_case_join (checkup, NULL, NULL);
      hato_where_find (shown, providers, &where);
      g_test_message ("%s", rows[i].description);
      g_assert_cmpstr (where.provider != NULL ? where.provider->id : NULL, ==, rows[i].provider);
      g_assert_cmpstr (where.name_server, ==, is_ours ? rows[i].server : NULL);
      g_assert_cmpuint (where.ttl, ==, 300); /* of what the finding rests on, not of the servers */
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/where/rows", test_rows);
  return g_test_run ();
}
