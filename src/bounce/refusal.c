/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/refusal.h"

static const char *const stage_names[] = {
  [HATO_STAGE_UNKNOWN] = "unknown",   [HATO_STAGE_CONNECT] = "connect", [HATO_STAGE_HELO] = "helo",
  [HATO_STAGE_STARTTLS] = "starttls", [HATO_STAGE_AUTH] = "auth",       [HATO_STAGE_MAIL] = "mail",
  [HATO_STAGE_RCPT] = "rcpt",         [HATO_STAGE_DATA] = "data",       [HATO_STAGE_QUIT] = "quit",
};

static const char *const action_names[] = {
  [HATO_ACTION_UNKNOWN] = "unknown", [HATO_ACTION_FAILED] = "failed",
  [HATO_ACTION_DELAYED] = "delayed", [HATO_ACTION_DELIVERED] = "delivered",
  [HATO_ACTION_RELAYED] = "relayed", [HATO_ACTION_EXPANDED] = "expanded",
};

G_DEFINE_BOXED_TYPE (HatoRefusal, hato_refusal, hato_refusal_ref, hato_refusal_unref)

/**
 * hato_refusal_new:
 * @text: what the refusing server said, on one line, valid UTF-8
 *
 * Returns: (transfer full): a refusal that its maker fills before handing it on
 */
HatoRefusal *
hato_refusal_new (const char *text)
{
  HatoRefusal *self = g_atomic_rc_box_new0 (HatoRefusal);

  self->text = g_strdup (text);
  return self;
}

HatoRefusal *
hato_refusal_ref (HatoRefusal *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
refusal_clear (gpointer data)
{
  HatoRefusal *self = data;

  g_free (self->text);
  g_free (self->status);
  g_free (self->reply_code);
  g_free (self->recipient);
  g_free (self->remote_mta);
  g_free (self->reporting_mta);
  g_clear_pointer (&self->original, hato_original_unref);
}

void
hato_refusal_unref (HatoRefusal *self)
{
  g_atomic_rc_box_release_full (self, refusal_clear);
}

const char *
hato_stage_to_string (HatoStage stage)
{
  return stage_names[stage];
}

const char *
hato_action_to_string (HatoAction action)
{
  return action_names[action];
}
