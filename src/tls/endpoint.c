/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/endpoint.h"

#include <string.h>

#include "base/address.h"
#include "base/cursor.h"
#include "base/endpoint-id.h"
#include "dns/mta-sts.h"
#include "tls/chain.h"
#include "tls/server-name.h"

#define DH_BITS_MIN   2048u /* RFC 9325 §4.3 */
#define SLOW_GREETING (5 * G_USEC_PER_SEC)
#define CONTROL_PORT  25u
#define CONTROLS_MAX  4u

/* One door at work. */
typedef struct
{
  const HatoEndpoint *door;
  HatoAnswers *answers;
  GPtrArray *findings;
  const HatoEvidence *usual; /* the session that offers all versions */
  const HatoEvidence *old;   /* the one that offers old ones alone */
  gboolean enforced;         /* senders refuse what does not verify */
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

/** hato_endpoint_clear: frees what @self holds. */
void
hato_endpoint_clear (HatoEndpoint *self)
{
  g_free (self->name);
  g_free (self->address);
  g_free (self->mail_domain);
  g_strfreev (self->controls);
}

/** hato_endpoint_dup_id: (transfer full): the id of its row. */
char *
hato_endpoint_dup_id (const HatoEndpoint *self)
{
  return hato_endpoint_id_new (self->protocol, self->name, self->port, self->address);
}

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
  return "";
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

static void
add_unchecked (Door *self, const char *reason, const HatoEvidence *evidence)
{
  hato_finding_add_argument (add (self, "reach.unchecked", evidence), "reason", reason);
}

/* Where a control host is connected to; FALSE = pending. */
static gboolean
find_control (Door *self, const char *control, char **address, guint16 *port)
{
  const char *colon = strrchr (control, ':');
  g_autofree char *host = NULL;
  const HatoEvidence *evidence;
  HatoAddress parsed;
  HatoCursor cursor;
  guint64 number = CONTROL_PORT;

  if (hato_address_parse (control, &parsed))
    colon = NULL;
  host = colon != NULL ? g_strndup (control, (gsize) (colon - control)) : g_strdup (control);
  if (colon != NULL)
    {
      hato_cursor_init (&cursor, colon + 1, strlen (colon + 1));
      hato_cursor_take_decimal (&cursor, G_MAXUINT16, &number);
    }
  *port = (guint16) number;
  if (hato_address_parse (host, &parsed))
    {
      *address = g_steal_pointer (&host);
      return TRUE;
    }
  evidence = hato_look_up (self->answers, host, HATO_DNS_A);
  if (evidence != NULL && evidence->records->len > 0)
    *address = g_strdup (((const HatoDnsRecord *) g_ptr_array_index (evidence->records, 0))->text);
  return evidence != NULL;
}

static gboolean
was_reached (const HatoEvidence *evidence)
{
  return evidence->talk != NULL && evidence->talk->end != HATO_TALK_FILTERED
         && evidence->talk->end != HATO_TALK_UNREACHABLE && evidence->talk->end != HATO_TALK_PRIVATE
         && evidence->talk->end != HATO_TALK_CANCELLED;
}

/* A door that never answers: of the server, or of this line? Other servers tell. FALSE = pending. */
static gboolean
judge_darkness (Door *self)
{
  g_autoptr (GPtrArray) silent = g_ptr_array_new ();
  gboolean complete = TRUE;
  HatoFinding *finding;
  g_autofree char *names =
      self->door->controls != NULL ? g_strjoinv (", ", self->door->controls) : g_strdup ("–");

  for (guint i = 0;
       self->door->controls != NULL && self->door->controls[i] != NULL && i < CONTROLS_MAX; i++)
    {
      g_autofree char *address = NULL;
      g_autoptr (HatoQuestion) question = NULL;
      const HatoEvidence *evidence;
      guint16 port;

      complete = find_control (self, self->door->controls[i], &address, &port) && complete;
      if (address == NULL)
        continue;
      question = hato_question_new_session (address, address, port, HATO_PROTOCOL_SMTP,
                                            HATO_QUESTION_GREETING);
      evidence = hato_look_up_question (self->answers, question);
      complete = evidence != NULL && complete;
      if (evidence != NULL && was_reached (evidence))
        {
          finding = add (self, "reach.filtered", self->usual);
          hato_finding_add_argument (finding, "term", self->door->controls[i]);
          hato_finding_cite (finding, evidence);
          return TRUE;
        }
      if (evidence != NULL)
        g_ptr_array_add (silent, (gpointer) evidence);
    }
  if (!complete)
    return FALSE;

  finding = add (self, "reach.port25_blocked", self->usual);
  hato_finding_add_argument (finding, "term", names);
  for (guint i = 0; i < silent->len; i++)
    hato_finding_cite (finding, g_ptr_array_index (silent, i));
  return TRUE;
}

static void
judge_closed (Door *self)
{
  if (self->door->named)
    add (self, "reach.closed", self->usual);
  else
    add (self, "reach.not_applicable", self->usual);
}

/* A server that says nothing may await TLS at once: the second connection has tried. */
static void
judge_silence (Door *self)
{
  HatoFinding *finding;

  if (self->old->talk != NULL && self->old->talk->end == HATO_TALK_IMPLICIT_TLS)
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
  add_unchecked (self, "network", self->usual);
}

static void
judge_encryption (Door *self, const HatoTalk *talk)
{
  const HatoTalk *old = self->old->talk;

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
has_code (const GPtrArray *findings, const char *code)
{
  for (guint i = 0; i < findings->len; i++)
    if (strcmp (((const HatoFinding *) g_ptr_array_index (findings, i))->code, code) == 0)
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

  if (hato_protocol_get_role (self->door->protocol) != HATO_ROLE_MAIL_PROGRAM || chain->len == 0
      || !(has_code (self->findings, "tls.hostname_mismatch")
           || has_code (self->findings, "tls.ip_used_as_name")))
    return TRUE;
  if (!hato_server_name_find (g_ptr_array_index (chain, 0), self->door->address, self->answers,
                              &found, &name, rests_on))
    return FALSE;
  if (name == NULL)
    return TRUE;

  proof = look_up_session (self, name, HATO_QUESTION_PLAIN);
  if (proof == NULL)
    return FALSE;

  finding = add (self, "tls.server_name", proof);
  g_ptr_array_set_size (finding->arguments, 0);
  hato_finding_add_argument (finding, "name", name);
  hato_finding_add_argument (finding, "ip", self->door->address);
  hato_finding_add_boolean (finding, "proved", hato_chain_is_good (proof, name, self->door->now));
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

/* contract, table of tls.*: the columns beside the first. */
static HatoLevel
get_level (const Door *self, const HatoFinding *finding)
{
  HatoRole role = hato_protocol_get_role (self->door->protocol);

  if (role == HATO_ROLE_MX && !self->enforced && finding->level == HATO_LEVEL_PROBLEM
      && (is_certificate_fault (finding->code) || strcmp (finding->code, "tls.only_old_tls") == 0))
    return HATO_LEVEL_CAUTION;
  if (role == HATO_ROLE_WEB
      && (strcmp (finding->code, "tls.cipher_weak") == 0
          || strcmp (finding->code, "tls.ocsp_must_staple_missing") == 0))
    return HATO_LEVEL_PROBLEM;

  return finding->level;
}

/* With a policy in force the fault has one name, and what it rests on is told beside it (contract, rule 10). */
static void
judge_policy (Door *self)
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
  if (any)
    {
      HatoFinding *finding = add (self, "mta-sts.certificate", self->usual);

      hato_finding_add_argument (finding, "term", self->door->name);
      finding->level = HATO_LEVEL_PROBLEM;
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

  if (self->findings->len == 0)
    hato_finding_add_argument (add (self, "tls.ok", self->usual), "answer", talk->tls_version);
  if (self->enforced)
    judge_policy (self);
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
  gboolean complete = TRUE;

  self.usual = look_up_session (&self, door->name, HATO_QUESTION_PLAIN);
  self.old = look_up_session (&self, door->name, HATO_QUESTION_OLD_TLS);
  if (door->mail_domain != NULL && hato_protocol_get_role (door->protocol) == HATO_ROLE_MX)
    complete = hato_mta_sts_is_enforced (door->mail_domain, door->name, answers, &self.enforced);
  if (self.usual == NULL || self.old == NULL || !complete)
    return FALSE;

  if (self.usual->talk == NULL)
    add_unchecked (&self, hato_evidence_get_reason (self.usual), self.usual);
  else if (self.usual->talk->end == HATO_TALK_FILTERED
           && hato_protocol_get_role (door->protocol) == HATO_ROLE_MX)
    complete = judge_darkness (&self);
  else if (self.usual->talk->end == HATO_TALK_FILTERED)
    add_unchecked (&self, "timeout", self.usual);
  else if (self.usual->talk->end == HATO_TALK_CLOSED)
    judge_closed (&self);
  else if (self.usual->talk->end == HATO_TALK_SILENT)
    judge_silence (&self);
  else if (self.usual->talk->end != HATO_TALK_ENCRYPTED)
    judge_plain_end (&self, self.usual->talk);
  else
    {
      hato_chain_judge (self.usual, door->name, door->now, findings);
      judge_encryption (&self, self.usual->talk);
      complete = judge_server_name (&self);
    }
  if (complete)
    finish (&self);
  else
    g_ptr_array_set_size (findings, 0);
  return complete;
}
