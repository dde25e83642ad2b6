/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The certificates of the lab's mail servers: `mail-certificates FOLDER` reads a line each from stdin, "NAME WORD=VALUE…", and
 * writes FOLDER/NAME.pem: the key, the certificate, and those of its issuers but the first one's, as a server sends them.
 * Words are the fields of FakeCertificateForm; issuer=NAME of a line before (none: signs itself), send=alone (no issuers),
 * send=all (the first one too), send=twisted (issuers in the wrong order). */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "fakes/fake-certificate.h"

#define CHAIN_MAX 4u

/* A line that was read. */
typedef struct
{
  FakeCertificateForm form;
  const char *name;
  const char *issuer; /* (nullable) */
  const char *send;   /* (nullable) */
} Line;

/* A certificate that was made. */
typedef struct
{
  FakeCertificate *certificate; /* (owned) */
  char *issuer;                 /* (owned) (nullable) */
} Made;

static void
made_free (gpointer data)
{
  Made *self = data;

  fake_certificate_free (self->certificate);
  g_free (self->issuer);
  g_free (self);
}

static void
take_number (Line *line, const char *word, const char *value)
{
  int number = (int) g_ascii_strtoll (value, NULL, 10);

  if (strcmp (word, "begins") == 0)
    line->form.begins = number;
  else if (strcmp (word, "ends") == 0)
    line->form.ends = number;
  else if (strcmp (word, "rsa") == 0)
    line->form.rsa_bits = (guint) number;
  else if (strcmp (word, "sha1") == 0)
    line->form.sha1 = TRUE;
  else if (strcmp (word, "ca") == 0)
    line->form.ca = TRUE;
  else if (strcmp (word, "must_staple") == 0)
    line->form.must_staple = TRUE;
  else
    g_error ("%s: %s is no word of a certificate", line->name, word);
}

static void
take_word (Line *line, const char *word, const char *value)
{
  gsize n = 0;

  if (strcmp (word, "cn") == 0)
    line->form.common_name = value;
  else if (strcmp (word, "ip") == 0)
    line->form.ip = value;
  else if (strcmp (word, "purpose") == 0)
    line->form.purpose = value;
  else if (strcmp (word, "permitted") == 0)
    line->form.permitted = value;
  else if (strcmp (word, "issuer") == 0)
    line->issuer = value;
  else if (strcmp (word, "send") == 0)
    line->send = value;
  else if (strcmp (word, "dns") == 0)
    {
      while (line->form.dns[n] != NULL)
        n++;
      g_assert_cmpuint (n + 1, <, G_N_ELEMENTS (line->form.dns));
      line->form.dns[n] = value;
    }
  else
    take_number (line, word, value);
}

static void
append_pem (GString *text, const FakeCertificate *certificate, gboolean key)
{
  gnutls_datum_t pem = { NULL, 0 };
  int result = key ? gnutls_x509_privkey_export2_pkcs8 (certificate->key, GNUTLS_X509_FMT_PEM, NULL,
                                                        GNUTLS_PKCS_PLAIN, &pem)
                   : gnutls_x509_crt_export2 (certificate->certificate, GNUTLS_X509_FMT_PEM, &pem);

  g_assert_cmpint (result, ==, 0);
  g_string_append_len (text, (const char *) pem.data, pem.size);
  gnutls_free (pem.data);
}

/* The issuers that are sent along, in order: not the first one, who signed itself, unless all are wanted. */
static void
append_issuers (GString *text, const Line *line, GHashTable *made)
{
  const FakeCertificate *issuers[CHAIN_MAX];
  const char *name = line->issuer;
  guint n = 0;

  while (name != NULL && g_strcmp0 (line->send, "alone") != 0)
    {
      const Made *issuer = g_hash_table_lookup (made, name);

      if (n < CHAIN_MAX
          && (issuer->issuer != NULL || (line->send != NULL && strcmp (line->send, "all") == 0)))
        issuers[n++] = issuer->certificate;
      name = issuer->issuer;
    }
  for (guint i = 0; i < n; i++)
    append_pem (text, issuers[g_strcmp0 (line->send, "twisted") == 0 ? n - 1 - i : i], FALSE);
}

static void
make (const Line *line, const char *folder, GHashTable *made)
{
  const Made *issuer = line->issuer != NULL ? g_hash_table_lookup (made, line->issuer) : NULL;
  Made *self = g_new0 (Made, 1);
  GString *text = g_string_new (NULL);
  g_autofree char *file = g_strconcat (line->name, ".pem", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (line->issuer == NULL || issuer != NULL);
  self->certificate =
      fake_certificate_new (&line->form, issuer != NULL ? issuer->certificate : NULL);
  self->issuer = g_strdup (line->issuer);
  append_pem (text, self->certificate, TRUE);
  append_pem (text, self->certificate, FALSE);
  append_issuers (text, line, made);
  g_file_set_contents (path, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
  g_string_free (text, TRUE);
  g_hash_table_insert (made, g_strdup (line->name), self);
}

static void
read_line (const char *text, const char *folder, GHashTable *made)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  Line line = { .name = words[0] };

  for (gsize i = 1; words[i] != NULL; i++)
    {
      char *equals = strchr (words[i], '=');

      g_assert_nonnull (equals);
      *equals = '\0';
      take_word (&line, words[i], equals + 1);
    }
  make (&line, folder, made);
}

int
main (int argc, char **argv)
{
  g_autoptr (GHashTable) made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, made_free);
  g_autoptr (GIOChannel) in = g_io_channel_unix_new (0);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 2)
    {
      g_printerr ("usage: %s FOLDER\n", argv[0]);
      return 2;
    }
  g_io_channel_read_to_end (in, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      read_line (lines[i], argv[1], made);
  return 0;
}
