/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/domain-name.h"
#include "base/translation.h"

G_BEGIN_DECLS

typedef enum
{
  HATO_SMART_INPUT_DOMAIN,
  HATO_SMART_INPUT_MAIL_ADDRESS,
  HATO_SMART_INPUT_URL,
  HATO_SMART_INPUT_BOUNCE, /* a pasted mail or several lines of one: for the Bounce tab */
} HatoSmartInputKind;

/* What the one field was given, and what was made of it. */
typedef struct
{
  HatoSmartInputKind kind;
  HatoDomainName *domain; /* (owned) (nullable): NULL for a bounce */
  char *mail_address;     /* (owned) (nullable): as typed, folded to half width */
  char *
      note; /* (owned) (nullable): what was understood where it is not what was typed, a translated sentence */
} HatoSmartInput;

HatoSmartInput *
hato_smart_input_read (const char *text, const HatoTranslation *translation, GError **error);
void hato_smart_input_free (HatoSmartInput *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoSmartInput, hato_smart_input_free)

G_END_DECLS
