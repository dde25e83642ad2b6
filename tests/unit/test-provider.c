/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/provider.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/domain-name.h"

#define RESOURCE "/io/github/hatobin/Hatobin/catalogue/providers.json"

/* Whose name it is: the form of each as it is found in DNS. */
static const struct
{
  HatoProviderSign sign;
  const char *name;
  const char *id; /* NULL = nobody's */
} rows[] = {
  { HATO_PROVIDER_BY_MX, "sv123.xserver.jp", "xserver" },
  { HATO_PROVIDER_BY_MX, "xserver.jp", "xserver" },
  { HATO_PROVIDER_BY_MX, "www1234.sakura.ne.jp", "sakura" },
  { HATO_PROVIDER_BY_MX, "mx01.lolipop.jp", "lolipop" },
  { HATO_PROVIDER_BY_MX, "aspmx.l.google.com", "google_workspace" },
  { HATO_PROVIDER_BY_MX, "alt1.aspmx.l.google.com", "google_workspace" },
  { HATO_PROVIDER_BY_MX, "alt1.gmail-smtp-in.l.google.com", "gmail" },
  { HATO_PROVIDER_BY_MX, "example-co-jp.mail.protection.outlook.com", "microsoft_365" },
  { HATO_PROVIDER_BY_MX, "inbound-smtp.us-east-1.amazonaws.com", "amazon_ses" },
  { HATO_PROVIDER_BY_MX, "mwbgw01.ocn.ad.jp", "ntt_bizmail" },
  { HATO_PROVIDER_BY_MX, "a.omgi.iij.ad.jp", "iij_securemx" }, /* the longer sign, not iij.ad.jp */
  { HATO_PROVIDER_BY_MX, "x.iij.ad.jp", "iij_mail" },
  { HATO_PROVIDER_BY_NAME_SERVER, "ns1.xserver.jp", "xserver" },
  { HATO_PROVIDER_BY_NAME_SERVER, "ns1.dns.ne.jp", "sakura" },
  { HATO_PROVIDER_BY_NAME_SERVER, "ada.ns.cloudflare.com", "cloudflare" },
  { HATO_PROVIDER_BY_NAME_SERVER, "ns-1234.awsdns-56.co.uk", "route53" },
  { HATO_PROVIDER_BY_NAME_SERVER, "ns1.value-domain.com", "value_server_family" },
  { HATO_PROVIDER_BY_NAME_SERVER, "ns99.value-domain.com", "value_domain" },
  { HATO_PROVIDER_BY_SPF, "_spf.google.com", "google_workspace" },
  { HATO_PROVIDER_BY_SPF, "spf.protection.outlook.com", "microsoft_365" },
  { HATO_PROVIDER_BY_SPF, "spf.sender.xserver.jp", "xserver" },
  { HATO_PROVIDER_BY_SPF, "sv123.xserver.jp", "xserver" },
  { HATO_PROVIDER_BY_SPF, "sv123.xbiz.ne.jp", "xserver_business" },
  { HATO_PROVIDER_BY_SPF, "1234567.spf04.hubspotemail.net", "hubspot" },
  { HATO_PROVIDER_BY_SPF, "relay.mailchannels.net", "mailchannels" },
  { HATO_PROVIDER_BY_PTR, "mail-lf1-f41.google.com", "google_workspace" },
  { HATO_PROVIDER_BY_PTR, "sv123.xserver.jp", "xserver" },
  { HATO_PROVIDER_BY_PTR, "mta-bg.im.kddi.ne.jp", "biglobe" },
  { HATO_PROVIDER_BY_PARKING, "dns1.onamae.com", "onamae_dns" },
  { HATO_PROVIDER_BY_PARKING, "ns1.registrant-verification.ispapi.net", "ispapi_verification" },
  { HATO_PROVIDER_BY_PARKING, "ns2.sedoparking.com", "sedo_parking" },
  { HATO_PROVIDER_BY_PARKING, "ns1.xserver.jp", NULL },
  { HATO_PROVIDER_BY_NAME_SERVER, "ns2.sedoparking.com", NULL },

  /* not on a label's boundary, or not all of the name */
  { HATO_PROVIDER_BY_MX, "myxserver.jp", NULL },
  { HATO_PROVIDER_BY_MX, "xserver.jp.example.com", NULL },
  { HATO_PROVIDER_BY_MX, "google.com", NULL },
  { HATO_PROVIDER_BY_MX, "mx.example.co.jp", NULL },
  { HATO_PROVIDER_BY_MX, "", NULL },
  { HATO_PROVIDER_BY_MX, "inbound-smtp.us-east-1.evil.amazonaws.com", NULL },
  { HATO_PROVIDER_BY_MX, "mwbgw01.ocn.ad.jp.example.com", NULL },
  { HATO_PROVIDER_BY_SPF, "a.b.spf04.hubspotemail.net", NULL },
  { HATO_PROVIDER_BY_SPF, "xsv123.xserver.jp", NULL },
  { HATO_PROVIDER_BY_SPF, "sv1.2.xserver.jp", NULL },
  { HATO_PROVIDER_BY_NAME_SERVER, "ns-1234.awsdns-56.jp", NULL },
  /* another kind of sign */
  { HATO_PROVIDER_BY_NAME_SERVER, "aspmx.l.google.com", NULL },
  { HATO_PROVIDER_BY_MX, "_spf.google.com", NULL },
};

static void
test_find (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoProviderList) list = hato_provider_list_new (&error);

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const HatoProvider *provider = hato_provider_list_find (list, rows[i].sign, rows[i].name);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (provider != NULL ? provider->id : NULL, ==, rows[i].id);
    }
}

/* A name made to be slow: a glob costs no more than its name is long. */
static void
test_linear (void)
{
  g_autoptr (HatoProviderList) list = hato_provider_list_new (NULL);
  g_autoptr (GString) name = g_string_new ("ns-");
  gint64 began;

  while (name->len < 100000)
    g_string_append (name, "ns-awsdns-");
  began = g_get_monotonic_time ();
  g_assert_null (hato_provider_list_find (list, HATO_PROVIDER_BY_NAME_SERVER, name->str));
  g_assert_cmpint (g_get_monotonic_time () - began, <, G_USEC_PER_SEC);
}

static const char *const members[] = {
  "id",
  "name_en",
  "name_ja",
  "category",
  "confidence",
  "source",
  "date",
  "mx_hosts",
  "mx_suffixes",
  "ns_hosts",
  "ns_suffixes",
  "parking_ns",
  "ptr_hosts",
  "ptr_suffixes",
  "spf_domains",
  "spf_hosts",
  "dns_panel",
  "spf_recommended",
  "dkim_selectors",
  "contact",
  "mail_servers",
  "web_hosting",
  "local_delivery_trap",
  NULL,
};

static const char *const panel_members[] = {
  "path",     "apex_host",    "sub_host",    "quotes", "max_value",
  "long_txt", "multiple_txt", "ttl_default", NULL,
};

/* Joined by "+" where a company is two of them. */
static const char *const categories[] = {
  "consumer", "dns",       "forwarding", "gateway", "hosting", "isp",  "mail",
  "parking",  "registrar", "relay",      "saas",    "sender",  "site", NULL,
};

static const char *const confidences[] = { "high", "medium", "low", NULL };

static void
check_members (JsonObject *object, const char *const *known)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_test_message ("member %s", (const char *) l->data);
      g_assert_true (g_strv_contains (known, l->data));
      g_assert_false (JSON_NODE_HOLDS_NULL (json_object_get_member (object, l->data)));
    }
}

static void
check_category (const char *category)
{
  g_auto (GStrv) words = g_strsplit (category, "+", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    g_assert_true (g_strv_contains (categories, words[i]));
}

static void
check_panel (JsonObject *panel)
{
  const char *apex = json_object_get_string_member_with_default (panel, "apex_host", "");
  const char *sub = json_object_get_string_member_with_default (panel, "sub_host", "relative");

  check_members (panel, panel_members);
  g_assert_true (strlen (json_object_get_string_member_with_default (panel, "path", "")) > 0);
  g_assert_true (strcmp (apex, "") == 0 || strcmp (apex, "@") == 0
                 || strcmp (apex, "{domain}") == 0);
  g_assert_true (strcmp (sub, "relative") == 0 || strcmp (sub, "absolute") == 0);
}

static const char *const contact_members[] = { "kind", "url", "address", NULL };
static const char *const server_members[] = { "smtp", "imap", "pop", "ports", "user", NULL };
static const char *const port_members[] = { "smtps", "submission",   "imaps", "imap_starttls",
                                            "pops",  "pop_starttls", NULL };

/* Nobody's address for reports of abuse: an owner's letter about settings does not belong there. */
static void
check_contact (JsonObject *contact)
{
  static const char *const kinds[] = { "form", "mail", "phone", "ticket", NULL };
  const char *url = json_object_get_string_member_with_default (contact, "url", "https://");
  const char *address = json_object_get_string_member_with_default (contact, "address", "@");

  check_members (contact, contact_members);
  g_assert_true (g_strv_contains (kinds, json_object_get_string_member (contact, "kind")));
  g_assert_true (g_str_has_prefix (url, "https://"));
  g_assert_nonnull (strchr (address, '@'));
  g_assert_false (g_str_has_prefix (address, "abuse@"));
}

static void
check_mail_servers (JsonObject *servers)
{
  static const char *const names[] = { "smtp", "imap", "pop" };

  check_members (servers, server_members);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (json_object_has_member (servers, names[i]))
      {
        g_autoptr (GString) name = g_string_new (json_object_get_string_member (servers, names[i]));

        g_string_replace (name, "*", "1", 0);
        g_assert_true (hato_domain_name_is_askable (name->str));
      }
  if (json_object_has_member (servers, "ports"))
    check_members (json_object_get_object_member (servers, "ports"), port_members);
}

/* The file: nothing unknown, nothing twice, nothing without a source and a year. */
static void
test_file (void)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *list;

  g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                             (gssize) g_bytes_get_size (bytes), NULL));
  list = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                       "providers");
  g_assert_cmpuint (json_array_get_length (list), >=, 100);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *entry = json_array_get_object_element (list, i);
      const char *id = json_object_get_string_member (entry, "id");

      g_test_message ("%s", id);
      g_assert_true (g_hash_table_add (ids, (gpointer) id));
      check_members (entry, members);
      check_category (json_object_get_string_member (entry, "category"));
      g_assert_true (
          g_strv_contains (confidences, json_object_get_string_member (entry, "confidence")));
      g_assert_cmpuint (strlen (json_object_get_string_member (entry, "source")), >, 8);
      g_assert_true (g_str_has_prefix (json_object_get_string_member (entry, "date"), "20"));
      if (json_object_has_member (entry, "dns_panel"))
        check_panel (json_object_get_object_member (entry, "dns_panel"));
      if (json_object_has_member (entry, "contact"))
        check_contact (json_object_get_object_member (entry, "contact"));
      if (json_object_has_member (entry, "mail_servers"))
        check_mail_servers (json_object_get_object_member (entry, "mail_servers"));
    }
}

/* A pattern with its stars filled in must be a name. */
static void
check_pattern (const char *pattern, gboolean is_glob)
{
  g_autoptr (GString) filled = g_string_new (*pattern == '.' ? pattern + 1 : pattern);
  g_autoptr (HatoDomainName) name = NULL;
  guint n_stars = g_string_replace (filled, "*", "1", 0);

  g_assert_cmpint (n_stars > 0, ==, is_glob);
  name = hato_domain_name_new (filled->str, NULL);
  g_assert_nonnull (name);
  g_assert_cmpstr (name->ascii, ==, filled->str);
  g_assert_nonnull (strchr (name->ascii, '.'));
  g_assert_false (hato_domain_name_is_registry_suffix (name->ascii));
}

/* Each sign belongs to one company; whatever it stands for is found as that company's, or as one that is more exact. */
static void
test_signs (void)
{
  g_autoptr (HatoProviderList) list = hato_provider_list_new (NULL);
  g_autoptr (GHashTable) signs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < hato_provider_list_get_length (list); i++)
    {
      const HatoProvider *provider = hato_provider_list_get (list, i);

      for (guint sign = 0; sign < HATO_PROVIDER_SIGNS; sign++)
        {
          for (gsize j = 0; provider->suffixes[sign][j] != NULL; j++)
            {
              const char *suffix = provider->suffixes[sign][j];
              const char *bare = *suffix == '.' ? suffix + 1 : suffix;

              g_test_message ("%s: %s", provider->id, suffix);
              g_assert_true (g_hash_table_add (signs, g_strdup_printf ("%u %s", sign, bare)));
              check_pattern (suffix, FALSE);
              g_assert_true (hato_provider_list_find (list, sign, bare) == provider);
            }
          for (gsize j = 0; provider->globs[sign][j] != NULL; j++)
            {
              const char *glob = provider->globs[sign][j];
              g_autoptr (GString) filled = g_string_new (glob);

              g_test_message ("%s: %s", provider->id, glob);
              g_assert_true (g_hash_table_add (signs, g_strdup_printf ("%u %s", sign, glob)));
              check_pattern (glob, TRUE);
              g_string_replace (filled, "*", "12", 0);
              g_assert_true (hato_provider_list_find (list, sign, filled->str) == provider);
            }
        }
      for (gsize j = 0; provider->selectors[j] != NULL; j++)
        {
          g_autofree char *name = g_strdup_printf ("%s._domainkey.jp", provider->selectors[j]);

          g_test_message ("%s: %s", provider->id, provider->selectors[j]);
          g_assert_true (hato_domain_name_is_askable (name));
          g_assert_null (strpbrk (name, "{} "));
        }
    }
}

static const HatoProvider *
find_id (const HatoProviderList *list, const char *id)
{
  for (guint i = 0; i < hato_provider_list_get_length (list); i++)
    if (strcmp (hato_provider_list_get (list, i)->id, id) == 0)
      return hato_provider_list_get (list, i);

  g_assert_not_reached ();
}

/* What the window and the report tell of a company; what is not known stays so. */
static void
test_details (void)
{
  g_autoptr (HatoProviderList) list = hato_provider_list_new (NULL);
  const HatoProvider *xserver = find_id (list, "xserver");
  const HatoProvider *business = find_id (list, "xserver_business");
  const HatoProvider *parking = find_id (list, "sedo_parking");

  g_assert_true (g_str_has_prefix (xserver->panel.path, "サーバーパネル"));
  g_assert_cmpstr (xserver->panel.apex_host, ==, "");
  g_assert_cmpstr (xserver->panel.sub_host, ==, "relative");
  g_assert_cmpint (xserver->panel.quotes, ==, HATO_KNOWN_NO);
  g_assert_cmpint (xserver->panel.multiple_txt, ==, HATO_KNOWN_YES);
  g_assert_cmpuint (xserver->panel.ttl, ==, 0);
  g_assert_cmpuint (find_id (list, "xserver_domain")->panel.ttl, ==, 3600);
  g_assert_cmpstr (xserver->contact.kind, ==, "form");
  g_assert_cmpstr (xserver->contact.url, ==, "https://www.xserver.ne.jp/support/");
  g_assert_cmpstr (xserver->mail_servers.smtp, ==, "sv*.xserver.jp");
  g_assert_cmpuint (xserver->mail_servers.ports[HATO_PORT_SMTPS], ==, 465);
  g_assert_cmpuint (xserver->mail_servers.ports[HATO_PORT_POP_STARTTLS], ==, 110);
  g_assert_true (xserver->mail_servers.user_is_address);
  g_assert_true (xserver->web_hosting && xserver->local_delivery_trap);
  g_assert_true (g_str_has_prefix (xserver->spf_recommended, "v=spf1 "));
  g_assert_true (hato_provider_is (xserver, "hosting"));
  g_assert_false (hato_provider_is (xserver, "host"));

  g_assert_null (business->panel.path);
  g_assert_null (business->panel.apex_host);
  g_assert_cmpint (business->panel.quotes, ==, HATO_KNOWN_NOT);
  g_assert_null (business->contact.url);
  g_assert_cmpuint (business->mail_servers.ports[HATO_PORT_IMAPS], ==, 0);
  g_assert_false (business->mail_servers.user_is_address);
  g_assert_null (parking->mail_servers.smtp);
  g_assert_true (hato_provider_is (parking, "parking"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/provider/find", test_find);
  g_test_add_func ("/provider/linear", test_linear);
  g_test_add_func ("/provider/file", test_file);
  g_test_add_func ("/provider/signs", test_signs);
  g_test_add_func ("/provider/details", test_details);
  return g_test_run ();
}
