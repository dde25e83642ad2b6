/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "advice/who.h"
#include "findings/finding.h"

G_BEGIN_DECLS

/* The headline of a case: one cause, one thing to do. Texts are English, with places as in findings/wording.h. */
typedef struct
{
  const char *cause; /* a finding code, or an area; NULL = by level */
  const char *headline;
  const char *action;
  HatoWho who; /* who has to act */
} HatoVerdictWording;

const HatoVerdictWording *
hato_verdict_wording_find (HatoLevel level, gboolean complete, const HatoFinding *leading);

G_END_DECLS
