/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of people beside an address that is masked go with it; the words of a server do not. */
#include "config.h"

#include "report/person-scan.h"

#include <string.h>

#include "report/mask.h"

static const struct
{
  const char *text;
  const char *masked;
} rows[] = {
  /* written as a name (RFC 5322 §3.4), anywhere */
  { "Taro Yamada <taro@gmail.com>", "*** <***@gmail.com>" },
  { "to Taro Yamada <taro@gmail.com>: full", "to *** <***@gmail.com>: full" },
  { "T. O'Brien-Sato<t@gmail.com>", "***<***@gmail.com>" },
  { "Taro Yamada (taro@gmail.com)", "*** (***@gmail.com)" },
  { "Taro Yamada [mailto:taro@gmail.com]", "*** [mailto:***@gmail.com]" },
  { "\"Yamada, Taro\" <taro@gmail.com>", "\"***\" <***@gmail.com>" },
  { "山田太郎 <taro@gmail.com>", "*** <***@gmail.com>" },
  { "山田 太郎 <taro@gmail.com>", "*** <***@gmail.com>" },
  { "送信: 山田 さくら様 <s@gmail.com>", "送信: *** <***@gmail.com>" },
  { "=?UTF-8?B?5bGx55Sw?= <taro@gmail.com>", "*** <***@gmail.com>" },
  { "taro@gmail.com (Taro Yamada)", "***@gmail.com (***)" },
  { "<taro@gmail.com> (山田太郎)", "<***@gmail.com> (***)" },
  /* in a header, however it is written */
  { "From: taro y <taro@gmail.com>", "From: *** <***@gmail.com>" },
  { "To: taro <taro@gmail.com>, hana t <h@gmail.com>",
    "To: *** <***@gmail.com>, *** <***@gmail.com>" },
  { "差出人：ヤマダのタロと <taro@gmail.com>", "差出人：*** <***@gmail.com>" },
  { "宛先: 株式会社やまだの購買部の皆様 <k@gmail.com>", "宛先: *** <***@gmail.com>" },
  /* sentences and what servers say */
  { "550 5.1.1 User Unknown <taro@gmail.com>", "550 5.1.1 User Unknown <***@gmail.com>" },
  { "no such user <taro@gmail.com>", "no such user <***@gmail.com>" },
  { "Reason: not known here <taro@gmail.com>", "Reason: not known here <***@gmail.com>" },
  { "motto: taro y <taro@gmail.com>", "motto: taro y <***@gmail.com>" },
  { "次の宛先に送れません <taro@gmail.com>", "次の宛先に送れません <***@gmail.com>" },
  { "受信者 <taro@gmail.com>", "受信者 <***@gmail.com>" },
  { "Mail Delivery System <x@mx.example>", "Mail Delivery System <***@mx.example>" },
  { "RCPT TO:<taro@gmail.com>", "RCPT TO:<***@gmail.com>" },
  { "taro@gmail.com (user unknown)", "***@gmail.com (user unknown)" },
  { "taro@gmail.com (Mailbox Full)", "***@gmail.com (Mailbox Full)" },
  { "taro@gmail.com (Taro", "***@gmail.com (Taro" },
  { "Yamada taro@gmail.com", "Yamada ***@gmail.com" },
  /* an address that stays keeps its name */
  { "Shop Yamada <info@shop.example> (Shop)", "Shop Yamada <info@shop.example> (Shop)" },
  { "*** <taro@gmail.com>", "*** <***@gmail.com>" },
};

static void
test_rows (void)
{
  g_auto (HatoMask) mask = { NULL };

  hato_mask_init (&mask, "shop.example");
  hato_mask_keep_address (&mask, "info@shop.example");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *masked = hato_mask_dup (&mask, rows[i].text, NULL);
      g_autofree char *again = hato_mask_dup (&mask, masked, NULL);

      g_assert_cmpstr (masked, ==, rows[i].masked);
      g_assert_cmpstr (again, ==, masked);
    }
}

/* A name counts once with its address beside it: two places. */
static void
test_count (void)
{
  g_auto (HatoMask) mask = { NULL };
  g_autofree char *masked = NULL;

  hato_mask_init (&mask, "shop.example");
  masked = hato_mask_dup (&mask, "From: Taro Yamada <taro@gmail.com>", NULL);
  g_assert_cmpuint (mask.counts[HATO_MASKED_PERSON], ==, 2);
}

/* Places lie within the text, whatever stands at its ends. */
static void
test_edges (void)
{
  static const char *const texts[] = { "a@b.example",       "<a@b.example",
                                       "\"<a@b.example>",   "\x80 <a@b.example> (\x80",
                                       "= <a@b.example> (", "=? <a@b.example> ()",
                                       " <a@b.example> ( )" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (HatoMaskedSpan));
      const char *at = strchr (texts[i], 'a');

      hato_person_scan (texts[i], (gsize) (at - texts[i]), (gsize) (at - texts[i]) + 11, spans);
      for (guint j = 0; j < spans->len; j++)
        g_assert_cmpuint (g_array_index (spans, HatoMaskedSpan, j).end, <=, strlen (texts[i]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/person-scan/rows", test_rows);
  g_test_add_func ("/person-scan/count", test_count);
  g_test_add_func ("/person-scan/edges", test_edges);
  return g_test_run ();
}
