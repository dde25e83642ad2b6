/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "records/dmarc-record.h"

typedef struct
{
  const char *description;
  const char *text;
  gboolean is_record;
  gboolean valid;
  const char *policy;    /* (nullable) */
  const char *subdomain; /* (nullable) */
} GrammarRow;

/* What a receiver takes from a text. Sections of RFC 9989 unless another RFC is named. */
static const GrammarRow grammar_rows[] = {
  { "§4.8: the least", "v=DMARC1; p=none", TRUE, TRUE, "none", NULL },
  { "§4.8: a final semicolon", "v=DMARC1;p=reject;", TRUE, TRUE, "reject", NULL },
  { "§4.8: white space around everything", "v = DMARC1 ;\tp\t= quarantine ; ", TRUE, TRUE,
    "quarantine", NULL },
  { "§4.8: the version alone is a record", "v=DMARC1", TRUE, FALSE, NULL, NULL },
  { "RFC 5234 §2.3: names and values in either case", "V=DMARC1; P=Reject; SP=None", TRUE, TRUE,
    "reject", "none" },
  { "§4.7: the version in small letters", "v=dmarc1; p=none", FALSE, FALSE, NULL, NULL },
  { "§4.7: a version that begins alike", "v=DMARC10; p=none", FALSE, FALSE, NULL, NULL },
  { "§4.7: the version not first", "p=none; v=DMARC1", FALSE, FALSE, NULL, NULL },
  { "§4.10: a space before the version", " v=DMARC1; p=none", FALSE, FALSE, NULL, NULL },
  { "§4.7: an unknown tag is passed over", "v=DMARC1; p=none; x=y", TRUE, TRUE, "none", NULL },
  { "§4.10.1: no policy, reports wanted", "v=DMARC1; rua=mailto:a@x.test", TRUE, TRUE, "none",
    NULL },
  { "§4.10.1: no policy, no reports", "v=DMARC1; sp=none", TRUE, FALSE, NULL, NULL },
  { "§4.10.1: a policy that is none, no reports", "v=DMARC1; p=no", TRUE, FALSE, NULL, NULL },
  { "§4.10.1: a policy that is none, reports wanted", "v=DMARC1; p=no; rua=mailto:a@x.test", TRUE,
    FALSE, "none", NULL },
  { "§4.10.1: an sp that is none", "v=DMARC1; p=reject; sp=no", TRUE, FALSE, NULL, NULL },
  { "§4.10.1: an np that is none, reports wanted", "v=DMARC1; p=reject; np=no; rua=mailto:a@x.test",
    TRUE, FALSE, "none", NULL },
  { "§4.7: a wrong address is no address", "v=DMARC1; rua=mailto:", TRUE, FALSE, NULL, NULL },
  { "RFC 7489 §6.4: a size behind an address", "v=DMARC1; rua=mailto:a@x.test!10m", TRUE, TRUE,
    "none", NULL },
  { "… and what is none", "v=DMARC1; rua=mailto:a@x.test!10p", TRUE, FALSE, NULL, NULL },
  { "RFC 6376 §3.2: a tag twice voids the list", "v=DMARC1; p=none; p=none", TRUE, FALSE, NULL,
    NULL },
  { "… whichever tag it is", "v=DMARC1; p=reject; adkim=s; adkim=r", TRUE, FALSE, NULL, NULL },
  { "§4.7: a wrong alignment falls back", "v=DMARC1; p=reject; aspf=x", TRUE, FALSE, "reject",
    NULL },
  { "§4.7: obsolete tags are passed over", "v=DMARC1; p=reject; pct=0; ri=1; rf=afrf", TRUE, TRUE,
    "reject", NULL },
  { "full-width characters in an address", "v=DMARC1; p=reject; rua=mailto:a＠x.test", TRUE, FALSE,
    "reject", NULL },
  { "an empty text", "", FALSE, FALSE, NULL, NULL },
};

static void
test_grammar (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (grammar_rows); i++)
    {
      const GrammarRow *row = &grammar_rows[i];
      g_autoptr (HatoDmarcRecord) record = hato_dmarc_record_parse (row->text, strlen (row->text));

      g_test_message ("%s: %s", row->description, row->text);
      g_assert_cmpint (record->is_record, ==, row->is_record);
      g_assert_cmpint (record->valid, ==, row->valid);
      g_assert_cmpstr (hato_dmarc_policy_to_string (record->policy), ==, row->policy);
      g_assert_cmpstr (hato_dmarc_policy_to_string (record->subdomain_policy), ==, row->subdomain);
    }
}

typedef struct
{
  const char *description;
  const char *text;
  const char *code;   /* of the first note; NULL = there is none */
  const char *marked; /* what it marks */
} FaultRow;

/* What people publish where they mean a record. */
static const FaultRow fault_rows[] = {
  { "nothing to note", "v=DMARC1; p=reject; rua=mailto:a@x.test", NULL, NULL },
  { "small letters", "v=dmarc1; p=none", "dmarc.version_case", "v=dmarc1" },
  { "mixed letters", "v=Dmarc1;p=none", "dmarc.version_case", "v=Dmarc1" },
  { "the number left out", "v=DMARC; p=none", "dmarc.version_typo", "v=DMARC" },
  { "a letter for the number", "v=DMARCl; p=none", "dmarc.version_typo", "v=DMARCl" },
  { "version 2", "v=DMARC2; p=none", "dmarc.version_typo", "v=DMARC2" },
  { "letters swapped", "v=DMRAC1; p=none", "dmarc.version_typo", "v=DMRAC1" },
  { "a letter left out", "v=DMAC1; p=none", "dmarc.version_typo", "v=DMAC1" },
  { "a letter for another", "v=DMARK1; p=none", "dmarc.version_typo", "v=DMARK1" },
  { "a space in the version", "v=DMARC 1; p=none", "dmarc.version_typo", "v=DMARC 1" },
  { "a hyphen for the equals sign", "v-DMARC1; p=none", "dmarc.version_typo", "v-DMARC1" },
  { "no v", "DMARC1; p=none", "dmarc.version_typo", "DMARC1" },
  { "the equals sign left out", "vDMARC1; p=none", "dmarc.version_typo", "vDMARC1" },
  { "version written out", "version=DMARC1; p=none", "dmarc.version_typo", "version=DMARC1" },
  { "a point behind the version", "v=DMARC1.; p=none", "dmarc.version_typo", "v=DMARC1." },
  { "no version", "p=none; rua=mailto:a@x.test", "dmarc.version_missing", "p=none" },
  { "no version, another order", "rua=mailto:a@x.test; p=none", "dmarc.version_missing",
    "rua=mailto:a@x.test" },
  { "the version last", "p=reject; rua=mailto:a@x.test; v=DMARC1", "dmarc.version_not_first",
    "v=DMARC1" },
  { "the version second", "p=reject; v=DMARC1; rua=mailto:a@x.test", "dmarc.version_not_first",
    "v=DMARC1" },
  { "a space in front", "  v=DMARC1; p=none", "dmarc.leading_space", "  " },
  { "a tab in front", "\tv=DMARC1; p=none", "dmarc.leading_space", "\t" },
  { "a no-break space in front", "\u00a0v=DMARC1; p=none", "dmarc.leading_space", "\u00a0" },
  { "no semicolon, and a space", "v=DMARC1 p=none", "dmarc.no_semicolon", " " },
  { "no semicolon, and no space", "v=DMARC1p=none", "dmarc.no_semicolon", "p" },
  { "no semicolon further on", "v=DMARC1; p=none rua=mailto:a@x.test", "dmarc.no_semicolon",
    "p=none rua=mailto:a@x.test" },
  { "none before the last", "v=DMARC1; p=none; rua=mailto:a@x.test fo=1", "dmarc.no_semicolon",
    "rua=mailto:a@x.test fo=1" },
  { "commas", "v=DMARC1, p=none, rua=mailto:a@x.test", "dmarc.comma_separators", "," },
  { "a comma further on", "v=DMARC1; p=none, rua=mailto:a@x.test", "dmarc.comma_separators",
    "p=none, rua=mailto:a@x.test" },
  { "colons", "v=DMARC1; p:none; rua:mailto:a@x.test", "dmarc.colon_for_equals", "p:none" },
  { "a colon in the version", "v:DMARC1; p=none", "dmarc.colon_for_equals", "v:DMARC1" },
  { "colons for semicolons", "v=DMARC1: p=none", "dmarc.no_semicolon", ":" },
  { "a hyphen for an equals sign", "v=DMARC1; p-none", "dmarc.bad_tag", "p-none" },
  { "a policy alone", "v=DMARC1; none", "dmarc.bad_tag", "none" },
  { "a policy that is none", "v=DMARC1; p=monitor", "dmarc.invalid_p", "p=monitor" },
  { "a policy with an end", "v=DMARC1; p=rejected", "dmarc.invalid_p", "p=rejected" },
  { "an empty policy", "v=DMARC1; p=; rua=mailto:a@x.test", "dmarc.invalid_p", "p=" },
  { "a policy mistyped", "v=DMARC1; p=quarentine", "dmarc.invalid_p", "p=quarentine" },
  { "a policy with a point", "v=DMARC1; p=none.", "dmarc.invalid_p", "p=none." },
  { "no policy", "v=DMARC1; rua=mailto:a@x.test", "dmarc.missing_p", "v=DMARC1" },
  { "a policy by another name", "v=DMARC1; policy=reject", "dmarc.missing_p", "v=DMARC1" },
  { "nothing but the version", "v=DMARC1;", "dmarc.missing_p", "v=DMARC1" },
  { "quotes around", "\"v=DMARC1; p=none\"", "dmarc.quotes_in_value", "\"" },
  { "a quote at the end", "v=DMARC1; p=none\"", "dmarc.quotes_in_value", "\"" },
  { "quotes around a value", "v=DMARC1; p=\"none\"", "dmarc.quotes_in_value", "\"" },
  { "single quotes around", "'v=DMARC1; p=none'", "dmarc.quotes_in_value", "'" },
  { "quotes where two strings met", "v=DMARC1; p=none; \" \"rua=mailto:a@x.test",
    "dmarc.quotes_in_value", "\"" },
  { "escaped quotes", "\\\"v=DMARC1; p=none\\\"", "dmarc.escaped_quotes", "\\\"" },
  { "escaped semicolons", "v=DMARC1\\; p=none\\; rua=mailto:a@x.test", "dmarc.escaped_semicolon",
    "\\;" },
  { "escaped further on", "v=DMARC1; p=none\\; rua=mailto:a@x.test", "dmarc.escaped_semicolon",
    "\\;" },
  { "typographic quotes", "“v=DMARC1; p=none”", "dmarc.smart_quotes", "“" },
  { "typographic single quotes", "v=DMARC1; p=‘none’", "dmarc.smart_quotes", "‘" },
  { "a full-width semicolon", "v=DMARC1； p=none", "dmarc.fullwidth", "；" },
  { "a full-width version", "ｖ＝ＤＭＡＲＣ１； ｐ＝ｎｏｎｅ", "dmarc.fullwidth", "ｖ" },
  { "a full-width space", "v=DMARC1;　p=none", "dmarc.fullwidth", "　" },
  { "a full-width sign", "v=DMARC1; p=none; rua=mailto:a＠x.test", "dmarc.fullwidth", "＠" },
  { "a policy in another language (RFC 9989 §4.7)", "v=DMARC1; p=検疫; rua=mailto:a@x.test",
    "dmarc.invalid_p", "p=検疫" },
  { "a letter of another alphabet in the policy", "v=DMARC1; p=nonе", "dmarc.invalid_p", "p=nonе" },
  { "a policy that is no text", "v=DMARC1; p=\xff; sp=none", "dmarc.invalid_p", "p=\xff" },
  { "a policy for subdomains in another language", "v=DMARC1; p=none; sp=検疫",
    "dmarc.bad_tag_value", "検" },
  { "an alignment that is none", "v=DMARC1; p=none; adkim=strict; rua=mailto:a@x.test",
    "dmarc.bad_tag_value", "adkim=strict" },
  { "an sp that is none", "v=DMARC1; p=none; sp=all; rua=mailto:a@x.test", "dmarc.bad_tag_value",
    "sp=all" },
  { "report options without colons", "v=DMARC1; p=reject; fo=01; rua=mailto:a@x.test",
    "dmarc.bad_tag_value", "fo=01" },
  { "a test flag that is none", "v=DMARC1; p=reject; t=yes; rua=mailto:a@x.test",
    "dmarc.bad_tag_value", "t=yes" },
  { "the policy twice", "v=DMARC1; p=none; p=reject; rua=mailto:a@x.test", "dmarc.duplicate_tag",
    "p=reject" },
  { "the addresses twice", "v=DMARC1; p=reject; rua=mailto:a@x.test; rua=mailto:b@x.test",
    "dmarc.duplicate_tag", "rua=mailto:b@x.test" },
  { "two records in one", "v=DMARC1; p=none; rua=mailto:a@x.test; v=DMARC1; p=reject",
    "dmarc.duplicate_tag", "v=DMARC1" },
  { "semicolons between addresses", "v=DMARC1; p=reject; rua=mailto:a@x.test;mailto:b@x.test",
    "dmarc.bad_uri_separator", "mailto:b@x.test" },
  { "a space between addresses", "v=DMARC1; p=reject; rua=mailto:a@x.test mailto:b@x.test",
    "dmarc.bad_uri_separator", "mailto:a@x.test mailto:b@x.test" },
  { "an address behind a semicolon", "v=DMARC1; p=reject; rua=mailto:a@x.test; b@x.test",
    "dmarc.bad_uri_separator", "b@x.test" },
  { "no mailto", "v=DMARC1; p=reject; rua=a@x.test", "dmarc.rua_no_mailto", "a@x.test" },
  { "no mailto at the second", "v=DMARC1; p=reject; rua=mailto:a@x.test,b@x.test",
    "dmarc.rua_no_mailto", "b@x.test" },
  { "mailto with an equals sign", "v=DMARC1; p=reject; rua=mailto=a@x.test", "dmarc.rua_no_mailto",
    "mailto=a@x.test" },
  { "a space behind mailto", "v=DMARC1; p=reject; rua=mailto: a@x.test", "dmarc.rua_bad_address",
    "mailto: a@x.test" },
  { "no domain", "v=DMARC1; p=reject; rua=mailto:postmaster", "dmarc.rua_bad_address",
    "mailto:postmaster" },
  { "a domain without a point", "v=DMARC1; p=reject; rua=mailto:a@x", "dmarc.rua_bad_address",
    "mailto:a@x" },
  { "two signs", "v=DMARC1; p=reject; rua=mailto:a@@x.test", "dmarc.rua_bad_address",
    "mailto:a@@x.test" },
  { "angle brackets", "v=DMARC1; p=reject; rua=mailto:<a@x.test>", "dmarc.rua_bad_address",
    "mailto:<a@x.test>" },
  { "slashes", "v=DMARC1; p=reject; rua=mailto://a@x.test", "dmarc.rua_bad_address",
    "mailto://a@x.test" },
  { "an empty list", "v=DMARC1; p=reject; rua=", "dmarc.rua_bad_address", "rua=" },
  { "obsolete", "v=DMARC1; p=reject; pct=50; rua=mailto:a@x.test", "dmarc.obsolete_tag", "pct=50" },
  { "SPF", "v=spf1 -all", "dmarc.spf_here", "v=spf1 -all" },
  { "SPF in quotes", "\"v=spf1 -all\"", "dmarc.spf_here", "\"v=spf1 -all\"" },
  { "a verification text", "google-site-verification=abc", "dmarc.not_dmarc",
    "google-site-verification=abc" },
  { "a key", "v=DKIM1; p=abc", "dmarc.not_dmarc", "v=DKIM1; p=abc" },
  { "nothing", "", "dmarc.not_dmarc", "" },
};

static void
test_faults (void)
{
  guint n_wrong = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (fault_rows); i++)
    {
      const FaultRow *row = &fault_rows[i];
      g_autoptr (HatoDmarcRecord) record = hato_dmarc_record_parse (row->text, strlen (row->text));
      const HatoNote *note =
          record->notes->len > 0 ? &g_array_index (record->notes, HatoNote, 0) : NULL;
      g_autofree char *marked =
          note != NULL ? g_strndup (row->text + note->start, note->end - note->start) : NULL;

      if (g_strcmp0 (note != NULL ? note->code : NULL, row->code) == 0
          && g_strcmp0 (marked, row->marked) == 0)
        continue;

      n_wrong++;
      g_test_message ("%s: %s: %s “%s”, wanted %s “%s”", row->description, row->text,
                      note != NULL ? note->code : "nothing", marked, row->code, row->marked);
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

static void
test_tags (void)
{
  const char *text =
      "v=DMARC1; p=reject; sp=quarantine; np=none; adkim=s; aspf=r; psd=n; t=y; fo=1:d; "
      "rua=mailto:a@x.test!10m, https://y.test/r; ruf=mailto:b@x.test";
  g_autoptr (HatoDmarcRecord) record = hato_dmarc_record_parse (text, strlen (text));

  g_assert_true (record->valid);
  g_assert_cmpint (record->policy, ==, HATO_DMARC_REJECT);
  g_assert_cmpint (record->subdomain_policy, ==, HATO_DMARC_QUARANTINE);
  g_assert_cmpint (record->missing_policy, ==, HATO_DMARC_NONE);
  g_assert_cmpint (record->psd, ==, HATO_DMARC_PSD_NO);
  g_assert_true (record->strict_dkim);
  g_assert_false (record->strict_spf);
  g_assert_true (record->testing);
  g_assert_cmpuint (record->rua->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (record->rua, 0), ==, "mailto:a@x.test");
  g_assert_cmpstr (g_ptr_array_index (record->rua, 1), ==, "https://y.test/r");
  g_assert_cmpuint (record->ruf->len, ==, 1);
  g_assert_cmpuint (record->ignored->len, ==, 0);
}

/* Known tags with a value that is none, and repeated ones, in the order of the text. */
static void
test_ignored (void)
{
  const char *text = "v=DMARC1; p=none; adkim=x; fo=01; rf=; pct=x; adkim=r; rua=mailto:a@x.test";
  g_autoptr (HatoDmarcRecord) record = hato_dmarc_record_parse (text, strlen (text));
  static const char *const ignored[] = { "adkim=x", "fo=01", "rf=", "adkim=r" };

  g_assert_cmpuint (record->ignored->len, ==, G_N_ELEMENTS (ignored));
  for (gsize i = 0; i < G_N_ELEMENTS (ignored); i++)
    g_assert_cmpstr (g_ptr_array_index (record->ignored, i), ==, ignored[i]);
}

/* Habits, in the order in which they are told. */
static void
test_habits (void)
{
  const char *text = "v=DMARC1; sp=none; p=quarantine; adkim=s; t=y";
  g_autoptr (HatoDmarcRecord) record = hato_dmarc_record_parse (text, strlen (text));
  static const char *const codes[] = { "dmarc.no_rua", "dmarc.test_mode", "dmarc.strict_alignment",
                                       "dmarc.sp_weaker", "dmarc.rfc7489_differs" };

  g_assert_cmpuint (record->notes->len, ==, G_N_ELEMENTS (codes));
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpstr (g_array_index (record->notes, HatoNote, i).code, ==, codes[i]);
}

static void
test_written_back (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fault_rows); i++)
    {
      const char *text = fault_rows[i].text;
      g_autoptr (HatoDmarcRecord) record = hato_dmarc_record_parse (text, strlen (text));
      g_autofree char *written = hato_dmarc_record_to_string (record);
      g_autoptr (HatoDmarcRecord) again = NULL;
      g_autofree char *twice = NULL;

      g_assert_cmpint (written != NULL, ==, record->policy != HATO_DMARC_UNSET);
      if (written == NULL)
        continue;
      again = hato_dmarc_record_parse (written, strlen (written));
      twice = hato_dmarc_record_to_string (again);
      g_test_message ("%s", written);
      g_assert_true (again->valid);
      g_assert_cmpstr (written, ==, twice);
      g_assert_cmpint (again->policy, ==, record->policy);
      g_assert_cmpuint (again->rua->len, ==, record->rua->len);
    }
}

/* Bytes behind a NUL are seen: they make the record broken, not shorter. */
static void
test_nul (void)
{
  static const char text[] = "v=DMARC1; p=none\0; rua=mailto:a@x.test";
  g_autoptr (HatoDmarcRecord) record = hato_dmarc_record_parse (text, sizeof text - 1);

  g_assert_true (record->is_record);
  g_assert_false (record->valid);
  g_assert_false (hato_notes_have (record->notes, "dmarc.no_rua"));
  g_assert_cmpuint (record->ignored->len, ==, 1);
  g_assert_true (hato_notes_have (record->notes, "dmarc.bad_tag_value"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dmarc-record/faults", test_faults);
  g_test_add_func ("/dmarc-record/grammar", test_grammar);
  g_test_add_func ("/dmarc-record/habits", test_habits);
  g_test_add_func ("/dmarc-record/ignored", test_ignored);
  g_test_add_func ("/dmarc-record/nul", test_nul);
  g_test_add_func ("/dmarc-record/tags", test_tags);
  g_test_add_func ("/dmarc-record/written-back", test_written_back);
  return g_test_run ();
}
