/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "findings/wording.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/endpoint-id.h"
#include "base/foreign-text.h"
#include "findings/wording-tables.h"

#define ARGUMENT_MAX 256u /* characters of a stranger's text that a sentence carries */

static const HatoWordingTable *const tables[] = {
  &hato_wording_spf,       &hato_wording_dkim,      &hato_wording_dmarc,   &hato_wording_mx,
  &hato_wording_ptr,       &hato_wording_dns,       &hato_wording_mta_sts, &hato_wording_tlsrpt,
  &hato_wording_bimi,      &hato_wording_signature, &hato_wording_bounce,  &hato_wording_helo,
  &hato_wording_blocklist, &hato_wording_dane,      &hato_wording_tls,     &hato_wording_reach,
};

/* Why something could not be found out: the words of the argument "reason" (contract, rule 1), as a phrase behind "because". */
static const struct
{
  const char *reason;
  const char *phrase;
} reasons[] = {
  { "timeout", N_ ("no answer came in time") },
  { "servfail", N_ ("the name server answered that it has trouble of its own") },
  { "refused", N_ ("the name server refused to answer") },
  { "network", N_ ("the name server could not be reached") },
  { "protocol", N_ ("the answer could not be read") },
  { "too_big", N_ ("the answer was too long") },
  { "answers_differ", N_ ("two name servers gave different answers") },
  { "budget", N_ ("the check asks no more questions than this in one go") },
  { "tls", N_ ("the encrypted connection could not be made") },
  { "private_address", N_ ("the address is one of an inner network") },
  { "http_error", N_ ("the web server answered that it has trouble of its own") },
  { "internal", N_ ("this program met an error of its own") },
  { "not_recorded", N_ ("the recorded run does not hold this answer") },
  { "intercepted", N_ ("something on this line answers in place of the name servers") },
  { "no_address", N_ ("the name server has no address") },
  { "portal", N_ ("this line asks for a log-in first") },
  { "fake_ip", N_ ("a proxy program on this line makes addresses up") },
  { "txt_filtered", N_ ("this line lets no text records through") },
  { "offline", N_ ("this computer is not connected to the network") },
  { "resolver_lies", N_ ("this line gives answers for names that do not exist") },
  { "from_file", N_ ("the answers come from a file, and no server is connected to") },
  { "not_validated", N_ ("the name server of this line does not check signatures (DNSSEC)") },
  { "unreachable", N_ ("this line has no way to the address") },
  { "no_server_address", N_ ("the name has no address") },
  { "selector_unknown", N_ ("the domain alone does not tell under which name the key is kept") },
  { "sending_address_unknown", N_ ("the address of the sending server is not known") },
  { "helo_unknown", N_ ("only a mail shows it") },
  { "public_resolver",
    N_ ("the operators of such lists do not answer the open name server that this computer uses") },
  { "list_refuses", N_ ("the list does not answer the name server of this line") },
  { "list_broken", N_ ("the list did not answer as it must") },
  { "list_closed", N_ ("the list did not answer its own test") },
};

/* What a listing means: the words of the argument "meaning". */
static const struct
{
  const char *meaning;
  const char *phrase;
} meanings[] = {
  { "spam_source", N_ ("unwanted mail was sent from there") },
  { "low_reputation", N_ ("mail from there looked like unwanted mail") },
  { "compromised", N_ ("a computer there seems to be used by somebody else") },
  { "home_line", N_ ("the address belongs to a line that should not send mail by itself") },
  { "abused_domain", N_ ("the name was seen in harmful mail") },
  { "hacked_website", N_ ("the website seems to be used by somebody else") },
};

/* What stands for an argument that is not known: not every refusal names all. */
static const struct
{
  const char *name;
  const char *phrase;
} blanks[] = {
  { "name", N_ ("the receiving server") },
  { "recipient", N_ ("the recipient") },
  { "subject", N_ ("your domain") },
};

/* The row of a door: whose it is, and who goes through it. */
static const char *const doors[HATO_PROTOCOLS] = {
  [HATO_PROTOCOL_SMTP] = N_ ("{name}: mail from other servers (port {port})"),
  [HATO_PROTOCOL_SUBMISSION] = N_ ("{name}: sending (port {port}, STARTTLS)"),
  [HATO_PROTOCOL_SUBMISSIONS] = N_ ("{name}: sending (port {port}, SSL/TLS)"),
  [HATO_PROTOCOL_IMAP] = N_ ("{name}: reading mail by IMAP (port {port}, STARTTLS)"),
  [HATO_PROTOCOL_IMAPS] = N_ ("{name}: reading mail by IMAP (port {port}, SSL/TLS)"),
  [HATO_PROTOCOL_POP3] = N_ ("{name}: fetching mail by POP (port {port}, STARTTLS)"),
  [HATO_PROTOCOL_POP3S] = N_ ("{name}: fetching mail by POP (port {port}, SSL/TLS)"),
  [HATO_PROTOCOL_HTTPS] = N_ ("{name}: website (port {port})"),
};

/** hato_wording_get_tables: (transfer none) (array length=n_tables): one table an area. */
const HatoWordingTable *const *
hato_wording_get_tables (gsize *n_tables)
{
  *n_tables = G_N_ELEMENTS (tables);
  return tables;
}

static const HatoWordingTable *
find_table (const char *code)
{
  gsize length = strcspn (code, ".");

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    if (strlen (tables[i]->area) == length && strncmp (tables[i]->area, code, length) == 0)
      return tables[i];

  return NULL;
}

/** hato_wording_find: (nullable): the texts of a finding code. */
const HatoWording *
hato_wording_find (const char *code)
{
  const HatoWordingTable *table = find_table (code);

  for (gsize i = 0; table != NULL && i < table->n_wordings; i++)
    if (strcmp (table->wordings[i].code, code) == 0)
      return &table->wordings[i];

  return NULL;
}

/** hato_wording_get_title: (nullable): the row's name of an item, in English. */
const char *
hato_wording_get_title (const char *item)
{
  const HatoWordingTable *table = find_table (item);

  return table != NULL ? table->title : NULL;
}

/**
 * hato_wording_dup_title:
 * @item: the id of a row: an area, or a door of a server
 *
 * Returns: (transfer full): the row's name as people read it; the id itself where there is none
 */
char *
hato_wording_dup_title (const HatoTranslation *translation, const char *item)
{
  const char *title = hato_wording_get_title (item);
  g_autoptr (HatoEndpointId) door = hato_endpoint_id_parse (item);
  g_autofree char *name = NULL;
  g_autofree char *port = NULL;
  GString *text;

  if (door == NULL)
    return title != NULL ? g_strdup (hato_translate (translation, title))
                         : hato_foreign_line (item);

  name = hato_foreign_line (door->host);
  port = g_strdup_printf ("%u", door->port);
  text = g_string_new (hato_translate (translation, doors[door->protocol]));
  g_string_replace (text, "{port}", port, 0);
  g_string_replace (text, "{name}", name, 0);
  if (strchr (door->address, ':') != NULL) /* the same door, by the newer kind of address */
    g_string_append (text, " · IPv6");
  return g_string_free (text, FALSE);
}

/** hato_wording_get_reason: (transfer none): why something could not be found out, as a phrase to be translated; @reason itself
 * where it has none */
const char *
hato_wording_get_reason (const char *reason)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (strcmp (reasons[i].reason, reason) == 0)
      return reasons[i].phrase;

  return reason;
}

static const char *
get_meaning (const char *meaning)
{
  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (strcmp (meanings[i].meaning, meaning) == 0)
      return meanings[i].phrase;

  return meaning;
}

static const char *
get_blank (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (blanks); i++)
    if (strcmp (blanks[i].name, name) == 0)
      return blanks[i].phrase;

  return "";
}

/* A point in time as people here read it. */
static char *
dup_local_time (const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);
  g_autoptr (GDateTime) local = time != NULL ? g_date_time_to_local (time) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M") : g_strdup (text);
}

static void
append_argument (GString *text,
                 const char *name,
                 const HatoTranslation *translation,
                 const HatoFinding *finding)
{
  const char *value =
      strcmp (name, "subject") == 0 ? finding->subject : hato_finding_get_argument (finding, name);
  g_autofree char *time = NULL;
  g_autofree char *shown = NULL;

  if (value == NULL)
    return;
  if (strcmp (name, "reason") == 0)
    value = hato_translate (translation, hato_wording_get_reason (value));
  else if (strcmp (name, "meaning") == 0)
    value = hato_translate (translation, get_meaning (value));
  else if (strcmp (name, "until") == 0)
    value = time = dup_local_time (value);
  else if (*value == '\0')
    value = hato_translate (translation, get_blank (name));
  shown = hato_foreign_text (value, strlen (value), ARGUMENT_MAX);
  g_string_append (text, shown);
}

/**
 * hato_wording_expand:
 * @text: a text of a wording, in English
 *
 * Translates @text and puts the finding's arguments in place of "{name}". What strangers wrote is made safe and bounded on its
 * way, and never read for further places.
 *
 * Returns: (transfer full): the text as people read it
 */
char *
hato_wording_expand (const HatoTranslation *translation,
                     const char *text,
                     const HatoFinding *finding)
{
  const char *at = hato_translate (translation, text);
  GString *expanded = g_string_new (NULL);

  while (*at != '\0')
    {
      const char *open = strchr (at, '{');
      const char *close = open != NULL ? strchr (open, '}') : NULL;

      if (close == NULL)
        {
          g_string_append (expanded, at);
          break;
        }

      g_autofree char *name = g_strndup (open + 1, (gsize) (close - open) - 1);

      g_string_append_len (expanded, at, open - at);
      append_argument (expanded, name, translation, finding);
      at = close + 1;
    }
  return g_string_free (expanded, FALSE);
}
