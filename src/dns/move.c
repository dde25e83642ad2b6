/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/move.h"

#include <string.h>

#include "base/domain-name.h"
#include "dns/authority.h"
#include "dns/spf-tree.h"

#define SERVERS_MAX   4u
#define SELECTORS_MAX 30u
#define RECORDS_MAX   48u
#define SPF_VERSION   "v=spf1"
#define NONE          "—" /* where a text is shown and there is none */

/* What of an answer is compared. */
typedef enum
{
  PART_ALL,
  PART_SPF,  /* the texts at the domain that are for mail … */
  PART_REST, /* … and the others, such as proofs of ownership */
} Part;

/* A record set that mail depends on and that is there now. */
typedef struct
{
  const HatoEvidence *now;
  Part part;
  char *text; /* (owned): what it says */
} Record;

typedef struct
{
  const HatoSubject *subject;
  HatoAnswers *answers;
  GPtrArray *findings; /* (element-type HatoFinding) */
  HatoAuthority servers[SERVERS_MAX];
  guint n_servers;
  GArray *records; /* (owned) (element-type Record) */
  gboolean pending;
} Move;

static void
record_clear (gpointer data)
{
  g_free (((Record *) data)->text);
}

static void
move_clear (Move *self)
{
  for (guint i = 0; i < self->n_servers; i++)
    hato_authority_clear (&self->servers[i]);
  g_array_unref (self->records);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Move, move_clear)

/* The lines of @text that belong to the part. */
static char *
dup_part (const char *text, Part part)
{
  g_auto (GStrv) lines = NULL;
  GString *kept;

  if (part == PART_ALL)
    return g_strdup (text);

  lines = g_strsplit (text, "\n", -1);
  kept = g_string_new (NULL);
  for (gsize i = 0; lines[i] != NULL; i++)
    if ((g_ascii_strncasecmp (lines[i], SPF_VERSION, strlen (SPF_VERSION)) == 0)
        == (part == PART_SPF))
      g_string_append_printf (kept, "%s%s", kept->len > 0 ? "\n" : "", lines[i]);
  return g_string_free (kept, FALSE);
}

static void
add_part (Move *self, const HatoEvidence *now, Part part)
{
  g_autofree char *text = hato_authority_dup_text (now);
  Record record = { now, part, text != NULL ? dup_part (text, part) : NULL };

  if (record.text != NULL && *record.text != '\0' && self->records->len < RECORDS_MAX)
    g_array_append_val (self->records, record);
  else
    record_clear (&record);
}

/* Adds what stands at @name now. The answer; NULL = pending, or no name that can be asked. */
static const HatoEvidence *
add_record (Move *self, const char *name, guint16 type)
{
  const HatoEvidence *now =
      hato_domain_name_is_askable (name) ? hato_look_up (self->answers, name, type) : NULL;

  for (guint i = 0; i < self->records->len; i++)
    if (g_array_index (self->records, Record, i).now == now)
      return now;
  if (now == NULL)
    self->pending = self->pending || hato_domain_name_is_askable (name);
  else if (strcmp (name, self->subject->domain) == 0 && type == HATO_DNS_TXT)
    {
      add_part (self, now, PART_SPF);
      add_part (self, now, PART_REST);
    }
  else
    add_part (self, now, PART_ALL);
  return now;
}

static const HatoEvidence *
add_below (Move *self, const char *prefix, guint16 type)
{
  g_autofree char *name = g_strconcat (prefix, self->subject->domain, NULL);

  return add_record (self, name, type);
}

static gboolean
is_own_name (const Move *self, const char *name)
{
  return strcmp (name, self->subject->domain) == 0
         || hato_domain_name_is_below (name, self->subject->domain);
}

static void
add_addresses (Move *self, const char *name)
{
  if (!is_own_name (self, name))
    return;

  add_record (self, name, HATO_DNS_A);
  add_record (self, name, HATO_DNS_AAAA);
}

/* Where mail goes: the hosts of the MX records that lie in the domain; without MX the domain itself (RFC 5321 §5.1). */
static void
add_mail_hosts (Move *self)
{
  const HatoEvidence *mx = add_below (self, "", HATO_DNS_MX);

  if (mx == NULL)
    return;
  for (guint i = 0; i < mx->records->len; i++)
    add_addresses (self, ((const HatoDnsRecord *) g_ptr_array_index (mx->records, i))->target);
  if (mx->records->len == 0)
    add_addresses (self, self->subject->domain);
}

/* What the SPF record leads to within the domain. */
static void
add_spf (Move *self)
{
  g_auto (HatoSpfTree) tree = { 0 };

  self->pending =
      !hato_spf_tree_walk (self->subject->domain, self->answers, &tree) || self->pending;
  for (guint i = 0; tree.sources != NULL && i < tree.sources->len; i++)
    {
      const HatoEvidence *source = g_ptr_array_index (tree.sources, i);

      if (is_own_name (self, source->question->name))
        add_record (self, source->question->name, source->question->type);
    }
}

/* A wildcard answers for every selector: one of those that say the same is enough. */
static void
add_selector (Move *self, const char *selector)
{
  g_autofree char *prefix = g_strconcat (selector, "._domainkey.", NULL);
  guint n_before = self->records->len;

  add_below (self, prefix, HATO_DNS_TXT);
  for (guint i = 0; i < n_before && self->records->len > n_before; i++)
    if (strcmp (g_array_index (self->records, Record, i).text,
                g_array_index (self->records, Record, n_before).text)
        == 0)
      g_array_set_size (self->records, n_before);
}

static void
list_records (Move *self, HatoSelectorList *selectors)
{
  const HatoEvidence *policy;

  add_mail_hosts (self);
  add_below (self, "", HATO_DNS_TXT);
  add_below (self, "_dmarc.", HATO_DNS_TXT);
  for (guint i = 0; self->subject->selectors[i] != NULL && i < SELECTORS_MAX; i++)
    add_selector (self, self->subject->selectors[i]);
  for (guint rank = 1; selectors != NULL && rank <= SELECTORS_MAX; rank++)
    {
      const char *selector = hato_selector_list_get (selectors, rank);

      if (selector != NULL)
        add_selector (self, selector);
    }
  policy = add_below (self, "_mta-sts.", HATO_DNS_TXT);
  if (policy != NULL && hato_evidence_get_outcome (policy) == HATO_OUTCOME_ANSWER)
    {
      g_autofree char *host = g_strconcat ("mta-sts.", self->subject->domain, NULL);

      add_addresses (self, host);
    }
  add_below (self, "_smtp._tls.", HATO_DNS_TXT);
  add_below (self, "default._bimi.", HATO_DNS_TXT);
  add_spf (self);
}

static void
ask_servers (Move *self, const char *const *names, gboolean allow_private)
{
  for (gsize i = 0; names[i] != NULL && self->n_servers < SERVERS_MAX; i++)
    {
      HatoAuthority *server = &self->servers[self->n_servers++];

      server->name = names[i];
      hato_authority_find (server, self->subject->domain, allow_private, self->answers);
      self->pending = self->pending || server->state == HATO_AUTHORITY_PENDING;
      for (guint j = 0; server->address != NULL && j < self->records->len; j++)
        {
          const HatoQuestion *question = g_array_index (self->records, Record, j).now->question;

          if (hato_authority_look_up (server, self->answers, question->name, question->type)
              == NULL)
            self->pending = TRUE;
        }
    }
}

static HatoFinding *
add_finding (Move *self, const char *code)
{
  HatoFinding *finding = hato_finding_new_usual (code, self->subject->domain);

  g_ptr_array_add (self->findings, finding);
  return finding;
}

/* Servers that do not know the domain yet, or could not be asked. */
static void
judge_states (Move *self)
{
  for (guint i = 0; i < self->n_servers; i++)
    {
      const HatoAuthority *server = &self->servers[i];
      HatoFinding *finding;

      if (server->state == HATO_AUTHORITY_GOOD)
        continue;
      finding = add_finding (self, server->state == HATO_AUTHORITY_LAME ? "dns.move_unready"
                                                                        : "dns.servers_unchecked");
      hato_finding_add_argument (finding, "servers", server->name);
      hato_finding_add_argument (finding, "reason", server->reason);
      hato_finding_cite (finding, server->evidence);
    }
}

/* What one of the new servers says about a record: NULL where that is not known, or still pending. */
static char *
look_up_there (Move *self,
               const HatoAuthority *server,
               const Record *record,
               const HatoEvidence **evidence)
{
  const HatoQuestion *question = record->now->question;
  g_autofree char *text = NULL;

  *evidence = hato_authority_look_up (server, self->answers, question->name, question->type);
  if (*evidence == NULL)
    return NULL;

  text = hato_authority_dup_text (*evidence);
  return text != NULL ? dup_part (text, record->part) : NULL;
}

static void
describe (HatoFinding *finding, const Record *record, const char *servers, const char *there)
{
  const HatoQuestion *question = record->now->question;
  const char *type = hato_dns_type_to_string (question->type);

  hato_finding_add_argument (finding, "name", question->name);
  hato_finding_add_argument (finding, "type", type);
  hato_finding_add_argument (finding, "servers", servers);
  hato_finding_add_argument (finding, "old", record->text);
  hato_finding_add_argument (finding, "new", there != NULL && *there != '\0' ? there : NONE);
  hato_finding_set_record (finding, question->name, type, there, record->text);
  hato_finding_cite (finding, record->now);
}

/* Where the new servers differ about one record, and how. */
typedef struct
{
  GString *servers; /* (owned) */
  GPtrArray *cited; /* (owned) (element-type HatoEvidence) */
  char *text;       /* (owned) (nullable): of the first of them */
} Difference;

static void
difference_clear (Difference *self)
{
  g_string_free (self->servers, TRUE);
  g_ptr_array_unref (self->cited);
  g_free (self->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Difference, difference_clear)

static void
add_difference (Difference *self,
                const HatoAuthority *server,
                const HatoEvidence *evidence,
                const HatoEvidence *second)
{
  g_string_append_printf (self->servers, "%s%s", self->servers->len > 0 ? ", " : "", server->name);
  g_ptr_array_add (self->cited, (gpointer) evidence);
  if (second != NULL)
    g_ptr_array_add (self->cited, (gpointer) second);
}

static void
add_difference_finding (Move *self,
                        const char *code,
                        const Record *record,
                        const Difference *difference)
{
  HatoFinding *finding;

  if (difference->servers->len == 0)
    return;

  finding = add_finding (self, code);
  describe (finding, record, difference->servers->str, difference->text);
  for (guint i = 0; i < difference->cited->len; i++)
    hato_finding_cite (finding, g_ptr_array_index (difference->cited, i));
}

/* What the new servers have of one record: it is lost where they have nothing of the kind, which is asked twice; otherwise it
 * may be changed. One finding each, with the servers that it is so at. */
static void
judge_record (Move *self, const Record *record)
{
  g_auto (Difference) lost = { g_string_new (NULL), g_ptr_array_new (), NULL };
  g_auto (Difference) changed = { g_string_new (NULL), g_ptr_array_new (), NULL };

  for (guint i = 0; i < self->n_servers; i++)
    {
      const HatoAuthority *server = &self->servers[i];
      const HatoEvidence *evidence, *second;
      g_autofree char *there = NULL;
      HatoSure sure;

      if (server->state != HATO_AUTHORITY_GOOD)
        continue;
      there = look_up_there (self, server, record, &evidence);
      if (there == NULL || strcmp (there, record->text) == 0)
        continue;
      if (*there != '\0' || record->part == PART_REST)
        {
          add_difference (&changed, server, evidence, NULL);
          if (changed.text == NULL)
            changed.text = g_steal_pointer (&there);
          continue;
        }
      sure = hato_look_again (self->answers, evidence, &second);
      self->pending = self->pending || sure == HATO_SURE_PENDING;
      if (sure == HATO_SURE_CONFIRMED)
        add_difference (&lost, server, evidence, second);
    }
  add_difference_finding (self, "dns.move_loses", record, &lost);
  add_difference_finding (self, "dns.move_changes", record, &changed);
}

static void
judge_all_there (Move *self)
{
  g_autoptr (GString) names = g_string_new (NULL);
  HatoFinding *finding;

  if (self->findings->len > 0 || self->records->len == 0)
    return;

  for (guint i = 0; i < self->n_servers; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", self->servers[i].name);
  finding = add_finding (self, "dns.move_ok");
  hato_finding_add_argument (finding, "servers", names->str);
  hato_finding_add_number (finding, "count", self->records->len);
  for (guint i = 0; i < self->n_servers; i++)
    hato_finding_cite (finding, self->servers[i].evidence);
}

/**
 * hato_move_judge:
 * @new_servers: names or addresses of the name servers that the domain is to move to
 * @selectors: (nullable): DKIM selectors that are worth a try
 * @allow_private: whether a name may lead to a private address
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Before a move: asks the new servers directly for every record that mail uses now, and lists what they do not have, or have
 * otherwise. Records under names that mail does not use cannot be known from outside.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_move_judge (const HatoSubject *subject,
                 const char *const *new_servers,
                 HatoSelectorList *selectors,
                 gboolean allow_private,
                 HatoAnswers *answers,
                 GPtrArray *findings)
{
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  g_auto (Move) self = { .subject = subject, .answers = answers, .findings = found };

  self.records = g_array_new (FALSE, FALSE, sizeof (Record));
  g_array_set_clear_func (self.records, record_clear);
  list_records (&self, selectors);
  ask_servers (&self, new_servers, allow_private);
  if (self.pending)
    return FALSE;

  judge_states (&self);
  for (guint i = 0; i < self.records->len; i++)
    judge_record (&self, &g_array_index (self.records, Record, i));
  if (self.pending)
    return FALSE;

  judge_all_there (&self);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (findings, hato_finding_ref (g_ptr_array_index (found, i)));
  return TRUE;
}
