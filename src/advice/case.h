/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "advice/wording-verdict.h"
#include "base/translation.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

typedef enum
{
  HATO_CONFIDENCE_SURE,
  HATO_CONFIDENCE_LIKELY,
  HATO_CONFIDENCE_UNKNOWN,
} HatoConfidence;

/* One trouble: the checkups that belong to it, joined, and the one sentence that they carry. Boxed, immutable. */
typedef struct _HatoCase HatoCase;

struct _HatoCase
{
  HatoCheckup *checkup; /* (owned): the joined one */
  HatoLevel level;
  const char *cause;    /* (nullable): interned: the code of the leading problem, or bounce.CAUSE */
  HatoFinding *leading; /* (owned) (nullable): what has to be mended, or what came back */
  HatoFinding *bounce;  /* (owned) (nullable): what came back */
  gboolean told_by_bounce; /* the headline speaks of @bounce, not of @leading */
  HatoConfidence confidence;
  HatoVerdictWording wording; /* who has to act, and the sentences */
};

#define HATO_TYPE_CASE (hato_case_get_type ())
GType hato_case_get_type (void);

HatoCase *hato_case_join (HatoCheckup *domain, HatoCheckup *tls, HatoCheckup *bounce);
HatoCase *hato_case_new_rewritten (const HatoCase *self,
                                   HatoCheckup *checkup,
                                   HatoFinding *leading,
                                   HatoFinding *bounce);
HatoCase *hato_case_ref (HatoCase *self);
void hato_case_unref (HatoCase *self);
gboolean hato_case_stands_without_doors (const HatoCase *self);
char *hato_case_dup_headline (const HatoCase *self, const HatoTranslation *translation);
char *hato_case_dup_action (const HatoCase *self, const HatoTranslation *translation);
const char *hato_confidence_to_string (HatoConfidence confidence);
const char *hato_who_to_string (HatoWho who);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoCase, hato_case_unref)

G_END_DECLS
