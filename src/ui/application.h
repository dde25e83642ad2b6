/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Owns what lives as long as the program, and hands it down. */
#define HATO_TYPE_APPLICATION (hato_application_get_type ())
G_DECLARE_FINAL_TYPE (HatoApplication, hato_application, HATO, APPLICATION, AdwApplication)

HatoApplication *hato_application_new (void);

G_END_DECLS
