/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/report.h"

G_BEGIN_DECLS

#define FAKE_REPORT_NOW (G_GINT64_CONSTANT (1764000000) * G_USEC_PER_SEC) /* 2025-11-24T16:00:00Z */

/* A shop at Xserver whose SPF record lacks its sending server, and a mail of it that Gmail refused: full of what is private. */
extern const char *const fake_report_zone;
extern const char *const fake_report_mail;
extern const char *const fake_report_secrets[]; /* NULL at the end: none of these may get out */
extern const char *const fake_report_kept[];    /* NULL at the end: what the host needs */

#define FAKE_REPORT_DOMAIN "yamada-shoten.example"

HatoReportInput *
fake_report_input_new (const char *zone, const char *mail, const char *owner, const char *contact);
HatoReport *fake_report_new (const HatoReportInput *input);
char *fake_report_dup_words (const HatoDocument *document);

G_END_DECLS
