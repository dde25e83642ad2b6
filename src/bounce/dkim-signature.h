/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "records/dkim-key.h"

G_BEGIN_DECLS

typedef enum
{
  HATO_CANONICAL_SIMPLE,  /* RFC 6376 §3.4.1, §3.4.3 */
  HATO_CANONICAL_RELAXED, /* RFC 6376 §3.4.2, §3.4.4 */
} HatoCanonical;

/* The value of one DKIM-Signature field (RFC 6376 §3.5). Boxed, immutable. */
typedef struct _HatoDkimSignature HatoDkimSignature;

struct _HatoDkimSignature
{
  const char *
      fault; /* (nullable): static: what the RFC does not allow, in a few words for the IT contact; NULL = none */
  gboolean supported; /* its algorithm is one that is still verified (RFC 8301 §3.1, RFC 8463) */
  char *algorithm;    /* (owned): a=, "" if there is none */
  char *domain;       /* (owned): d=, folded to lower case; "" if there is none */
  char *selector;     /* (owned): s=, folded to lower case; "" if there is none */
  char *identity;     /* (owned): the domain of i=, folded to lower case; as d= if there is none */
  HatoDkimKeyType key_type;
  HatoCanonical header;
  HatoCanonical body;
  GStrv fields;       /* (owned): h=, folded to lower case; never NULL */
  GBytes *body_hash;  /* (owned) (nullable): bh= */
  GBytes *signature;  /* (owned) (nullable): b= */
  gint64 signed_at;   /* t=, seconds since 1970; -1 = not said */
  gint64 expires;     /* x=, seconds since 1970; -1 = never */
  gint64 body_length; /* l=, bytes of the canonical body; -1 = all of it */
  gsize
      hole_start; /* the value of b= with the white space around it: byte offsets of the text that was read */
  gsize hole_end;
};

#define HATO_TYPE_DKIM_SIGNATURE (hato_dkim_signature_get_type ())
GType hato_dkim_signature_get_type (void);

HatoDkimSignature *hato_dkim_signature_parse (gconstpointer bytes, gsize size);
HatoDkimSignature *hato_dkim_signature_ref (HatoDkimSignature *self);
void hato_dkim_signature_unref (HatoDkimSignature *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoDkimSignature, hato_dkim_signature_unref)

G_END_DECLS
