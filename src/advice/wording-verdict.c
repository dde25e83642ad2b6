/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "advice/wording-verdict.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "findings/wording.h"

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
  { "dkim.private_key",
    N_ ("The secret key for the signature on your mail (DKIM) is published for everybody to read."),
    N_ ("Delete the record and make a new pair of keys."), HATO_WHO_YOU },
  { "dkim.missing", N_ ("A signature on your mail (DKIM) is not set up yet."),
    N_ ("Switch DKIM on in the panel of your mail server company."), HATO_WHO_YOU },
  { "dmarc.missing", N_ ("DMARC is not set up yet. Docomo phones may show a warning on your mail."),
    N_ ("Register the “watching only” setting (p=none) first."), HATO_WHO_YOU },
  { "dmarc", N_ ("DMARC is registered, but a point in it has to be corrected."),
    N_ ("Correct the line as described below."), HATO_WHO_YOU },
  { "mx",
    N_ ("Mail for you may not arrive: the entry for its place of delivery (MX) needs a "
        "correction."),
    N_ ("Correct the entry as described below."), HATO_WHO_YOU },
  { "mx.none", N_ ("The place where your mail is delivered (MX) is not registered yet."),
    N_ ("Register the mail server as MX."), HATO_WHO_YOU },
  { "ptr",
    N_ ("The address of your sending server has no name that fits it (PTR). Gmail and others may "
        "refuse its mail."),
    N_ ("Ask the company that runs the server to register a fitting name for {ip}."),
    HATO_WHO_HOST },
  { "dns.nxdomain",
    N_ ("The domain {subject} was not found. It may be mistyped, or its registration may have "
        "ended."),
    N_ ("Compare the spelling, or ask where the domain was bought."), HATO_WHO_YOU },
  { "dns.edited_elsewhere",
    N_ ("The settings for your mail seem to be entered at the wrong company. Those of the domain "
        "are kept at {host}."),
    N_ ("Enter the same line at the company of {host}."), HATO_WHO_YOU },
  { "dns.offline", N_ ("This computer is not connected to the network."),
    N_ ("Connect to the network and check again."), HATO_WHO_NOBODY },
  { "dns.resolver_lies",
    N_ ("From this line it cannot be checked reliably. Your domain is not the cause."),
    N_ ("Check again from another line, for example through a mobile phone."), HATO_WHO_NOBODY },
  { "dns.portal", N_ ("This line waits for you to log in. Your domain is not the cause."),
    N_ ("Open a page in the browser, log in to the line, and check again."), HATO_WHO_NOBODY },
  { "dns.fake_ip",
    N_ ("From this line it cannot be checked reliably. Your domain is not the cause."),
    N_ ("Switch the proxy or VPN program off for a moment, and check again."), HATO_WHO_NOBODY },
  { "dns.txt_filtered",
    N_ ("From this line it cannot be checked reliably. Your domain is not the cause."),
    N_ ("Check again from another line, for example through a mobile phone."), HATO_WHO_NOBODY },
  { "dns.bogus",
    N_ ("The signature on the settings of your domain does not fit. For Gmail and others the "
        "domain cannot be reached."),
    N_ ("If the name servers were changed lately, have the old signature entry (DS) deleted where "
        "the domain was bought."),
    HATO_WHO_YOU },
  { "dns.expired_suspected",
    N_ ("The domain is on a holding page. Its registration may have ended, or its name servers are "
        "not set."),
    N_ ("Ask the company where the domain was bought."), HATO_WHO_YOU },
  { "dns.wildcard", N_ ("The domain answers even for names that nobody registered."),
    N_ ("Delete the entry with the star (*)."), HATO_WHO_YOU },
  { "dns.cname_and_txt",
    N_ ("The domain is registered as another name, and has entries of its own as well."),
    N_ ("Delete the CNAME of the bare domain."), HATO_WHO_YOU },
  { "blocklist.listed", N_ ("The sender stands in a list of senders of unwanted mail: {list}."),
    N_ ("Ask the company that runs the sending server to have the entry taken out."),
    HATO_WHO_HOST },
  { "helo.not_resolving", N_ ("The name that the sending server gives of itself leads nowhere."),
    N_ ("Ask the company that runs the server to let it give a name that exists."), HATO_WHO_HOST },
  { "helo.mismatch", N_ ("The name that the sending server gives of itself is another server’s."),
    N_ ("Ask the company that runs the server to let it give its own name."), HATO_WHO_HOST },
  { "dns.lame", N_ ("One of the domain's name servers does not answer for it."),
    N_ ("Ask the company where the domain was bought to correct the list of name servers."),
    HATO_WHO_HOST },
  { "dns.servers_disagree", N_ ("The name servers of the domain do not say the same about mail."),
    N_ ("Check again in an hour. If it stays so, tell the company of the name servers."),
    HATO_WHO_HOST },
  { "dns.cached_copy",
    N_ ("The new settings are published. Old copies of them are gone by {until}."),
    N_ ("Send the mail again after {until}."), HATO_WHO_NOBODY },
  { "dns.move_loses", N_ ("If the domain moved now, settings that mail needs would be lost."),
    N_ ("Register them at the new name servers before the move."), HATO_WHO_YOU },
  { "dns.move_changes", N_ ("If the domain moved now, settings that mail uses would change."),
    N_ ("Compare them, and correct what is not wanted before the move."), HATO_WHO_YOU },
  { "dns.move_unready", N_ ("The new name servers do not know the domain yet."),
    N_ ("Set the domain up there first, with all its settings, and check again."), HATO_WHO_YOU },
  { "dns", N_ ("The settings of the domain could not be read from here."),
    N_ ("Try again in a few minutes."), HATO_WHO_NOBODY },
  { "spf.include_no_spf",
    N_ ("SPF refers to a name that has no such list, and receivers stop reading."),
    N_ ("Take out the entry for {name}."), HATO_WHO_YOU },
  { "spf.redirect_no_spf",
    N_ ("SPF refers to a name that has no such list, and receivers stop reading."),
    N_ ("Take out the entry for {name}."), HATO_WHO_YOU },
  { "spf.include_loop", N_ ("SPF refers to itself, and receivers stop reading."),
    N_ ("Take out the entry that leads back: {term}."), HATO_WHO_YOU },
  { "spf.void_lookups", N_ ("SPF leads to names that no longer exist, and receivers stop reading."),
    N_ ("Take out the entries of services and servers that are gone."), HATO_WHO_YOU },
  { "spf.plus_all", N_ ("SPF allows every server in the world, so it proves nothing."),
    N_ ("Name every service that sends for you, and replace “{term}” at the end with “~all”."),
    HATO_WHO_YOU },
  { "spf.type99_only", N_ ("SPF is registered as a record of another type, which nobody reads."),
    N_ ("Register the same line as a record of the type TXT."), HATO_WHO_YOU },
  { "spf.ipv6_not_covered", N_ ("The server that sent the mail is not in the list of SPF."),
    N_ ("Add the sending server {ip} to the existing record."), HATO_WHO_YOU },
  { "spf.include_equals", N_ ("SPF is registered, but a part of it is not read."),
    N_ ("Replace the equals sign with a colon."), HATO_WHO_YOU },
  { "spf.double_version", N_ ("SPF is registered, but a part of it is not read."),
    N_ ("Keep “v=spf1” at the beginning only, and one “all” at the end."), HATO_WHO_YOU },
  { "dkim.wrong_name",
    N_ ("The key for the signature on your mail (DKIM) is registered, but under a name where "
        "receivers do not look."),
    N_ ("Register it again; the host field reads “{selector}._domainkey”."), HATO_WHO_YOU },
  { "dkim.wrong_name_doubled",
    N_ ("The key for the signature on your mail (DKIM) is registered, but under a name where "
        "receivers do not look."),
    N_ ("Register it again; the host field reads “{selector}._domainkey”."), HATO_WHO_YOU },
  { "dkim.wrong_name_no_underscore",
    N_ ("The key for the signature on your mail (DKIM) is registered, but under a name where "
        "receivers do not look."),
    N_ ("Register it again; the host field reads “{selector}._domainkey”."), HATO_WHO_YOU },
  { "dmarc.multiple", N_ ("DMARC is registered {count} times, and receivers then use none."),
    N_ ("Keep one and delete the others."), HATO_WHO_YOU },
  { "dmarc.wrong_name_root",
    N_ ("DMARC is registered, but under a name where receivers do not look."),
    N_ ("Register the same line again; the host field reads “_dmarc”."), HATO_WHO_YOU },
  { "dmarc.wrong_name_doubled",
    N_ ("DMARC is registered, but under a name where receivers do not look."),
    N_ ("Register the same line again; the host field reads “_dmarc”."), HATO_WHO_YOU },
  { "dmarc.wrong_name_no_underscore",
    N_ ("DMARC is registered, but under a name where receivers do not look."),
    N_ ("Register the same line again; the host field reads “_dmarc”."), HATO_WHO_YOU },
  { "dmarc.wrong_name", N_ ("DMARC is registered, but under a name where receivers do not look."),
    N_ ("Register the same line again; the host field reads “_dmarc”."), HATO_WHO_YOU },
  { "dmarc.spf_here", N_ ("Where DMARC belongs, another text is registered."),
    N_ ("Register the “watching only” setting (p=none) first."), HATO_WHO_YOU },
  { "dmarc.not_dmarc", N_ ("Where DMARC belongs, another text is registered."),
    N_ ("Register the “watching only” setting (p=none) first."), HATO_WHO_YOU },
  { "dmarc.cname_broken",
    N_ ("DMARC is kept by a service, and the entry leads to a record that is gone."),
    N_ ("Ask the service for the current entry."), HATO_WHO_YOU },
  { "signature",
    N_ ("Your mail is signed (DKIM), but receivers cannot check the signature with the key that is "
        "published."),
    N_ ("Register the key as the panel of your mail server company shows it."), HATO_WHO_YOU },
  { "mx.no_address",
    N_ ("The server that should take your mail has no address. Mail for you may come back to its "
        "senders."),
    N_ ("Correct the name of the server, or register an address for it."), HATO_WHO_YOU },
  { "tls.server_name",
    N_ ("Only the server name in the mail program does not fit: the encryption itself works."),
    N_ ("Type {host} as the server name in the mail program, instead of {name} (checked: the "
        "certificate is for it)."),
    HATO_WHO_YOU },
  { "tls.hostname_mismatch",
    N_ ("The encryption works. Only the name of the server does not fit its certificate."),
    N_ ("Type the server name of the certificate, as shown below."), HATO_WHO_YOU },
  { "tls.ip_used_as_name",
    N_ ("The encryption works. Only the name of the server does not fit its certificate."),
    N_ ("Type the server name of the certificate, as shown below."), HATO_WHO_YOU },
  { "tls", N_ ("The server is reached, but its encryption or its certificate needs a correction."),
    N_ ("Show the points below to the company that runs the server."), HATO_WHO_HOST },
  { "reach", N_ ("The server cannot be used in this way at the moment."),
    N_ ("Compare the server name and the port with what the company that runs the server tells."),
    HATO_WHO_HOST },
  { "dane",
    N_ ("Some senders do not deliver to you: your mail server shows another certificate than the "
        "announced one (DANE)."),
    N_ ("Show the points below to the company that runs the server."), HATO_WHO_HOST },
  { "mta-sts",
    N_ ("Some senders do not deliver to you: the promise of encryption (MTA-STS) and your mail "
        "server do not fit."),
    N_ ("Show the points below to the company that runs the server."), HATO_WHO_HOST },
};

/* The same areas where nothing in them is a problem: what is said there would be too much. */
static const HatoVerdictWording cautions[] = {
  { "spf", N_ ("SPF is registered and can be read. A point in it could be better."),
    N_ ("Correct the line as described below."), HATO_WHO_YOU },
  { "dkim",
    N_ ("A key for the signature on your mail (DKIM) cannot be used. Whether your mail needs it is "
        "not known."),
    N_ ("Compare it with the key in the panel of your mail server company."), HATO_WHO_YOU },
  { "signature", N_ ("The signature on this mail (DKIM) does not count as it stands."),
    N_ ("Read the point marked below."), HATO_WHO_YOU },
  { "dmarc", N_ ("DMARC is registered, but a point in it has to be corrected."),
    N_ ("Correct the line as described below."), HATO_WHO_YOU },
  { "mx",
    N_ ("Mail for you arrives as a rule. The entry for its place of delivery (MX) could be "
        "better."),
    N_ ("Correct the entry as described below."), HATO_WHO_YOU },
  { "ptr",
    N_ ("The address of your sending server has a name (PTR) as home lines have it. Some receivers "
        "trust its mail less."),
    N_ ("Send through the server of your mail server company, or ask for a name of its own."),
    HATO_WHO_HOST },
  { "tls.server_name",
    N_ ("A mail program that has {name} as its server name shows a warning. The encryption itself "
        "works."),
    N_ ("Type {host} there instead (checked: the certificate is for it)."), HATO_WHO_YOU },
  { "tls", N_ ("The encryption works. A point of it, or of the certificate, could be better."),
    N_ ("Show the points below to the company that runs the server."), HATO_WHO_HOST },
  { "reach", N_ ("The server answers, but slowly."),
    N_ ("Show the points below to the company that runs the server."), HATO_WHO_HOST },
};

static const HatoVerdictWording all_in_order = {
  NULL, N_ ("Everything that can be seen from outside is in order."),
  N_ ("Nothing to do. If a mail comes back, show its text to your mail server company."),
  HATO_WHO_NOBODY
};
static const HatoVerdictWording rest_in_order = {
  NULL, N_ ("What could be checked is in order. Some points could not be checked this time."),
  N_ ("Try again in a few minutes."), HATO_WHO_NOBODY
};
static const HatoVerdictWording nothing_checked = {
  NULL, N_ ("Nothing could be checked this time. That is not a fault of the domain."),
  N_ ("Try again in a few minutes."), HATO_WHO_NOBODY
};
static const HatoVerdictWording nothing_found = { NULL,
                                                  N_ ("No server was found that could be tried."),
                                                  N_ ("See first what the tab “Domain” says."),
                                                  HATO_WHO_NOBODY };
static const HatoVerdictWording attention = {
  NULL, N_ ("No fault that stops mail was found. A point to look at remains."),
  N_ ("Read the point marked below."), HATO_WHO_YOU
};

static const HatoVerdictWording *
find (const HatoVerdictWording *table, gsize size, const char *code, gsize length)
{
  for (gsize i = 0; i < size; i++)
    if (strlen (table[i].cause) == length && strncmp (table[i].cause, code, length) == 0)
      return &table[i];

  return NULL;
}

/* The sentence of a code is about its usual level: a fault that was softened must not be told as one that stops mail. */
static gboolean
is_told (HatoLevel level, const char *code)
{
  const HatoWording *wording = hato_wording_find (code);

  return level != HATO_LEVEL_CAUTION || (wording != NULL && wording->level == HATO_LEVEL_CAUTION);
}

/* The words of the finding's code, else of its area at this level. */
static const HatoVerdictWording *
find_for_finding (HatoLevel level, const char *code)
{
  const HatoVerdictWording *wording =
      is_told (level, code) ? find (wordings, G_N_ELEMENTS (wordings), code, strlen (code)) : NULL;
  gsize area = strcspn (code, ".");

  if (wording == NULL && level == HATO_LEVEL_CAUTION)
    wording = find (cautions, G_N_ELEMENTS (cautions), code, area);
  else if (wording == NULL && (level == HATO_LEVEL_PROBLEM || strncmp (code, "dns.", 4) == 0))
    wording = find (wordings, G_N_ELEMENTS (wordings), code, area);
  return wording;
}

static gboolean
is_about_server_name (const HatoFinding *finding)
{
  return strcmp (finding->code, "tls.hostname_mismatch") == 0
         || strcmp (finding->code, "tls.ip_used_as_name") == 0;
}

/* Only in a mail program can another name be typed, and which one is told where it was proved. */
static const HatoVerdictWording *
find_for_server_name (HatoLevel level, const HatoFinding *finding)
{
  const char *code = finding->code;

  if (finding->affects != HATO_AFFECTS_MAIL_PROGRAM)
    code = "tls";
  else if (hato_finding_get_argument (finding, "host") != NULL)
    code = "tls.server_name";
  if (level == HATO_LEVEL_CAUTION)
    {
      code = strcmp (code, "tls.server_name") == 0 ? code : "tls";
      return find (cautions, G_N_ELEMENTS (cautions), code, strlen (code));
    }
  return find (wordings, G_N_ELEMENTS (wordings), code, strlen (code));
}

/* Where nothing could be found out, the line may be the reason: it is told as the domain's own row tells it. */
static const HatoVerdictWording *
find_for_line (const HatoFinding *finding)
{
  static const char *const reasons[][2] = { { "offline", "dns.offline" },
                                            { "portal", "dns.portal" },
                                            { "resolver_lies", "dns.resolver_lies" } };
  const char *reason = hato_finding_get_argument (finding, "reason");

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reason, reasons[i][0]) == 0)
      return find (wordings, G_N_ELEMENTS (wordings), reasons[i][1], strlen (reasons[i][1]));

  return &nothing_checked;
}

/**
 * hato_verdict_wording_find:
 * @level: of the whole case
 * @complete: whether everything was checked that can be
 * @leading: (nullable): the finding that leads; none, where nothing was checked, as there is nothing that could be
 *
 * Returns: (transfer none): the headline's texts: of the finding's code, else of its area, else of the level
 */
const HatoVerdictWording *
hato_verdict_wording_find (HatoLevel level, gboolean complete, const HatoFinding *leading)
{
  const HatoVerdictWording *wording = NULL;

  if (leading != NULL && is_about_server_name (leading))
    wording = find_for_server_name (level, leading);
  else if (leading != NULL)
    wording = find_for_finding (level, leading->code);

  if (wording != NULL)
    return wording;
  if (level == HATO_LEVEL_UNCHECKED)
    return leading != NULL ? find_for_line (leading) : &nothing_found;
  if (level <= HATO_LEVEL_CAUTION)
    return &attention;

  return complete ? &all_in_order : &rest_in_order;
}
