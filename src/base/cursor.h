/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A bounded reader over bytes from strangers. It lives on the stack and owns nothing; every parser
 * reads through it, so that no parser does arithmetic on pointers. */
typedef struct
{
  const guint8 *data; /* (not owned) */
  gsize size;
  gsize position; /* 0 … size */
} HatoCursor;

#define HATO_CURSOR_END (-1)

void hato_cursor_init (HatoCursor *self, gconstpointer data, gsize size);
gboolean hato_cursor_at_end (const HatoCursor *self);
gsize hato_cursor_get_left (const HatoCursor *self);
int hato_cursor_peek (const HatoCursor *self);
int hato_cursor_peek_at (const HatoCursor *self, gsize ahead);
gboolean hato_cursor_seek (HatoCursor *self, gsize position);
gboolean hato_cursor_skip (HatoCursor *self, gsize count);
gboolean hato_cursor_take_char (HatoCursor *self, char wanted);
gboolean hato_cursor_take_literal (HatoCursor *self, const char *literal);
gboolean hato_cursor_take_literal_any_case (HatoCursor *self, const char *literal);
gsize hato_cursor_take_any_of (HatoCursor *self, const char *set);
gsize hato_cursor_take_until_any_of (HatoCursor *self, const char *set);
gboolean hato_cursor_take_decimal (HatoCursor *self, guint64 max, guint64 *value);
gboolean hato_cursor_take_u8 (HatoCursor *self, guint8 *value);
gboolean hato_cursor_take_u16 (HatoCursor *self, guint16 *value);
gboolean hato_cursor_take_u32 (HatoCursor *self, guint32 *value);
const guint8 *hato_cursor_take_bytes (HatoCursor *self, gsize count);
gboolean hato_cursor_take_slice (HatoCursor *self, gsize count, HatoCursor *slice);
gboolean hato_cursor_take_line (HatoCursor *self, HatoCursor *line);
char *hato_cursor_dup_range (const HatoCursor *self, gsize start, gsize end);

G_END_DECLS
