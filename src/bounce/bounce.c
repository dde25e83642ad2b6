/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/bounce.h"

static const char *const direction_names[] = {
  [HATO_DIRECTION_SENT] = "sent",
  [HATO_DIRECTION_RECEIVED] = "received",
};

static const char *const suspicion_names[] = {
  [HATO_SUSPICION_NONE] = "none",
  [HATO_SUSPICION_FAKE] = "fake",
  [HATO_SUSPICION_BACKSCATTER] = "backscatter",
};

G_DEFINE_BOXED_TYPE (HatoBounce, hato_bounce, hato_bounce_ref, hato_bounce_unref)

static void
result_free (gpointer data)
{
  HatoResult *self = data;

  hato_refusal_unref (self->refusal);
  hato_decision_unref (self->decision);
  g_free (self);
}

/** hato_bounce_new: (transfer full): a bounce that its maker fills before handing it on */
HatoBounce *
hato_bounce_new (HatoBounceKind kind)
{
  HatoBounce *self = g_atomic_rc_box_new0 (HatoBounce);

  self->kind = kind;
  self->cause = HATO_CAUSE_UNKNOWN;
  self->basis = HATO_BASIS_NONE;
  self->language = "en";
  self->results = g_ptr_array_new_with_free_func (result_free);
  self->recipients = g_ptr_array_new_with_free_func (g_free);
  return self;
}

HatoBounce *
hato_bounce_ref (HatoBounce *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
bounce_clear (gpointer data)
{
  HatoBounce *self = data;
  char *texts[] = {
    self->status,        self->reply_code,       self->diagnostic,    self->remote_mta,
    self->reporting_mta, self->detail,           self->refused_by_id, self->refused_by_name,
    self->sender_domain, self->envelope_sender,  self->from,          self->sending_ip,
    self->concerned_ip,  self->concerned_domain, self->selector,      self->signing_domain,
    self->rule,          self->message_id,       self->queue_id,      self->date,
    self->arrival_date,  self->will_retry_until
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_ptr_array_unref (self->results);
  g_ptr_array_unref (self->recipients);
  g_clear_pointer (&self->original, hato_original_unref);
  g_free (self->pasted_subject);
}

void
hato_bounce_unref (HatoBounce *self)
{
  g_atomic_rc_box_release_full (self, bounce_clear);
}

/** hato_bounce_add_result: one more recipient's refusal, and what the rules made of it */
void
hato_bounce_add_result (HatoBounce *self, HatoRefusal *refusal, HatoDecision *decision)
{
  HatoResult *result = g_new0 (HatoResult, 1);

  result->refusal = hato_refusal_ref (refusal);
  result->decision = hato_decision_ref (decision);
  g_ptr_array_add (self->results, result);
}

/** hato_bounce_add_recipient: one more address, unless it is there already in whatever case */
void
hato_bounce_add_recipient (HatoBounce *self, const char *address)
{
  for (guint i = 0; i < self->recipients->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (self->recipients, i), address) == 0)
      return;
  g_ptr_array_add (self->recipients, g_strdup (address));
}

const char *
hato_direction_to_string (HatoDirection direction)
{
  return direction_names[direction];
}

const char *
hato_suspicion_to_string (HatoSuspicion suspicion)
{
  return suspicion_names[suspicion];
}
