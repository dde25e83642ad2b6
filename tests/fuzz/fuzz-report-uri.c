/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as an address for reports: what is called a mail address has a domain. */
#include "config.h"

#include "fuzz.h"

#include "records/report-uri.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *domain = hato_report_uri_get_domain (text);

  g_assert_true (domain == NULL || hato_report_uri_judge (text) == HATO_REPORT_URI_MAILTO);
  return 0;
}
