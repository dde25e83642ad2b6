/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "findings/wording-tables.h"

static const HatoWording wordings[] = {
  { "mx.ok", HATO_LEVEL_OK, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT, N_ ("set up"),
    N_ ("The place where your mail is delivered (MX) is registered, and its server has an "
        "address."),
    N_ ("Nothing to do."), N_ ("{count} MX records; the hosts have addresses."), "RFC 5321 §5.1" },
  { "mx.null", HATO_LEVEL_OK, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT, N_ ("takes no mail"),
    N_ ("This domain says clearly that it takes no mail."),
    N_ ("Nothing to do, if that is what you want."), N_ ("Null MX."), "RFC 7505 §3" },
  { "mx.none", HATO_LEVEL_CAUTION, HATO_AFFECTS_RECEIVING, HATO_SORT_MISSING, N_ ("not registered"),
    N_ ("The place where your mail is delivered (MX) is not registered. Other servers then try the "
        "address of your website."),
    N_ ("Register the mail server that your mail server company names, as MX. If the domain takes "
        "no mail, there is nothing to do."),
    N_ ("No MX record; senders fall back to A or AAAA of {subject}."), "RFC 5321 §5.1" },
  { "mx.ip_literal", HATO_LEVEL_PROBLEM, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("an address instead of a name"),
    N_ ("The place where your mail is delivered (MX) is registered as an address in digits: "
        "“{name}”. Other servers need a name there."),
    N_ ("Register the name of the mail server instead of its address."),
    N_ ("The exchange must be a host name."), "RFC 5321 §5.1" },
  { "mx.no_address", HATO_LEVEL_PROBLEM, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("the server cannot be found"),
    N_ ("The server that should take your mail, “{name}”, has no address. Mail for you may come "
        "back to its senders."),
    N_ ("Correct the name of the server, or register an address for it."),
    N_ ("{name} has neither A nor AAAA (asked twice)."), "RFC 5321 §5.1" },
  { "mx.doubled", HATO_LEVEL_PROBLEM, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("the name is doubled"),
    N_ ("The name of the server that should take your mail is doubled: “{name}”. The panel adds "
        "the domain by itself."),
    N_ ("Enter the name with a dot at its end, or as the manual of the panel says."),
    N_ ("{name} ends in the domain by mistake: a final dot is missing."), "RFC 5321 §5.1" },
  { "mx.nxdomain", HATO_LEVEL_PROBLEM, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("the server's domain does not exist"),
    N_ ("The server that should take your mail, “{name}”, belongs to a domain that no longer "
        "exists. Somebody else could register that domain, and receive your mail."),
    N_ ("Register the server that your mail server company names today."),
    N_ ("NXDOMAIN for the registered domain of {name} (asked twice)."), "RFC 8020 §2" },
  { "mx.follows_website", HATO_LEVEL_PROBLEM, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("mail followed the website"),
    N_ ("Mail for you goes to the same name as your website, and the website has moved to another "
        "company ({name}). Your mailboxes seem to be at {host} still, so mail does not reach "
        "them."),
    N_ ("Register the own name of the mail server, such as {host}, as MX."),
    N_ ("The MX of {subject} is {subject} itself, whose address {name} is not one of {host}, which "
        "the SPF record names."),
    "RFC 5321 §5.1" },
  { "mx.leftover", HATO_LEVEL_CAUTION, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("two companies at once"),
    N_ ("Two companies are registered to take your mail: {name} and {host}. A part of the mail may "
        "land in a mailbox that nobody reads any more."),
    N_ ("If you have moved, delete the entry of the company that you left."),
    N_ ("MX of two companies: {name} beside {host}."), "RFC 5321 §5.1" },
  { "mx.null_and_real", HATO_LEVEL_PROBLEM, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("contradicts itself"),
    N_ ("Two entries contradict each other: one says that you take no mail, the other names a "
        "server for it. Mail for you may not arrive."),
    N_ ("Delete the entry with the single dot."), N_ ("A null MX must stand alone."),
    "RFC 7505 §3" },
  { "mx.private_ip", HATO_LEVEL_PROBLEM, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("an address of an inner network"),
    N_ ("The server that should take your mail, “{name}”, has an address that exists only inside a "
        "network: {ip}."),
    N_ ("Register the public address of the server."),
    N_ ("{ip} cannot be reached from the Internet."), "RFC 6890" },
  { "mx.cname", HATO_LEVEL_CAUTION, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("by way of another name"),
    N_ ("The server name in the place of delivery (MX), “{name}”, only points to another name. A "
        "few servers may then not deliver."),
    N_ ("Register the real name of the server."), N_ ("The exchange {name} is a CNAME."),
    "RFC 2181 §10.3" },
  { "mx.bare_domain", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT,
    N_ ("tied to the website"),
    N_ ("Mail for you goes to the same name as your website. That works as long as both are on the "
        "same server; when the website moves, mail is lost."),
    N_ ("When there is an occasion, register the own name of the mail server as MX."),
    N_ ("The MX of {subject} is {subject} itself."), "RFC 5321 §5.1" },
  { "mx.unchecked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_RECEIVING, HATO_SORT_MISSING,
    N_ ("could not be checked"),
    N_ ("Whether mail can be delivered to you could not be found out: {reason}. That is not a "
        "fault."),
    N_ ("Try again in a few minutes."), N_ ("An answer on the MX hosts is missing: {reason}."),
    "RFC 5321 §5.1" },
  { "mx.not_applicable", HATO_LEVEL_NOT_APPLICABLE, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT,
    N_ ("does not apply"), N_ ("The domain does not exist, so nothing can be delivered."),
    N_ ("See the row on the domain itself."), N_ ("NXDOMAIN for {subject}."), "RFC 8020 §2" },
};
const HatoWordingTable hato_wording_mx = { "mx", N_ ("MX, where your mail is delivered"), wordings,
                                           G_N_ELEMENTS (wordings) };
