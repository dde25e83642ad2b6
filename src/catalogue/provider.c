/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/provider.h"

#include <string.h>

#include "base/domain-name.h"
#include "base/error.h"
#include "catalogue/data-file.h"

struct _HatoProviderList
{
  GPtrArray *providers; /* (owned) (element-type HatoProvider) */
};

static const char *const suffix_members[] = {
  [HATO_PROVIDER_BY_MX] = "mx_suffixes",     [HATO_PROVIDER_BY_NAME_SERVER] = "ns_suffixes",
  [HATO_PROVIDER_BY_SPF] = "spf_domains",    [HATO_PROVIDER_BY_PTR] = "ptr_suffixes",
  [HATO_PROVIDER_BY_PARKING] = "parking_ns",
};

static const char *const glob_members[] = {
  [HATO_PROVIDER_BY_MX] = "mx_hosts",           [HATO_PROVIDER_BY_NAME_SERVER] = "ns_hosts",
  [HATO_PROVIDER_BY_SPF] = "spf_hosts",         [HATO_PROVIDER_BY_PTR] = "ptr_hosts",
  [HATO_PROVIDER_BY_PARKING] = "parking_hosts",
};

static const char *const port_members[] = {
  [HATO_PORT_SMTPS] = "smtps", [HATO_PORT_SUBMISSION] = "submission",
  [HATO_PORT_IMAPS] = "imaps", [HATO_PORT_IMAP_STARTTLS] = "imap_starttls",
  [HATO_PORT_POPS] = "pops",   [HATO_PORT_POP_STARTTLS] = "pop_starttls",
};

G_STATIC_ASSERT (G_N_ELEMENTS (port_members) == HATO_PORTS);

G_DEFINE_BOXED_TYPE (HatoProviderList,
                     hato_provider_list,
                     hato_provider_list_ref,
                     hato_provider_list_unref)

static void
provider_free (gpointer data)
{
  HatoProvider *self = data;

  g_free (self->id);
  g_free (self->name_en);
  g_free (self->name_ja);
  for (guint i = 0; i < HATO_PROVIDER_SIGNS; i++)
    {
      g_strfreev (self->suffixes[i]);
      g_strfreev (self->globs[i]);
    }
  g_strfreev (self->selectors);
  g_free (self->category);
  g_free (self->spf_recommended);
  g_free (self->panel.path);
  g_free (self->panel.apex_host);
  g_free (self->panel.sub_host);
  g_free (self->panel.long_txt);
  g_free (self->contact.kind);
  g_free (self->contact.url);
  g_free (self->contact.address);
  g_free (self->mail_servers.smtp);
  g_free (self->mail_servers.imap);
  g_free (self->mail_servers.pop);
  g_free (self);
}

static JsonObject *
get_object (JsonObject *entry, const char *member)
{
  JsonNode *node = json_object_get_member (entry, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static char *
dup_string (JsonObject *object, const char *member)
{
  return g_strdup (hato_data_get_string (object, member));
}

static guint
get_number (JsonObject *object, const char *member, guint max)
{
  return (guint) CLAMP (json_object_get_int_member_with_default (object, member, 0), 0,
                        (gint64) max);
}

static HatoKnown
get_known (JsonObject *object, const char *member)
{
  if (!json_object_has_member (object, member))
    return HATO_KNOWN_NOT;

  return json_object_get_boolean_member (object, member) ? HATO_KNOWN_YES : HATO_KNOWN_NO;
}

static void
read_panel (JsonObject *object, HatoDnsPanel *panel)
{
  panel->path = dup_string (object, "path");
  panel->apex_host =
      g_strdup (json_object_get_string_member_with_default (object, "apex_host", NULL));
  panel->sub_host = dup_string (object, "sub_host");
  panel->long_txt = dup_string (object, "long_txt");
  panel->quotes = get_known (object, "quotes");
  panel->multiple_txt = get_known (object, "multiple_txt");
  panel->max_value = get_number (object, "max_value", G_MAXINT);
  panel->ttl = get_number (object, "ttl_default", G_MAXINT);
}

static void
read_contact (JsonObject *object, HatoContact *contact)
{
  contact->kind = dup_string (object, "kind");
  contact->url = dup_string (object, "url");
  contact->address = dup_string (object, "address");
}

static void
read_mail_servers (JsonObject *object, HatoMailServers *servers)
{
  JsonObject *ports = get_object (object, "ports");

  servers->smtp = dup_string (object, "smtp");
  servers->imap = dup_string (object, "imap");
  servers->pop = dup_string (object, "pop");
  servers->user_is_address = g_strcmp0 (hato_data_get_string (object, "user"), "address") == 0;
  for (gsize i = 0; ports != NULL && i < HATO_PORTS; i++)
    servers->ports[i] = (guint16) get_number (ports, port_members[i], G_MAXUINT16);
}

static gboolean
read_entry (JsonObject *entry, gpointer user_data, GError **error)
{
  HatoProviderList *self = user_data;
  HatoProvider *provider = g_new0 (HatoProvider, 1);
  JsonObject *panel = get_object (entry, "dns_panel");
  JsonObject *contact = get_object (entry, "contact");
  JsonObject *servers = get_object (entry, "mail_servers");

  g_ptr_array_add (self->providers, provider);
  provider->id = g_strdup (hato_data_get_string (entry, "id"));
  provider->name_en = g_strdup (hato_data_get_string (entry, "name_en"));
  provider->name_ja = g_strdup (hato_data_get_string (entry, "name_ja"));
  for (guint i = 0; i < HATO_PROVIDER_SIGNS; i++)
    {
      provider->suffixes[i] = hato_data_dup_strings (entry, suffix_members[i]);
      provider->globs[i] = hato_data_dup_strings (entry, glob_members[i]);
    }
  provider->selectors = hato_data_dup_strings (entry, "dkim_selectors");
  provider->category = dup_string (entry, "category");
  provider->spf_recommended = dup_string (entry, "spf_recommended");
  provider->web_hosting = json_object_get_boolean_member_with_default (entry, "web_hosting", FALSE);
  provider->local_delivery_trap =
      json_object_get_boolean_member_with_default (entry, "local_delivery_trap", FALSE);
  if (panel != NULL)
    read_panel (panel, &provider->panel);
  if (contact != NULL)
    read_contact (contact, &provider->contact);
  if (servers != NULL)
    read_mail_servers (servers, &provider->mail_servers);
  if (provider->id != NULL && provider->name_en != NULL && provider->category != NULL)
    return TRUE;

  g_set_error (error, HATO_ERROR, HATO_ERROR_INTERNAL,
               "providers: entry %u has no id, name or category", self->providers->len);
  return FALSE;
}

/** hato_provider_list_new: (transfer full) (nullable): the list that the program brings along. */
HatoProviderList *
hato_provider_list_new (GError **error)
{
  g_autoptr (HatoProviderList) self = g_atomic_rc_box_new0 (HatoProviderList);

  self->providers = g_ptr_array_new_with_free_func (provider_free);
  if (!hato_data_file_read ("providers", "providers", read_entry, self, error))
    return NULL;

  return g_steal_pointer (&self);
}

HatoProviderList *
hato_provider_list_ref (HatoProviderList *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
provider_list_clear (gpointer data)
{
  g_ptr_array_unref (((HatoProviderList *) data)->providers);
}

void
hato_provider_list_unref (HatoProviderList *self)
{
  g_atomic_rc_box_release_full (self, provider_list_clear);
}

/* Whether @name fits a pattern in which each "*" stands for any characters but a dot. Linear: the last star alone is retried. */
static gboolean
fits_glob (const char *name, const char *glob)
{
  const char *star = NULL, *retry = NULL;

  while (*name != '\0')
    if (*glob == '*')
      {
        star = glob++;
        retry = name;
      }
    else if (*glob == *name)
      {
        glob++;
        name++;
      }
    else if (star != NULL && *retry != '.')
      {
        glob = star + 1;
        name = ++retry;
      }
    else
      return FALSE;

  return glob[strspn (glob, "*")] == '\0';
}

/* How much of @name a company's sign covers: the longest counts, since it says most. 0 = it is not its name. */
static gsize
measure (const HatoProvider *provider, HatoProviderSign sign, const char *name)
{
  gsize best = 0;

  for (gsize i = 0; provider->suffixes[sign][i] != NULL; i++)
    {
      const char *suffix = provider->suffixes[sign][i];

      suffix = *suffix == '.' ? suffix + 1 : suffix;
      if (strcmp (name, suffix) == 0 || hato_domain_name_is_below (name, suffix))
        best = MAX (best, strlen (suffix));
    }
  for (gsize i = 0; provider->globs[sign][i] != NULL; i++)
    if (fits_glob (name, provider->globs[sign][i]))
      return strlen (name);

  return best;
}

/**
 * hato_provider_list_find:
 * @sign: what kind of name it is
 * @name: folded, without final dot
 *
 * Returns: (transfer none) (nullable): whose name it is; NULL = nobody's that is known: never a guess
 */
const HatoProvider *
hato_provider_list_find (const HatoProviderList *self, HatoProviderSign sign, const char *name)
{
  const HatoProvider *found = NULL;
  gsize best = 0;

  for (guint i = 0; i < self->providers->len; i++)
    {
      const HatoProvider *provider = g_ptr_array_index (self->providers, i);
      gsize length = measure (provider, sign, name);

      if (length > best)
        {
          best = length;
          found = provider;
        }
    }
  return found;
}

/** hato_provider_fill_name: (nullable): what a company's @pattern for a server (HatoMailServers) stands for: itself, where no part of it is
 * a customer's own; @name, where that fits. */
const char *
hato_provider_fill_name (const char *pattern, const char *name)
{
  if (strchr (pattern, '*') == NULL)
    return pattern;

  return fits_glob (name, pattern) ? name : NULL;
}

/** hato_provider_is: whether @category is the company's, or one of those that its joined category is made of. */
gboolean
hato_provider_is (const HatoProvider *self, const char *category)
{
  g_auto (GStrv) words = g_strsplit (self->category, "+", -1);

  return g_strv_contains ((const char *const *) words, category);
}

guint
hato_provider_list_get_length (const HatoProviderList *self)
{
  return self->providers->len;
}

/** hato_provider_list_get: (transfer none): entry @index (from 0) of the list. */
const HatoProvider *
hato_provider_list_get (const HatoProviderList *self, guint index)
{
  return g_ptr_array_index (self->providers, index);
}
