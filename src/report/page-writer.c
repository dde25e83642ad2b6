/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/page-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "findings/wording.h"
#include "report/phrase.h"

#define LABEL_WEIGHT 3u
#define VALUE_WEIGHT 9u
#define SHOWN_MAX    1000u /* characters of a record on pages 1 and 2: a DKIM key of 4096 bits fits */

static const char *const level_words[] = {
  [HATO_LEVEL_PROBLEM] = N_ ("Needs action"), [HATO_LEVEL_CAUTION] = N_ ("Caution"),
  [HATO_LEVEL_ADVICE] = N_ ("Recommended"),   [HATO_LEVEL_UNCHECKED] = N_ ("Not checked"),
  [HATO_LEVEL_OK] = N_ ("In order"),          [HATO_LEVEL_NOT_APPLICABLE] = N_ ("Does not apply"),
};

/** hato_page_writer_translate: (transfer none): @text in the language of the section */
const char *
hato_page_writer_translate (const HatoPageWriter *self, const char *text)
{
  return hato_translate (self->translation, text);
}

static void
cite_finding (const HatoPageWriter *self, HatoSentence *sentence, const HatoFinding *finding)
{
  for (guint i = 0; i < finding->evidence->len; i++)
    hato_page_writer_cite_evidence (self, sentence, g_ptr_array_index (finding->evidence, i));
}

/** hato_page_writer_cite: rests @sentence on what @finding rests on; NULL, or a finding of no evidence = on all that was found.
 * Where nothing could be asked at all, the sentence is about the document. */
void
hato_page_writer_cite (const HatoPageWriter *self,
                       HatoSentence *sentence,
                       const HatoFinding *finding)
{
  if (finding != NULL)
    cite_finding (self, sentence, finding);
  for (guint i = 0; sentence->evidence->len == 0 && i < self->shown->checkup->evidence->len; i++)
    hato_sentence_cite (sentence, i + 1);
  sentence->is_frame = sentence->evidence->len == 0;
}

void
hato_page_writer_cite_evidence (const HatoPageWriter *self,
                                HatoSentence *sentence,
                                const HatoEvidence *evidence)
{
  hato_sentence_cite (sentence, hato_checkup_get_evidence_id (self->shown->checkup, evidence));
}

/** hato_page_writer_say: (transfer none): a paragraph that rests on @finding (nullable: on all) */
HatoBlock *
hato_page_writer_say (const HatoPageWriter *self, const char *text, const HatoFinding *finding)
{
  HatoBlock *block = hato_section_add_block (self->section, HATO_BLOCK_PARAGRAPH);

  hato_page_writer_cite (self, hato_block_add_sentence (block, text), finding);
  return block;
}

/** hato_page_writer_remark: (transfer none): a paragraph about the document */
HatoBlock *
hato_page_writer_remark (const HatoPageWriter *self, const char *text)
{
  HatoBlock *block = hato_section_add_block (self->section, HATO_BLOCK_PARAGRAPH);

  hato_block_add_sentence (block, text)->is_frame = TRUE;
  return block;
}

/** hato_page_writer_begin_facts: (transfer none): an empty table of labels and values */
HatoBlock *
hato_page_writer_begin_facts (const HatoPageWriter *self)
{
  HatoBlock *block = hato_section_add_block (self->section, HATO_BLOCK_TABLE);

  hato_block_add_column (block, NULL, LABEL_WEIGHT);
  hato_block_add_column (block, NULL, VALUE_WEIGHT);
  return block;
}

/** hato_page_writer_add_fact: (transfer none): the value, to be given its evidence */
HatoSentence *
hato_page_writer_add_fact (const HatoPageWriter *self,
                           HatoBlock *facts,
                           const char *label,
                           const char *text)
{
  HatoRow *row = hato_block_add_row (facts);

  hato_row_add_cell (row, hato_page_writer_translate (self, label))->is_frame = TRUE;
  return hato_row_add_cell (row, text);
}

/** hato_page_writer_record: (transfer none): a long text on one line below its caption */
HatoBlock *
hato_page_writer_record (const HatoPageWriter *self,
                         const char *caption,
                         const char *text,
                         const HatoFinding *finding)
{
  HatoBlock *block = hato_section_add_block (self->section, HATO_BLOCK_RECORD);

  hato_page_writer_cite (self, hato_block_add_sentence (block, caption), finding);
  hato_block_set_text (block, text);
  return block;
}

/** hato_page_writer_long_record: (transfer none): the same of a text that may be longer than a page; @rest: (nullable): says where it
 * stands in full if its beginning alone is shown ("{count}" is its length); NULL = in appendix A */
HatoBlock *
hato_page_writer_long_record (const HatoPageWriter *self,
                              const char *caption,
                              const char *text,
                              const char *rest,
                              const HatoFinding *finding)
{
  long length = g_utf8_strlen (text, -1);
  gsize size = length > SHOWN_MAX ? (gsize) (g_utf8_offset_to_pointer (text, SHOWN_MAX) - text)
                                  : strlen (text);
  g_autofree char *shown = g_strndup (text, size);
  HatoBlock *block = hato_page_writer_record (self, caption, shown, finding);

  if (length > SHOWN_MAX)
    {
      g_autofree char *count = g_strdup_printf ("%ld", length);
      g_autofree char *note = hato_phrase_dup (
          self->translation,
          rest != NULL ? rest
                       : N_ ("This is the beginning of {count} characters; appendix A has the "
                             "record in full, at the numbers here."),
          "count", count, NULL);

      block->keep_with_next = TRUE;
      hato_page_writer_say (self, note, finding);
    }
  return block;
}

/** hato_page_writer_verdict: the headline of the case with its shape and word */
void
hato_page_writer_verdict (const HatoPageWriter *self)
{
  const HatoCase *shown = self->shown;
  g_autofree char *headline = hato_case_dup_headline (shown, self->translation);
  HatoBlock *block = hato_section_add_block (self->section, HATO_BLOCK_VERDICT);
  HatoSentence *sentence = hato_block_add_sentence (block, headline);

  block->verdict = shown->level;
  block->word = g_strdup (hato_page_writer_get_level_word (self, shown->level));
  if (shown->told_by_bounce)
    cite_finding (self, sentence, shown->bounce);
  hato_page_writer_cite (self, sentence, shown->leading);
}

/** hato_page_writer_dup_text: (transfer full): a text of the wording of @finding, its places filled */
char *
hato_page_writer_dup_text (const HatoPageWriter *self, const HatoFinding *finding, const char *text)
{
  return hato_wording_expand (self->translation, text, finding);
}

/** hato_page_writer_get_title: (transfer none): the name of the row that the finding stands in */
const char *
hato_page_writer_get_title (const HatoPageWriter *self, const HatoFinding *finding)
{
  g_autofree char *area = g_strndup (finding->code, strcspn (finding->code, "."));
  const char *title = hato_wording_get_title (area);

  return title != NULL ? hato_page_writer_translate (self, title) : finding->code;
}

/** hato_page_writer_join: (transfer full): two texts one behind the other, each a sentence of its own */
char *
hato_page_writer_join (const HatoPageWriter *self, const char *first, const char *second)
{
  static const char *const endings[] = { ".", "。", ")", "）" };
  gboolean japanese = strcmp (hato_translation_get_language (self->translation), "ja") == 0;
  gboolean ends = FALSE;

  if (*first == '\0')
    return g_strdup (second);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    ends = ends || g_str_has_suffix (first, endings[i]);
  return g_strconcat (first, ends ? "" : japanese ? "。" : ".", japanese ? "" : " ", second, NULL);
}

/** hato_page_writer_dup_state: (transfer full): what is found, in a few words: "not set up yet" */
char *
hato_page_writer_dup_state (const HatoPageWriter *self, const HatoFinding *finding)
{
  const HatoWording *wording = hato_wording_find (finding->code);

  return wording != NULL ? hato_page_writer_dup_text (self, finding, wording->state)
                         : g_strdup (finding->code);
}

/** hato_page_writer_dup_line: (transfer full): the row and its state in one line: "SPF, …: not set up yet" */
char *
hato_page_writer_dup_line (const HatoPageWriter *self, const HatoFinding *finding)
{
  g_autofree char *state = hato_page_writer_dup_state (self, finding);

  return hato_phrase_dup (self->translation, N_ ("{label}: {value}"), "label",
                          hato_page_writer_get_title (self, finding), "value", state, NULL);
}

/** hato_page_writer_get_level_word: (transfer none) */
const char *
hato_page_writer_get_level_word (const HatoPageWriter *self, HatoLevel level)
{
  return hato_page_writer_translate (self, level_words[level]);
}

/** hato_page_writer_get_company: (transfer none): its name in the language of the section */
const char *
hato_page_writer_get_company (const HatoPageWriter *self, const HatoProvider *provider)
{
  return strcmp (hato_translation_get_language (self->translation), "ja") == 0 ? provider->name_ja
                                                                               : provider->name_en;
}
