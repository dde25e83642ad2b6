/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocklists that are asked over DNS (RFC 5782). */
#include "config.h"

#include "dns/blocklist.h"

#include <string.h>

#include "base/domain-name.h"
#include "dns/senders.h"

/* What an answer of a list is worth. */
typedef enum
{
  ANSWER_PENDING,
  ANSWER_LISTED,
  ANSWER_CLEAN,
  ANSWER_WORTHLESS, /* a failure, or a word to the resolver that is about no address */
} AnswerKind;

/* One item at work. */
typedef struct
{
  const HatoSubject *subject;
  HatoAnswers *answers;
  GPtrArray *findings;
  const HatoBlocklistList *lists; /* (nullable) */
  HatoSenders senders;
  GPtrArray *clean; /* (owned) (element-type HatoEvidence): borrowed: what is not listed */
  GPtrArray *gaps;  /* (owned) (element-type Gap): in the order they came up */
  GString *names;   /* (owned): of the lists that could be asked */
  guint n_lists;
  gboolean pending;
  gboolean listed;
} Check;

/* What could not be checked for one reason: told once, for all lists together. */
typedef struct
{
  const char *reason;
  GString *lists;      /* (owned): names; "" = no list in particular */
  GPtrArray *evidence; /* (owned) (element-type HatoEvidence): borrowed */
} Gap;

/* One list, and whether it is to be believed. */
typedef struct
{
  const HatoBlocklist *list;
  const HatoEvidence *test;  /* (not owned) (nullable): the test entry, which is listed */
  const char *reason;        /* (nullable): why it is not to be believed */
  const HatoEvidence *cause; /* (not owned) (nullable) */
  gboolean counted;          /* among the lists that could be asked */
  gboolean counted_gap;      /* among those that could not, for an address */
} List;

static const HatoEvidence *
ask (Check *self, const HatoBlocklist *list, const char *entry)
{
  g_autofree char *name = g_strconcat (entry, ".", list->zone, NULL);
  const HatoEvidence *evidence;

  if (!hato_domain_name_is_askable (name))
    return NULL;

  evidence = hato_look_up (self->answers, name, HATO_DNS_A);
  self->pending = self->pending || evidence == NULL;
  return evidence;
}

/* What stands in front of a list's zone for an address: bytes, or for IPv6 nibbles, from the last to the first (RFC 5782 §2.1, §2.4). */
static char *
make_entry (const HatoAddress *address)
{
  g_autofree char *name = hato_address_to_reverse_name (address);
  const char *suffix = address->size == 4 ? ".in-addr.arpa" : ".ip6.arpa";

  return g_strndup (name, strlen (name) - strlen (suffix));
}

/* 127.255.255.0/24: the operator does not answer this resolver; no listing (facts of the operators, RFC 5782 is silent). */
static gboolean
is_refusal (const HatoDnsRecord *record)
{
  static const guint8 errors[] = { 127, 255, 255 };

  return record->size == 4 && memcmp (record->bytes, errors, sizeof errors) == 0;
}

/* Reads one answer: only documented answers within 127.0.0.0/8 are listings (RFC 5782 §2.3). @reason: why it is worthless. */
static AnswerKind
classify (const HatoBlocklist *list, const HatoEvidence *evidence, const char **reason)
{
  gboolean documented = FALSE;

  *reason = hato_evidence_get_reason (evidence);
  if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED)
    return ANSWER_WORTHLESS;
  if (hato_evidence_get_outcome (evidence) != HATO_OUTCOME_ANSWER)
    return ANSWER_CLEAN;

  for (guint i = 0; i < evidence->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (evidence->records, i);

      if (is_refusal (record))
        {
          *reason = "list_refuses";
          return ANSWER_WORTHLESS;
        }
      documented = documented || hato_blocklist_get_meaning (list, record->text) != NULL;
    }
  *reason = documented ? NULL : "list_broken";
  return documented ? ANSWER_LISTED : ANSWER_WORTHLESS;
}

/* RFC 5782 §5: one test entry must be listed and one must not; a list that fails is not believed. A list that answers to
 * everything lists the whole world. */
static void
test_list (Check *self, List *state)
{
  const HatoEvidence *listed = ask (self, state->list, state->list->test_listed);
  const HatoEvidence *unlisted = ask (self, state->list, state->list->test_unlisted);
  const char *reason = NULL;

  state->test = listed;
  if (listed == NULL || unlisted == NULL)
    return;

  if (hato_evidence_get_outcome (unlisted) == HATO_OUTCOME_ANSWER)
    {
      state->cause = unlisted;
      state->reason =
          classify (state->list, unlisted, &reason) == ANSWER_LISTED ? "list_broken" : reason;
      return;
    }
  state->cause = listed;
  switch (classify (state->list, listed, &reason))
    {
    case ANSWER_LISTED:
      state->cause = NULL;
      break;
    case ANSWER_CLEAN:
      state->reason = "list_closed";
      break;
    case ANSWER_WORTHLESS:
      state->reason = reason;
      break;
    case ANSWER_PENDING:
    default:
      g_return_if_reached ();
    }
}

static void
gap_free (gpointer data)
{
  Gap *gap = data;

  g_string_free (gap->lists, TRUE);
  g_ptr_array_unref (gap->evidence);
  g_free (gap);
}

static void
append_name (GString *names, const char *name)
{
  if (name != NULL)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
}

/* @list, @first, @second: (nullable) */
static void
note_gap (Check *self,
          const char *reason,
          const char *list,
          const HatoEvidence *first,
          const HatoEvidence *second)
{
  Gap *gap = NULL;

  for (guint i = 0; i < self->gaps->len && gap == NULL; i++)
    if (strcmp (((const Gap *) g_ptr_array_index (self->gaps, i))->reason, reason) == 0)
      gap = g_ptr_array_index (self->gaps, i);
  if (gap == NULL)
    {
      gap = g_new0 (Gap, 1);
      gap->reason = reason;
      gap->lists = g_string_new (NULL);
      gap->evidence = g_ptr_array_new ();
      g_ptr_array_add (self->gaps, gap);
    }
  append_name (gap->lists, list);
  if (first != NULL)
    g_ptr_array_add (gap->evidence, (gpointer) first);
  if (second != NULL)
    g_ptr_array_add (gap->evidence, (gpointer) second);
}

/* What a gap is about: the lists that are named, or else all. */
static char *
dup_names (const Check *self, const Gap *gap)
{
  g_autoptr (GString) names = g_string_new (gap->lists->str);

  for (guint i = 0; self->lists != NULL && gap->lists->len == 0
                    && i < hato_blocklist_list_get_length (self->lists);
       i++)
    append_name (names, hato_blocklist_list_get (self->lists, i)->name);
  return g_strdup (names->str);
}

static void
tell_gaps (Check *self, const char *resolver)
{
  for (guint i = 0; i < self->gaps->len; i++)
    {
      const Gap *gap = g_ptr_array_index (self->gaps, i);
      g_autofree char *names = dup_names (self, gap);
      HatoFinding *finding =
          hato_finding_new_usual ("blocklist.not_checked", self->subject->domain);

      hato_finding_add_argument (finding, "reason", gap->reason);
      hato_finding_add_argument (finding, "list", names);
      hato_finding_add_argument (finding, "provider", resolver);
      for (guint j = 0; j < gap->evidence->len; j++)
        hato_finding_cite (finding, g_ptr_array_index (gap->evidence, j));
      g_ptr_array_add (self->findings, finding);
    }
}

static void
add_listed (Check *self, const List *state, const char *what, const HatoEvidence *evidence)
{
  HatoFinding *finding = hato_finding_new_usual ("blocklist.listed", what);
  g_autoptr (GString) said = g_string_new (NULL);
  const char *meaning = NULL;

  for (guint i = 0; i < evidence->records->len; i++)
    {
      const char *text = ((const HatoDnsRecord *) g_ptr_array_index (evidence->records, i))->text;

      g_string_append_printf (said, "%s%s", said->len > 0 ? ", " : "", text);
      meaning = meaning != NULL ? meaning : hato_blocklist_get_meaning (state->list, text);
    }
  hato_finding_add_argument (finding, "name", what);
  hato_finding_add_argument (finding, "list", state->list->name);
  hato_finding_add_argument (finding, "meaning", meaning);
  hato_finding_add_argument (finding, "answer", said->str);
  hato_finding_add_argument (finding, "removal", state->list->removal);
  hato_finding_cite (finding, evidence);
  hato_finding_cite (finding, state->test);
  g_ptr_array_add (self->findings, finding);
  self->listed = TRUE;
}

/* @what: an address or the domain, which is asked for as @entry. */
static void
look_for (Check *self, List *state, const char *what, const char *entry)
{
  const HatoEvidence *evidence = ask (self, state->list, entry);
  const char *reason = NULL;
  AnswerKind kind;

  if (evidence == NULL || state->test == NULL || state->reason != NULL)
    return;

  kind = classify (state->list, evidence, &reason);
  if (kind == ANSWER_WORTHLESS)
    {
      note_gap (self, reason, state->counted_gap ? NULL : state->list->name, evidence, NULL);
      state->counted_gap = TRUE;
      return;
    }
  if (!state->counted)
    {
      state->counted = TRUE;
      self->n_lists++;
      append_name (self->names, state->list->name);
    }
  if (kind == ANSWER_LISTED)
    add_listed (self, state, what, evidence);
  else
    g_ptr_array_add (self->clean, (gpointer) evidence);
}

static void
judge_list (Check *self, const HatoBlocklist *list)
{
  List state = { .list = list };

  test_list (self, &state);
  if (list->of_domains)
    look_for (self, &state, self->subject->domain, self->subject->domain);
  for (guint i = 0; !list->of_domains && i < self->senders.n_senders; i++)
    {
      const HatoAddress *address = &self->senders.senders[i].address;
      g_autofree char *ip = hato_address_to_string (address);
      g_autofree char *entry = make_entry (address);

      if (address->size == 4 || list->ipv6)
        look_for (self, &state, ip, entry);
    }
  if (state.reason != NULL)
    note_gap (self, state.reason, list->name, state.cause, NULL);
}

/* What is left to say once every list was asked. */
static void
conclude (Check *self)
{
  const HatoSenders *senders = &self->senders;

  if (senders->n_senders == 0)
    note_gap (self,
              senders->missing != NULL ? hato_evidence_get_reason (senders->missing)
                                       : "sending_address_unknown",
              NULL, senders->txt, senders->missing);
  else if (senders->cut)
    note_gap (self, "budget", NULL, senders->txt, NULL);
  tell_gaps (self, NULL);

  if (!self->listed && self->clean->len > 0)
    {
      HatoFinding *finding = hato_finding_new_usual ("blocklist.not_listed", self->subject->domain);

      hato_finding_add_number (finding, "count", self->n_lists);
      hato_finding_add_argument (finding, "names", self->names->str);
      for (guint i = 0; i < self->clean->len; i++)
        hato_finding_cite (finding, g_ptr_array_index (self->clean, i));
      g_ptr_array_add (self->findings, finding);
    }
}

/* The company whose resolver for everybody the run uses (nullable). */
static const char *
find_public_resolver (const HatoBlocklistList *lists, const char *const *servers)
{
  for (gsize i = 0; servers != NULL && servers[i] != NULL; i++)
    {
      const char *name = hato_blocklist_list_get_public_resolver (lists, servers[i]);

      if (name != NULL)
        return name;
    }
  return NULL;
}

/* Through a public resolver no list is asked: its operator refuses, or answers that everything is listed. */
static gboolean
judge_public (Check *self, const char *resolver)
{
  const HatoEvidence *txt = hato_look_up (self->answers, self->subject->domain, HATO_DNS_TXT);

  if (txt == NULL)
    return FALSE;

  note_gap (self, "public_resolver", NULL, txt, NULL);
  tell_gaps (self, resolver);
  return TRUE;
}

static gboolean
judge_lists (Check *self, const HatoBlocklistList *lists)
{
  self->pending = !hato_senders_find (self->subject, self->answers, &self->senders);
  for (guint i = 0; i < hato_blocklist_list_get_length (lists); i++)
    judge_list (self, hato_blocklist_list_get (lists, i));

  if (self->pending || self->senders.sends_none)
    g_ptr_array_set_size (self->findings, 0);
  if (self->pending)
    return FALSE;

  if (self->senders.sends_none)
    {
      HatoFinding *finding =
          hato_finding_new_usual ("blocklist.not_applicable", self->subject->domain);

      hato_finding_cite (finding, self->senders.txt);
      g_ptr_array_add (self->findings, finding);
    }
  else
    conclude (self);
  return TRUE;
}

/**
 * hato_blocklist_judge:
 * @lists: (nullable): those that may be asked
 * @servers: (nullable): the servers of the run, "ADDRESS" or "ADDRESS#PORT"
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Judges item blocklist: whether the sending addresses, or the domain, stand in a blocklist (RFC 5782). Each list is tested
 * first; one that does not answer as it must is not believed, and nothing is asked through a public resolver.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_blocklist_judge (const HatoSubject *subject,
                      const HatoBlocklistList *lists,
                      const char *const *servers,
                      HatoAnswers *answers,
                      GPtrArray *findings)
{
  Check self = { .subject = subject, .answers = answers, .findings = findings };
  const char *resolver = lists != NULL ? find_public_resolver (lists, servers) : NULL;
  gboolean settled = TRUE;

  self.lists = lists;
  self.clean = g_ptr_array_new ();
  self.gaps = g_ptr_array_new_with_free_func (gap_free);
  self.names = g_string_new (NULL);
  if (lists == NULL)
    {
      note_gap (&self, "internal", NULL, NULL, NULL);
      tell_gaps (&self, NULL);
    }
  else if (resolver != NULL)
    settled = judge_public (&self, resolver);
  else
    settled = judge_lists (&self, lists);

  g_ptr_array_unref (self.clean);
  g_ptr_array_unref (self.gaps);
  g_string_free (self.names, TRUE);
  return settled;
}
