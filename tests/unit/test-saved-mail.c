/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/saved-mail.h"

#include <string.h>

#include "base/error.h"
#include "bounce/mime-guard.h"

#define BYTES(text) text, sizeof text - 1

static const struct
{
  const char *what;
  const char *file;
  gsize size;
  const char *read; /* NULL = no text */
} rows[] = {
  { "a mail", BYTES ("From: a\n\nb\n"), "From: a\n\nb\n" },
  { "CRLF stays", BYTES ("From: a\r\n\r\nb\r\n"), "From: a\r\n\r\nb\r\n" },
  { "a byte order mark",
    BYTES ("\xef\xbb\xbf"
           "From: a\n\nb"),
    "From: a\n\nb" },
  { "empty lines at the top", BYTES ("\r\n\n  \t\nFrom: a\n"), "From: a\n" },
  { "white space at the top is no line", BYTES ("  a: b\n"), "  a: b\n" },
  { "CR alone", BYTES ("From: a\r\rb\r"), "From: a\n\nb\n" },
  { "a CR amid lines that end in LF", BYTES ("a\rb\n"), "a\rb\n" },
  { "UTF-16, little end first (RFC 2781 §4.3)", BYTES ("\xff\xfe\x42\x30\n\0a\0"), "あ\na" },
  { "UTF-16, big end first", BYTES ("\xfe\xff\x30\x42\0\n\0a"), "あ\na" },
  { "UTF-16 without its mark", BYTES ("F\0r\0o\0m\0:\0 \0a\0\n\0"), "From: a\n" },
  { "too short to be sure of that", BYTES ("a\0b\0c\0d\0e\0f\0g\0"),
    "a" }, /* the test reads up to the NUL */
  { "UTF-16, mark and nothing", BYTES ("\xff\xfe"), "" },
  { "nothing", BYTES (""), "" },
  { "blank", BYTES (" \n\n"), "" },
  { ".msg of Outlook", BYTES ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"), NULL },
  { "the start of one is none", BYTES ("\xd0\xcf\x11\xe0\xa1\xb1\x1a"),
    "\xd0\xcf\x11\xe0\xa1\xb1\x1a" },
  { "winmail.dat (MS-OXTNEF §2.1.3.1)", BYTES ("\x78\x9f\x3e\x22\x01"), NULL },
  { "an archive", BYTES ("PK\x03\x04\x14"), NULL },
  { "a document", BYTES ("%PDF-1.7\n"), NULL },
  { "a picture", BYTES ("\x89PNG\r\n\x1a\n"), NULL },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (rows[i].file, rows[i].size);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) read = hato_saved_mail_read (bytes, &error);
      g_autofree char *text = NULL;

      g_test_message ("%s", rows[i].what);
      if (rows[i].read == NULL)
        {
          g_assert_null (read);
          g_assert_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT);
          continue;
        }
      g_assert_no_error (error);
      text = g_strndup (g_bytes_get_data (read, NULL), g_bytes_get_size (read));
      g_assert_cmpstr (text, ==, rows[i].read);
    }
}

/* A mailbox file is mapped: it is not copied for nothing, and never where it is longer than a mail may be. */
static void
test_no_copy (void)
{
  g_autofree char *huge = g_malloc (HATO_MIME_SIZE_MAX + 1);
  g_autoptr (GBytes) bytes = NULL, read = NULL;

  memset (huge, '\r', HATO_MIME_SIZE_MAX + 1);
  huge[0] = 'a';
  bytes = g_bytes_new_static (huge, HATO_MIME_SIZE_MAX + 1);
  read = hato_saved_mail_read (bytes, NULL);
  g_assert_true (g_bytes_get_data (read, NULL) == huge);
  g_bytes_unref (read);
  g_bytes_unref (bytes);

  bytes = g_bytes_new_static (huge, HATO_MIME_SIZE_MAX);
  read = hato_saved_mail_read (bytes, NULL);
  g_assert_true (g_bytes_get_data (read, NULL) != huge);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/saved-mail/rows", test_rows);
  g_test_add_func ("/saved-mail/no-copy", test_no_copy);
  return g_test_run ();
}
