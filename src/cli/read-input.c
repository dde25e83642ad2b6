/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/read-input.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"

static GBytes *
read_stream (FILE *stream, gsize size_max, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 block[65536];

  for (gsize n; (n = fread (block, 1, sizeof block, stream)) > 0;)
    {
      if (n > size_max - bytes->len)
        {
          g_set_error (error, HATO_ERROR, HATO_ERROR_TOO_BIG,
                       "no more than %" G_GSIZE_FORMAT " bytes are read", size_max);
          return NULL;
        }
      g_byte_array_append (bytes, block, (guint) n);
    }
  if (ferror (stream))
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "cannot be read: %s",
                   g_strerror (errno));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * hato_read_input:
 * @path: a file, or "-" for standard input
 * @size_max: bytes
 *
 * Reads a whole file, whatever kind it is (a pipe, a device), and no more than the bound.
 *
 * Returns: (transfer full) (nullable): its bytes; NULL with %HATO_ERROR_INVALID_INPUT or %HATO_ERROR_TOO_BIG
 */
GBytes *
hato_read_input (const char *path, gsize size_max, GError **error)
{
  FILE *stream;
  GBytes *bytes;

  if (strcmp (path, "-") == 0)
    return read_stream (stdin, size_max, error);

  stream = g_fopen (path, "rbe");
  if (stream == NULL)
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "cannot be opened: %s",
                   g_strerror (errno));
      return NULL;
    }
  bytes = read_stream (stream, size_max, error);
  fclose (stream);
  return bytes;
}
