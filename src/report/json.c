/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/json.h"

#include "base/clock.h"
#include "findings/wording.h"
#include "report/json-bounce.h"
#include "report/json-session.h"

#define SCHEMA         1
#define TREE_DEPTH_MAX 64u

/** hato_json_add_string: adds a member; @value (nullable: null) may be any bytes, what is not UTF-8 becomes U+FFFD. */
void
hato_json_add_string (JsonBuilder *builder, const char *name, const char *value)
{
  g_autofree char *valid = value != NULL ? g_utf8_make_valid (value, -1) : NULL;

  json_builder_set_member_name (builder, name);
  if (valid != NULL)
    json_builder_add_string_value (builder, valid);
  else
    json_builder_add_null_value (builder);
}

void
hato_json_add_integer (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
hato_json_add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

void
hato_json_add_null (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_null_value (builder);
}

/** hato_json_add_strv: adds a list of strings; NULL is an empty list. */
void
hato_json_add_strv (JsonBuilder *builder, const char *name, const char *const *values)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (gsize i = 0; values != NULL && values[i] != NULL; i++)
    {
      g_autofree char *valid = g_utf8_make_valid (values[i], -1);

      json_builder_add_string_value (builder, valid);
    }
  json_builder_end_array (builder);
}

/* json-glib leaves U+001F as it is (RFC 8259 §7). */
static gboolean
needs_escape (gunichar character)
{
  return character < 0x20 || (character >= 0x7f && character <= 0x9f) || character == 0xad
         || character == 0x61c || (character >= 0x200b && character <= 0x200f)
         || (character >= 0x2028 && character <= 0x202e)
         || (character >= 0x2060 && character <= 0x206f) || character == 0xfeff;
}

/**
 * hato_json_end:
 * @builder: (transfer none): complete
 *
 * Returns: (transfer full): the JSON on one line. Characters that a terminal or an editor would obey are escaped: outside of
 * strings there are none, so that escaping them everywhere is right.
 */
char *
hato_json_end (JsonBuilder *builder)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = NULL;
  GString *escaped;

  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);
  escaped = g_string_sized_new (4096);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (needs_escape (character))
        g_string_append_printf (escaped, "\\u%04x", character);
      else
        g_string_append_unichar (escaped, character);
    }
  return g_string_free (escaped, FALSE);
}

static void
add_subject (JsonBuilder *builder, const HatoSubject *subject)
{
  json_builder_set_member_name (builder, "subject");
  json_builder_begin_object (builder);
  if (subject->host != NULL)
    hato_json_add_string (builder, "host", subject->host);
  hato_json_add_string (builder, "domain", subject->domain);
  hato_json_add_string (builder, "unicode", subject->unicode);
  hato_json_add_strv (builder, "sending_ips", (const char *const *) subject->sending_ips);
  hato_json_add_string (builder, "mail_from", subject->mail_from);
  hato_json_add_strv (builder, "selectors", (const char *const *) subject->selectors);
  json_builder_end_object (builder);
}

static void
add_verdict (JsonBuilder *builder, const HatoCase *self, const HatoTranslation *translation)
{
  g_autofree char *headline = hato_case_dup_headline (self, translation);
  g_autofree char *action = hato_case_dup_action (self, translation);

  json_builder_set_member_name (builder, "verdict");
  json_builder_begin_object (builder);
  hato_json_add_string (builder, "level", hato_level_to_string (self->level));
  hato_json_add_string (builder, "cause", self->cause);
  hato_json_add_string (builder, "confidence", hato_confidence_to_string (self->confidence));
  hato_json_add_string (builder, "who", hato_who_to_string (self->wording.who));
  hato_json_add_string (builder, "headline", headline);
  hato_json_add_string (builder, "action", action);
  json_builder_end_object (builder);
}

static void
add_items (JsonBuilder *builder, const HatoCheckup *checkup)
{
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint i = 0; i < checkup->items->len; i++)
    {
      const HatoItem *item = g_ptr_array_index (checkup->items, i);

      json_builder_begin_object (builder);
      hato_json_add_string (builder, "id", item->id);
      hato_json_add_string (builder, "level", hato_level_to_string (item->level));
      json_builder_set_member_name (builder, "findings");
      json_builder_begin_array (builder);
      for (guint j = 0; j < item->findings->len; j++)
        {
          guint index;

          if (g_ptr_array_find (checkup->findings, g_ptr_array_index (item->findings, j), &index))
            json_builder_add_int_value (builder, index);
        }
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_arguments (JsonBuilder *builder, const HatoFinding *finding)
{
  json_builder_set_member_name (builder, "arguments");
  json_builder_begin_object (builder);
  for (guint i = 0; i < finding->arguments->len; i++)
    {
      const HatoArgument *argument = g_ptr_array_index (finding->arguments, i);

      if (argument->is_boolean)
        hato_json_add_boolean (builder, argument->name, g_str_equal (argument->value, "true"));
      else
        hato_json_add_string (builder, argument->name, argument->value);
    }
  json_builder_end_object (builder);
}

static void
add_excerpt (JsonBuilder *builder, const HatoExcerpt *excerpt, const HatoTranslation *translation)
{
  if (excerpt == NULL)
    {
      hato_json_add_null (builder, "excerpt");
      return;
    }
  json_builder_set_member_name (builder, "excerpt");
  json_builder_begin_object (builder);
  hato_json_add_string (builder, "text", excerpt->text);
  json_builder_set_member_name (builder, "marks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < excerpt->marks->len; i++)
    {
      const HatoMark *mark = g_ptr_array_index (excerpt->marks, i);
      const HatoWording *wording = hato_wording_find (mark->code);

      json_builder_begin_object (builder);
      hato_json_add_integer (builder, "start", (gint64) mark->start);
      hato_json_add_integer (builder, "end", (gint64) mark->end);
      hato_json_add_string (builder, "code", mark->code);
      hato_json_add_string (builder, "note",
                            wording != NULL ? hato_translate (translation, wording->state)
                                            : mark->code);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_tree (JsonBuilder *builder, const HatoTree *tree, guint depth)
{
  g_auto (GStrv) matches = g_strsplit (tree->matched != NULL ? tree->matched : "", "\n", -1);

  json_builder_begin_object (builder);
  hato_json_add_string (builder, "label", tree->label);
  hato_json_add_string (builder, "level", hato_level_to_string (tree->level));
  hato_json_add_integer (builder, "cost", tree->cost);
  hato_json_add_strv (builder, "matches", (const char *const *) matches);
  json_builder_set_member_name (builder, "children");
  json_builder_begin_array (builder);
  for (guint i = 0; i < tree->children->len && depth < TREE_DEPTH_MAX; i++)
    add_tree (builder, g_ptr_array_index (tree->children, i), depth + 1);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_record (JsonBuilder *builder, const HatoRecordChange *record)
{
  if (record == NULL)
    {
      hato_json_add_null (builder, "record");
      return;
    }
  json_builder_set_member_name (builder, "record");
  json_builder_begin_object (builder);
  hato_json_add_string (builder, "name", record->name);
  hato_json_add_string (builder, "type", record->type);
  hato_json_add_string (builder, "old", record->old_text);
  hato_json_add_string (builder, "new", record->new_text);
  json_builder_end_object (builder);
}

static void
add_texts (JsonBuilder *builder, const HatoFinding *finding, const HatoTranslation *translation)
{
  const HatoWording *wording = hato_wording_find (finding->code);
  g_autofree char *area = g_strndup (finding->code, strcspn (finding->code, "."));
  const char *title = hato_wording_get_title (area);
  g_autofree char *state =
      wording != NULL ? hato_wording_expand (translation, wording->state, finding) : NULL;
  g_autofree char *meaning =
      wording != NULL ? hato_wording_expand (translation, wording->meaning, finding) : NULL;
  g_autofree char *action =
      wording != NULL ? hato_wording_expand (translation, wording->action, finding) : NULL;
  g_autofree char *details =
      wording != NULL ? hato_wording_expand (translation, wording->details, finding) : NULL;

  hato_json_add_string (builder, "title",
                        title != NULL ? hato_translate (translation, title) : area);
  hato_json_add_string (builder, "state", state);
  hato_json_add_string (builder, "meaning", meaning);
  hato_json_add_string (builder, "action", action);
  hato_json_add_string (builder, "details", details);
}

/** hato_json_add_finding: adds an object to the array that is open; @checkup (nullable) numbers the evidence. */
void
hato_json_add_finding (JsonBuilder *builder,
                       const HatoFinding *finding,
                       const HatoCheckup *checkup,
                       const HatoTranslation *translation)
{
  const HatoWording *wording = hato_wording_find (finding->code);

  json_builder_begin_object (builder);
  hato_json_add_string (builder, "code", finding->code);
  hato_json_add_string (builder, "level", hato_level_to_string (finding->level));
  hato_json_add_string (builder, "affects", hato_affects_to_string (finding->affects));
  hato_json_add_string (builder, "subject", finding->subject);
  add_arguments (builder, finding);
  add_excerpt (builder, finding->excerpt, translation);
  if (finding->tree != NULL)
    {
      json_builder_set_member_name (builder, "tree");
      add_tree (builder, finding->tree, 0);
    }
  else
    hato_json_add_null (builder, "tree");
  add_texts (builder, finding, translation);
  add_record (builder, finding->record);
  json_builder_set_member_name (builder, "evidence");
  json_builder_begin_array (builder);
  for (guint i = 0; checkup != NULL && i < finding->evidence->len; i++)
    json_builder_add_int_value (
        builder, hato_checkup_get_evidence_id (checkup, g_ptr_array_index (finding->evidence, i)));
  json_builder_end_array (builder);
  hato_json_add_string (builder, "reference", wording != NULL ? wording->reference : NULL);
  json_builder_end_object (builder);
}

static const char *
rcode_to_string (const HatoEvidence *evidence)
{
  static const char *const names[] = { "NOERROR",  "FORMERR", "SERVFAIL",
                                       "NXDOMAIN", "NOTIMP",  "REFUSED" };

  if (evidence->failure != NULL)
    return NULL;

  return evidence->rcode < G_N_ELEMENTS (names) ? names[evidence->rcode] : "OTHER";
}

static void
add_answers (JsonBuilder *builder, const HatoEvidence *evidence)
{
  json_builder_set_member_name (builder, "answers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < evidence->aliases->len; i++)
    {
      g_autofree char *text = g_strconcat (
          "CNAME ", ((const HatoDnsRecord *) g_ptr_array_index (evidence->aliases, i))->text, NULL);

      json_builder_add_string_value (builder, text);
    }
  for (guint i = 0; i < evidence->records->len; i++)
    json_builder_add_string_value (
        builder, ((const HatoDnsRecord *) g_ptr_array_index (evidence->records, i))->text);
  json_builder_end_array (builder);
}

/* contract: kind policy {url, status, content_type, body, failure} */
static void
add_policy (JsonBuilder *builder, const HatoEvidence *evidence, guint id)
{
  g_autofree char *time = hato_clock_format_utc (evidence->time);
  g_autofree char *url = hato_question_dup_url (evidence->question);
  const HatoPolicyBody *policy = evidence->policy;

  json_builder_begin_object (builder);
  hato_json_add_integer (builder, "id", id);
  hato_json_add_string (builder, "kind", "policy");
  hato_json_add_string (builder, "url", url);
  hato_json_add_string (builder, "server", evidence->server);
  hato_json_add_string (builder, "transport", evidence->transport);
  hato_json_add_string (builder, "failure", evidence->failure);
  if (policy != NULL)
    {
      gsize size;
      const char *bytes = g_bytes_get_data (policy->body, &size);
      g_autofree char *body = g_utf8_make_valid (bytes != NULL ? bytes : "", (gssize) size);

      hato_json_add_integer (builder, "status", policy->status);
      hato_json_add_string (builder, "content_type", policy->content_type);
      hato_json_add_string (builder, "certificate", policy->certificate);
      hato_json_add_string (builder, "body", body);
    }
  hato_json_add_string (builder, "time", time);
  json_builder_set_member_name (builder, "duration_ms");
  json_builder_add_double_value (builder, (double) (evidence->duration / 100) / 10.0);
  json_builder_end_object (builder);
}

/* contract: kind message {part, text} */
static void
add_message (JsonBuilder *builder, const HatoEvidence *evidence, guint id)
{
  json_builder_begin_object (builder);
  hato_json_add_integer (builder, "id", id);
  hato_json_add_string (builder, "kind", "message");
  hato_json_add_string (builder, "part", evidence->question->name);
  hato_json_add_string (builder, "text", evidence->message);
  json_builder_end_object (builder);
}

static void
add_one_evidence (JsonBuilder *builder, const HatoEvidence *evidence, guint id)
{
  g_autofree char *time = hato_clock_format_utc (evidence->time);

  json_builder_begin_object (builder);
  hato_json_add_integer (builder, "id", id);
  hato_json_add_string (builder, "kind", "dns");
  hato_json_add_string (builder, "name", evidence->question->name);
  hato_json_add_string (builder, "type", hato_dns_type_to_string (evidence->question->type));
  hato_json_add_string (builder, "server", evidence->server);
  hato_json_add_boolean (builder, "authoritative", evidence->question->server != NULL);
  hato_json_add_boolean (builder, "again", (evidence->question->flags & HATO_QUESTION_AGAIN) != 0);
  hato_json_add_string (builder, "transport",
                        g_str_equal (evidence->transport, "none") ? NULL : evidence->transport);
  hato_json_add_string (builder, "failure", evidence->failure);
  hato_json_add_string (builder, "rcode", rcode_to_string (evidence));
  hato_json_add_boolean (builder, "aa", evidence->aa);
  hato_json_add_boolean (builder, "ad", evidence->ad);
  hato_json_add_integer (builder, "ttl", evidence->ttl);
  add_answers (builder, evidence);
  hato_json_add_string (builder, "time", time);
  json_builder_set_member_name (builder, "duration_ms");
  json_builder_add_double_value (builder, (double) (evidence->duration / 100) / 10.0);
  json_builder_end_object (builder);
}

/** hato_json_add_evidence: adds the member "evidence": every answer of @checkup with its number. */
void
hato_json_add_evidence (JsonBuilder *builder, const HatoCheckup *checkup)
{
  json_builder_set_member_name (builder, "evidence");
  json_builder_begin_array (builder);
  for (guint i = 0; i < checkup->evidence->len; i++)
    {
      const HatoEvidence *evidence = g_ptr_array_index (checkup->evidence, i);

      if (evidence->question->kind == HATO_QUESTION_POLICY)
        add_policy (builder, evidence, i + 1);
      else if (evidence->question->kind == HATO_QUESTION_SESSION)
        hato_json_add_session (builder, evidence, i + 1);
      else if (evidence->question->kind == HATO_QUESTION_MESSAGE)
        add_message (builder, evidence, i + 1);
      else
        add_one_evidence (builder, evidence, i + 1);
    }
  json_builder_end_array (builder);
}

static void
add_statistics (JsonBuilder *builder, const HatoStatistics *statistics)
{
  json_builder_set_member_name (builder, "statistics");
  json_builder_begin_object (builder);
  hato_json_add_integer (builder, "questions", statistics->questions);
  hato_json_add_integer (builder, "waves", statistics->waves);
  hato_json_add_integer (builder, "first_finding_ms",
                         statistics->first_finding >= 0 ? statistics->first_finding / 1000 : -1);
  json_builder_end_object (builder);
}

/** hato_json_case: (transfer full): the checkup JSON of the contract, on one line; with @bounce (nullable), what came back. */
char *
hato_json_case (const HatoCase *self, const HatoBounce *bounce, const HatoTranslation *translation)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const HatoCheckup *checkup = self->checkup;
  g_autofree char *started = hato_clock_format_utc (checkup->started);

  json_builder_begin_object (builder);
  hato_json_add_integer (builder, "schema", SCHEMA);
  json_builder_set_member_name (builder, "program");
  json_builder_begin_object (builder);
  hato_json_add_string (builder, "name", "hatobin");
  hato_json_add_string (builder, "version", HATO_VERSION);
  json_builder_end_object (builder);
  hato_json_add_string (builder, "started", started);
  hato_json_add_integer (builder, "elapsed_ms", checkup->elapsed / 1000);
  add_subject (builder, checkup->subject);
  add_verdict (builder, self, translation);
  add_items (builder, checkup);
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < checkup->findings->len; i++)
    hato_json_add_finding (builder, g_ptr_array_index (checkup->findings, i), checkup, translation);
  json_builder_end_array (builder);
  hato_json_add_evidence (builder, checkup);
  hato_json_add_null (builder, "fix");
  hato_json_add_strv (builder, "receivers", NULL);
  if (bounce != NULL)
    {
      json_builder_set_member_name (builder, "bounce");
      json_builder_begin_object (builder);
      hato_json_add_bounce (builder, bounce, translation);
      json_builder_end_object (builder);
    }
  add_statistics (builder, &checkup->statistics);
  json_builder_end_object (builder);
  return hato_json_end (builder);
}
