/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz target over the files of a folder, without libFuzzer: the corpus is a regression test. */
#include "config.h"

#include "fuzz.h"

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = argc == 2 ? g_dir_open (argv[1], 0, &error) : NULL;
  guint n_files = 0;

  if (folder == NULL)
    {
      g_printerr ("usage: %s FOLDER%s%s\n", argv[0], error != NULL ? ": " : "",
                  error != NULL ? error->message : "");
      return 2;
    }

  for (const char *name; (name = g_dir_read_name (folder)) != NULL; n_files++)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      g_autofree char *data = NULL;
      gsize size;

      if (!g_file_get_contents (path, &data, &size, &error))
        {
          g_printerr ("%s: %s\n", path, error->message);
          return 2;
        }
      LLVMFuzzerTestOneInput ((const guint8 *) data, size);
    }
  g_print ("%u inputs\n", n_files);
  return n_files > 0 ? 0 : 1;
}
