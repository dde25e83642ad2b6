/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/endpoint-judge.h"

#include <string.h>

#include "dns/mta-sts.h"
#include "tls/chain.h"
#include "tls/dane-match.h"
#include "tls/dark-port.h"
#include "tls/server-name.h"

#define DH_BITS_MIN   2048u /* RFC 9325 §4.3 */
#define SLOW_GREETING (5 * G_USEC_PER_SEC)
/* A conversation that took longer leaves none of a row's 10 s (limits) for a second one. */
#define FIRST_MAX (7500 * G_TIME_SPAN_MILLISECOND)

/* One door at work. */
typedef struct
{
  const HatoEndpoint *door;
  HatoAnswers *answers;
  GPtrArray *findings;
  const HatoEvidence *usual; /* the session that offers all versions */
  const HatoEvidence *old;   /* (nullable): the one that offers old ones alone */
  gboolean enforced;         /* senders refuse what does not verify */
  HatoDane dane;
  const HatoEvidence *shown; /* (nullable): the session that was compared with the announcement */
  const HatoEvidence *tlsa;  /* (nullable) */
  guint n_announced;         /* records of it that count */
} Door;

/* How a conversation that never came to TLS is told. What is not here has words of its own below. */
static const struct
{
  HatoTalkEnd end;
  const char *code;
} plain_ends[] = {
  { HATO_TALK_PRIVATE, "reach.private_address" },
  { HATO_TALK_RESET, "reach.reset" },
  { HATO_TALK_NOT_MAIL, "reach.not_smtp" },
  { HATO_TALK_REFUSED, "reach.refused_by_server" },
  { HATO_TALK_BROKEN, "reach.protocol_error" },
  { HATO_TALK_LATE, "tls.tls_timeout" },
  { HATO_TALK_HANDSHAKE_LATE, "tls.tls_timeout" },
  { HATO_TALK_STARTTLS_MISSING, "tls.starttls_missing" },
  { HATO_TALK_STARTTLS_REFUSED, "tls.starttls_refused" },
  { HATO_TALK_STARTTLS_IMPOSSIBLE, "tls.starttls_impossible" },
  { HATO_TALK_INJECTED, "tls.starttls_injection" },
  { HATO_TALK_PLAINTEXT, "tls.plaintext_on_tls_port" },
  { HATO_TALK_IMPLICIT_TLS, "tls.implicit_tls_on_starttls_port" },
  { HATO_TALK_HANDSHAKE_FAILED, "tls.tls_handshake_failed" },
};

/* Faults of a certificate that stop no mail between servers unless somebody insists (RFC 3207 §4.1, RFC 7672 §1.3). */
static const char *const certificate_faults[] = {
  "tls.hostname_mismatch",  "tls.ip_used_as_name", "tls.cn_only_no_san", "tls.cert_expired",
  "tls.cert_not_yet_valid", "tls.self_signed",     "tls.untrusted_root", "tls.missing_intermediate",
  "tls.chain_invalid",      "tls.wrong_purpose",   "tls.cert_revoked",
};

static const HatoEvidence *
look_up_session (Door *self, const char *name, HatoQuestionFlags flags)
{
  g_autoptr (HatoQuestion) question = hato_question_new_session (
      name, self->door->address, self->door->port, self->door->protocol, flags);

  return hato_look_up_question (self->answers, question);
}

static const char *
get_last_words (const HatoTalk *talk)
{
  for (guint i = talk->transcript->len; i-- > 0;)
    {
      const HatoTalkLine *line = g_ptr_array_index (talk->transcript, i);

      if (!line->from_client)
        return line->text;
    }
  return "–";
}

static HatoFinding *
add (Door *self, const char *code, const HatoEvidence *evidence)
{
  HatoFinding *finding = hato_finding_new_usual (code, self->door->name);

  hato_finding_add_argument (finding, "name", self->door->name);
  hato_finding_add_argument (finding, "ip", self->door->address);
  hato_finding_add_number (finding, "port", self->door->port);
  hato_finding_cite (finding, evidence);
  g_ptr_array_add (self->findings, finding);
  return finding;
}

/* Why a door was not tried: some reasons have a code of their own (contract, reach.*). */
static void
add_unchecked (Door *self, const char *reason, const HatoEvidence *evidence)
{
  const char *code = "reach.unchecked";

  if (strcmp (reason, "budget") == 0)
    code = "reach.budget";
  else if (strcmp (reason, "offline") == 0)
    code = "reach.offline";
  hato_finding_add_argument (add (self, code, evidence), "reason", reason);
}

/* A door that never answers: of the server, or of this line? FALSE = pending. */
static gboolean
judge_darkness (Door *self)
{
  g_autoptr (GPtrArray) cited = g_ptr_array_new ();
  g_autofree char *names = NULL;
  HatoDarkness darkness = hato_dark_port_judge (self->door, self->answers, &names, cited);
  HatoFinding *finding;

  if (darkness == HATO_DARK_PENDING)
    return FALSE;
  finding = add (self, darkness == HATO_DARK_SERVER ? "reach.filtered" : "reach.port25_blocked",
                 self->usual);
  hato_finding_add_argument (finding, "term", names);
  for (guint i = 0; i < cited->len; i++)
    hato_finding_cite (finding, g_ptr_array_index (cited, i));
  return TRUE;
}

/* Who finds one address closed goes on to the next one of the same host (RFC 5321 §5.1; RFC 8305): slower, but it arrives.
 * FALSE = pending. */
static gboolean
judge_closed (Door *self)
{
  const HatoEvidence *open = NULL;
  HatoFinding *finding;

  if (!self->door->named)
    {
      add (self, "reach.not_applicable", self->usual);
      return TRUE;
    }
  if (!hato_endpoint_find_open (self->door, self->answers, &open))
    return FALSE;

  finding = add (self, "reach.closed", self->usual);
  if (open != NULL)
    {
      finding->level = HATO_LEVEL_CAUTION;
      hato_finding_cite (finding, open);
    }
  return TRUE;
}

/* A server that says nothing may await TLS at once: the second connection has tried. */
static void
judge_silence (Door *self)
{
  HatoFinding *finding;

  if (self->old != NULL && self->old->talk != NULL
      && self->old->talk->end == HATO_TALK_IMPLICIT_TLS)
    {
      finding = add (self, "tls.implicit_tls_on_starttls_port", self->usual);
      hato_finding_cite (finding, self->old);
      return;
    }
  hato_finding_add_number (add (self, "reach.banner_timeout", self->usual), "count",
                           (guint64) (self->usual->duration / G_USEC_PER_SEC));
}

static void
judge_plain_end (Door *self, const HatoTalk *talk)
{
  for (gsize i = 0; i < G_N_ELEMENTS (plain_ends); i++)
    if (plain_ends[i].end == talk->end)
      {
        HatoFinding *finding = add (self, plain_ends[i].code, self->usual);

        hato_finding_add_argument (finding, "answer", get_last_words (talk));
        hato_finding_add_argument (finding, "term", talk->trouble != NULL ? talk->trouble : "–");
        return;
      }
  add_unchecked (self, talk->end == HATO_TALK_UNREACHABLE ? "unreachable" : "network", self->usual);
}

static void
judge_encryption (Door *self, const HatoTalk *talk)
{
  const HatoTalk *old = self->old != NULL ? self->old->talk : NULL;

  if (g_strcmp0 (talk->tls_version, "TLS1.0") == 0 || g_strcmp0 (talk->tls_version, "TLS1.1") == 0)
    hato_finding_add_argument (add (self, "tls.only_old_tls", self->usual), "answer",
                               talk->tls_version);
  else if (old != NULL && old->end == HATO_TALK_ENCRYPTED && old->tls_version != NULL)
    hato_finding_add_argument (add (self, "tls.old_tls_offered", self->old), "answer",
                               old->tls_version);
  if (talk->cipher_weak)
    hato_finding_add_argument (add (self, "tls.cipher_weak", self->usual), "answer", talk->cipher);
  if (talk->dh_bits > 0 && talk->dh_bits < DH_BITS_MIN)
    hato_finding_add_number (add (self, "tls.dh_weak", self->usual), "bits", talk->dh_bits);
  if (talk->client_cert_required)
    add (self, "tls.client_cert_required", self->usual);
  if (hato_protocol_get_role (self->door->protocol) == HATO_ROLE_MAIL_PROGRAM
      && talk->starttls_offered && talk->plaintext_login && !talk->same_machine)
    add (self, "tls.plaintext_login", self->usual);
}

static gboolean
is_about_name (const HatoFinding *finding)
{
  return strcmp (finding->code, "tls.hostname_mismatch") == 0
         || strcmp (finding->code, "tls.ip_used_as_name") == 0;
}

static gboolean
tells_of_name (const GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (is_about_name (g_ptr_array_index (findings, i)))
      return TRUE;

  return FALSE;
}

/* The name to type instead, proved by a second handshake under it. FALSE = pending. */
static gboolean
judge_server_name (Door *self)
{
  const GPtrArray *chain = hato_chain_get (self->usual);
  g_autoptr (GPtrArray) rests_on = g_ptr_array_new ();
  g_autofree char *name = NULL;
  const HatoEvidence *proof;
  HatoNameFound found;
  HatoFinding *finding;
  gboolean proved;

  if (hato_protocol_get_role (self->door->protocol) != HATO_ROLE_MAIL_PROGRAM || chain->len == 0
      || !tells_of_name (self->findings))
    return TRUE;
  if (!hato_server_name_find (g_ptr_array_index (chain, 0), self->door->address, self->door->others,
                              self->answers, &found, &name, rests_on))
    return FALSE;
  if (name == NULL)
    return TRUE;

  proof = look_up_session (self, name, HATO_QUESTION_PLAIN);
  if (proof == NULL)
    return FALSE;

  proved = hato_chain_is_good (proof, name, self->door->now);
  for (guint i = 0; proved && i < self->findings->len; i++)
    if (is_about_name (g_ptr_array_index (self->findings, i)))
      hato_finding_add_argument (g_ptr_array_index (self->findings, i), "host", name);
  finding = add (self, "tls.server_name", proof);
  g_ptr_array_set_size (finding->arguments, 0);
  hato_finding_add_argument (finding, "name", name);
  hato_finding_add_argument (finding, "ip", self->door->address);
  hato_finding_add_boolean (finding, "proved", proved);
  for (guint i = 0; i < rests_on->len; i++)
    hato_finding_cite (finding, g_ptr_array_index (rests_on, i));
  return TRUE;
}

static gboolean
is_certificate_fault (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (certificate_faults); i++)
    if (strcmp (certificate_faults[i], code) == 0)
      return TRUE;

  return FALSE;
}

/* Whether there are senders that deliver under sure encryption alone. */
static gboolean
is_insisted_on (const Door *self)
{
  return self->enforced || self->dane == HATO_DANE_END || self->dane == HATO_DANE_ANCHOR
         || self->dane == HATO_DANE_DIFFERENT;
}

/* Of a name that nobody is known to use: which certificate is shown goes by the name, and one for another name is what is shown to
 * strangers; what is no mail server need not be one. A certificate for this very name shows that it is meant. */
static HatoLevel
get_guessed_level (const Door *self, const HatoFinding *finding)
{
  if (g_str_has_prefix (finding->code, "reach."))
    return HATO_LEVEL_ADVICE;

  for (guint i = 0; i < self->findings->len; i++)
    {
      const HatoFinding *other = g_ptr_array_index (self->findings, i);

      if (is_about_name (other) || strcmp (other->code, "tls.cn_only_no_san") == 0)
        return HATO_LEVEL_CAUTION;
    }
  return finding->level;
}

/* contract, table of tls.*: the columns beside the first. */
static HatoLevel
get_level (const Door *self, const HatoFinding *finding)
{
  HatoRole role = hato_protocol_get_role (self->door->protocol);

  /* "mta-sts.certificate" tells it, as what it does to mail (contract, rules 7 and 10) */
  if (self->door->policy && finding->level <= HATO_LEVEL_CAUTION)
    return HATO_LEVEL_ADVICE;
  if (role == HATO_ROLE_MX && !is_insisted_on (self) && finding->level == HATO_LEVEL_PROBLEM
      && (is_certificate_fault (finding->code) || strcmp (finding->code, "tls.only_old_tls") == 0))
    return HATO_LEVEL_CAUTION;
  if (self->door->guessed && finding->level == HATO_LEVEL_PROBLEM
      && (is_certificate_fault (finding->code) || g_str_has_prefix (finding->code, "reach.")))
    return get_guessed_level (self, finding);
  if (role == HATO_ROLE_WEB
      && (strcmp (finding->code, "tls.cipher_weak") == 0
          || strcmp (finding->code, "tls.ocsp_must_staple_missing") == 0))
    return HATO_LEVEL_PROBLEM;

  return finding->level;
}

/* Faults of the certificate become what something else rests on (contract, rule 10). TRUE if there were any. */
static gboolean
lower_certificate_faults (Door *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->findings->len; i++)
    {
      HatoFinding *finding = g_ptr_array_index (self->findings, i);

      if (finding->level == HATO_LEVEL_PROBLEM && is_certificate_fault (finding->code))
        {
          finding->level = HATO_LEVEL_ADVICE;
          any = TRUE;
        }
    }
  return any;
}

/* With a policy in force the fault has one name, and what it rests on is told beside it. */
static void
judge_policy (Door *self)
{
  if (lower_certificate_faults (self))
    {
      HatoFinding *finding = add (self, "mta-sts.certificate", self->usual);

      hato_finding_add_argument (finding, "term", self->door->name);
      finding->level = HATO_LEVEL_PROBLEM;
    }
}

static HatoFinding *
add_announcement (Door *self, const char *code)
{
  HatoFinding *finding = add (self, code, self->shown);

  hato_finding_add_number (finding, "count", self->n_announced);
  hato_finding_cite (finding, self->tlsa);
  return finding;
}

/* A certificate that fits its announcement in DNS holds for those who look there, whatever else it is; one that does not is
 * refused by them (RFC 7672 §2.2). */
static void
judge_announcement (Door *self)
{
  switch (self->dane)
    {
    case HATO_DANE_END:
    case HATO_DANE_ANCHOR:
      lower_certificate_faults (self);
      add_announcement (self, "dane.ok");
      break;
    case HATO_DANE_DIFFERENT:
      lower_certificate_faults (self);
      add_announcement (self, "dane.mismatch");
      break;
    case HATO_DANE_UNCERTAIN:
      hato_finding_add_argument (add_announcement (self, "dane.unchecked"), "reason",
                                 "not_validated");
      break;
    case HATO_DANE_PENDING:
    case HATO_DANE_UNUSED:
    default:
      break;
    }
}

/* Whom a finding about this door touches. */
static HatoAffects
get_affects (const Door *self)
{
  switch (hato_protocol_get_role (self->door->protocol))
    {
    case HATO_ROLE_MX:
      return HATO_AFFECTS_RECEIVING;
    case HATO_ROLE_WEB:
      return HATO_AFFECTS_WEB;
    case HATO_ROLE_MAIL_PROGRAM:
    default:
      return HATO_AFFECTS_MAIL_PROGRAM;
    }
}

static void
finish (Door *self)
{
  const HatoTalk *talk = self->usual->talk;

  if (self->findings->len == 0 && self->dane != HATO_DANE_DIFFERENT)
    hato_finding_add_argument (add (self, "tls.ok", self->usual), "answer", talk->tls_version);
  if (self->enforced)
    judge_policy (self);
  judge_announcement (self);
  for (guint i = 0; i < self->findings->len; i++)
    {
      HatoFinding *finding = g_ptr_array_index (self->findings, i);

      finding->level = get_level (self, finding);
    }
  if (talk != NULL && talk->greeting_after > SLOW_GREETING)
    hato_finding_add_number (add (self, "reach.slow_banner", self->usual), "count",
                             (guint64) (talk->greeting_after / G_USEC_PER_SEC));
  for (guint i = 0; i < self->findings->len; i++)
    ((HatoFinding *) g_ptr_array_index (self->findings, i))->affects = get_affects (self);
}

/* Whether a conversation that has ended lets another one follow it in the time of a row: who was slow is not waited for twice. */
static gboolean
deserves_another (const Door *self)
{
  const HatoTalk *talk = self->usual->talk;

  if (talk == NULL || self->usual->duration > FIRST_MAX)
    return FALSE;
  if (talk->end == HATO_TALK_SILENT)
    return hato_protocol_get_role (self->door->protocol) != HATO_ROLE_MX;

  return talk->end == HATO_TALK_ENCRYPTED && talk->greeting_after <= SLOW_GREETING;
}

/* The conversation that offers old versions alone, where one is due. FALSE = pending. */
static gboolean
look_up_old (Door *self)
{
  if (self->door->old_tls == HATO_OLD_TLS_NEVER)
    return TRUE;
  if (self->door->old_tls == HATO_OLD_TLS_LATER && self->usual == NULL)
    return FALSE;
  if (self->door->old_tls == HATO_OLD_TLS_LATER && !deserves_another (self))
    return TRUE;

  self->old = look_up_session (self, self->door->name,
                               self->door->old_tls == HATO_OLD_TLS_LATER
                                   ? HATO_QUESTION_OLD_TLS | HATO_QUESTION_FOLLOWING
                                   : HATO_QUESTION_OLD_TLS);
  return self->old != NULL;
}

/* What the server announces in DNS, and whether it shows that. Senders call it by the name under which its announcement
 * stands (RFC 7672 §8.1), which may get them another certificate: if need be it is asked for that one, too. FALSE = pending. */
static gboolean
look_up_announcement (Door *self)
{
  const HatoEndpoint *door = self->door;
  const HatoDaneServer server = { door->name, door->mail_domain, door->port, door->now };
  const char *base;

  self->shown = self->usual;
  self->dane =
      hato_dane_match (&server, self->shown, self->answers, &self->tlsa, &base, &self->n_announced);
  if (self->dane == HATO_DANE_DIFFERENT && strcmp (base, door->name) != 0)
    {
      self->shown = look_up_session (self, base, HATO_QUESTION_PLAIN);
      if (self->shown == NULL)
        return FALSE;
      self->dane = hato_dane_match (&server, self->shown, self->answers, &self->tlsa, &base,
                                    &self->n_announced);
    }
  return self->dane != HATO_DANE_PENDING;
}

/* What other servers may know of this one: its domain's policy, its own announcement. FALSE = pending. */
static gboolean
look_up_promises (Door *self)
{
  const HatoEndpoint *door = self->door;
  gboolean complete = TRUE;

  if (hato_protocol_get_role (door->protocol) != HATO_ROLE_MX)
    return TRUE;

  if (door->mail_domain != NULL)
    complete =
        hato_mta_sts_is_enforced (door->mail_domain, door->name, self->answers, &self->enforced);
  return look_up_announcement (self) && complete;
}

/* What the conversations came to. FALSE = pending. */
static gboolean
judge_usual (Door *self)
{
  if (self->usual->talk == NULL)
    add_unchecked (self, hato_evidence_get_reason (self->usual), self->usual);
  else if (self->usual->talk->end == HATO_TALK_FILTERED
           && hato_protocol_get_role (self->door->protocol) == HATO_ROLE_MX)
    return judge_darkness (self);
  else if (self->usual->talk->end == HATO_TALK_FILTERED)
    add_unchecked (self, "timeout", self->usual);
  else if (self->usual->talk->end == HATO_TALK_CLOSED)
    return judge_closed (self);
  else if (self->usual->talk->end == HATO_TALK_SILENT)
    judge_silence (self);
  else if (self->usual->talk->end != HATO_TALK_ENCRYPTED)
    judge_plain_end (self, self->usual->talk);
  else
    {
      hato_chain_judge (self->usual, self->door->name, self->door->now, self->findings);
      judge_encryption (self, self->usual->talk);
      return judge_server_name (self);
    }
  return TRUE;
}

/* A door that there is no way to. */
static void
judge_nowhere (Door *self)
{
  HatoFinding *finding;

  add_unchecked (self, self->door->reason != NULL ? self->door->reason : "no_server_address", NULL);
  finding = g_ptr_array_index (self->findings, 0);
  finding->affects = get_affects (self);
  for (guint i = 0; i < self->door->cited->len; i++)
    hato_finding_cite (finding, g_ptr_array_index (self->door->cited, i));
}

/**
 * hato_endpoint_judge:
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Judges one door: whether it is reached, what it says, how it encrypts, and its certificate, at the levels of who goes through
 * it. Two connections, three where a name is proved.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_endpoint_judge (const HatoEndpoint *door, HatoAnswers *answers, GPtrArray *findings)
{
  Door self = { .door = door, .answers = answers, .findings = findings };
  gboolean complete;

  if (*door->address == '\0')
    {
      judge_nowhere (&self);
      return TRUE;
    }
  self.usual = look_up_session (&self, door->name, HATO_QUESTION_PLAIN);
  complete = look_up_promises (&self);
  if (!look_up_old (&self) || self.usual == NULL || !complete)
    return FALSE;

  complete = judge_usual (&self);
  if (complete)
    finish (&self);
  else
    g_ptr_array_set_size (findings, 0);
  return complete;
}
