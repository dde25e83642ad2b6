/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/smart-input.h"

#include <string.h>

#include "base/error.h"

#define L63      "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg"
#define L61      "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeefffffffffff"
#define SHOWN_60 "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff"

#define EXAMPLE       "example.co.jp"
#define NIHONGO       "xn--wgv71a119e.jp"
#define NIHONGO_SHOWN "日本語.jp (" NIHONGO ")"

/* What the remark under the field says. */
typedef enum
{
  NO_NOTE,
  SAID,  /* what was understood */
  GUESS, /* and that it may not be what is meant */
} Note;

/* limits T19: what is understood of what people type. */
static const struct
{
  const char *description;
  const char *typed;
  HatoSmartInputKind kind;
  const char *domain; /* A-labels */
  const char *mail_address;
  Note note;
} rows[] = {
  { "a domain", EXAMPLE, HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, NO_NOTE },
  { "capitals", "Example.CO.jp", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, NO_NOTE },
  { "spaces around", "  example.co.jp \t\r\n", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, NO_NOTE },
  { "empty lines around", "\n\nexample.co.jp\n\n", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL,
    NO_NOTE },
  { "full-width spaces around", "　example.co.jp　", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "a final dot", "example.co.jp.", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "a final ideographic dot", "example.co.jp。", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "a dot in front", ".example.co.jp", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "full width", "ｅｘａｍｐｌｅ．ｃｏ．ｊｐ", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "ideographic dots", "example。co。jp", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "half-width ideographic dots", "example｡co｡jp", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "full-width digits", "example１２３．jp", HATO_SMART_INPUT_DOMAIN, "example123.jp", NULL,
    SAID },
  { "a full-width hyphen", "my－shop.jp", HATO_SMART_INPUT_DOMAIN, "my-shop.jp", NULL, SAID },
  { "a minus sign", "my−shop.jp", HATO_SMART_INPUT_DOMAIN, "my-shop.jp", NULL, SAID },
  { "a long vowel mark for a hyphen", "myーshop.jp", HATO_SMART_INPUT_DOMAIN, "my-shop.jp", NULL,
    SAID },
  { "a long vowel mark in its place", "メール.jp", HATO_SMART_INPUT_DOMAIN, "xn--4dkua4c.jp", NULL,
    SAID },
  { "Japanese", "日本語.jp", HATO_SMART_INPUT_DOMAIN, NIHONGO, NULL, SAID },
  { "Japanese, ideographic dot", "日本語。jp", HATO_SMART_INPUT_DOMAIN, NIHONGO, NULL, SAID },
  { "its A-label", "XN--wgv71a119e.JP", HATO_SMART_INPUT_DOMAIN, NIHONGO, NULL, SAID },
  { "half-width katakana", "ﾃｽﾄ.jp", HATO_SMART_INPUT_DOMAIN, "xn--zckzah.jp", NULL, SAID },
  { "a port", "example.co.jp:25", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "a colon", "example.co.jp:", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "a full-width port", "example.co.jp：５８７", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "quotes", "\"example.co.jp\"", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "curly quotes", "“example.co.jp”", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "Japanese quotes", "「example.co.jp」", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "angle brackets", "<example.co.jp>", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "a comma behind", "example.co.jp,", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "a zero-width space", "example.\u200bco.jp", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "a byte order mark", "\ufeffexample.co.jp", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "direction marks", "\u202aexample.co.jp\u202c", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "a soft hyphen", "exam\u00adple.co.jp", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "a subdomain", "mail.example.co.jp", HATO_SMART_INPUT_DOMAIN, "mail.example.co.jp", NULL,
    NO_NOTE },
  { "www", "www.example.co.jp", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "www of a subdomain", "www.shop.example.co.jp", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, GUESS },
  { "www as a name of its own", "www.co.jp", HATO_SMART_INPUT_DOMAIN, "www.co.jp", NULL, NO_NOTE },
  { "a city", "www.city.kawasaki.jp", HATO_SMART_INPUT_DOMAIN, "city.kawasaki.jp", NULL, SAID },
  { "the name of a record", "_dmarc.example.co.jp", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "the name of a key", "s1._domainkey.example.co.jp", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL,
    SAID },
  { "a wildcard", "*.example.co.jp", HATO_SMART_INPUT_DOMAIN, EXAMPLE, NULL, SAID },
  { "an underscore inside", "my_shop.example.jp", HATO_SMART_INPUT_DOMAIN, "my_shop.example.jp",
    NULL, NO_NOTE },
  { "253 octets", L63 "." L63 "." L63 "." L61, HATO_SMART_INPUT_DOMAIN, L63 "." L63 "." L63 "." L61,
    NULL, NO_NOTE },
  { "a suffix that a company owns", "github.io", HATO_SMART_INPUT_DOMAIN, "github.io", NULL,
    NO_NOTE },
  { "an ending that nobody has listed", "example.nowhere", HATO_SMART_INPUT_DOMAIN,
    "example.nowhere", NULL, NO_NOTE },

  { "an address", "info@example.co.jp", HATO_SMART_INPUT_MAIL_ADDRESS, EXAMPLE,
    "info@example.co.jp", SAID },
  { "an address, full width", "ｉｎｆｏ＠ｅｘａｍｐｌｅ．ｃｏ．ｊｐ", HATO_SMART_INPUT_MAIL_ADDRESS,
    EXAMPLE, "info@example.co.jp", SAID },
  { "spaces at the at sign", "info @ example.co.jp", HATO_SMART_INPUT_MAIL_ADDRESS, EXAMPLE,
    "info@example.co.jp", SAID },
  { "the part behind the at sign", "@example.co.jp", HATO_SMART_INPUT_MAIL_ADDRESS, EXAMPLE, NULL,
    SAID },
  { "a name before it (RFC 5322 §3.4)", "Taro Yamada <info@example.co.jp>",
    HATO_SMART_INPUT_MAIL_ADDRESS, EXAMPLE, "info@example.co.jp", SAID },
  { "a quoted name", "\"山田, 太郎\" <info@example.co.jp>", HATO_SMART_INPUT_MAIL_ADDRESS, EXAMPLE,
    "info@example.co.jp", SAID },
  { "a comment behind it", "Taro <info@example.co.jp> (sales)", HATO_SMART_INPUT_MAIL_ADDRESS,
    EXAMPLE, "info@example.co.jp", SAID },
  { "full-width brackets", "山田太郎＜info＠example.co.jp＞", HATO_SMART_INPUT_MAIL_ADDRESS,
    EXAMPLE, "info@example.co.jp", SAID },
  { "a word before it", "メール info@example.co.jp", HATO_SMART_INPUT_MAIL_ADDRESS, EXAMPLE,
    "info@example.co.jp", SAID },
  { "a word and a colon", "メール：info@example.co.jp", HATO_SMART_INPUT_MAIL_ADDRESS, EXAMPLE,
    "info@example.co.jp", SAID },
  { "mailto (RFC 6068)", "mailto:info@example.co.jp?subject=Hi", HATO_SMART_INPUT_MAIL_ADDRESS,
    EXAMPLE, "info@example.co.jp", SAID },
  { "an at sign in the local part", "\"a@b\"@example.co.jp", HATO_SMART_INPUT_MAIL_ADDRESS, EXAMPLE,
    NULL, SAID },
  { "a slash in the local part", "sales/jp@example.co.jp", HATO_SMART_INPUT_MAIL_ADDRESS, EXAMPLE,
    "sales/jp@example.co.jp", SAID },
  { "an address of a Japanese domain", "info@日本語.jp", HATO_SMART_INPUT_MAIL_ADDRESS, NIHONGO,
    "info@日本語.jp", SAID },
  { "an address below www stays", "info@www.example.co.jp", HATO_SMART_INPUT_MAIL_ADDRESS, EXAMPLE,
    "info@www.example.co.jp", SAID },
  { "an address of a subdomain", "info@shop.example.co.jp", HATO_SMART_INPUT_MAIL_ADDRESS,
    "shop.example.co.jp", "info@shop.example.co.jp", SAID },
  { "a header", "From: info@example.co.jp", HATO_SMART_INPUT_MAIL_ADDRESS, EXAMPLE,
    "info@example.co.jp", SAID },

  { "a URL", "https://www.example.co.jp/", HATO_SMART_INPUT_URL, EXAMPLE, NULL, SAID },
  { "port, path, query, fragment", "http://www.example.co.jp:8080/a/b?c=d@e.f#g://h",
    HATO_SMART_INPUT_URL, EXAMPLE, NULL, SAID },
  { "user and password", "ftp://user:p%40ss@example.co.jp/pub", HATO_SMART_INPUT_URL, EXAMPLE, NULL,
    SAID },
  { "a user that looks like a host", "https://example.com@example.co.jp/", HATO_SMART_INPUT_URL,
    EXAMPLE, NULL, SAID },
  { "capitals", "HTTPS://WWW.EXAMPLE.CO.JP", HATO_SMART_INPUT_URL, EXAMPLE, NULL, SAID },
  { "full width", "ｈｔｔｐｓ：／／www．example．co．jp／", HATO_SMART_INPUT_URL, EXAMPLE, NULL,
    SAID },
  { "a shop's host", "https://shop.example.co.jp/cart", HATO_SMART_INPUT_URL, EXAMPLE, NULL,
    GUESS },
  { "a page below a shared suffix", "https://example.github.io/", HATO_SMART_INPUT_URL,
    "example.github.io", NULL, SAID },
  { "no scheme", "example.co.jp/contact", HATO_SMART_INPUT_URL, EXAMPLE, NULL, SAID },
  { "no scheme, an at sign in the path", "example.co.jp/@shop", HATO_SMART_INPUT_URL, EXAMPLE, NULL,
    SAID },
  { "no scheme but slashes", "//example.co.jp/", HATO_SMART_INPUT_URL, EXAMPLE, NULL, SAID },
  { "a URL in the query", "example.co.jp/?to=https://example.com/", HATO_SMART_INPUT_URL, EXAMPLE,
    NULL, SAID },
  { "one slash", "https:/example.co.jp/", HATO_SMART_INPUT_URL, EXAMPLE, NULL, SAID },
  { "three slashes", "https:///example.co.jp", HATO_SMART_INPUT_URL, EXAMPLE, NULL, SAID },
  { "words around", "会社のページ https://example.co.jp/ です", HATO_SMART_INPUT_URL, EXAMPLE, NULL,
    SAID },
  { "a Japanese host", "https://日本語.jp/案内", HATO_SMART_INPUT_URL, NIHONGO, NULL, SAID },

  { "a mail", "From: MAILER-DAEMON\nTo: info@example.co.jp\n\nUndelivered", HATO_SMART_INPUT_BOUNCE,
    NULL, NULL, NO_NOTE },
  { "two lines of text",
    "次のアドレスに届きませんでした。\r\ninfo@example.com は見つかりません\r\n",
    HATO_SMART_INPUT_BOUNCE, NULL, NULL, NO_NOTE },
  { "a header of a bounce", "Diagnostic-Code: smtp; 550 5.7.26 refused", HATO_SMART_INPUT_BOUNCE,
    NULL, NULL, NO_NOTE },
  { "a reply of a server", "550-5.7.26 This mail has been blocked", HATO_SMART_INPUT_BOUNCE, NULL,
    NULL, NO_NOTE },
  { "a long sentence",
    "host mx.example.com said: Your message to <info@example.com> could not be delivered to the "
    "mailbox",
    HATO_SMART_INPUT_BOUNCE, NULL, NULL, NO_NOTE },
};

static void
test_understood (void)
{
  g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HatoSmartInput) input = hato_smart_input_read (rows[i].typed, english, &error);
      g_autofree char *shown = NULL;
      g_autofree char *said = NULL;
      g_autofree char *guess = NULL;
      const char *notes[3];

      g_test_message ("%s", rows[i].description);
      g_assert_no_error (error);
      g_assert_cmpint (input->kind, ==, rows[i].kind);
      g_assert_cmpstr (input->domain != NULL ? input->domain->ascii : NULL, ==, rows[i].domain);
      g_assert_cmpstr (input->mail_address, ==, rows[i].mail_address);

      shown = input->domain != NULL ? hato_domain_name_dup_shown (input->domain) : NULL;
      said = g_strdup_printf ("Understood as the domain %s.", shown);
      guess =
          g_strdup_printf ("Understood as the domain %s. If your mail addresses end in something "
                           "else, type that instead.",
                           shown);
      notes[NO_NOTE] = NULL;
      notes[SAID] = said;
      notes[GUESS] = guess;
      g_assert_cmpstr (input->note, ==, notes[rows[i].note]);
    }
}

/* The sentences, in both languages. */
typedef enum
{
  EMPTY,
  UNREADABLE,
  NO_DOMAIN,
  NUMBER,
  SPACE,
  SEVERAL,
  INNER,
  NO_DOT,
  TOO_LONG,
  DOTS,
  CHARACTER,
  FORM,
  SUFFIX,
} Sentence;

static const struct
{
  const char *english;
  const char *japanese;
} sentences[] = {
  [EMPTY] = { "Nothing to check yet. Type the part after the @ of your mail address, for example "
              "example.co.jp.",
              "まだ何も入力されていません。メールアドレスの@より後ろ（例：example.co."
              "jp）を入力してください。" },
  [UNREADABLE] = { "This text cannot be read. Type the part after the @ of your mail address, for "
                   "example example.co.jp.",
                   "この文字は読み取れません。メールアドレスの@より後ろ（例：example.co."
                   "jp）を入力してください。" },
  [NO_DOMAIN] = { "There is no domain in “{text}”. Type the part after the @ of your mail address, "
                  "for "
                  "example example.co.jp.",
                  "「{text}」にはドメインがありません。メールアドレスの@より後ろ（例：example.co."
                  "jp）を入力して"
                  "ください。" },
  [NUMBER] = { "“{text}” is the number of a server. Type the domain instead: the part after the @ "
               "of "
               "your mail address.",
               "「{text}」はサーバーの番号（IPアドレス）です。代わりにドメイン（メールアドレスの@"
               "より後ろ）を入力"
               "してください。" },
  [SPACE] = { "There is a space in “{text}”. A domain has none: take it out and try again.",
              "「{text}"
              "」に空白が入っています。ドメインに空白はありません。空白を消して、もう一度試してくだ"
              "さい。" },
  [SEVERAL] = { "There is more than one name in “{text}”. Check one domain at a time.",
                "「{text}」には名前が2つ以上あります。ドメインを1つずつ入力してください。" },
  [INNER] = { "“{text}” exists only inside a network, and nobody outside can see it. Type the "
              "domain of "
              "your mail address.",
              "「{text}"
              "」は社内や家の中だけで使う名前で、外からは見えません。メールアドレスのドメインを入力"
              "して"
              "ください。" },
  [NO_DOT] = { "“{text}” has no dot and is not a complete domain. Type it with its ending, for "
               "example "
               "example.co.jp.",
               "「{text}」には点（.）がなく、ドメインとして足りません。最後まで（例：example.co."
               "jp）入力して"
               "ください。" },
  [TOO_LONG] = { "“{text}” is too long for a domain. Type only the part after the @ of your mail "
                 "address.",
                 "「{text}」はドメインとしては長すぎます。メールアドレスの@"
                 "より後ろだけを入力してください。" },
  [DOTS] = { "There are two dots side by side in “{text}”. Take one out, or put in what is missing "
             "between them.",
             "「{text}」に点（."
             "）が2つ続いています。1つ消すか、間に抜けている文字を入れてください。" },
  [CHARACTER] = { "A domain cannot have “{character}” in it. Compare “{text}” with the part after "
                  "the @ "
                  "of your mail address.",
                  "ドメインに「{character}」は使えません。「{text}」を、メールアドレスの@"
                  "より後ろと見比べて"
                  "ください。" },
  [FORM] = { "“{text}” cannot be a domain: hyphens, underscores or letters stand in a place where "
             "no "
             "domain has them. Compare it with the part after the @ of your mail address.",
             "「{text}"
             "」はドメインとして読み取れません。ハイフンや下線、文字の並びが、ドメインでは使わない"
             "形に"
             "なっています。メールアドレスの@より後ろと見比べてください。" },
  [SUFFIX] = { "“{text}” is an ending that many domains share. Type your own name in front of it, "
               "for "
               "example your-name.{text}.",
               "「{text}」は多くのドメインに共通の末尾です。その前にご自身の名前を付けて（例：your-"
               "name.{text}）"
               "入力してください。" },
};

static const struct
{
  const char *description;
  const char *typed;
  Sentence sentence;
  const char *text;
  const char *character;
} faults[] = {
  { "nothing", "", EMPTY, NULL, NULL },
  { "spaces", "   ", EMPTY, NULL, NULL },
  { "full-width spaces", "　　", EMPTY, NULL, NULL },
  { "line feeds", "\n \n", EMPTY, NULL, NULL },
  { "brackets alone", "「」", EMPTY, NULL, NULL },
  { "invisible characters alone", "\u200b\u202a", EMPTY, NULL, NULL },
  { "no UTF-8", "ex\xe4mple.jp", UNREADABLE, NULL, NULL },
  { "an at sign alone", "@", NO_DOMAIN, "@", NULL },
  { "an address without a domain", "info@", NO_DOMAIN, "info@", NULL },
  { "a scheme alone", "https://", NO_DOMAIN, "https://", NULL },
  { "an address without a domain, in brackets", "Taro <info@>", NO_DOMAIN, "Taro <info@", NULL },
  { "IPv4", "192.0.2.1", NUMBER, "192.0.2.1", NULL },
  { "IPv4, full width", "１９２．０．２．１", NUMBER, "192.0.2.1", NULL },
  { "IPv4 with a port", "192.0.2.1:587", NUMBER, "192.0.2.1", NULL },
  { "IPv4 in a URL", "http://192.0.2.1/", NUMBER, "192.0.2.1", NULL },
  { "IPv4 that is none", "192.0.2.999", NUMBER, "192.0.2.999", NULL },
  { "an address literal (RFC 5321 §4.1.3)", "info@[192.0.2.1]", NUMBER, "192.0.2.1", NULL },
  { "IPv6", "2001:db8::1", NUMBER, "2001:db8::1", NULL },
  { "IPv6 in brackets", "[2001:db8::1]", NUMBER, "2001:db8::1", NULL },
  { "IPv6 in a URL", "http://[2001:db8::1]:8080/", NUMBER, "2001:db8::1", NULL },
  { "a space inside", "exam ple.co.jp", SPACE, "exam ple.co.jp", NULL },
  { "a space before a dot", "example .co.jp", SPACE, "example .co.jp", NULL },
  { "words", "my company", SPACE, "my company", NULL },
  { "two domains", "example.co.jp example.jp", SEVERAL, "example.co.jp example.jp", NULL },
  { "two domains, a comma", "example.co.jp,example.jp", SEVERAL, "example.co.jp,example.jp", NULL },
  { "two domains, a Japanese comma", "example.co.jp、example.jp", SEVERAL,
    "example.co.jp、example.jp", NULL },
  { "two addresses", "a@example.jp; b@example.jp", SEVERAL, "a@example.jp; b@example.jp", NULL },
  { "two domains on two lines", "example.co.jp\nexample.jp\n", SEVERAL, "example.co.jp example.jp",
    NULL },
  { "localhost", "localhost", INNER, "localhost", NULL },
  { "localhost with a port", "http://localhost:8080/", INNER, "localhost", NULL },
  { ".local", "printer.local", INNER, "printer.local", NULL },
  { ".local, capitals", "Printer.LOCAL.", INNER, "Printer.LOCAL", NULL },
  { "home.arpa (RFC 8375)", "nas.home.arpa", INNER, "nas.home.arpa", NULL },
  { ".internal", "mail.corp.internal", INNER, "mail.corp.internal", NULL },
  { "one label", "example", NO_DOT, "example", NULL },
  { "one label of an address", "info@example", NO_DOT, "example", NULL },
  { "a number", "12345", NO_DOT, "12345", NULL },
  { "a Japanese word", "見本商店", NO_DOT, "見本商店", NULL },
  { "a final dot alone", "example.", NO_DOT, "example", NULL },
  { "a label of 64", L63 "h.jp", TOO_LONG, SHOWN_60 "…", NULL },
  { "254 octets", L63 "." L63 "." L63 "." L61 "g", TOO_LONG, SHOWN_60 "…", NULL },
  { "an address whose domain has 254", "info@" L63 "." L63 "." L63 "." L61 "g", TOO_LONG,
    SHOWN_60 "…", NULL },
  { "two dots", "example..co.jp", DOTS, "example..co.jp", NULL },
  { "an ellipsis", "example…jp", DOTS, "example...jp", NULL },
  { "an emoji alone", "💌", CHARACTER, "💌", "💌" },
  { "an emoji with an ending", "💌.jp", CHARACTER, "💌.jp", "💌" },
  { "an exclamation mark inside", "日本!語.jp", CHARACTER, "日本!語.jp", "!" },
  { "markup", "<b>example</b>.co.jp", CHARACTER, "b>example", ">" },
  { "a brace", "{text}.jp", CHARACTER, "text}.jp", "}" },
  { "a control character", "exam\x1b[31mple.jp", CHARACTER, "exam\ufffd[31mple.jp", "\ufffd" },
  { "a percent sign", "%s.example.jp", CHARACTER, "%s.example.jp", "%" },
  { "an abbreviation with brackets in it", "㈱日本.jp", CHARACTER, "株)日本.jp", ")" },
  { "a hyphen in front", "-example.co.jp", FORM, "-example.co.jp", NULL },
  { "a hyphen at the end", "example-.co.jp", FORM, "example-.co.jp", NULL },
  { "an underscore in a Japanese name", "日_本.jp", FORM, "日_本.jp", NULL },
  { "a registry's suffix", "co.jp", SUFFIX, "co.jp", NULL },
  { "a registry's suffix, a final dot", "co.jp.", SUFFIX, "co.jp", NULL },
  { "a prefecture", "tokyo.jp", SUFFIX, "tokyo.jp", NULL },
  { "a suffix in a URL", "https://co.jp/", SUFFIX, "co.jp", NULL },
  { "a suffix behind an at sign", "info@ne.jp", SUFFIX, "ne.jp", NULL },
};

static char *
expect (const char *sentence, gsize row)
{
  GString *text = g_string_new (sentence);

  if (faults[row].character != NULL)
    g_string_replace (text, "{character}", faults[row].character, 0);
  if (faults[row].text != NULL)
    g_string_replace (text, "{text}", faults[row].text, 0);
  return g_string_free (text, FALSE);
}

static void
check_fault (gsize row, const HatoTranslation *translation, const char *sentence)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoSmartInput) input = hato_smart_input_read (faults[row].typed, translation, &error);
  g_autofree char *expected = expect (sentence, row);

  g_assert_null (input);
  g_assert_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_refused (void)
{
  g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");
  g_autoptr (HatoTranslation) japanese = hato_translation_new_for_language ("ja");

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_test_message ("%s", faults[i].description);
      check_fault (i, english, sentences[faults[i].sentence].english);
      check_fault (i, japanese, sentences[faults[i].sentence].japanese);
    }
}

static void
test_note_in_japanese (void)
{
  g_autoptr (HatoTranslation) japanese = hato_translation_new_for_language ("ja");
  g_autoptr (HatoSmartInput) plain = hato_smart_input_read ("info@日本語.jp", japanese, NULL);
  g_autoptr (HatoSmartInput) guess =
      hato_smart_input_read ("https://shop.example.co.jp/", japanese, NULL);

  g_assert_cmpstr (plain->note, ==, "ドメイン " NIHONGO_SHOWN " として調べます。");
  g_assert_cmpstr (
      guess->note, ==,
      "ドメイン example.co.jp として調べます。メールアドレスの@より後ろが違うときは、その名前を"
      "入力してください。");
}

/* Both sides of what one line may have, and texts that are large. */
static void
test_sizes (void)
{
  g_autoptr (HatoTranslation) english = hato_translation_new_for_language ("en");
  g_autoptr (GString) text = g_string_new (EXAMPLE);
  g_autoptr (GError) error = NULL;
  HatoSmartInput *input;

  while (text->len < 4096)
    g_string_append_c (text, '/');
  input = hato_smart_input_read (text->str, english, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (input->domain->ascii, ==, EXAMPLE);
  hato_smart_input_free (input);

  g_string_append_c (text, '/');
  g_assert_null (hato_smart_input_read (text->str, english, &error));
  g_assert_nonnull (strstr (error->message, "too long"));
  g_clear_error (&error);

  g_string_set_size (text, 1000 * 1000);
  memset (text->str, 'a', text->len);
  g_assert_null (hato_smart_input_read (text->str, english, &error));
  g_assert_nonnull (strstr (error->message, "too long"));
  g_assert_cmpuint (strlen (error->message), <, 200);
  g_clear_error (&error);

  for (gsize i = 1; i < text->len; i += 2)
    text->str[i] = '\n';
  input = hato_smart_input_read (text->str, english, &error);
  g_assert_no_error (error);
  g_assert_cmpint (input->kind, ==, HATO_SMART_INPUT_BOUNCE);
  hato_smart_input_free (input);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/smart-input/understood", test_understood);
  g_test_add_func ("/smart-input/refused", test_refused);
  g_test_add_func ("/smart-input/note-in-japanese", test_note_in_japanese);
  g_test_add_func ("/smart-input/sizes", test_sizes);
  return g_test_run ();
}
