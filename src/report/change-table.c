/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be changed, as the person at the panel and the one at the zone file need it. */
#include "config.h"

#include "report/change-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "advice/replay.h"
#include "advice/where.h"
#include "findings/wording.h"
#include "report/command.h"
#include "report/host-field.h"
#include "report/phrase.h"

#define SENDERS_MAX 8u
#define QR_TEXT_MAX 1200u /* bytes that a printed code holds and a telephone still reads */

/* What is published at the record's own name and type, as the line's name servers told. */
static const HatoEvidence *
find_answer (const HatoCheckup *checkup, const HatoRecordChange *record)
{
  guint16 type;

  if (!hato_dns_type_from_string (record->type, &type))
    return NULL;
  for (guint i = 0; i < checkup->evidence->len; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (checkup->evidence, i);
      const HatoQuestion *question = evidence->question;

      if (question->kind == HATO_QUESTION_DNS && question->type == type && question->server == NULL
          && g_ascii_strcasecmp (question->name, record->name) == 0
          && hato_evidence_get_outcome (evidence) != HATO_OUTCOME_FAILED)
        return evidence;
    }
  return NULL;
}

static gboolean
is_listed (const GArray *changes, const HatoRecordChange *record)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const HatoRecordChange *other = g_array_index (changes, HatoChange, i).record;

      if (g_ascii_strcasecmp (other->name, record->name) == 0
          && strcmp (other->type, record->type) == 0
          && g_strcmp0 (other->old_text, record->old_text) == 0
          && g_strcmp0 (other->new_text, record->new_text) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_change (GArray *changes,
            const HatoCase *shown,
            const HatoWhere *where,
            const HatoFinding *finding)
{
  HatoChange change = { .finding = finding,
                        .record = finding->record,
                        .panel = where->provider != NULL ? &where->provider->panel : NULL,
                        .zone =
                            where->zone != NULL ? where->zone : shown->checkup->subject->domain };

  if (finding->record == NULL || finding->level > HATO_LEVEL_ADVICE
      || is_listed (changes, finding->record))
    return;

  change.answer = find_answer (shown->checkup, finding->record);
  g_array_append_val (changes, change);
}

/** hato_change_table_new: (transfer full) (element-type HatoChange): what has an exact record; what the headline speaks of stands
 * first. Lives as long as @shown and @providers */
GArray *
hato_change_table_new (const HatoCase *shown, const HatoProviderList *providers)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (HatoChange));
  HatoWhere where;

  hato_where_find (shown, providers, &where);
  if (shown->leading != NULL)
    add_change (changes, shown, &where, shown->leading);
  for (guint i = 0; i < shown->checkup->findings->len; i++)
    add_change (changes, shown, &where, g_ptr_array_index (shown->checkup->findings, i));
  return changes;
}

/* ---- writing ---- */

static void
cite (const HatoPageWriter *writer, HatoSentence *sentence, const HatoChange *change)
{
  if (change->answer != NULL)
    hato_page_writer_cite_evidence (writer, sentence, change->answer);
  hato_page_writer_cite (writer, sentence, change->finding);
}

static void
add_fact (const HatoPageWriter *writer,
          HatoBlock *facts,
          const HatoChange *change,
          const char *label,
          const char *text,
          gboolean is_exact)
{
  HatoSentence *value = hato_page_writer_add_fact (writer, facts, label, text);

  value->is_exact = is_exact;
  cite (writer, value, change);
}

static char *
dup_ttl (const HatoPageWriter *writer, const HatoChange *change)
{
  g_autofree char *seconds = NULL, *duration = NULL;

  if (change->answer == NULL)
    return g_strdup (hato_page_writer_translate (writer, N_ ("not known")));

  seconds = g_strdup_printf ("%u", change->answer->ttl);
  duration = hato_phrase_dup_duration (writer->translation, change->answer->ttl);
  return hato_phrase_dup (
      writer->translation,
      change->record->old_text != NULL
          ? N_ ("{seconds} seconds: copies of the old record are gone {duration} after the change")
          : N_ (
              "{seconds} seconds: “not there” is remembered for up to {duration} after the change"),
      "seconds", seconds, "duration", duration, NULL);
}

/* What can go wrong, by what is changed. */
static const char *
get_risk (const HatoRecordChange *record)
{
  if (g_str_has_prefix (record->name, "_dmarc."))
    return N_ ("With p=none nothing changes in how mail is treated; reports begin to arrive if an "
               "address for them is named.");
  if (record->new_text == NULL)
    return N_ ("Take out this one record alone. Other records of the same name stay.");
  if (g_str_has_prefix (record->new_text, "v=spf1"))
    return record->old_text != NULL
               ? N_ ("Replace the existing line, do not add a second one: of two SPF records "
                     "receivers use none. A service that sends for this domain and is not in the "
                     "list is refused or sorted out.")
               : N_ ("Other TXT records of the same name stay. A service that sends for this "
                     "domain and is not in the list is refused or sorted out: first ask which "
                     "there are (web form, shop, newsletter, invoices, printer).");

  return N_ (
      "Other records of the same name stay. Mail is not affected until old copies are gone.");
}

static const char *
get_way_back (const HatoRecordChange *record)
{
  if (record->old_text == NULL)
    return N_ ("Delete the new record again; then everything is as it was.");
  if (record->new_text == NULL)
    return N_ ("Register the record under “Now” again, exactly as it stands.");

  return N_ ("Put the text under “Now” back in place of the new one.");
}

/* What typing needs to know beside the text itself. */
static void
add_panel_facts (const HatoPageWriter *writer, HatoBlock *facts, const HatoChange *change)
{
  const HatoDnsPanel *panel = change->panel;
  const char *text = change->record->new_text;

  if (panel == NULL || text == NULL)
    return;
  if (panel->path != NULL)
    add_fact (writer, facts, change, N_ ("In the panel"), panel->path, FALSE);
  if (panel->quotes == HATO_KNOWN_YES)
    add_fact (writer, facts, change, N_ ("Quotation marks"),
              hato_page_writer_translate (writer, N_ ("This panel wants the text in \"…\".")),
              FALSE);
  if (panel->multiple_txt == HATO_KNOWN_NO)
    add_fact (writer, facts, change, N_ ("Second TXT record"),
              hato_page_writer_translate (
                  writer, N_ ("This panel keeps one TXT record a name: look at what is there "
                              "before you save.")),
              FALSE);
  if (strlen (text) > 255 && g_strcmp0 (panel->long_txt, "split_by_hand") == 0)
    add_fact (writer, facts, change, N_ ("Long text"),
              hato_page_writer_translate (
                  writer, N_ ("This panel wants texts over 255 characters in several strings, as "
                              "in the zone-file form.")),
              FALSE);
}

/* What the change does to each known sender, from the answers of the check. */
static void
add_replay (const HatoPageWriter *writer, HatoBlock *facts, const HatoChange *change)
{
  const HatoCheckup *checkup = writer->shown->checkup;
  g_autoptr (GPtrArray) senders = g_ptr_array_new_with_free_func (g_free);

  if (!g_str_has_prefix (change->finding->code, "spf.")
      || strcmp (change->record->type, "TXT") != 0)
    return;

  hato_replay_add_senders (checkup, senders);
  for (guint i = 0; i < MIN (senders->len, SENDERS_MAX); i++)
    {
      const char *ip = g_ptr_array_index (senders, i);
      g_autofree char *text = NULL;
      HatoReplay replay;

      hato_replay_run (checkup, change->record, ip, &replay);
      text =
          replay.known
              ? hato_phrase_dup (writer->translation,
                                 N_ ("mail from {ip}: SPF {before} now, {after} with the change"),
                                 "ip", ip, "before", hato_spf_result_to_string (replay.before),
                                 "after", hato_spf_result_to_string (replay.after), NULL)
              : hato_phrase_dup (writer->translation,
                                 N_ ("mail from {ip}: the answers of this check do not tell"), "ip",
                                 ip, NULL);
      add_fact (writer, facts, change, N_ ("Replay"), text, FALSE);
    }
  if (senders->len == 0)
    add_fact (writer, facts, change, N_ ("Replay"),
              hato_page_writer_translate (
                  writer, N_ ("no sending address is known; a mail that came back, or one that "
                              "arrived, shows it")),
              FALSE);
}

/* How to see that it is done: a command and what it has to print. */
static void
write_verification (const HatoPageWriter *writer, const HatoChange *change)
{
  const HatoRecordChange *record = change->record;
  g_autofree char *command = hato_command_dup_for_question (record->name, record->type);
  HatoBlock *block;

  if (command == NULL)
    return;

  block = hato_section_add_block (writer->section, HATO_BLOCK_COMMAND);
  block->keep_with_next = record->new_text != NULL;
  hato_block_set_text (block, command);
  cite (writer,
        hato_block_add_sentence (
            block, hato_page_writer_translate (
                       writer, record->new_text != NULL
                                   ? N_ ("How to verify; the answer has to hold the line below:")
                                   : N_ ("How to verify; the answer must no longer hold the text "
                                         "under “Now”:"))),
        change);
}

static void
write_records (const HatoPageWriter *writer, const HatoChange *change)
{
  const HatoRecordChange *record = change->record;
  guint32 ttl = change->answer != NULL && record->old_text != NULL ? change->answer->ttl : 0;

  if (record->old_text != NULL)
    {
      g_autofree char *line =
          hato_host_field_dup_zone_line (record->name, ttl, record->type, record->old_text);

      hato_page_writer_long_record (writer, hato_page_writer_translate (writer, N_ ("Now")),
                                    record->old_text, NULL, change->finding);
      hato_page_writer_long_record (
          writer, hato_page_writer_translate (writer, N_ ("Now, in the zone file")), line, NULL,
          change->finding);
    }
  if (record->new_text != NULL)
    {
      g_autofree char *line =
          hato_host_field_dup_zone_line (record->name, ttl, record->type, record->new_text);
      g_autofree char *typed = hato_host_field_dup (change->panel, change->zone, record->name);
      g_autofree char *qr =
          g_strdup_printf ("%s\n%s", typed != NULL ? typed : record->name, record->new_text);
      HatoBlock *block = hato_page_writer_record (
          writer,
          hato_page_writer_translate (
              writer, record->old_text != NULL ? N_ ("Proposed in its place") : N_ ("Proposed")),
          record->new_text, change->finding);

      if (strlen (qr) <= QR_TEXT_MAX)
        hato_block_set_qr (block, qr);
      hato_page_writer_record (
          writer, hato_page_writer_translate (writer, N_ ("Proposed, in the zone file")), line,
          change->finding);
    }
}

static void
write_change (const HatoPageWriter *writer, const HatoChange *change, guint number)
{
  const HatoRecordChange *record = change->record;
  const HatoWording *wording = hato_wording_find (change->finding->code);
  g_autofree char *line = hato_page_writer_dup_line (writer, change->finding);
  g_autofree char *heading = g_strdup_printf ("%u. %s", number, line);
  g_autofree char *host =
      hato_host_field_dup_words (change->panel, change->zone, record->name, writer->translation);
  g_autofree char *ttl = dup_ttl (writer, change);
  g_autofree char *details =
      wording != NULL ? hato_page_writer_dup_text (writer, change->finding, wording->details)
                      : NULL;
  HatoBlock *facts;

  hato_section_add_heading (writer->section, 3, heading);
  if (details != NULL)
    hato_page_writer_say (writer, details, change->finding)->keep_with_next = TRUE;
  facts = hato_page_writer_begin_facts (writer);
  add_fact (writer, facts, change, N_ ("Change"),
            hato_page_writer_translate (writer, record->old_text == NULL ? N_ ("add a record")
                                                : record->new_text == NULL
                                                    ? N_ ("delete a record")
                                                    : N_ ("replace a record")),
            FALSE);
  add_fact (writer, facts, change, N_ ("Host"), host, TRUE);
  add_fact (writer, facts, change, N_ ("Type"), record->type, TRUE);
  add_panel_facts (writer, facts, change);
  add_fact (writer, facts, change, N_ ("TTL now"), ttl, FALSE);
  add_replay (writer, facts, change);
  add_fact (writer, facts, change, N_ ("Risk"),
            hato_page_writer_translate (writer, get_risk (record)), FALSE);
  add_fact (writer, facts, change, N_ ("Way back"),
            hato_page_writer_translate (writer, get_way_back (record)), FALSE);
  write_records (writer, change);
  write_verification (writer, change);
}

/** hato_change_table_write: one part a change; @changes: (element-type HatoChange) */
void
hato_change_table_write (const HatoPageWriter *writer, const GArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    write_change (writer, &g_array_index (changes, HatoChange, i), i + 1);
}
