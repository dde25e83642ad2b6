/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limits T16: whole or not at all, and whatever goes wrong, what stood there is untouched and nothing is left behind. */
#include "config.h"

#include "report/safe-file.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *path;
  GBytes *bytes;
  HatoTranslation *translation;
} Fixture;

static void
setup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = g_strnfill (300000, 'x');

  fixture->folder = g_dir_make_tmp ("hatobin-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "report.pdf", NULL);
  fixture->bytes = g_bytes_new (content, strlen (content));
  fixture->translation = hato_translation_new ("en", NULL);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      if (g_unlink (path) != 0)
        g_rmdir (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_bytes_unref (fixture->bytes);
  hato_translation_unref (fixture->translation);
}

static gboolean
write_file (const Fixture *fixture, gboolean replace, GError **error)
{
  return hato_safe_file_write (fixture->path, fixture->bytes, replace, fixture->translation, NULL,
                               error);
}

static void
assert_content (const char *path, gconstpointer wanted, gsize wanted_size)
{
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_cmpuint (size, ==, wanted_size);
  g_assert_true (memcmp (content, wanted, size) == 0);
}

static void
assert_written (const Fixture *fixture)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (fixture->bytes, &size);

  assert_content (fixture->path, data, size);
}

static void
test_new (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  g_assert_true (write_file (fixture, FALSE, &error));
  g_assert_no_error (error);
  assert_written (fixture);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_existing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  g_assert_false (write_file (fixture, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_cmpstr (error->message, ==,
                   "“report.pdf” is there already, and it was left as it is. Choose another name.");
  assert_content (fixture->path, "old", 3);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);

  g_assert_true (write_file (fixture, TRUE, NULL));
  assert_written (fixture);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

/* Neither the link nor what it leads to is touched, whether or not something is there. */
static void
test_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *target = g_build_filename (fixture->folder, "target", NULL);

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean dangling = i < 2;

      g_unlink (fixture->path);
      g_unlink (target);
      if (!dangling)
        g_assert_true (g_file_set_contents (target, "old", -1, NULL));
      g_assert_cmpint (symlink (target, fixture->path), ==, 0);
      g_assert_false (write_file (fixture, i % 2 == 0, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS);
      g_assert_nonnull (strstr (error->message, "(a link)"));
      g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_SYMLINK));
      g_assert_cmpint (g_file_test (target, G_FILE_TEST_EXISTS), ==, !dangling);
      if (!dangling)
        assert_content (target, "old", 3);
    }
}

static void
test_folder_in_the_way (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  g_assert_false (write_file (fixture, TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "none", "report.pdf", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (
      hato_safe_file_write (path, fixture->bytes, TRUE, fixture->translation, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "is not there"));
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  if (geteuid () == 0)
    {
      g_test_skip ("root may write anywhere; tests/lab has a file system that is read-only");
      return;
    }
  g_assert_cmpint (g_chmod (fixture->folder, 0500), ==, 0);
  g_assert_false (write_file (fixture, TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
}

/* No room: the limit of a process stands for the disk's. */
static void
test_no_room (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  struct rlimit before, limit;
  void (*handler) (int) = signal (SIGXFSZ, SIG_IGN);

  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 100000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_false (write_file (fixture, TRUE, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  signal (SIGXFSZ, handler);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "no room left"));
  assert_content (fixture->path, "old", 3);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  g_assert_false (hato_safe_file_write (fixture->path, fixture->bytes, TRUE, fixture->translation,
                                        cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_content (fixture->path, "old", 3);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, setup, test, teardown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/safe-file/new", test_new);
  add ("/safe-file/existing", test_existing);
  add ("/safe-file/link", test_link);
  add ("/safe-file/folder-in-the-way", test_folder_in_the_way);
  add ("/safe-file/no-folder", test_no_folder);
  add ("/safe-file/read-only", test_read_only);
  add ("/safe-file/no-room", test_no_room);
  add ("/safe-file/cancelled", test_cancelled);
  return g_test_run ();
}
