/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/smtp-reply.h"

#include <string.h>

#include "fakes/thread-time.h"

static const struct
{
  const char *text;
  const char *reply_code;
  const char *status;
} rows[] = {
  { "550 5.7.26 no", "550", "5.7.26" },
  { "550-5.7.26 no", "550", "5.7.26" }, /* RFC 5321 §4.2.1 */
  { "said: 550 5.1.1 <a@example.jp>: User unknown", "550", "5.1.1" },
  { "smtp; 550 5.1.1 no", "550", "5.1.1" },
  { "smtp;421 4.7.0 wait", "421", "4.7.0" },
  { "#550 5.1.1 no##", "550", "5.1.1" },
  { "#5.1.1 smtp; 550 no", "550", "5.1.1" },
  { "Remote host said: 553 sorry (#5.7.1)", "553", "5.7.1" },
  { "応答: 550 5.7.1 no", "550", "5.7.1" },
  { "返しました '421 4.3.2 no'", "421", "4.3.2" },
  { "552 Too much mail data", "552", "" },
  { "5.2.2 mailbox full", "", "5.2.2" },
  { "Status: 5.4.4", "", "5.4.4" },
  { "(reason: 552)", "552", "" },
  { "550-'5.2.2 <a@example.jp>... Mailbox Full'", "550", "5.2.2" },
  { "550-192.0.2.1 is listed", "550", "" }, /* RFC 5321 §4.2.1: a hyphen, and then any words */
  /* the surest, not the first */
  { "host mx[192.0.2.1] after 450 tries said: 550 5.1.1 no", "550", "5.1.1" },
  /* RFC 3463 §2: class 2, 4 or 5; up to three digits */
  { "550 5.999.999 x", "550", "5.999.999" },
  { "550 5.1000.1 x", "550", "" },
  { "550 3.1.1 x", "550", "" },
  /* no codes */
  { "", "", "" },
  { "192.0.2.1", "", "" },
  { "5.1.1.1", "", "" },
  { "version 5.2.1", "", "" },
  { "v5.2.1", "", "" },
  { "a message of 500 KB", "", "" },
  { "in 450 seconds", "", "" },
  { "box 560", "", "" }, /* RFC 5321 §4.2.1: second digit 0 … 5 */
  { "571 5.7.1 no", "571", "5.7.1" },
  { "port 587", "", "" },
  { "box 600", "", "" },
  { "tel. 03-550-1234", "", "" },
  { "tel: 550-1234", "", "" },
  { "id 1550 and 5501", "", "" },
  { "a@550.example", "", "" },
};

static void
test_find (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HatoSmtpReply reply;
      gboolean found = hato_smtp_reply_find (rows[i].text, strlen (rows[i].text), &reply);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (reply.reply_code, ==, rows[i].reply_code);
      g_assert_cmpstr (reply.status, ==, rows[i].status);
      g_assert_cmpint (found, ==, rows[i].reply_code[0] != '\0' || rows[i].status[0] != '\0');
    }
}

static const struct
{
  const char *text;
  const char *unfolded;
} foldings[] = {
  { "550 no", "550 no" },
  { "550-5.7.26 Your email\r\n550-5.7.26 was blocked\r\n550 5.7.26 id - gsmtp",
    "550-5.7.26 Your email was blocked id - gsmtp" },
  { "550-5.7.26 Your email 550-5.7.26 was\n    blocked 550 5.7.26 id",
    "550-5.7.26 Your email was blocked id" },
  { "550-5.7.26 a 550-5.7.26 550-5.7.26 b 550 5.7.26", "550-5.7.26 a b" },
  { "550-This message scored 8.4\n550 Please ask", "550-This message scored 8.4 Please ask" },
  /* a number that is no prefix stays */
  { "550 send 550 less", "550 send 550 less" },
  { "550-5.7.1 a 554 5.7.1 b", "550-5.7.1 a 554 5.7.1 b" },
  { "550 5.7.1 a 550 5.1.1 b", "550 5.7.1 a 550 5.1.1 b" },
  { "  a \n b ", "a b" },
  { "", "" },
};

static void
test_unfold (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (foldings); i++)
    {
      const char *text = foldings[i].text;
      g_autofree guint32 *places = NULL;
      g_autofree char *unfolded = hato_smtp_reply_unfold (text, strlen (text), &places);
      gsize size = strlen (unfolded);

      g_assert_cmpstr (unfolded, ==, foldings[i].unfolded);
      g_assert_cmpuint (places[size], ==, strlen (text));
      for (gsize j = 0; j < size; j++)
        if (unfolded[j] != ' ')
          g_assert_cmpint (unfolded[j], ==, text[places[j]]);
    }
}

/* Twice the text must not take four times as long. */
static void
test_linear (void)
{
  g_autoptr (GString) text = g_string_new ("550-5.7.1 ");
  gint64 took[2];

  for (guint i = 0; i < 2; i++)
    {
      gint64 began;
      HatoSmtpReply reply;

      while (text->len < (i + 1) * 1000000)
        g_string_append (text, "550- 5.7 5.7.1.1 44444 ");
      began = thread_time_now ();
      hato_smtp_reply_find (text->str + 10, text->len - 10, &reply);
      g_free (hato_smtp_reply_unfold (text->str, text->len, NULL));
      took[i] = thread_time_now () - began;
    }
  g_assert_cmpint (took[1], <, took[0] * 3 + 50000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/smtp-reply/find", test_find);
  g_test_add_func ("/smtp-reply/unfold", test_unfold);
  g_test_add_func ("/smtp-reply/linear", test_linear);
  return g_test_run ();
}
