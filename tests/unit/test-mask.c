/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is private is found wherever it stands, and what a reader needs stays. */
#include "config.h"

#include "report/mask.h"

#include <string.h>

static const struct
{
  const char *text;
  const char *masked;
} rows[] = {
  /* addresses: the part before the @ of other people's */
  { "<taro@gmail.com>: full", "<***@gmail.com>: full" },
  { "from info@shop.example to taro@gmail.com", "from info@shop.example to ***@gmail.com" },
  { "other@shop.example", "***@shop.example" },
  { "INFO@SHOP.EXAMPLE", "INFO@SHOP.EXAMPLE" },
  { "info@shop.example.evil.example", "***@shop.example.evil.example" },
  /* the same person without an @ */
  { "User hanako.tanaka unknown", "User *** unknown" },
  { "HANAKO.TANAKA", "***" },
  { "hanako.tanakas", "hanako.tanakas" },
  { "xhanako.tanaka", "xhanako.tanaka" },
  { "bounces+hanako.tanaka=gmail.com@list.example", "***@list.example" },
  { "hanako.tanaka%40gmail.com", "***%40gmail.com" },
  { "宛先hanako.tanakaさん", "宛先***さん" },
  /* the name in front of an address */
  { "From \"Hanako T\" <hanako@gmail.com>", "From \"***\" <***@gmail.com>" },
  { "\"Shop\" <info@shop.example>", "\"Shop\" <info@shop.example>" },
  { "said \"no\" to <hanako@gmail.com>", "said \"no\" to <***@gmail.com>" },
  { "\" <hanako@gmail.com>", "\" <***@gmail.com>" },
  /* what the mail was about */
  { "(Subject: Offer for March) spam", "(Subject: ***) spam" },
  { "OFFER FOR MARCH", "***" },
  { "Offer for Marching", "Offer for Marching" },
  /* and what a header says it was about, where nobody knew */
  { "Subject: Wedding; refused", "Subject: ***; refused" },
  { "subject:Wedding\nrefused", "subject:***\nrefused" },
  { "(Subject: Wedding; cake) refused", "(Subject: ***) refused" },
  { "Subject: Wedding of A From: <x@gmail.com>", "Subject: *** From: <***@gmail.com>" },
  { "件名: 結婚式 送信日時: 5 月", "件名: *** 送信日時: 5 月" },
  { "件名：結婚式", "件名：***" },
  { "resubject: x", "resubject: x" },
  { "Subject:", "Subject:" },
  /* inner addresses, on both sides of each block */
  { "[10.0.0.1]", "[***]" },
  { "[9.255.255.255]", "[9.255.255.255]" },
  { "[11.0.0.0]", "[11.0.0.0]" },
  { "172.15.255.255 172.16.0.0 172.31.255.255 172.32.0.0", "172.15.255.255 *** *** 172.32.0.0" },
  { "from 192.168.1.7.", "from ***." },
  { "192.168.1.7:25", "***:25" },
  { "[IPv6:fe80::1]", "[IPv6:***]" },
  { "[IPv6:2001:db9::1]", "[IPv6:2001:db9::1]" },
  { "::ffff:10.0.0.1", "***" },
  { "version 10.0.0.1.2", "version 10.0.0.1.2" },
  /* inner names and computers */
  { "nas.local", "***.local" },
  { "helo=<mail.firma.lan>", "helo=<***.lan>" },
  { "local.example", "local.example" },
  { "from DESKTOP-A1B2C3 (unknown)", "from *** (unknown)" },
  { "desktop-support.example", "desktop-support.example" },
  /* tokens */
  { "https://support.google.com/mail/?p=UnauthenticatedSender ab1si2 - gsmtp",
    "https://support.google.com/mail/?p=UnauthenticatedSender ab1si2 - gsmtp" },
  { "http://x.example/u?token=Ab12Cd34Ef56", "http://x.example/u?***" },
  { "http://x.example/a1b2c3d4e5f6a7b8/next", "http://x.example/***/next" },
  { "http://x.example/a1b2c3d4e5f6a7b", "http://x.example/a1b2c3d4e5f6a7b" },
  { "https://user:word@x.example/", "https://***/" },
  { "0123456789abcdef0123456789abcdef01234567", "***" },
  { "0123456789abcdef0123456789abcdef0123456", "0123456789abcdef0123456789abcdef0123456" },
  { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
  /* what stays */
  { "550 5.7.26 [shop.example] with ip: [203.0.113.5] = did not pass",
    "550 5.7.26 [shop.example] with ip: [203.0.113.5] = did not pass" },
  { "", "" },
};

static void
init (HatoMask *mask)
{
  hato_mask_init (mask, "shop.example");
  hato_mask_keep_address (mask, "info@shop.example");
  hato_mask_keep_address (mask, "somebody@gmail.com"); /* not of the domain: not kept */
  hato_mask_add_address (mask, "hanako.tanaka@gmail.com");
  hato_mask_add_address (mask, "info@gmail.com"); /* names nobody */
  hato_mask_add_address (mask, "ab@gmail.com");   /* too short to be looked for */
  hato_mask_add_address (mask, NULL);
  hato_mask_add_subject (mask, "Offer for March");
  hato_mask_add_subject (mask, "Offer"); /* too short to be looked for */
  hato_mask_add_subject (mask, NULL);
}

static void
test_rows (void)
{
  g_auto (HatoMask) mask = { NULL };

  init (&mask);
  g_assert_cmpuint (mask.own->len, ==, 1);
  g_assert_cmpuint (mask.words->len, ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *masked = hato_mask_dup (&mask, rows[i].text, NULL);
      g_autofree char *again = hato_mask_dup (&mask, masked, NULL);

      g_assert_cmpstr (masked, ==, rows[i].masked);
      g_assert_cmpstr (again, ==, masked);
    }
  g_assert_cmpuint (mask.counts[HATO_MASKED_PERSON], >, 0);
  g_assert_cmpuint (mask.counts[HATO_MASKED_INTERNAL], >, 0);
  g_assert_cmpuint (mask.counts[HATO_MASKED_TOKEN], >, 0);
}

/* A word that is part of an own address stays there. */
static void
test_own_word (void)
{
  g_auto (HatoMask) mask = { NULL };
  g_autofree char *masked = NULL;

  hato_mask_init (&mask, "shop.example");
  hato_mask_keep_address (&mask, "taro@shop.example");
  hato_mask_add_address (&mask, "taro@gmail.com");
  masked = hato_mask_dup (&mask, "taro@shop.example to taro@gmail.com, taro", NULL);
  g_assert_cmpstr (masked, ==, "taro@shop.example to ***@gmail.com, ***");
}

static void
test_names (void)
{
  g_auto (HatoMask) mask = { NULL };
  static const struct
  {
    const char *name, *masked;
  } names[] = { { "mail.shop.example", "mail.shop.example" },
                { "pc", "***" },
                { "192.0.2.1", "192.0.2.1" },
                { "10.0.0.1", "***" },
                { "2001:db9::1", "2001:db9::1" },
                { "", "" },
                { NULL, NULL } };

  init (&mask);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *masked = hato_mask_dup_name (&mask, names[i].name);

      g_assert_cmpstr (masked, ==, names[i].masked);
    }
}

/* In a conversation every address but the server's is the line's. */
static void
test_lines (void)
{
  g_auto (HatoMask) mask = { NULL };
  g_autofree char *hello = NULL, *answer = NULL, *own = NULL;

  init (&mask);
  hello = hato_mask_dup_line (&mask, "EHLO [198.51.100.9]", "192.0.2.1");
  answer =
      hato_mask_dup_line (&mask, "250-mx.example at your service, [2001:db9::77]", "192.0.2.1");
  own = hato_mask_dup_line (&mask, "220 [192.0.2.1] ready", "192.0.2.1");
  g_assert_cmpstr (hello, ==, "EHLO [***]");
  g_assert_cmpstr (answer, ==, "250-mx.example at your service, [***]");
  g_assert_cmpstr (own, ==, "220 [192.0.2.1] ready");
}

/* Marks find their place again. */
static void
test_map (void)
{
  g_auto (HatoMask) mask = { NULL };
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (HatoMaskedSpan));
  const char *text = "550 hanako.tanaka@gmail.com blocked, hanako.tanaka blocked";
  g_autofree char *masked = NULL;

  init (&mask);
  masked = hato_mask_dup (&mask, text, spans);
  g_assert_cmpstr (masked, ==, "550 ***@gmail.com blocked, *** blocked");
  g_assert_cmpuint (spans->len, ==, 2);
  for (const char *at = strstr (text, "blocked"); at != NULL; at = strstr (at + 1, "blocked"))
    g_assert_true (
        g_str_has_prefix (masked + hato_mask_map (spans, (gsize) (at - text)), "blocked"));
  g_assert_cmpuint (hato_mask_map (spans, 0), ==, 0);
  g_assert_cmpuint (hato_mask_map (spans, strlen (text)), ==, strlen (masked));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mask/rows", test_rows);
  g_test_add_func ("/mask/own-word", test_own_word);
  g_test_add_func ("/mask/names", test_names);
  g_test_add_func ("/mask/lines", test_lines);
  g_test_add_func ("/mask/map", test_map);
  return g_test_run ();
}
