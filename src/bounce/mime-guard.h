/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The budget of a mail that was reached (limits, "Budgets of one run"). */
typedef enum
{
  HATO_MIME_LIMIT_NONE,
  HATO_MIME_LIMIT_SIZE,
  HATO_MIME_LIMIT_HEADERS,
  HATO_MIME_LIMIT_PARTS,
  HATO_MIME_LIMIT_DEPTH,
} HatoMimeLimit;

#define HATO_MIME_SIZE_MAX    (32u * 1024 * 1024)
#define HATO_MIME_HEADERS_MAX (256u * 1024) /* bytes, all parts together */
#define HATO_MIME_PARTS_MAX   500u
#define HATO_MIME_DEPTH_MAX   20u

gsize hato_mime_guard (gconstpointer bytes, gsize size, HatoMimeLimit *limit);
const char *hato_mime_limit_to_string (HatoMimeLimit limit);

G_END_DECLS
