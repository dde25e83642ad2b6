/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "net/zone.h"

G_BEGIN_DECLS

/* Answers a judge's questions from zone files, without a resolver. */
typedef struct
{
  HatoZone *zone; /* (owned) */
  HatoZone
      *again; /* (owned) (nullable): answers to second looks; NULL = answers count as confirmed */
} FakeZoneAnswers;

HatoZone *fake_zone_new (const char *json);
void fake_zone_answers_init (FakeZoneAnswers *self, const char *zone, const char *again);
void fake_zone_answers_clear (FakeZoneAnswers *self);
guint fake_zone_answers_bring (const FakeZoneAnswers *self, HatoAnswers *answers);
guint fake_zone_answers_bring_one (const FakeZoneAnswers *self, HatoAnswers *answers, GRand *lots);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FakeZoneAnswers, fake_zone_answers_clear)

G_END_DECLS
