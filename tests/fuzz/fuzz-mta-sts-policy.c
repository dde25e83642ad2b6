/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as an MTA-STS policy: what is taken from it can be written, and read again as the same. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "records/mta-sts-policy.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HatoMtaStsPolicy) policy = hato_mta_sts_policy_parse (data, size);
  g_autoptr (HatoMtaStsPolicy) again = NULL;
  g_autofree char *written = hato_mta_sts_policy_to_string (policy);
  g_autofree char *twice = NULL;

  g_assert_true (policy->is_record || !policy->valid);
  hato_mta_sts_policy_matches (policy, "mail.x.test");
  for (guint i = 0; i < policy->notes->len; i++)
    {
      const HatoNote *note = &g_array_index (policy->notes, HatoNote, i);

      g_assert_true (note->start <= note->end && note->end <= size);
    }
  if (written == NULL)
    return 0;

  again = hato_mta_sts_policy_parse (written, strlen (written));
  twice = hato_mta_sts_policy_to_string (again);
  g_assert_cmpstr (written, ==, twice);
  g_assert_cmpuint (policy->max_age, ==, again->max_age);
  return 0;
}
