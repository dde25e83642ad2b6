/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/print.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "base/endpoint-id.h"
#include "base/foreign-text.h"
#include "findings/wording.h"

/* Verdict = shape + word + colour (ANSI SGR, on a terminal only). */
static const struct
{
  const char *shape;
  const char *word;
  const char *colour;
} levels[] = {
  [HATO_LEVEL_PROBLEM] = { "✖", N_ ("Needs action"), "\033[31m" },
  [HATO_LEVEL_CAUTION] = { "▲", N_ ("Caution"), "\033[33m" },
  [HATO_LEVEL_ADVICE] = { "◆", N_ ("Recommended"), "\033[36m" },
  [HATO_LEVEL_UNCHECKED] = { "?", N_ ("Not checked"), "\033[90m" },
  [HATO_LEVEL_OK] = { "✔", N_ ("In order"), "\033[32m" },
  [HATO_LEVEL_NOT_APPLICABLE] = { "–", N_ ("Does not apply"), "\033[90m" },
};

static gboolean
is_colourful (void)
{
  return isatty (STDOUT_FILENO) && g_getenv ("NO_COLOR") == NULL
         && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
}

/** hato_print_error: the message on standard error, made safe for a terminal. */
void
hato_print_error (const char *command, const GError *error)
{
  g_autofree char *message = hato_foreign_line (error->message);

  g_printerr ("hatobin-cli %s: %s\n", command, message);
}

static void
print_level (HatoLevel level, const HatoTranslation *translation)
{
  if (is_colourful ())
    g_print ("%s%s %s\033[0m", levels[level].colour, levels[level].shape,
             hato_translate (translation, levels[level].word));
  else
    g_print ("%s %s", levels[level].shape, hato_translate (translation, levels[level].word));
}

static void
print_layer (const char *label,
             const char *text,
             const HatoFinding *finding,
             const HatoTranslation *translation)
{
  g_autofree char *expanded = hato_wording_expand (translation, text, finding);

  g_print ("    %s %s\n", hato_translate (translation, label), expanded);
}

static void
print_record (const HatoRecordChange *record)
{
  g_autofree char *name = hato_foreign_line (record->name);

  if (record->old_text != NULL)
    {
      g_autofree char *text = hato_foreign_text (record->old_text, strlen (record->old_text), 4096);

      g_print ("      - %s  %s  %s\n", name, record->type, text);
    }
  if (record->new_text != NULL)
    {
      g_autofree char *text = hato_foreign_text (record->new_text, strlen (record->new_text), 4096);

      g_print ("      + %s  %s  %s\n", name, record->type, text);
    }
}

/* What a finding is about: its area, or the door whose row it stands in. */
static char *
dup_title (const HatoFinding *finding, const GPtrArray *items, const HatoTranslation *translation)
{
  g_autofree char *area = g_strndup (finding->code, strcspn (finding->code, "."));

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const HatoItem *item = g_ptr_array_index (items, i);
      g_autoptr (HatoEndpointId) door = hato_endpoint_id_parse (item->id);

      if (door != NULL && g_ptr_array_find (item->findings, finding, NULL))
        return hato_wording_dup_title (translation, item->id);
    }
  return hato_wording_dup_title (translation, area);
}

static void
print_finding (const HatoFinding *finding,
               const GPtrArray *items,
               const HatoTranslation *translation)
{
  const HatoWording *wording = hato_wording_find (finding->code);
  g_autofree char *title = dup_title (finding, items, translation);
  g_autofree char *shown = hato_foreign_line (title);
  g_autofree char *state = NULL;

  print_level (finding->level, translation);
  g_print ("  %s", shown);
  if (wording == NULL)
    {
      g_print ("  %s\n", finding->code);
      return;
    }

  state = hato_wording_expand (translation, wording->state, finding);
  g_print (": %s  [%s]\n", state, finding->code);
  if (finding->level == HATO_LEVEL_OK || finding->level == HATO_LEVEL_NOT_APPLICABLE)
    return;

  print_layer (N_ ("What is this?"), wording->meaning, finding, translation);
  print_layer (N_ ("What to do:"), wording->action, finding, translation);
  if (finding->record != NULL)
    print_record (finding->record);
  print_layer (N_ ("For your IT contact:"), wording->details, finding, translation);
}

/** hato_print_findings: findings in their order, those in order on one line each. */
void
hato_print_findings (const GPtrArray *findings, const HatoTranslation *translation)
{
  for (guint i = 0; i < findings->len; i++)
    print_finding (g_ptr_array_index (findings, i), NULL, translation);
}

/* Where encryption between mail program and server is at fault, somebody may take it for the reason of a refusal. */
static gboolean
is_about_mail_program (const HatoCheckup *checkup)
{
  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (checkup->findings, i);

      if (finding->level <= HATO_LEVEL_CAUTION && finding->affects == HATO_AFFECTS_MAIL_PROGRAM)
        return TRUE;
    }
  return FALSE;
}

/** hato_print_case: the verdict, then all that was found. */
void
hato_print_case (const HatoCase *self, const HatoTranslation *translation, gboolean sample)
{
  const HatoSubject *subject = self->checkup->subject;
  g_autofree char *unicode = hato_foreign_line (subject->unicode);
  g_autofree char *headline = hato_case_dup_headline (self, translation);
  g_autofree char *action = hato_case_dup_action (self, translation);

  if (sample)
    g_print ("%s\n",
             hato_translate (translation,
                             N_ ("This is the built-in sample: a shop that does not exist.")));
  if (strcmp (subject->unicode, subject->domain) != 0)
    g_print ("%s (%s)\n", unicode, subject->domain);
  else
    g_print ("%s\n", subject->domain);
  print_level (self->level, translation);
  g_print ("  %s\n", headline);
  if (action != NULL && *action != '\0')
    g_print ("→ %s\n", action);
  g_print ("\n");
  for (guint i = 0; i < self->checkup->findings->len; i++)
    print_finding (g_ptr_array_index (self->checkup->findings, i), self->checkup->items,
                   translation);
  if (is_about_mail_program (self->checkup))
    g_print ("\n%s\n", hato_translate (
                           translation,
                           N_ ("From your mail program to your server: nobody on the way can read "
                               "your password and your mail. That is why it should be on. Gmail "
                               "and others never see it, so it changes nothing about whether "
                               "they accept your mail.")));
}
