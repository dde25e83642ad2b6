/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/smart-input.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/address.h"
#include "base/error.h"
#include "base/foreign-text.h"

#define TEXT_MAX       (32u * 1024 * 1024) /* limits: a mail */
#define LINE_MAX_BYTES 4096u               /* a single line that is longer is no name */
#define SHOWN_MAX      60u

/* Endings that exist inside a network only, or nowhere (RFC 6761, RFC 6762, RFC 8375; ICANN's .internal). */
static const char *const inner_endings[] = { "local",    "localhost", "localdomain", "lan",
                                             "internal", "intranet",  "home.arpa",   "onion" };

/* What people type around a name: brackets, quotes, final punctuation, Japanese ones alike. */
static const char around[] = " \t\r\n\"'`<>()[]{}「」『』【】〈〉《》“”‘’、，,;；。.!！?？";

static gboolean
is_around (const char *at)
{
  gunichar character = g_utf8_get_char (at);

  return g_unichar_isspace (character) || g_utf8_strchr (around, -1, character) != NULL;
}

static char *
strip (const char *text)
{
  const char *end = text + strlen (text);

  while (text < end && is_around (text))
    text = g_utf8_next_char (text);
  while (end > text && is_around (g_utf8_prev_char (end)))
    end = g_utf8_prev_char (end);
  return g_strndup (text, (gsize) (end - text));
}

/* The message with what was typed in place of {text}, bounded and harmless. */
static gboolean
refuse (GError **error, const HatoTranslation *translation, const char *message, const char *text)
{
  GString *sentence = g_string_new (hato_translate (translation, message));
  g_autofree char *shown = hato_foreign_text (text, strlen (text), SHOWN_MAX);

  g_string_replace (sentence, "{text}", shown, 1);
  g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, sentence->str);
  g_string_free (sentence, TRUE);
  return FALSE;
}

static gboolean
is_mail (const char *text)
{
  guint n_lines = 0;
  g_auto (GStrv) lines = g_strsplit (text, "\n", 200);

  for (gsize i = 0; lines[i] != NULL; i++)
    n_lines += *g_strstrip (lines[i]) != '\0' ? 1 : 0;
  return n_lines > 1;
}

/* The host of a URL (RFC 3986 §3.2): without scheme, user, port, path. */
static char *
take_host (const char *text)
{
  const char *scheme = strstr (text, "://");
  const char *authority = scheme != NULL ? scheme + 3 : text;
  g_autofree char *host = g_strndup (authority, strcspn (authority, "/?#\\"));
  const char *user = strrchr (host, '@');
  const char *start = user != NULL ? user + 1 : host;

  return *start == '[' ? g_strndup (start + 1, strcspn (start + 1, "]")) : g_strdup (start);
}

static void
drop_port (char *host)
{
  char *colon = strrchr (host, ':');

  if (colon != NULL && strchr (host, ':') == colon
      && colon[1 + strspn (colon + 1, "0123456789")] == '\0')
    *colon = '\0';
}

static gboolean
has_inner_ending (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (inner_endings); i++)
    if (hato_domain_name_is_below (name, inner_endings[i]) || strcmp (name, inner_endings[i]) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_numeric_ending (const char *name)
{
  const char *dot = strrchr (name, '.');
  const char *last = dot != NULL ? dot + 1 : name;

  return last[strspn (last, "0123456789")] == '\0';
}

/* Whether the name can have mail of its own: FALSE with a sentence that says why not. */
static gboolean
check_name (HatoSmartInput *self,
            const char *host,
            const HatoTranslation *translation,
            GError **error)
{
  HatoAddress address;
  const char *name;

  if (*host == '\0')
    return refuse (error, translation,
                   N_ ("There is no domain in “{text}”. Type the part after the @ of your mail "
                       "address, for example example.co.jp."),
                   host);
  if (hato_address_parse (host, &address) || is_numeric_ending (host))
    return refuse (error, translation,
                   N_ ("“{text}” is the number of a server. Type the domain instead: the part "
                       "after the @ of your mail address."),
                   host);
  if (strpbrk (host, " \t") != NULL)
    return refuse (
        error, translation,
        N_ ("There is a space in “{text}”. A domain has none: take it out and try again."), host);
  if (strchr (host, '.') == NULL)
    return refuse (error, translation,
                   N_ ("“{text}” has no dot and is not a complete domain. Type it with its ending, "
                       "for example example.co.jp."),
                   host);
  if (strlen (host) > HATO_DOMAIN_NAME_MAX)
    return refuse (error, translation,
                   N_ ("“{text}” is too long for a domain. Type only the part after the @ of your "
                       "mail address."),
                   host);

  self->domain = hato_domain_name_new (host, NULL);
  if (self->domain == NULL)
    return refuse (error, translation,
                   N_ ("“{text}” cannot be a domain: it has a character or an empty part that no "
                       "domain has. Compare it with the part after the @ of your mail address."),
                   host);

  name = self->domain->ascii;
  if (has_inner_ending (name))
    return refuse (error, translation,
                   N_ ("“{text}” exists only inside a network, and nobody outside can see it. Type "
                       "the domain of your mail address."),
                   name);
  if (hato_domain_name_is_public_suffix (name))
    return refuse (error, translation,
                   N_ ("“{text}” is an ending that many domains share. Type your own name in front "
                       "of it, for example your-name.{text}."),
                   name);
  return TRUE;
}

/* A web address is on www; mail is for the name behind it. */
static void
drop_www (HatoSmartInput *self)
{
  const char *parent = hato_domain_name_get_parent (self->domain->ascii);
  HatoDomainName *behind;

  if (!g_str_has_prefix (self->domain->ascii, "www.") || strchr (parent, '.') == NULL
      || hato_domain_name_is_public_suffix (parent))
    return;

  behind = hato_domain_name_new (parent, NULL);
  if (behind == NULL)
    return;
  hato_domain_name_unref (self->domain);
  self->domain = behind;
}

static void
note_difference (HatoSmartInput *self, const char *typed, const HatoTranslation *translation)
{
  GString *note;

  if (g_ascii_strcasecmp (typed, self->domain->ascii) == 0
      || strcmp (typed, self->domain->unicode) == 0)
    return;

  note = g_string_new (hato_translate (translation, N_ ("Understood as the domain {domain}.")));
  g_string_replace (note, "{domain}", self->domain->unicode, 1);
  self->note = g_string_free (note, FALSE);
}

/* Half width, one kind of dot, nothing around. */
static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  GString *folded = g_string_new (normal);

  g_string_replace (folded, "。", ".", 0);
  g_string_replace (folded, "｡", ".", 0);
  g_string_replace (folded, "\u200b", "", 0);
  g_string_replace (folded, "\ufeff", "", 0);

  g_autofree char *whole = g_string_free (folded, FALSE);

  return strip (whole);
}

static gboolean
read_name (HatoSmartInput *self,
           const char *folded,
           const HatoTranslation *translation,
           GError **error)
{
  const char *text = g_ascii_strncasecmp (folded, "mailto:", 7) == 0 ? folded + 7 : folded;
  g_autofree char *inner = NULL;
  g_autofree char *host = NULL;
  const char *bracket = strrchr (text, '<');

  if (bracket != NULL && strchr (bracket, '@') != NULL) /* Name <a@b> */
    text = inner = strip (bracket);
  if (strstr (text, "://") != NULL || (strchr (text, '/') != NULL && strchr (text, '@') == NULL))
    {
      self->kind = HATO_SMART_INPUT_URL;
      host = take_host (text);
    }
  else if (strchr (text, '@') != NULL)
    {
      self->kind = HATO_SMART_INPUT_MAIL_ADDRESS;
      self->mail_address = g_strdup (text);
      host = strip (strrchr (text, '@') + 1);
      host[strcspn (host, "?")] = '\0'; /* mailto:a@b?subject=… */
    }
  else
    host = g_strdup (text);

  drop_port (host);
  while (g_str_has_suffix (host, "."))
    host[strlen (host) - 1] = '\0';
  if (!check_name (self, host, translation, error))
    return FALSE;
  if (self->kind != HATO_SMART_INPUT_MAIL_ADDRESS)
    drop_www (self);
  return TRUE;
}

/**
 * hato_smart_input_read:
 * @text: whatever was typed or pasted
 *
 * Works out what the one field was given: a domain, a mail address, a URL, in any width and script, or a mail.
 *
 * Returns: (transfer full) (nullable): NULL with a sentence in the person's language that names what was wrong and what to do
 */
HatoSmartInput *
hato_smart_input_read (const char *text, const HatoTranslation *translation, GError **error)
{
  g_autoptr (HatoSmartInput) self = g_new0 (HatoSmartInput, 1);
  g_autofree char *folded = NULL;
  g_autofree char *typed = NULL;

  if (!g_utf8_validate (text, -1, NULL) || strlen (text) > TEXT_MAX)
    {
      refuse (error, translation,
              N_ ("This text cannot be read. Type the part after the @ of your mail address, for "
                  "example example.co.jp."),
              "");
      return NULL;
    }
  if (is_mail (text))
    {
      self->kind = HATO_SMART_INPUT_BOUNCE;
      return g_steal_pointer (&self);
    }
  if (strlen (text) > LINE_MAX_BYTES)
    {
      refuse (error, translation,
              N_ ("“{text}” is too long for a domain. Type only the part after the @ of your mail "
                  "address."),
              text);
      return NULL;
    }

  typed = g_strstrip (g_strdup (text));
  folded = fold (text);
  if (*folded == '\0')
    {
      refuse (error, translation,
              N_ ("Nothing to check yet. Type the part after the @ of your mail address, for "
                  "example example.co.jp."),
              "");
      return NULL;
    }
  if (!read_name (self, folded, translation, error))
    return NULL;

  note_difference (self, typed, translation);
  return g_steal_pointer (&self);
}

void
hato_smart_input_free (HatoSmartInput *self)
{
  g_clear_pointer (&self->domain, hato_domain_name_unref);
  g_free (self->mail_address);
  g_free (self->note);
  g_free (self);
}
