/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords, keys and tokens in a text: by the word before them, by their form, by their length. What proves something to a host
 * (queue ids, fingerprints, keys that are published) is none. */
#include "config.h"

#include "report/secret-scan.h"

#include <string.h>

#define TOKEN_MIN     40u /* a run of letters and digits that nobody types */
#define HEX_KEY       32u /* 128 bits in hexadecimal: how many services write their keys */
#define URL_TOKEN_MIN 16u
#define QUERY_MAX     32u /* "?p=UnauthenticatedSender" tells a reader something */
#define LABEL_MAX     32u /* bytes of a word in front of a value */
#define BLANKS_MAX    2u
#define BLOB_MIN      8u /* "user" and "pass" in base64 (RFC 4616 §2) */

/* Ends a value that is not quoted. */
#define VALUE_ENDS " \t\r\n\"'<>()[]{},;&|"

/* What stands before a secret, without "-" and "_". */
static const struct
{
  const char *word;
  gboolean is_ending; /* "smtp_password" is one, too */
  gboolean
      is_sentence; /* "did not pass: see below": behind a colon it may be a word like any other */
} secret_words[] = {
  { "password", TRUE, FALSE },    { "passwd", TRUE, FALSE },    { "passphrase", TRUE, FALSE },
  { "pwd", TRUE, FALSE },         { "secret", TRUE, FALSE },    { "token", TRUE, TRUE },
  { "apikey", TRUE, FALSE },      { "accesskey", TRUE, FALSE }, { "secretkey", TRUE, FALSE },
  { "privatekey", FALSE, FALSE }, { "authkey", FALSE, FALSE },  { "pass", FALSE, TRUE },
  { "key", FALSE, TRUE },
};

static const char *const secret_words_ja[] = { "パスワード", "暗証番号", "トークン" };

/* What stands before a text that proves something: a host searches its logs by it, or everybody can look it up. */
static const char *const evidence_words[] = {
  "id",          "messageid", "msgid", "queueid", "internalid", "requestid", "traceid",
  "queue",       "queued",    "as",    "ref",     "reference",  "ticket",    "serial",
  "fingerprint", "digest",    "hash",  "md5",     "sha1",       "sha256",    "sha512",
  "thumbprint",  "b",         "bh",    "p", /* RFC 6376 §3.5, §3.6.1 */
};

/* RFC 9110 §11.6.2, RFC 4616, and what mail programs say after AUTH (RFC 4954 §4). */
static const char *const schemes[] = {
  "basic", "bearer", "digest", "login", "negotiate", "ntlm", "oauthbearer", "plain", "xoauth2",
};

static gboolean
is_token_byte (char byte)
{
  return byte != '\0' && (g_ascii_isalnum (byte) || strchr ("+/=_-", byte) != NULL);
}

static gboolean
is_label_byte (char byte)
{
  return g_ascii_isalnum (byte) || byte == '_' || byte == '-';
}

static gsize
measure (const char *text, gboolean (*is_part) (char byte))
{
  gsize size = 0;

  while (is_part (text[size]))
    size++;
  return size;
}

/* Whether letters or digits touch the place from the left. */
static gboolean
is_inside_word (const char *text, gsize at)
{
  return at > 0 && g_ascii_isalnum (text[at - 1]);
}

/* (transfer full): the word without "-" and "_", in small letters; "" = too long for one that is known */
static char *
fold_word (const char *word, gsize size)
{
  GString *folded = g_string_new (NULL);

  for (gsize i = 0; size <= LABEL_MAX && i < size; i++)
    if (word[i] != '-' && word[i] != '_')
      g_string_append_c (folded, g_ascii_tolower (word[i]));
  return g_string_free (folded, FALSE);
}

static gboolean
is_listed (const char *const *words, gsize n_words, const char *word)
{
  for (gsize i = 0; i < n_words; i++)
    if (strcmp (words[i], word) == 0)
      return TRUE;

  return FALSE;
}

/* ---- by form and length ---- */

static gboolean
is_mixed (const char *run, gsize size, gsize shortest)
{
  gboolean has_digit = FALSE, has_letter = FALSE;

  for (gsize i = 0; i < size; i++)
    {
      has_digit |= g_ascii_isdigit (run[i]);
      has_letter |= g_ascii_isalpha (run[i]);
    }
  return size >= shortest && has_digit && has_letter;
}

/* (transfer full): the word that the run at @at is the value of: within it ("bh=…"), or in front of it */
static char *
dup_label (const char *text, gsize at, gsize size)
{
  const char *sign = memchr (text + at, '=', size);
  gsize end = at, start;

  if (sign != NULL && sign > text + at && (gsize) (sign + 1 - text) < at + size && sign[1] != '=')
    return fold_word (text + at, (gsize) (sign - text) - at);

  while (end > 0 && strchr (" \t:=<([#\"'", text[end - 1]) != NULL)
    end--;
  start = end;
  while (start > 0 && end - start <= LABEL_MAX && is_label_byte (text[start - 1]))
    start--;
  return fold_word (text + start, end - start);
}

static gboolean
is_evidence (const char *text, gsize at, gsize size)
{
  g_autofree char *label = dup_label (text, at, size);

  return is_listed (evidence_words, G_N_ELEMENTS (evidence_words), label)
         || g_str_has_suffix (label, "verification") /* what a service asked to be published */
         || g_str_has_prefix (text + at + size, " - gsmtp"); /* Google's queue id */
}

static void
find_long_runs (const char *text, GArray *spans)
{
  for (gsize at = 0; text[at] != '\0';)
    {
      gsize size = measure (text + at, is_token_byte);

      if (is_mixed (text + at, size, TOKEN_MIN) && !is_evidence (text, at, size))
        hato_masked_span_add (spans, at, at + size, HATO_MASKED_TOKEN);
      at += MAX (size, 1);
    }
}

static gboolean
is_alnum (char byte)
{
  return g_ascii_isalnum (byte);
}

static gboolean
is_hex (char byte)
{
  return g_ascii_isxdigit (byte);
}

/* In front of an "@" it is the name of a mail. */
static void
find_hex_keys (const char *text, GArray *spans)
{
  for (gsize at = 0; text[at] != '\0';)
    {
      gsize size = measure (text + at, is_alnum);

      if (size == HEX_KEY && measure (text + at, is_hex) == size
          && is_mixed (text + at, size, HEX_KEY) && text[at + size] != '@'
          && !is_evidence (text, at, size))
        hato_masked_span_add (spans, at, at + size, HATO_MASKED_TOKEN);
      at += MAX (size, 1);
    }
}

static gboolean
is_jwt_byte (char byte)
{
  return g_ascii_isalnum (byte) || byte == '_' || byte == '-';
}

/* Three parts of base64url, the first of which begins with '{"' (RFC 7519 §3, RFC 7515 §7.1). */
static void
find_web_tokens (const char *text, GArray *spans)
{
  gsize end;

  for (const char *found = strstr (text, "eyJ"); found != NULL; found = strstr (text + end, "eyJ"))
    {
      gsize start = (gsize) (found - text);
      gsize first = measure (found, is_jwt_byte);
      gsize second = found[first] == '.' ? measure (found + first + 1, is_jwt_byte) : 0;

      end = start + first + 1 + second;
      if (second == 0 || text[end] != '.' || is_inside_word (text, start))
        {
          end = start + first;
          continue;
        }
      end++;
      end += measure (text + end, is_jwt_byte);
      hato_masked_span_add (spans, start, end, HATO_MASKED_TOKEN);
    }
}

/* ---- by the word before ---- */

static gsize
skip_blanks (const char *text, gsize at)
{
  for (guint i = 0; i < BLANKS_MAX && (text[at] == ' ' || text[at] == '\t'); i++)
    at++;
  return at;
}

/* Behind ":" or "=", also of full width; 0 = there is none. @is_colon: (out) */
static gsize
skip_sign (const char *text, gsize at, gboolean *is_colon)
{
  static const struct
  {
    const char *sign;
    gboolean is_colon;
  } signs[] = { { ":", TRUE }, { "=", FALSE }, { "：", TRUE }, { "＝", FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (text + at, signs[i].sign))
      {
        *is_colon = signs[i].is_colon;
        return at + strlen (signs[i].sign);
      }
  return 0;
}

/* The value at @start: in quotation marks up to the next, else up to a blank, a sign or a word of Japanese. @start: (inout) */
static gsize
find_value_end (const char *text, gsize *start)
{
  char quote = text[*start];
  gsize end;

  if (quote == '"' || quote == '\'')
    {
      (*start)++;
      end = *start + strcspn (text + *start, quote == '"' ? "\"\r\n" : "'\r\n");
      return end;
    }
  for (end = *start;
       text[end] != '\0' && strchr (VALUE_ENDS, text[end]) == NULL && (guint8) text[end] < 0x80;)
    end++;
  while (end > *start && text[end - 1] == '.')
    end--;
  return end;
}

/* Whether nobody would take it for a word: a digit, a sign, or great letters among small ones. */
static gboolean
is_random (const char *text, gsize size)
{
  for (gsize i = 0; i < size; i++)
    if (!g_ascii_isalpha (text[i]) || (i > 0 && g_ascii_isupper (text[i])))
      return TRUE;

  return size >= URL_TOKEN_MIN;
}

/* "to pass: x", "spf=pass: x": the word goes on a sentence, or is a value itself. */
static gboolean
is_within_sentence (const char *text, gsize at)
{
  while (at > 0 && text[at - 1] == ' ')
    at--;
  return at > 0 && (g_ascii_isalpha (text[at - 1]) || text[at - 1] == '=');
}

/* The value behind the word from @start to @end. Returns where to look on. */
static gsize
add_value (const char *text, gsize start, gsize end, gboolean is_sentence, GArray *spans)
{
  gsize at = text[end] == '"' || text[end] == '\'' ? end + 1 : end;
  gboolean is_colon = FALSE;
  gsize value = skip_sign (text, skip_blanks (text, at), &is_colon);

  if (value == 0)
    return end;
  value = skip_blanks (text, value);

  gsize value_end = find_value_end (text, &value);

  if (g_str_has_prefix (text + value, HATO_MASK) || g_str_has_prefix (text + value, "//")
      || (is_sentence && is_colon && is_within_sentence (text, start)
          && !is_random (text + value, value_end - value)))
    return end;
  hato_masked_span_add (spans, value, value_end, HATO_MASKED_TOKEN);
  return value_end;
}

static void
find_labelled (const char *text, GArray *spans)
{
  for (gsize at = 0, end; text[at] != '\0'; at = MAX (end, at + 1))
    {
      gsize size = measure (text + at, is_label_byte);
      g_autofree char *word = fold_word (text + at, size);

      end = at + size;
      for (gsize i = 0; i < G_N_ELEMENTS (secret_words); i++)
        if (secret_words[i].is_ending ? g_str_has_suffix (word, secret_words[i].word)
                                      : strcmp (word, secret_words[i].word) == 0)
          {
            end = add_value (text, at, end, secret_words[i].is_sentence, spans);
            break;
          }
    }
  for (gsize i = 0; i < G_N_ELEMENTS (secret_words_ja); i++)
    for (const char *found = strstr (text, secret_words_ja[i]); found != NULL;
         found = strstr (found + 1, secret_words_ja[i]))
      add_value (text, (gsize) (found - text), (gsize) (found - text) + strlen (secret_words_ja[i]),
                 FALSE, spans);
}

/* Whether it is a text in base64 (RFC 4648 §4) and no word. */
static gboolean
is_blob (const char *text, gsize size)
{
  gboolean has_small = FALSE, has_great = FALSE;

  for (gsize i = 0; i < size; i++)
    {
      has_small |= g_ascii_islower (text[i]);
      has_great |= i > 0 && g_ascii_isupper (text[i]);
    }
  return size >= BLOB_MIN && size % 4 == 0 && has_small && has_great;
}

/* Whether the scheme at @at stands in a header that holds nothing else. */
static gboolean
is_in_header (const char *text, gsize at)
{
  static const char header[] = "authorization:";

  while (at > 0 && text[at - 1] == ' ')
    at--;
  return at >= strlen (header)
         && g_ascii_strncasecmp (text + at - strlen (header), header, strlen (header)) == 0;
}

/* "Authorization: Bearer a.b.c", "AUTH PLAIN AGEAYg==". A list of schemes holds none. */
static void
find_credentials (const char *text, GArray *spans)
{
  for (gsize at = 0; text[at] != '\0';)
    {
      gsize size = measure (text + at, is_label_byte);
      g_autofree char *word = fold_word (text + at, size);

      if (text[at + size] == ' ' && is_listed (schemes, G_N_ELEMENTS (schemes), word))
        {
          gsize start = skip_blanks (text, at + size);
          gsize end = find_value_end (text, &start);
          gboolean is_bearer = strcmp (word, "bearer") == 0;

          if (!g_str_has_prefix (text + start, HATO_MASK)
              && (is_in_header (text, at) || is_blob (text + start, end - start)
                  || (is_bearer && is_random (text + start, end - start))))
            hato_masked_span_add (spans, start, end, HATO_MASKED_TOKEN);
        }
      at += MAX (size, 1);
    }
}

/* ---- web addresses ---- */

/* What stands behind the host of a web address, if it is more than a word for readers. */
static void
find_in_web_address (const char *text, gsize start, gsize end, GArray *spans)
{
  for (gsize at = start; at < end;)
    {
      gboolean is_query = text[at] == '?' || text[at] == '#';
      gsize part = at + 1;
      gsize size = is_query ? end - part : strcspn (text + part, "/?#");

      size = MIN (size, end - part);

      gboolean is_odd =
          memchr (text + part, '%', size) != NULL || memchr (text + part, '@', size) != NULL;

      if (is_odd || is_mixed (text + part, size, URL_TOKEN_MIN)
          || (is_query && (size > QUERY_MAX || is_mixed (text + part, size, 1))))
        hato_masked_span_add (spans, part, part + size, HATO_MASKED_TOKEN);
      at = part + size;
    }
}

/* Of every scheme (RFC 3986 §3): a name and a password may stand before the host (§3.2.1). */
static void
find_web_addresses (const char *text, GArray *spans)
{
  gsize end;

  for (const char *found = strstr (text, "://"); found != NULL; found = strstr (text + end, "://"))
    {
      gsize host = (gsize) (found - text) + strlen ("://");
      gsize path = host + strcspn (text + host, "/?# \t\r\n\"'<>)]");

      end = path + strcspn (text + path, " \t\r\n\"'<>)]");
      if (!is_inside_word (text, (gsize) (found - text)))
        continue;
      if (memchr (text + host, '@', path - host) != NULL)
        hato_masked_span_add (spans, host, path, HATO_MASKED_TOKEN);
      find_in_web_address (text, path, end, spans);
    }
}

/** hato_secret_scan: @spans: (element-type HatoMaskedSpan): is given the places of all secrets in @text, in no order */
void
hato_secret_scan (const char *text, GArray *spans)
{
  find_long_runs (text, spans);
  find_hex_keys (text, spans);
  find_web_tokens (text, spans);
  find_labelled (text, spans);
  find_credentials (text, spans);
  find_web_addresses (text, spans);
}
