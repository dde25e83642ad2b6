/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "findings/wording-tables.h"

static const HatoWording wordings[] = {
  { "bimi.ok", HATO_LEVEL_OK, HATO_AFFECTS_SENDING, HATO_SORT_HABIT, N_ ("set up"),
    N_ ("The logo beside your mail (BIMI) is published and can be read."), N_ ("Nothing to do."),
    N_ ("The BIMI record follows the grammar. Check with: dig TXT default._bimi.{subject}."),
    "draft-brand-indicators-for-message-identification §4" },
  { "bimi.not_applicable", HATO_LEVEL_NOT_APPLICABLE, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("not used"), N_ ("The logo beside your mail (BIMI) is not used. Mail works without it."),
    N_ ("Nothing to do."), N_ ("No record at default._bimi.{subject}; nothing has to be there."),
    "draft-brand-indicators-for-message-identification §4" },
  { "bimi.unchecked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_SENDING, HATO_SORT_MISSING,
    N_ ("could not be checked"),
    N_ ("The logo beside your mail (BIMI) could not be looked up: {reason}. That is not a fault."),
    N_ ("Try again in a few minutes."),
    N_ ("The answer for default._bimi.{subject} is missing: {reason}."),
    "draft-brand-indicators-for-message-identification §4" },
  { "bimi.no_logo", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN, N_ ("no logo named"),
    N_ ("The logo beside your mail (BIMI) is registered, but no logo is named. Mail is not "
        "affected."),
    N_ ("Add “l=” and the web address of the logo."),
    N_ ("The tag l is required and names an SVG file by https."),
    "draft-brand-indicators-for-message-identification §4" },
  { "bimi.bad_address", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("an address cannot be read"),
    N_ ("The logo beside your mail (BIMI) has an address that cannot be read: “{term}”. Mail is "
        "not affected."),
    N_ ("Addresses must begin with “https://”."),
    N_ ("l and a take https addresses only; here: {term}"),
    "draft-brand-indicators-for-message-identification §4" },
  { "bimi.version_typo", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the beginning is mistyped"),
    N_ ("The logo beside your mail (BIMI) does not begin with “v=BIMI1”: it reads “{term}”. Mail "
        "is not affected."),
    N_ ("Let it begin with “v=BIMI1;”."),
    N_ ("Records that do not begin with v=BIMI1; are ignored."),
    "draft-brand-indicators-for-message-identification §4" },
  { "bimi.wrong_name", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("registered under another name"),
    N_ ("The logo beside your mail (BIMI) is registered, but under “{name}”, where nobody looks "
        "for "
        "it. Mail is not affected."),
    N_ ("Register it under “default._bimi”."),
    N_ ("Expected at default._bimi.{subject}, found at {name}."),
    "draft-brand-indicators-for-message-identification §4" },
  { "bimi.multiple", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("registered more than once"),
    N_ ("The logo beside your mail (BIMI) is registered more than once, and none of them is used. "
        "Mail is not affected."),
    N_ ("Keep one of them."), N_ ("More than one BIMI record at default._bimi.{subject}."),
    "draft-brand-indicators-for-message-identification §4" },
};
const HatoWordingTable hato_wording_bimi = { "bimi", N_ ("BIMI, your logo beside your mail"),
                                             wordings, G_N_ELEMENTS (wordings) };
