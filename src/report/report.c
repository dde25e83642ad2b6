/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/report.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/foreign-text.h"
#include "report/appendix.h"
#include "report/change-table.h"
#include "report/command.h"
#include "report/contact-page.h"
#include "report/owner-page.h"
#include "report/phrase.h"

G_DEFINE_BOXED_TYPE (HatoReportInput,
                     hato_report_input,
                     hato_report_input_ref,
                     hato_report_input_unref)
G_DEFINE_BOXED_TYPE (HatoReport, hato_report, hato_report_ref, hato_report_unref)

/* A report at work. */
typedef struct
{
  const HatoReportInput *input;
  HatoBounceRuleList *rules; /* (owned) */
  HatoReport *report;        /* not handed on yet */
  GArray *changes;           /* (owned) (element-type HatoChange) */
} Making;

/* One section: when it is there, and who writes it. */
typedef struct
{
  HatoSectionKind kind;
  const char *title;
  void (*write) (const HatoPageWriter *writer);
} Appendix;

static const Appendix appendices[] = {
  { HATO_SECTION_ANSWERS, N_ ("Appendix A: answers"), hato_appendix_write_answers },
  { HATO_SECTION_ENCRYPTION, N_ ("Appendix B: encryption and certificates"),
    hato_appendix_write_encryption },
  { HATO_SECTION_BOUNCE, N_ ("Appendix C: the mail that came back"), hato_appendix_write_bounce },
  { HATO_SECTION_COMMANDS, N_ ("Appendix D: commands"), hato_appendix_write_commands },
};

#define STEPS (3 + (guint) G_N_ELEMENTS (appendices)) /* redaction, page 1, page 2, the rest */

/**
 * hato_report_input_new:
 * @bounce: (nullable): what came back
 * @owner: the language of page 1 and of the letter
 * @contact: the language of everything else
 *
 * Returns: (transfer full): masked, on the paper of the locale, about no sample
 */
HatoReportInput *
hato_report_input_new (HatoCase *shown,
                       HatoBounce *bounce,
                       HatoProviderList *providers,
                       HatoTranslation *owner,
                       HatoTranslation *contact)
{
  HatoReportInput *self = g_atomic_rc_box_new0 (HatoReportInput);

  self->shown = hato_case_ref (shown);
  self->bounce = bounce != NULL ? hato_bounce_ref (bounce) : NULL;
  self->providers = hato_provider_list_ref (providers);
  self->owner = hato_translation_ref (owner);
  self->contact = hato_translation_ref (contact);
  self->paper = hato_paper_for_locale ();
  self->masks = TRUE;
  return self;
}

HatoReportInput *
hato_report_input_ref (HatoReportInput *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
input_clear (gpointer data)
{
  HatoReportInput *self = data;

  hato_case_unref (self->shown);
  g_clear_pointer (&self->bounce, hato_bounce_unref);
  hato_provider_list_unref (self->providers);
  hato_translation_unref (self->owner);
  hato_translation_unref (self->contact);
}

void
hato_report_input_unref (HatoReportInput *self)
{
  g_atomic_rc_box_release_full (self, input_clear);
}

/** hato_report_step: says how far a job (nullable) is, and lets it be cancelled */
gboolean
hato_report_step (HatoJob *job, guint done, guint total, GError **error)
{
  HatoReportProgress *progress;

  if (job == NULL)
    return TRUE;

  progress = g_new0 (HatoReportProgress, 1);
  progress->done = done;
  progress->total = total;
  hato_job_post (job, progress, g_free);
  return !g_cancellable_set_error_if_cancelled (hato_job_get_cancellable (job), error);
}

static HatoPageWriter
begin_section (Making *self, HatoSectionKind kind, const char *title, HatoTranslation *translation)
{
  const HatoReport *report = self->report;

  return (HatoPageWriter){
    .section = hato_document_add_section (report->document, kind, title, translation),
    .shown = report->redaction->shown,
    .bounce = report->redaction->bounce,
    .providers = self->input->providers,
    .rules = self->rules,
    .translation = translation,
    .has_letter = report->letter != NULL,
  };
}

static char *
dup_domain (const HatoSubject *subject)
{
  return strcmp (subject->domain, subject->unicode) == 0
             ? g_strdup (subject->domain)
             : g_strdup_printf ("%s (%s)", subject->unicode, subject->domain);
}

static void
begin_document (Making *self)
{
  const HatoReportInput *input = self->input;
  const HatoCheckup *checkup = self->report->redaction->shown->checkup;
  g_autofree char *domain = dup_domain (checkup->subject);
  g_autofree char *title =
      hato_phrase_dup (input->owner, N_ ("Report on the mail of {domain}"), "domain", domain, NULL);
  HatoDocument *document = hato_document_new (title, input->owner);

  document->domain = hato_foreign_line (domain);
  document->time = hato_phrase_dup_time (input->owner, checkup->started);
  document->made_here = g_strdup (hato_translate (
      input->owner, N_ ("Made on the owner’s own computer; nothing was uploaded.")));
  document->started = checkup->started;
  document->paper = input->paper;
  document->is_sample = input->is_sample;
  if (input->is_sample)
    document->sample_note = g_strdup (hato_translate (
        input->owner, N_ ("This is the built-in sample: a shop that does not exist.")));
  self->report->document = document;
}

static void
write_owner (Making *self)
{
  HatoPageWriter writer =
      begin_section (self, HATO_SECTION_OWNER, self->report->document->title, self->input->owner);

  hato_owner_page_write (&writer, self->changes);
}

static void
write_contact (Making *self)
{
  HatoPageWriter writer = begin_section (
      self, HATO_SECTION_CONTACT, hato_translate (self->input->contact, N_ ("For the IT contact")),
      self->input->contact);

  hato_contact_page_write (&writer, self->changes);
}

static gboolean
is_wanted (const Making *self, HatoSectionKind kind)
{
  if (kind == HATO_SECTION_ENCRYPTION)
    return hato_appendix_has_encryption (self->report->redaction->shown);

  return kind != HATO_SECTION_BOUNCE || self->report->redaction->shown->bounce != NULL;
}

static gboolean
write_appendices (Making *self, HatoJob *job, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (appendices); i++)
    {
      if (is_wanted (self, appendices[i].kind))
        {
          HatoPageWriter writer = begin_section (
              self, appendices[i].kind, hato_translate (self->input->contact, appendices[i].title),
              self->input->contact);

          appendices[i].write (&writer);
        }
      if (!hato_report_step (job, 4 + i, STEPS, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make (Making *self, HatoJob *job, GError **error)
{
  const HatoReportInput *input = self->input;

  self->report->redaction = hato_redaction_new (
      input->shown, input->bounce, input->masks ? HATO_REDACTION_PRIVATE : HATO_REDACTION_NONE);
  self->report->letter =
      hato_letter_new (input->shown, input->bounce, input->providers, input->owner);
  if (!hato_report_step (job, 1, STEPS, error))
    return FALSE;

  self->changes = hato_change_table_new (self->report->redaction->shown, input->providers);
  begin_document (self);
  write_owner (self);
  if (!hato_report_step (job, 2, STEPS, error))
    return FALSE;

  write_contact (self);
  if (!hato_report_step (job, 3, STEPS, error))
    return FALSE;

  return write_appendices (self, job, error);
}

/**
 * hato_report_run:
 * @job: (nullable): posts HatoReportProgress, can be cancelled
 *
 * Makes the report of a case: the same case gives the same report, but for the time zone.
 *
 * Returns: (transfer full) (nullable): the report
 */
HatoReport *
hato_report_run (HatoJob *job, const HatoReportInput *input, GError **error)
{
  Making self = { .input = input };
  gboolean made;

  self.rules = hato_bounce_rule_list_new (error);
  if (self.rules == NULL)
    return NULL;

  self.report = g_atomic_rc_box_new0 (HatoReport);
  made = make (&self, job, error);
  g_clear_pointer (&self.changes, g_array_unref);
  hato_bounce_rule_list_unref (self.rules);
  if (!made)
    g_clear_pointer (&self.report, hato_report_unref);
  return self.report;
}

HatoReport *
hato_report_ref (HatoReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
report_clear (gpointer data)
{
  HatoReport *self = data;

  g_clear_pointer (&self->document, hato_document_unref);
  g_clear_pointer (&self->redaction, hato_redaction_unref);
  g_clear_pointer (&self->letter, hato_letter_unref);
}

void
hato_report_unref (HatoReport *self)
{
  g_atomic_rc_box_release_full (self, report_clear);
}

/* ---- for the preview ---- */

/** hato_report_dup_contents: (transfer full) (element-type utf8): what is in it, a line a section, for who is about to send it */
GPtrArray *
hato_report_dup_contents (const HatoReport *self, const HatoTranslation *translation)
{
  static const char *const texts[] = {
    [HATO_SECTION_OWNER] = N_ ("Page 1, for you: what was found and what to do"),
    [HATO_SECTION_CONTACT] =
        N_ ("From page 2, for the person who makes the change: records, companies, findings"),
    [HATO_SECTION_ANSWERS] =
        N_ ("Appendix A: what name servers answered. Everybody can ask them the same."),
    [HATO_SECTION_ENCRYPTION] = N_ ("Appendix B: what servers said, and their certificates"),
    [HATO_SECTION_BOUNCE] =
        N_ ("Appendix C: the words of the refusal and headers, without the text of the mail"),
    [HATO_SECTION_COMMANDS] = N_ ("Appendix D: commands that show the same again"),
    [HATO_SECTION_CHANGES] = N_ ("One page: before and after"),
  };
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->document->sections->len; i++)
    {
      const HatoSection *section = g_ptr_array_index (self->document->sections, i);

      g_ptr_array_add (lines, g_strdup (hato_translate (translation, texts[section->kind])));
    }
  return lines;
}

/** hato_report_dup_masked: (transfer full) (element-type utf8): what was left out, a line a kind; empty = nothing had to be */
GPtrArray *
hato_report_dup_masked (const HatoReport *self, const HatoTranslation *translation)
{
  static const char *const texts[HATO_MASKED_KINDS] = {
    [HATO_MASKED_PERSON] = N_ ("Mail addresses of other people, the part before the @: {count}"),
    [HATO_MASKED_TOKEN] = N_ ("Passwords, and long random texts, which may be keys: {count}"),
    [HATO_MASKED_INTERNAL] =
        N_ ("Addresses and names of an inner network, of a computer, of the line: {count}"),
    [HATO_MASKED_SUBJECT] = N_ ("What the mail was about: {count}"),
  };
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < HATO_MASKED_KINDS; i++)
    if (self->redaction->masked[i] > 0)
      {
        g_autofree char *count = g_strdup_printf ("%u", self->redaction->masked[i]);

        g_ptr_array_add (lines, hato_phrase_dup (translation, texts[i], "count", count, NULL));
      }
  return lines;
}

/** hato_report_dup_file_name: (transfer full): hatobin-DOMAIN-DATE.@ending, of letters, digits, dots and hyphens alone */
char *
hato_report_dup_file_name (const HatoReport *self, const char *ending)
{
  const HatoCheckup *checkup = self->redaction->shown->checkup;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (checkup->started / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *date = local != NULL ? g_date_time_format (local, "%Y-%m-%d") : g_strdup ("");
  const char *domain = checkup->subject->domain;

  return hato_command_is_safe_name (domain) && domain[0] != '.'
             ? g_strdup_printf ("hatobin-%s-%s.%s", domain, date, ending)
             : g_strdup_printf ("hatobin-%s.%s", date, ending);
}
