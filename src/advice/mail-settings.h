/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/protocol.h"
#include "catalogue/provider.h"
#include "findings/checkup.h"

G_BEGIN_DECLS

/* What a person fills in, and for what. */
typedef enum
{
  HATO_MAIL_SENDING,
  HATO_MAIL_IMAP,
  HATO_MAIL_POP,
  HATO_MAIL_PURPOSES,
} HatoMailPurpose;

/* One server as a mail program wants to know it: a connection under this name came to a certificate for it that holds. */
typedef struct
{
  char *server; /* (owned) (nullable): A-labels; NULL = none was seen that could be advised */
  HatoProtocol protocol;
  guint16 port;
  gboolean
      starttls; /* the encryption begins after a greeting: "STARTTLS"; else at once: "SSL/TLS" */
} HatoMailSetting;

/* What a person types into a mail program, as far as the doors that were tried carry it. Boxed, immutable. */
typedef struct _HatoMailSettings HatoMailSettings;

struct _HatoMailSettings
{
  HatoMailSetting settings[HATO_MAIL_PURPOSES];
  gboolean
      user_is_address; /* the company is known to take the whole mail address as user name; else that is only usual */
};

#define HATO_TYPE_MAIL_SETTINGS (hato_mail_settings_get_type ())
GType hato_mail_settings_get_type (void);

HatoMailSettings *hato_mail_settings_new (const HatoCheckup *tls,
                                          const HatoProviderList *providers);
HatoMailSettings *hato_mail_settings_ref (HatoMailSettings *self);
void hato_mail_settings_unref (HatoMailSettings *self);
gboolean hato_mail_settings_is_empty (const HatoMailSettings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoMailSettings, hato_mail_settings_unref)

G_END_DECLS
