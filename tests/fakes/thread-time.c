/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "thread-time.h"

#include <time.h>

/** thread_time_now: what this thread has computed, in microseconds: other programs on the machine do not count */
gint64
thread_time_now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}
