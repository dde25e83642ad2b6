/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "advice/case.h"
#include "bounce/bounce.h"
#include "report/mask.h"

G_BEGIN_DECLS

typedef enum
{
  HATO_REDACTION_NONE,    /* the owner wants it as it is */
  HATO_REDACTION_PRIVATE, /* what is private is left out; the owner's own mail addresses stay */
  HATO_REDACTION_LETTER,  /* those are left out, too: nothing but the domain stays */
} HatoRedactionKind;

/* A case and what came back, as they may leave the computer. Boxed, immutable. */
typedef struct _HatoRedaction HatoRedaction;

struct _HatoRedaction
{
  HatoCase *shown;                 /* (owned) */
  HatoBounce *bounce;              /* (owned) (nullable) */
  guint masked[HATO_MASKED_KINDS]; /* how many places */
};

#define HATO_TYPE_REDACTION (hato_redaction_get_type ())
GType hato_redaction_get_type (void);

HatoRedaction *hato_redaction_new (HatoCase *shown, HatoBounce *bounce, HatoRedactionKind kind);
HatoRedaction *hato_redaction_ref (HatoRedaction *self);
void hato_redaction_unref (HatoRedaction *self);
guint hato_redaction_count (const HatoRedaction *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoRedaction, hato_redaction_unref)

G_END_DECLS
