/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which terms of an SPF tree decide about an address. */
#include "config.h"

#include "dns/spf-where.h"

#include <string.h>

#include "dns/spf-tree.h"
#include "fakes/zone-answers.h"

#define ROUNDS_MAX 16u
#define TXT(name, text)                                                                            \
  "\"" name "\": {\"records\": [{\"type\": \"TXT\", \"strings\": [\"" text "\"]}]}"

static const struct
{
  const char *description;
  const char *zone; /* of d.test */
  const char *address;
  const char *marked; /* from the record down */
} rows[] = {
  { "RFC 7208 §4.6.2: the first match decides",
    TXT ("d.test", "v=spf1 ip4:192.0.2.1 ip4:192.0.2.0/24 -all"), "192.0.2.1", "ip4:192.0.2.1" },
  { "nothing before matches", TXT ("d.test", "v=spf1 ip4:192.0.2.1 -all"), "192.0.2.2", "-all" },
  { "no term matches", TXT ("d.test", "v=spf1 ip4:192.0.2.1"), "192.0.2.2", "" },
  { "§5.2: what is included, term by term",
    TXT ("d.test",
         "v=spf1 include:i.test include:j.test -all") "," TXT ("i.test",
                                                               "v=spf1 ip4:192.0.2.9 -all") "," //
    TXT ("j.test",
         "v=spf1 ip4:192.0.2.8 include:k.test -all") "," TXT ("k.test",
                                                              "v=spf1 ip6:2001:db8::/32 -all"),
    "2001:db8::1", "include:j.test include:k.test ip6:2001:db8::/32" },
  { "an include whose own terms all match as fail is no match",
    TXT ("d.test", "v=spf1 include:i.test ~all") "," TXT ("i.test", "v=spf1 -all"), "192.0.2.1",
    "~all" },
  { "§6.1: behind a redirect",
    TXT ("d.test", "v=spf1 ip4:192.0.2.1 redirect=r.test") "," TXT (
        "r.test",
        "v=spf1 include:i.test ~all") "," TXT ("i.test", "v=spf1 ip4:192.0.2.7 -all"),
    "192.0.2.7", "redirect=r.test include:i.test ip4:192.0.2.7" },
  { "an error ends it", TXT ("d.test", "v=spf1 include:gone.test ip4:192.0.2.1 -all"), "192.0.2.1",
    "" },
};

static void
list_marked (const HatoTree *tree, const char *address, GString *list)
{
  for (guint i = 0; i < tree->children->len; i++)
    {
      const HatoTree *child = g_ptr_array_index (tree->children, i);

      if (child->matched == NULL)
        continue;
      g_assert_cmpstr (child->matched, ==, address);
      g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "", child->label);
      list_marked (child, address, list);
    }
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (FakeZoneAnswers) zone = { 0 };
      g_autofree char *json = g_strconcat ("{", rows[i].zone, "}", NULL);
      g_autoptr (HatoAnswers) answers = hato_answers_new ();
      g_auto (HatoSpfTree) tree = { 0 };
      g_auto (HatoSpfEvaluation) evaluation = { 0 };
      HatoSpfInput input = { .mail_from = "a@d.test", .helo = "d.test", .trace = TRUE };
      g_autoptr (GString) marked = g_string_new (NULL);

      g_test_message ("%s", rows[i].description);
      g_assert_true (hato_address_parse (rows[i].address, &input.ip));
      fake_zone_answers_init (&zone, json, NULL);
      hato_look_up (answers, "d.test", HATO_DNS_TXT);
      for (guint round = 0; round < ROUNDS_MAX; round++)
        {
          fake_zone_answers_bring (&zone, answers);
          hato_spf_tree_clear (&tree);
          hato_spf_evaluation_clear (&evaluation);
          if (hato_spf_tree_walk ("d.test", answers, &tree)
              & hato_spf_evaluate (&input, answers, &evaluation))
            break;
        }
      hato_spf_where_mark (tree.tree, &evaluation, rows[i].address);
      list_marked (tree.tree, rows[i].address, marked);
      g_assert_cmpstr (marked->str, ==, rows[i].marked);
    }
}

static void
test_several_addresses (void)
{
  g_autoptr (HatoTree) tree = hato_tree_new ("d.test");
  HatoSpfStep step = { 0, (char *) "d.test", (char *) "-all", "match" };
  HatoSpfEvaluation evaluation = { .trace = g_ptr_array_new () };

  g_ptr_array_add (tree->children, hato_tree_new ("-all"));
  g_ptr_array_add (evaluation.trace, &step);
  hato_spf_where_mark (tree, &evaluation, "192.0.2.1");
  hato_spf_where_mark (tree, &evaluation, "192.0.2.2");
  g_assert_cmpstr (((HatoTree *) g_ptr_array_index (tree->children, 0))->matched, ==,
                   "192.0.2.1\n192.0.2.2");
  g_ptr_array_unref (evaluation.trace);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spf-where/rows", test_rows);
  g_test_add_func ("/spf-where/several-addresses", test_several_addresses);
  return g_test_run ();
}
