/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "advice/case.h"
#include "bounce/bounce.h"
#include "cli/options.h"

G_BEGIN_DECLS

/* What becomes of a checked domain. FALSE with an error: nothing could be made of it. */
typedef gboolean (*HatoCheckedFunc) (HatoCase *shown,
                                     HatoBounce *bounce,
                                     const HatoOptions *options,
                                     gpointer data,
                                     GError **error);

/* A command that checks domains as "check" does, and then makes something else of them. */
typedef struct
{
  const char *name;
  const char *summary;         /* English */
  const GOptionEntry *entries; /* its own options, ended as GLib wants it */
  guint n_domains_max;         /* 0 = any number */
  gboolean (*options_are_good) (const HatoOptions *options, gpointer data, GError **error);
  HatoCheckedFunc checked;
} HatoCheckCommand;

int hato_check_command_run (const HatoCheckCommand *self, gpointer data, int argc, char **argv);

G_END_DECLS
