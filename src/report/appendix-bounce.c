/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Appendix C: the mail that came back: its words as they stand, the rule that was recognised, what is known of the mail. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "report/appendix.h"

#define RECIPIENTS_MAX 50u
#define WEIGHT_ADDRESS 4u
#define WEIGHT_CODE    2u
#define WEIGHT_WORDS   7u

static void
add_fact (const HatoPageWriter *writer, HatoBlock *facts, const char *label, const char *text)
{
  HatoSentence *value;

  if (text == NULL || *text == '\0')
    return;

  value = hato_page_writer_add_fact (writer, facts, label, text);
  value->is_exact = TRUE;
  value->is_frame = TRUE;
}

/* The words that the finding rests on, the telling part marked. */
static void
write_refusal (const HatoPageWriter *writer, const HatoEvidence *evidence, guint id)
{
  const HatoFinding *finding = writer->shown->bounce;
  g_autofree char *caption = g_strdup_printf (
      "[%u] %s", id, hato_page_writer_translate (writer, N_ ("The words of the refusal")));
  HatoBlock *block = hato_section_add_block (writer->section, HATO_BLOCK_RECORD);

  block->anchor = id;
  hato_block_add_sentence (block, caption)->is_frame = TRUE;
  hato_block_set_text (block, evidence->message);
  if (finding == NULL || finding->excerpt == NULL
      || strcmp (finding->excerpt->text, evidence->message) != 0)
    return;
  for (guint i = 0; i < finding->excerpt->marks->len; i++)
    {
      const HatoMark *mark = g_ptr_array_index (finding->excerpt->marks, i);

      hato_block_add_text_span (block, evidence->message, mark->start, mark->end);
    }
}

static void
write_rule (const HatoPageWriter *writer, const HatoBounce *bounce)
{
  const HatoBounceRule *rule =
      bounce->rule != NULL ? hato_bounce_rule_list_find (writer->rules, bounce->rule) : NULL;
  HatoBlock *facts = hato_page_writer_begin_facts (writer);

  add_fact (writer, facts, N_ ("Cause"), hato_cause_to_string (bounce->cause));
  add_fact (writer, facts, N_ ("Detail"), bounce->detail);
  add_fact (writer, facts, N_ ("Rests on"), hato_basis_to_string (bounce->basis));
  add_fact (writer, facts, N_ ("Rule"), bounce->rule);
  add_fact (writer, facts, N_ ("Source of the rule"), rule != NULL ? rule->source : NULL);
  add_fact (writer, facts, N_ ("Read on"), rule != NULL ? rule->date : NULL);
  add_fact (writer, facts, N_ ("Step of the dialogue"), hato_stage_to_string (bounce->stage));
}

static void
write_original (const HatoPageWriter *writer, const HatoOriginal *original)
{
  HatoBlock *facts;

  if (original == NULL)
    return;

  hato_section_add_heading (
      writer->section, 3,
      hato_page_writer_translate (writer, N_ ("What is known of the mail itself")));
  facts = hato_page_writer_begin_facts (writer);
  add_fact (writer, facts, "From", original->from);
  add_fact (writer, facts, "Return-Path", original->envelope_sender);
  for (guint i = 0; i < MIN (original->to->len, RECIPIENTS_MAX); i++)
    add_fact (writer, facts, "To", g_ptr_array_index (original->to, i));
  add_fact (writer, facts, "Subject", original->subject);
  add_fact (writer, facts, "Date", original->date);
  add_fact (writer, facts, "Message-ID", original->message_id);
  for (guint i = 0; i < original->signatures->len; i++)
    {
      const HatoSignature *signature = g_ptr_array_index (original->signatures, i);
      g_autofree char *text =
          g_strdup_printf ("d=%s; s=%s", signature->domain, signature->selector);

      add_fact (writer, facts, "DKIM-Signature", text);
    }
  add_fact (writer, facts, "Authentication-Results", original->authentication_results);
  add_fact (writer, facts, N_ ("Sending address"), original->sending_ip);
  add_fact (writer, facts, N_ ("Its name"), original->sending_host);
  add_fact (writer, facts, N_ ("Forwarded by"), original->forwarded_by);
}

static void
write_recipients (const HatoPageWriter *writer, const HatoBounce *bounce)
{
  HatoBlock *table;

  if (bounce->results->len < 2)
    return;

  hato_section_add_heading (writer->section, 3,
                            hato_page_writer_translate (writer, N_ ("Each recipient")));
  table = hato_section_add_block (writer->section, HATO_BLOCK_TABLE);
  hato_block_add_column (table, hato_page_writer_translate (writer, N_ ("Recipient")),
                         WEIGHT_ADDRESS);
  hato_block_add_column (table, hato_page_writer_translate (writer, N_ ("Code")), WEIGHT_CODE);
  hato_block_add_column (table, hato_page_writer_translate (writer, N_ ("Words")), WEIGHT_WORDS);
  for (guint i = 0; i < MIN (bounce->results->len, RECIPIENTS_MAX); i++)
    {
      const HatoRefusal *refusal =
          ((const HatoResult *) g_ptr_array_index (bounce->results, i))->refusal;
      const char *const texts[] = { refusal->recipient,
                                    refusal->status != NULL ? refusal->status : refusal->reply_code,
                                    refusal->text };
      HatoRow *row = hato_block_add_row (table);

      for (gsize j = 0; j < G_N_ELEMENTS (texts); j++)
        {
          HatoSentence *cell = hato_row_add_cell (row, texts[j] != NULL ? texts[j] : "–");

          cell->is_exact = TRUE;
          cell->is_frame = TRUE;
        }
    }
}

/** hato_appendix_write_bounce: appendix C: what came back; there is one */
void
hato_appendix_write_bounce (const HatoPageWriter *writer)
{
  const HatoCheckup *checkup = writer->shown->checkup;

  for (guint i = 0; i < checkup->evidence->len; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (checkup->evidence, i);

      if (evidence->question->kind == HATO_QUESTION_MESSAGE)
        write_refusal (writer, evidence, i + 1);
    }
  if (writer->bounce == NULL)
    return;
  write_rule (writer, writer->bounce);
  write_recipients (writer, writer->bounce);
  write_original (writer, writer->bounce->original);
}
