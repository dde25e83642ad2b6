/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/pdf-names.h"

#include <string.h>

/* In the rows "|" is an opening. */
static void
test_open (void)
{
  static const struct
  {
    const char *text;
    guint longest;
    const char *opened;
  } rows[] = {
    { "", 0, "" },
    { "mail.example", 12, "mail.example" },
    { "mail.example", 11, "mail.|example" },
    { "a.b_c-d/e@f:g=h", 1, "a.|b_|c-|d/|e@|f:|g=|h" },
    /* A sentence ends behind the name; nothing stands behind its dot. */
    { "See mail.example.co.jp. Then", 5, "See mail.|example.|co.|jp. Then" },
    { "名前はmail.example.co.jpです。", 5, "名前はmail.|example.|co.|jpです。" },
    { "the quick-brown fox", 20, "the quick-brown fox" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *opened = hato_pdf_names_open (rows[i].text, rows[i].longest);
      g_autoptr (GString) shown = g_string_new (opened);
      g_autoptr (GString) closed = g_string_new (opened);

      g_string_replace (shown, HATO_PDF_OPENING, "|", 0);
      g_string_replace (closed, HATO_PDF_OPENING, "", 0);
      g_assert_cmpstr (closed->str, ==, rows[i].text);
      g_assert_cmpstr (shown->str, ==, rows[i].opened);
      g_assert_cmpuint (hato_pdf_names_count_openings (opened, strlen (opened)) * 2, ==,
                        strlen (opened) - shown->len);
    }
}

static void
test_break (void)
{
  static const struct
  {
    const char *text;
    guint columns;
    const char *broken;
  } rows[] = {
    { "", 10, "" },
    { "0123456789", 10, "0123456789" },
    { "v=spf1 -all", 10, "v=spf1 \n-all" },
    /* A word that fits in a line stays whole, */
    { "a include:b.example", 18, "a \ninclude:b.example" },
    /* what does not is broken behind its labels, */
    { "mail.yamada-shoten.example", 12, "mail.yamada-\nshoten.\nexample" },
    { "selector._domainkey.a.b", 10, "selector._\ndomainkey.\na.b" },
    /* and a label that is longer than a line is left to be broken hard. */
    { "a.0123456789abcdef.b", 10, "a.0123456789abcdef.b" },
    { "名前は名前", 6, "名前は名前" },
    { "a 名前は b", 7, "a \n名前は \nb" },
    { "  two  blanks  ", 6, "  two \n blanks  " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *broken = hato_pdf_names_break (rows[i].text, rows[i].columns);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (broken, ==, rows[i].broken);
    }
}

/* A key has no labels: its lines are full. */
static void
test_key (void)
{
  g_autoptr (GString) key = g_string_new ("p=");
  g_autofree char *longer = NULL, *shorter = NULL;

  while (key->len < 100)
    g_string_append (key, "a/");
  shorter = hato_pdf_names_break (key->str, 11);
  g_assert_nonnull (strchr (shorter, '\n'));
  g_string_append_c (key, 'b');
  longer = hato_pdf_names_break (key->str, 11);
  g_assert_cmpstr (longer, ==, key->str);
}

static void
test_find (void)
{
  static const char opened[] = "ab" HATO_PDF_OPENING "c\nd";
  static const guint places[] = { 0, 1, 5, 7, 8, 8 };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    g_assert_cmpuint (hato_pdf_names_find (opened, i), ==, places[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pdf-names/open", test_open);
  g_test_add_func ("/pdf-names/break", test_break);
  g_test_add_func ("/pdf-names/key", test_key);
  g_test_add_func ("/pdf-names/find", test_find);
  return g_test_run ();
}
