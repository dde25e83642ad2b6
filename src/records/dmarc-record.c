/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/dmarc-record.h"

#include <string.h>

#include "base/cursor.h"
#include "records/dmarc-faults.h"
#include "records/report-uri.h"

#define VERSION     "DMARC1"
#define URIS_MAX    20u  /* addresses of one tag that are kept */
#define PERCENT_MAX 100u /* RFC 7489 §6.3, pct */

/* What is gathered while the tags are read. */
typedef struct
{
  HatoDmarcRecord *record;
  gsize size;              /* of the text */
  gboolean odd_characters; /* noted already, so that what they break needs no name */
  gboolean bad_subdomain;  /* an sp or np is there and wrong */
  gboolean policy_seen;
  gboolean rua_seen;
  gboolean policy_first; /* right behind the version, where RFC 7489 §6.3 wants it */
  gboolean repeated;
} Reading;

/* Returns whether the value is right. */
typedef gboolean (*ReadTagFunc) (Reading *reading, const HatoTag *tag);

G_DEFINE_BOXED_TYPE (HatoDmarcRecord,
                     hato_dmarc_record,
                     hato_dmarc_record_ref,
                     hato_dmarc_record_unref)

/** hato_dmarc_policy_to_string: (nullable): the word of the record; NULL for an unset one */
const char *
hato_dmarc_policy_to_string (HatoDmarcPolicy policy)
{
  static const char *const names[] = {
    [HATO_DMARC_UNSET] = NULL,
    [HATO_DMARC_NONE] = "none",
    [HATO_DMARC_QUARANTINE] = "quarantine",
    [HATO_DMARC_REJECT] = "reject",
  };

  return names[policy];
}

static gboolean
read_policy (const HatoTag *tag, HatoDmarcPolicy *policy)
{
  for (int i = HATO_DMARC_NONE; i <= HATO_DMARC_REJECT; i++)
    if (g_ascii_strcasecmp (tag->value, hato_dmarc_policy_to_string ((HatoDmarcPolicy) i)) == 0)
      {
        *policy = (HatoDmarcPolicy) i;
        return TRUE;
      }
  return FALSE;
}

/* One letter of @letters, in either case; its place there. */
static gboolean
read_letter (const HatoTag *tag, const char *letters, gsize *index)
{
  const char *found;

  if (tag->value[0] == '\0' || tag->value[1] != '\0')
    return FALSE;

  found = strchr (letters, g_ascii_tolower (tag->value[0]));
  if (found == NULL)
    return FALSE;

  *index = (gsize) (found - letters);
  return TRUE;
}

static gboolean
read_p (Reading *reading, const HatoTag *tag)
{
  return read_policy (tag, &reading->record->policy);
}

static gboolean
read_sp (Reading *reading, const HatoTag *tag)
{
  gboolean good = read_policy (tag, &reading->record->subdomain_policy);

  reading->bad_subdomain = reading->bad_subdomain || !good;
  return good;
}

static gboolean
read_np (Reading *reading, const HatoTag *tag)
{
  gboolean good = read_policy (tag, &reading->record->missing_policy);

  reading->bad_subdomain = reading->bad_subdomain || !good;
  return good;
}

static gboolean
read_adkim (Reading *reading, const HatoTag *tag)
{
  gsize index = 0;
  gboolean good = read_letter (tag, "rs", &index);

  reading->record->strict_dkim = index == 1;
  return good;
}

static gboolean
read_aspf (Reading *reading, const HatoTag *tag)
{
  gsize index = 0;
  gboolean good = read_letter (tag, "rs", &index);

  reading->record->strict_spf = index == 1;
  return good;
}

static gboolean
read_t (Reading *reading, const HatoTag *tag)
{
  gsize index = 0;
  gboolean good = read_letter (tag, "ny", &index);

  reading->record->testing = index == 1;
  return good;
}

static gboolean
read_psd (Reading *reading, const HatoTag *tag)
{
  gsize index = 0;
  gboolean good = read_letter (tag, "uyn", &index);

  reading->record->psd = (HatoDmarcPsd) index;
  return good;
}

/* fo: one or more of "0", "1", "d", "s", with colons (RFC 7489 §6.4). */
static gboolean
read_fo (Reading *reading, const HatoTag *tag)
{
  HatoCursor cursor;
  gboolean more = TRUE;

  hato_cursor_init (&cursor, tag->value, strlen (tag->value));
  while (more)
    {
      int byte = hato_cursor_peek (&cursor);

      if (byte == HATO_CURSOR_END || byte == '\0' || strchr ("01dsDS", byte) == NULL)
        return FALSE;

      hato_cursor_skip (&cursor, 1);
      hato_cursor_take_any_of (&cursor, " \t");
      more = hato_cursor_take_char (&cursor, ':');
      hato_cursor_take_any_of (&cursor, " \t");
    }
  return hato_cursor_at_end (&cursor);
}

/* Keeps the right URIs of a comma list, without the size that RFC 9989 §4.7 ignores; whether there is one. */
static gboolean
read_uris (Reading *reading, const HatoTag *tag, GPtrArray *uris)
{
  g_auto (GStrv) parts = g_strsplit (tag->value, ",", URIS_MAX + 1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      HatoReportUri kind = hato_report_uri_judge (g_strstrip (parts[i]));

      if (i < URIS_MAX
          && (kind == HATO_REPORT_URI_MAILTO || kind == HATO_REPORT_URI_HTTPS
              || kind == HATO_REPORT_URI_OTHER))
        g_ptr_array_add (uris, g_strndup (parts[i], strcspn (parts[i], "!")));
      else
        reading->record->valid = FALSE;
    }
  return uris->len > 0;
}

static gboolean
read_rua (Reading *reading, const HatoTag *tag)
{
  if (!reading->odd_characters)
    hato_dmarc_faults_of_uris (tag, reading->record->notes);
  return read_uris (reading, tag, reading->record->rua);
}

static gboolean
read_ruf (Reading *reading, const HatoTag *tag)
{
  if (!reading->odd_characters)
    hato_dmarc_faults_of_uris (tag, reading->record->notes);
  return read_uris (reading, tag, reading->record->ruf);
}

static void
note_obsolete (Reading *reading, const HatoTag *tag)
{
  if (!hato_notes_have (reading->record->notes, "dmarc.obsolete_tag"))
    hato_notes_add (reading->record->notes, "dmarc.obsolete_tag", tag->start, tag->end);
}

/* pct and ri mean nothing any more (RFC 9989 §4.7, "history"): their grammar is that of RFC 7489 §6.4. */
static gboolean
is_number (const HatoTag *tag, guint64 max)
{
  HatoCursor cursor;
  guint64 number;

  hato_cursor_init (&cursor, tag->value, strlen (tag->value));
  return hato_cursor_take_decimal (&cursor, max, &number) && hato_cursor_at_end (&cursor);
}

static gboolean
read_pct (Reading *reading, const HatoTag *tag)
{
  note_obsolete (reading, tag);
  return is_number (tag, PERCENT_MAX);
}

static gboolean
read_ri (Reading *reading, const HatoTag *tag)
{
  note_obsolete (reading, tag);
  return is_number (tag, G_MAXUINT32);
}

/* rf: Keyword (RFC 5321 §4.1.2): letters, digits and inner hyphens, with colons. */
static gboolean
read_rf (Reading *reading, const HatoTag *tag)
{
  g_auto (GStrv) words = g_strsplit (tag->value, ":", -1);

  note_obsolete (reading, tag);
  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize length = strlen (g_strstrip (words[i]));

      if (length == 0 || words[i][length - 1] == '-'
          || strspn (words[i], G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-") != length)
        return FALSE;
    }
  return words[0] != NULL;
}

static const struct
{
  const char *name;
  ReadTagFunc read;
  const char *code; /* of a wrong value; NULL = it is noted while it is read, or is nobody's loss */
  gboolean obsolete;
} known_tags[] = {
  { "p", read_p, "dmarc.invalid_p", FALSE },
  { "sp", read_sp, "dmarc.bad_tag_value", FALSE },
  { "np", read_np, "dmarc.bad_tag_value", FALSE },
  { "adkim", read_adkim, "dmarc.bad_tag_value", FALSE },
  { "aspf", read_aspf, "dmarc.bad_tag_value", FALSE },
  { "t", read_t, "dmarc.bad_tag_value", FALSE },
  { "psd", read_psd, "dmarc.bad_tag_value", FALSE },
  { "fo", read_fo, "dmarc.bad_tag_value", FALSE },
  { "rua", read_rua, NULL, FALSE },
  { "ruf", read_ruf, NULL, FALSE },
  { "pct", read_pct, NULL, TRUE },
  { "ri", read_ri, NULL, TRUE },
  { "rf", read_rf, NULL, TRUE },
};

static void
read_known_tag (Reading *reading, const HatoTag *tag, gsize index)
{
  HatoDmarcRecord *record = reading->record;
  gboolean good = tag->printable && known_tags[index].read (reading, tag);

  reading->policy_seen = reading->policy_seen || known_tags[index].read == read_p;
  reading->rua_seen = reading->rua_seen || known_tags[index].read == read_rua;

  if (good)
    return;

  record->valid = FALSE;
  /* RFC 9989 does not read an obsolete tag: it breaks nothing but where it has no value at all. */
  if (!known_tags[index].obsolete || tag->value[0] == '\0')
    g_ptr_array_add (record->ignored, hato_tag_to_string (tag));
  if (known_tags[index].code != NULL && !reading->odd_characters)
    hato_dmarc_fault_of_value (tag, known_tags[index].code, record->notes);
}

static void
read_tag (Reading *reading, guint index)
{
  HatoDmarcRecord *record = reading->record;
  const HatoTag *tag = hato_tag_list_get (record->tags, index);

  if (!tag->has_equals)
    {
      record->valid = FALSE;
      if (!reading->odd_characters)
        hato_dmarc_fault_of_tag (tag, record->notes);
      return;
    }
  if (hato_tag_list_repeats (record->tags, index))
    {
      record->valid = FALSE;
      reading->repeated = TRUE;
      g_ptr_array_add (record->ignored, hato_tag_to_string (tag));
      hato_notes_add (record->notes, "dmarc.duplicate_tag", tag->start, tag->end);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (known_tags); i++)
    if (g_ascii_strcasecmp (tag->name, known_tags[i].name) == 0)
      {
        reading->policy_first = reading->policy_first || (i == 0 && index == 1);
        read_known_tag (reading, tag, i);
        return;
      }
  if (!tag->printable || tag->value[0] == '\0'
      || strspn (tag->name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS) != strlen (tag->name))
    record->valid = FALSE;
  if (tag->name[0] == '\0' && !reading->odd_characters) /* "=none" */
    hato_notes_add (record->notes, "dmarc.bad_tag", tag->start, tag->end);
}

/* A repeated tag makes the whole list void (RFC 6376 §3.2): nothing of it is left but that there is a record. */
static void
forget_tags (HatoDmarcRecord *record)
{
  record->policy = HATO_DMARC_UNSET;
  record->subdomain_policy = HATO_DMARC_UNSET;
  record->missing_policy = HATO_DMARC_UNSET;
  record->strict_dkim = FALSE;
  record->strict_spf = FALSE;
  record->testing = FALSE;
  record->psd = HATO_DMARC_PSD_UNKNOWN;
  g_ptr_array_set_size (record->rua, 0);
  g_ptr_array_set_size (record->ruf, 0);
}

/* No policy, or a wrong one for subdomains: none where there is an address for reports, else no effect (RFC 9989 §4.10.1). */
static void
settle_policy (Reading *reading)
{
  HatoDmarcRecord *record = reading->record;

  if (record->policy == HATO_DMARC_UNSET || reading->bad_subdomain)
    {
      record->policy = record->rua->len > 0 ? HATO_DMARC_NONE : HATO_DMARC_UNSET;
      record->subdomain_policy = HATO_DMARC_UNSET;
      record->missing_policy = HATO_DMARC_UNSET;
    }
  if (reading->repeated)
    forget_tags (record);
  if (record->policy == HATO_DMARC_UNSET || (reading->policy_seen && !reading->policy_first))
    record->valid = FALSE;
}

static void
note_habit (HatoDmarcRecord *record, const char *code, const char *name)
{
  const HatoTag *tag = hato_tag_list_find (record->tags, name);

  if (tag != NULL)
    hato_notes_add (record->notes, code, tag->start, tag->end);
}

/* What is right by the grammar and yet worth a word. */
static void
note_habits (Reading *reading)
{
  HatoDmarcRecord *record = reading->record;
  HatoDmarcPolicy subdomain =
      record->subdomain_policy != HATO_DMARC_UNSET ? record->subdomain_policy : record->policy;

  if (record->policy == HATO_DMARC_UNSET)
    return;

  if (!reading->rua_seen)
    hato_notes_add (record->notes, "dmarc.no_rua", reading->size, reading->size);
  if (record->testing)
    note_habit (record, "dmarc.test_mode", "t");
  if (record->strict_dkim || record->strict_spf)
    note_habit (record, "dmarc.strict_alignment", record->strict_dkim ? "adkim" : "aspf");
  if (subdomain < record->policy)
    note_habit (record, "dmarc.sp_weaker", "sp");
  else if (record->missing_policy != HATO_DMARC_UNSET && record->missing_policy < subdomain)
    note_habit (record, "dmarc.sp_weaker", "np");
  if (reading->policy_seen
      && !reading->policy_first) /* RFC 7489 §6.4: directly behind the version */
    note_habit (record, "dmarc.rfc7489_differs", "p");
  if (record->policy == HATO_DMARC_NONE)
    note_habit (record, "dmarc.p_none", "p");
}

static void
read_tags (HatoDmarcRecord *record, const char *text, gsize size)
{
  Reading reading = { .record = record, .size = size };

  reading.odd_characters =
      hato_dmarc_faults_in_characters (text, size, record->tags, record->notes);
  record->valid = !reading.odd_characters && !record->tags->too_big;
  for (guint i = 1; i < record->tags->tags->len; i++)
    read_tag (&reading, i);

  /* Whatever swallowed the policy has its name already. */
  if (!reading.policy_seen && !reading.odd_characters
      && !hato_notes_have (record->notes, "dmarc.colon_for_equals")
      && !hato_notes_have (record->notes, "dmarc.bad_tag"))
    hato_notes_add (record->notes, "dmarc.missing_p", 0, hato_tag_list_get (record->tags, 0)->end);
  settle_policy (&reading);
  note_habits (&reading);
}

/* dmarc-version (RFC 9989 §4.8): "v", equals, and exactly these letters, at the very beginning. */
static gboolean
has_version (const HatoTagList *tags)
{
  const HatoTag *first = hato_tag_list_get (tags, 0);

  return first != NULL && first->start == 0 && g_ascii_strcasecmp (first->name, "v") == 0
         && strcmp (first->value, VERSION) == 0 && first->printable;
}

/**
 * hato_dmarc_record_parse:
 * @bytes: the text of one TXT record, its strings joined
 *
 * Reads one text as RFC 9989 does. What is wrong or odd stands in the notes, also where a receiver sees no DMARC record:
 * then there is at least one.
 *
 * Returns: (transfer full): never NULL
 */
HatoDmarcRecord *
hato_dmarc_record_parse (gconstpointer bytes, gsize size)
{
  HatoDmarcRecord *self = g_atomic_rc_box_new0 (HatoDmarcRecord);
  g_autofree char *text = g_malloc0 (size + 1);

  if (size > 0)
    memcpy (text, bytes, size);
  self->notes = hato_notes_new ();
  self->tags = hato_tag_list_new (text, size);
  self->rua = g_ptr_array_new_with_free_func (g_free);
  self->ruf = g_ptr_array_new_with_free_func (g_free);
  self->ignored = g_ptr_array_new_with_free_func (g_free);
  self->is_record = has_version (self->tags);
  if (self->is_record)
    read_tags (self, text, size);
  else
    hato_dmarc_fault_of_stranger (text, size, self->tags, self->notes);
  return self;
}

/** hato_dmarc_record_is_meant: whether a text was clearly meant to be a DMARC record, though a receiver may see none. */
gboolean
hato_dmarc_record_is_meant (gconstpointer bytes, gsize size)
{
  return hato_dmarc_is_meant (bytes, size);
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
  hato_tag_list_free (self->tags);
  g_array_unref (self->notes);
}

void
hato_dmarc_record_unref (HatoDmarcRecord *self)
{
  g_atomic_rc_box_release_full (self, dmarc_record_clear);
}

static void
append_tag (GString *text, const char *name, const char *value)
{
  if (value != NULL)
    g_string_append_printf (text, "; %s=%s", name, value);
}

static void
append_uris (GString *text, const char *name, const GPtrArray *uris)
{
  for (guint i = 0; i < uris->len; i++)
    {
      g_string_append (text, i > 0 ? "," : "; ");
      if (i == 0)
        g_string_append_printf (text, "%s=", name);
      g_string_append (text, g_ptr_array_index (uris, i));
    }
}

/**
 * hato_dmarc_record_to_string:
 *
 * Writes what a receiver takes from the record, in one fixed order and without defaults. Reading it again gives the same.
 *
 * Returns: (transfer full) (nullable): NULL where the text has no effect
 */
char *
hato_dmarc_record_to_string (const HatoDmarcRecord *self)
{
  static const char *const psd_words[] = {
    [HATO_DMARC_PSD_UNKNOWN] = NULL,
    [HATO_DMARC_PSD_YES] = "y",
    [HATO_DMARC_PSD_NO] = "n",
  };
  GString *text;

  if (!self->is_record || self->policy == HATO_DMARC_UNSET)
    return NULL;

  text = g_string_new ("v=" VERSION);
  append_tag (text, "p", hato_dmarc_policy_to_string (self->policy));
  append_tag (text, "sp", hato_dmarc_policy_to_string (self->subdomain_policy));
  append_tag (text, "np", hato_dmarc_policy_to_string (self->missing_policy));
  append_tag (text, "adkim", self->strict_dkim ? "s" : NULL);
  append_tag (text, "aspf", self->strict_spf ? "s" : NULL);
  append_tag (text, "psd", psd_words[self->psd]);
  append_tag (text, "t", self->testing ? "y" : NULL);
  append_uris (text, "rua", self->rua);
  append_uris (text, "ruf", self->ruf);
  return g_string_free (text, FALSE);
}
