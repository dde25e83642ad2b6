/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as an SPF text; a 0x1e byte ends a character-string. What is parsed must hang together. */
#include "config.h"

#include "fuzz.h"

#include "records/spf-macro.h"
#include "records/spf-record.h"

#define SEAM        0x1e
#define STRINGS_MAX 32u

static void
expand (const HatoSpfDomainSpec *spec)
{
  const HatoSpfMacroInput input = {
    .sender = "a.b-c+d@x.test",
    .local = "a.b-c+d",
    .sender_domain = "x.test",
    .domain = "x.test",
    .address = { .bytes = { 192, 0, 2, 1 }, .size = 4 },
    .helo = "mail.x.test",
    .receiver = "y.test",
  };
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (GString) sentence = g_string_new (NULL);

  if (spec->text == NULL)
    return;

  hato_spf_macro_needs_validated (spec->text);
  hato_spf_macro_expand (spec->text, &input, FALSE, name);
  hato_spf_macro_expand (spec->text, &input, TRUE, sentence);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GByteArray) text = g_byte_array_new ();
  g_autoptr (HatoSpfRecord) record = NULL;
  gsize ends[STRINGS_MAX];
  guint n_strings = 0;

  for (gsize i = 0; i < size; i++)
    if (data[i] == SEAM && n_strings + 1 < STRINGS_MAX)
      ends[n_strings++] = text->len;
    else
      g_byte_array_append (text, data + i, 1);
  ends[n_strings++] = text->len;

  record = hato_spf_record_parse (text->data, text->len, ends, n_strings);
  g_assert_true (record->is_record || !record->valid);
  g_assert_true (record->valid || !record->is_record || record->notes->len > 0);
  for (guint i = 0; i < record->notes->len; i++)
    {
      const HatoNote *note = &g_array_index (record->notes, HatoNote, i);

      g_assert_true (note->start <= note->end && note->end <= record->size);
    }
  for (guint i = 0; i < record->n_terms; i++)
    {
      g_assert_true (record->terms[i].start < record->terms[i].end);
      g_assert_true (record->terms[i].end <= record->size);
      g_assert_true (record->terms[i].prefix4 <= 32 && record->terms[i].prefix6 <= 128);
      expand (&record->terms[i].domain);
    }
  expand (&record->redirect);
  expand (&record->explanation);
  return 0;
}
