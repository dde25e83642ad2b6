/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/merge.h"

typedef struct
{
  const char *what;
  const char *dsn;
  const char *said_recipient; /* NULL = the words say nothing */
  const char *said_text;
  const char *said_status;
  const char *text;
  const char *status;
  const char *reply_code;
  const char *recipient;
} Row;

static const Row rows[] = {
  { "the report alone",
    "Final-Recipient: rfc822; a@b.example\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such "
    "user\n",
    NULL, NULL, NULL, "550 5.1.1 no such user", "5.1.1", "550", "a@b.example" },
  { "no diagnostic: the words", "Final-Recipient: rfc822; a@b.example\nStatus: 5.0.0\n",
    "a@b.example", "550 5.7.25 no PTR", "5.7.25", "550 5.7.25 no PTR", "5.7.25", "550",
    "a@b.example" },
  { "the first line of an answer: the words have all of it",
    "Final-Recipient: rfc822; a@b.example\nStatus: 5.7.26\nDiagnostic-Code: SMTP; 550-5.7.26 The "
    "MAIL FROM domain\n",
    "a@b.example", "550-5.7.26 The MAIL FROM domain 550 5.7.26 fails", "5.7.26",
    "550-5.7.26 The MAIL FROM domain 550 5.7.26 fails", "5.7.26", "550", "a@b.example" },
  { "all lines of an answer",
    "Final-Recipient: rfc822; a@b.example\nStatus: 5.7.26\nDiagnostic-Code: smtp; 550-5.7.26 first "
    "550 5.7.26 last\n",
    "a@b.example", "550-5.7.26 first", "5.7.26", "550-5.7.26 first 550 5.7.26 last", "5.7.26",
    "550", "a@b.example" },
  { "given up, because of what the server said",
    "Final-Recipient: rfc822; a@b.example\nStatus: 4.4.7\nDiagnostic-Code: smtp; 450 4.7.1 IP name "
    "lookup failed\n",
    NULL, NULL, NULL, "450 4.7.1 IP name lookup failed", "4.7.1", "450", "a@b.example" },
  { "the reply that is quoted counts",
    "Final-Recipient: rfc822; a@b.example\nStatus: 4.4.7\nDiagnostic-Code: smtp; 554 4.4.7 Message "
    "expired: unable to deliver.<421 4.4.2 Connection timed out>\n",
    NULL, NULL, NULL,
    "554 4.4.7 Message expired: unable to deliver.<421 4.4.2 Connection timed out>", "4.4.2", "421",
    "a@b.example" },
  { "a server's status that says nothing",
    "Final-Recipient: rfc822; a@b.example\nStatus: 5.2.1\nDiagnostic-Code: smtp; 550 5.0.0 "
    "disabled\n",
    NULL, NULL, NULL, "550 5.0.0 disabled", "5.2.1", "550", "a@b.example" },
  { "words of another recipient",
    "Final-Recipient: rfc822; a@b.example\nStatus: 5.0.0\n\nFinal-Recipient: rfc822; "
    "c@d.example\nStatus: 5.0.0\n",
    "c@d.example", "550 x", NULL, "", "5.0.0", NULL, "a@b.example" },
  { "an exit code is no answer",
    "Final-Recipient: rfc822; a@b.example\nStatus: 5.3.0\nDiagnostic-Code: X-Unix; 77\n",
    "a@b.example", "permission denied", NULL, "permission denied", "5.3.0", NULL, "a@b.example" },
  { "what a server says of its own work, too",
    "Final-Recipient: rfc822; a@b.example\nStatus: 4.3.0\nDiagnostic-Code: x-unix; "
    "/var/mail/a: Disk quota exceeded\n",
    "a@b.example", "temporary failure", NULL, "temporary failure /var/mail/a: Disk quota exceeded",
    "4.3.0", NULL, "a@b.example" },
  { "what it says twice",
    "Final-Recipient: rfc822; a@b.example\nStatus: 5.1.1\nDiagnostic-Code: X-Postfix; unknown "
    "user: \"a\"\n",
    "a@b.example", "unknown user: \"a\"", NULL, "unknown user: \"a\"", "5.1.1", NULL,
    "a@b.example" },
  { "no recipient in the report", "Final-Recipient: x400; /S=a/\nStatus: 5.0.0\n", "a@b.example",
    "", NULL, "", "5.0.0", NULL, "a@b.example" },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoDsn) dsn = hato_dsn_parse (rows[i].dsn);
      g_autoptr (GPtrArray) said =
          g_ptr_array_new_with_free_func ((GDestroyNotify) hato_refusal_unref);
      g_autoptr (GPtrArray) none = g_ptr_array_new ();
      g_autoptr (GPtrArray) refusals = NULL;
      const HatoRefusal *refusal;

      if (rows[i].said_recipient != NULL)
        {
          HatoRefusal *words = hato_refusal_new (rows[i].said_text);

          words->recipient = g_strdup (rows[i].said_recipient);
          words->status = g_strdup (rows[i].said_status);
          g_ptr_array_add (said, words);
        }
      refusals = hato_merge_refusals (dsn, none, said, NULL);
      refusal = g_ptr_array_index (refusals, 0);
      g_test_message ("%s", rows[i].what);
      g_assert_cmpstr (refusal->text, ==, rows[i].text);
      g_assert_cmpstr (refusal->status, ==, rows[i].status);
      g_assert_cmpstr (refusal->reply_code, ==, rows[i].reply_code);
      g_assert_cmpstr (refusal->recipient, ==, rows[i].recipient);
    }
}

/* The words tell at which command it was refused; without a report they are all there is. */
static void
test_words (void)
{
  g_autoptr (HatoDsn) dsn = hato_dsn_parse ("Final-Recipient: rfc822; a@b.example\nAction: "
                                            "failed\nDiagnostic-Code: smtp; 550 Unknown user\n");
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_refusal_unref);
  g_autoptr (HatoOriginal) original = hato_original_new ();
  g_autoptr (GPtrArray) failed = g_ptr_array_new ();
  g_autoptr (GPtrArray) merged = NULL, alone = NULL, named = NULL;
  HatoRefusal *words = hato_refusal_new ("550 Unknown user");
  const HatoRefusal *refusal;

  words->recipient = g_strdup ("A@b.example");
  words->stage = HATO_STAGE_DATA;
  g_ptr_array_add (said, words);
  merged = hato_merge_refusals (dsn, failed, said, original);
  refusal = g_ptr_array_index (merged, 0);
  g_assert_cmpint (refusal->stage, ==, HATO_STAGE_DATA);
  g_assert_cmpint (refusal->action, ==, HATO_ACTION_FAILED);
  g_assert_true (refusal->original == original);
  g_ptr_array_add (said, hato_refusal_new ("550 another"));
  alone = hato_merge_refusals (NULL, failed, said, original);
  g_assert_cmpuint (alone->len, ==, 2);
  refusal = g_ptr_array_index (alone, 0);
  g_assert_cmpstr (refusal->recipient, ==, "A@b.example");
  g_assert_true (refusal->original == original);
  g_assert_null (words->original);
  g_ptr_array_add (failed, (char *) "c@d.example");
  g_ptr_array_set_size (said, 1);
  named = hato_merge_refusals (NULL, failed, said, NULL);
  refusal = g_ptr_array_index (named, 0);
  g_assert_cmpuint (named->len, ==, 1);
  g_assert_cmpstr (refusal->recipient, ==, "c@d.example");
  g_assert_cmpstr (refusal->text, ==, "550 Unknown user");
}

/* A report speaks of its addressee too; he is refused only where he wrote to himself. */
static void
test_senders (void)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_refusal_unref);
  g_autoptr (HatoOriginal) original = hato_original_new ();
  g_autoptr (GPtrArray) others = NULL, nobody = NULL, answered = NULL, himself = NULL;
  HatoRefusal *first = hato_refusal_new ("550 x"), *second = hato_refusal_new ("550 y");

  first->recipient = g_strdup ("info@example.jp");
  second->recipient = g_strdup ("a@b.example");
  g_ptr_array_add (said, first);
  g_ptr_array_add (said, second);
  others = hato_merge_drop_senders (said, "Info@example.jp", original);
  g_assert_cmpuint (others->len, ==, 1);
  g_assert_true (g_ptr_array_index (others, 0) == second);
  g_ptr_array_set_size (said, 1);
  original->from = g_strdup ("info@example.jp");
  nobody = hato_merge_drop_senders (said, NULL, original);
  g_assert_cmpuint (nobody->len, ==, 1);
  g_assert_null (((const HatoRefusal *) g_ptr_array_index (nobody, 0))->recipient);
  g_assert_cmpstr (((const HatoRefusal *) g_ptr_array_index (nobody, 0))->text, ==, "550 x");
  first->reply_code = g_strdup ("550");
  answered = hato_merge_drop_senders (said, NULL, original);
  g_assert_cmpstr (((const HatoRefusal *) g_ptr_array_index (answered, 0))->recipient, ==,
                   "info@example.jp");
  g_ptr_array_add (original->to, g_strdup ("info@example.jp"));
  himself = hato_merge_drop_senders (said, NULL, original);
  g_assert_true (g_ptr_array_index (himself, 0) == first);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/rows", test_rows);
  g_test_add_func ("/merge/words", test_words);
  g_test_add_func ("/merge/senders", test_senders);
  return g_test_run ();
}
