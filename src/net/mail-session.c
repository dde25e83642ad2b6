/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/mail-session.h"

#include <errno.h>
#include <poll.h>

#include "base/domain-name.h"
#include "net/mail-dialogue.h"
#include "net/reach.h"

/* limits: no row longer than 10 s, one with a slow greeting 20 s */
#define WHOLE_MAX      (10 * G_USEC_PER_SEC)
#define CONNECT_MAX    (7 * G_USEC_PER_SEC)
#define SLOW_WHOLE_MAX (20 * G_USEC_PER_SEC)
#define SLOW_GREETING_MAX                                                                          \
  (18 * G_USEC_PER_SEC) /* RFC 5321 §4.5.3.2.1 allows 5 minutes: nobody waits here that long */
#define CONTROL_MAX        (3 * G_USEC_PER_SEC)
#define GREETING_MAX       (7 * G_USEC_PER_SEC) /* where no server makes its customers wait */
#define SILENCE_BEFORE_TLS (3 * G_USEC_PER_SEC)
/* Mail servers watch for 5 or 6 seconds whether a stranger talks before its turn, and turn away for long who does. */
#define SMTP_SILENCE_BEFORE_TLS (8 * G_USEC_PER_SEC)
/* After a conversation of 7 s there is as much left of a row. */
#define FOLLOWING_MAX        (2500 * G_TIME_SPAN_MILLISECOND)
#define FOLLOWING_BEFORE_TLS (1 * G_USEC_PER_SEC)
#define PIECE_SIZE           4096u

/* One conversation. */
typedef struct
{
  const HatoQuestion *question;
  HatoConnection *connection; /* (owned) */
  HatoTlsTrust *trust;
  HatoTalk *talk;
  gint64 began;    /* monotonic */
  gint64 deadline; /* monotonic */
} Conversation;

static gboolean
send_all (Conversation *self, GBytes *output)
{
  gsize size, at = 0;
  const guint8 *bytes = g_bytes_get_data (output, &size);

  while (at < size)
    {
      gssize n = hato_connection_write (self->connection, bytes + at, size - at);

      if (n >= 0)
        at += (gsize) n;
      else if ((errno != EAGAIN && errno != EINTR)
               || hato_connection_wait (self->connection, POLLOUT, self->deadline)
                      != HATO_WAIT_READY)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_smtp (const Conversation *self)
{
  return self->question->protocol == HATO_PROTOCOL_SMTP;
}

/* For how long the second conversation waits for a greeting before it takes the server for one that awaits TLS. */
static gint64
get_silence_before_tls (const Conversation *self)
{
  if (is_smtp (self))
    return SMTP_SILENCE_BEFORE_TLS;

  return (self->question->flags & HATO_QUESTION_FOLLOWING) != 0 ? FOLLOWING_BEFORE_TLS
                                                                : SILENCE_BEFORE_TLS;
}

/* Until when the next words may come: mail servers make strangers wait for their greeting. */
static gint64
get_deadline (const Conversation *self, const HatoMailDialogue *dialogue)
{
  if (hato_mail_dialogue_was_greeted (dialogue))
    return self->deadline;
  if ((self->question->flags & HATO_QUESTION_OLD_TLS) != 0)
    return MIN (self->deadline, self->began + get_silence_before_tls (self));

  if ((self->question->flags & HATO_QUESTION_GREETING) != 0)
    return self->deadline;

  /* Well before the second look's end: a server that serves one visitor after the other turns to it then. */
  return self->began + (is_smtp (self) ? SLOW_GREETING_MAX : GREETING_MAX);
}

/* The greeting has come: from a server that took its time the rest is awaited a little longer. */
static void
note_greeting (Conversation *self, const HatoMailDialogue *dialogue)
{
  gint64 now = g_get_monotonic_time ();

  if (self->talk->greeting_after >= 0 || !hato_mail_dialogue_was_greeted (dialogue))
    return;

  self->talk->greeting_after = now - self->began;
  if (is_smtp (self) && self->talk->greeting_after > WHOLE_MAX / 2)
    self->deadline = self->began + SLOW_WHOLE_MAX;
}

/* What a connection that broke means at this point of the dialogue. */
static void
end_read_error (Conversation *self, HatoMailDialogue *dialogue)
{
  gboolean greeted = hato_mail_dialogue_was_greeted (dialogue);

  hato_mail_dialogue_close (dialogue);
  if (!greeted)
    self->talk->end = HATO_TALK_RESET;
}

static void
end_waiting (Conversation *self, HatoMailDialogue *dialogue, HatoWait wait)
{
  gboolean greeted = hato_mail_dialogue_was_greeted (dialogue);

  hato_mail_dialogue_close (dialogue);
  if (wait == HATO_WAIT_CANCELLED)
    self->talk->end = HATO_TALK_CANCELLED;
  else
    self->talk->end = greeted ? HATO_TALK_LATE : HATO_TALK_SILENT;
}

/* Reads the next bytes into the dialogue; FALSE when the conversation has ended. */
static gboolean
hear (Conversation *self, HatoMailDialogue *dialogue, HatoDialogueState *state)
{
  guint8 bytes[PIECE_SIZE];
  HatoWait wait = hato_connection_wait (self->connection, POLLIN, get_deadline (self, dialogue));
  gssize n;

  if (wait != HATO_WAIT_READY)
    {
      end_waiting (self, dialogue, wait);
      return FALSE;
    }
  n = hato_connection_read (self->connection, bytes, sizeof bytes);
  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return TRUE;
  if (n < 0)
    {
      end_read_error (self, dialogue);
      return FALSE;
    }
  *state = n > 0 ? hato_mail_dialogue_receive (dialogue, bytes, (gsize) n)
                 : hato_mail_dialogue_close (dialogue);
  note_greeting (self, dialogue);
  return *state == HATO_DIALOGUE_GOING;
}

/* The words up to STARTTLS; TRUE where TLS is to begin. */
static gboolean
speak (Conversation *self)
{
  g_autofree char *literal = hato_connection_dup_literal (self->connection);
  g_autoptr (HatoMailDialogue) dialogue =
      hato_mail_dialogue_new (self->question->protocol, literal,
                              (self->question->flags & HATO_QUESTION_GREETING) != 0, self->talk);
  HatoDialogueState state = HATO_DIALOGUE_GOING;
  gboolean going = TRUE;

  while (going)
    {
      g_autoptr (GBytes) output = NULL;

      going = hear (self, dialogue, &state);
      output = hato_mail_dialogue_take_output (dialogue);
      if (output != NULL && !send_all (self, output) && going)
        {
          hato_mail_dialogue_close (dialogue);
          return FALSE;
        }
    }
  return state == HATO_DIALOGUE_TLS_NOW;
}

static void
encrypt (Conversation *self, HatoTlsVersions versions, const char *farewell)
{
  HatoAddress address;
  const char *name = hato_address_parse (self->question->name, &address)
                             || !hato_domain_name_is_askable (self->question->name)
                         ? NULL
                         : self->question->name;

  hato_tls_session_run (self->connection, self->trust, name, versions, farewell, self->deadline,
                        self->talk);
}

static const char *
get_farewell (HatoProtocol protocol)
{
  return protocol == HATO_PROTOCOL_IMAP ? "a9 LOGOUT\r\n" : "QUIT\r\n";
}

/* A server that says nothing may wait for TLS: the second connection, which has nothing to lose, finds out. */
static void
try_tls_at_once (Conversation *self)
{
  encrypt (self, HATO_TLS_ALL_VERSIONS, NULL);
  self->talk->end =
      self->talk->end == HATO_TALK_ENCRYPTED ? HATO_TALK_IMPLICIT_TLS : HATO_TALK_SILENT;
}

static void
converse (Conversation *self)
{
  gboolean old = (self->question->flags & HATO_QUESTION_OLD_TLS) != 0;
  HatoTlsVersions versions = old ? HATO_TLS_OLD_VERSIONS : HATO_TLS_ALL_VERSIONS;

  self->talk->same_machine = hato_connection_is_to_itself (self->connection);
  if (hato_protocol_is_implicit (self->question->protocol))
    encrypt (self, versions, NULL);
  else if (speak (self))
    encrypt (self, versions, get_farewell (self->question->protocol));
  else if (old && self->talk->end == HATO_TALK_SILENT && self->talk->transcript->len == 0)
    try_tls_at_once (self);
}

static gint64
get_whole_max (HatoQuestionFlags flags)
{
  if ((flags & HATO_QUESTION_GREETING) != 0)
    return CONTROL_MAX;

  return (flags & HATO_QUESTION_FOLLOWING) != 0 ? FOLLOWING_MAX : WHOLE_MAX;
}

/**
 * hato_mail_session_run:
 * @question: of kind SESSION: who, where, and how
 * @allow_private: private addresses may be connected to
 *
 * Has one conversation with a mail or web server: greets, asks for encryption, shakes hands, and leaves. It sends no name, no
 * password and no mail. Blocks, at most 10 s, 20 s where the greeting was slow; ends within a moment when cancelled.
 *
 * Returns: (transfer full): what came of it
 */
HatoTalk *
hato_mail_session_run (const HatoQuestion *question,
                       HatoTlsTrust *trust,
                       gboolean allow_private,
                       GCancellable *cancellable)
{
  g_autoptr (HatoTalk) talk = hato_talk_new ();
  g_autoptr (HatoConnection) connection = hato_connection_new (cancellable);
  Conversation self = { question, connection, trust, talk, g_get_monotonic_time (), 0 };
  HatoAddress address;

  self.deadline = self.began + get_whole_max (question->flags);
  if (question->server == NULL || !hato_address_parse (question->server, &address)
      || !hato_reach_is_allowed (&address, allow_private))
    talk->end = HATO_TALK_PRIVATE;
  else if (hato_connection_open (connection, &address, question->type,
                                 MIN (self.deadline, self.began + CONNECT_MAX), &talk->end))
    converse (&self);
  return g_steal_pointer (&talk);
}
