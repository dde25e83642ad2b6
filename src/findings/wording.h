/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/translation.h"
#include "findings/finding.h"

G_BEGIN_DECLS

/* What a finding is about its own fault: what is broken stands before what is missing, habits last. */
typedef enum
{
  HATO_SORT_BROKEN,
  HATO_SORT_MISSING,
  HATO_SORT_HABIT,
} HatoSort;

/* The texts of one finding code. Texts are English; "{name}" stands for the argument of that name, "{subject}" for
 * the subject. They are the only prose about findings. */
typedef struct
{
  const char *code;
  HatoLevel level; /* the usual one, for a domain that sends mail */
  HatoAffects affects;
  HatoSort sort;
  const char *state;     /* at the end of the row, a few words: "not set up yet" */
  const char *meaning;   /* What is this? */
  const char *action;    /* What to do */
  const char *details;   /* For your IT contact */
  const char *reference; /* "RFC 7208 §4.5" (nullable) */
} HatoWording;

/* One area's table (wording-AREA.c). */
typedef struct
{
  const char *area;  /* the part of a code before the dot, and the item's id */
  const char *title; /* the row's name: "SPF, the list of servers that may send for you" */
  const HatoWording *wordings;
  gsize n_wordings;
} HatoWordingTable;

const HatoWordingTable *const *hato_wording_get_tables (gsize *n_tables);
const HatoWording *hato_wording_find (const char *code);
const char *hato_wording_get_reason (const char *reason);
const char *hato_wording_get_title (const char *item);
char *hato_wording_dup_title (const HatoTranslation *translation, const char *item);
char *hato_wording_expand (const HatoTranslation *translation,
                           const char *text,
                           const HatoFinding *finding);

G_END_DECLS
