/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/runner.h"
#include "bounce/bounce-check.h"
#include "bounce/bounce-finding.h"
#include "bounce/mail-source.h"
#include "bounce/mime-guard.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

#define HATO_PASTE_MAILS_MAX 200u /* of one file; a person reads no more */

/* One mail of what a person pasted or opened, read. */
typedef struct
{
  HatoBounce *bounce;   /* (owned) */
  HatoCheckup *checkup; /* (owned): the same, for the case */
  HatoMailSource *
      signed_mail; /* (owned) (nullable): where it is a whole mail with a signature that can be checked */
} HatoPastedMail;

/* What a person pasted or opened, read. Boxed, immutable. */
typedef struct _HatoPasteCheck HatoPasteCheck;

struct _HatoPasteCheck
{
  GPtrArray *mails; /* (owned) (element-type HatoPastedMail): at least one */
  gboolean cut;     /* there were more */
};

#define HATO_TYPE_PASTE_CHECK (hato_paste_check_get_type ())
GType hato_paste_check_get_type (void);

HatoPasteCheck *hato_paste_check_run (HatoJob *job, GBytes *bytes, GError **error);
HatoPasteCheck *hato_paste_check_ref (HatoPasteCheck *self);
void hato_paste_check_unref (HatoPasteCheck *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoPasteCheck, hato_paste_check_unref)

G_END_DECLS
