/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/authentication-words/rows", test_rows);
  return g_test_run ();
}
