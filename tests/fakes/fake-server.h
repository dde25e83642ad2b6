/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-certificate.h"

G_BEGIN_DECLS

typedef enum
{
  FAKE_END,   /* closes the connection */
  FAKE_SAY,   /* sends words */
  FAKE_HEAR,  /* reads a line */
  FAKE_WAIT,  /* does nothing for a while (number: ms) */
  FAKE_DRIP,  /* sends words, a byte each 20 ms */
  FAKE_FLOOD, /* sends words again and again (number: how often), or until nobody reads */
  FAKE_TLS,   /* shakes hands */
  FAKE_RESET, /* breaks the connection off */
  FAKE_HOLD,  /* keeps it open until the client closes it */
} FakeDeed;

typedef struct
{
  FakeDeed deed;
  const char *words;
  guint number;
} FakeStep;

/* How a server shakes hands. */
typedef struct
{
  const FakeCertificate *chain[4]; /* the first is its own; up to the first NULL */
  const char *priority;            /* NULL = TLS 1.2 and 1.3 */
  gboolean wants_certificate;      /* of the client */
  const char *silent_to;           /* (nullable): a client that asks for this name gets no answer */
} FakeTls;

#define FAKE_STEPS_MAX 16u

/* A server on 127.0.0.1 that does to every connection what its script says. Threads of its own. */
typedef struct _FakeServer FakeServer;

FakeServer *fake_server_new (const FakeStep *steps, const FakeTls *tls);
void fake_server_free (FakeServer *self);
guint16 fake_server_get_port (const FakeServer *self);
guint fake_server_get_connections (FakeServer *self);
gboolean fake_server_is_silent (FakeServer *self);
char *fake_server_dup_heard (FakeServer *self);
guint16 fake_server_find_closed_port (void);
guint16 fake_server_make_dark_port (int kept[2]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeServer, fake_server_free)

G_END_DECLS
