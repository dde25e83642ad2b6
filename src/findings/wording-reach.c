/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "findings/wording-tables.h"

static const HatoWording wordings[] = {
  { "reach.closed", HATO_LEVEL_PROBLEM, HATO_AFFECTS_MAIL_PROGRAM, HATO_SORT_BROKEN,
    N_ ("nothing listens there"), N_ ("At port {port} of {name} no program takes connections."),
    N_ ("Compare the server name and the port with what the company that runs the server tells."),
    N_ ("The connection to {ip} was refused."), "RFC 9293 §3.5.2" },
  { "reach.reset", HATO_LEVEL_PROBLEM, HATO_AFFECTS_MAIL_PROGRAM, HATO_SORT_BROKEN,
    N_ ("breaks off at once"),
    N_ ("The server {name} breaks the connection off before it says a word."),
    N_ ("Show this point to the company that runs the server."), N_ ("Connection reset by {ip}."),
    "RFC 9293 §3.5.2" },
  { "reach.not_smtp", HATO_LEVEL_PROBLEM, HATO_AFFECTS_MAIL_PROGRAM, HATO_SORT_BROKEN,
    N_ ("no mail server"),
    N_ ("At port {port} of {name} something answers that is no mail server."),
    N_ ("Compare the server name and the port with what the company that runs the server tells."),
    N_ ("The first bytes are no greeting: {answer}"), "RFC 5321 §4.2" },
  { "reach.filtered", HATO_LEVEL_PROBLEM, HATO_AFFECTS_MAIL_PROGRAM, HATO_SORT_BROKEN,
    N_ ("cannot be reached"),
    N_ ("The server {name} does not answer at port {port}, while other servers do from this line. "
        "Mail for you may not arrive."),
    N_ ("Show this point to the company that runs the server."),
    N_ ("No answer from {ip} at port {port}; {term} answered."), "RFC 5321 §4.5.4.1" },
  { "reach.slow_banner", HATO_LEVEL_CAUTION, HATO_AFFECTS_MAIL_PROGRAM, HATO_SORT_HABIT,
    N_ ("slow to greet"),
    N_ ("The server took {count} seconds to say its first word. Impatient servers may give up."),
    N_ ("Show this point to the company that runs the server."), N_ ("Greeting after {count} s."),
    "RFC 5321 §4.5.3.2.1" },
  { "reach.banner_timeout", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_MAIL_PROGRAM, HATO_SORT_MISSING,
    N_ ("no greeting in time"),
    N_ ("The server took the connection and said nothing for {count} seconds. Some make strangers "
        "wait on purpose; that is not a fault."),
    N_ ("Try again in a few minutes."), N_ ("No greeting within {count} s."),
    "RFC 5321 §4.5.3.2.1" },
  { "reach.refused_by_server", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_MAIL_PROGRAM, HATO_SORT_MISSING,
    N_ ("busy, or turns us away"),
    N_ ("The server does not talk to this computer just now. Mail servers often turn home lines "
        "and many visits away; that is not a fault."),
    N_ ("Try again in a few minutes."), N_ ("Reply: {answer}"), "RFC 5321 §3.8" },
  { "reach.protocol_error", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_MAIL_PROGRAM, HATO_SORT_MISSING,
    N_ ("an answer that cannot be read"),
    N_ ("The server answered in a form that cannot be read, so the check stopped there."),
    N_ ("Show this point to the company that runs the server."),
    N_ ("The reply breaks the protocol or its limits: {answer}"), "RFC 5321 §4.5.3.1" },
  { "reach.port25_blocked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_MAIL_PROGRAM, HATO_SORT_MISSING,
    N_ ("cannot be checked from this line"),
    N_ ("This line does not let port 25 through, as most home and office lines do not. Nothing is "
        "wrong with that."),
    N_ ("Nothing to do."), N_ ("No answer from {ip} at port 25, and none from {term}."),
    "RFC 5321 §4.5.4.1" },
  { "reach.private_address", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_MAIL_PROGRAM, HATO_SORT_MISSING,
    N_ ("an address inside a network"),
    N_ ("The name {name} leads to the address {ip}, which exists only inside a network. It was not "
        "connected to."),
    N_ ("Compare the address with the one that the company that runs the server tells."),
    N_ ("{ip} is not reachable from the Internet."), "RFC 6890" },
  { "reach.budget", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_MAIL_PROGRAM, HATO_SORT_MISSING,
    N_ ("not tried"),
    N_ ("So as not to trouble the servers, a check makes only so many connections. {name}, port "
        "{port}, was not tried. That is not a fault."),
    N_ ("Check this server by its own name."),
    N_ ("The limit of connections was reached before {name}, port {port}."), "RFC 8314 §3" },
  { "reach.offline", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_MAIL_PROGRAM, HATO_SORT_MISSING,
    N_ ("not tried"),
    N_ ("This check has no connection to the network, so the server {name} was not tried. That is "
        "not a fault."),
    N_ ("Connect to the network and check again."),
    N_ ("No conversation with {name}, port {port}."), "RFC 8314 §3" },
  { "reach.unchecked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_MAIL_PROGRAM, HATO_SORT_MISSING,
    N_ ("could not be checked"),
    N_ ("Whether the server {name} can be reached could not be found out: {reason}. That is not a "
        "fault."),
    N_ ("Try again in a few minutes."), N_ ("No connection to {ip}: {reason}."), "RFC 6890" },
  { "reach.not_applicable", HATO_LEVEL_NOT_APPLICABLE, HATO_AFFECTS_MAIL_PROGRAM, HATO_SORT_HABIT,
    N_ ("not in use"),
    N_ ("Port {port} of {name} is not in use. That is normal where another port does the same "
        "work."),
    N_ ("Nothing to do."), N_ ("The connection to {ip} was refused."), "RFC 8314 §3" },
};
const HatoWordingTable hato_wording_reach = { "reach", N_ ("The way to the server"), wordings,
                                              G_N_ELEMENTS (wordings) };
