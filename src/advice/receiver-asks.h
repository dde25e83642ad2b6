/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/translation.h"
#include "catalogue/receiver.h"

G_BEGIN_DECLS

char *hato_receiver_dup_asks (const HatoReceiver *receiver, const HatoTranslation *translation);
gboolean hato_receiver_point_is_known (const char *point);

G_END_DECLS
