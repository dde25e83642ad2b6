/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a list of tags (RFC 6376 §3.2): places are inside the text and in order. */
#include "config.h"

#include "fuzz.h"

#include "records/tag-list.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HatoTagList) list = hato_tag_list_new (data, size);
  gsize end = 0;

  for (guint i = 0; i < list->tags->len; i++)
    {
      const HatoTag *tag = hato_tag_list_get (list, i);
      g_autofree char *text = hato_tag_to_string (tag);

      g_assert_true (tag->start >= end && tag->start <= tag->name_end && tag->name_end <= tag->end);
      g_assert_true (tag->value_start <= tag->end && tag->end <= size);
      hato_tag_list_repeats (list, i);
      hato_tag_is_field (tag);
      end = tag->end;
    }
  return 0;
}
