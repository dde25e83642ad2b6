/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Page 2: for the person who makes the change. Every statement names its evidence. */
#include "config.h"

#include "report/contact-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "findings/wording.h"
#include "report/change-table.h"
#include "report/company-table.h"
#include "report/phrase.h"

#define LEVEL_WEIGHT 5u /* "Recommended" in one line */
#define POINT_WEIGHT 7u
#define TEXT_WEIGHT  18u

static const char *const confidence_texts[] = {
  [HATO_CONFIDENCE_SURE] = N_ ("sure"),
  [HATO_CONFIDENCE_LIKELY] = N_ ("likely"),
  [HATO_CONFIDENCE_UNKNOWN] = N_ ("cannot be told"),
};

static void
add_fact (const HatoPageWriter *writer, HatoBlock *facts, const char *label, const char *text)
{
  HatoSentence *value;

  if (text == NULL || *text == '\0')
    return;

  value = hato_page_writer_add_fact (writer, facts, label, text);
  value->is_exact = TRUE;
  hato_page_writer_cite (writer, value, writer->shown->bounce);
}

static void
write_summary (const HatoPageWriter *writer)
{
  const HatoCase *shown = writer->shown;
  const HatoCheckup *checkup = shown->checkup;
  g_autofree char *local = hato_phrase_dup_time (writer->translation, checkup->started);
  g_autofree char *utc = hato_clock_format_utc (checkup->started);
  g_autofree char *time = g_strdup_printf ("%s = %s", local, utc);
  g_autofree char *names =
      strcmp (checkup->subject->domain, checkup->subject->unicode) == 0
          ? g_strdup (checkup->subject->domain)
          : g_strdup_printf ("%s (%s)", checkup->subject->unicode, checkup->subject->domain);
  HatoBlock *facts = hato_page_writer_begin_facts (writer);
  HatoSentence *value;

  hato_page_writer_add_fact (writer, facts, N_ ("Domain"), names)->is_frame = TRUE;
  hato_page_writer_add_fact (writer, facts, N_ ("Checked"), time)->is_frame = TRUE;
  if (shown->cause != NULL)
    {
      value = hato_page_writer_add_fact (writer, facts, N_ ("Cause"), shown->cause);
      value->is_exact = TRUE;
      hato_page_writer_cite (writer, value, shown->leading);
    }
  value = hato_page_writer_add_fact (
      writer, facts, N_ ("How sure"),
      hato_page_writer_translate (writer, confidence_texts[shown->confidence]));
  hato_page_writer_cite (writer, value, shown->leading);
}

/* ---- the mail that came back ---- */

static char *
dup_addresses (const GPtrArray *addresses)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < addresses->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (addresses, i));
  return g_string_free (text, FALSE);
}

static void
write_bounce (const HatoPageWriter *writer)
{
  const HatoBounce *bounce = writer->bounce;
  g_autofree char *recipients = NULL;
  HatoBlock *facts;

  if (bounce == NULL)
    return;

  recipients = dup_addresses (bounce->recipients);
  hato_section_add_heading (writer->section, 2,
                            hato_page_writer_translate (writer, N_ ("The mail that came back")));
  facts = hato_page_writer_begin_facts (writer);
  add_fact (writer, facts, N_ ("Refused by"), bounce->refused_by_name);
  add_fact (writer, facts, N_ ("Server that refused"), bounce->remote_mta);
  add_fact (writer, facts, N_ ("Code"),
            bounce->status != NULL ? bounce->status : bounce->reply_code);
  add_fact (writer, facts, N_ ("Words"), bounce->diagnostic);
  add_fact (writer, facts, N_ ("Sending address"),
            bounce->concerned_ip != NULL ? bounce->concerned_ip : bounce->sending_ip);
  add_fact (writer, facts, N_ ("Envelope sender"), bounce->envelope_sender);
  add_fact (writer, facts, N_ ("Sender (From)"), bounce->from);
  add_fact (writer, facts, N_ ("Recipients"), recipients);
  add_fact (writer, facts, N_ ("Queue id"), bounce->queue_id);
  add_fact (writer, facts, "Message-ID", bounce->message_id);
  add_fact (writer, facts, N_ ("Reported"), bounce->date);
  add_fact (writer, facts, N_ ("Taken in by the reporting server"), bounce->arrival_date);
  add_fact (writer, facts, N_ ("Reporting server"), bounce->reporting_mta);
  if (facts->rows->len == 0)
    add_fact (writer, facts, N_ ("Kind"), hato_bounce_kind_to_string (bounce->kind));
}

/* ---- findings ---- */

static gboolean
is_changed (const GArray *changes, const HatoFinding *finding)
{
  for (guint i = 0; i < changes->len; i++)
    if (g_array_index (changes, HatoChange, i).finding == finding)
      return TRUE;

  return FALSE;
}

static char *
dup_details (const HatoPageWriter *writer, const HatoFinding *finding, gboolean with_action)
{
  const HatoWording *wording = hato_wording_find (finding->code);
  g_autofree char *details = NULL, *action = NULL;

  if (wording == NULL)
    return g_strdup (finding->code);

  details = hato_page_writer_dup_text (writer, finding, wording->details);
  if (!with_action)
    return g_steal_pointer (&details);

  action = hato_page_writer_dup_text (writer, finding, wording->action);
  return hato_page_writer_join (writer, details, action);
}

/* Whether the two say the same: one fault behind several doors. */
static gboolean
say_the_same (const HatoPageWriter *writer, const HatoFinding *a, const HatoFinding *b)
{
  g_autofree char *first = NULL, *second = NULL;

  if (strcmp (a->code, b->code) != 0 || a->level != b->level)
    return FALSE;

  first = dup_details (writer, a, TRUE);
  second = dup_details (writer, b, TRUE);
  return strcmp (first, second) == 0;
}

/* Whether an earlier finding said the same, and has a row. */
static gboolean
is_said (const HatoPageWriter *writer, const HatoFinding *finding)
{
  const GPtrArray *findings = writer->shown->checkup->findings;

  for (guint i = 0; i < findings->len && g_ptr_array_index (findings, i) != finding; i++)
    if (g_ptr_array_index (findings, i) != writer->shown->leading
        && say_the_same (writer, g_ptr_array_index (findings, i), finding))
      return TRUE;

  return FALSE;
}

/* The doors of which it is said: rows of the check that are doors have a colon in their id. */
static void
append_doors (const HatoPageWriter *writer, const HatoFinding *finding, GString *text)
{
  const HatoCheckup *checkup = writer->shown->checkup;
  guint count = 0;

  for (guint i = 0; i < checkup->items->len; i++)
    {
      const HatoItem *item = g_ptr_array_index (checkup->items, i);

      for (guint j = 0; strchr (item->id, ':') != NULL && j < item->findings->len; j++)
        if (say_the_same (writer, g_ptr_array_index (item->findings, j), finding))
          {
            g_string_append_printf (text, "%s%s", count++ > 0 ? ", " : " [", item->id);
            break;
          }
    }
  g_string_append (text, count > 0 ? "]" : "");
}

/* Rests @sentence on all that says the same. */
static void
cite_all (const HatoPageWriter *writer, HatoSentence *sentence, const HatoFinding *finding)
{
  const GPtrArray *findings = writer->shown->checkup->findings;

  hato_page_writer_cite (writer, sentence, finding);
  for (guint i = 0; i < findings->len; i++)
    if (g_ptr_array_index (findings, i) != finding
        && say_the_same (writer, g_ptr_array_index (findings, i), finding))
      hato_page_writer_cite (writer, sentence, g_ptr_array_index (findings, i));
}

static void
add_row (const HatoPageWriter *writer, HatoBlock *table, const HatoFinding *finding)
{
  HatoRow *row = hato_block_add_row (table);
  const HatoWording *wording = hato_wording_find (finding->code);
  g_autofree char *details = dup_details (writer, finding, finding->level <= HATO_LEVEL_ADVICE);
  g_autoptr (GString) text = g_string_new (details);
  HatoSentence *level =
      hato_row_add_cell (row, hato_page_writer_get_level_word (writer, finding->level));
  g_autofree char *line = hato_page_writer_dup_line (writer, finding);
  HatoSentence *point = hato_row_add_cell (row, line);
  HatoSentence *words;

  append_doors (writer, finding, text);
  g_string_append_printf (text, " (%s%s%s)", finding->code,
                          wording != NULL && wording->reference != NULL ? "; " : "",
                          wording != NULL && wording->reference != NULL ? wording->reference : "");
  words = hato_row_add_cell (row, text->str);
  level->is_frame = TRUE; /* says what the next cell says */
  cite_all (writer, point, finding);
  cite_all (writer, words, finding);
  point->is_frame = TRUE; /* the numbers stand behind the words beside it */
}

/* The findings from @first to @last that are not among the changes, a row each. */
static void
write_findings (const HatoPageWriter *writer,
                const char *heading,
                const GArray *changes,
                HatoLevel first,
                HatoLevel last)
{
  const GPtrArray *findings = writer->shown->checkup->findings;
  HatoBlock *table = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level < first || finding->level > last || finding == writer->shown->leading
          || is_changed (changes, finding) || is_said (writer, finding))
        continue;
      if (table == NULL)
        {
          hato_section_add_heading (writer->section, 2,
                                    hato_page_writer_translate (writer, heading));
          table = hato_section_add_block (writer->section, HATO_BLOCK_TABLE);
          hato_block_add_column (table, hato_page_writer_translate (writer, N_ ("Verdict")),
                                 LEVEL_WEIGHT);
          hato_block_add_column (table, hato_page_writer_translate (writer, N_ ("Point")),
                                 POINT_WEIGHT);
          hato_block_add_column (table, hato_page_writer_translate (writer, N_ ("Found")),
                                 TEXT_WEIGHT);
        }
      add_row (writer, table, finding);
    }
}

/* The cause in words, where no change below says it. */
static void
write_cause (const HatoPageWriter *writer, const GArray *changes)
{
  const HatoFinding *leading = writer->shown->leading;
  g_autofree char *details = NULL;

  if (leading == NULL || is_changed (changes, leading))
    return;

  details = dup_details (writer, leading, TRUE);
  hato_page_writer_say (writer, details, leading);
}

/* The record of each finding that marks something, as it was found. */
static void
write_excerpts (const HatoPageWriter *writer)
{
  const GPtrArray *findings = writer->shown->checkup->findings;
  gboolean has_heading = FALSE;

  for (guint i = 0; i < findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *line = NULL;
      HatoBlock *block;

      if (finding->excerpt == NULL || finding->level > HATO_LEVEL_CAUTION
          || g_str_has_prefix (finding->code, "bounce."))
        continue;
      if (!has_heading)
        hato_section_add_heading (writer->section, 2,
                                  hato_page_writer_translate (writer, N_ ("Records as found")));
      has_heading = TRUE;
      line = hato_page_writer_dup_line (writer, finding);
      block = hato_page_writer_long_record (writer, line, finding->excerpt->text, NULL, finding);
      for (guint j = 0; j < finding->excerpt->marks->len; j++)
        {
          const HatoMark *mark = g_ptr_array_index (finding->excerpt->marks, j);

          hato_block_add_text_span (block, finding->excerpt->text, mark->start, mark->end);
        }
    }
}

/** hato_contact_page_write: @changes: (element-type HatoChange) */
void
hato_contact_page_write (const HatoPageWriter *writer, const GArray *changes)
{
  hato_page_writer_remark (
      writer, hato_page_writer_translate (
                  writer, N_ ("Numbers in brackets lead to the answers in the appendix.")));
  hato_page_writer_verdict (writer);
  write_cause (writer, changes);
  write_summary (writer);
  if (changes->len > 0)
    {
      hato_section_add_heading (writer->section, 2,
                                hato_page_writer_translate (writer, N_ ("Changes")));
      hato_change_table_write (writer, changes);
    }
  write_findings (
      writer, changes->len > 0 ? N_ ("Further findings, without an exact record") : N_ ("Findings"),
      changes, HATO_LEVEL_PROBLEM, HATO_LEVEL_ADVICE);
  write_excerpts (writer);
  write_bounce (writer);
  hato_company_table_write (writer);
  write_findings (writer, N_ ("Ruled out: in order"), changes, HATO_LEVEL_OK, HATO_LEVEL_OK);
  write_findings (writer, N_ ("Could not be checked"), changes, HATO_LEVEL_UNCHECKED,
                  HATO_LEVEL_UNCHECKED);
}
