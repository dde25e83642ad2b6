/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/endpoint.h"

#include <string.h>

#include "base/endpoint-id.h"

/**
 * hato_endpoint_new:
 * @name: what the certificate must be for: A-labels, or an address
 * @address: where it is connected to; "" = nowhere
 *
 * Returns: (transfer full): a door that its maker fills in
 */
HatoEndpoint *
hato_endpoint_new (HatoProtocol protocol, guint16 port, const char *name, const char *address)
{
  HatoEndpoint *self = g_new0 (HatoEndpoint, 1);

  self->protocol = protocol;
  self->port = port;
  self->name = g_strdup (name);
  self->address = g_strdup (address);
  self->others = g_ptr_array_new_with_free_func (g_free);
  self->cited = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_evidence_unref);
  return self;
}

void
hato_endpoint_free (HatoEndpoint *self)
{
  g_free (self->name);
  g_free (self->address);
  g_ptr_array_unref (self->others);
  g_ptr_array_unref (self->cited);
  g_free (self->mail_domain);
  g_strfreev (self->controls);
  g_free (self);
}

/** hato_endpoint_dup_id: (transfer full): the id of its row. */
char *
hato_endpoint_dup_id (const HatoEndpoint *self)
{
  return hato_endpoint_id_new (self->protocol, self->name, self->port, self->address);
}

/**
 * hato_endpoint_find_open:
 * @open: (out) (transfer none) (nullable): the conversation at another address of the same host, where the same door is open
 *
 * Returns: FALSE while it is pending
 */
gboolean
hato_endpoint_find_open (const HatoEndpoint *self, HatoAnswers *answers, const HatoEvidence **open)
{
  gboolean complete = TRUE;

  *open = NULL;
  for (guint i = 0; self->doors != NULL && i < self->doors->len; i++)
    {
      const HatoEndpoint *other = g_ptr_array_index (self->doors, i);
      g_autoptr (HatoQuestion) question = NULL;
      const HatoEvidence *evidence;

      if (*other->address == '\0' || other->protocol != self->protocol || other->port != self->port
          || strcmp (other->name, self->name) != 0 || strcmp (other->address, self->address) == 0)
        continue;
      question = hato_question_new_session (other->name, other->address, other->port,
                                            other->protocol, HATO_QUESTION_PLAIN);
      evidence = hato_look_up_question (answers, question);
      complete = complete && evidence != NULL;
      if (evidence != NULL && evidence->talk != NULL && evidence->talk->end == HATO_TALK_ENCRYPTED)
        *open = evidence;
    }
  return complete;
}
