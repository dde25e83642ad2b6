/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/dkim-mail.h"

#include <gnutls/crypto.h>
#include <string.h>

#include "base/cursor.h"

#define FIELD_NAME "dkim-signature"

/* The fields of each name that no h= entry has taken yet, for one signature. */
typedef struct
{
  const HatoMailSource *source;
  GHashTable *places; /* (element-type utf8 GArray<guint>): of each name, from the top */
  GHashTable *taken; /* (owned) (element-type utf8 guint): how many of that name, from the bottom */
} Picker;

G_DEFINE_BOXED_TYPE (HatoDkimMail, hato_dkim_mail, hato_dkim_mail_ref, hato_dkim_mail_unref)

static void
dkim_proof_free (gpointer data)
{
  HatoDkimProof *self = data;

  hato_dkim_signature_unref (self->signature);
  g_free (self);
}

static GHashTable *
index_fields (const HatoMailSource *source)
{
  GHashTable *places =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < source->fields->len; i++)
    {
      const HatoMailField *field = hato_mail_source_get_field (source, i);
      GArray *list = g_hash_table_lookup (places, field->name);

      if (list == NULL)
        {
          list = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (places, field->name, list);
        }
      g_array_append_val (list, i);
    }
  return places;
}

/* The next field of that name from the bottom, but @own; NULL where there is none: it counts as empty (RFC 6376 §5.4.2). */
static const HatoMailField *
pick (Picker *picker, const char *name, guint own)
{
  const GArray *list = g_hash_table_lookup (picker->places, name);
  guint taken = GPOINTER_TO_UINT (g_hash_table_lookup (picker->taken, name));
  const HatoMailField *field = NULL;

  while (list != NULL && field == NULL && taken < list->len)
    {
      guint index = g_array_index (list, guint, list->len - 1 - taken);

      taken++;
      if (index != own) /* RFC 6376 §3.5, h=: never the signature itself */
        field = hato_mail_source_get_field (picker->source, index);
    }
  g_hash_table_insert (picker->taken, (gpointer) name, GUINT_TO_POINTER (taken));
  return field;
}

/* The signature's own field, its value of b= left out and no CRLF at its end (RFC 6376 §3.7). */
static void
append_own (GString *out,
            const HatoDkimSignature *signature,
            const HatoMailField *field,
            const char *bytes)
{
  g_autoptr (GString) own =
      g_string_new_len (bytes + field->start, (gssize) (field->end - field->start));
  gsize value = field->value - field->start;

  g_string_erase (own, (gssize) (value + signature->hole_start),
                  (gssize) (signature->hole_end - signature->hole_start));
  if (g_str_has_suffix (own->str, "\r\n"))
    g_string_truncate (own, own->len - 2);
  hato_dkim_append_field (out, signature->header, own->str, own->len);
}

/* SHA-256 of the header fields that were signed. */
static void
hash_header (HatoDkimProof *proof, const HatoMailSource *source, GHashTable *places, guint own)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  Picker picker = { source, places, taken };
  const HatoDkimSignature *signature = proof->signature;
  const char *bytes = g_bytes_get_data (source->bytes, NULL);
  g_autoptr (GString) header = g_string_sized_new (4096);

  for (guint i = 0; signature->fields[i] != NULL; i++)
    {
      const HatoMailField *field = pick (&picker, signature->fields[i], own);

      if (field != NULL)
        hato_dkim_append_field (header, signature->header, bytes + field->start,
                                field->end - field->start);
    }
  append_own (header, signature, hato_mail_source_get_field (source, own), bytes);
  gnutls_hash_fast (GNUTLS_DIG_SHA256, header->str, header->len, proof->digest);
}

static gboolean
is_body_intact (const HatoDkimSignature *signature, const HatoMailSource *source)
{
  guint8 digest[HATO_SHA256_SIZE];
  gsize size, hash_size;
  const char *bytes = g_bytes_get_data (source->bytes, &size);
  gconstpointer hash = g_bytes_get_data (signature->body_hash, &hash_size);

  return hato_dkim_hash_body (signature->body, bytes + source->body, size - source->body,
                              signature->body_length, digest)
         && hash_size == sizeof digest && memcmp (hash, digest, sizeof digest) == 0;
}

static HatoDkimProof *
new_proof (const HatoMailSource *source, GHashTable *places, guint own)
{
  const HatoMailField *field = hato_mail_source_get_field (source, own);
  const char *bytes = g_bytes_get_data (source->bytes, NULL);
  HatoDkimProof *proof = g_new0 (HatoDkimProof, 1);

  proof->signature = hato_dkim_signature_parse (bytes + field->value, field->end - field->value);
  if (proof->signature->fault == NULL && proof->signature->supported)
    {
      proof->body_intact = is_body_intact (proof->signature, source);
      hash_header (proof, source, places, own);
    }
  return proof;
}

/**
 * hato_dkim_mail_new:
 *
 * Finds the signatures of a mail and reckons all hashes, so that a judge of keys has nothing left to read.
 *
 * Returns: (transfer full)
 */
HatoDkimMail *
hato_dkim_mail_new (const HatoMailSource *source)
{
  HatoDkimMail *self = g_atomic_rc_box_new0 (HatoDkimMail);
  g_autoptr (GHashTable) places = index_fields (source);
  const GArray *signatures = g_hash_table_lookup (places, FIELD_NAME);

  self->proofs = g_ptr_array_new_with_free_func (dkim_proof_free);
  for (guint i = 0; signatures != NULL && i < signatures->len; i++)
    if (i < HATO_DKIM_SIGNATURES_MAX)
      g_ptr_array_add (self->proofs,
                       new_proof (source, places, g_array_index (signatures, guint, i)));
    else
      self->n_left_out++;
  return self;
}

HatoDkimMail *
hato_dkim_mail_ref (HatoDkimMail *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
dkim_mail_clear (gpointer data)
{
  HatoDkimMail *self = data;

  g_ptr_array_unref (self->proofs);
}

void
hato_dkim_mail_unref (HatoDkimMail *self)
{
  g_atomic_rc_box_release_full (self, dkim_mail_clear);
}
