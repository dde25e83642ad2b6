/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a web server answered where an MTA-STS policy is looked for (RFC 8461 §3.3). Part of an evidence. */
typedef struct
{
  char *url;          /* (owned) */
  guint status;       /* of HTTP; 0 = there was no answer */
  char *content_type; /* (owned) (nullable): without parameters */
  GBytes *body;       /* (owned) */
  char *
      certificate; /* (owned) (nullable): what is wrong with it, in words of this program: expired bad_identity … */
} HatoPolicyBody;

HatoPolicyBody *hato_policy_body_new (const char *url);
void hato_policy_body_free (HatoPolicyBody *self);
gboolean hato_policy_body_equal (const HatoPolicyBody *a, const HatoPolicyBody *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoPolicyBody, hato_policy_body_free)

G_END_DECLS
