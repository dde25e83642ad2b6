/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/domain-name.h"

#include <gnutls/gnutls.h>
#include <libpsl.h>
#include <string.h>

#include "base/error.h"

G_DEFINE_BOXED_TYPE (HatoDomainName, hato_domain_name, hato_domain_name_ref, hato_domain_name_unref)

/**
 * hato_domain_name_is_askable:
 * @name: a name that was made (by a macro, by putting labels in front), without final dot
 *
 * Whether @name can be put on the wire: labels of 1 to 63 octets, 253 in all (RFC 1035 §2.3.4). Labels may hold any byte.
 */
gboolean
hato_domain_name_is_askable (const char *name)
{
  gsize label = 0, length = strlen (name);

  if (length == 0 || length > HATO_DOMAIN_NAME_MAX)
    return FALSE;

  for (const char *at = name; *at != '\0'; at++)
    if (*at == '.')
      {
        if (label == 0)
          return FALSE;
        label = 0;
      }
    else if (++label > HATO_DOMAIN_LABEL_MAX)
      return FALSE;

  return label > 0;
}

/* Letters, digits and hyphens that stand inside, and underscores (RFC 2181 §11; service names have them). */
static gboolean
is_host_label (const char *label)
{
  gsize length = strlen (label);

  if (length == 0 || length > HATO_DOMAIN_LABEL_MAX || label[0] == '-' || label[length - 1] == '-')
    return FALSE;

  for (const char *at = label; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && *at != '-' && *at != '_')
      return FALSE;

  return TRUE;
}

/* Whether all that is ASCII in it may stand in a U-label (RFC 5891 §5.4): gnutls_idna_map () drops the rest without a
 * word, so that "日本!語" would become another name. */
static gboolean
has_plain_ascii (const char *label)
{
  for (const char *at = label; *at != '\0'; at++)
    if ((guint8) *at < 0x80 && !g_ascii_isalnum (*at) && *at != '-')
      return FALSE;

  return TRUE;
}

/* One label in its A-form, or NULL. */
static char *
map_label (const char *label)
{
  g_autofree char *normal = g_utf8_normalize (label, -1, G_NORMALIZE_NFKC);
  g_autofree char *ascii = NULL;
  gnutls_datum_t mapped;

  if (normal == NULL)
    return NULL;
  if (g_str_is_ascii (normal))
    return is_host_label (normal) ? g_ascii_strdown (normal, -1) : NULL;
  if (!has_plain_ascii (normal)
      || gnutls_idna_map (normal, (unsigned) strlen (normal), &mapped, GNUTLS_IDNA_FORCE_2008) < 0)
    return NULL;

  ascii = g_ascii_strdown ((const char *) mapped.data, (gssize) mapped.size);
  gnutls_free (mapped.data);
  return is_host_label (ascii) ? g_steal_pointer (&ascii) : NULL;
}

/* The U-form of an A-label (RFC 5890 §2.3.2.1); the label itself where the two do not lead to each other. */
static char *
unmap_label (const char *label)
{
  g_autofree char *unicode = NULL;
  g_autofree char *back = NULL;
  gnutls_datum_t mapped;

  if (!g_str_has_prefix (label, "xn--")
      || gnutls_idna_reverse_map (label, (unsigned) strlen (label), &mapped, 0) < 0)
    return g_strdup (label);

  unicode = g_strndup ((const char *) mapped.data, mapped.size);
  gnutls_free (mapped.data);
  back = map_label (unicode);
  return g_strcmp0 (back, label) == 0 ? g_steal_pointer (&unicode) : g_strdup (label);
}

/**
 * hato_domain_name_new:
 * @text: a domain name in any script; one final dot is dropped
 *
 * Checks and folds a name (IDNA 2008 through GnuTLS, RFC 5890).
 *
 * Returns: (transfer full) (nullable): NULL with HATO_ERROR_INVALID_INPUT where it cannot be one
 */
HatoDomainName *
hato_domain_name_new (const char *text, GError **error)
{
  g_auto (GStrv) labels = NULL;
  g_autoptr (GPtrArray) ascii = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) unicode = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *trimmed =
      g_str_has_suffix (text, ".") ? g_strndup (text, strlen (text) - 1) : g_strdup (text);
  g_autofree char *name = NULL;
  HatoDomainName *self;

  labels = g_strsplit (trimmed, ".", 130); /* 127 labels are the most that a name can have */
  for (gsize i = 0; labels[i] != NULL; i++)
    {
      char *label = map_label (labels[i]);

      if (label == NULL)
        {
          g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "not a domain name");
          return NULL;
        }
      g_ptr_array_add (ascii, label);
      g_ptr_array_add (unicode, unmap_label (label));
    }
  g_ptr_array_add (ascii, NULL);
  g_ptr_array_add (unicode, NULL);
  name = g_strjoinv (".", (char **) ascii->pdata);
  if (!hato_domain_name_is_askable (name))
    {
      g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "not a domain name");
      return NULL;
    }

  self = g_atomic_rc_box_new0 (HatoDomainName);
  self->ascii = g_steal_pointer (&name);
  self->unicode = g_strjoinv (".", (char **) unicode->pdata);
  return self;
}

HatoDomainName *
hato_domain_name_ref (HatoDomainName *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
domain_name_clear (gpointer data)
{
  HatoDomainName *self = data;

  g_free (self->ascii);
  g_free (self->unicode);
}

void
hato_domain_name_unref (HatoDomainName *self)
{
  g_atomic_rc_box_release_full (self, domain_name_clear);
}

/** hato_domain_name_get_parent: (nullable): the name without its left-most label, inside @name; NULL for a single label. */
const char *
hato_domain_name_get_parent (const char *name)
{
  const char *dot = strchr (name, '.');

  return dot != NULL && dot[1] != '\0' ? dot + 1 : NULL;
}

/** hato_domain_name_is_below: whether @name lies below @ancestor, on a label boundary; both folded. A name is not below itself. */
gboolean
hato_domain_name_is_below (const char *name, const char *ancestor)
{
  gsize length = strlen (name), suffix = strlen (ancestor);

  return length > suffix + 1 && name[length - suffix - 1] == '.'
         && strcmp (name + length - suffix, ancestor) == 0;
}

/* Scripts that are read together: Latin and Han with those of Japanese, or of Korean, or Bopomofo (UTS #39 §5.2, "highly
 * restrictive"); any other stands alone. */
static gboolean
is_mixed_label (const char *label)
{
  gboolean kana = FALSE, hangul = FALSE, bopomofo = FALSE, common = FALSE;
  GUnicodeScript alone = G_UNICODE_SCRIPT_COMMON;

  for (const char *at = label; *at != '\0' && *at != '.'; at = g_utf8_next_char (at))
    {
      GUnicodeScript script = g_unichar_get_script (g_utf8_get_char (at));

      if (script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED)
        continue;
      if (script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA)
        kana = TRUE;
      else if (script == G_UNICODE_SCRIPT_HANGUL)
        hangul = TRUE;
      else if (script == G_UNICODE_SCRIPT_BOPOMOFO)
        bopomofo = TRUE;
      else if (script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_HAN)
        common = TRUE;
      else if (alone != G_UNICODE_SCRIPT_COMMON && alone != script)
        return TRUE;
      else
        alone = script;
    }
  if (alone != G_UNICODE_SCRIPT_COMMON)
    return kana || hangul || bopomofo || common;

  return (int) kana + (int) hangul + (int) bopomofo > 1;
}

/**
 * hato_domain_name_dup_shown: (transfer full): the name for people: in both forms where they differ, and the form that
 * cannot be mistaken first where a label mixes scripts, as a name that imitates another does.
 */
char *
hato_domain_name_dup_shown (const HatoDomainName *self)
{
  gboolean mixed = FALSE;

  if (strcmp (self->ascii, self->unicode) == 0)
    return g_strdup (self->ascii);

  for (const char *label = self->unicode; label != NULL && !mixed;
       label = hato_domain_name_get_parent (label))
    mixed = is_mixed_label (label);
  return g_strdup_printf ("%s (%s)", mixed ? self->ascii : self->unicode,
                          mixed ? self->unicode : self->ascii);
}

/** hato_domain_name_is_public_suffix: whether names are registered directly below @name (A-labels), as the public suffix list has it. */
gboolean
hato_domain_name_is_public_suffix (const char *name)
{
  return psl_is_public_suffix (psl_builtin (), name) == 1;
}

/** hato_domain_name_is_registry_suffix: whether @name (A-labels) is a registry's: a public suffix that no company owns. */
gboolean
hato_domain_name_is_registry_suffix (const char *name)
{
  return psl_is_public_suffix2 (psl_builtin (), name, PSL_TYPE_ICANN) == 1;
}

/** hato_domain_name_get_registered: (nullable): the part of @name (A-labels) that was registered below a public suffix, inside @name; NULL where nothing was. */
const char *
hato_domain_name_get_registered (const char *name)
{
  return psl_registrable_domain (psl_builtin (), name);
}
