/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bounce/dsn.h"
#include "bounce/mail-signs.h"
#include "bounce/message.h"

G_BEGIN_DECLS

/* A mail seen as a report of what became of another one: its parts, each as text. Boxed, immutable. */
typedef struct _HatoMailReport HatoMailReport;

struct _HatoMailReport
{
  HatoMessage *message;   /* (owned): the mail itself, or the report that was attached to it */
  HatoMailSigns signs;    /* of @message; none of a report for machines */
  char *words;            /* (owned): what it says to people, without the message that came back */
  HatoDsn *dsn;           /* (owned) (nullable) */
  char *feedback;         /* (owned) (nullable): RFC 5965 */
  char *receipt;          /* (owned) (nullable): RFC 8098 */
  HatoOriginal *original; /* (owned) (nullable): the message that came back */
};

#define HATO_TYPE_MAIL_REPORT (hato_mail_report_get_type ())
GType hato_mail_report_get_type (void);

HatoMailReport *hato_mail_report_read (HatoMessage *message);
HatoMailReport *hato_mail_report_ref (HatoMailReport *self);
void hato_mail_report_unref (HatoMailReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoMailReport, hato_mail_report_unref)

G_END_DECLS
