/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/mail-dialogue.h"

#include <string.h>

/* What a server says in one go, and how the dialogue then ends. */
static const struct
{
  const char *description;
  HatoProtocol protocol;
  const char *words[5];
  HatoDialogueState state;
  HatoTalkEnd end;
  gboolean plaintext_login;
} rows[] = {
  { "SMTP as it should be (RFC 3207 §5)",
    HATO_PROTOCOL_SMTP,
    { "220 mx ESMTP\r\n", "250-mx\r\n250-SIZE 1\r\n250 STARTTLS\r\n", "220 go\r\n" },
    HATO_DIALOGUE_TLS_NOW,
    0,
    FALSE },
  { "a greeting of many lines, line feeds alone, small letters (RFC 5321 §4.2.1)",
    HATO_PROTOCOL_SMTP,
    { "220-a\n220-b\n220 c\n", "250-mx\n250-starttls\n250 HELP\n", "220 go\n" },
    HATO_DIALOGUE_TLS_NOW,
    0,
    FALSE },
  { "a code without a text",
    HATO_PROTOCOL_SMTP,
    { "220\r\n", "250-mx\r\n250 STARTTLS\r\n", "220\r\n" },
    HATO_DIALOGUE_TLS_NOW,
    0,
    FALSE },
  { "passwords before TLS (RFC 4954 §4)",
    HATO_PROTOCOL_SUBMISSION,
    { "220 mx\r\n", "250-mx\r\n250-AUTH CRAM-MD5 login\r\n250 STARTTLS\r\n", "220 go\r\n" },
    HATO_DIALOGUE_TLS_NOW,
    0,
    TRUE },
  { "the old form of AUTH",
    HATO_PROTOCOL_SUBMISSION,
    { "220 mx\r\n", "250-mx\r\n250-AUTH=PLAIN\r\n250 STARTTLS\r\n", "220 go\r\n" },
    HATO_DIALOGUE_TLS_NOW,
    0,
    TRUE },
  { "no STARTTLS",
    HATO_PROTOCOL_SMTP,
    { "220 mx\r\n", "250-mx\r\n250 XSTARTTLS\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_STARTTLS_MISSING,
    FALSE },
  { "the server's own name is STARTTLS",
    HATO_PROTOCOL_SMTP,
    { "220 mx\r\n", "250 STARTTLS\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_STARTTLS_MISSING,
    FALSE },
  { "EHLO unknown, HELO taken (RFC 5321 §3.2)",
    HATO_PROTOCOL_SMTP,
    { "220 mx\r\n", "502 what\r\n", "250 mx\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_STARTTLS_MISSING,
    FALSE },
  { "neither taken",
    HATO_PROTOCOL_SMTP,
    { "220 mx\r\n", "550 no\r\n", "550 no\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_REFUSED,
    FALSE },
  { "421 for a greeting (RFC 5321 §3.8)",
    HATO_PROTOCOL_SMTP,
    { "421 too many\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_REFUSED,
    FALSE },
  { "554 for a greeting (RFC 5321 §3.1)",
    HATO_PROTOCOL_SMTP,
    { "554 no\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_REFUSED,
    FALSE },
  { "421 for EHLO is no missing STARTTLS",
    HATO_PROTOCOL_SMTP,
    { "220 mx\r\n", "421 busy\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_REFUSED,
    FALSE },
  { "421 for STARTTLS",
    HATO_PROTOCOL_SMTP,
    { "220 mx\r\n", "250-mx\r\n250 STARTTLS\r\n", "421 busy\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_REFUSED,
    FALSE },
  { "454 for STARTTLS (RFC 3207 §4)",
    HATO_PROTOCOL_SMTP,
    { "220 mx\r\n", "250-mx\r\n250 STARTTLS\r\n", "454 no key\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_STARTTLS_REFUSED,
    FALSE },
  { "words behind the go-ahead (CVE-2011-0411)",
    HATO_PROTOCOL_SMTP,
    { "220 mx\r\n", "250-mx\r\n250 STARTTLS\r\n", "220 go\r\n250 evil\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_INJECTED,
    FALSE },
  { "a web server",
    HATO_PROTOCOL_SMTP,
    { "HTTP/1.1 400 Bad Request\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_NOT_MAIL,
    FALSE },
  { "garbage without an end",
    HATO_PROTOCOL_SMTP,
    { "\x01\x02\x03" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_NOT_MAIL,
    FALSE },
  { "digits that are no code",
    HATO_PROTOCOL_SMTP,
    { "22 mx\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_NOT_MAIL,
    FALSE },
  { "garbage later",
    HATO_PROTOCOL_SMTP,
    { "220 mx\r\n", "what\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_BROKEN,
    FALSE },
  { "IMAP with its abilities in the greeting (RFC 9051 §7.1)",
    HATO_PROTOCOL_IMAP,
    { "* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] hi\r\n", "a2 OK go\r\n" },
    HATO_DIALOGUE_TLS_NOW,
    0,
    FALSE },
  { "IMAP asked for them",
    HATO_PROTOCOL_IMAP,
    { "* OK hi\r\n", "* CAPABILITY IMAP4rev1 STARTTLS\r\na1 OK\r\n", "a2 OK go\r\n" },
    HATO_DIALOGUE_TLS_NOW,
    0,
    TRUE },
  { "IMAP without",
    HATO_PROTOCOL_IMAP,
    { "* OK [CAPABILITY IMAP4rev1] STARTTLS\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_STARTTLS_MISSING,
    TRUE },
  { "IMAP, logged in already (RFC 9051 §7.1.4)",
    HATO_PROTOCOL_IMAP,
    { "* PREAUTH hi\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_STARTTLS_IMPOSSIBLE,
    FALSE },
  { "IMAP, full (RFC 9051 §7.1.5)",
    HATO_PROTOCOL_IMAP,
    { "* BYE busy\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_REFUSED,
    FALSE },
  { "IMAP, full later",
    HATO_PROTOCOL_IMAP,
    { "* OK hi\r\n", "* BYE busy\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_REFUSED,
    FALSE },
  { "IMAP, refused",
    HATO_PROTOCOL_IMAP,
    { "* OK [CAPABILITY IMAP4rev1 STARTTLS] hi\r\n", "a2 NO key\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_STARTTLS_REFUSED,
    TRUE },
  { "IMAP, injected",
    HATO_PROTOCOL_IMAP,
    { "* OK [CAPABILITY IMAP4rev1 STARTTLS] hi\r\n", "a2 OK go\r\n* OK evil\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_INJECTED,
    TRUE },
  { "SMTP where IMAP should be",
    HATO_PROTOCOL_IMAP,
    { "220 mx\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_NOT_MAIL,
    FALSE },
  { "POP3 (RFC 2595 §4)",
    HATO_PROTOCOL_POP3,
    { "+OK hi\r\n", "+OK\r\nTOP\r\nSTLS\r\nUSER\r\n.\r\n", "+OK go\r\n" },
    HATO_DIALOGUE_TLS_NOW,
    0,
    TRUE },
  { "POP3 without",
    HATO_PROTOCOL_POP3,
    { "+OK hi\r\n", "+OK\r\nTOP\r\n.\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_STARTTLS_MISSING,
    FALSE },
  { "POP3 that knows no CAPA",
    HATO_PROTOCOL_POP3,
    { "+OK hi\r\n", "-ERR\r\n", "+OK go\r\n" },
    HATO_DIALOGUE_TLS_NOW,
    0,
    FALSE },
  { "POP3 that knows neither",
    HATO_PROTOCOL_POP3,
    { "+OK hi\r\n", "-ERR\r\n", "-ERR\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_STARTTLS_MISSING,
    FALSE },
  { "POP3 that offers and refuses",
    HATO_PROTOCOL_POP3,
    { "+OK hi\r\n", "+OK\r\nSTLS\r\n.\r\n", "-ERR\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_STARTTLS_REFUSED,
    FALSE },
  { "POP3, busy",
    HATO_PROTOCOL_POP3,
    { "-ERR busy\r\n" },
    HATO_DIALOGUE_ENDED,
    HATO_TALK_REFUSED,
    FALSE },
};

static HatoDialogueState
say_all (guint row, gsize piece, HatoTalk *talk)
{
  g_autoptr (HatoMailDialogue) dialogue =
      hato_mail_dialogue_new (rows[row].protocol, "[192.0.2.1]", FALSE, talk);
  HatoDialogueState state = HATO_DIALOGUE_GOING;

  for (gsize i = 0; i < G_N_ELEMENTS (rows[row].words) && rows[row].words[i] != NULL; i++)
    {
      const char *words = rows[row].words[i];
      gsize size = strlen (words);

      g_assert_cmpint (state, ==, HATO_DIALOGUE_GOING);
      for (gsize at = 0; at < size; at += piece)
        {
          state = hato_mail_dialogue_receive (dialogue, words + at, MIN (piece, size - at));
          if (state != HATO_DIALOGUE_GOING && rows[row].end != HATO_TALK_INJECTED)
            break;
        }
    }
  return state;
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize piece = 1; piece < 4096; piece += 4094)
      {
        g_autoptr (HatoTalk) talk = hato_talk_new ();

        g_test_message ("%s, %zu bytes at once", rows[i].description, piece);
        g_assert_cmpint (say_all (i, piece, talk), ==, rows[i].state);
        if (rows[i].state == HATO_DIALOGUE_ENDED)
          g_assert_cmpint (talk->end, ==, rows[i].end);
        g_assert_cmpint (talk->plaintext_login, ==, rows[i].plaintext_login);
      }
}

static void
assert_says (GBytes *said, const char *words)
{
  g_autoptr (GBytes) wanted = g_bytes_new_static (words, strlen (words));

  g_assert_true (g_bytes_equal (said, wanted));
}

/* Nothing is said before the server has greeted (RFC 5321 §4.3.1), and the last word is a farewell. */
static void
test_output (void)
{
  g_autoptr (HatoTalk) talk = hato_talk_new ();
  g_autoptr (HatoMailDialogue) dialogue =
      hato_mail_dialogue_new (HATO_PROTOCOL_SMTP, "[192.0.2.1]", FALSE, talk);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) last = NULL;

  g_assert_null (hato_mail_dialogue_take_output (dialogue));
  g_assert_false (hato_mail_dialogue_was_greeted (dialogue));
  hato_mail_dialogue_receive (dialogue, "220-mx\r\n", 8);
  g_assert_null (hato_mail_dialogue_take_output (dialogue));
  hato_mail_dialogue_receive (dialogue, "220 mx\r\n", 8);
  g_assert_true (hato_mail_dialogue_was_greeted (dialogue));
  first = hato_mail_dialogue_take_output (dialogue);
  assert_says (first, "EHLO [192.0.2.1]\r\n");
  hato_mail_dialogue_receive (dialogue, "250 mx\r\n", 8);
  last = hato_mail_dialogue_take_output (dialogue);
  assert_says (last, "QUIT\r\n");
  g_assert_cmpuint (talk->transcript->len, ==, 5);
}

static void
test_greeting_only (void)
{
  static const struct
  {
    HatoProtocol protocol;
    const char *greeting;
  } greetings[] = { { HATO_PROTOCOL_SMTP, "220 mx\r\n" },
                    { HATO_PROTOCOL_IMAP, "* OK hi\r\n" },
                    { HATO_PROTOCOL_POP3, "+OK hi\r\n" } };

  for (gsize i = 0; i < G_N_ELEMENTS (greetings); i++)
    {
      g_autoptr (HatoTalk) talk = hato_talk_new ();
      g_autoptr (HatoMailDialogue) dialogue =
          hato_mail_dialogue_new (greetings[i].protocol, "[192.0.2.1]", TRUE, talk);

      hato_mail_dialogue_receive (dialogue, greetings[i].greeting, strlen (greetings[i].greeting));
      g_assert_cmpint (talk->end, ==, HATO_TALK_GREETED);
    }
}

static void
test_closed (void)
{
  static const struct
  {
    const char *words;
    HatoTalkEnd end;
  } closed[] = {
    { "", HATO_TALK_REFUSED },
    { "220-mx\r\n", HATO_TALK_REFUSED },
    { "220 mx\r\n", HATO_TALK_BROKEN },
    { "220 mx\r\n250-mx\r\n250 STARTTLS\r\n", HATO_TALK_HANDSHAKE_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (closed); i++)
    {
      g_autoptr (HatoTalk) talk = hato_talk_new ();
      g_autoptr (HatoMailDialogue) dialogue =
          hato_mail_dialogue_new (HATO_PROTOCOL_SMTP, "[192.0.2.1]", FALSE, talk);

      hato_mail_dialogue_receive (dialogue, closed[i].words, strlen (closed[i].words));
      g_assert_cmpint (hato_mail_dialogue_close (dialogue), ==, HATO_DIALOGUE_ENDED);
      g_assert_cmpint (talk->end, ==, closed[i].end);
    }
}

/* Both sides of each limit: the bytes of a reply, its lines, and what is kept of a line. */
static void
test_limits (void)
{
  for (guint more = 0; more < 2; more++)
    {
      g_autoptr (HatoTalk) talk = hato_talk_new ();
      g_autoptr (HatoMailDialogue) dialogue =
          hato_mail_dialogue_new (HATO_PROTOCOL_SMTP, "[192.0.2.1]", FALSE, talk);
      g_autofree char *line = g_strnfill (HATO_DIALOGUE_REPLY_MAX - 5 + more, 'x');

      hato_mail_dialogue_receive (dialogue, "220 ", 4);
      hato_mail_dialogue_receive (dialogue, line, strlen (line));
      hato_mail_dialogue_receive (dialogue, "\n", 1);
      g_assert_cmpint (hato_mail_dialogue_was_greeted (dialogue), ==, TRUE);
      g_assert_cmpint (talk->end == HATO_TALK_BROKEN, ==, more == 1);
      if (more == 0)
        g_assert_cmpuint (strlen (((HatoTalkLine *) g_ptr_array_index (talk->transcript, 0))->text),
                          ==, HATO_DIALOGUE_LINE_MAX);
    }
  for (guint more = 0; more < 2; more++)
    {
      g_autoptr (HatoTalk) talk = hato_talk_new ();
      g_autoptr (HatoMailDialogue) dialogue =
          hato_mail_dialogue_new (HATO_PROTOCOL_SMTP, "[192.0.2.1]", FALSE, talk);

      for (guint i = 1; i < HATO_DIALOGUE_LINES_MAX + more; i++)
        hato_mail_dialogue_receive (dialogue, "220-\n", 5);
      hato_mail_dialogue_receive (dialogue, "220 \n", 5);
      g_assert_cmpint (talk->end == HATO_TALK_BROKEN, ==, more == 1);
      g_assert_cmpuint (talk->transcript->len, <=, 200);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-dialogue/rows", test_rows);
  g_test_add_func ("/mail-dialogue/output", test_output);
  g_test_add_func ("/mail-dialogue/greeting-only", test_greeting_only);
  g_test_add_func ("/mail-dialogue/closed", test_closed);
  g_test_add_func ("/mail-dialogue/limits", test_limits);
  return g_test_run ();
}
