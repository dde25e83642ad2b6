/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of DNSSEC as a stub resolver sees it: what is signed, what its resolver verified, and what does not verify. */
#include "config.h"

#include "dns/dnssec.h"

#include "base/cursor.h"
#include "base/domain-name.h"

/* What DS and DNSKEY records have in common with one another. */
typedef struct
{
  guint16 tag;
  guint8 algorithm;
} KeyId;

/**
 * hato_dnssec_resolver_validates:
 * @validates: (out): whether the run's resolver says of the root, which is signed, that it verified (RFC 4035 §3.2.3)
 * @root: (out) (transfer none) (nullable) (optional): the answer that shows it
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_dnssec_resolver_validates (HatoAnswers *answers,
                                gboolean *validates,
                                const HatoEvidence **root)
{
  const HatoEvidence *evidence = hato_look_up (answers, "", HATO_DNS_NS);

  *validates = evidence != NULL && evidence->ad;
  if (root != NULL)
    *root = evidence;
  return evidence != NULL;
}

/** hato_dnssec_get_zone: (transfer none): at which name the keys of @domain stand, and the parent's word on them: where it was registered. */
const char *
hato_dnssec_get_zone (const char *domain)
{
  const char *registered = hato_domain_name_get_registered (domain);

  return registered != NULL ? registered : domain;
}

/* RFC 4034 §5.1: key tag, algorithm, digest type, digest. */
static gboolean
read_ds (const HatoDnsRecord *record, KeyId *id)
{
  HatoCursor cursor;

  hato_cursor_init (&cursor, record->bytes, record->size);
  return hato_cursor_take_u16 (&cursor, &id->tag) && hato_cursor_take_u8 (&cursor, &id->algorithm);
}

/* RFC 4034 §2.1, and appendix B: the tag is a sum over the record. */
static gboolean
read_key (const HatoDnsRecord *record, KeyId *id)
{
  HatoCursor cursor;
  guint32 sum = 0;
  guint8 byte;

  hato_cursor_init (&cursor, record->bytes, record->size);
  if (!hato_cursor_skip (&cursor, 3) || !hato_cursor_take_u8 (&cursor, &id->algorithm))
    return FALSE;

  hato_cursor_seek (&cursor, 0);
  for (gsize i = 0; hato_cursor_take_u8 (&cursor, &byte) && i < G_MAXUINT16; i++)
    sum += i % 2 == 0 ? (guint32) byte << 8 : byte;
  id->tag = (guint16) (sum + (sum >> 16));
  return TRUE;
}

/**
 * hato_dnssec_keys_fit:
 * @ds: what the parent zone says of the keys
 * @keys: the DNSKEY answer of the zone
 *
 * Returns: whether one DS record can belong to one key, by tag and algorithm (RFC 4035 §5.2); TRUE where the records
 *   cannot be read
 */
gboolean
hato_dnssec_keys_fit (const HatoEvidence *ds, const HatoEvidence *keys)
{
  gboolean readable = FALSE;

  for (guint i = 0; i < ds->records->len; i++)
    for (guint j = 0; j < keys->records->len; j++)
      {
        KeyId wanted, found;

        if (!read_ds (g_ptr_array_index (ds->records, i), &wanted)
            || !read_key (g_ptr_array_index (keys->records, j), &found))
          continue;
        if (wanted.tag == found.tag && wanted.algorithm == found.algorithm)
          return TRUE;
        readable = TRUE;
      }
  return !readable && keys->records->len > 0;
}

static void
add_finding (GPtrArray *findings,
             const char *code,
             const char *name,
             const HatoEvidence *const *evidence)
{
  HatoFinding *finding = hato_finding_new_usual (code, name);

  for (; *evidence != NULL; evidence++)
    hato_finding_cite (finding, *evidence);
  g_ptr_array_add (findings, finding);
}

/* The parent announces keys, and the zone has none that fits: every resolver that verifies turns the domain away
 * (RFC 4035 §5.5). What it rests on is asked twice. FALSE = pending. */
static gboolean
judge_broken_chain (const char *name,
                    const HatoEvidence *ds,
                    const HatoEvidence *keys,
                    HatoAnswers *answers,
                    GPtrArray *findings)
{
  const HatoEvidence *second_ds, *second_keys;
  HatoSure sure_ds = hato_look_again (answers, ds, &second_ds);
  HatoSure sure_keys = hato_look_again (answers, keys, &second_keys);
  HatoFinding *finding;

  if (sure_ds == HATO_SURE_PENDING || sure_keys == HATO_SURE_PENDING)
    return FALSE;

  if (sure_ds == HATO_SURE_CONFIRMED && sure_keys == HATO_SURE_CONFIRMED)
    finding = hato_finding_new_usual ("dns.bogus", name);
  else
    finding = hato_finding_new_unchecked (
        "dns", hato_sure_get_reason (sure_ds == HATO_SURE_DIFFERENT ? second_ds : second_keys),
        name);
  hato_finding_cite (finding, ds);
  hato_finding_cite (finding, keys);
  hato_finding_cite (finding, second_ds);
  hato_finding_cite (finding, second_keys);
  g_ptr_array_add (findings, finding);
  return TRUE;
}

/**
 * hato_dnssec_judge:
 * @soa: an answer for the domain
 * @ds, @keys: the answers DS and DNSKEY for its zone
 * @findings: (element-type HatoFinding): where the finding goes
 *
 * Whether the domain is signed, and whether the run's resolver verified it. Not to be signed is no fault.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_dnssec_judge (const HatoSubject *subject,
                   const HatoEvidence *soa,
                   const HatoEvidence *ds,
                   const HatoEvidence *keys,
                   HatoAnswers *answers,
                   GPtrArray *findings)
{
  const char *name = hato_dnssec_get_zone (subject->domain);

  if (hato_evidence_get_outcome (ds) == HATO_OUTCOME_FAILED
      || hato_evidence_get_outcome (keys) == HATO_OUTCOME_FAILED)
    return TRUE; /* not every resolver answers these types; the row has other answers to stand on */
  if (ds->records->len == 0)
    add_finding (findings, "dns.no_dnssec", name, (const HatoEvidence *[]){ ds, keys, NULL });
  else if (!soa->ad && !hato_dnssec_keys_fit (ds, keys))
    return judge_broken_chain (name, ds, keys, answers, findings);
  else
    add_finding (findings, soa->ad ? "dns.validated" : "dns.signed", name,
                 (const HatoEvidence *[]){ ds, keys, soa, NULL });
  return TRUE;
}

/**
 * hato_dnssec_judge_servfail:
 * @soa: the answer SERVFAIL for the domain
 *
 * A resolver that verifies says SERVFAIL for what does not verify. With the CD flag it gives the answer unverified: then the
 * signatures are what is wrong (RFC 4035 §4.7, §5.5). Both sides were asked of every server of the run.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_dnssec_judge_servfail (const HatoSubject *subject,
                            const HatoEvidence *soa,
                            HatoAnswers *answers,
                            GPtrArray *findings)
{
  HatoQuestion question = *soa->question;
  const HatoEvidence *unverified;

  question.flags |= HATO_QUESTION_CHECKING_DISABLED;
  unverified = hato_look_up_question (answers, &question);
  if (unverified == NULL)
    return FALSE;

  add_finding (findings,
               hato_evidence_get_outcome (unverified) == HATO_OUTCOME_FAILED ? "dns.servfail"
                                                                             : "dns.bogus",
               subject->domain, (const HatoEvidence *[]){ soa, unverified, NULL });
  return TRUE;
}
