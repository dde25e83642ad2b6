/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "advice/bounce-cause.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "findings/wording.h"

#define AREAS_MAX 4

/* Where the reason for a refusal can lie, the likeliest first. What concerns receiving never explains a refusal of sent
 * mail (contract, rule 9). A row without detail stands for all others of its cause. */
static const struct
{
  const char *code;
  const char *detail; /* (nullable) */
  const char *areas[AREAS_MAX];
} reasons[] = {
  { "bounce.sender_auth", "spf", { "spf" } },
  { "bounce.sender_auth", "dkim", { "dkim", "signature" } },
  { "bounce.sender_auth", "dmarc", { "dmarc", "spf", "dkim" } },
  { "bounce.sender_auth", "alignment", { "dmarc", "dkim", "spf" } },
  { "bounce.sender_auth", "forwarded", { NULL } },
  { "bounce.sender_auth", NULL, { "spf", "dkim", "dmarc" } },
  { "bounce.policy", "dmarc", { "dmarc", "spf", "dkim" } },
  { "bounce.warning", NULL, { "spf", "dkim", "dmarc" } },
  { "bounce.ptr", NULL, { "ptr", "helo" } },
  { "bounce.reputation", NULL, { "blocklist" } },
  { "bounce.received", NULL, { "dns", "mx" } },
};

/* Cautions that are the reason once a bounce speaks of their area (contract, rules 4 and 8). */
static const char *const raised[] = { "dmarc.missing", "dkim.missing", "dkim.default_signature",
                                      NULL };

/* What a refusal says together with the domain's own fault. */
static const struct
{
  const char *code;
  const char *headline;
} together[] = {
  { "spf.missing",
    N_ ("{name} did not take the mail because there is no list yet of the servers that may send "
        "for you (SPF).") },
  { "spf.multiple",
    N_ ("{name} did not take the mail because there are several lists of the servers that may "
        "send for you (SPF), and none of them is used.") },
  { "dkim.missing",
    N_ ("{name} did not take the mail because it has no signature (DKIM) that can be checked.") },
  { "dmarc.missing",
    N_ ("{name} did not take the mail because DMARC is not registered for your domain yet.") },
};

/* Who has to act (contract, "who"). */
static const struct
{
  const char *code;
  HatoWho who;
} actors[] = {
  { "bounce.sender_auth", HATO_WHO_YOU },
  { "bounce.sender_auth_spf", HATO_WHO_YOU },
  { "bounce.sender_auth_dkim", HATO_WHO_YOU },
  { "bounce.sender_auth_dmarc", HATO_WHO_YOU },
  { "bounce.sender_auth_alignment", HATO_WHO_YOU },
  { "bounce.sender_auth_forwarded", HATO_WHO_FORWARDER },
  { "bounce.reputation", HATO_WHO_HOST },
  { "bounce.ptr", HATO_WHO_HOST },
  { "bounce.tls", HATO_WHO_HOST },
  { "bounce.rate_limit", HATO_WHO_YOU },
  { "bounce.rate_limit_own_host_limit", HATO_WHO_HOST },
  { "bounce.greylist", HATO_WHO_NOBODY },
  { "bounce.mailbox_unknown", HATO_WHO_RECIPIENT },
  { "bounce.mailbox_full", HATO_WHO_RECIPIENT },
  { "bounce.mailbox_disabled", HATO_WHO_RECIPIENT },
  { "bounce.recipient_filter", HATO_WHO_RECIPIENT },
  { "bounce.host_unknown", HATO_WHO_RECIPIENT },
  { "bounce.size", HATO_WHO_YOU },
  { "bounce.content_spam", HATO_WHO_YOU },
  { "bounce.malware", HATO_WHO_YOU },
  { "bounce.malware_encrypted_archive", HATO_WHO_YOU },
  { "bounce.policy", HATO_WHO_RECEIVER },
  { "bounce.policy_dmarc", HATO_WHO_YOU },
  { "bounce.sender_rejected", HATO_WHO_YOU },
  { "bounce.relay_denied", HATO_WHO_YOU },
  { "bounce.network", HATO_WHO_NOBODY },
  { "bounce.expired", HATO_WHO_NOBODY },
  { "bounce.fixed_since", HATO_WHO_NOBODY },
  { "bounce.suspicious", HATO_WHO_NOBODY },
  { "bounce.server_error", HATO_WHO_RECEIVER },
  { "bounce.format", HATO_WHO_YOU },
  { "bounce.auto_reply", HATO_WHO_NOBODY },
  { "bounce.complaint", HATO_WHO_NOBODY },
  { "bounce.delivered", HATO_WHO_NOBODY },
  { "bounce.not_bounce", HATO_WHO_NOBODY },
  { "bounce.unknown", HATO_WHO_NOBODY },
  { "bounce.compromised_account", HATO_WHO_YOU },
  { "bounce.backscatter", HATO_WHO_NOBODY },
  { "bounce.own_mailbox_full", HATO_WHO_YOU },
  { "bounce.received", HATO_WHO_YOU },
  { "bounce.delay", HATO_WHO_NOBODY },
  { "bounce.warning", HATO_WHO_YOU },
  { "bounce.client_tls", HATO_WHO_YOU },
  { "bounce.client_network", HATO_WHO_YOU },
  { "bounce.client_login", HATO_WHO_YOU },
};

static HatoWho
find_actor (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actors); i++)
    if (strcmp (actors[i].code, code) == 0)
      return actors[i].who;

  return HATO_WHO_NOBODY;
}

static gboolean
is_in_area (const HatoFinding *finding, const char *area)
{
  return g_str_has_prefix (finding->code, area) && finding->code[strlen (area)] == '.';
}

static const char *const *
find_areas (const HatoFinding *bounce)
{
  const char *detail = hato_finding_get_argument (bounce, "detail");

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_has_prefix (bounce->code, reasons[i].code)
        && (reasons[i].detail == NULL || g_strcmp0 (reasons[i].detail, detail) == 0))
      return reasons[i].areas;

  return NULL;
}

/* Whether the refusal names the list, so that being listed is the reason (contract, rule 8): by the first word of its name,
 * which refusals have in the list's zone or in the page that they point to ("zen.spamhaus.org" for "Spamhaus ZEN"). */
static gboolean
names_list (const HatoFinding *bounce, const HatoFinding *listed)
{
  const char *list = hato_finding_get_argument (listed, "list");
  const char *term = hato_finding_get_argument (bounce, "term");
  g_autofree char *name = list != NULL ? g_ascii_strdown (list, -1) : NULL;
  g_autofree char *text = term != NULL ? g_ascii_strdown (term, -1) : NULL;

  if (name == NULL || text == NULL)
    return FALSE;

  name[strcspn (name, " ")] = '\0';
  return *name != '\0' && strstr (text, name) != NULL;
}

/* Whether a caution is the reason for the refusal as soon as that speaks of its area. */
static gboolean
is_raised (const HatoFinding *bounce, const HatoFinding *finding)
{
  if (finding->level != HATO_LEVEL_CAUTION)
    return FALSE;

  return g_strv_contains (raised, finding->code)
         || (is_in_area (finding, "blocklist") && names_list (bounce, finding));
}

/**
 * hato_bounce_cause_get_level:
 * @bounce: what came back
 * @finding: of the domain
 *
 * Returns: the level of @finding beside this bounce: a caution that is the reason for the refusal is a problem (contract,
 *   rules 4 and 8)
 */
HatoLevel
hato_bounce_cause_get_level (const HatoFinding *bounce, const HatoFinding *finding)
{
  const char *const *areas = find_areas (bounce);

  if (areas == NULL || !is_raised (bounce, finding))
    return finding->level;

  /* What the refusal speaks of first: that DMARC is missing too is no reason where SPF alone was asked for. */
  return areas[0] != NULL && is_in_area (finding, areas[0]) ? HATO_LEVEL_PROBLEM : finding->level;
}

/* The domain's finding that explains the refusal. */
static HatoFinding *
find_reason (const HatoFinding *bounce, const HatoCheckup *domain)
{
  const char *const *areas = find_areas (bounce);

  for (guint i = 0; areas != NULL && i < AREAS_MAX && areas[i] != NULL; i++)
    for (guint j = 0; j < domain->findings->len; j++)
      {
        HatoFinding *finding = g_ptr_array_index (domain->findings, j);

        if (!is_in_area (finding, areas[i]))
          continue;
        if (finding->level == HATO_LEVEL_PROBLEM || is_raised (bounce, finding))
          return finding;
      }
  return NULL;
}

static gboolean
has_finding (const HatoCheckup *checkup, const char *code)
{
  for (guint i = 0; i < checkup->findings->len; i++)
    if (strcmp (((const HatoFinding *) g_ptr_array_index (checkup->findings, i))->code, code) == 0)
      return TRUE;

  return FALSE;
}

/* Whether the very address that was refused passes SPF now: it was checked as a sending address and nothing stands against
 * it. */
static gboolean
passes_now (const HatoFinding *bounce, const HatoCheckup *domain)
{
  const char *ip = hato_finding_get_argument (bounce, "ip");
  const char *detail = hato_finding_get_argument (bounce, "detail");

  return g_str_has_prefix (bounce->code, "bounce.sender_auth") && ip != NULL
         && (detail == NULL || strcmp (detail, "spf") == 0)
         && g_strv_contains ((const char *const *) domain->subject->sending_ips, ip)
         && has_finding (domain, "spf.ok") && !has_finding (domain, "spf.sender_not_covered")
         && !has_finding (domain, "spf.ipv6_not_covered");
}

/* "bounce.sender_auth_spf" is a text; the cause that scripts see is "bounce.sender_auth". */
static const char *
intern_cause (const HatoFinding *bounce)
{
  const char *detail = hato_finding_get_argument (bounce, "detail");
  g_autofree char *suffix = g_strconcat ("_", detail != NULL ? detail : "", NULL);
  g_autofree char *cause = g_strdup (bounce->code);

  if (detail != NULL && g_str_has_suffix (cause, suffix))
    cause[strlen (cause) - strlen (suffix)] = '\0';
  return g_intern_string (cause);
}

static const char *
find_together (const HatoFinding *finding)
{
  for (gsize i = 0; i < G_N_ELEMENTS (together); i++)
    if (strcmp (together[i].code, finding->code) == 0)
      return together[i].headline;

  return NULL;
}

/* The texts of a code of the table as a headline. */
static HatoVerdictWording
word (const char *code)
{
  const HatoWording *wording = hato_wording_find (code);

  return (HatoVerdictWording){ wording->code, wording->meaning, wording->action,
                               find_actor (code) };
}

/**
 * hato_bounce_cause_find:
 * @bounce: what came back
 * @domain: (nullable): the checkup of its domain
 *
 * Joins a refusal with what the domain says now: the fault that explains it leads; without one the bounce itself does.
 */
void
hato_bounce_cause_find (const HatoFinding *bounce,
                        const HatoCheckup *domain,
                        HatoBounceCause *cause)
{
  const HatoVerdictWording *cure;
  const char *headline;

  *cause = (HatoBounceCause){ NULL };
  cause->leading = domain != NULL ? find_reason (bounce, domain) : NULL;
  cause->fixed_since = cause->leading == NULL && domain != NULL && passes_now (bounce, domain);
  cause->wording = word (cause->fixed_since ? "bounce.fixed_since" : bounce->code);
  if (cause->fixed_since)
    cause->cause = cause->wording.cause;
  else if (bounce->level <= HATO_LEVEL_ADVICE)
    cause->cause = intern_cause (bounce);
  if (cause->leading == NULL)
    return;

  cure = hato_verdict_wording_find (HATO_LEVEL_PROBLEM, TRUE, cause->leading);
  headline = find_together (cause->leading);
  cause->wording.action = cure->action;
  cause->wording.who = cure->who;
  if (headline != NULL)
    cause->wording.headline = headline;
  cause->cause = g_intern_string (cause->leading->code);
}
