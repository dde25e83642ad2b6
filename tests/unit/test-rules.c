/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/rules.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "fakes/thread-time.h"

#define FOLDER "/io/github/hatobin/Hatobin/catalogue/"

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

static HatoStage
stage_of (const char *name)
{
  for (guint stage = HATO_STAGE_UNKNOWN; stage <= HATO_STAGE_QUIT; stage++)
    if (g_strcmp0 (hato_stage_to_string ((HatoStage) stage), name) == 0)
      return (HatoStage) stage;
  return HATO_STAGE_UNKNOWN;
}

/* A fixture is the words alone, or an object with what else decides. */
static HatoRefusal *
refusal_of (JsonNode *fixture)
{
  JsonObject *object;
  HatoRefusal *refusal;

  if (JSON_NODE_HOLDS_VALUE (fixture))
    return hato_refusal_new (json_node_get_string (fixture));

  object = json_node_get_object (fixture);
  refusal = hato_refusal_new (json_object_get_string_member (object, "text"));
  refusal->remote_mta =
      g_strdup (json_object_get_string_member_with_default (object, "remote_mta", NULL));
  refusal->status = g_strdup (json_object_get_string_member_with_default (object, "status", NULL));
  refusal->stage = stage_of (json_object_get_string_member_with_default (object, "stage", NULL));
  return refusal;
}

/* Each rule is decided by its own fixtures, and by no other's. */
static void
test_fixtures (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoBounceRuleList) rules = hato_bounce_rule_list_new (&error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *list = load (parser, "bounce-rules", "rules");

  g_assert_no_error (error);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *entry = json_array_get_object_element (list, i);
      JsonArray *fixtures = json_object_get_array_member (entry, "fixtures");

      for (guint j = 0; j < json_array_get_length (fixtures); j++)
        {
          g_autoptr (HatoRefusal) refusal = refusal_of (json_array_get_element (fixtures, j));
          g_autoptr (HatoDecision) decision = hato_rules_decide (rules, refusal);

          if (g_strcmp0 (decision->rule, json_object_get_string_member (entry, "id")) == 0)
            continue;
          g_test_message ("%s is decided by %s: %s", json_object_get_string_member (entry, "id"),
                          decision->rule, refusal->text);
          g_test_fail ();
        }
    }
}

/* What the namings find, each in its own fixture. */
static void
test_namings (void)
{
  g_autoptr (HatoBounceRuleList) rules = hato_bounce_rule_list_new (NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *list = load (parser, "bounce-namings", "namings");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *entry = json_array_get_object_element (list, i);
      const char *field = json_object_get_string_member (entry, "field");
      g_autofree char *text = g_strconcat ("550 5.7.26 dmarc dkim ",
                                           json_object_get_string_member (entry, "fixture"), NULL);
      g_autoptr (HatoRefusal) refusal = hato_refusal_new (text);
      g_autoptr (HatoDecision) decision = hato_rules_decide (rules, refusal);

      g_test_message ("%s", text);
      g_assert_cmpstr (strcmp (field, "ip") == 0       ? decision->concerned_ip
                       : strcmp (field, "domain") == 0 ? decision->concerned_domain
                                                       : decision->selector,
                       ==, json_object_get_string_member (entry, "extracted"));
    }
}

/* What the same words and codes mean in different places. */
static const struct
{
  const char *text;
  const char *status;
  const char *remote_mta;
  HatoStage stage;
  const char *cause;
  HatoBasis basis;
} rows[] = {
  { "550 Unknown user a@docomo.ne.jp", NULL, "mfsmax.docomo.ne.jp", HATO_STAGE_RCPT,
    "mailbox_unknown", HATO_BASIS_TEXT },
  { "550 Unknown user a@docomo.ne.jp", NULL, "mfsmax.docomo.ne.jp", HATO_STAGE_DATA,
    "recipient_filter", HATO_BASIS_TEXT },
  { "550 Unknown user a@example.com", NULL, "mx.example.com", HATO_STAGE_DATA, "mailbox_unknown",
    HATO_BASIS_TEXT },
  { "504 5.7.40 XOAUTH is no longer supported", NULL, NULL, HATO_STAGE_AUTH, "relay_denied",
    HATO_BASIS_TEXT },
  { "550 5.7.30 Basic authentication is not supported for Client Submission.", NULL, NULL,
    HATO_STAGE_AUTH, "relay_denied", HATO_BASIS_TEXT },
  /* contract: a 5.7.x refusal is never a wrong address */
  { "550 5.7.1 <a@example.com>: Recipient address rejected: User unknown", NULL, NULL,
    HATO_STAGE_RCPT, "recipient_filter", HATO_BASIS_TEXT },
  { "550 no", "5.7.1", NULL, HATO_STAGE_RCPT, "policy", HATO_BASIS_STATUS },
  { "", "5.1.1", NULL, HATO_STAGE_UNKNOWN, "mailbox_unknown", HATO_BASIS_STATUS },
  { "", "5.7.999", NULL, HATO_STAGE_UNKNOWN, "policy", HATO_BASIS_STATUS },
  { "552", NULL, NULL, HATO_STAGE_UNKNOWN, "mailbox_full", HATO_BASIS_REPLY_CODE },
  { "550", NULL, NULL, HATO_STAGE_UNKNOWN, "unknown", HATO_BASIS_NONE },
  { "", NULL, NULL, HATO_STAGE_UNKNOWN, "unknown", HATO_BASIS_NONE },
};

static void
test_decide (void)
{
  g_autoptr (HatoBounceRuleList) rules = hato_bounce_rule_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoRefusal) refusal = hato_refusal_new (rows[i].text);
      g_autoptr (HatoDecision) decision = NULL;

      refusal->status = g_strdup (rows[i].status);
      refusal->remote_mta = g_strdup (rows[i].remote_mta);
      refusal->stage = rows[i].stage;
      decision = hato_rules_decide (rules, refusal);
      g_test_message ("%s: %s", rows[i].text, decision->rule);
      g_assert_cmpstr (hato_cause_to_string (decision->cause), ==, rows[i].cause);
      g_assert_cmpint (decision->basis, ==, rows[i].basis);
    }
}

/* The telling part is marked in the words as they stand, prefixes and all. */
static void
test_mark (void)
{
  g_autoptr (HatoBounceRuleList) rules = hato_bounce_rule_list_new (NULL);
  const char *text = "550-5.7.26 Your email has been blocked because the 550-5.7.26 sender is "
                     "unauthenticated. More";
  g_autoptr (HatoRefusal) refusal = hato_refusal_new (text);
  g_autoptr (HatoDecision) decision = hato_rules_decide (rules, refusal);
  g_autofree char *marked =
      g_strndup (text + decision->mark_start, decision->mark_end - decision->mark_start);

  g_assert_cmpstr (marked, ==,
                   "email has been blocked because the 550-5.7.26 sender is unauthenticated");
  g_assert_cmpstr (decision->refused_by_id, ==, "gmail");
  g_assert_cmpstr (decision->detail, ==, "spf");
}

/* A phrase may end amid a word: the whole word is marked, and nothing of its neighbours. */
static void
test_mark_words (void)
{
  static const struct
  {
    const char *text;
    const char *marked;
  } cases[] = {
    { "450 4.7.1 Greylisting in action", "Greylisting" },
    { "552 5.2.2 mailbox full", "mailbox full" },
    { "550 overquota", "overquota" },
  };
  g_autoptr (HatoBounceRuleList) rules = hato_bounce_rule_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HatoRefusal) refusal = hato_refusal_new (cases[i].text);
      g_autoptr (HatoDecision) decision = hato_rules_decide (rules, refusal);
      g_autofree char *marked = g_strndup (cases[i].text + decision->mark_start,
                                           decision->mark_end - decision->mark_start);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (marked, ==, cases[i].marked);
    }
}

/* A forwarder broke it, not the sender. */
static void
test_forwarded (void)
{
  g_autoptr (HatoBounceRuleList) rules = hato_bounce_rule_list_new (NULL);
  g_autoptr (HatoRefusal) refusal = hato_refusal_new (
      "550 5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC "
      "policy.");
  g_autoptr (HatoDecision) decision = NULL;

  refusal->original = hato_original_new ();
  refusal->original->forwarded = TRUE;
  decision = hato_rules_decide (rules, refusal);
  g_assert_cmpstr (decision->detail, ==, "forwarded");
  g_assert_cmpstr (decision->concerned_domain, ==, "example.com");
}

/* Microseconds for one megabyte; a sanitizer makes reckoning about ten times slower. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TIME_MAX (5 * G_USEC_PER_SEC)
#else
#define TIME_MAX (G_USEC_PER_SEC / 2)
#endif

/* A refusal made to be slow. */
static void
test_linear (void)
{
  static const char *const pieces[] = { "d=", "ip=", "[", "550-", "spf ", "domain a.", "abc " };
  g_autoptr (HatoBounceRuleList) rules = hato_bounce_rule_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new ("550 5.7.1 dkim ");
      g_autoptr (HatoRefusal) refusal = NULL;
      gint64 began;

      while (text->len < 1000000)
        g_string_append (text, pieces[i]);
      refusal = hato_refusal_new (text->str);
      began = thread_time_now ();
      hato_decision_unref (hato_rules_decide (rules, refusal));
      g_assert_cmpint (thread_time_now () - began, <, TIME_MAX);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/fixtures", test_fixtures);
  g_test_add_func ("/rules/namings", test_namings);
  g_test_add_func ("/rules/decide", test_decide);
  g_test_add_func ("/rules/mark", test_mark);
  g_test_add_func ("/rules/mark-words", test_mark_words);
  g_test_add_func ("/rules/forwarded", test_forwarded);
  g_test_add_func ("/rules/linear", test_linear);
  return g_test_run ();
}
