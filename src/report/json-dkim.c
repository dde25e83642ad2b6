/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/json-dkim.h"

#include "report/json.h"

static void
add_signatures (JsonBuilder *builder, const HatoMailCheck *check)
{
  json_builder_set_member_name (builder, "signatures");
  json_builder_begin_array (builder);
  for (guint i = 0; i < check->outcomes->len; i++)
    {
      const HatoDkimOutcome *outcome = &g_array_index (check->outcomes, HatoDkimOutcome, i);
      const HatoDkimProof *proof = g_ptr_array_index (check->mail->proofs, i);

      json_builder_begin_object (builder);
      hato_json_add_string (builder, "domain", proof->signature->domain);
      hato_json_add_string (builder, "selector", proof->signature->selector);
      hato_json_add_string (builder, "algorithm", proof->signature->algorithm);
      hato_json_add_string (builder, "result", hato_dkim_result_to_string (outcome->result));
      hato_json_add_string (builder, "reason", outcome->reason);
      hato_json_add_string (builder, "fault", proof->signature->fault);
      hato_json_add_boolean (builder, "whole_body", proof->signature->body_length < 0);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_method (JsonBuilder *builder, const HatoAuthenticationMethod *method)
{
  json_builder_begin_object (builder);
  hato_json_add_string (builder, "method", method->method);
  hato_json_add_string (builder, "result", method->result);
  hato_json_add_string (builder, "comment", method->comment);
  json_builder_set_member_name (builder, "properties");
  json_builder_begin_array (builder);
  for (guint i = 0; i < method->properties->len; i++)
    {
      const HatoAuthenticationProperty *property = g_ptr_array_index (method->properties, i);

      json_builder_begin_object (builder);
      hato_json_add_string (builder, "name", property->name);
      hato_json_add_string (builder, "value", property->value);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_results (JsonBuilder *builder, const char *member, const GPtrArray *list)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->len; i++)
    {
      const HatoAuthenticationResults *results = g_ptr_array_index (list, i);

      json_builder_begin_object (builder);
      hato_json_add_string (builder, "server", results->server);
      if (results->instance > 0)
        hato_json_add_integer (builder, "instance", results->instance);
      json_builder_set_member_name (builder, "methods");
      json_builder_begin_array (builder);
      for (guint j = 0; j < results->methods->len; j++)
        add_method (builder, g_ptr_array_index (results->methods, j));
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/** hato_json_mail_check: (transfer full): the "dkim" JSON of the contract, on one line. */
char *
hato_json_mail_check (const char *file,
                      const HatoMailCheck *check,
                      const HatoTranslation *translation)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const HatoCheckup *checkup = check->checkup;

  json_builder_begin_object (builder);
  hato_json_add_string (builder, "file", file);
  hato_json_add_string (builder, "result", hato_dkim_result_to_string (check->result));
  add_signatures (builder, check);
  hato_json_add_integer (builder, "signatures_left_out", check->mail->n_left_out);
  add_results (builder, "authentication_results", check->authentication_results);
  add_results (builder, "received_spf", check->received_spf);
  add_results (builder, "arc", check->arc);
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < checkup->findings->len; i++)
    hato_json_add_finding (builder, g_ptr_array_index (checkup->findings, i), checkup, translation);
  json_builder_end_array (builder);
  hato_json_add_evidence (builder, checkup);
  json_builder_end_object (builder);
  return hato_json_end (builder);
}
