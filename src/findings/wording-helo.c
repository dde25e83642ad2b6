/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "findings/wording-tables.h"

static const HatoWording wordings[] = {
  { "helo.ok", HATO_LEVEL_OK, HATO_AFFECTS_SENDING, HATO_SORT_HABIT, N_ ("fits"),
    N_ ("The name that the sending server gives of itself, “{name}”, leads to a server."),
    N_ ("Nothing to do."), N_ ("{name} resolves, to the sending address where that is known."),
    "RFC 5321 §4.1.1.1" },
  { "helo.not_resolving", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the name leads nowhere"),
    N_ ("The sending server calls itself “{name}”, and this name leads to no address. Some "
        "receivers refuse mail from such a server."),
    N_ ("Ask the company that runs the server to let it give a name that exists."),
    N_ ("{name} in EHLO has neither A nor AAAA."), "RFC 5321 §4.1.4" },
  { "helo.mismatch", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the name is another server’s"),
    N_ ("The sending server calls itself “{name}”, and this name leads to another address. Some "
        "receivers trust its mail less."),
    N_ ("Ask the company that runs the server to let it give its own name."),
    N_ ("{name} in EHLO does not lead to the sending address."), "RFC 5321 §4.1.4" },
  { "helo.unchecked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_SENDING, HATO_SORT_MISSING,
    N_ ("could not be checked"),
    N_ ("The name that the sending server gives of itself could not be checked: {reason}. That is "
        "not a fault."),
    N_ ("A mail that came back, or one that arrived, shows this name."),
    N_ ("No result on the name in EHLO: {reason}. Give it with --helo."), "RFC 5321 §4.1.4" },
  { "helo.not_applicable", HATO_LEVEL_NOT_APPLICABLE, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("does not apply"), N_ ("No mail is sent for this domain, so no server gives a name."),
    N_ ("Nothing to do."), N_ ("No sender, so no name in EHLO."), "RFC 5321 §4.1.4" },
};
const HatoWordingTable hato_wording_helo = {
  "helo", N_ ("HELO, the name that your mail server gives of itself"), wordings,
  G_N_ELEMENTS (wordings)
};
