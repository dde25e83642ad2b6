/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/run.h"

#include <glib/gi18n.h>

#include "net/resolver-ares.h"
#include "net/resolver-run.h"
#include "net/resolver-zone.h"
#include "net/session-pool.h"

#define TIMEOUT_USUAL (60 * G_USEC_PER_SEC) /* limits, "Budgets of one run" */

G_DEFINE_BOXED_TYPE (HatoRun, hato_run, hato_run_ref, hato_run_unref)

static HatoResolver *
new_resolver (HatoSettings *settings, GError **error)
{
  if (settings->replay != NULL)
    return hato_resolver_run_new (settings);

  return settings->zone != NULL ? hato_resolver_zone_new (settings)
                                : hato_resolver_ares_new (settings, error);
}

static HatoRun *
new_with_settings (HatoContext *context,
                   const HatoSubject *subject,
                   HatoSettings *settings,
                   GError **error)
{
  g_autoptr (HatoResolver) resolver = NULL;
  HatoRun *self;

  if (!hato_context_load (context, error))
    return NULL;
  resolver = new_resolver (settings, error);
  if (resolver == NULL)
    return NULL;

  self = g_atomic_rc_box_new0 (HatoRun);
  self->context = hato_context_ref (context);
  self->subject = hato_subject_copy (subject);
  self->settings = hato_settings_ref (settings);
  self->resolver = g_steal_pointer (&resolver);
  for (guint i = 0; i < HATO_PARTS; i++)
    self->cancellables[i] = g_cancellable_new ();
  hato_session_pool_attach (self->resolver, context->runner, settings,
                            self->cancellables[HATO_PART_TLS], context->talks);
  self->started = hato_clock_now (&settings->clock);
  self->timeout = settings->timeout > 0 ? settings->timeout : TIMEOUT_USUAL;
  return self;
}

/** hato_run_new: (transfer full) (nullable): a run that asks as the settings of @context say. */
HatoRun *
hato_run_new (HatoContext *context, const HatoSubject *subject, GError **error)
{
  return new_with_settings (context, subject, context->settings, error);
}

static HatoRun *
new_on_sample (HatoContext *context, const HatoSubject *subject, GError **error)
{
  g_autoptr (HatoSettings) settings = hato_settings_new ();
  HatoRun *self;

  if (!hato_sample_fill_settings (settings, error))
    return NULL;

  self = new_with_settings (context, subject, settings, error);
  if (self != NULL)
    self->is_sample = TRUE;
  return self;
}

/** hato_run_new_sample: (transfer full) (nullable): a run on the built-in sample, which touches no network. */
HatoRun *
hato_run_new_sample (HatoContext *context, GError **error)
{
  g_autoptr (HatoSubject) subject = hato_sample_new_subject ();

  return new_on_sample (context, subject, error);
}

/**
 * hato_run_new_point:
 * @is_sample: whether it is about the sample
 * @id: (nullable): the item; NULL = all of them
 *
 * Returns: (transfer full) (nullable): a run that asks anew, for one point alone; its subject may be added to
 */
HatoRun *
hato_run_new_point (HatoContext *context,
                    gboolean is_sample,
                    const HatoSubject *subject,
                    const char *id,
                    GError **error)
{
  HatoRun *self =
      is_sample ? new_on_sample (context, subject, error) : hato_run_new (context, subject, error);

  if (self != NULL)
    self->only = g_strdup (id);
  return self;
}

/** hato_run_cancel: ends the jobs of all pages. */
void
hato_run_cancel (HatoRun *self)
{
  for (guint i = 0; i < HATO_PARTS; i++)
    g_cancellable_cancel (self->cancellables[i]);
}

/** hato_run_dup_title: (transfer full): the title of a window that shows the run; the sample is labelled as one. */
char *
hato_run_dup_title (const HatoRun *self)
{
  return g_strdup_printf (self->is_sample ? _ ("%s – sample – Hatobin") : _ ("%s – Hatobin"),
                          self->subject->unicode);
}

HatoRun *
hato_run_ref (HatoRun *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
run_clear (gpointer data)
{
  HatoRun *self = data;

  hato_subject_free (self->subject);
  hato_settings_unref (self->settings);
  g_object_unref (self->resolver);
  for (guint i = 0; i < HATO_PARTS; i++)
    g_object_unref (self->cancellables[i]);
  hato_context_unref (self->context);
  g_free (self->only);
}

void
hato_run_unref (HatoRun *self)
{
  g_atomic_rc_box_release_full (self, run_clear);
}
