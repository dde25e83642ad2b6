/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a server is spoken to. */
typedef enum
{
  HATO_PROTOCOL_SMTP,
  HATO_PROTOCOL_SUBMISSION,
  HATO_PROTOCOL_SUBMISSIONS,
  HATO_PROTOCOL_IMAP,
  HATO_PROTOCOL_IMAPS,
  HATO_PROTOCOL_POP3,
  HATO_PROTOCOL_POP3S,
  HATO_PROTOCOL_HTTPS,
  HATO_PROTOCOLS,
} HatoProtocol;

/* Who goes through the door: what a fault of it means hangs on that. */
typedef enum
{
  HATO_ROLE_MX,
  HATO_ROLE_MAIL_PROGRAM,
  HATO_ROLE_WEB,
} HatoRole;

const char *hato_protocol_to_string (HatoProtocol self);
gboolean hato_protocol_from_string (const char *text, HatoProtocol *protocol);
guint16 hato_protocol_get_port (HatoProtocol self);
HatoRole hato_protocol_get_role (HatoProtocol self);
gboolean hato_protocol_is_implicit (HatoProtocol self);

G_END_DECLS
