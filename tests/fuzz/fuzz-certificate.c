/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a certificate: what is read of it is bounded and can be shown, and what is unreadable says nothing. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "tls/certificate.h"
#include "tls/server-name.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) der = g_bytes_new (data, size);
  g_autoptr (HatoCertificate) certificate = hato_certificate_parse (der);

  g_assert_cmpuint (certificate->dns->len + certificate->ips->len, <=, HATO_CERTIFICATE_NAMES_MAX);
  g_assert_true (certificate->readable || certificate->dns->len == 0);
  g_assert_true (certificate->readable == (certificate->subject != NULL));
  for (guint i = 0; i < certificate->dns->len; i++)
    g_assert_true (g_utf8_validate (g_ptr_array_index (certificate->dns, i), -1, NULL));
  hato_server_name_matches (certificate, "mail.example.jp");
  hato_server_name_matches (certificate, "192.0.2.1");
  return 0;
}
