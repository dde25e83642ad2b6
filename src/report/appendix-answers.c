/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Appendix A: every answer that was used, raw. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "findings/wording.h"
#include "report/appendix.h"

#define RECORDS_MAX    20u    /* of one answer */
#define RECORD_MAX     65536u /* bytes of one record */
#define CAPTION_WEIGHT 7u
#define FIRST_WEIGHT   4u
#define TOTAL_MAX      262144u /* bytes of all of them: beyond it the JSON form has the rest */

/* The appendix at work. */
typedef struct
{
  const HatoPageWriter *writer;
  gsize left;      /* bytes that may still be written */
  gboolean is_cut; /* something is not here in full */
} Answers;

static const char *const rcodes[] = { "NOERROR",  "FORMERR", "SERVFAIL",
                                      "NXDOMAIN", "NOTIMP",  "REFUSED" };

static void
append_number (GString *line, const char *before, gint64 number, const char *after)
{
  g_string_append_printf (line, "%s%" G_GINT64_FORMAT "%s", before, number, after);
}

/* How the answer came; NULL = it needs no word */
static const char *
get_transport (const HatoPageWriter *writer, const HatoEvidence *evidence)
{
  if (strcmp (evidence->transport, "none") == 0)
    return NULL;
  if (hato_evidence_is_from_zone (evidence))
    return hato_page_writer_translate (writer, N_ ("from a file"));

  return evidence->transport;
}

static void
append_words (GString *line, const char *words)
{
  if (words != NULL)
    g_string_append_printf (line, " · %s", words);
}

/* What was asked of whom, and what came. */
static char *
dup_caption (const HatoPageWriter *writer, const HatoEvidence *evidence, guint id)
{
  const HatoQuestion *question = evidence->question;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (evidence->time / G_USEC_PER_SEC);
  g_autofree char *clock = time != NULL ? g_date_time_format (time, "%H:%M:%SZ") : g_strdup ("");
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "[%u] ", id);
  if (question->kind == HATO_QUESTION_POLICY)
    {
      g_autofree char *url = hato_question_dup_url (question);

      g_string_append (line, url);
    }
  else
    g_string_append_printf (line, "%s %s", hato_dns_type_to_string (question->type),
                            *question->name != '\0' ? question->name : ".");
  append_words (line, evidence->server);
  if (question->kind == HATO_QUESTION_DNS)
    append_words (line, hato_page_writer_translate (writer, question->server != NULL
                                                                ? N_ ("authoritative")
                                                                : N_ ("resolver")));
  append_words (line, get_transport (writer, evidence));
  if (evidence->failure != NULL)
    append_words (line,
                  hato_page_writer_translate (writer, hato_wording_get_reason (evidence->failure)));
  else if (question->kind == HATO_QUESTION_DNS)
    {
      g_string_append_printf (line, " · %s",
                              evidence->rcode < G_N_ELEMENTS (rcodes) ? rcodes[evidence->rcode]
                                                                      : "OTHER");
      g_string_append (line, evidence->aa ? " AA" : "");
      g_string_append (line, evidence->ad ? " AD" : "");
      append_number (line, " · TTL ", evidence->ttl, "");
    }
  if (hato_question_is_again (question))
    append_words (line, hato_page_writer_translate (writer, N_ ("asked again")));
  g_string_append_printf (line, " · %s", clock);
  append_number (line, " · ", evidence->duration / 1000, " ms");
  return g_string_free (line, FALSE);
}

static void
write_text (Answers *self, const char *text)
{
  gsize size = MIN (strlen (text), RECORD_MAX);
  g_autofree char *kept = g_strndup (text, size);
  HatoBlock *block;

  self->is_cut = self->is_cut || text[size] != '\0' || size > self->left;
  if (size > self->left)
    {
      self->left = 0;
      return;
    }
  self->left -= size;
  block = hato_section_add_block (self->writer->section, HATO_BLOCK_RECORD);
  hato_block_set_text (block, kept);
}

static void
write_records (Answers *self, const char *prefix, const GPtrArray *records)
{
  for (guint i = 0; i < MIN (records->len, RECORDS_MAX); i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (records, i);
      g_autofree char *text = g_strconcat (prefix, record->text, NULL);

      write_text (self, text);
    }
  if (records->len > RECORDS_MAX)
    {
      g_autofree char *more = g_strdup_printf ("… (+%u)", records->len - RECORDS_MAX);

      write_text (self, more);
    }
}

static void
write_policy (Answers *self, const HatoPolicyBody *policy)
{
  gsize size;
  const char *bytes = g_bytes_get_data (policy->body, &size);
  g_autofree char *body = g_strndup (bytes != NULL ? bytes : "", MIN (size, RECORD_MAX));
  g_autofree char *status = g_strdup_printf (
      "HTTP %u %s", policy->status, policy->content_type != NULL ? policy->content_type : "");
  g_auto (GStrv) lines = g_strsplit (body, "\n", (int) RECORDS_MAX);

  write_text (self, status);
  if (policy->certificate != NULL)
    write_text (self, policy->certificate);
  for (gsize i = 0; lines[i] != NULL; i++)
    if (*g_strchomp (lines[i]) != '\0')
      write_text (self, lines[i]);
}

static void
write_answer (Answers *self, const HatoEvidence *evidence, guint id)
{
  g_autofree char *caption = dup_caption (self->writer, evidence, id);
  HatoBlock *block = hato_section_add_block (self->writer->section, HATO_BLOCK_PARAGRAPH);

  block->anchor = id;
  hato_block_add_sentence (block, caption)->is_frame = TRUE;
  block->keep_with_next =
      evidence->records->len + evidence->aliases->len > 0 || evidence->policy != NULL;
  write_records (self, "CNAME ", evidence->aliases);
  write_records (self, "", evidence->records);
  if (evidence->policy != NULL)
    write_policy (self, evidence->policy);
}

static gboolean
is_answer (const HatoEvidence *evidence)
{
  return evidence->question->kind == HATO_QUESTION_DNS
         || evidence->question->kind == HATO_QUESTION_POLICY;
}

/* What a finding of any level rests on. */
static GHashTable *
find_cited (const HatoCheckup *checkup)
{
  GHashTable *cited = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (checkup->findings, i);

      for (guint j = 0; j < finding->evidence->len; j++)
        g_hash_table_add (cited, g_ptr_array_index (finding->evidence, j));
    }
  return cited;
}

static char *
dup_first (const GPtrArray *records)
{
  const HatoDnsRecord *first = records->len > 0 ? g_ptr_array_index (records, 0) : NULL;

  if (records->len > 1)
    return g_strdup_printf ("%s (+%u)", first->text, records->len - 1);

  return g_strdup (first != NULL ? first->text : "–");
}

/* Answers on which no finding rests: one line each, most of them say that nothing is there. */
static void
write_rest (const HatoPageWriter *writer, GHashTable *cited)
{
  const HatoCheckup *checkup = writer->shown->checkup;
  HatoBlock *table = NULL;

  for (guint i = 0; i < checkup->evidence->len; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (checkup->evidence, i);
      g_autofree char *caption = NULL, *first = NULL;
      HatoRow *row;
      HatoSentence *cell;

      if (!is_answer (evidence) || g_hash_table_contains (cited, evidence))
        continue;
      if (table == NULL)
        {
          hato_section_add_heading (
              writer->section, 2,
              hato_page_writer_translate (writer, N_ ("Also asked; no finding rests on it")));
          table = hato_section_add_block (writer->section, HATO_BLOCK_TABLE);
          hato_block_add_column (table, hato_page_writer_translate (writer, N_ ("Question")),
                                 CAPTION_WEIGHT);
          hato_block_add_column (table, hato_page_writer_translate (writer, N_ ("First record")),
                                 FIRST_WEIGHT);
        }
      caption = dup_caption (writer, evidence, i + 1);
      row = hato_block_add_row (table);
      row->anchor = i + 1;
      cell = hato_row_add_cell (row, caption);
      cell->is_frame = TRUE;
      first = dup_first (evidence->records);
      cell = hato_row_add_cell (row, first);
      cell->is_exact = TRUE;
      cell->is_frame = TRUE;
    }
}

/** hato_appendix_write_answers: appendix A: the answers of name servers and web servers, each with its number */
void
hato_appendix_write_answers (const HatoPageWriter *writer)
{
  const HatoCheckup *checkup = writer->shown->checkup;
  g_autoptr (GHashTable) cited = find_cited (checkup);
  Answers self = { writer, TOTAL_MAX, FALSE };

  for (guint i = 0; i < checkup->evidence->len; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (checkup->evidence, i);

      if (is_answer (evidence) && g_hash_table_contains (cited, evidence))
        write_answer (&self, evidence, i + 1);
    }
  write_rest (writer, cited);
  if (self.is_cut)
    hato_page_writer_remark (
        writer, hato_page_writer_translate (
                    writer, N_ ("Longer answers are left out here; the JSON form of this report "
                                "has them whole.")));
  if (writer->section->blocks->len == 1)
    hato_page_writer_remark (writer,
                             hato_page_writer_translate (writer, N_ ("No name server was asked.")));
}
