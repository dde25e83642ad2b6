/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "advice/sample.h"

#define SAMPLE_DOMAIN     "hatoya-kashiten.example" /* RFC 2606 §2: nobody can own it */
#define SAMPLE_SENDING_IP "192.0.2.34"              /* RFC 5737: nobody has it */

/** hato_sample_new_subject: (transfer full): the shop: its domain and the address that its mail comes from. */
HatoSubject *
hato_sample_new_subject (void)
{
  HatoSubject *subject = hato_subject_new (SAMPLE_DOMAIN, SAMPLE_DOMAIN);

  g_strfreev (subject->sending_ips);
  subject->sending_ips = g_strsplit (SAMPLE_SENDING_IP, " ", -1);
  return subject;
}

/** hato_sample_new_zone: (transfer full) (nullable): what is published about the shop, from the program's own resource. */
HatoZone *
hato_sample_new_zone (GError **error)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/io/github/hatobin/Hatobin/sample/shop.json",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return bytes != NULL ? hato_zone_new_from_bytes (bytes, error) : NULL;
}
