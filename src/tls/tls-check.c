/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/tls-check.h"

#include <string.h>

#include "base/address.h"
#include "dns/mta-sts.h"
#include "net/settle.h"
#include "tls/claims.h"
#include "tls/doors.h"
#include "tls/endpoint-judge.h"
#include "tls/wrong-clock.h"

#define SHARE           40u  /* questions of one row */
#define DISCOVERY_SHARE 100u /* questions for the names and addresses of all doors */
#define DISCOVERY_MAX                                                                              \
  (3 * G_USEC_PER_SEC) /* limits, P4: a name that does not come holds up no row */

/* Who tells a dark line from a dark server, unless somebody names others: mail servers of large companies. */
static const char *const usual_controls[] = { "gmail-smtp-in.l.google.com", "mx01.mail.icloud.com",
                                              "mta5.am0.yahoodns.net", NULL };

/* One check at work. */
typedef struct
{
  HatoJob *job; /* (nullable) */
  const HatoTlsInput *input;
  HatoSubject *subject;     /* (owned) */
  GArray *claims;           /* (owned) (element-type HatoClaim) */
  GPtrArray *doors;         /* (owned) (element-type HatoEndpoint) */
  const HatoEndpoint *only; /* (nullable): the one of them to try */
  GPtrArray *evidence;      /* (owned) (element-type HatoEvidence): what told the doors */
  guint waves;              /* that it took to find them */
  GPtrArray *rows;          /* (owned) (element-type Row) */
  guint *seats;             /* (owned): the row of each judge */
  GPtrArray
      *items;   /* (owned) (element-type HatoItem): in the order of the rows; NULL = not settled */
  gint64 began; /* monotonic */
  gint64 first_finding; /* microseconds from began; -1 = none yet */
} Check;

/* A door, or what is said about the domain. */
typedef struct
{
  Check *check;
  char *id;                 /* (owned) */
  const HatoEndpoint *door; /* (nullable): NULL = the policy */
  GPtrArray *findings;      /* (owned) (element-type HatoFinding) */
} Row;

G_DEFINE_BOXED_TYPE (HatoTlsInput, hato_tls_input, hato_tls_input_ref, hato_tls_input_unref)

static HatoTlsInput *
input_new (HatoResolver *resolver, gint64 started, gint64 timeout)
{
  HatoTlsInput *self = g_atomic_rc_box_new0 (HatoTlsInput);

  self->doors = g_array_new (FALSE, FALSE, sizeof (HatoTlsDoor));
  self->controls = g_strdupv ((GStrv) usual_controls);
  self->resolver = g_object_ref (resolver);
  self->started = started;
  self->timeout = timeout;
  return self;
}

/**
 * hato_tls_input_new:
 * @host: a name in A-labels, folded, or an address
 * @resolver: one run's, with sessions; a reference is taken
 * @started: microseconds since 1970
 * @timeout: microseconds for the whole check
 *
 * Returns: (transfer full): a check of no door yet
 */
HatoTlsInput *
hato_tls_input_new (const char *host, HatoResolver *resolver, gint64 started, gint64 timeout)
{
  HatoTlsInput *self = input_new (resolver, started, timeout);

  self->host = g_strdup (host);
  self->name = g_strdup (host);
  return self;
}

/**
 * hato_tls_input_new_for_domain:
 * @domain: a mail domain, A-labels
 * @providers: (nullable): tells which server names the domain's company has people type
 * @resolver: one run's, with sessions; a reference is taken. Without sessions the check is one unchecked item.
 *
 * Returns: (transfer full): a check of all doors of the domain: its MX hosts, what mail programs use, and its web servers
 */
HatoTlsInput *
hato_tls_input_new_for_domain (const char *domain,
                               HatoProviderList *providers,
                               HatoResolver *resolver,
                               gint64 started,
                               gint64 timeout)
{
  HatoTlsInput *self = input_new (resolver, started, timeout);

  self->mail_domain = g_strdup (domain);
  self->providers = providers != NULL ? hato_provider_list_ref (providers) : NULL;
  return self;
}

HatoTlsInput *
hato_tls_input_ref (HatoTlsInput *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
input_clear (gpointer data)
{
  HatoTlsInput *self = data;

  g_free (self->host);
  g_free (self->name);
  g_free (self->connect);
  g_free (self->mail_domain);
  g_clear_pointer (&self->subject, hato_subject_free);
  g_array_unref (self->doors);
  g_clear_pointer (&self->only, hato_endpoint_id_free);
  g_clear_pointer (&self->providers, hato_provider_list_unref);
  g_strfreev (self->controls);
  g_object_unref (self->resolver);
}

void
hato_tls_input_unref (HatoTlsInput *self)
{
  g_atomic_rc_box_release_full (self, input_clear);
}

void
hato_tls_input_add_door (HatoTlsInput *self, HatoProtocol protocol, guint16 port)
{
  const HatoTlsDoor door = { protocol, port };

  g_array_append_val (self->doors, door);
}

/** hato_tls_input_add_mail_program_doors: the doors that a mail program may use under the name that somebody typed into it. */
void
hato_tls_input_add_mail_program_doors (HatoTlsInput *self)
{
  for (guint i = 0; i < HATO_PROTOCOLS; i++)
    if (hato_protocol_get_role ((HatoProtocol) i) == HATO_ROLE_MAIL_PROGRAM)
      hato_tls_input_add_door (self, (HatoProtocol) i, hato_protocol_get_port ((HatoProtocol) i));
}

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->id);
  g_ptr_array_unref (row->findings);
  g_free (row);
}

static void
item_free (gpointer item)
{
  if (item != NULL)
    hato_item_unref (item);
}

static GCancellable *
get_cancellable (const Check *check)
{
  return check->job != NULL ? hato_job_get_cancellable (check->job) : NULL;
}

/* The doors of one server. */
static void
claim_host (Check *check)
{
  const HatoTlsInput *input = check->input;

  for (guint i = 0; i < input->doors->len; i++)
    {
      const HatoTlsDoor *door = &g_array_index (input->doors, HatoTlsDoor, i);
      HatoClaim *claim = hato_claims_add (check->claims, door->protocol, door->port,
                                          input->connect != NULL ? input->connect : input->host);

      claim->named = input->named;
      claim->owed = TRUE;
    }
}

/* Names and addresses: addresses are looked up while names are still awaited. */
static gboolean
judge_doors (gpointer data, HatoAnswers *answers)
{
  Check *check = data;
  gboolean complete = TRUE;

  if (check->input->host == NULL)
    complete = hato_claims_find (check->input->mail_domain, check->input->providers, answers,
                                 check->claims);
  return hato_doors_find (check->claims, answers, check->doors) && complete;
}

static void
prepare_doors (Check *check)
{
  const HatoTlsInput *input = check->input;

  for (guint i = 0; i < check->doors->len; i++)
    {
      HatoEndpoint *door = g_ptr_array_index (check->doors, i);

      door->mail_domain = g_strdup (input->mail_domain);
      door->controls = g_strdupv (input->controls);
      door->doors = check->doors;
      door->now = input->started;
      if (input->host == NULL)
        continue;
      if (door->old_tls == HATO_OLD_TLS_LATER)
        door->old_tls = HATO_OLD_TLS_AT_ONCE;
      g_free (door->name);
      door->name = g_strdup (input->name);
    }
}

/* The door of the row that is checked again, as the names tell of it now: what was said of it weighs as before. The address stays
 * the row's: a name that has many gives them in another order each time. What no name tells of any more is tried as the row has it. */
static HatoEndpoint *
find_only (Check *check)
{
  const HatoEndpointId *only = check->input->only;
  HatoEndpoint *found = NULL;

  for (guint i = 0; i < check->doors->len; i++)
    {
      HatoEndpoint *door = g_ptr_array_index (check->doors, i);

      if (door->protocol == only->protocol && door->port == only->port
          && strcmp (door->name, only->host) == 0
          && (found == NULL || strcmp (door->address, only->address) == 0))
        found = door;
    }
  if (found == NULL)
    {
      found = hato_endpoint_new (only->protocol, only->port, only->host, "");
      g_ptr_array_add (check->doors, found);
    }
  if (*only->address != '\0')
    {
      g_free (found->address);
      found->address = g_strdup (only->address);
    }
  return found;
}

static gboolean
find_doors (Check *check, GError **error)
{
  const HatoTlsInput *input = check->input;
  const HatoJudge judge = { judge_doors, check, DISCOVERY_SHARE };
  gint64 time = input->host == NULL ? MIN (input->timeout, DISCOVERY_MAX) : input->timeout;
  HatoSettlement settlement = { NULL };

  if (input->host != NULL)
    claim_host (check);
  else if (!hato_resolver_has_sessions (input->resolver))
    return TRUE;
  if (!hato_resolver_settle (input->resolver, &judge, 1, check->began + time,
                             get_cancellable (check), NULL, NULL, &settlement, error))
    return FALSE;

  g_ptr_array_extend_and_steal (check->evidence, settlement.evidence);
  check->waves = settlement.waves;
  if (input->only != NULL)
    check->only = find_only (check);
  prepare_doors (check);
  return TRUE;
}

static void
add_row (Check *check, char *id, const HatoEndpoint *door)
{
  Row *row = g_new0 (Row, 1);

  row->check = check;
  row->id = id;
  row->door = door;
  row->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  g_ptr_array_add (check->rows, row);
}

/* Why no door of the domain can be tried; NULL where one can, or where it has none. */
static const char *
get_obstacle (const Check *check)
{
  const char *reason = NULL;

  if (check->input->host != NULL || check->only != NULL)
    return NULL;
  if (!hato_resolver_has_sessions (check->input->resolver))
    return "from_file";
  for (guint i = 0; i < check->doors->len; i++)
    {
      const HatoEndpoint *door = g_ptr_array_index (check->doors, i);

      if (*door->address != '\0')
        return NULL;
      reason = reason != NULL ? reason : door->reason;
    }
  return reason;
}

/* In the order of the window: MX hosts, mail programs, web. What holds for all of them is said once. */
static void
make_rows (Check *check)
{
  const HatoEndpointId *only = check->input->only;

  if (only != NULL)
    {
      add_row (check, hato_endpoint_id_new (only->protocol, only->host, only->port, only->address),
               check->only);
      return;
    }
  if (get_obstacle (check) != NULL)
    {
      add_row (check, g_strdup (HATO_TLS_ALL_DOORS), NULL);
      return;
    }
  for (guint i = 0; i < check->doors->len; i++)
    add_row (check, hato_endpoint_dup_id (g_ptr_array_index (check->doors, i)),
             g_ptr_array_index (check->doors, i));
  if (check->input->host != NULL && check->input->mail_domain != NULL)
    add_row (check, g_strdup ("mta-sts"), NULL);
}

/* The rows are known: each is posted as an item without findings, which waits. */
static void
announce_rows (Check *check)
{
  for (guint i = 0; check->job != NULL && i < check->rows->len; i++)
    {
      const Row *row = g_ptr_array_index (check->rows, i);

      hato_job_post (check->job, hato_item_new (row->id, row->findings),
                     (GDestroyNotify) hato_item_unref);
    }
}

static void
say_unchecked (Row *row, const char *reason)
{
  const char *domain = row->check->subject->domain;
  HatoFinding *finding = hato_finding_new_unchecked ("tls", reason, domain);

  hato_finding_add_argument (finding, "name", row->door != NULL ? row->door->name : domain);
  g_ptr_array_add (row->findings, finding);
}

static gboolean
judge_row (gpointer data, HatoAnswers *answers)
{
  Row *row = data;
  const char *obstacle = get_obstacle (row->check);

  g_ptr_array_set_size (row->findings, 0);
  if (obstacle != NULL)
    {
      say_unchecked (row, obstacle);
      return TRUE;
    }
  if (row->door == NULL)
    return hato_mta_sts_judge (row->check->subject, answers, row->findings);

  return hato_endpoint_judge (row->door, answers, row->findings);
}

static void
post_item (Check *check, HatoItem *item)
{
  if (check->job != NULL)
    hato_job_post (check->job, hato_item_ref (item), (GDestroyNotify) hato_item_unref);
}

static void
settle_row (Check *check, guint index)
{
  Row *row = g_ptr_array_index (check->rows, index);
  HatoItem *item = hato_item_new (row->id, row->findings);

  if (check->first_finding < 0)
    check->first_finding = g_get_monotonic_time () - check->began;
  g_ptr_array_index (check->items, index) = item;
  post_item (check, item);
}

static void
row_settled (guint index, gpointer user_data)
{
  Check *check = user_data;

  settle_row (check, check->seats[index]);
}

/* A row whose judge was given up is unchecked; the others stand. */
static void
fill_gaps (Check *check)
{
  for (guint i = 0; i < check->items->len; i++)
    if (g_ptr_array_index (check->items, i) == NULL)
      {
        Row *row = g_ptr_array_index (check->rows, i);

        g_ptr_array_set_size (row->findings, 0);
        say_unchecked (row, "internal");
        settle_row (check, i);
      }
}

/* Only all rows together tell that this computer's clock is wrong. */
static void
look_at_clock (Check *check)
{
  gboolean likely = hato_wrong_clock_is_likely (check->items);

  for (guint i = 0; likely && i < check->items->len; i++)
    {
      HatoItem *item = hato_wrong_clock_dup_item (g_ptr_array_index (check->items, i));

      if (item == NULL)
        continue;
      post_item (check, item);
      hato_item_unref (g_ptr_array_index (check->items, i));
      g_ptr_array_index (check->items, i) = item;
    }
}

/* Port 25 is asked last: where the line lets none of it through, each of its rows holds a thread of the pool for seconds. */
static void
seat_rows (Check *check, HatoJudge *judges)
{
  guint n = 0;

  check->seats = g_new0 (guint, check->rows->len);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < check->rows->len; i++)
      {
        Row *row = g_ptr_array_index (check->rows, i);
        gboolean last =
            row->door != NULL && hato_protocol_get_role (row->door->protocol) == HATO_ROLE_MX;

        if (last != (pass == 1))
          continue;
        judges[n] = (HatoJudge){ judge_row, row, SHARE };
        check->seats[n++] = i;
      }
}

static void
add_evidence (GPtrArray *all, const GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++)
    if (!g_ptr_array_find (all, g_ptr_array_index (more, i), NULL))
      g_ptr_array_add (all, hato_evidence_ref (g_ptr_array_index (more, i)));
}

static HatoCheckup *
settle_rows (Check *check, GError **error)
{
  const HatoTlsInput *input = check->input;
  g_autofree HatoJudge *judges = g_new0 (HatoJudge, check->rows->len);
  HatoSettlement settlement = { NULL };
  HatoStatistics statistics;
  HatoCheckup *checkup;

  g_ptr_array_set_size (check->items, (int) check->rows->len);
  seat_rows (check, judges);
  if (!hato_resolver_settle (input->resolver, judges, check->rows->len,
                             check->began + input->timeout, get_cancellable (check), row_settled,
                             check, &settlement, error))
    return NULL;

  fill_gaps (check);
  look_at_clock (check);
  add_evidence (settlement.evidence, check->evidence);
  statistics = (HatoStatistics){ settlement.evidence->len, settlement.waves + check->waves,
                                 check->first_finding };
  checkup = hato_checkup_new (check->subject, check->items, settlement.evidence, input->started,
                              g_get_monotonic_time () - check->began, &statistics);
  g_ptr_array_unref (settlement.evidence);
  return checkup;
}

static HatoSubject *
new_subject (const HatoTlsInput *input)
{
  const char *domain = input->mail_domain != NULL ? input->mail_domain : input->host;
  HatoSubject *subject = input->subject != NULL ? hato_subject_copy (input->subject)
                                                : hato_subject_new (domain, domain);

  g_free (subject->host);
  subject->host = g_strdup (input->host);
  return subject;
}

/**
 * hato_tls_check_run:
 * @job: (nullable): where items (HatoItem) are posted, and what cancels the check: each without findings once it is known that
 *   there will be one, and again when it has settled; once more where all of them together tell more
 *
 * Checks the doors of one server, or of all servers of a mail domain; each address is a row. Blocks; a HatoWorkFunc.
 * Conversations that are under way when it is cancelled are ended by the cancellable that the resolver's sessions were given.
 *
 * Returns: (transfer full) (nullable): the checkup; NULL with G_IO_ERROR_CANCELLED
 */
HatoCheckup *
hato_tls_check_run (HatoJob *job, const HatoTlsInput *input, GError **error)
{
  Check check = {
    .job = job, .input = input, .began = g_get_monotonic_time (), .first_finding = -1
  };
  HatoCheckup *checkup = NULL;

  check.subject = new_subject (input);
  check.claims = hato_claims_new ();
  check.doors = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_endpoint_free);
  check.evidence = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_evidence_unref);
  check.rows = g_ptr_array_new_with_free_func (row_free);
  check.items = g_ptr_array_new_with_free_func (item_free);
  if (find_doors (&check, error))
    {
      make_rows (&check);
      announce_rows (&check);
      checkup = settle_rows (&check, error);
    }
  g_free (check.seats);
  g_ptr_array_unref (check.items);
  g_ptr_array_unref (check.rows);
  g_ptr_array_unref (check.evidence);
  g_ptr_array_unref (check.doors);
  g_array_unref (check.claims);
  hato_subject_free (check.subject);
  return checkup;
}
