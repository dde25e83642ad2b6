/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "findings/checkup.h"

G_BEGIN_DECLS

#define HATO_CHECKUP_FILE_SIZE_MAX (8u * 1024u * 1024u)

HatoCheckup *hato_checkup_file_read (GBytes *bytes, GError **error);

G_END_DECLS
