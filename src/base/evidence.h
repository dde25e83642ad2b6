/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/policy-body.h"
#include "base/question.h"
#include "base/talk.h"

G_BEGIN_DECLS

/* One record of a DNS answer. Which fields are set depends on the type. */
typedef struct
{
  guint16 type;
  guint16 preference; /* MX */
  guint32 ttl;        /* seconds */
  char *
      target; /* (owned) (nullable): MX exchange, CNAME, PTR, NS, SOA primary: folded, without final dot; "" = root */
  guint8 *
      bytes; /* (owned): TXT and SPF: the strings joined without a space (RFC 7208 §3.3); A: 4 bytes; AAAA: 16; else RDATA */
  gsize size;
  gsize *ends; /* (owned) (nullable): TXT and SPF: where each string ends in bytes */
  guint n_strings;
  char *text; /* (owned): presentation form (RFC 1035 §5.1), printable ASCII, for people and JSON */
} HatoDnsRecord;

typedef enum
{
  HATO_OUTCOME_ANSWER,   /* records of the type that was asked for */
  HATO_OUTCOME_NODATA,   /* the name is there, no such record (RFC 2308 §2.2) */
  HATO_OUTCOME_NXDOMAIN, /* no such name and nothing below it (RFC 8020) */
  HATO_OUTCOME_FAILED,   /* not found out; hato_evidence_get_reason () says why */
} HatoOutcome;

/* DNS response codes (RFC 1035 §4.1.1) that are told apart. */
enum
{
  HATO_RCODE_NOERROR = 0,
  HATO_RCODE_FORMERR = 1,
  HATO_RCODE_SERVFAIL = 2,
  HATO_RCODE_NXDOMAIN = 3,
  HATO_RCODE_NOTIMP = 4,
  HATO_RCODE_REFUSED = 5,
};

/* What a question brought: a DNS answer, or that it failed and how. Boxed, counted, immutable once
 * it left its maker; it crosses threads freely. */
typedef struct _HatoEvidence HatoEvidence;

struct _HatoEvidence
{
  HatoQuestion *question; /* (owned) */
  const char *
      failure; /* (nullable): static: timeout refused network budget offline too_big protocol; NULL = there is an answer */
  const char *transport; /* static: udp tcp https zone */
  char *server; /* (owned) (nullable): address of the server that answered; NULL for a zone file */
  guint16 rcode;
  gboolean aa;
  gboolean ad;
  GPtrArray *
      records; /* (owned) (element-type HatoDnsRecord): of the type asked for, at the end of the CNAME chain; sorted by text */
  HatoPolicyBody *policy; /* (owned) (nullable): what a question of kind POLICY brought */
  HatoTalk *talk;         /* (owned) (nullable): what a question of kind SESSION brought */
  char *message;      /* (owned) (nullable): of kind MESSAGE: text from strangers, valid UTF-8 */
  GPtrArray *aliases; /* (owned) (element-type HatoDnsRecord): the CNAME chain in order */
  guint32 ttl;        /* seconds: the smallest of the answer, or the negative TTL (RFC 2308 §5) */
  gint64 time;        /* microseconds since 1970 */
  gint64 duration;    /* microseconds */

  gpointer parsed; /* (atomic) (private): forms made by hato_evidence_get_parsed () */
};

#define HATO_TYPE_EVIDENCE (hato_evidence_get_type ())
GType hato_evidence_get_type (void);

typedef gpointer (*HatoParseFunc) (const HatoEvidence *evidence);

HatoEvidence *hato_evidence_new (HatoQuestion *question, const char *transport);
HatoEvidence *
hato_evidence_new_failure (HatoQuestion *question, const char *transport, const char *failure);
HatoEvidence *hato_evidence_new_message (const char *part, const char *text);
HatoEvidence *hato_evidence_ref (HatoEvidence *self);
void hato_evidence_unref (HatoEvidence *self);
void hato_evidence_take_record (HatoEvidence *self, HatoDnsRecord *record);
void hato_evidence_take_alias (HatoEvidence *self, HatoDnsRecord *record);
HatoOutcome hato_evidence_get_outcome (const HatoEvidence *self);
const char *hato_evidence_get_reason (const HatoEvidence *self);
gboolean hato_evidence_is_from_zone (const HatoEvidence *self);
gboolean hato_evidence_same_answer (const HatoEvidence *a, const HatoEvidence *b);
gconstpointer hato_evidence_get_parsed (const HatoEvidence *self,
                                        HatoParseFunc parse,
                                        GDestroyNotify parsed_free);

HatoDnsRecord *hato_dns_record_new (guint16 type, guint32 ttl);
HatoDnsRecord *hato_dns_record_copy (const HatoDnsRecord *self);
void hato_dns_record_free (HatoDnsRecord *self);
void
hato_dns_record_set_strings (HatoDnsRecord *self, const GBytes *const *strings, guint n_strings);
void hato_dns_record_finish (HatoDnsRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoEvidence, hato_evidence_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoDnsRecord, hato_dns_record_free)

G_END_DECLS
