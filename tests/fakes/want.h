/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/settle.h"

G_BEGIN_DECLS

/* A judge that wants one answer, and keeps it. */
typedef struct
{
  HatoQuestion *question; /* (owned) */
  HatoEvidence *evidence; /* (owned) (nullable) */
} Want;

gboolean want_judge (gpointer want, HatoAnswers *answers);
void want_settle (Want *wants, guint n, HatoResolver *resolver);

G_END_DECLS
