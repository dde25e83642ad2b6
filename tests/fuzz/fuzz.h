/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The entry that libFuzzer and the replay driver call. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
