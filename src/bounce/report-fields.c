/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/report-fields.h"

#include <string.h>

#include "base/cursor.h"

#define NAME_MAX_BYTES 64u

G_DEFINE_BOXED_TYPE (HatoReportFields,
                     hato_report_fields,
                     hato_report_fields_ref,
                     hato_report_fields_unref)

static void
field_free (gpointer data)
{
  HatoReportField *self = data;

  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

HatoReportFields *
hato_report_fields_ref (HatoReportFields *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
report_fields_clear (gpointer data)
{
  HatoReportFields *self = data;

  g_ptr_array_unref (self->groups);
}

void
hato_report_fields_unref (HatoReportFields *self)
{
  g_atomic_rc_box_release_full (self, report_fields_clear);
}

static char *
dup_trimmed (const char *data, gsize size)
{
  while (size > 0 && strchr (" \t\r", data[size - 1]) != NULL && data[size - 1] != '\0')
    size--;
  while (size > 0 && (*data == ' ' || *data == '\t'))
    {
      data++;
      size--;
    }
  return g_strndup (data, size);
}

/* "Name: value". NULL for a line that is none. */
static HatoReportField *
read_field (const HatoCursor *line)
{
  HatoCursor cursor = *line;
  gsize size = hato_cursor_take_until_any_of (&cursor, ": \t");
  HatoReportField *field;

  hato_cursor_take_any_of (&cursor, " \t");
  if (size == 0 || size > NAME_MAX_BYTES || !hato_cursor_take_char (&cursor, ':'))
    return NULL;

  field = g_new0 (HatoReportField, 1);
  field->name = g_strndup ((const char *) line->data, size);
  field->value =
      dup_trimmed ((const char *) cursor.data + cursor.position, hato_cursor_get_left (&cursor));
  return field;
}

/* A folded line goes on after one space (RFC 5322 §2.2.3). */
static void
continue_value (GString **value, HatoReportField *field, const HatoCursor *line)
{
  g_autofree char *more = dup_trimmed ((const char *) line->data, line->size);

  if (*value == NULL)
    *value = g_string_new (field->value);
  if ((*value)->len > 0 && *more != '\0')
    g_string_append_c (*value, ' ');
  g_string_append (*value, more);
}

static void
end_value (GString **value, HatoReportField *field)
{
  if (*value == NULL)
    return;

  g_free (field->value);
  field->value = g_string_free (*value, FALSE);
  *value = NULL;
}

static void
end_group (HatoReportFields *self, GPtrArray **group)
{
  if ((*group)->len == 0)
    return;

  g_ptr_array_add (self->groups, *group);
  *group = g_ptr_array_new_with_free_func (field_free);
}

/**
 * hato_report_fields_parse:
 * @text: the part of a report, valid UTF-8, lines ending in a line feed
 *
 * Lines that are no fields are passed over: reports are written by many hands.
 * Returns: (transfer full): its fields, in their groups
 */
HatoReportFields *
hato_report_fields_parse (const char *text)
{
  HatoReportFields *self = g_atomic_rc_box_new0 (HatoReportFields);
  GPtrArray *group = g_ptr_array_new_with_free_func (field_free);
  HatoReportField *field = NULL;
  GString *value = NULL;
  HatoCursor cursor, line;

  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  hato_cursor_init (&cursor, text, strlen (text));
  while (self->groups->len < HATO_REPORT_GROUPS_MAX && hato_cursor_take_line (&cursor, &line))
    {
      HatoCursor ahead = line;
      gboolean is_empty = (hato_cursor_take_any_of (&ahead, " \t\r"), hato_cursor_at_end (&ahead));

      if (!is_empty && ahead.position > 0 && field != NULL)
        {
          continue_value (&value, field, &line);
          continue;
        }
      end_value (&value, field);
      field = is_empty ? NULL : read_field (&ahead);
      if (is_empty)
        end_group (self, &group);
      else if (field != NULL)
        g_ptr_array_add (group, field);
    }
  end_value (&value, field);
  end_group (self, &group);
  g_ptr_array_unref (group);
  return self;
}

/** hato_report_group_get: (nullable): the value of the first field of that name, in whatever case */
const char *
hato_report_group_get (const GPtrArray *group, const char *name)
{
  for (guint i = 0; i < group->len; i++)
    {
      const HatoReportField *field = g_ptr_array_index (group, i);

      if (g_ascii_strcasecmp (field->name, name) == 0)
        return field->value;
    }
  return NULL;
}

/** hato_report_value_skip_type: the value after its type: "rfc822; a@b" (RFC 3464 §2.1.2); all of it where there is no type */
const char *
hato_report_value_skip_type (const char *value)
{
  HatoCursor cursor;

  hato_cursor_init (&cursor, value, strlen (value));
  if (hato_cursor_take_until_any_of (&cursor, "; \t@.<") == 0)
    return value;
  hato_cursor_take_any_of (&cursor, " \t");
  if (!hato_cursor_take_char (&cursor, ';'))
    return value;
  hato_cursor_take_any_of (&cursor, " \t");
  return value + cursor.position;
}
