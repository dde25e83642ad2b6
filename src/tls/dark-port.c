/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tls/dark-port.h"

#include <string.h>

#include "base/address.h"
#include "base/cursor.h"

#define CONTROL_PORT 25u
#define CONTROLS_MAX 4u

/* The hearing at work. */
typedef struct
{
  const HatoEndpoint *door;
  HatoAnswers *answers;
  GPtrArray *silent; /* (owned) (element-type HatoEvidence): borrowed */
  const HatoEvidence *reached;
  const char *name; /* of the one that was reached */
  gboolean pending;
} Search;

static gboolean
is_ipv6 (const char *address)
{
  return strchr (address, ':') != NULL;
}

/* Where a control host is connected to, in the family of the door: the way of the other one tells nothing. FALSE = pending. */
static gboolean
find_control (Search *self, const char *control, char **address, guint16 *port)
{
  const char *colon = strrchr (control, ':');
  g_autofree char *host = NULL;
  const HatoEvidence *evidence;
  HatoAddress parsed;
  HatoCursor cursor;
  guint64 number = CONTROL_PORT;
  gboolean ipv6 = is_ipv6 (self->door->address);

  if (hato_address_parse (control, &parsed))
    colon = NULL;
  host = colon != NULL ? g_strndup (control, (gsize) (colon - control)) : g_strdup (control);
  if (colon != NULL)
    {
      hato_cursor_init (&cursor, colon + 1, strlen (colon + 1));
      hato_cursor_take_decimal (&cursor, G_MAXUINT16, &number);
    }
  *port = (guint16) number;
  if (hato_address_parse (host, &parsed))
    {
      if (is_ipv6 (host) == ipv6)
        *address = g_steal_pointer (&host);
      return TRUE;
    }
  evidence = hato_look_up (self->answers, host, ipv6 ? HATO_DNS_AAAA : HATO_DNS_A);
  if (evidence != NULL && evidence->records->len > 0)
    *address = g_strdup (((const HatoDnsRecord *) g_ptr_array_index (evidence->records, 0))->text);
  return evidence != NULL;
}

static gboolean
was_reached (const HatoEvidence *evidence)
{
  return evidence->talk->end != HATO_TALK_FILTERED && evidence->talk->end != HATO_TALK_UNREACHABLE
         && evidence->talk->end != HATO_TALK_PRIVATE && evidence->talk->end != HATO_TALK_CANCELLED;
}

static void
hear_witness (Search *self, const HatoQuestion *question, const char *name)
{
  const HatoEvidence *evidence = hato_look_up_question (self->answers, question);

  if (evidence == NULL)
    self->pending = TRUE;
  else if (evidence->talk == NULL)
    return; /* not asked */
  else if (!was_reached (evidence))
    g_ptr_array_add (self->silent, (gpointer) evidence);
  else if (self->reached == NULL)
    {
      self->reached = evidence;
      self->name = name;
    }
}

/* The other MX hosts of the check have been asked anyway. */
static void
hear_neighbours (Search *self)
{
  const GPtrArray *doors = self->door->doors;

  for (guint i = 0; doors != NULL && i < doors->len; i++)
    {
      const HatoEndpoint *other = g_ptr_array_index (doors, i);
      g_autoptr (HatoQuestion) question = NULL;

      if (hato_protocol_get_role (other->protocol) != HATO_ROLE_MX || *other->address == '\0'
          || other->port != self->door->port
          || is_ipv6 (other->address) != is_ipv6 (self->door->address)
          || strcmp (other->name, self->door->name) == 0)
        continue;
      question = hato_question_new_session (other->name, other->address, other->port,
                                            other->protocol, HATO_QUESTION_PLAIN);
      hear_witness (self, question, other->name);
    }
}

static void
hear_controls (Search *self)
{
  for (guint i = 0;
       self->door->controls != NULL && self->door->controls[i] != NULL && i < CONTROLS_MAX; i++)
    {
      g_autofree char *address = NULL;
      g_autoptr (HatoQuestion) question = NULL;
      guint16 port;

      if (!find_control (self, self->door->controls[i], &address, &port))
        self->pending = TRUE;
      if (address == NULL)
        continue;
      question = hato_question_new_session (address, address, port, HATO_PROTOCOL_SMTP,
                                            HATO_QUESTION_GREETING);
      hear_witness (self, question, self->door->controls[i]);
    }
}

/**
 * hato_dark_port_judge:
 * @door: of an MX host, whose port 25 does not answer
 * @witness: (out) (transfer full) (nullable): who was asked besides, to be shown
 * @cited: (element-type HatoEvidence): what it rests on is added
 *
 * Whose it is that a door never answers: one other server that does answer speaks for the line, and against this one. Where nobody
 * answers, as on most home lines, the line does not let port 25 through. All are heard before one is believed, so that arrival does not decide.
 */
HatoDarkness
hato_dark_port_judge (const HatoEndpoint *door,
                      HatoAnswers *answers,
                      char **witness,
                      GPtrArray *cited)
{
  g_autoptr (GPtrArray) silent = g_ptr_array_new ();
  Search self = { door, answers, silent, NULL, NULL, FALSE };

  *witness = NULL;
  hear_neighbours (&self);
  hear_controls (&self);
  if (self.pending)
    return HATO_DARK_PENDING;
  if (self.reached != NULL)
    {
      *witness = g_strdup (self.name);
      g_ptr_array_add (cited, (gpointer) self.reached);
      return HATO_DARK_SERVER;
    }
  *witness = door->controls != NULL ? g_strjoinv (", ", door->controls) : g_strdup ("–");
  g_ptr_array_extend (cited, silent, NULL, NULL);
  return HATO_DARK_LINE;
}
