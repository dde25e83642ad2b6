/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/domain-name.h"
#include "dns/spf-eval.h"
#include "records/spf-macro.h"
#include "records/spf-record.h"

G_BEGIN_DECLS

#define HATO_SPF_NAME_SIZE (HATO_DOMAIN_NAME_MAX + 1)

/* One evaluation at work: what check_host () and the mechanisms that it tests share. On the stack of the evaluation. */
typedef struct
{
  const HatoSpfInput *input;
  HatoAnswers *answers;
  HatoSpfEvaluation *out;
  HatoSpfMacroInput macros;
  char validated[HATO_SPF_NAME_SIZE]; /* macro p, once it is known */
  guint look_ahead;
  gboolean
      pending; /* an answer was missing: from here on it is only seen what else will be needed */
} HatoSpfRun;

/* What one directive says. */
typedef enum
{
  HATO_SPF_NO_MATCH,
  HATO_SPF_MATCH,
  HATO_SPF_TEMPORARY_ERROR,
  HATO_SPF_PERMANENT_ERROR,
} HatoSpfMatch;

const HatoEvidence *hato_spf_run_look_up (HatoSpfRun *self, const char *name, guint16 type);
const char *hato_spf_run_make_name (HatoSpfRun *self,
                                    const HatoSpfDomainSpec *spec,
                                    const char *domain,
                                    GString *buffer);
void hato_spf_run_find_validated (HatoSpfRun *self, const char *domain);
HatoSpfMatch hato_spf_run_fail (HatoSpfRun *self, HatoSpfCause cause, const HatoEvidence *evidence);
HatoSpfMatch hato_spf_run_match (HatoSpfRun *self, const HatoSpfTerm *term, const char *name);

G_END_DECLS
