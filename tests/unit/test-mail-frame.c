/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/mail-frame.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/folded-text.h"
#include "bounce/refusal.h"

#define RESOURCE "/io/github/hatobin/Hatobin/catalogue/mail-frames.json"

static const char *const members[] = { "id",     "role", "text",     "stage",
                                       "source", "date", "fixtures", NULL };

static void
check_members (JsonObject *entry)
{
  g_autoptr (GList) names = json_object_get_members (entry);

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_test_message ("member %s", (const char *) l->data);
      g_assert_true (g_strv_contains (members, l->data));
    }
  g_assert_cmpuint (strlen (json_object_get_string_member (entry, "source")), >, 8);
  g_assert_true (g_str_has_prefix (json_object_get_string_member (entry, "date"), "20"));
}

static void
check_stage (JsonObject *entry, HatoFrameRole role)
{
  const char *name = json_object_get_string_member_with_default (entry, "stage", NULL);
  gboolean known = FALSE;

  for (guint stage = HATO_STAGE_CONNECT; stage <= HATO_STAGE_QUIT; stage++)
    known |= g_strcmp0 (hato_stage_to_string ((HatoStage) stage), name) == 0;
  g_assert_cmpint (role == HATO_FRAME_STAGE, ==, known);
}

/* Each frame is found in its own fixtures. */
static void
check_fixtures (HatoMailFrameList *list, JsonObject *entry)
{
  JsonArray *fixtures = json_object_get_array_member (entry, "fixtures");

  g_assert_cmpuint (json_array_get_length (fixtures), >, 0);
  for (guint i = 0; i < json_array_get_length (fixtures); i++)
    {
      const char *text = json_array_get_string_element (fixtures, i);
      g_autoptr (HatoFoldedText) folded = hato_folded_text_new (text, strlen (text));
      g_autoptr (GArray) matches = hato_mail_frame_list_find (list, folded->text, folded->size);
      gboolean found = FALSE;

      g_test_message ("%s", text);
      for (guint j = 0; j < matches->len; j++)
        found |= g_strcmp0 (g_array_index (matches, HatoFrameMatch, j).frame->id,
                            json_object_get_string_member (entry, "id"))
                 == 0;
      g_assert_true (found);
    }
}

/* The file: nothing unknown, nothing twice, each frame found in its fixtures. */
static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoMailFrameList) list = hato_mail_frame_list_new (&error);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *entries;

  g_assert_no_error (error);
  g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                             (gssize) g_bytes_get_size (bytes), NULL));
  entries =
      json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "frames");
  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      JsonArray *phrases = json_object_get_array_member (entry, "text");
      HatoFrameRole role;

      check_members (entry);
      g_assert_true (
          hato_frame_role_from_string (json_object_get_string_member (entry, "role"), &role));
      check_stage (entry, role);
      check_fixtures (list, entry);
      g_assert_true (
          g_hash_table_add (seen, g_strdup (json_object_get_string_member (entry, "id"))));
      for (guint j = 0; j < json_array_get_length (phrases); j++)
        {
          const char *phrase = json_array_get_string_element (phrases, j);
          g_autoptr (HatoFoldedText) folded = hato_folded_text_new (phrase, strlen (phrase));

          g_test_message ("\"%s\"", phrase);
          g_assert_cmpstr (phrase, ==, folded->text);
          g_assert_true (g_hash_table_add (seen, g_strdup_printf ("%u %s", role, phrase)));
        }
    }
}

static void
test_role (void)
{
  HatoFrameRole role = HATO_FRAME_DELAY;

  g_assert_false (hato_frame_role_from_string ("none", &role));
  g_assert_false (hato_frame_role_from_string (NULL, &role));
  g_assert_cmpint (role, ==, HATO_FRAME_DELAY);
  g_assert_true (hato_frame_role_from_string ("answer", &role));
  g_assert_cmpint (role, ==, HATO_FRAME_ANSWER);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-frame/file", test_file);
  g_test_add_func ("/mail-frame/role", test_role);
  return g_test_run ();
}
