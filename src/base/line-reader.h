/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The lines of a stream, one after the other, in bounded memory and without blocking: a list of names may come from
 * a pipe that never ends. For one thread, whose main context does the reading. */
typedef struct _HatoLineReader HatoLineReader;

typedef void (*HatoLineReaderFunc) (gpointer user_data);

HatoLineReader *
hato_line_reader_new (GInputStream *stream, HatoLineReaderFunc filled, gpointer user_data);
void hato_line_reader_free (HatoLineReader *self);
char *hato_line_reader_take (HatoLineReader *self);
gboolean hato_line_reader_is_over (const HatoLineReader *self);
void hato_line_reader_fill (HatoLineReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoLineReader, hato_line_reader_free)

G_END_DECLS
