/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "findings/wording.h"

/** hato_wording_find: (nullable): the texts of @code. */
const HatoWording *
hato_wording_find (const char *code)
{
  gsize n_tables;
  const HatoWordingTable *const *tables = hato_wording_get_tables (&n_tables);

  for (gsize i = 0; i < n_tables; i++)
    for (gsize j = 0; j < tables[i]->n_wordings; j++)
      if (g_str_equal (tables[i]->wordings[j].code, code))
        return &tables[i]->wordings[j];

  return NULL;
}

const HatoWordingTable *const *
hato_wording_get_tables (gsize *n_tables)
{
  *n_tables = 0;
  return NULL;
}
