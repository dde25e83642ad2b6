/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/smart-input.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/address.h"
#include "base/error.h"
#include "base/foreign-text.h"

#define TEXT_MAX          (32u * 1024 * 1024) /* limits: a mail */
#define LINE_MAX_BYTES    4096u               /* a single line that is longer is no name */
#define LINES_MAX         200u                /* enough to see what a text is */
#define WORDS_MAX         12u /* one line that has more is said by a server, or by a person */
#define SHOWN_MAX         60u
#define UNICODE_LABEL_MAX 59u /* what is longer cannot be an A-label of 63 octets */

/* Endings that exist inside a network only, or nowhere (RFC 6761, RFC 6762, RFC 8375; ICANN's .internal). */
static const char *const inner_endings[] = { "local",    "localhost", "localdomain", "lan",
                                             "internal", "intranet",  "home.arpa",   "onion" };

/* A single line that begins so is a piece of a mail. */
static const char *const mail_beginnings[] = {
  "Authentication-Results:",
  "Diagnostic-Code:",
  "DKIM-Signature:",
  "Final-Recipient:",
  "Message-ID:",
  "Received:",
  "Received-SPF:",
  "Remote-MTA:",
  "Reporting-MTA:",
  "Return-Path:",
  "Subject:",
};

/* What people type around a name: brackets, quotes, final punctuation, Japanese ones alike. */
static const char around[] = "\"'`<>()[]{}「」『』【】〈〉《》“”‘’、，,;；。.!！?？";

/* What a Japanese keyboard gives in place of a hyphen, beside the full-width one. */
static const char hyphens[] = "‐‑‒–—―−";

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

/* Ends the reading with @sentence (transfer full), what was typed in place of {text}, bounded and harmless. */
static gboolean
refuse_with (GError **error, GString *sentence, const char *text)
{
  g_autofree char *shown = hato_foreign_text (text, strlen (text), SHOWN_MAX);

  g_string_replace (sentence, "{text}", shown, 0);
  g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, sentence->str);
  g_string_free (sentence, TRUE);
  return FALSE;
}

static gboolean
refuse (GError **error, const HatoTranslation *translation, const char *message, const char *text)
{
  return refuse_with (error, g_string_new (hato_translate (translation, message)), text);
}

static gboolean
refuse_too_long (GError **error, const HatoTranslation *translation, const char *text)
{
  return refuse (
      error, translation,
      N_ ("“{text}” is too long for a domain. Type only the part after the @ of your mail "
          "address."),
      text);
}

/* Whether a line is one word with a dot or an at sign in it: a name, or an address. */
static gboolean
is_name_like (const char *line)
{
  return strpbrk (line, " \t") == NULL && strpbrk (line, ".@") != NULL;
}

/* What a server said: three digits, then words (RFC 5321 §4.2). */
static gboolean
is_reply (const char *line)
{
  return line[0] >= '2' && line[0] <= '5' && g_ascii_isdigit (line[1]) && g_ascii_isdigit (line[2])
         && (line[3] == ' ' || line[3] == '-') && strchr (line + 4, ' ') != NULL;
}

static gboolean
is_line_of_mail (const char *line)
{
  g_auto (GStrv) words = g_strsplit_set (line, " \t", WORDS_MAX + 1);

  for (gsize i = 0; i < G_N_ELEMENTS (mail_beginnings); i++)
    if (g_ascii_strncasecmp (line, mail_beginnings[i], strlen (mail_beginnings[i])) == 0)
      return TRUE;

  return is_reply (line) || g_strv_length (words) > WORDS_MAX;
}

/* Whether it is a mail, or a piece of one: several lines that are not merely several names. */
static gboolean
is_mail (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", LINES_MAX);
  const char *first = NULL;
  gboolean all_names = TRUE;
  guint n_lines = 0;

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);

      if (*line == '\0')
        continue;
      n_lines++;
      first = first != NULL ? first : line;
      all_names = all_names && is_name_like (line);
    }
  return n_lines > 1 ? !all_names : first != NULL && is_line_of_mail (first);
}

/* The host of a URL (RFC 3986 §3.2): without scheme, user, port, path. "https:/example.jp" is one, too. */
static char *
take_host (const char *text)
{
  const char *colon = strchr (text, ':');
  gboolean has_scheme = colon != NULL && colon[1] == '/' && strchr (text, '/') == colon + 1;
  const char *authority = has_scheme ? colon + 1 : text;
  g_autofree char *host = NULL;
  const char *user, *start;

  authority += strspn (authority, "/");
  host = g_strndup (authority, strcspn (authority, "/?#\\"));
  user = strrchr (host, '@');
  start = user != NULL ? user + 1 : host;
  return *start == '[' ? g_strndup (start + 1, strcspn (start + 1, "]")) : g_strdup (start);
}

/* "example.jp/shop", "//example.jp", "example.jp/@shop"; but "sales/jp@example.jp" is an address. */
static gboolean
is_url (const char *text)
{
  const char *slash = strchr (text, '/');
  const char *at = strchr (text, '@');

  if (slash == NULL || strstr (text, "://") != NULL)
    return slash != NULL;

  return at == NULL || (slash < at && memchr (text, '.', (gsize) (slash - text)) != NULL);
}

static void
drop_port (char *host)
{
  char *colon = strrchr (host, ':');

  if (colon != NULL && strchr (host, ':') == colon
      && colon[1 + strspn (colon + 1, "0123456789")] == '\0')
    *colon = '\0';
}

/* Names of records: "_dmarc.example.jp", "s1._domainkey.example.jp", "*.example.jp" are about the domain behind. */
static const char *
skip_record_labels (const char *host)
{
  const char *rest = host;

  for (const char *label = host; label != NULL; label = hato_domain_name_get_parent (label))
    if (*label == '_' || g_str_has_prefix (label, "*."))
      rest = hato_domain_name_get_parent (label);
  return rest != NULL && strchr (rest, '.') != NULL ? rest : host;
}

static gboolean
has_inner_ending (const char *host)
{
  g_autofree char *name = g_ascii_strdown (host, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (inner_endings); i++)
    if (hato_domain_name_is_below (name, inner_endings[i]) || strcmp (name, inner_endings[i]) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_number (const char *host)
{
  const char *dot = strrchr (host, '.');
  HatoAddress address;

  return hato_address_parse (host, &address)
         || (dot != NULL && dot[1 + strspn (dot + 1, "0123456789")] == '\0');
}

static gboolean
is_too_long (const char *host)
{
  g_auto (GStrv) labels = g_strsplit (host, ".", -1);

  if (g_utf8_strlen (host, -1) > HATO_DOMAIN_NAME_MAX)
    return TRUE;

  for (gsize i = 0; labels[i] != NULL; i++)
    if (g_str_is_ascii (labels[i]) ? strlen (labels[i]) > HATO_DOMAIN_LABEL_MAX
                                   : g_utf8_strlen (labels[i], -1) > UNICODE_LABEL_MAX)
      return TRUE;

  return FALSE;
}

/* The first character that no domain has, or NULL. */
static const char *
find_odd_character (const char *host)
{
  for (const char *at = host; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (character < 0x80 ? !g_ascii_isalnum (*at) && strchr ("-._", *at) == NULL
                           : !g_unichar_isalnum (character) && !g_unichar_ismark (character)
                                 && g_utf8_strchr ("・·", -1, character) == NULL)
        return at;
    }
  return NULL;
}

/* Why a host with a dot in it is no name. */
static gboolean
refuse_form (const char *host, const HatoTranslation *translation, GError **error)
{
  const char *odd = find_odd_character (host);
  g_autofree char *shown = NULL;
  GString *sentence;

  if (odd == NULL && strstr (host, "..") != NULL)
    return refuse (
        error, translation,
        N_ ("There are two dots side by side in “{text}”. Take one out, or put in what is "
            "missing between them."),
        host);
  if (odd == NULL)
    return refuse (
        error, translation,
        N_ ("“{text}” cannot be a domain: hyphens, underscores or letters stand in a place "
            "where no domain has them. Compare it with the part after the @ of your mail "
            "address."),
        host);

  shown = hato_foreign_text (odd, (gsize) (g_utf8_next_char (odd) - odd), 1);
  sentence = g_string_new (
      hato_translate (translation, N_ ("A domain cannot have “{character}” in it. Compare “{text}” "
                                       "with the part after the @ of your mail address.")));
  g_string_replace (sentence, "{character}", shown, 0);
  return refuse_with (error, sentence, host);
}

/* Whether the host can have mail of its own: FALSE with a sentence that says why not. */
static gboolean
check_host (HatoSmartInput *self,
            const char *host,
            const HatoTranslation *translation,
            GError **error)
{
  if (is_number (host))
    return refuse (error, translation,
                   N_ ("“{text}” is the number of a server. Type the domain instead: the part "
                       "after the @ of your mail address."),
                   host);
  if (has_inner_ending (host))
    return refuse (error, translation,
                   N_ ("“{text}” exists only inside a network, and nobody outside can see it. Type "
                       "the domain of your mail address."),
                   host);
  if (is_too_long (host))
    return refuse_too_long (error, translation, host);
  if (strchr (host, '.') == NULL && find_odd_character (host) == NULL)
    return refuse (error, translation,
                   N_ ("“{text}” has no dot and is not a complete domain. Type it with its ending, "
                       "for example example.co.jp."),
                   host);

  self->domain = hato_domain_name_new (host, NULL);
  if (self->domain == NULL)
    return refuse_form (host, translation, error);
  if (hato_domain_name_is_registry_suffix (self->domain->ascii))
    return refuse (error, translation,
                   N_ ("“{text}” is an ending that many domains share. Type your own name in front "
                       "of it, for example your-name.{text}."),
                   self->domain->unicode);
  return TRUE;
}

/* A web server is on www, or on a host of its own; mail is for the name that was registered. TRUE where that is
 * more than taking www away. */
static gboolean
take_registered (HatoSmartInput *self)
{
  const char *ascii = self->domain->ascii;
  gboolean is_www = g_str_has_prefix (ascii, "www.");
  const char *registered = hato_domain_name_get_registered (ascii);
  g_autoptr (HatoDomainName) name = NULL;
  gboolean is_guess;

  if ((self->kind != HATO_SMART_INPUT_URL && !is_www) || registered == NULL
      || strcmp (registered, ascii) == 0)
    return FALSE;

  name = hato_domain_name_new (registered, NULL);
  if (name == NULL)
    return FALSE;
  is_guess = strcmp (registered, ascii + (is_www ? strlen ("www.") : 0)) != 0;
  hato_domain_name_unref (self->domain);
  self->domain = g_steal_pointer (&name);
  return is_guess;
}

static void
take_note (HatoSmartInput *self,
           const char *typed,
           gboolean is_guess,
           const HatoTranslation *translation)
{
  g_autofree char *shown = hato_domain_name_dup_shown (self->domain);
  GString *note;

  if (!is_guess && g_ascii_strcasecmp (typed, self->domain->ascii) == 0
      && strcmp (self->domain->ascii, self->domain->unicode) == 0)
    return;

  note = g_string_new (hato_translate (
      translation, is_guess
                       ? N_ ("Understood as the domain {domain}. If your mail addresses end in "
                             "something else, type that instead.")
                       : N_ ("Understood as the domain {domain}.")));
  g_string_replace (note, "{domain}", shown, 0);
  self->note = g_string_free (note, FALSE);
}

/* Whether a long vowel mark stands where only a hyphen can have been meant: "example" ー "shop". */
static gboolean
is_hyphen (const char *text, const char *at)
{
  gunichar character = g_utf8_get_char (at);

  if (g_utf8_strchr (hyphens, -1, character) != NULL)
    return TRUE;

  return character == 0x30fc && at > text && g_ascii_isalnum (at[-1])
         && g_ascii_isalnum (*g_utf8_next_char (at));
}

/* Half width, one kind of dot, one kind of hyphen, no invisible character, nothing around, no space at an at sign. */
static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  GString *folded = g_string_new (NULL);
  g_autofree char *whole = NULL;

  for (const char *at = normal; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      char last = folded->len > 0 ? folded->str[folded->len - 1] : ' ';

      if (character == 0x3002) /* "。", as is "｡" after NFKC */
        g_string_append_c (folded, '.');
      else if (g_unichar_isspace (character))
        {
          if (last != ' ' && last != '@')
            g_string_append_c (folded, ' ');
        }
      else if (is_hyphen (normal, at))
        g_string_append_c (folded, '-');
      else if (g_unichar_type (character) != G_UNICODE_FORMAT || character == 0x200c
               || character == 0x200d) /* joiners belong to some scripts (RFC 5892 A.1, A.2) */
        {
          if (character == '@' && last == ' ' && folded->len > 0)
            g_string_truncate (folded, folded->len - 1);
          g_string_append_unichar (folded, character);
        }
    }
  whole = g_string_free (folded, FALSE);
  return strip (whole);
}

/* Of several words the one that is an address: "Sales info@example.jp". NULL with a sentence where none is, or two are. */
static char *
take_word (const char *text, const HatoTranslation *translation, GError **error)
{
  g_autoptr (GString) parted = g_string_new (text);
  g_auto (GStrv) words = NULL;
  const char *address = NULL;
  guint n_addresses = 0, n_names = 0;

  g_string_replace (parted, "、", " ", 0);
  words = g_strsplit_set (parted->str, " ,;|", -1);
  for (gsize i = 0; words[i] != NULL; i++)
    {
      const char *dot = strchr (words[i], '.');

      if (strchr (words[i], '@') != NULL || strstr (words[i], "://") != NULL)
        {
          address = words[i];
          n_addresses++;
        }
      n_names += dot != NULL && dot != words[i] && dot[1] != '\0' ? 1 : 0;
    }
  if (n_addresses == 1)
    return strip (address);

  refuse (error, translation,
          n_addresses > 1 || n_names > 1
              ? N_ ("There is more than one name in “{text}”. Check one domain at a time.")
              : N_ ("There is a space in “{text}”. A domain has none: take it out and try again."),
          text);
  return NULL;
}

/* The host in what was typed, and what kind of input it was. */
static char *
find_host (HatoSmartInput *self, const char *text)
{
  const char *at = strrchr (text, '@');
  g_autofree char *host = NULL;

  if (is_url (text))
    {
      self->kind = HATO_SMART_INPUT_URL;
      host = take_host (text);
    }
  else if (at != NULL)
    {
      self->kind = HATO_SMART_INPUT_MAIL_ADDRESS;
      host = g_strndup (at + 1, strcspn (at + 1, "/?#")); /* mailto:a@b?subject=… */
    }
  else
    host = g_strdup (text);

  drop_port (host);
  return strip (host);
}

/* The address as it was typed, without what stands before it: "mail:info@example.jp". */
static char *
take_mail_address (const char *text, const char *host)
{
  const char *at = strrchr (text, '@');
  const char *start = text;

  for (const char *to = text; to < at; to++)
    if (strchr (":<\"", *to) != NULL)
      start = to + 1;
  return start < at ? g_strdup_printf ("%.*s@%s", (int) (at - start), start, host) : NULL;
}

static gboolean
read_name (HatoSmartInput *self,
           const char *folded,
           const HatoTranslation *translation,
           GError **error)
{
  const char *bracket = strrchr (folded, '<');
  g_autofree char *text = NULL;
  g_autofree char *host = NULL;

  if (bracket != NULL && strchr (bracket, '@') != NULL) /* Name <a@b> */
    text = g_strndup (bracket + 1, strcspn (bracket + 1, ">"));
  else if (strpbrk (folded, " ,;|") != NULL || strstr (folded, "、") != NULL)
    text = take_word (folded, translation, error);
  else
    text = g_strdup (folded);
  if (text == NULL)
    return FALSE;

  host = find_host (self, text);
  if (*host == '\0')
    return refuse (error, translation,
                   N_ ("There is no domain in “{text}”. Type the part after the @ of your mail "
                       "address, for example example.co.jp."),
                   folded);
  if (self->kind == HATO_SMART_INPUT_MAIL_ADDRESS)
    self->mail_address = take_mail_address (text, host);
  return check_host (self, skip_record_labels (host), translation, error);
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

  if (strlen (text) > TEXT_MAX || !g_utf8_validate (text, -1, NULL))
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

  typed = g_strstrip (g_strdup (text));
  if (strlen (typed) > LINE_MAX_BYTES)
    {
      refuse_too_long (error, translation, typed);
      return NULL;
    }
  folded = fold (typed);
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

  take_note (self, typed, take_registered (self), translation);
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
