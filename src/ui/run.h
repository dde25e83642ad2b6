/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "advice/sample.h"
#include "findings/checkup.h"
#include "net/resolver.h"
#include "ui/context.h"

G_BEGIN_DECLS

/* What a page finds out of the case. */
typedef enum
{
  HATO_PART_DOMAIN,
  HATO_PART_TLS,
  HATO_PART_BOUNCE,
  HATO_PARTS,
} HatoPart;

/* One press of the button: what is checked, how it is asked, and what ends it. All pages work on the same run, so
 * that no question is asked twice. Boxed, counted; a result belongs to the run that a page still has, or to nobody. */
typedef struct _HatoRun HatoRun;

struct _HatoRun
{
  HatoContext *context;                   /* (owned) */
  HatoSubject *subject;                   /* (owned) */
  HatoSettings *settings;                 /* (owned) */
  HatoResolver *resolver;                 /* (owned) */
  GCancellable *cancellables[HATO_PARTS]; /* (owned): of each page's job */
  gboolean is_sample;
  char *only;     /* (owned) (nullable): the id of the one point to check; NULL = all */
  gint64 started; /* microseconds since 1970 */
  gint64 timeout; /* microseconds */
};

#define HATO_TYPE_RUN (hato_run_get_type ())
GType hato_run_get_type (void);

HatoRun *hato_run_new (HatoContext *context, const HatoSubject *subject, GError **error);
HatoRun *hato_run_new_sample (HatoContext *context, GError **error);
HatoRun *hato_run_new_point (HatoContext *context,
                             gboolean is_sample,
                             const HatoSubject *subject,
                             const char *id,
                             GError **error);
void hato_run_cancel (HatoRun *self);
char *hato_run_dup_title (const HatoRun *self);
HatoRun *hato_run_ref (HatoRun *self);
void hato_run_unref (HatoRun *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoRun, hato_run_unref)

G_END_DECLS
