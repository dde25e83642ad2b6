/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;  /* (owned): "smtp.mailfrom", "client-ip" */
  char *value; /* (owned): text from strangers */
} HatoAuthenticationProperty;

/* What a receiver found by one method. */
typedef struct
{
  char *method;          /* (owned): spf, dkim, dmarc, …, folded to lower case */
  char *result;          /* (owned): pass, fail, …, folded to lower case */
  char *comment;         /* (owned) (nullable): what it says in brackets */
  GPtrArray *properties; /* (owned) (element-type HatoAuthenticationProperty) */
} HatoAuthenticationMethod;

/* What one receiver wrote into the header of a mail: Authentication-Results (RFC 8601), Received-SPF (RFC 7208 §9.1), or
 * ARC-Authentication-Results (RFC 8617 §4.1.1). Boxed, immutable. */
typedef struct _HatoAuthenticationResults HatoAuthenticationResults;

struct _HatoAuthenticationResults
{
  char *server;       /* (owned) (nullable): who says so; a Received-SPF field does not tell */
  guint instance;     /* of the ARC set, 0 = none */
  GPtrArray *methods; /* (owned) (element-type HatoAuthenticationMethod) */
};

#define HATO_TYPE_AUTHENTICATION_RESULTS (hato_authentication_results_get_type ())
GType hato_authentication_results_get_type (void);

HatoAuthenticationResults *hato_authentication_results_parse (const char *value);
HatoAuthenticationResults *hato_authentication_results_parse_arc (const char *value);
HatoAuthenticationResults *hato_authentication_results_parse_received_spf (const char *value);
HatoAuthenticationResults *hato_authentication_results_ref (HatoAuthenticationResults *self);
void hato_authentication_results_unref (HatoAuthenticationResults *self);
const char *hato_authentication_method_get (const HatoAuthenticationMethod *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoAuthenticationResults, hato_authentication_results_unref)

G_END_DECLS
