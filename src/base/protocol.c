/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/protocol.h"

#include <string.h>

static const struct
{
  const char *name;
  guint16 port;
  HatoRole role;
  gboolean implicit;
} protocols[HATO_PROTOCOLS] = {
  [HATO_PROTOCOL_SMTP] = { "smtp", 25, HATO_ROLE_MX, FALSE },
  [HATO_PROTOCOL_SUBMISSION] = { "submission", 587, HATO_ROLE_MAIL_PROGRAM, FALSE }, /* RFC 6409 */
  [HATO_PROTOCOL_SUBMISSIONS] = { "submissions", 465, HATO_ROLE_MAIL_PROGRAM,
                                  TRUE }, /* RFC 8314 §7.3 */
  [HATO_PROTOCOL_IMAP] = { "imap", 143, HATO_ROLE_MAIL_PROGRAM, FALSE },
  [HATO_PROTOCOL_IMAPS] = { "imaps", 993, HATO_ROLE_MAIL_PROGRAM, TRUE },
  [HATO_PROTOCOL_POP3] = { "pop3", 110, HATO_ROLE_MAIL_PROGRAM, FALSE },
  [HATO_PROTOCOL_POP3S] = { "pop3s", 995, HATO_ROLE_MAIL_PROGRAM, TRUE },
  [HATO_PROTOCOL_HTTPS] = { "https", 443, HATO_ROLE_WEB, TRUE },
};

const char *
hato_protocol_to_string (HatoProtocol self)
{
  return protocols[self].name;
}

/** hato_protocol_from_string: the reverse; FALSE for an unknown name. */
gboolean
hato_protocol_from_string (const char *text, HatoProtocol *protocol)
{
  for (guint i = 0; i < HATO_PROTOCOLS; i++)
    if (strcmp (protocols[i].name, text) == 0)
      {
        *protocol = (HatoProtocol) i;
        return TRUE;
      }

  return FALSE;
}

/** hato_protocol_get_port: the usual port. */
guint16
hato_protocol_get_port (HatoProtocol self)
{
  return protocols[self].port;
}

HatoRole
hato_protocol_get_role (HatoProtocol self)
{
  return protocols[self].role;
}

/** hato_protocol_is_implicit: whether TLS begins with the first byte, without STARTTLS (RFC 8314 §3). */
gboolean
hato_protocol_is_implicit (HatoProtocol self)
{
  return protocols[self].implicit;
}
