/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "Now" in microseconds since 1970 (UTC), replaceable in tests and in replayed runs. */
typedef struct
{
  gint64 fixed; /* 0 = the computer's clock */
} HatoClock;

gint64 hato_clock_now (const HatoClock *self);
char *hato_clock_format_utc (gint64 microseconds);

G_END_DECLS
