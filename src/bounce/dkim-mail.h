/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bounce/dkim-canonical.h"
#include "bounce/mail-source.h"

G_BEGIN_DECLS

#define HATO_DKIM_SIGNATURES_MAX 10u /* of one mail; further ones are left out */

/* What a key has to prove for one signature. */
typedef struct
{
  HatoDkimSignature *signature;    /* (owned) */
  gboolean body_intact;            /* the hash of the body is the one that was signed */
  guint8 digest[HATO_SHA256_SIZE]; /* of the header fields that were signed (RFC 6376 §3.7) */
} HatoDkimProof;

/* The signatures of one mail, with all that is reckoned from the mail itself. Boxed, immutable. */
typedef struct _HatoDkimMail HatoDkimMail;

struct _HatoDkimMail
{
  GPtrArray *proofs; /* (owned) (element-type HatoDkimProof): from the top of the mail */
  guint n_left_out;  /* signatures beyond the limit */
};

#define HATO_TYPE_DKIM_MAIL (hato_dkim_mail_get_type ())
GType hato_dkim_mail_get_type (void);

HatoDkimMail *hato_dkim_mail_new (const HatoMailSource *source);
HatoDkimMail *hato_dkim_mail_ref (HatoDkimMail *self);
void hato_dkim_mail_unref (HatoDkimMail *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoDkimMail, hato_dkim_mail_unref)

G_END_DECLS
