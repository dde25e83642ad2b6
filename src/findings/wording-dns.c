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
  { "dns.unchecked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("could not be checked"),
    N_ ("The settings of the domain (DNS) could not be read: {reason}. That is not a fault of the "
        "domain."),
    N_ ("Try again in a few minutes."), N_ ("No usable answer for {subject}: {reason}."),
    "RFC 1035 §4.1.1" },
};
const HatoWordingTable hato_wording_dns = { "dns", N_ ("DNS, the settings of your domain"),
                                            wordings, G_N_ELEMENTS (wordings) };
