/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/original.h"

G_DEFINE_BOXED_TYPE (HatoOriginal, hato_original, hato_original_ref, hato_original_unref)

static void
signature_free (gpointer data)
{
  HatoSignature *self = data;

  g_free (self->domain);
  g_free (self->selector);
  g_free (self);
}

/** hato_original_new: (transfer full): nothing is known yet; its maker fills it before handing it on */
HatoOriginal *
hato_original_new (void)
{
  HatoOriginal *self = g_atomic_rc_box_new0 (HatoOriginal);

  self->to = g_ptr_array_new_with_free_func (g_free);
  self->signatures = g_ptr_array_new_with_free_func (signature_free);
  return self;
}

HatoOriginal *
hato_original_ref (HatoOriginal *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
original_clear (gpointer data)
{
  HatoOriginal *self = data;

  g_free (self->from);
  g_free (self->envelope_sender);
  g_ptr_array_unref (self->to);
  g_free (self->subject);
  g_free (self->message_id);
  g_free (self->date);
  g_ptr_array_unref (self->signatures);
  g_free (self->authentication_results);
  g_free (self->sending_ip);
  g_free (self->sending_host);
  g_free (self->forwarded_by);
}

void
hato_original_unref (HatoOriginal *self)
{
  g_atomic_rc_box_release_full (self, original_clear);
}

/** hato_original_add_signature: d= and s= of one more DKIM-Signature, in the order of the headers */
void
hato_original_add_signature (HatoOriginal *self, const char *domain, const char *selector)
{
  HatoSignature *signature = g_new0 (HatoSignature, 1);

  signature->domain = g_strdup (domain);
  signature->selector = g_strdup (selector);
  g_ptr_array_add (self->signatures, signature);
}
