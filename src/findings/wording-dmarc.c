/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "findings/wording-tables.h"

static const HatoWording wordings[] = {
  { "dmarc.ok", HATO_LEVEL_OK, HATO_AFFECTS_SENDING, HATO_SORT_HABIT, N_ ("set up"),
    N_ ("What receivers should do with mail that only claims to be yours (DMARC) is published: "
        "“{policy}”."),
    N_ ("Nothing to do."), N_ ("The record at {name} applies; effective policy: {policy}."),
    "RFC 9989 §4.10.1" },
  { "dmarc.missing", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_MISSING,
    N_ ("not set up yet"),
    N_ ("What receivers should do with mail that only claims to be yours (DMARC) is not registered "
        "yet. Docomo phones may show a warning on your mail, and Gmail asks bulk senders for it."),
    N_ ("Register the line below: it changes nothing in how your mail is treated, it only says “I "
        "am watching”."),
    N_ ("No DMARC record at _dmarc.{subject} nor above it. Start with p=none; tighten it only "
        "after reading reports."),
    "RFC 9989 §4.10.1" },
  { "dmarc.multiple", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("registered {count} times"),
    N_ ("There are {count} records for what to do with mail that only claims to be yours (DMARC). "
        "When there is more than one, receivers use none of them."),
    N_ ("Keep one and delete the others."),
    N_ ("{count} records at _dmarc.{subject}; all are discarded."), "RFC 9989 §4.10" },
  { "dmarc.wrong_name_root", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("registered, but at the domain itself"),
    N_ ("The record for what to do with mail that only claims to be yours (DMARC) is registered at "
        "the domain itself: “{name}”. It then counts as if there were none."),
    N_ ("Register it again; the host field reads “_dmarc”."),
    N_ ("Expected at _dmarc.{subject}, found at {name}."), "RFC 9989 §4.10" },
  { "dmarc.wrong_name_doubled", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("registered, but the name is doubled"),
    N_ ("The record for what to do with mail that only claims to be yours (DMARC) is registered "
        "under a doubled name: “{name}”. The panel adds the domain by itself. It then counts as if "
        "there were none."),
    N_ ("Register it again; the host field reads “_dmarc”."),
    N_ ("Expected at _dmarc.{subject}, found at {name}."), "RFC 9989 §4.10" },
  { "dmarc.wrong_name_no_underscore", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("registered, but the underscore is left out"),
    N_ ("The record for what to do with mail that only claims to be yours (DMARC) is registered, "
        "but in its name the underscore is left out: “{name}”. It then counts as if there were "
        "none."),
    N_ ("Register it again; the host field reads “_dmarc”."),
    N_ ("Expected at _dmarc.{subject}, found at {name}."), "RFC 9989 §4.10" },
  { "dmarc.wrong_name", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("registered, but under another name"),
    N_ ("The record for what to do with mail that only claims to be yours (DMARC) is registered "
        "under another name: “{name}”. It then counts as if there were none."),
    N_ ("Register it again; the host field reads “_dmarc”."),
    N_ ("Expected at _dmarc.{subject}, found at {name}."), "RFC 9989 §4.10" },
  { "dmarc.version_case", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the beginning is in small letters"),
    N_ ("In the record for what to do with mail that only claims to be yours (DMARC) the beginning "
        "is not in capital letters: “{term}”. It then counts as if there were none."),
    N_ ("Write “v=DMARC1” exactly so."), N_ ("The version is case-sensitive."), "RFC 9989 §4.7" },
  { "dmarc.version_typo", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the beginning is mistyped"),
    N_ ("In the record for what to do with mail that only claims to be yours (DMARC) the beginning "
        "is mistyped: “{term}”. It then counts as if there were none."),
    N_ ("Let the line begin with “v=DMARC1;”."),
    N_ ("Records that do not begin with v=DMARC1 are ignored."), "RFC 9989 §4.7" },
  { "dmarc.version_missing", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the beginning is left out"),
    N_ ("In the record for what to do with mail that only claims to be yours (DMARC) “v=DMARC1” is "
        "left out at the beginning. It then counts as if there were none."),
    N_ ("Put “v=DMARC1;” at the beginning."), N_ ("The tag v is required and must be first."),
    "RFC 9989 §4.7" },
  { "dmarc.version_not_first", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the beginning stands elsewhere"),
    N_ ("In the record for what to do with mail that only claims to be yours (DMARC) “v=DMARC1” "
        "does not stand at the beginning. It then counts as if there were none."),
    N_ ("Move “v=DMARC1;” to the beginning."), N_ ("The tag v must be first."), "RFC 9989 §4.7" },
  { "dmarc.leading_space", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("begins with a space"),
    N_ ("The record for what to do with mail that only claims to be yours (DMARC) begins with a "
        "space. It then counts as if there were none."),
    N_ ("Delete the space in front of “v=DMARC1”."), N_ ("The record must begin with v=DMARC1."),
    "RFC 9989 §4.7" },
  { "dmarc.no_semicolon", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("a semicolon is left out"),
    N_ ("In the record for what to do with mail that only claims to be yours (DMARC) the semicolon "
        "behind “v=DMARC1” is left out. It then counts as if there were none."),
    N_ ("Write “v=DMARC1; p=…”."), N_ ("Tags are separated by semicolons."), "RFC 9989 §4.7" },
  { "dmarc.comma_separators", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("separated by commas"),
    N_ ("In the record for what to do with mail that only claims to be yours (DMARC) the parts are "
        "separated by commas. It then counts as if there were none."),
    N_ ("Replace the commas between the parts with semicolons."),
    N_ ("Tags are separated by semicolons."), "RFC 9989 §4.7" },
  { "dmarc.colon_for_equals", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("“:” instead of “=”"),
    N_ ("In the record for what to do with mail that only claims to be yours (DMARC) a part is "
        "written with a colon: “{term}”. It then counts as if there were none."),
    N_ ("Write it with an equals sign."), N_ ("A tag reads name=value."), "RFC 9989 §4.7" },
  { "dmarc.invalid_p", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the instruction cannot be read"),
    N_ ("The record for what to do with mail that only claims to be yours (DMARC) has an "
        "instruction that cannot be read: “{term}”. Receivers then watch at most, as with p=none."),
    N_ ("Write “p=none”, “p=quarantine” or “p=reject”."),
    N_ ("p takes none, quarantine or reject; otherwise the record acts as p=none if it has a valid "
        "rua, or not at all."),
    "RFC 9989 §4.7" },
  { "dmarc.missing_p", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the instruction is left out"),
    N_ ("The record for what to do with mail that only claims to be yours (DMARC) has no "
        "instruction “p=” yet. Receivers then watch at most, as with p=none."),
    N_ ("Add “p=none”."),
    N_ ("Without a valid p the record acts as p=none if it has a valid rua; without one it has no "
        "effect."),
    "RFC 9989 §4.7" },
  { "dmarc.fullwidth", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("has full-width characters"),
    N_ ("The record for what to do with mail that only claims to be yours (DMARC) holds full-width "
        "characters. It then counts as if there were none."),
    N_ ("Switch to half-width letters and enter it again."),
    N_ ("Only printable ASCII is allowed."), "RFC 9989 §4.7" },
  { "dmarc.smart_quotes", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("has typographic quotes"),
    N_ ("The record for what to do with mail that only claims to be yours (DMARC) holds "
        "typographic quotation marks. It then counts as if there were none."),
    N_ ("Enter it again without any quotation marks."), N_ ("Curly quotes are not ASCII."),
    "RFC 9989 §4.7" },
  { "dmarc.escaped_semicolon", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("a backslash in front of a semicolon"),
    N_ ("The record for what to do with mail that only claims to be yours (DMARC) has a backslash "
        "in front of a semicolon. It then counts as if there were none."),
    N_ ("Delete the backslashes."), N_ ("The panel stored the escape of zone-file notation."),
    "RFC 9989 §4.7" },
  { "dmarc.escaped_quotes", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("a backslash in front of a quotation mark"),
    N_ ("The record for what to do with mail that only claims to be yours (DMARC) holds a "
        "backslash and a quotation mark. It then counts as if there were none."),
    N_ ("Delete the backslashes and the quotation marks."),
    N_ ("The panel stored the escape of zone-file notation."), "RFC 9989 §4.7" },
  { "dmarc.quotes_in_value", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("quotation marks were kept"),
    N_ ("The record for what to do with mail that only claims to be yours (DMARC) stands in "
        "quotation marks that became part of it. It then counts as if there were none."),
    N_ ("Delete the quotation marks at the beginning and the end."),
    N_ ("The panel stored the quotes as part of the value."), "RFC 9989 §4.7" },
  { "dmarc.bad_tag", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("a part cannot be read"),
    N_ ("In the record for what to do with mail that only claims to be yours (DMARC) a part cannot "
        "be read: “{term}”. Receivers pass over it."),
    N_ ("Correct the part, or delete it."), N_ ("A tag reads name=value."), "RFC 9989 §4.7" },
  { "dmarc.bad_tag_value", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("a part has a value that is not known"),
    N_ ("The record for what to do with mail that only claims to be yours (DMARC) has a part with "
        "a value that receivers do not know: “{term}”. They pass over it, or over the whole "
        "record."),
    N_ ("Correct the value, or delete the part."),
    N_ ("The value does not follow the grammar of its tag, so the tag is ignored; with a bad sp or "
        "np the record acts as p=none if it has a valid rua, otherwise not at all."),
    "RFC 9989 §4.7" },
  { "dmarc.duplicate_tag", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("a part stands twice"),
    N_ ("The record for what to do with mail that only claims to be yours (DMARC) has one part "
        "twice: “{term}”. Receivers may then use nothing of it."),
    N_ ("Keep one of the two."), N_ ("A repeated tag makes the whole list of tags void."),
    "RFC 6376 §3.2" },
  { "dmarc.bad_uri_separator", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("report addresses separated by a semicolon"),
    N_ ("The record for what to do with mail that only claims to be yours (DMARC) has a semicolon "
        "between two addresses for reports: “{term}”. The second one then gets none."),
    N_ ("Separate the addresses with a comma."),
    N_ ("URIs in rua and ruf are separated by commas."), "RFC 9989 §4.7" },
  { "dmarc.spf_here", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("another record stands here"),
    N_ ("Where the record for what to do with mail that only claims to be yours (DMARC) belongs, "
        "the list of servers (SPF) is registered."),
    N_ ("Register “v=DMARC1; p=none;” here; the list of servers belongs to the domain itself."),
    N_ ("An SPF text stands where the DMARC record belongs (_dmarc)."), "RFC 9989 §4.7" },
  { "dmarc.not_dmarc", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("another text stands here"),
    N_ ("Where the record for what to do with mail that only claims to be yours (DMARC) belongs, "
        "another text is registered."),
    N_ ("Register “v=DMARC1; p=none;” here; the other text belongs elsewhere."),
    N_ ("The TXT record at this place (_dmarc) is no DMARC record."), "RFC 9989 §4.7" },
  { "dmarc.cname_broken", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("leads to a record that is gone"),
    N_ ("The record for what to do with mail that only claims to be yours (DMARC) is kept by a "
        "service, and the entry leads to “{name}”, which has none."),
    N_ ("Ask the service for the current entry, or register “v=DMARC1; p=none;” yourself."),
    N_ ("The CNAME ends at {name} without a TXT record."), "RFC 9989 §4.7" },
  { "dmarc.psd_wrong", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("marked as a public ending"),
    N_ ("The record for what to do with mail that only claims to be yours (DMARC) says that others "
        "register names below yours (psd=y). That holds for endings like “co.jp” only."),
    N_ ("Take “psd=y” out of the record."),
    N_ ("psd=y is for public suffix operators; it changes the organizational domain."),
    "RFC 9989 §4.7" },
  { "dmarc.unaligned", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the proof is in another name"),
    N_ ("Mail in the name of {subject} is sent by a service that proves only its own name: "
        "“{name}”. Receivers that compare the two (DMARC) then count it as not proved."),
    N_ ("In the settings of that service, register {subject} as sender domain; it then shows the "
        "records to add (DKIM, or a return address of your own)."),
    N_ ("SPF passes for {name} (MAIL FROM), which is not aligned with {subject}. An aligned DKIM "
        "signature (d={subject}) would do."),
    "RFC 9989 §4.4" },
  { "dmarc.p_none", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_HABIT, N_ ("watching only"),
    N_ ("Receivers are asked only to watch. That is right for the start."),
    N_ ("When reports show that all your mail passes, the policy can be tightened step by step."),
    N_ ("p=none at {name}."), "RFC 9989 §4.7" },
  { "dmarc.obsolete_tag", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("has parts that are no longer read"),
    N_ ("The record holds a part that the current standard no longer has: “{term}”. Mail is not "
        "affected."),
    N_ ("When there is an occasion, take it out."), N_ ("pct, rf and ri were removed."),
    "RFC 9989 Appendix C" },
  { "dmarc.test_mode", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("marked as a test"),
    N_ ("The record is marked as a test (t=y): receivers act one step more mildly."),
    N_ ("When everything works, take “t=y” out."), N_ ("t=y lowers the policy by one level."),
    "RFC 9989 §4.7" },
  { "dmarc.strict_alignment", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("very exact names"),
    N_ ("The record asks for exactly the same name everywhere (adkim=s or aspf=s). Mail sent "
        "through a subdomain or a service may then fail."),
    N_ ("If a service sends for you under a subdomain, take these parts out."),
    N_ ("Strict alignment: identical names only."), "RFC 9989 §4.7" },
  { "dmarc.rua_unauthorised", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("reports may not arrive"),
    N_ ("Reports are to go to “{name}”, but that company has not agreed to take them for your "
        "domain."),
    N_ ("Ask the company to register your domain, or name an address of your own."),
    N_ ("No v=DMARC1 record at the _report._dmarc name of {name}."), "RFC 9990 §4" },
  { "dmarc.no_rua", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_HABIT, N_ ("no reports"),
    N_ ("No address for reports is named. Reports tell who sends in your name."),
    N_ ("Add “rua=mailto:” and an address of yours."), N_ ("No rua tag."), "RFC 9989 §4.7" },
  { "dmarc.rua_no_mailto", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("a report address lacks its beginning"),
    N_ ("An address for reports lacks “mailto:” in front: “{term}”."),
    N_ ("Put “mailto:” in front of the address."), N_ ("rua takes URIs."), "RFC 9989 §4.7" },
  { "dmarc.rua_bad_address", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("a report address cannot be read"), N_ ("An address for reports cannot be read: “{term}”."),
    N_ ("Correct the address: “mailto:”, then the address without spaces."),
    N_ ("The URI does not follow the grammar."), "RFC 9989 §4.7" },
  { "dmarc.rua_no_mx", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("reports may not arrive"), N_ ("Reports are to go to “{name}”, which takes no mail."),
    N_ ("Name an address that receives mail."), N_ ("{name} has neither MX nor address."),
    "RFC 9989 §4.7" },
  { "dmarc.sp_weaker", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("milder for subdomains"),
    N_ ("For names below your domain the instruction is milder than for the domain itself."),
    N_ ("If no subdomain sends mail, take “sp=” out."), N_ ("sp is weaker than p."),
    "RFC 9989 §4.7" },
  { "dmarc.rfc7489_differs", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("older receivers read it otherwise"),
    N_ ("Receivers that still follow the older standard treat mail that only claims to be yours "
        "otherwise: newer ones go by “{policy}”, older ones by “{result}”."),
    N_ ("Nothing has to be done. If all are to do the same, keep the record simple: “p=” directly "
        "behind “v=DMARC1;”, and a record of its own at the name that mail is sent from."),
    N_ ("{term}: receivers of RFC 9989 go by {policy}, those of RFC 7489 by {result} (public "
        "suffix "
        "list instead of the tree walk; p right behind v; pct applies; np, psd and t unknown; two "
        "records stop the search)."),
    "RFC 9989 §4.10" },
  { "dmarc.unchecked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_SENDING, HATO_SORT_MISSING,
    N_ ("could not be checked"),
    N_ ("Whether the handling of mail that only claims to be yours (DMARC) is set up could not be "
        "found out: {reason}. That is not a fault."),
    N_ ("Try again in a few minutes."),
    N_ ("An answer that is needed is missing or not certain: {reason}. Check with: dig TXT "
        "_dmarc.{subject}."),
    "RFC 9989 §4.7" },
  { "dmarc.not_applicable", HATO_LEVEL_NOT_APPLICABLE, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("does not apply"), N_ ("The domain does not exist, so there is nothing to look at."),
    N_ ("See the row on the domain itself."), N_ ("NXDOMAIN for {subject}."), "RFC 8020 §2" },
};
const HatoWordingTable hato_wording_dmarc = {
  "dmarc", N_ ("DMARC, what to do with mail that only claims to be yours"), wordings,
  G_N_ELEMENTS (wordings)
};
