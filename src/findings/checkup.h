/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "findings/finding.h"

G_BEGIN_DECLS

/* What a check was about. */
typedef struct
{
  char *domain;      /* (owned): A-labels */
  char *unicode;     /* (owned): as people write it */
  char *host;        /* (owned) (nullable): the server, where one was asked about */
  GStrv sending_ips; /* (owned): never NULL */
  char *mail_from;   /* (owned) (nullable) */
  char *helo;        /* (owned) (nullable) */
  GStrv selectors;   /* (owned): never NULL */
} HatoSubject;

/* One row: known from the start, settles once, holds one to n findings. */
typedef struct
{
  char *id;            /* (owned): spf, dkim, …; static order per check */
  HatoLevel level;     /* the worst of its findings */
  GPtrArray *findings; /* (owned) (element-type HatoFinding): sorted */
} HatoItem;

typedef struct
{
  guint questions;
  guint waves;
  gint64 first_finding; /* microseconds from the start; -1 = none */
} HatoStatistics;

/* Everything that one check found out. Boxed, counted, immutable. */
typedef struct _HatoCheckup HatoCheckup;

struct _HatoCheckup
{
  HatoSubject *subject; /* (owned) */
  GPtrArray *items;     /* (owned) (element-type HatoItem) */
  GPtrArray *findings;  /* (owned) (element-type HatoFinding): of all items, sorted */
  GPtrArray *
      evidence; /* (owned) (element-type HatoEvidence): in the order first cited, then by question; id = index + 1 */
  gint64 started; /* microseconds since 1970 */
  gint64 elapsed; /* microseconds */
  HatoStatistics statistics;
};

#define HATO_TYPE_ITEM (hato_item_get_type ())
GType hato_item_get_type (void);
#define HATO_TYPE_CHECKUP (hato_checkup_get_type ())
GType hato_checkup_get_type (void);

HatoItem *hato_item_new (const char *id, GPtrArray *findings);
HatoItem *hato_item_ref (HatoItem *self);
void hato_item_unref (HatoItem *self);

HatoCheckup *hato_checkup_new (const HatoSubject *subject,
                               GPtrArray *items,
                               GPtrArray *evidence,
                               gint64 started,
                               gint64 elapsed,
                               const HatoStatistics *statistics);
HatoCheckup *hato_checkup_new_renewed (const HatoCheckup *whole, const HatoCheckup *part);
HatoCheckup *hato_checkup_ref (HatoCheckup *self);
void hato_checkup_unref (HatoCheckup *self);
guint hato_checkup_get_evidence_id (const HatoCheckup *self, const HatoEvidence *evidence);

HatoSubject *hato_subject_new (const char *domain, const char *unicode);
HatoSubject *hato_subject_copy (const HatoSubject *subject);
void hato_subject_add_selector (HatoSubject *self, const char *selector);
void hato_subject_add_sending_ip (HatoSubject *self, const char *address);
void hato_subject_forget (HatoSubject *self, const char *text);
void hato_subject_free (HatoSubject *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoItem, hato_item_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoCheckup, hato_checkup_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoSubject, hato_subject_free)

G_END_DECLS
