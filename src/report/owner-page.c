/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Page 1: for a person who knows nothing of DNS. One page, no jargon beyond what the wording tables explain. */
#include "config.h"

#include "report/owner-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "advice/mail-way.h"
#include "advice/where.h"
#include "findings/wording.h"
#include "report/change-table.h"
#include "report/phrase.h"

#define OTHERS_MAX 5u /* lines; page 2 has them all */

static const char *const who_texts[] = {
  [HATO_WHO_YOU] = N_ ("You, or the person who looks after your domain"),
  [HATO_WHO_HOST] = N_ ("The company that runs your mail server"),
  [HATO_WHO_SENDING_SERVICE] = N_ ("The service that sends for you"),
  [HATO_WHO_FORWARDER] = N_ ("The person who set up the forwarding"),
  [HATO_WHO_RECIPIENT] = N_ ("The recipient"),
  [HATO_WHO_RECEIVER] = N_ ("The company that received the mail"),
  [HATO_WHO_NOBODY] = N_ ("Nobody: there is nothing to change"),
};

static gboolean
is_leading (const HatoPageWriter *writer, const HatoFinding *finding)
{
  const HatoCase *shown = writer->shown;

  return (shown->leading != NULL && strcmp (finding->code, shown->leading->code) == 0
          && g_strcmp0 (finding->subject, shown->leading->subject) == 0)
         || (shown->bounce != NULL && strcmp (finding->code, shown->bounce->code) == 0);
}

static void
write_picture (const HatoPageWriter *writer)
{
  HatoBlock *block = hato_section_add_block (writer->section, HATO_BLOCK_MAIL_WAY);
  g_autoptr (GString) words = g_string_new (NULL);
  HatoMailWay way;

  hato_mail_way_find (writer->shown, &way);
  block->is_incoming = way.is_incoming;
  for (guint i = 0; i < HATO_MAIL_WAY_STATIONS; i++)
    {
      const char *name = hato_page_writer_translate (writer, way.stations[i].name);
      const char *state =
          hato_page_writer_translate (writer, hato_station_state_to_text (way.stations[i].state));

      hato_block_add_place (block, name, state, way.stations[i].state);
      g_string_append_printf (words, "%s%s: %s", i > 0 ? " → " : "", name, state);
    }
  hato_page_writer_cite (writer, hato_block_add_sentence (block, words->str),
                         writer->shown->bounce != NULL ? writer->shown->bounce
                                                       : writer->shown->leading);
}

static void
write_meaning (const HatoPageWriter *writer)
{
  const HatoFinding *leading = writer->shown->leading;
  const HatoWording *wording = leading != NULL ? hato_wording_find (leading->code) : NULL;
  g_autofree char *meaning = NULL;

  if (wording == NULL)
    return;

  meaning = hato_page_writer_dup_text (writer, leading, wording->meaning);
  hato_section_add_heading (writer->section, 2,
                            hato_page_writer_translate (writer, N_ ("What is this?")));
  hato_page_writer_say (writer, meaning, leading);
}

/* The company and its panel, as far as the name servers show them. */
static void
add_where (const HatoPageWriter *writer, HatoBlock *facts, const HatoWhere *where)
{
  g_autofree char *place = NULL;
  HatoSentence *value;

  if (where->provider != NULL)
    place =
        where->provider->panel.path != NULL
            ? hato_phrase_dup (writer->translation, N_ ("In the panel of {company}: {path}"),
                               "company", hato_page_writer_get_company (writer, where->provider),
                               "path", where->provider->panel.path, NULL)
            : hato_phrase_dup (writer->translation, N_ ("In the panel of {company}"), "company",
                               hato_page_writer_get_company (writer, where->provider), NULL);
  else if (where->name_server != NULL)
    place = hato_phrase_dup (writer->translation,
                             N_ ("At the company that runs the name server {name}"), "name",
                             where->name_server, NULL);
  if (place == NULL)
    return;

  value = hato_page_writer_add_fact (writer, facts, N_ ("Where"), place);
  hato_page_writer_cite_evidence (writer, value, where->evidence);
}

static void
add_how_long (const HatoPageWriter *writer, HatoBlock *facts, guint32 ttl)
{
  g_autofree char *duration = hato_phrase_dup_duration (writer->translation, ttl);
  g_autofree char *text =
      hato_phrase_dup (writer->translation,
                       N_ ("Up to {duration} after the change: until then some receivers still "
                           "see the old settings."),
                       "duration", duration, NULL);

  hato_page_writer_cite (writer, hato_page_writer_add_fact (writer, facts, N_ ("How long"), text),
                         writer->shown->leading);
}

static void
write_action (const HatoPageWriter *writer, const GArray *changes)
{
  const HatoCase *shown = writer->shown;
  g_autofree char *action = hato_case_dup_action (shown, writer->translation);
  HatoBlock *facts;
  HatoWhere where;

  hato_where_find (shown, writer->providers, &where);
  hato_section_add_heading (writer->section, 2,
                            hato_page_writer_translate (writer, N_ ("What to do")));
  if (*action != '\0')
    hato_page_writer_say (writer, action, shown->leading);
  facts = hato_page_writer_begin_facts (writer);
  hato_page_writer_cite (writer,
                         hato_page_writer_add_fact (
                             writer, facts, N_ ("Who"),
                             hato_page_writer_translate (writer, who_texts[shown->wording.who])),
                         shown->leading);
  if (shown->level > HATO_LEVEL_CAUTION || shown->wording.who != HATO_WHO_YOU)
    return;

  add_where (writer, facts, &where);
  if (where.ttl > 0)
    add_how_long (writer, facts, where.ttl);
  if (changes->len > 0 && g_array_index (changes, HatoChange, 0).finding == shown->leading
      && g_array_index (changes, HatoChange, 0).record->new_text != NULL)
    hato_page_writer_long_record (
        writer, hato_page_writer_translate (writer, N_ ("The line")),
        g_array_index (changes, HatoChange, 0).record->new_text,
        N_ ("This is the beginning of {count} characters; the pages for the "
            "IT contact have the line in full."),
        shown->leading);
}

static void
add_item (HatoBlock *list, const HatoPageWriter *writer, const char *text)
{
  hato_block_add_sentence (list, hato_page_writer_translate (writer, text))->is_frame = TRUE;
}

static void
write_hand_over (const HatoPageWriter *writer)
{
  HatoBlock *list;

  hato_section_add_heading (writer->section, 2,
                            hato_page_writer_translate (writer, N_ ("What to hand over")));
  list = hato_section_add_block (writer->section, HATO_BLOCK_LIST);
  add_item (list, writer,
            N_ ("These pages, as a file or on paper: from page 2 on they are for the person who "
                "makes the change."));
  if (writer->has_letter)
    add_item (
        list, writer,
        N_ ("A letter, ready to be sent: the window of the program offers it beside this report."));
  if (writer->bounce != NULL)
    add_item (list, writer,
              N_ ("The mail that came back, if you are asked for it. It is not in this report."));
}

/* (nullable): the same words: one fault behind several doors is told once. */
static HatoSentence *
find_sentence (const HatoBlock *list, const char *text)
{
  for (guint i = 0; i < list->sentences->len; i++)
    {
      HatoSentence *sentence = g_ptr_array_index (list->sentences, i);

      if (strcmp (sentence->text, text) == 0)
        return sentence;
    }
  return NULL;
}

/* The findings of @first to @last that the page does not speak of yet, a line each. */
static void
write_lines (const HatoPageWriter *writer,
             const char *heading,
             const char *rest,
             HatoLevel first,
             HatoLevel last)
{
  const GPtrArray *findings = writer->shown->checkup->findings;
  HatoBlock *list = NULL;
  guint n_left = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *line = NULL;
      HatoSentence *same;

      if (finding->level < first || finding->level > last || is_leading (writer, finding))
        continue;
      if (list == NULL)
        {
          hato_section_add_heading (writer->section, 2,
                                    hato_page_writer_translate (writer, heading));
          list = hato_section_add_block (writer->section, HATO_BLOCK_LIST);
        }
      line = hato_page_writer_dup_line (writer, finding);
      same = find_sentence (list, line);
      if (same == NULL && list->sentences->len >= OTHERS_MAX)
        {
          n_left++;
          continue;
        }
      hato_page_writer_cite (writer, same != NULL ? same : hato_block_add_sentence (list, line),
                             finding);
    }
  if (n_left > 0)
    {
      g_autofree char *count = g_strdup_printf ("%u", n_left);
      g_autofree char *text = hato_phrase_dup (writer->translation, rest, "count", count, NULL);

      hato_block_add_sentence (list, text)->is_frame = TRUE;
    }
}

/** hato_owner_page_write: @changes: (element-type HatoChange) */
void
hato_owner_page_write (const HatoPageWriter *writer, const GArray *changes)
{
  g_autofree char *time =
      hato_phrase_dup_time (writer->translation, writer->shown->checkup->started);
  g_autofree char *checked = hato_phrase_dup (
      writer->translation, N_ ("Checked on {time}, from the owner’s own computer."), "time", time,
      NULL);

  hato_page_writer_remark (writer, checked);
  hato_page_writer_verdict (writer);
  write_picture (writer);
  write_meaning (writer);
  write_action (writer, changes);
  write_hand_over (writer);
  write_lines (writer, N_ ("Also noticed"), N_ ("{count} more: see the following pages."),
               HATO_LEVEL_PROBLEM, HATO_LEVEL_CAUTION);
  write_lines (writer, N_ ("Could not be checked (not a fault)"),
               N_ ("{count} more: see the following pages."), HATO_LEVEL_UNCHECKED,
               HATO_LEVEL_UNCHECKED);
}
