/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/line.h"

#include <string.h>

#include "base/address.h"
#include "base/domain-name.h"

static const char *const canary_zones[HATO_CANARIES] = { "com", "invalid" };

/* Domains that have had texts beside their addresses for as long as there is SPF. */
static const char *const known_names[] = { "gmail.com", "outlook.com" };

/* The canaries, two questions for each known name, and four about the domain. */
G_STATIC_ASSERT (HATO_CANARIES + 2 * G_N_ELEMENTS (known_names) + 4 <= HATO_LINE_QUESTIONS);

/**
 * hato_line_make_canaries:
 * @started: microseconds since 1970
 * @canaries: (out) (transfer full): names that nobody has registered
 *
 * Names that must not exist: a resolver that finds an address for one makes its negatives up. They are derived from
 * the domain and the start of the run, so that they repeat in a replayed run and in no other.
 */
void
hato_line_make_canaries (const char *domain, gint64 started, char *canaries[HATO_CANARIES])
{
  g_autofree char *seed = g_strdup_printf ("%s %" G_GINT64_FORMAT, domain, started);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, seed, -1);

  for (guint i = 0; i < HATO_CANARIES; i++)
    canaries[i] = g_strdup_printf ("hatobin-%.20s.%s", digest + 20 * i, canary_zones[i]);
}

static void
set (HatoLine *line, const char *reason, const HatoEvidence *evidence)
{
  static const struct
  {
    const char *reason;
    const char *code;
  } codes[] = {
    { "fake_ip", "dns.fake_ip" },
    { "portal", "dns.portal" },
    { "resolver_lies", "dns.resolver_lies" },
    { "txt_filtered", "dns.txt_filtered" },
  };

  line->reason = reason;
  line->evidence = evidence;
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (strcmp (codes[i].reason, reason) == 0)
      line->code = codes[i].code;
}

/* RFC 2544: 198.18.0.0/15 is for tests between machines; proxy programs hand it out in place of real addresses. */
static gboolean
is_fake (const HatoAddress *address)
{
  static const guint8 network[4] = { 198, 18, 0, 0 };

  return hato_address_in_network (address, network, sizeof network, 15);
}

/* Somebody answered for a name that does not exist. Who does that can be told from where it leads. */
static void
judge_lie (const HatoEvidence *canary, HatoNetworkState network, HatoLine *line)
{
  const HatoDnsRecord *record = g_ptr_array_index (canary->records, 0);
  HatoAddress address;
  gboolean known = hato_address_parse (record->text, &address);

  if (known && is_fake (&address))
    set (line, "fake_ip", canary);
  else if ((known && hato_address_is_private (&address)) || network == HATO_NETWORK_PORTAL)
    set (line, "portal", canary);
  else
    set (line, "resolver_lies", canary);
}

/* The first canary in their order that is answered: which answer came first must not decide what is cited. FALSE = pending. */
static gboolean
judge_canaries (char *const canaries[HATO_CANARIES],
                HatoNetworkState network,
                HatoAnswers *answers,
                HatoLine *line)
{
  gboolean pending = FALSE;

  for (guint i = 0; i < HATO_CANARIES; i++)
    {
      const HatoEvidence *canary = hato_look_up (answers, canaries[i], HATO_DNS_A);

      if (canary == NULL)
        pending = TRUE;
      else if (hato_evidence_get_outcome (canary) == HATO_OUTCOME_ANSWER && line->code == NULL)
        judge_lie (canary, network, line);
    }
  return !pending;
}

static gboolean
has_answer (const HatoEvidence *evidence)
{
  return hato_evidence_get_outcome (evidence) == HATO_OUTCOME_ANSWER;
}

/* A domain without any text is rare, and a line that lets none through is too; only who sees the first looks for the second: at
 * names that are known to have texts, and whose addresses do come through. FALSE = pending. */
static gboolean
judge_texts (const char *domain, HatoAnswers *answers, HatoLine *line)
{
  g_autofree char *dmarc = g_strconcat ("_dmarc.", domain, NULL);
  const HatoEvidence *txt = hato_look_up (answers, domain, HATO_DNS_TXT);
  const HatoEvidence *policy =
      hato_domain_name_is_askable (dmarc) ? hato_look_up (answers, dmarc, HATO_DNS_TXT) : txt;
  const HatoEvidence *mx = hato_look_up (answers, domain, HATO_DNS_MX);
  const HatoEvidence *servers = hato_look_up (answers, domain, HATO_DNS_NS);
  const HatoEvidence *missing = NULL;
  gboolean pending = FALSE, filtered = TRUE;

  if (txt == NULL || policy == NULL || mx == NULL || servers == NULL)
    return FALSE;
  if (has_answer (txt) || has_answer (policy) || hato_evidence_is_from_zone (txt)
      || !(has_answer (mx) || has_answer (servers)))
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (known_names); i++)
    {
      const HatoEvidence *address = hato_look_up (answers, known_names[i], HATO_DNS_A);
      const HatoEvidence *text = hato_look_up (answers, known_names[i], HATO_DNS_TXT);

      pending = pending || address == NULL || text == NULL;
      if (address == NULL || text == NULL)
        continue;
      filtered = filtered && has_answer (address) && !has_answer (text);
      missing = missing != NULL ? missing : text;
    }
  if (pending)
    return FALSE;

  if (filtered)
    {
      set (line, "txt_filtered", missing);
      line->second = txt;
    }
  return TRUE;
}

/**
 * hato_line_judge:
 * @canaries: of hato_line_make_canaries ()
 * @network: what the system says of its connection
 * @line: (out): what is wrong with the line, if something is
 *
 * Whether the answers that come over this line can be held against the domain. Where they cannot, there is one explanation for
 * all that is seen.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_line_judge (const char *domain,
                 char *const canaries[HATO_CANARIES],
                 HatoNetworkState network,
                 HatoAnswers *answers,
                 HatoLine *line)
{
  *line = (HatoLine){ NULL, NULL, NULL, NULL };
  if (!judge_canaries (canaries, network, answers, line))
    return FALSE;

  return line->code != NULL || judge_texts (domain, answers, line);
}
