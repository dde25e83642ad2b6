/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/pdf-writer.h"

#include <cairo-pdf.h>

#include "base/error.h"

#define LEVELS  4u  /* of the outline: 1 to 3, and what all hang on */
#define STACKED 16u /* tags in one another: a link in a cell of a table has 6 around it */

struct _HatoPdfWriter
{
  GByteArray *bytes; /* (owned) (nullable): of the file; NULL = there is none, but sheets */
  GPtrArray *sheets; /* (owned) (nullable) (element-type cairo_surface_t): pages that are done */
  double width;      /* of a sheet, points */
  double height;
  cairo_surface_t *surface; /* (owned) */
  cairo_t *cairo;           /* (owned) */
  HatoPdfFacts facts;       /* strings belong to the caller and outlive this */
  GPtrArray *marks; /* (owned) (element-type HatoPdfMark): in the order in which tags were begun */
  const char *open[STACKED]; /* static: tags begun and not ended */
  guint n_open;
  int parents[LEVELS]; /* entries of the outline under which the next one stands */
  guint n_pages;       /* ended */
};

static cairo_status_t
take_bytes (void *closure, const unsigned char *bytes, unsigned int size)
{
  g_byte_array_append (closure, bytes, size);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata (cairo_surface_t *surface, const HatoPdfFacts *facts)
{
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, facts->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, "Hatobin");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, facts->subject);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, facts->creator);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, facts->time);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, facts->time);
}

/**
 * hato_pdf_writer_new:
 * @width: of a page, in points, as is @height
 * @facts: outlives the writer
 *
 * Returns: (transfer full): a file without a page; of one thread
 */
HatoPdfWriter *
hato_pdf_writer_new (double width, double height, const HatoPdfFacts *facts)
{
  HatoPdfWriter *self = g_new0 (HatoPdfWriter, 1);

  self->bytes = g_byte_array_new ();
  self->surface = cairo_pdf_surface_create_for_stream (take_bytes, self->bytes, width, height);
  self->cairo = cairo_create (self->surface);
  self->facts = *facts;
  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_pdf_mark_free);
  set_metadata (self->surface, facts);
  for (guint i = 0; i < LEVELS; i++)
    self->parents[i] = CAIRO_PDF_OUTLINE_ROOT;
  return self;
}

static void
begin_sheet (HatoPdfWriter *self)
{
  const cairo_rectangle_t extents = { 0, 0, self->width, self->height };

  self->surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &extents);
  self->cairo = cairo_create (self->surface);
}

/** hato_pdf_writer_new_sheets: (transfer full): the same for a printer: no file, and no tags, but hato_pdf_writer_dup_sheets () */
HatoPdfWriter *
hato_pdf_writer_new_sheets (double width, double height)
{
  HatoPdfWriter *self = g_new0 (HatoPdfWriter, 1);

  self->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);
  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_pdf_mark_free);
  self->width = width;
  self->height = height;
  begin_sheet (self);
  return self;
}

/** hato_pdf_writer_free: */
void
hato_pdf_writer_free (HatoPdfWriter *self)
{
  cairo_destroy (self->cairo);
  /* It writes its last bytes when it is finished. */
  cairo_surface_finish (self->surface);
  cairo_surface_destroy (self->surface);
  g_ptr_array_unref (self->marks);
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_clear_pointer (&self->sheets, g_ptr_array_unref);
  g_free (self);
}

/** hato_pdf_writer_get_cairo: (transfer none): on which all is drawn, between begin and end */
cairo_t *
hato_pdf_writer_get_cairo (HatoPdfWriter *self)
{
  return self->cairo;
}

static HatoPdfMark *
begin_with (HatoPdfWriter *self, const char *tag, const char *attributes)
{
  HatoPdfMark *mark = hato_pdf_mark_new ();

  g_ptr_array_add (self->marks, mark);
  if (self->sheets == NULL)
    cairo_tag_begin (self->cairo, tag, attributes);
  g_return_val_if_fail (self->n_open < STACKED, mark);
  self->open[self->n_open++] = tag;
  return mark;
}

/**
 * hato_pdf_writer_begin:
 * @tag: static: a structure type of ISO 32000-1 §14.8.4: "P", "TD", …
 *
 * Text belongs into tags that hold no other tag.
 *
 * Returns: (transfer none): what can be said of the tag until the file is finished
 */
HatoPdfMark *
hato_pdf_writer_begin (HatoPdfWriter *self, const char *tag)
{
  return begin_with (self, tag, NULL);
}

/** hato_pdf_writer_begin_artifact: what is drawn now belongs to the page, not to the text */
void
hato_pdf_writer_begin_artifact (HatoPdfWriter *self)
{
  begin_with (self, "NonStruct", NULL)->is_artifact = TRUE;
}

/** hato_pdf_writer_begin_link: leads to @anchor, which has to come in the same file */
void
hato_pdf_writer_begin_link (HatoPdfWriter *self, guint anchor)
{
  g_autofree char *attributes = g_strdup_printf ("dest='e%u'", anchor);

  begin_with (self, CAIRO_TAG_LINK, attributes);
}

/* In an attribute of Cairo's a backslash takes the next character as it stands. */
static char *
escape_attribute (const char *text)
{
  GString *escaped = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      if (*text == '\'' || *text == '\\')
        g_string_append_c (escaped, '\\');
      g_string_append_c (escaped, *text);
    }
  return g_string_free (escaped, FALSE);
}

/** hato_pdf_writer_begin_address: leads to @address, which is made of no foreign data */
void
hato_pdf_writer_begin_address (HatoPdfWriter *self, const char *address)
{
  g_autofree char *escaped = escape_attribute (address);
  g_autofree char *attributes = g_strdup_printf ("uri='%s'", escaped);

  begin_with (self, CAIRO_TAG_LINK, attributes);
}

/** hato_pdf_writer_end: the tag that was begun last */
void
hato_pdf_writer_end (HatoPdfWriter *self)
{
  g_return_if_fail (self->n_open > 0);
  self->n_open--;
  if (self->sheets == NULL)
    cairo_tag_end (self->cairo, self->open[self->n_open]);
}

/** hato_pdf_writer_add_anchor: where links to @anchor lead */
void
hato_pdf_writer_add_anchor (HatoPdfWriter *self, guint anchor, double x, double y)
{
  g_autofree char *attributes = g_strdup_printf ("name='e%u' x=%d y=%d", anchor, (int) x, (int) y);

  if (self->sheets != NULL)
    return;

  cairo_tag_begin (self->cairo, CAIRO_TAG_DEST, attributes);
  cairo_tag_end (self->cairo, CAIRO_TAG_DEST);
}

/** hato_pdf_writer_add_outline: @level: 1 to 3; @y: of the page that is being drawn */
void
hato_pdf_writer_add_outline (HatoPdfWriter *self, guint level, const char *text, double y)
{
  g_autofree char *attributes = g_strdup_printf ("page=%u pos=[0 %d]", self->n_pages + 1, (int) y);
  int entry;

  if (self->sheets != NULL)
    return;

  level = CLAMP (level, 1, LEVELS - 1);
  entry = cairo_pdf_surface_add_outline (self->surface, self->parents[level - 1], text, attributes,
                                         level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
  for (guint i = level; i < LEVELS; i++)
    self->parents[i] = entry;
}

/** hato_pdf_writer_end_page: the next page begins; tags go on */
void
hato_pdf_writer_end_page (HatoPdfWriter *self)
{
  self->n_pages++;
  if (self->sheets == NULL)
    {
      cairo_show_page (self->cairo);
      return;
    }
  cairo_destroy (self->cairo);
  g_ptr_array_add (self->sheets, self->surface);
  begin_sheet (self);
}

/** hato_pdf_writer_dup_sheets: (transfer full) (element-type cairo_surface_t): the pages that were ended, to be drawn elsewhere */
GPtrArray *
hato_pdf_writer_dup_sheets (const HatoPdfWriter *self)
{
  return g_ptr_array_ref (self->sheets);
}

/**
 * hato_pdf_writer_finish:
 *
 * Ends the file; nothing can be drawn after it.
 *
 * Returns: (transfer full): the bytes of the file, or %NULL with %HATO_ERROR_INTERNAL
 */
GBytes *
hato_pdf_writer_finish (HatoPdfWriter *self, GError **error)
{
  g_autoptr (GBytes) drawn = NULL;
  cairo_status_t status;

  status = cairo_status (self->cairo);
  cairo_surface_finish (self->surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (self->surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_INTERNAL, "PDF: %s",
                   cairo_status_to_string (status));
      return NULL;
    }
  drawn = g_bytes_new (self->bytes->data, self->bytes->len);
  return hato_pdf_structure_complete (drawn, &self->facts, self->marks, error);
}
