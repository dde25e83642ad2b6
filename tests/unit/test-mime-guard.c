/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/mime-guard.h"

#include <string.h>

#define MULTIPART "Content-Type: multipart/mixed; boundary=b\n\n"

/* Both sides of each limit: so many parts, so deep, so many bytes of headers. */
static HatoMimeLimit
guard (const GString *mail, gsize *seen)
{
  HatoMimeLimit limit;

  *seen = hato_mime_guard (mail->str, mail->len, &limit);
  g_assert_cmpuint (*seen, <=, mail->len);
  return limit;
}

static HatoMimeLimit
guard_parts (guint n_parts, gsize *seen)
{
  g_autoptr (GString) mail = g_string_new (MULTIPART);

  for (guint i = 0; i < n_parts; i++)
    g_string_append (mail, "--b\n\nx\n");
  g_string_append (mail, "--b--\n");
  return guard (mail, seen);
}

static void
test_parts (void)
{
  gsize seen;

  g_assert_cmpint (guard_parts (HATO_MIME_PARTS_MAX, &seen), ==, HATO_MIME_LIMIT_NONE);
  g_assert_cmpint (guard_parts (HATO_MIME_PARTS_MAX + 1, &seen), ==, HATO_MIME_LIMIT_PARTS);
  g_assert_cmpuint (seen, ==, strlen (MULTIPART) + HATO_MIME_PARTS_MAX * strlen ("--b\n\nx\n"));
}

static HatoMimeLimit
guard_depth (guint depth, const char *const *forms, gsize n_forms)
{
  g_autoptr (GString) mail = g_string_new (NULL);
  gsize seen;

  for (guint i = 0; i < depth; i++)
    {
      const char *form = forms[i % n_forms];

      g_string_append (mail, form);
      if (strchr (form, ';') != NULL)
        g_string_append_printf (mail, " boundary=b%u\n\n--b%u\n", i, i);
      else
        g_string_append (mail, "\n\n");
    }
  g_string_append (mail, "\nthe end\n");
  return guard (mail, &seen);
}

static void
test_depth (void)
{
  static const char *const forms[] = { "Content-Type: multipart/mixed;",
                                       "content-type : MULTIPART / mixed;\n\t",
                                       "Content-Type: message/rfc822",
                                       "Content-Type:\n message/global",
                                       "Content-Type: (c) multipart/x;\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_test_message ("%s", forms[i]);
      g_assert_cmpint (guard_depth (HATO_MIME_DEPTH_MAX, forms + i, 1), ==, HATO_MIME_LIMIT_NONE);
      g_assert_cmpint (guard_depth (HATO_MIME_DEPTH_MAX + 1, forms + i, 1), ==,
                       HATO_MIME_LIMIT_DEPTH);
    }
  g_assert_cmpint (guard_depth (HATO_MIME_DEPTH_MAX, forms, 4), ==, HATO_MIME_LIMIT_NONE);
  g_assert_cmpint (guard_depth (HATO_MIME_DEPTH_MAX + 1, forms, 4), ==, HATO_MIME_LIMIT_DEPTH);
}

/* Many multiparts one after another are not deep: the delimiter of the outer one ends them, closed or not. */
static void
test_beside (void)
{
  g_autoptr (GString) mail = g_string_new ("Content-Type: multipart/mixed; boundary=\"outer\"\n\n");
  gsize seen;

  for (guint i = 0; i < 100; i++)
    g_string_append (mail,
                     "--outer\nContent-Type: multipart/alternative; boundary=i\n\n--i\n\nx\n");
  g_assert_cmpint (guard (mail, &seen), ==, HATO_MIME_LIMIT_NONE);
}

/* What a parser may read in two ways ends what it is given. */
static void
test_ambiguous (void)
{
  static const char *const types[] = { "boundary*0=b",
                                       "boundary*=us-ascii''b",
                                       "boundary=a; boundary=b",
                                       "boundary=\"a\\b\"",
                                       "boundary=(c)b",
                                       "boundary (c)=b",
                                       "boundary=\"=?us-ascii?q?b?=\"",
                                       "boundary=\"\"",
                                       "boundary=\"b",
                                       "boundary=b\nContent-Type: multipart/mixed; boundary=c" };
  static const char *const clear[] = { "boundary=b", "boundary =\n \"boundary b\"",
                                       "type=\"x\"; boundary=\"----=_b?\"", "x=y" };
  gsize seen;

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GString) mail = g_string_new ("Content-Type: multipart/mixed; ");

      g_string_append_printf (mail, "%s\n\nx\n", types[i]);
      g_test_message ("%s", types[i]);
      g_assert_cmpint (guard (mail, &seen), ==, HATO_MIME_LIMIT_PARTS);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (clear); i++)
    {
      g_autoptr (GString) mail = g_string_new ("Content-Type: multipart/mixed; ");

      g_string_append_printf (mail, "%s\n\nx\n", clear[i]);
      g_test_message ("%s", clear[i]);
      g_assert_cmpint (guard (mail, &seen), ==, HATO_MIME_LIMIT_NONE);
    }
}

/* Address groups are read by recursion. */
static void
test_groups (void)
{
  static const char *const names[] = { "To", "cc", "Resent-From" };
  gsize seen;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GString) mail = g_string_new (names[i]);

      for (guint n = 0; n < 500; n++)
        g_string_append (mail, n == 250 ? ":\n a" : ":a");
      g_string_append (mail, "\n\n");
      g_assert_cmpint (guard (mail, &seen), ==, HATO_MIME_LIMIT_NONE);
      g_string_insert (mail, (gssize) strlen (names[i]), ":");
      g_assert_cmpint (guard (mail, &seen), ==, HATO_MIME_LIMIT_HEADERS);
    }
}

/* A multipart without a boundary has no parts; lines that look like delimiters are text. */
static void
test_without (void)
{
  g_autoptr (GString) mail = g_string_new ("Content-Type: multipart/mixed\n\n--\n--b\n\nx\n");
  gsize seen;

  g_assert_cmpint (guard (mail, &seen), ==, HATO_MIME_LIMIT_NONE);
}

/* Of what came back with a report the headers are enough; a mail in a mail is looked at as a whole. */
static void
test_returned (void)
{
#define BEFORE(type)                                                                               \
  "Content-Type: multipart/report; report-type=delivery-status; "                                  \
  "boundary=b\n\n--b\n\nx\n--b\nContent-Type: message/" type                                       \
  "\n\nAction: failed\n\nStatus: 5\n\n--b\nContent-Type: message/rfc822\n\nFrom: a@b\n\n"
  g_autoptr (GString) report = g_string_new (BEFORE ("delivery-status"));
  g_autoptr (GString) other = g_string_new (BEFORE ("x"));
  gsize seen, enough = report->len;

  g_string_append (report, "body\n--b--\n");
  g_string_append (other, "body\n--b--\n");
  g_assert_cmpint (guard (report, &seen), ==, HATO_MIME_LIMIT_NONE);
  g_assert_cmpuint (seen, ==, enough);
  g_assert_cmpint (guard (other, &seen), ==, HATO_MIME_LIMIT_NONE);
  g_assert_cmpuint (seen, ==, other->len);
}

static void
test_headers (void)
{
  g_autoptr (GString) mail = g_string_new ("Subject: ");
  gsize seen;

  while (mail->len < HATO_MIME_HEADERS_MAX - 2)
    g_string_append_c (mail, 'x');
  g_string_append (mail, "\n\n");
  g_assert_cmpint (guard (mail, &seen), ==, HATO_MIME_LIMIT_NONE);
  g_string_insert_c (mail, 9, 'x');
  g_assert_cmpint (guard (mail, &seen), ==, HATO_MIME_LIMIT_HEADERS);
  g_string_insert (mail, 0, "a: b\n");
  g_assert_cmpint (guard (mail, &seen), ==, HATO_MIME_LIMIT_HEADERS);
  g_assert_cmpuint (seen, ==, strlen ("a: b\n"));
}

static void
test_size (void)
{
  g_autoptr (GString) mail = g_string_sized_new (HATO_MIME_SIZE_MAX + 2);
  gsize seen;

  g_string_append (mail, "\n");
  memset (mail->str + 1, 'x', HATO_MIME_SIZE_MAX);
  mail->len = HATO_MIME_SIZE_MAX;
  g_assert_cmpint (guard (mail, &seen), ==, HATO_MIME_LIMIT_NONE);
  mail->len++;
  g_assert_cmpint (guard (mail, &seen), ==, HATO_MIME_LIMIT_SIZE);
  g_assert_cmpuint (seen, ==, HATO_MIME_SIZE_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mime-guard/parts", test_parts);
  g_test_add_func ("/mime-guard/depth", test_depth);
  g_test_add_func ("/mime-guard/beside", test_beside);
  g_test_add_func ("/mime-guard/ambiguous", test_ambiguous);
  g_test_add_func ("/mime-guard/groups", test_groups);
  g_test_add_func ("/mime-guard/without", test_without);
  g_test_add_func ("/mime-guard/returned", test_returned);
  g_test_add_func ("/mime-guard/headers", test_headers);
  g_test_add_func ("/mime-guard/size", test_size);
  return g_test_run ();
}
