/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What the words around a refusal tell, where a person sees them. */
typedef enum
{
  HATO_FRAME_FAILURE, /* the mail was not delivered */
  HATO_FRAME_HINT,    /* the same in words that other texts use, too */
  HATO_FRAME_DELAY,   /* it is still tried */
  HATO_FRAME_FINAL,   /* it is not tried again */
  HATO_FRAME_DELIVERED,
  HATO_FRAME_AUTO_REPLY,
  HATO_FRAME_COMPLAINT,
  HATO_FRAME_CHALLENGE,        /* the recipient's program asks the sender to prove himself */
  HATO_FRAME_CLIENT_ERROR,     /* the mail program speaks, not a server */
  HATO_FRAME_RECIPIENT,        /* the address after it was not reached */
  HATO_FRAME_RECIPIENT_BEFORE, /* the address before it was not reached */
  HATO_FRAME_OTHER_ADDRESS,    /* the address after it is somebody else's */
  HATO_FRAME_OTHER_BEFORE,     /* the address before it is */
  HATO_FRAME_ALIAS,            /* the address after it led to the one that was not reached */
  HATO_FRAME_ANSWER,           /* the words of the server follow */
  HATO_FRAME_ANSWER_END,       /* they are over */
  HATO_FRAME_REMOTE_MTA,       /* the name after it is the refusing server's */
  HATO_FRAME_REPORTING_MTA,    /* the name after it is that of the server that tells */
  HATO_FRAME_STAGE,            /* how far the dialogue had come */
  HATO_FRAME_RETURNED,         /* the message that came back follows */
  HATO_FRAMES,
} HatoFrameRole;

/* Immutable, lives as long as its list. */
typedef struct
{
  char *id; /* (owned) */
  HatoFrameRole role;
  char *stage; /* (owned) (nullable): of HATO_FRAME_STAGE: "rcpt" */
} HatoMailFrame;

typedef struct
{
  const HatoMailFrame *frame;
  gsize start; /* in the folded text */
  gsize end;
} HatoFrameMatch;

/* The words of the programs that tell of refusals. Boxed, immutable. */
typedef struct _HatoMailFrameList HatoMailFrameList;

#define HATO_TYPE_MAIL_FRAME_LIST (hato_mail_frame_list_get_type ())
GType hato_mail_frame_list_get_type (void);

HatoMailFrameList *hato_mail_frame_list_new (GError **error);
HatoMailFrameList *hato_mail_frame_list_ref (HatoMailFrameList *self);
void hato_mail_frame_list_unref (HatoMailFrameList *self);
GArray *hato_mail_frame_list_find (const HatoMailFrameList *self, const char *text, gsize size);
gboolean hato_frame_role_from_string (const char *name, HatoFrameRole *role);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoMailFrameList, hato_mail_frame_list_unref)

G_END_DECLS
