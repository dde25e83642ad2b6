/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "advice/sample.h"

#include "net/run-file.h"

#define SAMPLE_DOMAIN     "hatoya-kashiten.example" /* RFC 2606 §2: nobody can own it */
#define SAMPLE_SERVER     "mail." SAMPLE_DOMAIN
#define SAMPLE_SENDING_IP "192.0.2.34" /* RFC 5737: nobody has it */

/** hato_sample_new_subject: (transfer full): the shop: its domain and the address that its mail comes from. */
HatoSubject *
hato_sample_new_subject (void)
{
  HatoSubject *subject = hato_subject_new (SAMPLE_DOMAIN, SAMPLE_DOMAIN);

  g_strfreev (subject->sending_ips);
  subject->sending_ips = g_strsplit (SAMPLE_SENDING_IP, " ", -1);
  return subject;
}

/** hato_sample_get_server: what the shop's people typed into their mail programs. */
const char *
hato_sample_get_server (void)
{
  return SAMPLE_SERVER;
}

/** hato_sample_new_zone: (transfer full) (nullable): what is published about the shop, from the program's own resource. */
HatoZone *
hato_sample_new_zone (GError **error)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/io/github/hatobin/Hatobin/sample/shop.json",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return bytes != NULL ? hato_zone_new_from_bytes (bytes, error) : NULL;
}

/**
 * hato_sample_fill_settings:
 * @settings: of no run yet
 *
 * Makes a run on the sample of it, without a network: what is published about the shop, what its servers say, and the day of that,
 * since certificates run out.
 */
gboolean
hato_sample_fill_settings (HatoSettings *settings, GError **error)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (
      "/io/github/hatobin/Hatobin/sample/talks.json", G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  if (bytes == NULL)
    return FALSE;

  settings->talks = hato_run_file_new_from_bytes (bytes, error);
  settings->zone = settings->talks != NULL ? hato_sample_new_zone (error) : NULL;
  if (settings->zone == NULL)
    return FALSE;

  settings->clock.fixed = settings->talks->started;
  return TRUE;
}
