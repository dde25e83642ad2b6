/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "records/mta-sts-record.h"

/* RFC 8461 §3.1. */
static const struct
{
  const char *description;
  const char *text;
  gboolean is_record;
  gboolean valid;
  const char *id;   /* (nullable) */
  const char *code; /* (nullable): of the first note */
} rows[] = {
  { "the least", "v=STSv1; id=1", TRUE, TRUE, "1", NULL },
  { "a final semicolon", "v=STSv1; id=20160831085700Z;", TRUE, TRUE, "20160831085700Z", NULL },
  { "an extension", "v=STSv1; id=1; a=b", TRUE, TRUE, "1", NULL },
  { "white space around a semicolon", "v=STSv1 \t; id=1", TRUE, TRUE, "1", NULL },
  { "32 characters", "v=STSv1; id=01234567890123456789012345678901", TRUE, TRUE,
    "01234567890123456789012345678901", NULL },
  { "33 characters", "v=STSv1; id=012345678901234567890123456789012", TRUE, FALSE, NULL,
    "mta-sts.bad_id" },
  { "a hyphen", "v=STSv1; id=a-1", TRUE, FALSE, NULL, "mta-sts.bad_id" },
  { "a colon in a time", "v=STSv1; id=2026-01-01T00:00", TRUE, FALSE, NULL, "mta-sts.bad_id" },
  { "an empty id", "v=STSv1; id=", TRUE, FALSE, NULL, "mta-sts.bad_id" },
  { "no id", "v=STSv1;", TRUE, FALSE, NULL, "mta-sts.no_id" },
  { "no semicolon", "v=STSv1", FALSE, FALSE, NULL, "mta-sts.version_typo" },
  { "no semicolon before id", "v=STSv1 id=1", FALSE, FALSE, NULL, "mta-sts.version_typo" },
  { "version 2", "v=STSv2; id=1", FALSE, FALSE, NULL, "mta-sts.version_typo" },
  { "version 10", "v=STSv10; id=1", FALSE, FALSE, NULL, "mta-sts.version_typo" },
  { "small letters", "v=stsv1; id=1", FALSE, FALSE, NULL, "mta-sts.version_typo" },
  { "no v in the version", "v=STS1; id=1", FALSE, FALSE, NULL, "mta-sts.version_typo" },
  { "in quotes", "\"v=STSv1; id=1\"", FALSE, FALSE, NULL, "mta-sts.version_typo" },
  { "a name that is none", "v=STSv1; id=1; 1%=a", TRUE, FALSE, "1", "mta-sts.bad_field" },
  { "two semicolons", "v=STSv1; id=1;;", TRUE, FALSE, "1", "mta-sts.bad_field" },
  { "another text", "v=spf1 -all", FALSE, FALSE, NULL, NULL },
  { "nothing", "", FALSE, FALSE, NULL, NULL },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoMtaStsRecord) record =
          hato_mta_sts_record_parse (rows[i].text, strlen (rows[i].text));
      const char *code =
          record->notes->len > 0 ? g_array_index (record->notes, HatoNote, 0).code : NULL;

      g_test_message ("%s: %s", rows[i].description, rows[i].text);
      g_assert_cmpint (record->is_record, ==, rows[i].is_record);
      g_assert_cmpint (record->valid, ==, rows[i].valid);
      g_assert_cmpstr (record->id, ==, rows[i].id);
      g_assert_cmpstr (code, ==, rows[i].code);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mta-sts-record/rows", test_rows);
  return g_test_run ();
}
