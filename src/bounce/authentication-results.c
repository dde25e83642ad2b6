/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/authentication-results.h"

#include <string.h>

#include "base/cursor.h"

#define METHODS_MAX    32u /* in one field */
#define PROPERTIES_MAX 32u /* of one method */
#define COMMENT_DEPTH  8u  /* RFC 5322 §3.2.2 lets comments nest without end */
#define INSTANCE_MAX   50u /* RFC 8617 §4.2.1 */
#define WHITE_SPACE    " \t\r\n"
#define DELIMITERS     " \t\r\n;()=\""

G_DEFINE_BOXED_TYPE (HatoAuthenticationResults,
                     hato_authentication_results,
                     hato_authentication_results_ref,
                     hato_authentication_results_unref)

static void
property_free (gpointer data)
{
  HatoAuthenticationProperty *self = data;

  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

static void
method_free (gpointer data)
{
  HatoAuthenticationMethod *self = data;

  g_free (self->method);
  g_free (self->result);
  g_free (self->comment);
  g_ptr_array_unref (self->properties);
  g_free (self);
}

static HatoAuthenticationMethod *
method_new (char *method, char *result)
{
  HatoAuthenticationMethod *self = g_new0 (HatoAuthenticationMethod, 1);

  self->method = method;
  self->result = result;
  self->properties = g_ptr_array_new_with_free_func (property_free);
  return self;
}

/* Passes over one comment with those inside it, and returns what it says; one that does not end goes to the end. */
static char *
take_comment (HatoCursor *cursor)
{
  gsize start = cursor->position + 1, end;
  guint depth = 0;

  do
    {
      end = cursor->position;
      if (hato_cursor_take_char (cursor, '('))
        depth = MIN (depth + 1, COMMENT_DEPTH);
      else if (hato_cursor_take_char (cursor, ')'))
        depth--;
      else if (hato_cursor_take_char (cursor, '\\'))
        hato_cursor_skip (cursor, 1);
      else
        hato_cursor_take_until_any_of (cursor, "()\\");
    }
  while (depth > 0 && !hato_cursor_at_end (cursor));
  return hato_cursor_dup_range (cursor, start, depth > 0 ? cursor->position : end);
}

/* Passes over white space and comments; the first comment is kept if @comment asks for it and has none yet. */
static void
skip_blanks (HatoCursor *cursor, char **comment)
{
  while (hato_cursor_take_any_of (cursor, WHITE_SPACE), hato_cursor_peek (cursor) == '(')
    {
      char *text = take_comment (cursor);

      if (comment != NULL && *comment == NULL)
        *comment = text;
      else
        g_free (text);
    }
}

/* RFC 5322 §3.2.4 */
static char *
take_quoted (HatoCursor *cursor)
{
  GString *text = g_string_new (NULL);

  hato_cursor_take_char (cursor, '"');
  while (!hato_cursor_at_end (cursor) && !hato_cursor_take_char (cursor, '"'))
    {
      if (hato_cursor_take_char (cursor, '\\') && hato_cursor_at_end (cursor))
        break;
      g_string_append_c (text, (char) hato_cursor_peek (cursor));
      hato_cursor_skip (cursor, 1);
    }
  return g_string_free (text, FALSE);
}

/* A word, or a text in quotes; NULL where neither stands. */
static char *
take_word (HatoCursor *cursor, char **comment)
{
  gsize start;

  skip_blanks (cursor, comment);
  if (hato_cursor_peek (cursor) == '"')
    return take_quoted (cursor);

  start = cursor->position;
  hato_cursor_take_until_any_of (cursor, DELIMITERS);
  return cursor->position > start ? hato_cursor_dup_range (cursor, start, cursor->position) : NULL;
}

/* "name=value". The value of a property may hold an equals sign of its own. */
static gboolean
take_pair (HatoCursor *cursor, char **name, char **value, char **comment)
{
  HatoCursor start = *cursor;

  *value = NULL;
  *name = take_word (cursor, comment);
  if (*name != NULL)
    {
      skip_blanks (cursor, comment);
      if (hato_cursor_take_char (cursor, '='))
        *value = take_word (cursor, comment);
    }
  if (*value != NULL)
    return TRUE;

  g_clear_pointer (name, g_free);
  *cursor = start;
  return FALSE;
}

static char *
fold_case (char *text)
{
  char *folded = g_ascii_strdown (text, -1);

  g_free (text);
  return folded;
}

static void
read_properties (HatoAuthenticationMethod *method, HatoCursor *cursor)
{
  char *name, *value;

  while (take_pair (cursor, &name, &value, &method->comment))
    {
      HatoAuthenticationProperty *property = g_new0 (HatoAuthenticationProperty, 1);

      property->name = fold_case (name);
      property->value = value;
      if (method->properties->len < PROPERTIES_MAX)
        g_ptr_array_add (method->properties, property);
      else
        property_free (property);
    }
  skip_blanks (cursor, &method->comment);
}

static HatoAuthenticationResults *
results_new (void)
{
  HatoAuthenticationResults *self = g_atomic_rc_box_new0 (HatoAuthenticationResults);

  self->methods = g_ptr_array_new_with_free_func (method_free);
  return self;
}

/* "; spf=pass (…) smtp.mailfrom=…; …" (RFC 8601 §2.2) */
static void
read_methods (HatoAuthenticationResults *self, HatoCursor *cursor)
{
  char *name, *value;

  while (!hato_cursor_at_end (cursor) && self->methods->len < METHODS_MAX)
    {
      char *comment = NULL;

      hato_cursor_take_until_any_of (cursor, ";");
      hato_cursor_take_char (cursor, ';');
      if (take_pair (cursor, &name, &value, &comment))
        {
          HatoAuthenticationMethod *method = method_new (fold_case (name), fold_case (value));

          method->method[strcspn (method->method, "/")] = '\0'; /* its version */
          method->comment = g_steal_pointer (&comment);
          read_properties (method, cursor);
          g_ptr_array_add (self->methods, method);
        }
      g_free (comment);
    }
}

/**
 * hato_authentication_results_parse:
 * @value: of an Authentication-Results field, on one line
 *
 * Returns: (transfer full): what can be read of it (RFC 8601 §2.2)
 */
HatoAuthenticationResults *
hato_authentication_results_parse (const char *value)
{
  HatoAuthenticationResults *self = results_new ();
  HatoCursor cursor;

  hato_cursor_init (&cursor, value, strlen (value));
  self->server = take_word (&cursor, NULL);
  skip_blanks (&cursor, NULL);
  if (hato_cursor_peek (&cursor) == '=') /* there are servers that leave their name out */
    {
      g_clear_pointer (&self->server, g_free);
      g_autofree char *named = g_strconcat (";", value, NULL);

      hato_cursor_init (&cursor, named, strlen (named));
      read_methods (self, &cursor);
      return self;
    }
  read_methods (self, &cursor);
  return self;
}

/** hato_authentication_results_parse_arc: (transfer full): the same of an ARC-Authentication-Results field, which has its
 * set's number in front (RFC 8617 §4.1.1) */
HatoAuthenticationResults *
hato_authentication_results_parse_arc (const char *value)
{
  HatoAuthenticationResults *self;
  HatoCursor cursor;
  guint64 instance = 0;
  gsize start;
  g_autofree char *rest = NULL;

  hato_cursor_init (&cursor, value, strlen (value));
  skip_blanks (&cursor, NULL);
  if (hato_cursor_take_literal_any_case (&cursor, "i="))
    hato_cursor_take_decimal (&cursor, INSTANCE_MAX, &instance);
  skip_blanks (&cursor, NULL);
  hato_cursor_take_char (&cursor, ';');
  start = cursor.position;
  rest = hato_cursor_dup_range (&cursor, instance > 0 ? start : 0, cursor.size);
  self = hato_authentication_results_parse (rest);
  self->instance = (guint) instance;
  return self;
}

/**
 * hato_authentication_results_parse_received_spf:
 * @value: of a Received-SPF field, on one line
 *
 * Returns: (transfer full): one method, spf, or none where the field does not begin with a result (RFC 7208 §9.1)
 */
HatoAuthenticationResults *
hato_authentication_results_parse_received_spf (const char *value)
{
  HatoAuthenticationResults *self = results_new ();
  HatoAuthenticationMethod *method;
  HatoCursor cursor;
  char *result;

  hato_cursor_init (&cursor, value, strlen (value));
  result = take_word (&cursor, NULL);
  if (result == NULL)
    return self;

  method = method_new (g_strdup ("spf"), fold_case (result));
  do
    read_properties (method, &cursor);
  while (hato_cursor_take_char (&cursor, ';'));
  g_ptr_array_add (self->methods, method);
  return self;
}

HatoAuthenticationResults *
hato_authentication_results_ref (HatoAuthenticationResults *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
authentication_results_clear (gpointer data)
{
  HatoAuthenticationResults *self = data;

  g_free (self->server);
  g_ptr_array_unref (self->methods);
}

void
hato_authentication_results_unref (HatoAuthenticationResults *self)
{
  g_atomic_rc_box_release_full (self, authentication_results_clear);
}

/** hato_authentication_method_get: (transfer none) (nullable): the value of the first property of that name */
const char *
hato_authentication_method_get (const HatoAuthenticationMethod *self, const char *name)
{
  for (guint i = 0; i < self->properties->len; i++)
    {
      const HatoAuthenticationProperty *property = g_ptr_array_index (self->properties, i);

      if (strcmp (property->name, name) == 0)
        return property->value;
    }
  return NULL;
}
