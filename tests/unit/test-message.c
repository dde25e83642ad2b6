/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/message.h"

#include <string.h>

static HatoMessage *
parse (const char *mail, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (mail, size);

  return hato_message_parse (bytes);
}

static const HatoPart *
get_part (const HatoMessage *message, guint i)
{
  g_assert_cmpuint (message->parts->len, >, i);
  return g_ptr_array_index (message->parts, i);
}

static void
test_report (void)
{
  static const char mail[] =
      "From: MAILER-DAEMON@mx.example.com (Mail Delivery System)\r\n"
      "Subject: =?UTF-8?B?6YWN6YCB?=\r\n =?UTF-8?Q?_=E5=A4=B1=E6=95=97?=\r\n"
      "Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"b\"\r\n\r\n"
      "--b\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\033$BG[Aw\033(B\r\n"
      "--b\r\nContent-Type: Message/Delivery-Status\r\n\r\nReporting-MTA: dns; "
      "a\r\n\r\nFinal-Recipient: rfc822; x@y\r\n"
      "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\nSubject: "
      "inner\r\n\r\ntext\r\n"
      "--b--\r\n";
  g_autoptr (HatoMessage) message = parse (mail, sizeof mail - 1);
  g_autofree char *subject = hato_message_dup_words (message, "subject");
  g_autofree char *from = hato_message_dup_address (message, "From");
  g_autofree char *text = hato_part_dup_text (get_part (message, 0));
  g_autofree char *status = hato_part_dup_text (get_part (message, 1));
  const HatoMessage *inner = get_part (message, 2)->message;

  g_assert_cmpstr (message->type, ==, "multipart/report");
  g_assert_cmpstr (message->report_type, ==, "delivery-status");
  g_assert_cmpint (message->limit, ==, HATO_MIME_LIMIT_NONE);
  g_assert_cmpstr (subject, ==, "配送 失敗");
  g_assert_cmpstr (from, ==, "MAILER-DAEMON@mx.example.com");
  g_assert_cmpuint (message->parts->len, ==, 3);
  g_assert_cmpstr (text, ==, "配送");
  g_assert_cmpstr (get_part (message, 1)->type, ==, "message/delivery-status");
  g_assert_cmpstr (status, ==, "Reporting-MTA: dns; a\n\nFinal-Recipient: rfc822; x@y");
  g_assert_nonnull (inner);
  g_assert_cmpstr (hato_message_get_header (inner, "SUBJECT"), ==, "inner");
  g_assert_null (hato_message_get_header (inner, "Date"));
}

/* Bodies as they come: encodings, charsets, HTML, flowed text. */
static const struct
{
  const char *what;
  const char *mail;
  const char *text;
} bodies[] = {
  { "no headers at all", "\nhello\n", "hello\n" },
  { "quoted-printable",
    "Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; "
    "charset=utf-8\n\n=E9=85=8D=\n=E9=80=81\n",
    "配送\n" },
  { "Base64",
    "Content-Transfer-Encoding: base64\nContent-Type: text/plain; charset=Shift_JIS\n\nlHqRlw==\n",
    "配送" },
  { "uuencoded text stays as it is", "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n",
    "begin 644 a\n" },
  { "an encoding that nobody knows", "Content-Transfer-Encoding: x-zip\n\nhello\n", "hello\n" },
  { "HTML", "Content-Type: text/html\n\n<html><body><p>550 5.1.1<br>gone</p></body></html>",
    "550 5.1.1\ngone\n" },
  { "RFC 3676 §4.1: soft line breaks",
    "Content-Type: text/plain; format=flowed\n\n550 5.1.1 no \nsuch user\nnext\n",
    "550 5.1.1 no such user\nnext\n" },
  { "RFC 3676 §4.1: DelSp", "Content-Type: text/plain; format=flowed; delsp=yes\n\n配 \n送\n",
    "配送\n" },
  { "RFC 3676 §4.3: a signature does not flow",
    "Content-Type: text/plain; format=flowed\n\na\n-- \nb\n", "a\n-- \nb\n" },
  { "RFC 3676 §4.4: space-stuffing", "Content-Type: text/plain; format=flowed\n\n From here\n",
    "From here\n" },
  { "RFC 3676 §4.5: quoting", "Content-Type: text/plain; format=flowed\n\n>> a \n>> b\n> c\n",
    ">> a b\n> c\n" },
  { "a carriage return alone", "\na\rb\n", "a\nb\n" },
};

static void
test_bodies (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (HatoMessage) message = parse (bodies[i].mail, strlen (bodies[i].mail));
      g_autofree char *text = hato_part_dup_text (get_part (message, 0));

      g_test_message ("%s", bodies[i].what);
      g_assert_cmpstr (text, ==, bodies[i].text);
    }
}

static void
test_nested (void)
{
  static const char base64[] =
      "Content-Type: multipart/mixed; boundary=b\n\n"
      "--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
      "U3ViamVjdDogaW5uZXIKCnRleHQK\n"
      "--b\nContent-Type: text/rfc822-headers\n\nSubject: headers\n"
      "--b\nContent-Type: multipart/alternative; boundary=c\n\n"
      "--c\nContent-Type: text/plain\n\na\n--c\nContent-Type: text/html\n\n<p>a\n--c--\n"
      "--b--\n";
  static const char lost[] =
      "Content-Type: multipart/report; boundary=other\n\n--b\n\nhello\n--b--\n";
  static const char *const wanted[] = { "text/html", "text/rfc822-headers", NULL };
  g_autoptr (HatoMessage) message = parse (base64, sizeof base64 - 1);
  g_autoptr (HatoMessage) without = parse (lost, sizeof lost - 1);
  g_autofree char *text = hato_part_dup_text (get_part (without, 0));

  g_assert_cmpuint (message->parts->len, ==, 4);
  g_assert_cmpstr (hato_message_get_header (get_part (message, 0)->message, "Subject"), ==,
                   "inner");
  g_assert_cmpstr (hato_message_get_header (get_part (message, 1)->message, "Subject"), ==,
                   "headers");
  g_assert_cmpuint (get_part (message, 2)->alternative, !=, 0);
  g_assert_cmpuint (get_part (message, 2)->alternative, ==, get_part (message, 3)->alternative);
  g_assert_true (hato_message_find_part (message, wanted) == get_part (message, 1));
  g_assert_nonnull (strstr (text, "hello"));
}

static void
test_addresses (void)
{
  static const char mail[] =
      "From: \"A, B\" <a@example.jp>\n"
      "To: shop: b@example.jp, =?UTF-8?B?55Sw?= <c@example.jp>;, d@example.jp\n"
      "Cc: undisclosed-recipients:;\nBcc: nobody\n\n";
  g_autoptr (HatoMessage) message = parse (mail, sizeof mail - 1);
  g_autofree char *from = hato_message_dup_address (message, "from");
  g_autofree char *bcc = hato_message_dup_address (message, "bcc");
  g_autoptr (GPtrArray) to = hato_message_list_addresses (message, "to");
  g_autoptr (GPtrArray) cc = hato_message_list_addresses (message, "cc");

  g_assert_cmpstr (from, ==, "a@example.jp");
  g_assert_cmpuint (to->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (to, 1), ==, "c@example.jp");
  g_assert_cmpuint (cc->len, ==, 0);
  g_assert_null (bcc);
}

static void
repeat (GString *mail, const char *text, gsize size)
{
  while (mail->len < size)
    g_string_append (mail, text);
}

/* limits T13: each in two seconds, none taken for more than it is. */
static void
check_hostile (const char *what, const GString *mail, HatoMimeLimit limit)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (HatoMessage) message = parse (mail->str, mail->len);
  g_autofree char *subject = hato_message_dup_words (message, "Subject");
  g_autoptr (GPtrArray) to = hato_message_list_addresses (message, "To");

  for (guint i = 0; i < message->parts->len; i++)
    {
      g_autofree char *text = hato_part_dup_text (get_part (message, i));

      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
  g_test_message ("%s: %.0f ms", what, (double) (g_get_monotonic_time () - start) / 1000);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
#endif
  g_assert_cmpint (message->limit, ==, limit);
  g_assert_cmpuint (message->parts->len, <=, HATO_MIME_PARTS_MAX + 1);
}

static const struct
{
  const char *what;
  const char *before;
  const char *again;
  gsize size;
  const char *after;
  HatoMimeLimit limit;
} floods[] = {
  { "nesting 10 000 messages", "", "Content-Type: message/rfc822\n\n", 300 * 1000, "",
    HATO_MIME_LIMIT_DEPTH },
  { "a million headers", "", "a:b\n", 4 * 1000 * 1000, "\nx\n", HATO_MIME_LIMIT_HEADERS },
  { "a line of 30 MB", "Subject: x\n\n", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 30 * 1000 * 1000, "",
    HATO_MIME_LIMIT_NONE },
  { "a header of 30 MB", "Subject: ", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 30 * 1000 * 1000, "",
    HATO_MIME_LIMIT_HEADERS },
  { "a million parts", "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\n", 5 * 1000 * 1000,
    "", HATO_MIME_LIMIT_PARTS },
  { "lines that are nearly delimiters", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n",
    "--\n", 8 * 1000 * 1000, "", HATO_MIME_LIMIT_NONE },
  { "RFC 2231: pieces of a parameter", "Content-Type: text/plain", ";\n a*0*=x", 200 * 1000,
    "\n\nx\n", HATO_MIME_LIMIT_NONE },
  { "RFC 2231: charsets", "Content-Type: text/plain", ";\n a*=utf-7'x'%41", 200 * 1000, "\n\nx\n",
    HATO_MIME_LIMIT_NONE },
  { "RFC 2047: encoded words", "Subject:", " =?iso-2022-jp?B?GyRCOzNFRBsoQg==?=\n", 200 * 1000,
    "\n\nx\n", HATO_MIME_LIMIT_NONE },
  { "RFC 2047: words that do not end", "Subject:", " =?utf-8?q?=?", 200 * 1000, "\n\nx\n",
    HATO_MIME_LIMIT_NONE },
  { "comments in an address", "To: ", "(", 200 * 1000, "\n\nx\n", HATO_MIME_LIMIT_NONE },
  { "groups in an address", "To: ", "a:", 200 * 1000, "\n\nx\n", HATO_MIME_LIMIT_HEADERS },
  { "addresses", "To: ", "a@b.example,", 200 * 1000, "\n\nx\n", HATO_MIME_LIMIT_NONE },
  { "routes in an address", "To: <", "@a,", 200 * 1000, ":a@b>\n\nx\n", HATO_MIME_LIMIT_NONE },
  { "comments in a type", "Content-Type: ", "(", 200 * 1000, "\n\nx\n", HATO_MIME_LIMIT_NONE },
  { "dates", "Date: ", "1 Jan 1 ", 200 * 1000, "\n\nx\n", HATO_MIME_LIMIT_NONE },
  { "references", "References: ", "<a@b> ", 200 * 1000, "\n\nx\n", HATO_MIME_LIMIT_NONE },
  { "escapes of ISO-2022-JP", "Content-Type: text/plain; charset=iso-2022-jp\n\n", "\033$B\033(B",
    8 * 1000 * 1000, "", HATO_MIME_LIMIT_NONE },
  { "quoted-printable", "Content-Transfer-Encoding: quoted-printable\n\n", "=\n=3D",
    8 * 1000 * 1000, "", HATO_MIME_LIMIT_NONE },
  { "Base64", "Content-Transfer-Encoding: base64\n\n", "AAAA", 8 * 1000 * 1000, "",
    HATO_MIME_LIMIT_NONE },
  { "flowed text", "Content-Type: text/plain; format=flowed\n\n", "> \n", 8 * 1000 * 1000, "",
    HATO_MIME_LIMIT_NONE },
  { "HTML", "Content-Type: text/html\n\n", "<p><script>&amp", 8 * 1000 * 1000, "",
    HATO_MIME_LIMIT_NONE },
};

static void
test_floods (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (floods); i++)
    {
      g_autoptr (GString) mail = g_string_new (floods[i].before);

      repeat (mail, floods[i].again, floods[i].size);
      g_string_append (mail, floods[i].after);
      check_hostile (floods[i].what, mail, floods[i].limit);
    }
}

/* Twenty levels of multipart, and lines in the innermost that are compared with each of their delimiters. */
static void
test_deep_delimiters (void)
{
  g_autoptr (GString) mail = g_string_new (NULL);

  for (guint i = 0; i < HATO_MIME_DEPTH_MAX; i++)
    g_string_append_printf (
        mail,
        "Content-Type: multipart/mixed; boundary=bbbbbbbbbbbbbbbb%u\n\n--bbbbbbbbbbbbbbbb%u\n", i,
        i);
  g_string_append (mail, "\n");
  repeat (mail, "--bbbbbbbbbbbbbbbb\n", 8 * 1000 * 1000);
  check_hostile ("deep delimiters", mail, HATO_MIME_LIMIT_NONE);
}

/* Messages that came encoded are taken apart too, and no deeper than others. */
static void
test_encoded_nesting (void)
{
  g_autofree char *mail = g_strdup ("Subject: the end\n\nx\n");
  g_autoptr (GString) whole = NULL;
  g_autoptr (HatoMessage) message = NULL;
  const HatoMessage *inner;
  guint depth = 0;

  for (guint i = 0; i < HATO_MIME_DEPTH_MAX + 5; i++)
    {
      g_autofree char *encoded = g_base64_encode ((const guint8 *) mail, strlen (mail));
      char *next = g_strdup_printf (
          "Content-Type: text/rfc822\nContent-Transfer-Encoding: base64\n\n%s\n", encoded);

      g_free (mail);
      mail = next;
    }
  whole = g_string_new (mail);
  check_hostile ("encoded nesting", whole, HATO_MIME_LIMIT_NONE);
  message = parse (mail, strlen (mail));
  for (inner = message; inner->parts->len > 0 && get_part (inner, 0)->message != NULL; depth++)
    inner = get_part (inner, 0)->message;
  g_assert_cmpuint (depth, <=, HATO_MIME_DEPTH_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message/report", test_report);
  g_test_add_func ("/message/bodies", test_bodies);
  g_test_add_func ("/message/nested", test_nested);
  g_test_add_func ("/message/addresses", test_addresses);
  g_test_add_func ("/message/floods", test_floods);
  g_test_add_func ("/message/deep-delimiters", test_deep_delimiters);
  g_test_add_func ("/message/encoded-nesting", test_encoded_nesting);
  return g_test_run ();
}
