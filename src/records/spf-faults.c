/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people meant where a text is no right SPF record: each fault gets the name that the owner can act on. */
#include "config.h"

#include "records/spf-faults.h"

#include <arpa/inet.h>
#include <string.h>

#define VERSION       "v=spf1"
#define TYPO_DISTANCE 2u /* edits between the version and what was typed */
#define TYPO_LENGTH   9u

/* Names that begin a term; longer ones first, so that ip4 is not taken for something else. */
static const char *const term_starts[] = { "include:", "exists:", "redirect=", "ip4:",
                                           "ip6:",     "mx:",     "ptr:",      "a:" };

static gboolean
is_smart_quote (gunichar character)
{
  return (character >= 0x2018 && character <= 0x201f) || character == 0x300c || character == 0x300d
         || character == 0xff02 || character == 0xff07 || character == 0xab || character == 0xbb;
}

static gboolean
is_full_width (gunichar character)
{
  return (character >= 0xff01 && character <= 0xff60) || character == 0x3000 || character == 0x301c
         || character == 0x3002 || character == 0x30fc;
}

static const char *
judge_character (gunichar character)
{
  if (is_smart_quote (character))
    return "spf.smart_quotes";
  if (is_full_width (character))
    return "spf.fullwidth";
  if (character >= 0x80)
    return "spf.non_ascii";

  return character < 0x20 || character == 0x7f ? "spf.control_char" : NULL;
}

/* Quotes that a panel kept, as they stand around the value; one at the end alone belongs to the last term. */
static gboolean
note_quotes (const char *text, gsize size, GArray *notes)
{
  if (size < 2 || text[0] != '"')
    return FALSE;

  hato_notes_add (notes, "spf.quotes_in_value", 0, 1);
  return TRUE;
}

/**
 * hato_spf_faults_in_text:
 * @notes: where the characters are noted that no SPF record has
 *
 * Returns: whether there are such characters; then the terms need no names of their own
 */
gboolean
hato_spf_faults_in_text (const char *text, gsize size, GArray *notes)
{
  gboolean found = FALSE;

  if (size == 0 || !hato_spf_is_meant (text, size))
    return FALSE;

  for (gsize at = 0; at < size;)
    {
      gunichar character = g_utf8_get_char_validated (text + at, (gssize) (size - at));
      gboolean broken = character == (gunichar) -1 || character == (gunichar) -2
                        || (character == 0 && text[at] != '\0');
      gsize length = broken || text[at] == '\0' ? 1 : (gsize) g_utf8_skip[(guint8) text[at]];
      const char *code = text[at] == '\0' ? "spf.control_char"
                         : broken         ? "spf.non_ascii"
                                          : judge_character (character);

      if (code != NULL && !hato_notes_have (notes, code))
        hato_notes_add (notes, code, at, at + length);
      found = found || code != NULL;
      at += length;
    }
  if (!found && note_quotes (text, size, notes))
    found = TRUE;
  return found;
}

/* Edits (a letter put in, left out, changed, two swapped) between two short texts, in lower case. */
static guint
distance (const char *a, gsize a_length, const char *b, gsize b_length)
{
  guint rows[TYPO_LENGTH + 2][TYPO_LENGTH + 2];

  for (gsize i = 0; i <= a_length; i++)
    rows[i][0] = (guint) i;
  for (gsize j = 0; j <= b_length; j++)
    rows[0][j] = (guint) j;
  for (gsize i = 1; i <= a_length; i++)
    for (gsize j = 1; j <= b_length; j++)
      {
        guint cost = g_ascii_tolower (a[i - 1]) == b[j - 1] ? 0 : 1;

        rows[i][j] = MIN (MIN (rows[i - 1][j] + 1, rows[i][j - 1] + 1), rows[i - 1][j - 1] + cost);
        if (i > 1 && j > 1 && g_ascii_tolower (a[i - 1]) == b[j - 2]
            && g_ascii_tolower (a[i - 2]) == b[j - 1])
          rows[i][j] = MIN (rows[i][j], rows[i - 2][j - 2] + 1);
      }
  return rows[a_length][b_length];
}

/* Whether the first word is nearly the version: "v=sfp1", "v=pf1", "v-spf1", "v=spf10". */
static gboolean
is_version_typo (const char *text, gsize size)
{
  gsize length = 0;

  while (length < size && text[length] != ' ' && length <= TYPO_LENGTH)
    length++;
  if (length < 4 || length > TYPO_LENGTH)
    return FALSE;

  return distance (text, length, VERSION, strlen (VERSION)) <= TYPO_DISTANCE
         && g_ascii_strncasecmp (text, "v=dkim", MIN (length, 6)) != 0
         && g_ascii_strncasecmp (text, "v=sts", MIN (length, 5)) != 0;
}

/* The text in half width, lower case, without what stands in front of it by mistake. */
static char *
plain (const char *text, gsize size)
{
  g_autofree char *valid = g_utf8_make_valid (size > 0 ? text : "", (gssize) MIN (size, 512));
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKC);
  const char *at = normal;

  while (*at != '\0'
         && (is_smart_quote (g_utf8_get_char (at)) || strchr (" \t\"'(`", *at) != NULL
             || g_str_has_prefix (at, "\ufeff")))
    at = g_utf8_next_char (at);
  return g_ascii_strdown (at, -1);
}

/** hato_spf_is_meant: whether a text was clearly meant to be an SPF record, though a receiver may see none. */
gboolean
hato_spf_is_meant (const char *text, gsize size)
{
  static const char *const typos[] = { "v = spf1", "v= spf1", "v =spf1",      "v=s pf1",
                                       "v=sp f1",  "v=spf 1", "version=spf1", "spf=v1" };
  g_autofree char *lower = plain (text, size);
  gsize length = strlen (lower);

  if (g_str_has_prefix (lower, VERSION) || g_str_has_prefix (lower, "spf2.0/")
      || g_str_has_prefix (lower, "spf1 "))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (typos); i++)
    if (g_str_has_prefix (lower, typos[i]))
      return TRUE;

  return strstr (lower, VERSION " ") != NULL || is_version_typo (lower, length);
}

/**
 * hato_spf_faults_in_version:
 *
 * Names why a text that was meant as an SPF record is none: all in its first word.
 */
void
hato_spf_faults_in_version (const char *text, gsize size, GArray *notes)
{
  gsize length = strlen (VERSION);
  g_autofree char *lower = g_ascii_strdown (text, (gssize) size);
  const char *inside = strstr (lower, VERSION);

  if (size == 0 || !hato_spf_is_meant (text, size))
    return;

  if (g_str_has_prefix (lower, "spf2.0/"))
    hato_notes_add (notes, "spf.sender_id_only", 0, 6);
  else if (text[0] == ' ')
    hato_notes_add (notes, "spf.leading_space", 0, strspn (text, " "));
  else if (inside == lower && strchr (",;", text[length]) != NULL)
    hato_notes_add (notes, "spf.comma_separated", length, length + 1);
  else if (inside == lower
           && (g_ascii_isdigit (text[length]) || strchr (".:=", text[length]) != NULL))
    hato_notes_add (notes, "spf.version_typo", 0, length + 1);
  else if (inside == lower && strchr ("-+~?", text[length]) != NULL
           && (text[length + 1] == ' ' || text[length + 1] == '\0'))
    hato_notes_add (notes, "spf.version_typo", 0, length + 1);
  else if (inside == lower)
    hato_notes_add (notes, "spf.no_space_after_version", 0, length);
  else if (inside != NULL && strspn (lower, "\\\"'`") == (gsize) (inside - lower))
    hato_notes_add (notes, "spf.quotes_in_value", 0, (gsize) (inside - lower));
  else if (inside != NULL)
    hato_notes_add (notes, "spf.glued_txt", 0, (gsize) (inside - lower));
  else
    hato_notes_add (notes, "spf.version_typo", 0, strcspn (text, " "));
}

/* Whether @value (an address with or without a prefix) is of @family; @prefix_bad: the address is right, the number behind it is not. */
static gboolean
is_address (int family, const char *value, gboolean *prefix_bad)
{
  g_autofree char *address = g_strndup (value, strcspn (value, "/"));
  guint8 bytes[16];

  *prefix_bad = value[strlen (address)] == '/';
  return inet_pton (family, address, bytes) == 1;
}

static gboolean
looks_like_address (const char *value)
{
  gboolean prefix_bad;

  return is_address (AF_INET, value, &prefix_bad) || is_address (AF_INET6, value, &prefix_bad);
}

/* a, mx or ptr without a value. */
static gboolean
is_bare_mechanism (const char *text)
{
  static const char *const names[] = { "mx", "ptr", "a" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strncasecmp (text, names[i], strlen (names[i])) == 0
        && (text[strlen (names[i])] == '\0' || strchr (":/~-+?", text[strlen (names[i])]) != NULL))
      return TRUE;

  return FALSE;
}

/* Where another term begins inside a value: "_spf.google.com~all", "192.0.2.1include:x". 0 = nowhere. */
static gsize
find_inner_term (const char *value)
{
  for (const char *at = value; *at != '\0'; at++)
    {
      if (at != value && strchr ("~-+?", *at) != NULL && g_ascii_strncasecmp (at + 1, "all", 3) == 0
          && (at[4] == '\0' || !g_ascii_isalnum (at[4])))
        return (gsize) (at - value);
      if (at != value && strchr ("~+?", *at) != NULL && is_bare_mechanism (at + 1))
        return (gsize) (at - value);
      for (gsize i = 0; at != value && i < G_N_ELEMENTS (term_starts); i++)
        if (g_ascii_strncasecmp (at, term_starts[i], strlen (term_starts[i])) == 0
            && (strlen (term_starts[i]) > 3 || !g_ascii_isalnum (at[-1])))
          return (gsize) (at - value);
    }
  return 0;
}

/* Whether a network's size stands behind the slash: "x.test/24", "x.test//64", and what was meant as one. */
static gboolean
is_prefix (const char *slash)
{
  return g_ascii_isdigit (slash[1]) && slash[strspn (slash, G_CSET_DIGITS "/")] == '\0';
}

/* @takes_prefix: whether a network's size may stand behind the name (RFC 7208 §5.3, §5.4); elsewhere a slash that no number
 * follows is the path of a web address. */
static const char *
judge_host_value (const char *value, gboolean takes_prefix)
{
  const char *slash = strchr (value, '/');

  if (g_ascii_strncasecmp (value, "include:", 8) == 0)
    return "spf.include_twice";
  if (g_ascii_strncasecmp (value, "ip4:", 4) == 0 || g_ascii_strncasecmp (value, "ip6:", 4) == 0)
    return "spf.include_ip";
  if (strstr (value, "//") != NULL)
    return "spf.include_url";
  if (strchr (value, '@') != NULL)
    return "spf.include_email";
  if (looks_like_address (value))
    return "spf.include_ip";
  if (strchr (value, '%') != NULL)
    return "spf.macro_bad";
  if (g_str_has_suffix (value, ".")) /* "include:_spf. example.com" */
    return "spf.include_space";

  if (slash == NULL)
    return "spf.unknown_mechanism";

  return takes_prefix || is_prefix (slash) ? "spf.bad_cidr" : "spf.include_url";
}

static const char *
judge_ip_value (const char *name, const char *value)
{
  gboolean four = g_ascii_strcasecmp (name, "ip4") == 0;
  gboolean prefix_bad;

  if (is_address (four ? AF_INET : AF_INET6, value, &prefix_bad))
    return "spf.bad_cidr";
  if (is_address (four ? AF_INET6 : AF_INET, value, &prefix_bad))
    return four ? "spf.ip6_in_ip4" : "spf.ip4_in_ip6";

  return four ? "spf.bad_ip4" : "spf.bad_ip6";
}

/* A host or an address that stands alone: its mechanism was forgotten. */
static gboolean
is_bare_value (const char *term)
{
  const char *dot = strchr (term, '.');
  gsize length = strlen (term);

  if (looks_like_address (term))
    return TRUE;

  return dot != NULL && dot != term && term[length - 1] != '.' && strpbrk (term, ":=%@") == NULL
         && g_ascii_isalnum (term[length - 1]);
}

static const char *
judge_unknown (const char *term)
{
  if (g_ascii_strncasecmp (term, "redirect:", 9) == 0)
    return "spf.redirect_colon";
  if (g_ascii_strncasecmp (term, "all", 3) == 0 && strchr (term, '=') != NULL)
    return "spf.glued_txt";
  if (strstr (term, "://") != NULL)
    return "spf.include_url";
  if (strchr (term, '@') != NULL)
    return "spf.include_email";
  if (is_bare_value (term))
    return "spf.missing_mechanism_for_ip";
  if (find_inner_term (term) > 0)
    return "spf.missing_space_between_terms";

  return strchr (term, '%') != NULL ? "spf.macro_bad" : "spf.unknown_mechanism";
}

/* A term that is no more than the name of a mechanism or modifier that means nothing without a value. */
static gboolean
needs_value (const char *term)
{
  static const char *const names[] = { "include", "ip4", "ip6", "exists", "redirect" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (term, names[i]) == 0)
      return TRUE;

  return FALSE;
}

/* Whether a term can begin here: a mechanism or a modifier by name, with its qualifier. */
static gboolean
begins_term (const char *text)
{
  static const char *const names[] = { "include", "ip4",      "ip6", "exists", "a", "mx",
                                       "ptr",     "redirect", "exp", "all",    NULL };
  const char *bare = *text != '\0' && strchr ("+-~?", *text) != NULL ? text + 1 : text;
  g_autofree char *name = g_ascii_strdown (bare, (gssize) strcspn (bare, ":=/"));

  return g_strv_contains (names, name);
}

/* Whether another record begins inside the term: "~all;v=spf1". */
static gboolean
holds_version (const char *term)
{
  g_autofree char *lower = g_ascii_strdown (term, -1);

  return strstr (lower, VERSION) != NULL;
}

/* Names what is wrong with one term, given without its qualifier. */
static const char *
judge_term (const char *term)
{
  static const char *const hosts[] = { "include", "exists", "a", "mx", "ptr", "redirect", "exp" };
  gsize name_length = strcspn (term, ":=/");
  g_autofree char *name = g_ascii_strdown (term, (gssize) name_length);
  const char *value = term[name_length] != '\0' ? term + name_length + 1 : term + name_length;

  if (strpbrk (term, ",;") != NULL)
    return holds_version (term) ? "spf.double_version" : "spf.comma_separated";
  if (strpbrk (term, "\"'`") != NULL)
    return "spf.quotes_in_value";
  if (holds_version (term)) /* "~allv=spf1": the next record without a space */
    return "spf.double_version";
  if (strcmp (name, "include") == 0
      && term[name_length] == '=') /* with a qualifier it is no modifier */
    return "spf.include_equals";
  if (strchr (":=", term[name_length]) != NULL && term[name_length] != '\0' && *value == '\0'
      && strcmp (name, "all") != 0)
    return "spf.include_space";
  if (needs_value (term)) /* "include _spf.example.com": the space took the place of the colon */
    return "spf.include_space";
  if (strcmp (name, "ip4") == 0 || strcmp (name, "ip6") == 0)
    return find_inner_term (value) > 0 ? "spf.missing_space_between_terms"
                                       : judge_ip_value (name, value);

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    if (strcmp (name, hosts[i]) == 0 && !(i >= 5 && term[name_length] == ':'))
      {
        if (g_ascii_strncasecmp (value, "include:", 8) != 0 && find_inner_term (value) > 0)
          return "spf.missing_space_between_terms";
        if (term[name_length] == '/')
          return "spf.bad_cidr";
        return judge_host_value (value, strcmp (name, "a") == 0 || strcmp (name, "mx") == 0);
      }
  return judge_unknown (term);
}

/**
 * hato_spf_fault_in_joint:
 * @start, @end: a term that follows the grammar, in bytes
 *
 * Two strings that were joined inside a term may make one that is right and means something else: "a:mail.example.com" and "mx"
 * (RFC 7208 §3.3).
 */
void
hato_spf_fault_in_joint (const char *text,
                         gsize start,
                         gsize end,
                         const gsize *ends,
                         guint n_strings,
                         GArray *notes)
{
  for (guint i = 0; i + 1 < n_strings; i++)
    if (ends[i] > start && ends[i] < end && text[ends[i] - 1] != '.')
      {
        g_autofree char *rest = g_strndup (text + ends[i], end - ends[i]);

        if (g_ascii_strcasecmp (rest, "mx") == 0 || g_ascii_strcasecmp (rest, "ptr") == 0)
          hato_notes_add (notes, "spf.string_split_no_space", start, end);
      }
}

/**
 * hato_spf_fault_of_term:
 * @start, @end: a term that breaks the grammar, in bytes
 * @ends: (nullable) (array length=n_strings): where the strings of the record ended
 *
 * Names the fault. Where two strings were joined inside the term, that is what happened (RFC 7208 §3.3).
 */
void
hato_spf_fault_of_term (const char *text,
                        gsize start,
                        gsize end,
                        const gsize *ends,
                        guint n_strings,
                        GArray *notes)
{
  gsize bare = start < end && strchr ("+-~?", text[start]) != NULL ? start + 1 : start;
  g_autofree char *term = g_strndup (text + bare, end - bare);
  const char *code = judge_term (term);

  for (guint i = 0; i + 1 < n_strings; i++)
    if (ends[i] > start && ends[i] < end)
      {
        g_autofree char *rest = g_strndup (text + ends[i], end - ends[i]);

        if (strcmp (code, "spf.missing_space_between_terms") == 0 || begins_term (rest))
          code = "spf.string_split_no_space";
      }
  hato_notes_add (notes, code, start, end);
}
