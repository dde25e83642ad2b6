/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laid before a GTK program (LD_PRELOAD), it measures from within and changes nothing: when the first frame was drawn, and how
 * late a timer of 10 ms comes on the main loop, which is how long the window stood still. To the file HATOBIN_WATCH go lines
 * "frame MICROSECONDS" (monotonic) and, on each second SIGUSR1, "gap MICROSECONDS MICROSECONDS": the longest since the first,
 * and the most that the main thread itself has worked between two ticks, whatever else the machine does. */
#include "config.h"

#include <dlfcn.h>
#include <glib-unix.h>
#include <gtk/gtk.h>

#include "fakes/thread-time.h"

#define TICK 10 /* milliseconds */

typedef struct
{
  gint64 last; /* monotonic: the last tick */
  gint64 longest;
  gint64 worked; /* by this thread until the last tick */
  gint64 most;
  gboolean drawn;
} Watch;

static void G_GNUC_PRINTF (1, 2) write_line (const char *format, ...)
{
  const char *path = g_getenv ("HATOBIN_WATCH");
  FILE *file = path != NULL ? fopen (path, "ae") : NULL;
  va_list arguments;

  if (file == NULL)
    return;

  va_start (arguments, format);
  vfprintf (file, format, arguments);
  va_end (arguments);
  fclose (file);
}

static gboolean
tick_cb (gpointer data)
{
  Watch *watch = data;
  gint64 now = g_get_monotonic_time ();
  gint64 worked = thread_time_now ();

  watch->longest = MAX (watch->longest, now - watch->last - TICK * 1000);
  watch->last = now;
  watch->most = MAX (watch->most, worked - watch->worked);
  watch->worked = worked;
  return G_SOURCE_CONTINUE;
}

/* The watch begins with the first call: a timer of its own would keep an idle program awake. */
static gboolean
signal_cb (gpointer data)
{
  static guint timer = 0;
  Watch *watch = data;

  if (timer != 0)
    {
      tick_cb (watch);
      write_line ("gap %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", watch->longest, watch->most);
      g_source_remove (timer);
      timer = 0;
      return G_SOURCE_CONTINUE;
    }
  watch->longest = 0;
  watch->last = g_get_monotonic_time ();
  watch->most = 0;
  watch->worked = thread_time_now ();
  timer = g_timeout_add_full (G_PRIORITY_HIGH, TICK, tick_cb, watch, NULL);
  return G_SOURCE_CONTINUE;
}

static void
drawn_cb (GdkFrameClock *clock, gpointer data)
{
  Watch *watch = data;

  if (!watch->drawn)
    write_line ("frame %" G_GINT64_FORMAT "\n", g_get_monotonic_time ());
  watch->drawn = TRUE;
  g_signal_handlers_disconnect_by_func (clock, drawn_cb, data);
}

static void
realized_cb (GtkWidget *window, gpointer data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (drawn_cb),
                    data);
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window, gpointer data)
{
  g_signal_connect (window, "realize", G_CALLBACK (realized_cb), data);
}

int
g_application_run (GApplication *application, int argc, char **argv)
{
  Watch watch = { 0 };
  int (*real) (GApplication *, int, char **);

  *(void **) &real = dlsym (RTLD_NEXT, "g_application_run");
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), &watch);
  g_unix_signal_add (SIGUSR1, signal_cb, &watch);
  return real (application, argc, argv);
}
