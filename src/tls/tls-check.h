/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/endpoint-id.h"
#include "base/runner.h"
#include "catalogue/provider.h"
#include "findings/checkup.h"
#include "net/resolver.h"

G_BEGIN_DECLS

/* The row that stands for all doors of a domain, where nothing could be tried. */
#define HATO_TLS_ALL_DOORS "tls"

/* A door to try. */
typedef struct
{
  HatoProtocol protocol;
  guint16 port;
} HatoTlsDoor;

/* What a check of a server's doors, or of all those of a mail domain, needs: a boxed snapshot, immutable once it left its maker. */
typedef struct _HatoTlsInput HatoTlsInput;

struct _HatoTlsInput
{
  char *host;    /* (owned) (nullable): A-labels, or an address; NULL = the doors of @mail_domain */
  char *name;    /* (owned) (nullable): what the certificate must be for; the host as a rule */
  char *connect; /* (owned) (nullable): an address to connect to instead of the host's */
  char *mail_domain; /* (owned) (nullable): MTA-STS of that domain is looked at too */
  HatoSubject *
      subject; /* (owned) (nullable): whose doors they are; NULL = nobody else's than the host's or domain's */
  GArray *doors;               /* (owned) (element-type HatoTlsDoor): of @host */
  HatoEndpointId *only;        /* (owned) (nullable): the one door of them to try; NULL = all */
  gboolean named;              /* somebody asked for these very doors */
  HatoProviderList *providers; /* (owned) (nullable): of a mail domain's company */
  GStrv controls;         /* (owned): HOST or HOST:PORT: who tells a dark line from a dark server */
  HatoResolver *resolver; /* (owned): one run's, with sessions */
  gint64 started;         /* microseconds since 1970 */
  gint64 timeout;         /* microseconds */
};

#define HATO_TYPE_TLS_INPUT (hato_tls_input_get_type ())
GType hato_tls_input_get_type (void);

HatoTlsInput *
hato_tls_input_new (const char *host, HatoResolver *resolver, gint64 started, gint64 timeout);
HatoTlsInput *hato_tls_input_new_for_domain (const char *domain,
                                             HatoProviderList *providers,
                                             HatoResolver *resolver,
                                             gint64 started,
                                             gint64 timeout);
HatoTlsInput *hato_tls_input_ref (HatoTlsInput *self);
void hato_tls_input_unref (HatoTlsInput *self);
void hato_tls_input_add_door (HatoTlsInput *self, HatoProtocol protocol, guint16 port);
void hato_tls_input_add_mail_program_doors (HatoTlsInput *self);

HatoCheckup *hato_tls_check_run (HatoJob *job, const HatoTlsInput *input, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoTlsInput, hato_tls_input_unref)

G_END_DECLS
