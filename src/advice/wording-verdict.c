/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "advice/wording-verdict.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const HatoVerdictWording wordings[] = {
  { "spf.missing", N_ ("SPF is not set up yet. Mail may not arrive at Gmail and others."),
    N_ ("Register the list of servers that may send for you at the company that keeps your "
        "domain’s settings."),
    HATO_WHO_YOU },
  { "spf.multiple", N_ ("There are {count} SPF records, and none of them is used."),
    N_ ("Put them together into one record and delete the others."), HATO_WHO_YOU },
  { "spf.sender_not_covered", N_ ("The server that sent the mail is not in the list of SPF."),
    N_ ("Add the sending server {ip} to the existing record."), HATO_WHO_YOU },
  { "spf.wrong_name", N_ ("SPF is registered, but under another name."),
    N_ ("Register the same line for {subject}."), HATO_WHO_YOU },
  { "spf.wrong_name_doubled", N_ ("SPF is registered, but the name is doubled."),
    N_ ("Register it again and leave the host field empty."), HATO_WHO_YOU },
  { "spf.too_many_lookups", N_ ("SPF refers to too many other lists, and receivers stop reading."),
    N_ ("Take out the services that you no longer use."), HATO_WHO_YOU },
  { "spf.include_nxdomain",
    N_ ("SPF refers to a name that does not exist, and receivers stop reading."),
    N_ ("Take out the entry for {name}."), HATO_WHO_YOU },
  { "spf", N_ ("SPF is registered, but receivers cannot use it as it stands."),
    N_ ("Correct the line as described below."), HATO_WHO_YOU },
  { "dkim", N_ ("The key for the signature on your mail (DKIM) cannot be used as it stands."),
    N_ ("Publish the key again as described below."), HATO_WHO_YOU },
  { "dkim.private_key", N_ ("The secret key for the signature on your mail is published."),
    N_ ("Delete the record and make a new pair of keys."), HATO_WHO_YOU },
  { "dkim.missing", N_ ("A signature on your mail (DKIM) is not set up yet."),
    N_ ("Switch DKIM on in the panel of your mail server company."), HATO_WHO_YOU },
  { "dmarc.missing", N_ ("DMARC is not set up yet. Docomo phones may show a warning on your mail."),
    N_ ("Register the “watching only” setting (p=none) first."), HATO_WHO_YOU },
  { "dmarc", N_ ("DMARC is registered, but receivers cannot use it as it stands."),
    N_ ("Correct the line as described below."), HATO_WHO_YOU },
  { "mx", N_ ("Mail for you may not arrive: its place of delivery is not in order."),
    N_ ("Correct the entry as described below."), HATO_WHO_YOU },
  { "mx.none", N_ ("It is not registered where mail for you is delivered."),
    N_ ("Register the mail server as MX."), HATO_WHO_YOU },
  { "ptr",
    N_ ("The number of your sending server has no fitting name. Gmail and others may refuse its "
        "mail."),
    N_ ("Send the text below to the company that runs the server."), HATO_WHO_HOST },
  { "dns.nxdomain", N_ ("The domain {subject} was not found."),
    N_ ("Compare the spelling, or ask where the domain was bought."), HATO_WHO_YOU },
  { "dns.offline", N_ ("This computer is not connected to the network."),
    N_ ("Connect to the network and check again."), HATO_WHO_NOBODY },
  { "dns.resolver_lies",
    N_ ("From this line it cannot be checked reliably. Your domain is not the cause."),
    N_ ("Check again from another line."), HATO_WHO_NOBODY },
  { "dns", N_ ("The settings of the domain could not be read from here."),
    N_ ("Try again in a few minutes."), HATO_WHO_NOBODY },
};

static const HatoVerdictWording all_in_order = {
  NULL, N_ ("Everything that can be seen from outside is in order."),
  N_ ("Nothing to do. If a mail came back, paste it to learn more."), HATO_WHO_NOBODY
};
static const HatoVerdictWording nothing_checked = {
  NULL, N_ ("Nothing could be checked this time. That is not a fault of the domain."),
  N_ ("Try again in a few minutes."), HATO_WHO_NOBODY
};
static const HatoVerdictWording attention = {
  NULL, N_ ("No fault that stops mail was found. One point deserves attention."),
  N_ ("Read the point marked below."), HATO_WHO_YOU
};
static const HatoVerdictWording *
find (const char *code, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wordings); i++)
    if (strlen (wordings[i].cause) == length && strncmp (wordings[i].cause, code, length) == 0)
      return &wordings[i];

  return NULL;
}

/**
 * hato_verdict_wording_find:
 * @level: of the whole case
 * @leading: (nullable): the finding that leads
 *
 * Returns: (transfer none): the headline's texts: of the finding's code, else of its area, else of the level
 */
const HatoVerdictWording *
hato_verdict_wording_find (HatoLevel level, const HatoFinding *leading)
{
  const HatoVerdictWording *wording = NULL;

  if (leading != NULL)
    wording = find (leading->code, strlen (leading->code));
  if (wording == NULL && leading != NULL
      && (level == HATO_LEVEL_PROBLEM || strncmp (leading->code, "dns.", 4) == 0))
    wording = find (leading->code, strcspn (leading->code, "."));
  if (wording != NULL)
    return wording;
  if (level == HATO_LEVEL_UNCHECKED)
    return &nothing_checked;

  return level <= HATO_LEVEL_CAUTION ? &attention : &all_in_order;
}
