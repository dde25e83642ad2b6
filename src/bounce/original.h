/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* One signature of the returned message, as its header names it. */
typedef struct
{
  char *domain;   /* (owned): d= */
  char *selector; /* (owned): s= */
} HatoSignature;

/* What is known of the message that came back, from the headers returned with it. All text is valid
 * UTF-8 from strangers, on one line. Boxed, counted; its maker fills it, and from then on it is immutable. */
typedef struct _HatoOriginal HatoOriginal;

struct _HatoOriginal
{
  char *from;                   /* (owned) (nullable): the From address (RFC 5322 §3.6.2) */
  char *envelope_sender;        /* (owned) (nullable): from Return-Path; "" = the null one */
  GPtrArray *to;                /* (owned) (element-type utf8): addresses of To, then Cc */
  char *subject;                /* (owned) (nullable): decoded */
  char *message_id;             /* (owned) (nullable): without the angle brackets */
  char *date;                   /* (owned) (nullable): as it stands */
  GPtrArray *signatures;        /* (owned) (element-type HatoSignature) */
  char *authentication_results; /* (owned) (nullable): the topmost one (RFC 8601) */
  char *
      sending_ip; /* (owned) (nullable): the address that delivered it to the last foreign server */
  char *sending_host;     /* (owned) (nullable): the name that it gave */
  gboolean forwarded;     /* another server than the sender's handed it on */
  char *forwarded_by;     /* (owned) (nullable): the address that it was forwarded from */
  gboolean is_auto_reply; /* Auto-Submitted (RFC 3834 §5) and the like */
};

#define HATO_TYPE_ORIGINAL (hato_original_get_type ())
GType hato_original_get_type (void);

HatoOriginal *hato_original_new (void);
HatoOriginal *hato_original_ref (HatoOriginal *self);
void hato_original_unref (HatoOriginal *self);
void hato_original_add_signature (HatoOriginal *self, const char *domain, const char *selector);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoOriginal, hato_original_unref)

G_END_DECLS
