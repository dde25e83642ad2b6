/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people meant where a text is no right DMARC record: each fault gets the name that the owner can act on. */
#include "config.h"

#include "records/dmarc-faults.h"

#include <string.h>

#include "base/cursor.h"
#include "records/near-miss.h"
#include "records/report-uri.h"

#define VERSION       "v=dmarc1" /* folded */
#define TYPO_DISTANCE 2u

static const char *const tag_names[] = { "p",   "sp", "np", "rua", "ruf", "adkim", "aspf",
                                         "pct", "fo", "rf", "ri",  "psd", "t" };

static gboolean
is_tag_name (const char *name, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tag_names); i++)
    if (strlen (tag_names[i]) == length && g_ascii_strncasecmp (tag_names[i], name, length) == 0)
      return TRUE;

  return FALSE;
}

/* The first word of a folded text: the version, if it has one. */
static char *
first_word (const char *folded)
{
  return g_strndup (folded, strcspn (folded, " ;,:\\"));
}

static gboolean
is_near_version (const char *folded)
{
  g_autofree char *word = first_word (folded);

  return hato_near_miss_get_distance (word, VERSION) <= TYPO_DISTANCE
         || strcmp (word, "dmarc1") == 0 || strcmp (word, "dmarc") == 0;
}

static gboolean
begins_with_policy (const char *folded)
{
  return g_str_has_prefix (folded, "p=none") || g_str_has_prefix (folded, "p=quarantine")
         || g_str_has_prefix (folded, "p=reject");
}

static gboolean
has_policy (const char *folded)
{
  return strstr (folded, "p=none") != NULL || strstr (folded, "p=quarantine") != NULL
         || strstr (folded, "p=reject") != NULL;
}

/* Tags of a whole record, in an order of its own, or behind the version of another one. */
static gboolean
has_policy_and_more (const char *folded)
{
  return has_policy (folded)
         && (strstr (folded, "rua=mailto:") != NULL || g_str_has_prefix (folded, "sp=")
             || g_str_has_prefix (folded, "v=dkim") || g_str_has_prefix (folded, "dmarc="));
}

/* A record that begins with one of its other tags: "p=none; …", "rua=mailto:…; p=none". */
static gboolean
begins_with_tag (const char *folded)
{
  g_autofree char *name = g_strndup (folded, strcspn (folded, "=:; "));

  return folded[strlen (name)] == '=' && is_tag_name (name, strlen (name));
}

/** hato_dmarc_is_meant: whether a text is a DMARC record or was clearly meant as one, though a receiver may see none. */
gboolean
hato_dmarc_is_meant (gconstpointer text, gsize size)
{
  g_autofree char *folded = hato_near_miss_fold (text, size);

  return strstr (folded, "dmarc1") != NULL || is_near_version (folded)
         || begins_with_policy (folded) || has_policy_and_more (folded);
}

/* Whether a character stands in the policy itself: then that is what is wrong, "p=検疫", and receivers act upon it (RFC 9989
 * §4.10.1). */
static const HatoTag *
find_policy_around (const HatoTagList *tags, gsize start)
{
  const HatoTag *policy = hato_tag_list_find (tags, "p");

  return policy != NULL && start >= policy->value_start && start < policy->end ? policy : NULL;
}

static const char *
name_character (HatoOddCharacter odd, gsize start)
{
  switch (odd)
    {
    case HATO_ODD_SMART_QUOTE:
      return "dmarc.smart_quotes";
    case HATO_ODD_FULL_WIDTH:
      return "dmarc.fullwidth";
    case HATO_ODD_INVISIBLE:
      return start == 0 ? "dmarc.leading_space" : "dmarc.bad_tag_value";
    case HATO_ODD_OTHER:
    case HATO_ODD_CONTROL:
      return "dmarc.bad_tag_value";
    case HATO_ODD_NONE:
    default:
      return NULL;
    }
}

/* A quote that a panel kept or that somebody typed; with a backslash, where it was escaped as well. */
static gboolean
note_quotes (const char *text, gsize size, GArray *notes)
{
  HatoCursor cursor;

  hato_cursor_init (&cursor, text, size);
  if (hato_cursor_peek (&cursor) != '\'' && hato_cursor_peek (&cursor) != '`')
    hato_cursor_take_until_any_of (&cursor, "\"");
  if (hato_cursor_at_end (&cursor))
    return FALSE;

  if (cursor.position > 0 && text[cursor.position - 1] == '\\')
    hato_notes_add (notes, "dmarc.escaped_quotes", cursor.position - 1, cursor.position + 1);
  else
    hato_notes_add (notes, "dmarc.quotes_in_value", cursor.position, cursor.position + 1);
  return TRUE;
}

/**
 * hato_dmarc_faults_in_characters:
 * @tags: of the text
 *
 * Notes the characters that no DMARC record has (RFC 9989 §4.8), each kind once.
 *
 * Returns: whether there are such characters; what they break needs no name of its own then
 */
gboolean
hato_dmarc_faults_in_characters (const char *text,
                                 gsize size,
                                 const HatoTagList *tags,
                                 GArray *notes)
{
  gsize start, end = 0;
  gboolean found = FALSE;
  HatoOddCharacter odd;
  const char *escaped;

  while ((odd = hato_near_miss_find_odd (text, size, end, &start, &end)) != HATO_ODD_NONE)
    {
      const HatoTag *policy = odd == HATO_ODD_OTHER ? find_policy_around (tags, start) : NULL;
      const char *code = policy != NULL ? "dmarc.invalid_p" : name_character (odd, start);

      if (!hato_notes_have (notes, code) && policy != NULL)
        hato_notes_add (notes, code, policy->start, policy->end);
      else if (!hato_notes_have (notes, code))
        hato_notes_add (notes, code, start, end);
      found = TRUE;
    }
  if (note_quotes (text, size, notes))
    found = TRUE;
  escaped = g_strstr_len (text, (gssize) size, "\\;");
  if (escaped != NULL)
    {
      start = (gsize) (escaped - text);
      hato_notes_add (notes, "dmarc.escaped_semicolon", start, start + 2);
      found = TRUE;
    }
  return found;
}

/* A version that is right but for its case, or that runs into what follows. @whole: (out): FALSE where only the character behind
 * it is wrong. */
static const char *
judge_version (const char *folded, const HatoTag *first, gboolean *whole)
{
  gsize length = strlen (VERSION);

  if (g_str_has_prefix (folded, "v:dmarc1"))
    return "dmarc.colon_for_equals";
  if (!g_str_has_prefix (folded, VERSION))
    return NULL;
  if (folded[length] == '\0' || folded[length] == ';')
    return "dmarc.version_case";
  if (!g_str_has_prefix (first->value, "DMARC1") && !g_ascii_isalnum (folded[length]))
    return "dmarc.version_case";
  if (strchr (first->value, '=') == NULL || g_ascii_isdigit (folded[length]))
    return "dmarc.version_typo";

  *whole = first->spaced;
  return folded[length] == ',' ? "dmarc.comma_separators" : "dmarc.no_semicolon";
}

/* Where a text has the version, but not in front. */
static const HatoTag *
find_late_version (const HatoTagList *tags)
{
  for (guint i = 1; i < tags->tags->len; i++)
    {
      const HatoTag *tag = hato_tag_list_get (tags, i);

      if (g_ascii_strcasecmp (tag->name, "v") == 0
          && g_ascii_strncasecmp (tag->value, "dmarc", strlen ("dmarc")) == 0)
        return tag;
    }
  return NULL;
}

/* Names why a text that was meant as a DMARC record is none. */
static void
note_version (const char *text, gsize size, const HatoTagList *tags, GArray *notes)
{
  g_autofree char *folded = hato_near_miss_fold (text, size);
  const HatoTag *first = hato_tag_list_get (tags, 0);
  const HatoTag *late = find_late_version (tags);
  gboolean whole = TRUE;
  const char *code;

  if (first == NULL)
    return;

  code = judge_version (folded, first, &whole);
  if (code != NULL && whole)
    hato_notes_add (notes, code, first->start, first->end);
  else if (code != NULL) /* what stands behind the version */
    hato_notes_add (notes, code, strlen (VERSION), strlen (VERSION) + 1);
  else if (late != NULL)
    hato_notes_add (notes, "dmarc.version_not_first", late->start, late->end);
  else if (begins_with_tag (folded) && !is_near_version (folded))
    hato_notes_add (notes, "dmarc.version_missing", first->start, first->end);
  else
    hato_notes_add (notes, "dmarc.version_typo", first->start, first->end);
}

/**
 * hato_dmarc_fault_of_stranger:
 *
 * Names the fault of a text that no receiver takes for a DMARC record: always exactly one kind.
 */
void
hato_dmarc_fault_of_stranger (const char *text, gsize size, const HatoTagList *tags, GArray *notes)
{
  g_autofree char *folded = hato_near_miss_fold (text, size);

  if (!hato_dmarc_is_meant (text, size))
    hato_notes_add (
        notes, g_str_has_prefix (folded, "v=spf1") ? "dmarc.spf_here" : "dmarc.not_dmarc", 0, size);
  else if (hato_dmarc_faults_in_characters (text, size, tags, notes))
    return;
  else if (size > 0 && strchr (" \t\r\n", text[0]) != NULL)
    hato_notes_add (notes, "dmarc.leading_space", 0, strspn (text, " \t\r\n"));
  else
    note_version (text, size, tags, notes);
  if (notes->len == 0)
    hato_notes_add (notes, "dmarc.version_typo", 0, size);
}

/** hato_dmarc_fault_of_tag: names the fault of a part without an equals sign. */
void
hato_dmarc_fault_of_tag (const HatoTag *tag, GArray *notes)
{
  const char *colon = strchr (tag->value, ':');
  const char *code = "dmarc.bad_tag";

  if (hato_report_uri_judge (tag->value) == HATO_REPORT_URI_MAILTO
      || (hato_report_uri_judge (tag->value) == HATO_REPORT_URI_NO_SCHEME
          && strchr (tag->value, '@') != NULL))
    code = "dmarc.bad_uri_separator";
  else if (colon != NULL && is_tag_name (tag->value, strcspn (tag->value, ": ")))
    code = "dmarc.colon_for_equals";
  hato_notes_add (notes, code, tag->start, tag->end);
}

/* Where in a value the next tag begins, though no semicolon stands before it: "none rua=mailto:…", "none, rua=…". */
static const char *
find_swallowed_tag (const char *value)
{
  for (const char *equals = strchr (value, '='); equals != NULL; equals = strchr (equals + 1, '='))
    {
      const char *name = equals;

      while (name > value && g_ascii_isalpha (name[-1]))
        name--;
      if (name > value && is_tag_name (name, (gsize) (equals - name)))
        return name;
    }
  return NULL;
}

/**
 * hato_dmarc_fault_of_value:
 * @code: what to call it where nothing more telling is seen
 *
 * Names the fault of a known tag whose value breaks the grammar.
 */
void
hato_dmarc_fault_of_value (const HatoTag *tag, const char *code, GArray *notes)
{
  const char *swallowed = find_swallowed_tag (tag->value);

  if (swallowed != NULL)
    code = memchr (tag->value, ',', (gsize) (swallowed - tag->value)) != NULL
               ? "dmarc.comma_separators"
               : "dmarc.no_semicolon";
  else if (tag->value[0] == '\'')
    code = "dmarc.quotes_in_value";
  hato_notes_add (notes, code, tag->start, tag->end);
}

static const char *
name_uri_fault (const char *uri)
{
  switch (hato_report_uri_judge (uri))
    {
    case HATO_REPORT_URI_MAILTO:
      return NULL;
    case HATO_REPORT_URI_JOINED:
      return "dmarc.bad_uri_separator";
    case HATO_REPORT_URI_NO_SCHEME:
    case HATO_REPORT_URI_HTTPS:
    case HATO_REPORT_URI_OTHER: /* RFC 9990 §3.5: mailto is all that is asked of a sender of reports */
      return "dmarc.rua_no_mailto";
    case HATO_REPORT_URI_BAD:
    default:
      return "dmarc.rua_bad_address";
    }
}

/** hato_dmarc_faults_of_uris: names what is wrong with the addresses of rua or ruf, each kind once. */
void
hato_dmarc_faults_of_uris (const HatoTag *tag, GArray *notes)
{
  g_auto (GStrv) parts = g_strsplit (tag->value, ",", -1);
  gsize at = tag->value_start;

  if (find_swallowed_tag (tag->value) != NULL)
    {
      hato_dmarc_fault_of_value (tag, "dmarc.no_semicolon", notes);
      return;
    }
  if (tag->value[0] == '\0')
    hato_notes_add (notes, "dmarc.rua_bad_address", tag->start, tag->end);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gsize length = strlen (parts[i]);
      const char *code;

      g_strstrip (parts[i]);
      code = *parts[i] != '\0' ? name_uri_fault (parts[i]) : NULL;
      if (code != NULL && !hato_notes_have (notes, code))
        hato_notes_add (notes, code, at, at + length);
      at += length + 1;
    }
}
