/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Appendix D: commands that show the same once more. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "report/appendix.h"
#include "report/command.h"

#define COMMANDS_MAX 120u

static void
write_command (const HatoPageWriter *writer, const char *caption, const char *command)
{
  HatoBlock *block = hato_section_add_block (writer->section, HATO_BLOCK_COMMAND);

  hato_block_add_sentence (block, caption)->is_frame = TRUE;
  hato_block_set_text (block, command);
}

/* The answers that a finding rests on, each once. */
static void
write_finding (const HatoPageWriter *writer, const HatoFinding *finding, GHashTable *written)
{
  for (guint i = 0; i < finding->evidence->len; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (finding->evidence, i);
      g_autofree char *command = hato_command_dup_for_evidence (evidence);
      g_autofree char *line = hato_page_writer_dup_line (writer, finding);
      g_autofree char *caption = NULL;

      if (command == NULL || g_hash_table_size (written) >= COMMANDS_MAX
          || g_hash_table_contains (written, command))
        continue;
      caption = g_strdup_printf (
          "[%u] %s", hato_checkup_get_evidence_id (writer->shown->checkup, evidence), line);
      write_command (writer, caption, command);
      g_hash_table_add (written, g_steal_pointer (&command));
    }
}

/** hato_appendix_write_commands: appendix D: for names that are plainly names */
void
hato_appendix_write_commands (const HatoPageWriter *writer)
{
  const HatoCheckup *checkup = writer->shown->checkup;
  g_autofree char *whole = hato_command_dup_for_subject (checkup->subject);
  g_autoptr (GHashTable) written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  hato_page_writer_remark (
      writer,
      hato_page_writer_translate (
          writer, N_ ("Each command shows what the answer of the same number showed at the time "
                      "of the check. Names with other characters than letters, digits, “.”, “_” "
                      "and “-” have none.")));
  if (whole != NULL)
    write_command (writer, hato_page_writer_translate (writer, N_ ("The whole check")), whole);
  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (checkup->findings, i);

      if (finding->level <= HATO_LEVEL_UNCHECKED)
        write_finding (writer, finding, written);
    }
}
