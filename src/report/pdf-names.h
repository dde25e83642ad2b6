/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HATO_PDF_OPENING                                                                           \
  "\342\200\213" /* U+200B: here a line may end; nothing is drawn, nothing is copied out */
#define HATO_PDF_OPENING_SIZE 3u

gboolean hato_pdf_names_is_letter (char letter);
char *hato_pdf_names_open (const char *text, guint longest);
char *hato_pdf_names_break (const char *text, guint columns);
guint hato_pdf_names_find (const char *changed, guint at);
guint hato_pdf_names_count_openings (const char *text, gsize size);

G_END_DECLS
