/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dns/record-check.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/foreign-text.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/print.h"
#include "cli/read-input.h"
#include "report/json.h"

#define TEXT_MAX (64u * 1024) /* as long as a TXT record, or a policy, can be */

static void
print_json (const HatoRecordCheck *check, const HatoTranslation *translation)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  hato_json_add_string (builder, "kind", hato_record_kind_to_string (check->kind));
  hato_json_add_boolean (builder, "is_record", check->is_record);
  hato_json_add_boolean (builder, "valid", check->valid);
  json_builder_set_member_name (builder, "parsed");
  json_builder_begin_object (builder);
  for (guint i = 0; i < check->parsed->len; i++)
    {
      const HatoRecordPart *part = g_ptr_array_index (check->parsed, i);

      hato_json_add_string (builder, part->name, part->value);
    }
  json_builder_end_object (builder);
  hato_json_add_strv (builder, "ignored", (const char *const *) check->ignored);
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < check->findings->len; i++)
    hato_json_add_finding (builder, g_ptr_array_index (check->findings, i), NULL, translation);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  text = hato_json_end (builder);
  puts (text);
}

static void
print_text (const HatoRecordCheck *check, const HatoTranslation *translation)
{
  g_print ("%s: %s, %s\n", hato_record_kind_to_string (check->kind),
           check->is_record ? "a receiver takes it for one" : "a receiver sees none",
           check->valid ? "valid" : "not valid");
  for (guint i = 0; i < check->parsed->len; i++)
    {
      const HatoRecordPart *part = g_ptr_array_index (check->parsed, i);
      g_autofree char *value =
          part->value != NULL ? hato_foreign_line (part->value) : g_strdup ("-");

      g_print ("  %s: %s\n", part->name, value);
    }
  hato_print_findings (check->findings, translation);
}

static GBytes *
read_text (const HatoOptions *options, HatoRecordKind *kind, GError **error)
{
  const char *const *words = (const char *const *) options->arguments;
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gsize size;

  if (words == NULL || !hato_record_kind_from_string (words[0], kind))
    {
      g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                           "name a kind first: spf dmarc dkim mta-sts mta-sts-policy tls-rpt bimi");
      return NULL;
    }
  if (!hato_options_limit_arguments (options, 2, error))
    return NULL;
  if (words[1] != NULL && strcmp (words[1], "-") != 0)
    return g_bytes_new (words[1], strlen (words[1]));

  bytes = hato_read_input ("-", TEXT_MAX, error);
  if (bytes == NULL)
    return NULL;

  /* One final line feed is not part of the record. */
  text = g_bytes_get_data (bytes, &size);
  return g_bytes_new_from_bytes (bytes, 0, size > 0 && text[size - 1] == '\n' ? size - 1 : size);
}

/** hato_command_record: record KIND [TEXT|-]: judges one text, without a network. */
int
hato_command_record (int argc, char **argv)
{
  g_auto (HatoOptions) options = { .json = FALSE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (HatoRecordCheck) check = NULL;
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  HatoRecordKind kind;
  gsize size;
  gconstpointer bytes;

  if (hato_options_parse (&options, &argc, &argv,
                          N_ ("record KIND [TEXT|-]: judges one text, without a network"), entries,
                          &error))
    text = read_text (&options, &kind, &error);
  if (text == NULL)
    {
      hato_print_error ("record", error);
      return HATO_EXIT_USAGE;
    }

  bytes = g_bytes_get_data (text, &size);
  check = hato_record_check_new (kind, bytes, size);
  if (options.json)
    print_json (check, options.translation);
  else
    print_text (check, options.translation);
  return hato_level_worst (check->findings) == HATO_LEVEL_PROBLEM ? HATO_EXIT_PROBLEM
                                                                  : HATO_EXIT_NO_PROBLEM;
}
