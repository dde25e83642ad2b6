/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How far a conversation with a server came, and why it ended there. */
typedef enum
{
  HATO_TALK_ENCRYPTED, /* the handshake was completed, whatever the certificate says */
  HATO_TALK_GREETED,   /* no more than the greeting was wanted, and it came */
  HATO_TALK_CLOSED,    /* nothing listens on the port */
  HATO_TALK_FILTERED,  /* no answer to the connection */
  HATO_TALK_UNREACHABLE,
  HATO_TALK_PRIVATE, /* an address that is not connected to */
  HATO_TALK_RESET,   /* broken off before a word was said */
  HATO_TALK_SILENT,  /* no greeting in time */
  HATO_TALK_NOT_MAIL,
  HATO_TALK_REFUSED, /* the server does not talk now: 421, BYE, -ERR, or closed without a word */
  HATO_TALK_BROKEN,  /* its replies break the protocol */
  HATO_TALK_LATE,    /* a reply did not come in time */
  HATO_TALK_STARTTLS_MISSING,
  HATO_TALK_STARTTLS_REFUSED,
  HATO_TALK_STARTTLS_IMPOSSIBLE, /* PREAUTH, RFC 9051 §7.1.4 */
  HATO_TALK_INJECTED,            /* plaintext behind the go-ahead to TLS */
  HATO_TALK_PLAINTEXT,           /* text where TLS begins with the first byte */
  HATO_TALK_IMPLICIT_TLS,        /* TLS at once where STARTTLS was expected */
  HATO_TALK_HANDSHAKE_FAILED,
  HATO_TALK_HANDSHAKE_LATE,
  HATO_TALK_CANCELLED,
  HATO_TALK_ENDS,
} HatoTalkEnd;

typedef struct
{
  gboolean from_client;
  char *text; /* (owned): one line, bounded; text from strangers */
} HatoTalkLine;

/* A conversation with one address and port. Boxed, counted; its maker fills it, and from then on it is immutable. */
typedef struct _HatoTalk HatoTalk;

struct _HatoTalk
{
  HatoTalkEnd end;
  gint64 greeting_after;     /* microseconds from the connection to the whole greeting; -1 = none */
  gboolean starttls_offered; /* by the server's list of what it can do */
  gboolean plaintext_login;  /* a password may be sent before TLS */
  gboolean same_machine;     /* the server runs here: it may treat us differently */
  GPtrArray *transcript;     /* (owned) (element-type HatoTalkLine) */

  const char *tls_version; /* (nullable): static: TLS1.0 TLS1.1 TLS1.2 TLS1.3 */
  char *cipher;            /* (owned) (nullable) */
  guint dh_bits;           /* of the prime of a DHE exchange; 0 = another exchange */
  gboolean cipher_weak;    /* RC4 or 3DES: nothing better was to be had */
  gboolean client_cert_required;
  gboolean stapled; /* a valid OCSP response came with the chain */
  guint verify;     /* bits of gnutls_certificate_status_t, names and dates left out */
  GPtrArray *chain; /* (owned) (element-type GBytes): DER, as sent */
  char *trouble;    /* (owned) (nullable): what the TLS library said */
};

#define HATO_TYPE_TALK (hato_talk_get_type ())
GType hato_talk_get_type (void);

HatoTalk *hato_talk_new (void);
HatoTalk *hato_talk_ref (HatoTalk *self);
void hato_talk_unref (HatoTalk *self);
void hato_talk_add_line (HatoTalk *self, gboolean from_client, const char *text, gsize size);
const char *hato_talk_end_to_string (HatoTalkEnd end);
gboolean hato_talk_end_from_string (const char *text, HatoTalkEnd *end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoTalk, hato_talk_unref)

G_END_DECLS
