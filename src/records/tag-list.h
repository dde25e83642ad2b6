/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One "name=value" between two semicolons. Offsets are bytes of the record; white space around parts is outside of them. */
typedef struct
{
  char *name;  /* (owned): "" where there is no equals sign */
  char *value; /* (owned) */
  gsize start; /* of the whole */
  gsize end;
  gsize name_end;
  gsize value_start;
  gboolean has_equals;
  gboolean spaced;    /* there is white space around the equals sign */
  gboolean printable; /* the value has nothing but printable ASCII and white space */
} HatoTag;

/* A list of tags, the form that DKIM keys gave to all later mail records (RFC 6376 §3.2). Immutable. */
typedef struct _HatoTagList HatoTagList;

struct _HatoTagList
{
  GPtrArray
      *tags; /* (owned) (element-type HatoTag): in the order of the text; empty ones are left out */
  guint n_empty;    /* how many empty ones there were between two semicolons */
  gboolean too_big; /* there were more than are read */
};

HatoTagList *hato_tag_list_new (gconstpointer text, gsize size);
void hato_tag_list_free (HatoTagList *self);
const HatoTag *hato_tag_list_get (const HatoTagList *self, guint index);
const HatoTag *hato_tag_list_find (const HatoTagList *self, const char *name);
gboolean hato_tag_list_repeats (const HatoTagList *self, guint index);
char *hato_tag_to_string (const HatoTag *tag);
gboolean hato_tag_is_field (const HatoTag *tag);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoTagList, hato_tag_list_free)

G_END_DECLS
