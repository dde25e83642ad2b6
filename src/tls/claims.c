/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which names of a mail domain may have doors that matter: said by its records, known of its company, or usual. */
#include "config.h"

#include "tls/claims.h"

#include <string.h>

#include "base/address.h"
#include "base/cursor.h"
#include "base/domain-name.h"
#include "dns/mx.h"

/* limits: MX hosts considered, and connected */
#define MX_HOSTS_MAX     10u
#define MX_CONNECTED_MAX 5u

/* The search at work. */
typedef struct
{
  const char *domain;
  const HatoProviderList *providers; /* (nullable) */
  HatoAnswers *answers;
  GArray *claims; /* (element-type HatoClaim) */
  gboolean pending;
} Search;

/* What the domain says of itself (RFC 6186 §3, RFC 8314 §5.1). */
static const struct
{
  const char *prefix;
  HatoProtocol protocol;
} services[] = {
  { "_submissions._tcp.", HATO_PROTOCOL_SUBMISSIONS },
  { "_submission._tcp.", HATO_PROTOCOL_SUBMISSION },
  { "_imaps._tcp.", HATO_PROTOCOL_IMAPS },
  { "_imap._tcp.", HATO_PROTOCOL_IMAP },
  { "_pop3s._tcp.", HATO_PROTOCOL_POP3S },
  { "_pop3._tcp.", HATO_PROTOCOL_POP3 },
};

/* The doors of mail programs, each with the names that are usual for it, and the word of a company's manual for it. */
static const struct
{
  HatoProtocol protocol;
  const char *label; /* beside "mail." */
  HatoPort port;
} usual_doors[] = {
  { HATO_PROTOCOL_SUBMISSIONS, "smtp.", HATO_PORT_SMTPS },
  { HATO_PROTOCOL_SUBMISSION, "smtp.", HATO_PORT_SUBMISSION },
  { HATO_PROTOCOL_IMAPS, "imap.", HATO_PORT_IMAPS },
  { HATO_PROTOCOL_IMAP, "imap.", HATO_PORT_IMAP_STARTTLS },
  { HATO_PROTOCOL_POP3S, "pop.", HATO_PORT_POPS },
  { HATO_PROTOCOL_POP3, "pop.", HATO_PORT_POP_STARTTLS },
};

static void
claim_clear (gpointer data)
{
  g_free (((HatoClaim *) data)->host);
}

/** hato_claims_new: (transfer full) (element-type HatoClaim): none yet. */
GArray *
hato_claims_new (void)
{
  GArray *claims = g_array_new (FALSE, TRUE, sizeof (HatoClaim));

  g_array_set_clear_func (claims, claim_clear);
  return claims;
}

/** hato_claims_add: (transfer none): a new claim at the end, to be filled in before the next one is added. */
HatoClaim *
hato_claims_add (GArray *claims, HatoProtocol protocol, guint16 port, const char *host)
{
  const HatoClaim claim = { .protocol = protocol, .port = port, .host = g_strdup (host) };

  g_array_append_val (claims, claim);
  return &g_array_index (claims, HatoClaim, claims->len - 1);
}

static const char *
get_target (const HatoEvidence *evidence, guint index)
{
  return ((const HatoDnsRecord *) g_ptr_array_index (evidence->records, index))->target;
}

static gboolean
is_failed (const HatoEvidence *evidence)
{
  return hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED;
}

/* Nothing listens at the one MX: that is a fault; at one of several it is not. */
static void
claim_mx_hosts (Search *self, const HatoEvidence *mx)
{
  for (guint i = 0; i < MIN (mx->records->len, MX_HOSTS_MAX); i++)
    {
      const char *host = get_target (mx, i);
      HatoClaim *claim;

      if (*host == '\0' || !hato_domain_name_is_askable (host))
        continue;
      claim = hato_claims_add (self->claims, HATO_PROTOCOL_SMTP,
                               hato_protocol_get_port (HATO_PROTOCOL_SMTP), host);
      claim->owed = TRUE;
      claim->named = mx->records->len == 1;
      if (i >= MX_CONNECTED_MAX)
        claim->reason = "budget";
    }
}

/* RFC 5321 §5.1: without an MX the domain itself takes the mail. */
static void
claim_mx (Search *self, const HatoEvidence *mx)
{
  HatoClaim *claim;

  if (mx->records->len > 0)
    {
      claim_mx_hosts (self, mx);
      return;
    }
  claim = hato_claims_add (self->claims, HATO_PROTOCOL_SMTP,
                           hato_protocol_get_port (HATO_PROTOCOL_SMTP), self->domain);
  claim->guessed = TRUE;
  claim->owed = is_failed (mx);
  claim->reason = is_failed (mx) ? hato_evidence_get_reason (mx) : NULL;
}

/* RFC 2782: priority, weight, port, target; "." = there is no such service. */
static gboolean
read_service (const HatoDnsRecord *record, guint16 *port, char **host)
{
  HatoCursor cursor;
  guint64 number = 0;
  gsize start;

  hato_cursor_init (&cursor, record->text, strlen (record->text));
  for (guint field = 0; field < 3; field++)
    {
      if (!hato_cursor_take_decimal (&cursor, G_MAXUINT16, &number)
          || hato_cursor_take_any_of (&cursor, " ") == 0)
        return FALSE;
    }
  start = cursor.position;
  *port = (guint16) number;
  *host = hato_cursor_dup_range (&cursor, start, cursor.size);
  if (g_str_has_suffix (*host, "."))
    (*host)[strlen (*host) - 1] = '\0';
  return number > 0 && **host != '\0' && hato_domain_name_is_askable (*host);
}

static void
claim_services (Search *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (services); i++)
    {
      g_autofree char *name = g_strconcat (services[i].prefix, self->domain, NULL);
      g_autofree char *host = NULL;
      const HatoEvidence *evidence;
      HatoClaim *claim;
      guint16 port;

      if (!hato_domain_name_is_askable (name))
        continue;
      evidence = hato_look_up (self->answers, name, HATO_DNS_SRV);
      self->pending = self->pending || evidence == NULL;
      if (evidence == NULL || evidence->records->len == 0
          || !read_service (g_ptr_array_index (evidence->records, 0), &port, &host))
        continue;
      claim = hato_claims_add (self->claims, services[i].protocol, port, host);
      claim->named = TRUE;
      claim->owed = TRUE;
    }
}

/* (nullable) */
static HatoClaim *
claim_guess (Search *self, HatoProtocol protocol, const char *host)
{
  HatoClaim *claim;

  if (!hato_domain_name_is_askable (host))
    return NULL;

  claim = hato_claims_add (self->claims, protocol, hato_protocol_get_port (protocol), host);
  claim->guessed = TRUE;
  return claim;
}

/* The names that people type because every manual has them. */
static void
claim_own_names (Search *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (usual_doors); i++)
    {
      g_autofree char *narrow = g_strconcat (usual_doors[i].label, self->domain, NULL);
      g_autofree char *wide = g_strconcat ("mail.", self->domain, NULL);

      claim_guess (self, usual_doors[i].protocol, wide);
      claim_guess (self, usual_doors[i].protocol, narrow);
    }
}

/* The server's own name, where its address is known. NULL while that is pending, or where there is none. */
static const char *
look_up_own_name (Search *self, const char *host)
{
  const HatoEvidence *a = hato_look_up (self->answers, host, HATO_DNS_A);
  const HatoEvidence *ptr;
  g_autofree char *reverse = NULL;
  HatoAddress address;

  if (a == NULL || a->records->len == 0
      || !hato_address_parse (((const HatoDnsRecord *) g_ptr_array_index (a->records, 0))->text,
                              &address))
    {
      self->pending = self->pending || a == NULL;
      return NULL;
    }
  reverse = hato_address_to_reverse_name (&address);
  ptr = hato_look_up (self->answers, reverse, HATO_DNS_PTR);
  self->pending = self->pending || ptr == NULL;
  return ptr != NULL && ptr->records->len > 0 ? get_target (ptr, 0) : NULL;
}

/* The company's word for a server, made whole by one of the names that are seen. */
static const char *
fill (const char *pattern, const HatoEvidence *mx, const char *own_name)
{
  const char *name = NULL;

  if (pattern == NULL)
    return NULL;
  for (guint i = 0; i < MIN (mx->records->len, MX_HOSTS_MAX) && name == NULL; i++)
    name = hato_provider_fill_name (pattern, get_target (mx, i));
  if (name == NULL)
    name = hato_provider_fill_name (pattern, own_name != NULL ? own_name : "");
  return name != NULL && hato_domain_name_is_askable (name) ? name : NULL;
}

static const char *
get_pattern (const HatoMailServers *servers, HatoPort port)
{
  if (port == HATO_PORT_SMTPS || port == HATO_PORT_SUBMISSION)
    return servers->smtp;

  return port == HATO_PORT_IMAPS || port == HATO_PORT_IMAP_STARTTLS ? servers->imap : servers->pop;
}

/* Whether the company offers a door: what its manual leaves open may be there. */
static gboolean
offers (const HatoMailServers *servers, HatoPort port)
{
  HatoPort other = (HatoPort) ((guint) port ^ 1u); /* of the same purpose: they stand in pairs */

  return servers->ports[port] != 0 || servers->ports[other] == 0;
}

/* What the company's manual has people type. FALSE where it says nothing. */
static gboolean
claim_company (Search *self,
               const HatoProvider *company,
               const HatoEvidence *mx,
               const char *own_name)
{
  gboolean any = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (usual_doors); i++)
    {
      HatoPort port = usual_doors[i].port;
      const char *host = fill (get_pattern (&company->mail_servers, port), mx, own_name);
      guint16 number = company->mail_servers.ports[port];

      any = any || host != NULL;
      if (host != NULL && offers (&company->mail_servers, port))
        hato_claims_add (self->claims, usual_doors[i].protocol,
                         number != 0 ? number : hato_protocol_get_port (usual_doors[i].protocol),
                         host);
    }
  return any;
}

static const HatoProvider *
find_company (const Search *self, const HatoEvidence *mx, const char *own_name)
{
  const HatoProvider *company = NULL;

  for (guint i = 0; i < MIN (mx->records->len, MX_HOSTS_MAX) && company == NULL; i++)
    company = hato_provider_list_find (self->providers, HATO_PROVIDER_BY_MX, get_target (mx, i));
  if (company == NULL && own_name != NULL)
    company = hato_provider_list_find (self->providers, HATO_PROVIDER_BY_PTR, own_name);
  return company;
}

/* The company's names; where they are not known, the mail server itself may be what people type. */
static void
claim_server (Search *self, const HatoEvidence *mx)
{
  const char *host = mx->records->len > 0 ? get_target (mx, 0) : self->domain;
  const HatoProvider *company;
  const char *own_name;

  if (*host == '\0' || !hato_domain_name_is_askable (host))
    return;

  own_name = look_up_own_name (self, host);
  company = self->providers != NULL ? find_company (self, mx, own_name) : NULL;
  if (company != NULL
      && (claim_company (self, company, mx, own_name)
          || !(hato_provider_is (company, "hosting") || hato_provider_is (company, "isp"))))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (usual_doors); i++)
    {
      HatoClaim *claim = claim_guess (self, usual_doors[i].protocol, host);

      if (claim != NULL)
        claim->spare = TRUE;
    }
}

/* The policy's host is asked for the policy too, which counts as a connection. */
static void
claim_web (Search *self)
{
  g_autofree char *www = g_strconcat ("www.", self->domain, NULL);
  g_autofree char *policy = g_strconcat ("mta-sts.", self->domain, NULL);
  HatoClaim *claim;

  claim_guess (self, HATO_PROTOCOL_HTTPS, self->domain);
  claim_guess (self, HATO_PROTOCOL_HTTPS, www);
  claim = claim_guess (self, HATO_PROTOCOL_HTTPS, policy);
  if (claim == NULL)
    return;

  claim->policy = TRUE;
  claim->guessed = FALSE;
}

/**
 * hato_claims_find:
 * @domain: a mail domain, A-labels
 * @providers: (nullable)
 * @claims: (element-type HatoClaim): filled when the search is over: MX hosts, then what mail programs may use, then web servers
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_claims_find (const char *domain,
                  const HatoProviderList *providers,
                  HatoAnswers *answers,
                  GArray *claims)
{
  Search self = { domain, providers, answers, claims, FALSE };
  const HatoEvidence *mx = hato_look_up (answers, domain, HATO_DNS_MX);

  g_array_set_size (claims, 0);
  if (mx != NULL)
    claim_mx (&self, mx);
  claim_services (&self);
  claim_own_names (&self);
  if (mx != NULL)
    claim_server (&self, mx);
  claim_web (&self);
  return mx != NULL && !self.pending;
}
