/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "zone-answers.h"

#include <string.h>

/** fake_zone_new: (transfer full): the zone file @json */
HatoZone *
fake_zone_new (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  HatoZone *zone = hato_zone_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return zone;
}

/**
 * fake_zone_answers_init:
 * @zone: a zone file
 * @again: (nullable): the zone file that answers second looks; the answers then come as if over the network
 */
void
fake_zone_answers_init (FakeZoneAnswers *self, const char *zone, const char *again)
{
  self->zone = fake_zone_new (zone);
  self->again = again != NULL ? fake_zone_new (again) : NULL;
}

void
fake_zone_answers_clear (FakeZoneAnswers *self)
{
  g_clear_pointer (&self->zone, hato_zone_unref);
  g_clear_pointer (&self->again, hato_zone_unref);
}

static void
answer (const FakeZoneAnswers *self, HatoAnswers *answers, HatoQuestion *question)
{
  gboolean second = (question->flags & HATO_QUESTION_AGAIN) != 0;
  g_autoptr (HatoEvidence) evidence =
      hato_zone_answer (second && self->again != NULL ? self->again : self->zone, question, NULL);

  if (self->again != NULL)
    evidence->transport = "udp";
  hato_answers_add (answers, evidence);
}

/** fake_zone_answers_bring: answers all that is wanted; how many questions that were. */
guint
fake_zone_answers_bring (const FakeZoneAnswers *self, HatoAnswers *answers)
{
  g_autoptr (GPtrArray) wanted = hato_answers_take_wanted (answers);

  for (guint i = 0; i < wanted->len; i++)
    answer (self, answers, g_ptr_array_index (wanted, i));
  return wanted->len;
}

/** fake_zone_answers_bring_one: answers one of the questions that are wanted, drawn by lot; how many were wanted. */
guint
fake_zone_answers_bring_one (const FakeZoneAnswers *self, HatoAnswers *answers, GRand *lots)
{
  g_autoptr (GPtrArray) wanted = hato_answers_take_wanted (answers);

  if (wanted->len > 0)
    answer (self, answers,
            g_ptr_array_index (wanted, (guint) g_rand_int_range (lots, 0, (gint32) wanted->len)));
  return wanted->len;
}
