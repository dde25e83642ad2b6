/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/visible-answer.h"

#include <string.h>

#include "base/cursor.h"
#include "bounce/smtp-reply.h"

#define HOST_MAX_BYTES    253u
#define ANSWER_MAX_LINES  60u
#define ANNOUNCEMENTS_MAX 8u

/* Where the answer begins. */
typedef struct
{
  guint line;
  gsize byte;
} Place;

/* The lines from @place to the end of the answer: an empty line, a line of signs, @to. */
static char *
collect (const HatoVisibleText *text, const Place *place, guint to)
{
  GString *answer = g_string_new (NULL);

  for (guint i = place->line; i < to && i - place->line < ANSWER_MAX_LINES; i++)
    {
      const HatoVisibleLine *line = hato_visible_text_get_line (text, i);
      const char *words = line->text + (i == place->line ? place->byte : 0);

      words += strspn (words, answer->len > 0 ? " " : " :");
      if (words[0] == '\0' || g_str_has_prefix (line->text, "---"))
        {
          if (answer->len > 0)
            break;
          continue;
        }
      if (answer->len > 0)
        g_string_append_c (answer, '\n');
      g_string_append (answer, words);
    }
  return g_string_free (answer, FALSE);
}

/* The words in the line that announce an answer; of those at one place the longest: "the response", "the response from the
 * remote server". */
static gboolean
find_announcement (const HatoVisibleLine *line, gsize *byte)
{
  gsize best = 0, start = G_MAXSIZE;

  for (guint j = 0; j < line->frames->len; j++)
    {
      const HatoFrameMatch *match = &g_array_index (line->frames, HatoFrameMatch, j);

      if (match->frame->role != HATO_FRAME_ANSWER || match->start > start)
        continue;
      best = match->start < start ? match->end : MAX (best, match->end);
      start = match->start;
    }
  *byte = line->folded->places[best];
  return best > 0;
}

/* Where the answer begins, if words that announce one stand amid it: "550 SPF error: too many lookups". */
static gboolean
is_amid_answer (const HatoVisibleLine *line, Place *place)
{
  HatoSmtpReply reply;

  if (!hato_smtp_reply_find (line->text, place->byte, &reply) || !reply.is_sure
      || reply.reply_code[0] == '\0')
    return FALSE;

  place->byte = reply.start;
  return TRUE;
}

/* What follows the first announcement that is followed by a code; else what follows the first. */
static char *
find_announced (const HatoVisibleText *text, guint from, guint to)
{
  g_autofree char *first = NULL;
  guint n_tried = 0;

  for (guint i = from; i < to && n_tried < ANNOUNCEMENTS_MAX; i++)
    {
      Place place = { i, 0 };
      g_autofree char *answer = NULL;
      HatoSmtpReply reply;

      if (!find_announcement (hato_visible_text_get_line (text, i), &place.byte))
        continue;
      n_tried++;
      answer = collect (text, &place, to);
      if (hato_smtp_reply_find (answer, strlen (answer), &reply) && reply.is_sure)
        return g_steal_pointer (&answer);
      if (first != NULL || answer[0] == '\0')
        continue;
      if (is_amid_answer (hato_visible_text_get_line (text, i), &place))
        first = collect (text, &place, to);
      else
        first = g_steal_pointer (&answer);
    }
  return g_steal_pointer (&first);
}

/* Cuts what the reporting server says after the answer: "(in reply to RCPT TO command)". */
static void
cut_end (const HatoVisibleText *text, char *answer)
{
  g_autoptr (HatoFoldedText) folded = hato_folded_text_new (answer, strlen (answer));
  g_autoptr (GArray) matches = hato_mail_frame_list_find (text->frames, folded->text, folded->size);
  gsize end = strlen (answer);

  for (guint i = 0; i < matches->len; i++)
    {
      const HatoFrameMatch *match = &g_array_index (matches, HatoFrameMatch, i);

      if (match->frame->role == HATO_FRAME_ANSWER_END && match->start > 0)
        end = MIN (end, folded->places[match->start]);
    }
  answer[end] = '\0';
  g_strchomp (answer);
}

/* Signs that a report puts around an answer: '…', (reason: …), #…##. */
static char *
strip_wrapping (const char *answer)
{
  gsize start = strspn (answer, " \t\n:>,'\"<#(["), length;
  g_autofree char *text = NULL;

  /* "<a@example.jp>: User unknown" is the answer's own bracket */
  while (start > 0 && strchr ("<([", answer[start - 1]) != NULL && !g_ascii_isdigit (answer[start]))
    start--;
  text = g_strdup (answer + start);
  length = strlen (text);
  while (length > 0 && strchr (" \t\n'\"#", text[length - 1]) != NULL)
    length--;
  if (length > 0 && text[length - 1] == ')' && memchr (text, '(', length) == NULL)
    length--;
  return g_strndup (text, length);
}

/* From the surest code on, where an announcement and the code have something between them: "host mx said: 550 …". */
static char *
cut_to_code (char *answer)
{
  g_autofree char *given = answer;
  HatoSmtpReply reply;

  if (hato_smtp_reply_find (given, strlen (given), &reply) && reply.reply_code[0] != '\0')
    return strip_wrapping (given + reply.start);
  return strip_wrapping (given);
}

/* What follows the address, from its code on; or the code before it: "550 relaying denied for <taro@example.jp>"; or what
 * else there is but the address. */
static char *
find_unannounced (const char *block, const char *after)
{
  HatoSmtpReply reply;
  g_autofree char *words = NULL, *all = NULL;

  if (hato_smtp_reply_find (after, strlen (after), &reply) && reply.reply_code[0] != '\0')
    return strip_wrapping (after + reply.start);
  if (hato_smtp_reply_find (block, strlen (block), &reply) && reply.reply_code[0] != '\0')
    return strip_wrapping (block + reply.start);
  words = strip_wrapping (after);
  if (words[0] != '\0')
    return g_steal_pointer (&words);
  all = strip_wrapping (block);
  return strchr (all, ' ') != NULL ? g_steal_pointer (&all) : g_strdup ("");
}

static HatoStage
stage_of (const char *name)
{
  for (guint i = HATO_STAGE_CONNECT; i <= HATO_STAGE_QUIT; i++)
    if (g_strcmp0 (hato_stage_to_string ((HatoStage) i), name) == 0)
      return (HatoStage) i;
  return HATO_STAGE_UNKNOWN;
}

/** hato_visible_stage_find: how far the dialogue had come, by the first words of @block that tell it; a line may end amid them */
HatoStage
hato_visible_stage_find (const HatoMailFrameList *frames, const char *block)
{
  g_autoptr (HatoFoldedText) folded = hato_folded_text_new (block, strlen (block));
  g_autoptr (GArray) matches = hato_mail_frame_list_find (frames, folded->text, folded->size);
  const HatoFrameMatch *first = NULL;

  for (guint i = 0; i < matches->len; i++)
    {
      const HatoFrameMatch *match = &g_array_index (matches, HatoFrameMatch, i);

      if (match->frame->role == HATO_FRAME_STAGE && (first == NULL || match->start < first->start))
        first = match;
    }
  return first != NULL ? stage_of (first->frame->stage) : HATO_STAGE_UNKNOWN;
}

/* A host name or an address literal at @place of the line: "mx.example.com[192.0.2.1]". */
static char *
read_host (const HatoVisibleLine *line, gsize place)
{
  HatoCursor cursor;
  gsize start, length;

  hato_cursor_init (&cursor, line->text, strlen (line->text));
  hato_cursor_seek (&cursor, MIN (place, cursor.size));
  hato_cursor_take_any_of (&cursor, " \t(<[");
  start = cursor.position;
  length = hato_cursor_take_any_of (
      &cursor, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:");
  while (length > 0 && strchr (".:-", line->text[start + length - 1]) != NULL)
    length--;
  if (length == 0 || length > HOST_MAX_BYTES || memchr (line->text + start, '.', length) == NULL)
    return NULL;
  return g_strndup (line->text + start, length);
}

/** hato_visible_server_find: (transfer full) (nullable): the name after the first words of @role in the lines */
char *
hato_visible_server_find (const HatoVisibleText *text, guint from, guint to, HatoFrameRole role)
{
  for (guint i = from; i < MIN (to, text->lines->len); i++)
    {
      const HatoVisibleLine *line = hato_visible_text_get_line (text, i);

      for (guint j = 0; j < line->frames->len; j++)
        {
          const HatoFrameMatch *match = &g_array_index (line->frames, HatoFrameMatch, j);
          gsize place = line->folded->places[match->end];
          g_autofree char *host = NULL;

          if (match->frame->role != role)
            continue;
          host = read_host (line, place);
          /* the name may have gone to the next line */
          if (host == NULL && line->text[place] == '\0' && i + 1 < text->lines->len)
            host = read_host (hato_visible_text_get_line (text, i + 1), 0);
          if (host != NULL)
            return g_steal_pointer (&host);
        }
    }
  return NULL;
}

/* Codes that stand apart from the answer: "Status: 5.1.1". */
static void
fill_codes (HatoRefusal *refusal, const char *answer, const char *block)
{
  HatoSmtpReply reply, apart;

  hato_smtp_reply_find (answer, strlen (answer), &reply);
  hato_smtp_reply_find (block, strlen (block), &apart);
  if (reply.reply_code[0] != '\0' || apart.reply_code[0] != '\0')
    refusal->reply_code =
        g_strdup (reply.reply_code[0] != '\0' ? reply.reply_code : apart.reply_code);
  if (reply.status[0] != '\0' || apart.status[0] != '\0')
    refusal->status = g_strdup (reply.status[0] != '\0' ? reply.status : apart.status);
}

/* "550-5.7.26 The MAIL FROM domain", and no line "550 …" that ends the answer (RFC 5321 §4.2.1). */
static gboolean
is_first_line_only (const char *answer)
{
  HatoSmtpReply reply;
  char last[sizeof reply.reply_code + 1];

  if (!hato_smtp_reply_find (answer, strlen (answer), &reply) || reply.reply_code[0] == '\0'
      || answer[reply.start + 3] != '-')
    return FALSE;
  g_snprintf (last, sizeof last, "%s ", reply.reply_code);
  return strstr (answer + reply.start + 3, last) == NULL;
}

/* sendmail says the first line of an answer as its reason, and all of them in the transcript below: "<<< 550-…". */
static char *
find_in_transcript (const HatoVisibleText *text, const char *answer)
{
  GString *whole = NULL;
  gsize known = strcspn (answer, ")\n");

  for (guint i = 0; is_first_line_only (answer) && i < text->lines->len; i++)
    {
      const char *line = hato_visible_text_get_line (text, i)->text;
      gboolean is_said = g_str_has_prefix (line, "<<< ");

      if (whole != NULL && (!is_said || strncmp (line + 4, answer, 3) != 0))
        break;
      if (!is_said || (whole == NULL && strncmp (line + 4, answer, known) != 0))
        continue;
      if (whole == NULL)
        whole = g_string_new (NULL);
      else
        g_string_append_c (whole, '\n');
      g_string_append (whole, line + 4);
    }
  return whole != NULL ? g_string_free (whole, FALSE) : NULL;
}

/**
 * hato_visible_answer_read:
 * @from: the first line that speaks of one recipient
 * @from_byte: where in that line
 * @to: the line after the last one
 *
 * Returns: (transfer full): what the server answered, with its codes; the recipient is left to the caller
 */
HatoRefusal *
hato_visible_answer_read (const HatoVisibleText *text, guint from, gsize from_byte, guint to)
{
  g_autofree char *block = NULL, *announced = NULL, *answer = NULL, *whole = NULL, *unfolded = NULL;
  HatoRefusal *refusal;

  to = MIN (to, text->lines->len);
  block = hato_visible_text_join (text, from, to);
  announced = find_announced (text, from, to);
  if (announced != NULL)
    answer = cut_to_code (g_steal_pointer (&announced));
  else
    answer = find_unannounced (block, block + MIN (from_byte, strlen (block)));
  whole = find_in_transcript (text, answer);
  if (whole == NULL)
    whole = g_steal_pointer (&answer);
  unfolded = hato_smtp_reply_unfold (whole, strlen (whole), NULL);
  cut_end (text, unfolded);
  refusal = hato_refusal_new (unfolded);
  fill_codes (refusal, unfolded, block);
  refusal->stage = hato_visible_stage_find (text->frames, block);
  refusal->remote_mta = hato_visible_server_find (text, from, to, HATO_FRAME_REMOTE_MTA);
  return refusal;
}
