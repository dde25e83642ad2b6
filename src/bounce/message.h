/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "bounce/mime-guard.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;  /* (owned): as it stands */
  char *value; /* (owned): unfolded, valid UTF-8, encoded words (RFC 2047) not yet decoded */
} HatoHeader;

typedef struct _HatoMessage HatoMessage;

/* A leaf of a mail. */
typedef struct
{
  char *type;             /* (owned): "text/plain", lower case */
  char *charset;          /* (owned) (nullable): as the header names it */
  GBytes *bytes;          /* (owned): encoded as they came */
  guint encoding;         /* GMimeContentEncoding of @bytes */
  gboolean is_flowed;     /* format=flowed (RFC 3676) */
  gboolean deletes_space; /* DelSp=yes */
  gboolean is_attachment; /* Content-Disposition (RFC 2183) */
  guint alternative;      /* parts of one multipart/alternative share a number; 0 = of none */
  HatoMessage
      *message; /* (owned) (nullable): of message/rfc822, text/rfc822-headers and the like */
} HatoPart;

/* A mail, taken apart. Boxed, counted, immutable. */
struct _HatoMessage
{
  GPtrArray *headers; /* (owned) (element-type HatoHeader): in their order */
  GPtrArray *
      parts; /* (owned) (element-type HatoPart): leaves in their order, those of embedded mails left out */
  char *type;   /* (owned): of the whole, lower case */
  GBytes *body; /* (owned): what follows the headers, as it came; empty of a mail within another */
  char *report_type;   /* (owned) (nullable): of multipart/report (RFC 6522) */
  HatoMimeLimit limit; /* the budget that cut it */
};

#define HATO_TYPE_MESSAGE (hato_message_get_type ())
GType hato_message_get_type (void);

HatoMessage *hato_message_parse (GBytes *bytes);
HatoMessage *hato_message_ref (HatoMessage *self);
void hato_message_unref (HatoMessage *self);
const char *hato_message_get_header (const HatoMessage *self, const char *name);
char *hato_message_dup_words (const HatoMessage *self, const char *name);
char *hato_message_dup_address (const HatoMessage *self, const char *name);
GPtrArray *hato_message_list_addresses (const HatoMessage *self, const char *name);
const HatoPart *hato_message_find_part (const HatoMessage *self, const char *const *types);
char *hato_part_dup_text (const HatoPart *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoMessage, hato_message_unref)

G_END_DECLS
