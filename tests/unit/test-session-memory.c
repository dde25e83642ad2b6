/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/session-memory.h"

#define REST (10 * G_USEC_PER_SEC) /* limits */

static HatoEvidence *
make (guint16 port, const char *failure)
{
  g_autoptr (HatoQuestion) question =
      hato_question_new_session ("a.test", "192.0.2.1", port, HATO_PROTOCOL_SMTP, 0);
  HatoEvidence *evidence = hato_evidence_new (question, "tcp");

  evidence->failure = failure;
  evidence->talk = hato_talk_new ();
  return evidence;
}

static gboolean
finds (HatoSessionMemory *memory, const HatoEvidence *evidence, gint64 now)
{
  g_autoptr (HatoEvidence) found = hato_session_memory_find (memory, evidence->question, now);

  g_assert_true (found == NULL || found == evidence);
  return found != NULL;
}

/* Both sides of the ten seconds; another question is another matter. */
static void
test_rest (void)
{
  g_autoptr (HatoSessionMemory) memory = hato_session_memory_new ();
  g_autoptr (HatoEvidence) evidence = make (25, NULL);
  g_autoptr (HatoEvidence) other = make (587, NULL);

  g_assert_false (finds (memory, evidence, 1));
  hato_session_memory_keep (memory, evidence, 1);
  g_assert_true (finds (memory, evidence, 1));
  g_assert_true (finds (memory, evidence, REST));
  g_assert_false (finds (memory, evidence, REST + 1));
  g_assert_false (finds (memory, other, 1));
}

/* The later answer counts; what is old is forgotten; what was broken off here says nothing. */
static void
test_keep (void)
{
  g_autoptr (HatoSessionMemory) memory = hato_session_memory_new ();
  g_autoptr (HatoEvidence) first = make (25, NULL);
  g_autoptr (HatoEvidence) later = make (25, NULL);
  g_autoptr (HatoEvidence) broken = make (587, "network");

  hato_session_memory_keep (memory, first, 1);
  hato_session_memory_keep (memory, broken, 2);
  g_assert_false (finds (memory, broken, 3));
  hato_session_memory_keep (memory, later, REST + 1);
  g_assert_true (finds (memory, later, REST + 2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-memory/rest", test_rest);
  g_test_add_func ("/session-memory/keep", test_keep);
  return g_test_run ();
}
