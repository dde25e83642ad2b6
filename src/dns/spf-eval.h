/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/address.h"
#include "base/answers.h"

G_BEGIN_DECLS

/* RFC 7208 §2.6 */
typedef enum
{
  HATO_SPF_NONE,
  HATO_SPF_NEUTRAL,
  HATO_SPF_PASS,
  HATO_SPF_FAIL,
  HATO_SPF_SOFTFAIL,
  HATO_SPF_TEMPERROR,
  HATO_SPF_PERMERROR,
} HatoSpfResult;

#define HATO_SPF_LOOKUPS_MAX      10u /* §4.6.4 */
#define HATO_SPF_VOID_LOOKUPS_MAX 2u

/* What a receiver knows of a mail. All strings are borrowed. */
typedef struct
{
  HatoAddress ip;
  const char *mail_from; /* "" = the null sender: postmaster at the HELO name (§2.4) */
  const char *helo;
  const char *receiver; /* for explanations */
  gint64 time;          /* for explanations: seconds since 1970 */
  gboolean trace;       /* keep the steps */
} HatoSpfInput;

typedef struct
{
  guint depth;         /* 0 = the domain's own record */
  char *domain;        /* (owned) */
  char *term;          /* (owned): as published; "" = the record as a whole */
  const char *outcome; /* static: match, no match, or a result's name */
} HatoSpfStep;

/* What comes of it. */
typedef struct
{
  HatoSpfResult result;
  char *mechanism;   /* (owned) (nullable): the term that decided, as published */
  char *explanation; /* (owned) (nullable): NULL = the usual text */
  guint lookups;
  guint void_lookups;
  const HatoEvidence *failed; /* (not owned) (nullable): the answer that a temperror rests on */
  const HatoEvidence *
      doubtful; /* (not owned) (nullable): an answer that failed on the way to any other result: it might be another */
  GPtrArray *
      negatives; /* (owned) (nullable) (element-type HatoEvidence): answers that nothing is there, borrowed */
  GPtrArray *trace; /* (owned) (nullable) (element-type HatoSpfStep) */
} HatoSpfEvaluation;

gboolean
hato_spf_evaluate (const HatoSpfInput *input, HatoAnswers *answers, HatoSpfEvaluation *evaluation);
void hato_spf_evaluation_clear (HatoSpfEvaluation *self);
const char *hato_spf_result_to_string (HatoSpfResult result);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HatoSpfEvaluation, hato_spf_evaluation_clear)

G_END_DECLS
