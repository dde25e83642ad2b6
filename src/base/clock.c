/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"

/** hato_clock_now: microseconds since 1970; @self NULL = the computer's clock. */
gint64
hato_clock_now (const HatoClock *self)
{
  return self != NULL && self->fixed != 0 ? self->fixed : g_get_real_time ();
}

/** hato_clock_format_utc: (transfer full): RFC 3339 in UTC to the second, "2026-11-24T06:42:00Z". */
char *
hato_clock_format_utc (gint64 microseconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (microseconds / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("");
}
