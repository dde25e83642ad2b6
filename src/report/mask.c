/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private data taken out of texts, before anything is made of them. What the domain publishes for everybody is not private. */
#include "config.h"

#include "report/mask.h"

#include <string.h>

#include "base/address.h"
#include "base/domain-name.h"
#include "bounce/address-scan.h"
#include "report/person-scan.h"
#include "report/secret-scan.h"

#define WORD_MIN       3u   /* shorter words are part of too many others */
#define WORDS_MAX      500u /* people of one mail; their addresses are masked all the same */
#define SUBJECT_MIN    6u   /* bytes; shorter subjects are words like any other */
#define DOTS_OF_IPV4   3u
#define COLONS_OF_IPV6 2u

/* Words in front of an @ that name nobody. */
static const char *const common_words[] = {
  "abuse",   "admin",      "contact",   "info",   "mail",    "mailer-daemon",
  "news",    "noreply",    "no-reply",  "office", "order",   "orders",
  "owner",   "postmaster", "root",      "sales",  "service", "shop",
  "support", "user",       "webmaster", NULL
};

/* RFC 6762 §3, RFC 8375, RFC 9476, and what people use (RFC 6762 appendix G). */
static const char *const inner_suffixes[] = {
  ".local",     ".localdomain", ".lan",     ".internal",  ".intranet", ".home",
  ".home.arpa", ".corp",        ".private", ".workgroup", NULL
};

/* How Windows and macOS name a computer by themselves. */
static const char *const machine_prefixes[] = { "DESKTOP-", "LAPTOP-", "WIN-", "PC-", NULL };

static gboolean
is_name_byte (char byte)
{
  return g_ascii_isalnum (byte) || byte == '.' || byte == '-' || byte == '_';
}

/** hato_mask_init: @domain: the owner's, in A-labels */
void
hato_mask_init (HatoMask *self, const char *domain)
{
  *self = (HatoMask){ NULL };
  self->domain = g_ascii_strdown (domain, -1);
  self->own = g_ptr_array_new_with_free_func (g_free);
  self->words = g_ptr_array_new_with_free_func (g_free);
}

void
hato_mask_clear (HatoMask *self)
{
  g_clear_pointer (&self->domain, g_free);
  g_clear_pointer (&self->own, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->subject, g_free);
}

static gboolean
is_own (const HatoMask *self, const char *address, gsize size)
{
  for (guint i = 0; i < self->own->len; i++)
    {
      const char *own = g_ptr_array_index (self->own, i);

      if (strlen (own) == size && g_ascii_strncasecmp (own, address, size) == 0)
        return TRUE;
    }
  return FALSE;
}

/** hato_mask_keep_address: @address (nullable) stays if it is of the owner's domain: hosts search their logs by it */
void
hato_mask_keep_address (HatoMask *self, const char *address)
{
  const char *at = address != NULL ? strrchr (address, '@') : NULL;
  g_autofree char *domain = at != NULL ? g_ascii_strdown (at + 1, -1) : NULL;

  if (domain != NULL && *self->domain != '\0'
      && (strcmp (domain, self->domain) == 0
          || g_strcmp0 (hato_domain_name_get_registered (domain),
                        hato_domain_name_get_registered (self->domain))
                 == 0)
      && !is_own (self, address, strlen (address)))
    g_ptr_array_add (self->own, g_strdup (address));
}

/** hato_mask_add_address: the local part of @address (nullable) stands for a person, unless it is the owner's or names nobody;
 * after the owner's own are known */
void
hato_mask_add_address (HatoMask *self, const char *address)
{
  const char *at = address != NULL ? strrchr (address, '@') : NULL;
  g_autofree char *word = NULL;

  if (at == NULL || is_own (self, address, strlen (address)) || self->words->len >= WORDS_MAX)
    return;

  word = g_ascii_strdown (address, (gssize) (at - address));
  if (strlen (word) < WORD_MIN || g_strv_contains (common_words, word))
    return;
  for (guint i = 0; i < self->words->len; i++)
    if (strcmp (g_ptr_array_index (self->words, i), word) == 0)
      return;
  g_ptr_array_add (self->words, g_steal_pointer (&word));
}

/** hato_mask_add_subject: @subject (nullable) is what the mail was about: filters repeat it in their refusals */
void
hato_mask_add_subject (HatoMask *self, const char *subject)
{
  g_autofree char *folded = subject != NULL ? g_strstrip (g_ascii_strdown (subject, -1)) : NULL;

  if (folded == NULL || strlen (folded) < SUBJECT_MIN)
    return;

  g_free (self->subject);
  self->subject = g_steal_pointer (&folded);
}

/* Mail addresses in the text; @own: (element-type HatoMaskedSpan): those that stay. */
static void
find_addresses (const HatoMask *self, const char *text, GArray *spans, GArray *own)
{
  gsize size = strlen (text);
  HatoAddressSpan found;

  for (gsize from = 0; hato_address_scan_next (text, size, from, &found); from = found.end)
    {
      const char *at = memchr (text + found.start, '@', found.end - found.start);

      if (is_own (self, text + found.start, found.end - found.start))
        hato_masked_span_add (own, found.start, found.end, HATO_MASKED_PERSON);
      else
        {
          hato_masked_span_add (spans, found.start, (gsize) (at - text), HATO_MASKED_PERSON);
          hato_person_scan (text, found.start, found.end, spans);
        }
    }
}

static gboolean
is_within (const GArray *spans, gsize offset)
{
  for (guint i = 0; i < spans->len; i++)
    {
      const HatoMaskedSpan *span = &g_array_index (spans, HatoMaskedSpan, i);

      if (offset >= span->start && offset < span->end)
        return TRUE;
    }
  return FALSE;
}

/* A word stands alone where no letter or digit touches it; in "bounces+taro=mail.example" it does. */
static void
find_word (const char *text,
           const char *word,
           HatoMaskedKind kind,
           const GArray *own,
           GArray *spans)
{
  gsize length = strlen (word);

  for (gsize at = 0; text[at] != '\0'; at++)
    if (g_ascii_tolower (text[at]) == word[0] && g_ascii_strncasecmp (text + at, word, length) == 0
        && (at == 0 || !g_ascii_isalnum (text[at - 1])) && !g_ascii_isalnum (text[at + length])
        && !is_within (own, at))
      hato_masked_span_add (spans, at, at + length, kind);
}

static gsize
count_byte (const char *text, gsize size, char byte)
{
  gsize count = 0;

  for (gsize i = 0; i < size; i++)
    count += text[i] == byte ? 1 : 0;
  return count;
}

/* Whether the run is an address that is to be masked: an inner one, or with @server (nullable) any but the server's. */
static gboolean
is_masked_address (const char *run, gsize size, const char *server)
{
  g_autofree char *text = g_strndup (run, size);
  HatoAddress address;

  if (!hato_address_parse (text, &address))
    return FALSE;
  hato_address_unmap (&address);
  if (server == NULL)
    return hato_address_is_private (&address);

  g_autofree char *folded = hato_address_to_string (&address);

  return strcmp (folded, server) != 0;
}

/* As strspn (), which a sanitizer that is strict about strings lets read the whole text each time. */
static gsize
measure_run (const char *text, const char *bytes)
{
  gsize size = 0;

  while (text[size] != '\0' && strchr (bytes, text[size]) != NULL)
    size++;
  return size;
}

/* Runs of the bytes of an address; "IPv6:" before one, and a dot or a colon behind it, are the text's. */
static void
find_ip_addresses (const char *text, const char *server, GArray *spans)
{
  static const struct
  {
    const char *bytes;
    char separator;
    gsize n_separators;
  } forms[] = { { "0123456789.", '.', DOTS_OF_IPV4 },
                { "0123456789abcdefABCDEF:.", ':', COLONS_OF_IPV6 } };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    for (gsize at = 0; text[at] != '\0';)
      {
        gsize size = measure_run (text + at, forms[i].bytes);
        gsize trimmed = size;

        if (size == 0)
          {
            at++;
            continue;
          }
        while (trimmed > 0 && (text[at + trimmed - 1] == '.' || text[at + trimmed - 1] == ':')
               && !(trimmed > 1 && text[at + trimmed - 2] == ':'))
          trimmed--;
        if (count_byte (text + at, trimmed, forms[i].separator) >= forms[i].n_separators)
          {
            gsize skip = at > 2 && g_ascii_strncasecmp (text + at - 3, "IPv6:", 5) == 0 ? 2 : 0;

            if (is_masked_address (text + at + skip, trimmed - skip, server))
              hato_masked_span_add (spans, at + skip, at + trimmed, HATO_MASKED_INTERNAL);
          }
        at += size;
      }
}

/* How much of a name is to be masked: all but an inner suffix; 0 = nothing. */
static gsize
measure_inner_name (const char *run, gsize size)
{
  for (gsize i = 0; machine_prefixes[i] != NULL; i++)
    if (size > strlen (machine_prefixes[i])
        && g_ascii_strncasecmp (run, machine_prefixes[i], strlen (machine_prefixes[i])) == 0
        && memchr (run, '.', size) == NULL)
      return size;
  for (gsize i = 0; inner_suffixes[i] != NULL; i++)
    {
      gsize length = strlen (inner_suffixes[i]);

      if (size > length
          && g_ascii_strncasecmp (run + size - length, inner_suffixes[i], length) == 0)
        return size - length;
    }
  return 0;
}

static void
find_inner_names (const char *text, GArray *spans)
{
  for (gsize at = 0; text[at] != '\0';)
    {
      gsize size = 0;

      while (is_name_byte (text[at + size]))
        size++;

      gsize end = size;

      while (end > 0 && strchr (".-_", text[at + end - 1]) != NULL)
        end--;
      hato_masked_span_add (spans, at, at + measure_inner_name (text + at, end),
                            HATO_MASKED_INTERNAL);
      at += MAX (size, 1);
    }
}

/* Where what stands behind "Subject:" ends: with its line, its quotation marks or parentheses, or at the next header. */
static gsize
find_subject_end (const char *text, gsize label, gsize start)
{
  static const char *const next[] = { " From:",       " To:",    " Cc:",    " Date:", " Sent:",
                                      " Message-ID:", " 送信者", " 差出人", " 宛先",  " 送信日時" };
  gsize size = strcspn (text + start, label > 0 && text[label - 1] == '(' ? ")\r\n" : ";\r\n");

  for (gsize i = 0; i < G_N_ELEMENTS (next); i++)
    {
      const char *found = g_strstr_len (text + start, (gssize) size, next[i]);

      if (found != NULL)
        size = (gsize) (found - text) - start;
    }
  return start + size;
}

/* Copied headers, and filters that quote them. */
static void
find_subjects (const char *text, GArray *spans)
{
  static const char *const labels[] = { "Subject:", "件名:", "件名：" };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    for (gsize at = 0, end; text[at] != '\0'; at = end)
      {
        gsize start = at + strlen (labels[i]);

        end = at + 1;
        if (g_ascii_strncasecmp (text + at, labels[i], strlen (labels[i])) != 0
            || (at > 0 && g_ascii_isalnum (text[at - 1])))
          continue;
        start += strspn (text + start, " \t");
        end = find_subject_end (text, at, start);
        if (!g_str_has_prefix (text + start, HATO_MASK))
          hato_masked_span_add (spans, start, end, HATO_MASKED_SUBJECT);
      }
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const HatoMaskedSpan *left = a;
  const HatoMaskedSpan *right = b;

  return left->start != right->start ? (left->start < right->start ? -1 : 1)
                                     : (left->end > right->end ? -1 : left->end < right->end);
}

/* Sorts and joins what overlaps or touches; counts what is left. */
static void
merge_spans (HatoMask *self, GArray *spans)
{
  guint n_kept = 0;

  g_array_sort (spans, compare_spans);
  for (guint i = 0; i < spans->len; i++)
    {
      HatoMaskedSpan *span = &g_array_index (spans, HatoMaskedSpan, i);
      HatoMaskedSpan *last = n_kept > 0 ? &g_array_index (spans, HatoMaskedSpan, n_kept - 1) : NULL;

      if (last != NULL && span->start <= last->end)
        last->end = MAX (last->end, span->end);
      else
        g_array_index (spans, HatoMaskedSpan, n_kept++) = *span;
    }
  g_array_set_size (spans, n_kept);
  for (guint i = 0; i < spans->len; i++)
    self->counts[g_array_index (spans, HatoMaskedSpan, i).kind]++;
}

static char *
replace_spans (const char *text, const GArray *spans)
{
  GString *masked = g_string_new (NULL);
  gsize from = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const HatoMaskedSpan *span = &g_array_index (spans, HatoMaskedSpan, i);

      g_string_append_len (masked, text + from, (gssize) (span->start - from));
      g_string_append (masked, HATO_MASK);
      from = span->end;
    }
  g_string_append (masked, text + from);
  return g_string_free (masked, FALSE);
}

/* @server: (nullable): of a conversation: every other address is the line's */
static char *
mask (HatoMask *self, const char *text, const char *server, GArray *spans)
{
  g_autoptr (GArray) own = g_array_new (FALSE, FALSE, sizeof (HatoMaskedSpan));

  g_array_set_size (spans, 0);
  find_addresses (self, text, spans, own);
  for (guint i = 0; i < self->words->len; i++)
    find_word (text, g_ptr_array_index (self->words, i), HATO_MASKED_PERSON, own, spans);
  if (self->subject != NULL)
    find_word (text, self->subject, HATO_MASKED_SUBJECT, own, spans);
  find_ip_addresses (text, server, spans);
  find_inner_names (text, spans);
  find_subjects (text, spans);
  hato_secret_scan (text, spans);
  merge_spans (self, spans);
  return replace_spans (text, spans);
}

/**
 * hato_mask_dup:
 * @text: (nullable): from a mail
 * @spans: (element-type HatoMaskedSpan) (nullable): set to the places that were masked, in order
 *
 * Returns: (transfer full) (nullable): the text without what is private
 */
char *
hato_mask_dup (HatoMask *self, const char *text, GArray *spans)
{
  g_autoptr (GArray) own = g_array_new (FALSE, FALSE, sizeof (HatoMaskedSpan));

  return text != NULL ? mask (self, text, NULL, spans != NULL ? spans : own) : NULL;
}

/** hato_mask_dup_line: (transfer full): the same of a line of a conversation with @server: the client's address is in some */
char *
hato_mask_dup_line (HatoMask *self, const char *text, const char *server)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (HatoMaskedSpan));

  return mask (self, text, server, spans);
}

/** hato_mask_dup_name: (transfer full) (nullable): a host's name or address; a name without a dot is a computer's */
char *
hato_mask_dup_name (HatoMask *self, const char *name)
{
  if (name != NULL && *name != '\0' && strpbrk (name, ".:") == NULL)
    {
      self->counts[HATO_MASKED_INTERNAL]++;
      return g_strdup (HATO_MASK);
    }
  return hato_mask_dup (self, name, NULL);
}

/** hato_mask_dup_address: (transfer full) (nullable): a mail address, whatever stands before its last @ */
char *
hato_mask_dup_address (HatoMask *self, const char *address)
{
  const char *at = address != NULL ? strrchr (address, '@') : NULL;

  if (at == NULL || is_own (self, address, strlen (address)))
    return hato_mask_dup (self, address, NULL);

  self->counts[HATO_MASKED_PERSON]++;
  return g_strconcat (HATO_MASK, at, NULL);
}

/** hato_mask_map: where the byte @offset of a text is now; within a masked place: at its mask */
gsize
hato_mask_map (const GArray *spans, gsize offset)
{
  gsize removed = 0, added = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const HatoMaskedSpan *span = &g_array_index (spans, HatoMaskedSpan, i);

      if (span->start >= offset)
        break;
      removed += MIN (span->end, offset) - span->start;
      added += strlen (HATO_MASK);
    }
  return offset - removed + added;
}
