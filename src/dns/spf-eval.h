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

/* Why a permanent error is one. */
typedef enum
{
  HATO_SPF_CAUSE_NONE,
  HATO_SPF_CAUSE_LOOKUPS,   /* §4.6.4: too many terms that ask */
  HATO_SPF_CAUSE_VOIDS,     /* §4.6.4: too many answers that nothing is there */
  HATO_SPF_CAUSE_HOSTS,     /* §4.6.4: an MX of too many hosts */
  HATO_SPF_CAUSE_NO_RECORD, /* §5.2, §6.1: what an include or a redirect leads to is not there */
  HATO_SPF_CAUSE_BROKEN,    /* §4.5, §4.6: it breaks the grammar, or there are several */
} HatoSpfCause;

#define HATO_SPF_LOOKUPS_MAX      10u /* §4.6.4 */
#define HATO_SPF_VOID_LOOKUPS_MAX 2u
#define HATO_SPF_HOSTS_MAX        10u /* names of an MX or PTR answer */

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
  HatoSpfCause cause;
  const HatoEvidence
      *cause_evidence; /* (not owned) (nullable): what the permanent error rests on */
  char *cause_term;    /* (owned) (nullable): the term at which it came up, as published */
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
