/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/mta-sts-policy.h"

#include <string.h>

#include "base/cursor.h"
#include "base/domain-name.h"

#define POLICY_SIZE_MAX (64u * 1024) /* RFC 8461 §3.3 suggests it */
#define MAX_AGE_MAX     31557600u    /* §3.2 */
#define LINES_MAX       1000u

G_DEFINE_BOXED_TYPE (HatoMtaStsPolicy,
                     hato_mta_sts_policy,
                     hato_mta_sts_policy_ref,
                     hato_mta_sts_policy_unref)

/* What is gathered while the lines are read. */
typedef struct
{
  HatoMtaStsPolicy *policy;
  gboolean version;
  gboolean mode;
  gboolean max_age;
} Reading;

/* §4.1: a name, or "*." before one. */
static gboolean
is_pattern (const char *pattern)
{
  const char *name = g_str_has_prefix (pattern, "*.") ? pattern + 2 : pattern;

  return strchr (name, '*') == NULL && strchr (name, '.') != NULL
         && hato_domain_name_is_askable (name)
         && name[strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789.-_")] == '\0';
}

static gboolean
read_mode (Reading *reading, const char *value)
{
  static const char *const names[] = { "none", "testing", "enforce" };

  for (guint i = 0; !reading->mode && i < G_N_ELEMENTS (names); i++)
    if (strcmp (value, names[i]) == 0)
      {
        reading->policy->mode = (HatoMtaStsMode) i;
        reading->mode = TRUE;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_max_age (Reading *reading, const char *value)
{
  HatoCursor cursor;
  guint64 seconds;

  hato_cursor_init (&cursor, value, strlen (value));
  if (reading->max_age || strlen (value) > 10
      || !hato_cursor_take_decimal (&cursor, MAX_AGE_MAX, &seconds)
      || !hato_cursor_at_end (&cursor))
    return FALSE;

  reading->policy->max_age = (guint) seconds;
  reading->max_age = TRUE;
  return TRUE;
}

static gboolean
read_mx (Reading *reading, const char *value)
{
  g_autofree char *pattern = g_ascii_strdown (value, -1);

  if (!is_pattern (pattern))
    return FALSE;

  g_ptr_array_add (reading->policy->mx, g_steal_pointer (&pattern));
  return TRUE;
}

static gboolean
is_extension (const char *name, const char *value)
{
  gsize length = strlen (name);

  return length > 0 && length <= 32 && g_ascii_isalnum (name[0])
         && name[strspn (name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.")]
                == '\0'
         && *value != '\0';
}

/* One line (§3.2): a key, a colon, a value, with white space around the value. */
static gboolean
read_line (Reading *reading, char *line)
{
  char *colon = strchr (line, ':');
  char *value;

  if (colon == NULL)
    return FALSE;

  *colon = '\0';
  value = g_strstrip (colon + 1);
  if (strcmp (line, "version") == 0)
    {
      gboolean good = !reading->version && strcmp (value, "STSv1") == 0;

      reading->version = TRUE;
      return good;
    }
  if (strcmp (line, "mode") == 0)
    return read_mode (reading, value);
  if (strcmp (line, "max_age") == 0)
    return read_max_age (reading, value);
  if (strcmp (line, "mx") == 0)
    return read_mx (reading, value);

  return is_extension (line, value);
}

static void
read_lines (Reading *reading, const char *text)
{
  HatoMtaStsPolicy *policy = reading->policy;
  g_auto (GStrv) lines = g_strsplit (text, "\n", LINES_MAX);
  gsize start = 0;

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      gsize length = strlen (lines[i]);

      if (length > 0 && lines[i][length - 1] == '\r')
        lines[i][length - 1] = '\0';
      if (!(lines[i][0] == '\0' && lines[i + 1] == NULL) && !read_line (reading, lines[i]))
        {
          hato_notes_add (policy->notes, "mta-sts.bad_policy", start, start + length);
          policy->valid = FALSE;
        }
      start += length + 1;
    }
  if (!reading->version || !reading->mode || !reading->max_age
      || (policy->mode != HATO_MTA_STS_NONE && policy->mx->len == 0))
    {
      hato_notes_add (policy->notes, "mta-sts.bad_policy", 0, strlen (text));
      policy->valid = FALSE;
    }
}

/**
 * hato_mta_sts_policy_parse:
 * @bytes: the body of mta-sts.txt
 *
 * Reads a policy as RFC 8461 §3.2 does.
 *
 * Returns: (transfer full): never NULL
 */
HatoMtaStsPolicy *
hato_mta_sts_policy_parse (gconstpointer bytes, gsize size)
{
  HatoMtaStsPolicy *self = g_atomic_rc_box_new0 (HatoMtaStsPolicy);
  g_autofree char *text = g_strndup (bytes != NULL ? bytes : "", MIN (size, POLICY_SIZE_MAX));
  const char *start = text + strspn (text, " \t\r\n");
  Reading reading = { .policy = self };

  self->notes = hato_notes_new ();
  self->mx = g_ptr_array_new_with_free_func (g_free);
  if (*start == '<') /* a web host that answers every address with a page */
    {
      hato_notes_add (self->notes, "mta-sts.policy_html", 0, strlen (text));
      return self;
    }
  self->is_record = TRUE;
  self->valid = size <= POLICY_SIZE_MAX && strlen (text) == size;
  read_lines (&reading, text);
  if (self->valid && self->mode == HATO_MTA_STS_TESTING)
    hato_notes_add (self->notes, "mta-sts.mode_testing", 0, strlen (text));
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
