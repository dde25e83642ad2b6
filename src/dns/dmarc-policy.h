/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "records/dmarc-record.h"

G_BEGIN_DECLS

#define HATO_DMARC_WALK_MAX 8u /* RFC 9989 §4.10: names that one walk asks for */

typedef enum
{
  HATO_DMARC_RESULT_NONE,
  HATO_DMARC_RESULT_PASS,
  HATO_DMARC_RESULT_FAIL,
  HATO_DMARC_RESULT_PERMERROR,
  HATO_DMARC_RESULT_TEMPERROR,
} HatoDmarcResult;

/* What a receiver knows of a mail. All strings are borrowed and folded. */
typedef struct
{
  const char *author_domain;
  const char *spf_domain;          /* (nullable): the domain for which SPF passed */
  const char *const *dkim_domains; /* (nullable): d= of each signature that passed */
} HatoDmarcInput;

/* What comes of it (RFC 9989 §4.10). */
typedef struct
{
  HatoDmarcResult result;
  char *policy_domain;           /* (owned) (nullable): where the record stands that applies */
  char *organizational_domain;   /* (owned) */
  const HatoDmarcRecord *record; /* (nullable): lives as long as its evidence */
  const HatoEvidence *evidence;  /* (nullable): where it stands */
  HatoDmarcPolicy published;     /* p of the record */
  HatoDmarcPolicy effective;     /* after sp, np and t */
  const char *applied;           /* (nullable): static: p, sp, np */
  const char *failure;           /* (nullable): static: why the policy was not found out */
  const HatoEvidence *failed;    /* (nullable): the answer that is missing for it */
  gboolean spf_aligned;
  gboolean dkim_aligned;
  GPtrArray *tree_walk; /* (owned) (element-type utf8): names asked for the author domain */
} HatoDmarcEvaluation;

gboolean hato_dmarc_evaluate (const HatoDmarcInput *input,
                              HatoAnswers *answers,
                              HatoDmarcEvaluation *evaluation);
void hato_dmarc_evaluation_clear (HatoDmarcEvaluation *self);
const char *hato_dmarc_result_to_string (HatoDmarcResult result);
const HatoDmarcRecord *hato_dmarc_record_get (const HatoEvidence *evidence, guint *n_records);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HatoDmarcEvaluation, hato_dmarc_evaluation_clear)

G_END_DECLS
