/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/bounce-rule.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/folded-text.h"
#include "bounce/cause.h"
#include "bounce/refusal.h"

#define FOLDER "/io/github/hatobin/Hatobin/catalogue/"

static const char *const rule_members[] = {
  "id",    "organisation", "at",  "text",   "unless", "status",   "reply_code", "stage", "kind",
  "cause", "detail",       "who", "source", "date",   "fixtures", "scope",      NULL
};
static const char *const organisation_members[] = { "id",   "name",   "hosts", "domains",
                                                    "text", "source", "date",  NULL };
static const char *const naming_members[] = { "field", "before",  "after",     "source",
                                              "date",  "fixture", "extracted", NULL };
static const char *const scopes[] = { "answer", "code", NULL };
static const char *const whos[] = { "you",       "host",     "sending_service", "forwarder",
                                    "recipient", "receiver", "nobody",          NULL };

static JsonArray *
load (JsonParser *parser, const char *name, const char *member)
{
  g_autofree char *path = g_strconcat (FOLDER, name, ".json", NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                             (gssize) g_bytes_get_size (bytes), NULL));
  return json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                       member);
}

static void
check_entry (JsonObject *entry, const char *const *known)
{
  g_autoptr (GList) names = json_object_get_members (entry);

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_test_message ("member %s", (const char *) l->data);
      g_assert_true (g_strv_contains (known, l->data));
      g_assert_false (JSON_NODE_HOLDS_NULL (json_object_get_member (entry, l->data)));
    }
  g_assert_cmpuint (strlen (json_object_get_string_member (entry, "source")), >, 8);
  g_assert_true (g_str_has_prefix (json_object_get_string_member (entry, "date"), "20"));
}

static gboolean
is_stage (const char *name)
{
  for (guint stage = HATO_STAGE_CONNECT; stage <= HATO_STAGE_QUIT; stage++)
    if (strcmp (hato_stage_to_string ((HatoStage) stage), name) == 0)
      return TRUE;
  return FALSE;
}

static void
check_phrases (GHashTable *phrases, JsonObject *entry, const char *member, gboolean once)
{
  JsonArray *list =
      json_object_has_member (entry, member) ? json_object_get_array_member (entry, member) : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      const char *phrase = json_array_get_string_element (list, i);
      g_autoptr (HatoFoldedText) folded = hato_folded_text_new (phrase, strlen (phrase));

      g_test_message ("\"%s\"", phrase);
      /* white space at an end would be lost, a capital letter would mislead a reader */
      g_assert_cmpstr (phrase, ==, folded->text);
      if (once)
        g_assert_true (g_hash_table_add (phrases, (gpointer) phrase));
    }
}

static void
check_rule (JsonObject *entry, GHashTable *organisations)
{
  HatoCause cause;
  HatoBounceKind kind;

  g_assert_true (hato_cause_from_string (json_object_get_string_member (entry, "cause"), &cause));
  if (json_object_has_member (entry, "kind"))
    g_assert_true (
        hato_bounce_kind_from_string (json_object_get_string_member (entry, "kind"), &kind));
  if (json_object_has_member (entry, "scope"))
    g_assert_true (g_strv_contains (scopes, json_object_get_string_member (entry, "scope")));
  if (json_object_has_member (entry, "who"))
    g_assert_true (g_strv_contains (whos, json_object_get_string_member (entry, "who")));
  if (json_object_has_member (entry, "organisation"))
    g_assert_true (g_hash_table_contains (organisations,
                                          json_object_get_string_member (entry, "organisation")));
  for (guint i = 0; json_object_has_member (entry, "at")
                    && i < json_array_get_length (json_object_get_array_member (entry, "at"));
       i++)
    g_assert_true (g_hash_table_contains (
        organisations,
        json_array_get_string_element (json_object_get_array_member (entry, "at"), i)));
  for (guint i = 0; json_object_has_member (entry, "stage")
                    && i < json_array_get_length (json_object_get_array_member (entry, "stage"));
       i++)
    g_assert_true (is_stage (
        json_array_get_string_element (json_object_get_array_member (entry, "stage"), i)));
  /* a rule without any condition would decide everything */
  g_assert_true (json_object_has_member (entry, "text") || json_object_has_member (entry, "status")
                 || json_object_has_member (entry, "reply_code"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (entry, "fixtures")), >, 0);
}

static GHashTable *
check_organisations (JsonParser *parser)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) phrases = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *list = load (parser, "bounce-organisations", "organisations");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *entry = json_array_get_object_element (list, i);

      check_entry (entry, organisation_members);
      check_phrases (phrases, entry, "text", TRUE);
      g_assert_true (
          g_hash_table_add (ids, g_strdup (json_object_get_string_member (entry, "id"))));
    }
  return ids;
}

/* The files: nothing unknown, nothing twice, no cause or organisation that is none, nothing without a source. */
static void
test_files (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GHashTable) organisations = check_organisations (parser);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) phrases = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *list = load (parser, "bounce-rules", "rules");

  g_assert_cmpuint (json_array_get_length (list), >, 100);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *entry = json_array_get_object_element (list, i);
      const char *id = json_object_get_string_member (entry, "id");

      g_test_message ("%s", id);
      g_assert_true (g_hash_table_add (ids, (gpointer) id));
      check_entry (entry, rule_members);
      /* the same words may stand in two rules only where the place tells them apart */
      check_phrases (phrases, entry, "text",
                     !json_object_has_member (entry, "at")
                         && !json_object_has_member (entry, "stage")
                         && !json_object_has_member (entry, "status")
                         && !json_object_has_member (entry, "reply_code"));
      check_phrases (phrases, entry, "unless", FALSE);
      check_rule (entry, organisations);
    }
  list = load (parser, "bounce-namings", "namings");
  for (guint i = 0; i < json_array_get_length (list); i++)
    check_entry (json_array_get_object_element (list, i), naming_members);
}

static void
decide (HatoBounceRuleList *list, const HatoRefusalFacts *given, HatoRuling *ruling)
{
  g_autoptr (HatoFoldedText) folded = hato_folded_text_new (given->text, strlen (given->text));
  HatoRefusalFacts facts = *given;

  facts.text = folded->text;
  facts.size = folded->size;
  hato_bounce_rule_list_decide (list, &facts, ruling);
}

/* Whom a refusal is from: what it says, else the server, else, without a server, the address. */
static void
test_organisation (void)
{
  static const struct
  {
    HatoRefusalFacts facts;
    const char *id;
  } rows[] = {
    { { .text = "550 no abc123 - gsmtp" }, "gmail" },
    { { .text = "550 no abc123 - gsmtp", .remote_mta = "mx.example.com" }, "gmail" },
    { { .text = "no", .remote_mta = "gmail-smtp-in.l.google.com" }, "gmail" },
    { { .text = "no", .remote_mta = "GMAIL-SMTP-IN.L.GOOGLE.COM" }, "gmail" },
    { { .text = "no", .remote_mta = "notgoogle.com" }, NULL },
    { { .text = "no", .recipient = "taro@gmail.com" }, "gmail" },
    { { .text = "no", .recipient = "taro@gmail.com", .remote_mta = "mx.example.com" }, NULL },
    { { .text = "no", .remote_mta = "mfsmax.docomo.ne.jp" }, "docomo" },
    { { .text = "no", .recipient = "taro@docomo.ne.jp" }, "docomo" },
    { { .text = "no", .remote_mta = "example-com.mail.protection.outlook.com" }, "microsoft" },
    { { .text = "no" }, NULL },
  };
  g_autoptr (HatoBounceRuleList) list = hato_bounce_rule_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HatoRuling ruling;

      decide (list, &rows[i].facts, &ruling);
      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (ruling.organisation != NULL ? ruling.organisation->id : NULL, ==,
                       rows[i].id);
    }
}

static void
test_find (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoBounceRuleList) list = hato_bounce_rule_list_new (&error);
  const HatoBounceRule *rule;

  g_assert_no_error (error);
  rule = hato_bounce_rule_list_find (list, "gmail.unauthenticated");
  g_assert_cmpstr (rule->cause, ==, "sender_auth");
  g_assert_null (hato_bounce_rule_list_find (list, "none"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bounce-rule/files", test_files);
  g_test_add_func ("/bounce-rule/organisation", test_organisation);
  g_test_add_func ("/bounce-rule/find", test_find);
  return g_test_run ();
}
