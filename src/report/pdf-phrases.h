/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gsize hato_pdf_phrases_measure (const char *text, guint *n_letters);

G_END_DECLS
