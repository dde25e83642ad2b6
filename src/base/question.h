/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/protocol.h"

G_BEGIN_DECLS

/* DNS types that the program asks for (IANA registry of resource record types). */
enum
{
  HATO_DNS_A = 1,
  HATO_DNS_NS = 2,
  HATO_DNS_CNAME = 5,
  HATO_DNS_SOA = 6,
  HATO_DNS_PTR = 12,
  HATO_DNS_MX = 15,
  HATO_DNS_TXT = 16,
  HATO_DNS_AAAA = 28,
  HATO_DNS_SRV = 33,
  HATO_DNS_OPT = 41,
  HATO_DNS_DS = 43,
  HATO_DNS_RRSIG = 46,
  HATO_DNS_DNSKEY = 48,
  HATO_DNS_TLSA = 52,
  HATO_DNS_SPF = 99,
  HATO_DNS_CAA = 257,
};

typedef enum
{
  HATO_QUESTION_DNS,
  HATO_QUESTION_POLICY,  /* an MTA-STS policy over HTTPS */
  HATO_QUESTION_SESSION, /* a conversation with a mail or web server */
  HATO_QUESTION_MESSAGE, /* asked of nobody: the part @name of the mail that came back */
} HatoQuestionKind;

typedef enum
{
  HATO_QUESTION_PLAIN = 0,
  HATO_QUESTION_AGAIN = 1 << 0, /* a second look: another server, or TCP (confirms a negative) */
  HATO_QUESTION_CHECKING_DISABLED = 1 << 1, /* CD bit, RFC 4035 §3.2.2 */
  HATO_QUESTION_OLD_TLS = 1 << 2,           /* a session that offers TLS 1.0 and 1.1 alone */
  HATO_QUESTION_GREETING = 1 << 3,          /* a session that leaves after the greeting */
  HATO_QUESTION_FOLLOWING = 1 << 4, /* a session that has the time which the one before it left */
} HatoQuestionFlags;

/* One question, immutable. Two questions are the same if all fields are. */
typedef struct _HatoQuestion HatoQuestion;

struct _HatoQuestion
{
  HatoQuestionKind kind;
  HatoQuestionFlags flags;
  guint16 type;          /* DNS type, or the port of a session */
  HatoProtocol protocol; /* of a session */
  const char *name;      /* (owned): folded to lower case, without final dot; "" is the root */
  const char *
      server; /* (owned) (nullable): one address, asked with RD=0, or where a session connects to; NULL = the run's servers */
};

#define HATO_TYPE_QUESTION (hato_question_get_type ())
GType hato_question_get_type (void);

HatoQuestion *hato_question_new (HatoQuestionKind kind,
                                 const char *name,
                                 guint16 type,
                                 const char *server,
                                 HatoQuestionFlags flags);
HatoQuestion *hato_question_new_dns (const char *name, guint16 type);
HatoQuestion *hato_question_new_session (const char *host,
                                         const char *address,
                                         guint16 port,
                                         HatoProtocol protocol,
                                         HatoQuestionFlags flags);
HatoQuestion *hato_question_copy (const HatoQuestion *question);
HatoQuestion *hato_question_ref (HatoQuestion *self);
void hato_question_unref (HatoQuestion *self);
guint hato_question_hash (gconstpointer question);
gboolean hato_question_equal (gconstpointer a, gconstpointer b);
gboolean hato_question_is_again (const HatoQuestion *self);
int hato_question_compare (const HatoQuestion *a, const HatoQuestion *b);

char *hato_question_dup_url (const HatoQuestion *question);

const char *hato_dns_type_to_string (guint16 type);
gboolean hato_dns_type_from_string (const char *text, guint16 *type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoQuestion, hato_question_unref)

G_END_DECLS
