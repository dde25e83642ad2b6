/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mails that came back, read; against what others say of them. usage: test-bounces MANIFEST. The files lie beside it. */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "bounce/bounce-check.h"

/* What is right of how many. */
typedef struct
{
  const char *name;
  double wanted; /* per cent */
  guint n;
  guint right;
} Score;

enum
{
  KIND,
  RECIPIENTS,
  STATUS,
  REPLY_CODE,
  REMOTE_MTA,
  CAUSE,
  N_SCORES,
};

static Score scores[N_SCORES] = {
  [KIND] = { "kind", 95, 0, 0 },
  [RECIPIENTS] = { "recipients", 97, 0, 0 },
  [STATUS] = { "status", 98, 0, 0 },
  [REPLY_CODE] = { "reply code", 98, 0, 0 },
  [REMOTE_MTA] = { "remote MTA", 98, 0, 0 },
  [CAUSE] = { "cause", 88, 0, 0 },
};

static void
mark (guint score, gboolean is_right, const char *file)
{
  scores[score].n++;
  scores[score].right += is_right ? 1 : 0;
  if (!is_right)
    g_test_message ("%s: %s", scores[score].name, file);
}

static gboolean
has_text (JsonArray *texts, const char *text)
{
  for (guint i = 0; text != NULL && i < json_array_get_length (texts); i++)
    if (g_ascii_strcasecmp (json_array_get_string_element (texts, i), text) == 0)
      return TRUE;
  return FALSE;
}

static JsonArray *
get_array (JsonObject *row, const char *name)
{
  return json_object_has_member (row, name) ? json_object_get_array_member (row, name) : NULL;
}

/* Each recipient once, in any of its spellings, and no other. */
static gboolean
has_recipients (JsonArray *wanted, const GPtrArray *got)
{
  for (guint i = 0; i < json_array_get_length (wanted); i++)
    {
      gboolean found = FALSE;

      for (guint n = 0; n < got->len; n++)
        found |= has_text (json_array_get_array_element (wanted, i), g_ptr_array_index (got, n));
      if (!found)
        return FALSE;
    }
  for (guint n = 0; n < got->len; n++)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < json_array_get_length (wanted); i++)
        found |= has_text (json_array_get_array_element (wanted, i), g_ptr_array_index (got, n));
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static void
check_row (JsonObject *row, const HatoBounce *bounce)
{
  const char *file = json_object_get_string_member (row, "file");
  HatoBounceKind kind;
  JsonArray *wanted;

  if (hato_bounce_kind_from_string (json_object_get_string_member (row, "kind"), &kind))
    mark (KIND, bounce->kind == kind, file);
  if ((wanted = get_array (row, "recipients")) != NULL)
    mark (RECIPIENTS, has_recipients (wanted, bounce->recipients), file);
  if ((wanted = get_array (row, "status")) != NULL)
    mark (STATUS, has_text (wanted, bounce->status), file);
  if ((wanted = get_array (row, "replycode")) != NULL)
    mark (REPLY_CODE, has_text (wanted, bounce->reply_code), file);
  if ((wanted = get_array (row, "remote_mta")) != NULL)
    mark (REMOTE_MTA, has_text (wanted, bounce->remote_mta), file);
  if ((wanted = get_array (row, "causes")) != NULL)
    mark (CAUSE, has_text (wanted, hato_cause_to_string (bounce->cause)), file);
}

static void
read_row (const char *line,
          const char *folder,
          const HatoBounceRuleList *rules,
          HatoMailFrameList *frames)
{
  g_autoptr (JsonNode) node = json_from_string (line, NULL);
  JsonObject *row = json_node_get_object (node);
  g_autofree char *path =
      g_build_filename (folder, json_object_get_string_member (row, "file"), NULL);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (HatoBounce) bounce = NULL;

  g_assert_nonnull (file);
  bytes = g_mapped_file_get_bytes (file);
  bounce = hato_bounce_check_read (bytes, rules, frames);
  check_row (row, bounce);
}

static void
test_manifest (gconstpointer data)
{
  const char *manifest = data;
  g_autofree char *folder = g_path_get_dirname (manifest);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoBounceRuleList) rules = hato_bounce_rule_list_new (&error);
  g_autoptr (HatoMailFrameList) frames = hato_mail_frame_list_new (&error);

  g_file_get_contents (manifest, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      read_row (lines[i], folder, rules, frames);
  for (gsize i = 0; i < G_N_ELEMENTS (scores); i++)
    {
      double got = 100.0 * scores[i].right / MAX (scores[i].n, 1);

      g_test_message ("%s: %u of %u, %.1f %%, wanted %.1f", scores[i].name, scores[i].right,
                      scores[i].n, got, scores[i].wanted);
      g_assert_cmpfloat (got, >=, scores[i].wanted);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  g_test_add_data_func ("/bounces/manifest", argv[1], test_manifest);
  return g_test_run ();
}
