/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "bounce/mime-guard.h"

G_BEGIN_DECLS

/* One field of a header: byte offsets into the source. */
typedef struct
{
  char *name;  /* (owned): folded to lower case */
  gsize start; /* of the name */
  gsize value; /* behind the colon */
  gsize end;   /* behind the last line's CRLF */
} HatoMailField;

/* The bytes of a mail as they travelled, split into header and body: a parser of MIME keeps neither the folds nor the order
 * that signatures rest on. Boxed, immutable. */
typedef struct _HatoMailSource HatoMailSource;

struct _HatoMailSource
{
  GBytes *bytes;     /* (owned): every line ends in CRLF */
  GPtrArray *fields; /* (owned) (element-type HatoMailField): from the top */
  gsize body;        /* where the body begins */
};

#define HATO_TYPE_MAIL_SOURCE (hato_mail_source_get_type ())
GType hato_mail_source_get_type (void);

HatoMailSource *hato_mail_source_new (gconstpointer bytes, gsize size, GError **error);
HatoMailSource *hato_mail_source_ref (HatoMailSource *self);
void hato_mail_source_unref (HatoMailSource *self);
const HatoMailField *hato_mail_source_get_field (const HatoMailSource *self, guint index);
char *hato_mail_source_dup_value (const HatoMailSource *self, const HatoMailField *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoMailSource, hato_mail_source_unref)

G_END_DECLS
