/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/translation.h"

#include <gio/gio.h>
#include <string.h>

#include "base/cursor.h"

#define MO_MAGIC       0x950412deu /* GNU gettext manual, "The Format of GNU MO Files" */
#define MO_STRINGS_MAX 20000u

struct _HatoTranslation
{
  char *language;    /* (owned) */
  GBytes *catalogue; /* (owned) (nullable): what the strings of the table point into */
  GHashTable *table; /* (owned): English text → translated text */
};

G_DEFINE_BOXED_TYPE (HatoTranslation,
                     hato_translation,
                     hato_translation_ref,
                     hato_translation_unref)

static gboolean
take_u32 (HatoCursor *cursor, guint32 *value)
{
  if (!hato_cursor_take_u32 (cursor, value))
    return FALSE;

  *value = GUINT32_FROM_LE (GUINT32_TO_BE (*value)); /* our own build writes little-endian files */
  return TRUE;
}

/* One string of the file: terminated inside the bytes, or NULL. */
static const char *
read_string (const HatoCursor *file, guint32 table, guint32 index)
{
  HatoCursor cursor = *file;
  guint32 length, offset;

  if (!hato_cursor_seek (&cursor, (gsize) table + 8 * (gsize) index) || !take_u32 (&cursor, &length)
      || !take_u32 (&cursor, &offset) || !hato_cursor_seek (&cursor, offset)
      || hato_cursor_peek_at (&cursor, length) != '\0')
    return NULL;

  return (const char *) hato_cursor_take_bytes (&cursor, (gsize) length + 1);
}

static void
read_catalogue (HatoTranslation *self)
{
  HatoCursor file;
  gsize size;
  gconstpointer data = g_bytes_get_data (self->catalogue, &size);
  guint32 magic, revision, n_strings, originals, translations;

  hato_cursor_init (&file, data, size);
  if (!take_u32 (&file, &magic) || magic != MO_MAGIC || !take_u32 (&file, &revision)
      || !take_u32 (&file, &n_strings) || !take_u32 (&file, &originals)
      || !take_u32 (&file, &translations))
    return;

  for (guint32 i = 0; i < MIN (n_strings, MO_STRINGS_MAX); i++)
    {
      const char *original = read_string (&file, originals, i);
      const char *translation = read_string (&file, translations, i);

      if (original != NULL && translation != NULL && *original != '\0' && *translation != '\0')
        g_hash_table_insert (self->table, (char *) original, (char *) translation);
    }
}

/**
 * hato_translation_new:
 * @language: "en", "ja"
 * @catalogue: (nullable): a compiled catalogue (.mo, little-endian); NULL = the texts as written, in English
 *
 * Returns: (transfer full): never NULL; what a broken catalogue does not hold stays in English
 */
HatoTranslation *
hato_translation_new (const char *language, GBytes *catalogue)
{
  HatoTranslation *self = g_atomic_rc_box_new0 (HatoTranslation);

  self->language = g_strdup (language);
  self->table = g_hash_table_new (g_str_hash, g_str_equal);
  if (catalogue != NULL)
    {
      self->catalogue = g_bytes_ref (catalogue);
      read_catalogue (self);
    }
  return self;
}

/** hato_translation_new_for_language: (transfer full) (nullable): "en" or "ja" from the program's own resource; NULL = there is no such language. */
HatoTranslation *
hato_translation_new_for_language (const char *language)
{
  g_autofree char *path =
      g_strdup_printf ("/io/github/hatobin/Hatobin/translations/%s.mo", language);
  g_autoptr (GBytes) catalogue = NULL;

  if (strcmp (language, "en") == 0)
    return hato_translation_new ("en", NULL);

  catalogue = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  return catalogue != NULL ? hato_translation_new (language, catalogue) : NULL;
}

/** hato_translation_new_for_locale: (transfer full): the first language of the person's list (LANGUAGE, LC_ALL, LC_MESSAGES, LANG) that there is; else English. */
HatoTranslation *
hato_translation_new_for_locale (void)
{
  const char *const *names = g_get_language_names ();

  for (gsize i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], "C") != 0 && strpbrk (names[i], "/.") == NULL)
      {
        HatoTranslation *self = hato_translation_new_for_language (names[i]);

        if (self != NULL)
          return self;
      }
  return hato_translation_new ("en", NULL);
}

HatoTranslation *
hato_translation_ref (HatoTranslation *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
translation_clear (gpointer data)
{
  HatoTranslation *self = data;

  g_free (self->language);
  g_hash_table_unref (self->table);
  g_clear_pointer (&self->catalogue, g_bytes_unref);
}

void
hato_translation_unref (HatoTranslation *self)
{
  g_atomic_rc_box_release_full (self, translation_clear);
}

const char *
hato_translation_get_language (const HatoTranslation *self)
{
  return self->language;
}

/** hato_translate: (transfer none): @text in the language, or @text itself. The answer lives as long as @self and @text. */
const char *
hato_translate (const HatoTranslation *self, const char *text)
{
  const char *translated = g_hash_table_lookup (self->table, text);

  return translated != NULL ? translated : text;
}
