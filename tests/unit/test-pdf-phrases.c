/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/pdf-phrases.h"

/* Where a line of Japanese may end: "|". */
static void
test_phrases (void)
{
  static const char *const rows[] = {
    "",
    "ここで|止まることがあります",
    "SPFがまだ|登録されていません。|Gmailなどに|届かないことがあります。",
    "ドメインの|設定情報|（DNS）を|管理する|会社で、|「送信してよい|サーバーの|一覧|（SPF）」を|"
    "登録してください。",
    "お客様の|ご連絡を|お待ちします",
    "2ページ目からは、|変更の|作業です。",
    "See| |mail.example| |now",
    "名前は| |mail.example| |です",
    "「",
    "お",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) text = g_string_new (rows[i]), marked = g_string_new (NULL);
      gsize size;
      guint n;

      g_string_replace (text, "|", "", 0);
      for (const char *at = text->str; *at != '\0'; at += size)
        {
          size = hato_pdf_phrases_measure (at, &n);
          g_assert_cmpuint (size, >, 0);
          g_string_append (marked, at == text->str ? "" : "|");
          g_string_append_len (marked, at, (gssize) size);
        }
      g_assert_cmpstr (marked->str, ==, rows[i]);
    }
}

/* Others are none of it: names and English have rules of their own. */
static void
test_letters (void)
{
  static const struct
  {
    const char *text;
    gsize size; /* bytes of the first phrase */
    guint n_letters;
  } rows[] = {
    { "mail.example です", 12, 0 }, { " です", 1, 0 },   { "です", 6, 2 },
    { "DNSの設定", 6, 4 },          { "（SPF）", 9, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint n;

      g_test_message ("%s", rows[i].text);
      g_assert_cmpuint (hato_pdf_phrases_measure (rows[i].text, &n), ==, rows[i].size);
      g_assert_cmpuint (n, ==, rows[i].n_letters);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pdf-phrases/phrases", test_phrases);
  g_test_add_func ("/pdf-phrases/letters", test_letters);
  return g_test_run ();
}
