/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/evidence.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/cursor.h"

/* One parsed form of the evidence, in a list that only grows. */
typedef struct _ParsedForm ParsedForm;

struct _ParsedForm
{
  HatoParseFunc parse;
  GDestroyNotify parsed_free;
  gpointer value; /* (owned) */
  ParsedForm *next;
};

G_DEFINE_BOXED_TYPE (HatoEvidence, hato_evidence, hato_evidence_ref, hato_evidence_unref)

/**
 * hato_evidence_new:
 * @question: (transfer none): what was asked
 * @transport: a static string: udp, tcp, https or zone
 *
 * Returns: (transfer full): an empty NOERROR answer, to be filled by its maker before it is handed on
 */
HatoEvidence *
hato_evidence_new (HatoQuestion *question, const char *transport)
{
  HatoEvidence *self = g_atomic_rc_box_new0 (HatoEvidence);

  self->question = hato_question_ref (question);
  self->transport = transport;
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_dns_record_free);
  self->aliases = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_dns_record_free);
  return self;
}

/** hato_evidence_new_failure: (transfer full): nothing was found out; @failure is a static word. */
HatoEvidence *
hato_evidence_new_failure (HatoQuestion *question, const char *transport, const char *failure)
{
  HatoEvidence *self = hato_evidence_new (question, transport);

  self->failure = failure;
  return self;
}

/** hato_evidence_new_message: (transfer full): @text stands in the part @part of the mail that came back. */
HatoEvidence *
hato_evidence_new_message (const char *part, const char *text)
{
  g_autoptr (HatoQuestion) question =
      hato_question_new (HATO_QUESTION_MESSAGE, part, 0, NULL, HATO_QUESTION_PLAIN);
  HatoEvidence *self = hato_evidence_new (question, "none");

  self->message = g_utf8_make_valid (text, -1);
  return self;
}

HatoEvidence *
hato_evidence_ref (HatoEvidence *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
evidence_clear (gpointer data)
{
  HatoEvidence *self = data;

  for (ParsedForm *form = self->parsed, *next; form != NULL; form = next)
    {
      next = form->next;
      if (form->value != NULL)
        form->parsed_free (form->value);
      g_free (form);
    }
  hato_question_unref (self->question);
  g_free (self->server);
  g_clear_pointer (&self->policy, hato_policy_body_free);
  g_clear_pointer (&self->talk, hato_talk_unref);
  g_free (self->message);
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->aliases);
}

void
hato_evidence_unref (HatoEvidence *self)
{
  g_atomic_rc_box_release_full (self, evidence_clear);
}

static int
compare_records (const HatoDnsRecord *left, const HatoDnsRecord *right)
{
  int order = (int) left->preference - (int) right->preference;

  return order != 0 ? order : strcmp (left->text, right->text);
}

/**
 * hato_evidence_take_record:
 * @record: (transfer full): finished
 *
 * Adds a record of the type asked for. Records stand in an order of their own (preference, then text):
 * servers rotate theirs, and the same answer must read the same.
 */
void
hato_evidence_take_record (HatoEvidence *self, HatoDnsRecord *record)
{
  guint index = self->records->len;

  self->ttl = self->records->len == 0 && self->aliases->len == 0 ? record->ttl
                                                                 : MIN (self->ttl, record->ttl);
  while (index > 0 && compare_records (record, g_ptr_array_index (self->records, index - 1)) < 0)
    index--;
  g_ptr_array_insert (self->records, (int) index, record);
}

/** hato_evidence_take_alias: adds the next CNAME (transfer full) of the chain; before the records. */
void
hato_evidence_take_alias (HatoEvidence *self, HatoDnsRecord *record)
{
  self->ttl = self->aliases->len == 0 ? record->ttl : MIN (self->ttl, record->ttl);
  g_ptr_array_add (self->aliases, record);
}

/** hato_evidence_get_outcome: what the answer means for the name and type that were asked for. */
HatoOutcome
hato_evidence_get_outcome (const HatoEvidence *self)
{
  if (self->failure != NULL)
    return HATO_OUTCOME_FAILED;
  if (self->rcode == HATO_RCODE_NXDOMAIN)
    return HATO_OUTCOME_NXDOMAIN;
  if (self->rcode != HATO_RCODE_NOERROR)
    return HATO_OUTCOME_FAILED;

  return self->records->len > 0 || self->policy != NULL || self->message != NULL
             ? HATO_OUTCOME_ANSWER
             : HATO_OUTCOME_NODATA;
}

/** hato_evidence_get_reason: (nullable): why nothing was found out (a word for the argument reason), NULL if something was. */
const char *
hato_evidence_get_reason (const HatoEvidence *self)
{
  if (self->failure != NULL)
    return self->failure;

  switch (self->rcode)
    {
    case HATO_RCODE_NOERROR:
    case HATO_RCODE_NXDOMAIN:
      return NULL;
    case HATO_RCODE_SERVFAIL:
      return "servfail";
    case HATO_RCODE_REFUSED:
      return "refused";
    default:
      return "protocol";
    }
}

/** hato_evidence_is_from_zone: answers of a file count as confirmed. */
gboolean
hato_evidence_is_from_zone (const HatoEvidence *self)
{
  return strcmp (self->transport, "zone") == 0;
}

/** hato_evidence_same_answer: whether two answers to one question say the same (time, server and TTL apart). */
gboolean
hato_evidence_same_answer (const HatoEvidence *a, const HatoEvidence *b)
{
  if (hato_evidence_get_outcome (a) != hato_evidence_get_outcome (b)
      || a->records->len != b->records->len || !hato_policy_body_equal (a->policy, b->policy))
    return FALSE;

  for (guint i = 0; i < a->records->len; i++)
    {
      const HatoDnsRecord *left = g_ptr_array_index (a->records, i);
      const HatoDnsRecord *right = g_ptr_array_index (b->records, i);

      if (left->preference != right->preference || strcmp (left->text, right->text) != 0)
        return FALSE;
    }
  return TRUE;
}

static ParsedForm *
find_form (ParsedForm *form, HatoParseFunc parse)
{
  while (form != NULL && form->parse != parse)
    form = form->next;

  return form;
}

/**
 * hato_evidence_get_parsed:
 * @parse: a pure function of the evidence; may return NULL
 * @parsed_free: frees what @parse made
 *
 * The parsed form of the evidence, made at the first call and kept, so that a judge that is called again
 * parses nothing again. Thread-safe without a lock: of two forms made at once one is dropped.
 *
 * Returns: (transfer none) (nullable): lives as long as the evidence
 */
gconstpointer
hato_evidence_get_parsed (const HatoEvidence *self, HatoParseFunc parse, GDestroyNotify parsed_free)
{
  gpointer *head = (gpointer *) &self->parsed;
  ParsedForm *first = g_atomic_pointer_get (head);
  ParsedForm *form = find_form (first, parse);

  if (form != NULL)
    return form->value;

  form = g_new0 (ParsedForm, 1);
  form->parse = parse;
  form->parsed_free = parsed_free;
  form->value = parse (self);
  for (;;)
    {
      form->next = first;
      if (g_atomic_pointer_compare_and_exchange (head, first, form))
        return form->value;

      first = g_atomic_pointer_get (head);

      ParsedForm *other = find_form (first, parse);

      if (other != NULL)
        {
          if (form->value != NULL)
            parsed_free (form->value);
          g_free (form);
          return other->value;
        }
    }
}

HatoDnsRecord *
hato_dns_record_new (guint16 type, guint32 ttl)
{
  HatoDnsRecord *self = g_new0 (HatoDnsRecord, 1);

  self->type = type;
  self->ttl = ttl;
  return self;
}

/** hato_dns_record_copy: (transfer full) */
HatoDnsRecord *
hato_dns_record_copy (const HatoDnsRecord *self)
{
  HatoDnsRecord *copy = hato_dns_record_new (self->type, self->ttl);

  copy->preference = self->preference;
  copy->target = g_strdup (self->target);
  copy->size = self->size;
  copy->bytes = self->bytes != NULL
                    ? g_memdup2 (self->bytes, self->size + (self->ends != NULL ? 1 : 0))
                    : NULL;
  copy->ends =
      self->ends != NULL ? g_memdup2 (self->ends, (self->n_strings + 1) * sizeof (gsize)) : NULL;
  copy->n_strings = self->n_strings;
  copy->text = g_strdup (self->text);
  return copy;
}

void
hato_dns_record_free (HatoDnsRecord *self)
{
  g_free (self->target);
  g_free (self->bytes);
  g_free (self->ends);
  g_free (self->text);
  g_free (self);
}

/**
 * hato_dns_record_set_strings:
 * @strings: (array length=n_strings): the character-strings of a TXT or SPF record
 *
 * Joins the strings without a space (RFC 7208 §3.3) and remembers where each ended.
 */
void
hato_dns_record_set_strings (HatoDnsRecord *self, const GBytes *const *strings, guint n_strings)
{
  g_autoptr (GByteArray) joined = g_byte_array_new ();

  g_free (self->ends);
  g_free (self->bytes);
  self->ends = g_new0 (gsize, n_strings + 1);
  self->n_strings = n_strings;
  for (guint i = 0; i < n_strings; i++)
    {
      gsize size;
      gconstpointer data = g_bytes_get_data ((GBytes *) strings[i], &size);

      g_byte_array_append (joined, data, (guint) size);
      self->ends[i] = joined->len;
    }
  self->size = joined->len;
  g_byte_array_append (joined, (const guint8 *) "",
                       1); /* terminated, for the reader of a debugger */
  self->bytes = g_byte_array_free (g_steal_pointer (&joined), FALSE);
}

static void
append_character_string (GString *text, const guint8 *bytes, gsize size)
{
  g_string_append_c (text, '"');
  for (gsize i = 0; i < size; i++)
    if (bytes[i] == '"' || bytes[i] == '\\')
      g_string_append_printf (text, "\\%c", bytes[i]);
    else if (bytes[i] < 0x20 || bytes[i] > 0x7e)
      g_string_append_printf (text, "\\%03u", bytes[i]); /* RFC 1035 §5.1: \DDD */
    else
      g_string_append_c (text, (char) bytes[i]);
  g_string_append_c (text, '"');
}

static char *
strings_to_text (const HatoDnsRecord *self)
{
  GString *text = g_string_sized_new (self->size + 8);
  gsize start = 0;

  for (guint i = 0; i < self->n_strings; start = self->ends[i], i++)
    {
      if (i > 0)
        g_string_append_c (text, ' ');
      append_character_string (text, self->bytes + start, self->ends[i] - start);
    }
  return g_string_free (text, FALSE);
}

static void
append_hex (GString *text, HatoCursor *cursor)
{
  guint8 byte;

  while (hato_cursor_take_u8 (cursor, &byte))
    g_string_append_printf (text, "%02x", byte);
}

/* TLSA (RFC 6698 §2.2), DS (RFC 4034 §5.3), DNSKEY (RFC 4034 §2.2): numbers, then bytes. */
static gboolean
append_numbers_and_bytes (GString *text, HatoCursor *cursor, guint16 type)
{
  guint16 first = 0;
  guint8 numbers[3] = { 0 };
  gboolean good;

  if (type == HATO_DNS_TLSA)
    good = hato_cursor_take_u8 (cursor, &numbers[0]);
  else
    good = hato_cursor_take_u16 (cursor, &first);
  if (!good || !hato_cursor_take_u8 (cursor, &numbers[1])
      || !hato_cursor_take_u8 (cursor, &numbers[2]))
    return FALSE;

  g_string_append_printf (text, "%u %u %u ", type == HATO_DNS_TLSA ? numbers[0] : first, numbers[1],
                          numbers[2]);
  if (type == HATO_DNS_DNSKEY)
    {
      gsize left = hato_cursor_get_left (cursor);
      g_autofree char *key = g_base64_encode (hato_cursor_take_bytes (cursor, left), left);

      g_string_append (text, key);
    }
  else
    append_hex (text, cursor);
  return TRUE;
}

/* RFC 8659 §4.1.1: flags, a tag of letters and digits, a value. */
static gboolean
append_caa (GString *text, HatoCursor *cursor)
{
  guint8 flags, length;
  HatoCursor tag;
  gsize left;

  if (!hato_cursor_take_u8 (cursor, &flags) || !hato_cursor_take_u8 (cursor, &length) || length == 0
      || !hato_cursor_take_slice (cursor, length, &tag))
    return FALSE;

  g_string_append_printf (text, "%u ", flags);
  for (guint8 byte; hato_cursor_take_u8 (&tag, &byte);)
    {
      if (!g_ascii_isalnum (byte))
        return FALSE;
      g_string_append_c (text, (char) byte);
    }
  g_string_append_c (text, ' ');
  left = hato_cursor_get_left (cursor);
  append_character_string (text, hato_cursor_take_bytes (cursor, left), left);
  return TRUE;
}

static char *
bytes_to_text (const HatoDnsRecord *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  HatoCursor cursor;
  gboolean good = FALSE;

  hato_cursor_init (&cursor, self->bytes, self->size);
  if (self->type == HATO_DNS_TLSA || self->type == HATO_DNS_DS || self->type == HATO_DNS_DNSKEY)
    good = append_numbers_and_bytes (text, &cursor, self->type);
  else if (self->type == HATO_DNS_CAA)
    good = append_caa (text, &cursor);
  if (!good) /* RFC 3597 §5: a type, or data, that nobody can write otherwise */
    {
      g_string_printf (text, "\\# %" G_GSIZE_FORMAT " ", self->size);
      hato_cursor_init (&cursor, self->bytes, self->size);
      append_hex (text, &cursor);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/** hato_dns_record_finish: makes the presentation form from the other fields, unless the maker has set one. */
void
hato_dns_record_finish (HatoDnsRecord *self)
{
  char address[INET6_ADDRSTRLEN];

  if (self->text != NULL)
    return;

  if (self->type == HATO_DNS_TXT || self->type == HATO_DNS_SPF)
    self->text = strings_to_text (self);
  else if (self->type == HATO_DNS_A && self->size == 4)
    self->text = g_strdup (inet_ntop (AF_INET, self->bytes, address, sizeof address));
  else if (self->type == HATO_DNS_AAAA && self->size == 16)
    self->text = g_strdup (inet_ntop (AF_INET6, self->bytes, address, sizeof address));
  else if (self->type == HATO_DNS_MX)
    self->text =
        g_strdup_printf ("%u %s.", self->preference, self->target != NULL ? self->target : "");
  else if (self->target != NULL)
    self->text = g_strdup_printf ("%s.", self->target);
  else
    self->text = bytes_to_text (self);
}
