/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/authority.h"

#include <string.h>

#include "base/address.h"

static void
set_unknown (HatoAuthority *self, const char *reason, const HatoEvidence *evidence)
{
  self->state = HATO_AUTHORITY_UNKNOWN;
  self->reason = reason;
  self->evidence = evidence;
}

/* The first address in @evidence that may be asked, or NULL. */
static const char *
pick_address (const HatoEvidence *evidence, gboolean allow_private)
{
  for (guint i = 0; i < evidence->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (evidence->records, i);
      HatoAddress address;

      if (hato_address_parse (record->text, &address)
          && (allow_private || !hato_address_is_private (&address)))
        return record->text;
    }
  return NULL;
}

/* The address of a server that is known by its name. One is enough: several are as many ways to one server, as a rule. */
static void
find_address (HatoAuthority *self, gboolean allow_private, HatoAnswers *answers)
{
  static const guint16 types[] = { HATO_DNS_A, HATO_DNS_AAAA };

  for (gsize i = 0; i < G_N_ELEMENTS (types) && self->address == NULL; i++)
    {
      const HatoEvidence *evidence = hato_look_up (answers, self->name, types[i]);
      const char *address;

      if (evidence == NULL)
        return;

      address = pick_address (evidence, allow_private);
      self->address = g_strdup (address);
      if (address == NULL && hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED)
        {
          set_unknown (self, hato_evidence_get_reason (evidence), evidence);
          return;
        }
      if (address == NULL && i + 1 == G_N_ELEMENTS (types))
        set_unknown (self, evidence->records->len > 0 ? "private_address" : "no_address", evidence);
    }
}

/* Whether @text is an address, with or without a port, rather than a name. */
static gboolean
is_address (const char *text)
{
  g_autofree char *address = g_strndup (text, strcspn (text, "#"));
  HatoAddress parsed;

  return hato_address_parse (address, &parsed);
}

/**
 * hato_authority_find:
 * @self: with its name: a host name, or an address ("192.0.2.53", "192.0.2.53#5353")
 * @domain: the domain that it should answer for
 * @allow_private: whether a name may lead to a private address (an address that was given is asked anyway)
 *
 * Finds the server's address, and asks it for the domain's SOA record: who answers for a domain says so with the AA bit (RFC 1035
 * §4.1.1).
 */
void
hato_authority_find (HatoAuthority *self,
                     const char *domain,
                     gboolean allow_private,
                     HatoAnswers *answers)
{
  const HatoEvidence *soa;
  const char *reason;

  self->state = HATO_AUTHORITY_PENDING;
  if (is_address (self->name))
    self->address = g_strdup (self->name);
  else
    find_address (self, allow_private, answers);
  if (self->address == NULL)
    return;

  soa = hato_authority_look_up (self, answers, domain, HATO_DNS_SOA);
  if (soa == NULL)
    return;

  reason = hato_evidence_get_reason (soa);
  self->evidence = soa;
  if (reason == NULL)
    self->state = soa->aa ? HATO_AUTHORITY_GOOD : HATO_AUTHORITY_LAME;
  else if (strcmp (reason, "refused") == 0 || strcmp (reason, "servfail") == 0)
    self->state = HATO_AUTHORITY_LAME; /* RFC 8499 §7: lame delegation */
  else
    set_unknown (self, reason, soa);
}

void
hato_authority_clear (HatoAuthority *self)
{
  g_clear_pointer (&self->address, g_free);
}

/** hato_authority_look_up: (transfer none) (nullable): what this server answers; NULL = pending. Its address must be known. */
const HatoEvidence *
hato_authority_look_up (const HatoAuthority *self,
                        HatoAnswers *answers,
                        const char *name,
                        guint16 type)
{
  HatoQuestion question = {
    .kind = HATO_QUESTION_DNS, .type = type, .name = name, .server = self->address
  };

  return hato_look_up_question (answers, &question);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * hato_authority_dup_text:
 *
 * What an answer says, in a form in which answers of servers with and without recursion are the same: an alias is itself, since
 * only who asks others knows its end; the strings of a text are one.
 *
 * Returns: (transfer full) (nullable): a line a record in an order of its own, "" where there is none; NULL where that was not
 *   found out
 */
char *
hato_authority_dup_text (const HatoEvidence *evidence)
{
  g_autoptr (GPtrArray) texts = NULL;

  if (evidence->aliases->len > 0)
    return g_strdup_printf (
        "CNAME %s", ((const HatoDnsRecord *) g_ptr_array_index (evidence->aliases, 0))->text);
  if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED)
    return NULL;

  texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < evidence->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (evidence->records, i);

      g_ptr_array_add (texts, record->type == HATO_DNS_TXT ? g_utf8_make_valid (
                                  (const char *) record->bytes, (gssize) record->size)
                                                           : g_strdup (record->text));
    }
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("\n", (char **) texts->pdata);
}
