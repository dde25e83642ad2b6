/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records that are registered, but under another name: panels that add the domain by themselves, an underscore left out, the
 * wrong host field. */
#include "config.h"

#include "dns/misplaced.h"

#include <string.h>

#include "base/domain-name.h"

#define NOBODYS_NAME "hatobin-nobodys-name.{d}"

static char *
make_name (const char *form, const char *domain, const char *selector)
{
  GString *name = g_string_new (form);

  g_string_replace (name, "{s}", selector != NULL ? selector : "", 0);
  g_string_replace (name, "{d}", domain, 0);
  return g_string_free (name, FALSE);
}

/* NULL = pending, or a name that nobody can be asked for; @pending tells which. */
static const HatoEvidence *
look_up (const char *name, HatoAnswers *answers, gboolean *pending)
{
  const HatoEvidence *evidence = NULL;

  if (!hato_domain_name_is_askable (name))
    return NULL;

  evidence = hato_look_up (answers, name, HATO_DNS_TXT);
  *pending = *pending || evidence == NULL;
  return evidence;
}

/**
 * hato_misplaced_look_up:
 * @selector: (nullable)
 *
 * Asks for all places of @kind, so that the answers are there when they are needed.
 *
 * Returns: FALSE while answers are missing
 */
gboolean
hato_misplaced_look_up (const HatoMisplacedKind *kind,
                        const char *domain,
                        const char *selector,
                        HatoAnswers *answers)
{
  g_autofree char *nobodys = make_name (NOBODYS_NAME, domain, NULL);
  gboolean pending = FALSE;

  for (guint i = 0; i < kind->n_places; i++)
    {
      g_autofree char *name = make_name (kind->places[i].form, domain, selector);

      look_up (name, answers, &pending);
    }
  look_up (nobodys, answers, &pending);
  return !pending;
}

static gboolean
is_same (const HatoDnsRecord *a, const HatoDnsRecord *b)
{
  return a->size == b->size && memcmp (a->bytes, b->bytes, a->size) == 0;
}

/* A wildcard answers at every name (RFC 4592 §3.3), so also at one that nobody registers: what stands there in the same words
 * was put at none of the places. */
static gboolean
is_wildcard (const HatoMisplacedKind *kind,
             const char *domain,
             HatoAnswers *answers,
             const HatoDnsRecord *record)
{
  g_autofree char *name = make_name (NOBODYS_NAME, domain, NULL);
  gboolean pending = FALSE;
  const HatoEvidence *there = look_up (name, answers, &pending);
  const HatoDnsRecord *other = there != NULL ? kind->find (there) : NULL;

  return other != NULL && is_same (record, other);
}

/* The places count in their order, whatever answer came first. */
static void
find_place (const HatoMisplacedKind *kind,
            const char *domain,
            const char *selector,
            HatoAnswers *answers,
            HatoMisplaced *found)
{
  gboolean pending = FALSE;

  for (guint i = 0; i < kind->n_places && found->record == NULL; i++)
    {
      g_autofree char *name = make_name (kind->places[i].form, domain, selector);
      const HatoEvidence *there = look_up (name, answers, &pending);

      found->record = there != NULL ? kind->find (there) : NULL;
      if (found->record != NULL)
        {
          found->there = there;
          found->code = kind->places[i].code;
          found->name = g_steal_pointer (&name);
        }
    }
}

/**
 * hato_misplaced_find:
 * @selector: (nullable)
 * @here: the answer at the record's own place, where there is none
 * @found: (out caller-allocates): where it is instead; to be cleared in any case
 *
 * A record that is not at its place: it is asked for once more there, and looked for at the places where people put it by
 * mistake.
 *
 * Returns: whether it is sure that it is not at its place; @found is filled then. If not, hato_sure_get_reason () says why
 */
HatoSure
hato_misplaced_find (const HatoMisplacedKind *kind,
                     const char *domain,
                     const char *selector,
                     const HatoEvidence *here,
                     HatoAnswers *answers,
                     HatoMisplaced *found)
{
  HatoSure sure;

  memset (found, 0, sizeof *found);
  sure = hato_look_again (answers, here, &found->second);
  if (!hato_misplaced_look_up (kind, domain, selector, answers))
    return HATO_SURE_PENDING;
  if (sure != HATO_SURE_CONFIRMED)
    return sure;

  find_place (kind, domain, selector, answers, found);
  if (found->record != NULL && strcmp (found->name, domain) != 0
      && is_wildcard (kind, domain, answers, found->record))
    {
      g_free (found->name);
      found->name = g_strconcat ("*.", domain, NULL);
      found->code = kind->places[kind->n_places - 1].code;
    }
  return sure;
}

/** hato_misplaced_tell: says on a finding where the record stands, and shows it. */
void
hato_misplaced_tell (const HatoMisplaced *self, HatoFinding *finding)
{
  hato_finding_add_argument (finding, "name", self->name);
  hato_finding_take_excerpt (finding, hato_excerpt_new (self->record->bytes, self->record->size));
  hato_finding_cite (finding, self->there);
  hato_finding_cite (finding, self->second);
}

/** hato_misplaced_clear: frees what was found. */
void
hato_misplaced_clear (HatoMisplaced *self)
{
  g_clear_pointer (&self->name, g_free);
}
