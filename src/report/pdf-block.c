/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/pdf-block.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "report/pdf-table.h"

#define TEXT_SIZE    10.0
#define CAPTION_SIZE 9.0
#define EXACT_SIZE   9.0
#define LINES_MAX    40u  /* of an exact text in one strip */
#define BOX          8.0  /* points between the edge of a box and what is in it */
#define BAR          3.5  /* the thick edge of a box */
#define ITEM         15.0 /* how far the text of a list stands in */
#define PLACE        26.0 /* what stands at a station */
#define PLACE_SIGN   13.0
#define PLACE_GAP    4.0
#define PLACE_LINES  8u /* of a name or a state: all that the program says of a station */
#define LEVEL_SIGN   20.0

/* Sizes of headings by level, and the room above them. */
static const struct
{
  const char *tag;
  double size;
  double before;
  double after;
} headings[] = { { "H1", 19, 0, 6 }, { "H2", 13, 16, 3 }, { "H3", 10.5, 11, 2 } };

static HatoPdfText *
lay_sentences (HatoPdfGalley *galley,
               const HatoBlock *block,
               double size,
               guint32 ink,
               double width)
{
  HatoPdfText *text = hato_pdf_galley_new_text (galley, HATO_PDF_FACE_PLAIN, size, ink);

  hato_pdf_galley_append_sentences (galley, text, block->sentences);
  hato_pdf_text_lay (text, width);
  return text;
}

static HatoPdfStrip *
get_strip (HatoPdfGalley *galley, guint number)
{
  return g_ptr_array_index (galley->strips, number);
}

static void
keep_from (HatoPdfGalley *galley, guint first)
{
  for (guint i = first; i < galley->strips->len; i++)
    get_strip (galley, i)->keep_with_next = TRUE;
}

static void
add_heading (HatoPdfGalley *galley, const HatoBlock *block)
{
  guint level = CLAMP (block->level, 1, G_N_ELEMENTS (headings));
  guint first = galley->strips->len;
  g_autoptr (HatoPdfText) text = hato_pdf_galley_new_text (galley, HATO_PDF_FACE_STRONG,
                                                           headings[level - 1].size, HATO_PDF_INK);
  g_autoptr (GString) entry = g_string_new (NULL);

  for (guint i = 0; i < block->sentences->len; i++)
    g_string_append (entry, ((const HatoSentence *) g_ptr_array_index (block->sentences, i))->text);
  hato_pdf_galley_append_sentences (galley, text, block->sentences);
  hato_pdf_text_lay (text, galley->width);
  hato_pdf_galley_add_text (galley, text, headings[level - 1].tag, 0, headings[level - 1].before);
  hato_pdf_strip_add_outline (get_strip (galley, first), level, entry->str);
  get_strip (galley, galley->strips->len - 1)->height += headings[level - 1].after * galley->scale;
  keep_from (galley, first);
}

static void
add_paragraph (HatoPdfGalley *galley, const HatoBlock *block)
{
  g_autoptr (HatoPdfText) text =
      lay_sentences (galley, block, TEXT_SIZE, HATO_PDF_INK, galley->width);

  hato_pdf_galley_add_text (galley, text, "P", 0, 5);
}

static guint32
get_tint (HatoLevel level)
{
  switch (level)
    {
    case HATO_LEVEL_PROBLEM:
      return 0xfcefee;
    case HATO_LEVEL_CAUTION:
      return 0xfcf5e6;
    case HATO_LEVEL_OK:
      return 0xedf6f0;
    case HATO_LEVEL_ADVICE:
      return 0xeef4fb;
    case HATO_LEVEL_UNCHECKED:
    case HATO_LEVEL_NOT_APPLICABLE:
    default:
      return HATO_PDF_PALE;
    }
}

/* The background of strips from @first on, below what they draw. A box may be broken: each strip brings its part. */
static void
add_box_line (HatoPdfGalley *galley, HatoPdfStrip *strip, HatoLevel level)
{
  hato_pdf_strip_add_fill (strip, get_tint (level), 0, 0, galley->width, strip->height);
  hato_pdf_strip_add_fill (strip, hato_pdf_shape_get_ink (level), 0, 0, BAR, strip->height);
}

/* The sign and the word: what comes first to the eye. */
static void
add_verdict_word (HatoPdfGalley *galley, const HatoBlock *block)
{
  double sign = LEVEL_SIGN * galley->scale, box = BOX * galley->scale;
  g_autoptr (HatoPdfText) word = hato_pdf_galley_new_text (galley, HATO_PDF_FACE_STRONG, 12,
                                                           hato_pdf_shape_get_ink (block->verdict));
  HatoPdfStrip *strip = hato_pdf_galley_add_strip (galley, 8, sign + 1.5 * box);

  if (block->word != NULL)
    hato_pdf_text_append (word, block->word);
  hato_pdf_text_lay (word, galley->width - sign - 4 * box);
  strip->keep_with_next = TRUE;
  add_box_line (galley, strip, block->verdict);
  hato_pdf_strip_add_level (strip, block->verdict, BAR + 1.2 * box, box, sign);
  hato_pdf_strip_begin (strip, "P");
  hato_pdf_strip_add_lines (strip, word, BAR + 2 * box + sign,
                            box + (sign - hato_pdf_text_get_pitch (word)) / 2, 0, 1);
  hato_pdf_strip_end (strip);
}

static void
add_verdict_sentence (HatoPdfGalley *galley, const HatoBlock *block, guint number)
{
  gboolean is_headline = number == 0;
  double box = BOX * galley->scale;
  g_autoptr (HatoPdfText) text =
      hato_pdf_galley_new_text (galley, is_headline ? HATO_PDF_FACE_STRONG : HATO_PDF_FACE_PLAIN,
                                is_headline ? 15 : 11.5, HATO_PDF_INK);
  guint n_lines;

  hato_pdf_galley_append_sentence (galley, text, g_ptr_array_index (block->sentences, number));
  if (is_headline)
    hato_pdf_text_lay_even (text, galley->width - BAR - 2.4 * box);
  else
    hato_pdf_text_lay (text, galley->width - BAR - 2.4 * box);
  n_lines = hato_pdf_text_get_n_lines (text);
  for (guint i = 0; i < n_lines; i++)
    {
      gboolean is_last = i + 1 == n_lines;
      HatoPdfStrip *strip = hato_pdf_galley_add_strip (
          galley, 0, hato_pdf_text_get_pitch (text) + (is_last ? 0.8 * box : 0));

      strip->keep_with_next = TRUE;
      add_box_line (galley, strip, block->verdict);
      if (i == 0)
        hato_pdf_strip_begin (strip, "P");
      /* The background stands in the paragraph, so the words need a tag of their own. */
      hato_pdf_strip_begin (strip, "Span");
      hato_pdf_strip_add_lines (strip, text, BAR + 1.2 * box, 0, i, i + 1);
      hato_pdf_strip_end (strip);
      if (is_last)
        hato_pdf_strip_end (strip);
    }
}

static void
add_verdict (HatoPdfGalley *galley, const HatoBlock *block)
{
  add_verdict_word (galley, block);
  for (guint i = 0; i < block->sentences->len; i++)
    add_verdict_sentence (galley, block, i);
  get_strip (galley, galley->strips->len - 1)->keep_with_next = block->keep_with_next;
}

static HatoPdfText *
lay_label (HatoPdfGalley *galley, const HatoBlock *block, guint number)
{
  g_autofree char *label = block->ordered ? g_strdup_printf ("%u.", number + 1) : g_strdup ("•");
  HatoPdfText *text =
      hato_pdf_galley_new_text (galley, HATO_PDF_FACE_PLAIN, TEXT_SIZE, HATO_PDF_INK);

  hato_pdf_text_append (text, label);
  hato_pdf_text_lay (text, ITEM * 2);
  return text;
}

static void
add_item (HatoPdfGalley *galley, const HatoBlock *block, guint number)
{
  double indent = ITEM * galley->scale * (block->ordered ? 1.3 : 1);
  g_autoptr (HatoPdfText) label = lay_label (galley, block, number);
  g_autoptr (HatoPdfText) text =
      hato_pdf_galley_new_text (galley, HATO_PDF_FACE_PLAIN, TEXT_SIZE, HATO_PDF_INK);
  guint n_lines;

  hato_pdf_galley_append_sentence (galley, text, g_ptr_array_index (block->sentences, number));
  hato_pdf_text_lay (text, galley->width - indent);
  n_lines = hato_pdf_text_get_n_lines (text);
  for (guint i = 0; i < n_lines; i++)
    {
      HatoPdfStrip *strip =
          hato_pdf_galley_add_strip (galley, i == 0 ? 3 : 0, hato_pdf_text_get_pitch (text));

      if (i == 0 && number == 0)
        hato_pdf_strip_begin (strip, "L");
      if (i == 0)
        {
          hato_pdf_strip_begin (strip, "LI");
          hato_pdf_strip_begin (strip, "Lbl");
          hato_pdf_strip_add_lines (strip, label, 2 * galley->scale, 0, 0, 1);
          hato_pdf_strip_end (strip);
          hato_pdf_strip_begin (strip, "LBody");
        }
      hato_pdf_strip_add_lines (strip, text, indent, 0, i, i + 1);
      strip->keep_with_next = i + 1 < n_lines;
      if (i + 1 < n_lines)
        continue;
      hato_pdf_strip_end (strip);
      hato_pdf_strip_end (strip);
      if (number + 1 == block->sentences->len)
        hato_pdf_strip_end (strip);
    }
}

static void
add_list (HatoPdfGalley *galley, const HatoBlock *block)
{
  for (guint i = 0; i < block->sentences->len; i++)
    add_item (galley, block, i);
}

static void
add_link (HatoPdfGalley *galley, const HatoBlock *block)
{
  g_autoptr (HatoPdfText) text = lay_sentences (
      galley, block, TEXT_SIZE, hato_pdf_shape_get_ink (HATO_LEVEL_ADVICE), galley->width);
  HatoPdfStrip *strip = hato_pdf_galley_add_strip (
      galley, 4, hato_pdf_text_get_pitch (text) * hato_pdf_text_get_n_lines (text));

  hato_pdf_strip_begin (strip, "P");
  if (block->text != NULL)
    hato_pdf_strip_begin_address (strip, block->text);
  hato_pdf_strip_add_lines (strip, text, 0, 0, 0, hato_pdf_text_get_n_lines (text));
  if (block->text != NULL)
    hato_pdf_strip_end (strip);
  hato_pdf_strip_end (strip);
}

/* What a reader looks for in a record: the places that the check marked. */
static void
mark_spans (const HatoBlock *block, HatoPdfText *text)
{
  for (guint i = 0; block->spans != NULL && i < block->spans->len; i++)
    {
      const HatoSpan *span = g_ptr_array_index (block->spans, i);
      g_autofree char *before = g_strndup (block->text, span->start);
      g_autofree char *marked = g_strndup (block->text + span->start, span->end - span->start);

      hato_pdf_text_add_mark (text, before, marked);
    }
}

static void
add_exact_lines (HatoPdfGalley *galley,
                 const HatoBlock *block,
                 HatoPdfText *text,
                 HatoPdfQr *qr,
                 guint from)
{
  guint n_lines = hato_pdf_text_get_n_lines (text), to = MIN (from + LINES_MAX, n_lines);
  double box = BOX * galley->scale, pitch = hato_pdf_text_get_pitch (text);
  double side = qr != NULL ? hato_pdf_qr_get_size (qr) : 0;
  double edge = block->kind == HATO_BLOCK_COMMAND ? BAR : 0;
  HatoPdfStrip *strip =
      hato_pdf_galley_add_strip (galley, from == 0 ? 3 : 0, MAX ((to - from) * pitch + box, side));

  hato_pdf_strip_add_fill (strip, HATO_PDF_PALE, 0, 0, galley->width - side, strip->height);
  if (edge > 0)
    hato_pdf_strip_add_fill (strip, HATO_PDF_RULE, 0, 0, edge, strip->height);
  hato_pdf_strip_add_marks (strip, text, edge + box, box / 2, from, to);
  hato_pdf_strip_begin_exact (strip, from == 0 ? block->text : "");
  hato_pdf_strip_add_lines (strip, text, edge + box, box / 2, from, to);
  hato_pdf_strip_end (strip);
  if (qr == NULL)
    return;

  hato_pdf_strip_begin_figure (
      strip, hato_translate (galley->section->translation,
                             N_ ("QR code with the same text, to be read by a telephone")));
  hato_pdf_strip_add_qr (strip, qr, galley->width - side, 0);
  hato_pdf_strip_end (strip);
}

/* A record or a command: its caption, and below it the text in a box. */
static void
add_exact (HatoPdfGalley *galley, const HatoBlock *block)
{
  HatoPdfStyle style = { HATO_PDF_FACE_EXACT, EXACT_SIZE * galley->scale, 1.4, HATO_PDF_INK };
  g_autoptr (HatoPdfText) text =
      hato_pdf_text_new_exact (galley->type, &style, block->text != NULL ? block->text : "");
  g_autoptr (HatoPdfQr) qr = block->qr != NULL ? hato_pdf_qr_new (block->qr) : NULL;
  double side = qr != NULL ? hato_pdf_qr_get_size (qr) : 0;
  guint first = galley->strips->len;

  if (block->sentences->len > 0)
    {
      g_autoptr (HatoPdfText) caption =
          lay_sentences (galley, block, CAPTION_SIZE, HATO_PDF_INK_QUIET, galley->width);

      hato_pdf_galley_add_text (galley, caption, "P", 0, 6);
      keep_from (galley, first);
    }
  mark_spans (block, text);
  hato_pdf_text_lay (text, galley->width - side - BAR - 2 * BOX * galley->scale);
  for (guint i = 0; i < hato_pdf_text_get_n_lines (text); i += LINES_MAX)
    add_exact_lines (galley, block, text, i == 0 ? qr : NULL, i);
}

static double
add_place_text (HatoPdfGalley *galley,
                HatoPdfStrip *strip,
                const char *words,
                HatoPdfFace face,
                double middle,
                double y)
{
  double column = galley->width / HATO_MAIL_WAY_STATIONS;
  g_autoptr (HatoPdfText) text =
      hato_pdf_galley_new_text (galley, face, face == HATO_PDF_FACE_STRONG ? 9.5 : 9, HATO_PDF_INK);
  guint n_lines;

  hato_pdf_text_append (text, words);
  hato_pdf_text_lay_even (text, column - 6);
  n_lines = MIN (hato_pdf_text_get_n_lines (text), PLACE_LINES);
  hato_pdf_strip_add_centred (strip, text, n_lines, middle, y);
  return y + n_lines * hato_pdf_text_get_pitch (text);
}

/* What stands there, what is known of it, and both in words; the height of all. */
static double
add_place (HatoPdfGalley *galley,
           HatoPdfStrip *strip,
           const HatoPlace *place,
           HatoPdfPlaceKind kind,
           double middle)
{
  double size = PLACE * galley->scale, sign = PLACE_SIGN * galley->scale, y = size + PLACE_GAP;
  HatoLevel level;

  hato_pdf_strip_add_place (strip, kind, place->shape != HATO_STATION_UNSEEN, middle - size / 2, 0,
                            size);
  y = add_place_text (galley, strip, place->name, HATO_PDF_FACE_STRONG, middle, y);
  y = add_place_text (galley, strip, place->state, HATO_PDF_FACE_PLAIN, middle, y);
  if (!hato_pdf_shape_find_level (place->shape, &level))
    return y;

  hato_pdf_strip_add_level (strip, level, middle - sign / 2, y + PLACE_GAP / 2, sign);
  return y + PLACE_GAP / 2 + sign;
}

/* The way of the mail: stations in a row, a line between them where somebody saw the mail go, dashes elsewhere. */
static void
add_mail_way (HatoPdfGalley *galley, const HatoBlock *block)
{
  static const HatoPdfPlaceKind outgoing[] = { HATO_PDF_PLACE_PERSON, HATO_PDF_PLACE_SERVER,
                                               HATO_PDF_PLACE_CHECKS, HATO_PDF_PLACE_INBOX };
  static const HatoPdfPlaceKind incoming[] = { HATO_PDF_PLACE_PERSON, HATO_PDF_PLACE_CHECKS,
                                               HATO_PDF_PLACE_SERVER, HATO_PDF_PLACE_INBOX };
  guint n = MIN (block->places != NULL ? block->places->len : 0, HATO_MAIL_WAY_STATIONS);
  double column = galley->width / MAX (n, 1), size = PLACE * galley->scale;
  HatoPdfStrip *strip = hato_pdf_galley_add_strip (galley, 12, 0);
  g_autoptr (GString) words = g_string_new (NULL);
  const HatoPlace *last = NULL;

  for (guint i = 0; i < block->sentences->len; i++)
    g_string_append (words, ((const HatoSentence *) g_ptr_array_index (block->sentences, i))->text);
  hato_pdf_strip_begin_figure (strip, words->str);
  for (guint i = 0; i < n; i++)
    {
      const HatoPlace *place = g_ptr_array_index (block->places, i);
      double middle = column * (i + 0.5), height;

      if (last != NULL)
        hato_pdf_strip_add_way (
            strip, last->shape == HATO_STATION_UNSEEN || place->shape == HATO_STATION_UNSEEN,
            middle - column + size / 2 + 2 * PLACE_GAP, middle - size / 2 - 2 * PLACE_GAP,
            size / 2);
      height =
          add_place (galley, strip, place, block->is_incoming ? incoming[i] : outgoing[i], middle);
      strip->height = MAX (strip->height, height + PLACE_GAP);
      last = place;
    }
  hato_pdf_strip_end (strip);
}

/** hato_pdf_block_add: sets @block at the end of @galley */
void
hato_pdf_block_add (HatoPdfGalley *galley, const HatoBlock *block)
{
  guint first = galley->strips->len;

  switch (block->kind)
    {
    case HATO_BLOCK_HEADING:
      add_heading (galley, block);
      break;
    case HATO_BLOCK_PARAGRAPH:
      add_paragraph (galley, block);
      break;
    case HATO_BLOCK_VERDICT:
      add_verdict (galley, block);
      break;
    case HATO_BLOCK_TABLE:
      hato_pdf_table_add (galley, block);
      break;
    case HATO_BLOCK_RECORD:
    case HATO_BLOCK_COMMAND:
      add_exact (galley, block);
      break;
    case HATO_BLOCK_LIST:
      add_list (galley, block);
      break;
    case HATO_BLOCK_LINK:
      add_link (galley, block);
      break;
    case HATO_BLOCK_MAIL_WAY:
      add_mail_way (galley, block);
      break;
    default:
      break;
    }
  if (galley->strips->len == first)
    return;
  hato_pdf_strip_add_anchor (get_strip (galley, first), block->anchor);
  if (block->keep_with_next)
    get_strip (galley, galley->strips->len - 1)->keep_with_next = TRUE;
}
