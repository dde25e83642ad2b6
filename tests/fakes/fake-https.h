/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A web server on 127.0.0.1 that says what a test wants, to every request the same. */
typedef struct _FakeHttps FakeHttps;

FakeHttps *fake_https_new (const char *pem, const char *response, gulong pause, gboolean endless);
void fake_https_free (FakeHttps *self);
guint16 fake_https_get_port (const FakeHttps *self);
guint fake_https_count_connections (FakeHttps *self);
char *fake_https_dup_request (FakeHttps *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeHttps, fake_https_free)

G_END_DECLS
