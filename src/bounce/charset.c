/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/cursor.h"

#define LABEL_MAX    40u
#define REPLACEMENT  "\xef\xbf\xbd"
#define ESCAPE       0x1b
#define OUT_PER_BYTE 4u /* no charset of the table makes more UTF-8 of one byte */

/* Labels are names from a stranger: only what stands here reaches iconv (), whose tables are loaded by name. */
static const struct
{
  const char *label; /* ends in '*': what begins so; the label itself is the name */
  const char *name;  /* NULL = as the label */
} charsets[] = {
  { "utf-8", "UTF-8" },
  { "utf8", "UTF-8" },
  { "us-ascii", "UTF-8" },
  { "ascii", "UTF-8" },
  { "iso-2022-jp*", "ISO-2022-JP" },
  { "csiso2022jp", "ISO-2022-JP" },
  { "cp50220", "ISO-2022-JP" },
  { "cp50221", "ISO-2022-JP" },
  { "shift_jis*", "CP932" },
  { "shift-jis", "CP932" },
  { "sjis*", "CP932" },
  { "x-sjis*", "CP932" },
  { "ms_kanji", "CP932" },
  { "cp932", "CP932" },
  { "ms932", "CP932" },
  { "windows-31j", "CP932" },
  { "euc-jp*", "EUC-JP-MS" },
  { "eucjp*", "EUC-JP-MS" },
  { "x-euc-jp", "EUC-JP-MS" },
  { "cp51932", "EUC-JP-MS" },
  { "euc-kr", "CP949" },
  { "ks_c_5601-1987", "CP949" },
  { "iso-2022-kr", "ISO-2022-KR" },
  { "gb2312", "GB18030" },
  { "gbk", "GB18030" },
  { "gb18030", "GB18030" },
  { "big5*", "BIG5" },
  { "iso-8859-1", "CP1252" },
  { "latin1", "CP1252" },
  { "iso-8859-*", NULL },
  { "windows-125*", NULL },
  { "cp125*", NULL },
  { "koi8-*", NULL },
  { "utf-7", "UTF-7" },
  { "unicode-1-1-utf-7", "UTF-7" },
  { "utf-16", "UTF-16" },
  { "utf-16le", "UTF-16LE" },
  { "utf-16be", "UTF-16BE" },
  { "tis-620", "TIS-620" },
};

static const char *
find_name (const char *label)
{
  gsize length = label != NULL ? strlen (label) : 0;

  if (length == 0 || length > LABEL_MAX
      || strspn (label, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
             != length)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      const char *known = charsets[i].label;
      gsize stem = strcspn (known, "*");

      if (known[stem] == '*' ? g_ascii_strncasecmp (label, known, stem) == 0
                             : g_ascii_strcasecmp (label, known) == 0)
        return charsets[i].name != NULL ? charsets[i].name : label;
    }
  return NULL;
}

/* Converts; a byte that the charset does not have becomes U+FFFD, and is counted. NULL: no such table here. */
static char *
convert (const char *bytes, gsize size, const char *name, gsize *bad)
{
  iconv_t converter = iconv_open ("UTF-8", name);
  gsize room = size * OUT_PER_BYTE + sizeof REPLACEMENT;
  char *text, *out, *in = (char *) bytes;

  *bad = 0;
  if (converter == (iconv_t) -1)
    return NULL;

  out = text = g_malloc (room + 1);
  while (size > 0)
    {
      if (iconv (converter, &in, &size, &out, &room) != (gsize) -1 || size == 0 || errno == E2BIG
          || room < sizeof REPLACEMENT)
        break;
      memcpy (out, REPLACEMENT, strlen (REPLACEMENT));
      out += strlen (REPLACEMENT);
      room -= strlen (REPLACEMENT);
      in++;
      size--;
      ++*bad;
    }
  iconv_close (converter);
  *out = '\0';
  return g_realloc (text, (gsize) (out - text) + 1);
}

/* What an escape sequence of ISO-2022-JP (RFC 1468) and of the sets beside it switches to. */
typedef enum
{
  SET_ASCII,
  SET_KANJI,      /* JIS X 0208 */
  SET_MORE_KANJI, /* JIS X 0212 */
  SET_KANA,       /* JIS X 0201, half-width */
} JapaneseSet;

static gboolean
take_escape (HatoCursor *cursor, JapaneseSet *set)
{
  static const struct
  {
    const char *escape;
    JapaneseSet set;
  } escapes[] = {
    { "\033(B", SET_ASCII },  { "\033(J", SET_ASCII },       { "\033$@", SET_KANJI },
    { "\033$B", SET_KANJI },  { "\033$(D", SET_MORE_KANJI }, { "\033(I", SET_KANA },
    { "\033$(B", SET_KANJI },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (escapes); i++)
    if (hato_cursor_take_literal (cursor, escapes[i].escape))
      {
        *set = escapes[i].set;
        return TRUE;
      }
  return FALSE;
}

/* ISO-2022-JP to EUC-JP: the vendors' characters (circled digits, 株) that mail is full of are in the table of the
 * latter alone. A line feed ends a set (RFC 1468: lines end in ASCII), so that a lost escape spoils one line. */
static GByteArray *
iso2022_to_euc (const char *bytes, gsize size)
{
  GByteArray *euc = g_byte_array_sized_new ((guint) size);
  HatoCursor cursor;
  JapaneseSet set = SET_ASCII;

  hato_cursor_init (&cursor, bytes, size);
  while (!hato_cursor_at_end (&cursor))
    {
      guint8 pair[3] = { 0x8f, 0, 0 };

      if (hato_cursor_peek (&cursor) == ESCAPE && take_escape (&cursor, &set))
        continue;
      if (hato_cursor_peek (&cursor) == '\n')
        set = SET_ASCII;
      if (set == SET_KANA && hato_cursor_peek (&cursor) > ' ')
        {
          pair[0] = 0x8e;
          hato_cursor_take_u8 (&cursor, &pair[1]);
          pair[1] |= 0x80;
          g_byte_array_append (euc, pair, 2);
        }
      else if ((set == SET_KANJI || set == SET_MORE_KANJI) && hato_cursor_peek (&cursor) > ' '
               && hato_cursor_peek_at (&cursor, 1) > ' ')
        {
          hato_cursor_take_u8 (&cursor, &pair[1]);
          hato_cursor_take_u8 (&cursor, &pair[2]);
          pair[1] |= 0x80;
          pair[2] |= 0x80;
          g_byte_array_append (euc, set == SET_KANJI ? pair + 1 : pair, set == SET_KANJI ? 2 : 3);
        }
      else
        {
          hato_cursor_take_u8 (&cursor, &pair[0]);
          g_byte_array_append (euc, pair, 1);
        }
    }
  return euc;
}

static char *
convert_iso2022 (const char *bytes, gsize size, gsize *bad)
{
  g_autoptr (GByteArray) euc = iso2022_to_euc (bytes, size);

  return convert ((const char *) euc->data, euc->len, "EUC-JP-MS", bad);
}

static gboolean
has_escapes (const char *bytes, gsize size)
{
  const char *escape = memchr (bytes, ESCAPE, size);

  return escape != NULL && (gsize) (escape - bytes) + 2 < size
         && (escape[1] == '$' || escape[1] == '(');
}

/* Japanese has kana; bytes of Latin text that happen to fit one of its encodings make rare kanji. */
static char *
guess (const char *bytes, gsize size)
{
  static const char *const names[] = { "EUC-JP-MS", "CP932" };
  gsize bad;
  char *text;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      text = convert (bytes, size, names[i], &bad);
      if (text != NULL && bad == 0 && hato_charset_has_japanese (text))
        return text;
      g_free (text);
    }
  text = convert (bytes, size, "CP1252", &bad);
  return text != NULL ? text : g_utf8_make_valid (bytes, (gssize) size);
}

/* Whether these are the letters of ASCII, which are the same in all charsets of the table but those that shift: most mails,
 * for which no table of iconv () has to be opened. */
static gboolean
is_ascii (const char *bytes, gsize size, const char *name)
{
  guint8 all = 0;

  if (name != NULL
      && (g_str_has_prefix (name, "UTF-16") || g_str_has_prefix (name, "ISO-2022")
          || strcmp (name, "UTF-7") == 0))
    return FALSE;
  for (gsize i = 0; i < size; i++)
    all |= (guint8) bytes[i];
  return all < 0x80;
}

static char *
decode (const char *bytes, gsize size, const char *label)
{
  const char *name = find_name (label);
  g_autofree char *text = NULL;
  gsize bad = 0;

  if (!has_escapes (bytes, size) && is_ascii (bytes, size, name))
    return g_strndup (bytes, size);
  if (has_escapes (bytes, size)
      && (name == NULL || g_str_has_prefix (name, "ISO-2022-JP") || strcmp (name, "UTF-8") == 0))
    return convert_iso2022 (bytes, size, &bad);
  if (name != NULL && strcmp (name, "UTF-8") != 0 && !g_str_has_prefix (name, "ISO-2022-JP"))
    text = convert (bytes, size, name, &bad);
  if (text != NULL && bad == 0)
    return g_steal_pointer (&text);
  if (g_utf8_validate (bytes, (gssize) size, NULL))
    return g_strndup (bytes, size);
  return text != NULL ? g_steal_pointer (&text) : guess (bytes, size);
}

/**
 * hato_charset_to_utf8:
 * @bytes: text of a mail
 * @label: (nullable): the charset that its header names, from a stranger
 *
 * Labels are often wrong: what is valid UTF-8, or holds the escapes of ISO-2022-JP (RFC 1468), is that, whatever is said
 * of it; what breaks the rules of its label is taken for the first of EUC-JP, Shift_JIS and Windows-1252 that it fits.
 *
 * Returns: (transfer full): valid UTF-8 without NUL; what cannot be read becomes U+FFFD
 */
char *
hato_charset_to_utf8 (gconstpointer bytes, gsize size, const char *label)
{
  g_autofree char *copy = NULL;
  const char *name = find_name (label);
  gboolean is_wide = name != NULL && g_str_has_prefix (name, "UTF-16");

  if (size == 0)
    return g_strdup ("");
  if (!is_wide && memchr (bytes, '\0', size) != NULL)
    {
      copy = g_memdup2 (bytes, size);
      for (gsize i = 0; i < size; i++)
        if (copy[i] == '\0')
          copy[i] = ' ';
      bytes = copy;
    }
  return decode (bytes, size, label);
}

/** hato_charset_has_japanese: whether there is a kana or a full stop of Japanese in @text (valid UTF-8). */
gboolean
hato_charset_has_japanese (const char *text)
{
  for (const char *at = text; (at = strchr (at, '\xe3')) != NULL; at++)
    {
      gunichar character = g_utf8_get_char (at);

      if (character >= 0x3041 && character <= 0x30fe)
        return TRUE;
    }
  return FALSE;
}
