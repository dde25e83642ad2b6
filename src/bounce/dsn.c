/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/dsn.h"

#include <string.h>

#include "base/cursor.h"
#include "bounce/report-fields.h"

static const struct
{
  const char *word;
  HatoAction action;
} actions[] = {
  { "failed", HATO_ACTION_FAILED },       { "failure", HATO_ACTION_FAILED },
  { "error", HATO_ACTION_FAILED },        { "delayed", HATO_ACTION_DELAYED },
  { "delivered", HATO_ACTION_DELIVERED }, { "deliverable", HATO_ACTION_DELIVERED },
  { "relayed", HATO_ACTION_RELAYED },     { "expanded", HATO_ACTION_EXPANDED },
};

G_DEFINE_BOXED_TYPE (HatoDsn, hato_dsn, hato_dsn_ref, hato_dsn_unref)

static void
recipient_free (gpointer data)
{
  HatoDsnRecipient *self = data;

  g_free (self->recipient);
  g_free (self->original_recipient);
  g_free (self->status);
  g_free (self->diagnostic);
  g_free (self->remote_mta);
  g_free (self->will_retry_until);
  g_free (self);
}

HatoDsn *
hato_dsn_ref (HatoDsn *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
dsn_clear (gpointer data)
{
  HatoDsn *self = data;

  g_free (self->reporting_mta);
  g_free (self->arrival_date);
  g_free (self->queue_id);
  g_free (self->envelope_sender);
  g_ptr_array_unref (self->recipients);
}

void
hato_dsn_unref (HatoDsn *self)
{
  g_atomic_rc_box_release_full (self, dsn_clear);
}

/* \x{5404}: a character of an address of type utf-8 where the way is ASCII (RFC 6533 §3). */
static char *
decode_utf8_address (const char *value)
{
  GString *text = g_string_new (NULL);
  HatoCursor cursor;

  hato_cursor_init (&cursor, value, strlen (value));
  while (!hato_cursor_at_end (&cursor))
    {
      HatoCursor ahead = cursor;
      gunichar character = 0;
      guint digits = 0;
      guint8 byte;

      if (hato_cursor_take_literal (&ahead, "\\x{"))
        {
          for (; digits < 6 && hato_cursor_peek (&ahead) != HATO_CURSOR_END
                 && g_ascii_isxdigit ((char) hato_cursor_peek (&ahead));
               digits++, hato_cursor_skip (&ahead, 1))
            character =
                character * 16 + (gunichar) g_ascii_xdigit_value ((char) hato_cursor_peek (&ahead));
          if (digits > 0 && hato_cursor_take_char (&ahead, '}') && character != 0
              && g_unichar_validate (character))
            {
              g_string_append_unichar (text, character);
              cursor = ahead;
              continue;
            }
        }
      hato_cursor_take_u8 (&cursor, &byte);
      g_string_append_c (text, (char) byte);
    }
  return g_string_free (text, FALSE);
}

/**
 * hato_dsn_dup_address:
 * @value: (nullable): of Final-Recipient and the like: "rfc822; <a@b>"
 *
 * Returns: (transfer full) (nullable): the address without type, brackets and comment; NULL where there is none: X.400, a
 * pipe, a mailbox that is only a name
 */
char *
hato_dsn_dup_address (const char *value)
{
  const char *start = value != NULL ? hato_report_value_skip_type (value) : "";
  const char *open = strchr (start, '<'), *at;
  g_autofree char *address = NULL;
  gsize size;

  if (open != NULL && strchr (open, '>') != NULL)
    address = g_strndup (open + 1, (gsize) (strchr (open, '>') - open - 1));
  else
    address = g_strdup (start);
  g_strstrip (address);
  if (strstr (address, "\\x{") != NULL)
    {
      g_autofree char *encoded = g_steal_pointer (&address);

      address = decode_utf8_address (encoded);
    }
  if (strncmp (address, "mailto:", strlen ("mailto:")) == 0)
    memmove (address, address + strlen ("mailto:"), strlen (address) - strlen ("mailto:") + 1);
  size = address[0] == '"' ? strlen (address) : strcspn (address, " \t(");
  address[size] = '\0';
  at = strrchr (address, '@');
  return at != NULL && at > address && at[1] != '\0' && strchr ("|/", address[0]) == NULL
             ? g_steal_pointer (&address)
             : NULL;
}

/* The name of a server, without what comes after it: "mx.example.jp. (192.0.2.1, the server for the domain …)". */
static char *
dup_host (const char *value)
{
  const char *start = value != NULL ? hato_report_value_skip_type (value) : "";
  gsize size = strcspn (start, " \t(;,");

  while (size > 0 && start[size - 1] == '.')
    size--;
  return size > 0 ? g_strndup (start, size) : NULL;
}

/* Status (RFC 3464 §2.3.4): digits and two dots, whatever comment follows. */
static char *
dup_status (const char *value)
{
  HatoCursor cursor;
  guint64 number;

  hato_cursor_init (&cursor, value != NULL ? value : "", value != NULL ? strlen (value) : 0);
  if (!hato_cursor_take_decimal (&cursor, 5, &number) || !hato_cursor_take_char (&cursor, '.')
      || !hato_cursor_take_decimal (&cursor, 999, &number) || !hato_cursor_take_char (&cursor, '.')
      || !hato_cursor_take_decimal (&cursor, 999, &number))
    return NULL;
  return hato_cursor_dup_range (&cursor, 0, cursor.position);
}

static HatoAction
read_action (const char *value)
{
  for (gsize i = 0; value != NULL && i < G_N_ELEMENTS (actions); i++)
    if (g_ascii_strncasecmp (value, actions[i].word, strlen (actions[i].word)) == 0)
      return actions[i].action;
  return HATO_ACTION_UNKNOWN;
}

static gboolean
is_one_of (const char *name, const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
set_once (char **text, char *value)
{
  if (*text == NULL)
    *text = value;
  else
    g_free (value);
}

static void
read_message_field (HatoDsn *self, const HatoReportField *field)
{
  if (g_ascii_strcasecmp (field->name, "Reporting-MTA") == 0)
    set_once (&self->reporting_mta, dup_host (field->value));
  else if (g_ascii_strcasecmp (field->name, "Arrival-Date") == 0)
    set_once (&self->arrival_date, g_strdup (field->value));
  else if (g_str_has_prefix (field->name, "X-") && g_str_has_suffix (field->name, "-Queue-ID"))
    set_once (&self->queue_id, g_strdup (field->value));
  else if (g_str_has_prefix (field->name, "X-") && g_str_has_suffix (field->name, "-Sender"))
    set_once (&self->envelope_sender, hato_dsn_dup_address (field->value));
}

static void
read_diagnostic (HatoDsnRecipient *recipient, const char *value)
{
  const char *words = hato_report_value_skip_type (value);

  recipient->is_smtp = words == value || g_ascii_strncasecmp (value, "smtp", 4) == 0;
  recipient->diagnostic = g_strdup (words);
}

static void
read_recipient_field (HatoDsnRecipient *recipient, const HatoReportField *field)
{
  const char *name = field->name;

  if (g_ascii_strcasecmp (name, "Final-Recipient") == 0)
    set_once (&recipient->recipient, hato_dsn_dup_address (field->value));
  else if (g_ascii_strcasecmp (name, "Original-Recipient") == 0)
    set_once (&recipient->original_recipient, hato_dsn_dup_address (field->value));
  else if (g_ascii_strcasecmp (name, "Action") == 0)
    recipient->action = read_action (field->value);
  else if (g_ascii_strcasecmp (name, "Status") == 0)
    set_once (&recipient->status, dup_status (field->value));
  else if (g_ascii_strcasecmp (name, "Diagnostic-Code") == 0 && recipient->diagnostic == NULL)
    read_diagnostic (recipient, field->value);
  else if (g_ascii_strcasecmp (name, "Remote-MTA") == 0)
    set_once (&recipient->remote_mta, dup_host (field->value));
  else if (g_ascii_strcasecmp (name, "Will-Retry-Until") == 0)
    set_once (&recipient->will_retry_until, g_strdup (field->value));
}

/* A report whose empty lines were lost still has one recipient for each Final-Recipient. */
static gboolean
begins_next (const HatoDsnRecipient *recipient, const HatoReportField *field, gboolean has_final)
{
  static const char *const firsts[] = { "Final-Recipient", "Original-Recipient", NULL };

  return recipient != NULL && has_final && is_one_of (field->name, firsts)
         && (recipient->action != HATO_ACTION_UNKNOWN || recipient->status != NULL);
}

static void
read_group (HatoDsn *self, const GPtrArray *group)
{
  static const char *const recipient_fields[] = {
    "Final-Recipient", "Original-Recipient", "Action",           "Status", "Diagnostic-Code",
    "Remote-MTA",      "Last-Attempt-Date",  "Will-Retry-Until", NULL
  };
  HatoDsnRecipient *recipient = NULL;
  gboolean has_final = FALSE;

  for (guint i = 0; i < group->len; i++)
    {
      const HatoReportField *field = g_ptr_array_index (group, i);

      if (!is_one_of (field->name, recipient_fields))
        {
          read_message_field (self, field);
          continue;
        }
      if (recipient == NULL || begins_next (recipient, field, has_final))
        {
          recipient = g_new0 (HatoDsnRecipient, 1);
          g_ptr_array_add (self->recipients, recipient);
          has_final = FALSE;
        }
      has_final |= g_ascii_strcasecmp (field->name, "Final-Recipient") == 0;
      read_recipient_field (recipient, field);
    }
}

/**
 * hato_dsn_parse:
 * @text: the part message/delivery-status or message/global-delivery-status, valid UTF-8
 *
 * Takes what is there: fields out of order, groups run together, types left out.
 * Returns: (transfer full): the report; without recipients where it names none
 */
HatoDsn *
hato_dsn_parse (const char *text)
{
  HatoDsn *self = g_atomic_rc_box_new0 (HatoDsn);
  g_autoptr (HatoReportFields) fields = hato_report_fields_parse (text);

  self->recipients = g_ptr_array_new_with_free_func (recipient_free);
  for (guint i = 0; i < fields->groups->len; i++)
    read_group (self, g_ptr_array_index (fields->groups, i));
  for (guint i = 0; i < self->recipients->len; i++)
    {
      HatoDsnRecipient *recipient = g_ptr_array_index (self->recipients, i);

      if (recipient->recipient == NULL)
        recipient->recipient = g_strdup (recipient->original_recipient);
    }
  return self;
}
