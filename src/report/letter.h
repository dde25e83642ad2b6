/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "advice/case.h"
#include "bounce/bounce.h"
#include "catalogue/provider.h"

G_BEGIN_DECLS

/* A short letter to whoever has to act. It holds no private data beyond the domain. Boxed, immutable. */
typedef struct _HatoLetter HatoLetter;

struct _HatoLetter
{
  char *company;  /* (owned) (nullable): whom it goes to, if that is known */
  char *address;  /* (owned) (nullable): the company's mail address for help */
  char *form_url; /* (owned) (nullable): its web form; most Japanese hosts have only that */
  char *subject;  /* (owned): one line */
  char *
      body; /* (owned): plain text, lines end in "\n": what is copied, and what goes into the form */
  char *mailto; /* (owned): the same for the mail program (RFC 6068) */
};

#define HATO_TYPE_LETTER (hato_letter_get_type ())
GType hato_letter_get_type (void);

HatoLetter *hato_letter_new (HatoCase *shown,
                             HatoBounce *bounce,
                             const HatoProviderList *providers,
                             HatoTranslation *translation);
HatoLetter *hato_letter_ref (HatoLetter *self);
void hato_letter_unref (HatoLetter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoLetter, hato_letter_unref)

G_END_DECLS
