/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text from strangers (DNS, banners, mails, certificates) made safe to show in a window, a page or a terminal. */
char *hato_foreign_text (gconstpointer bytes, gsize size, gsize max_characters);
char *hato_foreign_line (const char *text);
char *hato_foreign_block (gconstpointer bytes, gsize size, guint columns);

G_END_DECLS
