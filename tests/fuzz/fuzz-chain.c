/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any names, dates and features in certificates that are well-formed for the rest, and any verdict of the library on them: the
 * chain is judged, and what is told of it can be shown. Bytes on their own seldom make a certificate.
 *
 * Two bytes of verdict, then pieces: what (0 = the next certificate), length, content. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "base/cursor.h"
#include "tls/chain.h"
#include "tls/server-name.h"

#define NAME       "mail.example.jp"
#define CHAIN_MAX  8u
#define SEQUENCE   0x30
#define SET        0x31
#define UTF8       0x0c
#define UTC_TIME   0x17
#define LONG_TIME  0x18
#define OCTETS     0x04
#define BITS       0x03
#define EXTENSIONS 0xa3
#define DNS_NAME   0x82
#define IP_NAME    0x87

/* RFC 5280 §4.1: what is the same in all: version and number, algorithm (ecdsa-with-SHA256), key (P-256, its base point). */
static const guint8 front[] = { 0xa0, 0x03, 0x02, 0x01, 0x02, 0x02, 0x01, 0x01 };
static const guint8 algorithm[] = { 0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86,
                                    0x48, 0xce, 0x3d, 0x04, 0x03, 0x02 };
static const guint8 key[] = {
  0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
  0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04, 0x6b, 0x17, 0xd1, 0xf2, 0xe1,
  0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4, 0x40, 0xf2, 0x77, 0x03, 0x7d, 0x81, 0x2d,
  0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96, 0x4f, 0xe3, 0x42, 0xe2, 0xfe,
  0x1a, 0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a, 0x7c, 0x0f, 0x9e, 0x16, 0x2b, 0xce, 0x33, 0x57, 0x6b,
  0x31, 0x5e, 0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5,
};
static const guint8 common_name[] = { 0x06, 0x03, 0x55, 0x04, 0x03 };
static const guint8 alternative_names[] = { 0x06, 0x03, 0x55, 0x1d, 0x11 };
static const guint8 features[] = { 0x06, 0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x18 };

typedef enum
{
  NEXT,
  SUBJECT,
  ISSUER,
  DNS,
  IP,
  OTHER_NAME,
  FEATURES,
  BEGINS,
  ENDS,
  PIECES,
} Piece;

/* A certificate in the making: what the pieces said, all names under DNS. */
typedef struct
{
  GByteArray *said[PIECES]; /* (owned) */
} Parts;

static void
put (GByteArray *out, guint8 tag, const guint8 *content, guint size)
{
  const guint8 head[] = { tag, 0x83, (guint8) (size >> 16), (guint8) (size >> 8), (guint8) size };
  const guint8 small[] = { tag, (guint8) size };
  const guint8 middle[] = { tag, 0x81, (guint8) size };
  const guint8 large[] = { tag, 0x82, (guint8) (size >> 8), (guint8) size };

  if (size < 0x80)
    g_byte_array_append (out, small, sizeof small);
  else if (size < 0x100)
    g_byte_array_append (out, middle, sizeof middle);
  else if (size < 0x10000)
    g_byte_array_append (out, large, sizeof large);
  else
    g_byte_array_append (out, head, sizeof head);
  g_byte_array_append (out, content, size);
}

static void
put_array (GByteArray *out, guint8 tag, GByteArray *content)
{
  put (out, tag, content->data, content->len);
  g_byte_array_unref (content);
}

/* Name: one relative name of one attribute. */
static void
put_name (GByteArray *out, const GByteArray *text)
{
  GByteArray *attribute = g_byte_array_new (), *set = g_byte_array_new (),
             *names = g_byte_array_new ();

  g_byte_array_append (attribute, common_name, sizeof common_name);
  put (attribute, UTF8, text->data, text->len);
  put_array (set, SEQUENCE, attribute);
  put_array (names, SET, set);
  put_array (out, SEQUENCE, names);
}

static void
put_time (GByteArray *out, const GByteArray *text)
{
  if (text->len == 0)
    put (out, UTC_TIME, (const guint8 *) "260101000000Z", 13);
  else
    put (out, text->len > 13 ? LONG_TIME : UTC_TIME, text->data, text->len);
}

static void
put_extension (GByteArray *out, const guint8 *name, guint size, GByteArray *content)
{
  GByteArray *extension = g_byte_array_new ();

  g_byte_array_append (extension, name, size);
  put_array (extension, OCTETS, content);
  put_array (out, SEQUENCE, extension);
}

static void
put_extensions (GByteArray *out, const Parts *parts)
{
  GByteArray *list = g_byte_array_new (), *extensions = g_byte_array_new (),
             *names = g_byte_array_new ();

  put (names, SEQUENCE, parts->said[DNS]->data, parts->said[DNS]->len);
  put_extension (list, alternative_names, sizeof alternative_names, names);
  if (parts->said[FEATURES]->len > 0)
    put_extension (list, features, sizeof features, g_byte_array_ref (parts->said[FEATURES]));
  put_array (extensions, SEQUENCE, list);
  put_array (out, EXTENSIONS, extensions);
}

static GBytes *
build (const Parts *parts)
{
  GByteArray *inner = g_byte_array_new (), *times = g_byte_array_new (),
             *signed_part = g_byte_array_new (), *whole = g_byte_array_new ();

  g_byte_array_append (inner, front, sizeof front);
  g_byte_array_append (inner, algorithm, sizeof algorithm);
  put_name (inner, parts->said[ISSUER]);
  put_time (times, parts->said[BEGINS]);
  put_time (times, parts->said[ENDS]);
  put_array (inner, SEQUENCE, times);
  put_name (inner, parts->said[SUBJECT]);
  g_byte_array_append (inner, key, sizeof key);
  put_extensions (inner, parts);
  put_array (signed_part, SEQUENCE, inner);
  g_byte_array_append (signed_part, algorithm, sizeof algorithm);
  put (signed_part, BITS, (const guint8 *) "\0\x30\0", 3);
  put_array (whole, SEQUENCE, signed_part);
  return g_byte_array_free_to_bytes (whole);
}

static void
take (Parts *parts, Piece piece, const guint8 *content, guint size)
{
  if (piece == OTHER_NAME && size > 0)
    put (parts->said[DNS], 0x80 | (content[0] & 0x1f), content + 1, size - 1);
  else if (piece == DNS || piece == IP)
    put (parts->said[DNS], piece == IP ? IP_NAME : DNS_NAME, content, size);
  else
    g_byte_array_append (parts->said[piece], content, size);
}

static void
finish (Parts *parts, GPtrArray *chain)
{
  g_ptr_array_add (chain, build (parts));
  for (guint i = 0; i < PIECES; i++)
    g_byte_array_set_size (parts->said[i], 0);
}

static void
read_pieces (HatoCursor *cursor, GPtrArray *chain)
{
  Parts parts;
  guint8 piece, size;
  const guint8 *content;

  for (guint i = 0; i < PIECES; i++)
    parts.said[i] = g_byte_array_new ();
  while (chain->len + 1 < CHAIN_MAX && hato_cursor_take_u8 (cursor, &piece)
         && hato_cursor_take_u8 (cursor, &size)
         && (content = hato_cursor_take_bytes (cursor, size)) != NULL)
    if (piece % PIECES == NEXT)
      finish (&parts, chain);
    else
      take (&parts, piece % PIECES, content, size);
  finish (&parts, chain);
  for (guint i = 0; i < PIECES; i++)
    g_byte_array_unref (parts.said[i]);
}

static void
assert_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
assert_shown (const HatoEvidence *evidence)
{
  const GPtrArray *chain = hato_chain_get (evidence);

  for (guint i = 0; i < chain->len; i++)
    {
      const HatoCertificate *certificate = g_ptr_array_index (chain, i);

      assert_text (certificate->subject);
      assert_text (certificate->issuer);
      assert_text (certificate->common_name);
      for (guint j = 0; j < certificate->dns->len; j++)
        assert_text (g_ptr_array_index (certificate->dns, j));
      g_assert_cmpuint (certificate->dns->len + certificate->ips->len, <=,
                        HATO_CERTIFICATE_NAMES_MAX);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HatoQuestion) question =
      hato_question_new_session (NAME, "192.0.2.1", 993, HATO_PROTOCOL_IMAPS, 0);
  g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "tcp");
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  HatoCursor cursor;
  guint16 verdict;

  hato_cursor_init (&cursor, data, size);
  if (!hato_cursor_take_u16 (&cursor, &verdict))
    return 0;

  evidence->talk = hato_talk_new ();
  evidence->talk->verify = verdict;
  evidence->talk->end = HATO_TALK_ENCRYPTED;
  read_pieces (&cursor, evidence->talk->chain);
  hato_chain_judge (evidence, NAME, G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC, findings);
  assert_shown (evidence);
  for (guint i = 0; i < findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (findings, i);

      for (guint j = 0; j < finding->arguments->len; j++)
        assert_text (((const HatoArgument *) g_ptr_array_index (finding->arguments, j))->value);
    }
  if (hato_chain_is_good (evidence, NAME, G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC))
    g_assert_cmpuint (verdict, ==, 0);
  return 0;
}
