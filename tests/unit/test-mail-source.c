/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/mail-source.h"

#include <string.h>

#include "base/error.h"

static const struct
{
  const char *what;
  const char *text;
  const char *fields; /* "name:value|name:value" */
  const char *body;
} rows[] = {
  { "RFC 5322 §2.2: header, empty line, body", "A: b\r\nC: d\r\n\r\nhello\r\n", "a:b|c:d",
    "hello\r\n" },
  { "line ends of Unix become CRLF", "A: b\nC: d\n\nhello\n", "a:b|c:d", "hello\r\n" },
  { "a lone CR stays", "A: b\r\n\r\nx\ry", "a:b", "x\ry" },
  { "a lone CR at the end stays", "A: b\r\n\r\nx\r", "a:b", "x\r" },
  { "folds (§2.2.3)", "A: b\r\n c\r\n\td\r\nE:f\r\n\r\n", "a:b   c   d|e:f", "" },
  { "a space before the colon (§4.5.8)", "A : b\r\n\r\n", "a:b", "" },
  { "header alone", "A: b\r\n", "a:b", "" },
  { "header without a line end", "A: b", "a:b", "" },
  { "out of a mailbox file", "From a@b Mon\nA: b\n\nx", "a:b", "x" },
  { "empty lines in front", "\r\n\nA: b\n\nx", "a:b", "x" },
  { "a line that is no field ends the header", "A: b\nhello world\nC: d\n", "a:b",
    "hello world\r\nC: d\r\n" },
  { "no header", "hello\n\nA: b\n", "", "hello\r\n\r\nA: b\r\n" },
  { "nothing", "", "", "" },
};

static char *
write_fields (const HatoMailSource *source)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < source->fields->len; i++)
    {
      const HatoMailField *field = hato_mail_source_get_field (source, i);
      g_autofree char *value = hato_mail_source_dup_value (source, field);

      g_string_append_printf (text, "%s%s:%s", i > 0 ? "|" : "", field->name, value);
    }
  return g_string_free (text, FALSE);
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HatoMailSource) source =
          hato_mail_source_new (rows[i].text, strlen (rows[i].text), &error);
      g_autofree char *fields = NULL;
      g_autofree char *body = NULL;
      gsize size;
      const char *bytes;

      g_test_message ("%s", rows[i].what);
      g_assert_no_error (error);
      fields = write_fields (source);
      bytes = g_bytes_get_data (source->bytes, &size);
      body = bytes != NULL ? g_strndup (bytes + source->body, size - source->body) : g_strdup ("");
      g_assert_cmpstr (fields, ==, rows[i].fields);
      g_assert_cmpstr (body, ==, rows[i].body);
    }
}

/* Both sides of both limits. */
static void
test_limits (void)
{
  g_autofree char *huge = g_malloc0 (HATO_MIME_SIZE_MAX + 1);

  for (guint over = 0; over <= 1; over++)
    {
      g_autofree char *fill = g_strnfill (HATO_MIME_HEADERS_MAX + over - 5, 'x');
      g_autofree char *header = g_strdup_printf ("A: %s\r\n", fill);
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) size_error = NULL;
      g_autoptr (HatoMailSource) small = hato_mail_source_new (header, strlen (header), &error);
      g_autoptr (HatoMailSource) large =
          hato_mail_source_new (huge, HATO_MIME_SIZE_MAX + over, &size_error);
      g_assert_true ((small == NULL) == over);
      g_assert_true ((large == NULL) == over);
      if (over)
        {
          g_assert_error (error, HATO_ERROR, HATO_ERROR_TOO_BIG);
          g_assert_error (size_error, HATO_ERROR, HATO_ERROR_TOO_BIG);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-source/rows", test_rows);
  g_test_add_func ("/mail-source/limits", test_limits);
  return g_test_run ();
}
