/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "findings/wording-tables.h"

static const HatoWording wordings[] = {
  { "tlsrpt.ok", HATO_LEVEL_OK, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT, N_ ("set up"),
    N_ ("The address for reports on encryption (TLS-RPT) is published and can be read."),
    N_ ("Nothing to do."), N_ ("The record follows the grammar."), "RFC 8460 §3" },
  { "tlsrpt.not_applicable", HATO_LEVEL_NOT_APPLICABLE, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT,
    N_ ("not used"),
    N_ ("The address for reports on encryption (TLS-RPT) is not used. Mail works without it."),
    N_ ("Nothing to do."), N_ ("No record; nothing has to be there."), "RFC 8460 §3" },
  { "tlsrpt.unchecked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_RECEIVING, HATO_SORT_MISSING,
    N_ ("could not be checked"),
    N_ ("The address for reports on encryption (TLS-RPT) could not be looked up: {reason}. That is "
        "not a fault."),
    N_ ("Try again in a few minutes."), N_ ("The answer is missing: {reason}."), "RFC 8460 §3" },
  { "tlsrpt.no_rua", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN, N_ ("no address"),
    N_ ("The address for reports on encryption (TLS-RPT): no address is named."),
    N_ ("Add “rua=mailto:” and an address of yours."), N_ ("See the record and its RFC."),
    "RFC 8460 §3" },
  { "tlsrpt.rua_no_mailto", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("the address lacks its beginning"),
    N_ ("The address for reports on encryption (TLS-RPT): “mailto:” is left out in front of the "
        "address: “{term}”."),
    N_ ("Put “mailto:” in front of the address."),
    N_ ("The record does not follow the grammar of its RFC: {term}"), "RFC 8460 §3" },
  { "tlsrpt.bad_field", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("a part cannot be read"),
    N_ ("The address for reports on encryption (TLS-RPT): a part cannot be read: “{term}”."),
    N_ ("Correct the part, or delete it."),
    N_ ("The record does not follow the grammar of its RFC: {term}"), "RFC 8460 §3" },
  { "tlsrpt.version_typo", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("the beginning is mistyped"),
    N_ ("The address for reports on encryption (TLS-RPT): the beginning is mistyped: “{term}”."),
    N_ ("Let it begin with “v=TLSRPTv1;”."),
    N_ ("The record does not follow the grammar of its RFC: {term}"), "RFC 8460 §3" },
  { "tlsrpt.wrong_name", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("registered under another name"),
    N_ ("The address for reports on encryption (TLS-RPT): it stands under “{name}”."),
    N_ ("Register it under “_smtp._tls”."), N_ ("See the record and its RFC."), "RFC 8460 §3" },
  { "tlsrpt.multiple", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("registered more than once"),
    N_ ("The address for reports on encryption (TLS-RPT): there is more than one record; other "
        "servers use none."),
    N_ ("Keep one of them."), N_ ("See the record and its RFC."), "RFC 8460 §3" },
};
const HatoWordingTable hato_wording_tlsrpt = { "tlsrpt", N_ ("TLS-RPT, reports on encryption"),
                                               wordings, G_N_ELEMENTS (wordings) };
