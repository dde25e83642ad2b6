/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/dmarc-record.h"

#include <string.h>

#include "base/cursor.h"
#include "records/odd-characters.h"
#include "records/tag-list.h"

#define VERSION  "v=DMARC1"
#define URIS_MAX 20u

static const char *const policy_names[] = { NULL, "none", "quarantine", "reject" };

/* Tags whose value decides; the others of the RFC need no more than their grammar. */
static const char *const known_tags[] = { "v",   "p", "sp", "np",  "adkim", "aspf",
                                          "psd", "t", "fo", "rua", "ruf" };
static const char *const obsolete_tags[] = { "pct", "rf", "ri" }; /* removed by RFC 9989 §C */

/* What is gathered while the tags are read. */
typedef struct
{
  HatoDmarcRecord *record;
  const char *text;
  gboolean seen[G_N_ELEMENTS (known_tags)];
  gboolean policy_broken; /* p, sp or np cannot be used */
} Reading;

G_DEFINE_BOXED_TYPE (HatoDmarcRecord,
                     hato_dmarc_record,
                     hato_dmarc_record_ref,
                     hato_dmarc_record_unref)

/** hato_dmarc_policy_to_string: (nullable): "none", "quarantine", "reject"; NULL for UNSET. */
const char *
hato_dmarc_policy_to_string (HatoDmarcPolicy policy)
{
  return policy_names[policy];
}

static void
note_tag (Reading *reading, const char *code, const HatoTag *tag)
{
  hato_notes_add (reading->record->notes, code, tag->start, tag->end);
}

static void
ignore_tag (Reading *reading, const HatoTag *tag)
{
  g_autofree char *name = g_strndup (reading->text + tag->start, tag->name_end - tag->start);
  g_autofree char *value = hato_tag_dup_value (tag, reading->text);

  g_ptr_array_add (reading->record->ignored, g_strdup_printf ("%s=%s", name, value));
  reading->record->valid = FALSE;
}

static gboolean
read_policy (Reading *reading, const HatoTag *tag, HatoDmarcPolicy *policy, const char *code)
{
  for (guint i = HATO_DMARC_NONE; i <= HATO_DMARC_REJECT; i++)
    if (hato_tag_value_is (tag, reading->text, policy_names[i]))
      {
        *policy = (HatoDmarcPolicy) i;
        return TRUE;
      }
  reading->policy_broken = TRUE;
  note_tag (reading, code, tag);
  return FALSE;
}

/* One of two letters. */
static gboolean
read_letter (Reading *reading, const HatoTag *tag, const char *yes, const char *no, gboolean *value)
{
  *value = hato_tag_value_is (tag, reading->text, yes);
  if (*value || hato_tag_value_is (tag, reading->text, no))
    return TRUE;

  note_tag (reading, "dmarc.bad_tag_value", tag);
  return FALSE;
}

static gboolean
read_psd (Reading *reading, const HatoTag *tag)
{
  if (hato_tag_value_is (tag, reading->text, "y"))
    reading->record->psd = HATO_DMARC_PSD_YES;
  else if (hato_tag_value_is (tag, reading->text, "n"))
    reading->record->psd = HATO_DMARC_PSD_NO;
  else if (!hato_tag_value_is (tag, reading->text, "u"))
    {
      note_tag (reading, "dmarc.bad_tag_value", tag);
      return FALSE;
    }
  return TRUE;
}

/* fo: 0, 1, d and s with colons between (§4.7). */
static gboolean
read_fo (Reading *reading, const HatoTag *tag)
{
  HatoCursor cursor;

  hato_cursor_init (&cursor, reading->text, tag->end);
  hato_cursor_seek (&cursor, tag->value_start);
  do
    {
      int option = hato_cursor_peek (&cursor);

      if (option == HATO_CURSOR_END || strchr ("01dsDS", option) == NULL
          || !hato_cursor_skip (&cursor, 1))
        {
          note_tag (reading, "dmarc.bad_tag_value", tag);
          return FALSE;
        }
      hato_cursor_take_any_of (&cursor, " \t");
    }
  while (hato_cursor_take_char (&cursor, ':') && hato_cursor_take_any_of (&cursor, " \t") <= 8);
  if (hato_cursor_at_end (&cursor))
    return TRUE;

  note_tag (reading, "dmarc.bad_tag_value", tag);
  return FALSE;
}

/* Cuts the obsolete "!10m" off; FALSE where what follows the mark is no size. */
static gboolean
cut_size (char *uri)
{
  char *mark = strchr (uri, '!');
  gsize digits;

  if (mark == NULL)
    return TRUE;

  digits = strspn (mark + 1, "0123456789");
  if (digits == 0 || strlen (mark + 1 + digits) > 1
      || (mark[1 + digits] != '\0' && strchr ("kKmMgGtT", mark[1 + digits]) == NULL))
    return FALSE;

  *mark = '\0';
  return TRUE;
}

static const char *
judge_uri (char *uri)
{
  const char *address = uri + strlen ("mailto:");
  const char *at;

  if (strchr (uri, ':') == NULL)
    return "dmarc.rua_no_mailto";
  if (strpbrk (uri, " \t") != NULL || !cut_size (uri))
    return "dmarc.rua_bad_address";
  if (g_ascii_strncasecmp (uri, "mailto:", 7) != 0)
    return g_ascii_isalpha (uri[0]) && strstr (uri, "://") != NULL ? NULL : "dmarc.rua_bad_address";

  at = strchr (address, '@');
  return at == NULL || at == address || strchr (at + 1, '.') == NULL || strchr (at + 1, '@') != NULL
             ? "dmarc.rua_bad_address"
             : NULL;
}

/* A list of report addresses (§4.7); those that follow the grammar go into @uris. */
static gboolean
read_uris (Reading *reading, const HatoTag *tag, GPtrArray *uris)
{
  g_autofree char *value = hato_tag_dup_value (tag, reading->text);
  g_auto (GStrv) parts = g_strsplit (value, ",", URIS_MAX + 1);
  gboolean good = TRUE;

  for (gsize i = 0; parts[i] != NULL && i < URIS_MAX; i++)
    {
      g_autofree char *uri = g_strdup (g_strstrip (parts[i]));
      const char *code;

      if (*uri == '\0' && parts[1] != NULL) /* a comma too many */
        continue;
      code = *uri == '\0' ? "dmarc.rua_bad_address" : judge_uri (uri);
      if (code == NULL)
        g_ptr_array_add (uris, g_steal_pointer (&uri));
      else
        {
          note_tag (reading, code, tag);
          good = FALSE;
        }
    }
  return good;
}

static gboolean
read_known (Reading *reading, const HatoTag *tag, const char *name)
{
  HatoDmarcRecord *record = reading->record;

  if (strcmp (name, "p") == 0)
    return read_policy (reading, tag, &record->policy, "dmarc.invalid_p");
  if (strcmp (name, "sp") == 0)
    return read_policy (reading, tag, &record->subdomain_policy, "dmarc.bad_tag_value");
  if (strcmp (name, "np") == 0)
    return read_policy (reading, tag, &record->missing_policy, "dmarc.bad_tag_value");
  if (strcmp (name, "adkim") == 0)
    return read_letter (reading, tag, "s", "r", &record->strict_dkim);
  if (strcmp (name, "aspf") == 0)
    return read_letter (reading, tag, "s", "r", &record->strict_spf);
  if (strcmp (name, "t") == 0)
    return read_letter (reading, tag, "y", "n", &record->testing);
  if (strcmp (name, "psd") == 0)
    return read_psd (reading, tag);
  if (strcmp (name, "fo") == 0)
    return read_fo (reading, tag);
  if (strcmp (name, "rua") == 0)
    return read_uris (reading, tag, record->rua);

  return read_uris (reading, tag, record->ruf);
}

/* A part that is no tag: what was it meant to be? */
static void
note_no_tag (Reading *reading, const HatoTag *tag)
{
  const char *at = reading->text + tag->start;
  gsize name = 0;

  if (tag->start == tag->end) /* ";;" */
    return;

  reading->record->valid = FALSE;
  while (name < tag->end - tag->start && g_ascii_isalpha (at[name]))
    name++;
  if (g_ascii_strncasecmp (at, "mailto:", 7) == 0)
    note_tag (reading, "dmarc.bad_uri_separator", tag);
  else if (at[name] == ':' && name > 0)
    note_tag (reading, "dmarc.colon_for_equals", tag);
  else
    note_tag (reading, "dmarc.bad_tag", tag);
}

static void
read_tag (Reading *reading, const HatoTag *tag)
{
  if (!tag->has_equals)
    {
      note_no_tag (reading, tag);
      return;
    }
  for (gsize i = 1; i < G_N_ELEMENTS (known_tags); i++)
    if (hato_tag_is (tag, reading->text, known_tags[i]))
      {
        if (reading->seen[i])
          {
            note_tag (reading, "dmarc.duplicate_tag", tag);
            ignore_tag (reading, tag);
            reading->policy_broken = reading->policy_broken || i <= 3;
          }
        else if (!read_known (reading, tag, known_tags[i]))
          ignore_tag (reading, tag);
        reading->seen[i] = TRUE;
        return;
      }
  for (gsize i = 0; i < G_N_ELEMENTS (obsolete_tags); i++)
    if (hato_tag_is (tag, reading->text, obsolete_tags[i]))
      note_tag (reading, "dmarc.obsolete_tag", tag);
}

/* §4.10.1: without a p that can be used, or with an sp or np that cannot, the record counts as "none" where it asks for
 * reports, and for nothing where it does not. */
static void
settle_policy (Reading *reading)
{
  HatoDmarcRecord *record = reading->record;

  if (record->policy == HATO_DMARC_UNSET && !reading->seen[1]
      && !hato_notes_have (record->notes, "dmarc.colon_for_equals"))
    hato_notes_add (record->notes, "dmarc.missing_p", 0, strlen (VERSION));
  if (record->policy != HATO_DMARC_UNSET && !reading->policy_broken)
    return;

  record->valid = FALSE;
  record->policy = record->rua->len > 0 ? HATO_DMARC_NONE : HATO_DMARC_UNSET;
  record->subdomain_policy = record->missing_policy = HATO_DMARC_UNSET;
}

static void
note_habits (Reading *reading, gsize size)
{
  HatoDmarcRecord *record = reading->record;
  HatoDmarcPolicy subdomain =
      record->subdomain_policy != HATO_DMARC_UNSET ? record->subdomain_policy : record->policy;

  if (record->rua->len == 0 && !reading->seen[9])
    hato_notes_add (record->notes, "dmarc.no_rua", size, size);
  if (record->testing)
    hato_notes_add (record->notes, "dmarc.test_mode", 0, size);
  if (record->strict_dkim || record->strict_spf)
    hato_notes_add (record->notes, "dmarc.strict_alignment", 0, size);
  if (subdomain < record->policy)
    hato_notes_add (record->notes, "dmarc.sp_weaker", 0, size);
  if (record->policy == HATO_DMARC_NONE)
    hato_notes_add (record->notes, "dmarc.p_none", 0, size);
}

/* Characters and quotes that a record never has; whether there are any. */
static gboolean
note_characters (HatoDmarcRecord *record, const char *text, gsize size)
{
  static const char *const codes[] = { NULL, "dmarc.smart_quotes", "dmarc.fullwidth",
                                       "dmarc.bad_tag_value", "dmarc.bad_tag_value" };
  gsize start, end;
  HatoOddCharacter odd = hato_odd_character_find (text, size, &start, &end);
  const char *escape = g_strstr_len (text, (gssize) size, "\\");

  if (odd != HATO_ODD_NONE)
    hato_notes_add (record->notes, codes[odd], start, end);
  else if (escape != NULL && escape[1] == '"')
    hato_notes_add (record->notes, "dmarc.escaped_quotes", (gsize) (escape - text),
                    (gsize) (escape - text) + 2);
  else if (escape != NULL && escape[1] == ';')
    hato_notes_add (record->notes, "dmarc.escaped_semicolon", (gsize) (escape - text),
                    (gsize) (escape - text) + 2);
  else if (text[0] == '"' || (size > 0 && text[size - 1] == '"'))
    hato_notes_add (record->notes, "dmarc.quotes_in_value", text[0] == '"' ? 0 : size - 1,
                    text[0] == '"' ? 1 : size);
  else
    return FALSE;

  return TRUE;
}

/* Why a text that was meant as a DMARC record is none: all at its beginning. */
static void
note_version (HatoDmarcRecord *record, const char *text, gsize size)
{
  g_autofree char *lower = hato_odd_characters_fold (text, size);
  gsize length = strlen (VERSION);

  if (text[0] == ' ' || text[0] == '\t')
    hato_notes_add (record->notes, "dmarc.leading_space", 0, 1);
  else if (g_str_has_prefix (lower, "v=spf1"))
    hato_notes_add (record->notes, "dmarc.spf_here", 0, 6);
  else if (strncmp (text, VERSION ",", length + 1) == 0)
    hato_notes_add (record->notes, "dmarc.comma_separators", length, length + 1);
  else if (strncmp (text, VERSION " ", length + 1) == 0
           || strncmp (text, VERSION "p=", length + 2) == 0)
    hato_notes_add (record->notes, "dmarc.no_semicolon", length, length + 1);
  else if (g_str_has_prefix (lower, "v=dmarc1") && !g_ascii_isalnum (lower[length]))
    hato_notes_add (record->notes, "dmarc.version_case", 0, length);
  else if (strstr (lower, "v=dmarc1") != NULL)
    hato_notes_add (record->notes, "dmarc.version_not_first",
                    (gsize) (strstr (lower, "v=dmarc1") - lower), size);
  else if (g_str_has_prefix (lower, "p="))
    hato_notes_add (record->notes, "dmarc.version_missing", 0, 0);
  else
    hato_notes_add (record->notes, "dmarc.version_typo", 0, strcspn (text, "; ,"));
}

/* The version stands first, is exactly this, and a semicolon or nothing follows (§4.7). */
static gboolean
has_version (const GArray *tags, const char *text)
{
  const HatoTag *first = tags->len > 0 ? &g_array_index (tags, HatoTag, 0) : NULL;

  return first != NULL && first->start == 0 && hato_tag_is (first, text, "v")
         && first->end - first->value_start == 6
         && memcmp (text + first->value_start, "DMARC1", 6) == 0;
}

/** hato_dmarc_record_is_meant: whether a text was clearly meant to be a DMARC record, though a receiver may see none. */
gboolean
hato_dmarc_record_is_meant (gconstpointer bytes, gsize size)
{
  g_autofree char *lower = hato_odd_characters_fold (bytes, size);

  if (strstr (lower, "dmarc") != NULL
      && (g_str_has_prefix (lower, "v") || g_str_has_prefix (lower, "dmarc")))
    return TRUE;

  return g_str_has_prefix (lower, "p=none") || g_str_has_prefix (lower, "p=reject")
         || g_str_has_prefix (lower, "p=quarantine");
}

/**
 * hato_dmarc_record_parse:
 * @bytes: the text of one TXT record, its strings joined
 *
 * Reads one text as RFC 9989 §4.7 does. What is wrong or odd stands in the notes, also where a receiver sees no record.
 *
 * Returns: (transfer full): never NULL
 */
HatoDmarcRecord *
hato_dmarc_record_parse (gconstpointer bytes, gsize size)
{
  HatoDmarcRecord *self = g_atomic_rc_box_new0 (HatoDmarcRecord);
  g_autofree char *text = g_strndup (bytes != NULL ? bytes : "", size);
  g_autoptr (GArray) tags = NULL;
  Reading reading = { .record = self, .text = text };
  gboolean complete, odd;

  size = MIN (size, strlen (text)); /* nothing behind a NUL is read */
  self->notes = hato_notes_new ();
  self->rua = g_ptr_array_new_with_free_func (g_free);
  self->ruf = g_ptr_array_new_with_free_func (g_free);
  self->ignored = g_ptr_array_new_with_free_func (g_free);
  tags = hato_tag_list_split (text, size, &complete);
  self->is_record = has_version (tags, text);
  if (!self->is_record)
    {
      if (g_str_has_prefix (text, "v=spf1"))
        note_version (self, text, size);
      else if (hato_dmarc_record_is_meant (text, size) && !note_characters (self, text, size))
        note_version (self, text, size);
      return self;
    }

  odd = note_characters (self, text, size);
  self->valid = complete && !odd;
  for (guint i = 1; i < tags->len; i++)
    read_tag (&reading, &g_array_index (tags, HatoTag, i));
  settle_policy (&reading);
  note_habits (&reading, size);
  return self;
}

HatoDmarcRecord *
hato_dmarc_record_ref (HatoDmarcRecord *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
dmarc_record_clear (gpointer data)
{
  HatoDmarcRecord *self = data;

  g_ptr_array_unref (self->rua);
  g_ptr_array_unref (self->ruf);
  g_ptr_array_unref (self->ignored);
  g_array_unref (self->notes);
}

void
hato_dmarc_record_unref (HatoDmarcRecord *self)
{
  g_atomic_rc_box_release_full (self, dmarc_record_clear);
}
