/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/json-bounce.h"

#include "advice/case.h"
#include "bounce/bounce-finding.h"
#include "report/json.h"

static void
add_strings (JsonBuilder *builder, const char *name, const GPtrArray *values)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < values->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (values, i));
  json_builder_end_array (builder);
}

static void
add_refused_by (JsonBuilder *builder, const char *id, const char *name)
{
  if (id == NULL)
    {
      hato_json_add_null (builder, "refused_by");
      return;
    }
  json_builder_set_member_name (builder, "refused_by");
  json_builder_begin_object (builder);
  hato_json_add_string (builder, "id", id);
  hato_json_add_string (builder, "name", name);
  json_builder_end_object (builder);
}

static void
add_excerpt (JsonBuilder *builder, const HatoResult *result)
{
  json_builder_set_member_name (builder, "excerpt");
  json_builder_begin_object (builder);
  hato_json_add_string (builder, "text", result->refusal->text);
  json_builder_set_member_name (builder, "marks");
  json_builder_begin_array (builder);
  if (result->decision->mark_end > result->decision->mark_start)
    {
      json_builder_begin_object (builder);
      hato_json_add_integer (builder, "start", (gint64) result->decision->mark_start);
      hato_json_add_integer (builder, "end", (gint64) result->decision->mark_end);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_result (JsonBuilder *builder, const HatoResult *result)
{
  const HatoRefusal *refusal = result->refusal;
  const HatoDecision *decision = result->decision;

  json_builder_begin_object (builder);
  hato_json_add_string (builder, "recipient", refusal->recipient);
  hato_json_add_string (builder, "result", hato_action_to_string (refusal->action));
  hato_json_add_string (builder, "status", refusal->status);
  hato_json_add_string (builder, "reply_code", refusal->reply_code);
  hato_json_add_string (builder, "remote_mta", refusal->remote_mta);
  hato_json_add_string (builder, "command", hato_stage_to_string (refusal->stage));
  hato_json_add_string (builder, "cause", hato_cause_to_string (decision->cause));
  hato_json_add_string (builder, "detail", decision->detail);
  hato_json_add_string (builder, "basis", hato_basis_to_string (decision->basis));
  add_refused_by (builder, decision->refused_by_id, decision->refused_by_name);
  hato_json_add_string (builder, "concerned_ip", decision->concerned_ip);
  hato_json_add_string (builder, "concerned_domain", decision->concerned_domain);
  hato_json_add_string (builder, "rule", decision->rule);
  add_excerpt (builder, result);
  json_builder_end_object (builder);
}

static void
add_servers (JsonBuilder *builder, const HatoBounce *bounce)
{
  hato_json_add_string (builder, "status", bounce->status);
  hato_json_add_string (builder, "reply_code", bounce->reply_code);
  hato_json_add_string (builder, "diagnostic", bounce->diagnostic);
  hato_json_add_string (builder, "remote_mta", bounce->remote_mta);
  hato_json_add_string (builder, "reporting_mta", bounce->reporting_mta);
  hato_json_add_string (builder, "command", hato_stage_to_string (bounce->stage));
  hato_json_add_string (builder, "cause", hato_cause_to_string (bounce->cause));
  hato_json_add_string (builder, "detail", bounce->detail);
  hato_json_add_string (builder, "basis", hato_basis_to_string (bounce->basis));
  add_refused_by (builder, bounce->refused_by_id, bounce->refused_by_name);
}

static void
add_sender (JsonBuilder *builder, const HatoBounce *bounce)
{
  hato_json_add_string (builder, "sender_domain", bounce->sender_domain);
  hato_json_add_string (builder, "from", bounce->from);
  hato_json_add_string (builder, "envelope_sender", bounce->envelope_sender);
  hato_json_add_string (builder, "sending_ip", bounce->sending_ip);
  hato_json_add_string (builder, "concerned_ip", bounce->concerned_ip);
  hato_json_add_string (builder, "concerned_domain", bounce->concerned_domain);
  hato_json_add_string (builder, "selector", bounce->selector);
  hato_json_add_string (builder, "signing_domain", bounce->signing_domain);
  hato_json_add_boolean (builder, "forwarded", bounce->forwarded);
  hato_json_add_string (builder, "message_id", bounce->message_id);
  hato_json_add_string (builder, "subject",
                        bounce->original != NULL ? bounce->original->subject : NULL);
  hato_json_add_string (builder, "queue_id", bounce->queue_id);
  hato_json_add_string (builder, "date", bounce->date);
  hato_json_add_string (builder, "arrival_date", bounce->arrival_date);
  hato_json_add_string (builder, "will_retry_until", bounce->will_retry_until);
}

/* What the owner is told: the case that the bounce alone makes. */
static void
add_advice (JsonBuilder *builder, const HatoBounce *bounce, const HatoTranslation *translation)
{
  g_autoptr (HatoCheckup) checkup = hato_bounce_checkup_new (bounce, 0);
  g_autoptr (HatoCase) alone = hato_case_join (NULL, NULL, checkup);
  g_autofree char *headline = hato_case_dup_headline (alone, translation);
  g_autofree char *action = hato_case_dup_action (alone, translation);

  hato_json_add_string (builder, "who", hato_who_to_string (alone->wording.who));
  hato_json_add_string (builder, "headline", headline);
  hato_json_add_string (builder, "action", action);
}

/** hato_json_add_bounce: adds the members of a bounce (contract, `bounce`) to the object that is open. */
void
hato_json_add_bounce (JsonBuilder *builder,
                      const HatoBounce *bounce,
                      const HatoTranslation *translation)
{
  hato_json_add_string (builder, "kind", hato_bounce_kind_to_string (bounce->kind));
  hato_json_add_string (builder, "direction", hato_direction_to_string (bounce->direction));
  hato_json_add_boolean (builder, "suspicious", bounce->suspicion != HATO_SUSPICION_NONE);
  hato_json_add_string (builder, "suspicion", hato_suspicion_to_string (bounce->suspicion));
  hato_json_add_string (builder, "language", bounce->language);
  hato_json_add_string (builder, "limit", hato_mime_limit_to_string (bounce->limit));
  add_strings (builder, "recipients", bounce->recipients);
  add_servers (builder, bounce);
  add_sender (builder, bounce);
  hato_json_add_string (builder, "rule", bounce->rule);
  add_advice (builder, bounce, translation);
  json_builder_set_member_name (builder, "per_recipient");
  json_builder_begin_array (builder);
  for (guint i = 0; i < bounce->results->len; i++)
    add_result (builder, g_ptr_array_index (bounce->results, i));
  json_builder_end_array (builder);
}
