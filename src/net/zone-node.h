/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "base/evidence.h"

G_BEGIN_DECLS

/* What a zone file says about one name. */
typedef struct _HatoZoneNode HatoZoneNode;

struct _HatoZoneNode
{
  GPtrArray *records; /* (owned) (element-type HatoDnsRecord) */
  GArray *absent;     /* (owned) (element-type guint16): record sets that an overlay takes away */
  GArray *timeouts;   /* (owned) (element-type guint16): types that time out */
  gboolean timeout;   /* every type times out */
  gboolean timeout_other_types;
  gboolean ad;
  char *policy; /* (owned) (nullable): the MTA-STS policy that the web server of this name gives */
  int rcode;    /* -1 = none given */
  gint64 negative_ttl;        /* RFC 2308 §5, where an SOA record stands here; -1 = none does */
  gboolean not_authoritative; /* of one server's node: it answers for somebody else */
  GHashTable
      *servers; /* (owned) (nullable): address → HatoZoneNode: what that server answers instead */
};

HatoZoneNode *hato_zone_node_new (void);
void hato_zone_node_free (HatoZoneNode *self);
const char *hato_zone_node_read (HatoZoneNode *self, JsonNode *value, guint *record_number);
char *hato_zone_node_fold_name (const char *name);
const HatoDnsRecord *hato_zone_node_find (const HatoZoneNode *self, guint16 type);
gboolean hato_zone_node_is_silent (const HatoZoneNode *self, guint16 type);
gboolean hato_zone_node_fails (const HatoZoneNode *self);
gboolean hato_zone_node_lists (const HatoZoneNode *self, guint16 type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoZoneNode, hato_zone_node_free)

G_END_DECLS
