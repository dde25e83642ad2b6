/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dns/spf-eval.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

/* What SPF says of one sending address, as things stand and with a record in place of another. */
typedef struct
{
  gboolean known; /* every answer that it takes is there; the results mean nothing otherwise */
  HatoSpfResult before;
  HatoSpfResult after;
} HatoReplay;

gboolean hato_replay_evaluate (const HatoCheckup *checkup,
                               const HatoRecordChange *change,
                               const char *ip,
                               HatoSpfResult *result);
void hato_replay_run (const HatoCheckup *checkup,
                      const HatoRecordChange *change,
                      const char *ip,
                      HatoReplay *replay);
void hato_replay_add_senders (const HatoCheckup *checkup, GPtrArray *senders);

G_END_DECLS
