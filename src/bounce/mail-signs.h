/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bounce/message.h"

G_BEGIN_DECLS

/* What the headers of a mail tell of its nature. Lives on the stack, owns nothing. */
typedef struct
{
  gboolean is_from_server;   /* MAILER-DAEMON, postmaster, or no sender at all */
  gboolean is_automatic;     /* an answer that a program sent for a person (RFC 3834) */
  gboolean is_about_failure; /* by its subject */
  gboolean is_complaint;     /* in the form of one receiver, without a report part */
  gboolean is_about_delay;   /* by its subject */
} HatoMailSigns;

void hato_mail_signs_read (HatoMailSigns *self, const HatoMessage *message);

G_END_DECLS
