/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-server.h"
#include "net/settings.h"
#include "tls/tls-check.h"

G_BEGIN_DECLS

/* Scripts of a server: up to the handshake, and TLS at once. */
#define TLS_FIXTURE_MAIL                                                                           \
  {                                                                                                \
    { FAKE_SAY, "220 mx\r\n", 0 }, { FAKE_HEAR, NULL, 0 },                                         \
        { FAKE_SAY, "250-mx\r\n250 STARTTLS\r\n", 0 }, { FAKE_HEAR, NULL, 0 },                     \
        { FAKE_SAY, "220 go\r\n", 0 }, { FAKE_TLS, NULL, 0 }, { FAKE_HEAR, NULL, 0 },              \
  }
#define TLS_FIXTURE_IMPLICIT                                                                       \
  {                                                                                                \
    {                                                                                              \
      FAKE_TLS, NULL, 0                                                                            \
    }                                                                                              \
  }

/* A certificate of the server that the zone knows. */
#define TLS_FIXTURE_NAMED .common_name = "mail.example.test", .dns = { "mail.example.test" }

/* What a check of a server of the test needs. */
typedef struct
{
  FakeCertificate *root;
  FakeCertificate *middle; /* signed by root */
  HatoSettings *settings;
  HatoRunner *runner;
  GCancellable *cancellable; /* of the conversations */
} TlsFixture;

typedef struct
{
  const char *path;
  void (*run) (TlsFixture *fixture, gconstpointer data);
} TlsTest;

int tls_fixture_run (const TlsTest *tests, gsize n);
HatoTlsInput *
tls_fixture_new_input (TlsFixture *fixture, const char *host, HatoProtocol protocol, guint16 port);

G_END_DECLS
