/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is there whole or not at all (limits, T16): written beside its place, renamed, for its owner alone, never through
 * a link. Whatever goes wrong, what stood there before is untouched and nothing is left behind. */
#include "config.h"

#include "report/safe-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "report/phrase.h"

#define TRIES_MAX   8u
#define PIECE_BYTES 65536u /* between two looks at the cancellable */
#define FILE_MODE   0600

/* A file on its way. */
typedef struct
{
  int folder;      /* descriptor */
  char *name;      /* (owned): in the folder */
  char *temporary; /* (owned) (nullable): its name until it is whole */
  const HatoTranslation *translation;
} Writing;

/* What a person can do about it, in one sentence. */
static const char *
explain (int number)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return N_ (
          "There is no room left for “{name}” on this disk. Free some space, or choose another "
          "folder.");
    case EACCES:
    case EPERM:
    case EROFS:
      return N_ (
          "“{name}” cannot be written: this folder is closed to writing. Choose another folder.");
    case EEXIST:
      return N_ ("“{name}” is there already, and it was left as it is. Choose another name.");
    case ELOOP:
      return N_ (
          "“{name}” leads to another place (a link), and it was left as it is. Choose another "
          "name.");
    case ENOENT:
    case ENOTDIR:
      return N_ ("The folder for “{name}” is not there. Choose another folder.");
    case EISDIR:
      return N_ ("“{name}” is a folder. Choose another name.");
    default:
      return N_ ("“{name}” could not be written. Choose another folder.");
    }
}

static gboolean
fail (const Writing *self, int number, GError **error)
{
  g_autofree char *name = g_filename_display_name (self->name);
  g_autofree char *text = hato_phrase_dup (self->translation, explain (number), "name", name, NULL);

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (number), text);
  return FALSE;
}

static gboolean
open_folder (Writing *self, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  self->name = g_path_get_basename (path);
  self->folder = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  return self->folder >= 0 || fail (self, errno, error);
}

/* What stands in the place now. */
static gboolean
place_is_free (const Writing *self, gboolean replace, GError **error)
{
  struct stat status;

  if (fstatat (self->folder, self->name, &status, AT_SYMLINK_NOFOLLOW) != 0)
    return errno == ENOENT || fail (self, errno, error);
  if (S_ISLNK (status.st_mode))
    return fail (self, ELOOP, error);
  if (S_ISDIR (status.st_mode))
    return fail (self, EISDIR, error);
  if (!S_ISREG (status.st_mode) || !replace)
    return fail (self, EEXIST, error);

  return TRUE;
}

static int
create_temporary (Writing *self)
{
  for (guint i = 0; i < TRIES_MAX; i++)
    {
      g_autofree char *unique = g_uuid_string_random ();
      g_autofree char *name = g_strdup_printf (".hatobin-%s", unique);
      int file = openat (self->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                         FILE_MODE);

      if (file >= 0)
        {
          self->temporary = g_steal_pointer (&name);
          return file;
        }
      if (errno != EEXIST)
        return -1;
    }
  return -1;
}

static gboolean
write_bytes (const Writing *self,
             int file,
             GBytes *bytes,
             GCancellable *cancellable,
             GError **error)
{
  gsize size, done = 0;
  const char *data = g_bytes_get_data (bytes, &size);

  while (done < size)
    {
      gssize written = write (file, data + done, MIN (size - done, PIECE_BYTES));

      if (written < 0 && errno != EINTR)
        return fail (self, errno, error);
      done += written > 0 ? (gsize) written : 0;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return fsync (file) == 0 || fail (self, errno, error);
}

/* Without @replace the place must still be free: what came there meanwhile stays. */
static gboolean
move_in_place (Writing *self, gboolean replace, GError **error)
{
  int result = renameat2 (self->folder, self->temporary, self->folder, self->name,
                          replace ? 0 : RENAME_NOREPLACE);

  if (result != 0 && !replace && (errno == EINVAL || errno == ENOSYS)) /* old file systems */
    {
      result = linkat (self->folder, self->temporary, self->folder, self->name, 0);
      if (result == 0)
        unlinkat (self->folder, self->temporary, 0);
    }
  if (result != 0)
    return fail (self, errno, error);

  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}

static gboolean
write_in_folder (Writing *self,
                 GBytes *bytes,
                 gboolean replace,
                 GCancellable *cancellable,
                 GError **error)
{
  int file;
  gboolean written;

  if (!place_is_free (self, replace, error))
    return FALSE;
  file = create_temporary (self);
  if (file < 0)
    return fail (self, errno, error);

  written = write_bytes (self, file, bytes, cancellable, error);
  if (close (file) != 0 && written)
    written = fail (self, errno, error);
  return written && move_in_place (self, replace, error);
}

/**
 * hato_safe_file_write:
 * @path: in the file system's own bytes
 * @replace: the person has said that a file of this name may go; a link or anything else that is no plain file never does
 *
 * Returns: FALSE with a sentence for people (G_IO_ERROR); then nothing has changed
 */
gboolean
hato_safe_file_write (const char *path,
                      GBytes *bytes,
                      gboolean replace,
                      const HatoTranslation *translation,
                      GCancellable *cancellable,
                      GError **error)
{
  Writing self = { .folder = -1, .translation = translation };
  gboolean written = open_folder (&self, path, error)
                     && write_in_folder (&self, bytes, replace, cancellable, error);

  if (self.temporary != NULL)
    unlinkat (self.folder, self.temporary, 0);
  if (self.folder >= 0)
    close (self.folder);
  g_free (self.temporary);
  g_free (self.name);
  return written;
}
