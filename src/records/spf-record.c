/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records/spf-record.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/cursor.h"
#include "records/spf-faults.h"

#define VERSION             "v=spf1"
#define TERMS_MAX           40000u /* more than a TXT record of 64 kB can hold */
#define LONG_RECORD         512u   /* RFC 7208 §3.4: what fits a UDP answer without EDNS */
#define NARROW_PREFIX4      12u    /* a network wider than any single company's */
#define NARROW_PREFIX6      19u
#define NARROW_PREFIX4_HOST 16u

static const char *const mechanism_names[] = {
  [HATO_SPF_ALL] = "all", [HATO_SPF_INCLUDE] = "include", [HATO_SPF_A] = "a",
  [HATO_SPF_MX] = "mx",   [HATO_SPF_PTR] = "ptr",         [HATO_SPF_IP4] = "ip4",
  [HATO_SPF_IP6] = "ip6", [HATO_SPF_EXISTS] = "exists",
};

/* What is gathered while the terms are read. */
typedef struct
{
  HatoSpfRecord *record;
  GArray *terms; /* (element-type HatoSpfTerm) */
  const gsize *ends;
  guint n_strings;
  gboolean exp_seen;
  int all; /* index of the first all, -1 = none */
} Reading;

G_DEFINE_BOXED_TYPE (HatoSpfRecord, hato_spf_record, hato_spf_record_ref, hato_spf_record_unref)

/** hato_spf_mechanism_to_string: its name as the RFC writes it. */
const char *
hato_spf_mechanism_to_string (HatoSpfMechanism mechanism)
{
  return mechanism_names[mechanism];
}

/* macro-expand (§7.1): after the "%". Letters c, r and t are for explanations alone (§7.2). */
static gboolean
take_macro (HatoCursor *cursor)
{
  guint64 digits;

  if (hato_cursor_take_char (cursor, '%') || hato_cursor_take_char (cursor, '_')
      || hato_cursor_take_char (cursor, '-'))
    return TRUE;
  if (!hato_cursor_take_char (cursor, '{') || hato_cursor_peek (cursor) == HATO_CURSOR_END
      || strchr ("sSlLoOdDiIpPhHvV", hato_cursor_peek (cursor)) == NULL)
    return FALSE;

  hato_cursor_skip (cursor, 1);
  if (hato_cursor_peek (cursor) >= '0' && hato_cursor_peek (cursor) <= '9'
      && (!hato_cursor_take_decimal (cursor, G_MAXUINT32, &digits)
          || digits == 0)) /* §7.1: a digit must be nonzero */
    return FALSE;

  if (!hato_cursor_take_char (cursor, 'r'))
    hato_cursor_take_char (cursor, 'R');
  hato_cursor_take_any_of (cursor, ".-+,/_=");
  return hato_cursor_take_char (cursor, '}');
}

/* macro-string (§7.1) to the end of the cursor. @ends_in_macro: its last part is a macro-expand. */
static gboolean
is_macro_string (HatoCursor cursor, gboolean *macros, gboolean *ends_in_macro)
{
  *macros = FALSE;
  *ends_in_macro = FALSE;
  for (int byte; (byte = hato_cursor_peek (&cursor)) != HATO_CURSOR_END;)
    {
      if (byte < 0x21 || byte > 0x7e)
        return FALSE;

      hato_cursor_skip (&cursor, 1);
      *ends_in_macro = byte == '%';
      if (byte != '%')
        continue;

      *macros = TRUE;
      if (!take_macro (&cursor))
        return FALSE;
    }
  return TRUE;
}

/* toplabel (§7.1): letters and digits, with a letter or an inner hyphen among them. */
static gboolean
is_top_label (const char *label, gsize length)
{
  gboolean letter = FALSE, hyphen = FALSE;

  if (length == 0 || label[0] == '-' || label[length - 1] == '-')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      letter = letter || g_ascii_isalpha (label[i]);
      hyphen = hyphen || label[i] == '-';
      if (!g_ascii_isalnum (label[i]) && label[i] != '-')
        return FALSE;
    }
  return letter || hyphen;
}

/* domain-spec (§7.1): a macro-string that ends in a macro, or in a dot and a top label. */
static gboolean
read_domain_spec (HatoSpfDomainSpec *spec, const char *text, gsize length)
{
  HatoCursor cursor;
  gsize end = length;
  gboolean ends_in_macro;
  const char *dot;

  hato_cursor_init (&cursor, text, length);
  if (length == 0 || !is_macro_string (cursor, &spec->macros, &ends_in_macro))
    return FALSE;

  if (!ends_in_macro)
    {
      if (text[end - 1] == '.')
        end--;
      dot = g_strrstr_len (text, (gssize) end, ".");
      if (dot == NULL || !is_top_label (dot + 1, end - (gsize) (dot + 1 - text)))
        return FALSE;
    }
  g_free (spec->text);
  spec->text = spec->macros ? g_strndup (text, length) : g_ascii_strdown (text, (gssize) end);
  return TRUE;
}

/* The number behind a slash (§5.6): no leading zero, no more than @max. */
static gboolean
read_prefix (const char *text, gsize length, guint max, guint8 *prefix)
{
  HatoCursor cursor;
  guint64 value;

  hato_cursor_init (&cursor, text, length);
  if (!hato_cursor_take_decimal (&cursor, max, &value) || !hato_cursor_at_end (&cursor)
      || (length > 1 && text[0] == '0'))
    return FALSE;

  *prefix = (guint8) value;
  return TRUE;
}

/* dual-cidr-length (§5.6): takes "/24", "//64" or "/24//64" from the end of the value; the length of what stands before it. */
static gboolean
take_dual_cidr (HatoSpfTerm *term, const char *value, gsize *length)
{
  gsize at = *length;

  while (at > 0 && g_ascii_isdigit (value[at - 1]))
    at--;
  if (at >= 2 && value[at - 1] == '/' && value[at - 2] == '/')
    {
      if (!read_prefix (value + at, *length - at, 128, &term->prefix6))
        return FALSE;
      *length = at - 2;
      for (at = *length; at > 0 && g_ascii_isdigit (value[at - 1]);)
        at--;
    }
  if (at >= 1 && value[at - 1] == '/')
    {
      if (!read_prefix (value + at, *length - at, 32, &term->prefix4))
        return FALSE;
      *length = at - 1;
    }
  return TRUE;
}

static gboolean
read_network (HatoSpfTerm *term, const char *value, gsize length)
{
  const char *slash = memchr (value, '/', length);
  gsize address_length = slash != NULL ? (gsize) (slash - value) : length;
  char address[64];
  gboolean four = term->mechanism == HATO_SPF_IP4;

  if (address_length == 0 || address_length >= sizeof address)
    return FALSE;

  memcpy (address, value, address_length);
  address[address_length] = '\0';
  if (inet_pton (four ? AF_INET : AF_INET6, address, term->network) != 1)
    return FALSE;
  if (slash == NULL)
    return TRUE;

  return four ? read_prefix (slash + 1, length - address_length - 1, 32, &term->prefix4)
              : read_prefix (slash + 1, length - address_length - 1, 128, &term->prefix6);
}

/* The value of a mechanism: what stands behind its name (§5). */
static gboolean
read_value (HatoSpfTerm *term, const char *value, gsize length)
{
  switch (term->mechanism)
    {
    case HATO_SPF_ALL:
      return length == 0;
    case HATO_SPF_INCLUDE:
    case HATO_SPF_EXISTS:
      return length > 1 && value[0] == ':'
             && read_domain_spec (&term->domain, value + 1, length - 1);
    case HATO_SPF_PTR:
      return length == 0
             || (value[0] == ':' && read_domain_spec (&term->domain, value + 1, length - 1));
    case HATO_SPF_A:
    case HATO_SPF_MX:
      if (length > 0 && !take_dual_cidr (term, value, &length))
        return FALSE;
      return length == 0
             || (value[0] == ':' && read_domain_spec (&term->domain, value + 1, length - 1));
    case HATO_SPF_IP4:
    case HATO_SPF_IP6:
      return length > 1 && value[0] == ':' && read_network (term, value + 1, length - 1);
    default:
      return FALSE;
    }
}

static gboolean
find_mechanism (const char *name, gsize length, HatoSpfMechanism *mechanism)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mechanism_names); i++)
    if (strlen (mechanism_names[i]) == length
        && g_ascii_strncasecmp (mechanism_names[i], name, length) == 0)
      {
        *mechanism = (HatoSpfMechanism) i;
        return TRUE;
      }
  return FALSE;
}

/* directive (§4.6.1): [ qualifier ] mechanism. */
static gboolean
read_directive (Reading *reading, const char *text, gsize start, gsize end)
{
  static const char qualifiers[] = "+-~?";
  HatoSpfTerm term = { .start = start, .end = end, .prefix4 = 32, .prefix6 = 128 };
  const char *at = text + start;
  const char *qualifier = strchr (qualifiers, *at);
  gsize length = end - start, name;

  if (qualifier != NULL)
    {
      term.qualifier = (HatoSpfQualifier) (qualifier - qualifiers);
      at++;
      length--;
    }
  name = strcspn (at, ":/ ");
  name = MIN (name, length);
  if (!find_mechanism (at, name, &term.mechanism) || !read_value (&term, at + name, length - name))
    {
      g_free (term.domain.text);
      return FALSE;
    }
  if (term.mechanism == HATO_SPF_ALL && reading->all < 0)
    reading->all = (int) reading->terms->len;
  g_array_append_val (reading->terms, term);
  return TRUE;
}

/* A modifier that carries the name of a mechanism was meant as one, and is ignored (§6). */
static void
note_odd_modifier (Reading *reading, const char *name, gsize length, gsize start, gsize end)
{
  HatoSpfMechanism mechanism;

  if (find_mechanism (name, length, &mechanism))
    hato_notes_add (reading->record->notes, "spf.include_equals", start, end);
  else if (length == 1 && g_ascii_strncasecmp (name, VERSION, strlen (VERSION)) == 0)
    hato_notes_add (reading->record->notes, "spf.double_version", start, end);
}

/* modifier (§6): name "=" macro-string. */
static gboolean
read_modifier (Reading *reading, const char *text, gsize start, gsize end, gsize equals)
{
  HatoSpfRecord *record = reading->record;
  const char *name = text + start;
  const char *value = text + equals + 1;
  gsize name_length = equals - start, length = end - equals - 1;
  HatoCursor cursor;
  gboolean macros, ends_in_macro;

  if (name_length == 8 && g_ascii_strncasecmp (name, "redirect", 8) == 0)
    {
      if (record->redirect.text != NULL) /* §6: at most once */
        {
          hato_notes_add (record->notes, "spf.duplicate_redirect", start, end);
          record->valid = FALSE;
          return TRUE;
        }
      record->redirect_start = start;
      record->redirect_end = end;
      return read_domain_spec (&record->redirect, value, length);
    }
  if (name_length == 3 && g_ascii_strncasecmp (name, "exp", 3) == 0)
    {
      if (reading->exp_seen)
        {
          record->valid = FALSE;
          hato_notes_add (record->notes, "spf.duplicate_redirect", start, end);
          return TRUE;
        }
      reading->exp_seen = TRUE;
      return read_domain_spec (&record->explanation, value, length);
    }

  hato_cursor_init (&cursor, value, length);
  if (!is_macro_string (cursor, &macros, &ends_in_macro))
    return FALSE;

  note_odd_modifier (reading, name, name_length, start, end);
  return TRUE;
}

/* Where the "=" of a modifier stands; 0 = the term is none: name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." ). */
static gsize
find_equals (const char *text, gsize start, gsize end)
{
  if (!g_ascii_isalpha (text[start]))
    return 0;

  for (gsize at = start; at < end; at++)
    if (text[at] == '=')
      return at;
    else if (!g_ascii_isalnum (text[at]) && strchr ("-_.", text[at]) == NULL)
      return 0;

  return 0;
}

static void
read_term (Reading *reading, gsize start, gsize end)
{
  const char *text = reading->record->text;
  gsize equals = find_equals (text, start, end);
  gboolean good = equals > 0 ? read_modifier (reading, text, start, end, equals)
                             : read_directive (reading, text, start, end);

  if (!good)
    {
      reading->record->valid = FALSE;
      hato_spf_fault_of_term (text, start, end, reading->ends, reading->n_strings,
                              reading->record->notes);
    }
  else if (reading->all >= 0 && (int) reading->terms->len > reading->all && equals == 0
           && (int) reading->terms->len != reading->all + 1)
    hato_notes_add (reading->record->notes, "spf.term_after_all", start, end);
  else if (reading->all >= 0 && equals > 0
           && g_ascii_strncasecmp (text + start, "redirect=", 9) != 0
           && g_ascii_strncasecmp (text + start, "exp=", 4) != 0
           && !hato_notes_have (reading->record->notes, "spf.double_version"))
    hato_notes_add (reading->record->notes, "spf.term_after_all", start, end);
}

static void
note_wide_network (HatoSpfRecord *record, const HatoSpfTerm *term)
{
  gboolean wide = (term->mechanism == HATO_SPF_IP4 && term->prefix4 < NARROW_PREFIX4)
                  || (term->mechanism == HATO_SPF_IP6 && term->prefix6 < NARROW_PREFIX6)
                  || ((term->mechanism == HATO_SPF_A || term->mechanism == HATO_SPF_MX)
                      && term->prefix4 < NARROW_PREFIX4_HOST);

  if (wide && term->qualifier == HATO_SPF_QUALIFIER_PASS)
    hato_notes_add (record->notes, "spf.permissive_cidr", term->start, term->end);
}

/* What the grammar lets through, as a macro-string holds any character, and no name of a host has. */
static void
note_odd_host (Reading *reading, const HatoSpfDomainSpec *spec, gsize start, gsize end)
{
  if (spec->text == NULL || spec->macros)
    return;

  hato_spf_fault_in_joint (reading->record->text, start, end, reading->ends, reading->n_strings,
                           reading->record->notes);
  if (strpbrk (spec->text, ":@,;\"'`") != NULL || strstr (spec->text, "//") != NULL
      || g_str_has_suffix (spec->text, "-all"))
    hato_spf_fault_of_term (reading->record->text, start, end, reading->ends, reading->n_strings,
                            reading->record->notes);
}

/* What is right by the grammar and yet odd. */
static void
note_habits (Reading *reading)
{
  HatoSpfRecord *record = reading->record;

  for (guint i = 0; i < record->n_terms; i++)
    {
      const HatoSpfTerm *term = &record->terms[i];

      note_odd_host (reading, &term->domain, term->start, term->end);
      note_wide_network (record, term);
      if (term->mechanism == HATO_SPF_PTR) /* §5.5: should not be published */
        hato_notes_add (record->notes, "spf.ptr", term->start, term->end);
    }
  note_odd_host (reading, &record->redirect, record->redirect_start, record->redirect_end);
  if (reading->all >= 0)
    {
      const HatoSpfTerm *all = &record->terms[reading->all];

      if (all->qualifier == HATO_SPF_QUALIFIER_PASS && record->valid) /* "~ all" is no +all */
        hato_notes_add (record->notes, "spf.plus_all", all->start, all->end);
      else if (all->qualifier == HATO_SPF_QUALIFIER_NEUTRAL)
        hato_notes_add (record->notes, "spf.neutral_all", all->start, all->end);
      if (record->redirect.text != NULL) /* §6.1: redirect is ignored where there is an all */
        hato_notes_add (record->notes, "spf.redirect_ignored", record->redirect_start,
                        record->redirect_end);
    }
  else if (record->redirect.text == NULL && record->valid)
    hato_notes_add (record->notes, "spf.no_all", record->size, record->size);
  if (record->size > LONG_RECORD)
    hato_notes_add (record->notes, "spf.too_long", 0, record->size);
}

static void
read_terms (Reading *reading)
{
  HatoSpfRecord *record = reading->record;
  HatoCursor cursor;

  hato_cursor_init (&cursor, record->text, record->size);
  hato_cursor_skip (&cursor, strlen (VERSION));
  for (guint n = 0; !hato_cursor_at_end (&cursor) && n < TERMS_MAX; n++)
    {
      gsize start;

      hato_cursor_take_any_of (&cursor, " ");
      start = cursor.position;
      if (hato_cursor_take_until_any_of (&cursor, " ") > 0)
        read_term (reading, start, cursor.position);
    }
  record->valid = record->valid && hato_cursor_at_end (&cursor);
}

/* Whether the text begins with the version and then a space or nothing (§4.5), in either case (§12, RFC 5234 §2.3). */
static gboolean
has_version (const char *text, gsize size)
{
  gsize length = strlen (VERSION);

  return size >= length && g_ascii_strncasecmp (text, VERSION, length) == 0
         && (size == length || text[length] == ' ');
}

static void
clear_spec (HatoSpfDomainSpec *spec)
{
  g_clear_pointer (&spec->text, g_free);
}

/**
 * hato_spf_record_parse:
 * @bytes: the text of one TXT record, its strings joined
 * @ends: (nullable) (array length=n_strings): where each string ended
 *
 * Reads one text as RFC 7208 does. What is wrong or odd stands in the notes, also where a receiver sees no SPF record.
 *
 * Returns: (transfer full): never NULL
 */
HatoSpfRecord *
hato_spf_record_parse (gconstpointer bytes, gsize size, const gsize *ends, guint n_strings)
{
  HatoSpfRecord *self = g_atomic_rc_box_new0 (HatoSpfRecord);
  g_autoptr (GArray) terms = g_array_new (FALSE, TRUE, sizeof (HatoSpfTerm));
  Reading reading = {
    .record = self, .terms = terms, .ends = ends, .n_strings = n_strings, .all = -1
  };
  gboolean clean;

  self->text = g_malloc0 (size + 1);
  if (size > 0)
    memcpy (self->text, bytes, size);
  self->size = size;
  self->notes = hato_notes_new ();
  self->is_record = has_version (self->text, size);
  clean = !hato_spf_faults_in_text (self->text, size, self->notes);
  if (!self->is_record)
    {
      if (clean)
        hato_spf_faults_in_version (self->text, size, self->notes);
      return self;
    }
  self->valid = clean;
  if (clean)
    read_terms (&reading);
  self->n_terms = terms->len;
  self->terms = (HatoSpfTerm *) (gpointer) g_array_free (g_steal_pointer (&terms), FALSE);
  if (clean)
    note_habits (&reading);
  return self;
}

HatoSpfRecord *
hato_spf_record_ref (HatoSpfRecord *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
spf_record_clear (gpointer data)
{
  HatoSpfRecord *self = data;

  for (guint i = 0; i < self->n_terms; i++)
    clear_spec (&self->terms[i].domain);
  g_free (self->terms);
  clear_spec (&self->redirect);
  clear_spec (&self->explanation);
  g_free (self->text);
  g_array_unref (self->notes);
}

void
hato_spf_record_unref (HatoSpfRecord *self)
{
  g_atomic_rc_box_release_full (self, spf_record_clear);
}

/** hato_spf_record_is_meant: whether a text is an SPF record, or was clearly meant to be one. */
gboolean
hato_spf_record_is_meant (gconstpointer bytes, gsize size)
{
  return has_version (bytes, size) || hato_spf_is_meant (bytes, size);
}

static gpointer
parse_txt (const HatoEvidence *evidence)
{
  HatoSpfTxt *txt = g_new0 (HatoSpfTxt, 1);

  for (guint i = 0; i < evidence->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (evidence->records, i);

      if (!has_version ((const char *) record->bytes, record->size))
        continue;
      if (txt->n_records++ == 0)
        txt->record =
            hato_spf_record_parse (record->bytes, record->size, record->ends, record->n_strings);
    }
  return txt;
}

static void
txt_free (gpointer data)
{
  HatoSpfTxt *txt = data;

  g_clear_pointer (&txt->record, hato_spf_record_unref);
  g_free (txt);
}

/** hato_spf_txt_get: (transfer none): the SPF records of a TXT answer, parsed once. */
const HatoSpfTxt *
hato_spf_txt_get (const HatoEvidence *evidence)
{
  return hato_evidence_get_parsed (evidence, parse_txt, txt_free);
}
