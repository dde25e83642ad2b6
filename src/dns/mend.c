/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a broken record should read, where that is plain: slips of typing and of panels are undone, and what comes of it must
 * stand before the program's own checker. Nothing is added that was not meant. */
#include "config.h"

#include "dns/mend.h"

#include <string.h>

#include "base/address.h"

#define TEXT_MAX 4096u /* bytes: longer texts are not mended */

/* Characters that take another's place, beside what NFKC makes right. */
static gunichar
replace_character (gunichar character)
{
  if ((character >= 0x2010 && character <= 0x2015) || character == 0x2212 || character == 0x30fc)
    return '-';
  if (character == 0x301c || character == 0x223c || character == 0x02dc)
    return '~';
  if (character == 0x3002)
    return '.';
  if (character == 0x3001)
    return ',';

  return character == '\t' || character == '\r' || character == '\n' ? ' ' : character;
}

/* Quotation marks, and what nobody sees. */
static gboolean
is_dropped (gunichar character)
{
  return character == '"' || character == '\'' || character == '`' || character == '\\'
         || (character >= 0x2018 && character <= 0x201f) || character == 0x300c
         || character == 0x300d || character == 0xab || character == 0xbb
         || (character >= 0x200b && character <= 0x200f) || character == 0x2060
         || character == 0xfeff;
}

/* The text in half width, without quotes, backslashes and invisible characters, with single spaces. */
static char *
clean (const char *text, gsize size)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) size);
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autofree char *half = NULL;
  GString *cleaned = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    if (!is_dropped (g_utf8_get_char (at)))
      g_string_append_unichar (plain, replace_character (g_utf8_get_char (at)));
  half = g_utf8_normalize (plain->str, -1, G_NORMALIZE_NFKC);
  for (const char *at = half; *at != '\0'; at++)
    if (*at != ' ' || (cleaned->len > 0 && cleaned->str[cleaned->len - 1] != ' '))
      g_string_append_c (cleaned, *at);
  g_string_truncate (cleaned, strlen (g_strchomp (cleaned->str)));
  return g_string_free (cleaned, FALSE);
}

/* Whether a word begins as a term does. */
static gboolean
begins_term (const char *word)
{
  static const char *const starts[] = { "include:", "ip4:", "ip6:", "a:", "mx:", "exists:", "~all",
                                        "-all",     "?all", "+mx",  "+a", "mx ", "a " };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_ascii_strncasecmp (word, starts[i], strlen (starts[i])) == 0)
      return TRUE;

  return g_ascii_strcasecmp (word, "mx") == 0;
}

/* The strings with a space where one was left out between two of them (RFC 7208 §3.3). */
static char *
join_strings (const HatoDnsRecord *record)
{
  GString *joined = g_string_new (NULL);
  gsize start = 0;

  for (guint i = 0; i < MAX (record->n_strings, 1); i++)
    {
      gsize end = record->ends != NULL ? record->ends[i] : record->size;
      g_autofree char *part = g_strndup ((const char *) record->bytes + start, end - start);

      if (joined->len > 0 && joined->str[joined->len - 1] != ' ' && begins_term (part))
        g_string_append_c (joined, ' ');
      g_string_append (joined, part);
      start = end;
    }
  return g_string_free (joined, FALSE);
}

/* Puts a space before a term that runs into the one in front of it. */
static void
split_terms (GString *text)
{
  static const char *const starts[] = { "include:", "ip4:", "ip6:", "~all", "?all", "-all" };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    for (gsize from = 1; from < text->len;)
      {
        const char *found = strstr (text->str + from, starts[i]);
        gsize at = found != NULL ? (gsize) (found - text->str) : text->len;
        gboolean last = i >= 3 && text->str[MIN (at + 4, text->len)] != '\0'
                        && text->str[MIN (at + 4, text->len)] != ' ';

        if (found != NULL && !last && g_ascii_isalnum (text->str[at - 1]))
          g_string_insert_c (text, (gssize) at++, ' ');
        from = at + 1;
      }
}

/* The mechanism that an address belongs behind; NULL where it is none. */
static const char *
name_family (const char *value)
{
  g_autofree char *bare = g_strndup (value, strcspn (value, "/"));
  HatoAddress address;

  if (!hato_address_parse (bare, &address))
    return NULL;

  return address.size == 4 ? "ip4:" : "ip6:";
}

/* One term as it should read. */
static char *
mend_term (const char *term)
{
  static const struct
  {
    const char *wrong, *right;
  } starts[] = { { "include:include:", "include:" },
                 { "include=", "include:" },
                 { "ipv4:", "ip4:" },
                 { "ipv6:", "ip6:" },
                 { "ip4=", "ip4:" },
                 { "ip6=", "ip6:" },
                 { "inculde:", "include:" },
                 { "incude:", "include:" },
                 { "includes:", "include:" },
                 { "redirect:", "redirect=" },
                 { "include:https://", "include:" },
                 { "include:http://", "include:" } };
  g_autofree char *mended = g_strdup (term);
  const char *colon, *family;

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_ascii_strncasecmp (mended, starts[i].wrong, strlen (starts[i].wrong)) == 0)
      {
        char *next = g_strconcat (starts[i].right, mended + strlen (starts[i].wrong), NULL);

        g_free (mended);
        mended = next;
        if (strstr (starts[i].wrong, "://") != NULL && g_str_has_suffix (mended, "/"))
          mended[strlen (mended) - 1] = '\0';
      }
  family = name_family (mended);
  if (family != NULL)
    return g_strconcat (family, mended, NULL);

  colon = strchr (mended, ':');
  family = colon != NULL ? name_family (colon + 1) : NULL;
  if (family != NULL
      && (g_str_has_prefix (mended, "include:") || g_str_has_prefix (mended, "ip4:")
          || g_str_has_prefix (mended, "ip6:") || g_str_has_prefix (mended, "ip:")))
    return g_strconcat (family, colon + 1, NULL);

  return g_steal_pointer (&mended);
}

/* A word that means nothing without the next one: "include:", "ip4". */
static gboolean
lacks_value (const char *word)
{
  return g_str_has_suffix (word, ":") || g_ascii_strcasecmp (word, "redirect=") == 0;
}

static char *
mend_spf (const HatoDnsRecord *record)
{
  g_autofree char *joined = join_strings (record);
  g_autofree char *cleaned = clean (joined, strlen (joined));
  g_autoptr (GString) text = g_string_new (cleaned);
  g_auto (GStrv) words = NULL;
  GString *mended = g_string_new ("v=spf1");

  g_strdelimit (text->str, ",;", ' ');
  if (g_ascii_strncasecmp (text->str, "v = spf1", 8) == 0)
    g_string_erase (text, 1, 1);
  if (g_ascii_strncasecmp (text->str, "v= spf1", 7) == 0)
    g_string_erase (text, 2, 1);
  if (g_ascii_strncasecmp (text->str, "v=spf1", 6) == 0)
    g_string_insert_c (text, 6, ' ');
  split_terms (text);
  words = g_strsplit (text->str, " ", -1);
  for (guint i = 1; words[0] != NULL && words[i] != NULL; i++)
    {
      g_autofree char *pair = NULL, *term = NULL;

      if (*words[i] == '\0')
        continue;
      if (lacks_value (words[i]) && words[i + 1] != NULL)
        {
          pair = g_strconcat (words[i], words[i + 1], NULL);
          i++;
        }
      term = mend_term (pair != NULL ? pair : words[i]);
      g_string_append_printf (mended, " %s", term);
    }
  return g_string_free (mended, FALSE);
}

/* A known tag at the beginning of a part. */
static gboolean
begins_tag (const char *part)
{
  static const char *const names[] = { "v",    "p",   "sp", "np", "rua", "ruf", "adkim",
                                       "aspf", "pct", "fo", "rf", "ri",  "psd", "t",
                                       "k",    "h",   "s",  "n",  "g" };
  gsize length = strcspn (part, "=: ");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == length && g_ascii_strncasecmp (part, names[i], length) == 0)
      return part[length] == '=' || part[length] == ':';

  return FALSE;
}

/* Whether an address follows that belongs to the list in front of it. */
static gboolean
begins_address (const char *part)
{
  return g_ascii_strncasecmp (part, "mailto:", strlen ("mailto:")) == 0;
}

/* Semicolons between tags, where a comma or a space alone stands, equals signs in them, and commas between addresses. */
static char *
separate_tags (const char *text)
{
  GString *separated = g_string_new (NULL);
  gboolean in_name = begins_tag (text);

  for (const char *at = text; *at != '\0'; at++)
    {
      const char *next = at + strspn (at, ",; ");

      if (next > at && begins_address (next))
        {
          g_string_append_c (separated, ',');
          at = next - 1;
        }
      else if (next > at && (begins_tag (next) || *at == ';' || *next == '\0'))
        {
          g_string_append (separated, *next != '\0' ? "; " : "");
          at = next - 1;
          in_name = begins_tag (next);
        }
      else
        {
          g_string_append_c (separated, in_name && *at == ':' ? '=' : *at);
          in_name = in_name && *at != '=' && *at != ':';
        }
    }
  return g_string_free (separated, FALSE);
}

/* The version in front, exactly; the first word is one that was mistyped unless it is another tag. */
static char *
set_version (const char *text, const char *version)
{
  g_auto (GStrv) parts = g_strsplit (text, "; ", -1);
  GString *mended = g_string_new (version);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      gboolean is_version =
          g_ascii_strncasecmp (parts[i], "v=", 2) == 0 || (i == 0 && !begins_tag (parts[i]));

      if (!is_version && *parts[i] != '\0')
        g_string_append_printf (mended, "; %s", parts[i]);
    }
  return g_string_free (mended, FALSE);
}

static char *
mend_dmarc (const HatoDnsRecord *record)
{
  g_autofree char *cleaned = clean ((const char *) record->bytes, record->size);
  g_autofree char *separated = separate_tags (cleaned);

  return set_version (separated, "v=DMARC1");
}

static char *
mend_dkim (const HatoDnsRecord *record)
{
  static const char *const dropped[] = {
    "\\n", "\\r", "<br>", "<br />", "-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----"
  };
  g_autoptr (GString) text = g_string_new_len ((const char *) record->bytes, (gssize) record->size);
  g_autofree char *cleaned = NULL, *separated = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (dropped); i++)
    g_string_replace (text, dropped[i], "", 0);
  cleaned = clean (text->str, text->len);
  separated = separate_tags (cleaned);
  return set_version (separated, "v=DKIM1");
}

/**
 * hato_mend_text:
 * @record: a text that is no right record of @kind
 *
 * Returns: (transfer full) (nullable): what it should read, clean before the program's own checker; NULL where that is not plain
 */
char *
hato_mend_text (HatoRecordKind kind, const HatoDnsRecord *record)
{
  g_autofree char *mended = NULL;
  g_autoptr (HatoRecordCheck) check = NULL;

  if (record->size == 0 || record->size > TEXT_MAX || memchr (record->bytes, '\0', record->size))
    return NULL;
  if (kind == HATO_RECORD_SPF)
    mended = mend_spf (record);
  else if (kind == HATO_RECORD_DMARC)
    mended = mend_dmarc (record);
  else if (kind == HATO_RECORD_DKIM)
    mended = mend_dkim (record);
  if (mended == NULL
      || (strlen (mended) == record->size && memcmp (mended, record->bytes, record->size) == 0))
    return NULL;

  check = hato_record_check_new (kind, mended, strlen (mended));
  return check->valid && hato_level_worst (check->findings) >= HATO_LEVEL_ADVICE
             ? g_steal_pointer (&mended)
             : NULL;
}

/**
 * hato_mend_attach:
 * @findings: (element-type HatoFinding): about @record, just made
 * @name: where the record stands
 *
 * Says on the first fault what the record reads and what it should read, where that is plain.
 */
void
hato_mend_attach (GPtrArray *findings,
                  HatoRecordKind kind,
                  const char *name,
                  const HatoDnsRecord *record)
{
  for (guint i = 0; i < findings->len; i++)
    {
      HatoFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *mended = NULL, *old = NULL;

      if (finding->level > HATO_LEVEL_CAUTION)
        continue;

      mended = hato_mend_text (kind, record);
      old = g_utf8_make_valid ((const char *) record->bytes, (gssize) record->size);
      if (mended != NULL)
        hato_finding_set_record (finding, name, "TXT", old, mended);
      return;
    }
}
