/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bounce/dsn.h"

G_BEGIN_DECLS

gboolean hato_merge_is_complete (const HatoDsn *dsn);
GPtrArray *hato_merge_refusals (const HatoDsn *dsn,
                                const GPtrArray *failed,
                                const GPtrArray *said,
                                HatoOriginal *original);
GPtrArray *hato_merge_drop_senders (const GPtrArray *said,
                                    const char *addressee,
                                    const HatoOriginal *original);

G_END_DECLS
