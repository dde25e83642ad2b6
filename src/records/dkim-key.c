/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/dkim-key.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <string.h>

#include "base/cursor.h"
#include "records/odd-characters.h"
#include "records/tag-list.h"

#define KEY_TEXT_MAX  16384u /* far above an RSA key of 16384 bits */
#define RSA_BITS_MIN  1024u  /* RFC 8301 §3.2: a verifier takes none that is shorter */
#define RSA_BITS_GOOD 2048u
#define ED25519_SIZE  32u /* RFC 8463 §4 */

/* Base64 of what an RSA key begins with (SubjectPublicKeyInfo of RFC 5280; also the bare key of RFC 8017): a cut key still shows it. */
static const char *const rsa_starts[] = { "MIG", "MII", "MHw", "MFw" };

G_DEFINE_BOXED_TYPE (HatoDkimKey, hato_dkim_key, hato_dkim_key_ref, hato_dkim_key_unref)

static void
note_tag (HatoDkimKey *self, const char *code, const HatoTag *tag)
{
  hato_notes_add (self->notes, code, tag->start, tag->end);
}

/* The value without white space, which may stand anywhere in it (RFC 6376 §3.2). */
static char *
dup_packed (const HatoTag *tag, const char *text)
{
  GString *packed = g_string_sized_new (tag->end - tag->value_start);

  for (gsize at = tag->value_start; at < tag->end && packed->len < KEY_TEXT_MAX; at++)
    if (strchr (" \t\r\n", text[at]) == NULL)
      g_string_append_c (packed, text[at]);
  return g_string_free (packed, FALSE);
}

/* Whether @text is Base64 to the letter: GLib's decoder passes over what is none. */
static gboolean
is_base64 (const char *text)
{
  gsize letters = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  gsize padding = strspn (text + letters, "=");

  return text[letters + padding] == '\0' && padding <= 2
         && (padding == 0 || (letters + padding) % 4 == 0) && letters % 4 != 1;
}

static gboolean
looks_like_rsa (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rsa_starts); i++)
    if (g_str_has_prefix (text, rsa_starts[i]))
      return TRUE;

  return FALSE;
}

/* Bits of an RSA key in SubjectPublicKeyInfo form; 0 where it is none. */
static guint
read_rsa (GBytes *key)
{
  gnutls_pubkey_t pubkey;
  gnutls_datum_t der;
  unsigned bits = 0;
  gsize size;

  der.data = (unsigned char *) g_bytes_get_data (key, &size);
  der.size = (unsigned) size;
  if (gnutls_pubkey_init (&pubkey) < 0)
    return 0;
  if (gnutls_pubkey_import (pubkey, &der, GNUTLS_X509_FMT_DER) < 0
      || gnutls_pubkey_get_pk_algorithm (pubkey, &bits) != GNUTLS_PK_RSA)
    bits = 0;
  gnutls_pubkey_deinit (pubkey);
  return bits;
}

/* The outermost length of a DER sequence says how long the whole key is: a key that ends earlier was cut. */
static gboolean
is_cut_der (GBytes *key)
{
  HatoCursor cursor;
  gsize size;
  gconstpointer data = g_bytes_get_data (key, &size);
  guint8 tag, first, byte;
  gsize length = 0;

  hato_cursor_init (&cursor, data, size);
  if (!hato_cursor_take_u8 (&cursor, &tag) || tag != 0x30 || !hato_cursor_take_u8 (&cursor, &first))
    return FALSE;
  if (first < 0x80)
    length = first;
  else if (first > 0x84)
    return FALSE;
  for (guint8 i = 0x80; first > 0x80 && i < first; i++)
    {
      if (!hato_cursor_take_u8 (&cursor, &byte))
        return TRUE;
      length = length << 8 | byte;
    }
  return hato_cursor_get_left (&cursor) < length;
}

static void
judge_rsa (HatoDkimKey *self, const HatoTag *tag)
{
  gsize size = g_bytes_get_size (self->key);

  self->bits = read_rsa (self->key);
  if (self->bits == 0 && is_cut_der (self->key))
    note_tag (self, "dkim.truncated", tag);
  else if (self->bits == 0)
    note_tag (self, size == ED25519_SIZE ? "dkim.key_type_mismatch" : "dkim.bad_base64", tag);
  else if (self->bits < RSA_BITS_MIN)
    note_tag (self, "dkim.too_short", tag);
  else if (self->bits < RSA_BITS_GOOD)
    note_tag (self, "dkim.weak_1024", tag);
  self->valid = self->valid && self->bits >= RSA_BITS_MIN;
}

static void
judge_ed25519 (HatoDkimKey *self, const HatoTag *tag)
{
  if (g_bytes_get_size (self->key) == ED25519_SIZE)
    return;

  note_tag (self, read_rsa (self->key) > 0 ? "dkim.key_type_mismatch" : "dkim.bad_base64", tag);
  self->valid = FALSE;
}

/* What stands around or in a key that was pasted whole from a file or a help page. */
static const char *
judge_paste (const char *packed)
{
  if (strstr (packed, "PRIVATEKEY") != NULL)
    return "dkim.private_key";
  if (strstr (packed, "-----BEGIN") != NULL || strstr (packed, "-----END") != NULL)
    return "dkim.pem_header";
  if (strstr (packed, "\\n") != NULL || strstr (packed, "\\r") != NULL)
    return "dkim.line_break";
  if (strchr (packed, '\\') != NULL)
    return "dkim.backslash";

  return strchr (packed, '"') != NULL ? "dkim.quotes_in_value" : NULL;
}

/* A private key as it is published by mistake: PKCS #1 or PKCS #8 in DER. */
static gboolean
is_private (GBytes *key)
{
  gnutls_x509_privkey_t private;
  gnutls_datum_t der;
  gsize size;
  gboolean found;

  der.data = (unsigned char *) g_bytes_get_data (key, &size);
  der.size = (unsigned) size;
  if (size < 100 || gnutls_x509_privkey_init (&private) < 0)
    return FALSE;

  found = gnutls_x509_privkey_import (private, &der, GNUTLS_X509_FMT_DER) >= 0
          || gnutls_x509_privkey_import_pkcs8 (private, &der, GNUTLS_X509_FMT_DER, NULL,
                                               GNUTLS_PKCS_PLAIN)
                 >= 0;
  gnutls_x509_privkey_deinit (private);
  return found;
}

static void
read_key (HatoDkimKey *self, const HatoTag *tag, const char *text)
{
  g_autofree char *packed = dup_packed (tag, text);
  const char *paste = judge_paste (packed);
  gsize size;
  guchar *decoded;

  if (*packed == '\0') /* §3.6.1: an empty value means that the key was withdrawn */
    {
      self->revoked = TRUE;
      note_tag (self, "dkim.revoked", tag);
      return;
    }
  if (paste != NULL || !is_base64 (packed))
    {
      gsize letters =
          strspn (packed, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

      note_tag (self,
                paste != NULL                                        ? paste
                : packed[letters] == '\0' && looks_like_rsa (packed) ? "dkim.truncated"
                                                                     : "dkim.bad_base64",
                tag);
      self->valid = FALSE;
      return;
    }

  decoded = g_base64_decode (packed, &size);
  self->key = g_bytes_new_take (decoded, size);
  if (is_private (self->key))
    {
      note_tag (self, "dkim.private_key", tag);
      self->valid = FALSE;
    }
  else if (self->type == HATO_DKIM_KEY_RSA)
    judge_rsa (self, tag);
  else if (self->type == HATO_DKIM_KEY_ED25519)
    judge_ed25519 (self, tag);
}

static void
read_type (HatoDkimKey *self, const HatoTag *tag, const char *text)
{
  if (hato_tag_value_is (tag, text, "rsa"))
    self->type = HATO_DKIM_KEY_RSA;
  else if (hato_tag_value_is (tag, text, "ed25519"))
    self->type = HATO_DKIM_KEY_ED25519;
  else
    {
      self->type = HATO_DKIM_KEY_UNKNOWN;
      self->valid = FALSE;
      note_tag (self, "dkim.unknown_key_type", tag);
    }
}

/* A list with colons: whether @word is in it. */
static gboolean
list_has (const HatoTag *tag, const char *text, const char *word)
{
  g_autofree char *packed = dup_packed (tag, text);
  g_auto (GStrv) words = g_strsplit (packed, ":", 32);

  for (gsize i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], word) == 0)
      return TRUE;

  return FALSE;
}

static void
read_flags (HatoDkimKey *self, const HatoTag *tag, const char *text)
{
  self->testing = list_has (tag, text, "y");
  self->strict = list_has (tag, text, "s");
  if (self->testing)
    note_tag (self, "dkim.testing", tag);
}

static void
read_hashes (HatoDkimKey *self, const HatoTag *tag, const char *text)
{
  self->sha256 = list_has (tag, text, "sha256");
  if (self->sha256)
    return;

  note_tag (self, "dkim.sha1_only", tag); /* RFC 8301 §3.1 */
  self->valid = FALSE;
}

static void
read_tags (HatoDkimKey *self, const GArray *tags, const char *text)
{
  const HatoTag *key = NULL;

  for (guint i = 0; i < tags->len; i++)
    {
      const HatoTag *tag = &g_array_index (tags, HatoTag, i);

      if (hato_tag_is (tag, text, "k"))
        read_type (self, tag, text);
      else if (hato_tag_is (tag, text, "h"))
        read_hashes (self, tag, text);
      else if (hato_tag_is (tag, text, "t"))
        read_flags (self, tag, text);
      else if (hato_tag_is (tag, text, "p") && key == NULL)
        key = tag;
      else if (hato_tag_is (tag, text, "v")
               && i > 0) /* §3.6.1: where it is given it stands first */
        {
          note_tag (self, "dkim.version_not_first", tag);
          self->valid = FALSE;
        }
      else if (hato_tag_is (tag, text, "v")
               && !(tag->end - tag->value_start == 5
                    && memcmp (text + tag->value_start, "DKIM1", 5) == 0))
        {
          note_tag (self, "dkim.version_typo", tag);
          self->valid = FALSE;
        }
    }
  if (key != NULL)
    read_key (self, key, text);
  else
    {
      hato_notes_add (self->notes, "dkim.missing_p", 0, 0);
      self->valid = FALSE;
    }
}

/* Faults of the text as a whole, which make its tags unreadable. */
static gboolean
note_characters (HatoDkimKey *self, const char *text, gsize size)
{
  static const char *const codes[] = { NULL, "dkim.smart_quotes", "dkim.fullwidth",
                                       "dkim.bad_base64", "dkim.line_break" };
  g_autofree char *lower = hato_odd_characters_fold (text, size);
  gsize start, end;
  HatoOddCharacter odd = hato_odd_character_find (text, size, &start, &end);

  if (g_str_has_prefix (lower, "v=spf1"))
    hato_notes_add (self->notes, "dkim.spf_here", 0, MIN (size, 6));
  else if (odd == HATO_ODD_CONTROL && strchr ("\r\n", text[start]) != NULL)
    return FALSE; /* folding white space (§2.8) */
  else if (odd != HATO_ODD_NONE)
    hato_notes_add (self->notes, codes[odd], start, end);
  else if (text[0] == '"')
    hato_notes_add (self->notes, "dkim.quotes_in_value", 0, 1);
  else if (strstr (lower, "v=dkim1 k=") != NULL || strstr (lower, "v=dkim1 p=") != NULL
           || strstr (lower, "k=rsa p=") != NULL)
    hato_notes_add (self->notes, "dkim.no_semicolon", strcspn (text, " "), strcspn (text, " ") + 1);
  else
    return FALSE;

  return TRUE;
}

/**
 * hato_dkim_key_is_meant:
 *
 * Whether a text at some name is a DKIM key, or was clearly meant to be one: another text may answer there for a wildcard.
 */
gboolean
hato_dkim_key_is_meant (gconstpointer bytes, gsize size)
{
  g_autofree char *lower = hato_odd_characters_fold (bytes, size);

  if (g_str_has_prefix (lower, "v=dkim") || g_str_has_prefix (lower, "k=rsa")
      || g_str_has_prefix (lower, "k=ed25519") || g_str_has_prefix (lower, "-----begin"))
    return TRUE;

  return (g_str_has_prefix (lower, "p=") || strstr (lower, "; p=") != NULL
          || strstr (lower, ";p=") != NULL)
         && strstr (lower, "dmarc") == NULL && !g_str_has_prefix (lower, "v=bimi");
}

/* §3.6.1: the version is left out, or stands first and is exactly this. */
static gboolean
has_version (const GArray *tags, const char *text)
{
  gboolean key = FALSE;

  for (guint i = 0; i < tags->len; i++)
    {
      const HatoTag *tag = &g_array_index (tags, HatoTag, i);

      if (hato_tag_is (tag, text, "v"))
        return i == 0 && tag->end - tag->value_start == 5
               && memcmp (text + tag->value_start, "DKIM1", 5) == 0;
      key = key || hato_tag_is (tag, text, "p");
    }
  return key;
}

/**
 * hato_dkim_key_parse:
 * @bytes: the text of one TXT record, its strings joined
 *
 * Reads one key record. What is wrong or odd stands in the notes.
 *
 * Returns: (transfer full): never NULL
 */
HatoDkimKey *
hato_dkim_key_parse (gconstpointer bytes, gsize size)
{
  HatoDkimKey *self = g_atomic_rc_box_new0 (HatoDkimKey);
  g_autofree char *text = g_strndup (bytes != NULL ? bytes : "", size);
  g_autoptr (GArray) tags = NULL;
  gboolean complete;

  size = MIN (size, strlen (text)); /* nothing behind a NUL is read */
  self->notes = hato_notes_new ();
  self->type = HATO_DKIM_KEY_RSA; /* §3.6.1: the default */
  self->sha256 = TRUE;
  tags = hato_tag_list_split (text, size, &complete);
  if (note_characters (self, text, size))
    return self;

  self->is_record = has_version (tags, text);
  self->valid = complete;
  read_tags (self, tags, text);
  return self;
}

HatoDkimKey *
hato_dkim_key_ref (HatoDkimKey *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
dkim_key_clear (gpointer data)
{
  HatoDkimKey *self = data;

  g_clear_pointer (&self->key, g_bytes_unref);
  g_array_unref (self->notes);
}

void
hato_dkim_key_unref (HatoDkimKey *self)
{
  g_atomic_rc_box_release_full (self, dkim_key_clear);
}
