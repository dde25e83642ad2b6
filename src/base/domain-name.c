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

static gboolean
is_ascii (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if ((guint8) *at >= 0x80)
      return FALSE;

  return TRUE;
}

/* One label in its A-form, or NULL. Labels go one by one: gnutls_idna_map () drops an underscore that it meets in a name
 * with other scripts. */
static char *
map_label (const char *label)
{
  gnutls_datum_t mapped;
  char *ascii;

  if (is_ascii (label))
    return is_host_label (label) ? g_ascii_strdown (label, -1) : NULL;
  if (gnutls_idna_map (label, (unsigned) strlen (label), &mapped, 0) < 0)
    return NULL;

  ascii = g_ascii_strdown ((const char *) mapped.data, (gssize) mapped.size);
  gnutls_free (mapped.data);
  if (!is_host_label (ascii))
    g_clear_pointer (&ascii, g_free);
  return ascii;
}

static char *
unmap_label (const char *label)
{
  gnutls_datum_t mapped;
  char *unicode;

  if (!g_str_has_prefix (label, "xn--")
      || gnutls_idna_reverse_map (label, (unsigned) strlen (label), &mapped, 0) < 0)
    return g_strdup (label);

  unicode = g_strndup ((const char *) mapped.data, mapped.size);
  gnutls_free (mapped.data);
  return unicode;
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

/** hato_domain_name_is_public_suffix: whether names are registered directly below @name (A-labels), as the public suffix list has it. */
gboolean
hato_domain_name_is_public_suffix (const char *name)
{
  return psl_is_public_suffix (psl_builtin (), name) == 1;
}
