/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/policy-body.h"

/** hato_policy_body_new: (transfer full): no answer yet from @url */
HatoPolicyBody *
hato_policy_body_new (const char *url)
{
  HatoPolicyBody *self = g_new0 (HatoPolicyBody, 1);

  self->url = g_strdup (url);
  self->body = g_bytes_new (NULL, 0);
  return self;
}

void
hato_policy_body_free (HatoPolicyBody *self)
{
  g_free (self->url);
  g_free (self->content_type);
  g_bytes_unref (self->body);
  g_free (self->certificate);
  g_free (self);
}

/** hato_policy_body_equal: whether two answers say the same; both may be NULL */
gboolean
hato_policy_body_equal (const HatoPolicyBody *a, const HatoPolicyBody *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return a->status == b->status && g_strcmp0 (a->url, b->url) == 0
         && g_strcmp0 (a->content_type, b->content_type) == 0
         && g_strcmp0 (a->certificate, b->certificate) == 0 && g_bytes_equal (a->body, b->body);
}
