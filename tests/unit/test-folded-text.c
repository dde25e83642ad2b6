/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/folded-text.h"

#include <string.h>

static const struct
{
  const char *text;
  const char *folded;
} rows[] = {
  { "", "" },
  { "550 User Unknown", "550 user unknown" },
  { "  a \r\n\t b  ", "a b" },
  { "５５０　５．７．２６ Ｇｍａｉｌ", "550 5.7.26 gmail" },
  { "doesn’t “exist”", "doesn't \"exist\"" },
  { "soft\xc2\xadhyphen zero\xe2\x80\x8bwidth", "softhyphen zerowidth" },
  { "no\xc2\xa0"
    "break",
    "no break" },
  /* a Japanese line may break anywhere */
  { "メールがブ\nロックされました", "メールがブロックされました" },
  { "リモート サーバーからの応答: 550", "リモートサーバーからの応答: 550" },
  { "メール 550", "メール 550" },
  /* what is no UTF-8 is still there */
  { "a\xff"
    "b",
    "a\xef\xbf\xbd"
    "b" },
  { "a\xe3\x81", "a\xef\xbf\xbd\xef\xbf\xbd" },
};

static void
test_fold (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoFoldedText) folded =
          hato_folded_text_new (rows[i].text, strlen (rows[i].text));

      g_assert_cmpstr (folded->text, ==, rows[i].folded);
      g_assert_cmpuint (folded->size, ==, strlen (rows[i].folded));
      g_assert_cmpuint (folded->places[folded->size], ==, strlen (rows[i].text));
    }
}

/* Each byte leads back to the character that it was made of. */
static void
test_places (void)
{
  const char *text = "Ａ  b\nメール";
  g_autoptr (HatoFoldedText) folded = hato_folded_text_new (text, strlen (text));

  g_assert_cmpstr (folded->text, ==, "a b メール");
  g_assert_cmpuint (folded->places[0], ==, 0);
  g_assert_cmpuint (folded->places[2], ==, 5); /* b */
  g_assert_cmpuint (folded->places[4], ==, 7); /* メ, first byte */
  g_assert_cmpuint (folded->places[6], ==, 7); /* メ, last byte */
  g_assert_cmpuint (folded->places[7], ==, 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/folded-text/fold", test_fold);
  g_test_add_func ("/folded-text/places", test_places);
  return g_test_run ();
}
