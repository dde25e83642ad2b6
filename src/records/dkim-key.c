/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/dkim-key.h"

#include <string.h>

#include "base/cursor.h"
#include "records/dkim-material.h"
#include "records/near-miss.h"

#define VERSION       "DKIM1"
#define TYPO_DISTANCE 2u
#define RSA_BITS_MIN  1024u /* RFC 8301 §3.2: a verifier takes none that is shorter */
#define RSA_BITS_GOOD 2048u /* … and a signer should use this or more */

G_DEFINE_BOXED_TYPE (HatoDkimKey, hato_dkim_key, hato_dkim_key_ref, hato_dkim_key_unref)

static void
note_tag (HatoDkimKey *key, const char *code, const HatoTag *tag)
{
  hato_notes_add (key->notes, code, tag->start, tag->end);
}

/* Whether the folded text begins nearly with the version: "v=dkim", "v=dkm1", "dkim1". */
static gboolean
is_near_version (const char *folded)
{
  g_autofree char *word = g_strndup (folded, strcspn (folded, " ;,"));

  return hato_near_miss_get_distance (word, "v=dkim1") <= TYPO_DISTANCE
         || g_str_has_prefix (word, "dkim");
}

/** hato_dkim_key_is_meant: whether a text is a key record or was clearly meant as one. */
gboolean
hato_dkim_key_is_meant (gconstpointer bytes, gsize size)
{
  g_autofree char *folded = hato_near_miss_fold (bytes, size);

  return strstr (folded, "dkim1") != NULL || is_near_version (folded)
         || g_str_has_prefix (folded, "k=rsa") || g_str_has_prefix (folded, "k=ed25519")
         || g_str_has_prefix (folded, "p=mi") || g_str_has_prefix (folded, "-----begin");
}

/* Notes (n=) are for people and may hold anything. */
static gboolean
is_in_notes (const HatoDkimKey *key, gsize at)
{
  const HatoTag *notes = hato_tag_list_find (key->tags, "n");

  return notes != NULL && at >= notes->start && at < notes->end;
}

/* Finds @part and notes it. */
static gboolean
note_part (HatoDkimKey *key, const char *part, const char *code)
{
  HatoCursor cursor;
  const char begin[] = { part[0], '\0' };

  hato_cursor_init (&cursor, key->text, key->size);
  while (hato_cursor_take_until_any_of (&cursor, begin), !hato_cursor_at_end (&cursor))
    {
      gsize start = cursor.position;

      if (hato_cursor_take_literal (&cursor, part) && !is_in_notes (key, start))
        {
          hato_notes_add (key->notes, code, start, cursor.position);
          return TRUE;
        }
      hato_cursor_seek (&cursor, start + 1);
    }
  return FALSE;
}

static const char *
name_character (HatoOddCharacter odd)
{
  switch (odd)
    {
    case HATO_ODD_SMART_QUOTE:
      return "dkim.smart_quotes";
    case HATO_ODD_FULL_WIDTH:
      return "dkim.fullwidth";
    case HATO_ODD_INVISIBLE:
    case HATO_ODD_OTHER:
      return "dkim.bad_base64";
    case HATO_ODD_CONTROL:
    case HATO_ODD_NONE:
    default:
      return NULL;
    }
}

/* A line break that is no folding white space (RFC 6376 §2.8: CRLF and then a space). */
static gboolean
note_line_break (HatoDkimKey *key)
{
  HatoCursor cursor;

  hato_cursor_init (&cursor, key->text, key->size);
  while (hato_cursor_take_until_any_of (&cursor, "\r\n"), !hato_cursor_at_end (&cursor))
    {
      gsize start = cursor.position;

      if (!hato_cursor_take_literal (&cursor, "\r\n")
          || hato_cursor_take_any_of (&cursor, " \t") == 0)
        {
          hato_notes_add (key->notes, "dkim.line_break", start, start + 1);
          return TRUE;
        }
    }
  return FALSE;
}

/* Characters that a panel, a word processor or a shell left in the text. One name is enough: they come together. */
static gboolean
note_characters (HatoDkimKey *key)
{
  gsize start = 0, end = 0;
  HatoOddCharacter odd;
  const char *code = NULL;

  if (note_part (key, "PRIVATE KEY", "dkim.private_key")
      || note_part (key, "-----BEGIN", "dkim.pem_header")
      || note_part (key, "-----END", "dkim.pem_header")
      || note_part (key, "PUBLIC KEY", "dkim.pem_header"))
    return TRUE;

  for (gsize at = 0; code == NULL; at = end)
    {
      odd = hato_near_miss_find_odd (key->text, key->size, at, &start, &end);
      if (odd == HATO_ODD_NONE)
        break;
      code = name_character (odd);
    }
  if (code != NULL)
    {
      hato_notes_add (key->notes, code, start, end);
      return TRUE;
    }
  return note_part (key, "\"", "dkim.quotes_in_value")
         || note_part (key, "'", "dkim.quotes_in_value")
         || note_part (key, "<br", "dkim.line_break") || note_part (key, "\\n", "dkim.line_break")
         || note_part (key, "\\r", "dkim.line_break") || note_part (key, "\\", "dkim.backslash")
         || note_line_break (key);
}

/* Whether @word is one of a list with colons; white space is of no account (RFC 6376 §3.6.1). */
static gboolean
list_has (const HatoTag *tag, const char *word)
{
  g_auto (GStrv) parts = g_strsplit_set (tag->value, " \t\r\n", -1);
  g_autofree char *packed = g_strjoinv ("", parts);
  g_auto (GStrv) words = g_strsplit (packed, ":", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], word) == 0)
      return TRUE;

  return FALSE;
}

static void
read_flags (HatoDkimKey *key)
{
  const HatoTag *hashes = hato_tag_list_find (key->tags, "h");
  const HatoTag *flags = hato_tag_list_find (key->tags, "t");

  key->sha256 = hashes == NULL || list_has (hashes, "sha256");
  if (!key->sha256) /* RFC 8301 §3.1: nobody verifies by SHA-1 */
    {
      key->valid = FALSE;
      note_tag (key, "dkim.sha1_only", hashes);
    }
  key->strict = flags != NULL && list_has (flags, "s");
  key->testing = flags != NULL && list_has (flags, "y");
  if (key->testing)
    note_tag (key, "dkim.testing", flags);
}

static void
read_type (HatoDkimKey *key)
{
  const HatoTag *type = hato_tag_list_find (key->tags, "k");

  if (type == NULL || g_ascii_strcasecmp (type->value, "rsa") == 0)
    key->type = HATO_DKIM_KEY_RSA;
  else if (g_ascii_strcasecmp (type->value, "ed25519") == 0)
    key->type = HATO_DKIM_KEY_ED25519;
  else
    {
      gboolean joined = strchr (type->value, '=') != NULL;

      key->valid = FALSE;
      note_tag (key, joined ? "dkim.no_semicolon" : "dkim.unknown_key_type", type);
    }
}

static void
judge_bits (HatoDkimKey *key, const HatoTag *tag)
{
  if (key->type != HATO_DKIM_KEY_RSA)
    return;

  if (key->bits < RSA_BITS_MIN)
    {
      key->valid = FALSE;
      note_tag (key, "dkim.too_short", tag);
    }
  else if (key->bits < RSA_BITS_GOOD)
    note_tag (key, "dkim.weak_1024", tag);
}

/* Whether the next tag stands in the value, as no semicolon was put before it. */
static gboolean
has_swallowed_tag (const char *value)
{
  static const char *const starts[] = { " v=", " k=", " h=", " s=", " t=", " n=" };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (strstr (value, starts[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* What is wrong with the value of p=; NULL where it is the key that k= announces. */
static const char *
name_material (const HatoDkimKey *key, const HatoDkimMaterial *material, const HatoTag *tag)
{
  switch (material->kind)
    {
    case HATO_DKIM_MATERIAL_RSA:
      return key->type == HATO_DKIM_KEY_ED25519 ? "dkim.key_type_mismatch" : NULL;
    case HATO_DKIM_MATERIAL_ED25519:
      return key->type == HATO_DKIM_KEY_RSA ? "dkim.key_type_mismatch" : NULL;
    case HATO_DKIM_MATERIAL_OTHER:
      return "dkim.key_type_mismatch";
    case HATO_DKIM_MATERIAL_PRIVATE:
      return "dkim.private_key";
    case HATO_DKIM_MATERIAL_TRUNCATED:
      return "dkim.truncated";
    case HATO_DKIM_MATERIAL_BAD_BASE64:
    case HATO_DKIM_MATERIAL_MEANINGLESS:
    default:
      if (g_str_has_suffix (tag->value, "...")) /* as pages show the beginning of a key */
        return "dkim.truncated";

      return has_swallowed_tag (tag->value) ? "dkim.no_semicolon" : "dkim.bad_base64";
    }
}

static void
read_key (HatoDkimKey *key)
{
  const HatoTag *tag = hato_tag_list_find (key->tags, "p");
  g_auto (HatoDkimMaterial) material = { 0 };
  const char *code;

  if (tag == NULL)
    {
      key->valid = FALSE;
      if (!hato_notes_have (key->notes, "dkim.no_semicolon"))
        hato_notes_add (key->notes, "dkim.missing_p", key->size, key->size);
      return;
    }
  if (tag->value[0] == '\0') /* RFC 6376 §3.6.1: an empty value means that the key was revoked */
    {
      key->revoked = TRUE;
      note_tag (key, "dkim.revoked", tag);
      return;
    }

  hato_dkim_material_read (&material, tag->value, strlen (tag->value));
  code = name_material (key, &material, tag);
  if (code != NULL)
    {
      gsize bad = material.kind == HATO_DKIM_MATERIAL_BAD_BASE64 ? tag->value_start + material.bad
                                                                 : tag->value_start;
      gsize end =
          material.kind == HATO_DKIM_MATERIAL_BAD_BASE64 ? MIN (bad + 1, tag->end) : tag->end;

      key->valid = FALSE;
      hato_notes_add (key->notes, code, bad, end);
      return;
    }
  key->bits = material.bits;
  key->key = g_steal_pointer (&material.public);
  judge_bits (key, tag);
}

/* A tag that comes twice makes the list void (RFC 6376 §3.2): two keys were put into one record. */
static void
judge_repeated (HatoDkimKey *key)
{
  for (guint i = 0; i < key->tags->tags->len; i++)
    if (hato_tag_list_repeats (key->tags, i))
      {
        key->valid = FALSE;
        note_tag (key, "dkim.multiple", hato_tag_list_get (key->tags, i));
        return;
      }
}

/* A part that is no tag voids the list as well (RFC 6376 §3.2). Where the key is missing that is said instead. */
static void
judge_parts (HatoDkimKey *key)
{
  for (guint i = 0; i < key->tags->tags->len && key->valid; i++)
    {
      const HatoTag *tag = hato_tag_list_get (key->tags, i);
      g_autofree char *folded = hato_near_miss_fold (tag->value, strlen (tag->value));

      if (tag->has_equals)
        continue;

      key->valid = FALSE;
      if (hato_tag_list_find (key->tags, "p") != NULL)
        note_tag (key, is_near_version (folded) ? "dkim.version_typo" : "dkim.no_semicolon", tag);
    }
}

static void
read_tags (HatoDkimKey *key)
{
  key->valid = !key->tags->too_big;
  judge_repeated (key);
  judge_parts (key);
  read_type (key);
  read_key (key);
  read_flags (key);
}

/* The place of the version: "v" if it is there must be the first tag, and exactly DKIM1 (RFC 6376 §3.6.1). */
static gboolean
has_version (const HatoDkimKey *key)
{
  const HatoTag *first = hato_tag_list_get (key->tags, 0);
  const HatoTag *version = hato_tag_list_find (key->tags, "v");

  if (version == NULL)
    return hato_tag_list_find (key->tags, "p") != NULL && *first->name != '\0';

  return version == first && strcmp (version->value, VERSION) == 0;
}

/* Names what keeps a text with a version from being a key record. */
static void
judge_version (HatoDkimKey *key)
{
  const HatoTag *first = hato_tag_list_get (key->tags, 0);
  const HatoTag *version = hato_tag_list_find (key->tags, "v");
  gsize length = strlen (VERSION);

  if (version == NULL)
    return;

  if (version != first)
    note_tag (key, "dkim.version_not_first", version);
  else if (g_ascii_strncasecmp (version->value, VERSION, length) == 0
           && strchr (version->value, '=') != NULL)
    note_tag (key, "dkim.no_semicolon", version);
  else
    note_tag (key, "dkim.version_typo", version);
}

/* A text that no verifier takes for a key, and whose fault has no name yet. */
static void
name_stranger (HatoDkimKey *key)
{
  g_autofree char *folded = hato_near_miss_fold (key->text, key->size);
  const HatoTag *first = hato_tag_list_get (key->tags, 0);

  if (first != NULL && is_near_version (folded))
    note_tag (key, strstr (first->value, "p=") != NULL ? "dkim.no_semicolon" : "dkim.version_typo",
              first);
  else if (g_str_has_prefix (folded, "k=") && strstr (folded, " p=") != NULL)
    hato_notes_add (key->notes, "dkim.no_semicolon", 0, key->size);
  else
    hato_notes_add (key->notes, "dkim.missing_p", 0, key->size);
}

/**
 * hato_dkim_key_parse:
 * @bytes: the text of one TXT record, its strings joined
 *
 * Reads one text as RFC 6376 §3.6.1, RFC 8301 and RFC 8463 do. What is wrong or odd stands in the notes, also where a
 * verifier sees no key record: then there is at least one.
 *
 * Returns: (transfer full): never NULL
 */
HatoDkimKey *
hato_dkim_key_parse (gconstpointer bytes, gsize size)
{
  HatoDkimKey *self = g_atomic_rc_box_new0 (HatoDkimKey);
  g_autofree char *folded = hato_near_miss_fold (bytes, size);

  self->text = g_malloc0 (size + 1);
  if (size > 0)
    memcpy (self->text, bytes, size);
  self->size = size;
  self->notes = hato_notes_new ();
  self->tags = hato_tag_list_new (self->text, size);
  self->is_record = has_version (self);
  if (g_str_has_prefix (folded, "v=spf1"))
    hato_notes_add (self->notes, "dkim.spf_here", 0, size);
  else if (note_characters (self))
    return self;
  else if (self->is_record)
    read_tags (self);
  else
    judge_version (self);
  if (!self->is_record && self->notes->len == 0)
    name_stranger (self);
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
  hato_tag_list_free (self->tags);
  g_free (self->text);
  g_array_unref (self->notes);
}

void
hato_dkim_key_unref (HatoDkimKey *self)
{
  g_atomic_rc_box_release_full (self, dkim_key_clear);
}
