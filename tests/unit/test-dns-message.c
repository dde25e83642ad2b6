/* SPDX-License-Identifier: GPL-3.0-or-later */
/* DNS messages byte by byte: what RFC 1035 says, and every way of RFC 9267 to break it. */
#include "config.h"

#include "net/dns-message.h"

#include <string.h>

#define HEADER(flags, an, ns) "\x12\x34" flags "\x00\x01" an ns "\x00\x00"
#define QUESTION_TXT                                                                               \
  "\x01"                                                                                           \
  "d\x04test\x00\x00\x10\x00\x01"
#define QUESTION_MX                                                                                \
  "\x01"                                                                                           \
  "d\x04test\x00\x00\x0f\x00\x01"
#define ANSWER "\x81\x80"
#define OWNER  "\xc0\x0c"
#define TTL    "\x00\x00\x01\x2c"

typedef struct
{
  const char *description;
  guint16 type;
  const char *bytes;
  gsize size;
  HatoDnsRead read;
  const char *text; /* of the first record; NULL = none */
} Row;

#define ROW(description, type, bytes, read, text)                                                  \
  {                                                                                                \
    description, type, bytes, sizeof (bytes) - 1, read, text                                       \
  }

static const Row rows[] = {
  ROW ("a TXT record",
       HATO_DNS_TXT,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_TXT OWNER "\x00\x10\x00\x01" TTL
                                                                  "\x00\x03\x02hi",
       HATO_DNS_READ_ANSWER,
       "\"hi\""),
  ROW ("RFC 1035 §3.3.14: several strings",
       HATO_DNS_TXT,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_TXT OWNER "\x00\x10\x00\x01" TTL
                                                                  "\x00\x06\x02hi\x02ho",
       HATO_DNS_READ_ANSWER,
       "\"hi\" \"ho\""),
  ROW ("RFC 1035 §4.1.4: compressed MX",
       HATO_DNS_MX,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_MX OWNER "\x00\x0f\x00\x01" TTL
                                                                 "\x00\x09\x00\x0a\x04mail\xc0\x0c",
       HATO_DNS_READ_ANSWER,
       "10 mail.d.test."),
  ROW ("RFC 7505 §3: null MX",
       HATO_DNS_MX,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_MX OWNER "\x00\x0f\x00\x01" TTL
                                                                 "\x00\x03\x00\x00\x00",
       HATO_DNS_READ_ANSWER,
       "0 ."),
  ROW ("upper case is folded",
       HATO_DNS_MX,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") "\x01"
                                               "D\x04TesT\x00\x00\x0f\x00\x01" OWNER
                                               "\x00\x0f\x00\x01" TTL "\x00\x05\x00\x0a\x01M\x00",
       HATO_DNS_READ_ANSWER,
       "10 m."),
  ROW ("a dot inside a label stays apart from dots between labels",
       HATO_DNS_MX,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_MX OWNER "\x00\x0f\x00\x01" TTL
                                                                 "\x00\x07\x00\x0a\x03"
                                                                 "a.b\x00",
       HATO_DNS_READ_ANSWER,
       "10 a\\.b."),
  ROW ("RFC 1034 §3.6.2: an alias and its record",
       HATO_DNS_TXT,
       HEADER (ANSWER, "\x00\x02", "\x00\x00") QUESTION_TXT OWNER
       "\x00\x05\x00\x01" TTL "\x00\x04\x01"
       "e\xc0\x0e"
       "\xc0\x24\x00\x10\x00\x01" TTL "\x00\x02\x01x",
       HATO_DNS_READ_ANSWER,
       "\"x\""),
  ROW ("records of others in the answer do not count",
       HATO_DNS_TXT,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_TXT "\x01z\x00\x00\x10\x00\x01" TTL
                                                            "\x00\x02\x01x",
       HATO_DNS_READ_ANSWER,
       NULL),
  ROW ("NXDOMAIN",
       HATO_DNS_TXT,
       HEADER ("\x81\x83", "\x00\x00", "\x00\x00") QUESTION_TXT,
       HATO_DNS_READ_ANSWER,
       NULL),
  ROW ("TC",
       HATO_DNS_TXT,
       HEADER ("\x83\x80", "\x00\x00", "\x00\x00") QUESTION_TXT,
       HATO_DNS_READ_TRUNCATED,
       NULL),
  ROW ("a question, not an answer",
       HATO_DNS_TXT,
       HEADER ("\x01\x00", "\x00\x00", "\x00\x00") QUESTION_TXT,
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("the answer to another type",
       HATO_DNS_MX,
       HEADER (ANSWER, "\x00\x00", "\x00\x00") QUESTION_TXT,
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("the answer to another name",
       HATO_DNS_TXT,
       HEADER (ANSWER, "\x00\x00", "\x00\x00") "\x01"
                                               "e\x04test\x00\x00\x10\x00\x01",
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("no question",
       HATO_DNS_TXT,
       "\x12\x34" ANSWER "\x00\x00\x00\x00\x00\x00\x00\x00",
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("two questions",
       HATO_DNS_TXT,
       "\x12\x34" ANSWER "\x00\x02\x00\x00\x00\x00\x00\x00" QUESTION_TXT QUESTION_TXT,
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("nothing", HATO_DNS_TXT, "", HATO_DNS_READ_BROKEN, NULL),
  ROW ("half a header", HATO_DNS_TXT, "\x12\x34\x81\x80\x00", HATO_DNS_READ_BROKEN, NULL),
  ROW ("RFC 9267 §2: a pointer to itself",
       HATO_DNS_MX,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_MX OWNER "\x00\x0f\x00\x01" TTL
                                                                 "\x00\x04\x00\x0a\xc0\x26",
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("RFC 9267 §2: a pointer forward",
       HATO_DNS_MX,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_MX OWNER "\x00\x0f\x00\x01" TTL
                                                                 "\x00\x04\x00\x0a\xc0\x7f",
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("RFC 9267 §2: a pointer into the header",
       HATO_DNS_MX,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_MX OWNER "\x00\x0f\x00\x01" TTL
                                                                 "\x00\x04\x00\x0a\xc0\x02",
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("RFC 9267 §3: a label past the end",
       HATO_DNS_MX,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_MX OWNER "\x00\x0f\x00\x01" TTL
                                                                 "\x00\x05\x00\x0a\x3f"
                                                                 "ab",
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("RFC 9267 §3: a reserved kind of label",
       HATO_DNS_MX,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_MX OWNER "\x00\x0f\x00\x01" TTL
                                                                 "\x00\x06\x00\x0a\x81"
                                                                 "ab\x00",
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("RFC 9267 §4: a name without its end",
       HATO_DNS_MX,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_MX OWNER "\x00\x0f\x00\x01" TTL
                                                                 "\x00\x04\x00\x0a\x01"
                                                                 "a",
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("RFC 9267 §5: data longer than the message",
       HATO_DNS_TXT,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_TXT OWNER "\x00\x10\x00\x01" TTL
                                                                  "\x7f\xff\x02hi",
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("RFC 9267 §5: a string longer than its data",
       HATO_DNS_TXT,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_TXT OWNER "\x00\x10\x00\x01" TTL
                                                                  "\x00\x03\xffhi",
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("RFC 9267 §5: an address that is too short",
       HATO_DNS_A,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") "\x01"
                                               "d\x04test\x00\x00\x01\x00\x01" OWNER
                                               "\x00\x01\x00\x01" TTL "\x00\x03\x01\x02\x03",
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("RFC 9267 §5: an address that is too long",
       HATO_DNS_A,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") "\x01"
                                               "d\x04test\x00\x00\x01\x00\x01" OWNER
                                               "\x00\x01\x00\x01" TTL
                                               "\x00\x05\x01\x02\x03\x04\x05",
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("RFC 9267 §6: more answers promised than there are",
       HATO_DNS_TXT,
       HEADER (ANSWER, "\x00\x02", "\x00\x00") QUESTION_TXT OWNER "\x00\x10\x00\x01" TTL
                                                                  "\x00\x03\x02hi",
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("RFC 9267 §6: 65535 promised",
       HATO_DNS_TXT,
       HEADER (ANSWER, "\xff\xff", "\x00\x00") QUESTION_TXT,
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("RFC 6891 §6.1.3: \"bad version\" of EDNS is no empty answer",
       HATO_DNS_TXT,
       "\x12\x34" ANSWER "\x00\x01\x00\x00\x00\x00\x00\x01" QUESTION_TXT
       "\x00\x00\x29\x04\xd0\x01\x00\x00\x00\x00\x00",
       HATO_DNS_READ_ANSWER,
       NULL),
  ROW ("RFC 6891 §6.1.1: two OPT records",
       HATO_DNS_TXT,
       "\x12\x34" ANSWER "\x00\x01\x00\x00\x00\x00\x00\x02" QUESTION_TXT
       "\x00\x00\x29\x04\xd0\x00\x00\x00\x00\x00\x00\x00\x00\x29\x04\xd0\x00\x00\x00\x00\x00\x00",
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("RFC 9267 §6: more additional records promised than there are",
       HATO_DNS_TXT,
       "\x12\x34" ANSWER "\x00\x01\x00\x00\x00\x00\x00\x01" QUESTION_TXT,
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("RFC 9267 §6: more authorities promised than there are",
       HATO_DNS_TXT,
       HEADER (ANSWER, "\x00\x00", "\x00\x01") QUESTION_TXT,
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("RFC 2308 §2.2: a referral is no \"there is none\"",
       HATO_DNS_TXT,
       HEADER ("\x81\x00", "\x00\x00", "\x00\x01") QUESTION_TXT "\xc0\x0e\x00\x02\x00\x01" TTL
                                                                "\x00\x04\x01n\xc0\x0e",
       HATO_DNS_READ_REFERRAL,
       NULL),
  ROW ("RFC 2308 §2.2: name servers with authority are none",
       HATO_DNS_TXT,
       HEADER ("\x85\x00", "\x00\x00", "\x00\x01") QUESTION_TXT "\xc0\x0e\x00\x02\x00\x01" TTL
                                                                "\x00\x04\x01n\xc0\x0e",
       HATO_DNS_READ_ANSWER,
       NULL),
  ROW ("RFC 1035 §4.1.1: an opcode that was not asked",
       HATO_DNS_TXT,
       HEADER ("\xa1\x80", "\x00\x00", "\x00\x00") QUESTION_TXT,
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("RFC 9267 §5: data behind the name of an MX record",
       HATO_DNS_MX,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_MX OWNER "\x00\x0f\x00\x01" TTL
                                                                 "\x00\x05\x00\x0a\x00zz",
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("RFC 9267 §5: an MX record without a name",
       HATO_DNS_MX,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_MX OWNER "\x00\x0f\x00\x01" TTL
                                                                 "\x00\x02\x00\x0a",
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("RFC 9267 §4: a name that runs on behind the data of its record",
       HATO_DNS_MX,
       HEADER (ANSWER, "\x00\x02", "\x00\x00") QUESTION_MX OWNER
       "\x00\x0f\x00\x01" TTL "\x00\x05\x00\x0a\x01"
       "ab" OWNER "\x00\x0f\x00\x01" TTL "\x00\x03\x00\x14\x00",
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("a record of another class",
       HATO_DNS_TXT,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_TXT OWNER "\x00\x10\x00\x03" TTL
                                                                  "\x00\x03\x02hi",
       HATO_DNS_READ_ANSWER,
       NULL),
  ROW ("a question of another class",
       HATO_DNS_TXT,
       HEADER (ANSWER, "\x00\x00", "\x00\x00") "\x01"
                                               "d\x04test\x00\x00\x10\x00\x03",
       HATO_DNS_READ_BROKEN,
       NULL),
  ROW ("a NUL, a line end and a quote in a text",
       HATO_DNS_TXT,
       HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_TXT OWNER "\x00\x10\x00\x01" TTL
                                                                  "\x00\x04\x03\x00\n\"",
       HATO_DNS_READ_ANSWER,
       "\"\\000\\010\\\"\""),
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoQuestion) question = hato_question_new_dns ("d.test", rows[i].type);
      g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "udp");
      HatoDnsRead read = hato_dns_message_read (rows[i].bytes, rows[i].size, evidence);

      g_test_message ("%s", rows[i].description);
      g_assert_cmpint (read, ==, rows[i].read);
      if (read != HATO_DNS_READ_ANSWER)
        continue;
      g_assert_cmpstr (
          evidence->records->len > 0
              ? ((const HatoDnsRecord *) g_ptr_array_index (evidence->records, 0))->text
              : NULL,
          ==, rows[i].text);
      if (strstr (rows[i].description, "bad version") != NULL)
        g_assert_cmpint (hato_evidence_get_outcome (evidence), ==, HATO_OUTCOME_FAILED);
    }
}

/* Every answer that is cut short anywhere is broken, and none is read past its end (the sanitizers see to that). */
static void
test_every_cut (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize size = 0; size < rows[i].size; size++)
      {
        g_autoptr (HatoQuestion) question = hato_question_new_dns ("d.test", rows[i].type);
        g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "udp");
        g_autofree guint8 *cut = g_memdup2 (rows[i].bytes, size);

        if (rows[i].read == HATO_DNS_READ_ANSWER)
          g_assert_cmpint (hato_dns_message_read (cut, size, evidence), ==, HATO_DNS_READ_BROKEN);
      }
}

/* A name of 255 octets is read, one of 256 is not (RFC 1035 §2.3.4). */
static void
test_name_length (void)
{
  for (guint last = 60; last <= 63; last++)
    {
      g_autoptr (GByteArray) message = g_byte_array_new ();
      g_autoptr (HatoQuestion) question = hato_question_new_dns ("d.test", HATO_DNS_MX);
      g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "udp");
      static const char head[] =
          HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_MX OWNER "\x00\x0f\x00\x01" TTL;
      guint labels[] = { 63, 63, 63, last };
      guint size = 2 + 1;

      g_byte_array_append (message, (const guint8 *) head, sizeof head - 1);
      for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
        size += labels[i] + 1;
      g_byte_array_append (message, (guint8[]){ (guint8) (size >> 8), (guint8) size, 0, 10 }, 4);
      for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
        {
          g_autofree char *label = g_strnfill (labels[i], 'a');

          g_byte_array_append (message, (guint8[]){ (guint8) labels[i] }, 1);
          g_byte_array_append (message, (const guint8 *) label, labels[i]);
        }
      g_byte_array_append (message, (const guint8 *) "", 1);
      /* 3 · 64 + (last + 1) + 1 octets */
      g_assert_cmpint (hato_dns_message_read (message->data, message->len, evidence), ==,
                       last <= 61 ? HATO_DNS_READ_ANSWER : HATO_DNS_READ_BROKEN);
    }
}

/* A chain of eight aliases is followed; a ninth, and a loop, are an error that the answer tells. */
static void
test_alias_chain (void)
{
  for (guint n = 7; n <= 9; n++)
    {
      g_autoptr (GByteArray) message = g_byte_array_new ();
      g_autoptr (HatoQuestion) question = hato_question_new_dns ("d.test", HATO_DNS_TXT);
      g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "udp");
      static const char head[] = HEADER (ANSWER, "\x00\x00", "\x00\x00") QUESTION_TXT;

      g_byte_array_append (message, (const guint8 *) head, sizeof head - 1);
      message->data[7] = (guint8) (n + 1);
      for (guint i = 0; i <= n; i++)
        {
          if (i == 0)
            g_byte_array_append (message, (const guint8 *) OWNER, 2);
          else
            g_byte_array_append (message, (guint8[]){ 1, (guint8) ('a' + i), 0 }, 3);
          if (i < n)
            g_byte_array_append (
                message, (guint8[]){ 0, 5, 0, 1, 0, 0, 0, 60, 0, 3, 1, (guint8) ('a' + i + 1), 0 },
                13);
          else
            g_byte_array_append (message, (guint8[]){ 0, 16, 0, 1, 0, 0, 0, 60, 0, 2, 1, 'x' }, 12);
        }
      g_assert_cmpint (hato_dns_message_read (message->data, message->len, evidence), ==,
                       HATO_DNS_READ_ANSWER);
      g_assert_cmpuint (evidence->aliases->len, ==, MIN (n, 8));
      g_assert_cmpint (hato_evidence_get_outcome (evidence), ==,
                       n <= 8 ? HATO_OUTCOME_ANSWER : HATO_OUTCOME_FAILED);
    }
}

/* RFC 2308 §5: the smaller of the SOA's TTL and its minimum. */
static void
test_negative_ttl (void)
{
  static const char bytes[] = HEADER ("\x81\x83", "\x00\x00", "\x00\x01") QUESTION_TXT OWNER
      "\x00\x06\x00\x01\x00\x00\x03\x84\x00\x1a\x01n\x00\x01h\x00"
      "\x00\x00\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00\x00\x04\x00\x00\x01\x2c";
  g_autoptr (HatoQuestion) question = hato_question_new_dns ("d.test", HATO_DNS_TXT);
  g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "udp");

  g_assert_cmpint (hato_dns_message_read (bytes, sizeof bytes - 1, evidence), ==,
                   HATO_DNS_READ_ANSWER);
  g_assert_cmpint (hato_evidence_get_outcome (evidence), ==, HATO_OUTCOME_NXDOMAIN);
  g_assert_cmpuint (evidence->ttl, ==, 300);
}

/* What the wire has, and how people write it. */
static void
test_presentation (void)
{
  static const struct
  {
    const char *description;
    guint16 type;
    const char *data;
    gsize size;
    const char *text; /* NULL = the answer is broken */
  } forms[] = {
    { "RFC 1035 §3.4.1", HATO_DNS_A, "\xc0\x00\x02\x01", 4, "192.0.2.1" },
    { "RFC 3596 §2.2", HATO_DNS_AAAA, "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\1", 16,
      "2001:db8::1" },
    { "RFC 1035 §3.3.12", HATO_DNS_PTR, "\1H\0", 3, "h." },
    { "RFC 1035 §3.3.13", HATO_DNS_SOA,
      "\1n\0\1m\0\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0\4\xff\xff\xff\xff", 26,
      "n. m. 1 2 3 4 4294967295" },
    { "SOA, a number short", HATO_DNS_SOA, "\1n\0\1m\0\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0\4", 22, NULL },
    { "RFC 2782", HATO_DNS_SRV, "\0\1\0\2\2\x4b\1s\0", 9, "1 2 587 s." },
    { "RFC 2782: \"not here\"", HATO_DNS_SRV, "\0\0\0\0\0\0\0", 7, "0 0 0 ." },
    { "SRV without a target", HATO_DNS_SRV, "\0\1\0\2\2\x4b", 6, NULL },
    { "RFC 6698 §2.2", HATO_DNS_TLSA, "\3\1\1\xab\xcd", 5, "3 1 1 abcd" },
    { "TLSA, too short for its numbers", HATO_DNS_TLSA, "\3\1", 2, "\\# 2 0301" },
    { "RFC 4034 §5.3", HATO_DNS_DS, "\xec\x45\5\1\x2b\xb1", 6, "60485 5 1 2bb1" },
    { "RFC 4034 §2.2", HATO_DNS_DNSKEY, "\1\0\3\5\xa6\xf1", 6, "256 3 5 pvE=" },
    { "RFC 8659 §4.1.1", HATO_DNS_CAA, "\x80\5issueca.test", 14, "128 issue \"ca.test\"" },
    { "CAA with a tag of other characters", HATO_DNS_CAA, "\0\1\"x", 4, "\\# 4 00012278" },
    { "CAA with a tag past its end", HATO_DNS_CAA, "\0\7ab", 4, "\\# 4 00076162" },
    { "RFC 3597 §5: a type that nobody knows", 65280, "\xde\xad", 2, "\\# 2 dead" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (GByteArray) message = g_byte_array_new ();
      g_autoptr (HatoQuestion) question = hato_question_new_dns ("d.test", forms[i].type);
      g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "udp");
      static const char head[] = HEADER (ANSWER, "\x00\x01", "\x00\x00") QUESTION_TXT OWNER
          "\x00\x10\x00\x01" TTL "\x00\x00";
      guint8 type[2] = { (guint8) (forms[i].type >> 8), (guint8) forms[i].type };

      g_byte_array_append (message, (const guint8 *) head, sizeof head - 1);
      memcpy (message->data + 20, type, 2);
      memcpy (message->data + 26, type, 2);
      message->data[message->len - 1] = (guint8) forms[i].size;
      g_byte_array_append (message, (const guint8 *) forms[i].data, (guint) forms[i].size);
      g_test_message ("%s", forms[i].description);
      g_assert_cmpint (hato_dns_message_read (message->data, message->len, evidence), ==,
                       forms[i].text != NULL ? HATO_DNS_READ_ANSWER : HATO_DNS_READ_BROKEN);
      if (forms[i].text != NULL)
        g_assert_cmpstr (((const HatoDnsRecord *) g_ptr_array_index (evidence->records, 0))->text,
                         ==, forms[i].text);
    }
}

/* A thousand records are read and stand in their order, one more breaks the answer. */
static void
test_many_records (void)
{
  for (guint n = 1000; n <= 1001; n++)
    {
      g_autoptr (GByteArray) message = g_byte_array_new ();
      g_autoptr (HatoQuestion) question = hato_question_new_dns ("d.test", HATO_DNS_MX);
      g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "tcp");
      static const char head[] = HEADER (ANSWER, "\x00\x00", "\x00\x00") QUESTION_MX;

      g_byte_array_append (message, (const guint8 *) head, sizeof head - 1);
      message->data[6] = (guint8) (n >> 8);
      message->data[7] = (guint8) n;
      for (guint i = n; i > 0; i--)
        g_byte_array_append (message,
                             (guint8[]){ 0xc0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, 3,
                                         (guint8) (i >> 8), (guint8) i, 0 },
                             15);
      g_assert_cmpint (hato_dns_message_read (message->data, message->len, evidence), ==,
                       n <= 1000 ? HATO_DNS_READ_ANSWER : HATO_DNS_READ_BROKEN);
      for (guint i = 0; n <= 1000 && i < n; i++)
        g_assert_cmpuint (
            ((const HatoDnsRecord *) g_ptr_array_index (evidence->records, i))->preference, ==,
            i + 1);
    }
}

#define NS OWNER "\x00\x02\x00\x01" TTL "\x00\x03\x01n\x00"
#define SOA                                                                                        \
  OWNER "\x00\x06\x00\x01" TTL "\x00\x1a\x01n\x00\x01h\x00"                                        \
        "\x00\x00\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00\x00\x04\x00\x00\x01\x2c"
#define ALIAS                                                                                      \
  OWNER "\x00\x05\x00\x01" TTL "\x00\x03\x01"                                                      \
        "e\x00"

/* Which empty answers say that there is no such record, and which leave it open. */
static void
test_empty (void)
{
#define EMPTY(description, flags, an, ns, sections, read)                                          \
  {                                                                                                \
    description, HEADER (flags, an, ns) QUESTION_TXT sections,                                     \
        sizeof (HEADER (flags, an, ns) QUESTION_TXT sections) - 1, read                            \
  }
  static const struct
  {
    const char *description;
    const char *bytes;
    gsize size;
    HatoDnsRead read;
  } empty[] = {
    EMPTY ("RFC 2308 §2.2 type 1: SOA and NS", ANSWER, "\x00\x00", "\x00\x02", NS SOA,
           HATO_DNS_READ_ANSWER),
    EMPTY ("RFC 2308 §2.2 type 2: SOA", ANSWER, "\x00\x00", "\x00\x01", SOA, HATO_DNS_READ_ANSWER),
    EMPTY ("RFC 2308 §2.2 type 3: nothing, of a resolver", ANSWER, "\x00\x00", "\x00\x00", "",
           HATO_DNS_READ_ANSWER),
    EMPTY ("nothing, of the zone's own server", "\x85\x00", "\x00\x00", "\x00\x00", "",
           HATO_DNS_READ_ANSWER),
    EMPTY ("SOA, of the zone's own server", "\x85\x00", "\x00\x00", "\x00\x01", SOA,
           HATO_DNS_READ_ANSWER),
    EMPTY ("SOA, out of a memory that does not recurse", "\x81\x00", "\x00\x00", "\x00\x01", SOA,
           HATO_DNS_READ_ANSWER),
    EMPTY ("RFC 2308 §2.2: a referral", "\x81\x00", "\x00\x00", "\x00\x01", NS,
           HATO_DNS_READ_REFERRAL),
    EMPTY ("a referral that a forwarder handed on", ANSWER, "\x00\x00", "\x00\x01", NS,
           HATO_DNS_READ_REFERRAL),
    EMPTY ("nothing, and no recursion", "\x81\x00", "\x00\x00", "\x00\x00", "",
           HATO_DNS_READ_REFERRAL),
    EMPTY ("an alias whose end a resolver knows to be empty", ANSWER, "\x00\x01", "\x00\x00", ALIAS,
           HATO_DNS_READ_ANSWER),
    EMPTY ("an alias within the zone", "\x85\x00", "\x00\x01", "\x00\x01", ALIAS SOA,
           HATO_DNS_READ_ANSWER),
    EMPTY ("RFC 1035 §4.1.1: an alias that leads out of the zone", "\x85\x00", "\x00\x01",
           "\x00\x00", ALIAS, HATO_DNS_READ_REFERRAL),
    EMPTY ("no such name, and no recursion", "\x81\x03", "\x00\x00", "\x00\x00", "",
           HATO_DNS_READ_ANSWER),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (empty); i++)
    {
      g_autoptr (HatoQuestion) question = hato_question_new_dns ("d.test", HATO_DNS_TXT);
      g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "udp");

      g_test_message ("%s", empty[i].description);
      g_assert_cmpint (hato_dns_message_read (empty[i].bytes, empty[i].size, evidence), ==,
                       empty[i].read);
    }
}

static void
test_build (void)
{
  static const struct
  {
    const char *name;
    gboolean fits;
  } names[] = { { "d.test", TRUE }, { "a\\.b.test", TRUE }, { "a\\255b.test", TRUE },
                { "a..b", FALSE },  { "", TRUE },           { "a\\256b.test", FALSE },
                { ".a", FALSE },    { "a\\", TRUE } };
  g_autoptr (HatoQuestion) question = hato_question_new (HATO_QUESTION_DNS, "d.test", HATO_DNS_TXT,
                                                         NULL, HATO_QUESTION_CHECKING_DISABLED);
  g_autoptr (GBytes) message =
      hato_dns_message_build (question, 0x1234, HATO_DNS_MESSAGE_RECURSION | HATO_DNS_MESSAGE_EDNS);
  static const char wanted[] = "\x12\x34\x01\x30\x00\x01\x00\x00\x00\x00\x00\x01" QUESTION_TXT
                               "\x00\x00\x29\x04\xd0\x00\x00\x80\x00\x00\x00";
  g_autofree char *long_label = g_strnfill (64, 'a');
  g_autoptr (HatoQuestion) too_long = hato_question_new_dns (long_label, HATO_DNS_TXT);

  g_assert_cmpuint (g_bytes_get_size (message), ==, sizeof wanted - 1);
  g_assert_true (memcmp (g_bytes_get_data (message, NULL), wanted, sizeof wanted - 1) == 0);
  g_assert_null (hato_dns_message_build (too_long, 1, 0));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (HatoQuestion) other = hato_question_new_dns (names[i].name, HATO_DNS_A);
      g_autoptr (GBytes) bytes = hato_dns_message_build (other, 1, 0);

      g_assert_cmpint (bytes != NULL, ==, names[i].fits);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dns-message/rows", test_rows);
  g_test_add_func ("/dns-message/every-cut", test_every_cut);
  g_test_add_func ("/dns-message/name-length", test_name_length);
  g_test_add_func ("/dns-message/alias-chain", test_alias_chain);
  g_test_add_func ("/dns-message/negative-ttl", test_negative_ttl);
  g_test_add_func ("/dns-message/presentation", test_presentation);
  g_test_add_func ("/dns-message/many-records", test_many_records);
  g_test_add_func ("/dns-message/empty", test_empty);
  g_test_add_func ("/dns-message/build", test_build);
  return g_test_run ();
}
