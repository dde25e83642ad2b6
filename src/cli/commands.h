/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The commands. Each takes its own words (its name first, as in main ()) and returns the exit status. */
int hato_command_bounce (int argc, char **argv);
int hato_command_check (int argc, char **argv);
int hato_command_spf (int argc, char **argv);
int hato_command_dmarc (int argc, char **argv);
int hato_command_dkim (int argc, char **argv);
int hato_command_record (int argc, char **argv);
int hato_command_report (int argc, char **argv);
int hato_command_tls (int argc, char **argv);

G_END_DECLS
