/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/evidence.h"

G_BEGIN_DECLS

#define HATO_TLSA_DATA_MAX 4096u /* a whole certificate; far above any hash */

/* RFC 6698 §2.1.1, names of RFC 7218 */
enum
{
  HATO_TLSA_PKIX_TA = 0,
  HATO_TLSA_PKIX_EE = 1,
  HATO_TLSA_DANE_TA = 2,
  HATO_TLSA_DANE_EE = 3,
};

/* RFC 6698 §2.1.2 */
enum
{
  HATO_TLSA_WHOLE = 0,
  HATO_TLSA_PUBLIC_KEY = 1,
};

/* RFC 6698 §2.1.3 */
enum
{
  HATO_TLSA_EXACT = 0,
  HATO_TLSA_SHA256 = 1,
  HATO_TLSA_SHA512 = 2,
};

/* One TLSA record. Boxed, immutable. */
typedef struct _HatoTlsa HatoTlsa;

struct _HatoTlsa
{
  gboolean valid;  /* its fields have known values, and the data has the length that they ask for */
  gboolean usable; /* and a mail server that sends may use it (RFC 7672 §3.1) */
  guint8 usage;
  guint8 selector;
  guint8 matching;
  GBytes *data; /* (owned) (nullable): NULL if it is not valid */
};

#define HATO_TYPE_TLSA (hato_tlsa_get_type ())
GType hato_tlsa_get_type (void);

HatoTlsa *hato_tlsa_parse (gconstpointer bytes, gsize size);
HatoTlsa *hato_tlsa_parse_text (const char *text);
HatoTlsa *hato_tlsa_parse_record (const HatoDnsRecord *record);
HatoTlsa *hato_tlsa_ref (HatoTlsa *self);
void hato_tlsa_unref (HatoTlsa *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoTlsa, hato_tlsa_unref)

G_END_DECLS
