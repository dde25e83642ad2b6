/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HATO_DKIM_MATERIAL_RSA,
  HATO_DKIM_MATERIAL_ED25519,     /* 32 bytes as they are (RFC 8463 §4.2) */
  HATO_DKIM_MATERIAL_OTHER,       /* a public key of another kind or in another wrapping */
  HATO_DKIM_MATERIAL_PRIVATE,     /* the half that must stay secret */
  HATO_DKIM_MATERIAL_TRUNCATED,   /* the beginning of a key */
  HATO_DKIM_MATERIAL_BAD_BASE64,  /* characters, or their number, that Base64 does not have */
  HATO_DKIM_MATERIAL_MEANINGLESS, /* right Base64 of something else */
} HatoDkimMaterialKind;

/* What the value of p= holds. */
typedef struct
{
  HatoDkimMaterialKind kind;
  GBytes *public; /* (owned) (nullable) */
  guint bits;
  gsize bad; /* offset of the first character that Base64 does not have */
} HatoDkimMaterial;

void hato_dkim_material_read (HatoDkimMaterial *self, const char *text, gsize size);
void hato_dkim_material_clear (HatoDkimMaterial *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HatoDkimMaterial, hato_dkim_material_clear)

G_END_DECLS
