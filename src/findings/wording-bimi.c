/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "findings/wording-tables.h"

static const HatoWording wordings[] = {
  { "bimi.ok", HATO_LEVEL_OK, HATO_AFFECTS_SENDING, HATO_SORT_HABIT, N_ ("set up"),
    N_ ("The logo beside your mail (BIMI) is published and can be read."), N_ ("Nothing to do."),
    N_ ("The record follows the grammar."),
    "draft-brand-indicators-for-message-identification §4" },
  { "bimi.not_applicable", HATO_LEVEL_NOT_APPLICABLE, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("not used"), N_ ("The logo beside your mail (BIMI) is not used. Mail works without it."),
    N_ ("Nothing to do."), N_ ("No record; nothing has to be there."),
    "draft-brand-indicators-for-message-identification §4" },
  { "bimi.unchecked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_SENDING, HATO_SORT_MISSING,
    N_ ("could not be checked"),
    N_ ("The logo beside your mail (BIMI) could not be looked up: {reason}. That is not a fault."),
    N_ ("Try again in a few minutes."), N_ ("The answer is missing: {reason}."),
    "draft-brand-indicators-for-message-identification §4" },
  { "bimi.no_logo", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN, N_ ("no logo named"),
    N_ ("The logo beside your mail (BIMI): no address of a logo is named."),
    N_ ("Add “l=” and the web address of the logo."), N_ ("See the record and its RFC."),
    "draft-brand-indicators-for-message-identification §4" },
  { "bimi.bad_address", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("an address cannot be read"),
    N_ ("The logo beside your mail (BIMI): an address cannot be read: “{term}”."),
    N_ ("Addresses must begin with “https://”."),
    N_ ("The record does not follow the grammar of its RFC: {term}"),
    "draft-brand-indicators-for-message-identification §4" },
  { "bimi.version_typo", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the beginning is mistyped"),
    N_ ("The logo beside your mail (BIMI): the beginning is mistyped: “{term}”."),
    N_ ("Let it begin with “v=BIMI1;”."),
    N_ ("The record does not follow the grammar of its RFC: {term}"),
    "draft-brand-indicators-for-message-identification §4" },
  { "bimi.multiple", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("registered more than once"),
    N_ ("The logo beside your mail (BIMI): there is more than one record; none is used."),
    N_ ("Keep one of them."), N_ ("See the record and its RFC."),
    "draft-brand-indicators-for-message-identification §4" },
};
const HatoWordingTable hato_wording_bimi = { "bimi", N_ ("BIMI, your logo beside your mail"),
                                             wordings, G_N_ELEMENTS (wordings) };
