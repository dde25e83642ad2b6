/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer from a stranger. The first two bytes choose the question; the rest is the message behind its question, so that the
 * records are reached. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "net/dns-message.h"

static const guint16 types[] = { HATO_DNS_TXT,    HATO_DNS_MX,  HATO_DNS_A,   HATO_DNS_AAAA,
                                 HATO_DNS_CNAME,  HATO_DNS_PTR, HATO_DNS_NS,  HATO_DNS_SOA,
                                 HATO_DNS_TLSA,   HATO_DNS_SPF, HATO_DNS_SRV, HATO_DNS_DS,
                                 HATO_DNS_DNSKEY, HATO_DNS_CAA };

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HatoQuestion) question = hato_question_new_dns (
      "d.test", size > 0 ? types[data[0] % G_N_ELEMENTS (types)] : HATO_DNS_TXT);
  g_autoptr (HatoEvidence) evidence = hato_evidence_new (question, "udp");
  g_autoptr (HatoEvidence) raw = hato_evidence_new (question, "udp");
  g_autoptr (GBytes) asked = hato_dns_message_build (question, 1, HATO_DNS_MESSAGE_RECURSION);
  g_autoptr (GByteArray) message = g_byte_array_new ();
  gsize asked_size;
  gconstpointer asked_bytes = g_bytes_get_data (asked, &asked_size);

  if (size < 8)
    return 0;

  g_byte_array_append (message, asked_bytes, (guint) asked_size);
  message->data[2] = 0x81;
  message->data[3] = data[1];
  memcpy (message->data + 6, data + 2, 6);
  g_byte_array_append (message, data + 8, (guint) (size - 8));
  hato_dns_message_read (message->data, message->len, evidence);
  hato_dns_message_read (data, size, raw);
  for (guint i = 0; i < evidence->records->len; i++)
    for (const char *at = ((const HatoDnsRecord *) g_ptr_array_index (evidence->records, i))->text;
         *at != '\0'; at++)
      g_assert_true (g_ascii_isprint (*at));
  return 0;
}
