/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/resolver-run.h"

#include "net/run-file.h"

struct _HatoResolverRun
{
  HatoResolver parent_instance;

  HatoSettings *settings; /* (owned) */
};

G_DEFINE_FINAL_TYPE (HatoResolverRun, hato_resolver_run, HATO_TYPE_RESOLVER)

static void
hato_resolver_run_send (HatoResolver *resolver, HatoQuestion *question)
{
  HatoResolverRun *self = HATO_RESOLVER_RUN (resolver);

  hato_resolver_answer (resolver, hato_run_file_answer (self->settings->replay, question));
}

static GStrv
hato_resolver_run_dup_servers (HatoResolver *resolver)
{
  return g_strdupv (HATO_RESOLVER_RUN (resolver)->settings->replay->servers);
}

static void
hato_resolver_run_finalize (GObject *object)
{
  hato_settings_unref (HATO_RESOLVER_RUN (object)->settings);

  G_OBJECT_CLASS (hato_resolver_run_parent_class)->finalize (object);
}

static void
hato_resolver_run_class_init (HatoResolverRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hato_resolver_run_finalize;
  HATO_RESOLVER_CLASS (klass)->send = hato_resolver_run_send;
  HATO_RESOLVER_CLASS (klass)->dup_servers = hato_resolver_run_dup_servers;
}

static void
hato_resolver_run_init (HatoResolverRun *self)
{
}

/** hato_resolver_run_new: (transfer full): answers from settings->replay, which must be set. */
HatoResolver *
hato_resolver_run_new (HatoSettings *settings)
{
  HatoResolverRun *self = g_object_new (HATO_TYPE_RESOLVER_RUN, NULL);

  self->settings = hato_settings_ref (settings);
  return HATO_RESOLVER (self);
}
