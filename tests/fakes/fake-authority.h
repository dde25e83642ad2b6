/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An authority of a test's own, and the certificates that it gives. */
typedef struct _FakeAuthority FakeAuthority;

FakeAuthority *fake_authority_new (void);
void fake_authority_free (FakeAuthority *self);
const char *fake_authority_get_pem (const FakeAuthority *self);
char *
fake_authority_sign (const FakeAuthority *self, const char *host, int first_day, int last_day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeAuthority, fake_authority_free)

G_END_DECLS
