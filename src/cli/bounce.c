/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/bounce-check.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "advice/case.h"
#include "base/error.h"
#include "base/foreign-text.h"
#include "bounce/bounce-finding.h"
#include "bounce/mbox.h"
#include "bounce/saved-mail.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/print.h"
#include "cli/read-input.h"
#include "report/json-bounce.h"
#include "report/json.h"

#define STREAM_MAX (64u * 1024 * 1024) /* bytes of a pipe; a file may be longer */

typedef struct
{
  const HatoOptions *options;
  HatoBounceRuleList *rules; /* (owned) */
  HatoMailFrameList *frames; /* (owned) */
} Reader;

static void
reader_clear (Reader *self)
{
  g_clear_pointer (&self->rules, hato_bounce_rule_list_unref);
  g_clear_pointer (&self->frames, hato_mail_frame_list_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

/* A file is mapped: an mbox of any length takes no more memory than its longest mail. What cannot be mapped (a pipe, a
 * device) is read. */
static GBytes *
open_file (const char *name, GError **error)
{
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GError) reason = NULL;
  GBytes *bytes;

  if (strcmp (name, "-") != 0 && g_file_test (name, G_FILE_TEST_IS_REGULAR))
    {
      file = g_mapped_file_new (name, FALSE, error);
      return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
    }

  bytes = hato_read_input (name, STREAM_MAX, &reason);
  if (bytes == NULL)
    g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "\"%s\": %s", name, reason->message);
  return bytes;
}

/* NULL for a file that is no text, too. */
static GBytes *
open_text (const char *name, GError **error)
{
  g_autoptr (GBytes) file = open_file (name, error);
  g_autoptr (GError) reason = NULL;
  GBytes *text;

  if (file == NULL)
    return NULL;
  text = hato_saved_mail_read (file, &reason);
  if (text == NULL)
    g_set_error (error, HATO_ERROR, HATO_ERROR_INVALID_INPUT, "\"%s\": %s", name, reason->message);
  return text;
}

static void
print_json (const HatoBounce *bounce,
            const char *name,
            guint index,
            const HatoTranslation *translation)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  hato_json_add_string (builder, "file", name);
  hato_json_add_integer (builder, "index", index);
  hato_json_add_bounce (builder, bounce, translation);
  json_builder_end_object (builder);
  text = hato_json_end (builder);
  puts (text);
}

static void
print_field (const char *name, const char *value)
{
  g_autofree char *shown = value != NULL ? hato_foreign_line (value) : NULL;

  if (shown != NULL)
    g_print ("  %s: %s\n", name, shown);
}

static void
print_text (const HatoBounce *bounce,
            const char *name,
            guint index,
            const HatoTranslation *translation)
{
  g_autofree char *file = hato_foreign_line (name);
  g_autoptr (HatoCheckup) checkup = hato_bounce_checkup_new (bounce, 0);
  g_autoptr (HatoCase) alone = hato_case_join (NULL, NULL, checkup);
  g_autofree char *headline = hato_case_dup_headline (alone, translation);
  g_autofree char *action = hato_case_dup_action (alone, translation);

  g_print ("%s[%u]: %s, %s\n", file, index, hato_bounce_kind_to_string (bounce->kind),
           hato_cause_to_string (bounce->cause));
  g_print ("  %s\n  → %s\n", headline, action);
  for (guint i = 0; i < bounce->recipients->len; i++)
    print_field ("recipient", g_ptr_array_index (bounce->recipients, i));
  print_field ("detail", bounce->detail);
  print_field ("refused by", bounce->refused_by_name);
  print_field ("status", bounce->status);
  print_field ("reply code", bounce->reply_code);
  print_field ("answer", bounce->diagnostic);
  print_field ("server", bounce->remote_mta);
  print_field ("sender's domain", bounce->sender_domain);
  print_field ("concerned address", bounce->concerned_ip);
  print_field ("concerned domain", bounce->concerned_domain);
}

static void
read_mail (Reader *self, const HatoCursor *mail, const char *name, guint index)
{
  g_autoptr (GBytes) bytes = hato_mbox_unescape (mail);
  g_autoptr (HatoBounce) bounce = hato_bounce_check_read (bytes, self->rules, self->frames);

  if (self->options->json)
    print_json (bounce, name, index, self->options->translation);
  else
    print_text (bounce, name, index, self->options->translation);
}

/* FALSE for a file that cannot be read; the others go on. */
static gboolean
read_file (Reader *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = open_text (name, &error);
  HatoCursor file, mail;
  gsize size;
  gconstpointer data;

  if (bytes == NULL)
    {
      hato_print_error ("bounce", error);
      return FALSE;
    }
  data = g_bytes_get_data (bytes, &size);
  hato_cursor_init (&file, data, size);
  for (guint index = 0; hato_mbox_take (&file, &mail) || index == 0; index++)
    {
      if (size == 0)
        hato_cursor_init (&mail, NULL, 0);
      read_mail (self, &mail, name, index);
    }
  return TRUE;
}

static gboolean
reader_init (Reader *self, const HatoOptions *options, GError **error)
{
  self->options = options;
  self->rules = hato_bounce_rule_list_new (error);
  if (self->rules != NULL)
    self->frames = hato_mail_frame_list_new (error);
  return self->frames != NULL;
}

/** hato_command_bounce: bounce FILE…: reads mails that came back, or the text that a mail program shows of them. */
int
hato_command_bounce (int argc, char **argv)
{
  g_auto (HatoOptions) options = { .json = FALSE };
  g_auto (Reader) reader = { .options = NULL };
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  gboolean all_read = TRUE;

  if (hato_options_parse (&options, &argc, &argv,
                          N_ ("bounce FILE…: reads mails that came back, '-' is standard input"),
                          entries, &error)
      && options.arguments == NULL)
    g_set_error_literal (&error, HATO_ERROR, HATO_ERROR_INVALID_INPUT,
                         "name a file, or - for standard input");
  if (error != NULL || !reader_init (&reader, &options, &error))
    {
      hato_print_error ("bounce", error);
      return HATO_EXIT_USAGE;
    }

  for (gsize i = 0; options.arguments[i] != NULL; i++)
    all_read &= read_file (&reader, options.arguments[i]);
  return all_read ? HATO_EXIT_NO_PROBLEM : HATO_EXIT_USAGE;
}
