/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/context.h"

#include <glib/gi18n.h>
#include <string.h>

#define LANGUAGE_FIELD "\nLanguage: "

G_DEFINE_BOXED_TYPE (HatoContext, hato_context, hato_context_ref, hato_context_unref)

/* The language that gettext () speaks here, so that the engine's texts are in the same one: its catalogue
 * names it in its header, which is the translation of "". */
static HatoTranslation *
new_translation (void)
{
  const char *header = g_dgettext (GETTEXT_PACKAGE, "");
  const char *field = header != NULL ? strstr (header, LANGUAGE_FIELD) : NULL;
  g_autofree char *language = NULL;
  HatoTranslation *translation;

  if (field == NULL)
    return hato_translation_new ("en", NULL);

  field += strlen (LANGUAGE_FIELD);
  language = g_strndup (field, strcspn (field, "\n"));
  translation = hato_translation_new_for_language (language);
  return translation != NULL ? translation : hato_translation_new ("en", NULL);
}

/** hato_context_new: (transfer full): @settings: how runs ask */
HatoContext *
hato_context_new (HatoSettings *settings)
{
  HatoContext *self = g_atomic_rc_box_new0 (HatoContext);

  self->runner = hato_runner_new ();
  self->talks = hato_session_memory_new ();
  self->settings = hato_settings_ref (settings);
  self->translation = new_translation ();
  self->session = hato_session_new ();
  self->takes_servers = settings->servers == NULL && settings->zone == NULL;
  return self;
}

/** hato_context_load: reads the program's own catalogues, unless they are there already: the first run needs them, the
 * first frame of the window does not. */
gboolean
hato_context_load (HatoContext *self, GError **error)
{
  if (self->selectors == NULL)
    self->selectors = hato_selector_list_new (error);
  if (self->selectors != NULL && self->providers == NULL)
    self->providers = hato_provider_list_new (error);
  if (self->providers != NULL && self->blocklists == NULL)
    self->blocklists = hato_blocklist_list_new (error);
  return self->blocklists != NULL;
}

/**
 * hato_context_new_with_servers:
 * @servers: to ask; empty = the system's
 *
 * Returns: (transfer full): as @context, but for the servers
 */
HatoContext *
hato_context_new_with_servers (HatoContext *context, const char *const *servers)
{
  const HatoSettings *old = context->settings;
  HatoContext *self = g_atomic_rc_box_new0 (HatoContext);

  self->settings = hato_settings_new ();
  self->settings->servers = servers[0] != NULL ? g_strdupv ((char **) servers) : NULL;
  self->settings->timeout = old->timeout;
  self->settings->clock = old->clock;
  self->settings->allow_private = old->allow_private;
  self->runner = g_object_ref (context->runner);
  self->talks = hato_session_memory_ref (context->talks);
  self->translation = hato_translation_ref (context->translation);
  if (hato_context_load (context, NULL)) /* shared, not read again */
    {
      self->selectors = hato_selector_list_ref (context->selectors);
      self->providers = hato_provider_list_ref (context->providers);
      self->blocklists = hato_blocklist_list_ref (context->blocklists);
    }
  self->session = g_object_ref (context->session);
  self->takes_servers = context->takes_servers;
  return self;
}

HatoContext *
hato_context_ref (HatoContext *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
context_clear (gpointer data)
{
  HatoContext *self = data;

  g_object_unref (self->runner);
  hato_session_memory_unref (self->talks);
  hato_settings_unref (self->settings);
  hato_translation_unref (self->translation);
  g_clear_pointer (&self->selectors, hato_selector_list_unref);
  g_clear_pointer (&self->providers, hato_provider_list_unref);
  g_object_unref (self->session);
  g_clear_pointer (&self->blocklists, hato_blocklist_list_unref);
}

void
hato_context_unref (HatoContext *self)
{
  g_atomic_rc_box_release_full (self, context_clear);
}
