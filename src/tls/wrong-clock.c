/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/wrong-clock.h"

#include <string.h>

#include "tls/chain.h"

#define WITNESSES_MIN 2u /* limits, T22: servers that disagree with the clock */

/* What the rows say of the time. */
typedef struct
{
  guint n_late;  /* certificates that have run out */
  guint n_early; /* that are not valid yet */
  guint n_good;
  GPtrArray *
      seen; /* (owned) (element-type HatoEvidence): borrowed: one of each certificate and address */
} Times;

static gboolean
is_date_fault (const HatoFinding *finding)
{
  return strcmp (finding->code, "tls.cert_expired") == 0
         || strcmp (finding->code, "tls.cert_not_yet_valid") == 0;
}

static const char *
get_sha256 (const HatoEvidence *evidence)
{
  return ((const HatoCertificate *) g_ptr_array_index (hato_chain_get (evidence), 0))->sha256;
}

/* A certificate that was seen before, or a server: neither says it twice. */
static gboolean
is_known (const Times *times, const HatoEvidence *evidence)
{
  for (guint i = 0; i < times->seen->len; i++)
    {
      const HatoEvidence *seen = g_ptr_array_index (times->seen, i);

      if (strcmp (get_sha256 (seen), get_sha256 (evidence)) == 0
          || g_strcmp0 (seen->question->server, evidence->question->server) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
hear (Times *times, const HatoItem *item)
{
  const HatoEvidence *session = hato_chain_find_session (item);
  const char *code = NULL;

  if (session == NULL)
    return;
  for (guint i = 0; i < item->findings->len && code == NULL; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (item->findings, i);

      if (is_date_fault (finding))
        code = finding->code;
    }
  if (code == NULL)
    times->n_good++;
  else if (!is_known (times, session))
    {
      g_ptr_array_add (times->seen, (gpointer) session);
      if (strcmp (code, "tls.cert_expired") == 0)
        times->n_late++;
      else
        times->n_early++;
    }
}

/**
 * hato_wrong_clock_is_likely:
 * @items: (element-type HatoItem): of a whole check
 *
 * Whether it is this computer's clock that is wrong: two servers with certificates of their own are all past their time, or all
 * before it, and none is in its time.
 */
gboolean
hato_wrong_clock_is_likely (const GPtrArray *items)
{
  Times times = { .seen = g_ptr_array_new () };

  for (guint i = 0; i < items->len; i++)
    hear (&times, g_ptr_array_index (items, i));
  g_ptr_array_unref (times.seen);
  return times.n_good == 0 && MIN (times.n_late, times.n_early) == 0
         && MAX (times.n_late, times.n_early) >= WITNESSES_MIN;
}

static gboolean
has_date_fault (const HatoItem *item)
{
  for (guint i = 0; i < item->findings->len; i++)
    if (is_date_fault (g_ptr_array_index (item->findings, i)))
      return TRUE;

  return FALSE;
}

/* The same with the clock as its subject. */
static HatoFinding *
dup_as_clock (const HatoFinding *finding)
{
  HatoFinding *clock = hato_finding_new_usual ("tls.clock", finding->subject);

  clock->affects = finding->affects;
  for (guint i = 0; i < finding->arguments->len; i++)
    {
      const HatoArgument *argument = g_ptr_array_index (finding->arguments, i);

      hato_finding_add_argument (clock, argument->name, argument->value);
    }
  for (guint i = 0; i < finding->evidence->len; i++)
    hato_finding_cite (clock, g_ptr_array_index (finding->evidence, i));
  return clock;
}

/** hato_wrong_clock_dup_item: (transfer full) (nullable): @item with its dates left unchecked; NULL where it says nothing of them. */
HatoItem *
hato_wrong_clock_dup_item (const HatoItem *item)
{
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);

  if (!has_date_fault (item))
    return NULL;

  for (guint i = 0; i < item->findings->len; i++)
    {
      HatoFinding *finding = g_ptr_array_index (item->findings, i);

      if (is_date_fault (finding))
        g_ptr_array_add (findings, dup_as_clock (finding));
      else if (strcmp (finding->code, "mta-sts.certificate") == 0)
        g_ptr_array_add (findings, hato_finding_new_with_level (finding, HATO_LEVEL_UNCHECKED));
      else
        g_ptr_array_add (findings, hato_finding_ref (finding));
    }
  return hato_item_new (item->id, findings);
}
