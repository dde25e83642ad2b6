/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/answers.h"
#include "tls/certificate.h"

G_BEGIN_DECLS

/* The name that a person should type instead, and how it was found. */
typedef enum
{
  HATO_NAME_NONE,
  HATO_NAME_BY_ADDRESS, /* a name of the certificate that leads to the same server */
  HATO_NAME_BY_PTR,     /* the server's own name, which a wildcard of the certificate covers */
  HATO_NAME_KNOWN,      /* a name that is known to lead to the server, as that of the MX */
  HATO_NAME_ONLY,       /* the only name of the certificate: probably */
} HatoNameFound;

gboolean hato_server_name_matches (const HatoCertificate *certificate, const char *name);
gboolean hato_server_name_is_covered (const char *pattern, const char *name);
gboolean hato_server_name_find (const HatoCertificate *certificate,
                                const char *address,
                                const GPtrArray *others,
                                HatoAnswers *answers,
                                HatoNameFound *found,
                                char **name,
                                GPtrArray *evidence);

G_END_DECLS
