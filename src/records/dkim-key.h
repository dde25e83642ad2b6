/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "records/note.h"
#include "records/tag-list.h"

G_BEGIN_DECLS

typedef enum
{
  HATO_DKIM_KEY_UNKNOWN,
  HATO_DKIM_KEY_RSA,
  HATO_DKIM_KEY_ED25519,
} HatoDkimKeyType;

/* One DKIM key text (RFC 6376 §3.6.1, RFC 8301, RFC 8463). Boxed, immutable. */
typedef struct _HatoDkimKey HatoDkimKey;

struct _HatoDkimKey
{
  gboolean is_record; /* a verifier takes it for a key: its version is right or left out */
  gboolean valid;     /* and can use it, or it is revoked as the RFC says */
  gboolean revoked;   /* p is empty */
  gboolean testing;   /* t=y */
  gboolean strict;    /* t=s: no subdomains in i= */
  gboolean sha256;    /* h is absent, or names it */
  HatoDkimKeyType type;
  guint bits;  /* 0 = there is no key that can be read */
  GBytes *key; /* (owned) (nullable): RSA: SubjectPublicKeyInfo in DER; Ed25519: 32 bytes */

  HatoTagList *tags; /* (owned) */
  char *text;        /* (owned): the bytes, terminated */
  gsize size;
  GArray *notes; /* (owned) (element-type HatoNote) */
};

#define HATO_TYPE_DKIM_KEY (hato_dkim_key_get_type ())
GType hato_dkim_key_get_type (void);

HatoDkimKey *hato_dkim_key_parse (gconstpointer bytes, gsize size);
HatoDkimKey *hato_dkim_key_ref (HatoDkimKey *self);
void hato_dkim_key_unref (HatoDkimKey *self);
gboolean hato_dkim_key_is_meant (gconstpointer bytes, gsize size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoDkimKey, hato_dkim_key_unref)

G_END_DECLS
