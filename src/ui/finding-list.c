/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/finding-list.h"

#include <string.h>

#include "base/endpoint-id.h"
#include "findings/wording.h"
#include "ui/finding-group.h"

struct _HatoFindingList
{
  AdwBin parent_instance;

  GPtrArray *rows; /* (owned) (element-type HatoFindingRow): in the order of the check */

  HatoFindingGroup *sending;
  HatoFindingGroup *receiving;
  HatoFindingGroup *programs;
  HatoFindingGroup *web;
  HatoFindingGroup *habits;
  HatoFindingGroup *in_order;
  HatoFindingGroup *unchecked;
  HatoFindingGroup *not_applicable;
};

G_DEFINE_FINAL_TYPE (HatoFindingList, hato_finding_list, ADW_TYPE_BIN)

static HatoFindingGroup *
group_by_affects (HatoFindingList *self, HatoAffects affects)
{
  switch (affects)
    {
    case HATO_AFFECTS_SENDING:
      return self->sending;
    case HATO_AFFECTS_RECEIVING:
      return self->receiving;
    case HATO_AFFECTS_WEB:
      return self->web;
    case HATO_AFFECTS_MAIL_PROGRAM:
    default:
      return self->programs;
    }
}

/* A door is about who goes through it, whatever is found there; NULL = the row is about something else. */
static HatoFindingGroup *
group_by_door (HatoFindingList *self, const char *id)
{
  g_autoptr (HatoEndpointId) door = hato_endpoint_id_parse (id);

  if (door == NULL)
    return NULL;
  switch (hato_protocol_get_role (door->protocol))
    {
    case HATO_ROLE_MX:
      return self->receiving;
    case HATO_ROLE_WEB:
      return self->web;
    case HATO_ROLE_MAIL_PROGRAM:
    default:
      return self->programs;
    }
}

/* Where a row stands while nothing is known yet: by what its area is about. */
static HatoFindingGroup *
group_at_start (HatoFindingList *self, const char *id)
{
  gsize n_tables;
  const HatoWordingTable *const *tables = hato_wording_get_tables (&n_tables);
  HatoFindingGroup *by_door = group_by_door (self, id);

  if (by_door != NULL)
    return by_door;
  for (gsize i = 0; i < n_tables; i++)
    if (strcmp (tables[i]->area, id) == 0 && tables[i]->n_wordings > 0)
      return group_by_affects (self, tables[i]->wordings[0].affects);

  return self->sending;
}

/* Where it stands at the end. */
static HatoFindingGroup *
group_at_end (HatoFindingList *self, const HatoItem *item)
{
  const HatoFinding *worst = item->findings->len > 0 ? g_ptr_array_index (item->findings, 0) : NULL;

  switch (item->level)
    {
    case HATO_LEVEL_PROBLEM:
    case HATO_LEVEL_CAUTION:
      return group_by_affects (self, worst != NULL ? worst->affects : HATO_AFFECTS_SENDING);
    case HATO_LEVEL_ADVICE:
      return self->habits;
    case HATO_LEVEL_UNCHECKED:
      return self->unchecked;
    case HATO_LEVEL_OK:
      return self->in_order;
    case HATO_LEVEL_NOT_APPLICABLE:
    default:
      return self->not_applicable;
    }
}

static HatoFindingGroup *
get_group (HatoFindingRow *row)
{
  GtkWidget *group = gtk_widget_get_ancestor (GTK_WIDGET (row), HATO_TYPE_FINDING_GROUP);

  return group != NULL ? HATO_FINDING_GROUP (group) : NULL;
}

void
hato_finding_list_clear (HatoFindingList *self)
{
  HatoFindingGroup *const groups[] = { self->sending,   self->receiving,     self->programs,
                                       self->web,       self->habits,        self->in_order,
                                       self->unchecked, self->not_applicable };

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    hato_finding_group_clear (groups[i]);
  g_ptr_array_set_size (self->rows, 0);
}

/** hato_finding_list_add: rows that wait for what will be found out. */
void
hato_finding_list_add (HatoFindingList *self,
                       HatoContext *context,
                       const char *const *ids,
                       gsize n_ids)
{
  for (gsize i = 0; i < n_ids; i++)
    {
      HatoFindingRow *row = g_object_ref_sink (hato_finding_row_new (context, ids[i]));

      g_ptr_array_add (self->rows, row);
      hato_finding_group_add (group_at_start (self, ids[i]), row);
    }
}

guint
hato_finding_list_get_length (HatoFindingList *self)
{
  return self->rows->len;
}

/** hato_finding_list_find: (transfer none) (nullable): the row of the item @id */
HatoFindingRow *
hato_finding_list_find (HatoFindingList *self, const char *id)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      HatoFindingRow *row = g_ptr_array_index (self->rows, i);

      if (strcmp (hato_finding_row_get_id (row), id) == 0)
        return row;
    }
  return NULL;
}

/** hato_finding_list_settle: whether a row waited for @item; it is shown in any case, as some judge by what others found. */
gboolean
hato_finding_list_settle (HatoFindingList *self, HatoItem *item)
{
  HatoFindingRow *row = hato_finding_list_find (self, item->id);
  gboolean waited = row != NULL && hato_finding_row_settle (row, item);

  if (row != NULL && !waited && hato_finding_row_get_item (row) != item)
    {
      hato_finding_row_wait (row);
      hato_finding_row_settle (row, item);
    }
  return waited;
}

/** hato_finding_list_stop: no row waits any more. */
void
hato_finding_list_stop (HatoFindingList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    hato_finding_row_stop (g_ptr_array_index (self->rows, i));
}

/** hato_finding_list_sort: rows in the order of their trouble, each in the group of its verdict; all have settled. */
void
hato_finding_list_sort (HatoFindingList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      HatoFindingRow *row = g_ptr_array_index (self->rows, i);
      HatoFindingGroup *group = get_group (row);

      hato_finding_row_rest (row);
      if (group != NULL)
        hato_finding_group_remove (group, row);
    }
  for (HatoLevel level = HATO_LEVEL_PROBLEM; level <= HATO_LEVEL_NOT_APPLICABLE; level++)
    for (guint i = 0; i < self->rows->len; i++)
      {
        HatoFindingRow *row = g_ptr_array_index (self->rows, i);
        HatoItem *item = hato_finding_row_get_item (row);

        if (item != NULL && item->level == level)
          hato_finding_group_add (group_at_end (self, item), row);
      }
}

/** hato_finding_list_open: (transfer none) (nullable): the row of the item @id, opened, with the focus */
HatoFindingRow *
hato_finding_list_open (HatoFindingList *self, const char *id)
{
  HatoFindingRow *row = hato_finding_list_find (self, id);
  HatoFindingGroup *group = row != NULL ? get_group (row) : NULL;

  if (group == NULL)
    return NULL;

  hato_finding_group_open (group);
  hato_finding_row_open (row);
  return row;
}

/* Whether the two are one: the case may have given it another level. */
static gboolean
is_same (gconstpointer element, gconstpointer wanted)
{
  const HatoFinding *a = element, *b = wanted;

  return a == b
         || (strcmp (a->code, b->code) == 0 && strcmp (a->subject, b->subject) == 0
             && a->evidence->len > 0 && b->evidence->len > 0
             && g_ptr_array_index (a->evidence, 0) == g_ptr_array_index (b->evidence, 0));
}

/** hato_finding_list_open_finding: (transfer none) (nullable): the row that holds @finding, opened, with the focus */
HatoFindingRow *
hato_finding_list_open_finding (HatoFindingList *self, const HatoFinding *finding)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      HatoItem *item = hato_finding_row_get_item (g_ptr_array_index (self->rows, i));

      if (item != NULL && g_ptr_array_find_with_equal_func (item->findings, finding, is_same, NULL))
        return hato_finding_list_open (self, item->id);
    }
  return NULL;
}

static void
hato_finding_list_dispose (GObject *object)
{
  g_clear_pointer (&HATO_FINDING_LIST (object)->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (hato_finding_list_parent_class)->dispose (object);
}

static void
hato_finding_list_class_init (HatoFindingListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HATO_TYPE_FINDING_GROUP);
  G_OBJECT_CLASS (klass)->dispose = hato_finding_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/finding-list.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoFindingList, sending);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingList, receiving);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingList, programs);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingList, web);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingList, habits);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingList, in_order);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingList, unchecked);
  gtk_widget_class_bind_template_child (widget_class, HatoFindingList, not_applicable);
}

static void
hato_finding_list_init (HatoFindingList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}
