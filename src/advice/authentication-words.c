/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "advice/authentication-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Methods and results that a person meets (RFC 8601 §2.7). */
static const struct
{
  const char *method;
  const char *text;
} methods[] = {
  { "spf", N_ ("the sending server (SPF)") },
  { "dkim", N_ ("the signature (DKIM)") },
  { "dmarc", N_ ("the sender’s domain (DMARC)") },
  { "arc", N_ ("the way over other servers (ARC)") },
};

static const struct
{
  const char *result;
  const char *text;
} outcomes[] = {
  { "pass", N_ ("confirmed") },
  { "fail", N_ ("not confirmed") },
  { "softfail", N_ ("probably not confirmed") },
  { "neutral", N_ ("the domain says nothing about it") },
  { "none", N_ ("nothing is registered for it") },
  { "policy", N_ ("not accepted by a rule of the receiver") },
  { "permerror", N_ ("what is registered cannot be used") },
  { "temperror", N_ ("could not be checked at that time") },
  { "bestguesspass", N_ ("nothing is registered for it; the receiver guessed") },
};

static const char *
find_method (const char *method)
{
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    if (strcmp (methods[i].method, method) == 0)
      return methods[i].text;

  return NULL;
}

static const char *
find_outcome (const char *result)
{
  for (gsize i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (strcmp (outcomes[i].result, result) == 0)
      return outcomes[i].text;

  return NULL;
}

/**
 * hato_authentication_results_dup_words:
 *
 * Returns: (transfer full): what a receiver found, in plain words; "" where nothing of it is known to people. Words of
 *   strangers are not among them.
 */
char *
hato_authentication_results_dup_words (const HatoAuthenticationResults *results,
                                       const HatoTranslation *translation)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < results->methods->len; i++)
    {
      const HatoAuthenticationMethod *method = g_ptr_array_index (results->methods, i);
      const char *name = find_method (method->method), *outcome = find_outcome (method->result);

      if (name == NULL || outcome == NULL)
        continue;
      if (text->len > 0)
        g_string_append (text, hato_translate (translation, N_ ("; ")));
      g_string_append_printf (text, "%s: %s", hato_translate (translation, name),
                              hato_translate (translation, outcome));
    }
  return g_string_free (text, FALSE);
}
