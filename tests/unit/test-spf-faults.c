/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was meant as an SPF record, and what was not: records/spf-faults.c. The names of faults: test-spf-record.c. */
#include "config.h"

#include "records/spf-faults.h"

#include <string.h>

typedef struct
{
  const char *description;
  const char *text;
  gboolean meant;
} MeantRow;

static const MeantRow meant_rows[] = {
  { "a record", "v=spf1 -all", TRUE },
  { "in upper case", "V=SPF1 -ALL", TRUE },
  { "in quotes", "\"v=spf1 -all\"", TRUE },
  { "in curly quotes", "\xe2\x80\x9cv=spf1 -all\xe2\x80\x9d", TRUE },
  { "in corner brackets", "\xe3\x80\x8cv=spf1 -all\xe3\x80\x8d", TRUE },
  { "of full width",
    "\xef\xbd\x96\xef\xbc\x9d\xef\xbd\x93\xef\xbd\x90\xef\xbd\x86\xef\xbc\x91 -all", TRUE },
  { "behind a byte order mark", "\xef\xbb\xbfv=spf1 -all", TRUE },
  { "behind spaces", "   v=spf1 -all", TRUE },
  { "with spaces around the sign", "v = spf1 -all", TRUE },
  { "without the v", "spf1 -all", TRUE },
  { "Sender ID", "spf2.0/mfrom,pra -all", TRUE },
  { "one edit", "v=spf -all", TRUE },
  { "letters swapped", "v=fsp1 -all", TRUE },
  { "two edits", "v-sfp1 -all", TRUE },
  { "behind another text", "google-site-verification=1 v=spf1 -all", TRUE },
  { "nothing", "", FALSE },
  { "one letter", "v", FALSE },
  { "DMARC", "v=DMARC1; p=none", FALSE },
  { "DKIM", "v=DKIM1; k=rsa; p=MIGf", FALSE },
  { "MTA-STS", "v=STSv1; id=20260101", FALSE },
  { "TLS-RPT", "v=TLSRPTv1; rua=mailto:x@x.test", FALSE },
  { "BIMI", "v=BIMI1; l=https://x.test/x.svg", FALSE },
  { "a proof of ownership", "google-site-verification=spf1", FALSE },
  { "a sentence about SPF", "our SPF record is at another name", FALSE },
  { "bytes", "\xff\xfe\xfd", FALSE },
};

static void
test_meant (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (meant_rows); i++)
    {
      g_test_message ("%s", meant_rows[i].description);
      g_assert_cmpint (hato_spf_is_meant (meant_rows[i].text, strlen (meant_rows[i].text)), ==,
                       meant_rows[i].meant);
    }
}

/* Texts that are not meant as SPF get no note, whatever is in them. */
static void
test_others_are_left_alone (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (meant_rows); i++)
    {
      const char *text = meant_rows[i].text;
      g_autoptr (GArray) notes = hato_notes_new ();

      if (meant_rows[i].meant)
        continue;
      g_test_message ("%s", meant_rows[i].description);
      g_assert_false (hato_spf_faults_in_text (text, strlen (text), notes));
      hato_spf_faults_in_version (text, strlen (text), notes);
      g_assert_cmpuint (notes->len, ==, 0);
    }
}

/* Each kind of character is noted once, at its first place. */
static void
test_characters (void)
{
  const char *text = "v=spf1 a\t\xe2\x80\x93"
                     "all\t\xe2\x80\x93\xef\xbc\x8d";
  static const struct
  {
    const char *code;
    gsize start, end;
  } wanted[] = {
    { "spf.control_char", 8, 9 },
    { "spf.non_ascii", 9, 12 },
    { "spf.fullwidth", 19, 22 },
  };
  g_autoptr (GArray) notes = hato_notes_new ();

  g_assert_true (hato_spf_faults_in_text (text, strlen (text), notes));
  g_assert_cmpuint (notes->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < notes->len; i++)
    {
      const HatoNote *note = &g_array_index (notes, HatoNote, i);

      g_assert_cmpstr (note->code, ==, wanted[i].code);
      g_assert_cmpuint (note->start, ==, wanted[i].start);
      g_assert_cmpuint (note->end, ==, wanted[i].end);
    }
}

/* Every term that breaks the grammar gets just one name, qualifier or not. */
static void
test_terms (void)
{
  static const char *const terms[] = { "",   "-",    "+",   "x",  ":",     "=",  "/",
                                       "a:", "-a:",  "ip4", ".",  "%",     "\"", ",",
                                       "@",  "all=", "...", "::", "+ip6:/" };

  for (gsize i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      g_autoptr (GArray) notes = hato_notes_new ();
      gsize length = strlen (terms[i]);

      hato_spf_fault_of_term (terms[i], 0, length, NULL, 0, notes);
      g_assert_cmpuint (notes->len, ==, 1);
      g_assert_true (g_str_has_prefix (g_array_index (notes, HatoNote, 0).code, "spf."));
      g_assert_cmpuint (g_array_index (notes, HatoNote, 0).end, ==, length);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spf-faults/meant", test_meant);
  g_test_add_func ("/spf-faults/others-are-left-alone", test_others_are_left_alone);
  g_test_add_func ("/spf-faults/characters", test_characters);
  g_test_add_func ("/spf-faults/terms", test_terms);
  return g_test_run ();
}
