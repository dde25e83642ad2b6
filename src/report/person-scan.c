/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of people beside their mail addresses (RFC 5322 §3.4). In a header all in front of the address is the name; in a sentence
 * only what is written as a name is. */
#include "config.h"

#include "report/person-scan.h"

#include <string.h>

#define NAME_MAX_BYTES 128u /* of a person, in front of an address */
#define HEADER_MAX     24u  /* bytes of the name of a header */
#define JA_NAME_MAX    8u   /* characters: a longer word is a sentence */

/* Written with a great letter, and no name. */
static const char *const plain_words[] = {
  "access",
  "account",
  "address",
  "administrator",
  "alias",
  "at",
  "authentication",
  "by",
  "cc",
  "data",
  "delivery",
  "denied",
  "dear",
  "does",
  "error",
  "exist",
  "failed",
  "failure",
  "final",
  "for",
  "from",
  "full",
  "hello",
  "host",
  "invalid",
  "mail",
  "mailbox",
  "mailer",
  "mapi",
  "message",
  "no",
  "not",
  "original",
  "over",
  "permanent",
  "policy",
  "quota",
  "rcpt",
  "recipient",
  "recipients",
  "rejected",
  "relay",
  "reporting",
  "returned",
  "sender",
  "server",
  "service",
  "smtp",
  "spam",
  "subsystem",
  "such",
  "system",
  "the",
  "to",
  "unknown",
  "unable",
  "undeliverable",
  "undelivered",
  "unrouteable",
  "user",
  "via",
  "with",
  "your",
};

static const char *const plain_words_ja[] = {
  "宛先",     "宛先アドレス",   "受信者",   "送信先", "送信者", "差出人",
  "ユーザー", "メールアドレス", "アドレス", "件名",   "返信先", "メール",
};

/* How a sentence of Japanese goes on, and no name ends. */
static const char *const sentence_endings[] = { "は", "が", "を", "に", "で",   "と", "も",
                                                "へ", "の", "た", "す", "せん", NULL };

/* What is followed by names and addresses alone. */
static const char *const headers[] = {
  "from", "to",     "cc",     "bcc",    "reply-to", "sender",
  "宛先", "差出人", "送信者", "受信者", "返信先",   NULL,
};

static gboolean
ends_with_any (const char *word, gsize size, const char *const *endings)
{
  for (gsize i = 0; endings[i] != NULL; i++)
    if (size >= strlen (endings[i])
        && memcmp (word + size - strlen (endings[i]), endings[i], strlen (endings[i])) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_plain (const char *word, gsize size)
{
  g_autofree char *folded = g_ascii_strdown (word, (gssize) size);

  for (gsize i = 0; i < G_N_ELEMENTS (plain_words); i++)
    if (strcmp (folded, plain_words[i]) == 0)
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (plain_words_ja); i++)
    if (strcmp (folded, plain_words_ja[i]) == 0)
      return TRUE;

  return FALSE;
}

/* "Taro", "T.", "O'Brien", "山田", or one in code (RFC 2047 §2). */
static gboolean
is_name_word (const char *word, gsize size)
{
  if (size > 4 && g_str_has_prefix (word, "=?") && memcmp (word + size - 2, "?=", 2) == 0)
    return TRUE;
  if (size == 0 || is_plain (word, size))
    return FALSE;
  if ((guint8) word[0] >= 0x80)
    return g_utf8_strlen (word, (gssize) size) <= (long) JA_NAME_MAX
           && !ends_with_any (word, size, sentence_endings);
  if (!g_ascii_isupper (word[0]))
    return FALSE;
  for (gsize i = 1; i < size; i++)
    if ((guint8) word[i] < 0x80 && !g_ascii_isalpha (word[i]) && strchr (".'-", word[i]) == NULL)
      return FALSE;

  return TRUE;
}

/* Ends a name from the left. The bytes of the signs of full width stand in no letter's place: they are compared whole. */
static gboolean
is_border (const char *text, gsize at)
{
  return strchr ("\r\n\t:;,<>()[]\"", text[at - 1]) != NULL
         || (at >= 3
             && (memcmp (text + at - 3, "：", 3) == 0 || memcmp (text + at - 3, "、", 3) == 0));
}

/* The beginning of the word that ends at @end. */
static gsize
find_word_start (const char *text, gsize end, gsize limit)
{
  gsize start = end;

  while (start > limit && text[start - 1] != ' ' && !is_border (text, start))
    start--;
  return start;
}

/* Whether the name that begins at @start stands in a header: behind its colon, or behind another address of its list. */
static gboolean
is_in_header (const char *text, gsize start)
{
  while (start > 0 && text[start - 1] == ' ')
    start--;
  if (start >= 2 && text[start - 1] == ',' && text[start - 2] == '>')
    return TRUE;
  if (start >= 1 && text[start - 1] == ':')
    start--;
  else if (start >= 3 && memcmp (text + start - 3, "：", 3) == 0)
    start -= 3;
  else
    return FALSE;

  gsize from = start - MIN (start, HEADER_MAX);
  g_autofree char *before = g_ascii_strdown (text + from, (gssize) (start - from));

  for (gsize i = 0; headers[i] != NULL; i++)
    if (g_str_has_suffix (before, headers[i]))
      {
        gsize at = strlen (before) - strlen (headers[i]);

        if (at == 0 || !g_ascii_isalnum (before[at - 1]))
          return TRUE;
      }
  return FALSE;
}

/* "Hanako Tanaka", in quotation marks whose second one stands before @end. */
static gsize
find_quoted (const char *text, gsize end)
{
  gsize start = end;

  while (start > 0 && text[start - 1] != '"' && end - start < NAME_MAX_BYTES)
    start--;
  return start > 0 && text[start - 1] == '"' ? start : end;
}

/* The beginning of an unquoted name that ends at @end; @end itself = there is none. */
static gsize
find_unquoted (const char *text, gsize end)
{
  gsize limit = end - MIN (end, NAME_MAX_BYTES), line = end, start = end;

  while (line > limit && !is_border (text, line))
    line--;
  while (line < end && text[line] == ' ')
    line++;
  if (line < end && is_in_header (text, line))
    return line;

  for (gsize word_end = end; word_end > limit;)
    {
      gsize word = find_word_start (text, word_end, limit);

      if (word == word_end || !is_name_word (text + word, word_end - word))
        break;
      start = word;
      for (word_end = word; word_end > limit && text[word_end - 1] == ' ';)
        word_end--;
      if (word_end == word)
        break;
    }
  return start;
}

/* In front of "<", "(", "[mailto:": whatever opens the address that begins at @at. */
static void
find_before (const char *text, gsize at, GArray *spans)
{
  gsize end = at, start;

  if (end >= 7 && g_ascii_strncasecmp (text + end - 7, "mailto:", 7) == 0)
    end -= 7;
  if (end == 0 || strchr ("<([", text[end - 1]) == NULL)
    return;
  end--;
  while (end > 0 && text[end - 1] == ' ')
    end--;
  if (end > 0 && text[end - 1] == '"')
    {
      end--;
      start = find_quoted (text, end);
    }
  else
    start = find_unquoted (text, end);
  if (strncmp (text + start, HATO_MASK, strlen (HATO_MASK)) != 0)
    hato_masked_span_add (spans, start, end, HATO_MASKED_PERSON);
}

/* "taro@example.jp (Taro Yamada)": a comment (RFC 5322 §3.2.2) of names alone. */
static void
find_behind (const char *text, gsize end, GArray *spans)
{
  gsize start, close;

  if (text[end] == '>')
    end++;
  if (text[end] == ' ')
    end++;
  if (text[end] != '(')
    return;
  start = end + 1;
  close = start + strcspn (text + start, ")\r\n<>(");
  if (text[close] != ')' || close - start > NAME_MAX_BYTES)
    return;
  for (gsize word = start; word < close;)
    {
      gsize size = MIN (strcspn (text + word, " )"), close - word);

      if (!is_name_word (text + word, size))
        return;
      word += size + 1;
    }
  hato_masked_span_add (spans, start, close, HATO_MASKED_PERSON);
}

/** hato_person_scan: @spans: (element-type HatoMaskedSpan): is given the names beside the address from @start to @end of @text */
void
hato_person_scan (const char *text, gsize start, gsize end, GArray *spans)
{
  find_before (text, start, spans);
  find_behind (text, end, spans);
}
