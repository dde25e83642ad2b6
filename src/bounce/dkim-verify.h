/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "bounce/dkim-mail.h"

G_BEGIN_DECLS

/* What a receiver writes of a signature (RFC 8601 §2.7.1). */
typedef enum
{
  HATO_DKIM_NONE,
  HATO_DKIM_PASS,
  HATO_DKIM_FAIL,
  HATO_DKIM_PERMERROR,
  HATO_DKIM_TEMPERROR,
} HatoDkimResult;

/* How one signature fared. */
typedef struct
{
  HatoDkimResult result;
  const char *
      reason; /* (nullable): static: body_hash signature key_missing key_revoked key_bad expired malformed
                         algorithm; of a temporary error why there is no answer */
  const HatoEvidence *key; /* (nullable): the answer that holds the key */
} HatoDkimOutcome;

gboolean
hato_dkim_verify (const HatoDkimMail *mail, gint64 now, HatoAnswers *answers, GArray *outcomes);
HatoDkimResult hato_dkim_sum_up (const GArray *outcomes);
const char *hato_dkim_result_to_string (HatoDkimResult result);

G_END_DECLS
