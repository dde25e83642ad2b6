/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as a macro string (RFC 7208 §7): what it makes is bounded. */
#include "config.h"

#include "fuzz.h"

#include "records/spf-macro.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const HatoSpfMacroInput input = {
    .sender = "\"a.b+c\"@mail.d.test",
    .local = "\"a.b+c\"",
    .sender_domain = "mail.d.test",
    .domain = "d.test",
    .address = { .bytes = { 192, 0, 2, 1 }, .size = 4 },
    .helo = "h.d.test",
    .receiver = "r.test",
    .time = 1000000000,
  };
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (GString) explanation = g_string_new (NULL);

  if (hato_spf_macro_expand (text, &input, FALSE, name))
    g_assert_true (hato_spf_macro_expand (text, &input, TRUE, explanation));
  hato_spf_macro_needs_validated (text);
  return 0;
}
