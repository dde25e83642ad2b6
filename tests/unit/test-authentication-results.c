/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/authentication-results.h"

/* "server | method=result property=value (comment) | …" */
static char *
write_out (const HatoAuthenticationResults *results)
{
  GString *text = g_string_new (results->server != NULL ? results->server : "-");

  if (results->instance > 0)
    g_string_append_printf (text, " #%u", results->instance);
  for (guint i = 0; i < results->methods->len; i++)
    {
      const HatoAuthenticationMethod *method = g_ptr_array_index (results->methods, i);

      g_string_append_printf (text, " | %s=%s", method->method, method->result);
      for (guint j = 0; j < method->properties->len; j++)
        {
          const HatoAuthenticationProperty *property = g_ptr_array_index (method->properties, j);

          g_string_append_printf (text, " %s=%s", property->name, property->value);
        }
      if (method->comment != NULL)
        g_string_append_printf (text, " (%s)", method->comment);
    }
  return g_string_free (text, FALSE);
}

static const struct
{
  const char *what;
  HatoAuthenticationResults *(*parse) (const char *value);
  const char *value;
  const char *read;
} rows[] = {
  { "RFC 8601 B.3", hato_authentication_results_parse,
    "example.com; auth=pass (cram-md5) smtp.auth=sender@example.net; spf=pass "
    "smtp.mailfrom=example.net",
    "example.com | auth=pass smtp.auth=sender@example.net (cram-md5) | spf=pass "
    "smtp.mailfrom=example.net" },
  { "RFC 8601 B.2: nothing was done", hato_authentication_results_parse, "example.org 1; none",
    "example.org" },
  { "as Gmail writes", hato_authentication_results_parse,
    "mx.google.com;       dkim=pass header.i=@a.example header.s=x header.b=AbC;       "
    "spf=softfail (google.com: domain of "
    "transitioning j@a.example does not designate 192.0.2.1 as permitted sender) "
    "smtp.mailfrom=j@a.example; dmarc=fail "
    "(p=NONE sp=NONE dis=NONE) header.from=a.example",
    "mx.google.com | dkim=pass header.i=@a.example header.s=x header.b=AbC | spf=softfail "
    "smtp.mailfrom=j@a.example "
    "(google.com: domain of transitioning j@a.example does not designate 192.0.2.1 as permitted "
    "sender) | dmarc=fail "
    "header.from=a.example (p=NONE sp=NONE dis=NONE)" },
  { "as Outlook.com writes: without its own name", hato_authentication_results_parse,
    "spf=fail (sender IP is 192.0.2.1) smtp.mailfrom=a.example; dkim=none (message not signed) "
    "header.d=none;dmarc=fail "
    "action=none header.from=a.example;compauth=fail reason=001",
    "- | spf=fail smtp.mailfrom=a.example (sender IP is 192.0.2.1) | dkim=none header.d=none "
    "(message not signed) | "
    "dmarc=fail action=none header.from=a.example | compauth=fail reason=001" },
  { "quotes, versions, nested comments", hato_authentication_results_parse,
    "(a (b) c) x.example /1 ; DKIM/1 = Fail reason=\"a \\\"b\\\"; c\" header.d = a.example",
    "x.example | dkim=fail reason=a \"b\"; c header.d=a.example" },
  { "RFC 7208 §9.1", hato_authentication_results_parse_received_spf,
    "pass (mybox.example.org: domain of myname@example.com designates 192.0.2.1 as permitted "
    "sender) receiver=mybox.example.org; "
    "client-ip=192.0.2.1; envelope-from=\"myname@example.com\"; helo=foo.example.com;",
    "- | spf=pass receiver=mybox.example.org client-ip=192.0.2.1 envelope-from=myname@example.com "
    "helo=foo.example.com "
    "(mybox.example.org: domain of myname@example.com designates 192.0.2.1 as permitted sender)" },
  { "RFC 8617 §4.1.1", hato_authentication_results_parse_arc,
    "i=2; lists.example.org; spf=fail smtp.mfrom=j@d1.example",
    "lists.example.org #2 | spf=fail smtp.mfrom=j@d1.example" },
  { "a set that is not numbered", hato_authentication_results_parse_arc, "a.example; spf=pass",
    "a.example | spf=pass" },
  { "nothing", hato_authentication_results_parse, "", "-" },
  { "nothing of Received-SPF", hato_authentication_results_parse_received_spf, "(x", "-" },
  { "a comment and a quote that do not end", hato_authentication_results_parse,
    "a; spf=pass (x x=\"y", "a | spf=pass (x x=\"y)" },
  { "a lone backslash at the end", hato_authentication_results_parse, "a; spf=\"\\", "a | spf=" },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HatoAuthenticationResults) results = rows[i].parse (rows[i].value);
      g_autofree char *read = write_out (results);

      g_test_message ("%s", rows[i].what);
      g_assert_cmpstr (read, ==, rows[i].read);
    }
}

/* A field with very many parts is read in part. */
static void
test_limits (void)
{
  g_autoptr (GString) value = g_string_new ("a.example");
  g_autoptr (HatoAuthenticationResults) results = NULL;
  const HatoAuthenticationMethod *first;

  for (guint i = 0; i < 5000; i++)
    g_string_append (value, i < 1000 ? (i == 0 ? "; x=y" : " p.q=r") : "; x=y (((((((((((((((");
  results = hato_authentication_results_parse (value->str);
  first = g_ptr_array_index (results->methods, 0);
  g_assert_cmpuint (results->methods->len, ==,
                    2); /* the comment that does not end takes the rest */
  g_assert_cmpuint (first->properties->len, ==, 32);
}

static void
test_get (void)
{
  g_autoptr (HatoAuthenticationResults) results =
      hato_authentication_results_parse ("a; spf=pass Smtp.MailFrom=b@c");
  const HatoAuthenticationMethod *method = g_ptr_array_index (results->methods, 0);

  g_assert_cmpstr (hato_authentication_method_get (method, "smtp.mailfrom"), ==, "b@c");
  g_assert_null (hato_authentication_method_get (method, "header.d"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/authentication-results/rows", test_rows);
  g_test_add_func ("/authentication-results/limits", test_limits);
  g_test_add_func ("/authentication-results/get", test_get);
  return g_test_run ();
}
