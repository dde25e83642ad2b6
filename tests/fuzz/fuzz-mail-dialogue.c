/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as what a mail server says (the first byte chooses the protocol): the dialogue ends alike whether they come at
 * once or one by one, says no more than it may, and keeps no more than its limits. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "net/mail-dialogue.h"

static const HatoProtocol protocols[] = { HATO_PROTOCOL_SMTP, HATO_PROTOCOL_SUBMISSION,
                                          HATO_PROTOCOL_IMAP, HATO_PROTOCOL_POP3 };

static HatoDialogueState
say_all (HatoProtocol protocol, const guint8 *data, gsize size, gsize piece, HatoTalk *talk)
{
  g_autoptr (HatoMailDialogue) dialogue =
      hato_mail_dialogue_new (protocol, "[192.0.2.1]", FALSE, talk);
  HatoDialogueState state = HATO_DIALOGUE_GOING;

  for (gsize at = 0; at < size && state == HATO_DIALOGUE_GOING; at += piece)
    {
      g_autoptr (GBytes) said = NULL;

      state = hato_mail_dialogue_receive (dialogue, data + at, MIN (piece, size - at));
      said = hato_mail_dialogue_take_output (dialogue);
      g_assert_true (said == NULL || g_bytes_get_size (said) < 128);
    }
  return hato_mail_dialogue_close (dialogue) == HATO_DIALOGUE_TLS_NOW ? HATO_DIALOGUE_TLS_NOW
                                                                      : HATO_DIALOGUE_ENDED;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HatoTalk) whole = hato_talk_new ();
  g_autoptr (HatoTalk) pieces = hato_talk_new ();
  HatoDialogueState state;

  if (size == 0)
    return 0;

  state = say_all (protocols[data[0] % G_N_ELEMENTS (protocols)], data + 1, size - 1, size, whole);
  say_all (protocols[data[0] % G_N_ELEMENTS (protocols)], data + 1, size - 1, 1, pieces);
  if (state == HATO_DIALOGUE_ENDED && whole->end != HATO_TALK_INJECTED)
    g_assert_cmpint (whole->end, ==, pieces->end);
  g_assert_cmpuint (whole->transcript->len, ==, pieces->transcript->len);
  for (guint i = 0; i < whole->transcript->len; i++)
    {
      const HatoTalkLine *line = g_ptr_array_index (whole->transcript, i);

      g_assert_cmpuint (strlen (line->text), <=, HATO_DIALOGUE_LINE_MAX);
      g_assert_false (line->from_client && g_str_has_prefix (line->text, "AUTH"));
    }
  return 0;
}
