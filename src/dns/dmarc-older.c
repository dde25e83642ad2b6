/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Policy discovery of RFC 7489, which many receivers still follow. All sections are those of RFC 7489. */
#include "config.h"

#include "dns/dmarc-older.h"

#include <string.h>

#include "base/cursor.h"
#include "base/domain-name.h"

/* Whether the policy stands where the older grammar wants it: directly behind the version (§6.4). */
static gboolean
has_policy_second (const HatoDmarcRecord *record)
{
  const HatoTag *second = hato_tag_list_get (record->tags, 1);

  return second != NULL && g_ascii_strcasecmp (second->name, "p") == 0;
}

static guint
get_percent (const HatoDmarcRecord *record)
{
  const HatoTag *tag = hato_tag_list_find (record->tags, "pct");
  HatoCursor cursor;
  guint64 percent;

  if (tag == NULL)
    return 100;

  hato_cursor_init (&cursor, tag->value, strlen (tag->value));
  return hato_cursor_take_decimal (&cursor, 100, &percent) && hato_cursor_at_end (&cursor)
             ? (guint) percent
             : 100;
}

/* np, psd and t are unknown tags here (§6.3). */
static void
apply (HatoDmarcOlder *self, const HatoDmarcRecord *record, gboolean own)
{
  if (record->policy == HATO_DMARC_UNSET || !has_policy_second (record))
    return;

  self->percent = get_percent (record);
  self->policy = !own && record->subdomain_policy != HATO_DMARC_UNSET ? record->subdomain_policy
                                                                      : record->policy;
}

/* One place (§6.6.3): of several records there none counts, and nothing else is looked for. TRUE = it was the last. FALSE with
 * @answer NULL = pending. */
static gboolean
visit (HatoDmarcOlder *self,
       const char *name,
       gboolean own,
       HatoAnswers *answers,
       const HatoEvidence **answer)
{
  g_autofree char *asked = g_strconcat ("_dmarc.", name, NULL);
  const HatoDmarcRecord *record;
  guint n_records;

  *answer = hato_look_up (answers, asked, HATO_DNS_TXT);
  if (*answer == NULL)
    return FALSE;

  if (hato_evidence_get_outcome (*answer) == HATO_OUTCOME_FAILED)
    {
      self->known = FALSE;
      return TRUE;
    }
  record = hato_dmarc_record_get (*answer, &n_records);
  if (n_records == 0)
    return FALSE;

  self->evidence = *answer;
  if (n_records == 1)
    apply (self, record, own);
  return TRUE;
}

/**
 * hato_dmarc_older_evaluate:
 * @author_domain: folded; "_dmarc." before it can be asked for
 * @older: (out caller-allocates): strings are inside @author_domain
 *
 * What a receiver of RFC 7489 decides of a mail of which nothing passed: the author domain's record, else that of the
 * organizational domain, which it knows from a list (§6.6.3).
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_dmarc_older_evaluate (const char *author_domain, HatoAnswers *answers, HatoDmarcOlder *older)
{
  const char *registered = hato_domain_name_get_registered (author_domain);
  const HatoEvidence *answer;

  *older = (HatoDmarcOlder){ TRUE, HATO_DMARC_NONE, 100,
                             registered != NULL ? registered : author_domain, NULL };
  if (visit (older, author_domain, TRUE, answers, &answer))
    return TRUE;
  if (answer == NULL)
    return FALSE;
  if (registered == NULL || strcmp (registered, author_domain) == 0)
    return TRUE;

  visit (older, registered, FALSE, answers, &answer);
  return answer != NULL;
}
