/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/web-library.h"

#include <gmodule.h>

#define LIBRARY "libsoup-3.0.so.0" /* the interface that the headers describe */

/**
 * hato_web_library_load:
 * @self: (out caller-allocates)
 *
 * Loads libsoup, which brings ten libraries more with it: a sixth of what all libraries of the program cost at its start,
 * for the few domains that have a policy. From any thread; once it is there, this only looks the functions up.
 *
 * Returns: FALSE = it is not installed
 */
gboolean
hato_web_library_load (HatoWebLibrary *self)
{
  const struct
  {
    const char *name;
    gpointer *function;
  } symbols[] = {
#define SYMBOL(name) { "soup_" #name, (gpointer *) &self->name }
    SYMBOL (content_decoder_get_type),
    SYMBOL (message_add_flags),
    SYMBOL (message_get_response_headers),
    SYMBOL (message_get_status),
    SYMBOL (message_get_tls_peer_certificate_errors),
    SYMBOL (message_headers_get_content_type),
    SYMBOL (message_new),
    SYMBOL (session_new_with_options),
    SYMBOL (session_remove_feature_by_type),
    SYMBOL (session_send_async),
    SYMBOL (session_send_finish),
    SYMBOL (session_set_tls_database),
#undef SYMBOL
  };
  GModule *module = g_module_open (LIBRARY, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
  gboolean complete = module != NULL;

  for (gsize i = 0; complete && i < G_N_ELEMENTS (symbols); i++)
    complete = g_module_symbol (module, symbols[i].name, symbols[i].function);
  if (module != NULL)
    g_module_make_resident (module); /* its types stay registered */
  return complete;
}
