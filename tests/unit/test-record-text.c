/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records as RFC 1035 §5.1 writes them, back to what can be evaluated. */
#include "config.h"

#include "report/record-text.h"

#include <string.h>

static const struct
{
  const char *description;
  guint16 type;
  const char *text;
  const char *bytes;  /* (nullable): joined strings or an address */
  const char *target; /* (nullable) */
  guint16 preference;
} good[] = {
  { "one string", HATO_DNS_TXT, "\"v=spf1 -all\"", "v=spf1 -all", NULL, 0 },
  { "an empty one", HATO_DNS_TXT, "\"\"", "", NULL, 0 },
  { "several: RFC 7208 §3.3", HATO_DNS_TXT, "\"v=spf1 \" \"-all\"", "v=spf1 -all", NULL, 0 },
  { "escapes", HATO_DNS_TXT, "\"a\\\"b\\\\c\\255\"", "a\"b\\c\xff", NULL, 0 },
  { "SPF", HATO_DNS_SPF, "\"v=spf1\"", "v=spf1", NULL, 0 },
  { "an address", HATO_DNS_A, "192.0.2.1", "\xc0\x00\x02\x01", NULL, 0 },
  { "a long one", HATO_DNS_AAAA, "2001:db8::1",
    "\x20\x01\x0d\xb8\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01", NULL, 0 },
  { "RFC 7505 §3", HATO_DNS_MX, "0 .", NULL, "", 0 },
  { "an exchange", HATO_DNS_MX, "65535 Mx.Example.", NULL, "mx.example", 65535 },
  { "a name", HATO_DNS_PTR, "a\\032b.example.", NULL, "a\\032b.example", 0 },
  { "an alias", HATO_DNS_CNAME, "x.", NULL, "x", 0 },
  { "its text alone", HATO_DNS_SOA, "whatever", NULL, NULL, 0 },
};

static void
test_good (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (HatoDnsRecord) record = hato_record_text_read (good[i].type, 300, good[i].text);

      g_test_message ("%s", good[i].description);
      g_assert_nonnull (record);
      g_assert_cmpstr (record->text, ==, good[i].text);
      g_assert_cmpuint (record->ttl, ==, 300);
      g_assert_cmpstr (record->target, ==, good[i].target);
      g_assert_cmpuint (record->preference, ==, good[i].preference);
      if (good[i].bytes != NULL)
        {
          gsize size = good[i].type == HATO_DNS_A      ? 4
                       : good[i].type == HATO_DNS_AAAA ? 16
                                                       : strlen (good[i].bytes);

          g_assert_cmpuint (record->size, ==, size);
          g_assert_cmpint (memcmp (record->bytes, good[i].bytes, size), ==, 0);
        }
      g_clear_pointer (&record->text, g_free);
      if (good[i].target != NULL || good[i].bytes != NULL)
        {
          g_autofree char *folded = g_ascii_strdown (good[i].text, -1);
          g_autofree char *made = NULL;

          hato_dns_record_finish (record);
          made = g_ascii_strdown (record->text, -1);
          g_assert_cmpstr (made, ==, folded);
        }
    }
}

static const struct
{
  guint16 type;
  const char *text;
} bad[] = {
  { HATO_DNS_TXT, "" },           { HATO_DNS_TXT, "v=spf1" },
  { HATO_DNS_TXT, "\"v=spf1" },   { HATO_DNS_TXT, "\"a\" " },
  { HATO_DNS_TXT, "\"a\"\"b\"" }, { HATO_DNS_TXT, "\"a\" b" },
  { HATO_DNS_TXT, "\"\\256\"" },  { HATO_DNS_TXT, "\"\\25\"" },
  { HATO_DNS_TXT, "\"\\" },       { HATO_DNS_A, "192.0.2" },
  { HATO_DNS_A, "2001:db8::1" },  { HATO_DNS_AAAA, "192.0.2.1" },
  { HATO_DNS_MX, "mx.example." }, { HATO_DNS_MX, "10 mx.example" },
  { HATO_DNS_MX, "65536 a." },    { HATO_DNS_MX, "10" },
  { HATO_DNS_PTR, "" },           { HATO_DNS_PTR, "a b." },
  { HATO_DNS_PTR, "\xc3\xa9." },
};

static void
test_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i].text);
      g_assert_null (hato_record_text_read (bad[i].type, 300, bad[i].text));
    }
}

/* Both sides of each bound. */
static void
test_bounds (void)
{
  for (guint over = 0; over < 2; over++)
    {
      g_autoptr (GString) strings = g_string_new ("\"\"");
      g_autofree char *name = g_strnfill (1016 + over, 'a');
      g_autoptr (HatoDnsRecord) text = NULL;
      g_autoptr (HatoDnsRecord) pointer = NULL;

      for (guint i = 1; i < 1024 + over; i++)
        g_string_append (strings, " \"\"");
      name[1015 + over] = '.';
      text = hato_record_text_read (HATO_DNS_TXT, 0, strings->str);
      pointer = hato_record_text_read (HATO_DNS_PTR, 0, name);
      g_assert_cmpint (text != NULL, ==, over == 0);
      g_assert_cmpint (pointer != NULL, ==, over == 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-text/good", test_good);
  g_test_add_func ("/record-text/bad", test_bad);
  g_test_add_func ("/record-text/bounds", test_bounds);
  return g_test_run ();
}
