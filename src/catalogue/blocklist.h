/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a list says of an address or a domain by one of its answers. */
typedef struct
{
  char *answer; /* (owned): "127.0.0.2" */
  char *word;   /* (owned): what it means, a word of findings/wording */
} HatoBlocklistMeaning;

/* A blocklist that may be asked by everybody. Immutable, lives as long as its list. */
typedef struct
{
  char *id;            /* (owned) */
  char *name;          /* (owned): as its operator writes it */
  char *zone;          /* (owned) */
  gboolean of_domains; /* it lists domains, not addresses */
  gboolean ipv6;       /* and IPv6 addresses too (RFC 5782 §2.4) */
  char *test_listed;   /* (owned): stands in front of the zone; must be listed (RFC 5782 §5) */
  char *test_unlisted; /* (owned): must not be listed */
  GPtrArray *meanings; /* (owned) (element-type HatoBlocklistMeaning) */
  char *removal;       /* (owned): a page on how an entry goes away */
} HatoBlocklist;

/* All that are known, and the resolvers through which none may be asked. Boxed, immutable. */
typedef struct _HatoBlocklistList HatoBlocklistList;

#define HATO_TYPE_BLOCKLIST_LIST (hato_blocklist_list_get_type ())
GType hato_blocklist_list_get_type (void);

HatoBlocklistList *hato_blocklist_list_new (GError **error);
HatoBlocklistList *hato_blocklist_list_ref (HatoBlocklistList *self);
void hato_blocklist_list_unref (HatoBlocklistList *self);
guint hato_blocklist_list_get_length (const HatoBlocklistList *self);
const HatoBlocklist *hato_blocklist_list_get (const HatoBlocklistList *self, guint index);
const char *hato_blocklist_list_get_public_resolver (const HatoBlocklistList *self,
                                                     const char *server);
const char *hato_blocklist_get_meaning (const HatoBlocklist *self, const char *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoBlocklistList, hato_blocklist_list_unref)

G_END_DECLS
