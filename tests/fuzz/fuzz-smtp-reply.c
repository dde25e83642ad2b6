/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of any server: codes have their form, unfolding loses nothing but prefixes and white space. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "bounce/smtp-reply.h"

static void
check_unfolded (const char *text, gsize size)
{
  g_autofree guint32 *places = NULL;
  g_autofree char *unfolded = hato_smtp_reply_unfold (text, size, &places);
  gsize length = strlen (unfolded);

  g_assert_cmpuint (places[length], ==, size);
  for (gsize i = 0; i < length; i++)
    {
      g_assert_cmpuint (places[i], <, size);
      g_assert_true (i == 0 || places[i] > places[i - 1]);
      g_assert_true (unfolded[i] == ' ' || unfolded[i] == text[places[i]]);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  gsize length = strlen (text);
  HatoSmtpReply reply;

  if (hato_smtp_reply_find (text, length, &reply))
    {
      g_assert_cmpuint (reply.start, <, length);
      g_assert_true (reply.reply_code[0] == '\0' || strlen (reply.reply_code) == 3);
      g_assert_true (reply.status[0] == '\0' || reply.status[1] == '.');
    }
  check_unfolded (text, length);
  return 0;
}
