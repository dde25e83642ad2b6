/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/record-check.h"

#include <string.h>

#include "dns/noted.h"
#include "records/bimi.h"
#include "records/dkim-key.h"
#include "records/dmarc-record.h"
#include "records/mta-sts-policy.h"
#include "records/mta-sts-record.h"
#include "records/spf-record.h"
#include "records/tls-rpt.h"

/* Fills the check from the parser's result, and hands out (transfer full) its notes. */
typedef GArray *(*CheckFunc) (HatoRecordCheck *self, gconstpointer bytes, gsize size);

G_DEFINE_BOXED_TYPE (HatoRecordCheck,
                     hato_record_check,
                     hato_record_check_ref,
                     hato_record_check_unref)

static void
part_free (gpointer data)
{
  HatoRecordPart *part = data;

  g_free (part->value);
  g_free (part);
}

static void
take_part (HatoRecordCheck *self, const char *name, char *value)
{
  HatoRecordPart *part;

  if (value == NULL)
    return;

  part = g_new0 (HatoRecordPart, 1);
  part->name = name;
  part->value = value;
  g_ptr_array_add (self->parsed, part);
}

static void
add_part (HatoRecordCheck *self, const char *name, const char *value)
{
  take_part (self, name, g_strdup (value));
}

static void
add_list (HatoRecordCheck *self, const char *name, const GPtrArray *values)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < values->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? "," : "",
                            (const char *) g_ptr_array_index (values, i));
  take_part (self, name, g_string_free (list, values->len == 0));
}

static void
set_ignored (HatoRecordCheck *self, const GPtrArray *ignored)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < ignored->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (ignored, i));
  g_strfreev (self->ignored);
  self->ignored = g_strv_builder_end (builder);
}

static GArray *
check_spf (HatoRecordCheck *self, gconstpointer bytes, gsize size)
{
  g_autoptr (HatoSpfRecord) record = hato_spf_record_parse (bytes, size, NULL, 0);
  g_autoptr (GString) terms = g_string_new (NULL);

  self->is_record = record->is_record;
  self->valid = record->valid;
  if (!record->valid)
    return g_array_ref (record->notes);

  for (guint i = 0; i < record->n_terms; i++)
    {
      const HatoSpfTerm *term = &record->terms[i];

      g_string_append (terms, i > 0 ? " " : "");
      g_string_append_len (terms, record->text + term->start, (gssize) (term->end - term->start));
    }
  add_part (self, "version", "spf1");
  add_part (self, "terms", terms->str);
  add_part (self, "redirect", record->redirect.text);
  add_part (self, "explanation", record->explanation.text);
  return g_array_ref (record->notes);
}

static GArray *
check_dmarc (HatoRecordCheck *self, gconstpointer bytes, gsize size)
{
  static const char *const psd_words[] = {
    [HATO_DMARC_PSD_UNKNOWN] = "u",
    [HATO_DMARC_PSD_YES] = "y",
    [HATO_DMARC_PSD_NO] = "n",
  };
  g_autoptr (HatoDmarcRecord) record = hato_dmarc_record_parse (bytes, size);

  self->is_record = record->is_record;
  self->valid = record->valid;
  set_ignored (self, record->ignored);
  if (!record->is_record)
    return g_array_ref (record->notes);

  add_part (self, "policy", hato_dmarc_policy_to_string (record->policy));
  add_part (self, "subdomain_policy", hato_dmarc_policy_to_string (record->subdomain_policy));
  add_part (self, "nonexistent_policy", hato_dmarc_policy_to_string (record->missing_policy));
  add_part (self, "adkim", record->strict_dkim ? "s" : "r");
  add_part (self, "aspf", record->strict_spf ? "s" : "r");
  add_part (self, "psd", psd_words[record->psd]);
  add_part (self, "t", record->testing ? "y" : "n");
  add_list (self, "rua", record->rua);
  add_list (self, "ruf", record->ruf);
  return g_array_ref (record->notes);
}

static GArray *
check_dkim (HatoRecordCheck *self, gconstpointer bytes, gsize size)
{
  static const char *const type_words[] = {
    [HATO_DKIM_KEY_UNKNOWN] = "unknown",
    [HATO_DKIM_KEY_RSA] = "rsa",
    [HATO_DKIM_KEY_ED25519] = "ed25519",
  };
  g_autoptr (HatoDkimKey) key = hato_dkim_key_parse (bytes, size);

  self->is_record = key->is_record;
  self->valid = key->valid;
  if (!key->is_record)
    return g_array_ref (key->notes);

  add_part (self, "type", type_words[key->type]);
  if (key->bits > 0)
    take_part (self, "bits", g_strdup_printf ("%u", key->bits));
  add_part (self, "revoked", key->revoked ? "true" : "false");
  add_part (self, "testing", key->testing ? "true" : "false");
  add_part (self, "subdomains", key->strict ? "false" : "true");
  return g_array_ref (key->notes);
}

static GArray *
check_mta_sts (HatoRecordCheck *self, gconstpointer bytes, gsize size)
{
  g_autoptr (HatoMtaStsRecord) record = hato_mta_sts_record_parse (bytes, size);

  self->is_record = record->is_record;
  self->valid = record->valid;
  add_part (self, "id", record->id);
  return g_array_ref (record->notes);
}

static GArray *
check_mta_sts_policy (HatoRecordCheck *self, gconstpointer bytes, gsize size)
{
  static const char *const mode_words[] = {
    [HATO_MTA_STS_NONE] = "none",
    [HATO_MTA_STS_TESTING] = "testing",
    [HATO_MTA_STS_ENFORCE] = "enforce",
  };
  g_autoptr (HatoMtaStsPolicy) policy = hato_mta_sts_policy_parse (bytes, size);

  self->is_record = policy->is_record;
  self->valid = policy->valid;
  if (!policy->valid)
    return g_array_ref (policy->notes);

  add_part (self, "mode", mode_words[policy->mode]);
  add_list (self, "mx", policy->mx);
  take_part (self, "max_age", g_strdup_printf ("%u", policy->max_age));
  return g_array_ref (policy->notes);
}

static GArray *
check_tls_rpt (HatoRecordCheck *self, gconstpointer bytes, gsize size)
{
  g_autoptr (HatoTlsRpt) record = hato_tls_rpt_parse (bytes, size);

  self->is_record = record->is_record;
  self->valid = record->valid;
  add_list (self, "rua", record->rua);
  return g_array_ref (record->notes);
}

static GArray *
check_bimi (HatoRecordCheck *self, gconstpointer bytes, gsize size)
{
  g_autoptr (HatoBimi) record = hato_bimi_parse (bytes, size);

  self->is_record = record->is_record;
  self->valid = record->valid;
  add_part (self, "location", record->logo);
  add_part (self, "evidence", record->authority);
  return g_array_ref (record->notes);
}

static const struct
{
  const char *word;
  CheckFunc check;
} kinds[] = {
  [HATO_RECORD_SPF] = { "spf", check_spf },
  [HATO_RECORD_DMARC] = { "dmarc", check_dmarc },
  [HATO_RECORD_DKIM] = { "dkim", check_dkim },
  [HATO_RECORD_MTA_STS] = { "mta-sts", check_mta_sts },
  [HATO_RECORD_MTA_STS_POLICY] = { "mta-sts-policy", check_mta_sts_policy },
  [HATO_RECORD_TLS_RPT] = { "tls-rpt", check_tls_rpt },
  [HATO_RECORD_BIMI] = { "bimi", check_bimi },
};

/** hato_record_kind_from_string: FALSE where @text is none of the words of the contract */
gboolean
hato_record_kind_from_string (const char *text, HatoRecordKind *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (text, kinds[i].word) == 0)
      {
        *kind = (HatoRecordKind) i;
        return TRUE;
      }
  return FALSE;
}

const char *
hato_record_kind_to_string (HatoRecordKind kind)
{
  return kinds[kind].word;
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  return hato_finding_compare (*(const HatoFinding *const *) a, *(const HatoFinding *const *) b);
}

/* What the texts say beside the marked part. */
static void
add_arguments (HatoRecordCheck *self)
{
  const char *bits = hato_record_check_get_part (self, "bits");

  for (guint i = 0; i < self->findings->len; i++)
    {
      HatoFinding *finding = g_ptr_array_index (self->findings, i);

      if (strcmp (finding->code, "dkim.weak_1024") == 0
          || strcmp (finding->code, "dkim.too_short") == 0)
        hato_finding_add_argument (finding, "bits", bits);
      else if (strcmp (finding->code, "dmarc.rfc7489_differs") == 0)
        {
          hato_finding_add_argument (finding, "policy",
                                     hato_record_check_get_part (self, "policy"));
          hato_finding_add_argument (finding, "result", "none");
        }
    }
}

/* A text that no receiver takes for a record, and in which nothing was seen that was meant as one. */
static void
add_stranger (HatoRecordCheck *self, gconstpointer bytes, gsize size)
{
  static const char *const codes[] = {
    [HATO_RECORD_SPF] = "spf.not_spf",
    [HATO_RECORD_DMARC] = "dmarc.not_dmarc",
    [HATO_RECORD_DKIM] = "dkim.missing_p",
    [HATO_RECORD_MTA_STS] = "mta-sts.version_typo",
    [HATO_RECORD_MTA_STS_POLICY] = "mta-sts.bad_policy",
    [HATO_RECORD_TLS_RPT] = "tlsrpt.version_typo",
    [HATO_RECORD_BIMI] = "bimi.version_typo",
  };
  g_autoptr (GArray) notes = NULL;

  if (self->is_record || self->findings->len > 0)
    return;

  notes = hato_notes_new ();
  hato_notes_add (notes, codes[self->kind], 0, size);
  hato_noted_add_findings (self->findings, notes, bytes, size, kinds[self->kind].word, NULL);
}

/**
 * hato_record_check_new:
 * @bytes: (nullable): the text, its strings joined
 *
 * Judges one text as a record of @kind. No network is asked: what only the rest of DNS could tell is not among the findings.
 *
 * Returns: (transfer full)
 */
HatoRecordCheck *
hato_record_check_new (HatoRecordKind kind, gconstpointer bytes, gsize size)
{
  HatoRecordCheck *self = g_atomic_rc_box_new0 (HatoRecordCheck);
  g_autoptr (GArray) notes = NULL;

  self->kind = kind;
  self->parsed = g_ptr_array_new_with_free_func (part_free);
  self->ignored = g_new0 (char *, 1);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_finding_unref);
  notes = kinds[kind].check (self, bytes, size);
  hato_noted_add_findings (self->findings, notes, bytes, size, kinds[kind].word, NULL);
  add_stranger (self, bytes, size);
  add_arguments (self);
  g_ptr_array_sort (self->findings, compare_findings); /* GLib's sort is stable */
  return self;
}

/** hato_record_check_get_part: (transfer none) (nullable): the value of a part; NULL where the record has none */
const char *
hato_record_check_get_part (const HatoRecordCheck *self, const char *name)
{
  for (guint i = 0; i < self->parsed->len; i++)
    {
      const HatoRecordPart *part = g_ptr_array_index (self->parsed, i);

      if (strcmp (part->name, name) == 0)
        return part->value;
    }
  return NULL;
}

HatoRecordCheck *
hato_record_check_ref (HatoRecordCheck *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
record_check_clear (gpointer data)
{
  HatoRecordCheck *self = data;

  g_ptr_array_unref (self->parsed);
  g_strfreev (self->ignored);
  g_ptr_array_unref (self->findings);
}

void
hato_record_check_unref (HatoRecordCheck *self)
{
  g_atomic_rc_box_release_full (self, record_check_clear);
}
