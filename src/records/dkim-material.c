/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/dkim-material.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

#include "base/base64.h"
#include "base/cursor.h"

#define TEXT_MAX      32768u /* characters of p=: a key of 65536 bits has less */
#define ED25519_BYTES 32u    /* RFC 8463 §4.2 */
#define DER_SEQUENCE  0x30
#define DER_SHORT_MAX 0x7f /* X.690 §8.1.3.4: a length up to here is one byte */
#define DER_LONG_1    0x81 /* X.690 §8.1.3.5: the length is in the next byte, or the next two */
#define DER_LONG_2    0x82

/* AlgorithmIdentifier of rsaEncryption (RFC 3279 §2.3.1). */
static const guint8 rsa_algorithm[] = { 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86,
                                        0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00 };

void
hato_dkim_material_clear (HatoDkimMaterial *self)
{
  g_clear_pointer (&self->public, g_bytes_unref);
}

/* The length that the outermost SEQUENCE claims, header included; 0 = it is none. */
static gsize
get_claimed_size (GBytes *der)
{
  HatoCursor cursor;
  gsize size;
  const guint8 *data = g_bytes_get_data (der, &size);
  guint8 tag, first, low;
  guint16 wide;

  hato_cursor_init (&cursor, data, size);
  if (!hato_cursor_take_u8 (&cursor, &tag) || tag != DER_SEQUENCE
      || !hato_cursor_take_u8 (&cursor, &first))
    return 0;
  if (first <= DER_SHORT_MAX)
    return cursor.position + first;
  if (first == DER_LONG_1 && hato_cursor_take_u8 (&cursor, &low))
    return cursor.position + low;
  if (first == DER_LONG_2 && hato_cursor_take_u16 (&cursor, &wide))
    return cursor.position + wide;

  return 0;
}

/* Private keys begin with the version 0 (RFC 8017 §A.1.2, RFC 5208 §5): a part of one is as secret as the whole. */
static gboolean
begins_private (GBytes *der)
{
  static const guint8 version[] = { 0x02, 0x01, 0x00 };
  gsize size;
  const guint8 *data = g_bytes_get_data (der, &size);
  gsize header = size > 1 && data[1] == DER_LONG_2 ? 4 : size > 1 && data[1] == DER_LONG_1 ? 3 : 2;

  return size >= header + sizeof version && memcmp (data + header, version, sizeof version) == 0;
}

static gboolean
is_private (const gnutls_datum_t *der)
{
  gnutls_x509_privkey_t key;
  gboolean private;

  if (gnutls_x509_privkey_init (&key) < 0)
    return FALSE;

  private =
      gnutls_x509_privkey_import (key, der, GNUTLS_X509_FMT_DER) >= 0
      || gnutls_x509_privkey_import_pkcs8 (key, der, GNUTLS_X509_FMT_DER, NULL, GNUTLS_PKCS_PLAIN)
             >= 0;
  gnutls_x509_privkey_deinit (key);
  return private;
}

static void
append_header (GByteArray *der, guint8 tag, gsize length)
{
  guint8 header[] = { tag, DER_LONG_2, (guint8) (length >> 8), (guint8) length };

  g_byte_array_append (der, header, sizeof header);
}

/* A bare RSAPublicKey, as RFC 6376 §3.6.1 says by the letter, in the wrapping that all the world publishes. */
static GBytes *
wrap_rsa (GBytes *bare)
{
  GByteArray *der = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (bare, &size);
  const guint8 unused_bits = 0;

  append_header (der, DER_SEQUENCE, sizeof rsa_algorithm + 4 + 1 + size);
  g_byte_array_append (der, rsa_algorithm, sizeof rsa_algorithm);
  append_header (der, 0x03, size + 1); /* BIT STRING */
  g_byte_array_append (der, &unused_bits, 1);
  g_byte_array_append (der, data, (guint) size);
  return g_byte_array_free_to_bytes (der);
}

/* The kind of a SubjectPublicKeyInfo: RSA, or another. FALSE where it is none. */
static gboolean
read_public (HatoDkimMaterial *self, GBytes *der)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (der, &size);
  gnutls_datum_t datum = { .data = (guint8 *) data, .size = (unsigned) size };
  gnutls_pubkey_t key;
  unsigned bits = 0;
  int algorithm = -1;

  if (gnutls_pubkey_init (&key) < 0)
    return FALSE;

  if (gnutls_pubkey_import (key, &datum, GNUTLS_X509_FMT_DER) >= 0)
    algorithm = gnutls_pubkey_get_pk_algorithm (key, &bits);
  gnutls_pubkey_deinit (key);
  if (algorithm < 0)
    return FALSE;

  self->kind = algorithm == GNUTLS_PK_RSA ? HATO_DKIM_MATERIAL_RSA : HATO_DKIM_MATERIAL_OTHER;
  if (self->kind == HATO_DKIM_MATERIAL_RSA)
    {
      self->bits = bits;
      self->public = g_bytes_ref (der);
    }
  return TRUE;
}

static void
read_key (HatoDkimMaterial *self, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gsize claimed = get_claimed_size (bytes);
  gnutls_datum_t datum = { .data = (guint8 *) data, .size = (unsigned) size };
  g_autoptr (GBytes) wrapped = NULL;

  if (claimed > size)
    {
      self->kind =
          begins_private (bytes) ? HATO_DKIM_MATERIAL_PRIVATE : HATO_DKIM_MATERIAL_TRUNCATED;
      return;
    }
  if (size == ED25519_BYTES)
    {
      self->kind = HATO_DKIM_MATERIAL_ED25519;
      self->bits = ED25519_BYTES * 8;
      self->public = g_bytes_ref (bytes);
      return;
    }
  if (claimed == size && read_public (self, bytes))
    return;
  if (claimed == size && is_private (&datum))
    {
      self->kind = HATO_DKIM_MATERIAL_PRIVATE;
      return;
    }
  wrapped = wrap_rsa (bytes);
  if (claimed != size || !read_public (self, wrapped))
    self->kind =
        size < ED25519_BYTES ? HATO_DKIM_MATERIAL_TRUNCATED : HATO_DKIM_MATERIAL_MEANINGLESS;
}

/**
 * hato_dkim_material_read:
 * @text: the value of p=, not empty
 *
 * Finds out what the value is: Base64 (RFC 4648 §4) by GLib, keys by GnuTLS.
 */
void
hato_dkim_material_read (HatoDkimMaterial *self, const char *text, gsize size)
{
  g_autoptr (GBytes) bytes = hato_base64_decode (text, size, TEXT_MAX, &self->bad);

  if (bytes == NULL)
    self->kind = HATO_DKIM_MATERIAL_BAD_BASE64;
  else
    read_key (self, bytes);
}
