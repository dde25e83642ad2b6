/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/resolver-zone.h"

struct _HatoResolverZone
{
  HatoResolver parent_instance;

  HatoSettings *settings; /* (owned) */
};

G_DEFINE_FINAL_TYPE (HatoResolverZone, hato_resolver_zone, HATO_TYPE_RESOLVER)

static void
hato_resolver_zone_send (HatoResolver *resolver, HatoQuestion *question)
{
  HatoResolverZone *self = HATO_RESOLVER_ZONE (resolver);

  hato_resolver_answer (resolver,
                        hato_zone_answer (self->settings->zone, question, &self->settings->clock));
}

static void
hato_resolver_zone_finalize (GObject *object)
{
  hato_settings_unref (HATO_RESOLVER_ZONE (object)->settings);

  G_OBJECT_CLASS (hato_resolver_zone_parent_class)->finalize (object);
}

static void
hato_resolver_zone_class_init (HatoResolverZoneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hato_resolver_zone_finalize;
  HATO_RESOLVER_CLASS (klass)->send = hato_resolver_zone_send;
}

static void
hato_resolver_zone_init (HatoResolverZone *self)
{
}

/** hato_resolver_zone_new: (transfer full): answers from settings->zone, which must be set. */
HatoResolver *
hato_resolver_zone_new (HatoSettings *settings)
{
  HatoResolverZone *self = g_object_new (HATO_TYPE_RESOLVER_ZONE, NULL);

  self->settings = hato_settings_ref (settings);
  return HATO_RESOLVER (self);
}
