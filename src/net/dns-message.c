/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/dns-message.h"

#include <string.h>

#include "base/cursor.h"
#include "base/domain-name.h"

#define HEADER_SIZE     12u
#define EDNS_SIZE       1232u /* fits every path without fragments (DNS flag day 2020) */
#define RECORDS_MAX     1000u /* in one section */
#define CHAIN_MAX       8u    /* limits: CNAME chain */
#define POINTERS_MAX    128u  /* RFC 9267 §2: compression pointers of one name */
#define NAME_OCTETS_MAX 255u
#define STRINGS_MAX     300u /* a 64 kB TXT record has no more that are full */

enum
{
  FLAG_RESPONSE = 0x8000,
  FLAG_OPCODE = 0x7800,
  FLAG_AUTHORITATIVE = 0x0400,
  FLAG_TRUNCATED = 0x0200,
  FLAG_RECURSION_DESIRED = 0x0100,
  FLAG_RECURSION_AVAILABLE = 0x0080,
  FLAG_AUTHENTIC = 0x0020,
  FLAG_CHECKING_DISABLED = 0x0010,
};

/* The fixed part of one record on the wire. */
typedef struct
{
  char *owner; /* (owned) */
  guint16 type;
  guint16 class;
  guint32 ttl;
  HatoCursor rdata; /* over the whole message up to the end of the data, standing at its start */
  gsize rdata_size;
} Raw;

static void
append_u16 (GByteArray *bytes, guint value)
{
  guint8 pair[2] = { (guint8) (value >> 8), (guint8) value };

  g_byte_array_append (bytes, pair, sizeof pair);
}

/* One octet of a label's text: \DDD and \X of RFC 1035 §5.1. Returns how long its text is; 0 where it is no octet. */
static gsize
unescape (const char *at, guint8 *octet)
{
  if (at[0] == '\\' && g_ascii_isdigit (at[1]) && g_ascii_isdigit (at[2])
      && g_ascii_isdigit (at[3]))
    {
      int value = (at[1] - '0') * 100 + (at[2] - '0') * 10 + (at[3] - '0');

      *octet = (guint8) value;
      return value <= G_MAXUINT8 ? 4 : 0;
    }
  if (at[0] == '\\' && at[1] != '\0')
    {
      *octet = (guint8) at[1];
      return 2;
    }
  *octet = (guint8) at[0];
  return 1;
}

/* Appends a name that begins at HEADER_SIZE. */
static gboolean
append_name (GByteArray *bytes, const char *name)
{
  while (*name != '\0')
    {
      guint8 label[HATO_DOMAIN_LABEL_MAX + 1];
      gsize length = 0;

      while (*name != '\0' && *name != '.')
        {
          gsize taken = length < HATO_DOMAIN_LABEL_MAX ? unescape (name, &label[++length]) : 0;

          if (taken == 0)
            return FALSE;
          name += taken;
        }
      if (length == 0)
        return FALSE;
      label[0] = (guint8) length;
      g_byte_array_append (bytes, label, (guint) length + 1);
      if (*name == '.')
        name++;
    }
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  return bytes->len - HEADER_SIZE <= NAME_OCTETS_MAX;
}

/**
 * hato_dns_message_build:
 * @id: of the message
 *
 * Builds a question (RFC 1035 §4.1): AD asks for the resolver's word on DNSSEC (RFC 6840 §5.7), OPT with DO comes with EDNS.
 *
 * Returns: (transfer full) (nullable): NULL where the name does not fit on the wire
 */
GBytes *
hato_dns_message_build (const HatoQuestion *question, guint16 id, HatoDnsMessageFlags flags)
{
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new (HEADER_SIZE + NAME_OCTETS_MAX + 16);
  guint header = FLAG_AUTHENTIC;

  if ((flags & HATO_DNS_MESSAGE_RECURSION) != 0)
    header |= FLAG_RECURSION_DESIRED;
  if ((question->flags & HATO_QUESTION_CHECKING_DISABLED) != 0)
    header |= FLAG_CHECKING_DISABLED;
  append_u16 (bytes, id);
  append_u16 (bytes, header);
  append_u16 (bytes, 1);
  append_u16 (bytes, 0);
  append_u16 (bytes, 0);
  append_u16 (bytes, (flags & HATO_DNS_MESSAGE_EDNS) != 0 ? 1 : 0);
  if (!append_name (bytes, question->name))
    return NULL;
  append_u16 (bytes, question->type);
  append_u16 (bytes, 1);                    /* IN */
  if ((flags & HATO_DNS_MESSAGE_EDNS) != 0) /* RFC 6891 §6.1.2 */
    {
      g_byte_array_append (bytes, (const guint8 *) "", 1);
      append_u16 (bytes, HATO_DNS_OPT);
      append_u16 (bytes, EDNS_SIZE);
      append_u16 (bytes, 0);
      append_u16 (bytes, 0x8000); /* DO, RFC 3225 §3 */
      append_u16 (bytes, 0);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* An octet of a label as text: lower case, and nothing that could be taken for a dot or an escape. */
static void
append_octet (GString *name, guint8 octet)
{
  if (octet == '.' || octet == '\\')
    g_string_append_printf (name, "\\%c", octet);
  else if (octet < 0x21 || octet > 0x7e)
    g_string_append_printf (name, "\\%03u", octet);
  else
    g_string_append_c (name, g_ascii_tolower ((char) octet));
}

/* Reads a name and follows its pointers (RFC 1035 §4.1.4). A pointer leads to an earlier place only, so that there is no loop
 * (RFC 9267 §2); the name is as long as a name may be (§3), and ends in its terminator (§4). The cursor ends up behind it. */
static gboolean
take_name (HatoCursor *cursor, GString *name)
{
  HatoCursor at = *cursor;
  gsize lowest = cursor->position, octets = 1;
  gboolean jumped = FALSE;

  for (guint pointers = 0; pointers <= POINTERS_MAX;)
    {
      guint8 length, low;
      const guint8 *label;

      if (!hato_cursor_take_u8 (&at, &length))
        return FALSE;
      if ((length & 0xc0) == 0xc0)
        {
          gsize target;

          if (!hato_cursor_take_u8 (&at, &low))
            return FALSE;
          target = (gsize) (length & 0x3f) << 8 | low;
          if (!jumped)
            *cursor = at;
          jumped = TRUE;
          if (target >= lowest || target < HEADER_SIZE || !hato_cursor_seek (&at, target))
            return FALSE;
          lowest = target;
          pointers++;
          continue;
        }
      if (length > HATO_DOMAIN_LABEL_MAX) /* the other two kinds of label are not in use */
        return FALSE;
      if (length == 0)
        {
          if (!jumped)
            *cursor = at;
          return TRUE;
        }
      label = hato_cursor_take_bytes (&at, length);
      octets += length + 1u;
      if (label == NULL || octets > NAME_OCTETS_MAX)
        return FALSE;
      if (name->len > 0)
        g_string_append_c (name, '.');
      for (guint8 i = 0; i < length; i++)
        append_octet (name, label[i]);
    }
  return FALSE;
}

static char *
dup_name (HatoCursor *cursor)
{
  GString *name = g_string_new (NULL);
  gboolean good = take_name (cursor, name);

  return g_string_free (name, !good);
}

/* One record up to and over its data. The data's length is held against what is there (RFC 9267 §5, §6). */
static gboolean
take_raw (HatoCursor *cursor, Raw *raw)
{
  guint16 size;

  raw->owner = dup_name (cursor);
  if (raw->owner == NULL || !hato_cursor_take_u16 (cursor, &raw->type)
      || !hato_cursor_take_u16 (cursor, &raw->class) || !hato_cursor_take_u32 (cursor, &raw->ttl)
      || !hato_cursor_take_u16 (cursor, &size) || size > hato_cursor_get_left (cursor))
    return FALSE;

  raw->rdata = *cursor;
  raw->rdata.size = cursor->position + size;
  raw->rdata_size = size;
  if (raw->type != HATO_DNS_OPT && (raw->ttl & 0x80000000u) != 0) /* RFC 2181 §8 */
    raw->ttl = 0;
  return hato_cursor_skip (cursor, size);
}

static gboolean
read_strings (HatoDnsRecord *record, HatoCursor rdata)
{
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  while (!hato_cursor_at_end (&rdata) && strings->len < STRINGS_MAX)
    {
      guint8 length;
      const guint8 *bytes;

      if (!hato_cursor_take_u8 (&rdata, &length)
          || (bytes = hato_cursor_take_bytes (&rdata, length)) == NULL)
        return FALSE;
      g_ptr_array_add (strings, g_bytes_new (bytes, length));
    }
  hato_dns_record_set_strings (record, (const GBytes *const *) strings->pdata, strings->len);
  return hato_cursor_at_end (&rdata);
}

static gboolean
read_soa (HatoDnsRecord *record, HatoCursor rdata)
{
  g_autofree char *mailbox = NULL;
  guint32 numbers[5];

  record->target = dup_name (&rdata);
  mailbox = record->target != NULL ? dup_name (&rdata) : NULL;
  for (gsize i = 0; mailbox != NULL && i < G_N_ELEMENTS (numbers); i++)
    if (!hato_cursor_take_u32 (&rdata, &numbers[i]))
      return FALSE;
  if (mailbox == NULL || !hato_cursor_at_end (&rdata))
    return FALSE;

  record->text = g_strdup_printf ("%s. %s. %u %u %u %u %u", record->target, mailbox, numbers[0],
                                  numbers[1], numbers[2], numbers[3], numbers[4]);
  return TRUE;
}

static gboolean
read_bytes (HatoDnsRecord *record, HatoCursor rdata, gsize size, gsize wanted)
{
  const guint8 *bytes = hato_cursor_take_bytes (&rdata, size);

  if (bytes == NULL || (wanted > 0 && size != wanted))
    return FALSE;

  record->bytes = g_memdup2 (bytes, size);
  record->size = size;
  return TRUE;
}

/* RFC 2782: the target of a service. */
static gboolean
read_srv (HatoDnsRecord *record, HatoCursor rdata)
{
  guint16 weight, port;

  if (!hato_cursor_take_u16 (&rdata, &record->preference) || !hato_cursor_take_u16 (&rdata, &weight)
      || !hato_cursor_take_u16 (&rdata, &port) || (record->target = dup_name (&rdata)) == NULL
      || !hato_cursor_at_end (&rdata))
    return FALSE;

  record->text = g_strdup_printf ("%u %u %u %s.", record->preference, weight, port, record->target);
  return TRUE;
}

/* The record's data by its type; NULL where it breaks the form of its type. */
static HatoDnsRecord *
read_record (const Raw *raw)
{
  g_autoptr (HatoDnsRecord) record = hato_dns_record_new (raw->type, raw->ttl);
  HatoCursor rdata = raw->rdata;
  gboolean good;

  switch (raw->type)
    {
    case HATO_DNS_A:
      good = read_bytes (record, rdata, raw->rdata_size, 4);
      break;
    case HATO_DNS_AAAA:
      good = read_bytes (record, rdata, raw->rdata_size, 16);
      break;
    case HATO_DNS_TXT:
    case HATO_DNS_SPF:
      good = read_strings (record, rdata);
      break;
    case HATO_DNS_MX:
      good = hato_cursor_take_u16 (&rdata, &record->preference)
             && (record->target = dup_name (&rdata)) != NULL && hato_cursor_at_end (&rdata);
      break;
    case HATO_DNS_SRV:
      good = read_srv (record, rdata);
      break;
    case HATO_DNS_CNAME:
    case HATO_DNS_NS:
    case HATO_DNS_PTR:
      good = (record->target = dup_name (&rdata)) != NULL && hato_cursor_at_end (&rdata);
      break;
    case HATO_DNS_SOA:
      good = read_soa (record, rdata);
      break;
    default:
      good = read_bytes (record, rdata, raw->rdata_size, 0);
      break;
    }
  if (!good)
    return NULL;

  hato_dns_record_finish (record);
  return g_steal_pointer (&record);
}

static void
raw_clear (gpointer data)
{
  g_free (((Raw *) data)->owner);
}

/* All records of a section. A count that promises more than is there, or a broken record, breaks the message. */
static gboolean
take_section (HatoCursor *cursor, guint16 count, GArray *section)
{
  for (guint i = 0; i < MIN (count, RECORDS_MAX); i++)
    {
      Raw raw = { NULL };

      if (!take_raw (cursor, &raw))
        {
          g_free (raw.owner);
          return FALSE;
        }
      g_array_append_val (section, raw);
    }
  return count <= RECORDS_MAX;
}

static const Raw *
find_alias (const GArray *answers, const char *name)
{
  for (guint i = 0; i < answers->len; i++)
    {
      const Raw *raw = &g_array_index (answers, Raw, i);

      if (raw->type == HATO_DNS_CNAME && raw->class == 1 && strcmp (raw->owner, name) == 0)
        return raw;
    }
  return NULL;
}

/* The records of the type that was asked for, at the end of the chain of aliases (RFC 1034 §3.6.2). */
static gboolean
collect (const GArray *answers, const char *asked, HatoEvidence *evidence)
{
  g_autofree char *name = g_strdup (asked);
  const Raw *alias;

  for (guint link = 0;
       evidence->question->type != HATO_DNS_CNAME && (alias = find_alias (answers, name)) != NULL;
       link++)
    {
      HatoDnsRecord *record;

      if (link
          == CHAIN_MAX) /* a loop, or a chain that nobody follows: an error that the answer tells, not one of the line */
        {
          evidence->rcode = HATO_RCODE_SERVFAIL;
          return TRUE;
        }
      record = read_record (alias);
      if (record == NULL)
        return FALSE;
      g_free (name);
      name = g_strdup (record->target);
      hato_evidence_take_alias (evidence, record);
    }
  for (guint i = 0; i < answers->len; i++)
    {
      const Raw *raw = &g_array_index (answers, Raw, i);
      HatoDnsRecord *record;

      if (raw->type != evidence->question->type || raw->class != 1
          || strcmp (raw->owner, name) != 0)
        continue;
      record = read_record (raw);
      if (record == NULL)
        return FALSE;
      hato_evidence_take_record (evidence, record);
    }
  return TRUE;
}

/* RFC 2308 §5: a negative answer lives as long as the smaller of the SOA's TTL and its minimum, and no longer than an alias on
 * the way. */
static void
read_negative_ttl (const GArray *authorities, HatoEvidence *evidence)
{
  for (guint i = 0; i < authorities->len; i++)
    {
      const Raw *raw = &g_array_index (authorities, Raw, i);
      HatoCursor rdata = raw->rdata;
      guint32 minimum;

      if (raw->type != HATO_DNS_SOA || raw->rdata_size < sizeof minimum
          || !hato_cursor_seek (&rdata, rdata.size - sizeof minimum)
          || !hato_cursor_take_u32 (&rdata, &minimum))
        continue;
      minimum = MIN (raw->ttl, minimum);
      evidence->ttl = evidence->aliases->len > 0 ? MIN (evidence->ttl, minimum) : minimum;
      return;
    }
}

/* RFC 2308 §2.2: "ask those servers" is not "there is no such record": name servers, and no SOA record. Nor is the
 * empty word of a server that neither has the zone nor asks others. AA speaks for the first name alone (RFC 1035
 * §4.1.1), so it says nothing about the end of an alias. */
static gboolean
is_referral (const GArray *authorities, guint16 flags, const HatoEvidence *evidence)
{
  gboolean referral = (flags & FLAG_RECURSION_AVAILABLE) == 0;

  if (evidence->rcode != HATO_RCODE_NOERROR || evidence->records->len > 0
      || (evidence->aa && evidence->aliases->len == 0))
    return FALSE;
  for (guint i = 0; i < authorities->len; i++)
    {
      const Raw *raw = &g_array_index (authorities, Raw, i);

      if (raw->type == HATO_DNS_SOA)
        return FALSE;
      referral = referral || raw->type == HATO_DNS_NS;
    }
  return referral;
}

/* RFC 6891 §6.1.3: the OPT record has the upper bits of the response code; without them "bad version" reads as success.
 * FALSE where there are several (§6.1.1). */
static gboolean
read_extended_rcode (const GArray *additional, HatoEvidence *evidence)
{
  guint n_found = 0;

  for (guint i = 0; i < additional->len; i++)
    {
      const Raw *raw = &g_array_index (additional, Raw, i);

      if (raw->type == HATO_DNS_OPT && n_found++ == 0)
        evidence->rcode = (guint16) (evidence->rcode | raw->ttl >> 24 << 4);
    }
  return n_found <= 1;
}

/* Whether two names are the same on the wire, however their odd octets are written. */
static gboolean
same_on_wire (const char *a, const char *b)
{
  g_autoptr (GByteArray) left = g_byte_array_new ();
  g_autoptr (GByteArray) right = g_byte_array_new ();

  g_byte_array_set_size (left, HEADER_SIZE);
  g_byte_array_set_size (right, HEADER_SIZE);
  return append_name (left, a) && append_name (right, b) && left->len == right->len
         && g_ascii_strncasecmp ((const char *) left->data + HEADER_SIZE,
                                 (const char *) right->data + HEADER_SIZE, left->len - HEADER_SIZE)
                == 0;
}

/* The header and the question, which must be the one that was asked (its case apart). Returns its name as the answer has it. */
static char *
take_question (HatoCursor *cursor, const HatoQuestion *question, guint16 counts[3], guint16 *flags)
{
  guint16 id, n_questions, type, class;
  g_autofree char *name = NULL;

  if (!hato_cursor_take_u16 (cursor, &id) || !hato_cursor_take_u16 (cursor, flags)
      || !hato_cursor_take_u16 (cursor, &n_questions) || !hato_cursor_take_u16 (cursor, &counts[0])
      || !hato_cursor_take_u16 (cursor, &counts[1]) || !hato_cursor_take_u16 (cursor, &counts[2]))
    return NULL;
  if ((*flags & FLAG_RESPONSE) == 0 || (*flags & FLAG_OPCODE) != 0 || n_questions != 1)
    return NULL;

  name = dup_name (cursor);
  if (name == NULL || !hato_cursor_take_u16 (cursor, &type)
      || !hato_cursor_take_u16 (cursor, &class) || type != question->type || class != 1
      || !same_on_wire (name, question->name))
    return NULL;

  return g_steal_pointer (&name);
}

/**
 * hato_dns_message_read:
 * @bytes: an answer; its id has been checked by who received it
 * @evidence: new, with the question that was asked; filled here
 *
 * Reads an answer (RFC 1035 §4.1) with every length, count and pointer held against what is there (RFC 9267).
 *
 * Returns: what the answer is good for; the evidence is complete for HATO_DNS_READ_ANSWER alone
 */
HatoDnsRead
hato_dns_message_read (gconstpointer bytes, gsize size, HatoEvidence *evidence)
{
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (Raw));
  g_autoptr (GArray) authorities = g_array_new (FALSE, FALSE, sizeof (Raw));
  g_autoptr (GArray) additional = g_array_new (FALSE, FALSE, sizeof (Raw));
  g_autofree char *name = NULL;
  HatoCursor cursor;
  guint16 counts[3], flags;

  g_array_set_clear_func (answers, raw_clear);
  g_array_set_clear_func (authorities, raw_clear);
  g_array_set_clear_func (additional, raw_clear);
  hato_cursor_init (&cursor, bytes, size);
  name = take_question (&cursor, evidence->question, counts, &flags);
  if (name == NULL)
    return HATO_DNS_READ_BROKEN;
  if ((flags & FLAG_TRUNCATED) != 0)
    return HATO_DNS_READ_TRUNCATED;
  if (!take_section (&cursor, counts[0], answers) || !take_section (&cursor, counts[1], authorities)
      || !take_section (&cursor, counts[2], additional))
    return HATO_DNS_READ_BROKEN;

  evidence->rcode = flags & 0x0f;
  evidence->aa = (flags & FLAG_AUTHORITATIVE) != 0;
  evidence->ad = (flags & FLAG_AUTHENTIC) != 0;
  if (!read_extended_rcode (additional, evidence) || !collect (answers, name, evidence))
    return HATO_DNS_READ_BROKEN;
  if (is_referral (authorities, flags, evidence))
    return HATO_DNS_READ_REFERRAL;
  if (evidence->records->len == 0)
    read_negative_ttl (authorities, evidence);
  return HATO_DNS_READ_ANSWER;
}
