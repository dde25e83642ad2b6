/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/text-width.h"

/** hato_text_width: how wide @n_digits digits are in @widget, in pixels: a measure that grows with the text. */
int
hato_text_width (GtkWidget *widget, int n_digits)
{
  PangoFontMetrics *metrics =
      pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int width = pango_font_metrics_get_approximate_digit_width (metrics);

  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS_CEIL (n_digits * width);
}
