/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/doors.h"

#include <string.h>

#include "base/address.h"
#include "base/domain-name.h"

#define DOORS_MAX       64u
#define CONNECTIONS_MAX 2u /* limits: connections per address and port */

/* The search at work. */
typedef struct
{
  HatoAnswers *answers;
  const GArray *claims; /* (element-type HatoClaim) */
  GPtrArray *doors;     /* (element-type HatoEndpoint) */
  gboolean pending;
} Search;

static const char *
get_address (const HatoEvidence *evidence)
{
  return evidence->records->len > 0
             ? ((const HatoDnsRecord *) g_ptr_array_index (evidence->records, 0))->text
             : NULL;
}

static gboolean
has_address (const HatoEvidence *evidence, const char *address)
{
  for (guint i = 0; evidence != NULL && i < evidence->records->len; i++)
    if (strcmp (((const HatoDnsRecord *) g_ptr_array_index (evidence->records, i))->text, address)
        == 0)
      return TRUE;

  return FALSE;
}

static HatoEndpoint *
add_door (Search *self, const HatoClaim *claim, const char *address)
{
  HatoEndpoint *door = hato_endpoint_new (claim->protocol, claim->port, claim->host, address);

  door->named = claim->named;
  door->guessed = claim->guessed;
  door->policy = claim->policy;
  door->old_tls = HATO_OLD_TLS_LATER;
  g_ptr_array_add (self->doors, door);
  return door;
}

/* A row for what cannot be tried: nothing is left out without a word. */
static void
add_reason (Search *self,
            const HatoClaim *claim,
            const char *reason,
            const HatoEvidence *a,
            const HatoEvidence *aaaa)
{
  HatoEndpoint *door = add_door (self, claim, "");

  door->reason = reason;
  if (a != NULL)
    g_ptr_array_add (door->cited, hato_evidence_ref ((HatoEvidence *) a));
  if (aaaa != NULL)
    g_ptr_array_add (door->cited, hato_evidence_ref ((HatoEvidence *) aaaa));
}

/* Who is at the address and port already: each connection is one name. */
static guint
find_neighbours (const Search *self,
                 const HatoClaim *claim,
                 const char *address,
                 HatoEndpoint **last,
                 gboolean *same)
{
  guint n = 0;

  *last = NULL;
  *same = FALSE;
  for (guint i = 0; i < self->doors->len; i++)
    {
      HatoEndpoint *door = g_ptr_array_index (self->doors, i);

      if (door->port != claim->port || strcmp (door->address, address) != 0)
        continue;
      n++;
      *last = door;
      *same = *same || (strcmp (door->name, claim->host) == 0 && door->protocol == claim->protocol);
    }
  return n;
}

/* One door of a name. The second name at an address and port takes the connection that would have tried old versions; a third
 * one is not tried. */
static void
try_door (Search *self, const HatoClaim *claim, const char *address)
{
  HatoEndpoint *first;
  gboolean same;
  guint n = find_neighbours (self, claim, address, &first, &same);

  if (same || (claim->spare && n > 0))
    return;
  if (n >= CONNECTIONS_MAX || self->doors->len >= DOORS_MAX)
    {
      if (claim->owed)
        add_reason (self, claim, "budget", NULL, NULL);
      return;
    }
  if (n == 0)
    {
      first = add_door (self, claim, address);
      if (claim->policy)
        first->old_tls = HATO_OLD_TLS_NEVER;
      return;
    }
  first->old_tls = HATO_OLD_TLS_NEVER;
  add_door (self, claim, address)->old_tls = HATO_OLD_TLS_NEVER;
}

/* Whether it was said of the name already that its address is not known. */
static gboolean
is_told (const Search *self, const char *host)
{
  for (guint i = 0; i < self->doors->len; i++)
    {
      const HatoEndpoint *door = g_ptr_array_index (self->doors, i);

      if (*door->address == '\0' && strcmp (door->name, host) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A name without an address: none that was only guessed is missed. What could not be found out is said once a name. */
static void
tell_missing (Search *self, const HatoClaim *claim, const HatoEvidence *a, const HatoEvidence *aaaa)
{
  const HatoEvidence *failed = hato_evidence_get_outcome (a) == HATO_OUTCOME_FAILED ? a : NULL;

  if (failed == NULL && hato_evidence_get_outcome (aaaa) == HATO_OUTCOME_FAILED)
    failed = aaaa;
  if (claim->owed)
    add_reason (self, claim,
                failed != NULL ? hato_evidence_get_reason (failed) : "no_server_address", a, aaaa);
  else if (failed != NULL && !is_told (self, claim->host))
    add_reason (self, claim, hato_evidence_get_reason (failed), failed, NULL);
}

/* One address of each family: each is a row of its own. */
static void
try_claim (Search *self, const HatoClaim *claim)
{
  const HatoEvidence *a, *aaaa;
  HatoAddress address;

  if (claim->reason != NULL)
    {
      add_reason (self, claim, claim->reason, NULL, NULL);
      return;
    }
  if (hato_address_parse (claim->host, &address))
    {
      try_door (self, claim, claim->host);
      return;
    }
  a = hato_look_up (self->answers, claim->host, HATO_DNS_A);
  aaaa = hato_look_up (self->answers, claim->host, HATO_DNS_AAAA);
  self->pending = self->pending || a == NULL || aaaa == NULL;
  if (a == NULL || aaaa == NULL)
    return;

  if (a->records->len > 0)
    try_door (self, claim, get_address (a));
  if (aaaa->records->len > 0)
    try_door (self, claim, get_address (aaaa));
  if (a->records->len + aaaa->records->len == 0)
    tell_missing (self, claim, a, aaaa);
}

static gboolean
has_text (const GPtrArray *texts, const char *text)
{
  for (guint i = 0; i < texts->len; i++)
    if (strcmp (g_ptr_array_index (texts, i), text) == 0)
      return TRUE;

  return FALSE;
}

/* The other names of mail servers that lead to the address of a door: one of them may be what its certificate is for. */
static void
add_others (Search *self, HatoEndpoint *door)
{
  guint16 type = strchr (door->address, ':') != NULL ? HATO_DNS_AAAA : HATO_DNS_A;

  for (guint i = 0; i < self->claims->len; i++)
    {
      const HatoClaim *claim = &g_array_index (self->claims, HatoClaim, i);
      const char *host = claim->host;

      if (hato_protocol_get_role (claim->protocol) != HATO_ROLE_WEB
          && strcmp (host, door->name) != 0 && hato_domain_name_is_askable (host)
          && !has_text (door->others, host)
          && has_address (hato_look_up (self->answers, host, type), door->address))
        g_ptr_array_add (door->others, g_strdup (host));
    }
}

/**
 * hato_doors_find:
 * @claims: (element-type HatoClaim): in the order in which names come first where they share an address and port
 * @doors: (element-type HatoEndpoint): filled when the search is over, in the order of @claims
 *
 * Which connections are to be made for @claims: to one address of each family, to no address and port more often than is polite.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_doors_find (const GArray *claims, HatoAnswers *answers, GPtrArray *doors)
{
  Search self = { answers, claims, doors, FALSE };

  g_ptr_array_set_size (doors, 0);
  for (guint i = 0; i < claims->len; i++)
    try_claim (&self, &g_array_index (claims, HatoClaim, i));
  if (self.pending)
    return FALSE;

  for (guint i = 0; i < doors->len; i++)
    {
      HatoEndpoint *door = g_ptr_array_index (doors, i);

      if (*door->address != '\0'
          && hato_protocol_get_role (door->protocol) == HATO_ROLE_MAIL_PROGRAM)
        add_others (&self, door);
    }
  return TRUE;
}
