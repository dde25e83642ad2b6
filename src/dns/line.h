/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "net/settings.h"

G_BEGIN_DECLS

#define HATO_CANARIES 2

/* How many questions hato_line_judge () may want. */
#define HATO_LINE_QUESTIONS 10

/* What is wrong with the line, as far as its answers tell. */
typedef struct
{
  const char *code;   /* (nullable): "dns.portal" and the like; NULL = the line can be believed */
  const char *reason; /* (nullable): why a row is unchecked then */
  const HatoEvidence *evidence; /* (nullable): what shows it */
  const HatoEvidence *second;   /* (nullable) */
} HatoLine;

void hato_line_make_canaries (const char *domain, gint64 started, char *canaries[HATO_CANARIES]);
gboolean hato_line_judge (const char *domain,
                          char *const canaries[HATO_CANARIES],
                          HatoNetworkState network,
                          HatoAnswers *answers,
                          HatoLine *line);

G_END_DECLS
