/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A refusal and the state of the domain, joined: one cause, one thing to do. */
#include "config.h"

#include "advice/bounce-cause.h"

#include <string.h>

#include "advice/case.h"
#include "bounce/bounce-finding.h"

#define IP "192.0.2.1"

static const struct
{
  const char *what;
  HatoCause bounce;
  const char *detail;
  const char *term;
  const char *codes[3]; /* what the domain has, at its usual level */
  const char *cause;    /* of the verdict */
  HatoLevel level;
  HatoWho who;
} rows[] = {
  { "SPF is missing: the domain's fault explains it",
    HATO_CAUSE_SENDER_AUTH,
    "spf",
    "no",
    { "dns.ok", "spf.missing" },
    "spf.missing",
    HATO_LEVEL_PROBLEM,
    HATO_WHO_YOU },
  { "rule 4: a bounce names DMARC, so that its lack is a problem",
    HATO_CAUSE_SENDER_AUTH,
    "dmarc",
    "no",
    { "dmarc.missing", "spf.ok" },
    "dmarc.missing",
    HATO_LEVEL_PROBLEM,
    HATO_WHO_YOU },
  { "rule 4: a bounce names DKIM",
    HATO_CAUSE_SENDER_AUTH,
    "dkim",
    "no",
    { "dkim.missing", "dmarc.missing" },
    "dkim.missing",
    HATO_LEVEL_PROBLEM,
    HATO_WHO_YOU },
  { "mended since: the address passes now",
    HATO_CAUSE_SENDER_AUTH,
    "spf",
    "no",
    { "spf.ok", "dmarc.missing" },
    "bounce.fixed_since",
    HATO_LEVEL_OK,
    HATO_WHO_NOBODY },
  { "not mended: the address still fails",
    HATO_CAUSE_SENDER_AUTH,
    "spf",
    "no",
    { "spf.sender_not_covered", "spf.ok" },
    "spf.sender_not_covered",
    HATO_LEVEL_PROBLEM,
    HATO_WHO_YOU },
  { "nothing of the domain explains it",
    HATO_CAUSE_SENDER_AUTH,
    "dkim",
    "no",
    { "spf.ok", "dkim.ok" },
    "bounce.sender_auth",
    HATO_LEVEL_PROBLEM,
    HATO_WHO_YOU },
  { "a forwarder broke it",
    HATO_CAUSE_SENDER_AUTH,
    "forwarded",
    "no",
    { "spf.missing" },
    "bounce.sender_auth",
    HATO_LEVEL_CAUTION,
    HATO_WHO_FORWARDER },
  { "rule 9: receiving never explains it",
    HATO_CAUSE_SENDER_AUTH,
    "spf",
    "no",
    { "mx.no_address", "dns.ok" },
    "bounce.sender_auth",
    HATO_LEVEL_PROBLEM,
    HATO_WHO_YOU },
  { "a full mailbox stays one, whatever the domain has",
    HATO_CAUSE_MAILBOX_FULL,
    NULL,
    "full",
    { "spf.missing" },
    "bounce.mailbox_full",
    HATO_LEVEL_CAUTION,
    HATO_WHO_RECIPIENT },
  { "PTR",
    HATO_CAUSE_PTR,
    NULL,
    "no",
    { "ptr.missing" },
    "ptr.missing",
    HATO_LEVEL_PROBLEM,
    HATO_WHO_HOST },
  { "a reputation is the host's to mend",
    HATO_CAUSE_REPUTATION,
    NULL,
    "no",
    { "spf.ok" },
    "bounce.reputation",
    HATO_LEVEL_PROBLEM,
    HATO_WHO_HOST },
  { "not a failure: the domain keeps what it has",
    HATO_CAUSE_DELIVERED,
    NULL,
    "",
    { "spf.missing" },
    NULL,
    HATO_LEVEL_PROBLEM,
    HATO_WHO_YOU },
  { "not a failure, and a domain in order",
    HATO_CAUSE_NOT_BOUNCE,
    NULL,
    "",
    { "spf.ok" },
    NULL,
    HATO_LEVEL_OK,
    HATO_WHO_NOBODY },
  { "a complaint is no refusal: nobody has to mend anything",
    HATO_CAUSE_COMPLAINT,
    NULL,
    "",
    { "spf.ok" },
    "bounce.complaint",
    HATO_LEVEL_CAUTION,
    HATO_WHO_NOBODY },
  { "a refusal without a reason: the domain has one",
    HATO_CAUSE_UNKNOWN,
    NULL,
    "no",
    { "spf.missing" },
    "spf.missing",
    HATO_LEVEL_PROBLEM,
    HATO_WHO_YOU },
  { "rule 8: listed, but the refusal names no list",
    HATO_CAUSE_REPUTATION,
    NULL,
    "no",
    { "blocklist.listed" },
    "bounce.reputation",
    HATO_LEVEL_PROBLEM,
    HATO_WHO_HOST },
  { "a detail without texts of its own",
    HATO_CAUSE_SIZE,
    "x",
    "no",
    { NULL },
    "bounce.size",
    HATO_LEVEL_PROBLEM,
    HATO_WHO_YOU },
};

static HatoCheckup *
new_bounce (HatoCause cause, const char *detail, const char *term)
{
  g_autoptr (HatoBounce) bounce = hato_bounce_new (HATO_BOUNCE_KIND_BOUNCE);

  bounce->cause = cause;
  bounce->detail = g_strdup (detail);
  bounce->diagnostic = g_strdup (term);
  bounce->basis = HATO_BASIS_TEXT;
  bounce->refused_by_name = g_strdup ("Gmail");
  bounce->sender_domain = g_strdup ("shop.example");
  bounce->concerned_ip = g_strdup (IP);
  hato_bounce_add_recipient (bounce, "a@b.example");
  return hato_bounce_checkup_new (bounce, 0);
}

static HatoCheckup *
new_domain (const char *const *codes)
{
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_item_unref);
  g_autoptr (GPtrArray) evidence = g_ptr_array_new ();
  HatoStatistics statistics = { 0, 0, -1 };
  HatoSubject *subject = hato_subject_new ("shop.example", "shop.example");
  HatoCheckup *checkup;

  g_strfreev (subject->sending_ips);
  subject->sending_ips = g_strsplit (IP, ",", -1);
  for (guint i = 0; i < 3 && codes[i] != NULL; i++)
    g_ptr_array_add (findings, hato_finding_new_usual (codes[i], "shop.example"));
  g_ptr_array_add (items, hato_item_new ("spf", findings));
  checkup = hato_checkup_new (subject, items, evidence, 0, 0, &statistics);
  hato_subject_free (subject);
  return checkup;
}

static void
test_join (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoCheckup) bounce = new_bounce (rows[i].bounce, rows[i].detail, rows[i].term);
      g_autoptr (HatoCheckup) domain = new_domain (rows[i].codes);
      g_autoptr (HatoCase) joined = hato_case_join (domain, NULL, bounce);
      g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");
      g_autofree char *headline = hato_case_dup_headline (joined, english);
      g_autofree char *action = hato_case_dup_action (joined, english);

      g_test_message ("%s: %s → %s", rows[i].what, headline, action);
      g_assert_cmpstr (joined->cause, ==, rows[i].cause);
      g_assert_cmpint (joined->level, ==, rows[i].level);
      g_assert_cmpint (joined->wording.who, ==, rows[i].who);
      g_assert_null (strchr (headline, '{'));
      g_assert_null (strchr (action, '{'));
    }
}

/* A bounce alone decides by itself. */
static void
test_alone (void)
{
  g_autoptr (HatoCheckup) bounce = new_bounce (HATO_CAUSE_SENDER_AUTH, "spf", "no");
  g_autoptr (HatoCase) alone = hato_case_join (NULL, NULL, bounce);
  g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");
  g_autofree char *headline = hato_case_dup_headline (alone, english);

  g_assert_cmpstr (alone->cause, ==, "bounce.sender_auth");
  g_assert_cmpint (alone->confidence, ==, HATO_CONFIDENCE_SURE);
  g_assert_true (g_str_has_prefix (headline, "Gmail did not take the mail"));
  g_assert_nonnull (strstr (headline, "shop.example"));
}

/* Rule 8: being listed is a problem only on the list that the refusal names. */
static void
test_list (void)
{
  static const struct
  {
    const char *term;
    HatoLevel level;
  } refusals[] = { { "[192.0.2.1] blocked using zen.spamhaus.org", HATO_LEVEL_PROBLEM },
                   { "[192.0.2.1] blocked using another.example", HATO_LEVEL_CAUTION } };

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (HatoCheckup) bounce = new_bounce (HATO_CAUSE_REPUTATION, NULL, refusals[i].term);
      HatoFinding *returned = g_ptr_array_index (bounce->findings, 0);
      g_autoptr (HatoFinding) listed =
          hato_finding_new ("blocklist.listed", HATO_LEVEL_CAUTION, "shop.example");

      hato_finding_add_argument (listed, "name", IP);
      hato_finding_add_argument (listed, "list", "Spamhaus ZEN");
      g_assert_cmpint (hato_bounce_cause_get_level (returned, listed), ==, refusals[i].level);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bounce-cause/join", test_join);
  g_test_add_func ("/bounce-cause/alone", test_alone);
  g_test_add_func ("/bounce-cause/list", test_list);
  return g_test_run ();
}
