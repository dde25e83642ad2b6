/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Appendix B: conversations with servers: what was said, and the certificates that came. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "findings/wording.h"
#include "report/appendix.h"
#include "report/phrase.h"
#include "report/session-words.h"
#include "tls/chain.h"

#define NAMES_MAX        20u /* of one certificate; a count stands for the rest */
#define LINES_MAX        40u /* of one conversation */
#define CERTIFICATES_MAX 10u /* of one chain */
#define FROM_WEIGHT      1u
#define LINE_WEIGHT      12u

static void
add_fact (const HatoPageWriter *writer, HatoBlock *facts, const char *label, const char *text)
{
  HatoSentence *value;

  if (text == NULL || *text == '\0')
    return;

  value = hato_page_writer_add_fact (writer, facts, label, text);
  value->is_exact = TRUE;
  value->is_frame = TRUE; /* the heading has the number */
}

/* What people read: words, broken where words are. */
static void
add_text (const HatoPageWriter *writer, HatoBlock *facts, const char *label, const char *text)
{
  if (text != NULL)
    hato_page_writer_add_fact (writer, facts, label, text)->is_frame = TRUE;
}

static void
add_words (const HatoPageWriter *writer, HatoBlock *facts, const char *label, const char *words)
{
  if (words != NULL)
    add_text (writer, facts, label, hato_page_writer_translate (writer, words));
}

/* (transfer full) (nullable): what is wrong with the chain */
static char *
dup_verify (const HatoPageWriter *writer, const HatoTalk *talk)
{
  g_auto (GStrv) codes = hato_session_dup_verify_words (talk);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (gsize i = 0; codes[i] != NULL; i++)
    g_ptr_array_add (
        words, (gpointer) hato_page_writer_translate (writer, hato_session_get_words (codes[i])));
  g_ptr_array_add (words, NULL);
  return words->len > 1 ? g_strjoinv ("; ", (GStrv) words->pdata) : NULL;
}

static char *
dup_names (const HatoCertificate *certificate)
{
  GString *names = g_string_new (NULL);
  guint n_names = certificate->dns->len + certificate->ips->len;

  for (guint i = 0; i < MIN (n_names, NAMES_MAX); i++)
    g_string_append_printf (
        names, "%s%s", i > 0 ? ", " : "",
        (const char *) (i < certificate->dns->len
                            ? g_ptr_array_index (certificate->dns, i)
                            : g_ptr_array_index (certificate->ips, i - certificate->dns->len)));
  if (n_names > NAMES_MAX)
    g_string_append_printf (names, ", … (+%u)", n_names - NAMES_MAX);
  return g_string_free (names, FALSE);
}

static void
write_certificate (const HatoPageWriter *writer, const HatoCertificate *certificate)
{
  static const char *const kinds[] = { "other", "RSA", "EC" };
  g_autofree char *begins = hato_clock_format_utc (certificate->begins);
  g_autofree char *ends = hato_clock_format_utc (certificate->ends);
  g_autofree char *dates = g_strdup_printf ("%s – %s", begins, ends);
  g_autofree char *key = g_strdup_printf ("%s %u", kinds[certificate->key], certificate->key_bits);
  g_autofree char *names = dup_names (certificate);
  HatoBlock *facts = hato_page_writer_begin_facts (writer);

  add_fact (writer, facts, N_ ("Subject"), certificate->subject);
  add_fact (writer, facts, N_ ("Issuer"), certificate->issuer);
  add_fact (writer, facts, N_ ("Names"), names);
  add_fact (writer, facts, N_ ("Valid"), dates);
  add_fact (writer, facts, N_ ("Key"), key);
  add_fact (writer, facts, N_ ("Signature"), certificate->signature);
  add_fact (writer, facts, "SHA-256", certificate->sha256);
}

/* The fingerprints of a chain in one text. */
static char *
dup_chain_key (const GPtrArray *chain)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < chain->len; i++)
    {
      const HatoCertificate *certificate = g_ptr_array_index (chain, i);

      g_string_append_printf (key, "%s ", certificate->readable ? certificate->sha256 : "?");
    }
  return g_string_free (key, FALSE);
}

/* A chain that stood before is named by its number. @seen: keys of chains and the numbers of their conversations */
static void
write_chain (const HatoPageWriter *writer, const GPtrArray *chain, GHashTable *seen, guint id)
{
  g_autofree char *key = dup_chain_key (chain);
  guint first = GPOINTER_TO_UINT (g_hash_table_lookup (seen, key));

  if (chain->len == 0)
    return;
  if (first != 0)
    {
      g_autofree char *number = g_strdup_printf ("[%u]", first);
      g_autofree char *again =
          hato_phrase_dup (writer->translation, N_ ("Certificates: the same as in {number}"),
                           "number", number, NULL);

      hato_page_writer_remark (writer, again);
      return;
    }
  g_hash_table_insert (seen, g_steal_pointer (&key), GUINT_TO_POINTER (id));
  for (guint i = 0; i < MIN (chain->len, CERTIFICATES_MAX); i++)
    {
      const HatoCertificate *certificate = g_ptr_array_index (chain, i);

      if (certificate->readable)
        write_certificate (writer, certificate);
      else
        hato_page_writer_remark (
            writer, hato_page_writer_translate (writer, N_ ("A certificate that cannot be read.")));
    }
}

static void
write_transcript (const HatoPageWriter *writer, const HatoTalk *talk)
{
  HatoBlock *table;

  if (talk->transcript->len == 0)
    return;

  table = hato_section_add_block (writer->section, HATO_BLOCK_TABLE);
  hato_block_add_column (table, NULL, FROM_WEIGHT);
  hato_block_add_column (table, NULL, LINE_WEIGHT);
  for (guint i = 0; i < MIN (talk->transcript->len, LINES_MAX); i++)
    {
      const HatoTalkLine *line = g_ptr_array_index (talk->transcript, i);
      HatoRow *row = hato_block_add_row (table);
      HatoSentence *said;

      hato_row_add_cell (row, line->from_client ? "C" : "S")->is_frame = TRUE;
      said = hato_row_add_cell (row, line->text);
      said->is_exact = TRUE;
      said->is_frame = TRUE;
    }
}

static void
write_session (const HatoPageWriter *writer,
               const HatoEvidence *evidence,
               GHashTable *seen,
               guint id)
{
  const HatoQuestion *question = evidence->question;
  const HatoTalk *talk = evidence->talk;
  const char *address = question->server != NULL ? question->server : "–";
  g_autofree char *heading =
      g_strdup_printf ("[%u] %s %s:%u (%s)", id, hato_protocol_to_string (question->protocol),
                       question->name, question->type, address);
  g_autofree char *time = hato_clock_format_utc (evidence->time);
  g_autofree char *verify = NULL;
  HatoBlock *facts;

  hato_section_add_heading (writer->section, 3, heading)->anchor = id;
  facts = hato_page_writer_begin_facts (writer);
  add_fact (writer, facts, N_ ("Time"), time);
  if (talk == NULL)
    {
      add_words (writer, facts, N_ ("Result"),
                 hato_wording_get_reason (hato_evidence_get_reason (evidence)));
      return;
    }

  const char *starttls = hato_session_get_starttls (talk, question->protocol);

  verify = dup_verify (writer, talk);
  add_words (writer, facts, N_ ("Result"), hato_session_get_end_words (talk->end));
  if (starttls != NULL)
    add_words (writer, facts, "STARTTLS", hato_session_get_words (starttls));
  add_fact (writer, facts, N_ ("Protocol"), talk->tls_version);
  add_fact (writer, facts, N_ ("Cipher"), talk->cipher);
  add_text (writer, facts, N_ ("Verification"), verify);
  add_fact (writer, facts, N_ ("TLS library"), talk->trouble);
  write_transcript (writer, talk);
  write_chain (writer, hato_chain_get (evidence), seen, id);
}

gboolean
hato_appendix_has_encryption (const HatoCase *shown)
{
  for (guint i = 0; i < shown->checkup->evidence->len; i++)
    if (((const HatoEvidence *) g_ptr_array_index (shown->checkup->evidence, i))->question->kind
        == HATO_QUESTION_SESSION)
      return TRUE;

  return FALSE;
}

/** hato_appendix_write_encryption: appendix B: each conversation with its number */
void
hato_appendix_write_encryption (const HatoPageWriter *writer)
{
  const HatoCheckup *checkup = writer->shown->checkup;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < checkup->evidence->len; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (checkup->evidence, i);

      if (evidence->question->kind == HATO_QUESTION_SESSION)
        write_session (writer, evidence, seen, i + 1);
    }
}
