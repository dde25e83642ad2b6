/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes reminders of whole days for the calendar of a person (RFC 5545). */
typedef struct _HatoCalendar HatoCalendar;

HatoCalendar *hato_calendar_new (gint64 now);
void hato_calendar_add_day (HatoCalendar *self,
                            const char *uid,
                            const GDate *day,
                            const char *summary,
                            const char *description);
GBytes *hato_calendar_write (HatoCalendar *self);
void hato_calendar_free (HatoCalendar *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoCalendar, hato_calendar_free)

G_END_DECLS
