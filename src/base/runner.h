/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The one threading pattern. A check is an ordinary blocking function; the runner calls it on a worker,
 * hands every settled item to the caller's main context while it runs, and its result at the end. */
typedef struct _HatoJob HatoJob;

#define HATO_TYPE_RUNNER (hato_runner_get_type ())
G_DECLARE_FINAL_TYPE (HatoRunner, hato_runner, HATO, RUNNER, GObject)

typedef gpointer (*HatoWorkFunc) (HatoJob *job, gconstpointer input, GError **error);
typedef void (*HatoSettledFunc) (gpointer settled, gpointer user_data);
typedef void (*HatoEndpointFunc) (gpointer data);

HatoJob *hato_job_new (GCancellable *cancellable);
void hato_job_free (HatoJob *self);
GCancellable *hato_job_get_cancellable (HatoJob *self);
void hato_job_post (HatoJob *self, gpointer settled, GDestroyNotify settled_free);

HatoRunner *hato_runner_new (void);
void hato_runner_run_async (HatoRunner *self,
                            HatoWorkFunc work,
                            gpointer input,
                            GDestroyNotify input_free,
                            GDestroyNotify result_free,
                            GCancellable *cancellable,
                            HatoSettledFunc settled,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gpointer hato_runner_run_finish (HatoRunner *self, GAsyncResult *result, GError **error);
void hato_runner_push_endpoint (HatoRunner *self, HatoEndpointFunc endpoint, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoJob, hato_job_free)

G_END_DECLS
