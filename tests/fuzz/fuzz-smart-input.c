/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever is typed: either a name that can be asked for and leads to itself, or one sentence that can be shown. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "base/smart-input.h"

static void
check_name (const HatoDomainName *name)
{
  g_autoptr (HatoDomainName) ascii = hato_domain_name_new (name->ascii, NULL);
  g_autoptr (HatoDomainName) unicode = hato_domain_name_new (name->unicode, NULL);
  g_autofree char *shown = hato_domain_name_dup_shown (name);

  g_assert_true (hato_domain_name_is_askable (name->ascii));
  g_assert_true (g_str_is_ascii (name->ascii));
  g_assert_cmpstr (ascii->ascii, ==, name->ascii);
  g_assert_cmpstr (unicode->ascii, ==, name->ascii);
  g_assert_true (g_utf8_validate (shown, -1, NULL));
}

static void
check_sentence (const char *sentence)
{
  g_assert_true (g_utf8_validate (sentence, -1, NULL));
  for (const char *at = sentence; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      g_assert_true (g_unichar_isprint (character) || g_unichar_ismark (character)
                     || character == 0x200d                              /* between emoji */
                     || (character >= 0x1f000 && character <= 0x1faff)); /* emoji newer than GLib */
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (HatoTranslation) english = hato_translation_new ("en", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoSmartInput) input = hato_smart_input_read (text, english, &error);

  g_assert_true ((input != NULL) == (error == NULL));
  if (input == NULL)
    check_sentence (error->message);
  else if (input->kind == HATO_SMART_INPUT_BOUNCE)
    g_assert_null (input->domain);
  else
    check_name (input->domain);
  return 0;
}
