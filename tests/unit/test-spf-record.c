/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One SPF text as a receiver reads it, and what its writer meant: records/spf-record.c, spf-faults.c. */
#include "config.h"

#include "records/spf-record.h"

#include <string.h>

/* What a receiver makes of a text. */
typedef struct
{
  const char *description;
  const char *text;
  gboolean is_record;
  gboolean valid;
} GrammarRow;

static const GrammarRow grammar_rows[] = {
  { "§4.5 the version alone", "v=spf1", TRUE, TRUE },
  { "§4.5 spaces behind it", "v=spf1   ", TRUE, TRUE },
  { "§4.5 in either case", "V=sPf1 -ALL", TRUE, TRUE },
  { "§4.5 nothing at all", "", FALSE, FALSE },
  { "§4.5 a longer version", "v=spf10 -all", FALSE, FALSE },
  { "§4.5 a space before it", " v=spf1 -all", FALSE, FALSE },
  { "§4.5 something else", "google-site-verification=abc", FALSE, FALSE },
  { "§4.6.1 every mechanism",
    "v=spf1 +a -mx ~ptr ?ip4:192.0.2.1 ip6:2001:db8::1 include:x.test exists:y.test all", TRUE,
    TRUE },
  { "§4.6.1 a mechanism that nobody knows", "v=spf1 ip:192.0.2.1 -all", TRUE, FALSE },
  { "§4.6.1 two qualifiers", "v=spf1 --all", TRUE, FALSE },
  { "§4.6.1 a qualifier alone", "v=spf1 -", TRUE, FALSE },
  { "§4.6.1 several spaces", "v=spf1  a   -all ", TRUE, TRUE },
  { "§4.6.1 a tab is no space", "v=spf1\ta -all", FALSE, FALSE },
  { "§4.6.1 a tab between terms", "v=spf1 a\t-all", TRUE, FALSE },
  { "§5.1 all takes no value", "v=spf1 -all:x.test", TRUE, FALSE },
  { "§5.1 nor a prefix", "v=spf1 -all/8", TRUE, FALSE },
  { "§5.2 include needs a name", "v=spf1 include -all", TRUE, FALSE },
  { "§5.2 and one that is not empty", "v=spf1 include: -all", TRUE, FALSE },
  { "§5.2 without a prefix", "v=spf1 include:x.test/24 -all", TRUE, FALSE },
  { "§5.3 a with a prefix", "v=spf1 a/24 -all", TRUE, TRUE },
  { "§5.3 with both prefixes", "v=spf1 a:x.test/24//64 -all", TRUE, TRUE },
  { "§5.3 with the second alone", "v=spf1 a//64 -all", TRUE, TRUE },
  { "§5.6 a prefix of 32", "v=spf1 a:x.test/32", TRUE, TRUE },
  { "§5.6 a prefix of 33", "v=spf1 a:x.test/33", TRUE, FALSE },
  { "§5.6 a prefix of 128", "v=spf1 a:x.test//128", TRUE, TRUE },
  { "§5.6 a prefix of 129", "v=spf1 a:x.test//129", TRUE, FALSE },
  { "§5.6 a prefix of none", "v=spf1 a/ -all", TRUE, FALSE },
  { "§5.6 a leading zero", "v=spf1 a/024 -all", TRUE, FALSE },
  { "§5.6 zero is a prefix", "v=spf1 ip4:0.0.0.0/0", TRUE, TRUE },
  { "§5.6 ip4 with a prefix of 32", "v=spf1 ip4:192.0.2.1/32", TRUE, TRUE },
  { "§5.6 ip4 with a prefix of 33", "v=spf1 ip4:192.0.2.1/33", TRUE, FALSE },
  { "§5.6 ip4 with both", "v=spf1 ip4:192.0.2.1/24//64", TRUE, FALSE },
  { "§5.6 ip4 of three numbers", "v=spf1 ip4:192.0.2", TRUE, FALSE },
  { "§5.6 ip4 above 255", "v=spf1 ip4:192.0.2.256", TRUE, FALSE },
  { "§5.6 ip4 with a leading zero", "v=spf1 ip4:192.0.02.1", TRUE, FALSE },
  { "§5.6 ip4 with a port", "v=spf1 ip4:192.0.2.1:25", TRUE, FALSE },
  { "§5.6 ip4 without a value", "v=spf1 ip4", TRUE, FALSE },
  { "§5.6 ip6 with a prefix of 128", "v=spf1 ip6:::1/128", TRUE, TRUE },
  { "§5.6 ip6 with a prefix of 129", "v=spf1 ip6:::1/129", TRUE, FALSE },
  { "§5.6 ip6 with an IPv4 tail", "v=spf1 ip6:::ffff:192.0.2.1", TRUE, TRUE },
  { "§5.6 ip6 for an IPv4 address", "v=spf1 ip6:192.0.2.1", TRUE, FALSE },
  { "§6 redirect", "v=spf1 redirect=x.test", TRUE, TRUE },
  { "§6 redirect before a mechanism", "v=spf1 redirect=x.test a", TRUE, TRUE },
  { "§6 redirect twice", "v=spf1 redirect=x.test redirect=x.test", TRUE, FALSE },
  { "§6 exp twice", "v=spf1 exp=x.test exp=y.test -all", TRUE, FALSE },
  { "§6 redirect without a name", "v=spf1 redirect=", TRUE, FALSE },
  { "§6 redirect as a mechanism", "v=spf1 redirect:x.test", TRUE, FALSE },
  { "§6 a modifier with a qualifier", "v=spf1 -redirect=x.test", TRUE, FALSE },
  { "§6 a modifier that nobody knows", "v=spf1 moo.a-b_c=1 -all", TRUE, TRUE },
  { "§6 and it may be empty", "v=spf1 moo= -all", TRUE, TRUE },
  { "§6 its name begins with a letter", "v=spf1 1moo=1 -all", TRUE, FALSE },
  { "§6 its value is a macro string", "v=spf1 moo=%a -all", TRUE, FALSE },
  { "§6 in which quotes may stand", "v=spf1 -all moo=\"1\"", TRUE, TRUE },
  { "§7.1 every macro of a name", "v=spf1 exists:%{s}.%{l}.%{o}.%{d}.%{i}.%{p}.%{v}.%{h}.x.test",
    TRUE, TRUE },
  { "§7.1 digits, r and delimiters", "v=spf1 exists:%{L12R.-+,/_=}.x.test", TRUE, TRUE },
  { "§7.1 at its end", "v=spf1 exists:x.%{d}", TRUE, TRUE },
  { "§7.1 an escape at its end", "v=spf1 exists:x.%%", TRUE, TRUE },
  { "§7.1 a brace at its end", "v=spf1 exists:%{d}.x}", TRUE, FALSE },
  { "§7.1 zero parts", "v=spf1 exists:%{d0}.x.test", TRUE, FALSE },
  { "§7.1 a letter that is none", "v=spf1 exists:%{x}.x.test", TRUE, FALSE },
  { "§7.2 c, r, t are for explanations", "v=spf1 exists:%{c}.x.test", TRUE, FALSE },
  { "§7.1 never closed", "v=spf1 exists:%{d.x.test", TRUE, FALSE },
  { "§7.1 a percent sign alone", "v=spf1 exists:50%.x.test", TRUE, FALSE },
  { "§7.1 one at the end", "v=spf1 exists:x.test%", TRUE, FALSE },
  { "§7.1 a name of one label", "v=spf1 a:localhost", TRUE, FALSE },
  { "§7.1 a top label of digits", "v=spf1 include:192.0.2.1", TRUE, FALSE },
  { "§7.1 of digits and letters", "v=spf1 a:x.1a", TRUE, TRUE },
  { "§7.1 of digits and a hyphen", "v=spf1 a:x.1-2", TRUE, TRUE },
  { "§7.1 a hyphen at its end", "v=spf1 a:x.test-", TRUE, FALSE },
  { "§7.1 a final dot", "v=spf1 a:x.test.", TRUE, TRUE },
  { "§7.1 two final dots", "v=spf1 a:x.test..", TRUE, FALSE },
  { "§4.6 bytes above ASCII", "v=spf1 a:\xe5\xb1\xb1.test -all", TRUE, FALSE },
};

static void
test_grammar (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (grammar_rows); i++)
    {
      const GrammarRow *row = &grammar_rows[i];
      g_autoptr (HatoSpfRecord) record =
          hato_spf_record_parse (row->text, strlen (row->text), NULL, 0);

      g_test_message ("%s", row->description);
      g_assert_cmpint (record->is_record, ==, row->is_record);
      g_assert_cmpint (record->valid, ==, row->valid);
      if (row->is_record && !row->valid) /* what is wrong has a name */
        g_assert_cmpuint (record->notes->len, >, 0);
      for (guint j = 0; j < record->notes->len; j++)
        {
          const HatoNote *note = &g_array_index (record->notes, HatoNote, j);

          g_assert_cmpuint (note->start, <=, note->end);
          g_assert_cmpuint (note->end, <=, record->size);
        }
    }
}

/* The first note, and the part of the text that it marks. */
typedef struct
{
  const char *description;
  const char *text;
  const char *code; /* NULL = there is nothing to say */
  const char *marked;
} FaultRow;

static const FaultRow fault_rows[] = {
  { "a right record", "v=spf1 include:_spf.example.com ip4:192.0.2.0/24 ~all", NULL, NULL },
  { "a right record that redirects", "v=spf1 redirect=_spf.example.com", NULL, NULL },
  { "a domain without mail", "v=spf1 -all", NULL, NULL },
  { "curly quotes", "\xe2\x80\x9cv=spf1 -all\xe2\x80\x9d", "spf.smart_quotes", "\xe2\x80\x9c" },
  { "a tilde of full width",
    "v=spf1 a \xef\xbd\x9e"
    "all",
    "spf.fullwidth", "\xef\xbd\x9e" },
  { "a space of full width", "v=spf1\xe3\x80\x80-all", "spf.fullwidth", "\xe3\x80\x80" },
  { "a dash of a word processor",
    "v=spf1 a \xe2\x80\x93"
    "all",
    "spf.non_ascii", "\xe2\x80\x93" },
  { "bytes that are no UTF-8", "v=spf1 a \xff -all", "spf.non_ascii", "\xff" },
  { "a tab", "v=spf1 a\t-all", "spf.control_char", "\t" },
  { "quotes that the panel kept", "\"v=spf1 -all\"", "spf.quotes_in_value", "\"" },
  { "one at the end alone", "v=spf1 a -all\"", "spf.quotes_in_value", "-all\"" },
  { "single quotes", "'v=spf1 -all'", "spf.quotes_in_value", "'" },
  { "quotes that somebody escaped", "\\\"v=spf1 -all\\\"", "spf.quotes_in_value", "\\\"" },
  { "a colon behind the version", "v=spf1: a -all", "spf.version_typo", "v=spf1:" },
  { "no space behind the version", "v=spf1include:x.test -all", "spf.no_space_after_version",
    "v=spf1" },
  { "a space before it", "  v=spf1 -all", "spf.leading_space", "  " },
  { "letters swapped", "v=sfp1 -all", "spf.version_typo", "v=sfp1" },
  { "a letter left out", "v=pf1 -all", "spf.version_typo", "v=pf1" },
  { "version 2", "v=spf2 -all", "spf.version_typo", "v=spf2" },
  { "a version with a number more", "v=spf1.1 -all", "spf.version_typo", "v=spf1." },
  { "a comma behind the version", "v=spf1, a, -all", "spf.comma_separated", "," },
  { "another text in front", "MS=ms123 v=spf1 -all", "spf.glued_txt", "MS=ms123 " },
  { "Sender ID", "spf2.0/pra -all", "spf.sender_id_only", "spf2.0" },
  { "a key of DKIM is none", "v=DKIM1; p=abc", NULL, NULL },
  { "nor is MTA-STS", "v=STSv1; id=1", NULL, NULL },
  { "two records in one", "v=spf1 a v=spf1 mx -all", "spf.double_version", "v=spf1" },
  { "ipv4", "v=spf1 ipv4:192.0.2.1 -all", "spf.unknown_mechanism", "ipv4:192.0.2.1" },
  { "an address alone", "v=spf1 192.0.2.1 -all", "spf.missing_mechanism_for_ip", "192.0.2.1" },
  { "a name alone", "v=spf1 mail.example.com -all", "spf.missing_mechanism_for_ip",
    "mail.example.com" },
  { "commas", "v=spf1 a,mx -all", "spf.comma_separated", "a,mx" },
  { "a comma that the grammar lets through", "v=spf1 include:x.test,y.test -all",
    "spf.comma_separated", "include:x.test,y.test" },
  { "a space behind the colon", "v=spf1 include: x.test -all", "spf.include_space", "include:" },
  { "a space behind the equals sign", "v=spf1 redirect= x.test", "spf.include_space", "redirect=" },
  { "a space for the colon", "v=spf1 include x.test -all", "spf.include_space", "include" },
  { "a URL alone", "v=spf1 https://x.test -all", "spf.include_url", "https://x.test" },
  { "a mail address alone", "v=spf1 info@x.test -all", "spf.include_email", "info@x.test" },
  { "a hyphen that the grammar takes for the name's", "v=spf1 include:x.test-all",
    "spf.missing_space_between_terms", "include:x.test-all" },
  { "a tilde on its own is no +all", "v=spf1 a ~ all", "spf.unknown_mechanism", "~" },
  { "equals for a colon", "v=spf1 ip4=192.0.2.1 -all", "spf.include_equals", "ip4=192.0.2.1" },
  { "a colon for equals", "v=spf1 redirect:x.test", "spf.redirect_colon", "redirect:x.test" },
  { "include twice", "v=spf1 include:include:x.test -all", "spf.include_twice",
    "include:include:x.test" },
  { "a URL", "v=spf1 include:https://x.test -all", "spf.include_url", "include:https://x.test" },
  { "an address for a name", "v=spf1 include:192.0.2.1 -all", "spf.include_ip",
    "include:192.0.2.1" },
  { "a mail address", "v=spf1 include:info@x.test -all", "spf.include_email",
    "include:info@x.test" },
  { "letters in an address", "v=spf1 ip4:192.0.2.x -all", "spf.bad_ip4", "ip4:192.0.2.x" },
  { "a range", "v=spf1 ip4:192.0.2.1-9 -all", "spf.bad_ip4", "ip4:192.0.2.1-9" },
  { "a wide prefix", "v=spf1 ip4:192.0.2.1/64 -all", "spf.bad_cidr", "ip4:192.0.2.1/64" },
  { "a prefix behind a name", "v=spf1 include:x.test/24 -all", "spf.bad_cidr",
    "include:x.test/24" },
  { "IPv6 in ip4", "v=spf1 ip4:2001:db8::1 -all", "spf.ip6_in_ip4", "ip4:2001:db8::1" },
  { "IPv4 in ip6", "v=spf1 ip6:192.0.2.1 -all", "spf.ip4_in_ip6", "ip6:192.0.2.1" },
  { "a letter that is no digit", "v=spf1 ip6:2001:db8::g -all", "spf.bad_ip6", "ip6:2001:db8::g" },
  { "no space before all", "v=spf1 include:x.test~all", "spf.missing_space_between_terms",
    "include:x.test~all" },
  { "no space before another", "v=spf1 ip4:192.0.2.1ip4:192.0.2.2 -all",
    "spf.missing_space_between_terms", "ip4:192.0.2.1ip4:192.0.2.2" },
  { "none, and the grammar lets it through", "v=spf1 include:x.testinclude:y.test -all",
    "spf.missing_space_between_terms", "include:x.testinclude:y.test" },
  { "redirect twice", "v=spf1 redirect=x.test redirect=y.test", "spf.duplicate_redirect",
    "redirect=y.test" },
  { "a macro that is none", "v=spf1 exists:%{z}.x.test -all", "spf.macro_bad",
    "exists:%{z}.x.test" },
  { "everybody", "v=spf1 a +all", "spf.plus_all", "+all" },
  { "everybody, without a sign", "v=spf1 a all", "spf.plus_all", "all" },
  { "undecided", "v=spf1 a ?all", "spf.neutral_all", "?all" },
  { "no end", "v=spf1 a", "spf.no_all", "" },
  { "a term behind all", "v=spf1 -all include:x.test", "spf.term_after_all", "include:x.test" },
  { "another text behind all", "v=spf1 -all MS=ms1", "spf.term_after_all", "MS=ms1" },
  { "an explanation behind all is right", "v=spf1 a -all exp=x.test", NULL, NULL },
  { "redirect beside all", "v=spf1 redirect=x.test -all", "spf.redirect_ignored",
    "redirect=x.test" },
  { "a network of 11 bits", "v=spf1 ip4:10.0.0.0/11 -all", "spf.permissive_cidr",
    "ip4:10.0.0.0/11" },
  { "one of 12 bits", "v=spf1 ip4:10.0.0.0/12 -all", NULL, NULL },
  { "two strings that make a right name and another meaning: told by their joint",
    "v=spf1 a:a.test mx -all", NULL, NULL },
  { "a web address without its scheme", "v=spf1 include://_spf.a.test -all", "spf.include_url",
    "include://_spf.a.test" },
  { "a web address behind ip4 (RFC 7208 §5.6)", "v=spf1 ip4:http://192.0.2.1 -all", "spf.bad_ip4",
    "ip4:http://192.0.2.1" },
  { "a web address behind ip6 (RFC 7208 §5.6)", "v=spf1 ip6:http://192.0.2.1/ -all", "spf.bad_ip6",
    "ip6:http://192.0.2.1/" },
  { "the end of a web address (RFC 7208 §5.2)", "v=spf1 include:a.test/ -all", "spf.include_url",
    "include:a.test/" },
  { "a path (RFC 7208 §6.1)", "v=spf1 redirect=a.test/spf", "spf.include_url",
    "redirect=a.test/spf" },
  { "a name that may have a prefix (RFC 7208 §5.3)", "v=spf1 a:a.test/ -all", "spf.bad_cidr",
    "a:a.test/" },
  { "ip4 and equals, without a value", "v=spf1 ip4= mx -all", "spf.include_equals", "ip4=" },
  { "ip4 behind include", "v=spf1 include:ip4:192.0.2.1 -all", "spf.include_ip",
    "include:ip4:192.0.2.1" },
  { "a prefix that is too long, without a name", "v=spf1 a/33 -all", "spf.bad_cidr", "a/33" },
  { "single quotes", "v=spf1 include:'a.test' -all", "spf.quotes_in_value", "include:'a.test'" },
  { "guillemets", "\xc2\xabv=spf1 mx -all\xc2\xbb", "spf.smart_quotes", "\xc2\xab" },
  { "a second record without a space", "v=spf1 a ~allv=spf1 mx -all", "spf.double_version",
    "~allv=spf1" },
  { "a second record behind a semicolon", "v=spf1 mx -all;v=spf1 a -all", "spf.double_version",
    "-all;v=spf1" },
  { "a space inside a name", "v=spf1 include:_spf. a.test -all", "spf.include_space",
    "include:_spf." },
  { "a plus sign without a space", "v=spf1 include:a.test+mx -all",
    "spf.missing_space_between_terms", "include:a.test+mx" },
  { "the version in other words", "version=spf1 mx -all", "spf.version_typo", "version=spf1" },
  { "a wide network that is refused", "v=spf1 -ip4:0.0.0.0/0", "spf.no_all", "" },
  { "ptr", "v=spf1 ptr -all", "spf.ptr", "ptr" },
};

static void
test_faults (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fault_rows); i++)
    {
      const FaultRow *row = &fault_rows[i];
      g_autoptr (HatoSpfRecord) record =
          hato_spf_record_parse (row->text, strlen (row->text), NULL, 0);
      const HatoNote *note =
          record->notes->len > 0 ? &g_array_index (record->notes, HatoNote, 0) : NULL;

      g_test_message ("%s", row->description);
      g_assert_cmpstr (note != NULL ? note->code : NULL, ==, row->code);
      if (note != NULL)
        {
          g_autofree char *marked = g_strndup (row->text + note->start, note->end - note->start);

          g_assert_cmpstr (marked, ==, row->marked);
          g_assert_true (hato_spf_record_is_meant (row->text, strlen (row->text)));
        }
    }
}

/* §3.3: strings are joined without a space, and a fault at the seam is told from one inside. */
static void
test_strings (void)
{
  const char *text = "v=spf1 include:x.test~all";
  const char *glued = "v=spf1 amx -all";
  gsize at_seam[] = { 21, 25 }, elsewhere[] = { 10, 25 }, between[] = { 8, 15 };
  g_autoptr (HatoSpfRecord) short_terms = hato_spf_record_parse (glued, 15, between, 2);
  g_autoptr (HatoSpfRecord) seam = hato_spf_record_parse (text, 25, at_seam, 2);
  g_autoptr (HatoSpfRecord) inside = hato_spf_record_parse (text, 25, elsewhere, 1);

  g_assert_true (hato_notes_have (seam->notes, "spf.string_split_no_space"));
  g_assert_true (hato_notes_have (short_terms->notes, "spf.string_split_no_space"));
  g_assert_true (hato_notes_have (inside->notes, "spf.missing_space_between_terms"));
}

/* Both sides of the length that fits an answer without EDNS (§3.4), and of the number of terms that are read. */
static void
test_limits (void)
{
  g_autoptr (GString) text = g_string_new ("v=spf1 -all");
  g_autoptr (GString) many = g_string_new ("v=spf1");
  g_autoptr (HatoSpfRecord) fits = NULL;
  g_autoptr (HatoSpfRecord) longer = NULL;
  g_autoptr (HatoSpfRecord) most = NULL;
  g_autoptr (HatoSpfRecord) more = NULL;

  while (text->len < 512)
    g_string_append_c (text, ' ');
  fits = hato_spf_record_parse (text->str, text->len, NULL, 0);
  g_string_append_c (text, ' ');
  longer = hato_spf_record_parse (text->str, text->len, NULL, 0);
  g_assert_false (hato_notes_have (fits->notes, "spf.too_long"));
  g_assert_true (hato_notes_have (longer->notes, "spf.too_long"));

  for (guint i = 0; i < 40000; i++)
    g_string_append (many, " a");
  most = hato_spf_record_parse (many->str, many->len, NULL, 0);
  g_string_append (many, " a");
  more = hato_spf_record_parse (many->str, many->len, NULL, 0);
  g_assert_true (most->valid);
  g_assert_cmpuint (most->n_terms, ==, 40000);
  g_assert_false (more->valid);
}

static void
test_terms (void)
{
  const char *text = "v=spf1 -a:Mail.Example.COM./24//48 ?ip6:2001:db8::/32 exists:%{i}.x.test "
                     "redirect=Y.test exp=%{d}.z.test";
  g_autoptr (HatoSpfRecord) record = hato_spf_record_parse (text, strlen (text), NULL, 0);
  static const guint8 network[16] = { 0x20, 0x01, 0x0d, 0xb8 };

  g_assert_true (record->valid);
  g_assert_cmpuint (record->n_terms, ==, 3);
  g_assert_cmpint (record->terms[0].mechanism, ==, HATO_SPF_A);
  g_assert_cmpint (record->terms[0].qualifier, ==, HATO_SPF_QUALIFIER_FAIL);
  g_assert_cmpstr (record->terms[0].domain.text, ==, "mail.example.com");
  g_assert_cmpuint (record->terms[0].prefix4, ==, 24);
  g_assert_cmpuint (record->terms[0].prefix6, ==, 48);
  g_assert_cmpint (record->terms[1].qualifier, ==, HATO_SPF_QUALIFIER_NEUTRAL);
  g_assert_cmpint (memcmp (record->terms[1].network, network, sizeof network), ==, 0);
  g_assert_cmpuint (record->terms[1].prefix6, ==, 32);
  g_assert_true (record->terms[2].domain.macros);
  g_assert_cmpstr (record->terms[2].domain.text, ==, "%{i}.x.test");
  g_assert_cmpstr (record->redirect.text, ==, "y.test");
  g_assert_true (record->explanation.macros);
}

static void
add_txt (HatoEvidence *evidence, const char *text)
{
  HatoDnsRecord *record = hato_dns_record_new (HATO_DNS_TXT, 300);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  const GBytes *strings[] = { bytes };

  hato_dns_record_set_strings (record, strings, 1);
  hato_dns_record_finish (record);
  hato_evidence_take_record (evidence, record);
}

/* §4.5: which of the TXT records are SPF records. */
static void
test_selection (void)
{
  g_autoptr (HatoQuestion) question = hato_question_new_dns ("x.test", HATO_DNS_TXT);
  g_autoptr (HatoEvidence) none = hato_evidence_new (question, "zone");
  g_autoptr (HatoEvidence) one = hato_evidence_new (question, "zone");
  g_autoptr (HatoEvidence) two = hato_evidence_new (question, "zone");

  add_txt (none, "v=spf10 -all");
  add_txt (one, "MS=ms1");
  add_txt (one, "V=SPF1 -all");
  add_txt (two, "v=spf1");
  add_txt (two, "v=spf1 -all");
  g_assert_cmpuint (hato_spf_txt_get (none)->n_records, ==, 0);
  g_assert_null (hato_spf_txt_get (none)->record);
  g_assert_cmpuint (hato_spf_txt_get (one)->n_records, ==, 1);
  g_assert_cmpstr (hato_spf_txt_get (one)->record->text, ==, "V=SPF1 -all");
  g_assert_cmpuint (hato_spf_txt_get (two)->n_records, ==, 2);
  g_assert_true (hato_spf_txt_get (one) == hato_spf_txt_get (one));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spf-record/grammar", test_grammar);
  g_test_add_func ("/spf-record/faults", test_faults);
  g_test_add_func ("/spf-record/strings", test_strings);
  g_test_add_func ("/spf-record/limits", test_limits);
  g_test_add_func ("/spf-record/terms", test_terms);
  g_test_add_func ("/spf-record/selection", test_selection);
  return g_test_run ();
}
