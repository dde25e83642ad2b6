/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of the mail shows no more than was observed. */
#include "config.h"

#include "advice/mail-way.h"

#include <string.h>

#define FINDINGS_MAX 3

static const struct
{
  const char *description;
  struct
  {
    const char *code;
    HatoLevel level;
  } findings[FINDINGS_MAX];
  gboolean is_incoming;
  const char *states; /* a letter a station: - unseen, o passed, ? doubtful, x stopped */
} rows[] = {
  { "a problem of sending: mail may stop at the receiver, nobody saw it stop",
    { { "spf.missing", HATO_LEVEL_PROBLEM }, { "mx.ok", HATO_LEVEL_OK } },
    FALSE,
    "--?-" },
  { "a caution is one too", { { "dmarc.missing", HATO_LEVEL_CAUTION } }, FALSE, "--?-" },
  { "in order as far as DNS shows",
    { { "spf.ok", HATO_LEVEL_OK }, { "mx.ok", HATO_LEVEL_OK } },
    FALSE,
    "--o-" },
  { "advice stops nothing",
    { { "spf.ok", HATO_LEVEL_OK }, { "dmarc.missing", HATO_LEVEL_ADVICE } },
    FALSE,
    "--o-" },
  { "nothing was checked", { { "spf.unchecked", HATO_LEVEL_UNCHECKED } }, FALSE, "----" },
  { "an ordinary mail was read", { { "bounce.not_bounce", HATO_LEVEL_OK } }, FALSE, "----" },
  { "only receiving is in order", { { "mx.ok", HATO_LEVEL_OK } }, FALSE, "----" },
  { "a problem of receiving turns the picture round",
    { { "mx.null_and_real", HATO_LEVEL_PROBLEM }, { "spf.ok", HATO_LEVEL_OK } },
    TRUE,
    "-?--" },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoSubject) subject = hato_subject_new ("d.example", "d.example");
      g_autoptr (GPtrArray) items =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_item_unref);
      g_autoptr (GPtrArray) evidence = g_ptr_array_new ();
      g_autoptr (HatoCheckup) checkup = NULL;
      g_autoptr (HatoCase) shown = NULL;
      g_autoptr (GString) states = g_string_new (NULL);
      HatoStatistics statistics = { 0 };
      HatoMailWay way;

      for (gsize j = 0; j < FINDINGS_MAX && rows[i].findings[j].code != NULL; j++)
        {
          g_autoptr (HatoFinding) finding =
              hato_finding_new (rows[i].findings[j].code, rows[i].findings[j].level, "d.example");
          g_autoptr (GPtrArray) findings = g_ptr_array_new ();

          g_ptr_array_add (findings, finding);
          g_ptr_array_add (items, hato_item_new ("row", findings));
        }
      checkup = hato_checkup_new (subject, items, evidence, 0, 0, &statistics);
      shown = hato_case_join (checkup, NULL, NULL);
      hato_mail_way_find (shown, &way);
      for (guint j = 0; j < HATO_MAIL_WAY_STATIONS; j++)
        {
          g_assert_nonnull (way.stations[j].name);
          g_assert_nonnull (hato_station_state_to_text (way.stations[j].state));
          g_string_append_c (states, "-o?x"[way.stations[j].state]);
        }
      g_test_message ("%s: %s", rows[i].description, states->str);
      g_assert_cmpstr (states->str, ==, rows[i].states);
      g_assert_cmpint (way.is_incoming, ==, rows[i].is_incoming);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-way/rows", test_rows);
  return g_test_run ();
}
