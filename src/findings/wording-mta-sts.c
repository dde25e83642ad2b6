/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "findings/wording-tables.h"

static const HatoWording wordings[] = {
  { "mta-sts.ok", HATO_LEVEL_OK, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT, N_ ("set up"),
    N_ ("The promise of encryption on the way to you (MTA-STS) is published and can be read."),
    N_ ("Nothing to do."), N_ ("The record follows the grammar."), "RFC 8461 §3.1" },
  { "mta-sts.not_applicable", HATO_LEVEL_NOT_APPLICABLE, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT,
    N_ ("not used"),
    N_ ("The promise of encryption on the way to you (MTA-STS) is not used. Mail works without "
        "it."),
    N_ ("Nothing to do."), N_ ("No record; nothing has to be there."), "RFC 8461 §3.1" },
  { "mta-sts.unchecked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_RECEIVING, HATO_SORT_MISSING,
    N_ ("could not be checked"),
    N_ ("The promise of encryption on the way to you (MTA-STS) could not be looked up: {reason}. "
        "That is not a fault."),
    N_ ("Try again in a few minutes."), N_ ("The answer is missing: {reason}."), "RFC 8461 §3.1" },
  { "mta-sts.no_id", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("a number is left out"),
    N_ ("The promise of encryption on the way to you (MTA-STS): “id=” is left out; other servers "
        "pass over it."),
    N_ ("Add “id=” and a number, for example the date."), N_ ("See the record and its RFC."),
    "RFC 8461 §3.1" },
  { "mta-sts.bad_id", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("its number cannot be read"),
    N_ ("The promise of encryption on the way to you (MTA-STS): the number cannot be read: "
        "“{term}”."),
    N_ ("Use letters and digits only, at most 32."),
    N_ ("The record does not follow the grammar of its RFC: {term}"), "RFC 8461 §3.1" },
  { "mta-sts.bad_field", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("a part cannot be read"),
    N_ ("The promise of encryption on the way to you (MTA-STS): a part cannot be read: “{term}”."),
    N_ ("Correct the part, or delete it."),
    N_ ("The record does not follow the grammar of its RFC: {term}"), "RFC 8461 §3.1" },
  { "mta-sts.version_typo", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("the beginning is mistyped"),
    N_ ("The promise of encryption on the way to you (MTA-STS): the beginning is mistyped: "
        "“{term}”."),
    N_ ("Let it begin with “v=STSv1;”."),
    N_ ("The record does not follow the grammar of its RFC: {term}"), "RFC 8461 §3.1" },
  { "mta-sts.multiple", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("registered more than once"),
    N_ ("The promise of encryption on the way to you (MTA-STS): there is more than one record; "
        "other servers use none."),
    N_ ("Keep one of them."), N_ ("See the record and its RFC."), "RFC 8461 §3.1" },
  { "mta-sts.bad_policy", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("the policy file cannot be read"),
    N_ ("The promise of encryption on the way to you (MTA-STS): the policy file has a line that "
        "cannot be read: “{term}”."),
    N_ ("Correct this line of the file."),
    N_ ("The record does not follow the grammar of its RFC: {term}"), "RFC 8461 §3.1" },
  { "mta-sts.policy_html", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("a web page instead of the file"),
    N_ ("The promise of encryption on the way to you (MTA-STS): instead of the policy file a web "
        "page comes."),
    N_ ("Put the file at its place on the web server."), N_ ("See the record and its RFC."),
    "RFC 8461 §3.1" },
  { "mta-sts.mode_testing", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT,
    N_ ("testing"),
    N_ ("The promise of encryption on the way to you (MTA-STS): it is still marked as a test."),
    N_ ("When everything works, change the mode to “enforce”."), N_ ("See the record and its RFC."),
    "RFC 8461 §3.1" },
};
const HatoWordingTable hato_wording_mta_sts = { "mta-sts",
                                                N_ ("MTA-STS, encryption on the way to you"),
                                                wordings, G_N_ELEMENTS (wordings) };
