/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "findings/checkup.h"
#include "records/note.h"

G_BEGIN_DECLS

#define HATO_OPTIONAL_RECORD_PLACES_MAX 3

/* What a parser says of one text. */
typedef struct
{
  gboolean is_record;
  GArray *notes; /* (owned) (element-type HatoNote) */
} HatoOptionalReading;

/* A record that mail does without: MTA-STS, TLS-RPT, BIMI. Where there is none, nothing is wrong. */
typedef struct
{
  const char *area;  /* of its findings */
  const char *label; /* where it stands below the domain */
  const char *wrong_places
      [HATO_OPTIONAL_RECORD_PLACES_MAX]; /* where it is put by mistake; {d} = the domain */
  void (*read) (const HatoDnsRecord *record, HatoOptionalReading *reading);
} HatoOptionalRecord;

gboolean hato_optional_record_judge (const HatoOptionalRecord *kind,
                                     const HatoSubject *subject,
                                     HatoAnswers *answers,
                                     GPtrArray *findings);

G_END_DECLS
