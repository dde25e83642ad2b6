/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/pdf-pages.h"

static const HatoPdfStrip *
get_strip (const HatoPdfGalley *galley, guint number)
{
  return g_ptr_array_index (galley->strips, number);
}

/* How high the strips from @first on are that stay together; no more is measured than the height of a page. */
static double
measure_together (const HatoPdfGalley *galley, guint first, double page)
{
  double height = get_strip (galley, first)->height;

  for (guint i = first; get_strip (galley, i)->keep_with_next && i + 1 < galley->strips->len; i++)
    {
      height += get_strip (galley, i + 1)->before + get_strip (galley, i + 1)->height;
      if (height > page)
        return get_strip (galley, first)->height;
    }
  return height;
}

/**
 * hato_pdf_pages_break:
 * @height: points that a page has for strips
 *
 * Returns: (transfer full) (element-type HatoPdfPlace): a place for each strip. What should stay together does, unless it is
 * higher than a page
 */
GArray *
hato_pdf_pages_break (const HatoPdfGalley *galley, double height)
{
  GArray *places = g_array_sized_new (FALSE, FALSE, sizeof (HatoPdfPlace), galley->strips->len);
  guint page = 0;
  double y = 0;

  for (guint i = 0; i < galley->strips->len; i++)
    {
      const HatoPdfStrip *strip = get_strip (galley, i);
      gboolean is_first = y <= 0;
      HatoPdfPlace place;

      if (!is_first)
        y += strip->before;
      if (!is_first && y + measure_together (galley, i, height) > height)
        {
          page++;
          y = 0;
          is_first = TRUE;
        }
      place = (HatoPdfPlace){ page, y, is_first && i > 0 && strip->head != NULL };
      if (place.is_headed)
        place.y = y = strip->head->height;
      g_array_append_val (places, place);
      y += strip->height;
    }
  return places;
}
