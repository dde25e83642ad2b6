/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bounce/decision.h"
#include "bounce/refusal.h"
#include "catalogue/bounce-rule.h"
#include "catalogue/mail-frame.h"

G_BEGIN_DECLS

/* What a report says to people, read: in a mail program's window, or in the part of a mail that is for people.
 * Boxed, counted, immutable. */
typedef struct _HatoHumanText HatoHumanText;

struct _HatoHumanText
{
  HatoBounceKind kind;
  gboolean is_japanese;
  GPtrArray *refusals;   /* (owned) (element-type HatoRefusal): one a recipient; one without address
                           where none is named; none where nothing was refused */
  GPtrArray *decisions;  /* (owned) (element-type HatoDecision): of each of these */
  gboolean is_challenge; /* no bounce: the recipient's program asks the sender to prove himself */
  char *reporting_mta;   /* (owned) (nullable): the server that tells of it */
  char *returned; /* (owned) (nullable): the text of the message that came back, as it was pasted */
};

#define HATO_TYPE_HUMAN_TEXT (hato_human_text_get_type ())
GType hato_human_text_get_type (void);

HatoHumanText *hato_human_text_read (const char *text,
                                     gsize size,
                                     const HatoBounceRuleList *rules,
                                     HatoMailFrameList *frames);
HatoHumanText *hato_human_text_ref (HatoHumanText *self);
void hato_human_text_unref (HatoHumanText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoHumanText, hato_human_text_unref)

G_END_DECLS
