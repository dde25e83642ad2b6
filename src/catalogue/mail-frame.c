/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/mail-frame.h"

#include "base/error.h"
#include "catalogue/data-file.h"
#include "catalogue/phrase-index.h"

struct _HatoMailFrameList
{
  GPtrArray *frames;      /* (owned) (element-type HatoMailFrame) */
  HatoPhraseIndex *index; /* (owned) */
  GArray *owners;         /* (owned) (element-type guint): the frame of each phrase */
};

static const char *const role_names[HATO_FRAMES] = {
  [HATO_FRAME_FAILURE] = "failure",
  [HATO_FRAME_HINT] = "hint",
  [HATO_FRAME_DELAY] = "delay",
  [HATO_FRAME_FINAL] = "final",
  [HATO_FRAME_DELIVERED] = "delivered",
  [HATO_FRAME_AUTO_REPLY] = "auto_reply",
  [HATO_FRAME_COMPLAINT] = "complaint",
  [HATO_FRAME_CHALLENGE] = "challenge",
  [HATO_FRAME_CLIENT_ERROR] = "client_error",
  [HATO_FRAME_RECIPIENT] = "recipient",
  [HATO_FRAME_RECIPIENT_BEFORE] = "recipient_before",
  [HATO_FRAME_OTHER_ADDRESS] = "other_address",
  [HATO_FRAME_OTHER_BEFORE] = "other_before",
  [HATO_FRAME_ALIAS] = "alias",
  [HATO_FRAME_ANSWER] = "answer",
  [HATO_FRAME_ANSWER_END] = "answer_end",
  [HATO_FRAME_REMOTE_MTA] = "remote_mta",
  [HATO_FRAME_REPORTING_MTA] = "reporting_mta",
  [HATO_FRAME_STAGE] = "stage",
  [HATO_FRAME_RETURNED] = "returned",
};

G_DEFINE_BOXED_TYPE (HatoMailFrameList,
                     hato_mail_frame_list,
                     hato_mail_frame_list_ref,
                     hato_mail_frame_list_unref)

/** hato_frame_role_from_string: FALSE for a name that is none; @role is then unchanged. */
gboolean
hato_frame_role_from_string (const char *name, HatoFrameRole *role)
{
  for (guint i = 0; i < HATO_FRAMES; i++)
    if (g_strcmp0 (role_names[i], name) == 0)
      {
        *role = (HatoFrameRole) i;
        return TRUE;
      }
  return FALSE;
}

static void
frame_free (gpointer data)
{
  HatoMailFrame *self = data;

  g_free (self->id);
  g_free (self->stage);
  g_free (self);
}

static gboolean
read_frame (JsonObject *entry, gpointer user_data, GError **error)
{
  HatoMailFrameList *self = user_data;
  HatoMailFrame *frame = g_new0 (HatoMailFrame, 1);
  g_auto (GStrv) phrases = hato_data_dup_strings (entry, "text");
  guint index = self->frames->len;

  g_ptr_array_add (self->frames, frame);
  frame->id = g_strdup (hato_data_get_string (entry, "id"));
  frame->stage = g_strdup (hato_data_get_string (entry, "stage"));
  if (frame->id == NULL
      || !hato_frame_role_from_string (hato_data_get_string (entry, "role"), &frame->role))
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_INTERNAL,
                   "mail-frames: frame %u has no id or role", index);
      return FALSE;
    }
  for (gsize i = 0; phrases[i] != NULL; i++)
    {
      guint number;

      if (!hato_phrase_index_add (self->index, phrases[i], &number))
        {
          g_set_error (error, HATO_ERROR, HATO_ERROR_INTERNAL, "mail-frames: \"%s\" is too short",
                       phrases[i]);
          return FALSE;
        }
      g_array_append_val (self->owners, index);
    }
  return TRUE;
}

/** hato_mail_frame_list_new: (transfer full) (nullable): the frames that the program brings along. */
HatoMailFrameList *
hato_mail_frame_list_new (GError **error)
{
  g_autoptr (HatoMailFrameList) self = g_atomic_rc_box_new0 (HatoMailFrameList);

  self->frames = g_ptr_array_new_with_free_func (frame_free);
  self->index = hato_phrase_index_new ();
  self->owners = g_array_new (FALSE, FALSE, sizeof (guint));
  if (!hato_data_file_read ("mail-frames", "frames", read_frame, self, error))
    return NULL;

  hato_phrase_index_seal (self->index);
  return g_steal_pointer (&self);
}

HatoMailFrameList *
hato_mail_frame_list_ref (HatoMailFrameList *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
frame_list_clear (gpointer data)
{
  HatoMailFrameList *self = data;

  g_ptr_array_unref (self->frames);
  hato_phrase_index_free (self->index);
  g_array_unref (self->owners);
}

void
hato_mail_frame_list_unref (HatoMailFrameList *self)
{
  g_atomic_rc_box_release_full (self, frame_list_clear);
}

/** hato_mail_frame_list_find: (transfer full) (element-type HatoFrameMatch): the frames in @text, which is folded; each phrase once */
GArray *
hato_mail_frame_list_find (const HatoMailFrameList *self, const char *text, gsize size)
{
  g_autoptr (GArray) phrases = hato_phrase_index_find (self->index, text, size);
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (HatoFrameMatch));

  for (guint i = 0; i < phrases->len; i++)
    {
      const HatoPhraseMatch *phrase = &g_array_index (phrases, HatoPhraseMatch, i);
      guint index = g_array_index (self->owners, guint, phrase->phrase);
      HatoFrameMatch match = { g_ptr_array_index (self->frames, index), phrase->start,
                               phrase->end };

      g_array_append_val (matches, match);
    }
  return matches;
}
