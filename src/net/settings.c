/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/settings.h"

#include "net/run-file.h"

G_DEFINE_BOXED_TYPE (HatoSettings, hato_settings, hato_settings_ref, hato_settings_unref)

/** hato_settings_new: (transfer full): the system's servers, the computer's clock; to be filled by its maker. */
HatoSettings *
hato_settings_new (void)
{
  return g_atomic_rc_box_new0 (HatoSettings);
}

HatoSettings *
hato_settings_ref (HatoSettings *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
settings_clear (gpointer data)
{
  HatoSettings *self = data;

  g_strfreev (self->servers);
  g_strfreev (self->name_servers);
  g_clear_pointer (&self->zone, hato_zone_unref);
  g_clear_pointer (&self->overlay, hato_zone_unref);
  g_clear_pointer (&self->replay, hato_run_file_unref);
  g_clear_pointer (&self->talks, hato_run_file_unref);
  g_free (self->ca_file);
}

void
hato_settings_unref (HatoSettings *self)
{
  g_atomic_rc_box_release_full (self, settings_clear);
}

/** hato_settings_asks_servers: whether the domain's own name servers are asked directly: always, but not past servers or a file that
 * somebody chose; in a recorded run, as it was. */
gboolean
hato_settings_asks_servers (const HatoSettings *self)
{
  if (self->replay != NULL)
    return self->replay->authoritative;

  return self->authoritative || (self->servers == NULL && self->zone == NULL);
}

/** hato_settings_dup_name_servers: (transfer full) (nullable): the new name servers, before a move; in a recorded run, as it was. */
GStrv
hato_settings_dup_name_servers (const HatoSettings *self)
{
  return g_strdupv (self->replay != NULL ? self->replay->name_servers : self->name_servers);
}

/** hato_settings_allows_private: whether private addresses may be asked; in a recorded run, as it was. */
gboolean
hato_settings_allows_private (const HatoSettings *self)
{
  return self->replay != NULL ? self->replay->allow_private : self->allow_private;
}

/** hato_settings_get_network: what GNetworkMonitor knows, where the network is asked at all; in a recorded run, as it was. */
HatoNetworkState
hato_settings_get_network (const HatoSettings *self)
{
  GNetworkMonitor *monitor;

  if (self->replay != NULL)
    return self->replay->network;
  if (self->zone != NULL)
    return HATO_NETWORK_UNKNOWN;

  monitor = g_network_monitor_get_default ();
  if (!g_network_monitor_get_network_available (monitor))
    return HATO_NETWORK_DOWN;

  return g_network_monitor_get_connectivity (monitor) == G_NETWORK_CONNECTIVITY_PORTAL
             ? HATO_NETWORK_PORTAL
             : HATO_NETWORK_UP;
}
