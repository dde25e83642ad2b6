/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPF evaluations a second on one core, over the published suite, from answers in memory. */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "dns/spf-eval.h"
#include "net/zone.h"

#define WANTED_PER_SECOND 500000.0
#define SECONDS           2.0
#define TRIES             5u /* the best of them: other programs only make it slower */
#define ROUNDS_MAX        64u

/* One mail of the suite, and the answers for it. */
typedef struct
{
  HatoSpfInput input;
  HatoAnswers *answers; /* (owned) */
} Mail;

static void
mail_clear (gpointer data)
{
  Mail *mail = data;

  hato_answers_free (mail->answers);
}

/* Brings all the answers that the evaluation needs. */
static void
fill (HatoZone *zone, const Mail *mail)
{
  const HatoClock clock = { 0 };

  for (guint round = 0; round < ROUNDS_MAX; round++)
    {
      g_auto (HatoSpfEvaluation) evaluation = { 0 };
      g_autoptr (GPtrArray) wanted = NULL;

      if (hato_spf_evaluate (&mail->input, mail->answers, &evaluation))
        return;

      wanted = hato_answers_take_wanted (mail->answers);
      for (guint i = 0; i < wanted->len; i++)
        {
          g_autoptr (HatoEvidence) answer =
              hato_zone_answer (zone, g_ptr_array_index (wanted, i), &clock);

          hato_answers_add (mail->answers, answer);
        }
    }
}

static void
add_scenario (GArray *mails, JsonObject *scenario)
{
  g_autofree char *json = json_to_string (json_object_get_member (scenario, "zonedata"), FALSE);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoZone) zone = hato_zone_new_from_bytes (bytes, &error);
  JsonArray *tests = json_object_get_array_member (scenario, "tests");

  g_assert_no_error (error);
  for (guint i = 0; i < json_array_get_length (tests); i++)
    {
      JsonObject *test = json_array_get_object_element (tests, i);
      Mail mail = { .answers = hato_answers_new () };

      g_assert_true (
          hato_address_parse (json_object_get_string_member (test, "host"), &mail.input.ip));
      mail.input.mail_from = json_object_get_string_member_with_default (test, "mailfrom", "");
      mail.input.helo = json_object_get_string_member_with_default (test, "helo", "");
      fill (zone, &mail);
      g_array_append_val (mails, mail);
    }
}

/* Evaluations a second. */
static double
measure (const GArray *mails)
{
  gint64 start = g_get_monotonic_time (), now = start;
  guint64 n = 0;

  for (; (double) (now - start) < SECONDS / TRIES * G_USEC_PER_SEC; now = g_get_monotonic_time ())
    for (guint i = 0; i < mails->len; i++, n++)
      {
        const Mail *mail = &g_array_index (mails, Mail, i);
        g_auto (HatoSpfEvaluation) evaluation = { 0 };

        g_assert_true (hato_spf_evaluate (&mail->input, mail->answers, &evaluation));
      }
  return (double) n * G_USEC_PER_SEC / (double) (now - start);
}

int
main (int argc, char **argv)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) mails = g_array_new (FALSE, FALSE, sizeof (Mail));
  JsonArray *scenarios;
  double best = 0;

  g_array_set_clear_func (mails, mail_clear);
  if (argc != 2 || !json_parser_load_from_file (parser, argv[1], &error))
    {
      g_printerr ("usage: %s SUITE%s%s\n", argv[0], error != NULL ? ": " : "",
                  error != NULL ? error->message : "");
      return 2;
    }

  scenarios = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                            "scenarios");
  for (guint i = 0; i < json_array_get_length (scenarios); i++)
    add_scenario (mails, json_array_get_object_element (scenarios, i));
  for (guint i = 0; i < TRIES; i++)
    best = MAX (best, measure (mails));

  g_print ("SPF: %.0f evaluations a second, one core, over %u mails; wanted %.0f\n", best,
           mails->len, WANTED_PER_SECOND);
#ifdef HATO_SANITIZED
  return 0;
#else
  return best >= WANTED_PER_SECOND ? 0 : 1;
#endif
}
