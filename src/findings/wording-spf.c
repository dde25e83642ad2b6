/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "findings/wording-tables.h"

static const HatoWording wordings[] = {
  { "spf.ok", HATO_LEVEL_OK, HATO_AFFECTS_SENDING, HATO_SORT_HABIT, N_ ("set up"),
    N_ ("The list of servers that may send for you (SPF) is published and can be read."),
    N_ ("Nothing to do."),
    N_ ("One record that follows the grammar; evaluating it costs {count} of 10 DNS look-ups."),
    "RFC 7208 §4.6.4" },
  { "spf.missing", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_MISSING,
    N_ ("not set up yet"),
    N_ ("The list of servers that may send for you (SPF) is not registered yet. Without it "
        "receivers cannot tell your mail from forged mail, so Gmail and others may refuse it or "
        "sort it out."),
    N_ ("Register the list at the company where the settings of {subject} (DNS) are kept. Your "
        "mail server company tells the exact line in its manual, under “SPF”."),
    N_ ("No TXT record at {subject} begins with v=spf1. Check with: dig TXT {subject}. Gmail asks "
        "every sender for SPF or DKIM; result here: none."),
    "RFC 7208 §4.5" },
  { "spf.not_spf", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN, N_ ("another text"),
    N_ ("This text is not a list of servers that may send for you (SPF): it does not begin with "
        "“v=spf1”."),
    N_ ("Let the line begin with “v=spf1” and a space, and end with “~all”."),
    N_ ("Receivers take a text for SPF only if it is “v=spf1”, or begins with it and a space."),
    "RFC 7208 §4.5" },
  { "spf.multiple", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("registered {count} times"),
    N_ ("There are {count} lists of servers that may send for you (SPF). When there is more than "
        "one, receivers use none of them."),
    N_ ("Put the contents together into one line and delete the others. Keep every service that "
        "sends for you."),
    N_ ("{count} TXT records at {subject} begin with v=spf1; check_host () returns permerror. "
        "Merge the mechanisms into one record with a single “all” at its end."),
    "RFC 7208 §4.5" },
  { "spf.no_space_after_version", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("a space is left out"),
    N_ ("In the list of servers that may send for you (SPF) the space behind “v=spf1” is left out. "
        "Until it is corrected receivers cannot use the list."),
    N_ ("Put one space directly behind “v=spf1”."),
    N_ ("The version must be followed by a space or the end of the record; strings of one TXT "
        "record are joined without a space (RFC 7208 §3.3)."),
    "RFC 7208 §4.5" },
  { "spf.version_typo", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the beginning is mistyped"),
    N_ ("The list of servers that may send for you (SPF) does not begin with “v=spf1”: it reads "
        "“{term}”. Until it is corrected receivers cannot use the list."),
    N_ ("Let the line begin with “v=spf1” and a space."),
    N_ ("Receivers ignore a record whose version is anything but v=spf1."), "RFC 7208 §4.5" },
  { "spf.leading_space", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("begins with a space"),
    N_ ("The list of servers that may send for you (SPF) begins with a space. Until it is "
        "corrected receivers cannot use the list."),
    N_ ("Delete the space in front of “v=spf1”."),
    N_ ("The record must begin with v=spf1; with a space in front no receiver takes it for SPF."),
    "RFC 7208 §4.5" },
  { "spf.missing_space_between_terms", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("a space is left out"),
    N_ ("In the list of servers that may send for you (SPF) two entries run into each other: "
        "“{term}”. Until it is corrected receivers cannot use the list."),
    N_ ("Put one space between the two entries."),
    N_ ("Terms are separated by spaces; here one term swallows the next, which is a syntax error "
        "(permerror)."),
    "RFC 7208 §4.6" },
  { "spf.string_split_no_space", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("a space is left out where the text was split"),
    N_ ("The list of servers that may send for you (SPF) was entered in pieces, and between two "
        "pieces a space is left out: “{term}”. Until it is corrected receivers cannot use the "
        "list."),
    N_ ("Put a space at the end of the first piece, or enter the list as one line."),
    N_ ("The strings of one TXT record are joined without a space (RFC 7208 §3.3)."),
    "RFC 7208 §3.3" },
  { "spf.smart_quotes", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("has typographic quotes"),
    N_ ("The list of servers that may send for you (SPF) holds typographic quotation marks, as "
        "word processors make them. Until it is corrected receivers cannot use the list."),
    N_ ("Enter the line again without any quotation marks."),
    N_ ("Curly quotes (U+2018 to U+201F and the like) are not ASCII; the record is unreadable for "
        "receivers."),
    "RFC 7208 §4.6" },
  { "spf.fullwidth", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("has full-width characters"),
    N_ ("The list of servers that may send for you (SPF) holds full-width characters, as a "
        "Japanese input method makes them. Until it is corrected receivers cannot use the list."),
    N_ ("Switch to half-width letters and enter the line again."),
    N_ ("Full-width letters, digits, spaces or the wave dash are not ASCII; the record is a syntax "
        "error."),
    "RFC 7208 §4.6" },
  { "spf.non_ascii", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("has a character that is not allowed"),
    N_ ("The list of servers that may send for you (SPF) holds a character that looks right but is "
        "another one, for example a long dash or a special space. Until it is corrected receivers "
        "cannot use the list."),
    N_ ("Type the line again by hand instead of copying it from a web page."),
    N_ ("Only printable ASCII is allowed. Typical: en dash (U+2013), no-break space (U+00A0), "
        "byte-order mark (U+FEFF)."),
    "RFC 7208 §4.6" },
  { "spf.quotes_in_value", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("quotation marks were kept"),
    N_ ("The list of servers that may send for you (SPF) stands in quotation marks that belong to "
        "the text itself. Until it is corrected receivers cannot use the list."),
    N_ ("Delete the quotation marks at the beginning and the end."),
    N_ ("The panel stored the quotes as part of the value; the record must begin with v=spf1."),
    "RFC 7208 §4.6" },
  { "spf.double_version", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("“v=spf1” stands in it twice"),
    N_ ("In the list of servers that may send for you (SPF) “v=spf1” stands a second time in the "
        "middle. Receivers may not read what stands behind it."),
    N_ ("Keep “v=spf1” at the beginning only, and one “all” at the end."),
    N_ ("The second v=spf1 reads as an unknown modifier; what stands behind the first “all” is "
        "never reached."),
    "RFC 7208 §6" },
  { "spf.unknown_mechanism", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("has an unknown word"),
    N_ ("The list of servers that may send for you (SPF) holds an entry that does not exist: "
        "“{term}”. Until it is corrected receivers cannot use the list."),
    N_ ("Correct or delete this entry. Common slips: “ipv4:” must read “ip4:”, “inculde:” must "
        "read “include:”."),
    N_ ("Unknown mechanisms are a syntax error (permerror), wherever they stand."),
    "RFC 7208 §4.6" },
  { "spf.missing_mechanism_for_ip", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("an entry lacks its beginning"),
    N_ ("In the list of servers that may send for you (SPF) an address or a name stands alone: "
        "“{term}”. Until it is corrected receivers cannot use the list."),
    N_ ("Put “ip4:” in front of a number, “include:” in front of the name of a service."),
    N_ ("A bare address or host name is no mechanism: permerror."), "RFC 7208 §4.6" },
  { "spf.comma_separated", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("separated by commas"),
    N_ ("The entries of the list of servers that may send for you (SPF) are separated by commas or "
        "semicolons. Until it is corrected receivers cannot use the list."),
    N_ ("Replace every comma and semicolon with one space."),
    N_ ("Terms are separated by spaces only."), "RFC 7208 §4.6" },
  { "spf.include_space", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("a space too many"),
    N_ ("In the list of servers that may send for you (SPF) a space stands behind “{term}”. Until "
        "it is corrected receivers cannot use the list."),
    N_ ("Delete the space behind the colon."),
    N_ ("The value must follow the colon directly; as it stands the mechanism has no value."),
    "RFC 7208 §4.6" },
  { "spf.include_equals", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("“=” instead of “:”"),
    N_ ("In the list of servers that may send for you (SPF) an entry is written with an equals "
        "sign: “{term}”. Receivers pass over it silently, so that service is not allowed to send "
        "for you."),
    N_ ("Replace the equals sign with a colon."),
    N_ ("name=value is an unknown modifier and ignored; the mechanism needs a colon."),
    "RFC 7208 §6" },
  { "spf.redirect_colon", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("“:” instead of “=”"),
    N_ ("In the list of servers that may send for you (SPF) “redirect” is written with a colon: "
        "“{term}”. Until it is corrected receivers cannot use the list."),
    N_ ("Write “redirect=” with an equals sign."), N_ ("redirect is a modifier: name=value."),
    "RFC 7208 §6.1" },
  { "spf.include_twice", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("“include:” twice in a row"),
    N_ ("In the list of servers that may send for you (SPF) “include:” stands twice in a row: "
        "“{term}”. Until it is corrected receivers cannot use the list."),
    N_ ("Delete one of the two."), N_ ("The value of include is a domain name."), "RFC 7208 §5.2" },
  { "spf.include_url", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("a web address in it"),
    N_ ("In the list of servers that may send for you (SPF) a web address stands where a name "
        "belongs: “{term}”. Until it is corrected receivers cannot use the list."),
    N_ ("Leave only the name: without “https://” and without anything behind the name."),
    N_ ("The value of {term} must be a domain name; anything else is a permerror."),
    "RFC 7208 §5.2" },
  { "spf.include_ip", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("an address behind “include:”"),
    N_ ("In the list of servers that may send for you (SPF) an address stands where a name "
        "belongs: “{term}”. Until it is corrected receivers cannot use the list."),
    N_ ("Write “ip4:” (or “ip6:”) in front of the address."),
    N_ ("include, a and mx take names; addresses go behind ip4 or ip6."), "RFC 7208 §5.6" },
  { "spf.include_email", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("a mail address in it"),
    N_ ("In the list of servers that may send for you (SPF) a mail address stands where a name "
        "belongs: “{term}”. Until it is corrected receivers cannot use the list."),
    N_ ("Leave only the part behind the @, if that is the service that sends for you."),
    N_ ("The value of {term} must be a domain name; anything else is a permerror."),
    "RFC 7208 §5.2" },
  { "spf.bad_ip4", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("an address is mistyped"),
    N_ ("In the list of servers that may send for you (SPF) an address cannot be read: “{term}”. "
        "Until it is corrected receivers cannot use the list."),
    N_ ("Compare it with the address that your mail server company tells: four numbers from 0 to "
        "255 with dots between."),
    N_ ("ip4 takes one IPv4 address or network; no host name, port or range."), "RFC 7208 §5.6" },
  { "spf.bad_cidr", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the number behind a slash does not fit"),
    N_ ("In the list of servers that may send for you (SPF) the number behind the slash is too "
        "large or cannot be read: “{term}”. Until it is corrected receivers cannot use the list."),
    N_ ("Correct the number behind the slash: 0 to 32, for long addresses 0 to 128. Behind the "
        "name "
        "of another list (include) delete it, with the slash."),
    N_ ("The prefix length is out of range or has a leading zero."), "RFC 7208 §5.6" },
  { "spf.ip6_in_ip4", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("“ip4:” with a long address"),
    N_ ("In the list of servers that may send for you (SPF) a long address (IPv6) stands behind "
        "“ip4:”: “{term}”. Until it is corrected receivers cannot use the list."),
    N_ ("Write “ip6:” in front of this address."), N_ ("An IPv6 address needs ip6."),
    "RFC 7208 §5.6" },
  { "spf.ip4_in_ip6", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("“ip6:” with a short address"),
    N_ ("In the list of servers that may send for you (SPF) a short address (IPv4) stands behind "
        "“ip6:”: “{term}”. Until it is corrected receivers cannot use the list."),
    N_ ("Write “ip4:” in front of this address."), N_ ("An IPv4 address needs ip4."),
    "RFC 7208 §5.6" },
  { "spf.bad_ip6", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("an address is mistyped"),
    N_ ("In the list of servers that may send for you (SPF) a long address cannot be read: "
        "“{term}”. Until it is corrected receivers cannot use the list."),
    N_ ("Compare it letter by letter with the address that your mail server company tells; a zero "
        "is easily taken for the letter O."),
    N_ ("ip6 takes one IPv6 address or network."), "RFC 7208 §5.6" },
  { "spf.too_many_lookups", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("too many services in it"),
    N_ ("The list of servers that may send for you (SPF) refers to so many others that receivers "
        "stop reading: {count} look-ups are needed, {limit} are allowed."),
    N_ ("Take out the entries of services that you no longer use."),
    N_ ("A record may cost at most {limit} look-ups, includes counted through; this one needs "
        "{count} and ends in permerror. The tree shows what each term costs."),
    "RFC 7208 §4.6.4" },
  { "spf.void_lookups", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("entries that lead nowhere"),
    N_ ("{count} entries of the list of servers that may send for you (SPF) lead to names where "
        "nothing is registered. Receivers stop reading after {limit} such entries."),
    N_ ("Take out the entries of services and servers that you no longer use: {names}."),
    N_ ("{count} look-ups answer with nothing (NXDOMAIN or no data): {names}. More than {limit} "
        "end "
        "in permerror."),
    "RFC 7208 §4.6.4" },
  { "spf.include_loop", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("refers to itself"),
    N_ ("The list of servers that may send for you (SPF) refers to itself through “{name}”, and "
        "receivers stop reading."),
    N_ ("Take out the entry that leads back: {term}."),
    N_ ("The chain of includes comes back to {name}; it ends at the limit of ten look-ups in "
        "permerror."),
    "RFC 7208 §4.6.4" },
  { "spf.include_no_spf", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("an entry leads to no list"),
    N_ ("The list of servers that may send for you (SPF) refers to “{name}”, but there is no such "
        "list there. Receivers then stop reading."),
    N_ ("Ask the service for the right name, or take the entry out if you no longer use it: "
        "{term}."),
    N_ ("{name} has no SPF record; an include of it is a permerror."), "RFC 7208 §5.2" },
  { "spf.include_nxdomain", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("an entry leads to a name that is gone"),
    N_ ("The list of servers that may send for you (SPF) refers to “{name}”, and this name does "
        "not exist. Receivers then stop reading."),
    N_ ("If the service is no longer used, take the entry out: {term}. Otherwise ask it for the "
        "new name."),
    N_ ("{name} does not exist (NXDOMAIN); an include of it is a permerror."), "RFC 7208 §5.2" },
  { "spf.include_broken", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("an entry leads to a list that cannot be read"),
    N_ ("The list of servers that may send for you (SPF) refers to “{name}”. The list there cannot "
        "be used: it has a mistake, or it is registered more than once. Receivers then stop "
        "reading."),
    N_ ("Tell the company that keeps “{name}”. If you no longer use it, take the entry out: "
        "{term}."),
    N_ ("{name} has an SPF record with a syntax error, or several records; an include or redirect "
        "of it is a permerror. Check with: dig TXT {name}."),
    "RFC 7208 §5.2" },
  { "spf.redirect_no_spf", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("leads to no list"),
    N_ ("The list of servers that may send for you (SPF) passes on to “{name}”, but there is no "
        "such list there."),
    N_ ("Ask your mail server company for the right name, and correct the entry: {term}."),
    N_ ("{name} has no SPF record; redirect to it is a permerror."), "RFC 7208 §6.1" },
  { "spf.duplicate_redirect", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("an entry stands twice"),
    N_ ("In the list of servers that may send for you (SPF) “redirect” or “exp” stands twice. "
        "Until it is corrected receivers cannot use the list."),
    N_ ("Keep one of them."), N_ ("redirect and exp may stand at most once."), "RFC 7208 §6" },
  { "spf.control_char", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("has an invisible character"),
    N_ ("The list of servers that may send for you (SPF) holds an invisible character, such as a "
        "tab or a line break. Until it is corrected receivers cannot use the list."),
    N_ ("Enter the line again by hand, with single spaces between the entries."),
    N_ ("Only spaces (0x20) separate terms; control characters are a syntax error."),
    "RFC 7208 §4.6" },
  { "spf.macro_bad", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("a placeholder is mistyped"),
    N_ ("In the list of servers that may send for you (SPF) a placeholder with “%” cannot be read: "
        "“{term}”. Until it is corrected receivers cannot use the list."),
    N_ ("Copy this entry again from the manual of the service it belongs to."),
    N_ ("The macro does not follow the grammar."), "RFC 7208 §7.1" },
  { "spf.type99_only", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("registered as another type"),
    N_ ("The list of servers that may send for you (SPF) is registered, but as a record of the "
        "type “SPF”, which nobody reads any more."),
    N_ ("Register the same line as a record of the type TXT."),
    N_ ("Type 99 was withdrawn; receivers ask for TXT only."), "RFC 7208 §3.1" },
  { "spf.sender_id_only", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("only the older form"),
    N_ ("Only an older form of the list (“spf2.0”) is registered, and Gmail and others do not read "
        "it."),
    N_ ("Register the list anew, beginning with “v=spf1”."),
    N_ ("Sender ID (spf2.0) is historic; v=spf1 is needed."), "RFC 7208 §4.5" },
  { "spf.wrong_name", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("registered, but under another name"),
    N_ ("The list of servers that may send for you (SPF) is registered, but under “{name}”. "
        "Receivers look for it at {subject}."),
    N_ ("Register the same line for {subject} itself (in many panels: leave the host field empty, "
        "or type @)."),
    N_ ("An SPF record stands at {name}; none at {subject}."), "RFC 7208 §4.5" },
  { "spf.wrong_name_doubled", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("registered, but the name is doubled"),
    N_ ("The list of servers that may send for you (SPF) is registered, but under a doubled name: "
        "“{name}”. The panel adds the domain by itself."),
    N_ ("Register it again and leave the host field empty (or type @)."),
    N_ ("An SPF record stands at {name}; none at {subject}."), "RFC 7208 §4.5" },
  { "spf.glued_txt", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("another text is joined to it"),
    N_ ("The list of servers that may send for you (SPF) and another text were joined into one "
        "line: “{term}”. Until it is corrected receivers cannot use the list."),
    N_ ("Register the two as two records of the type TXT, each with its own line."),
    N_ ("v=spf1 must stand at the beginning of its own TXT record."), "RFC 7208 §4.5" },
  { "spf.plus_all", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("lets everybody send"),
    N_ ("The list of servers that may send for you (SPF) allows every server in the world. It then "
        "proves nothing, and receivers may treat it as a warning sign."),
    N_ ("Name every service that sends for you, and replace “{term}” at the end with “~all”."),
    N_ ("+all (or all without a sign) passes every address."), "RFC 7208 §5.1" },
  { "spf.sender_not_covered", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the sending server is not in it"),
    N_ ("Mail from {ip} is sent for you, but this server is not in the list of servers that may "
        "send for you (SPF). The result is “{result}”."),
    N_ ("Ask the company that runs this server for the entry to add, and add it to the existing "
        "line."),
    N_ ("check_host () for {ip} gives {result}. Check with: hatobin-cli spf {subject} --ip {ip} "
        "--trace."),
    "RFC 7208 §8" },
  { "spf.neutral_all", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("says nothing about other servers"),
    N_ ("The list of servers that may send for you (SPF) says nothing about servers that are not "
        "in it (“{term}”). Forged mail is then not held back."),
    N_ ("Replace “?all” at the end with “~all”, once every service that sends for you is in the "
        "list."),
    N_ ("?all gives neutral, which receivers treat like no SPF at all."), "RFC 7208 §8.2" },
  { "spf.no_all", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_HABIT, N_ ("its end is open"),
    N_ ("The list of servers that may send for you (SPF) has no end (“all”). It does not say what "
        "holds for other servers."),
    N_ ("Add “~all” at the end of the line, once every service that sends for you is in it."),
    N_ ("Without all or redirect the result for other servers is neutral."), "RFC 7208 §4.7" },
  { "spf.term_after_all", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("something stands behind its end"),
    N_ ("In the list of servers that may send for you (SPF) “{term}” stands behind “all”. Nobody "
        "reads what stands there."),
    N_ ("Move it in front of “all” if it belongs to the list, or register it as a record of its "
        "own."),
    N_ ("Terms behind all are never tested."), "RFC 7208 §5.1" },
  { "spf.redirect_ignored", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("a part is not read"),
    N_ ("In the list of servers that may send for you (SPF) “{term}” is not read, since the line "
        "also has “all”."),
    N_ ("Keep one of the two: ask your mail server company which one it wants."),
    N_ ("redirect is ignored when all is present."), "RFC 7208 §6.1" },
  { "spf.permissive_cidr", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("allows very many servers"),
    N_ ("In the list of servers that may send for you (SPF) “{term}” allows a very large number of "
        "servers, also those of strangers."),
    N_ ("Replace it with the addresses of your own servers."),
    N_ ("The network in {term} is wider than any single company needs."), "RFC 7208 §5.6" },
  { "spf.ptr", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("uses an entry that is discouraged"),
    N_ ("The list of servers that may send for you (SPF) uses “ptr”. It is slow and unreliable, "
        "and some receivers pass over it."),
    N_ ("Replace “{term}” with the addresses or the “include:” of your mail server company."),
    N_ ("ptr should not be published: receivers may skip it, and each use costs a look-up."),
    "RFC 7208 §5.5" },
  { "spf.too_long", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_HABIT, N_ ("very long"),
    N_ ("The list of servers that may send for you (SPF) is very long. A few receivers may fail to "
        "read it whole."),
    N_ ("Take out the entries that are no longer used."),
    N_ ("The record is longer than 512 bytes; answers without EDNS0 need TCP."), "RFC 7208 §3.4" },
  { "spf.ipv6_not_covered", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the sending address is not in it"),
    N_ ("Mail from {ip} is sent for you, but this address is not in the list of servers that may "
        "send for you (SPF). The result is “{result}”."),
    N_ ("Ask the company that runs this server for the entry for its IPv6 addresses."),
    N_ ("check_host () for {ip} gives {result}. Check with: hatobin-cli spf {subject} --ip {ip} "
        "--trace."),
    "RFC 7208 §8" },
  { "spf.mailhost_not_covered", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the mail company is not in it"),
    N_ ("Your mail is kept at {host}, but the servers of that company are not in the list of "
        "servers that may send for you (SPF). For mail sent from there the result is “{result}”."),
    N_ ("If you send through that company, add “include:{name}” to the existing line, in front of "
        "“all”."),
    N_ ("The MX is {host}; check_host () for {ip}, an address that {name} lists, gives {result}. "
        "Check with: hatobin-cli spf {subject} --ip {ip} --trace."),
    "RFC 7208 §4" },
  { "spf.relay_include_missing", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("relay servers of the host are left out"),
    N_ ("Mail from {host} can leave through other servers of the same company, and these are not "
        "in the list of servers that may send for you (SPF). The result is then “{result}”."),
    N_ ("Compare the line with the one in the manual of your mail server company; it has "
        "“include:{name}”."),
    N_ ("Host {host}; check_host () for {ip}, an address that {name} lists, gives {result}. Check "
        "with: hatobin-cli spf {subject} --ip {ip} --trace."),
    "RFC 7208 §4" },
  { "spf.subdomain_missing", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_MISSING,
    N_ ("not set up for this subdomain yet"),
    N_ ("{name} has a list of servers that may send for you (SPF), but {subject} has none. A list "
        "does not hold for the names below its domain."),
    N_ ("If mail is sent in the name of {subject}, register a list for it too: at the same place, "
        "with its own host field."),
    N_ ("No TXT record at {subject} begins with v=spf1; SPF is not inherited from {name}. Check "
        "with: dig TXT {subject}."),
    "RFC 7208 §4.5" },
  { "spf.unchecked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_SENDING, HATO_SORT_MISSING,
    N_ ("could not be checked"),
    N_ ("Whether the list of servers that may send for you (SPF) is in order could not be found "
        "out: {reason}. That is not a fault."),
    N_ ("Try again in a few minutes."),
    N_ ("The TXT answer that is needed is missing: {reason}. Check with: dig TXT {subject}."),
    "RFC 7208 §2.6.6" },
  { "spf.not_applicable", HATO_LEVEL_NOT_APPLICABLE, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("does not apply"),
    N_ ("The domain does not exist, so there is no list of servers to look at."),
    N_ ("See the row on the domain itself."), N_ ("NXDOMAIN for {subject}."), "RFC 8020 §2" },
};
const HatoWordingTable hato_wording_spf = { "spf",
                                            N_ ("SPF, the list of servers that may send for you"),
                                            wordings, G_N_ELEMENTS (wordings) };
