/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of a run and its judges: net/settle.c over net/resolver.c, with answers in every order. */
#include "config.h"

#include "net/settle.h"

#include <string.h>

#include "base/error.h"
#include "fakes/resolver-shuffled.h"
#include "net/resolver-zone.h"

#define FAR (g_get_monotonic_time () + 30 * G_USEC_PER_SEC)

/* A judge that follows TXT records as a tree: each holds names to look up next, separated by blanks. */
typedef struct
{
  const char *root;
  GString *seen; /* (owned): what it made of it, in its own order */
} Walker;

static gboolean
walk (Walker *walker, HatoAnswers *answers, const char *name, guint depth)
{
  const HatoEvidence *evidence = hato_look_up (answers, name, HATO_DNS_TXT);
  gboolean complete = TRUE;

  if (evidence == NULL)
    return FALSE;

  g_string_append_printf (
      walker->seen, "%s=%d(%s) ", name, hato_evidence_get_outcome (evidence),
      hato_evidence_get_reason (evidence) != NULL ? hato_evidence_get_reason (evidence) : "");
  for (guint i = 0; i < evidence->records->len && depth < 20; i++)
    {
      g_auto (GStrv) names = g_strsplit (
          (const char *) ((const HatoDnsRecord *) g_ptr_array_index (evidence->records, i))->bytes,
          " ", -1);

      for (gsize j = 0; names[j] != NULL; j++)
        complete = walk (walker, answers, names[j], depth + 1) && complete;
    }
  return complete;
}

static gboolean
judge_walk (gpointer data, HatoAnswers *answers)
{
  Walker *walker = data;

  g_string_truncate (walker->seen, 0);
  return walk (walker, answers, walker->root, 0);
}

static HatoZone *
zone_from (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  HatoZone *zone = hato_zone_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return zone;
}

#define TXT(name, text)                                                                            \
  "\"" name "\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"" text "\"]}]}"

static const char tree_zone[] =
    "{" TXT ("root.test", "a.test b.test c.test") "," TXT ("a.test", "a1.test a2.test") "," TXT (
        "b.test",
        "b1.test") "," TXT ("c.test",
                            "gone.test") "," TXT ("a1.test",
                                                  "deep.test") "," TXT ("deep.test",
                                                                        "deeper.test") "}";

static char *
settle_once (HatoResolver *resolver, guint share, guint *waves, guint *n_evidence)
{
  Walker walker = { "root.test", g_string_new (NULL) };
  HatoJudge judge = { judge_walk, &walker, share };
  HatoSettlement settlement;
  g_autoptr (GError) error = NULL;

  g_assert_true (
      hato_resolver_settle (resolver, &judge, 1, FAR, NULL, NULL, NULL, &settlement, &error));
  g_assert_no_error (error);
  *waves = settlement.waves;
  *n_evidence = settlement.evidence->len;
  g_ptr_array_unref (settlement.evidence);
  return g_string_free (walker.seen, FALSE);
}

static void
test_any_order (void)
{
  g_autoptr (HatoZone) zone = zone_from (tree_zone);

  for (guint share = 1; share <= 12; share++)
    {
      g_autofree char *first = NULL;
      guint first_waves = 0, first_evidence = 0;

      for (guint32 seed = 0; seed < 30; seed++)
        {
          g_autoptr (HatoResolver) resolver = fake_resolver_shuffled_new (zone, seed, NULL);
          guint waves, n_evidence;
          g_autofree char *seen = settle_once (resolver, share, &waves, &n_evidence);

          if (first == NULL)
            {
              first = g_steal_pointer (&seen);
              first_waves = waves;
              first_evidence = n_evidence;
              continue;
            }
          g_assert_cmpstr (seen, ==, first);
          g_assert_cmpuint (waves, ==, first_waves);
          g_assert_cmpuint (n_evidence, ==, first_evidence);
        }
      if (share >= 10)
        {
          g_assert_cmpuint (first_waves, ==, 5);
          g_assert_null (strstr (first, "budget"));
        }
      else
        g_assert_nonnull (strstr (first, "budget"));
    }
}

/* A level that the share does not reach is cut in name order. */
static void
test_budget_cuts_by_name (void)
{
  g_autoptr (HatoZone) zone = zone_from (tree_zone);
  g_autoptr (HatoResolver) resolver = fake_resolver_shuffled_new (zone, 7, NULL);
  guint waves, n_evidence;
  g_autofree char *seen = settle_once (resolver, 3, &waves, &n_evidence);

  g_assert_nonnull (strstr (seen, "a.test=0()"));
  g_assert_nonnull (strstr (seen, "b.test=0()"));
  g_assert_nonnull (strstr (seen, "c.test=3(budget)"));
  g_assert_nonnull (strstr (seen, "a1.test=3(budget)"));
}

static void
test_asked_once (void)
{
  g_autoptr (HatoZone) zone = zone_from (tree_zone);
  g_autoptr (HatoResolver) resolver = fake_resolver_shuffled_new (zone, 1, NULL);
  guint waves, n_evidence;
  g_autofree char *first = settle_once (resolver, 50, &waves, &n_evidence);
  guint n_sent = fake_resolver_shuffled_get_sent (FAKE_RESOLVER_SHUFFLED (resolver));
  g_autofree char *second = settle_once (resolver, 50, &waves, &n_evidence);

  g_assert_cmpuint (n_sent, ==, 10);
  g_assert_cmpuint (fake_resolver_shuffled_get_sent (FAKE_RESOLVER_SHUFFLED (resolver)), ==,
                    n_sent);
  g_assert_cmpstr (first, ==, second);
}

static void
settled_cb (guint index, gpointer user_data)
{
  GString *order = user_data;

  g_string_append_printf (order, "%u", index);
}

/* One silent name holds up no other judge, and is a time-out in the end. */
static void
test_time_out (void)
{
  g_autoptr (HatoZone) zone = zone_from (tree_zone);
  g_autoptr (HatoResolver) resolver = fake_resolver_shuffled_new (zone, 3, "b1.test");
  Walker slow = { "root.test", g_string_new (NULL) }, quick = { "a.test", g_string_new (NULL) };
  HatoJudge judges[] = { { judge_walk, &slow, 50 }, { judge_walk, &quick, 50 } };
  g_autoptr (GString) order = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();

  g_assert_true (hato_resolver_settle (resolver, judges, 2, began + 300000, NULL, settled_cb, order,
                                       NULL, &error));
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 300000);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 600000);
  g_assert_cmpstr (order->str, ==, "10");
  g_assert_nonnull (strstr (slow.seen->str, "b1.test=3(timeout)"));
  g_assert_nonnull (strstr (slow.seen->str, "deep.test=0()"));
  g_string_free (slow.seen, TRUE);
  g_string_free (quick.seen, TRUE);
}

/* What has come when the time is over counts; only what it leads to has timed out. */
static void
test_mail_at_deadline (void)
{
  g_autoptr (HatoSettings) settings = hato_settings_new ();
  g_autoptr (HatoResolver) resolver = NULL;
  Walker walker = { "b.test", g_string_new (NULL) };
  HatoJudge judge = { judge_walk, &walker, 50 };
  g_autoptr (GError) error = NULL;

  settings->zone = zone_from (tree_zone);
  resolver = hato_resolver_zone_new (settings);
  g_assert_true (hato_resolver_settle (resolver, &judge, 1, g_get_monotonic_time () - 1, NULL, NULL,
                                       NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (walker.seen->str, ==, "b.test=0() b1.test=3(timeout) ");
  g_string_free (walker.seen, TRUE);
}

/* Wants more names than a run asks at all. */
static gboolean
judge_spendthrift (gpointer data, HatoAnswers *answers)
{
  gboolean complete = TRUE;

  for (guint i = 0; i < 700; i++)
    {
      g_autofree char *name = g_strdup_printf ("n%u.test", i);

      complete = hato_look_up (answers, name, HATO_DNS_TXT) != NULL && complete;
    }
  return complete;
}

/* What was cut, and what came too late, has the run's time like every other answer. */
static void
test_failure_time (void)
{
  const HatoClock clock = { .fixed = G_GINT64_CONSTANT (1795500000) * G_USEC_PER_SEC };
  Walker cut = { "root.test", g_string_new (NULL) }, late = { "b.test", g_string_new (NULL) };
  const struct
  {
    HatoJudge judge;
    const char *failure;
  } runs[] = { { { judge_walk, &cut, 3 }, "budget" },
               { { judge_spendthrift, NULL, 1000 }, "budget" },
               { { judge_walk, &late, 50 }, "timeout" } };

  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_autoptr (HatoSettings) settings = hato_settings_new ();
      g_autoptr (HatoResolver) resolver = NULL;
      g_autoptr (GError) error = NULL;
      HatoSettlement settlement;
      guint n_failed = 0;

      settings->zone = zone_from (tree_zone);
      settings->clock = clock;
      resolver = hato_resolver_zone_new (settings);
      hato_resolver_set_overlay (resolver, NULL, &clock);
      g_assert_true (hato_resolver_settle (resolver, &runs[i].judge, 1,
                                           i < 2 ? FAR : g_get_monotonic_time () - 1, NULL, NULL,
                                           NULL, &settlement, &error));
      g_assert_no_error (error);
      for (guint j = 0; j < settlement.evidence->len; j++)
        {
          const HatoEvidence *evidence = g_ptr_array_index (settlement.evidence, j);

          g_assert_cmpint (evidence->time, ==, clock.fixed);
          if (g_strcmp0 (hato_evidence_get_reason (evidence), runs[i].failure) == 0)
            n_failed++;
        }
      g_assert_cmpuint (n_failed, >, 0);
      g_ptr_array_unref (settlement.evidence);
    }
  g_string_free (cut.seen, TRUE);
  g_string_free (late.seen, TRUE);
}

/* One answer. */
typedef struct
{
  const char *name;
  HatoEvidence *evidence; /* (owned) */
} Single;

static gboolean
judge_single (gpointer data, HatoAnswers *answers)
{
  Single *single = data;
  const HatoEvidence *evidence = hato_look_up (answers, single->name, HATO_DNS_TXT);

  if (evidence == NULL)
    return FALSE;
  g_clear_pointer (&single->evidence, hato_evidence_unref);
  single->evidence = hato_evidence_ref ((HatoEvidence *) evidence);
  return TRUE;
}

static const struct
{
  const char *description;
  const char *name;
  HatoOutcome outcome;
  const char *text; /* of the record; NULL = there is none */
  guint n_aliases;
  guint32 ttl;
} overlay_rows[] = {
  { "not in the overlay", "real.test", HATO_OUTCOME_ANSWER, "\"real\"", 0, 300 },
  { "replaced", "changed.test", HATO_OUTCOME_ANSWER, "\"new\"", 0, 300 },
  { "taken away", "away.test", HATO_OUTCOME_NODATA, NULL, 0, 0 },
  { "an alias out of the overlay", "out.test", HATO_OUTCOME_ANSWER, "\"real\"", 1, 60 },
  { "another to the same end", "out2.test", HATO_OUTCOME_ANSWER, "\"real\"", 1, 300 },
  { "an alias out, and on by a real alias", "far.test", HATO_OUTCOME_ANSWER, "\"real\"", 2, 300 },
  { "an alias that stays in the overlay", "in.test", HATO_OUTCOME_ANSWER, "\"new\"", 1, 300 },
  { "an alias to what is taken away", "void.test", HATO_OUTCOME_NODATA, NULL, 1, 0 },
  { "an alias to nowhere", "lost.test", HATO_OUTCOME_NXDOMAIN, NULL, 1, 0 },
  { "an alias to what fails", "fails.test", HATO_OUTCOME_FAILED, NULL, 1, 0 },
};

/* An overlay replaces what it lists and lets everything else through, the end of an alias that it lists included. */
static void
test_overlay (void)
{
  g_autoptr (HatoSettings) settings = hato_settings_new ();
  g_autoptr (HatoResolver) resolver = NULL;
  g_autoptr (HatoZone) overlay = zone_from ("{" TXT (
      "changed.test",
      "new") ", \"away.test\": {\"records\": [{\"type\": \"TXT\", \"absent\": true}]},"
             "\"out.test\": {\"records\": [{\"type\": \"CNAME\", \"target\": \"real.test\", "
             "\"ttl\": 60}]},"
             "\"out2.test\": {\"records\": [{\"type\": \"CNAME\", \"target\": \"real.test\"}]},"
             "\"far.test\": {\"records\": [{\"type\": \"CNAME\", \"target\": \"alias.test\"}]},"
             "\"in.test\": {\"records\": [{\"type\": \"CNAME\", \"target\": \"changed.test\"}]},"
             "\"void.test\": {\"records\": [{\"type\": \"CNAME\", \"target\": \"away.test\"}]},"
             "\"lost.test\": {\"records\": [{\"type\": \"CNAME\", \"target\": \"gone.test\"}]},"
             "\"fails.test\": {\"records\": [{\"type\": \"CNAME\", \"target\": \"slow.test\"}]}}");
  Single singles[G_N_ELEMENTS (overlay_rows)];
  HatoJudge judges[G_N_ELEMENTS (overlay_rows)];
  g_autoptr (GError) error = NULL;

  settings->zone =
      zone_from ("{" TXT ("real.test", "real") "," TXT ("changed.test", "old") "," TXT (
          "away.test", "old") ", \"alias.test\": {\"records\": [{\"type\": \"CNAME\", \"target\": "
                              "\"real.test\"}]}, \"slow.test\": {\"timeout\": true}}");
  resolver = hato_resolver_zone_new (settings);
  hato_resolver_set_overlay (resolver, overlay, &settings->clock);
  for (gsize i = 0; i < G_N_ELEMENTS (overlay_rows); i++)
    {
      singles[i] = (Single){ overlay_rows[i].name, NULL };
      judges[i] = (HatoJudge){ judge_single, &singles[i], 5 };
    }
  g_assert_true (hato_resolver_settle (resolver, judges, G_N_ELEMENTS (judges), FAR, NULL, NULL,
                                       NULL, NULL, &error));
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (overlay_rows); i++)
    {
      g_autoptr (HatoEvidence) evidence = singles[i].evidence;

      g_test_message ("%s", overlay_rows[i].description);
      g_assert_cmpstr (evidence->question->name, ==, overlay_rows[i].name);
      g_assert_cmpint (hato_evidence_get_outcome (evidence), ==, overlay_rows[i].outcome);
      g_assert_cmpstr (
          evidence->records->len > 0
              ? ((const HatoDnsRecord *) g_ptr_array_index (evidence->records, 0))->text
              : NULL,
          ==, overlay_rows[i].text);
      g_assert_cmpuint (evidence->aliases->len, ==, overlay_rows[i].n_aliases);
      g_assert_cmpuint (evidence->ttl, ==, overlay_rows[i].ttl);
    }
}

static gpointer
cancel_thread (gpointer data)
{
  g_usleep (50000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (HatoZone) zone = zone_from (tree_zone);
  g_autoptr (HatoResolver) resolver = fake_resolver_shuffled_new (zone, 3, "b1.test");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Walker walker = { "root.test", g_string_new (NULL) };
  HatoJudge judge = { judge_walk, &walker, 50 };
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();
  GThread *thread = g_thread_new ("cancel", cancel_thread, cancellable);

  g_assert_false (
      hato_resolver_settle (resolver, &judge, 1, FAR, cancellable, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 250000);
  g_thread_join (thread);
  g_string_free (walker.seen, TRUE);
}

static gboolean
judge_stuck (gpointer data, HatoAnswers *answers)
{
  return FALSE;
}

/* Asks one question, and then neither settles nor asks for more. */
static gboolean
judge_stuck_later (gpointer data, HatoAnswers *answers)
{
  hato_look_up (answers, data, HATO_DNS_TXT);
  return FALSE;
}

/* Asks for more than its share, and is stuck after the cut. */
static gboolean
judge_stuck_with_share (gpointer data, HatoAnswers *answers)
{
  hato_look_up (answers, "a.test", HATO_DNS_TXT);
  hato_look_up (answers, "b.test", HATO_DNS_TXT);
  hato_look_up (answers, data, HATO_DNS_TXT);
  return FALSE;
}

/* Wants yet another name in every call: the share ends that, and then the depth. */
static gboolean
judge_endless (gpointer data, HatoAnswers *answers)
{
  guint *n_calls = data;
  g_autofree char *name = g_strdup_printf ("n%u.test", (*n_calls)++);

  hato_look_up (answers, name, HATO_DNS_TXT);
  return FALSE;
}

/* A judge alone that is stuck makes the run an error, and the deadline is not waited for. */
static void
test_stuck_judge (void)
{
  guint n_calls = 0;
  const HatoJudge judges[] = {
    { judge_stuck, NULL, 50 },
    { judge_stuck_later, (gpointer) "a.test", 50 },
    { judge_stuck_with_share, (gpointer) "c.test", 2 },
    { judge_endless, &n_calls, 5 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (judges); i++)
    {
      g_autoptr (HatoZone) zone = zone_from (tree_zone);
      g_autoptr (HatoResolver) resolver = fake_resolver_shuffled_new (zone, 3, NULL);
      g_autoptr (GError) error = NULL;
      gint64 began = g_get_monotonic_time ();

      g_test_message ("judge %" G_GSIZE_FORMAT, i);
      g_assert_false (hato_resolver_settle (resolver, &judges[i], 1, began + 5 * G_USEC_PER_SEC,
                                            NULL, NULL, NULL, NULL, &error));
      g_assert_error (error, HATO_ERROR, HATO_ERROR_INTERNAL);
      g_assert_cmpint (g_get_monotonic_time () - began, <, 2 * G_USEC_PER_SEC);
    }
}

/* A stuck judge costs the others nothing: they settle, the run is good, and it takes no longer. */
static void
test_stuck_judge_beside_others (void)
{
  for (guint32 seed = 0; seed < 10; seed++)
    {
      g_autoptr (HatoZone) zone = zone_from (tree_zone);
      g_autoptr (HatoResolver) resolver = fake_resolver_shuffled_new (zone, seed, NULL);
      Walker walker = { "root.test", g_string_new (NULL) };
      HatoJudge judges[] = { { judge_stuck_later, (gpointer) "a.test", 50 },
                             { judge_walk, &walker, 50 },
                             { judge_stuck_with_share, (gpointer) "c.test", 2 } };
      g_autoptr (GString) order = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      HatoSettlement settlement;
      gint64 began = g_get_monotonic_time ();

      g_assert_true (hato_resolver_settle (resolver, judges, G_N_ELEMENTS (judges),
                                           began + 5 * G_USEC_PER_SEC, NULL, settled_cb, order,
                                           &settlement, &error));
      g_assert_no_error (error);
      g_assert_cmpint (g_get_monotonic_time () - began, <, 2 * G_USEC_PER_SEC);
      g_assert_cmpstr (order->str, ==, "1");
      g_assert_nonnull (strstr (walker.seen->str, "deep.test=0()"));
      g_assert_cmpuint (settlement.waves, ==, 5);
      g_assert_cmpuint (settlement.evidence->len, ==, 11); /* ten names, and the one that was cut */
      g_ptr_array_unref (settlement.evidence);
      g_string_free (walker.seen, TRUE);
    }
}

/* Where an answer never comes the stuck judge is told from the one that waits. */
static void
test_stuck_judge_after_time_out (void)
{
  g_autoptr (HatoZone) zone = zone_from (tree_zone);
  g_autoptr (HatoResolver) resolver = fake_resolver_shuffled_new (zone, 3, "b1.test");
  Walker walker = { "b.test", g_string_new (NULL) };
  HatoJudge judges[] = { { judge_walk, &walker, 50 },
                         { judge_stuck_later, (gpointer) "b1.test", 50 } };
  g_autoptr (GString) order = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (hato_resolver_settle (resolver, judges, 2, g_get_monotonic_time () + 200000, NULL,
                                       settled_cb, order, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (order->str, ==, "0");
  g_assert_nonnull (strstr (walker.seen->str, "b1.test=3(timeout)"));
  g_string_free (walker.seen, TRUE);
}

/* A second look at a negative goes out as a question of its own; a file's answer counts as confirmed. */
static void
test_look_again (void)
{
  g_autoptr (HatoAnswers) answers = hato_answers_new ();
  g_autoptr (HatoQuestion) question = hato_question_new_dns ("Gone.Test.", HATO_DNS_TXT);
  g_autoptr (HatoQuestion) again_question =
      hato_question_new (HATO_QUESTION_DNS, "gone.test", HATO_DNS_TXT, NULL, HATO_QUESTION_AGAIN);
  g_autoptr (HatoEvidence) first = hato_evidence_new (question, "udp");
  g_autoptr (HatoEvidence) again = hato_evidence_new (again_question, "tcp");
  g_autoptr (HatoEvidence) file = hato_evidence_new (question, "zone");
  g_autoptr (GPtrArray) wanted = NULL;
  const HatoEvidence *second;

  first->rcode = HATO_RCODE_NXDOMAIN;
  hato_answers_add (answers, first);
  g_assert_true (hato_look_up (answers, "gone.test", HATO_DNS_TXT) == first);
  g_assert_cmpint (hato_look_again (answers, first, &second), ==, HATO_SURE_PENDING);
  wanted = hato_answers_take_wanted (answers);
  g_assert_cmpuint (wanted->len, ==, 1);
  g_assert_true (hato_question_equal (g_ptr_array_index (wanted, 0), again_question));
  hato_answers_add (answers, again);
  g_assert_cmpint (hato_look_again (answers, first, &second), ==, HATO_SURE_DIFFERENT);
  g_assert_true (second == again);
  g_assert_cmpint (hato_look_again (answers, file, &second), ==, HATO_SURE_CONFIRMED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/settle/any-order", test_any_order);
  g_test_add_func ("/settle/budget-cuts-by-name", test_budget_cuts_by_name);
  g_test_add_func ("/settle/asked-once", test_asked_once);
  g_test_add_func ("/settle/time-out", test_time_out);
  g_test_add_func ("/settle/mail-at-deadline", test_mail_at_deadline);
  g_test_add_func ("/settle/failure-time", test_failure_time);
  g_test_add_func ("/settle/overlay", test_overlay);
  g_test_add_func ("/settle/cancel", test_cancel);
  g_test_add_func ("/settle/stuck-judge", test_stuck_judge);
  g_test_add_func ("/settle/stuck-judge-beside-others", test_stuck_judge_beside_others);
  g_test_add_func ("/settle/stuck-judge-after-time-out", test_stuck_judge_after_time_out);
  g_test_add_func ("/settle/look-again", test_look_again);
  return g_test_run ();
}
