/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A place that reports go to, as DMARC and TLS reporting name them. */
typedef enum
{
  HATO_REPORT_URI_MAILTO,
  HATO_REPORT_URI_HTTPS,
  HATO_REPORT_URI_OTHER,     /* a right URI that no report is sent to */
  HATO_REPORT_URI_NO_SCHEME, /* "info@example.com" */
  HATO_REPORT_URI_JOINED,    /* two of them, with something else than a comma between */
  HATO_REPORT_URI_BAD,
} HatoReportUri;

HatoReportUri hato_report_uri_judge (const char *text);
char *hato_report_uri_get_domain (const char *uri);

G_END_DECLS
