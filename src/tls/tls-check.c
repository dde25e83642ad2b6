/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/tls-check.h"

#include "base/address.h"
#include "base/domain-name.h"
#include "dns/mta-sts.h"
#include "net/settle.h"
#include "tls/endpoint.h"

#define ADDRESSES_MAX 2u  /* limits: addresses of a host */
#define SHARE         40u /* questions of one row */

/* One check at work. */
typedef struct
{
  HatoJob *job; /* (nullable) */
  const HatoTlsInput *input;
  HatoSubject *subject; /* (owned) */
  GPtrArray *addresses; /* (owned) (element-type utf8) */
  const char *reason;   /* (nullable): why there is none */
  GPtrArray *cited;     /* (owned) (element-type HatoEvidence): what tells the addresses */
  GPtrArray *rows;      /* (owned) (element-type Row) */
  GPtrArray
      *items;   /* (owned) (element-type HatoItem): in the order of the rows; NULL = not settled */
  gint64 began; /* monotonic */
  gint64 first_finding; /* microseconds from began; -1 = none yet */
} Check;

/* A door, or what is said about the domain. */
typedef struct
{
  Check *check;
  char *id; /* (owned) */
  gboolean is_policy;
  HatoEndpoint door;
  GPtrArray *findings; /* (owned) (element-type HatoFinding) */
} Row;

G_DEFINE_BOXED_TYPE (HatoTlsInput, hato_tls_input, hato_tls_input_ref, hato_tls_input_unref)

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
  HatoTlsInput *self = g_atomic_rc_box_new0 (HatoTlsInput);

  self->host = g_strdup (host);
  self->name = g_strdup (host);
  self->doors = g_array_new (FALSE, FALSE, sizeof (HatoTlsDoor));
  self->resolver = g_object_ref (resolver);
  self->started = started;
  self->timeout = timeout;
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
  g_array_unref (self->doors);
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

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->id);
  hato_endpoint_clear (&row->door);
  g_ptr_array_unref (row->findings);
  g_free (row);
}

static void
item_free (gpointer item)
{
  if (item != NULL)
    hato_item_unref (item);
}

static void
take_addresses (Check *check, const HatoEvidence *evidence)
{
  g_ptr_array_add (check->cited, hato_evidence_ref ((HatoEvidence *) evidence));
  if (evidence->records->len > 0)
    g_ptr_array_add (
        check->addresses,
        g_strdup (((const HatoDnsRecord *) g_ptr_array_index (evidence->records, 0))->text));
  else if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED)
    check->reason = hato_evidence_get_reason (evidence);
}

/* One address of each family: each is a row of its own. */
static gboolean
judge_addresses (gpointer data, HatoAnswers *answers)
{
  Check *check = data;
  const HatoEvidence *a = hato_look_up (answers, check->input->host, HATO_DNS_A);
  const HatoEvidence *aaaa = hato_look_up (answers, check->input->host, HATO_DNS_AAAA);

  if (a == NULL || aaaa == NULL)
    return FALSE;

  g_ptr_array_set_size (check->addresses, 0);
  g_ptr_array_set_size (check->cited, 0);
  check->reason = "no_address";
  take_addresses (check, a);
  take_addresses (check, aaaa);
  return TRUE;
}

static gboolean
find_addresses (Check *check, GError **error)
{
  const HatoJudge judge = { judge_addresses, check, 2 };
  HatoAddress address;

  if (check->input->connect != NULL || hato_address_parse (check->input->host, &address))
    {
      g_ptr_array_add (
          check->addresses,
          g_strdup (check->input->connect != NULL ? check->input->connect : check->input->host));
      return TRUE;
    }
  return hato_resolver_settle (
      check->input->resolver, &judge, 1, check->began + check->input->timeout,
      check->job != NULL ? hato_job_get_cancellable (check->job) : NULL, NULL, NULL, NULL, error);
}

static void
add_row (Check *check, const HatoTlsDoor *door, const char *address)
{
  const HatoTlsInput *input = check->input;
  Row *row = g_new0 (Row, 1);

  row->check = check;
  row->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  row->is_policy = door == NULL;
  if (door != NULL)
    {
      row->door = (HatoEndpoint){ .protocol = door->protocol,
                                  .port = door->port,
                                  .name = g_strdup (input->name),
                                  .address = g_strdup (address),
                                  .named = input->named,
                                  .mail_domain = g_strdup (input->mail_domain),
                                  .controls = g_strdupv (input->controls),
                                  .now = input->started };
      row->id = hato_endpoint_dup_id (&row->door);
    }
  else
    row->id = g_strdup ("mta-sts");
  g_ptr_array_add (check->rows, row);
}

static void
make_rows (Check *check)
{
  for (guint i = 0; i < check->input->doors->len; i++)
    {
      const HatoTlsDoor *door = &g_array_index (check->input->doors, HatoTlsDoor, i);

      for (guint j = 0; j < MIN (check->addresses->len, ADDRESSES_MAX); j++)
        add_row (check, door, g_ptr_array_index (check->addresses, j));
      if (check->addresses->len == 0)
        add_row (check, door, "");
    }
  if (check->input->mail_domain != NULL)
    add_row (check, NULL, NULL);
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
  HatoFinding *finding = hato_finding_new_unchecked ("reach", reason, row->check->input->host);

  hato_finding_add_argument (finding, "name", row->check->input->host);
  hato_finding_add_argument (finding, "ip", row->door.address);
  for (guint i = 0; i < row->check->cited->len; i++)
    hato_finding_cite (finding, g_ptr_array_index (row->check->cited, i));
  g_ptr_array_add (row->findings, finding);
}

static gboolean
judge_row (gpointer data, HatoAnswers *answers)
{
  Row *row = data;

  g_ptr_array_set_size (row->findings, 0);
  if (row->is_policy)
    return hato_mta_sts_judge (row->check->subject, answers, row->findings);
  if (*row->door.address == '\0')
    {
      say_unchecked (row, row->check->reason);
      return TRUE;
    }
  return hato_endpoint_judge (&row->door, answers, row->findings);
}

static void
row_settled (guint index, gpointer user_data)
{
  Check *check = user_data;
  Row *row = g_ptr_array_index (check->rows, index);
  HatoItem *item = hato_item_new (row->id, row->findings);

  if (check->first_finding < 0)
    check->first_finding = g_get_monotonic_time () - check->began;
  g_ptr_array_index (check->items, index) = item;
  if (check->job != NULL)
    hato_job_post (check->job, hato_item_ref (item), (GDestroyNotify) hato_item_unref);
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
        row_settled (i, check);
      }
}

static HatoCheckup *
settle_rows (Check *check, GError **error)
{
  const HatoTlsInput *input = check->input;
  g_autofree HatoJudge *judges = g_new0 (HatoJudge, check->rows->len);
  HatoSettlement settlement = { NULL };
  HatoCheckup *checkup = NULL;

  g_ptr_array_set_size (check->items, (int) check->rows->len);
  for (guint i = 0; i < check->rows->len; i++)
    judges[i] = (HatoJudge){ judge_row, g_ptr_array_index (check->rows, i), SHARE };
  if (hato_resolver_settle (input->resolver, judges, check->rows->len,
                            check->began + input->timeout,
                            check->job != NULL ? hato_job_get_cancellable (check->job) : NULL,
                            row_settled, check, &settlement, error))
    {
      HatoStatistics statistics;

      for (guint i = 0; i < check->cited->len; i++)
        g_ptr_array_add (settlement.evidence,
                         hato_evidence_ref (g_ptr_array_index (check->cited, i)));
      statistics =
          (HatoStatistics){ settlement.evidence->len, settlement.waves + 1, check->first_finding };
      fill_gaps (check);
      checkup = hato_checkup_new (check->subject, check->items, settlement.evidence, input->started,
                                  g_get_monotonic_time () - check->began, &statistics);
    }
  g_clear_pointer (&settlement.evidence, g_ptr_array_unref);
  return checkup;
}

/**
 * hato_tls_check_run:
 * @job: (nullable): where items (HatoItem) are posted, and what cancels the check: each without findings once it is known that
 *   there will be one, and again when it has settled
 *
 * Checks the doors of one server, each address of it a row. Blocks; a HatoWorkFunc. Conversations that are under way when it is
 * cancelled are ended by the cancellable that the resolver's sessions were given.
 *
 * Returns: (transfer full) (nullable): the checkup; NULL with G_IO_ERROR_CANCELLED
 */
HatoCheckup *
hato_tls_check_run (HatoJob *job, const HatoTlsInput *input, GError **error)
{
  Check check = {
    .job = job, .input = input, .began = g_get_monotonic_time (), .first_finding = -1
  };
  const char *domain = input->mail_domain != NULL ? input->mail_domain : input->host;
  HatoCheckup *checkup = NULL;

  check.subject = hato_subject_new (domain, domain);
  check.subject->host = g_strdup (input->host);
  check.addresses = g_ptr_array_new_with_free_func (g_free);
  check.cited = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_evidence_unref);
  check.rows = g_ptr_array_new_with_free_func (row_free);
  check.items = g_ptr_array_new_with_free_func (item_free);
  if (find_addresses (&check, error))
    {
      make_rows (&check);
      announce_rows (&check);
      checkup = settle_rows (&check, error);
    }
  g_ptr_array_unref (check.items);
  g_ptr_array_unref (check.rows);
  g_ptr_array_unref (check.cited);
  g_ptr_array_unref (check.addresses);
  hato_subject_free (check.subject);
  return checkup;
}
