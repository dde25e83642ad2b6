/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/question.h"

#include <string.h>

static const struct
{
  guint16 type;
  const char *name;
} dns_types[] = {
  { HATO_DNS_A, "A" },           { HATO_DNS_NS, "NS" },     { HATO_DNS_CNAME, "CNAME" },
  { HATO_DNS_SOA, "SOA" },       { HATO_DNS_PTR, "PTR" },   { HATO_DNS_MX, "MX" },
  { HATO_DNS_TXT, "TXT" },       { HATO_DNS_AAAA, "AAAA" }, { HATO_DNS_SRV, "SRV" },
  { HATO_DNS_OPT, "OPT" },       { HATO_DNS_DS, "DS" },     { HATO_DNS_RRSIG, "RRSIG" },
  { HATO_DNS_DNSKEY, "DNSKEY" }, { HATO_DNS_TLSA, "TLSA" }, { HATO_DNS_SPF, "SPF" },
  { HATO_DNS_CAA, "CAA" },
};

G_DEFINE_BOXED_TYPE (HatoQuestion, hato_question, hato_question_ref, hato_question_unref)

/**
 * hato_question_new:
 * @name: folded to lower case here (ASCII only), a final dot is dropped
 * @type: a DNS type, or a port
 * @server: (nullable): an address to ask directly; NULL = the run's servers
 *
 * Returns: (transfer full): a question
 */
HatoQuestion *
hato_question_new (HatoQuestionKind kind,
                   const char *name,
                   guint16 type,
                   const char *server,
                   HatoQuestionFlags flags)
{
  HatoQuestion *self = g_atomic_rc_box_new0 (HatoQuestion);
  gsize length = strlen (name);

  if (length > 0 && name[length - 1] == '.')
    length--;
  self->kind = kind;
  self->flags = flags;
  self->type = type;
  self->name = g_ascii_strdown (name, (gssize) length);
  self->server = g_strdup (server);
  return self;
}

/** hato_question_new_dns: (transfer full): @name and @type, to be asked of the run's servers. */
HatoQuestion *
hato_question_new_dns (const char *name, guint16 type)
{
  return hato_question_new (HATO_QUESTION_DNS, name, type, NULL, HATO_QUESTION_PLAIN);
}

/**
 * hato_question_new_session:
 * @host: the name that the server is asked to be; an address where there is none
 * @address: where to connect to
 *
 * Returns: (transfer full): a conversation to be had
 */
HatoQuestion *
hato_question_new_session (const char *host,
                           const char *address,
                           guint16 port,
                           HatoProtocol protocol,
                           HatoQuestionFlags flags)
{
  HatoQuestion *self = hato_question_new (HATO_QUESTION_SESSION, host, port, address, flags);

  self->protocol = protocol;
  return self;
}

/** hato_question_copy: (transfer full): a counted copy of a question that may live on the stack. */
HatoQuestion *
hato_question_copy (const HatoQuestion *question)
{
  HatoQuestion *self = hato_question_new (question->kind, question->name, question->type,
                                          question->server, question->flags);

  self->protocol = question->protocol;
  return self;
}

HatoQuestion *
hato_question_ref (HatoQuestion *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
question_clear (gpointer data)
{
  HatoQuestion *self = data;

  g_free ((char *) self->name);
  g_free ((char *) self->server);
}

void
hato_question_unref (HatoQuestion *self)
{
  g_atomic_rc_box_release_full (self, question_clear);
}

/** hato_question_hash: for a GHashTable whose keys are questions. */
guint
hato_question_hash (gconstpointer question)
{
  const HatoQuestion *self = question;

  return g_str_hash (self->name) * 31 + self->type * 7u + (guint) self->flags
         + (guint) self->kind * 101u + (self->server != NULL ? g_str_hash (self->server) : 0);
}

/** hato_question_equal: for a GHashTable whose keys are questions. */
gboolean
hato_question_equal (gconstpointer a, gconstpointer b)
{
  const HatoQuestion *left = a;
  const HatoQuestion *right = b;

  return left->type == right->type && left->kind == right->kind && left->flags == right->flags
         && left->protocol == right->protocol && strcmp (left->name, right->name) == 0
         && g_strcmp0 (left->server, right->server) == 0;
}

/** hato_question_is_again: whether it is a second look at something that was asked for already. */
gboolean
hato_question_is_again (const HatoQuestion *self)
{
  return (self->flags & HATO_QUESTION_AGAIN) != 0;
}

/** hato_question_compare: a total order that does not depend on the run: kind, name, type, server, protocol, flags. */
int
hato_question_compare (const HatoQuestion *a, const HatoQuestion *b)
{
  int order = (int) a->kind - (int) b->kind;

  if (order == 0)
    order = strcmp (a->name, b->name);
  if (order == 0)
    order = (int) a->type - (int) b->type;
  if (order == 0)
    order = g_strcmp0 (a->server, b->server);
  if (order == 0)
    order = (int) a->protocol - (int) b->protocol;
  return order != 0 ? order : (int) a->flags - (int) b->flags;
}

/** hato_question_dup_url: (transfer full): where the policy is that a question of kind POLICY asks for (RFC 8461 §3.3) */
char *
hato_question_dup_url (const HatoQuestion *question)
{
  return g_strdup_printf ("https://%s/.well-known/mta-sts.txt", question->name);
}

/** hato_dns_type_to_string: "TXT" and the like; a static "TYPE?" for a type that the program never asks for. */
const char *
hato_dns_type_to_string (guint16 type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dns_types); i++)
    if (dns_types[i].type == type)
      return dns_types[i].name;

  return "TYPE?";
}

/** hato_dns_type_from_string: the reverse, in either case; FALSE for an unknown name. */
gboolean
hato_dns_type_from_string (const char *text, guint16 *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dns_types); i++)
    if (g_ascii_strcasecmp (dns_types[i].name, text) == 0)
      {
        *type = dns_types[i].type;
        return TRUE;
      }

  return FALSE;
}
