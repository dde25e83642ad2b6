/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/domain-name.h"

#include <string.h>

#include "base/error.h"

#define L63 "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg"
#define L61 "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeefffffffffff"

/* What is a name, and its two forms. */
static const struct
{
  const char *description;
  const char *text;
  const char *ascii; /* NULL = no name */
  const char *unicode;
} rows[] = {
  { "as it is", "example.co.jp", "example.co.jp", "example.co.jp" },
  { "capitals", "EXAMPLE.Co.JP", "example.co.jp", "example.co.jp" },
  { "one final dot", "example.jp.", "example.jp", "example.jp" },
  { "one label", "jp", "jp", "jp" },
  { "digits (RFC 1123 §2.1)", "3com.0.jp", "3com.0.jp", "3com.0.jp" },
  { "hyphens inside", "a--b.x-y.jp", "a--b.x-y.jp", "a--b.x-y.jp" },
  { "Japanese", "日本語.jp", "xn--wgv71a119e.jp", "日本語.jp" },
  { "its A-label (RFC 5890 §2.3.2.1)", "XN--WGV71A119E.jp", "xn--wgv71a119e.jp", "日本語.jp" },
  { "Japanese below Japanese", "メール.日本語.jp", "xn--4dkua4c.xn--wgv71a119e.jp",
    "メール.日本語.jp" },
  { "the middle dot of katakana (RFC 5892 A.7)", "カ・フェ.jp", "xn--hckh0k5f.jp", "カ・フェ.jp" },
  { "full width", "ＥＸＡＭＰＬＥ.jp", "example.jp", "example.jp" },
  { "half-width katakana", "ﾃｽﾄ.jp", "xn--zckzah.jp", "テスト.jp" },
  { "decomposed", "cafe\u0301.fr", "xn--caf-dma.fr", "café.fr" },
  { "sharp s stays (RFC 5894 §7.2)", "faß.de", "xn--fa-hia.de", "faß.de" },
  { "an underscore in front", "_dmarc.example.jp", "_dmarc.example.jp", "_dmarc.example.jp" },
  { "an underscore above another script", "_dmarc.日本語.jp", "_dmarc.xn--wgv71a119e.jp",
    "_dmarc.日本語.jp" },
  { "an underscore inside", "my_shop.example.jp", "my_shop.example.jp", "my_shop.example.jp" },
  { "an emoji's A-label stays what it is", "xn--i-7iq.ws", "xn--i-7iq.ws", "xn--i-7iq.ws" },
  { "an A-label that is none", "xn--zzzzzzzz.jp", "xn--zzzzzzzz.jp", "xn--zzzzzzzz.jp" },
  { "an A-label of nothing", "xn--a.jp", "xn--a.jp", "xn--a.jp" },
  { "63 octets", L63 ".jp", L63 ".jp", L63 ".jp" },
  { "64 octets", L63 "h.jp", NULL, NULL },
  { "253 octets", L63 "." L63 "." L63 "." L61, L63 "." L63 "." L63 "." L61,
    L63 "." L63 "." L63 "." L61 },
  { "254 octets", L63 "." L63 "." L63 "." L61 "g", NULL, NULL },
  { "255 octets", L63 "." L63 "." L63 "." L63, NULL, NULL },
  { "a label that grows past 63",
    "ああいいううええおおかかききくくけけここささししすすせせそそたたちち"
    "つつててととななににぬぬねねののははひひふふへへほほ.jp",
    NULL, NULL },
  { "nothing", "", NULL, NULL },
  { "a dot", ".", NULL, NULL },
  { "two final dots", "example.jp..", NULL, NULL },
  { "an empty label", "example..jp", NULL, NULL },
  { "a dot in front", ".example.jp", NULL, NULL },
  { "a space", "exa mple.jp", NULL, NULL },
  { "a line feed", "example.jp\n", NULL, NULL },
  { "an at sign", "info@example.jp", NULL, NULL },
  { "a star", "*.example.jp", NULL, NULL },
  { "an exclamation mark that GnuTLS would drop", "日本!語.jp", NULL, NULL },
  { "a space that GnuTLS would drop", "日本 語.jp", NULL, NULL },
  { "an underscore that GnuTLS would drop", "_日本語.jp", NULL, NULL },
  { "an abbreviation with brackets in it", "㈱日本.jp", NULL, NULL },
  { "a hyphen in front", "-example.jp", NULL, NULL },
  { "a hyphen at the end", "example-.jp", NULL, NULL },
  { "a hyphen at the end, Japanese", "日本-.jp", NULL, NULL },
  { "an emoji (RFC 5892: symbols are disallowed)", "i❤.ws", NULL, NULL },
  { "an emoji alone", "💌.jp", NULL, NULL },
  { "right to left behind a digit (RFC 5893 §2)", "1א.jp", NULL, NULL },
  { "a joiner out of place (RFC 5892 A.1)", "a\u200cb.jp", NULL, NULL },
  { "a full-width dot: the smart field's matter", "example．jp", NULL, NULL },
  { "an ideographic dot inside a label", "日本。語.jp", NULL, NULL },
  { "no UTF-8", "\xff\xfe.jp", NULL, NULL },
};

static void
test_new (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HatoDomainName) name = hato_domain_name_new (rows[i].text, &error);

      g_test_message ("%s", rows[i].description);
      if (rows[i].ascii == NULL)
        {
          g_assert_null (name);
          g_assert_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (name->ascii, ==, rows[i].ascii);
      g_assert_cmpstr (name->unicode, ==, rows[i].unicode);
      g_assert_true (hato_domain_name_is_askable (name->ascii));
    }
}

/* Both forms of a name lead to the same name. */
static void
test_round_trip (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoDomainName) name = NULL;

      if (rows[i].unicode == NULL)
        continue;
      name = hato_domain_name_new (rows[i].unicode, NULL);
      g_assert_nonnull (name);
      g_assert_cmpstr (name->ascii, ==, rows[i].ascii);
    }
}

/* RFC 1035 §2.3.4, RFC 2181 §11: what can be put on the wire, whatever bytes it has. */
static const struct
{
  const char *name;
  gboolean askable;
} askable[] = {
  { "example.jp", TRUE },
  { "a b!.\xff.jp", TRUE },
  { "*", TRUE },
  { L63, TRUE },
  { L63 "h", FALSE },
  { L63 "h.jp", FALSE },
  { L63 "." L63 "." L63 "." L61, TRUE },
  { L63 "." L63 "." L63 "." L61 "g", FALSE },
  { "", FALSE },
  { ".", FALSE },
  { "example.jp.", FALSE },
  { ".example.jp", FALSE },
  { "example..jp", FALSE },
};

static void
test_askable (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (askable); i++)
    {
      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (hato_domain_name_is_askable (askable[i].name), ==, askable[i].askable);
    }
}

static void
test_family (void)
{
  g_assert_cmpstr (hato_domain_name_get_parent ("a.example.jp"), ==, "example.jp");
  g_assert_null (hato_domain_name_get_parent ("jp"));
  g_assert_null (hato_domain_name_get_parent ("jp."));

  g_assert_true (hato_domain_name_is_below ("a.example.jp", "example.jp"));
  g_assert_true (hato_domain_name_is_below ("a.b.example.jp", "example.jp"));
  g_assert_false (hato_domain_name_is_below ("example.jp", "example.jp"));
  g_assert_false (hato_domain_name_is_below ("myexample.jp", "example.jp"));
  g_assert_false (hato_domain_name_is_below (".example.jp", "example.jp.jp"));
  g_assert_false (hato_domain_name_is_below ("jp", "example.jp"));
}

/* publicsuffix.org: suffixes of registries, and those that companies hand names out under. */
static const struct
{
  const char *name;
  gboolean is_public;
  gboolean is_registry;
  const char *registered;
} suffixes[] = {
  { "jp", TRUE, TRUE, NULL },
  { "co.jp", TRUE, TRUE, NULL },
  { "example.co.jp", FALSE, FALSE, "example.co.jp" },
  { "www.shop.example.co.jp", FALSE, FALSE, "example.co.jp" },
  { "tokyo.jp", TRUE, TRUE, NULL },
  { "x.kawasaki.jp", TRUE, TRUE, NULL },                    /* *.kawasaki.jp */
  { "city.kawasaki.jp", FALSE, FALSE, "city.kawasaki.jp" }, /* !city.kawasaki.jp */
  { "xn--55qx5d.cn", TRUE, TRUE, NULL },
  { "github.io", TRUE, FALSE, NULL },
  { "shop.github.io", FALSE, FALSE, "shop.github.io" },
  { "nowhere", TRUE, TRUE, NULL }, /* the rule for endings that nobody has listed */
  { "example.nowhere", FALSE, FALSE, "example.nowhere" },
};

static void
test_suffix (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      const char *name = suffixes[i].name;

      g_test_message ("%s", name);
      g_assert_cmpint (hato_domain_name_is_public_suffix (name), ==, suffixes[i].is_public);
      g_assert_cmpint (hato_domain_name_is_registry_suffix (name), ==, suffixes[i].is_registry);
      g_assert_cmpstr (hato_domain_name_get_registered (name), ==, suffixes[i].registered);
    }
}

/* limits T18: both forms are shown; the one that cannot deceive comes first. */
static const char *const shown[][2] = {
  { "example.jp", "example.jp" },
  { "日本語.jp", "日本語.jp (xn--wgv71a119e.jp)" },
  { "カフェとPC屋.jp", "カフェとpc屋.jp (xn--pc-hb4avkta6ws59y.jp)" },
  { "аpple.com", "xn--pple-43d.com (аpple.com)" }, /* Cyrillic а */
  { "а日.com", "xn--80a0411c.com (а日.com)" },     /* Cyrillic а */
  { "аpple.日本語.jp", "xn--pple-43d.xn--wgv71a119e.jp (аpple.日本語.jp)" },
  { "почта.рф", "почта.рф (xn--80a1acny.xn--p1ai)" },
  { "почта.jp", "почта.jp (xn--80a1acny.jp)" }, /* one script a label */
  { "한국カ.jp", "xn--lckx078aibza.jp (한국カ.jp)" },
};

static void
test_shown (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autoptr (HatoDomainName) name = hato_domain_name_new (shown[i][0], NULL);
      g_autofree char *text = NULL;

      g_assert_nonnull (name);
      text = hato_domain_name_dup_shown (name);
      g_assert_cmpstr (text, ==, shown[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain-name/new", test_new);
  g_test_add_func ("/domain-name/round-trip", test_round_trip);
  g_test_add_func ("/domain-name/askable", test_askable);
  g_test_add_func ("/domain-name/family", test_family);
  g_test_add_func ("/domain-name/suffix", test_suffix);
  g_test_add_func ("/domain-name/shown", test_shown);
  return g_test_run ();
}
