/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/finding-details.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/foreign-text.h"
#include "findings/wording.h"
#include "ui/line-layout.h"
#include "ui/record-view.h"
#include "ui/verdict.h"

#define TREE_DEPTH_MAX     20u
#define TREE_LABEL_MAX     160u /* characters */
#define TREE_LINES_MAX     200u
#define EVIDENCE_LINES_MAX 200u
#define TALK_LINES_MAX     20u /* of one conversation; all of them stand in the report */

struct _HatoFindingDetails
{
  AdwBin parent_instance;

  GtkWidget *heading;
  HatoVerdict *verdict;
  GtkLabel *state;
  GtkLabel *meaning;
  GtkBox *action_box;
  GtkLabel *action;
  GtkBox *details_box;
  GtkLabel *details;
};

G_DEFINE_FINAL_TYPE (HatoFindingDetails, hato_finding_details, ADW_TYPE_BIN)

/* The record to be set: where it goes and what goes there, each to be copied alone. */
static void
append_record (HatoFindingDetails *self, const HatoRecordChange *record)
{
  g_autofree char *value = g_strdup_printf (_ ("Value (%s)"), record->type);

  gtk_box_append (self->action_box, GTK_WIDGET (hato_record_view_new (_ ("Host"), record->name,
                                                                      _ ("Copy the host"))));
  if (record->new_text != NULL)
    gtk_box_append (self->action_box, GTK_WIDGET (hato_record_view_new (value, record->new_text,
                                                                        _ ("Copy the value"))));
  if (record->old_text != NULL)
    gtk_box_append (self->action_box,
                    GTK_WIDGET (hato_record_view_new (
                        record->new_text != NULL ? _ ("In place of") : _ ("To be removed"),
                        record->old_text, NULL)));
}

/* The look-ups that a term costs (RFC 7208 §4.6.4), and the addresses that it decides about. */
static void
append_remarks (GString *text, const HatoTree *tree)
{
  if (tree->cost > 0)
    {
      g_autofree char *cost =
          g_strdup_printf (ngettext ("%u look-up", "%u look-ups", tree->cost), tree->cost);

      g_string_append_printf (text, "  · %s", cost);
    }
  if (tree->matched != NULL)
    {
      g_autofree char *addresses = g_strdelimit (g_strdup (tree->matched), "\n", ' ');

      g_string_append (text, "  ◀ ");
      /* Translators: an address that is sought in the tree of an SPF record */
      g_string_append_printf (text, _ ("%s matches here"), addresses);
    }
}

/* A line for each term, with the lines that lead to it; what is wrong or matches is marked. */
static void
append_branch (HatoExcerpt *excerpt,
               GString *text,
               GString *stem,
               const HatoTree *tree,
               guint depth,
               guint *n_lines)
{
  gsize length = stem->len;

  for (guint i = 0; i < tree->children->len && depth < TREE_DEPTH_MAX; i++)
    {
      const HatoTree *child = g_ptr_array_index (tree->children, i);
      gboolean is_last = i + 1 == tree->children->len;
      g_autofree char *label =
          hato_foreign_text (child->label, strlen (child->label), TREE_LABEL_MAX);
      gsize start;

      if ((*n_lines)++ >= TREE_LINES_MAX)
        return;
      g_string_append_printf (text, "\n%s%s ", stem->str, is_last ? "└" : "├");
      start = text->len;
      g_string_append (text, label);
      append_remarks (text, child);
      if (child->level <= HATO_LEVEL_CAUTION || child->matched != NULL)
        hato_excerpt_add_mark (excerpt, start, text->len, "");
      g_string_append (stem, is_last ? "  " : "│ ");
      append_branch (excerpt, text, stem, child, depth + 1, n_lines);
      g_string_truncate (stem, length);
    }
}

/* Who includes whom. */
static void
append_tree (HatoFindingDetails *self, const HatoTree *tree)
{
  g_autoptr (HatoExcerpt) excerpt = hato_excerpt_new ("", 0);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) stem = g_string_new (NULL);
  g_autofree char *label = hato_foreign_text (tree->label, strlen (tree->label), TREE_LABEL_MAX);
  guint n_lines = 0;

  g_string_append (text, label);
  append_remarks (text, tree);
  append_branch (excerpt, text, stem, tree, 0, &n_lines);
  g_free (excerpt->text);
  excerpt->text = g_string_free (g_steal_pointer (&text), FALSE);
  gtk_box_append (self->details_box,
                  GTK_WIDGET (hato_record_view_new_for_excerpt (_ ("What it leads to"), excerpt)));
}

/* What was said at a door, and how it ended. */
static void
append_talk (GString *text, const HatoEvidence *evidence)
{
  const HatoQuestion *question = evidence->question;
  const HatoTalk *talk = evidence->talk;

  g_string_append_printf (text, "%s %s:%u, %s\n", hato_protocol_to_string (question->protocol),
                          question->name, question->type, question->server);
  for (guint i = 0; talk != NULL && i < MIN (talk->transcript->len, TALK_LINES_MAX); i++)
    {
      const HatoTalkLine *line = g_ptr_array_index (talk->transcript, i);
      g_autofree char *shown = hato_foreign_line (line->text);

      g_string_append_printf (text, "  %s %s\n", line->from_client ? "→" : "←", shown);
    }
  if (talk == NULL)
    g_string_append_printf (text, "  – %s\n", hato_evidence_get_reason (evidence));
  else if (talk->tls_version != NULL)
    g_string_append_printf (text, "  %s, %s\n", talk->tls_version,
                            talk->cipher != NULL ? talk->cipher : "–");
  else
    g_string_append_printf (text, "  – %s\n", hato_talk_end_to_string (talk->end));
}

static void
append_answer (GString *text, const HatoEvidence *evidence)
{
  const HatoQuestion *question = evidence->question;
  const char *none =
      hato_evidence_get_outcome (evidence) == HATO_OUTCOME_NXDOMAIN ? "NXDOMAIN" : "NODATA";

  if (question->kind == HATO_QUESTION_MESSAGE)
    return; /* its words are shown as the excerpt */
  if (question->kind == HATO_QUESTION_SESSION)
    {
      append_talk (text, evidence);
      return;
    }
  if (question->kind == HATO_QUESTION_POLICY)
    g_string_append_printf (text, "https://%s\n", question->name);
  else
    g_string_append_printf (text, "%s %s\n", question->name,
                            hato_dns_type_to_string (question->type));
  for (guint i = 0; i < evidence->aliases->len; i++)
    {
      const HatoDnsRecord *alias = g_ptr_array_index (evidence->aliases, i);

      g_string_append_printf (text, "  CNAME %s\n", alias->text);
    }
  for (guint i = 0; i < evidence->records->len; i++)
    {
      const HatoDnsRecord *record = g_ptr_array_index (evidence->records, i);

      g_string_append_printf (text, "  %s\n", record->text);
    }
  if (hato_evidence_get_outcome (evidence) == HATO_OUTCOME_FAILED)
    g_string_append_printf (text, "  – %s\n", hato_evidence_get_reason (evidence));
  else if (question->kind == HATO_QUESTION_DNS && evidence->records->len == 0)
    g_string_append_printf (text, "  – %s\n", none);
  if (evidence->server != NULL && evidence->failure == NULL)
    {
      g_string_append (text, "  ");
      g_string_append_printf (text, _ ("TTL %u s, answered by %s"), evidence->ttl,
                              evidence->server);
      g_string_append_c (text, '\n');
    }
}

static void
append_view (HatoFindingDetails *self, const char *title, GString *text)
{
  while (text->len > 0 && text->str[text->len - 1] == '\n')
    g_string_truncate (text, text->len - 1);
  gtk_box_append (self->details_box, GTK_WIDGET (hato_record_view_new (title, text->str, NULL)));
}

/* A mail's words are what a server or a mail program said. */
static gboolean
is_of_mail (const HatoFinding *finding)
{
  return g_str_has_prefix (finding->code, "bounce.");
}

/* What the finding rests on: the record with its marks, what it leads to, the answers. */
static void
append_evidence (HatoFindingDetails *self, const HatoFinding *finding)
{
  g_autoptr (GString) answers = g_string_new (NULL);

  if (finding->excerpt != NULL)
    gtk_box_append (self->details_box, GTK_WIDGET (hato_record_view_new_for_excerpt (
                                           is_of_mail (finding) ? _ ("The words as they came")
                                                                : _ ("The record as it was found"),
                                           finding->excerpt)));
  if (finding->tree != NULL && finding->tree->children->len > 0)
    append_tree (self, finding->tree);
  for (guint i = 0; i < MIN (finding->evidence->len, EVIDENCE_LINES_MAX); i++)
    append_answer (answers, g_ptr_array_index (finding->evidence, i));
  if (answers->len > 0)
    append_view (self, _ ("Answers that this rests on"), answers);
}

static void
set_layer (GtkLabel *label, HatoContext *context, const char *text, const HatoFinding *finding)
{
  g_autofree char *expanded = hato_wording_expand (context->translation, text, finding);

  gtk_label_set_text (label, expanded);
}

/**
 * hato_finding_details_new:
 * @has_heading: TRUE where several findings stand in one row and each has to say which it is
 */
HatoFindingDetails *
hato_finding_details_new (HatoContext *context, HatoFinding *finding, gboolean has_heading)
{
  HatoFindingDetails *self = g_object_new (HATO_TYPE_FINDING_DETAILS, NULL);
  const HatoWording *wording = hato_wording_find (finding->code);

  gtk_widget_set_visible (self->heading, has_heading);
  hato_verdict_set_level (self->verdict, finding->level);
  if (wording == NULL)
    {
      gtk_label_set_text (self->state, finding->code);
      return self;
    }

  set_layer (self->state, context, wording->state, finding);
  set_layer (self->meaning, context, wording->meaning, finding);
  set_layer (self->action, context, wording->action, finding);
  set_layer (self->details, context, wording->details, finding);
  /* the words of a mail are shown whole below, or there are none */
  gtk_widget_set_visible (GTK_WIDGET (self->details), !is_of_mail (finding));
  if (finding->record != NULL)
    append_record (self, finding->record);
  append_evidence (self, finding);
  if (wording->reference != NULL)
    {
      GtkWidget *reference = gtk_label_new (wording->reference);

      gtk_label_set_xalign (GTK_LABEL (reference), 0);
      gtk_widget_add_css_class (reference, "caption");
      gtk_widget_add_css_class (reference, "hato-state");
      gtk_box_append (self->details_box, reference);
    }
  return self;
}

static void
hato_finding_details_class_init (HatoFindingDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HATO_TYPE_LINE_LAYOUT);
  g_type_ensure (HATO_TYPE_VERDICT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/finding-details.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoFindingDetails, heading);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingDetails, verdict);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingDetails, state);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingDetails, meaning);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingDetails, action_box);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingDetails, action);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingDetails, details_box);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingDetails, details);
}

static void
hato_finding_details_init (HatoFindingDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
