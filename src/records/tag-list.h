/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HATO_TAGS_MAX 64u

/* One part of a list "name=value; name=value" (RFC 6376 §3.2); byte offsets, without the white space around. */
typedef struct
{
  gsize start; /* the whole part */
  gsize end;
  gsize name_end;    /* where the name ends; end = there is no "=" */
  gsize value_start; /* end = there is no value */
  gboolean has_equals;
} HatoTag;

GArray *hato_tag_list_split (const char *text, gsize size, gboolean *complete);
gboolean hato_tag_is (const HatoTag *tag, const char *text, const char *name);
gboolean hato_tag_value_is (const HatoTag *tag, const char *text, const char *value);
gboolean hato_tag_is_extension (const HatoTag *tag, const char *text);
char *hato_tag_dup_value (const HatoTag *tag, const char *text);

G_END_DECLS
