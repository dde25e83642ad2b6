/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/dkim-signature.h"

#include <string.h>

#include "base/base64.h"
#include "base/cursor.h"
#include "base/domain-name.h"
#include "records/tag-list.h"

#define BASE64_MAX  8192u /* characters: a signature of 16384 bits has 2732 */
#define FIELDS_MAX  512u  /* names in h= */
#define WHITE_SPACE " \t\r\n"
#define DECIMALS_MAX                                                                               \
  G_GUINT64_CONSTANT (999999999999) /* RFC 6376 §3.5: times have at most 12 digits */

static const struct
{
  const char *name;
  HatoDkimKeyType type;
  gboolean supported;
} algorithms[] = {
  { "rsa-sha256", HATO_DKIM_KEY_RSA, TRUE },
  { "ed25519-sha256", HATO_DKIM_KEY_ED25519, TRUE }, /* RFC 8463 §3 */
  { "rsa-sha1", HATO_DKIM_KEY_RSA, FALSE },          /* RFC 8301 §3.1: has failed for good */
};

G_DEFINE_BOXED_TYPE (HatoDkimSignature,
                     hato_dkim_signature,
                     hato_dkim_signature_ref,
                     hato_dkim_signature_unref)

/* The first fault is told. */
static void
set_fault (HatoDkimSignature *self, const char *fault)
{
  if (self->fault == NULL)
    self->fault = fault;
}

/* The value of a tag without the white space that folding puts anywhere into it. */
static char *
dup_dense (const HatoTagList *tags, const char *name)
{
  const HatoTag *tag = hato_tag_list_find (tags, name);
  GString *dense;

  if (tag == NULL)
    return NULL;

  dense = g_string_sized_new (strlen (tag->value));
  for (const char *at = tag->value; *at != '\0'; at++)
    if (strchr (WHITE_SPACE, *at) == NULL)
      g_string_append_c (dense, g_ascii_tolower (*at));
  return g_string_free (dense, FALSE);
}

/* A whole decimal number, or -1 where the tag is missing. */
static gint64
read_number (HatoDkimSignature *self, const HatoTagList *tags, const char *name)
{
  const HatoTag *tag = hato_tag_list_find (tags, name);
  HatoCursor cursor;
  guint64 value;

  if (tag == NULL)
    return -1;

  hato_cursor_init (&cursor, tag->value, strlen (tag->value));
  if (!hato_cursor_take_decimal (&cursor, DECIMALS_MAX, &value) || !hato_cursor_at_end (&cursor))
    {
      set_fault (self, "a number is malformed");
      return -1;
    }
  return (gint64) value;
}

static GBytes *
read_base64 (HatoDkimSignature *self, const HatoTagList *tags, const char *name)
{
  const HatoTag *tag = hato_tag_list_find (tags, name);
  g_autoptr (GBytes) bytes = NULL;
  gsize bad;

  if (tag != NULL)
    bytes = hato_base64_decode (tag->value, strlen (tag->value), BASE64_MAX, &bad);
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      set_fault (self, "b= or bh= is missing or malformed");
      return NULL;
    }
  return g_steal_pointer (&bytes);
}

static void
read_algorithm (HatoDkimSignature *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (algorithms); i++)
    if (strcmp (self->algorithm, algorithms[i].name) == 0)
      {
        self->key_type = algorithms[i].type;
        self->supported = algorithms[i].supported;
      }
}

/* "relaxed/simple"; a single word is the header's, the body is simple then (RFC 6376 §3.5). */
static void
read_canonical (HatoDkimSignature *self, const HatoTagList *tags)
{
  static const char *const names[] = { "simple", "relaxed", NULL };
  g_autofree char *value = dup_dense (tags, "c");
  g_auto (GStrv) parts = g_strsplit (value != NULL ? value : "simple/simple", "/", 3);
  gboolean known = g_strv_length (parts) <= 2;

  for (guint i = 0; known && parts[i] != NULL; i++)
    {
      HatoCanonical *form = i == 0 ? &self->header : &self->body;

      known = g_strv_contains (names, parts[i]);
      *form = strcmp (parts[i], "relaxed") == 0 ? HATO_CANONICAL_RELAXED : HATO_CANONICAL_SIMPLE;
    }
  if (!known)
    set_fault (self, "c= names no known form");
}

/* RFC 6376 §5.4: From must be signed. */
static void
read_fields (HatoDkimSignature *self, const HatoTagList *tags)
{
  g_autofree char *value = dup_dense (tags, "h");
  g_auto (GStrv) fields = g_strsplit (value != NULL ? value : "", ":", FIELDS_MAX + 1);

  if (!g_strv_contains ((const char *const *) fields, "from"))
    set_fault (self, "h= does not name From");
  if (g_strv_length (fields) > FIELDS_MAX)
    set_fault (self, "h= names too many fields");
  self->fields = g_steal_pointer (&fields);
}

/* RFC 6376 §3.5: i= is an address at d= or below it. */
static void
read_identity (HatoDkimSignature *self, const HatoTagList *tags)
{
  g_autofree char *value = dup_dense (tags, "i");
  const char *at = value != NULL ? strrchr (value, '@') : NULL;
  g_autofree char *suffix = g_strconcat (".", self->domain, NULL);

  if (value != NULL && at == NULL)
    set_fault (self, "i= is no address");
  self->identity = g_strdup (at != NULL ? at + 1 : self->domain);
  if (strcmp (self->identity, self->domain) != 0 && !g_str_has_suffix (self->identity, suffix))
    set_fault (self, "i= is not within d=");
}

/* RFC 6376 §3.5: q=dns/txt is the only way to the key; an unknown one is ignored among others. */
static void
read_query (HatoDkimSignature *self, const HatoTagList *tags)
{
  g_autofree char *value = dup_dense (tags, "q");
  g_auto (GStrv) ways = g_strsplit (value != NULL ? value : "dns/txt", ":", 16);

  if (!g_strv_contains ((const char *const *) ways, "dns/txt"))
    set_fault (self, "q= names no known way to the key");
}

/* A name in another script is asked for in its ASCII form (RFC 8616 §5). */
static char *
dup_name (const HatoTagList *tags, const char *tag)
{
  char *typed = dup_dense (tags, tag);
  g_autoptr (HatoDomainName) name = NULL;

  if (typed == NULL || g_str_is_ascii (typed))
    return typed;

  name = hato_domain_name_new (typed, NULL);
  g_free (typed);
  return name != NULL ? g_strdup (name->ascii) : NULL;
}

static void
read_names (HatoDkimSignature *self, const HatoTagList *tags)
{
  char *domain = dup_name (tags, "d");
  char *selector = dup_name (tags, "s");
  g_autofree char *name = NULL;

  self->domain = domain != NULL ? domain : g_strdup ("");
  self->selector = selector != NULL ? selector : g_strdup ("");
  name = g_strconcat (self->selector, "._domainkey.", self->domain, NULL);
  if (domain == NULL || selector == NULL || !hato_domain_name_is_askable (name))
    set_fault (self, "d= or s= is missing or malformed");
}

static void
read_times (HatoDkimSignature *self, const HatoTagList *tags)
{
  self->signed_at = read_number (self, tags, "t");
  self->expires = read_number (self, tags, "x");
  self->body_length = read_number (self, tags, "l");
  if (self->signed_at >= 0 && self->expires >= 0 && self->expires <= self->signed_at)
    set_fault (self, "x= is not later than t=");
}

/* RFC 6376 §3.2: a name that comes twice voids the list, and so does a part that is no tag. */
static void
judge_list (HatoDkimSignature *self, const HatoTagList *tags)
{
  if (tags->too_big || tags->n_empty > 0)
    set_fault (self, "it is no list of tags");
  for (guint i = 0; i < tags->tags->len; i++)
    if (!hato_tag_list_get (tags, i)->has_equals || hato_tag_list_repeats (tags, i))
      set_fault (self, "it is no list of tags");
}

/* Where the value of b= stands, with the white space around it: RFC 6376 §3.5 leaves all of that out of the hash. */
static void
find_hole (HatoDkimSignature *self, const HatoTagList *tags, gconstpointer bytes, gsize size)
{
  const HatoTag *tag = hato_tag_list_find (tags, "b");
  HatoCursor cursor;

  if (tag == NULL)
    return;

  hato_cursor_init (&cursor, bytes, size);
  hato_cursor_seek (&cursor, tag->name_end);
  hato_cursor_take_any_of (&cursor, WHITE_SPACE);
  hato_cursor_take_char (&cursor, '=');
  self->hole_start = cursor.position;
  hato_cursor_take_until_any_of (&cursor, ";");
  self->hole_end = cursor.position;
}

/**
 * hato_dkim_signature_parse:
 * @bytes: what stands behind the colon of a DKIM-Signature field, folds included
 *
 * Reads one signature as RFC 6376 §3.5, RFC 8301 and RFC 8463 do.
 *
 * Returns: (transfer full): never NULL; with @fault set where a verifier must not use it
 */
HatoDkimSignature *
hato_dkim_signature_parse (gconstpointer bytes, gsize size)
{
  HatoDkimSignature *self = g_atomic_rc_box_new0 (HatoDkimSignature);
  g_autoptr (HatoTagList) tags = hato_tag_list_new (bytes, size);
  g_autofree char *version = dup_dense (tags, "v");

  judge_list (self, tags);
  if (g_strcmp0 (version, "1") != 0)
    set_fault (self, "v= is not 1");
  self->algorithm = dup_dense (tags, "a");
  if (self->algorithm == NULL)
    {
      self->algorithm = g_strdup ("");
      set_fault (self, "a= is missing");
    }
  read_algorithm (self);
  read_names (self, tags);
  read_identity (self, tags);
  read_fields (self, tags);
  read_canonical (self, tags);
  read_query (self, tags);
  read_times (self, tags);
  self->body_hash = read_base64 (self, tags, "bh");
  self->signature = read_base64 (self, tags, "b");
  find_hole (self, tags, bytes, size);
  return self;
}

HatoDkimSignature *
hato_dkim_signature_ref (HatoDkimSignature *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
dkim_signature_clear (gpointer data)
{
  HatoDkimSignature *self = data;

  g_free (self->algorithm);
  g_free (self->domain);
  g_free (self->selector);
  g_free (self->identity);
  g_strfreev (self->fields);
  g_clear_pointer (&self->body_hash, g_bytes_unref);
  g_clear_pointer (&self->signature, g_bytes_unref);
}

void
hato_dkim_signature_unref (HatoDkimSignature *self)
{
  g_atomic_rc_box_release_full (self, dkim_signature_clear);
}
