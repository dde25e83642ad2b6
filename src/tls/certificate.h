/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HATO_CERTIFICATE_NAMES_MAX 100u   /* SANs read of one certificate */
#define HATO_CERTIFICATE_SIZE_MAX  65536u /* bytes of one certificate */

typedef enum
{
  HATO_KEY_OTHER,
  HATO_KEY_RSA,
  HATO_KEY_EC,
} HatoKeyKind;

/* What a certificate says, as far as the program judges it. Boxed, immutable. */
typedef struct _HatoCertificate HatoCertificate;

struct _HatoCertificate
{
  gboolean readable; /* FALSE = the bytes are no certificate; nothing else is set then */
  char *subject;     /* (owned): RFC 4514 */
  char *issuer;      /* (owned): RFC 4514 */
  char *
      authority; /* (owned) (nullable): what the issuer calls itself: its organisation, else its common name */
  char *common_name; /* (owned) (nullable) */
  GPtrArray *
      dns; /* (owned) (element-type utf8): SANs, folded; one with a NUL or other odd bytes is left out */
  GPtrArray *ips; /* (owned) (element-type utf8): SANs, text form */
  gint64 begins;  /* microseconds since 1970 */
  gint64 ends;
  HatoKeyKind key;
  guint key_bits;
  char *signature;      /* (owned): name of the algorithm */
  gboolean sig_weak;    /* MD5 or SHA-1 */
  gboolean self_issued; /* its issuer is itself */
  gboolean must_staple; /* RFC 7633 */
  char *sha256;         /* (owned): hexadecimal */
  GBytes *der;          /* (owned) */
  GBytes *public_key;   /* (owned) (nullable): SubjectPublicKeyInfo, DER */
};

#define HATO_TYPE_CERTIFICATE (hato_certificate_get_type ())
GType hato_certificate_get_type (void);

HatoCertificate *hato_certificate_parse (GBytes *der);
HatoCertificate *hato_certificate_ref (HatoCertificate *self);
void hato_certificate_unref (HatoCertificate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoCertificate, hato_certificate_unref)

G_END_DECLS
