/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;  /* (owned): as it stands */
  char *value; /* (owned): unfolded */
} HatoReportField;

/* The fields of a machine-readable report (RFC 3464 §2.1, RFC 8098 §3.1, RFC 5965 §3), in groups that an empty line
 * ends. Boxed, immutable. */
typedef struct _HatoReportFields HatoReportFields;

struct _HatoReportFields
{
  GPtrArray *groups; /* (owned) (element-type GPtrArray of HatoReportField): none is empty */
};

#define HATO_REPORT_GROUPS_MAX 500u

#define HATO_TYPE_REPORT_FIELDS (hato_report_fields_get_type ())
GType hato_report_fields_get_type (void);

HatoReportFields *hato_report_fields_parse (const char *text);
HatoReportFields *hato_report_fields_ref (HatoReportFields *self);
void hato_report_fields_unref (HatoReportFields *self);
const char *hato_report_group_get (const GPtrArray *group, const char *name);
const char *hato_report_value_skip_type (const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoReportFields, hato_report_fields_unref)

G_END_DECLS
