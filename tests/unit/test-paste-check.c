/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/paste-check.h"

#include <string.h>

#include "fakes/thread-time.h"

#define BOUNCE "<a@b.example>: 550 5.2.2 mailbox full\n"
#define MAIL                                                                                       \
  "From: MAILER-DAEMON@x.example\nTo: me@x.example\nSubject: Undelivered\n\n<a@b.example>: 550 "   \
  "5.2.2 mailbox full\n"

static HatoPasteCheck *
read_text (const char *text, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (HatoJob) job = cancellable != NULL ? hato_job_new (cancellable) : NULL;

  return hato_paste_check_run (job, bytes, error);
}

static const struct
{
  const char *what;
  const char *text;
  guint n_mails;
  HatoCause cause; /* of the first */
  gboolean is_signed;
} rows[] = {
  { "nothing", "", 1, HATO_CAUSE_NOT_BOUNCE, FALSE },
  { "visible text", BOUNCE, 1, HATO_CAUSE_MAILBOX_FULL, FALSE },
  { "a whole mail", MAIL, 1, HATO_CAUSE_MAILBOX_FULL, FALSE },
  { "a whole mail with a signature", "DKIM-Signature: v=1\n" MAIL, 1, HATO_CAUSE_MAILBOX_FULL,
    TRUE },
  { "a mailbox file",
    "From x Mon Nov 23 10:00:00 2026\n" MAIL "\nFrom x Mon Nov 23 10:00:01 2026\n" MAIL, 2,
    HATO_CAUSE_MAILBOX_FULL, FALSE },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HatoPasteCheck) check = read_text (rows[i].text, NULL, &error);
      const HatoPastedMail *first;

      g_test_message ("%s", rows[i].what);
      g_assert_no_error (error);
      first = g_ptr_array_index (check->mails, 0);
      g_assert_cmpuint (check->mails->len, ==, rows[i].n_mails);
      g_assert_cmpint (first->bounce->cause, ==, rows[i].cause);
      g_assert_true ((first->signed_mail != NULL) == rows[i].is_signed);
      g_assert_cmpuint (first->checkup->items->len, ==, 1);
    }
}

/* Both sides of the limit. */
static void
test_many (void)
{
  for (guint over = 0; over <= 1; over++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (HatoPasteCheck) check = NULL;

      for (guint i = 0; i < HATO_PASTE_MAILS_MAX + over; i++)
        g_string_append (text, "From x Mon Nov 23 10:00:00 2026\n" MAIL "\n");
      check = read_text (text->str, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (check->mails->len, ==, HATO_PASTE_MAILS_MAX);
      g_assert_true (check->cut == (over > 0));
    }
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoPasteCheck) check = NULL;

  g_cancellable_cancel (cancellable);
  check = read_text (MAIL, cancellable, &error);
  g_assert_null (check);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The case that the project was born from, out of Outlook's window: read in 20 ms, loading the rules included. */
static void
test_origin (void)
{
  g_autoptr (GError) error = NULL;
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < 5; i++)
    {
      gint64 began = thread_time_now ();
      g_autoptr (HatoPasteCheck) check = read_text (
          "宛先へのメールを配信できませんでした。\n\n  件名: ご注文の件\n  送信日時: 2026/11/24 "
          "15:42\n\n"
          "以下の受信者に配信できません。\n\n  'customer@gmail.example' (2026/11/24 15:42)\n"
          "    550-5.7.26 Your email has been blocked because the sender is unauthenticated. "
          "550-5.7.26 Gmail requires all "
          "senders to authenticate with either SPF or DKIM. 550-5.7.26 Authentication results: "
          "550-5.7.26 DKIM = did not pass "
          "550-5.7.26 SPF [yamada.example] with ip: [192.0.2.99] = did not pass\n",
          NULL, &error);
      const HatoBounce *bounce;

      best = MIN (best, thread_time_now () - began);
      g_assert_no_error (error);
      bounce = ((const HatoPastedMail *) g_ptr_array_index (check->mails, 0))->bounce;
      g_assert_cmpint (bounce->cause, ==, HATO_CAUSE_SENDER_AUTH);
      g_assert_cmpstr (bounce->detail, ==, "spf");
      g_assert_cmpstr (bounce->concerned_ip, ==, "192.0.2.99");
      g_assert_cmpstr (bounce->concerned_domain, ==, "yamada.example");
      g_assert_cmpstr (bounce->refused_by_name, ==, "Gmail");
      g_assert_cmpstr (bounce->language, ==, "ja");
    }
  g_test_message ("%" G_GINT64_FORMAT " microseconds", best);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  g_assert_cmpint (best, <, 20 * 1000);
#endif
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paste-check/rows", test_rows);
  g_test_add_func ("/paste-check/many", test_many);
  g_test_add_func ("/paste-check/cancel", test_cancel);
  g_test_add_func ("/paste-check/origin", test_origin);
  return g_test_run ();
}
