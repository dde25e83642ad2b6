/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/mail-dialogue.h"

#include <string.h>

#include "base/cursor.h"

/* What the server is to say next. */
typedef enum
{
  STEP_GREETING,
  STEP_ABILITIES, /* EHLO, CAPABILITY, CAPA */
  STEP_HELO,
  STEP_STARTTLS,
} Step;

struct _HatoMailDialogue
{
  HatoProtocol protocol;
  char *greeting_name; /* (owned): EHLO names it */
  gboolean greeting_only;
  HatoTalk *talk; /* (owned) */
  HatoDialogueState state;
  Step step;
  GByteArray *line; /* (owned): of the line that is not complete yet, what is kept */
  gsize reply_size; /* bytes of the reply so far */
  guint n_lines;    /* complete lines of the reply so far */
  GString *output;  /* (owned) */
};

/**
 * hato_mail_dialogue_new:
 * @protocol: one with STARTTLS
 * @greeting_name: what EHLO says (RFC 5321 §4.1.1.1)
 * @greeting_only: leave politely once the greeting has come
 * @talk: a reference is taken; filled as the dialogue goes
 *
 * Returns: (transfer full): a dialogue that awaits the greeting
 */
HatoMailDialogue *
hato_mail_dialogue_new (HatoProtocol protocol,
                        const char *greeting_name,
                        gboolean greeting_only,
                        HatoTalk *talk)
{
  HatoMailDialogue *self = g_new0 (HatoMailDialogue, 1);

  self->protocol = protocol;
  self->greeting_name = g_strdup (greeting_name);
  self->greeting_only = greeting_only;
  self->talk = hato_talk_ref (talk);
  self->line = g_byte_array_new ();
  self->output = g_string_new (NULL);
  return self;
}

void
hato_mail_dialogue_free (HatoMailDialogue *self)
{
  g_free (self->greeting_name);
  hato_talk_unref (self->talk);
  g_byte_array_unref (self->line);
  g_string_free (self->output, TRUE);
  g_free (self);
}

static void
say (HatoMailDialogue *self, Step step, const char *line)
{
  self->step = step;
  self->reply_size = 0;
  self->n_lines = 0;
  hato_talk_add_line (self->talk, TRUE, line, strlen (line));
  g_string_append_printf (self->output, "%s\r\n", line);
}

static void
end (HatoMailDialogue *self, HatoTalkEnd how)
{
  self->state = HATO_DIALOGUE_ENDED;
  self->talk->end = how;
}

/* Ends with a word of farewell. */
static void
leave (HatoMailDialogue *self, HatoTalkEnd how)
{
  say (self, self->step, self->protocol == HATO_PROTOCOL_IMAP ? "a9 LOGOUT" : "QUIT");
  end (self, how);
}

/* Bytes that no server of the protocol begins or answers with. */
static void
end_broken (HatoMailDialogue *self)
{
  end (self, self->step == STEP_GREETING ? HATO_TALK_NOT_MAIL : HATO_TALK_BROKEN);
}

static gboolean
is_smtp (const HatoMailDialogue *self)
{
  return self->protocol == HATO_PROTOCOL_SMTP || self->protocol == HATO_PROTOCOL_SUBMISSION;
}

/* The next word, and whether it is @wanted, in either case. */
static gboolean
take_word (HatoCursor *cursor, const char *wanted)
{
  gsize start = cursor->position;

  hato_cursor_take_until_any_of (cursor, " =]\r");
  return cursor->position - start == strlen (wanted)
         && g_ascii_strncasecmp ((const char *) cursor->data + start, wanted, strlen (wanted)) == 0;
}

/* Whether one of the words that follow is @wanted. */
static gboolean
has_word (const HatoCursor *cursor, const char *wanted)
{
  HatoCursor rest = *cursor;

  while (!hato_cursor_at_end (&rest) && hato_cursor_peek (&rest) != ']')
    {
      hato_cursor_take_any_of (&rest, " =\r");
      if (take_word (&rest, wanted))
        return TRUE;
    }
  return FALSE;
}

/* What an EHLO line offers (RFC 3207 §2, RFC 4954 §3; "AUTH=" is an old form). */
static void
read_smtp_ability (HatoMailDialogue *self, HatoCursor *cursor)
{
  HatoCursor word = *cursor;

  if (take_word (cursor, "STARTTLS"))
    self->talk->starttls_offered = TRUE;
  if (take_word (&word, "AUTH") && (has_word (&word, "PLAIN") || has_word (&word, "LOGIN")))
    self->talk->plaintext_login = TRUE;
}

static void
judge_smtp_greeting (HatoMailDialogue *self, guint64 code)
{
  g_autofree char *hello = NULL;

  if (code >= 400) /* RFC 5321 §3.1: 554; §3.8: 421 */
    leave (self, HATO_TALK_REFUSED);
  else if (code != 220)
    end (self, HATO_TALK_BROKEN);
  else if (self->greeting_only)
    leave (self, HATO_TALK_GREETED);
  else
    {
      hello = g_strconcat ("EHLO ", self->greeting_name, NULL);
      say (self, STEP_ABILITIES, hello);
    }
}

static void
judge_smtp_abilities (HatoMailDialogue *self, guint64 code)
{
  g_autofree char *hello = NULL;

  if (code == 250 && self->talk->starttls_offered)
    say (self, STEP_STARTTLS, "STARTTLS");
  else if (code == 250)
    leave (self, HATO_TALK_STARTTLS_MISSING);
  else if (code >= 500) /* RFC 5321 §3.2: a server that knows no EHLO */
    {
      hello = g_strconcat ("HELO ", self->greeting_name, NULL);
      say (self, STEP_HELO, hello);
    }
  else
    leave (self, HATO_TALK_REFUSED);
}

static void
judge_smtp_reply (HatoMailDialogue *self, guint64 code)
{
  switch (self->step)
    {
    case STEP_GREETING:
      judge_smtp_greeting (self, code);
      break;
    case STEP_ABILITIES:
      judge_smtp_abilities (self, code);
      break;
    case STEP_HELO:
      leave (self, code == 250 ? HATO_TALK_STARTTLS_MISSING : HATO_TALK_REFUSED);
      break;
    case STEP_STARTTLS:
    default:
      if (code == 220)
        self->state = HATO_DIALOGUE_TLS_NOW;
      else
        leave (self, code == 421 ? HATO_TALK_REFUSED : HATO_TALK_STARTTLS_REFUSED);
      break;
    }
}

/* RFC 5321 §4.2.1: three digits, then a minus if more lines follow. */
static void
read_smtp_line (HatoMailDialogue *self, HatoCursor *cursor)
{
  guint64 code;
  gboolean more;

  if (!hato_cursor_take_decimal (cursor, 599, &code) || cursor->position != 3 || code < 200)
    {
      end_broken (self);
      return;
    }
  more = hato_cursor_take_char (cursor, '-');
  if (!more && !hato_cursor_take_char (cursor, ' ') && !hato_cursor_at_end (cursor)
      && hato_cursor_peek (cursor) != '\r')
    end_broken (self);
  else
    {
      if (self->step == STEP_ABILITIES && code == 250 && self->n_lines > 1)
        read_smtp_ability (self, cursor);
      if (!more)
        judge_smtp_reply (self, code);
    }
}

/* The list of RFC 9051 §7.2.2. */
static void
read_imap_abilities (HatoMailDialogue *self, const HatoCursor *cursor)
{
  self->talk->starttls_offered = has_word (cursor, "STARTTLS");
  self->talk->plaintext_login = !has_word (cursor, "LOGINDISABLED");
}

static void
ask_imap_starttls (HatoMailDialogue *self)
{
  if (self->talk->starttls_offered)
    say (self, STEP_STARTTLS, "a2 STARTTLS");
  else
    leave (self, HATO_TALK_STARTTLS_MISSING);
}

static void
read_imap_greeting (HatoMailDialogue *self, HatoCursor *cursor)
{
  if (take_word (cursor, "PREAUTH"))
    leave (self, HATO_TALK_STARTTLS_IMPOSSIBLE);
  else if (hato_cursor_seek (cursor, 2) && take_word (cursor, "BYE"))
    end (self, HATO_TALK_REFUSED);
  else if (!hato_cursor_seek (cursor, 2) || !take_word (cursor, "OK"))
    end_broken (self);
  else if (self->greeting_only)
    leave (self, HATO_TALK_GREETED);
  else if (hato_cursor_take_literal_any_case (cursor, " [CAPABILITY "))
    {
      read_imap_abilities (self, cursor);
      ask_imap_starttls (self);
    }
  else
    say (self, STEP_ABILITIES, "a1 CAPABILITY");
}

static void
read_imap_tagged (HatoMailDialogue *self, HatoCursor *cursor)
{
  gboolean good = hato_cursor_seek (cursor, 3) && take_word (cursor, "OK");

  if (self->step == STEP_ABILITIES && good)
    ask_imap_starttls (self);
  else if (self->step == STEP_ABILITIES)
    end (self, HATO_TALK_BROKEN);
  else if (good)
    self->state = HATO_DIALOGUE_TLS_NOW;
  else
    leave (self, HATO_TALK_STARTTLS_REFUSED);
}

static void
read_imap_line (HatoMailDialogue *self, HatoCursor *cursor)
{
  const char *tag = self->step == STEP_ABILITIES ? "a1 " : "a2 ";

  if (hato_cursor_take_literal (cursor, "* "))
    {
      if (self->step == STEP_GREETING)
        read_imap_greeting (self, cursor);
      else if (hato_cursor_take_literal_any_case (cursor, "CAPABILITY "))
        read_imap_abilities (self, cursor);
      else if (take_word (cursor, "BYE"))
        end (self, HATO_TALK_REFUSED);
    }
  else if (self->step != STEP_GREETING && hato_cursor_take_literal_any_case (cursor, tag))
    read_imap_tagged (self, cursor);
  else
    end_broken (self);
}

/* RFC 2449 §5: +OK, one ability a line, a dot. */
static void
read_pop3_ability (HatoMailDialogue *self, HatoCursor *cursor)
{
  HatoCursor word = *cursor;

  if (take_word (cursor, "."))
    {
      if (self->talk->starttls_offered)
        say (self, STEP_STARTTLS, "STLS");
      else
        leave (self, HATO_TALK_STARTTLS_MISSING);
      return;
    }
  *cursor = word;
  if (take_word (cursor, "STLS"))
    self->talk->starttls_offered = TRUE;
  *cursor = word;
  if (take_word (cursor, "USER"))
    self->talk->plaintext_login = TRUE;
  if (take_word (&word, "SASL") && (has_word (&word, "PLAIN") || has_word (&word, "LOGIN")))
    self->talk->plaintext_login = TRUE;
}

static void
read_pop3_line (HatoMailDialogue *self, HatoCursor *cursor)
{
  HatoCursor status = *cursor;
  gboolean good = take_word (&status, "+OK");
  gboolean bad = !good && hato_cursor_seek (&status, 0) && take_word (&status, "-ERR");

  if (self->step == STEP_ABILITIES && self->n_lines > 1)
    read_pop3_ability (self, cursor);
  else if (!good && !bad)
    end_broken (self);
  else if (self->step == STEP_GREETING && bad)
    leave (self, HATO_TALK_REFUSED);
  else if (self->step == STEP_GREETING && self->greeting_only)
    leave (self, HATO_TALK_GREETED);
  else if (self->step == STEP_GREETING)
    say (self, STEP_ABILITIES, "CAPA");
  else if (self->step == STEP_ABILITIES && bad) /* a server older than CAPA may know STLS */
    say (self, STEP_STARTTLS, "STLS");
  else if (self->step == STEP_STARTTLS && good)
    self->state = HATO_DIALOGUE_TLS_NOW;
  else if (self->step == STEP_STARTTLS)
    leave (self,
           self->talk->starttls_offered ? HATO_TALK_STARTTLS_REFUSED : HATO_TALK_STARTTLS_MISSING);
}

static void
read_line (HatoMailDialogue *self)
{
  HatoCursor cursor;
  gsize size = self->line->len;

  if (size > 0 && self->line->data[size - 1] == '\r')
    size--;
  hato_talk_add_line (self->talk, FALSE, (const char *) self->line->data, size);
  hato_cursor_init (&cursor, self->line->data, size);
  self->n_lines++;
  if (self->n_lines > HATO_DIALOGUE_LINES_MAX)
    end (self, HATO_TALK_BROKEN);
  else if (is_smtp (self))
    read_smtp_line (self, &cursor);
  else if (self->protocol == HATO_PROTOCOL_IMAP)
    read_imap_line (self, &cursor);
  else
    read_pop3_line (self, &cursor);
  g_byte_array_set_size (self->line, 0);
}

/* Whether the first byte is one that the protocol's greeting begins with: garbage may never end a line. */
static gboolean
may_begin (const HatoMailDialogue *self, int byte)
{
  if (is_smtp (self))
    return g_ascii_isdigit (byte);

  return self->protocol == HATO_PROTOCOL_IMAP ? byte == '*' : byte == '+' || byte == '-';
}

/**
 * hato_mail_dialogue_receive:
 * @bytes: what came from the server next
 *
 * Reads on. Lines end in a line feed, with or without a carriage return. Bytes behind the go-ahead to TLS are an injection
 * (CVE-2011-0411): a mail program might take them for words said under encryption.
 */
HatoDialogueState
hato_mail_dialogue_receive (HatoMailDialogue *self, gconstpointer bytes, gsize size)
{
  HatoCursor cursor;
  guint8 byte;

  hato_cursor_init (&cursor, bytes, size);
  while (self->state == HATO_DIALOGUE_GOING && hato_cursor_take_u8 (&cursor, &byte))
    {
      if (self->step == STEP_GREETING && self->reply_size == 0 && !may_begin (self, byte))
        end_broken (self);
      else if (++self->reply_size > HATO_DIALOGUE_REPLY_MAX)
        end (self, HATO_TALK_BROKEN);
      else if (byte == '\n')
        read_line (self);
      else if (self->line->len < HATO_DIALOGUE_LINE_MAX)
        g_byte_array_append (self->line, &byte, 1);
    }
  if (self->state == HATO_DIALOGUE_TLS_NOW && !hato_cursor_at_end (&cursor))
    end (self, HATO_TALK_INJECTED);
  return self->state;
}

/** hato_mail_dialogue_close: the server has closed the connection. */
HatoDialogueState
hato_mail_dialogue_close (HatoMailDialogue *self)
{
  if (self->state != HATO_DIALOGUE_GOING)
    return self->state;

  if (self->step == STEP_GREETING)
    end (self, HATO_TALK_REFUSED);
  else if (self->step == STEP_STARTTLS)
    end (self, HATO_TALK_HANDSHAKE_FAILED);
  else
    end (self, HATO_TALK_BROKEN);
  return self->state;
}

/** hato_mail_dialogue_was_greeted: whether the whole greeting has come. */
gboolean
hato_mail_dialogue_was_greeted (const HatoMailDialogue *self)
{
  return self->step != STEP_GREETING || self->state == HATO_DIALOGUE_ENDED;
}

/** hato_mail_dialogue_take_output: (transfer full) (nullable): what is to be sent now; NULL = nothing. */
GBytes *
hato_mail_dialogue_take_output (HatoMailDialogue *self)
{
  GBytes *bytes = NULL;

  if (self->output->len > 0)
    bytes = g_bytes_new (self->output->str, self->output->len);
  g_string_truncate (self->output, 0);
  return bytes;
}
