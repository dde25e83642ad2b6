/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/dns-check.h"

#include <string.h>

#include "dns/bimi.h"
#include "dns/blocklist.h"
#include "dns/dane.h"
#include "dns/dkim.h"
#include "dns/dmarc.h"
#include "dns/domain-state.h"
#include "dns/domain.h"
#include "dns/elsewhere.h"
#include "dns/helo.h"
#include "dns/line.h"
#include "dns/move.h"
#include "dns/mta-sts.h"
#include "dns/mx.h"
#include "dns/name-servers.h"
#include "dns/reverse.h"
#include "dns/spf.h"
#include "dns/tls-rpt.h"
#include "net/settle.h"

#define FINDINGS_MAX  24u /* of one row */
#define SERVERS_SHARE 72u
#define MOVE_SHARE    120u

/* One check at work. */
typedef struct
{
  HatoJob *job;
  const HatoDnsInput *input;
  char **servers;                /* (owned): of the run */
  char *canaries[HATO_CANARIES]; /* (owned) */
  GPtrArray *items; /* (owned) (element-type HatoItem): settled ones at their places, else NULL */
  gint64 began;     /* monotonic microseconds */
  gint64 first_finding; /* microseconds from began; -1 = none yet */
  struct _Row *rows;    /* (array): one an item, in the order of the table */
} Check;

typedef gboolean (*ItemJudge) (const Check *check, HatoAnswers *answers, GPtrArray *findings);

typedef struct _Row Row;

struct _Row
{
  const Check *check;
  guint item;          /* in item_table */
  GPtrArray *findings; /* (owned) (element-type HatoFinding) */
};

G_DEFINE_BOXED_TYPE (HatoDnsInput, hato_dns_input, hato_dns_input_ref, hato_dns_input_unref)

static gboolean
judge_spf (const Check *check, HatoAnswers *answers, GPtrArray *findings)
{
  return hato_spf_judge (check->input->subject, check->input->providers, answers, findings);
}

static gboolean
judge_dkim (const Check *check, HatoAnswers *answers, GPtrArray *findings)
{
  return hato_dkim_judge (check->input->subject, check->input->selectors, check->input->providers,
                          answers, findings);
}

static gboolean
judge_dmarc (const Check *check, HatoAnswers *answers, GPtrArray *findings)
{
  return hato_dmarc_judge (check->input->subject, answers, findings);
}

static gboolean
judge_mx (const Check *check, HatoAnswers *answers, GPtrArray *findings)
{
  return hato_mx_judge (check->input->subject, check->input->providers, answers, findings);
}

static gboolean
judge_ptr (const Check *check, HatoAnswers *answers, GPtrArray *findings)
{
  return hato_reverse_judge (check->input->subject, answers, findings);
}

static gboolean
judge_helo (const Check *check, HatoAnswers *answers, GPtrArray *findings)
{
  return hato_helo_judge (check->input->subject, answers, findings);
}

static gboolean
judge_blocklist (const Check *check, HatoAnswers *answers, GPtrArray *findings)
{
  return hato_blocklist_judge (check->input->subject, check->input->blocklists,
                               (const char *const *) check->servers, answers, findings);
}

static gboolean
judge_mta_sts (const Check *check, HatoAnswers *answers, GPtrArray *findings)
{
  return hato_mta_sts_judge (check->input->subject, answers, findings);
}

static gboolean
judge_tls_rpt (const Check *check, HatoAnswers *answers, GPtrArray *findings)
{
  return hato_tls_rpt_judge (check->input->subject, answers, findings);
}

static gboolean
judge_bimi (const Check *check, HatoAnswers *answers, GPtrArray *findings)
{
  return hato_bimi_judge (check->input->subject, answers, findings);
}

/* What is wrong with the line is the one thing to say about it. */
static gboolean
judge_line (const Check *check, HatoAnswers *answers, HatoLine *line, GPtrArray *findings)
{
  const HatoDnsInput *input = check->input;
  HatoFinding *finding;

  if (!hato_line_judge (input->subject->domain, check->canaries, input->network, answers, line))
    return FALSE;

  if (line->code != NULL)
    {
      finding = hato_finding_new_usual (line->code, input->subject->domain);
      hato_finding_add_argument (finding, "name", line->evidence->question->name);
      hato_finding_cite (finding, line->evidence);
      hato_finding_cite (finding, line->second);
      g_ptr_array_add (findings, finding);
    }
  return TRUE;
}

static gboolean
judge_dane (const Check *check, HatoAnswers *answers, GPtrArray *findings)
{
  return hato_dane_judge (check->input->subject, answers, findings);
}

static gboolean
judge_domain (const Check *check, HatoAnswers *answers, GPtrArray *findings)
{
  const HatoDnsInput *input = check->input;
  HatoLine line;
  gboolean settled = judge_line (check, answers, &line, findings);

  if (settled && line.code != NULL)
    return TRUE;

  settled = hato_domain_judge (input->subject, input->network, answers, findings) && settled;
  settled = hato_domain_state_judge (input->subject, check->canaries[0], input->providers, answers,
                                     findings)
            && settled;
  if (input->authoritative)
    {
      settled = hato_name_servers_judge (input->subject, input->allow_private, answers, findings)
                && settled;
      settled = hato_elsewhere_judge (input->subject, input->providers, input->allow_private,
                                      answers, findings)
                && settled;
    }
  if (input->name_servers != NULL)
    settled = hato_move_judge (input->subject, (const char *const *) input->name_servers,
                               input->selectors, input->allow_private, answers, findings)
              && settled;
  return settled;
}

/* The rows in their order, and each one's share of the run's 300 questions; those about the line go beside it. */
static const struct
{
  const char *id;
  ItemJudge judge;
  guint share;
} item_table[] = {
  { "spf", judge_spf, 70 },
  { "dkim", judge_dkim, 60 },
  { "dmarc", judge_dmarc, 34 },
  { "mx", judge_mx, 26 },
  { "ptr", judge_ptr, 24 },
  { "helo", judge_helo, 6 },
  { "blocklist", judge_blocklist, 26 },
  { "mta-sts", judge_mta_sts, 8 },
  { "tlsrpt", judge_tls_rpt, 15 },
  { "bimi", judge_bimi, 10 },
  { "dane", judge_dane, 10 },
  { "dns", judge_domain, 12 },
};

static const char *const item_ids[] = { "spf",       "dkim",    "dmarc",  "mx",   "ptr",  "helo",
                                        "blocklist", "mta-sts", "tlsrpt", "bimi", "dane", "dns" };

G_STATIC_ASSERT (G_N_ELEMENTS (item_ids) == G_N_ELEMENTS (item_table));

/**
 * hato_dns_input_new:
 * @subject: copied
 * @resolver: one run's; a reference is taken
 * @selectors: (nullable): selectors to try, beside those of @subject
 * @providers: (nullable): a reference is taken
 * @started: microseconds since 1970
 * @timeout: microseconds for the whole check
 *
 * Returns: (transfer full): what a check of a domain needs
 */
HatoDnsInput *
hato_dns_input_new (const HatoSubject *subject,
                    HatoResolver *resolver,
                    HatoSelectorList *selectors,
                    HatoProviderList *providers,
                    gint64 started,
                    gint64 timeout)
{
  HatoDnsInput *self = g_atomic_rc_box_new0 (HatoDnsInput);

  self->subject = hato_subject_copy (subject);
  self->resolver = g_object_ref (resolver);
  self->selectors = selectors != NULL ? hato_selector_list_ref (selectors) : NULL;
  self->providers = providers != NULL ? hato_provider_list_ref (providers) : NULL;
  self->started = started;
  self->timeout = timeout;
  return self;
}

HatoDnsInput *
hato_dns_input_ref (HatoDnsInput *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
dns_input_clear (gpointer data)
{
  HatoDnsInput *self = data;

  hato_subject_free (self->subject);
  g_object_unref (self->resolver);
  g_clear_pointer (&self->selectors, hato_selector_list_unref);
  g_clear_pointer (&self->providers, hato_provider_list_unref);
  g_clear_pointer (&self->blocklists, hato_blocklist_list_unref);
  g_free (self->only);
  g_strfreev (self->name_servers);
}

void
hato_dns_input_unref (HatoDnsInput *self)
{
  g_atomic_rc_box_release_full (self, dns_input_clear);
}

/** hato_dns_input_take_settings: takes from @settings, and from the system, what judges have to know of how the run asks. For the
 * input's maker. */
void
hato_dns_input_take_settings (HatoDnsInput *self, const HatoSettings *settings)
{
  g_strfreev (self->name_servers);
  self->name_servers = hato_settings_dup_name_servers (settings);
  self->authoritative = hato_settings_asks_servers (settings);
  self->allow_private = hato_settings_allows_private (settings);
  self->network = hato_settings_get_network (settings);
}

/** hato_dns_check_get_items: (transfer none) (array length=n_items): the ids of the rows, in their order. */
const char *const *
hato_dns_check_get_items (gsize *n_items)
{
  *n_items = G_N_ELEMENTS (item_ids);
  return item_ids;
}

/* Behind a line that makes answers up, or keeps some back, nothing it says can be held against the domain. */
static gboolean
hold_against_line (Row *row, HatoAnswers *answers)
{
  const Check *check = row->check;
  const char *area = item_table[row->item].id, *domain = check->input->subject->domain;
  HatoFinding *finding;
  HatoLine line;

  if (hato_level_worst (row->findings) > HATO_LEVEL_ADVICE)
    return TRUE;
  if (!hato_line_judge (domain, check->canaries, check->input->network, answers, &line))
    return FALSE;
  if (line.code == NULL)
    return TRUE;

  finding = hato_finding_new_unchecked (area, line.reason, domain);
  hato_finding_cite (finding, line.evidence);
  g_ptr_array_set_size (row->findings, 0);
  g_ptr_array_add (row->findings, finding);
  return TRUE;
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  return hato_finding_compare (*(const HatoFinding *const *) a, *(const HatoFinding *const *) b);
}

/* A thousand broken texts at one name are no thousand findings: the worst of them tell enough. */
static void
bound_findings (GPtrArray *findings)
{
  if (findings->len <= FINDINGS_MAX)
    return;

  g_ptr_array_sort (findings, compare_findings); /* GLib's sort is stable */
  g_ptr_array_set_size (findings, FINDINGS_MAX);
}

static gboolean
judge_row (gpointer data, HatoAnswers *answers)
{
  Row *row = data;

  /* Asked with the first questions, so that no share is spent before. */
  for (guint i = 0; i < HATO_CANARIES; i++)
    hato_look_up (answers, row->check->canaries[i], HATO_DNS_A);
  g_ptr_array_set_size (row->findings, 0);
  if (!item_table[row->item].judge (row->check, answers, row->findings)
      || !hold_against_line (row, answers))
    return FALSE;

  bound_findings (row->findings);
  return TRUE;
}

static void
row_settled (guint index, gpointer user_data)
{
  Check *check = user_data;
  Row *row = &check->rows[index];
  HatoItem *item = hato_item_new (item_table[row->item].id, row->findings);

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
        GPtrArray *findings = check->rows[i].findings;

        g_ptr_array_set_size (findings, 0);
        g_ptr_array_add (findings,
                         hato_finding_new_unchecked (item_table[check->rows[i].item].id, "internal",
                                                     check->input->subject->domain));
        row_settled (i, check);
      }
}

static void
item_free (gpointer item)
{
  if (item != NULL)
    hato_item_unref (item);
}

/* What the servers are asked themselves comes on top, where they are asked. */
static guint
get_share (const HatoDnsInput *input, guint item)
{
  guint share = item_table[item].share + HATO_LINE_QUESTIONS;

  if (item_table[item].judge == judge_domain)
    share +=
        (input->authoritative ? SERVERS_SHARE : 0) + (input->name_servers != NULL ? MOVE_SHARE : 0);
  return share;
}

/* One row for each item that was asked for. */
static guint
make_rows (const Check *check, Row *rows, HatoJudge *judges)
{
  guint n_rows = 0;

  for (guint i = 0; i < G_N_ELEMENTS (item_table); i++)
    {
      Row *row = &rows[n_rows];

      if (check->input->only != NULL && strcmp (check->input->only, item_table[i].id) != 0)
        continue;
      *row =
          (Row){ check, i, g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref) };
      judges[n_rows++] = (HatoJudge){ judge_row, row, get_share (check->input, i) };
    }
  return n_rows;
}

/**
 * hato_dns_check_run:
 * @job: (nullable): where settled items (HatoItem) are posted, and what cancels the check
 *
 * Checks all that a domain says about its mail, or the one item that @input names. Blocks; a HatoWorkFunc.
 *
 * Returns: (transfer full) (nullable): the checkup; NULL with G_IO_ERROR_CANCELLED
 */
HatoCheckup *
hato_dns_check_run (HatoJob *job, const HatoDnsInput *input, GError **error)
{
  Check check = {
    .job = job, .input = input, .began = g_get_monotonic_time (), .first_finding = -1
  };
  Row rows[G_N_ELEMENTS (item_table)];
  HatoJudge judges[G_N_ELEMENTS (item_table)];
  HatoSettlement settlement = { NULL };
  HatoCheckup *checkup = NULL;
  guint n_rows = make_rows (&check, rows, judges);

  check.servers = hato_resolver_dup_servers (input->resolver);
  hato_line_make_canaries (input->subject->domain, input->started, check.canaries);
  check.items = g_ptr_array_new_with_free_func (item_free);
  g_ptr_array_set_size (check.items, (int) n_rows);
  check.rows = rows;

  if (hato_resolver_settle (input->resolver, judges, n_rows, check.began + input->timeout,
                            job != NULL ? hato_job_get_cancellable (job) : NULL, row_settled,
                            &check, &settlement, error))
    {
      HatoStatistics statistics = { settlement.evidence->len, settlement.waves,
                                    check.first_finding };

      fill_gaps (&check);
      checkup = hato_checkup_new (input->subject, check.items, settlement.evidence, input->started,
                                  g_get_monotonic_time () - check.began, &statistics);
    }

  g_clear_pointer (&settlement.evidence, g_ptr_array_unref);
  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_unref (rows[i].findings);
  g_ptr_array_unref (check.items);
  for (guint i = 0; i < HATO_CANARIES; i++)
    g_free (check.canaries[i]);
  g_strfreev (check.servers);
  return checkup;
}
