/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every code of a conversation has words for people, in both languages. */
#include "config.h"

#include "report/session-words.h"

#include <gnutls/gnutls.h>
#include <string.h>

#include "base/translation.h"
#include "findings/wording.h"

static void
assert_has_words (const char *code, const char *words)
{
  g_autoptr (HatoTranslation) japanese = hato_translation_new_for_language ("ja");

  g_test_message ("%s", code);
  g_assert_nonnull (words);
  g_assert_cmpstr (words, !=, code);
  g_assert_null (strchr (words, '_'));
  g_assert_cmpstr (hato_translate (japanese, words), !=, words);
}

static void
test_ends (void)
{
  for (guint i = 0; i < HATO_TALK_ENDS; i++)
    assert_has_words ("end", hato_session_get_end_words ((HatoTalkEnd) i));
}

/* Whatever the library finds wrong at once. */
static void
test_verification (void)
{
  g_autoptr (HatoTalk) talk = hato_talk_new ();
  g_auto (GStrv) codes = NULL;

  talk->verify = G_MAXUINT;
  codes = hato_session_dup_verify_words (talk);
  g_assert_cmpuint (g_strv_length (codes), ==, 10);
  for (gsize i = 0; codes[i] != NULL; i++)
    if (strcmp (codes[i], "revoked") != 0)
      assert_has_words (codes[i], hato_session_get_words (codes[i]));
}

static void
test_starttls (void)
{
  static const struct
  {
    HatoTalkEnd end;
    gboolean offered;
    HatoProtocol protocol;
    const char *code;
  } rows[] = {
    { HATO_TALK_ENCRYPTED, TRUE, HATO_PROTOCOL_SMTP, "offered" },
    { HATO_TALK_STARTTLS_MISSING, FALSE, HATO_PROTOCOL_SMTP, "missing" },
    { HATO_TALK_STARTTLS_REFUSED, TRUE, HATO_PROTOCOL_SMTP, "refused" },
    { HATO_TALK_STARTTLS_IMPOSSIBLE, FALSE, HATO_PROTOCOL_IMAP, "refused" },
    { HATO_TALK_ENCRYPTED, FALSE, HATO_PROTOCOL_IMAPS, "not_applicable" },
    { HATO_TALK_CLOSED, FALSE, HATO_PROTOCOL_SMTP, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoTalk) talk = hato_talk_new ();
      const char *code;

      talk->end = rows[i].end;
      talk->starttls_offered = rows[i].offered;
      code = hato_session_get_starttls (talk, rows[i].protocol);
      g_assert_cmpstr (code, ==, rows[i].code);
      if (code != NULL && strcmp (code, "offered") != 0)
        assert_has_words (code, hato_session_get_words (code));
    }
}

/* Why there is no answer: what evidence can say (base/evidence, net/run-answer). */
static void
test_failures (void)
{
  static const char *const failures[] = {
    "timeout",  "refused",    "network",      "budget",          "offline", "too_big",
    "protocol", "no_address", "not_recorded", "private_address", "tls",     "internal",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    assert_has_words (failures[i], hato_wording_get_reason (failures[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-words/ends", test_ends);
  g_test_add_func ("/session-words/verification", test_verification);
  g_test_add_func ("/session-words/starttls", test_starttls);
  g_test_add_func ("/session-words/failures", test_failures);
  return g_test_run ();
}
