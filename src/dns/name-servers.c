/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/name-servers.h"

#include <string.h>

#include "base/cursor.h"
#include "base/domain-name.h"
#include "dns/authority.h"

#define SERVERS_MAX   6u
#define SELECTORS_MAX 2u
#define RECORDS_MAX   (5u + SELECTORS_MAX)
#define NONE          "—" /* where a text is shown and there is none */

/* A record set on which mail depends. */
typedef struct
{
  char *name; /* (owned) */
  guint16 type;
} Record;

typedef struct
{
  const HatoSubject *subject;
  HatoAnswers *answers;
  GPtrArray *findings; /* (element-type HatoFinding) */
  HatoAuthority servers[SERVERS_MAX];
  guint n_servers;
  Record records[RECORDS_MAX];
  guint n_records;
  gboolean disagree; /* about one of the records */
} Servers;

static void
servers_clear (Servers *self)
{
  for (guint i = 0; i < self->n_servers; i++)
    hato_authority_clear (&self->servers[i]);
  for (guint i = 0; i < self->n_records; i++)
    g_free (self->records[i].name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Servers, servers_clear)

/* The name servers of the zone that holds the domain: its own, or those of the name above. FALSE = pending. */
static gboolean
find_listed (const char *domain, HatoAnswers *answers, const HatoEvidence **listed)
{
  *listed = NULL;
  for (const char *zone = domain; zone != NULL && strchr (zone, '.') != NULL;
       zone = strchr (zone, '.') + 1)
    {
      const HatoEvidence *evidence = hato_look_up (answers, zone, HATO_DNS_NS);

      if (evidence == NULL)
        return FALSE;
      if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_ANSWER)
        *listed = evidence;
      if (hato_evidence_get_outcome (evidence) != HATO_OUTCOME_NODATA)
        return TRUE; /* found; or nobody knows, or the domain does not exist, which others judge */
    }
  return TRUE;
}

static void
add_record (Servers *self, const char *prefix, guint16 type)
{
  g_autofree char *name = g_strconcat (prefix, self->subject->domain, NULL);

  if (self->n_records < RECORDS_MAX && hato_domain_name_is_askable (name))
    self->records[self->n_records++] = (Record){ g_steal_pointer (&name), type };
}

static void
list_records (Servers *self)
{
  add_record (self, "", HATO_DNS_MX);
  add_record (self, "", HATO_DNS_TXT);
  add_record (self, "_dmarc.", HATO_DNS_TXT);
  add_record (self, "_mta-sts.", HATO_DNS_TXT);
  add_record (self, "_smtp._tls.", HATO_DNS_TXT);
  for (guint i = 0; self->subject->selectors[i] != NULL && i < SELECTORS_MAX; i++)
    {
      g_autofree char *prefix = g_strconcat (self->subject->selectors[i], "._domainkey.", NULL);

      add_record (self, prefix, HATO_DNS_TXT);
    }
}

/* Asks all servers for all records; what one of them has not answered yet keeps the others from nothing. FALSE = pending. */
static gboolean
ask_all (Servers *self, const HatoEvidence *listed, gboolean allow_private)
{
  gboolean pending = FALSE;

  for (guint i = 0; i < listed->records->len && self->n_servers < SERVERS_MAX; i++)
    {
      HatoAuthority *server = &self->servers[self->n_servers++];

      server->name = ((const HatoDnsRecord *) g_ptr_array_index (listed->records, i))->target;
      hato_authority_find (server, listed->question->name, allow_private, self->answers);
      pending = pending || server->state == HATO_AUTHORITY_PENDING;
      for (guint j = 0; server->address != NULL && j < self->n_records; j++)
        if (hato_authority_look_up (server, self->answers, self->records[j].name,
                                    self->records[j].type)
            == NULL)
          pending = TRUE;
    }
  for (guint i = 0; i < self->n_records; i++)
    if (hato_look_up (self->answers, self->records[i].name, self->records[i].type) == NULL)
      pending = TRUE;
  return !pending;
}

static HatoFinding *
add_finding (Servers *self, const char *code)
{
  HatoFinding *finding = hato_finding_new_usual (code, self->subject->domain);

  g_ptr_array_add (self->findings, finding);
  return finding;
}

static void
append_name (GString *names, const char *name)
{
  g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
}

static guint
count_servers (const Servers *self, HatoAuthorityState state)
{
  guint n = 0;

  for (guint i = 0; i < self->n_servers; i++)
    n += self->servers[i].state == state;
  return n;
}

/* Whether somebody on the line answers in place of the servers: all answer, and none with authority. */
static gboolean
is_intercepted (const Servers *self)
{
  for (guint i = 0; i < self->n_servers; i++)
    if (self->servers[i].state != HATO_AUTHORITY_UNKNOWN
        && (self->servers[i].state != HATO_AUTHORITY_LAME
            || hato_evidence_get_outcome (self->servers[i].evidence) == HATO_OUTCOME_FAILED))
      return FALSE;

  return count_servers (self, HATO_AUTHORITY_LAME) > 0;
}

/* Servers that could not be asked: one finding, with the reason of the first. */
static void
add_unknown (Servers *self, HatoAuthorityState state, const char *reason)
{
  g_autoptr (GString) names = g_string_new (NULL);
  HatoFinding *finding;

  if (count_servers (self, state) == 0)
    return;

  finding = add_finding (self, "dns.servers_unchecked");
  for (guint i = 0; i < self->n_servers; i++)
    if (self->servers[i].state == state)
      {
        append_name (names, self->servers[i].name);
        hato_finding_cite (finding, self->servers[i].evidence);
        reason = reason != NULL ? reason : self->servers[i].reason;
      }
  hato_finding_add_argument (finding, "servers", names->str);
  hato_finding_add_argument (finding, "reason", reason);
}

static void
judge_states (Servers *self)
{
  add_unknown (self, HATO_AUTHORITY_UNKNOWN, NULL);
  if (is_intercepted (self))
    {
      add_unknown (self, HATO_AUTHORITY_LAME, "intercepted");
      return;
    }
  for (guint i = 0; i < self->n_servers; i++)
    if (self->servers[i].state == HATO_AUTHORITY_LAME)
      {
        HatoFinding *finding = add_finding (self, "dns.lame");

        hato_finding_add_argument (finding, "name", self->servers[i].name);
        hato_finding_add_argument (finding, "address", self->servers[i].address);
        hato_finding_cite (finding, self->servers[i].evidence);
      }
}

/* The serial of a server's copy of the zone (RFC 1035 §3.3.13: the first number of the SOA record). */
static gboolean
read_serial (const HatoAuthority *server, guint64 *serial)
{
  const HatoDnsRecord *soa;
  HatoCursor cursor;

  if (server->state != HATO_AUTHORITY_GOOD || server->evidence->records->len == 0)
    return FALSE;

  soa = g_ptr_array_index (server->evidence->records, 0);
  hato_cursor_init (&cursor, soa->text, strlen (soa->text));
  for (guint word = 0; word < 2; word++)
    {
      hato_cursor_take_until_any_of (&cursor, " \t");
      hato_cursor_take_any_of (&cursor, " \t");
    }
  return hato_cursor_take_decimal (&cursor, G_MAXUINT32, serial);
}

/* RFC 1982 §3.2: whether serial @a is newer than @b. */
static gboolean
is_newer (guint64 a, guint64 b)
{
  return a != b && (guint32) (a - b) < G_MAXINT32;
}

/* What each server says about a record, NULL where it is not known; the server whose word counts: of the newest copy, or else
 * what most of them say. */
typedef struct
{
  char *texts[SERVERS_MAX]; /* (owned) (nullable) */
  const HatoEvidence *evidence[SERVERS_MAX];
  int reference; /* -1 = nobody says anything */
} Words;

static void
words_clear (Words *words)
{
  for (guint i = 0; i < SERVERS_MAX; i++)
    g_free (words->texts[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static guint
count_same (const Words *words, guint n_servers, guint index)
{
  guint n = 0;

  for (guint i = 0; i < n_servers; i++)
    n += g_strcmp0 (words->texts[i], words->texts[index]) == 0;
  return n;
}

static gboolean
is_better (const Servers *self, const Words *words, guint index, guint best)
{
  guint64 serial, other;

  if (read_serial (&self->servers[index], &serial) && read_serial (&self->servers[best], &other)
      && serial != other)
    return is_newer (serial, other);

  return count_same (words, self->n_servers, index) > count_same (words, self->n_servers, best);
}

static void
collect (const Servers *self, const Record *record, Words *words)
{
  words->reference = -1;
  for (guint i = 0; i < self->n_servers; i++)
    if (self->servers[i].state == HATO_AUTHORITY_GOOD)
      {
        words->evidence[i] =
            hato_authority_look_up (&self->servers[i], self->answers, record->name, record->type);
        words->texts[i] = hato_authority_dup_text (words->evidence[i]);
      }
  for (guint i = 0; i < self->n_servers; i++)
    if (words->texts[i] != NULL
        && (words->reference < 0 || is_better (self, words, i, (guint) words->reference)))
      words->reference = (int) i;
}

static void
add_text (HatoFinding *finding, const char *name, const char *text)
{
  hato_finding_add_argument (finding, name, *text != '\0' ? text : NONE);
}

/* The servers that say something else than the reference. */
static void
judge_agreement (Servers *self, const Record *record, const Words *words)
{
  g_autoptr (GString) names = g_string_new (NULL);
  const char *reference = words->texts[words->reference], *other = NULL;
  HatoFinding *finding;

  for (guint i = 0; i < self->n_servers; i++)
    if (words->texts[i] != NULL && strcmp (words->texts[i], reference) != 0)
      {
        append_name (names, self->servers[i].name);
        other = other != NULL ? other : words->texts[i];
      }
  if (other == NULL)
    return;

  self->disagree = TRUE;
  finding = add_finding (self, "dns.servers_disagree");
  hato_finding_add_argument (finding, "name", record->name);
  hato_finding_add_argument (finding, "type", hato_dns_type_to_string (record->type));
  hato_finding_add_argument (finding, "servers", names->str);
  add_text (finding, "old", other);
  add_text (finding, "new", reference);
  for (guint i = 0; i < self->n_servers; i++)
    hato_finding_cite (finding, words->evidence[i]);
}

/* All servers say the same, and the resolver something else: it has a copy from before, until that has run out. */
static void
judge_copy (Servers *self, const Record *record, const Words *words)
{
  const HatoEvidence *copy = hato_look_up (self->answers, record->name, record->type);
  g_autofree char *text = hato_authority_dup_text (copy);
  HatoFinding *finding;

  /* With no time left it is no copy, and there is another reason for the difference. */
  if (count_same (words, self->n_servers, (guint) words->reference)
          != count_servers (self, HATO_AUTHORITY_GOOD)
      || text == NULL || copy->ttl == 0 || strcmp (text, words->texts[words->reference]) == 0)
    return;

  finding = add_finding (self, "dns.cached_copy");
  hato_finding_add_argument (finding, "name", record->name);
  hato_finding_add_argument (finding, "type", hato_dns_type_to_string (record->type));
  hato_finding_add_time (finding, "until", copy->time + (gint64) copy->ttl * G_USEC_PER_SEC);
  add_text (finding, "old", text);
  add_text (finding, "new", words->texts[words->reference]);
  hato_finding_cite (finding, copy);
  hato_finding_cite (finding, words->evidence[words->reference]);
}

/* That all is the same is worth telling, with the age of the copies. */
static void
judge_serials (Servers *self)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint64 first = 0, serial;
  gboolean any = FALSE, differ = FALSE;
  HatoFinding *finding;

  if (self->disagree || count_servers (self, HATO_AUTHORITY_GOOD) == 0)
    return;

  for (guint i = 0; i < self->n_servers; i++)
    if (read_serial (&self->servers[i], &serial))
      {
        g_autofree char *name =
            g_strdup_printf ("%s (%" G_GUINT64_FORMAT ")", self->servers[i].name, serial);

        append_name (names, name);
        differ = differ || (any && serial != first);
        first = any ? first : serial;
        any = TRUE;
      }
  finding = add_finding (self, differ ? "dns.serials_differ" : "dns.servers_agree");
  hato_finding_add_number (finding, "count", count_servers (self, HATO_AUTHORITY_GOOD));
  hato_finding_add_argument (finding, "servers", names->str);
  for (guint i = 0; i < self->n_servers; i++)
    if (self->servers[i].state == HATO_AUTHORITY_GOOD)
      hato_finding_cite (finding, self->servers[i].evidence);
}

/**
 * hato_name_servers_judge:
 * @allow_private: whether servers at private addresses may be asked
 * @findings: (element-type HatoFinding): filled when the judge settles
 *
 * Asks each name server of the domain directly for the records on which mail depends: whether it answers for the domain, whether
 * all say the same, and whether the resolver still has an older copy.
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_name_servers_judge (const HatoSubject *subject,
                         gboolean allow_private,
                         HatoAnswers *answers,
                         GPtrArray *findings)
{
  g_auto (Servers) self = { .subject = subject, .answers = answers, .findings = findings };
  const HatoEvidence *listed;

  if (!find_listed (subject->domain, answers, &listed))
    return FALSE;
  if (listed == NULL)
    return TRUE;

  list_records (&self);
  if (!ask_all (&self, listed, allow_private))
    return FALSE;

  judge_states (&self);
  for (guint i = 0; i < self.n_records; i++)
    {
      g_auto (Words) words = { { NULL }, { NULL }, -1 };

      collect (&self, &self.records[i], &words);
      if (words.reference < 0)
        continue;
      judge_agreement (&self, &self.records[i], &words);
      judge_copy (&self, &self.records[i], &words);
    }
  judge_serials (&self);
  return TRUE;
}
