/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page on work that was done (product, F20): what was found, what was changed, what is found now. A helper can bill with it. */
#include "config.h"

#include "report/before-after.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "advice/case.h"
#include "advice/replay.h"
#include "base/domain-name.h"
#include "base/error.h"
#include "base/foreign-text.h"
#include "report/page-writer.h"
#include "report/phrase.h"

#define LINES_MAX     12u /* of one list: it is one page */
#define CHANGES_MAX   8u
#define SENDERS_MAX   8u
#define TEXT_MAX      240u /* characters of a record that the table shows */
#define NAME_WEIGHT   3u
#define LEVEL_WEIGHT  2u
#define RECORD_WEIGHT 4u

/* The page at work. */
typedef struct
{
  HatoPageWriter writer;
  HatoCase *before; /* (owned) */
  HatoCase *after;  /* (owned) */
} Comparison;

static void
add_frame (HatoRow *row, const char *text)
{
  hato_row_add_cell (row, text)->is_frame = TRUE;
}

/* ---- rows of the check ---- */

static const HatoItem *
find_item (const HatoCheckup *checkup, const char *id)
{
  for (guint i = 0; i < checkup->items->len; i++)
    {
      const HatoItem *item = g_ptr_array_index (checkup->items, i);

      if (strcmp (item->id, id) == 0)
        return item;
    }
  return NULL;
}

static char *
dup_state (const Comparison *self, const HatoItem *item)
{
  const HatoFinding *worst = item != NULL ? g_ptr_array_index (item->findings, 0) : NULL;
  g_autofree char *line = NULL;

  if (worst == NULL)
    return g_strdup (hato_page_writer_translate (&self->writer, N_ ("not looked at")));

  line = hato_page_writer_dup_state (&self->writer, worst);
  return hato_phrase_dup (self->writer.translation, N_ ("{label}: {value}"), "label",
                          hato_page_writer_get_level_word (&self->writer, worst->level), "value",
                          line, NULL);
}

/* What had to be done, and what has changed. */
static void
write_items (const Comparison *self)
{
  const HatoCheckup *before = self->before->checkup;
  HatoBlock *table = NULL;

  for (guint i = 0; i < before->items->len; i++)
    {
      const HatoItem *old = g_ptr_array_index (before->items, i);
      const HatoItem *now = find_item (self->after->checkup, old->id);
      g_autofree char *first = dup_state (self, old);
      g_autofree char *second = dup_state (self, now);
      HatoRow *row;

      if (old->level > HATO_LEVEL_CAUTION && (now == NULL || now->level == old->level))
        continue;
      if (table == NULL)
        {
          hato_section_add_heading (
              self->writer.section, 2,
              hato_page_writer_translate (&self->writer,
                                          N_ ("What was found, and what is found now")));
          table = hato_section_add_block (self->writer.section, HATO_BLOCK_TABLE);
          hato_block_add_column (table, hato_page_writer_translate (&self->writer, N_ ("Point")),
                                 NAME_WEIGHT);
          hato_block_add_column (table, hato_page_writer_translate (&self->writer, N_ ("Before")),
                                 RECORD_WEIGHT);
          hato_block_add_column (table, hato_page_writer_translate (&self->writer, N_ ("After")),
                                 RECORD_WEIGHT);
        }
      if (table->rows->len >= LINES_MAX)
        return;
      row = hato_block_add_row (table);
      add_frame (row,
                 hato_page_writer_get_title (&self->writer, g_ptr_array_index (old->findings, 0)));
      add_frame (row, first);
      add_frame (row, second);
    }
}

/* ---- records ---- */

static char *
dup_records (const HatoEvidence *evidence)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < evidence->aliases->len; i++)
    g_string_append_printf (
        text, "%sCNAME %s", i > 0 ? " · " : "",
        ((const HatoDnsRecord *) g_ptr_array_index (evidence->aliases, i))->text);
  for (guint i = 0; i < evidence->records->len; i++)
    g_string_append_printf (
        text, "%s%s", text->len > 0 ? " · " : "",
        ((const HatoDnsRecord *) g_ptr_array_index (evidence->records, i))->text);
  return g_string_free (text, FALSE);
}

static const HatoEvidence *
find_answer (const HatoCheckup *checkup, const HatoQuestion *question)
{
  for (guint i = 0; i < checkup->evidence->len; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (checkup->evidence, i);

      if (hato_question_equal (evidence->question, question))
        return evidence;
    }
  return NULL;
}

/* Whether the name is the domain's own: others change theirs by themselves. */
static gboolean
is_own (const HatoCheckup *checkup, const char *name)
{
  return strcmp (name, checkup->subject->domain) == 0
         || hato_domain_name_is_below (name, checkup->subject->domain);
}

static void
add_record_cell (const Comparison *self, HatoRow *row, const char *text)
{
  g_autofree char *shown = hato_foreign_text (text, strlen (text), TEXT_MAX);
  HatoSentence *cell = hato_row_add_cell (
      row, *shown != '\0' ? shown : hato_page_writer_translate (&self->writer, N_ ("none")));

  cell->is_exact = *shown != '\0';
  cell->is_frame = TRUE;
}

static void
add_change (const Comparison *self,
            HatoBlock **table,
            const HatoEvidence *old,
            const HatoEvidence *now)
{
  const HatoQuestion *question = old->question;
  g_autofree char *name =
      g_strdup_printf ("%s %s", hato_dns_type_to_string (question->type), question->name);
  g_autofree char *first = dup_records (old);
  g_autofree char *second = dup_records (now);
  HatoRow *row;

  if (strcmp (first, second) == 0)
    return;
  if (*table == NULL)
    {
      hato_section_add_heading (
          self->writer.section, 2,
          hato_page_writer_translate (&self->writer, N_ ("What was changed")));
      *table = hato_section_add_block (self->writer.section, HATO_BLOCK_TABLE);
      hato_block_add_column (*table, hato_page_writer_translate (&self->writer, N_ ("Record")),
                             NAME_WEIGHT);
      hato_block_add_column (*table, hato_page_writer_translate (&self->writer, N_ ("Before")),
                             RECORD_WEIGHT);
      hato_block_add_column (*table, hato_page_writer_translate (&self->writer, N_ ("After")),
                             RECORD_WEIGHT);
    }
  if ((*table)->rows->len >= CHANGES_MAX)
    return;
  row = hato_block_add_row (*table);
  add_frame (row, name);
  add_record_cell (self, row, first);
  add_record_cell (self, row, second);
}

static void
write_changes (const Comparison *self)
{
  const HatoCheckup *before = self->before->checkup;
  HatoBlock *table = NULL;

  for (guint i = 0; i < before->evidence->len; i++)
    {
      const HatoEvidence *old = g_ptr_array_index (before->evidence, i);
      const HatoEvidence *now = find_answer (self->after->checkup, old->question);

      /* A serial number counts changes, it is none. */
      if (now != NULL && old->question->type != HATO_DNS_SOA
          && is_own (before, old->question->name))
        add_change (self, &table, old, now);
    }
  if (table == NULL)
    {
      hato_page_writer_remark (
          &self->writer,
          hato_page_writer_translate (
              &self->writer, N_ ("No record of the domain has changed between the two checks.")));
      return;
    }

  g_autofree char *time =
      hato_phrase_dup_time (self->writer.translation, self->after->checkup->started);
  g_autofree char *seen = hato_phrase_dup (
      self->writer.translation, N_ ("The new records were visible on {time}."), "time", time, NULL);

  hato_page_writer_remark (&self->writer, seen);
}

/* ---- replay ---- */

/* RFC 7208 §2.6, of the list and not of the mail. There is no temperror: what rests on a failure is not known. */
static const char *const outcome_words[] = {
  [HATO_SPF_NONE] = N_ ("there is no list (SPF none)"),
  [HATO_SPF_NEUTRAL] = N_ ("the list leaves it open (SPF neutral)"),
  [HATO_SPF_PASS] = N_ ("on the list (SPF pass)"),
  [HATO_SPF_FAIL] = N_ ("not on the list (SPF fail)"),
  [HATO_SPF_SOFTFAIL] = N_ ("not on the list, asked to be treated mildly (SPF softfail)"),
  [HATO_SPF_PERMERROR] = N_ ("the list cannot be used (SPF permerror)"),
};

static void
add_outcome (const Comparison *self, HatoRow *row, const HatoCase *shown, const char *ip)
{
  HatoSpfResult result;
  const char *words = hato_replay_evaluate (shown->checkup, NULL, ip, &result)
                          ? outcome_words[result]
                          : N_ ("could not be checked: its file does not hold every answer that "
                                "this takes");

  add_frame (row, hato_page_writer_translate (&self->writer, words));
}

static void
write_senders (const Comparison *self, const GPtrArray *senders)
{
  HatoBlock *table = hato_section_add_block (self->writer.section, HATO_BLOCK_TABLE);

  hato_block_add_column (table, hato_page_writer_translate (&self->writer, N_ ("Sending address")),
                         NAME_WEIGHT);
  hato_block_add_column (table, hato_page_writer_translate (&self->writer, N_ ("Before")),
                         RECORD_WEIGHT);
  hato_block_add_column (table, hato_page_writer_translate (&self->writer, N_ ("After")),
                         RECORD_WEIGHT);
  for (guint i = 0; i < MIN (senders->len, SENDERS_MAX); i++)
    {
      const char *ip = g_ptr_array_index (senders, i);
      HatoRow *row = hato_block_add_row (table);

      add_frame (row, ip);
      add_outcome (self, row, self->before, ip);
      add_outcome (self, row, self->after, ip);
    }
}

/* What the records of both times say of the addresses that are known to send. */
static void
write_replay (const Comparison *self)
{
  g_autoptr (GPtrArray) senders = g_ptr_array_new_with_free_func (g_free);

  hato_replay_add_senders (self->before->checkup, senders);
  hato_replay_add_senders (self->after->checkup, senders);
  hato_section_add_heading (
      self->writer.section, 2,
      hato_page_writer_translate (
          &self->writer, N_ ("The sending addresses and the list of servers that may send (SPF)")));
  if (senders->len > 0)
    write_senders (self, senders);
  else
    hato_page_writer_remark (&self->writer,
                             hato_page_writer_translate (
                                 &self->writer, N_ ("This could not be checked: neither of the two "
                                                    "checks knows an address that sends.")));
}

/* ---- the page ---- */

static void
write_open (const Comparison *self)
{
  const GPtrArray *findings = self->after->checkup->findings;
  HatoBlock *list = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *line = NULL;

      if (finding->level > HATO_LEVEL_CAUTION)
        continue;
      if (list == NULL)
        {
          hato_section_add_heading (self->writer.section, 2,
                                    hato_page_writer_translate (&self->writer, N_ ("Still open")));
          list = hato_section_add_block (self->writer.section, HATO_BLOCK_LIST);
        }
      if (list->sentences->len >= LINES_MAX)
        return;
      line = hato_page_writer_dup_line (&self->writer, finding);
      hato_block_add_sentence (list, line)->is_frame = TRUE;
    }
}

static void
add_headline (const Comparison *self, HatoBlock *facts, const char *label, const HatoCase *shown)
{
  g_autofree char *time = hato_phrase_dup_time (self->writer.translation, shown->checkup->started);
  g_autofree char *headline = hato_case_dup_headline (shown, self->writer.translation);
  g_autofree char *text = hato_phrase_dup (self->writer.translation, N_ ("{label}: {value}"),
                                           "label", time, "value", headline, NULL);

  hato_page_writer_add_fact (&self->writer, facts, label, text)->is_frame = TRUE;
}

static void
write_page (Comparison *self)
{
  HatoBlock *verdict = hato_section_add_block (self->writer.section, HATO_BLOCK_VERDICT);
  g_autofree char *headline = hato_case_dup_headline (self->after, self->writer.translation);
  HatoBlock *facts;

  verdict->verdict = self->after->level;
  verdict->word = g_strdup (hato_page_writer_get_level_word (&self->writer, self->after->level));
  hato_block_add_sentence (verdict, headline)->is_frame = TRUE;
  facts = hato_page_writer_begin_facts (&self->writer);
  add_headline (self, facts, N_ ("Before"), self->before);
  add_headline (self, facts, N_ ("After"), self->after);
  write_items (self);
  write_changes (self);
  write_replay (self);
  write_open (self);
  hato_page_writer_remark (
      &self->writer,
      hato_page_writer_translate (
          &self->writer,
          N_ ("What a receiver makes of a mail also hangs on its content and on what "
              "was sent before; that cannot be seen from outside.")));
  hato_page_writer_remark (
      &self->writer,
      hato_page_writer_translate (
          &self->writer,
          N_ ("The two checks hold no test mails; whether one arrived is not told here.")));
}

static HatoDocument *
begin_document (const HatoCheckup *after, HatoPaper paper, HatoTranslation *translation)
{
  g_autofree char *domain = hato_foreign_line (after->subject->unicode);
  g_autofree char *title = hato_phrase_dup (translation, N_ ("Work done on the mail of {domain}"),
                                            "domain", domain, NULL);
  HatoDocument *document = hato_document_new (title, translation);

  document->domain = g_steal_pointer (&domain);
  document->time = hato_phrase_dup_time (translation, after->started);
  document->made_here = g_strdup (
      hato_translate (translation, N_ ("Made on the owner’s own computer; nothing was uploaded.")));
  document->started = after->started;
  document->paper = paper;
  return document;
}

/**
 * hato_before_after_new:
 * @before: a checkup of the domain; of the two the earlier one is taken for it
 * @after: another one
 *
 * Returns: (transfer full) (nullable): one page; HATO_ERROR_INVALID_INPUT where they are of two domains
 */
HatoDocument *
hato_before_after_new (HatoCheckup *before,
                       HatoCheckup *after,
                       HatoPaper paper,
                       HatoTranslation *translation,
                       GError **error)
{
  gboolean in_order = before->started <= after->started;
  HatoDocument *document;
  Comparison self;

  if (strcmp (before->subject->domain, after->subject->domain) != 0)
    {
      g_set_error_literal (
          error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
          hato_translate (translation, N_ ("The two checks are of different domains. Choose two "
                                           "checks of one domain.")));
      return NULL;
    }

  document = begin_document (in_order ? after : before, paper, translation);
  self.before = hato_case_join (in_order ? before : after, NULL, NULL);
  self.after = hato_case_join (in_order ? after : before, NULL, NULL);
  self.writer = (HatoPageWriter){ .section = hato_document_add_section (
                                      document, HATO_SECTION_CHANGES, document->title, translation),
                                  .shown = self.after,
                                  .translation = translation };
  write_page (&self);
  hato_case_unref (self.before);
  hato_case_unref (self.after);
  return document;
}
