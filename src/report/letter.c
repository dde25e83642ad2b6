/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/letter.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "advice/where.h"
#include "base/foreign-text.h"
#include "findings/wording.h"
#include "report/change-table.h"
#include "report/command.h"
#include "report/host-field.h"
#include "report/phrase.h"
#include "report/redaction.h"

#define CHANGES_MAX 4u    /* a longer letter is not read: the report has the rest */
#define VALUE_MAX   2000u /* characters of a record */

G_DEFINE_BOXED_TYPE (HatoLetter, hato_letter, hato_letter_ref, hato_letter_unref)

/* A letter at work. */
typedef struct
{
  const HatoCase *shown; /* redacted */
  const HatoProviderList *providers;
  const HatoTranslation *translation;
  const HatoProvider *company; /* (nullable) */
  GString *body;
} Writing;

/* A paragraph: the text translated and filled by the caller, then an empty line. */
static void
add_paragraph (Writing *self, const char *text)
{
  g_string_append_printf (self->body, "%s\n\n", text);
}

static void
add_line (Writing *self, const char *label, const char *value)
{
  g_autofree char *shown = hato_foreign_text (value, strlen (value), VALUE_MAX);
  g_autofree char *line =
      hato_phrase_dup (self->translation, N_ ("{label}: {value}"), "label",
                       hato_translate (self->translation, label), "value", shown, NULL);

  g_string_append_printf (self->body, "%s\n", line);
}

static const char *
get_company_name (const Writing *self)
{
  if (self->company == NULL)
    return NULL;

  return strcmp (hato_translation_get_language (self->translation), "ja") == 0
             ? self->company->name_ja
             : self->company->name_en;
}

/* ---- to whom ---- */

/* The company that takes the domain's mail: the same, as a rule, that sends it. */
static const HatoProvider *
find_mail_company (const HatoCase *shown, const HatoProviderList *providers)
{
  const HatoCheckup *checkup = shown->checkup;

  for (guint i = 0; i < checkup->evidence->len; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (checkup->evidence, i);

      if (evidence->question->kind != HATO_QUESTION_DNS || evidence->question->type != HATO_DNS_MX
          || strcmp (evidence->question->name, checkup->subject->domain) != 0)
        continue;
      for (guint j = 0; j < evidence->records->len; j++)
        {
          const HatoDnsRecord *record = g_ptr_array_index (evidence->records, j);
          const HatoProvider *provider =
              record->target != NULL
                  ? hato_provider_list_find (providers, HATO_PROVIDER_BY_MX, record->target)
                  : NULL;

          if (provider != NULL)
            return provider;
        }
    }
  return NULL;
}

/* The company behind the name of the sending address, where one is known. */
static const HatoProvider *
find_sending_company (const HatoCase *shown, const HatoProviderList *providers)
{
  for (guint i = 0; i < shown->checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (shown->checkup->findings, i);
      const char *name = hato_finding_get_argument (finding, "name");
      const HatoProvider *provider =
          g_str_has_prefix (finding->code, "ptr.") && name != NULL
              ? hato_provider_list_find (providers, HATO_PROVIDER_BY_PTR, name)
              : NULL;

      if (provider != NULL)
        return provider;
    }
  return find_mail_company (shown, providers);
}

/* ---- what is asked ---- */

static void
add_change (Writing *self, const HatoChange *change, guint number)
{
  const HatoRecordChange *record = change->record;
  const HatoWording *wording = hato_wording_find (change->finding->code);
  g_autofree char *host =
      hato_host_field_dup_words (change->panel, change->zone, record->name, self->translation);
  g_autofree char *command = hato_command_dup_for_question (record->name, record->type);

  g_string_append_printf (self->body, "[%u]\n", number);
  add_line (self, N_ ("Name"), record->name);
  add_line (self, N_ ("Host"), host);
  add_line (self, N_ ("Type"), record->type);
  if (record->old_text != NULL)
    add_line (self, N_ ("Now"), record->old_text);
  if (record->new_text != NULL)
    add_line (self, N_ ("New"), record->new_text);
  else
    add_line (self, N_ ("New"),
              hato_translate (self->translation, N_ ("(please delete this record)")));
  if (wording != NULL)
    {
      g_autofree char *reason =
          hato_wording_expand (self->translation, wording->details, change->finding);

      add_line (self, N_ ("Why"), reason);
    }
  if (command != NULL)
    add_line (self, N_ ("How to verify"), command);
  g_string_append_c (self->body, '\n');
}

static void
add_request (Writing *self, const GArray *changes)
{
  g_autofree char *action = NULL;

  if (changes->len > 0 && self->shown->wording.who == HATO_WHO_YOU)
    {
      add_paragraph (self, hato_translate (self->translation,
                                           N_ ("Could you please make the following change?")));
      for (guint i = 0; i < MIN (changes->len, CHANGES_MAX); i++)
        add_change (self, &g_array_index (changes, HatoChange, i), i + 1);
      return;
    }

  action = hato_case_dup_action (self->shown, self->translation);
  add_paragraph (self, hato_translate (self->translation, N_ ("Could you please look into this?")));
  add_line (self, N_ ("What would help"), action);
  if (self->shown->leading != NULL)
    {
      const HatoWording *wording = hato_wording_find (self->shown->leading->code);
      g_autofree char *details =
          wording != NULL
              ? hato_wording_expand (self->translation, wording->details, self->shown->leading)
              : g_strdup (self->shown->leading->code);

      add_line (self, N_ ("Technical details"), details);
    }
  g_string_append_c (self->body, '\n');
}

static void
write_body (Writing *self, const GArray *changes)
{
  const HatoCheckup *checkup = self->shown->checkup;
  const char *company = get_company_name (self);
  g_autofree char *domain = hato_foreign_line (checkup->subject->unicode);
  g_autofree char *time = hato_phrase_dup_time (self->translation, checkup->started);
  g_autofree char *headline = hato_case_dup_headline (self->shown, self->translation);
  g_autofree char *greeting =
      company != NULL ? hato_phrase_dup (self->translation, N_ ("Dear support team of {company},"),
                                         "company", company, NULL)
                      : g_strdup (hato_translate (self->translation, N_ ("Dear Sir or Madam,")));
  g_autofree char *opening = hato_phrase_dup (
      self->translation, N_ ("I use the domain {domain} for my mail."), "domain", domain, NULL);
  g_autofree char *checked =
      hato_phrase_dup (self->translation,
                       N_ ("This was checked on {time}. A report with every answer of the name "
                           "servers is there; I will gladly send it."),
                       "time", time, NULL);

  add_paragraph (self, greeting);
  g_string_append_printf (self->body, "%s\n%s\n\n", opening, headline);
  add_request (self, changes);
  add_paragraph (self, checked);
  add_paragraph (self, hato_translate (self->translation, N_ ("Thank you for your help.")));
  g_string_append_printf (
      self->body, "%s\n",
      hato_translate (self->translation, N_ ("(your name, and how you can be reached)")));
}

/* ---- the mail program ---- */

/* An address that can stand in front of a "?" as it is (RFC 6068 §2). */
static gboolean
is_plain_address (const char *address)
{
  const char *at = strchr (address, '@');

  if (at == NULL || at == address || strchr (at + 1, '@') != NULL || at[1] == '\0')
    return FALSE;
  for (const char *byte = address; *byte != '\0'; byte++)
    if (!g_ascii_isalnum (*byte) && strchr ("@._-", *byte) == NULL)
      return FALSE;

  return TRUE;
}

static char *
dup_mailto (const char *address, const char *subject, const char *body)
{
  g_autoptr (GString) crlf = g_string_new (body);
  g_autofree char *escaped_subject = g_uri_escape_string (subject, NULL, FALSE);
  g_autofree char *escaped_body = NULL;

  g_string_replace (crlf, "\n", "\r\n", 0); /* RFC 6068 §5 */
  escaped_body = g_uri_escape_string (crlf->str, NULL, FALSE);
  return g_strdup_printf ("mailto:%s?subject=%s&body=%s",
                          address != NULL && is_plain_address (address) ? address : "",
                          escaped_subject, escaped_body);
}

static HatoLetter *
finish (Writing *self)
{
  HatoLetter *letter = g_atomic_rc_box_new0 (HatoLetter);
  const HatoContact *contact = self->company != NULL ? &self->company->contact : NULL;
  g_autofree char *domain = hato_foreign_line (self->shown->checkup->subject->unicode);

  letter->company = g_strdup (get_company_name (self));
  letter->address = contact != NULL ? g_strdup (contact->address) : NULL;
  letter->form_url =
      contact != NULL && g_strcmp0 (contact->kind, "form") == 0 ? g_strdup (contact->url) : NULL;
  letter->subject = hato_phrase_dup (self->translation,
                                     self->shown->wording.who == HATO_WHO_YOU
                                         ? N_ ("[{domain}] Request: a change of the DNS settings")
                                         : N_ ("[{domain}] Request: mail that does not arrive"),
                                     "domain", domain, NULL);
  letter->body = g_strdup (self->body->str);
  letter->mailto = dup_mailto (letter->address, letter->subject, letter->body);
  return letter;
}

static gboolean
is_wanted (const HatoCase *shown)
{
  return shown->level <= HATO_LEVEL_CAUTION
         && (shown->wording.who == HATO_WHO_YOU || shown->wording.who == HATO_WHO_HOST);
}

/**
 * hato_letter_new:
 * @bounce: (nullable)
 *
 * Returns: (transfer full) (nullable): NULL where neither the domain's owner nor the host has anything to change
 */
HatoLetter *
hato_letter_new (HatoCase *shown,
                 HatoBounce *bounce,
                 const HatoProviderList *providers,
                 HatoTranslation *translation)
{
  g_autoptr (HatoRedaction) redaction = NULL;
  g_autoptr (GArray) changes = NULL;
  g_autoptr (GString) body = g_string_new (NULL);
  Writing self = { .providers = providers, .translation = translation, .body = body };
  HatoWhere where;

  if (!is_wanted (shown))
    return NULL;

  redaction = hato_redaction_new (shown, bounce, HATO_REDACTION_LETTER);
  self.shown = redaction->shown;
  hato_where_find (self.shown, providers, &where);
  self.company = shown->wording.who == HATO_WHO_HOST ? find_sending_company (self.shown, providers)
                                                     : where.provider;
  changes = hato_change_table_new (self.shown, providers);
  write_body (&self, changes);
  return finish (&self);
}

HatoLetter *
hato_letter_ref (HatoLetter *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
letter_clear (gpointer data)
{
  HatoLetter *self = data;

  g_free (self->company);
  g_free (self->address);
  g_free (self->form_url);
  g_free (self->subject);
  g_free (self->body);
  g_free (self->mailto);
}

void
hato_letter_unref (HatoLetter *self)
{
  g_atomic_rc_box_release_full (self, letter_clear);
}
