/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/pdf-qr.h"

#include <qrencode.h>
#include <string.h>

#define VERSION_MAX 22    /* 105 modules, 1003 bytes: what a telephone still reads from paper */
#define MODULE      1.05  /* points: 0.37 mm */
#define SIZE_MIN    56.0  /* points: 20 mm */
#define QUIET_ZONE  4     /* modules of white around it (ISO/IEC 18004 §6.3.8) */
#define IS_DARK     0x01u /* of a module, in libqrencode's bytes */

struct _HatoPdfQr
{
  int width;       /* modules */
  guint8 *modules; /* (owned) */
  double module;   /* points */
};

/**
 * hato_pdf_qr_new:
 *
 * Returns: (transfer full) (nullable): %NULL where @text is too long for a code that can be read from paper
 */
HatoPdfQr *
hato_pdf_qr_new (const char *text)
{
  QRcode *code = QRcode_encodeData ((int) MIN (strlen (text), G_MAXINT),
                                    (const unsigned char *) text, 0, QR_ECLEVEL_L);
  HatoPdfQr *self;

  if (code == NULL || code->version > VERSION_MAX)
    {
      if (code != NULL)
        QRcode_free (code);
      return NULL;
    }
  self = g_rc_box_new0 (HatoPdfQr);
  self->width = code->width;
  self->modules = g_memdup2 (code->data, (gsize) code->width * (gsize) code->width);
  self->module = MAX (MODULE, SIZE_MIN / (code->width + 2 * QUIET_ZONE));
  QRcode_free (code);
  return self;
}

/** hato_pdf_qr_ref: (transfer full): */
HatoPdfQr *
hato_pdf_qr_ref (HatoPdfQr *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  HatoPdfQr *self = data;

  g_free (self->modules);
}

/** hato_pdf_qr_unref: */
void
hato_pdf_qr_unref (HatoPdfQr *self)
{
  g_rc_box_release_full (self, clear);
}

/** hato_pdf_qr_get_size: points of a side, the white around it included */
double
hato_pdf_qr_get_size (const HatoPdfQr *self)
{
  return (self->width + 2 * QUIET_ZONE) * self->module;
}

static gboolean
is_dark (const HatoPdfQr *self, int column, int row)
{
  return column < self->width
         && (self->modules[(gsize) row * (gsize) self->width + (gsize) column] & IS_DARK) != 0;
}

/** hato_pdf_qr_draw: black on white, as a reader wants it */
void
hato_pdf_qr_draw (const HatoPdfQr *self, cairo_t *cairo, double x, double y)
{
  double size = hato_pdf_qr_get_size (self);

  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_rectangle (cairo, x, y, size, size);
  cairo_fill (cairo);
  x += QUIET_ZONE * self->module;
  y += QUIET_ZONE * self->module;
  for (int row = 0; row < self->width; row++)
    for (int column = 0; column < self->width; column++)
      {
        int first = column;

        while (is_dark (self, column, row))
          column++;
        if (column > first)
          cairo_rectangle (cairo, x + first * self->module, y + row * self->module,
                           (column - first) * self->module, self->module);
      }
  cairo_set_source_rgb (cairo, 0, 0, 0);
  cairo_fill (cairo);
}
