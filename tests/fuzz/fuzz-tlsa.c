/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a TLSA record, over the wire and as text: both read the same, and what is valid has its data. */
#include "config.h"

#include "fuzz.h"

#include "records/tlsa.h"

static void
check (const HatoTlsa *tlsa)
{
  g_assert_true (tlsa->valid == (tlsa->data != NULL));
  g_assert_true (tlsa->valid || !tlsa->usable);
  g_assert_true (!tlsa->valid || tlsa->usage <= HATO_TLSA_DANE_EE);
  g_assert_true (!tlsa->valid || g_bytes_get_size (tlsa->data) <= HATO_TLSA_DATA_MAX);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *given = g_strndup ((const char *) data, size);
  g_autoptr (HatoTlsa) wire = hato_tlsa_parse (data, size);
  g_autoptr (HatoTlsa) text = hato_tlsa_parse_text (given);
  g_autoptr (GString) written = g_string_new (NULL);
  g_autoptr (HatoTlsa) again = NULL;

  check (wire);
  check (text);
  if (!wire->valid)
    return 0;

  g_string_printf (written, "%u %u %u ", wire->usage, wire->selector, wire->matching);
  for (gsize i = 3; i < size; i++)
    g_string_append_printf (written, "%02x", data[i]);
  again = hato_tlsa_parse_text (written->str);
  g_assert_true (again->valid && g_bytes_equal (again->data, wire->data));
  return 0;
}
