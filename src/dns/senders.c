/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/senders.h"

#include <string.h>

#include "base/domain-name.h"
#include "dns/domain.h"
#include "records/spf-record.h"

/* One search at work. */
typedef struct
{
  const HatoSubject *subject;
  HatoAnswers *answers;
  HatoSenders *out;
  gboolean pending;
} Search;

static gboolean
is_known (const HatoSenders *self, const HatoAddress *address)
{
  for (guint i = 0; i < self->n_senders; i++)
    if (self->senders[i].address.size == address->size
        && memcmp (self->senders[i].address.bytes, address->bytes, address->size) == 0)
      return TRUE;

  return FALSE;
}

static void
take_address (Search *self,
              const guint8 *bytes,
              gsize size,
              HatoSenderOrigin origin,
              const HatoEvidence *evidence)
{
  HatoSenders *out = self->out;
  HatoAddress address = { .size = size };

  memcpy (address.bytes, bytes, MIN (size, sizeof address.bytes));
  hato_address_unmap (&address);
  if (is_known (out, &address) || hato_address_is_private (&address))
    return;
  if (out->n_senders == HATO_SENDERS_MAX)
    {
      out->cut = TRUE;
      return;
    }

  out->senders[out->n_senders++] = (HatoSender){ address, origin, evidence };
}

/* NULL while it is pending, or where the name can have no answer. */
static const HatoEvidence *
look_up (Search *self, const char *name, guint16 type)
{
  const HatoEvidence *evidence;

  if (!hato_domain_name_is_askable (name))
    return NULL;

  evidence = hato_look_up (self->answers, name, type);
  if (evidence == NULL)
    self->pending = TRUE;
  else if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED
           && self->out->missing == NULL)
    self->out->missing = evidence;
  return evidence;
}

static void
take_host (Search *self, const char *name)
{
  static const guint16 types[] = { HATO_DNS_A, HATO_DNS_AAAA };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      const HatoEvidence *evidence = look_up (self, name, types[i]);

      for (guint j = 0; evidence != NULL && j < evidence->records->len; j++)
        {
          const HatoDnsRecord *record = g_ptr_array_index (evidence->records, j);

          if (record->size == 4 || record->size == 16)
            take_address (self, record->bytes, record->size, HATO_SENDER_HOST, evidence);
        }
    }
}

static void
take_hosts_of_mx (Search *self, const char *name)
{
  const HatoEvidence *mx = look_up (self, name, HATO_DNS_MX);

  for (guint i = 0; mx != NULL && i < MIN (mx->records->len, HATO_SENDERS_MAX); i++)
    take_host (self, ((const HatoDnsRecord *) g_ptr_array_index (mx->records, i))->target);
}

/* RFC 7208 §5.3, §5.4, §5.6: the terms that name single addresses, and let them pass. */
static void
take_term (Search *self, const HatoSpfTerm *term, gboolean hosts)
{
  const char *name = term->domain.text != NULL ? term->domain.text : self->subject->domain;
  gboolean single = term->prefix4 == 32 && term->prefix6 == 128;

  if (term->qualifier != HATO_SPF_QUALIFIER_PASS || term->domain.macros)
    return;

  if (!hosts && term->mechanism == HATO_SPF_IP4 && term->prefix4 == 32)
    take_address (self, term->network, 4, HATO_SENDER_ADDRESS, self->out->txt);
  else if (!hosts && term->mechanism == HATO_SPF_IP6 && term->prefix6 == 128)
    take_address (self, term->network, 16, HATO_SENDER_ADDRESS, self->out->txt);
  else if (hosts && single && term->mechanism == HATO_SPF_A)
    take_host (self, name);
  else if (hosts && single && term->mechanism == HATO_SPF_MX)
    take_hosts_of_mx (self, name);
}

static void
take_record (Search *self, const HatoSpfRecord *record)
{
  /* Addresses first: they stay in place whenever the answers on hosts come. */
  for (guint hosts = 0; hosts < 2; hosts++)
    for (guint i = 0; i < record->n_terms; i++)
      take_term (self, &record->terms[i], hosts > 0);
}

/**
 * hato_senders_find:
 * @senders: (out caller-allocates): filled as far as it is known, also while it is pending
 *
 * The addresses that are known to send: those given; else the domain's own single addresses in its SPF record.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_senders_find (const HatoSubject *subject, HatoAnswers *answers, HatoSenders *senders)
{
  Search self = { .subject = subject, .answers = answers, .out = senders };
  const HatoSpfTxt *txt;

  *senders = (HatoSenders){ .n_senders = 0 };
  for (guint i = 0; subject->sending_ips[i] != NULL; i++)
    {
      HatoAddress address;

      if (hato_address_parse (subject->sending_ips[i], &address))
        take_address (&self, address.bytes, address.size, HATO_SENDER_GIVEN, NULL);
    }
  if (subject->sending_ips[0] != NULL)
    return TRUE;

  senders->txt = look_up (&self, subject->domain, HATO_DNS_TXT);
  if (!hato_domain_sends_no_mail (subject, answers, &senders->sends_none))
    self.pending = TRUE;
  if (senders->txt == NULL || senders->sends_none)
    return !self.pending;

  txt = hato_spf_txt_get (senders->txt);
  if (txt->n_records == 1 && txt->record->valid)
    take_record (&self, txt->record);
  return !self.pending;
}
