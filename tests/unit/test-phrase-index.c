/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/phrase-index.h"

#include <string.h>

#include "fakes/thread-time.h"

static const struct
{
  const char *phrase;
  const char *text;
  const char *found; /* the telling part; NULL = it is not there */
} rows[] = {
  { "user unknown", "550 user unknown here", "user unknown" },
  { "user unknown", "550 user  unknown", NULL },
  { "User  Unknown", "550 user unknown", "user unknown" }, /* phrases are folded, too */
  { "spf*fail", "the spf check did fail", "spf check did fail" },
  { "spf*fail", "fail of spf", NULL },
  { "a*bcd*e", "bcd a bcd x e", "a bcd x e" },
  { "*bcd*", "abcde", "bcd" },
  { "|spam|", "this is spam.", "spam" },
  { "|spam|", "spamhaus", NULL },
  { "|spam|", "antispam spamhaus spam", "spam" },
  { "|rbl|", "listed (rbl)", "rbl" },
  { "spam", "spamhaus", "spam" },
  { "|dsn", "xdsn dsnx", "dsn" },
  { "存在しません", "そのアドレスは存在しません。", "存在しません" },
  { "abc", "ab", NULL },
  { "abc", "", NULL },
};

static void
test_find (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoPhraseIndex) index = hato_phrase_index_new ();
      g_autoptr (GArray) matches = NULL;
      guint number;

      g_test_message ("%s in %s", rows[i].phrase, rows[i].text);
      g_assert_true (hato_phrase_index_add (index, rows[i].phrase, &number));
      hato_phrase_index_seal (index);
      matches = hato_phrase_index_find (index, rows[i].text, strlen (rows[i].text));
      g_assert_cmpuint (matches->len, ==, rows[i].found != NULL ? 1 : 0);
      if (rows[i].found != NULL)
        {
          const HatoPhraseMatch *match = &g_array_index (matches, HatoPhraseMatch, 0);
          g_autofree char *found =
              g_strndup (rows[i].text + match->start, match->end - match->start);

          g_assert_cmpstr (found, ==, rows[i].found);
        }
    }
}

/* Numbers are in the order of adding, matches in that of numbers, each phrase once. */
static void
test_order (void)
{
  static const char *const phrases[] = { "third", "first", "second", "absent" };
  const char *text = "first second first third first";
  g_autoptr (HatoPhraseIndex) index = hato_phrase_index_new ();
  g_autoptr (GArray) matches = NULL;
  guint number;

  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    {
      g_assert_true (hato_phrase_index_add (index, phrases[i], &number));
      g_assert_cmpuint (number, ==, i);
    }
  hato_phrase_index_seal (index);
  matches = hato_phrase_index_find (index, text, strlen (text));
  g_assert_cmpuint (matches->len, ==, 3);
  for (guint i = 0; i < matches->len; i++)
    g_assert_cmpuint (g_array_index (matches, HatoPhraseMatch, i).phrase, ==, i);
}

/* Both sides of the shortest phrase that is taken. */
static void
test_short (void)
{
  g_autoptr (HatoPhraseIndex) index = hato_phrase_index_new ();
  guint number;

  g_assert_false (hato_phrase_index_add (index, "ab", &number));
  g_assert_false (hato_phrase_index_add (index, "ab*cd", &number));
  g_assert_false (hato_phrase_index_add (index, "|ab|", &number));
  g_assert_false (hato_phrase_index_add (index, "", &number));
  g_assert_true (hato_phrase_index_add (index, "abc", &number));
  g_assert_cmpuint (number, ==, 0);
}

/* A text made to be slow: what almost fits, again and again. Twice the text must not take four times as long. */
static void
test_linear (void)
{
  g_autoptr (HatoPhraseIndex) index = hato_phrase_index_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 began, took[2];
  guint number;

  g_assert_true (hato_phrase_index_add (index, "abcabcabcabcabcabcabcabd", &number));
  g_assert_true (hato_phrase_index_add (index, "abc*abc*abc*abc*abc*abc*abd", &number));
  g_assert_true (hato_phrase_index_add (index, "|abc|", &number));
  hato_phrase_index_seal (index);
  for (guint i = 0; i < 2; i++)
    {
      while (text->len < (i + 1) * 1500000)
        g_string_append (text, "abcabcabcabcabcabc");
      began = thread_time_now ();
      g_array_unref (hato_phrase_index_find (index, text->str, text->len));
      took[i] = thread_time_now () - began;
    }
  g_test_message ("%" G_GINT64_FORMAT " and %" G_GINT64_FORMAT " µs", took[0], took[1]);
  g_assert_cmpint (took[1], <, took[0] * 3 + 50000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phrase-index/find", test_find);
  g_test_add_func ("/phrase-index/order", test_order);
  g_test_add_func ("/phrase-index/short", test_short);
  g_test_add_func ("/phrase-index/linear", test_linear);
  return g_test_run ();
}
