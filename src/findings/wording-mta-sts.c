/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "findings/wording-tables.h"

static const HatoWording wordings[] = {
  { "mta-sts.ok", HATO_LEVEL_OK, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT, N_ ("set up"),
    N_ ("The promise of encryption on the way to you (MTA-STS) is published and can be read."),
    N_ ("Nothing to do."),
    N_ ("The MTA-STS record follows the grammar. Check with: dig TXT _mta-sts.{subject}."),
    "RFC 8461 §3.1" },
  { "mta-sts.not_applicable", HATO_LEVEL_NOT_APPLICABLE, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT,
    N_ ("not used"),
    N_ ("The promise of encryption on the way to you (MTA-STS) is not used. Mail works without "
        "it."),
    N_ ("Nothing to do."), N_ ("No record at _mta-sts.{subject}; nothing has to be there."),
    "RFC 8461 §3.1" },
  { "mta-sts.unchecked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_RECEIVING, HATO_SORT_MISSING,
    N_ ("could not be checked"),
    N_ ("The promise of encryption on the way to you (MTA-STS) could not be looked up: {reason}. "
        "That is not a fault."),
    N_ ("Try again in a few minutes."),
    N_ ("The answer for _mta-sts.{subject} is missing: {reason}."), "RFC 8461 §3.1" },
  { "mta-sts.no_id", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("“id=” is left out"),
    N_ ("The promise of encryption on the way to you (MTA-STS) has no number (“id=”), so other "
        "servers pass over it. Mail arrives all the same."),
    N_ ("Add “id=” and a number, for example the date."),
    N_ ("The field id is required: 1 to 32 letters and digits."), "RFC 8461 §3.1" },
  { "mta-sts.bad_id", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("its number cannot be read"),
    N_ ("The promise of encryption on the way to you (MTA-STS) has a number that cannot be read: "
        "“{term}”. Mail arrives all the same."),
    N_ ("Use letters and digits only, at most 32."),
    N_ ("id takes 1 to 32 letters and digits; here: {term}"), "RFC 8461 §3.1" },
  { "mta-sts.bad_field", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("a part cannot be read"),
    N_ ("The promise of encryption on the way to you (MTA-STS) has a part that cannot be read: "
        "“{term}”. Mail arrives all the same."),
    N_ ("Correct the part, or delete it."),
    N_ ("A field reads name=value and ends with a semicolon; here: {term}"), "RFC 8461 §3.1" },
  { "mta-sts.version_typo", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("the beginning is mistyped"),
    N_ ("The promise of encryption on the way to you (MTA-STS) does not begin with “v=STSv1”: it "
        "reads “{term}”. Other servers pass over it. Mail arrives all the same."),
    N_ ("Let it begin with “v=STSv1;”."),
    N_ ("Records that do not begin with v=STSv1; are ignored."), "RFC 8461 §3.1" },
  { "mta-sts.multiple", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("registered more than once"),
    N_ ("The promise of encryption on the way to you (MTA-STS) is registered more than once, and "
        "other servers then use none of them. Mail arrives all the same."),
    N_ ("Keep one of them."),
    N_ ("More than one TXT record at _mta-sts.{subject} begins with v=STSv1;."), "RFC 8461 §3.1" },
  { "mta-sts.bad_policy", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("the policy file cannot be read"),
    N_ ("The promise of encryption on the way to you (MTA-STS) has a file on your website with a "
        "line that cannot be read: “{term}”. Other servers may pass over the whole file."),
    N_ ("Correct this line of the file."),
    N_ ("The policy file needs version, mode, max_age and mx lines, each “key: value”; here: "
        "{term}"),
    "RFC 8461 §3.2" },
  { "mta-sts.no_policy", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_MISSING,
    N_ ("the policy file is not there"),
    N_ ("The promise of encryption on the way to you (MTA-STS) is announced, but its file is not "
        "on the web server {name}. Mail arrives all the same."),
    N_ ("Put the file at its place on the web server, or delete the announcement."),
    N_ ("https://{name}/.well-known/mta-sts.txt must answer with 200 and without a redirect; it "
        "answered: {result}."),
    "RFC 8461 §3.3" },
  { "mta-sts.certificate", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("a certificate does not hold"),
    N_ ("The promise of encryption on the way to you (MTA-STS) rests on the certificate of {name}, "
        "which does not hold. Other servers then do not read the promise, or do not deliver."),
    N_ ("Let the company that runs {name} set up a certificate for this name."),
    N_ ("The certificate of {name} was not accepted: {term}."), "RFC 8461 §3.3" },
  { "mta-sts.mx_mismatch", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("a mail server is not named"),
    N_ ("The promise of encryption on the way to you (MTA-STS) does not name your mail server "
        "“{name}”. While it is in force, some senders do not deliver there."),
    N_ ("Add the server to the policy file."), N_ ("No mx line of the policy matches {name}."),
    "RFC 8461 §4.1" },
  { "mta-sts.policy_html", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("a web page instead of the file"),
    N_ ("The promise of encryption on the way to you (MTA-STS) needs a text file on your website. "
        "A web page comes in its place."),
    N_ ("Put the file at its place on the web server."),
    N_ ("The answer at /.well-known/mta-sts.txt of the mta-sts host must be text/plain, not HTML."),
    "RFC 8461 §3.2" },
  { "mta-sts.mode_testing", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT,
    N_ ("testing"),
    N_ ("The promise of encryption on the way to you (MTA-STS) is still marked as a test. That is "
        "right for the start."),
    N_ ("When everything works, change the mode to “enforce”."),
    N_ ("mode: testing: failures are reported (TLS-RPT) and mail is delivered anyway."),
    "RFC 8461 §3.2" },
};
const HatoWordingTable hato_wording_mta_sts = { "mta-sts",
                                                N_ ("MTA-STS, encryption on the way to you"),
                                                wordings, G_N_ELEMENTS (wordings) };
