/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/resolver.h"
#include "net/zone.h"

G_BEGIN_DECLS

/* How the server misbehaves. */
typedef enum
{
  FAKE_DNS_HONEST = 0,
  FAKE_DNS_TRUNCATES = 1 << 0,      /* every answer by UDP has TC and nothing else */
  FAKE_DNS_NO_TCP = 1 << 1,         /* closes every TCP connection at once */
  FAKE_DNS_NO_EDNS = 1 << 2,        /* FORMERR to a question with OPT */
  FAKE_DNS_WRONG_ID = 1 << 3,       /* a forged answer with another id comes first */
  FAKE_DNS_WRONG_QUESTION = 1 << 4, /* answers to another name */
  FAKE_DNS_GARBAGE = 1 << 5,        /* bytes that are no message */
  FAKE_DNS_LIES = 1 << 6,           /* an address for every name that does not exist */
  FAKE_DNS_REFUSES = 1 << 7,        /* rcode REFUSED */
  FAKE_DNS_HIDES_TEXTS = 1 << 8,    /* by UDP no name has a text */
} FakeDnsManners;

/* A name server on 127.0.0.1, UDP and TCP on one port, that answers from a zone after a fixed delay. Threads of its own. */
typedef struct _FakeDns FakeDns;

FakeDns *fake_dns_new (HatoZone *zone, guint delay_ms, FakeDnsManners manners);
void fake_dns_free (FakeDns *self);
void fake_dns_gather (FakeDns *self, guint n_names);
void fake_dns_drop (FakeDns *self, guint n_questions);
guint16 fake_dns_get_port (const FakeDns *self);
char *fake_dns_dup_address (const FakeDns *self);
guint fake_dns_get_questions (FakeDns *self);
guint fake_dns_get_tcp_questions (FakeDns *self);
gint64 fake_dns_get_arrival (FakeDns *self, guint index);
HatoResolver *fake_dns_new_resolver (FakeDns *first, FakeDns *second);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeDns, fake_dns_free)

G_END_DECLS
