/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "dns/misplaced.h"
#include "findings/checkup.h"
#include "records/note.h"

G_BEGIN_DECLS

/* What a parser says of one text. */
typedef struct
{
  gboolean is_record;
  GArray *notes; /* (owned) (element-type HatoNote) */
} HatoOptionalReading;

/* A record that mail does without: MTA-STS, TLS-RPT, BIMI. Where there is none, nothing is wrong. */
typedef struct
{
  const char *area;                   /* of its findings */
  const char *label;                  /* where it stands below the domain */
  const HatoMisplacedKind *misplaced; /* (nullable): where it is put by mistake */
  void (*read) (const HatoDnsRecord *record, HatoOptionalReading *reading);
} HatoOptionalRecord;

gboolean hato_optional_record_judge (const HatoOptionalRecord *kind,
                                     const HatoSubject *subject,
                                     HatoAnswers *answers,
                                     GPtrArray *findings);

G_END_DECLS
