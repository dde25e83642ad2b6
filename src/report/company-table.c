/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who runs what: often three companies, and the wrong one is asked. */
#include "config.h"

#include "report/company-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "advice/where.h"

#define ROLE_WEIGHT    3u
#define COMPANY_WEIGHT 4u
#define NAMES_WEIGHT   5u
#define NAMES_MAX      8u /* of one company in one role */
#define ROWS_MAX       24u

/* The table at work. */
typedef struct
{
  const HatoPageWriter *writer;
  HatoBlock *table; /* (nullable): made with its first row */
  GPtrArray *rows;  /* (owned) (element-type Row) */
} Companies;

/* One company in one role, and the names that show it. */
typedef struct
{
  const char *role;
  const HatoProvider *provider; /* (nullable): not known: each name is a row of its own */
  GPtrArray *names;             /* (owned) (element-type utf8) */
  GPtrArray *evidence;          /* (owned) (element-type HatoEvidence) */
} Row;

static void
row_free (Row *row)
{
  g_ptr_array_unref (row->names);
  g_ptr_array_unref (row->evidence);
  g_free (row);
}

static Row *
get_row (Companies *self, const char *role, const HatoProvider *provider)
{
  Row *row;

  for (guint i = 0; i < self->rows->len; i++)
    {
      row = g_ptr_array_index (self->rows, i);
      if (row->role == role && row->provider == provider)
        return row;
    }
  row = g_new0 (Row, 1);
  row->role = role;
  row->provider = provider;
  row->names = g_ptr_array_new_with_free_func (g_free);
  row->evidence = g_ptr_array_new ();
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
add_name (Companies *self,
          const char *role,
          HatoProviderSign sign,
          const char *name,
          gconstpointer evidence)
{
  Row *row = get_row (self, role, hato_provider_list_find (self->writer->providers, sign, name));

  if (!g_ptr_array_find (row->evidence, evidence, NULL))
    g_ptr_array_add (row->evidence, (gpointer) evidence);
  for (guint i = 0; i < row->names->len; i++)
    if (strcmp (g_ptr_array_index (row->names, i), name) == 0)
      return;
  g_ptr_array_add (row->names, g_strdup (name));
}

/* What the domain's own answers name. */
static void
add_targets (Companies *self,
             const char *role,
             HatoProviderSign sign,
             const char *name,
             guint16 type)
{
  const HatoCheckup *checkup = self->writer->shown->checkup;

  for (guint i = 0; i < checkup->evidence->len; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (checkup->evidence, i);

      if (evidence->question->kind != HATO_QUESTION_DNS || evidence->question->type != type
          || evidence->question->server != NULL || strcmp (evidence->question->name, name) != 0)
        continue;
      for (guint j = 0; j < evidence->records->len; j++)
        {
          const HatoDnsRecord *record = g_ptr_array_index (evidence->records, j);

          if (record->target != NULL && *record->target != '\0')
            add_name (self, role, sign, record->target, evidence);
        }
    }
}

/* The domain of a term of the SPF tree: what follows "include:", "a:", "mx:" or "redirect=". */
static const char *
get_term_domain (const char *label)
{
  const char *domain = strpbrk (label, ":=");

  return domain != NULL && domain[1] != '\0' && strpbrk (domain + 1, "/%") == NULL ? domain + 1
                                                                                   : NULL;
}

/* Whom the SPF record names itself; what those name in turn is theirs. */
static void
add_senders (Companies *self)
{
  const HatoCheckup *checkup = self->writer->shown->checkup;

  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (checkup->findings, i);
      const HatoEvidence *evidence =
          finding->evidence->len > 0 ? g_ptr_array_index (finding->evidence, 0) : NULL;

      if (finding->tree == NULL || evidence == NULL)
        continue;
      for (guint j = 0; j < finding->tree->children->len; j++)
        {
          const HatoTree *child = g_ptr_array_index (finding->tree->children, j);
          const char *domain = get_term_domain (child->label);

          if (domain != NULL
              && (strstr (child->label, "include:") != NULL
                  || g_str_has_prefix (child->label, "redirect=")))
            add_name (self, N_ ("May send (SPF)"), HATO_PROVIDER_BY_SPF, domain, evidence);
        }
    }
}

/* The name behind each known sending address. */
static void
add_sending_servers (Companies *self)
{
  const HatoCheckup *checkup = self->writer->shown->checkup;

  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (checkup->findings, i);
      const char *name = hato_finding_get_argument (finding, "name");

      if (g_str_has_prefix (finding->code, "ptr.") && name != NULL && *name != '\0'
          && finding->evidence->len > 0)
        add_name (self, N_ ("Sends (name of its address)"), HATO_PROVIDER_BY_PTR, name,
                  g_ptr_array_index (finding->evidence, 0));
    }
}

static void
write_row (const Companies *self, const Row *row)
{
  const HatoPageWriter *writer = self->writer;
  HatoRow *cells = hato_block_add_row (self->table);
  g_autoptr (GString) names = g_string_new (NULL);
  HatoSentence *company, *shown;

  for (guint i = 0; i < MIN (row->names->len, NAMES_MAX); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (row->names, i));
  if (row->names->len > NAMES_MAX)
    g_string_append (names, ", …");
  hato_row_add_cell (cells, hato_page_writer_translate (writer, row->role))->is_frame = TRUE;
  company = hato_row_add_cell (
      cells, row->provider != NULL
                 ? hato_page_writer_get_company (writer, row->provider)
                 : hato_page_writer_translate (writer, N_ ("not known to this program")));
  shown = hato_row_add_cell (cells, names->str);
  shown->is_exact = TRUE;
  for (guint i = 0; i < row->evidence->len; i++)
    {
      hato_page_writer_cite_evidence (writer, company, g_ptr_array_index (row->evidence, i));
      hato_page_writer_cite_evidence (writer, shown, g_ptr_array_index (row->evidence, i));
    }
}

/** hato_company_table_write: who keeps the settings, takes the mail and may send it, as far as names show it */
void
hato_company_table_write (const HatoPageWriter *writer)
{
  const char *domain = writer->shown->checkup->subject->domain;
  Companies self = { .writer = writer,
                     .rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free) };
  HatoWhere where;

  hato_where_find (writer->shown, writer->providers, &where);
  if (where.zone != NULL)
    add_targets (&self, N_ ("Keeps the settings (DNS)"), HATO_PROVIDER_BY_NAME_SERVER, where.zone,
                 HATO_DNS_NS);
  add_targets (&self, N_ ("Takes your mail (MX)"), HATO_PROVIDER_BY_MX, domain, HATO_DNS_MX);
  add_senders (&self);
  add_sending_servers (&self);
  if (self.rows->len > 0)
    {
      hato_section_add_heading (writer->section, 2,
                                hato_page_writer_translate (writer, N_ ("Companies")));
      self.table = hato_section_add_block (writer->section, HATO_BLOCK_TABLE);
      hato_block_add_column (self.table, hato_page_writer_translate (writer, N_ ("Part")),
                             ROLE_WEIGHT);
      hato_block_add_column (self.table, hato_page_writer_translate (writer, N_ ("Company")),
                             COMPANY_WEIGHT);
      hato_block_add_column (self.table, hato_page_writer_translate (writer, N_ ("Seen from")),
                             NAMES_WEIGHT);
      for (guint i = 0; i < MIN (self.rows->len, ROWS_MAX); i++)
        write_row (&self, g_ptr_array_index (self.rows, i));
    }
  g_ptr_array_unref (self.rows);
}
