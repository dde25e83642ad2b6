/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/evidence.h"
#include "records/note.h"

G_BEGIN_DECLS

typedef enum
{
  HATO_SPF_ALL,
  HATO_SPF_INCLUDE,
  HATO_SPF_A,
  HATO_SPF_MX,
  HATO_SPF_PTR,
  HATO_SPF_IP4,
  HATO_SPF_IP6,
  HATO_SPF_EXISTS,
} HatoSpfMechanism;

typedef enum
{
  HATO_SPF_QUALIFIER_PASS,
  HATO_SPF_QUALIFIER_FAIL,
  HATO_SPF_QUALIFIER_SOFTFAIL,
  HATO_SPF_QUALIFIER_NEUTRAL,
} HatoSpfQualifier;

/* A domain-spec (RFC 7208 §7.1): a name, or a macro string that makes one. */
typedef struct
{
  char *
      text; /* (owned) (nullable): NULL = none was given; without macros folded, and without final dot */
  gboolean macros; /* it must be expanded first */
} HatoSpfDomainSpec;

/* One directive. */
typedef struct
{
  HatoSpfMechanism mechanism;
  HatoSpfQualifier qualifier;
  gsize start; /* byte offsets in the record */
  gsize end;
  HatoSpfDomainSpec domain; /* all but ip4 and ip6 */
  guint8 network[16];       /* ip4, ip6 */
  guint8 prefix4;           /* ip4, a, mx */
  guint8 prefix6;           /* ip6, a, mx */
} HatoSpfTerm;

/* One SPF text as RFC 7208 reads it. Boxed, immutable. */
typedef struct _HatoSpfRecord HatoSpfRecord;

struct _HatoSpfRecord
{
  gboolean is_record; /* a receiver takes it for one (§4.5) */
  gboolean valid;     /* and its grammar is right (§4.6, §12) */
  HatoSpfTerm *terms; /* (owned) (array length=n_terms) */
  guint n_terms;
  HatoSpfDomainSpec redirect;
  HatoSpfDomainSpec explanation;
  gsize redirect_start;
  gsize redirect_end;
  char *text; /* (owned): the bytes, terminated */
  gsize size;
  GArray *notes; /* (owned) (element-type HatoNote) */
};

/* The SPF records of one TXT answer (§4.5). */
typedef struct
{
  guint n_records;
  HatoSpfRecord *record; /* (owned) (nullable): the first */
} HatoSpfTxt;

#define HATO_TYPE_SPF_RECORD (hato_spf_record_get_type ())
GType hato_spf_record_get_type (void);

HatoSpfRecord *
hato_spf_record_parse (gconstpointer bytes, gsize size, const gsize *ends, guint n_strings);
HatoSpfRecord *hato_spf_record_ref (HatoSpfRecord *self);
void hato_spf_record_unref (HatoSpfRecord *self);
gboolean hato_spf_record_is_meant (gconstpointer bytes, gsize size);
const HatoSpfTxt *hato_spf_txt_get (const HatoEvidence *evidence);
const char *hato_spf_mechanism_to_string (HatoSpfMechanism mechanism);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoSpfRecord, hato_spf_record_unref)

G_END_DECLS
