/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf-file.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define WIDE 9999u /* points from the lower left corner of a page to each edge of a wide one */

struct _PdfFile
{
  char *folder; /* (owned) */
  char *path;   /* (owned) */
  GBytes *
      plain; /* (owned) (nullable): the same file without compression, once it was asked for, as are the next two */
  char *text;   /* (owned) (nullable) */
  char *tagged; /* (owned) (nullable) */
};

/** pdf_file_new: (transfer full): @bytes (transfer none), written to a temporary folder */
PdfFile *
pdf_file_new (GBytes *bytes)
{
  PdfFile *self = g_new0 (PdfFile, 1);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("hatobin-pdf-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "report.pdf", NULL);
  g_file_set_contents (self->path, g_bytes_get_data (bytes, NULL),
                       (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  return self;
}

/** pdf_file_free: with its folder */
void
pdf_file_free (PdfFile *self)
{
  g_unlink (self->path);
  g_rmdir (self->folder);
  g_clear_pointer (&self->plain, g_bytes_unref);
  g_free (self->text);
  g_free (self->tagged);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

/** pdf_file_ask: (transfer full): what @tool prints; @options stand before the file's name, @to (nullable) behind it */
GBytes *
pdf_file_ask (const PdfFile *self, const char *tool, const char *options, const char *to)
{
  g_auto (GStrv) words = g_strsplit (options, " ", -1);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *output = NULL;

  g_ptr_array_add (arguments, (gpointer) tool);
  for (gsize i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (arguments, words[i]);
  g_ptr_array_add (arguments, self->path);
  g_ptr_array_add (arguments, (gpointer) to);
  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv ((const char *const *) arguments->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return output;
}

/** pdf_file_ask_text: (transfer full): the same as a string */
char *
pdf_file_ask_text (const PdfFile *self, const char *tool, const char *options, const char *to)
{
  g_autoptr (GBytes) output = pdf_file_ask (self, tool, options, to);
  gsize size;
  const char *bytes = g_bytes_get_data (output, &size);

  return g_strndup (bytes, size);
}

/** pdf_file_dup_fact: (transfer full): what pdfinfo says of @name, however it sets its columns */
char *
pdf_file_dup_fact (const PdfFile *self, const char *name)
{
  g_autofree char *facts = pdf_file_ask_text (self, "pdfinfo", "", NULL);
  g_autofree char *head = g_strconcat (name, ":", NULL);
  g_auto (GStrv) lines = g_strsplit (facts, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], head))
      return g_strdup (g_strstrip (lines[i] + strlen (head)));
  return g_strdup ("");
}

/** pdf_file_assert_fact: pdfinfo says exactly @value of @name */
void
pdf_file_assert_fact (const PdfFile *self, const char *name, const char *value)
{
  g_autofree char *fact = pdf_file_dup_fact (self, name);

  g_assert_cmpstr (fact, ==, value);
}

/** pdf_file_dup_text: (transfer full): what is copied out of it */
char *
pdf_file_dup_text (const PdfFile *self)
{
  return pdf_file_ask_text (self, "pdftotext", "-enc UTF-8", "-");
}

/** pdf_file_dup_tagged_text: (transfer full): what a screen reader reads, in its order, in one line */
char *
pdf_file_dup_tagged_text (const PdfFile *self)
{
  g_autofree char *tags = pdf_file_ask_text (self, "pdfinfo", "-struct-text", NULL);
  g_auto (GStrv) lines = g_strsplit (tags, "\n", -1);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strchug (lines[i]);
      gsize size = strlen (line);

      if (size >= 2 && line[0] == '"' && line[size - 1] == '"')
        g_string_append_len (text, line + 1, (gssize) size - 2);
    }
  return g_string_free (text, FALSE);
}

static GBytes *
get_plain (PdfFile *self)
{
  if (self->plain == NULL)
    self->plain = pdf_file_ask (self, "qpdf", "--qdf --object-streams=disable", "-");
  return self->plain;
}

static gboolean
has_bytes (PdfFile *self, gconstpointer bytes, gsize size)
{
  GBytes *plain = get_plain (self);

  return memmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), bytes, size) != NULL;
}

/** pdf_file_assert_sound: no part of it is broken, and none does anything */
void
pdf_file_assert_sound (PdfFile *self)
{
  static const char *const unwanted[] = { "/JavaScript", "/JS ",      "/Launch",  "/OpenAction",
                                          "/AA ",        "/Embedded", "/AcroForm" };
  g_autofree char *check = pdf_file_ask_text (self, "qpdf", "--check", NULL);

  g_assert_nonnull (strstr (check, "No syntax or stream encoding errors"));
  for (gsize i = 0; i < G_N_ELEMENTS (unwanted); i++)
    g_assert_false (has_bytes (self, unwanted[i], strlen (unwanted[i])));
}

static double
read_number (const char *text, const char *name)
{
  const char *at = strstr (text, name);

  g_assert_nonnull (at);
  return g_ascii_strtod (at + strlen (name), NULL);
}

/* The same file on paper of which nothing can fall off: pdftotext is silent about what is beside its page. */
static PdfFile *
new_wide (PdfFile *self)
{
  static const char name[] = "/MediaBox [";
  GBytes *plain = get_plain (self);
  gsize size = g_bytes_get_size (plain);
  char *bytes = g_memdup2 (g_bytes_get_data (plain, NULL), size), *at = bytes;
  g_autoptr (GBytes) wide = g_bytes_new_take (bytes, size);
  guint n = 0;

  while ((at = memmem (at, size - (gsize) (at - bytes), name, strlen (name))) != NULL)
    {
      char *end = memchr (at, ']', size - (gsize) (at - bytes));
      g_autofree char *box = g_strdup_printf ("-%u -%u %u %u", WIDE, WIDE, WIDE, WIDE);

      at += strlen (name);
      g_assert_cmpuint (strlen (box), <=, (gsize) (end - at));
      memset (at, ' ', (gsize) (end - at));
      memcpy (at, box, strlen (box));
      n++;
    }
  g_assert_cmpuint (n, >, 0);
  return pdf_file_new (wide);
}

/** pdf_file_assert_on_page: every word of it stands on its page of @width and @height points */
void
pdf_file_assert_on_page (PdfFile *self, double width, double height)
{
  g_autoptr (PdfFile) wide = new_wide (self);
  g_autofree char *boxes = pdf_file_ask_text (wide, "pdftotext", "-bbox -enc UTF-8", "-");
  g_auto (GStrv) words = g_strsplit (boxes, "<word ", -1);

  g_assert_cmpuint (g_strv_length (words), >, 10);
  for (gsize i = 1; words[i] != NULL; i++)
    {
      double left = read_number (words[i], "xMin=\"") - WIDE;
      double right = read_number (words[i], "xMax=\"") - WIDE;
      double top = read_number (words[i], "yMin=\"") - WIDE + height;
      double bottom = read_number (words[i], "yMax=\"") - WIDE + height;

      if (left < 0 || right > width || top < 0 || bottom > height)
        g_test_message ("%.1f–%.1f, %.1f–%.1f: %.200s", left, right, top, bottom, words[i]);
      g_assert_cmpfloat (left, >=, 0);
      g_assert_cmpfloat (right, <=, width);
      g_assert_cmpfloat (top, >=, 0);
      g_assert_cmpfloat (bottom, <=, height);
    }
}

/**
 * pdf_file_holds: whether @word is anywhere in the file: in what is shown, in a stream or a string (as it is, as UTF-16, as
 * hexadecimal digits of it), in tags, outline and metadata
 */
gboolean
pdf_file_holds (PdfFile *self, const char *word)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gsize size;
  g_autofree char *wide = g_convert (word, -1, "UTF-16BE", "UTF-8", NULL, &size, NULL);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (digits, "%02x", (guint8) wide[i]);
  if (self->text == NULL)
    self->text = pdf_file_dup_text (self);
  if (self->tagged == NULL)
    self->tagged = pdf_file_dup_tagged_text (self);
  return strstr (self->text, word) != NULL || strstr (self->tagged, word) != NULL
         || has_bytes (self, word, strlen (word)) || has_bytes (self, wide, size)
         || has_bytes (self, digits->str, digits->len);
}
