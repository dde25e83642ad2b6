/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A zone file from a stranger, and a few questions to it. */
#include "config.h"

#include "fuzz.h"

#include "net/zone.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char *const names[] = { "a.test", "b.a.test", "", "test" };
  static const guint16 types[] = { HATO_DNS_TXT, HATO_DNS_MX, HATO_DNS_A, HATO_DNS_CNAME };
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoZone) zone = hato_zone_new_from_bytes (bytes, &error);

  if (zone == NULL)
    {
      g_assert (error != NULL);
      return 0;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (types); j++)
      {
        g_autoptr (HatoQuestion) question = hato_question_new_dns (names[i], types[j]);
        g_autoptr (HatoEvidence) evidence = hato_zone_answer (zone, question, NULL);

        hato_zone_covers (zone, question);
        g_assert_true (evidence->question == question);
      }
  return 0;
}
