/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/server-name.h"

#include <string.h>

#include "base/address.h"
#include "base/domain-name.h"

#define CANDIDATES_MAX 10u /* names of a certificate that are looked up */

static gboolean
is_wildcard (const char *pattern)
{
  return strchr (pattern, '*') != NULL;
}

/**
 * hato_server_name_is_covered:
 * @pattern: a dNSName of a certificate, folded
 * @name: A-labels, folded
 *
 * Whether the certificate's name stands for @name (RFC 9525 §6.3): alike, or the whole left-most label is "*" and the rest is
 * alike, and no public suffix.
 */
gboolean
hato_server_name_is_covered (const char *pattern, const char *name)
{
  const char *rest = hato_domain_name_get_parent (name);

  if (!is_wildcard (pattern))
    return strcmp (pattern, name) == 0;

  return g_str_has_prefix (pattern, "*.") && !is_wildcard (pattern + 1) && rest != NULL
         && strcmp (pattern + 2, rest) == 0 && strchr (rest, '.') != NULL
         && !hato_domain_name_is_registry_suffix (rest);
}

/**
 * hato_server_name_matches:
 * @name: a DNS name (A-labels, folded, without final dot) or an IP address
 *
 * Whether the certificate is for @name: by its SANs alone, never by its common name (RFC 9525 §2).
 */
gboolean
hato_server_name_matches (const HatoCertificate *certificate, const char *name)
{
  HatoAddress address;

  if (hato_address_parse (name, &address))
    {
      g_autofree char *text = hato_address_to_string (&address);

      return g_ptr_array_find_with_equal_func (certificate->ips, text, g_str_equal, NULL);
    }
  for (guint i = 0; i < certificate->dns->len; i++)
    if (hato_server_name_is_covered (g_ptr_array_index (certificate->dns, i), name))
      return TRUE;

  return FALSE;
}

static gboolean
leads_to (const HatoEvidence *evidence, const char *address)
{
  for (guint i = 0; i < evidence->records->len; i++)
    if (strcmp (((const HatoDnsRecord *) g_ptr_array_index (evidence->records, i))->text, address)
        == 0)
      return TRUE;

  return FALSE;
}

/* Whether @name leads to the address; PENDING by returning FALSE. */
static gboolean
look_up_address (HatoAnswers *answers,
                 const char *name,
                 const char *address,
                 const HatoEvidence **evidence,
                 gboolean *leads)
{
  *evidence =
      hato_look_up (answers, name, strchr (address, ':') != NULL ? HATO_DNS_AAAA : HATO_DNS_A);
  *leads = *evidence != NULL && leads_to (*evidence, address);
  return *evidence != NULL;
}

/* The names of PTR records, which say how the server calls itself. */
static const HatoEvidence *
look_up_ptr (HatoAnswers *answers, const char *address)
{
  HatoAddress parsed;
  g_autofree char *reverse = NULL;

  hato_address_parse (address, &parsed);
  reverse = hato_address_to_reverse_name (&parsed);
  return hato_look_up (answers, reverse, HATO_DNS_PTR);
}

static gboolean
is_ptr_name (const HatoEvidence *ptr, const char *name)
{
  for (guint i = 0; ptr != NULL && i < ptr->records->len; i++)
    if (strcmp (((const HatoDnsRecord *) g_ptr_array_index (ptr->records, i))->target, name) == 0)
      return TRUE;

  return FALSE;
}

/* Whether @name is a better offer than @best: the server's own name, then the certificate's first. On a shared address
 * other customers' names lead there too. */
static gboolean
is_better (const HatoCertificate *certificate,
           const HatoEvidence *ptr,
           const char *name,
           const char *best)
{
  if (best == NULL)
    return TRUE;
  if (is_ptr_name (ptr, name) != is_ptr_name (ptr, best))
    return is_ptr_name (ptr, name);

  return g_strcmp0 (certificate->common_name, name) == 0
         && g_strcmp0 (certificate->common_name, best) != 0;
}

/* The concrete names of the certificate that lead to the address: the best of them. FALSE = pending. */
static gboolean
find_by_address (const HatoCertificate *certificate,
                 const char *address,
                 HatoAnswers *answers,
                 const char **best,
                 GPtrArray *cited)
{
  const HatoEvidence *ptr = look_up_ptr (answers, address);
  gboolean complete = ptr != NULL;
  guint n = 0;

  for (guint i = 0; i < certificate->dns->len && n < CANDIDATES_MAX; i++)
    {
      const char *name = g_ptr_array_index (certificate->dns, i);
      const HatoEvidence *evidence;
      gboolean leads;

      if (is_wildcard (name) || !hato_domain_name_is_askable (name))
        continue;
      n++;
      complete = look_up_address (answers, name, address, &evidence, &leads) && complete;
      if (leads && is_better (certificate, ptr, name, *best))
        {
          *best = name;
          g_ptr_array_set_size (cited, 0);
          g_ptr_array_add (cited, (gpointer) evidence);
        }
    }
  return complete;
}

/* The server's own name that the certificate covers and that leads back. FALSE = pending. */
static gboolean
find_by_ptr (const HatoCertificate *certificate,
             const char *address,
             HatoAnswers *answers,
             const char **best,
             GPtrArray *cited)
{
  const HatoEvidence *ptr = look_up_ptr (answers, address);
  gboolean complete = ptr != NULL;

  for (guint i = 0; ptr != NULL && i < MIN (ptr->records->len, CANDIDATES_MAX); i++)
    {
      const char *name = ((const HatoDnsRecord *) g_ptr_array_index (ptr->records, i))->target;
      const HatoEvidence *evidence;
      gboolean leads;

      if (*best != NULL || !hato_domain_name_is_askable (name)
          || !hato_server_name_matches (certificate, name))
        continue;
      complete = look_up_address (answers, name, address, &evidence, &leads) && complete;
      if (leads)
        {
          *best = name;
          g_ptr_array_add (cited, (gpointer) ptr);
          g_ptr_array_add (cited, (gpointer) evidence);
        }
    }
  return complete;
}

/* A wildcard covers one of the names under which the server is known. */
static const char *
get_known_name (const HatoCertificate *certificate, const GPtrArray *others)
{
  for (guint i = 0; others != NULL && i < others->len; i++)
    if (hato_server_name_matches (certificate, g_ptr_array_index (others, i)))
      return g_ptr_array_index (others, i);

  return NULL;
}

static const char *
get_only_name (const HatoCertificate *certificate)
{
  const char *only = NULL;

  for (guint i = 0; i < certificate->dns->len; i++)
    {
      const char *name = g_ptr_array_index (certificate->dns, i);

      if (is_wildcard (name) || !hato_domain_name_is_askable (name))
        continue;
      if (only != NULL)
        return NULL;
      only = name;
    }
  return only;
}

/**
 * hato_server_name_find:
 * @address: of the server, text form
 * @others: (nullable) (element-type utf8): names that are known to lead to @address
 * @found: (out): how it was found
 * @name: (out) (transfer full) (nullable): never a wildcard
 * @evidence: (element-type HatoEvidence): what it rests on is added
 *
 * Finds the name to type for a server whose certificate is for another name than the one that was typed.
 *
 * Returns: FALSE = pending
 */
gboolean
hato_server_name_find (const HatoCertificate *certificate,
                       const char *address,
                       const GPtrArray *others,
                       HatoAnswers *answers,
                       HatoNameFound *found,
                       char **name,
                       GPtrArray *evidence)
{
  const char *best = NULL;
  gboolean complete = find_by_address (certificate, address, answers, &best, evidence);

  *found = best != NULL ? HATO_NAME_BY_ADDRESS : HATO_NAME_NONE;
  if (best == NULL)
    {
      complete = find_by_ptr (certificate, address, answers, &best, evidence) && complete;
      *found = best != NULL ? HATO_NAME_BY_PTR : HATO_NAME_NONE;
    }
  if (best == NULL)
    {
      best = get_known_name (certificate, others);
      *found = best != NULL ? HATO_NAME_KNOWN : HATO_NAME_NONE;
    }
  if (best == NULL)
    {
      best = get_only_name (certificate);
      *found = best != NULL ? HATO_NAME_ONLY : HATO_NAME_NONE;
    }
  *name = complete ? g_strdup (best) : NULL;
  return complete;
}
