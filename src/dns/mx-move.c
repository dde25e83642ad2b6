/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a move to another company leaves behind in the MX. */
#include "config.h"

#include "dns/mx-move.h"

#include <string.h>

#include "base/address.h"
#include "base/domain-name.h"
#include "records/spf-record.h"

#define ADDRESSES_MAX 2u /* of the website, whose names are asked for */

static const HatoDnsRecord *
get_record (const HatoEvidence *evidence, guint index)
{
  return g_ptr_array_index (evidence->records, index);
}

/* A company that keeps mailboxes: not one through which mail only passes on its way to another. */
static gboolean
keeps_mailboxes (const HatoProvider *provider)
{
  return hato_provider_is (provider, "hosting") || hato_provider_is (provider, "isp");
}

static HatoFinding *
add_finding (GPtrArray *findings,
             const char *code,
             const HatoSubject *subject,
             const char *name,
             const HatoEvidence *evidence)
{
  HatoFinding *finding = hato_finding_new_usual (code, subject->domain);

  hato_finding_add_argument (finding, "name", name);
  hato_finding_cite (finding, evidence);
  g_ptr_array_add (findings, finding);
  return finding;
}

/* The MX of a web host, or of the bare domain, beside that of a mail service; or of two hosts. Mail then lies in the one or
 * in the other. */
static void
judge_leftover (const HatoSubject *subject,
                const HatoEvidence *mx,
                const HatoProviderList *providers,
                GPtrArray *findings)
{
  const HatoDnsRecord *service = NULL, *old = NULL, *other = NULL;
  const HatoProvider *old_company = NULL;

  for (guint i = 0; i < mx->records->len; i++)
    {
      const HatoDnsRecord *record = get_record (mx, i);
      gboolean bare = strcmp (record->target, subject->domain) == 0;
      const HatoProvider *company =
          hato_provider_list_find (providers, HATO_PROVIDER_BY_MX, record->target);

      if (company != NULL && hato_provider_is (company, "saas"))
        service = service != NULL ? service : record;
      else if (bare || (company != NULL && keeps_mailboxes (company)))
        {
          if (old != NULL && company != old_company && company != NULL && old_company != NULL)
            other = record->preference >= old->preference ? record : old;
          if (old == NULL || company != NULL)
            {
              old = record;
              old_company = company;
            }
        }
    }
  if (service != NULL && old != NULL)
    hato_finding_add_argument (add_finding (findings, "mx.leftover", subject, old->target, mx),
                               "host", service->target);
  else if (other != NULL)
    hato_finding_add_argument (add_finding (findings, "mx.leftover", subject, other->target, mx),
                               "host", other == old ? get_record (mx, 0)->target : old->target);
}

/* Where the SPF record says that the mail is kept. */
typedef struct
{
  const HatoProvider *company;
  const char *host; /* (nullable): a server of it that is named */
} MailHost;

/* A server of a company that keeps mailboxes, named in the record; or else the company whose list it includes. */
static void
find_mail_host (const HatoSpfRecord *record, const HatoProviderList *providers, MailHost *self)
{
  for (guint i = 0; i < record->n_terms; i++)
    {
      const HatoSpfTerm *term = &record->terms[i];
      gboolean named = term->mechanism == HATO_SPF_A || term->mechanism == HATO_SPF_INCLUDE;
      const HatoProvider *company =
          named && term->domain.text != NULL && !term->domain.macros
              ? hato_provider_list_find (providers, HATO_PROVIDER_BY_SPF, term->domain.text)
              : NULL;

      if (company == NULL || !keeps_mailboxes (company) || self->host != NULL)
        continue;
      if (term->mechanism == HATO_SPF_A)
        self->host = term->domain.text;
      if (term->mechanism == HATO_SPF_A || self->company == NULL)
        self->company = company;
    }
}

static gboolean
share_address (const HatoEvidence *a, const HatoEvidence *b)
{
  for (guint i = 0; i < a->records->len; i++)
    for (guint j = 0; j < b->records->len; j++)
      if (strcmp (get_record (a, i)->text, get_record (b, j)->text) == 0)
        return TRUE;

  return FALSE;
}

/* What the names behind the website's addresses tell. */
typedef struct
{
  const HatoEvidence *ptr; /* (not owned) (nullable): the first */
  gboolean pending;
  gboolean failed;
  gboolean at_host;   /* one belongs to the company that keeps the mail */
  gboolean elsewhere; /* one belongs to another company that is known */
} Website;

static void
look_at_website (const HatoEvidence *a,
                 const MailHost *mail,
                 const HatoProviderList *providers,
                 HatoAnswers *answers,
                 Website *self)
{
  for (guint i = 0; i < MIN (a->records->len, ADDRESSES_MAX); i++)
    {
      HatoAddress address = { .size = 4 };
      g_autofree char *name = NULL;
      const HatoEvidence *ptr;

      memcpy (address.bytes, get_record (a, i)->bytes, 4);
      name = hato_address_to_reverse_name (&address);
      ptr = hato_look_up (answers, name, HATO_DNS_PTR);
      self->pending = self->pending || ptr == NULL;
      if (ptr == NULL)
        continue;
      self->ptr = self->ptr != NULL ? self->ptr : ptr;
      self->failed = self->failed || hato_evidence_get_outcome (ptr) == HATO_OUTCOME_FAILED;
      for (guint j = 0; j < ptr->records->len; j++)
        {
          const HatoProvider *company = hato_provider_list_find (providers, HATO_PROVIDER_BY_PTR,
                                                                 get_record (ptr, j)->target);

          self->at_host = self->at_host || company == mail->company;
          self->elsewhere = self->elsewhere || (company != NULL && company != mail->company);
        }
    }
}

/* Xserver, Sakura and others register the bare domain as MX. When the address of the website moves away, mail goes with it
 * (RFC 5321 §5.1). Told only where the SPF record still names the host, and the address is known to be another's. */
static gboolean
judge_website (const HatoSubject *subject,
               const HatoEvidence *mx,
               const HatoProviderList *providers,
               HatoAnswers *answers,
               GPtrArray *findings)
{
  const HatoEvidence *txt = hato_look_up (answers, subject->domain, HATO_DNS_TXT);
  const HatoEvidence *a = hato_look_up (answers, subject->domain, HATO_DNS_A), *server = NULL;
  const HatoSpfTxt *spf = txt != NULL ? hato_spf_txt_get (txt) : NULL;
  MailHost mail = { NULL };
  Website website = { NULL };
  HatoFinding *finding;

  if (spf == NULL || a == NULL)
    return FALSE;
  if (spf->n_records != 1 || a->records->len == 0)
    return TRUE;
  find_mail_host (spf->record, providers, &mail);
  if (mail.company == NULL || mail.company->suffixes[HATO_PROVIDER_BY_PTR][0] == NULL)
    return TRUE;

  look_at_website (a, &mail, providers, answers, &website);
  if (mail.host != NULL && hato_domain_name_is_askable (mail.host))
    {
      server = hato_look_up (answers, mail.host, HATO_DNS_A);
      if (server == NULL)
        return FALSE;
    }
  if (website.pending)
    return FALSE;
  if (website.at_host || website.failed || (server != NULL && share_address (a, server)))
    return TRUE;
  if (!website.elsewhere && (server == NULL || server->records->len == 0))
    return TRUE; /* it may be a server of theirs that has no name yet */

  finding = add_finding (findings, "mx.follows_website", subject, get_record (a, 0)->text, mx);
  hato_finding_add_argument (finding, "host",
                             mail.host != NULL ? mail.host : mail.company->name_en);
  hato_finding_cite (finding, a);
  hato_finding_cite (finding, txt);
  hato_finding_cite (finding, website.ptr);
  hato_finding_cite (finding, server);
  return TRUE;
}

/**
 * hato_mx_move_judge:
 * @mx: the answer with the hosts, none of them null
 * @findings: (element-type HatoFinding): where they go once the judge settles
 *
 * Judges of item mx: an old company's host beside the new one, and mail that followed the website to another company.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_mx_move_judge (const HatoSubject *subject,
                    const HatoEvidence *mx,
                    const HatoProviderList *providers,
                    HatoAnswers *answers,
                    GPtrArray *findings)
{
  gboolean bare_alone = mx->records->len > 0;

  for (guint i = 0; i < mx->records->len; i++)
    bare_alone = bare_alone && strcmp (get_record (mx, i)->target, subject->domain) == 0;
  if (bare_alone)
    return judge_website (subject, mx, providers, answers, findings);

  judge_leftover (subject, mx, providers, findings);
  return TRUE;
}
