/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "advice/mail-settings.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (HatoMailSettings,
                     hato_mail_settings,
                     hato_mail_settings_ref,
                     hato_mail_settings_unref)

/* Which door is advised for what: encryption from the first byte before STARTTLS (RFC 8314 §3). */
static const struct
{
  HatoProtocol protocol;
  HatoMailPurpose purpose;
} ways[] = {
  { HATO_PROTOCOL_SUBMISSIONS, HATO_MAIL_SENDING }, { HATO_PROTOCOL_SUBMISSION, HATO_MAIL_SENDING },
  { HATO_PROTOCOL_IMAPS, HATO_MAIL_IMAP },          { HATO_PROTOCOL_IMAP, HATO_MAIL_IMAP },
  { HATO_PROTOCOL_POP3S, HATO_MAIL_POP },           { HATO_PROTOCOL_POP3, HATO_MAIL_POP },
};

/* The conversation that an item rests on. */
static const HatoQuestion *
find_question (const HatoFinding *finding)
{
  for (guint i = 0; i < finding->evidence->len; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (finding->evidence, i);

      if (evidence->question->kind == HATO_QUESTION_SESSION)
        return evidence->question;
    }
  return NULL;
}

/* The name that was proved for an item's door, where it was tried by another. */
static const char *
find_proved_name (const HatoItem *item)
{
  for (guint i = 0; i < item->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (item->findings, i);

      if (strcmp (finding->code, "tls.server_name") == 0
          && g_strcmp0 (hato_finding_get_argument (finding, "proved"), "true") == 0)
        return hato_finding_get_argument (finding, "name");
    }
  return NULL;
}

/* Whether a door with that finding cannot be advised; a wrong name is mended by the right one. */
static gboolean
stands_in_the_way (const HatoFinding *finding, const char *proved_name)
{
  if (strcmp (finding->code, "tls.hostname_mismatch") == 0
      || strcmp (finding->code, "tls.ip_used_as_name") == 0)
    return proved_name == NULL;

  return finding->level == HATO_LEVEL_PROBLEM || finding->level == HATO_LEVEL_UNCHECKED
         || finding->level == HATO_LEVEL_NOT_APPLICABLE;
}

/* The conversation with an item's door, and the name to type for it; NULL where it cannot be advised. */
static const HatoQuestion *
read_item (const HatoItem *item, const char **name)
{
  const char *proved_name = find_proved_name (item);
  const HatoQuestion *question = NULL;

  for (guint i = 0; i < item->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (item->findings, i);

      if (stands_in_the_way (finding, proved_name))
        return NULL;
      if (question == NULL)
        question = find_question (finding);
    }
  *name = proved_name != NULL || question == NULL ? proved_name : question->name;
  return question;
}

static void
take_door (HatoMailSetting *setting, const HatoQuestion *question, const char *name)
{
  setting->server = g_strdup (name);
  setting->protocol = question->protocol;
  setting->port = question->type;
  setting->starttls = !hato_protocol_is_implicit (question->protocol);
}

static const HatoProvider *
find_provider (const HatoMailSettings *self, const HatoProviderList *providers)
{
  const HatoProvider *provider = NULL;

  for (guint i = 0; i < HATO_MAIL_PURPOSES && provider == NULL; i++)
    if (self->settings[i].server != NULL)
      {
        provider =
            hato_provider_list_find (providers, HATO_PROVIDER_BY_PTR, self->settings[i].server);
        if (provider == NULL)
          provider =
              hato_provider_list_find (providers, HATO_PROVIDER_BY_MX, self->settings[i].server);
      }
  return provider;
}

/**
 * hato_mail_settings_new:
 * @tls: a checkup of doors
 *
 * Picks from the doors that were found in order what a person types into a mail program: per purpose the best encryption that
 * works, under the name that its certificate is for. A door whose certificate fails is never advised.
 *
 * Returns: (transfer full)
 */
HatoMailSettings *
hato_mail_settings_new (const HatoCheckup *tls, const HatoProviderList *providers)
{
  HatoMailSettings *self = g_atomic_rc_box_new0 (HatoMailSettings);
  const HatoProvider *provider;

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    for (guint j = 0; j < tls->items->len && self->settings[ways[i].purpose].server == NULL; j++)
      {
        const char *name;
        const HatoQuestion *question = read_item (g_ptr_array_index (tls->items, j), &name);

        if (question != NULL && question->protocol == ways[i].protocol)
          take_door (&self->settings[ways[i].purpose], question, name);
      }
  provider = find_provider (self, providers);
  self->user_is_address = provider != NULL && provider->mail_servers.user_is_address;
  return self;
}

HatoMailSettings *
hato_mail_settings_ref (HatoMailSettings *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
settings_clear (gpointer data)
{
  HatoMailSettings *self = data;

  for (guint i = 0; i < HATO_MAIL_PURPOSES; i++)
    g_free (self->settings[i].server);
}

void
hato_mail_settings_unref (HatoMailSettings *self)
{
  g_atomic_rc_box_release_full (self, settings_clear);
}

/** hato_mail_settings_is_empty: whether no server was seen that could be advised. */
gboolean
hato_mail_settings_is_empty (const HatoMailSettings *self)
{
  for (guint i = 0; i < HATO_MAIL_PURPOSES; i++)
    if (self->settings[i].server != NULL)
      return FALSE;

  return TRUE;
}
