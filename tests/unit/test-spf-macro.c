/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Macros (RFC 7208 §7): records/spf-macro.c. The first rows are the examples of §7.4. */
#include "config.h"

#include "records/spf-macro.h"

#include <string.h>

static const HatoSpfMacroInput four = {
  .sender = "strong-bad@email.example.com",
  .local = "strong-bad",
  .sender_domain = "email.example.com",
  .domain = "email.example.com",
  .address = { .bytes = { 192, 0, 2, 3 }, .size = 4 },
  .helo = "mail+1.example.com",
  .receiver = "mx.example.org",
  .time = 1700000000,
};

typedef struct
{
  const char *description;
  const char *text;
  gboolean explanation;
  const char *expanded; /* NULL = the grammar is broken */
} MacroRow;

static const MacroRow rows[] = {
  { "§7.4 sender", "%{s}", FALSE, "strong-bad@email.example.com" },
  { "§7.4 domain of the sender", "%{o}", FALSE, "email.example.com" },
  { "§7.4 domain", "%{d}", FALSE, "email.example.com" },
  { "§7.4 more parts than there are", "%{d4}", FALSE, "email.example.com" },
  { "§7.4 as many", "%{d3}", FALSE, "email.example.com" },
  { "§7.4 two", "%{d2}", FALSE, "example.com" },
  { "§7.4 one", "%{d1}", FALSE, "com" },
  { "§7.4 turned round", "%{dr}", FALSE, "com.example.email" },
  { "§7.4 turned round, two", "%{d2r}", FALSE, "example.email" },
  { "§7.4 local part", "%{l}", FALSE, "strong-bad" },
  { "§7.4 split at the hyphen", "%{l-}", FALSE, "strong.bad" },
  { "§7.4 not at the dot", "%{lr}", FALSE, "strong-bad" },
  { "§7.4 split and turned round", "%{lr-}", FALSE, "bad.strong" },
  { "§7.4 split, turned round, one", "%{l1r-}", FALSE, "strong" },
  { "§7.4 a name of the address", "%{ir}.%{v}._spf.%{d2}", FALSE,
    "3.2.0.192.in-addr._spf.example.com" },
  { "§7.4 and of the local part", "%{lr-}.lp._spf.%{d2}", FALSE, "bad.strong.lp._spf.example.com" },
  { "§7.4 and of both", "%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}", FALSE,
    "3.2.0.192.in-addr.strong.lp._spf.example.com" },
  { "§7.4 domain in front", "%{d2}.trusted-domains.example.net", FALSE,
    "example.com.trusted-domains.example.net" },
  { "§7.1 escapes", "%%%_%-", FALSE, "% %20" },
  { "§7.2 an unknown validated name", "%{p}", FALSE, "unknown" },
  { "§7.2 HELO, at several delimiters", "%{h+.}", FALSE, "mail.1.example.com" },
  { "§7.3 repeated delimiters are one set", "%{l----------}", FALSE, "strong.bad" },
  { "§7.3 an upper-case letter escapes", "%{S}", FALSE, "strong-bad%40email.example.com" },
  { "§7.3 and H too", "%{H}", FALSE, "mail%2B1.example.com" },
  { "§7.2 c in an explanation", "%{c}", TRUE, "192.0.2.3" },
  { "§7.2 c in a name", "%{c}", FALSE, NULL },
  { "§7.2 r in an explanation", "%{r}", TRUE, "mx.example.org" },
  { "§7.2 r in a name", "%{r}", FALSE, NULL },
  { "§7.2 t in an explanation", "%{t}", TRUE, "1700000000" },
  { "§7.2 t in a name", "%{t}", FALSE, NULL },
  { "§7.1 text of an explanation", "see %{d} or 100%%", TRUE, "see email.example.com or 100%" },
  { "§7.1 nothing", "", TRUE, "" },
  { "§7.1 a letter that is none", "%{x}", TRUE, NULL },
  { "§7.1 a percent sign alone", "100% sure", TRUE, NULL },
  { "§7.1 one at the end", "100%", TRUE, NULL },
  { "§7.1 never closed", "%{d", TRUE, NULL },
  { "§7.1 opened at the end", "%{", TRUE, NULL },
};

static void
test_expand (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const MacroRow *row = &rows[i];
      g_autoptr (GString) expanded = g_string_new (NULL);
      gboolean good = hato_spf_macro_expand (row->text, &four, row->explanation, expanded);

      g_test_message ("%s", row->description);
      g_assert_cmpint (good, ==, row->expanded != NULL);
      if (good)
        g_assert_cmpstr (expanded->str, ==, row->expanded);
    }
}

/* §7.4: IPv6 goes by nibbles. */
static void
test_ipv6 (void)
{
  HatoSpfMacroInput six = four;
  g_autoptr (GString) expanded = g_string_new (NULL);
  g_autoptr (GString) plain = g_string_new (NULL);

  g_assert_true (hato_address_parse ("2001:db8::cb01", &six.address));
  g_assert_true (hato_spf_macro_expand ("%{ir}.%{v}._spf.%{d2}", &six, FALSE, expanded));
  g_assert_true (g_ascii_strcasecmp (expanded->str, "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0."
                                                    "0.8.b.d.0.1.0.0.2.ip6._spf.example.com")
                 == 0);
  g_assert_true (hato_spf_macro_expand ("%{c}", &six, TRUE, plain));
  g_assert_cmpstr (plain->str, ==, "2001:db8::cb01");
}

/* A hostile sender makes no text without bound, and no read beyond it: both sides of the limit. */
static void
test_limits (void)
{
  HatoSpfMacroInput input = four;
  g_autofree char *longest = g_strnfill (4096, 'x');
  g_autofree char *longer = g_strnfill (4097, 'x');
  g_autofree char *dots = g_strnfill (1000, '.');
  g_autoptr (GString) expanded = g_string_new (NULL);

  input.local = longest;
  g_assert_true (hato_spf_macro_expand ("%{l}", &input, FALSE, expanded));
  g_string_truncate (expanded, 0);
  input.local = longer;
  g_assert_false (hato_spf_macro_expand ("%{l}", &input, FALSE, expanded));
  g_string_truncate (expanded, 0);
  input.local = dots;
  g_assert_true (hato_spf_macro_expand ("%{lr}", &input, FALSE, expanded));
  g_assert_cmpuint (expanded->len, <=, 4096);
}

static void
test_validated (void)
{
  g_assert_true (hato_spf_macro_needs_validated ("x.%{p}.y"));
  g_assert_true (hato_spf_macro_needs_validated ("%{d}.%{P2r}"));
  g_assert_false (hato_spf_macro_needs_validated ("%{d}.p.%%p"));
  g_assert_false (hato_spf_macro_needs_validated ("%{"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spf-macro/expand", test_expand);
  g_test_add_func ("/spf-macro/ipv6", test_ipv6);
  g_test_add_func ("/spf-macro/limits", test_limits);
  g_test_add_func ("/spf-macro/validated", test_validated);
  return g_test_run ();
}
