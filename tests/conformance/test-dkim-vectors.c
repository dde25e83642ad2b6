/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mails that another implementation signed (make-dkim-vectors.py), whole and changed. */
#include "config.h"

#include <json-glib/json-glib.h>

#include "bounce/dkim-verify.h"
#include "fakes/zone-answers.h"

#define N_VECTORS 101u /* a reader that loses rows does not pass */

static void
verify (JsonObject *row, gint64 now, GArray *outcomes)
{
  gsize size;
  g_autofree guchar *bytes =
      g_base64_decode (json_object_get_string_member (row, "message"), &size);
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoMailSource) source = hato_mail_source_new (bytes, size, &error);
  g_autoptr (HatoDkimMail) mail = NULL;
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  g_autofree char *zone_text = json_to_string (json_object_get_member (row, "zone"), FALSE);
  g_auto (FakeZoneAnswers) zone = { NULL };

  g_assert_no_error (error);
  mail = hato_dkim_mail_new (source);
  fake_zone_answers_init (&zone, zone_text, NULL);
  while (!hato_dkim_verify (mail, now, answers, outcomes))
    g_assert_cmpuint (fake_zone_answers_bring (&zone, answers), >, 0);
}

static gboolean
is_right (JsonObject *row, const GArray *outcomes)
{
  HatoDkimResult result = hato_dkim_sum_up (outcomes);
  const char *reason =
      outcomes->len > 0 ? g_array_index (outcomes, HatoDkimOutcome, 0).reason : NULL;
  const char *wanted = json_object_get_string_member_with_default (row, "reason", NULL);

  /* Of several signatures the mail's result alone is compared. */
  return g_strcmp0 (hato_dkim_result_to_string (result),
                    json_object_get_string_member (row, "result"))
             == 0
         && (outcomes->len > 1 || g_strcmp0 (reason, wanted) == 0);
}

static void
test_vectors (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "conformance", "data", "dkim-vectors.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GArray) outcomes = g_array_new (FALSE, FALSE, sizeof (HatoDkimOutcome));
  g_autoptr (GError) error = NULL;
  JsonObject *root;
  JsonArray *vectors;
  guint n_right = 0;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));
  vectors = json_object_get_array_member (root, "vectors");
  for (guint i = 0; i < json_array_get_length (vectors); i++)
    {
      JsonObject *row = json_array_get_object_element (vectors, i);

      verify (row, json_object_get_int_member (root, "time"), outcomes);
      if (is_right (row, outcomes))
        n_right++;
      else
        g_test_message ("%s: %s, %s", json_object_get_string_member (row, "what"),
                        hato_dkim_result_to_string (hato_dkim_sum_up (outcomes)),
                        outcomes->len > 0 ? g_array_index (outcomes, HatoDkimOutcome, 0).reason
                                          : NULL);
    }
  g_test_message ("%u of %u right", n_right, json_array_get_length (vectors));
  g_assert_cmpuint (json_array_get_length (vectors), ==, N_VECTORS);
  g_assert_cmpuint (n_right, ==, N_VECTORS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dkim-vectors/all", test_vectors);
  return g_test_run ();
}
