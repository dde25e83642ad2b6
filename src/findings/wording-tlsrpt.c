/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "findings/wording-tables.h"

static const HatoWording wordings[] = {
  { "tlsrpt.ok", HATO_LEVEL_OK, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT, N_ ("set up"),
    N_ ("The address for reports on encryption (TLS-RPT) is published and can be read."),
    N_ ("Nothing to do."),
    N_ ("The TLS-RPT record follows the grammar. Check with: dig TXT _smtp._tls.{subject}."),
    "RFC 8460 §3" },
  { "tlsrpt.not_applicable", HATO_LEVEL_NOT_APPLICABLE, HATO_AFFECTS_RECEIVING, HATO_SORT_HABIT,
    N_ ("not used"),
    N_ ("The address for reports on encryption (TLS-RPT) is not used. Mail works without it."),
    N_ ("Nothing to do."), N_ ("No record at _smtp._tls.{subject}; nothing has to be there."),
    "RFC 8460 §3" },
  { "tlsrpt.unchecked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_RECEIVING, HATO_SORT_MISSING,
    N_ ("could not be checked"),
    N_ ("The address for reports on encryption (TLS-RPT) could not be looked up: {reason}. That is "
        "not a fault."),
    N_ ("Try again in a few minutes."),
    N_ ("The answer for _smtp._tls.{subject} is missing: {reason}."), "RFC 8460 §3" },
  { "tlsrpt.no_rua", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN, N_ ("no address"),
    N_ ("The address for reports on encryption (TLS-RPT) is registered, but it names no address. "
        "Mail is not affected."),
    N_ ("Add “rua=mailto:” and an address of yours."),
    N_ ("The field rua is required: mailto: or https: addresses."), "RFC 8460 §3" },
  { "tlsrpt.rua_no_mailto", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("the address lacks its beginning"),
    N_ ("The address for reports on encryption (TLS-RPT) lacks “mailto:” in front: “{term}”. Mail "
        "is not affected."),
    N_ ("Put “mailto:” in front of the address."),
    N_ ("rua takes mailto: or https: addresses; here: {term}"), "RFC 8460 §3" },
  { "tlsrpt.bad_field", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("a part cannot be read"),
    N_ ("The address for reports on encryption (TLS-RPT) has a part that cannot be read: “{term}”. "
        "Mail is not affected."),
    N_ ("Correct the part, or delete it."), N_ ("A field reads name=value; here: {term}"),
    "RFC 8460 §3" },
  { "tlsrpt.version_typo", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("the beginning is mistyped"),
    N_ ("The address for reports on encryption (TLS-RPT) does not begin with “v=TLSRPTv1”: it "
        "reads “{term}”. Mail is not affected."),
    N_ ("Let it begin with “v=TLSRPTv1;”."),
    N_ ("Records that do not begin with v=TLSRPTv1; are ignored."), "RFC 8460 §3" },
  { "tlsrpt.wrong_name", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("registered under another name"),
    N_ ("The address for reports on encryption (TLS-RPT) is registered under “{name}”, where "
        "nobody looks for it. Mail is not affected."),
    N_ ("Register it under “_smtp._tls”."),
    N_ ("Expected at _smtp._tls.{subject}, found at {name}."), "RFC 8460 §3" },
  { "tlsrpt.multiple", HATO_LEVEL_ADVICE, HATO_AFFECTS_RECEIVING, HATO_SORT_BROKEN,
    N_ ("registered more than once"),
    N_ ("The address for reports on encryption (TLS-RPT) is registered more than once, and other "
        "servers then use none of them. Mail is not affected."),
    N_ ("Keep one of them."),
    N_ ("More than one TXT record at _smtp._tls.{subject} begins with v=TLSRPTv1;."),
    "RFC 8460 §3" },
};
const HatoWordingTable hato_wording_tlsrpt = { "tlsrpt", N_ ("TLS-RPT, reports on encryption"),
                                               wordings, G_N_ELEMENTS (wordings) };
