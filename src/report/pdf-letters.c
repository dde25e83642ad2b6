/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/pdf-letters.h"

#include <cairo-ft.h>
#include <hb-subset.h>

/* Why Cairo does not get the fonts as they are: where letters of a CFF font share subroutines, Cairo 1.16 loses count of the
 * hints in them, and then puts all subroutines of the font into the file (0.9 MB for one of Noto CJK) or reads a letter wrongly.
 * So it gets a copy that has only the letters of the file, without subroutines and hints, and numbered anew. */

/* A copy of a font, and what it rests on. */
typedef struct
{
  hb_blob_t *blob;    /* (owned) */
  FT_Library library; /* (owned) */
  FT_Face face;       /* (owned) */
} Copy;

/* A font file and what is wanted of it. */
typedef struct
{
  hb_face_t *face;         /* (owned) */
  hb_set_t *glyphs;        /* (owned) */
  gboolean is_copied;      /* or was tried to be: nothing can be added from now on */
  hb_subset_plan_t *plan;  /* (owned) (nullable): knows the numbers that letters have in the copy */
  cairo_font_face_t *copy; /* (owned) (nullable): NULL where the font itself will do */
} Font;

struct _HatoPdfLetters
{
  GHashTable *fonts;  /* (owned): hb_face_t → Font */
  GHashTable *scaled; /* (owned): PangoFont → cairo_scaled_font_t */
};

static const cairo_user_data_key_t copy_key;

static void
font_free (Font *self)
{
  hb_face_destroy (self->face);
  hb_set_destroy (self->glyphs);
  g_clear_pointer (&self->plan, hb_subset_plan_destroy);
  g_clear_pointer (&self->copy, cairo_font_face_destroy);
  g_free (self);
}

/** hato_pdf_letters_new: (transfer full): of no font yet */
HatoPdfLetters *
hato_pdf_letters_new (void)
{
  HatoPdfLetters *self = g_new0 (HatoPdfLetters, 1);

  self->fonts = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) font_free);
  self->scaled = g_hash_table_new_full (NULL, NULL, g_object_unref,
                                        (GDestroyNotify) cairo_scaled_font_destroy);
  return self;
}

/** hato_pdf_letters_free: */
void
hato_pdf_letters_free (HatoPdfLetters *self)
{
  g_hash_table_unref (self->scaled);
  g_hash_table_unref (self->fonts);
  g_free (self);
}

static Font *
get_font (HatoPdfLetters *self, PangoFont *font)
{
  hb_face_t *face = hb_font_get_face (pango_font_get_hb_font (font));
  Font *known = g_hash_table_lookup (self->fonts, face);

  if (known != NULL)
    return known;

  known = g_new0 (Font, 1);
  known->face = hb_face_reference (face);
  known->glyphs = hb_set_create ();
  g_hash_table_insert (self->fonts, known->face, known);
  return known;
}

/** hato_pdf_letters_add: the file will have @glyph of @font; before any font is got */
void
hato_pdf_letters_add (HatoPdfLetters *self, PangoFont *font, guint glyph)
{
  hb_set_add (get_font (self, font)->glyphs, glyph);
}

static gboolean
has_table (hb_face_t *face, hb_tag_t tag)
{
  hb_blob_t *table = hb_face_reference_table (face, tag);
  gboolean is_there = hb_blob_get_length (table) > 0;

  hb_blob_destroy (table);
  return is_there;
}

/* Letters are placed already: what places them, and how they stand in columns, is left out. */
static hb_subset_input_t *
new_wish (const hb_set_t *glyphs)
{
  static const hb_tag_t unwanted[] = {
    HB_TAG ('G', 'S', 'U', 'B'), HB_TAG ('G', 'P', 'O', 'S'), HB_TAG ('G', 'D', 'E', 'F'),
    HB_TAG ('B', 'A', 'S', 'E'), HB_TAG ('V', 'O', 'R', 'G'), HB_TAG ('v', 'h', 'e', 'a'),
    HB_TAG ('v', 'm', 't', 'x'),
  };
  hb_subset_input_t *wish = hb_subset_input_create_or_fail ();

  if (wish == NULL)
    return NULL;

  hb_set_union (hb_subset_input_glyph_set (wish), glyphs);
  for (gsize i = 0; i < G_N_ELEMENTS (unwanted); i++)
    hb_set_add (hb_subset_input_set (wish, HB_SUBSET_SETS_DROP_TABLE_TAG), unwanted[i]);
  hb_subset_input_set_flags (wish, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
  return wish;
}

static void
copy_free (void *data)
{
  Copy *self = data;

  if (self->face != NULL)
    FT_Done_Face (self->face);
  if (self->library != NULL)
    FT_Done_FreeType (self->library);
  hb_blob_destroy (self->blob);
  g_free (self);
}

/* @blob (transfer full): the file of the copy */
static cairo_font_face_t *
open_copy (hb_blob_t *blob)
{
  Copy *copy = g_new0 (Copy, 1);
  cairo_font_face_t *face;
  unsigned int size;
  const char *bytes = hb_blob_get_data (blob, &size);

  copy->blob = blob;
  if (FT_Init_FreeType (&copy->library) != 0
      || FT_New_Memory_Face (copy->library, (const FT_Byte *) bytes, (FT_Long) size, 0, &copy->face)
             != 0)
    {
      copy_free (copy);
      return NULL;
    }
  face = cairo_ft_font_face_create_for_ft_face (copy->face, FT_LOAD_NO_HINTING);
  cairo_font_face_set_user_data (face, &copy_key, copy, copy_free);
  return face;
}

static void
make_copy (Font *self)
{
  hb_subset_input_t *wish;
  hb_face_t *subset;

  self->is_copied = TRUE;
  if (!has_table (self->face, HB_TAG ('C', 'F', 'F', ' ')))
    return;

  wish = new_wish (self->glyphs);
  self->plan = wish != NULL ? hb_subset_plan_create_or_fail (self->face, wish) : NULL;
  subset = self->plan != NULL ? hb_subset_plan_execute_or_fail (self->plan) : NULL;
  if (subset != NULL)
    {
      self->copy = open_copy (hb_face_reference_blob (subset));
      hb_face_destroy (subset);
    }
  if (wish != NULL)
    hb_subset_input_destroy (wish);
}

static Font *
get_copied (HatoPdfLetters *self, PangoFont *font)
{
  Font *file = get_font (self, font);

  if (!file->is_copied)
    make_copy (file);
  return file;
}

static cairo_scaled_font_t *
scale_copy (cairo_font_face_t *copy, cairo_scaled_font_t *original)
{
  cairo_font_options_t *options = cairo_font_options_create ();
  cairo_matrix_t size, position;
  cairo_scaled_font_t *scaled;

  cairo_scaled_font_get_font_matrix (original, &size);
  cairo_scaled_font_get_ctm (original, &position);
  cairo_scaled_font_get_font_options (original, options);
  scaled = cairo_scaled_font_create (copy, &size, &position, options);
  cairo_font_options_destroy (options);
  return scaled;
}

/** hato_pdf_letters_get_font: (transfer none): that draws the letters of @font that were added */
cairo_scaled_font_t *
hato_pdf_letters_get_font (HatoPdfLetters *self, PangoFont *font)
{
  cairo_scaled_font_t *original, *scaled = g_hash_table_lookup (self->scaled, font);
  Font *file;

  if (scaled != NULL)
    return scaled;

  original = pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (font));
  file = get_copied (self, font);
  scaled = file->copy != NULL ? scale_copy (file->copy, original)
                              : cairo_scaled_font_reference (original);
  g_hash_table_insert (self->scaled, g_object_ref (font), scaled);
  return scaled;
}

/** hato_pdf_letters_get_number: of @glyph of @font, which was added, in the font that draws it */
guint
hato_pdf_letters_get_number (HatoPdfLetters *self, PangoFont *font, guint glyph)
{
  const Font *file = get_copied (self, font);

  return file->copy != NULL
             ? hb_map_get (hb_subset_plan_old_to_new_glyph_mapping (file->plan), glyph)
             : glyph;
}
