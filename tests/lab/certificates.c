/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The certificates of the lab's web hosts, as PEM with their keys, into a folder: `certificates FOLDER HOST…`. Beside ca.pem,
 * which is to be trusted, HOST.pem for each; what is wrong with one is the first word of its host's name after "mta-sts.". */
#include "config.h"

#include "fakes/fake-authority.h"

static const struct
{
  const char *word;
  const char *host; /* (nullable): another name than the host's */
  int first_day;
  int last_day;
} faults[] = {
  { "expired", NULL, -30, -1 },
  { "future", NULL, 1, 30 },
  { "wrongname", "www.hosting.example", -1, 30 },
};

static void
write_pem (const char *folder, const char *name, const char *pem)
{
  g_autofree char *file = g_strconcat (name, ".pem", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, pem, -1, &error);
  g_assert_no_error (error);
}

static char *
make (const FakeAuthority *authority, const FakeAuthority *stranger, const char *host)
{
  g_auto (GStrv) labels = g_strsplit (host, ".", 3);

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    if (g_strcmp0 (labels[1], faults[i].word) == 0)
      return fake_authority_sign (authority, faults[i].host != NULL ? faults[i].host : host,
                                  faults[i].first_day, faults[i].last_day);
  return fake_authority_sign (g_strcmp0 (labels[1], "untrusted") == 0 ? stranger : authority, host,
                              -1, 30);
}

int
main (int argc, char **argv)
{
  g_autoptr (FakeAuthority) authority = fake_authority_new ();
  g_autoptr (FakeAuthority) stranger = fake_authority_new ();

  if (argc < 3)
    {
      g_printerr ("usage: %s FOLDER HOST…\n", argv[0]);
      return 2;
    }
  write_pem (argv[1], "ca", fake_authority_get_pem (authority));
  for (int i = 2; i < argc; i++)
    {
      g_autofree char *pem = make (authority, stranger, argv[i]);

      write_pem (argv[1], argv[i], pem);
    }
  return 0;
}
