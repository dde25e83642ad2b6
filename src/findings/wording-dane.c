/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "findings/wording-tables.h"

static const HatoWording wordings[] = {
  { "dane.ok", HATO_LEVEL_OK, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT, N_ ("announced"),
    N_ ("The servers that take your mail announce their certificates, so that senders can be sure "
        "whom they deliver to."),
    N_ ("Nothing to do."), N_ ("{name}: {count} with TLSA records that can be used."),
    "RFC 7672 §2.2" },
  { "dane.mismatch", HATO_LEVEL_PROBLEM, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("does not fit"),
    N_ ("The server {name} announces its certificate, and shows another one. Senders that compare "
        "the two do not deliver to you."),
    N_ ("Ask the company that runs the server to bring the announcement (TLSA) and the certificate "
        "together."),
    N_ ("{name}: none of {count} usable TLSA records fits the chain that was shown."),
    "RFC 7672 §2.2" },
  { "dane.none", HATO_LEVEL_NOT_APPLICABLE, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT,
    N_ ("not in use"),
    N_ ("The servers that take your mail announce no certificates in this way. Most do not, and "
        "mail arrives all the same."),
    N_ ("Nothing to do."), N_ ("No TLSA records at the MX hosts; the first is {name}."),
    "RFC 7672 §2.2" },
  { "dane.unusable", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("cannot be used"),
    N_ ("A server that takes your mail announces its certificate in a form that senders cannot "
        "use. They deliver all the same."),
    N_ ("Ask the company that runs the server to correct or delete the record."),
    N_ ("{name}: no TLSA record with usage 2 or 3 and data of the right length."),
    "RFC 7672 §3.1" },
  { "dane.unsigned", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("nobody uses it"),
    N_ ("A server that takes your mail announces its certificate, but the announcement is not "
        "signed, so senders leave it aside. They deliver all the same."),
    N_ ("Ask the company that runs the server to sign its domain (DNSSEC), or to delete the "
        "record."),
    N_ ("{name}: the answer has no AD flag, while the resolver sets it for the root."),
    "RFC 7672 §2.2.1" },
  { "dane.unchecked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_RECEIVING, HATO_SORT_MISSING,
    N_ ("could not be checked"),
    N_ ("Whether the servers that take your mail announce their certificates could not be found "
        "out: {reason}. That is not a fault."),
    N_ ("Try again in a few minutes."), N_ ("No usable answer for TLSA: {reason}."),
    "RFC 7672 §2.1" },
  { "dane.not_applicable", HATO_LEVEL_NOT_APPLICABLE, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT,
    N_ ("does not apply"), N_ ("No server is registered that takes mail for this domain."),
    N_ ("Nothing to do."), N_ ("No MX host, so no TLSA records."), "RFC 7672 §2.2" },
};
const HatoWordingTable hato_wording_dane = {
  "dane", N_ ("DANE, certificates announced by your mail server"), wordings, G_N_ELEMENTS (wordings)
};
