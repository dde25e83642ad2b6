/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the program remembers from one start to the next: size, tab and preferences; never a domain. Where the schema
 * is not installed it remembers nothing, and everything else works.
 * Signal "servers-changed": others are to be asked from now on. */
#define HATO_TYPE_SESSION (hato_session_get_type ())
G_DECLARE_FINAL_TYPE (HatoSession, hato_session, HATO, SESSION, GObject)

HatoSession *hato_session_new (void);
void hato_session_restore (HatoSession *self, GtkWindow *window);
void hato_session_save (HatoSession *self, GtkWindow *window);
char *hato_session_dup_tab (HatoSession *self);
void hato_session_set_tab (HatoSession *self, const char *tab);
GStrv hato_session_dup_servers (HatoSession *self);
void hato_session_set_servers (HatoSession *self, const char *const *servers);

G_END_DECLS
