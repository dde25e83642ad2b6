/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "advice/certificate-list.h"

#include <string.h>

#include "base/domain-name.h"
#include "tls/chain.h"
#include "tls/server-name.h"

#define DAY            (24 * G_TIME_SPAN_HOUR)
#define AUTOMATIC_LIFE (100 * DAY) /* nobody renews every three months by hand */

G_DEFINE_BOXED_TYPE (HatoCertificateList,
                     hato_certificate_list,
                     hato_certificate_list_ref,
                     hato_certificate_list_unref)

static void
certificate_free (gpointer data)
{
  HatoListedCertificate *self = data;

  g_free (self->name);
  g_free (self->issuer);
  g_free (self->sha256);
  g_strfreev (self->doors);
  g_free (self);
}

/* Whom the certificate is for: the name that was asked for, if it is for that one. */
static const char *
get_name (const HatoCertificate *leaf, const char *asked)
{
  if (hato_server_name_matches (leaf, asked))
    return asked;
  if (leaf->dns->len > 0)
    return g_ptr_array_index (leaf->dns, 0);

  return leaf->common_name != NULL ? leaf->common_name : asked;
}

/* A name that is known as a company's, or does not belong to the domain, is the company's own, and so is its certificate. */
static HatoWho
find_who (const HatoListedCertificate *listed, const char *domain)
{
  const char *name = g_str_has_prefix (listed->name, "*.") ? listed->name + 2 : listed->name;

  if (listed->provider != NULL)
    return HATO_WHO_HOST;

  return strcmp (name, domain) == 0 || hato_domain_name_is_below (name, domain) ? HATO_WHO_YOU
                                                                                : HATO_WHO_HOST;
}

static const HatoProvider *
find_provider (const char *name, const HatoProviderList *providers)
{
  const char *plain = g_str_has_prefix (name, "*.") ? name + 2 : name;
  const HatoProvider *provider = hato_provider_list_find (providers, HATO_PROVIDER_BY_PTR, plain);

  return provider != NULL ? provider
                          : hato_provider_list_find (providers, HATO_PROVIDER_BY_MX, plain);
}

static HatoListedCertificate *
certificate_new (const HatoCertificate *leaf,
                 const char *asked,
                 const HatoCheckup *tls,
                 const HatoProviderList *providers)
{
  HatoListedCertificate *self = g_new0 (HatoListedCertificate, 1);
  gint64 left = leaf->ends - tls->started;

  self->name = g_strdup (get_name (leaf, asked));
  self->issuer = g_strdup (leaf->authority != NULL ? leaf->authority : leaf->issuer);
  self->sha256 = g_strdup (leaf->sha256);
  self->doors = g_new0 (char *, 1);
  self->begins = leaf->begins;
  self->ends = leaf->ends;
  self->days_left =
      (int) CLAMP (left >= 0 ? left / DAY : -((DAY - 1 - left) / DAY), G_MININT, G_MAXINT);
  self->automatic = leaf->ends - leaf->begins <= AUTOMATIC_LIFE;
  self->provider = find_provider (self->name, providers);
  self->who = find_who (self, tls->subject->domain);
  return self;
}

static HatoListedCertificate *
find_listed (const HatoCertificateList *self, const char *sha256)
{
  for (guint i = 0; i < self->certificates->len; i++)
    {
      HatoListedCertificate *listed = g_ptr_array_index (self->certificates, i);

      if (strcmp (listed->sha256, sha256) == 0)
        return listed;
    }
  return NULL;
}

static void
add_door (HatoListedCertificate *self, const char *id)
{
  guint n_doors = g_strv_length (self->doors);

  self->doors = g_renew (char *, self->doors, n_doors + 2);
  self->doors[n_doors] = g_strdup (id);
  self->doors[n_doors + 1] = NULL;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const HatoListedCertificate *first = *(const HatoListedCertificate *const *) a;
  const HatoListedCertificate *second = *(const HatoListedCertificate *const *) b;

  if (first->ends != second->ends)
    return first->ends < second->ends ? -1 : 1;

  return strcmp (first->sha256, second->sha256);
}

/**
 * hato_certificate_list_new:
 * @tls: a checkup of doors
 *
 * Returns: (transfer full): the certificates that the doors showed, whether they hold or not, by days left
 */
HatoCertificateList *
hato_certificate_list_new (const HatoCheckup *tls, HatoProviderList *providers)
{
  HatoCertificateList *self = g_atomic_rc_box_new0 (HatoCertificateList);

  self->certificates = g_ptr_array_new_with_free_func (certificate_free);
  self->providers = hato_provider_list_ref (providers);
  for (guint i = 0; i < tls->items->len; i++)
    {
      const HatoItem *item = g_ptr_array_index (tls->items, i);
      const HatoEvidence *session = hato_chain_find_session (item);
      const HatoCertificate *leaf =
          session != NULL ? g_ptr_array_index (hato_chain_get (session), 0) : NULL;
      HatoListedCertificate *listed;

      if (leaf == NULL || !leaf->readable)
        continue;
      listed = find_listed (self, leaf->sha256);
      if (listed == NULL)
        {
          listed = certificate_new (leaf, session->question->name, tls, providers);
          g_ptr_array_add (self->certificates, listed);
        }
      add_door (listed, item->id);
    }
  g_ptr_array_sort (self->certificates, compare);
  return self;
}

HatoCertificateList *
hato_certificate_list_ref (HatoCertificateList *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
list_clear (gpointer data)
{
  HatoCertificateList *self = data;

  g_ptr_array_unref (self->certificates);
  hato_provider_list_unref (self->providers);
}

void
hato_certificate_list_unref (HatoCertificateList *self)
{
  g_atomic_rc_box_release_full (self, list_clear);
}
