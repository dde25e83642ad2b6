/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For builds with ThreadSanitizer alone: GLib as distributed is not instrumented and locks by futex, so that whatever a
 * GMutex or a reference count orders looks like a race. These calls stand before GLib's own and say what is ordered. */
#include "config.h"

#include <dlfcn.h>
#include <gio/gio.h>

void __tsan_acquire (void *address);
void __tsan_release (void *address);

static struct
{
  void (*mutex_lock) (GMutex *);
  gboolean (*mutex_trylock) (GMutex *);
  void (*mutex_unlock) (GMutex *);
  void (*cond_wait) (GCond *, GMutex *);
  gboolean (*cond_wait_until) (GCond *, GMutex *, gint64);
  void (*rc_box_release_full) (gpointer, GDestroyNotify);
  void (*object_unref) (gpointer);
  void (*bytes_unref) (GBytes *);
  void (*async_queue_push) (GAsyncQueue *, gpointer);
  gpointer (*async_queue_try_pop) (GAsyncQueue *);
  gpointer (*async_queue_timeout_pop) (GAsyncQueue *, guint64);
} real;

/* Constructors of libraries call before main (). dlsym () gives an object pointer where a function is wanted: POSIX says how they convert. */
#define FIND(member, name) *(void **) &real.member = dlsym (RTLD_NEXT, name)

__attribute__ ((constructor)) static void
find_real (void)
{
  if (real.mutex_lock != NULL)
    return;

  FIND (mutex_lock, "g_mutex_lock");
  FIND (mutex_trylock, "g_mutex_trylock");
  FIND (mutex_unlock, "g_mutex_unlock");
  FIND (cond_wait, "g_cond_wait");
  FIND (cond_wait_until, "g_cond_wait_until");
  FIND (rc_box_release_full, "g_atomic_rc_box_release_full");
  FIND (object_unref, "g_object_unref");
  FIND (bytes_unref, "g_bytes_unref");
  FIND (async_queue_push, "g_async_queue_push");
  FIND (async_queue_try_pop, "g_async_queue_try_pop");
  FIND (async_queue_timeout_pop, "g_async_queue_timeout_pop");
}

void
g_mutex_lock (GMutex *mutex)
{
  find_real ();
  real.mutex_lock (mutex);
  __tsan_acquire (mutex);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  gboolean locked;

  find_real ();
  locked = real.mutex_trylock (mutex);
  if (locked)
    __tsan_acquire (mutex);
  return locked;
}

void
g_mutex_unlock (GMutex *mutex)
{
  find_real ();
  __tsan_release (mutex);
  real.mutex_unlock (mutex);
}

void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  find_real ();
  __tsan_release (mutex);
  real.cond_wait (cond, mutex);
  __tsan_acquire (mutex);
}

gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  gboolean signalled;

  find_real ();
  __tsan_release (mutex);
  signalled = real.cond_wait_until (cond, mutex, end_time);
  __tsan_acquire (mutex);
  return signalled;
}

/* Taking a reference away is one atomic step that orders all before it with the freeing. */
static void
count_down (gpointer counted)
{
  __tsan_release (counted);
  __tsan_acquire (counted);
}

void
g_atomic_rc_box_release_full (gpointer box, GDestroyNotify clear_func)
{
  find_real ();
  count_down (box);
  real.rc_box_release_full (box, clear_func);
}

void
g_object_unref (gpointer object)
{
  find_real ();
  count_down (object);
  real.object_unref (object);
}

void
g_bytes_unref (GBytes *bytes)
{
  find_real ();
  count_down (bytes);
  real.bytes_unref (bytes);
}

void
g_async_queue_push (GAsyncQueue *queue, gpointer data)
{
  find_real ();
  __tsan_release (queue);
  real.async_queue_push (queue, data);
}

gpointer
g_async_queue_try_pop (GAsyncQueue *queue)
{
  gpointer data;

  find_real ();
  data = real.async_queue_try_pop (queue);
  if (data != NULL)
    __tsan_acquire (queue);
  return data;
}

gpointer
g_async_queue_timeout_pop (GAsyncQueue *queue, guint64 timeout)
{
  gpointer data;

  find_real ();
  data = real.async_queue_timeout_pop (queue, timeout);
  if (data != NULL)
    __tsan_acquire (queue);
  return data;
}
