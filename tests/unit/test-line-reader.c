/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of streams: whole, cut, endless. */
#include "config.h"

#include "base/line-reader.h"

#include <gio/gunixinputstream.h>
#include <string.h>
#include <unistd.h>

static void
filled_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
}

/* All lines, each in brackets. */
static char *
read_all (GInputStream *stream)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (HatoLineReader) reader = hato_line_reader_new (stream, filled_cb, loop);
  GString *all = g_string_new (NULL);

  while (!hato_line_reader_is_over (reader))
    {
      g_autofree char *line = hato_line_reader_take (reader);

      if (line != NULL)
        {
          g_string_append_printf (all, "[%s]", line);
          continue;
        }
      if (hato_line_reader_is_over (reader))
        break;
      hato_line_reader_fill (reader);
      g_main_loop_run (loop);
    }
  return g_string_free (all, FALSE);
}

static void
test_lines (void)
{
  static const struct
  {
    const char *text;
    const char *lines;
  } rows[] = {
    { "", "" },
    { "\n\n  \n", "" },
    { "a.jp\nb.jp\n", "[a.jp][b.jp]" },
    { "a.jp\r\n  b.jp\t\r\n\r\nc.jp", "[a.jp][b.jp][c.jp]" },
    { "c.jp", "[c.jp]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GInputStream) stream =
          g_memory_input_stream_new_from_data (rows[i].text, (gssize) strlen (rows[i].text), NULL);
      g_autofree char *lines = read_all (stream);

      g_assert_cmpstr (lines, ==, rows[i].lines);
    }
}

/* A line of 4096 bytes is whole, a longer one is cut, and the one behind it is read all the same. */
static void
test_long_lines (void)
{
  static const gsize sizes[] = { 4095, 4096, 4097, 100000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *filler = g_strnfill (sizes[i], 'x');
      g_autofree char *text = g_strconcat (filler, "\nb.jp\n", NULL);
      g_autoptr (GInputStream) stream =
          g_memory_input_stream_new_from_data (text, (gssize) strlen (text), NULL);
      g_autofree char *lines = read_all (stream);

      g_assert_true (g_str_has_suffix (lines, "x][b.jp]"));
      g_assert_cmpuint (strlen (lines), ==, MIN (sizes[i], 4096) + strlen ("[][b.jp]"));
    }
}

/* Lines that fall on the bounds of what is read at once. */
static void
test_many_lines (void)
{
  for (gsize size = 1; size <= 70; size += 3)
    {
      g_autofree char *name = g_strnfill (size, 'x');
      g_autoptr (GString) text = g_string_new (NULL), wanted = g_string_new (NULL);
      g_autoptr (GInputStream) stream = NULL;
      g_autofree char *lines = NULL;

      for (guint i = 0; i < 1000; i++)
        {
          g_string_append_printf (text, "%s%u\n", name, i);
          g_string_append_printf (wanted, "[%s%u]", name, i);
        }
      stream = g_memory_input_stream_new_from_data (text->str, (gssize) text->len, NULL);
      lines = read_all (stream);
      g_assert_cmpstr (lines, ==, wanted->str);
    }
}

/* Nothing comes, and the reader is dropped: nothing waits, nobody is told (the sanitizers see that nothing is lost). */
static void
test_dropped (void)
{
  int ends[2];
  HatoLineReader *reader;

  g_assert_cmpint (pipe (ends), ==, 0);

  g_autoptr (GInputStream) stream = g_unix_input_stream_new (ends[0], TRUE);

  reader = hato_line_reader_new (stream, filled_cb, NULL);
  hato_line_reader_fill (reader);
  hato_line_reader_fill (reader);
  g_assert_null (hato_line_reader_take (reader));
  g_assert_false (hato_line_reader_is_over (reader));
  hato_line_reader_free (reader);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  close (ends[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/line-reader/lines", test_lines);
  g_test_add_func ("/line-reader/long-lines", test_long_lines);
  g_test_add_func ("/line-reader/many-lines", test_many_lines);
  g_test_add_func ("/line-reader/dropped", test_dropped);
  return g_test_run ();
}
