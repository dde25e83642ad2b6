/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/line-reader.h"

#include <string.h>

#define LINE_MAX_BYTES 4096u /* what is kept of a line */
#define PIECE_SIZE     4096u

struct _HatoLineReader
{
  GInputStream *stream;      /* (owned) */
  GCancellable *cancellable; /* (owned): cancelled with the last reference */
  HatoLineReaderFunc filled;
  gpointer user_data;
  GByteArray *bytes; /* (owned): read, not taken yet */
  gsize taken;       /* of bytes */
  guint8 *piece;     /* (owned): where the next bytes are read to; goes with the reading */
  gboolean reading;
  gboolean over;     /* no more bytes will come */
  gsize line_size;   /* of the line at the end of bytes, which is not whole yet */
  gboolean too_long; /* the rest of the line at the end of bytes is passed over */
};

/**
 * hato_line_reader_new:
 * @stream: a reference is taken
 * @filled: called from the thread's main context after hato_line_reader_fill (), once more is known
 *
 * Returns: (transfer full): a reader at the stream's beginning
 */
HatoLineReader *
hato_line_reader_new (GInputStream *stream, HatoLineReaderFunc filled, gpointer user_data)
{
  HatoLineReader *self = g_new0 (HatoLineReader, 1);

  self->stream = g_object_ref (stream);
  self->cancellable = g_cancellable_new ();
  self->filled = filled;
  self->user_data = user_data;
  self->bytes = g_byte_array_new ();
  self->piece = g_malloc (PIECE_SIZE);
  return self;
}

static void
reader_clear (HatoLineReader *self)
{
  g_object_unref (self->stream);
  g_object_unref (self->cancellable);
  g_byte_array_unref (self->bytes);
  g_free (self->piece);
  g_free (self);
}

/** hato_line_reader_free: a reading that is on its way ends by itself, and tells nobody. */
void
hato_line_reader_free (HatoLineReader *self)
{
  if (self->reading)
    g_cancellable_cancel (self->cancellable);
  else
    reader_clear (self);
}

/* Keeps what belongs to lines; a line beyond its bound is cut, and its rest is passed over. */
static void
take_in (HatoLineReader *self, const guint8 *bytes, gsize size)
{
  if (self->taken > 0)
    g_byte_array_remove_range (self->bytes, 0, (guint) self->taken);
  self->taken = 0;
  while (size > 0)
    {
      const guint8 *end = memchr (bytes, '\n', size);
      gsize part = end != NULL ? (gsize) (end - bytes) + 1 : size;

      if (!self->too_long)
        g_byte_array_append (self->bytes, bytes, (guint) part);
      else if (end != NULL)
        g_byte_array_append (self->bytes, (const guint8 *) "\n", 1);
      self->line_size = end != NULL ? 0 : MIN (self->line_size + part, LINE_MAX_BYTES);
      self->too_long = self->line_size >= LINE_MAX_BYTES;
      bytes += part;
      size -= part;
    }
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HatoLineReader *self = user_data;
  gssize size = g_input_stream_read_finish (self->stream, result, NULL);

  self->reading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      reader_clear (self);
      return;
    }
  if (size > 0)
    take_in (self, self->piece, (gsize) size);
  else
    self->over = TRUE; /* a stream that breaks has no more lines either */
  self->filled (self->user_data);
}

/** hato_line_reader_fill: reads on, unless that is under way already or the stream has ended. */
void
hato_line_reader_fill (HatoLineReader *self)
{
  if (self->reading || self->over)
    return;

  self->reading = TRUE;
  g_input_stream_read_async (self->stream, self->piece, PIECE_SIZE, G_PRIORITY_DEFAULT,
                             self->cancellable, read_cb, self);
}

/**
 * hato_line_reader_take:
 *
 * Returns: (transfer full) (nullable): the next line that is not empty, without the spaces around it and of at most 4096 bytes;
 *   NULL where none is there (yet: see hato_line_reader_is_over ()). A NUL ends it early.
 */
char *
hato_line_reader_take (HatoLineReader *self)
{
  while (self->taken < self->bytes->len)
    {
      const char *start = (const char *) self->bytes->data + self->taken;
      gsize left = self->bytes->len - self->taken;
      const char *end = memchr (start, '\n', left);
      gsize size = end != NULL ? (gsize) (end - start) : left;
      g_autofree char *line = NULL;

      if (end == NULL && !self->over)
        return NULL;
      self->taken += end != NULL ? size + 1 : size;
      line = g_strndup (start, MIN (size, LINE_MAX_BYTES));
      if (*g_strstrip (line) != '\0')
        return g_steal_pointer (&line);
    }
  return NULL;
}

/** hato_line_reader_is_over: whether hato_line_reader_take () has nothing more to give, ever. */
gboolean
hato_line_reader_is_over (const HatoLineReader *self)
{
  return self->over && self->taken >= self->bytes->len;
}
