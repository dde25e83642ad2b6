/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/protocol.h"
#include "base/talk.h"

G_BEGIN_DECLS

#define HATO_DIALOGUE_LINE_MAX  2048u  /* bytes of a line that are kept */
#define HATO_DIALOGUE_LINES_MAX 200u   /* lines of one reply */
#define HATO_DIALOGUE_REPLY_MAX 65536u /* bytes of one reply */

typedef enum
{
  HATO_DIALOGUE_GOING,
  HATO_DIALOGUE_TLS_NOW, /* the server has said: begin */
  HATO_DIALOGUE_ENDED,   /* talk->end says how */
} HatoDialogueState;

/* The words up to STARTTLS of SMTP (RFC 3207), IMAP (RFC 9051 §6.2.1) or POP3 (RFC 2595 §4), without a socket: bytes
 * of the server go in, bytes for the server come out. It never sends a name, a password, MAIL or RCPT. */
typedef struct _HatoMailDialogue HatoMailDialogue;

HatoMailDialogue *hato_mail_dialogue_new (HatoProtocol protocol,
                                          const char *greeting_name,
                                          gboolean greeting_only,
                                          HatoTalk *talk);
void hato_mail_dialogue_free (HatoMailDialogue *self);
HatoDialogueState
hato_mail_dialogue_receive (HatoMailDialogue *self, gconstpointer bytes, gsize size);
HatoDialogueState hato_mail_dialogue_close (HatoMailDialogue *self);
gboolean hato_mail_dialogue_was_greeted (const HatoMailDialogue *self);
GBytes *hato_mail_dialogue_take_output (HatoMailDialogue *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoMailDialogue, hato_mail_dialogue_free)

G_END_DECLS
