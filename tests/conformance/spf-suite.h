/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "dns/spf-eval.h"
#include "net/zone.h"

G_BEGIN_DECLS

/* One mail of a suite, and what a receiver must make of it. */
typedef struct
{
  char *id;           /* (owned) */
  char *mail_from;    /* (owned) */
  char *helo;         /* (owned) */
  HatoSpfInput input; /* borrows the two */
  GStrv results;      /* (owned): any of these is right */
  char *
      explanation; /* (owned) (nullable): the sender's words; the suite's usual text = the receiver has its own */
} SpfSuiteTest;

/* The mails that share a zone. */
typedef struct
{
  char *description; /* (owned) */
  HatoZone *zone;    /* (owned) */
  GPtrArray *tests;  /* (owned) (element-type SpfSuiteTest) */
} SpfSuiteScenario;

GPtrArray *spf_suite_read (const char *path, GError **error);
HatoEvidence *spf_suite_answer (const SpfSuiteScenario *scenario, HatoQuestion *question);
void spf_suite_answer_wanted (const SpfSuiteScenario *scenario, HatoAnswers *answers);

G_END_DECLS
