/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as what people nearly meant: odd characters are found in order, and folding ends. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "records/near-miss.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *folded = hato_near_miss_fold (data, size);
  gsize start, end = 0;

  for (gsize at = 0; hato_near_miss_find_odd (data, size, at, &start, &end) != HATO_ODD_NONE;
       at = end)
    g_assert_true (start >= at && end > start && end <= size);
  g_assert_true (g_utf8_validate (folded, -1, NULL));
  g_assert_cmpuint (hato_near_miss_get_distance (folded, folded), ==,
                    strlen (folded) <= 12 ? 0 : G_MAXUINT);
  return 0;
}
