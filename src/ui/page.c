/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/page.h"

typedef struct
{
  gboolean needs_attention;
} HatoPagePrivate;

enum
{
  PROP_NEEDS_ATTENTION = 1,
  N_PROPERTIES
};

enum
{
  FINISHED,
  SUBMITTED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HatoPage, hato_page, ADW_TYPE_BIN)

HatoPart
hato_page_get_part (HatoPage *self)
{
  return HATO_PAGE_GET_CLASS (self)->part;
}

/** hato_page_set_context: how checks are made from now on; called once before anything else, and when that changes. */
void
hato_page_set_context (HatoPage *self, HatoContext *context)
{
  HatoPageClass *klass = HATO_PAGE_GET_CLASS (self);

  if (klass->set_context != NULL)
    klass->set_context (self, context);
}

/** hato_page_start: checks what @run is about; what was running is given up and shows nothing any more. */
void
hato_page_start (HatoPage *self, HatoRun *run)
{
  HatoPageClass *klass = HATO_PAGE_GET_CLASS (self);

  if (klass->start != NULL)
    klass->start (self, run);
}

/** hato_page_cancel: ends what is running, at once; what is known stays. */
void
hato_page_cancel (HatoPage *self)
{
  HatoPageClass *klass = HATO_PAGE_GET_CLASS (self);

  if (klass->cancel != NULL)
    klass->cancel (self);
}

/** hato_page_clear: back to what the tab is for; what was running is given up. */
void
hato_page_clear (HatoPage *self)
{
  HatoPageClass *klass = HATO_PAGE_GET_CLASS (self);

  hato_page_set_needs_attention (self, FALSE);
  if (klass->clear != NULL)
    klass->clear (self);
}

/** hato_page_show_failure: nothing could be learned. */
void
hato_page_show_failure (HatoPage *self, const GError *error)
{
  HatoPageClass *klass = HATO_PAGE_GET_CLASS (self);

  if (klass->show_failure != NULL)
    klass->show_failure (self, error);
}

/** hato_page_is_busy: whether a whole check is under way there, so that its part of the case will be another one. */
gboolean
hato_page_is_busy (HatoPage *self)
{
  HatoPageClass *klass = HATO_PAGE_GET_CLASS (self);

  return klass->is_busy != NULL && klass->is_busy (self);
}

/**
 * hato_page_show_case:
 * @shown: what the window is about now; made anew whenever a page has finished
 * @stands: FALSE where what other pages are still doing may give it another verdict
 * @take_focus: FALSE where somebody is writing or reading elsewhere
 */
void
hato_page_show_case (HatoPage *self, HatoCase *shown, gboolean stands, gboolean take_focus)
{
  HatoPageClass *klass = HATO_PAGE_GET_CLASS (self);

  if (klass->show_case != NULL)
    klass->show_case (self, shown, stands, take_focus);
}

/** hato_page_show_finding: opens the row that holds @finding, and takes the focus there; FALSE = the page has none. */
gboolean
hato_page_show_finding (HatoPage *self, const HatoFinding *finding)
{
  HatoPageClass *klass = HATO_PAGE_GET_CLASS (self);

  return klass->show_finding != NULL && klass->show_finding (self, finding);
}

/** hato_page_again: does once more what the page was asked for in a field of its own; FALSE = it was not. */
gboolean
hato_page_again (HatoPage *self)
{
  HatoPageClass *klass = HATO_PAGE_GET_CLASS (self);

  return klass->again != NULL && klass->again (self);
}

/** hato_page_set_needs_attention: for pages: whether something in it waits for the person. */
void
hato_page_set_needs_attention (HatoPage *self, gboolean needs_attention)
{
  HatoPagePrivate *private = hato_page_get_instance_private (self);

  if (private->needs_attention == needs_attention)
    return;

  private->needs_attention = needs_attention;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEEDS_ATTENTION]);
}

/** hato_page_finish: for pages: hands @checkup to the case; (nullable): NULL = nothing is waited for any more. */
void
hato_page_finish (HatoPage *self, HatoCheckup *checkup)
{
  g_signal_emit (self, signals[FINISHED], 0, checkup);
}

/** hato_page_submit: for pages: asks for a check of @subject. */
void
hato_page_submit (HatoPage *self, HatoSubject *subject)
{
  g_signal_emit (self, signals[SUBMITTED], 0, subject);
}

static void
hato_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *specification)
{
  HatoPagePrivate *private = hato_page_get_instance_private (HATO_PAGE (object));

  if (id == PROP_NEEDS_ATTENTION)
    g_value_set_boolean (value, private->needs_attention);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, specification);
}

static void
hato_page_class_init (HatoPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hato_page_get_property;
  properties[PROP_NEEDS_ATTENTION] = g_param_spec_boolean (
      "needs-attention", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[FINISHED] = g_signal_new ("finished", HATO_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, HATO_TYPE_CHECKUP);
  signals[SUBMITTED] = g_signal_new ("submitted", HATO_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
hato_page_init (HatoPage *self)
{
}
