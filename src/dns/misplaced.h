/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "findings/finding.h"

G_BEGIN_DECLS

/* A name under which a record is put by mistake, and the code that names the mistake. */
typedef struct
{
  const char *form; /* {d} = the domain, {s} = the selector */
  const char *code;
} HatoMisplacedPlace;

/* A kind of record. */
typedef struct
{
  const HatoMisplacedPlace *
      places; /* (array length=n_places): the first that holds one counts; the last one's code is that of a wildcard, too */
  guint n_places;
  const HatoDnsRecord *(*find) (
      const HatoEvidence *evidence); /* (nullable): a record of the kind */
} HatoMisplacedKind;

/* What was found elsewhere. */
typedef struct
{
  const char *code;            /* (nullable): of the place; NULL = it is nowhere near */
  char *name;                  /* (owned) (nullable): where it stands; "*.…" = at every name */
  const HatoEvidence *there;   /* (nullable) */
  const HatoDnsRecord *record; /* (nullable): as it stands there */
  const HatoEvidence *second;  /* (nullable): the second look at its own place */
} HatoMisplaced;

gboolean hato_misplaced_look_up (const HatoMisplacedKind *kind,
                                 const char *domain,
                                 const char *selector,
                                 HatoAnswers *answers);
HatoSure hato_misplaced_find (const HatoMisplacedKind *kind,
                              const char *domain,
                              const char *selector,
                              const HatoEvidence *here,
                              HatoAnswers *answers,
                              HatoMisplaced *found);
void hato_misplaced_tell (const HatoMisplaced *self, HatoFinding *finding);
void hato_misplaced_clear (HatoMisplaced *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HatoMisplaced, hato_misplaced_clear)

G_END_DECLS
