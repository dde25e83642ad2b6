/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/pdf-type.h"

#include <pango/pangofc-fontmap.h>
#include <string.h>

#include "base/foreign-text.h"

/* Faces that have Latin and Japanese letters made for each other come first; the last is whatever this computer has. */
#define PLAIN_FAMILIES                                                                             \
  "Noto Sans CJK JP,Noto Sans JP,Source Han Sans JP,BIZ UDPGothic,IPAexGothic,IPAPGothic,"         \
  "TakaoPGothic,VL PGothic,Sans"
#define EXACT_FAMILIES                                                                             \
  "Noto Sans Mono CJK JP,Source Han Mono,BIZ UDGothic,IPAGothic,TakaoGothic,VL Gothic,Monospace"

struct _HatoPdfType
{
  PangoFontMap *map;                                    /* (owned) */
  PangoContext *context;                                /* (owned) */
  PangoFontDescription *descriptions[HATO_PDF_N_FACES]; /* (owned) */
  PangoFontset *sets[HATO_PDF_N_FACES];                 /* (owned) */
  GHashTable *known[HATO_PDF_N_FACES];   /* (owned): letter → whether there is a picture of it */
  GHashTable *metrics[HATO_PDF_N_FACES]; /* (owned): size in units of Pango's → PangoFontMetrics */
  HatoPdfLetters *letters;               /* (owned) */
  PangoAttrList *attributes;             /* (owned): of every text */
};

/* Pango compares the names at every change of script: of those that are wanted it gets the one that this computer has. */
static void
choose_family (HatoPdfType *self, PangoFontDescription *description)
{
  PangoFont *font = pango_font_map_load_font (self->map, self->context, description);
  PangoFontDescription *found = font != NULL ? pango_font_describe (font) : NULL;

  if (found != NULL)
    pango_font_description_set_family (description, pango_font_description_get_family (found));
  g_clear_pointer (&found, pango_font_description_free);
  g_clear_object (&font);
}

static PangoFontDescription *
describe (HatoPdfType *self, HatoPdfFace face)
{
  PangoFontDescription *description = pango_font_description_new ();

  pango_font_description_set_family_static (
      description, face == HATO_PDF_FACE_EXACT ? EXACT_FAMILIES : PLAIN_FAMILIES);
  pango_font_description_set_weight (
      description, face == HATO_PDF_FACE_STRONG ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (description, 10 * PANGO_SCALE);
  choose_family (self, description);
  return description;
}

/* Letters stand where their outlines want them, not on the pixels of a screen. */
static void
set_paper_options (PangoContext *context)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (context, FALSE);
}

/* A letter a glyph: what is copied out are the letters that were put in. */
static PangoAttrList *
new_attributes (void)
{
  PangoAttrList *list = pango_attr_list_new ();

  pango_attr_list_insert (list, pango_attr_font_features_new ("liga 0, clig 0, dlig 0, calt 0"));
  pango_attr_list_insert (list, pango_attr_insert_hyphens_new (FALSE));
  return list;
}

/**
 * hato_pdf_type_new:
 *
 * Japanese letters have their Japanese shapes in every language of a report: 直 and 骨 look different in Chinese.
 *
 * Returns: (transfer full): with a font map of its own, so that threads do not meet
 */
HatoPdfType *
hato_pdf_type_new (void)
{
  HatoPdfType *self = g_new0 (HatoPdfType, 1);
  PangoLanguage *language = pango_language_from_string ("ja");

  self->map = pango_cairo_font_map_new_for_font_type (CAIRO_FONT_TYPE_FT);
  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (self->map), 72.0);
  self->context = pango_font_map_create_context (self->map);
  pango_context_set_language (self->context, language);
  pango_context_set_base_dir (self->context, PANGO_DIRECTION_LTR);
  set_paper_options (self->context);
  self->letters = hato_pdf_letters_new ();
  self->attributes = new_attributes ();
  for (guint i = 0; i < HATO_PDF_N_FACES; i++)
    {
      self->descriptions[i] = describe (self, (HatoPdfFace) i);
      self->sets[i] =
          pango_font_map_load_fontset (self->map, self->context, self->descriptions[i], language);
      self->known[i] = g_hash_table_new (NULL, NULL);
      self->metrics[i] =
          g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) pango_font_metrics_unref);
    }
  return self;
}

/** hato_pdf_type_free: */
void
hato_pdf_type_free (HatoPdfType *self)
{
  for (guint i = 0; i < HATO_PDF_N_FACES; i++)
    {
      g_hash_table_unref (self->known[i]);
      g_hash_table_unref (self->metrics[i]);
      g_clear_object (&self->sets[i]);
      pango_font_description_free (self->descriptions[i]);
    }
  hato_pdf_letters_free (self->letters);
  pango_attr_list_unref (self->attributes);
  g_object_unref (self->context);
  g_object_unref (self->map);
  g_free (self);
}

static gboolean
find_letter (HatoPdfType *self, HatoPdfFace face, gunichar letter)
{
  PangoFont *font;
  gboolean is_there;

  if (self->sets[face] == NULL)
    return FALSE;

  font = pango_fontset_get_font (self->sets[face], letter);
  is_there = font != NULL && pango_font_has_char (font, letter);
  g_clear_object (&font);
  return is_there;
}

static gboolean
has_letter (HatoPdfType *self, HatoPdfFace face, gunichar letter)
{
  gpointer known;

  if (!g_hash_table_lookup_extended (self->known[face], GUINT_TO_POINTER (letter), NULL, &known))
    {
      known = GINT_TO_POINTER (find_letter (self, face, letter));
      g_hash_table_insert (self->known[face], GUINT_TO_POINTER (letter), known);
    }
  return GPOINTER_TO_INT (known);
}

/** hato_pdf_type_has_letter: whether this computer has a picture of @letter for plain text */
gboolean
hato_pdf_type_has_letter (HatoPdfType *self, gunichar letter)
{
  return has_letter (self, HATO_PDF_FACE_PLAIN, letter);
}

/**
 * hato_pdf_type_dup_shown:
 * @text: anything; what a page would obey is taken out, and what is behind the most that a text may have
 *
 * Returns: (transfer full): one line, and "[U+1F600]" for a letter of which this computer has no picture
 */
char *
hato_pdf_type_dup_shown (HatoPdfType *self, HatoPdfFace face, const char *text)
{
  g_autofree char *safe = hato_foreign_text (
      text, strlen (text), face == HATO_PDF_FACE_EXACT ? HATO_PDF_EXACT_MAX : HATO_PDF_TEXT_MAX);
  GString *shown = g_string_sized_new (strlen (safe) + 1);

  for (const char *at = safe; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      /* What joins or marks the letter before it has no picture of its own. */
      if (g_unichar_iszerowidth (letter) || has_letter (self, face, letter))
        g_string_append_len (shown, at, g_utf8_next_char (at) - at);
      else
        g_string_append_printf (shown, "[U+%04X]", letter);
    }
  return g_string_free (shown, FALSE);
}

/** hato_pdf_type_get_letters: (transfer none): what texts add when they are laid, and draw with */
HatoPdfLetters *
hato_pdf_type_get_letters (HatoPdfType *self)
{
  return self->letters;
}

/** hato_pdf_type_get_attributes: (transfer none): of every text; to be copied by who adds to them */
PangoAttrList *
hato_pdf_type_get_attributes (HatoPdfType *self)
{
  return self->attributes;
}

static PangoFontDescription *
describe_style (HatoPdfType *self, const HatoPdfStyle *style)
{
  PangoFontDescription *description =
      pango_font_description_copy_static (self->descriptions[style->face]);

  pango_font_description_set_absolute_size (description, style->size * PANGO_SCALE);
  return description;
}

/** hato_pdf_type_get_metrics: (transfer none): of the letters of @style */
PangoFontMetrics *
hato_pdf_type_get_metrics (HatoPdfType *self, const HatoPdfStyle *style)
{
  PangoFontDescription *description = describe_style (self, style);
  gpointer size = GINT_TO_POINTER (pango_font_description_get_size (description));
  PangoFontMetrics *metrics = g_hash_table_lookup (self->metrics[style->face], size);

  if (metrics == NULL)
    {
      metrics = pango_context_get_metrics (self->context, description, NULL);
      g_hash_table_insert (self->metrics[style->face], size, metrics);
    }
  pango_font_description_free (description);
  return metrics;
}

/**
 * hato_pdf_type_new_layout:
 * @width: points
 *
 * Returns: (transfer full): without a text; its lines end between words, or anywhere in an exact face
 */
PangoLayout *
hato_pdf_type_new_layout (HatoPdfType *self, const HatoPdfStyle *style, double width)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *description = describe_style (self, style);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_width (layout, pango_units_from_double (width));
  pango_layout_set_wrap (layout, style->face == HATO_PDF_FACE_EXACT ? PANGO_WRAP_CHAR
                                                                    : PANGO_WRAP_WORD_CHAR);
  return layout;
}
