/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "findings/wording-tables.h"

static const HatoWording wordings[] = {
  { "blocklist.not_listed", HATO_LEVEL_OK, HATO_AFFECTS_SENDING, HATO_SORT_HABIT, N_ ("not listed"),
    N_ ("Neither the domain nor the sending server, as far as it is known, stands in the lists of "
        "senders of unwanted mail that were asked."),
    N_ ("Nothing to do."),
    N_ ("{count} lists asked after their test entries had answered as they must: {names}. Gmail "
        "publishes no such list, so this does not explain a refusal by Gmail."),
    "RFC 5782 §5" },
  { "blocklist.listed", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN, N_ ("listed"),
    N_ ("{name} stands in “{list}”, a list of senders of unwanted mail: {meaning}. Servers that "
        "use this list may refuse the mail. On a server that many share, somebody else may be the "
        "reason."),
    N_ ("On a shared server, ask the company that runs it to have the entry taken out. On your own "
        "server, find the reason first; then the entry can be taken out at {removal}."),
    N_ ("{list} answers {answer} for {name}; its test entry answered as it must."),
    "RFC 5782 §2.1" },
  { "blocklist.not_checked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_SENDING, HATO_SORT_MISSING,
    N_ ("could not be checked"),
    N_ ("Whether the sender stands in a list of senders of unwanted mail could not be found out: "
        "{reason}. That is not a fault."),
    N_ ("Nothing to do. If a mail comes back and names such a list, look it up on that list’s own "
        "page."),
    N_ ("Not checked: {list}: {reason}."), "RFC 5782 §5" },
  { "blocklist.unchecked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_SENDING, HATO_SORT_MISSING,
    N_ ("could not be checked"),
    N_ ("The lists of senders of unwanted mail could not be asked: {reason}. That is not a fault."),
    N_ ("Try again in a few minutes."), N_ ("No usable answer of a list: {reason}."),
    "RFC 5782 §5" },
  { "blocklist.not_applicable", HATO_LEVEL_NOT_APPLICABLE, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("does not apply"), N_ ("This domain says that it sends no mail."), N_ ("Nothing to do."),
    N_ ("No sender, so no list was consulted."), "RFC 5782 §1" },
};
const HatoWordingTable hato_wording_blocklist = { "blocklist",
                                                  N_ ("Lists of senders of unwanted mail"),
                                                  wordings, G_N_ELEMENTS (wordings) };
