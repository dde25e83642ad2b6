/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-dns.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/cursor.h"
#include "dns-wire.h"
#include "net/resolver-ares.h"

#define MESSAGE_MAX     65535
#define UDP_PLAIN       512
#define CONNECTIONS_MAX 64

/* An answer that waits for its time. */
typedef struct
{
  gint64 due;
  GByteArray *bytes; /* (owned) */
  gboolean tcp;
  int fd; /* of the connection */
  struct sockaddr_in to;
} Late;

struct _FakeDns
{
  HatoZone *zone; /* (owned) */
  gint64 delay;
  FakeDnsManners manners;
  guint16 port;
  int udp;
  int listener;
  int wake[2];
  int connections[CONNECTIONS_MAX];
  guint n_connections;
  GQueue late; /* (element-type Late): in order of their time, the delay being fixed */
  GThread *thread;
  GMutex lock;
  guint n_questions;     /* (lock) */
  GArray *arrivals;      /* (lock) (owned) (element-type gint64): monotonic, of each question */
  guint n_tcp_questions; /* (lock) */
  guint n_drop;          /* (lock) */
  GHashTable
      *gathered;  /* (lock) (owned) (element-type utf8): names, since they were last counted */
  guint n_gather; /* (lock): so many of them must be there before anything is sent */
  gboolean over;  /* (lock) */
};

/* What the question asks. */
typedef struct
{
  guint16 id;
  char *name; /* (owned) */
  guint16 type;
  gsize end; /* where the question section ends */
  gboolean edns;
} Asked;

static gboolean
read_question (const guint8 *bytes, gsize size, Asked *asked)
{
  HatoCursor cursor;
  GString *name = g_string_new (NULL);
  guint16 ignored, additional = 0;
  guint8 length;

  hato_cursor_init (&cursor, bytes, size);
  if (!hato_cursor_take_u16 (&cursor, &asked->id) || !hato_cursor_skip (&cursor, 8)
      || !hato_cursor_take_u16 (&cursor, &additional))
    size = 0;
  while (size > 0 && hato_cursor_take_u8 (&cursor, &length) && length > 0)
    {
      const guint8 *label = hato_cursor_take_bytes (&cursor, length);

      if (label == NULL)
        break;
      if (name->len > 0)
        g_string_append_c (name, '.');
      g_string_append_len (name, (const char *) label, length);
    }
  asked->edns = additional > 0;
  asked->name = g_string_free (name, FALSE);
  if (size > 0 && hato_cursor_take_u16 (&cursor, &asked->type)
      && hato_cursor_take_u16 (&cursor, &ignored))
    {
      asked->end = cursor.position;
      return TRUE;
    }
  g_free (asked->name);
  return FALSE;
}

static void
set_header (GByteArray *bytes, guint flags, guint n_answers)
{
  bytes->data[2] = (guint8) (flags >> 8);
  bytes->data[3] = (guint8) flags;
  bytes->data[6] = (guint8) (n_answers >> 8);
  bytes->data[7] = (guint8) n_answers;
  memset (bytes->data + 8, 0, 4);
}

/* The answer's bytes; NULL = none is given. */
static GByteArray *
make_answer (FakeDns *self, const guint8 *message, const Asked *asked, gboolean tcp)
{
  g_autoptr (HatoQuestion) question = hato_question_new_dns (asked->name, asked->type);
  g_autoptr (HatoEvidence) evidence = hato_zone_answer (self->zone, question, NULL);
  GByteArray *bytes = g_byte_array_new ();
  const char *owner = asked->name;
  guint n_answers = 0;

  g_byte_array_append (bytes, message, (guint) asked->end);
  if (evidence->failure != NULL)
    {
      g_byte_array_unref (bytes);
      return NULL;
    }
  if ((self->manners & FAKE_DNS_NO_EDNS) != 0 && asked->edns)
    {
      set_header (bytes, 0x8181, 0);
      return bytes;
    }
  if ((self->manners & FAKE_DNS_REFUSES) != 0)
    {
      set_header (bytes, 0x8185, 0);
      return bytes;
    }
  if ((self->manners & FAKE_DNS_HIDES_TEXTS) != 0 && asked->type == HATO_DNS_TXT && !tcp)
    {
      set_header (bytes, 0x8180, 0);
      return bytes;
    }
  for (guint i = 0; i < evidence->aliases->len; i++, n_answers++)
    {
      const HatoDnsRecord *alias = g_ptr_array_index (evidence->aliases, i);

      fake_dns_wire_append_record (bytes, owner, alias);
      owner = alias->target;
    }
  for (guint i = 0; i < evidence->records->len; i++, n_answers++)
    fake_dns_wire_append_record (bytes, owner, g_ptr_array_index (evidence->records, i));
  if ((self->manners & FAKE_DNS_LIES) != 0 && evidence->rcode == HATO_RCODE_NXDOMAIN
      && asked->type == HATO_DNS_A)
    {
      g_autoptr (HatoDnsRecord) lie = hato_dns_record_new (HATO_DNS_A, 60);

      lie->bytes = g_memdup2 ("\xcb\x00\x71\x09", 4);
      lie->size = 4;
      fake_dns_wire_append_record (bytes, owner, lie);
      set_header (bytes, 0x8180, 1);
      return bytes;
    }
  set_header (bytes, 0x8180u | evidence->rcode, n_answers);
  if (!tcp
      && ((self->manners & FAKE_DNS_TRUNCATES) != 0
          || bytes->len > (asked->edns ? 1232 : UDP_PLAIN)))
    {
      g_byte_array_set_size (bytes, (guint) asked->end);
      set_header (bytes, 0x8380, 0);
    }
  return bytes;
}

static void
send_late (FakeDns *self, Late *late)
{
  if (late->tcp)
    {
      guint8 length[2] = { (guint8) (late->bytes->len >> 8), (guint8) late->bytes->len };

      if (send (late->fd, length, 2, MSG_NOSIGNAL | MSG_MORE) == 2)
        (void) !send (late->fd, late->bytes->data, late->bytes->len, MSG_NOSIGNAL);
    }
  else
    (void) !sendto (self->udp, late->bytes->data, late->bytes->len, 0,
                    (struct sockaddr *) &late->to, sizeof late->to);
}

static void
late_free (gpointer data)
{
  Late *late = data;

  g_byte_array_unref (late->bytes);
  g_free (late);
}

static void
push_late (FakeDns *self, GByteArray *bytes, gboolean tcp, int fd, const struct sockaddr_in *to)
{
  Late *late = g_new0 (Late, 1);

  late->due = g_get_monotonic_time () + self->delay;
  late->bytes = bytes;
  late->tcp = tcp;
  late->fd = fd;
  if (to != NULL)
    late->to = *to;
  g_queue_push_tail (&self->late, late);
}

/* Counts a question for @name; whether it gets no answer. */
static gboolean
count (FakeDns *self, const char *name, gboolean tcp)
{
  gint64 now = g_get_monotonic_time ();
  gboolean drop;

  g_mutex_lock (&self->lock);
  self->n_questions++;
  g_array_append_val (self->arrivals, now);
  self->n_tcp_questions += tcp ? 1 : 0;
  g_hash_table_add (self->gathered, g_strdup (name));
  drop = self->n_drop > 0;
  self->n_drop -= drop ? 1 : 0;
  g_mutex_unlock (&self->lock);
  return drop;
}

/* An answer that somebody else makes up: with another id, or to another question. */
static GByteArray *
forge (GByteArray *answer, FakeDnsManners manners)
{
  GByteArray *forged = g_byte_array_new ();

  g_byte_array_append (forged, answer->data, answer->len);
  if ((manners & FAKE_DNS_WRONG_ID) != 0)
    forged->data[0] ^= 0x55;
  else if (forged->len > 13)
    forged->data[13] = 'z';
  forged->data[3] = (guint8) ((forged->data[3] & 0xf0) | HATO_RCODE_NXDOMAIN);
  return forged;
}

/* Asked without recursion (RD=0), it is the domain's own server: it answers with authority, and asks nobody (RFC 1035 §4.1.1). */
static void
set_authority (GByteArray *answer, const guint8 *message)
{
  guint rcode = answer->data[3] & 0x0fu;

  if ((message[2] & 0x01) != 0)
    return;
  answer->data[3] &= 0x7f;
  if (rcode == HATO_RCODE_NOERROR || rcode == HATO_RCODE_NXDOMAIN)
    answer->data[2] |= 0x04;
}

static void
handle (FakeDns *self,
        const guint8 *message,
        gsize size,
        gboolean tcp,
        int fd,
        const struct sockaddr_in *to)
{
  Asked asked = { 0 };
  GByteArray *answer;

  if (!read_question (message, size, &asked))
    return;

  answer = count (self, asked.name, tcp) ? NULL : make_answer (self, message, &asked, tcp);
  g_free (asked.name);
  if (answer == NULL)
    return;
  set_authority (answer, message);
  if ((self->manners & (FAKE_DNS_WRONG_ID | FAKE_DNS_WRONG_QUESTION)) != 0 && !tcp)
    push_late (self, forge (answer, self->manners), tcp, fd, to);
  if ((self->manners & FAKE_DNS_GARBAGE) != 0 && answer->len > 12)
    memset (answer->data + 12, 0xc0, answer->len - 12);
  push_late (self, answer, tcp, fd, to);
}

static void
receive_udp (FakeDns *self)
{
  guint8 message[4096];
  struct sockaddr_in from;
  socklen_t length = sizeof from;
  gssize size =
      recvfrom (self->udp, message, sizeof message, 0, (struct sockaddr *) &from, &length);

  if (size > 0)
    handle (self, message, (gsize) size, FALSE, -1, &from);
}

static gboolean
receive_tcp (FakeDns *self, int fd)
{
  guint8 length[2], message[4096];
  gsize size;

  if (recv (fd, length, 2, MSG_WAITALL) != 2)
    return FALSE;
  size = (gsize) length[0] << 8 | length[1];
  if (size > sizeof message || recv (fd, message, size, MSG_WAITALL) != (gssize) size)
    return FALSE;

  handle (self, message, size, TRUE, fd, NULL);
  return TRUE;
}

static void
accept_tcp (FakeDns *self)
{
  int fd = accept (self->listener, NULL, NULL);

  if (fd < 0)
    return;
  if ((self->manners & FAKE_DNS_NO_TCP) != 0 || self->n_connections == CONNECTIONS_MAX)
    close (fd);
  else
    self->connections[self->n_connections++] = fd;
}

static gboolean
is_gathering (FakeDns *self)
{
  gboolean gathering;

  g_mutex_lock (&self->lock);
  gathering = g_hash_table_size (self->gathered) < self->n_gather;
  g_mutex_unlock (&self->lock);
  return gathering;
}

/* Returns after how many milliseconds to call again, if no question comes before. */
static int
send_due (FakeDns *self)
{
  Late *late;

  if (is_gathering (self))
    return 1000;
  while ((late = g_queue_peek_head (&self->late)) != NULL && late->due <= g_get_monotonic_time ())
    {
      send_late (self, late);
      late_free (g_queue_pop_head (&self->late));
    }
  return late != NULL ? (int) ((late->due - g_get_monotonic_time ()) / 1000 + 1) : 1000;
}

static gboolean
is_over (FakeDns *self)
{
  gboolean over;

  g_mutex_lock (&self->lock);
  over = self->over;
  g_mutex_unlock (&self->lock);
  return over;
}

/* What is still to be sent over it must not go to the next one with its number. */
static void
forget_connection (FakeDns *self, int fd)
{
  for (GList *at = self->late.head; at != NULL; at = at->next)
    if (((Late *) at->data)->tcp && ((Late *) at->data)->fd == fd)
      ((Late *) at->data)->fd = -1;
  close (fd);
}

static gpointer
serve (gpointer data)
{
  FakeDns *self = data;

  while (!is_over (self))
    {
      struct pollfd fds[CONNECTIONS_MAX + 3] = { { self->wake[0], POLLIN, 0 },
                                                 { self->udp, POLLIN, 0 },
                                                 { self->listener, POLLIN, 0 } };
      guint n = self->n_connections;

      for (guint i = 0; i < n; i++)
        fds[i + 3] = (struct pollfd){ self->connections[i], POLLIN, 0 };
      if (poll (fds, n + 3, send_due (self)) <= 0)
        continue;
      if (fds[1].revents != 0)
        receive_udp (self);
      for (guint i = n; i-- > 0;)
        if (fds[i + 3].revents != 0 && !receive_tcp (self, self->connections[i]))
          {
            forget_connection (self, self->connections[i]);
            self->connections[i] = self->connections[--self->n_connections];
          }
      if (fds[2].revents != 0)
        accept_tcp (self);
    }
  return NULL;
}

static int
bind_socket (int type, guint16 *port)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = htons (*port),
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t length = sizeof address;
  int fd = socket (AF_INET, type | SOCK_CLOEXEC, 0);

  if (fd < 0 || bind (fd, (struct sockaddr *) &address, sizeof address) != 0
      || getsockname (fd, (struct sockaddr *) &address, &length) != 0)
    {
      if (fd >= 0)
        close (fd);
      return -1;
    }
  *port = ntohs (address.sin_port);
  return fd;
}

/** fake_dns_new: (transfer full): a server that answers from @zone, each answer @delay_ms late. */
FakeDns *
fake_dns_new (HatoZone *zone, guint delay_ms, FakeDnsManners manners)
{
  FakeDns *self = g_new0 (FakeDns, 1);

  self->zone = hato_zone_ref (zone);
  self->delay = (gint64) delay_ms * 1000;
  self->manners = manners;
  g_mutex_init (&self->lock);
  g_queue_init (&self->late);
  self->gathered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->arrivals = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->listener = -1;
  for (guint i = 0; i < 100 && self->listener < 0; i++) /* one port that is free for both */
    {
      self->port = 0;
      self->udp = bind_socket (SOCK_DGRAM, &self->port);
      self->listener = bind_socket (SOCK_STREAM, &self->port);
      if (self->listener < 0)
        close (self->udp);
    }
  g_assert_cmpint (self->listener, >=, 0);
  g_assert_cmpint (listen (self->listener, 64), ==, 0);
  g_assert_cmpint (pipe (self->wake), ==, 0);
  self->thread = g_thread_new ("fake-dns", serve, self);
  return self;
}

void
fake_dns_free (FakeDns *self)
{
  g_mutex_lock (&self->lock);
  self->over = TRUE;
  g_mutex_unlock (&self->lock);
  g_assert_cmpint (write (self->wake[1], "x", 1), ==, 1);
  g_thread_join (self->thread);
  for (guint i = 0; i < self->n_connections; i++)
    close (self->connections[i]);
  close (self->udp);
  close (self->listener);
  close (self->wake[0]);
  close (self->wake[1]);
  g_queue_clear_full (&self->late, late_free);
  g_array_unref (self->arrivals);
  g_hash_table_unref (self->gathered);
  g_mutex_clear (&self->lock);
  hato_zone_unref (self->zone);
  g_free (self);
}

/** fake_dns_gather: from now on answers nobody until @n_names different names have been asked for, and then all. */
void
fake_dns_gather (FakeDns *self, guint n_names)
{
  g_mutex_lock (&self->lock);
  g_hash_table_remove_all (self->gathered);
  self->n_gather = n_names;
  g_mutex_unlock (&self->lock);
}

/** fake_dns_drop: does not answer the next @n_questions. */
void
fake_dns_drop (FakeDns *self, guint n_questions)
{
  g_mutex_lock (&self->lock);
  self->n_drop = n_questions;
  g_mutex_unlock (&self->lock);
}

guint16
fake_dns_get_port (const FakeDns *self)
{
  return self->port;
}

/** fake_dns_dup_address: (transfer full): as the settings want it: "127.0.0.1#PORT" */
char *
fake_dns_dup_address (const FakeDns *self)
{
  return g_strdup_printf ("127.0.0.1#%u", self->port);
}

guint
fake_dns_get_questions (FakeDns *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->n_questions;
  g_mutex_unlock (&self->lock);
  return n;
}

guint
fake_dns_get_tcp_questions (FakeDns *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->n_tcp_questions;
  g_mutex_unlock (&self->lock);
  return n;
}

/** fake_dns_get_arrival: the monotonic time at which question @index came, counted from 0. */
gint64
fake_dns_get_arrival (FakeDns *self, guint index)
{
  gint64 arrival;

  g_mutex_lock (&self->lock);
  g_assert_cmpuint (index, <, self->arrivals->len);
  arrival = g_array_index (self->arrivals, gint64, index);
  g_mutex_unlock (&self->lock);
  return arrival;
}

/** fake_dns_new_resolver: (transfer full): a resolver that asks @first, and @second (nullable) where that does not do */
HatoResolver *
fake_dns_new_resolver (FakeDns *first, FakeDns *second)
{
  g_autoptr (HatoSettings) settings = hato_settings_new ();
  g_autoptr (GError) error = NULL;
  HatoResolver *resolver;

  settings->servers = g_new0 (char *, 3);
  settings->servers[0] = fake_dns_dup_address (first);
  settings->servers[1] = second != NULL ? fake_dns_dup_address (second) : NULL;
  resolver = hato_resolver_ares_new (settings, &error);
  g_assert_no_error (error);
  return resolver;
}
