/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "advice/authentication-words.h"

static const struct
{
  const char *value;
  const char *english;
} rows[] = {
  { "mx.example; spf=pass smtp.mailfrom=a@b; dkim=fail (bad); dmarc=none",
    "the sending server (SPF): confirmed; the signature (DKIM): not confirmed; the sender’s domain "
    "(DMARC): nothing is "
    "registered for it" },
  { "mx.example; x-foo=pass; spf=<b>pass</b>", "" }, /* words of strangers are no plain words */
  { "", "" },
};

static void
test_rows (void)
{
  g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");
  g_autoptr (HatoTranslation) japanese = hato_translation_new_for_language ("ja");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoAuthenticationResults) results =
          hato_authentication_results_parse (rows[i].value);
      g_autofree char *words = hato_authentication_results_dup_words (results, english);
      g_autofree char *translated = hato_authentication_results_dup_words (results, japanese);

      g_assert_cmpstr (words, ==, rows[i].english);
      g_assert_true ((*words == '\0') == (g_strcmp0 (words, translated) == 0));
    }
}

/* The words for "dkim=@result". */
static char *
dup_outcome (const char *result, const HatoTranslation *translation)
{
  g_autofree char *value = g_strdup_printf ("mx.example; dkim=%s", result);
  g_autoptr (HatoAuthenticationResults) results = hato_authentication_results_parse (value);
  g_autofree char *words = hato_authentication_results_dup_words (results, translation);
  const char *outcome = strstr (words, ": ");

  return g_strdup (outcome != NULL ? outcome + strlen (": ") : words);
}

/* No two results in the same words; and what failed is not told in those of a check that was not made. */
static void
test_apart (void)
{
  static const char *const results[] = { "pass",   "fail",      "softfail",  "neutral",      "none",
                                         "policy", "permerror", "temperror", "bestguesspass" };
  static const char *const languages[] = { "en", "ja" };

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (HatoTranslation) translation = hato_translation_new_for_language (languages[i]);
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      g_hash_table_add (seen, g_strdup (hato_translate (translation, "could not be checked")));
      for (gsize j = 0; j < G_N_ELEMENTS (results); j++)
        {
          g_autofree char *words = dup_outcome (results[j], translation);

          g_assert_cmpstr (words, !=, "");
          g_assert_true (g_hash_table_add (seen, g_steal_pointer (&words)));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/authentication-words/rows", test_rows);
  g_test_add_func ("/authentication-words/apart", test_apart);
  return g_test_run ();
}
