/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "findings/wording-tables.h"

static const HatoWording wordings[] = {
  { "ptr.ok", HATO_LEVEL_OK, HATO_AFFECTS_SENDING, HATO_SORT_HABIT, N_ ("set up"),
    N_ ("The address of the sending server, {ip}, has a name, and the name leads back to it."),
    N_ ("Nothing to do."), N_ ("{ip} → {name} → {ip}."), "RFC 1912 §2.1" },
  { "ptr.missing", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_MISSING,
    N_ ("the address has no name yet"),
    N_ ("The address of the sending server, {ip}, has no name (PTR). Gmail and others ask every "
        "server for one and may refuse its mail."),
    N_ ("Ask the company that runs the server to register a name for {ip}."),
    N_ ("No PTR record for {ip} (asked twice). On shared servers this is the host’s task. Check "
        "with: dig -x {ip}."),
    "RFC 1912 §2.1" },
  { "ptr.not_forward_confirmed", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("name and address do not fit"),
    N_ ("The address of the sending server, {ip}, has the name “{name}”, but this name does not "
        "lead back to the address. Gmail and others may refuse its mail."),
    N_ ("Ask the company that runs the server to make the name and the address {ip} fit."),
    N_ ("The PTR record of {ip} names {name}, and {name} has no A or AAAA record for {ip}. Check "
        "with: dig -x {ip}."),
    "RFC 1912 §2.1" },
  { "ptr.generic", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("a name as home lines have it"),
    N_ ("The address of the sending server, {ip}, has a name made of the address itself: “{name}”. "
        "Some receivers take it for a home line and trust it less."),
    N_ ("Send through the server of your mail company, or ask for a name of its own."),
    N_ ("Generic PTR: {name}."), "RFC 1912 §2.1" },
  { "ptr.unchecked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_SENDING, HATO_SORT_MISSING,
    N_ ("could not be checked"),
    N_ ("Whether the address of your sending server has a name (PTR) could not be found out: "
        "{reason}. That is not a fault."),
    N_ ("A mail that came back, or one that arrived, names the address of the sending server."),
    N_ ("No PTR result: {reason}. Give the address with --sending-ip."), "RFC 1912 §2.1" },
  { "ptr.not_applicable", HATO_LEVEL_NOT_APPLICABLE, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("does not apply"), N_ ("No server sends for this domain."), N_ ("Nothing to do."),
    N_ ("No sending address."), "RFC 1912 §2.1" },
};
const HatoWordingTable hato_wording_ptr = {
  "ptr", N_ ("PTR, the name behind the address of your mail server"), wordings,
  G_N_ELEMENTS (wordings)
};
