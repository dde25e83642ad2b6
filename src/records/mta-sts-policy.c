/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/mta-sts-policy.h"

#include <string.h>

#include "base/cursor.h"
#include "base/domain-name.h"

#define VERSION         "STSv1"
#define POLICY_SIZE_MAX 65536u    /* RFC 8461 §3.3 suggests it */
#define MAX_AGE_MAX     31557600u /* seconds, §3.2 */
#define MX_MAX          200u      /* patterns that are kept */
#define NAME_MAX_CHARS  32u       /* RFC 8461 §3.2: sts-policy-ext-name */
#define AGE_DIGITS      10u       /* sts-policy-max-age = 1*10(DIGIT) */
#define LABEL_MAX       63u       /* RFC 1035 §2.3.4 */

/* What is gathered while the lines are read. */
typedef struct
{
  HatoMtaStsPolicy *policy;
  gboolean version_seen;
  gboolean mode_seen;
  gboolean age_seen;
} Reading;

G_DEFINE_BOXED_TYPE (HatoMtaStsPolicy,
                     hato_mta_sts_policy,
                     hato_mta_sts_policy_ref,
                     hato_mta_sts_policy_unref)

static const char *const mode_words[] = {
  [HATO_MTA_STS_NONE] = "none",
  [HATO_MTA_STS_TESTING] = "testing",
  [HATO_MTA_STS_ENFORCE] = "enforce",
};

/* Domain of RFC 5321 §4.1.2: labels of letters, digits and inner hyphens. */
static gboolean
is_domain (const char *text)
{
  g_auto (GStrv) labels = g_strsplit (text, ".", -1);

  for (guint i = 0; labels[i] != NULL; i++)
    {
      gsize length = strlen (labels[i]);

      if (length == 0 || length > LABEL_MAX || labels[i][0] == '-' || labels[i][length - 1] == '-'
          || strspn (labels[i], G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-") != length)
        return FALSE;
    }
  return labels[0] != NULL;
}

static gboolean
read_version (Reading *reading, const char *value)
{
  gboolean good = strcmp (value, VERSION) == 0;

  if (!reading->version_seen) /* §3.2: of repeated fields the first counts, but for mx */
    reading->policy->is_record = good;
  reading->version_seen = TRUE;
  return good;
}

static gboolean
read_mode (Reading *reading, const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (mode_words); i++)
    if (strcmp (value, mode_words[i]) == 0)
      {
        if (!reading->mode_seen)
          reading->policy->mode = (HatoMtaStsMode) i;
        reading->mode_seen = TRUE;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_max_age (Reading *reading, const char *value)
{
  HatoCursor cursor;
  guint64 age;

  hato_cursor_init (&cursor, value, strlen (value));
  if (cursor.size > AGE_DIGITS || !hato_cursor_take_decimal (&cursor, G_MAXUINT64, &age)
      || !hato_cursor_at_end (&cursor))
    return FALSE;

  if (!reading->age_seen)
    reading->policy->max_age = (guint) MIN (age, MAX_AGE_MAX); /* longer is kept no longer */
  reading->age_seen = TRUE;
  return TRUE;
}

/* sts-policy-mx-value = ["*."] Domain (§3.2, §4.1). */
static gboolean
read_mx (Reading *reading, const char *value)
{
  if (!is_domain (g_str_has_prefix (value, "*.") ? value + 2 : value))
    return FALSE;

  if (reading->policy->mx->len < MX_MAX)
    g_ptr_array_add (reading->policy->mx, g_ascii_strdown (value, -1));
  return TRUE;
}

/* sts-policy-extension: a name as §3.2 has it, and printable text, UTF-8 beyond ASCII. */
static gboolean
is_extension (const char *name, const char *value)
{
  gsize length = strlen (name);

  if (length == 0 || length > NAME_MAX_CHARS || !g_ascii_isalnum (name[0])
      || strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-.") != length || value[0] == '\0'
      || !g_utf8_validate (value, -1, NULL))
    return FALSE;

  for (const char *at = value; *at != '\0'; at++)
    if ((guint8) *at < 0x20 || *at == 0x7f)
      return FALSE;

  return TRUE;
}

static gboolean
read_field (Reading *reading, const char *name, const char *value)
{
  static const struct
  {
    const char *name;
    gboolean (*read) (Reading *reading, const char *value);
  } fields[] = {
    { "version", read_version },
    { "mode", read_mode },
    { "max_age", read_max_age },
    { "mx", read_mx },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (name, fields[i].name) == 0)
      return fields[i].read (reading, value);

  return is_extension (name, value);
}

/* One line: name ":" *WSP value *WSP. */
static void
read_line (Reading *reading, HatoCursor text, gsize start, gsize end)
{
  HatoCursor line;
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  gboolean good;

  hato_cursor_seek (&text, start);
  hato_cursor_take_slice (&text, end - start, &line);
  hato_cursor_take_until_any_of (&line, ":");
  name = hato_cursor_dup_range (&line, 0, line.position);
  good = hato_cursor_take_char (&line, ':');
  hato_cursor_take_any_of (&line, " \t");
  value = hato_cursor_dup_range (&line, line.position, line.size);
  g_strchomp (value);
  /* A NUL would hide what follows it. */
  if (good && memchr (line.data, '\0', line.size) == NULL && read_field (reading, name, value))
    return;

  reading->policy->valid = FALSE;
  hato_notes_add (reading->policy->notes, "mta-sts.bad_policy", start, end);
}

/* Lines end in CRLF or LF; the last one need not (§3.2). */
static void
read_lines (Reading *reading, gconstpointer bytes, gsize size)
{
  HatoCursor cursor;

  hato_cursor_init (&cursor, bytes, size);
  while (!hato_cursor_at_end (&cursor))
    {
      gsize start = cursor.position, end;

      hato_cursor_take_until_any_of (&cursor, "\n");
      end = cursor.position;
      if (end > start && cursor.data[end - 1] == '\r' && !hato_cursor_at_end (&cursor))
        end--;
      if (end > start)
        read_line (reading, cursor, start, end);
      else
        reading->policy->valid =
            FALSE; /* an empty line is not in the grammar, and stops no sender */
      hato_cursor_take_char (&cursor, '\n');
    }
}

static gboolean
is_html (gconstpointer bytes, gsize size)
{
  HatoCursor cursor;

  hato_cursor_init (&cursor, bytes, size);
  hato_cursor_take_any_of (&cursor, " \t\r\n\xef\xbb\xbf"); /* and a byte order mark */
  return hato_cursor_take_char (&cursor, '<');
}

/* What must be there: version, mode, max_age, and a mx but with mode none (§3.2). */
static void
judge_whole (Reading *reading, gsize size)
{
  HatoMtaStsPolicy *policy = reading->policy;
  gboolean complete = policy->is_record && reading->mode_seen && reading->age_seen
                      && (policy->mx->len > 0 || policy->mode == HATO_MTA_STS_NONE);

  if (complete)
    return;

  policy->valid = FALSE;
  if (!hato_notes_have (policy->notes, "mta-sts.bad_policy"))
    hato_notes_add (policy->notes, "mta-sts.bad_policy", size, size);
}

/**
 * hato_mta_sts_policy_parse:
 * @bytes: the body of the answer of https://mta-sts.DOMAIN/.well-known/mta-sts.txt
 *
 * Reads a policy as RFC 8461 §3.2 does. What is wrong stands in the notes.
 *
 * Returns: (transfer full): never NULL
 */
HatoMtaStsPolicy *
hato_mta_sts_policy_parse (gconstpointer bytes, gsize size)
{
  HatoMtaStsPolicy *self = g_atomic_rc_box_new0 (HatoMtaStsPolicy);
  Reading reading = { .policy = self };

  self->notes = hato_notes_new ();
  self->mx = g_ptr_array_new_with_free_func (g_free);
  if (is_html (bytes, size)) /* a web host that answers every address with a page */
    {
      hato_notes_add (self->notes, "mta-sts.policy_html", 0, size);
      return self;
    }

  self->valid = size <= POLICY_SIZE_MAX;
  if (self->valid)
    read_lines (&reading, bytes, size);
  judge_whole (&reading, size);
  if (self->mode == HATO_MTA_STS_TESTING)
    hato_notes_add (self->notes, "mta-sts.mode_testing", 0, size);
  return self;
}

/** hato_mta_sts_policy_matches: whether an MX host (folded) is one that the policy names (§4.1): a "*" stands for one label. */
gboolean
hato_mta_sts_policy_matches (const HatoMtaStsPolicy *self, const char *host)
{
  const char *parent = hato_domain_name_get_parent (host);

  for (guint i = 0; i < self->mx->len; i++)
    {
      const char *pattern = g_ptr_array_index (self->mx, i);

      if (strcmp (pattern, host) == 0
          || (g_str_has_prefix (pattern, "*.") && g_strcmp0 (pattern + 2, parent) == 0))
        return TRUE;
    }
  return FALSE;
}

/** hato_mta_sts_policy_to_string: (transfer full) (nullable): the policy written anew; NULL where it cannot be used */
char *
hato_mta_sts_policy_to_string (const HatoMtaStsPolicy *self)
{
  GString *text;

  if (!self->valid)
    return NULL;

  text = g_string_new ("version: " VERSION "\r\n");
  g_string_append_printf (text, "mode: %s\r\n", mode_words[self->mode]);
  for (guint i = 0; i < self->mx->len; i++)
    g_string_append_printf (text, "mx: %s\r\n", (const char *) g_ptr_array_index (self->mx, i));
  g_string_append_printf (text, "max_age: %u\r\n", self->max_age);
  return g_string_free (text, FALSE);
}

HatoMtaStsPolicy *
hato_mta_sts_policy_ref (HatoMtaStsPolicy *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
mta_sts_policy_clear (gpointer data)
{
  HatoMtaStsPolicy *self = data;

  g_ptr_array_unref (self->mx);
  g_array_unref (self->notes);
}

void
hato_mta_sts_policy_unref (HatoMtaStsPolicy *self)
{
  g_atomic_rc_box_release_full (self, mta_sts_policy_clear);
}
