/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/runner.h"
#include "bounce/authentication-results.h"
#include "bounce/dkim-verify.h"
#include "findings/checkup.h"
#include "net/resolver.h"

G_BEGIN_DECLS

/* What the check of a whole mail needs. Boxed, immutable. */
typedef struct _HatoMailInput HatoMailInput;

struct _HatoMailInput
{
  HatoMailSource *source; /* (owned) */
  HatoResolver *resolver; /* (owned) */
  gint64 started;         /* microseconds since 1970 */
  gint64 timeout;         /* microseconds */
};

/* What the signatures of a mail are worth, and what its receivers wrote into it. Boxed, immutable. */
typedef struct _HatoMailCheck HatoMailCheck;

struct _HatoMailCheck
{
  HatoDkimMail *mail;    /* (owned) */
  GArray *outcomes;      /* (owned) (element-type HatoDkimOutcome): one a proof of @mail */
  HatoDkimResult result; /* of them all */
  GPtrArray
      *authentication_results; /* (owned) (element-type HatoAuthenticationResults): from the top */
  GPtrArray *received_spf;     /* (owned) (element-type HatoAuthenticationResults): from the top */
  GPtrArray *arc;              /* (owned) (element-type HatoAuthenticationResults): from the top */
  HatoCheckup *checkup;        /* (owned): one item, dkim; its subject is the domain of From */
};

#define HATO_TYPE_MAIL_INPUT (hato_mail_input_get_type ())
GType hato_mail_input_get_type (void);
#define HATO_TYPE_MAIL_CHECK (hato_mail_check_get_type ())
GType hato_mail_check_get_type (void);

HatoMailInput *hato_mail_input_new (HatoMailSource *source,
                                    HatoResolver *resolver,
                                    gint64 started,
                                    gint64 timeout);
HatoMailInput *hato_mail_input_ref (HatoMailInput *self);
void hato_mail_input_unref (HatoMailInput *self);

HatoMailCheck *hato_mail_check_run (HatoJob *job, const HatoMailInput *input, GError **error);
HatoMailCheck *hato_mail_check_ref (HatoMailCheck *self);
void hato_mail_check_unref (HatoMailCheck *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoMailInput, hato_mail_input_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoMailCheck, hato_mail_check_unref)

G_END_DECLS
