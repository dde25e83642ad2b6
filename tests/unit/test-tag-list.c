/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "records/tag-list.h"

#define TAGS_MAX 256u

/* RFC 6376 §3.2: where the parts of a list stand. "name|value" of each; "-" = no equals sign. */
static const struct
{
  const char *description;
  const char *text;
  const char *parts;
  guint n_empty;
} rows[] = {
  { "nothing", "", "", 0 },
  { "white space alone", " \t", "", 0 },
  { "one", "v=X", "v|X ", 0 },
  { "a final semicolon", "v=X;", "v|X ", 0 },
  { "white space behind it", "v=X; ", "v|X ", 0 },
  { "two semicolons", "v=X;;", "v|X ", 1 },
  { "an empty part inside", "v=X; ;p=y", "v|X p|y ", 1 },
  { "white space around", " v \t=\r\n X ; p = y z ", "v|X p|y z ", 0 },
  { "the first equals sign counts", "p=a=b", "p|a=b ", 0 },
  { "no equals sign", "abc; p=y", "-|abc p|y ", 0 },
  { "no name", "=x", "|x ", 0 },
  { "no value", "p=; v = ", "p| v| ", 0 },
};

static void
test_parts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoTagList) list = hato_tag_list_new (rows[i].text, strlen (rows[i].text));
      g_autoptr (GString) parts = g_string_new (NULL);

      g_test_message ("%s", rows[i].description);
      for (guint j = 0; j < list->tags->len; j++)
        {
          const HatoTag *tag = hato_tag_list_get (list, j);
          g_autofree char *value =
              g_strndup (rows[i].text + tag->value_start, tag->end - tag->value_start);

          g_assert_cmpstr (value, ==, tag->value);
          g_string_append_printf (parts, "%s|%s ", tag->has_equals ? tag->name : "-", tag->value);
        }
      g_assert_cmpstr (parts->str, ==, rows[i].parts);
      g_assert_cmpuint (list->n_empty, ==, rows[i].n_empty);
      g_assert_false (list->too_big);
      g_assert_null (hato_tag_list_get (list, list->tags->len));
    }
}

static void
test_find (void)
{
  const char *text = "v=X; P=1; q = 2; p=3; text";
  g_autoptr (HatoTagList) list = hato_tag_list_new (text, strlen (text));
  g_autofree char *third = hato_tag_to_string (hato_tag_list_get (list, 2));
  g_autofree char *last = hato_tag_to_string (hato_tag_list_get (list, 4));

  g_assert_cmpstr (hato_tag_list_find (list, "p")->value, ==, "1");
  g_assert_null (hato_tag_list_find (list, "x"));
  g_assert_null (hato_tag_list_find (list, "text"));
  g_assert_false (hato_tag_list_repeats (list, 1));
  g_assert_true (hato_tag_list_repeats (list, 3));
  g_assert_false (hato_tag_list_repeats (list, 4));
  g_assert_true (hato_tag_list_get (list, 2)->spaced);
  g_assert_cmpstr (third, ==, "q=2");
  g_assert_cmpstr (last, ==, "text");
}

/* RFC 8460 §3, RFC 8461 §3.1: extension fields. */
static void
test_fields (void)
{
  static const struct
  {
    const char *text;
    gboolean field;
  } fields[] = {
    { "a=1", TRUE },
    { "a.b-c_d9=x:/y", TRUE },
    { "a2345678901234567890123456789012=1", TRUE },
    { "a23456789012345678901234567890123=1", FALSE }, /* 33 characters */
    { "_a=1", FALSE },
    { "a%=1", FALSE },
    { "a=", FALSE },
    { "a", FALSE },
    { "=1", FALSE },
    { "a==1", FALSE },
    { "a=1 2", FALSE },
    { "a =1", FALSE },
    { "a=\xe3\x81\x82", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (HatoTagList) list = hato_tag_list_new (fields[i].text, strlen (fields[i].text));

      g_test_message ("%s", fields[i].text);
      g_assert_cmpint (hato_tag_is_field (hato_tag_list_get (list, 0)), ==, fields[i].field);
    }
}

static void
test_limit (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (HatoTagList) most = NULL;
  g_autoptr (HatoTagList) more = NULL;

  for (guint i = 0; i < TAGS_MAX; i++)
    g_string_append (text, "a=1;");
  most = hato_tag_list_new (text->str, text->len);
  g_string_append (text, "a=1");
  more = hato_tag_list_new (text->str, text->len);
  g_assert_cmpuint (most->tags->len, ==, TAGS_MAX);
  g_assert_false (most->too_big);
  g_assert_cmpuint (more->tags->len, ==, TAGS_MAX);
  g_assert_true (more->too_big);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tag-list/fields", test_fields);
  g_test_add_func ("/tag-list/find", test_find);
  g_test_add_func ("/tag-list/limit", test_limit);
  g_test_add_func ("/tag-list/parts", test_parts);
  return g_test_run ();
}
