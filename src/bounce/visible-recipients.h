/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bounce/visible-text.h"

G_BEGIN_DECLS

#define HATO_VISIBLE_RECIPIENTS_MAX 200u

/* Where the report speaks of an address. */
typedef struct
{
  guint line;
  gsize end; /* of the address in the line's text */
} HatoMention;

/* An address that was not reached. */
typedef struct
{
  char *address; /* (owned) */
  GArray *
      mentions; /* (owned) (element-type HatoMention): in their order; none = the report does not name it */
} HatoVisibleRecipient;

GPtrArray *hato_visible_recipients_find (const HatoVisibleText *text, gboolean *is_sure);
HatoVisibleRecipient *hato_visible_recipient_new (const char *address);

G_END_DECLS
