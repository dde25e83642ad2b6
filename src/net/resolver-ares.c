/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/resolver-ares.h"

#include <string.h>
#include <sys/random.h>

#include "base/error.h"
#include "base/hand-over.h"
#include "net/ares-channel.h"
#include "net/dns-message.h"
#include "net/name-server.h"
#include "net/policy-fetch.h"

#define TRIES_MAX          3u                   /* that get no answer */
#define SENDS_MAX          12u                  /* in all, what was refused or cut short included */
#define QUESTION_TIME      (5 * G_USEC_PER_SEC) /* after which a question has failed */
#define PAUSE_MILLISECONDS 300u

/* What the resolver and its thread share. */
typedef struct
{
  GMainContext *context; /* (owned) */
  GMainLoop *loop;       /* (owned) */
  GWeakRef resolver;
  HatoSettings *settings; /* (owned) */
  GPtrArray *servers;     /* (owned) (element-type HatoNameServer): the run's */
  GPtrArray *
      direct; /* (owned) (element-type HatoNameServer): those that a question names; network thread only */
  GHashTable *channels; /* (owned): "udp 192.0.2.1#53" → HatoAresChannel; network thread only */
  GHashTable
      *answered; /* (owned): HatoQuestion → HatoNameServer that answered; network thread only */
  GCancellable *cancellable; /* (owned): of the policies on their way */
  guint n_policies;          /* on their way; network thread only */
  gboolean over;             /* network thread only */
} Net;

struct _HatoResolverAres
{
  HatoResolver parent_instance;

  Net *net; /* (owned) */
};

/* One question on its way. */
typedef struct
{
  Net *net;               /* (not owned): the thread outlives it */
  HatoQuestion *question; /* (owned) */
  HatoNameServer *server; /* (not owned) */
  HatoNameServer
      *first; /* (not owned) (nullable): for a second look: who answered the first time */
  HatoEvidence *unhelpful; /* (owned) (nullable): the answer of a server that could not tell */
  gint64 began;
  guint n_sent;
  guint n_silent;  /* tries that brought nothing */
  guint n_refused; /* servers that take no messages, or cannot be reached */
  guint n_unhelpful;
  gboolean tcp;
  gboolean tcp_failed;
  gboolean truncated; /* the answer does not fit into a datagram */
  gboolean plain;     /* without EDNS: the server does not know it */
  gboolean waited;    /* all ports were closed once, and time was given to open */
} Asking;

G_DEFINE_FINAL_TYPE (HatoResolverAres, hato_resolver_ares, HATO_TYPE_RESOLVER)

static void asking_send (Asking *asking);

/* ---- servers and their channels ---- */

static HatoAresChannel *
get_channel (Net *net, const HatoNameServer *server, gboolean tcp)
{
  g_autofree char *key = g_strconcat (tcp ? "tcp " : "udp ", server->text, NULL);
  HatoAresChannel *channel = g_hash_table_lookup (net->channels, key);

  if (channel == NULL)
    {
      channel = hato_ares_channel_new (net->context, server, tcp);
      if (channel != NULL)
        g_hash_table_insert (net->channels, g_steal_pointer (&key), channel);
    }
  return channel;
}

/* ---- one question ---- */

static void
asking_free (Asking *asking)
{
  hato_question_unref (asking->question);
  g_clear_pointer (&asking->unhelpful, hato_evidence_unref);
  g_free (asking);
}

/* An answer, or a failure, of the server that is asked now. */
static void
sign (const Asking *asking, HatoEvidence *evidence)
{
  evidence->time = hato_clock_now (&asking->net->settings->clock);
  evidence->duration = g_get_monotonic_time () - asking->began;
  evidence->server = asking->server != NULL ? g_strdup (asking->server->text) : NULL;
}

/* Hands the answer over, and the question is done with. */
static void
asking_finish (Asking *asking, HatoEvidence *evidence)
{
  g_autoptr (HatoResolver) resolver = g_weak_ref_get (&asking->net->resolver);

  if (resolver != NULL)
    hato_resolver_answer (resolver, evidence);
  else
    hato_evidence_unref (evidence);
  asking_free (asking);
}

/* A server that could not tell is a better answer than one that said nothing. */
static void
asking_fail (Asking *asking, const char *failure)
{
  HatoEvidence *evidence = g_steal_pointer (&asking->unhelpful);

  if (evidence == NULL)
    {
      evidence = hato_evidence_new_failure (asking->question, asking->tcp ? "tcp" : "udp",
                                            asking->truncated ? "too_big" : failure);
      sign (asking, evidence);
    }
  asking_finish (asking, evidence);
}

/* How many servers may answer this question: the run's, or the one that it names. */
static guint
count_servers (const Asking *asking)
{
  return asking->question->server != NULL ? 1 : asking->net->servers->len;
}

/* A second look at the server of the first goes another way. */
static void
choose_transport (Asking *asking)
{
  if (hato_question_is_again (asking->question) && !asking->truncated)
    asking->tcp = asking->server == asking->first && !asking->tcp_failed;
}

/* A question while it waits: whoever takes the question away leaves none. */
typedef struct
{
  Asking *asking; /* (owned) (nullable) */
} Pause;

static void
pause_free (gpointer data)
{
  Pause *pause = data;

  g_clear_pointer (&pause->asking, asking_free);
  g_free (pause);
}

static gboolean
pause_over_cb (gpointer data)
{
  Pause *pause = data;

  if (!pause->asking->net->over)
    asking_send (g_steal_pointer (&pause->asking));
  return G_SOURCE_REMOVE;
}

/* A name server that is starting has its port closed for a moment: once, it is asked again a little later. */
static void
asking_wait (Asking *asking)
{
  g_autoptr (GSource) source = g_timeout_source_new (PAUSE_MILLISECONDS);
  Pause *pause = g_new (Pause, 1);

  asking->waited = TRUE;
  asking->n_refused = 0;
  pause->asking = asking;
  g_source_set_callback (source, pause_over_cb, pause, pause_free);
  g_source_attach (source, asking->net->context);
}

/* Tries once more: at another server where there is one. */
static void
asking_retry (Asking *asking, const char *failure)
{
  if (asking->n_refused >= count_servers (asking) && !asking->waited
      && strcmp (failure, "network") == 0)
    {
      asking_wait (asking);
      return;
    }
  if (asking->n_silent >= TRIES_MAX || asking->n_refused >= count_servers (asking)
      || asking->n_unhelpful >= count_servers (asking) || asking->n_sent >= SENDS_MAX
      || g_get_monotonic_time () - asking->began >= QUESTION_TIME)
    {
      asking_fail (asking, failure);
      return;
    }
  if (asking->question->server == NULL)
    asking->server = hato_name_server_list_next (asking->net->servers, asking->server);
  choose_transport (asking);
  asking_send (asking);
}

static gboolean
is_unhelpful (const HatoEvidence *evidence)
{
  return evidence->failure != NULL || evidence->rcode == HATO_RCODE_SERVFAIL
         || evidence->rcode == HATO_RCODE_REFUSED;
}

static void
note_who_answered (Asking *asking)
{
  if (asking->question->server == NULL && !hato_question_is_again (asking->question))
    g_hash_table_insert (asking->net->answered, hato_question_ref (asking->question),
                         asking->server);
}

/* An answer that can be read; it may say of itself that it does not help. */
static void
asking_take_answer (Asking *asking, HatoEvidence *evidence)
{
  if ((evidence->rcode == HATO_RCODE_FORMERR || evidence->rcode == HATO_RCODE_NOTIMP)
      && !asking->plain)
    {
      hato_evidence_unref (evidence);
      asking->plain = TRUE; /* RFC 6891 §7: it may not know EDNS */
      asking_send (asking);
      return;
    }
  sign (asking, evidence);
  if (is_unhelpful (evidence))
    {
      asking->n_unhelpful++;
      g_clear_pointer (&asking->unhelpful, hato_evidence_unref);
      asking->unhelpful = evidence;
      asking_retry (asking, "refused");
      return;
    }
  note_who_answered (asking);
  asking_finish (asking, evidence);
}

static void
asking_receive (Asking *asking, const guint8 *bytes, gsize size)
{
  const char *transport = asking->tcp ? "tcp" : "udp";
  g_autoptr (HatoEvidence) evidence = hato_evidence_new (asking->question, transport);
  HatoDnsRead read = hato_dns_message_read (bytes, size, evidence);

  asking->server->n_silent = 0;
  switch (read)
    {
    case HATO_DNS_READ_ANSWER:
      asking_take_answer (asking, g_steal_pointer (&evidence));
      return;
    case HATO_DNS_READ_REFERRAL:
      asking_take_answer (asking,
                          hato_evidence_new_failure (asking->question, transport, "refused"));
      return;
    case HATO_DNS_READ_TRUNCATED:
      asking->truncated = !asking->tcp;
      break;
    case HATO_DNS_READ_BROKEN:
    default:
      break;
    }
  asking->n_silent++;
  if (!asking->tcp && !asking->tcp_failed) /* cut, or unreadable and perhaps cut */
    {
      asking->tcp = TRUE;
      asking_send (asking);
    }
  else
    asking_retry (asking, "protocol");
}

/* Nothing came. A UDP port that takes no messages is the server's last word; TCP may fail for many reasons. */
static void
asking_miss (Asking *asking, int status)
{
  gboolean has_route = hato_name_server_has_route (asking->server);

  asking->server->n_silent++;
  if (asking->tcp)
    asking->tcp_failed = TRUE;
  if (!has_route || (status == ARES_ECONNREFUSED && !asking->tcp))
    {
      HatoAresChannel *channel = get_channel (asking->net, asking->server, asking->tcp);

      asking->n_refused++;
      if (channel != NULL)
        hato_ares_channel_cancel_soon (channel);
    }
  else
    asking->n_silent++;
  asking_retry (asking, !has_route                    ? "offline"
                        : status == ARES_ETIMEOUT     ? "timeout"
                        : status == ARES_ECONNREFUSED ? "network"
                                                      : "protocol");
}

static void
answered_cb (void *data, int status, int timeouts, unsigned char *bytes, int size)
{
  Asking *asking = data;

  if (asking->net->over || status == ARES_EDESTRUCTION)
    asking_free (asking);
  else if (bytes != NULL && size > 0)
    asking_receive (asking, bytes, (gsize) size);
  else if (status == ARES_EBADNAME || status == ARES_EBADQUERY || status == ARES_EFORMERR)
    asking_fail (asking, "protocol"); /* c-ares 1.34 sends not every name; no server is to blame */
  else if (status == ARES_ECANCELLED) /* another question was told that nobody listens */
    asking_miss (asking, ARES_ECONNREFUSED);
  else
    asking_miss (asking, status);
}

/* A message's number is what an answer from elsewhere would have to guess (RFC 5452 §9.2). */
static guint16
make_id (void)
{
  guint16 id;

  return getrandom (&id, sizeof id, GRND_NONBLOCK) == sizeof id ? id : (guint16) g_random_int ();
}

/* Asking may be over and gone when this returns. */
static void
asking_send (Asking *asking)
{
  HatoDnsMessageFlags flags = (asking->question->server == NULL ? HATO_DNS_MESSAGE_RECURSION : 0)
                              | (asking->plain ? 0 : HATO_DNS_MESSAGE_EDNS);
  g_autoptr (GBytes) message = hato_dns_message_build (asking->question, make_id (), flags);
  HatoAresChannel *channel = get_channel (asking->net, asking->server, asking->tcp);

  if (message == NULL || channel == NULL)
    {
      asking_fail (asking, "protocol");
      return;
    }
  asking->n_sent++;
  hato_ares_channel_send (channel, message, answered_cb, asking);
}

/* Who is asked, and how. A second look goes to another server than the first; where there is none, over TCP. */
static void
choose_server (Asking *asking)
{
  Net *net = asking->net;
  const HatoQuestion *question = asking->question;

  if (question->server != NULL)
    asking->server = asking->first = hato_name_server_list_get (net->direct, question->server);
  else if (net->servers->len > 0 && hato_question_is_again (question))
    {
      g_autoptr (HatoQuestion) plain =
          hato_question_new (question->kind, question->name, question->type, NULL,
                             question->flags & ~(guint) HATO_QUESTION_AGAIN);

      asking->first = g_hash_table_lookup (net->answered, plain);
      if (asking->first == NULL)
        asking->first = g_ptr_array_index (net->servers, 0);
      asking->server = hato_name_server_list_next (net->servers, asking->first);
    }
  else if (net->servers->len > 0)
    asking->server = hato_name_server_list_next (net->servers, NULL);
  choose_transport (asking);
}

static void
policy_fetched_cb (HatoEvidence *evidence, gpointer user_data)
{
  Net *net = user_data;
  g_autoptr (HatoResolver) resolver = g_weak_ref_get (&net->resolver);

  net->n_policies--;
  if (resolver != NULL)
    hato_resolver_answer (resolver, evidence);
  else
    hato_evidence_unref (evidence);
}

/* In the network thread: a question has come. */
static gboolean
start_cb (gpointer data)
{
  Asking *asking = data;

  HATO_TAKE_OVER (asking);
  if (asking->net->over)
    {
      asking_free (asking);
      return G_SOURCE_REMOVE;
    }
  if (asking->question->kind == HATO_QUESTION_POLICY)
    {
      asking->net->n_policies++;
      hato_policy_fetch (asking->net->settings, asking->question, asking->net->cancellable,
                         policy_fetched_cb, asking->net);
      asking_free (asking);
      return G_SOURCE_REMOVE;
    }
  choose_server (asking);
  if (asking->server != NULL)
    asking_send (asking);
  else
    asking_fail (asking, asking->question->server != NULL ? "protocol" : "offline");
  return G_SOURCE_REMOVE;
}

/* ---- the thread ---- */

static void
net_clear (gpointer data)
{
  Net *net = data;

  g_main_loop_unref (net->loop);
  g_main_context_unref (net->context);
  g_weak_ref_clear (&net->resolver);
  hato_settings_unref (net->settings);
  g_object_unref (net->cancellable);
  g_ptr_array_unref (net->servers);
  g_ptr_array_unref (net->direct);
  g_hash_table_unref (net->channels);
  g_hash_table_unref (net->answered);
}

static void
net_unref (gpointer net)
{
  g_atomic_rc_box_release_full (net, net_clear);
}

static gpointer
net_thread (gpointer data)
{
  Net *net = data;

  g_main_context_push_thread_default (net->context);
  g_main_loop_run (net->loop);
  net->over = TRUE;
  g_cancellable_cancel (net->cancellable);
  while (net->n_policies > 0)
    g_main_context_iteration (net->context, TRUE);
  g_hash_table_remove_all (net->channels);
  while (g_main_context_iteration (net->context,
                                   FALSE)) /* questions that came too late free themselves */
    ;
  g_main_context_pop_thread_default (net->context);
  net_unref (net);
  return NULL;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (((Net *) data)->loop);
  return G_SOURCE_REMOVE;
}

static void
net_invoke (Net *net, GSourceFunc func, gpointer data, GDestroyNotify data_free)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, data_free);
  g_source_attach (source, net->context);
}

static void
hato_resolver_ares_send (HatoResolver *resolver, HatoQuestion *question)
{
  HatoResolverAres *self = HATO_RESOLVER_ARES (resolver);
  Asking *asking = g_new0 (Asking, 1);

  asking->net = self->net;
  asking->question = hato_question_ref (question);
  asking->began = g_get_monotonic_time ();
  HATO_HAND_OVER (asking);
  net_invoke (self->net, start_cb, asking, NULL);
}

/* The last reference: the thread ends by itself, and is not waited for. */
static void
hato_resolver_ares_finalize (GObject *object)
{
  HatoResolverAres *self = HATO_RESOLVER_ARES (object);

  if (self->net != NULL)
    net_invoke (self->net, quit_cb, g_atomic_rc_box_acquire (self->net), net_unref);
  g_clear_pointer (&self->net, net_unref);

  G_OBJECT_CLASS (hato_resolver_ares_parent_class)->finalize (object);
}

/* The list and its names do not change once the resolver is made. */
static GStrv
hato_resolver_ares_dup_servers (HatoResolver *resolver)
{
  const GPtrArray *servers = HATO_RESOLVER_ARES (resolver)->net->servers;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < servers->len; i++)
    g_strv_builder_add (builder, ((const HatoNameServer *) g_ptr_array_index (servers, i))->text);
  return g_strv_builder_end (builder);
}

static void
hato_resolver_ares_class_init (HatoResolverAresClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hato_resolver_ares_finalize;
  HATO_RESOLVER_CLASS (klass)->send = hato_resolver_ares_send;
  HATO_RESOLVER_CLASS (klass)->dup_servers = hato_resolver_ares_dup_servers;
}

static void
hato_resolver_ares_init (HatoResolverAres *self)
{
}

/**
 * hato_resolver_ares_new:
 * @settings: a reference is taken; its servers are those asked, or else the system's
 *
 * Returns: (transfer full) (nullable): one run's resolver with a thread of its own; NULL where a server's address cannot be read
 */
HatoResolver *
hato_resolver_ares_new (HatoSettings *settings, GError **error)
{
  g_autoptr (GPtrArray) servers =
      settings->servers != NULL
          ? hato_name_server_list_new ((const char *const *) settings->servers, error)
          : hato_name_server_list_system ();
  HatoResolverAres *self;
  Net *net;

  if (servers == NULL)
    return NULL;

  self = g_object_new (HATO_TYPE_RESOLVER_ARES, NULL);
  net = g_atomic_rc_box_new0 (Net);
  net->context = g_main_context_new ();
  net->loop = g_main_loop_new (net->context, FALSE);
  net->settings = hato_settings_ref (settings);
  net->cancellable = g_cancellable_new ();
  net->servers = g_steal_pointer (&servers);
  net->direct = g_ptr_array_new_with_free_func ((GDestroyNotify) hato_name_server_free);
  net->channels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) hato_ares_channel_free);
  net->answered = g_hash_table_new_full (hato_question_hash, hato_question_equal,
                                         (GDestroyNotify) hato_question_unref, NULL);
  g_weak_ref_init (&net->resolver, self);
  self->net = net;
  g_thread_unref (g_thread_new ("hato-dns", net_thread, g_atomic_rc_box_acquire (net)));
  return HATO_RESOLVER (self);
}
