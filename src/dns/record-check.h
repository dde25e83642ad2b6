/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "findings/finding.h"

G_BEGIN_DECLS

typedef enum
{
  HATO_RECORD_SPF,
  HATO_RECORD_DMARC,
  HATO_RECORD_DKIM,
  HATO_RECORD_MTA_STS,
  HATO_RECORD_MTA_STS_POLICY,
  HATO_RECORD_TLS_RPT,
  HATO_RECORD_BIMI,
} HatoRecordKind;

/* One thing that a receiver takes from a record. */
typedef struct
{
  const char *name; /* static */
  char *value;      /* (owned): text from strangers */
} HatoRecordPart;

/* The judgement on one text, made without any network. Boxed, immutable. */
typedef struct _HatoRecordCheck HatoRecordCheck;

struct _HatoRecordCheck
{
  HatoRecordKind kind;
  gboolean is_record;  /* a receiver would take it for one */
  gboolean valid;      /* it follows the grammar */
  GPtrArray *parsed;   /* (owned) (element-type HatoRecordPart): in a fixed order for each kind */
  GStrv ignored;       /* (owned): known tags with a wrong value, and repeated ones; never NULL */
  GPtrArray *findings; /* (owned) (element-type HatoFinding): sorted */
};

#define HATO_TYPE_RECORD_CHECK (hato_record_check_get_type ())
GType hato_record_check_get_type (void);

HatoRecordCheck *hato_record_check_new (HatoRecordKind kind, gconstpointer bytes, gsize size);
HatoRecordCheck *hato_record_check_ref (HatoRecordCheck *self);
void hato_record_check_unref (HatoRecordCheck *self);
const char *hato_record_check_get_part (const HatoRecordCheck *self, const char *name);
gboolean hato_record_kind_from_string (const char *text, HatoRecordKind *kind);
const char *hato_record_kind_to_string (HatoRecordKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoRecordCheck, hato_record_check_unref)

G_END_DECLS
