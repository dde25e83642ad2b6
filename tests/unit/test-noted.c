/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes of a parser become findings, and their places stay where they are, whatever the bytes. */
#include "config.h"

#include "dns/noted.h"

#include <string.h>

typedef struct
{
  const char *description;
  const char *bytes;
  gsize size;
  gsize start; /* of the note, in bytes */
  gsize end;
  const char *term; /* what a reader sees marked */
} Row;

#define BYTES(text) text, sizeof text - 1

static const Row rows[] = {
  { "the beginning", BYTES ("v=spf1 -all"), 0, 6, "v=spf1" },
  { "the end", BYTES ("v=spf1 -all"), 7, 11, "-all" },
  { "nothing, at the end", BYTES ("v=spf1 a"), 8, 8, "" },
  { "a place past the end is cut", BYTES ("v=spf1 a"), 7, 99, "a" },
  { "behind Japanese", BYTES ("\xe3\x80\x80v=spf1"), 3, 9, "v=spf1" },
  { "behind a byte that is no UTF-8", BYTES ("\xff v=spf1"), 2, 8, "v=spf1" },
  { "such a byte itself", BYTES ("v=spf1 \xff"), 7, 8, "\xef\xbf\xbd" },
  { "behind half a character", BYTES ("\xe3\x80 v=spf1"), 3, 9, "v=spf1" },
  { "behind a NUL", BYTES ("\0 v=spf1"), 2, 8, "v=spf1" },
};

static GPtrArray *
add_one (const char *bytes, gsize size, gsize start, gsize end, const HatoEvidence *evidence)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  g_autoptr (GArray) notes = hato_notes_new ();

  hato_notes_add (notes, "spf.unknown_mechanism", start, end);
  hato_noted_add_findings (findings, notes, bytes, size, "d.test", evidence);
  g_assert_cmpuint (findings->len, ==, 1);
  return findings;
}

static void
test_places (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) findings =
          add_one (rows[i].bytes, rows[i].size, rows[i].start, rows[i].end, NULL);
      const HatoFinding *finding = g_ptr_array_index (findings, 0);
      const HatoMark *mark = g_ptr_array_index (finding->excerpt->marks, 0);
      g_autofree char *marked =
          g_strndup (finding->excerpt->text + mark->start, mark->end - mark->start);

      g_test_message ("%s", rows[i].description);
      g_assert_true (g_utf8_validate (finding->excerpt->text, -1, NULL));
      g_assert_cmpstr (marked, ==, rows[i].term);
      g_assert_cmpstr (hato_finding_get_argument (finding, "term"), ==, rows[i].term);
      g_assert_cmpstr (mark->code, ==, "spf.unknown_mechanism");
    }
}

/* A sentence carries 200 bytes of a term; the excerpt carries all of it. */
static void
test_length (void)
{
  for (gsize length = 200; length <= 201; length++)
    {
      g_autofree char *text = g_strnfill (length, 'x');
      g_autoptr (GPtrArray) findings = add_one (text, length, 0, length, NULL);
      const HatoFinding *finding = g_ptr_array_index (findings, 0);
      const HatoMark *mark = g_ptr_array_index (finding->excerpt->marks, 0);

      g_assert_cmpuint (strlen (hato_finding_get_argument (finding, "term")), ==, 200);
      g_assert_cmpuint (mark->end, ==, length);
    }
}

static void
test_carried (void)
{
  g_autoptr (HatoQuestion) question = hato_question_new_dns ("d.test", HATO_DNS_TXT);
  g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "zone");
  g_autoptr (GPtrArray) findings = add_one (BYTES ("v=spf1 x -all"), 7, 8, evidence);
  const HatoFinding *finding = g_ptr_array_index (findings, 0);

  g_assert_cmpstr (finding->code, ==, "spf.unknown_mechanism");
  g_assert_cmpstr (finding->subject, ==, "d.test");
  g_assert_cmpint (finding->level, ==, HATO_LEVEL_PROBLEM);
  g_assert_cmpuint (finding->evidence->len, ==, 1);
  g_assert_true (g_ptr_array_index (finding->evidence, 0) == evidence);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/noted/places", test_places);
  g_test_add_func ("/noted/length", test_length);
  g_test_add_func ("/noted/carried", test_carried);
  return g_test_run ();
}
