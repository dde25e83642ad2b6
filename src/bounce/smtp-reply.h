/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HATO_SMTP_STATUS_SIZE 12u /* "5.999.999" and its NUL, rounded */

/* The codes of a refusal inside a text. Lives on the stack and owns nothing. */
typedef struct
{
  char reply_code[4];                 /* RFC 5321 §4.2: "550"; "" = none */
  char status[HATO_SMTP_STATUS_SIZE]; /* RFC 3463 §2: "5.7.26"; "" = none */
  gsize start;                        /* where the first code stands in the text */
  gboolean is_sure; /* a status, or a code that is announced: not any number of three digits */
} HatoSmtpReply;

gboolean hato_smtp_reply_find (const char *text, gsize size, HatoSmtpReply *reply);
char *hato_smtp_reply_unfold (const char *text, gsize size, guint32 **places);

G_END_DECLS
