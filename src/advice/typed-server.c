/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "advice/typed-server.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/address.h"
#include "base/cursor.h"
#include "base/domain-name.h"
#include "base/error.h"
#include "base/foreign-text.h"
#include "bounce/paste-check.h"

#define TEXT_MAX  8192u /* bytes: no mail program says more */
#define SHOWN_MAX 60u   /* characters of a text that is refused */

#define NAME_CHARACTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_@:/[]%"

/* What stands around a name where one is copied with it. */
static const char around[] = " \t\r\n\"'<>()“”「」『』";

static gboolean
refuse (GError **error, const HatoTranslation *translation, const char *message, const char *text)
{
  g_autofree char *shown = hato_foreign_text (text, strlen (text), SHOWN_MAX);
  g_autoptr (GString) sentence = g_string_new (hato_translate (translation, message));

  g_string_replace (sentence, "{text}", shown, 0);
  g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, sentence->str);
  return FALSE;
}

static char *
strip (const char *text)
{
  const char *end = text + strlen (text);

  while (text < end && g_utf8_strchr (around, -1, g_utf8_get_char (text)) != NULL)
    text = g_utf8_next_char (text);
  while (end > text && g_utf8_strchr (around, -1, g_utf8_get_char (g_utf8_prev_char (end))) != NULL)
    end = g_utf8_prev_char (end);
  return g_strndup (text, (gsize) (end - text));
}

/* An address as it may be typed: alone, in brackets, with a port behind it. */
static char *
read_address (const char *text)
{
  g_autofree char *bare = NULL;
  const char *colon = strrchr (text, ':');
  HatoAddress address;

  if (*text == '[')
    bare = g_strndup (text + 1, strcspn (text + 1, "]"));
  else if (colon != NULL && strchr (text, ':') == colon)
    bare = g_strndup (text, (gsize) (colon - text));
  else
    bare = g_strdup (text);
  return hato_address_parse (bare, &address) ? hato_address_to_string (&address) : NULL;
}

/* A name as it may be typed: with a scheme before it, a port or a path behind it, or as the end of a mail address. */
static char *
read_name (const char *text)
{
  const char *scheme = strstr (text, "://");
  const char *start = scheme != NULL ? scheme + strlen ("://") : text;
  g_autofree char *authority = g_strndup (start, strcspn (start, "/?#"));
  const char *at = strrchr (authority, '@');
  g_autofree char *host = g_strdup (at != NULL ? at + 1 : authority);
  g_autoptr (HatoDomainName) name = NULL;

  host[strcspn (host, ":")] = '\0';
  name = hato_domain_name_new (host, NULL);
  return name != NULL && strchr (name->ascii, '.') != NULL ? g_strdup (name->ascii) : NULL;
}

static gboolean
has_numeric_end (const char *word)
{
  const char *dot = strrchr (word, '.');

  return dot == NULL || strspn (dot + 1, "0123456789") == strlen (dot + 1);
}

/* The first word of a sentence that can be a server: a name that could be registered, or an address. */
static char *
find_host (const char *text, gsize size)
{
  HatoAddress address;
  HatoCursor cursor;

  hato_cursor_init (&cursor, text, size);
  while (!hato_cursor_at_end (&cursor))
    {
      gsize start = cursor.position;
      g_autofree char *word = NULL;
      g_autofree char *host = NULL;

      if (hato_cursor_take_any_of (&cursor, NAME_CHARACTERS) == 0)
        {
          hato_cursor_skip (&cursor, 1);
          continue;
        }
      word = hato_cursor_dup_range (&cursor, start, cursor.position);
      g_strchomp (word);
      while (g_str_has_suffix (word, ".") || g_str_has_suffix (word, ":"))
        word[strlen (word) - 1] = '\0';
      host = read_address (word);
      if (host == NULL && strchr (word, '@') == NULL)
        host = read_name (word);
      if (host != NULL && strchr (host, ':') == NULL && has_numeric_end (host)
          && !hato_address_parse (host, &address))
        continue; /* a version number */
      if (host != NULL)
        return g_steal_pointer (&host);
    }
  return NULL;
}

/* Reads @text as what a mail program said. FALSE = it is something else; TRUE with @error = it is about another matter. */
static gboolean
read_error (HatoTypedServer *self,
            const char *text,
            const HatoTranslation *translation,
            GError **error)
{
  gsize size = MIN (strlen (text), TEXT_MAX);
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);
  g_autoptr (HatoPasteCheck) pasted = hato_paste_check_run (NULL, bytes, NULL);
  const HatoBounce *bounce =
      pasted != NULL ? ((const HatoPastedMail *) g_ptr_array_index (pasted->mails, 0))->bounce
                     : NULL;

  if (bounce == NULL || bounce->kind == HATO_BOUNCE_KIND_NOT_BOUNCE)
    return FALSE;

  self->is_error = bounce->kind == HATO_BOUNCE_KIND_CLIENT_ERROR && bounce->cause == HATO_CAUSE_TLS;
  if (self->is_error)
    self->host = find_host (text, size);
  else
    refuse (error, translation,
            N_ ("This text is about something else than the server name. Paste it in the tab "
                "“Bounce”."),
            text);
  return TRUE;
}

/**
 * hato_typed_server_read:
 * @text: from the field for the server name: a name, an address, or what a mail program said
 * @translation: whose language errors speak
 *
 * Returns: (transfer full) (nullable): what was understood; NULL with HATO_ERROR_INVALID_INPUT and a sentence for the person
 */
HatoTypedServer *
hato_typed_server_read (const char *text, const HatoTranslation *translation, GError **error)
{
  g_autoptr (HatoTypedServer) self = g_new0 (HatoTypedServer, 1);
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  g_autofree char *plain = strip (normal != NULL ? normal : "");
  gboolean is_word = strspn (plain, NAME_CHARACTERS) == strlen (plain);
  g_autoptr (GError) other = NULL;

  if (*plain == '\0')
    refuse (error, translation,
            N_ ("Type the server name first. It stands in the account settings of the mail "
                "program."),
            plain);
  else if (!is_word && read_error (self, text, translation, &other))
    {
      if (other == NULL)
        return g_steal_pointer (&self);
      g_propagate_error (error, g_steal_pointer (&other));
    }
  else
    {
      self->host = read_address (plain);
      if (self->host == NULL)
        self->host = read_name (plain);
      if (self->host != NULL)
        return g_steal_pointer (&self);
      refuse (error, translation,
              N_ ("“{text}” is no server name. Type it as it stands in the mail program, for "
                  "example mail.example.co.jp."),
              plain);
    }
  return NULL;
}

void
hato_typed_server_free (HatoTypedServer *self)
{
  g_free (self->host);
  g_free (self);
}
