/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/report-uri.h"

#include <string.h>

#include "base/cursor.h"

#define MAILTO "mailto:"

static gboolean
starts_with (const char *text, const char *prefix)
{
  return g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;
}

/* scheme (RFC 3986 §3.1): a letter, then letters, digits, "+", "-" or "." up to the colon. */
static gboolean
has_scheme (const char *text)
{
  gsize length = strcspn (text, ":");

  if (text[length] != ':' || !g_ascii_isalpha (text[0]))
    return FALSE;

  for (gsize i = 1; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("+-.", text[i]) == NULL)
      return FALSE;

  return TRUE;
}

/* Whether the text holds nothing but what a URI may (RFC 3986 §2): reserved and unreserved characters, and "%" with two digits. */
static gboolean
is_uri_text (const char *text)
{
  HatoCursor cursor;

  hato_cursor_init (&cursor, text, strlen (text));
  for (int byte; (byte = hato_cursor_peek (&cursor)) != HATO_CURSOR_END;)
    {
      hato_cursor_skip (&cursor, 1);
      if (byte == '%')
        {
          if (hato_cursor_get_left (&cursor) < 2 || !g_ascii_isxdigit (hato_cursor_peek (&cursor))
              || !g_ascii_isxdigit (hato_cursor_peek_at (&cursor, 1)))
            return FALSE;
        }
      else if (!g_ascii_isalnum (byte)
               && (byte > 0x7e || strchr (":/?#[]@!$&'()*+,;=-._~", byte) == NULL))
        return FALSE;
    }
  return TRUE;
}

/* Letters, digits, hyphens and dots, two labels at least: what a mail address has behind its sign. */
static gboolean
is_mail_domain (const char *text, gsize length)
{
  gsize label = 0, dots = 0;

  for (gsize i = 0; i < length; i++)
    if (text[i] == '.')
      {
        if (label == 0)
          return FALSE;
        label = 0;
        dots++;
      }
    else if (g_ascii_isalnum (text[i]) || text[i] == '-')
      label++;
    else
      return FALSE;

  return label > 0 && dots > 0;
}

/* addr-spec behind "mailto:" (RFC 6068 §2), up to headers, and to a size that RFC 7489 allowed and RFC 9989 ignores. */
static gboolean
is_mail_address (const char *text)
{
  gsize length = strcspn (text, "?!");
  const char *at = memchr (text, '@', length);
  HatoCursor size;
  guint64 number;

  if (at == NULL || at == text || text[0] == '/' || text[0] == '<'
      || !is_mail_domain (at + 1, length - (gsize) (at + 1 - text)))
    return FALSE;
  if (text[length] != '!')
    return TRUE;

  /* RFC 7489 §6.4: "!" 1*DIGIT [ "k" / "m" / "g" / "t" ] */
  hato_cursor_init (&size, text + length + 1, strlen (text + length + 1));
  if (!hato_cursor_take_decimal (&size, G_MAXUINT64, &number))
    return FALSE;
  if (hato_cursor_at_end (&size))
    return TRUE;
  return hato_cursor_get_left (&size) == 1 && strchr ("kKmMgGtT", hato_cursor_peek (&size)) != NULL;
}

static gboolean
is_joined (const char *text)
{
  const char *rest = text + 1;
  g_autofree char *lower = g_ascii_strdown (rest, -1);

  return strstr (lower, MAILTO) != NULL;
}

/**
 * hato_report_uri_judge:
 * @text: what stands between two commas, without the white space around
 */
HatoReportUri
hato_report_uri_judge (const char *text)
{
  if (*text == '\0')
    return HATO_REPORT_URI_BAD;
  if (is_joined (text))
    return HATO_REPORT_URI_JOINED;
  if (!has_scheme (text))
    return strchr (text, '@') != NULL || strchr (text, '.') != NULL ? HATO_REPORT_URI_NO_SCHEME
                                                                    : HATO_REPORT_URI_BAD;
  if (!is_uri_text (text))
    return HATO_REPORT_URI_BAD;
  if (starts_with (text, MAILTO))
    return is_mail_address (text + strlen (MAILTO)) ? HATO_REPORT_URI_MAILTO : HATO_REPORT_URI_BAD;
  if (starts_with (text, "https://"))
    return text[strlen ("https://")] != '\0' ? HATO_REPORT_URI_HTTPS : HATO_REPORT_URI_BAD;

  return HATO_REPORT_URI_OTHER;
}

/** hato_report_uri_get_domain: (transfer full) (nullable): the folded domain that a right mailto: URI sends to */
char *
hato_report_uri_get_domain (const char *uri)
{
  const char *at;

  if (hato_report_uri_judge (uri) != HATO_REPORT_URI_MAILTO)
    return NULL;

  at = strchr (uri, '@') + 1;
  return g_ascii_strdown (at, (gssize) strcspn (at, "?!"));
}
