/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "findings/finding.h"

G_BEGIN_DECLS

/* The whole tree of a record, as a sender meets it whom nothing matches. */
typedef struct
{
  HatoTree *tree; /* (owned) */
  guint lookups;
  guint void_lookups;
  GPtrArray *
      findings; /* (owned) (element-type HatoFinding): includes and redirects that lead nowhere, loops */
  GPtrArray *voids; /* (owned) (element-type HatoEvidence): look-ups that found nothing; borrowed */
  GPtrArray *sources; /* (owned) (element-type HatoEvidence): records that it leads to; borrowed */
} HatoSpfTree;

gboolean hato_spf_tree_walk (const char *domain, HatoAnswers *answers, HatoSpfTree *self);
void hato_spf_name_voids (HatoFinding *finding, const GPtrArray *voids);
void hato_spf_tree_clear (HatoSpfTree *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HatoSpfTree, hato_spf_tree_clear)

G_END_DECLS
