/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The budget of a mail that was reached (limits, "Budgets of one run"). */
typedef enum
{
  HATO_MAIL_LIMIT_NONE,
  HATO_MAIL_LIMIT_SIZE,
  HATO_MAIL_LIMIT_HEADERS,
  HATO_MAIL_LIMIT_PARTS,
  HATO_MAIL_LIMIT_DEPTH,
} HatoMailLimit;

#define HATO_MAIL_SIZE_MAX    (32u * 1024 * 1024)
#define HATO_MAIL_HEADERS_MAX (256u * 1024) /* bytes, all parts together */
#define HATO_MAIL_PARTS_MAX   500u
#define HATO_MAIL_DEPTH_MAX   20u

gsize hato_mime_guard (gconstpointer bytes, gsize size, HatoMailLimit *limit);
const char *hato_mail_limit_to_string (HatoMailLimit limit);

G_END_DECLS
