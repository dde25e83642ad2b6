/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/receiver.h"

#include <string.h>

#include "advice/receiver-asks.h"

/* Each entry with a source and its day, every point with words. */
static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoReceiverList) list = hato_receiver_list_new (&error);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");
  const HatoReceiver *receiver;
  guint n = 0;

  g_assert_no_error (error);
  for (; (receiver = hato_receiver_list_get (list, n)) != NULL; n++)
    {
      const GStrv asked[] = { receiver->asks, receiver->asks_of_many };
      g_autofree char *text = hato_receiver_dup_asks (receiver, english);
      g_autoptr (GDateTime) day = NULL;
      g_autofree char *time = g_strconcat (receiver->date, "T00:00:00Z", NULL);

      g_test_message ("%s: %s", receiver->id, text);
      day = g_date_time_new_from_iso8601 (time, NULL);
      g_assert_nonnull (day);
      g_assert_true (g_hash_table_add (ids, receiver->id));
      g_assert_cmpuint (strlen (receiver->source), >, 5);
      g_assert_nonnull (strstr (text, receiver->source));
      g_assert_nonnull (strstr (text, receiver->date));
      for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
        for (guint j = 0; asked[i][j] != NULL; j++)
          g_assert_true (hato_receiver_point_is_known (asked[i][j]));
    }
  g_assert_cmpuint (n, >=, 7);
}

static void
test_find (void)
{
  g_autoptr (HatoReceiverList) list = hato_receiver_list_new (NULL);
  g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");
  const HatoReceiver *gmail = hato_receiver_list_find (list, "gmail");
  g_autofree char *text = hato_receiver_dup_asks (gmail, english);

  g_assert_true (g_str_has_prefix (text, "SPF or DKIM, a name for the sending server (PTR), "));
  g_assert_null (hato_receiver_list_find (list, "nobody"));
  g_assert_null (hato_receiver_list_find (list, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/receiver/file", test_file);
  g_test_add_func ("/receiver/find", test_find);
  return g_test_run ();
}
