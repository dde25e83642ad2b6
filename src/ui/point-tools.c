/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/point-tools.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/address.h"
#include "base/domain-name.h"
#include "ui/button.h"
#include "ui/line-layout.h"

typedef struct _Addition Addition;

struct _HatoPointTools
{
  AdwBin parent_instance;

  char *id;                 /* (owned): of the item */
  const Addition *addition; /* (nullable): static */

  GtkWidget *addition_box;
  GtkLabel *question;
  GtkEntry *entry;
  GtkButton *button;
  GtkLabel *remark;
  GtkWidget *open_mail;
};

G_DEFINE_FINAL_TYPE (HatoPointTools, hato_point_tools, ADW_TYPE_BIN)

/* (nullable): what to look for, made of what was typed */
static char *
read_address (const char *typed)
{
  g_autofree char *text = g_utf8_normalize (typed, -1, G_NORMALIZE_ALL_COMPOSE); /* full width */
  HatoAddress address;

  if (text == NULL || !hato_address_parse (g_strstrip (text), &address))
    return NULL;
  return g_steal_pointer (&text);
}

/* A selector, or where it stands: "s=key1; d=…", "key1._domainkey.example.jp". It is part of a name in ASCII (RFC 6376
 * §3.1). */
static char *
read_selector (const char *typed)
{
  g_autofree char *text = g_utf8_normalize (typed, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *name = NULL;
  char *beginning, *end;

  if (text == NULL)
    return NULL;

  beginning = strstr (text, "s=");
  if (beginning != NULL)
    beginning[2 + strcspn (beginning + 2, "; \t")] = '\0';
  beginning = g_strstrip (beginning != NULL ? beginning + 2 : text);
  end = strstr (beginning, "._domainkey");
  if (end != NULL)
    *end = '\0';
  name = g_strconcat (beginning, "._domainkey.example", NULL);
  return *beginning != '\0' && strpbrk (beginning, " \t@=;") == NULL && g_str_is_ascii (beginning)
                 && hato_domain_name_is_askable (name)
             ? g_strdup (beginning)
             : NULL;
}

/* What a person may know that DNS does not tell. */
struct _Addition
{
  const char *id;
  const char *kind; /* of the action */
  const char *question;
  const char *placeholder;
  const char *button;
  const char *remark; /* where it cannot be read */
  char *(*read) (const char *typed);
  gboolean in_mail; /* a mail tells it as well */
};

static const Addition additions[] = {
  { "spf", "address",
    N_ ("Do you know the address of a server that sends for you? The tree shows where it matches."),
    "192.0.2.1", N_ ("Look for the address"),
    N_ ("An address reads like 192.0.2.1 or 2001:db8::1."), read_address, FALSE },
  { "dkim", "selector",
    N_ ("Do you know the name of your key (selector)? It stands in a mail you sent, behind “s=” "
        "in the line DKIM-Signature."),
    "default", N_ ("Look for the key"),
    N_ ("A selector is a short name without spaces, like default or google."), read_selector,
    TRUE },
};

static void
show_remark (HatoPointTools *self, const char *remark)
{
  gtk_label_set_text (self->remark, remark != NULL ? remark : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remark), remark != NULL);
  if (remark != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  remark != NULL ? remark : "", -1);
}

static void
add_cb (HatoPointTools *self)
{
  g_autofree char *text = self->addition->read (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  show_remark (self, text == NULL ? _ (self->addition->remark) : NULL);
  if (text == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "check.point", "(sss)", self->id,
                                self->addition->kind, text);
}

static void
changed_cb (HatoPointTools *self)
{
  show_remark (self, NULL);
}

static void
set_addition (HatoPointTools *self, const Addition *addition)
{
  self->addition = addition;
  gtk_label_set_text (self->question, _ (addition->question));
  gtk_entry_set_placeholder_text (self->entry, addition->placeholder);
  gtk_button_set_label (self->button, _ (addition->button));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (addition->question), -1);
  gtk_widget_set_visible (self->addition_box, TRUE);
  gtk_widget_set_visible (self->open_mail, addition->in_mail);
}

/* Where there is no list of servers, no address can be found in it. */
static gboolean
has_tree (const HatoItem *item)
{
  for (guint i = 0; i < item->findings->len; i++)
    if (((HatoFinding *) g_ptr_array_index (item->findings, i))->tree != NULL)
      return TRUE;

  return FALSE;
}

/** hato_point_tools_new: @item: what was found out about the point */
HatoPointTools *
hato_point_tools_new (const HatoItem *item)
{
  HatoPointTools *self = g_object_new (HATO_TYPE_POINT_TOOLS, NULL);

  self->id = g_strdup (item->id);
  for (gsize i = 0; i < G_N_ELEMENTS (additions); i++)
    if (strcmp (additions[i].id, item->id) == 0
        && (strcmp (additions[i].kind, "address") != 0 || has_tree (item)))
      set_addition (self, &additions[i]);
  return self;
}

static void
again_cb (HatoPointTools *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "check.point", "(sss)", self->id, "", "");
}

static void
hato_point_tools_finalize (GObject *object)
{
  g_free (HATO_POINT_TOOLS (object)->id);

  G_OBJECT_CLASS (hato_point_tools_parent_class)->finalize (object);
}

static void
hato_point_tools_class_init (HatoPointToolsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hato_point_tools_finalize;
  g_type_ensure (HATO_TYPE_LINE_LAYOUT);
  g_type_ensure (HATO_TYPE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/point-tools.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoPointTools, addition_box);
  gtk_widget_class_bind_template_child (widget_class, HatoPointTools, question);
  gtk_widget_class_bind_template_child (widget_class, HatoPointTools, entry);
  gtk_widget_class_bind_template_child (widget_class, HatoPointTools, button);
  gtk_widget_class_bind_template_child (widget_class, HatoPointTools, remark);
  gtk_widget_class_bind_template_child (widget_class, HatoPointTools, open_mail);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
}

static void
hato_point_tools_init (HatoPointTools *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
