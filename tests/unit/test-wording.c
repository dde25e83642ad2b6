/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The prose about findings: complete, calm, distinct and translated; and strangers' words stay words in it. */
#include "config.h"

#include "findings/wording.h"

#include <string.h>

#define TEXTS_MAX 4 /* of a wording: state, meaning, action, details */

/* Product U9. In the middle of another word they frighten as well. */
static const char *const frightening[] = {
  "danger",  "attack",     "immediately",  "now!",        "!!",        "threat",
  "fatal",   "urgent",     "violat",       "critical",    "emergency", "hack",
  "illegal", "your fault", "your mistake", "will accept", "guarantee",
};
static const char *const frightening_japanese[] = {
  "危険", "不正", "異常", "攻撃", "違反", "致命的", "至急", "今すぐ", "バウンス", "！",
};

/* What the makers of findings hand in beside {subject} and {term}. A row for an area holds for all its codes. */
static const struct
{
  const char *code;
  const char *arguments;
} supplied[] = {
  { "mta-sts.no_policy", "name result" },
  { "mta-sts.certificate", "name" },
  { "mta-sts.mx_mismatch", "name" },
  { "signature", "name selector" },
  { "tls", "name" },
  { "tls.ok", "answer" },
  { "tls.server_name", "ip" },
  { "tls.hostname_mismatch", "names" },
  { "tls.ip_used_as_name", "names" },
  { "tls.cn_only_no_san", "names" },
  { "tls.cert_expired", "date" },
  { "tls.cert_not_yet_valid", "date" },
  { "tls.expires_soon", "date count" },
  { "tls.clock", "date" },
  { "tls.chain_invalid", "answer" },
  { "tls.only_old_tls", "answer" },
  { "tls.old_tls_offered", "answer" },
  { "tls.cipher_weak", "answer" },
  { "tls.sig_weak", "answer" },
  { "tls.key_too_small", "bits" },
  { "tls.dh_weak", "bits" },
  { "tls.plaintext_on_tls_port", "port" },
  { "tls.implicit_tls_on_starttls_port", "port" },
  { "tls.starttls_missing", "port" },
  { "tls.starttls_refused", "answer" },
  { "tls.plaintext_login", "port" },
  { "tls.tls_timeout", "answer" },
  { "reach", "name ip port" },
  { "reach.slow_banner", "count" },
  { "reach.banner_timeout", "count" },
  { "reach.not_smtp", "answer" },
  { "reach.refused_by_server", "answer" },
  { "reach.protocol_error", "answer" },
  { "bounce", "name recipient" },
  { "dkim.default_signature", "name selector" },
  { "spf.ok", "count" },
  { "spf.multiple", "count" },
  { "spf.too_many_lookups", "count limit" },
  { "spf.void_lookups", "count limit names" },
  { "spf.include_loop", "name" },
  { "spf.include_no_spf", "name" },
  { "spf.include_broken", "name" },
  { "spf.include_nxdomain", "name" },
  { "spf.redirect_no_spf", "name" },
  { "spf.wrong_name", "name" },
  { "spf.wrong_name_doubled", "name" },
  { "spf.sender_not_covered", "ip result" },
  { "spf.ipv6_not_covered", "ip result" },
  { "spf.mailhost_not_covered", "host name ip result" },
  { "spf.relay_include_missing", "host name ip result" },
  { "spf.subdomain_missing", "name" },
  { "dmarc.ok", "policy name" },
  { "dmarc.unaligned", "name" },
  { "dmarc.p_none", "name" },
  { "dmarc.multiple", "count" },
  { "dmarc.wrong_name", "name" },
  { "dmarc.wrong_name_root", "name" },
  { "dmarc.wrong_name_doubled", "name" },
  { "dmarc.wrong_name_no_underscore", "name" },
  { "dmarc.cname_broken", "name" },
  { "dmarc.rua_unauthorised", "name" },
  { "dmarc.rua_no_mx", "name" },
  { "dmarc.sp_weaker", "policy" },
  { "dmarc.rfc7489_differs", "policy result" },
  { "dkim", "selector" },
  { "dkim.missing", "name answer" },
  { "dkim.too_short", "bits" },
  { "dkim.weak_1024", "bits" },
  { "dkim.wrong_name", "name" },
  { "dkim.wrong_name_doubled", "name" },
  { "dkim.wrong_name_no_underscore", "name" },
  { "dkim.cname_broken", "name" },
  { "mx.ok", "count" },
  { "mx.ip_literal", "name" },
  { "mx.no_address", "name" },
  { "mx.doubled", "name" },
  { "mx.nxdomain", "name" },
  { "mx.follows_website", "name host" },
  { "mx.leftover", "name host" },
  { "mx.cname", "name" },
  { "mx.private_ip", "name ip" },
  { "ptr", "ip" },
  { "ptr.ok", "name" },
  { "ptr.not_forward_confirmed", "name" },
  { "ptr.generic", "name" },
  { "helo.ok", "name" },
  { "helo.not_resolving", "name" },
  { "helo.mismatch", "name" },
  { "blocklist.not_listed", "count names" },
  { "blocklist.not_checked", "reason list" },
  { "blocklist.listed", "name list meaning answer removal" },
  { "dane.ok", "count name" },
  { "dane.mismatch", "count name" },
  { "dane.none", "name" },
  { "dane.unusable", "name" },
  { "dane.unsigned", "name" },
  { "dns.caa", "name" },
  { "dns.expired_suspected", "name" },
  { "dns.wildcard", "name" },
  { "dns.cname_and_txt", "name" },
  { "dns.resolver_lies", "name" },
  { "dns.portal", "name" },
  { "dns.fake_ip", "name" },
  { "dns.txt_filtered", "name" },
  { "dns.edited_elsewhere", "name host" },
  { "dns.lame", "name" },
  { "dns.servers_disagree", "name new old servers type" },
  { "dns.servers_agree", "count servers" },
  { "dns.serials_differ", "count servers" },
  { "dns.servers_unchecked", "servers" },
  { "dns.cached_copy", "name new old type until" },
  { "dns.move_ok", "count servers" },
  { "dns.move_loses", "name old servers type" },
  { "dns.move_changes", "name new old servers type" },
  { "dns.move_unready", "servers" },
  { "tlsrpt.wrong_name", "name" },
  { "bimi.wrong_name", "name" },
};

typedef void (*TextFunc) (const HatoWording *wording, const char *text, const char *translated);

static void
for_each_text (TextFunc look)
{
  g_autoptr (HatoTranslation) japanese = hato_translation_new_for_language ("ja");
  gsize n_tables;
  const HatoWordingTable *const *tables = hato_wording_get_tables (&n_tables);

  for (gsize i = 0; i < n_tables; i++)
    for (gsize j = 0; j < tables[i]->n_wordings; j++)
      {
        const HatoWording *wording = &tables[i]->wordings[j];
        const char *texts[TEXTS_MAX] = { wording->state, wording->meaning, wording->action,
                                         wording->details };

        for (gsize k = 0; k < TEXTS_MAX; k++)
          {
            g_assert_nonnull (texts[k]);
            look (wording, texts[k], hato_translate (japanese, texts[k]));
          }
      }
}

static void
test_tables (void)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n_tables;
  const HatoWordingTable *const *tables = hato_wording_get_tables (&n_tables);

  for (gsize i = 0; i < n_tables; i++)
    {
      g_autofree char *prefix = g_strconcat (tables[i]->area, ".", NULL);
      gboolean lists = strcmp (tables[i]->area, "blocklist") == 0; /* where "ok" is to be in none */
      g_autofree char *ok = g_strconcat (prefix, lists ? "not_listed" : "ok", NULL);
      g_autofree char *unchecked = g_strconcat (prefix, "unchecked", NULL);

      g_assert_cmpstr (hato_wording_get_title (tables[i]->area), ==, tables[i]->title);
      if (strcmp (tables[i]->area, "bounce")
          != 0) /* a bounce is read, not checked: its codes are causes */
        {
          if (strcmp (tables[i]->area, "reach")
              != 0) /* that a server was reached is told by tls.ok */
            {
              g_assert_nonnull (hato_wording_find (ok));
              g_assert_cmpint (hato_wording_find (ok)->level, ==, HATO_LEVEL_OK);
            }
          g_assert_nonnull (hato_wording_find (unchecked)); /* contract, rule 1 */
          g_assert_cmpint (hato_wording_find (unchecked)->level, ==, HATO_LEVEL_UNCHECKED);
        }
      for (gsize j = 0; j < tables[i]->n_wordings; j++)
        {
          const HatoWording *wording = &tables[i]->wordings[j];

          g_test_message ("%s", wording->code);
          g_assert_true (g_str_has_prefix (wording->code, prefix));
          g_assert_true (g_hash_table_add (codes, (gpointer) wording->code));
          g_assert_true (hato_wording_find (wording->code) == wording);
          g_assert_nonnull (wording->reference);
        }
    }
}

static void
test_not_found (void)
{
  static const char *const unknown[] = { "",      ".",       "spf",    "spf.",        "spf.nothing",
                                         "sp.ok", "spfx.ok", "SPF.OK", "spf.ok.more", ".ok" };

  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_null (hato_wording_find (unknown[i]));
  g_assert_null (hato_wording_get_title ("nothing"));
  g_assert_null (hato_wording_get_title (""));
  g_assert_nonnull (hato_wording_get_title ("mta-sts"));
}

/* Rows are named by what they are about; names of servers come from strangers. */
static void
test_titles (void)
{
  static const struct
  {
    const char *id;
    const char *title;
  } rows[] = {
    { "mx", "MX, where your mail is delivered" },
    { "imaps:mail.example.jp:993:192.0.2.1",
      "mail.example.jp: reading mail by IMAP (port 993, SSL/TLS)" },
    { "smtp:mx.example.jp:25:2001:db8::1",
      "mx.example.jp: mail from other servers (port 25) · IPv6" },
    { "submission:{port}\n<b>:587:", "{port} <b>: sending (port 587, STARTTLS)" },
    { "nothing", "nothing" },
  };
  g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *title = hato_wording_dup_title (english, rows[i].id);

      g_assert_cmpstr (title, ==, rows[i].title);
    }
}

/* A state is a few words at the end of a row; the layers are sentences. */
static void
look_at_form (const HatoWording *wording, const char *text, const char *translated)
{
  gboolean is_state = text == wording->state;

  g_test_message ("%s: %s", wording->code, text);
  g_assert_cmpuint (strlen (text), >, 0);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (g_utf8_validate (translated, -1, NULL));
  if (!is_state)
    return;

  g_assert_cmpint (g_utf8_strlen (text, -1), <=, 48);
  g_assert_cmpint (g_utf8_strlen (translated, -1), <=, 32);
  g_assert_false (g_str_has_suffix (text, "."));
  g_assert_false (g_str_has_suffix (translated, "。"));
  g_assert_null (strstr (translated, "なりすまし"));
}

static void
test_form (void)
{
  for_each_text (look_at_form);
}

static void
look_for_fright (const HatoWording *wording, const char *text, const char *translated)
{
  g_autofree char *small = g_utf8_strdown (text, -1);

  g_test_message ("%s: %s / %s", wording->code, text, translated);
  for (gsize i = 0; i < G_N_ELEMENTS (frightening); i++)
    g_assert_null (strstr (small, frightening[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (frightening_japanese); i++)
    g_assert_null (strstr (translated, frightening_japanese[i]));
}

/* Product U9. */
static void
test_calm (void)
{
  for_each_text (look_for_fright);
}

static gboolean
is_japanese (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    switch ((int) g_unichar_get_script (g_utf8_get_char (at)))
      {
      case G_UNICODE_SCRIPT_HAN:
      case G_UNICODE_SCRIPT_HIRAGANA:
      case G_UNICODE_SCRIPT_KATAKANA:
        return TRUE;
      default:
        break;
      }
  return FALSE;
}

/* The layers for the owner are polite sentences; the last one may end with a quotation. */
static gboolean
is_polite (const char *text)
{
  static const char *const endings[] = { "ます。",   "です。",     "ません。", "ました。",
                                         "でした。", "ください。", "ます）。", "」。" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (text, endings[i]))
      return TRUE;

  return FALSE;
}

static void
look_at_japanese (const HatoWording *wording, const char *text, const char *translated)
{
  g_test_message ("%s: %s / %s", wording->code, text, translated);
  if (g_strcmp0 (wording->code, "ptr.ok") == 0 && text == wording->details)
    return; /* addresses and arrows only */

  g_assert_true (is_japanese (translated));
  g_assert_cmpstr (text, !=, translated);
  if (text == wording->meaning || text == wording->action)
    g_assert_true (is_polite (translated));
}

/* Product U10. */
static void
test_japanese (void)
{
  for_each_text (look_at_japanese);
}

static gboolean
has_word (const char *words, const char *word)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  return g_strv_contains ((const char *const *) list, word);
}

static gboolean
is_supplied (const char *code, const char *name)
{
  g_autofree char *area = g_strndup (code, strcspn (code, "."));

  if (strcmp (name, "subject") == 0 || strcmp (name, "term") == 0)
    return TRUE;
  if (strcmp (name, "reason") == 0)
    return g_str_has_suffix (code, "unchecked") || g_str_has_suffix (code, ".not_checked");
  for (gsize i = 0; i < G_N_ELEMENTS (supplied); i++)
    if ((strcmp (supplied[i].code, code) == 0 || strcmp (supplied[i].code, area) == 0)
        && has_word (supplied[i].arguments, name))
      return TRUE;

  return FALSE;
}

static void
look_at_places_in (const HatoWording *wording, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "{", -1);

  g_assert_null (strchr (parts[0], '}'));
  for (guint i = 1; parts[i] != NULL; i++)
    {
      const char *close = strchr (parts[i], '}');
      g_autofree char *name = NULL;

      g_assert_nonnull (close);
      g_assert_null (strchr (close + 1, '}'));
      name = g_strndup (parts[i], (gsize) (close - parts[i]));
      g_test_message ("%s: {%s} in: %s", wording->code, name, text);
      g_assert_true (is_supplied (wording->code, name));
    }
}

static void
look_at_places (const HatoWording *wording, const char *text, const char *translated)
{
  look_at_places_in (wording, text);
  look_at_places_in (wording, translated);
}

/* A text shows only what the makers of its finding hand in, in both languages. */
static void
test_places (void)
{
  for_each_text (look_at_places);
}

/* Two codes that say the same could not both be true of their own fault. */
static void
test_distinct (void)
{
  g_autoptr (HatoTranslation) japanese = hato_translation_new_for_language ("ja");
  g_autoptr (GHashTable) meanings = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) translations = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n_tables;
  const HatoWordingTable *const *tables = hato_wording_get_tables (&n_tables);

  for (gsize i = 0; i < n_tables; i++)
    for (gsize j = 0; j < tables[i]->n_wordings; j++)
      {
        const HatoWording *wording = &tables[i]->wordings[j];

        g_test_message ("%s: %s", wording->code, hato_translate (japanese, wording->meaning));
        g_assert_true (g_hash_table_add (meanings, (gpointer) wording->meaning));
        g_assert_true (g_hash_table_add (translations,
                                         (gpointer) hato_translate (japanese, wording->meaning)));
      }
}

static const struct
{
  const char *description;
  const char *text;
  const char *name; /* of the argument */
  const char *value;
  const char *expected;
} expansions[] = {
  { "no place", "Nothing to do.", "name", "x", "Nothing to do." },
  { "a place", "a {name} b", "name", "x", "a x b" },
  { "twice", "{name}{name}", "name", "x", "xx" },
  { "the subject", "[{subject}]", "name", "x", "[d.test]" },
  { "an argument that the finding has not", "[{ip}]", "name", "x", "[]" },
  { "a place without a name", "[{}]", "name", "x", "[]" },
  { "an open brace", "a {name", "name", "x", "a {name" },
  { "a closing brace alone", "a } b", "name", "x", "a } b" },
  { "a value with a place is not read again", "[{name}]", "name", "{subject}{name}",
    "[{subject}{name}]" },
  { "a value with braces", "[{name}]", "name", "}{", "[}{]" },
  { "markup stays text", "[{name}]", "name", "<a href=\"x\">&amp;</a>",
    "[<a href=\"x\">&amp;</a>]" },
  { "a line break", "[{name}]", "name", "a\nb\tc", "[a b c]" },
  { "terminal codes", "[{name}]", "name", "\033[31m", "[\xef\xbf\xbd[31m]" },
  { "a character that turns the direction", "[{name}]", "name",
    "a\xe2\x80\xae"
    "b",
    "[a\xef\xbf\xbd"
    "b]" },
  { "a byte that is no UTF-8", "[{name}]", "name",
    "a\xff"
    "b",
    "[a\xef\xbf\xbd"
    "b]" },
  { "a reason becomes a phrase", "[{reason}]", "reason", "timeout", "[no answer came in time]" },
  { "a reason without a phrase stays", "[{reason}]", "reason", "selenium", "[selenium]" },
};

static void
test_expand (void)
{
  g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");

  for (gsize i = 0; i < G_N_ELEMENTS (expansions); i++)
    {
      g_autoptr (HatoFinding) finding = hato_finding_new_usual ("spf.missing", "d.test");
      g_autofree char *text = NULL;

      hato_finding_add_argument (finding, expansions[i].name, expansions[i].value);
      text = hato_wording_expand (english, expansions[i].text, finding);
      g_test_message ("%s", expansions[i].description);
      g_assert_cmpstr (text, ==, expansions[i].expected);
    }
}

/* 256 characters of a stranger's text are shown, then "…" (limits T1). */
/* A refusal does not name all: a place that is not known gets words for it. */
static void
test_blanks (void)
{
  g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");
  g_autoptr (HatoFinding) finding =
      hato_finding_new ("bounce.mailbox_unknown", HATO_LEVEL_CAUTION, "");
  g_autofree char *text = NULL;

  hato_finding_add_argument (finding, "name", "");
  hato_finding_add_argument (finding, "recipient", "");
  text = hato_wording_expand (english, "{name}, {recipient}, {subject}", finding);
  g_assert_cmpstr (text, ==, "the receiving server, the recipient, your domain");
}

static void
test_long_values (void)
{
  static const gsize sizes[] = { 1, 2, 255, 256, 257, 65536 };
  g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (HatoFinding) finding = hato_finding_new_usual ("spf.missing", "d.test");
      g_autofree char *value = g_strnfill (sizes[i], 'x');
      g_autofree char *text = NULL;

      hato_finding_add_argument (finding, "name", value);
      text = hato_wording_expand (english, "{name}", finding);
      g_assert_cmpuint ((gsize) g_utf8_strlen (text, -1), ==, MIN (sizes[i], 257));
      g_assert_cmpint (g_str_has_suffix (text, "…"), ==, sizes[i] > 256);
    }
}

/* Every text of every code, its arguments all hostile: bounded, valid, and no place is left standing. */
static void
look_at_hostile (const HatoWording *wording, const char *text, const char *translated)
{
  static const char *const names[] = { "term",   "count", "limit",    "name", "ip",
                                       "result", "host",  "selector", "bits", "policy" };
  g_autoptr (HatoTranslation) japanese = hato_translation_new_for_language ("ja");
  g_autoptr (HatoFinding) finding = hato_finding_new_usual (wording->code, "\x01{term}\xfe");
  g_autofree char *hostile = g_strnfill (4096, '\x02');
  g_autofree char *expanded = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    hato_finding_add_argument (finding, names[i], hostile);
  expanded = hato_wording_expand (japanese, text, finding);
  g_assert_true (g_utf8_validate (expanded, -1, NULL));
  g_assert_null (strchr (expanded, '\x02'));
  g_assert_cmpint (g_utf8_strlen (expanded, -1), <=, g_utf8_strlen (translated, -1) + 8 * 257);
}

static void
test_hostile_arguments (void)
{
  for_each_text (look_at_hostile);
}

/* Contract, rule 1: why something could not be found out is a phrase in both languages, never a bare word. */
static void
test_reasons (void)
{
  static const char *const reasons[] = {
    "timeout", "servfail",      "refused",          "answers_differ",         "budget",
    "offline", "resolver_lies", "selector_unknown", "sending_address_unknown"
  };
  g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");
  g_autoptr (HatoTranslation) japanese = hato_translation_new_for_language ("ja");

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autoptr (HatoFinding) finding = hato_finding_new_unchecked ("spf", reasons[i], "d.test");
      g_autofree char *phrase = hato_wording_expand (english, "{reason}", finding);
      g_autofree char *translated = hato_wording_expand (japanese, "{reason}", finding);

      g_assert_cmpstr (phrase, !=, reasons[i]);
      g_assert_nonnull (strchr (phrase, ' '));
      g_assert_true (is_japanese (translated));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wording/tables", test_tables);
  g_test_add_func ("/wording/not-found", test_not_found);
  g_test_add_func ("/wording/titles", test_titles);
  g_test_add_func ("/wording/form", test_form);
  g_test_add_func ("/wording/calm", test_calm);
  g_test_add_func ("/wording/blanks", test_blanks);
  g_test_add_func ("/wording/japanese", test_japanese);
  g_test_add_func ("/wording/places", test_places);
  g_test_add_func ("/wording/distinct", test_distinct);
  g_test_add_func ("/wording/expand", test_expand);
  g_test_add_func ("/wording/long-values", test_long_values);
  g_test_add_func ("/wording/hostile-arguments", test_hostile_arguments);
  g_test_add_func ("/wording/reasons", test_reasons);
  return g_test_run ();
}
