/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "findings/wording-tables.h"

static const HatoWording wordings[] = {
  { "dns.ok", HATO_LEVEL_OK, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT, N_ ("can be read"),
    N_ ("The domain exists, and its settings (DNS) can be read."), N_ ("Nothing to do."),
    N_ ("{subject} answers; the line gave no false answers to test names."), "RFC 1035 §4.1.1" },
  { "dns.nxdomain", HATO_LEVEL_PROBLEM, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("does not exist"),
    N_ ("The domain {subject} does not exist. It may be mistyped, or its registration may have "
        "ended."),
    N_ ("Compare the spelling. If it is right, ask the company where the domain was bought whether "
        "it is still registered."),
    N_ ("NXDOMAIN for {subject}, asked twice. Check with: dig NS {subject}."), "RFC 8020 §2" },
  { "dns.bogus", HATO_LEVEL_PROBLEM, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("the signature does not fit"),
    N_ ("The settings of your domain (DNS) are signed, and the signature does not fit. Gmail and "
        "others then treat the domain as if it could not be reached: mail may neither arrive nor "
        "be accepted."),
    N_ ("If the name servers were changed lately, ask the company where the domain was bought to "
        "delete the old signature entry (DS). Otherwise ask the company that keeps the settings."),
    N_ ("DNSSEC of {subject} does not verify: SERVFAIL, and an answer with the CD flag; or DS "
        "records without a DNSKEY that fits."),
    "RFC 4035 §5.5" },
  { "dns.validated", HATO_LEVEL_OK, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT, N_ ("signed (DNSSEC)"),
    N_ ("The settings of the domain (DNS) are signed, and the signature fits."),
    N_ ("Nothing to do."),
    N_ ("DNSSEC: DS and DNSKEY for {subject}; the resolver sets AD. That is worth as much as the "
        "way to the resolver."),
    "RFC 4035 §3.2.3" },
  { "dns.signed", HATO_LEVEL_OK, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT, N_ ("signed (DNSSEC)"),
    N_ ("The settings of the domain (DNS) are signed. The name server of this line does not verify "
        "signatures, so whether this one fits could be seen in part only."),
    N_ ("Nothing to do."),
    N_ ("DNSSEC: a DS record for {subject} fits a DNSKEY; the resolver sets no AD."),
    "RFC 4035 §5.2" },
  { "dns.no_dnssec", HATO_LEVEL_OK, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT, N_ ("not signed"),
    N_ ("The settings of the domain (DNS) are not signed. Most domains do without, and mail "
        "arrives all the same."),
    N_ ("Nothing to do."), N_ ("No DS record for {subject}: no DNSSEC."), "RFC 4035 §5.2" },
  { "dns.caa", HATO_LEVEL_OK, HATO_AFFECTS_WEB, HATO_SORT_HABIT, N_ ("issuers are named"),
    N_ ("The domain names the companies that may issue certificates for it."),
    N_ ("Nothing to do. Before a certificate comes from another company, add it there."),
    N_ ("CAA at {subject}: {name}"), "RFC 8659 §4" },
  { "dns.expired_suspected", HATO_LEVEL_PROBLEM, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("looks as if it had expired"),
    N_ ("The domain is kept by a name server that only shows a holding page ({name}). Settings "
        "registered elsewhere have no effect. Its registration may have ended, or its name "
        "servers were never set."),
    N_ ("Ask the company where the domain was bought whether it is paid for and confirmed, and "
        "which name servers are set."),
    N_ ("All NS of {subject} are known parking name servers, the first is {name}."),
    "RFC 1034 §4.2.1" },
  { "dns.wildcard", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("answers for names that nobody registered"),
    N_ ("The settings of the domain (DNS) give a text on mail for every name, also for names that "
        "nobody registered. Receivers may take it for one that belongs there."),
    N_ ("Delete the entry with the star (*), or leave in it what is meant for every name."),
    N_ ("A made-up name, {name}, has a TXT record on mail."), "RFC 4592 §4" },
  { "dns.cname_and_txt", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("an alias stands beside other entries"),
    N_ ("The domain is registered as another name for {name} (CNAME), and has entries of its own "
        "as well. Name servers then give now the one, now the other, and mail settings get lost."),
    N_ ("Delete the CNAME of the bare domain, and register the address (A) instead."),
    N_ ("{subject} has a CNAME to {name} beside other records."), "RFC 1034 §3.6.2" },
  { "dns.servfail", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("could not be read"),
    N_ ("The settings of the domain (DNS) could not be read: the name server answered that it has "
        "trouble of its own."),
    N_ ("Try again in a few minutes. If it stays so, tell the company that keeps the settings."),
    N_ ("SERVFAIL for {subject}; DNSSEC that does not verify looks the same."), "RFC 1035 §4.1.1" },
  { "dns.offline", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("no network"),
    N_ ("This computer is not connected to the network, so nothing could be asked."),
    N_ ("Connect to the network and check again."),
    N_ ("No name server could be reached from here."), "RFC 1035 §4.1.1" },
  { "dns.resolver_lies", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("this line answers for names that do not exist"),
    N_ ("This line gives an answer even for a name that does not exist ({name}). So nothing could "
        "be checked reliably from here. Your domain is not the cause."),
    N_ ("Check again from another line, for example through a mobile phone."),
    N_ ("A name made up for this run has an address: the resolver or a portal rewrites answers."),
    "RFC 1035 §4.1.1" },
  { "dns.portal", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("this line asks for a log-in first"),
    N_ ("This line, for example the Wi-Fi of a hotel or a shop, seems to wait for you to log in. "
        "Until then it does not show the real settings. Your domain is not the cause."),
    N_ ("Open a page in the browser, log in to the line, and check again."),
    N_ ("{name} was answered with an address of the line's own network, or the system reports a "
        "captive portal."),
    "RFC 8952 §2" },
  { "dns.fake_ip", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("a proxy program makes addresses up"),
    N_ ("A proxy or VPN program on this computer or line hands out made-up addresses in place of "
        "the real ones. Your domain is not the cause."),
    N_ ("Switch that program off for a moment, or choose another name server in the settings, and "
        "check again."),
    N_ ("{name}, made up for this run, has an address in 198.18.0.0/15: the “fake IP” mode of a "
        "proxy."),
    "RFC 2544 §C.2.2" },
  { "dns.txt_filtered", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("this line lets no text records through"),
    N_ ("This line lets no text records through, and SPF, DKIM and DMARC are text records. So they "
        "could not be checked from here. Your domain is not the cause."),
    N_ ("Check again from another line, for example through a mobile phone."),
    N_ ("Even {name}, which has TXT records, has an address here but no TXT."),
    "RFC 1035 §3.3.14" },
  { "dns.lame", HATO_LEVEL_CAUTION, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("a name server does not know the domain"),
    N_ ("The name server {name} is registered for the domain but does not answer for it. Whoever "
        "asks that one has to ask again elsewhere, so mail may be late or fail at times."),
    N_ ("Ask the company where the domain was bought to correct the list of name servers, or the "
        "company of that server to set the domain up there."),
    N_ ("{name} refuses SOA {subject}, or answers without the AA bit. Check with: dig +norec SOA "
        "{subject} @{name}."),
    "RFC 1912 §2.8" },
  { "dns.servers_disagree", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the name servers say different things"),
    N_ ("The name servers of the domain do not say the same about {name} ({type}). Which of them a "
        "receiver asks is chance, so that some mail may fail."),
    N_ ("If you changed the settings a moment ago, check again in an hour. If it stays so, tell "
        "the "
        "company of the name servers: {servers}."),
    N_ ("{servers} differ: {old} — the others: {new}."), "RFC 1035 §4.3.5" },
  { "dns.edited_elsewhere", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("entered at another company"),
    N_ ("The list of servers that may send for you (SPF) was entered at the company of {name}, but "
        "the settings of {subject} are read at {host}. There it has no effect."),
    N_ ("Enter the same line at the company of {host}."),
    N_ ("{name} answers for {subject} with authority, though the domain is not delegated to it; "
        "its SPF record is not the one that is read."),
    "RFC 1034 §4.2.2" },
  { "dns.servers_agree", HATO_LEVEL_OK, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("the name servers say the same"),
    N_ ("All {count} name servers that were asked say the same about your mail."),
    N_ ("Nothing to do."), N_ ("Asked directly, with serials: {servers}."), "RFC 1035 §4.3.5" },
  { "dns.serials_differ", HATO_LEVEL_OK, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("the name servers say the same about mail"),
    N_ ("The {count} name servers that were asked have versions of different age, but say the same "
        "about your mail."),
    N_ ("Nothing to do."), N_ ("Asked directly, with serials: {servers}."), "RFC 1982 §3.2" },
  { "dns.servers_unchecked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("not every name server could be asked"),
    N_ ("These name servers could not be asked directly: {servers}. The reason: {reason}. That is "
        "not a fault of the domain."),
    N_ ("Nothing to do, unless mail fails at times: then ask the company of the name servers."),
    N_ ("No usable answer to SOA {subject} (RD=0): {reason}."), "RFC 1912 §2.8" },
  { "dns.cached_copy", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("published, but here an old copy is still seen"),
    N_ ("The new setting of {name} ({type}) is published. Your line still has the old copy, until "
        "{until} at the latest, and so may others."),
    N_ ("Wait until then, and check again. Nothing else is to be done."),
    N_ ("All name servers say: {new} — the resolver says: {old}."), "RFC 2308 §5" },
  { "dns.move_ok", HATO_LEVEL_OK, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT,
    N_ ("the new name servers have everything"),
    N_ ("The new name servers have every setting that mail uses now."),
    N_ ("Nothing to do. Check once more after the move."),
    N_ ("{count} record sets compared at {servers}. Names that mail does not use cannot be known "
        "from outside."),
    "RFC 1912 §2.8" },
  { "dns.move_loses", HATO_LEVEL_PROBLEM, HATO_AFFECTS_RECEIVING, HATO_SORT_MISSING,
    N_ ("the move would lose a setting"),
    N_ ("The new name servers do not have {name} ({type}). With the move it would be lost, and "
        "mail "
        "that depends on it would fail."),
    N_ ("Register it at the new name servers before the move."),
    N_ ("{servers} have nothing of the kind; now it reads: {old}"), "RFC 1912 §2.8" },
  { "dns.move_changes", HATO_LEVEL_CAUTION, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("the move would change a setting"),
    N_ ("The new name servers say something else about {name} ({type}). With the move it would "
        "change."),
    N_ ("If the change is not wanted, correct it at the new name servers before the move."),
    N_ ("{servers}: {new} — now: {old}"), "RFC 1912 §2.8" },
  { "dns.move_unready", HATO_LEVEL_CAUTION, HATO_AFFECTS_RECEIVING, HATO_SORT_MISSING,
    N_ ("a new name server does not know the domain yet"),
    N_ ("The new name server {servers} does not answer for the domain yet. If the domain moved "
        "there now, mail would stop."),
    N_ ("Set the domain up at the new company first, with all its settings, and check again."),
    N_ ("{servers} refuses SOA {subject}, or answers without the AA bit."), "RFC 1912 §2.8" },
  { "dns.unchecked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("could not be checked"),
    N_ ("The settings of the domain (DNS) could not be read: {reason}. That is not a fault of the "
        "domain."),
    N_ ("Try again in a few minutes."), N_ ("No usable answer for {subject}: {reason}."),
    "RFC 1035 §4.1.1" },
};
const HatoWordingTable hato_wording_dns = { "dns", N_ ("DNS, the settings of your domain"),
                                            wordings, G_N_ELEMENTS (wordings) };
