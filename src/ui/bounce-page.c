/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/bounce-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "advice/authentication-words.h"
#include "advice/receiver-asks.h"
#include "base/domain-name.h"
#include "base/error.h"
#include "base/foreign-text.h"
#include "bounce/mail-check.h"
#include "ui/bounce-input.h"
#include "ui/button.h"
#include "ui/fact-list.h"
#include "ui/finding-list.h"
#include "ui/headline.h"
#include "ui/mail-path.h"

#define ITEM_BOUNCE    "bounce"
#define ITEM_SIGNATURE "signature"

struct _HatoBouncePage
{
  HatoPage parent_instance;

  HatoContext *context;        /* (owned) */
  GCancellable *cancellable;   /* (owned) (nullable): of what is being read or checked */
  HatoPasteCheck *pasted;      /* (owned) (nullable) */
  const HatoPastedMail *mail;  /* (nullable): the one of @pasted that is shown */
  HatoMailCheck *signatures;   /* (owned) (nullable): of @mail */
  HatoCase *shown;             /* (owned) (nullable) */
  HatoReceiverList *receivers; /* (owned) (nullable): read when they are first needed */

  GtkScrolledWindow *scroller;
  HatoBounceInput *input;
  GtkWidget *result;
  GtkDropDown *chooser;
  HatoHeadline *headline;
  HatoMailPath *path;
  GtkWidget *check;
  GtkWidget *verify;
  HatoFindingList *list;
  HatoFactList *facts;
};

G_DEFINE_FINAL_TYPE (HatoBouncePage, hato_bounce_page, HATO_TYPE_PAGE)

/* Ends what is on its way: a late result has nobody any more. */
static GCancellable *
renew_cancellable (HatoBouncePage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  return self->cancellable;
}

/* ---- what the mail is about ---- */

static const char *
get_domain (const HatoPastedMail *mail)
{
  const char *domain = mail->checkup->subject->domain;

  return *domain != '\0' ? domain : NULL;
}

/* What a check of the domain should know: the very address, envelope sender and selector of the mail. */
static HatoSubject *
new_subject (HatoBouncePage *self)
{
  const char *domain = get_domain (self->mail);
  g_autoptr (HatoDomainName) name = domain != NULL ? hato_domain_name_new (domain, NULL) : NULL;
  HatoSubject *subject;

  if (name == NULL)
    return NULL;

  subject = hato_subject_new (name->ascii, name->unicode);
  hato_bounce_tell_subject (self->mail->bounce, subject);
  return subject;
}

/* What became of the very fault since, where the domain was checked with this mail's address. */
static const char *
find_state_now (const HatoCase *shown)
{
  if (shown->cause == NULL || shown->bounce == NULL || shown->leading == shown->bounce)
    return g_strcmp0 (shown->cause, "bounce.fixed_since") == 0 ? _ ("would pass now") : NULL;

  return _ ("would still be refused");
}

/* What the refusing receiver asks of senders: a rule of its own, which others need not have. */
static void
show_receiver (HatoBouncePage *self, const HatoBounce *bounce)
{
  const HatoReceiver *receiver;
  g_autofree char *name = NULL;
  g_autofree char *asks = NULL;

  if (self->receivers == NULL)
    self->receivers = hato_receiver_list_new (NULL);
  receiver = self->receivers != NULL
                 ? hato_receiver_list_find (self->receivers, bounce->refused_by_id)
                 : NULL;
  if (receiver == NULL)
    return;

  name = g_strdup_printf (_ ("What %s asks of senders"), receiver->name);
  asks = hato_receiver_dup_asks (receiver, self->context->translation);
  hato_fact_list_add (self->facts, name, asks);
  hato_fact_list_add (self->facts, _ ("Other receivers"),
                      _ ("Each receiver has rules of its own: others may take the same mail."));
}

/* @format: with a place for the name of the server */
static void
add_results (HatoBouncePage *self, const GPtrArray *all, const char *format)
{
  for (guint i = 0; i < all->len; i++)
    {
      const HatoAuthenticationResults *results = g_ptr_array_index (all, i);
      g_autofree char *words =
          hato_authentication_results_dup_words (results, self->context->translation);
      g_autofree char *server = hato_foreign_line (
          results->server != NULL ? results->server : _ ("the receiving server"));
      g_autoptr (GString) name = g_string_new (format);

      g_string_replace (name, "%s", server, 1);
      hato_fact_list_add (self->facts, name->str, words);
    }
}

/* What servers on the way found, in plain words. */
static void
show_results (HatoBouncePage *self)
{
  if (self->signatures == NULL)
    return;

  add_results (self, self->signatures->authentication_results, _ ("Found by %s"));
  add_results (self, self->signatures->received_spf, _ ("Found by %s"));
  /* Translators: what a server noted before it sent the mail on (ARC) */
  add_results (self, self->signatures->arc, _ ("Noted by %s before it sent it on"));
}

/* How far what is told holds: of the whole mail, and of its words. */
static void
show_reserve (HatoBouncePage *self, const HatoBounce *bounce)
{
  if (bounce->limit != HATO_MIME_LIMIT_NONE)
    hato_fact_list_add (self->facts, _ ("Read in part"),
                        _ ("It is longer or deeper than one mail is read. The rest was left out."));
  if (bounce->basis == HATO_BASIS_STATUS || bounce->basis == HATO_BASIS_REPLY_CODE)
    hato_fact_list_add (self->facts, _ ("Certainty"),
                        _ ("The code alone tells this, not the words. It may be something else."));
}

static void
show_facts (HatoBouncePage *self)
{
  const HatoBounce *bounce = self->mail->bounce;
  g_autoptr (GString) recipients = g_string_new (NULL);

  for (guint i = 0; i < bounce->recipients->len; i++)
    g_string_append_printf (recipients, "%s%s", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (bounce->recipients, i));

  hato_fact_list_clear (self->facts);
  if (self->shown != NULL)
    hato_fact_list_add (self->facts, _ ("With today’s settings"), find_state_now (self->shown));
  hato_fact_list_add (self->facts, _ ("Recipient"), recipients->str);
  hato_fact_list_add (self->facts, _ ("Refused by"), bounce->refused_by_name);
  hato_fact_list_add (self->facts, _ ("Code"),
                      bounce->status != NULL ? bounce->status : bounce->reply_code);
  show_reserve (self, bounce);
  hato_fact_list_add (self->facts, _ ("Sender"), bounce->from);
  hato_fact_list_add (self->facts, _ ("Envelope sender"), bounce->envelope_sender);
  hato_fact_list_add (self->facts, _ ("Domain"), bounce->concerned_domain);
  hato_fact_list_add (self->facts, _ ("Sending server"),
                      bounce->concerned_ip != NULL ? bounce->concerned_ip : bounce->sending_ip);
  hato_fact_list_add (self->facts, _ ("Selector of the signature"), bounce->selector);
  hato_fact_list_add (self->facts, _ ("Refusing server"), bounce->remote_mta);
  hato_fact_list_add (self->facts, _ ("Told by"), bounce->reporting_mta);
  hato_fact_list_add (self->facts, _ ("Message number"), bounce->message_id);
  hato_fact_list_add (self->facts, _ ("Queue number"), bounce->queue_id);
  hato_fact_list_add (self->facts, _ ("Date"), bounce->date);
  hato_fact_list_add (self->facts, _ ("Tried until"), bounce->will_retry_until);
  show_receiver (self, bounce);
  show_results (self);
}

/* ---- showing ---- */

static void
show_result (HatoBouncePage *self, gboolean visible)
{
  gtk_widget_set_visible (self->result, visible);
  gtk_widget_set_visible (GTK_WIDGET (self->input), !visible);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
show_mail (HatoBouncePage *self, const HatoPastedMail *mail)
{
  static const char *const ids[] = { ITEM_BOUNCE };

  renew_cancellable (self);
  self->mail = mail;
  g_clear_pointer (&self->signatures, hato_mail_check_unref);
  g_clear_pointer (&self->shown, hato_case_unref);
  hato_finding_list_clear (self->list);
  hato_finding_list_add (self->list, self->context, ids, G_N_ELEMENTS (ids));
  hato_finding_list_settle (self->list, g_ptr_array_index (mail->checkup->items, 0));
  hato_finding_list_sort (self->list);
  gtk_widget_set_visible (self->check, get_domain (mail) != NULL);
  gtk_widget_set_visible (self->verify, mail->signed_mail != NULL);
  show_facts (self);
  show_result (self, TRUE);
  hato_page_set_needs_attention (HATO_PAGE (self),
                                 hato_level_worst (mail->checkup->findings) <= HATO_LEVEL_CAUTION);
  hato_page_finish (HATO_PAGE (self), mail->checkup);
}

static void
hato_bounce_page_show_case (HatoPage *page, HatoCase *shown, gboolean stands, gboolean take_focus)
{
  HatoBouncePage *self = HATO_BOUNCE_PAGE (page);

  if (self->mail == NULL || shown->bounce == NULL)
    return;
  if (!stands && self->shown != NULL)
    return; /* what the mail says by itself */

  g_clear_pointer (&self->shown, hato_case_unref);
  self->shown = hato_case_ref (shown);
  hato_headline_show_case (self->headline, shown);
  hato_mail_path_show_case (self->path, shown);
  show_facts (self);
  if (take_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->headline));
}

/* Several mails of one file: by recipient, with their number. */
static void
fill_chooser (HatoBouncePage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->pasted->mails->len; i++)
    {
      const HatoPastedMail *mail = g_ptr_array_index (self->pasted->mails, i);
      const char *recipient =
          mail->bounce->recipients->len > 0 ? g_ptr_array_index (mail->bounce->recipients, 0) : "";
      g_autofree char *name =
          g_strdup_printf (_ ("Mail %u of %u: %s"), i + 1, self->pasted->mails->len, recipient);

      gtk_string_list_append (names, name);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->chooser), self->pasted->mails->len > 1);
  gtk_drop_down_set_model (self->chooser, G_LIST_MODEL (names));
}

static void
chosen_cb (HatoBouncePage *self)
{
  guint selected = gtk_drop_down_get_selected (self->chooser);

  if (self->pasted != NULL && selected < self->pasted->mails->len
      && g_ptr_array_index (self->pasted->mails, selected) != self->mail)
    show_mail (self, g_ptr_array_index (self->pasted->mails, selected));
}

/* ---- reading ---- */

static gpointer
read_work (HatoJob *job, gconstpointer bytes, GError **error)
{
  return hato_paste_check_run (job, (GBytes *) bytes, error);
}

static void
read_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HatoBouncePage) self = user_data;
  g_autoptr (GError) error = NULL;
  HatoPasteCheck *pasted = hato_runner_run_finish (HATO_RUNNER (source), result, &error);

  gtk_widget_set_sensitive (GTK_WIDGET (self->input), TRUE);
  if (pasted == NULL)
    {
      if (g_error_matches (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT))
        gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", _ (error->message));
      return;
    }

  self->mail = NULL;
  g_clear_pointer (&self->pasted, hato_paste_check_unref);
  self->pasted = pasted;
  fill_chooser (self);
  if (self->mail == NULL)
    show_mail (self, g_ptr_array_index (pasted->mails, 0));
}

static void
submitted_cb (HatoBouncePage *self, GBytes *bytes)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->input), FALSE);
  hato_runner_run_async (self->context->runner, read_work, g_bytes_ref (bytes),
                         (GDestroyNotify) g_bytes_unref, (GDestroyNotify) hato_paste_check_unref,
                         renew_cancellable (self), NULL, read_done_cb, g_object_ref (self));
}

/** hato_bounce_page_read_text: reads @text as if it had been pasted here */
void
hato_bounce_page_read_text (HatoBouncePage *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  hato_bounce_input_set_text (self->input, text);
  submitted_cb (self, bytes);
}

/** hato_bounce_page_get_bounce: (transfer none) (nullable): what is shown */
HatoBounce *
hato_bounce_page_get_bounce (HatoBouncePage *self)
{
  return self->mail != NULL ? self->mail->bounce : NULL;
}

void
hato_bounce_page_open (HatoBouncePage *self)
{
  hato_bounce_input_open (self->input);
}

/* ---- the signature ---- */

static gpointer
verify_work (HatoJob *job, gconstpointer input, GError **error)
{
  return hato_mail_check_run (job, input, error);
}

/* Selectors of the domain's own signatures are worth knowing in its check. */
static void
take_signatures (HatoBouncePage *self, HatoMailCheck *signatures)
{
  static const char *const ids[] = { ITEM_SIGNATURE };

  self->signatures = signatures;
  hato_finding_list_add (self->list, self->context, ids, G_N_ELEMENTS (ids));
  hato_finding_list_settle (self->list, g_ptr_array_index (signatures->checkup->items, 0));
  hato_finding_list_sort (self->list);
  hato_finding_list_open (self->list, ITEM_SIGNATURE);
  show_facts (self);
}

static void
verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HatoBouncePage) self = user_data;
  g_autoptr (GError) error = NULL;
  HatoMailCheck *signatures = hato_runner_run_finish (HATO_RUNNER (source), result, &error);

  if (signatures != NULL)
    take_signatures (self, signatures);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_widget_set_visible (self->verify, TRUE);
}

static void
verify_cb (HatoBouncePage *self)
{
  g_autoptr (HatoSubject) subject = hato_subject_new ("", "");
  g_autoptr (GError) error = NULL;
  g_autoptr (HatoRun) run = hato_run_new (self->context, subject, &error);

  if (run == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", error->message);
      return;
    }
  gtk_widget_set_visible (self->verify, FALSE);
  hato_runner_run_async (
      self->context->runner, verify_work,
      hato_mail_input_new (self->mail->signed_mail, run->resolver, run->started, run->timeout),
      (GDestroyNotify) hato_mail_input_unref, (GDestroyNotify) hato_mail_check_unref,
      renew_cancellable (self), NULL, verified_cb, g_object_ref (self));
}

/* ---- on and back ---- */

static void
add_selectors (HatoBouncePage *self, HatoSubject *subject)
{
  for (guint i = 0; self->signatures != NULL && i < self->signatures->mail->proofs->len; i++)
    {
      const HatoDkimProof *proof = g_ptr_array_index (self->signatures->mail->proofs, i);

      if (strcmp (proof->signature->domain, subject->domain) == 0)
        hato_subject_add_selector (subject, proof->signature->selector);
    }
}

static void
check_cb (HatoBouncePage *self)
{
  g_autoptr (HatoSubject) subject = new_subject (self);

  if (subject == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s",
                                  _ ("The domain in this mail cannot be checked."));
      return;
    }
  add_selectors (self, subject);
  hato_page_submit (HATO_PAGE (self), subject);
}

static void
hato_bounce_page_clear (HatoPage *page)
{
  HatoBouncePage *self = HATO_BOUNCE_PAGE (page);

  renew_cancellable (self);
  self->mail = NULL;
  g_clear_pointer (&self->pasted, hato_paste_check_unref);
  g_clear_pointer (&self->signatures, hato_mail_check_unref);
  g_clear_pointer (&self->shown, hato_case_unref);
  hato_finding_list_clear (self->list);
  hato_fact_list_clear (self->facts);
  hato_bounce_input_set_text (self->input, "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->input), TRUE);
  show_result (self, FALSE);
}

static void
another_cb (HatoBouncePage *self)
{
  hato_page_clear (HATO_PAGE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->input));
}

static void
hato_bounce_page_cancel (HatoPage *page)
{
  HatoBouncePage *self = HATO_BOUNCE_PAGE (page);

  renew_cancellable (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->input), TRUE);
  gtk_widget_set_visible (self->verify, self->mail != NULL && self->mail->signed_mail != NULL
                                            && self->signatures == NULL);
}

static void
hato_bounce_page_set_context (HatoPage *page, HatoContext *context)
{
  HatoBouncePage *self = HATO_BOUNCE_PAGE (page);

  g_clear_pointer (&self->context, hato_context_unref);
  self->context = hato_context_ref (context);
  hato_headline_set_context (self->headline, context);
  hato_mail_path_set_context (self->path, context);
}

/* What the headline speaks of: here, or on the tab of the domain. */
static void
details_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HatoBouncePage *self = HATO_BOUNCE_PAGE (widget);

  if (self->shown == NULL || self->shown->leading == NULL)
    return;
  if (self->shown->leading == self->shown->bounce
      || g_str_has_prefix (self->shown->leading->code, ITEM_BOUNCE "."))
    hato_finding_list_open (self->list, ITEM_BOUNCE);
  else
    gtk_widget_activate_action (widget, "win.tab", "i", 1);
}

static void
hato_bounce_page_dispose (GObject *object)
{
  HatoBouncePage *self = HATO_BOUNCE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->mail = NULL;
  g_clear_pointer (&self->pasted, hato_paste_check_unref);
  g_clear_pointer (&self->signatures, hato_mail_check_unref);
  g_clear_pointer (&self->shown, hato_case_unref);
  g_clear_pointer (&self->context, hato_context_unref);
  g_clear_pointer (&self->receivers, hato_receiver_list_unref);

  G_OBJECT_CLASS (hato_bounce_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/bounce-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoBouncePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, HatoBouncePage, input);
  gtk_widget_class_bind_template_child (widget_class, HatoBouncePage, result);
  gtk_widget_class_bind_template_child (widget_class, HatoBouncePage, chooser);
  gtk_widget_class_bind_template_child (widget_class, HatoBouncePage, headline);
  gtk_widget_class_bind_template_child (widget_class, HatoBouncePage, path);
  gtk_widget_class_bind_template_child (widget_class, HatoBouncePage, check);
  gtk_widget_class_bind_template_child (widget_class, HatoBouncePage, verify);
  gtk_widget_class_bind_template_child (widget_class, HatoBouncePage, list);
  gtk_widget_class_bind_template_child (widget_class, HatoBouncePage, facts);
  gtk_widget_class_bind_template_callback (widget_class, submitted_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
  gtk_widget_class_bind_template_callback (widget_class, verify_cb);
  gtk_widget_class_bind_template_callback (widget_class, another_cb);
}

static void
hato_bounce_page_class_init (HatoBouncePageClass *klass)
{
  HatoPageClass *page_class = HATO_PAGE_CLASS (klass);

  g_type_ensure (HATO_TYPE_BOUNCE_INPUT);
  g_type_ensure (HATO_TYPE_BUTTON);
  g_type_ensure (HATO_TYPE_HEADLINE);
  g_type_ensure (HATO_TYPE_MAIL_PATH);
  g_type_ensure (HATO_TYPE_FINDING_LIST);
  g_type_ensure (HATO_TYPE_FACT_LIST);
  G_OBJECT_CLASS (klass)->dispose = hato_bounce_page_dispose;
  page_class->part = HATO_PART_BOUNCE;
  page_class->set_context = hato_bounce_page_set_context;
  page_class->cancel = hato_bounce_page_cancel;
  page_class->clear = hato_bounce_page_clear;
  page_class->show_case = hato_bounce_page_show_case;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "check.details", NULL, details_action);
  bind_template (GTK_WIDGET_CLASS (klass));
}

/* The focus goes to the button within a drop-down, which GTK 4.8 leaves without a name. */
static void
name_chooser (HatoBouncePage *self)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->chooser));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Which of the mails"), -1);
}

static void
hato_bounce_page_init (HatoBouncePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  name_chooser (self);
}
