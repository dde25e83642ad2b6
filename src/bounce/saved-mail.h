/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *hato_saved_mail_read (GBytes *bytes, GError **error);

G_END_DECLS
