/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "findings/wording-tables.h"

static const HatoWording wordings[] = {
  { "dkim.ok", HATO_LEVEL_OK, HATO_AFFECTS_SENDING, HATO_SORT_HABIT, N_ ("a key is published"),
    N_ ("A key for the signature on your mail (DKIM) is published and can be read."),
    N_ ("Nothing to do."),
    N_ ("Usable key at selector {selector}. Whether mail is really signed shows only in a mail "
        "that has arrived."),
    "RFC 6376 §3.6.1" },
  { "dkim.missing", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_MISSING,
    N_ ("not set up yet"),
    N_ ("No key for a signature on your mail (DKIM) was found. Without a signature forwarded mail "
        "loses its proof of origin, and some receivers ask for one."),
    N_ ("Switch the signature on in the panel of your mail server company; many offer it as "
        "“DKIM”."),
    N_ ("{name} answers {answer}: there is no key. Below a name that does not exist (NXDOMAIN) "
        "nothing exists (RFC 8020); some name servers answer so by mistake. A received mail tells "
        "for sure (s= in DKIM-Signature)."),
    "RFC 6376 §3.6.2" },
  { "dkim.default_signature", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_MISSING,
    N_ ("signed in another name"),
    N_ ("Your mail is signed (DKIM), but in the name of the company that sends it, {name}, and not "
        "in that of {subject}. For DMARC such a signature does not count."),
    N_ ("Switch DKIM on for your own domain in the panel of the company that sends your mail."),
    N_ ("d={name} passes, but is not aligned with the author domain {subject}."),
    "RFC 9989 §4.4.1" },
  { "dkim.unchecked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_SENDING, HATO_SORT_MISSING,
    N_ ("not known yet"),
    N_ ("Whether your mail has a signature (DKIM) is not known: {reason}. That is not a fault."),
    N_ ("Open a mail of yours that has arrived somewhere and look for “DKIM” in its details, or "
        "ask your mail server company for the selector."),
    N_ ("The selector is not known. _domainkey exists, or an answer is missing ({reason}). The s= "
        "tag in DKIM-Signature of a received mail names the selector."),
    "RFC 6376 §3.1" },
  { "dkim.not_applicable", HATO_LEVEL_NOT_APPLICABLE, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("does not apply"),
    N_ ("This domain sends no mail, or does not exist; no signature is needed."),
    N_ ("Nothing to do."), N_ ("No mail is sent from {subject}, or the name does not exist."),
    "RFC 6376 §3.6.1" },
  { "dkim.too_short", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the key is too short"),
    N_ ("The key for the signature on your mail (DKIM) is too short: receivers accept keys from "
        "1024 bits on. Signatures made with it cannot be verified."),
    N_ ("Let your mail server company make a new key of 2048 bits."),
    N_ ("Selector {selector}: {bits} bits. Verifiers must not accept RSA keys under 1024 bits."),
    "RFC 8301 §3.2" },
  { "dkim.revoked", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the key was withdrawn"),
    N_ ("A key for the signature on your mail (DKIM) was withdrawn: its place is empty. Mail that "
        "is still signed with it counts as unsigned."),
    N_ ("If mail is still signed with this key, publish the current one from the panel of your "
        "mail server company. Otherwise leave it as it is."),
    N_ ("Selector {selector}: p= is empty, which revokes the key."), "RFC 6376 §3.6.1" },
  { "dkim.missing_p", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the key itself is left out"),
    N_ ("The record for the signature on your mail (DKIM) holds no key: “p=” is left out. "
        "Signatures made with it cannot be verified."),
    N_ ("Copy the whole record again from the panel of your mail server company."),
    N_ ("Selector {selector}: the tag p is required."), "RFC 6376 §3.6.1" },
  { "dkim.backslash", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("a backslash in the key"),
    N_ ("A backslash got into the key for the signature on your mail (DKIM). Signatures made with "
        "it cannot be verified."),
    N_ ("Enter the key again without backslashes."),
    N_ ("Selector {selector}: a backslash is no Base64 character; panels often leave it from "
        "zone-file notation."),
    "RFC 6376 §3.6.1" },
  { "dkim.quotes_in_value", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("quotation marks were kept"),
    N_ ("Quotation marks got into the key for the signature on your mail (DKIM). Signatures made "
        "with it cannot be verified."),
    N_ ("Enter the key again without quotation marks."),
    N_ ("Selector {selector}: quotes are part of the stored value."), "RFC 6376 §3.6.1" },
  { "dkim.line_break", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("a line break in the key"),
    N_ ("The signs for a line break got into the key for the signature on your mail (DKIM). "
        "Signatures made with it cannot be verified."),
    N_ ("Enter the key again as one line."),
    N_ ("Selector {selector}: literal line-break characters inside the value."),
    "RFC 6376 §3.6.1" },
  { "dkim.truncated", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the key was cut off"),
    N_ ("The key for the signature on your mail (DKIM) is not complete: the end is missing. "
        "Signatures made with it cannot be verified."),
    N_ ("Enter the key again. If the panel takes only 255 characters, split the key into two parts "
        "as its manual says."),
    N_ ("Selector {selector}: the encoded key ends before its own length."), "RFC 6376 §3.6.1" },
  { "dkim.multiple", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("two keys at one place"),
    N_ ("There are two keys for the signature on your mail (DKIM) at the same place, and receivers "
        "cannot know which one holds. Signatures made with it cannot be verified."),
    N_ ("Keep the one that the panel of your mail server company shows, and delete the other."),
    N_ ("Selector {selector}: more than one TXT record; the result is undefined."),
    "RFC 6376 §3.6.2.2" },
  { "dkim.bad_base64", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the key cannot be read"),
    N_ ("The key for the signature on your mail (DKIM) holds a character that is not part of a "
        "key. Signatures made with it cannot be verified."),
    N_ ("Copy the key again from the panel of your mail server company."),
    N_ ("Selector {selector}: p is not Base64 of a public key."), "RFC 6376 §3.6.1" },
  { "dkim.pem_header", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("“BEGIN PUBLIC KEY” was copied along"),
    N_ ("The first and last line of the key file were copied into the key for the signature on "
        "your mail (DKIM). Signatures made with it cannot be verified."),
    N_ ("Leave only the letters between the lines “BEGIN” and “END”, as one line."),
    N_ ("Selector {selector}: PEM armour inside p."), "RFC 6376 §3.6.1" },
  { "dkim.private_key", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the secret key is published"),
    N_ ("The secret part of the key for the signature on your mail (DKIM) is published for "
        "everybody to read."),
    N_ ("Delete this record, let your mail server company make a new pair of keys, and publish the "
        "public one."),
    N_ ("Selector {selector}: a private key stands in DNS; replace the pair."), "RFC 6376 §8.1" },
  { "dkim.key_type_mismatch", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("another kind of key than named"),
    N_ ("The key for the signature on your mail (DKIM) is of another kind than the record says. "
        "Signatures made with it cannot be verified."),
    N_ ("Copy the whole record again from the panel of your mail server company."),
    N_ ("Selector {selector}: k= does not fit the key in p=."), "RFC 8463 §4" },
  { "dkim.unknown_key_type", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("an unknown kind of key"),
    N_ ("The record for the signature on your mail (DKIM) names a kind of key that receivers do "
        "not know. Signatures made with it cannot be verified."),
    N_ ("Let your mail server company make a key of the kind “rsa”."),
    N_ ("Selector {selector}: k= must be rsa or ed25519."), "RFC 6376 §3.6.1" },
  { "dkim.version_typo", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the beginning is mistyped"),
    N_ ("The record for the signature on your mail (DKIM) does not begin with “v=DKIM1”: it reads "
        "“{term}”. Signatures made with it cannot be verified."),
    N_ ("Let it begin with “v=DKIM1;”, in exactly these letters."),
    N_ ("Selector {selector}: the version is case-sensitive."), "RFC 6376 §3.6.1" },
  { "dkim.version_not_first", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the beginning stands elsewhere"),
    N_ ("In the record for the signature on your mail (DKIM) “v=DKIM1” does not stand at the "
        "beginning. Signatures made with it cannot be verified."),
    N_ ("Move “v=DKIM1;” to the beginning."), N_ ("Selector {selector}: v must be the first tag."),
    "RFC 6376 §3.6.1" },
  { "dkim.sha1_only", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("only for a method no longer used"),
    N_ ("The key for the signature on your mail (DKIM) is limited to a method (SHA-1) that "
        "receivers no longer accept. Signatures made with it cannot be verified."),
    N_ ("Take “{term}” out of the record."), N_ ("Selector {selector}: h= without sha256."),
    "RFC 8301 §3.1" },
  { "dkim.no_semicolon", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("a semicolon is left out"),
    N_ ("In the record for the signature on your mail (DKIM) a semicolon between two parts is left "
        "out. Signatures made with it cannot be verified."),
    N_ ("Put a semicolon behind each part: “v=DKIM1; k=rsa; p=…”."),
    N_ ("Selector {selector}: tags are separated by semicolons."), "RFC 6376 §3.2" },
  { "dkim.smart_quotes", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("has typographic quotes"),
    N_ ("The record for the signature on your mail (DKIM) holds typographic quotation marks. "
        "Signatures made with it cannot be verified."),
    N_ ("Enter it again without any quotation marks."),
    N_ ("Selector {selector}: curly quotes are not ASCII."), "RFC 6376 §3.6.1" },
  { "dkim.fullwidth", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("has full-width characters"),
    N_ ("The record for the signature on your mail (DKIM) holds full-width characters. Signatures "
        "made with it cannot be verified."),
    N_ ("Switch to half-width letters and enter it again."),
    N_ ("Selector {selector}: full-width characters are not ASCII."), "RFC 6376 §3.6.1" },
  { "dkim.spf_here", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("another record stands here"),
    N_ ("Where the key for the signature on your mail (DKIM) belongs, the list of servers (SPF) is "
        "registered."),
    N_ ("Register the key here; the list of servers belongs to the domain itself."),
    N_ ("Selector {selector}: an SPF text answers; perhaps a wildcard TXT record."),
    "RFC 6376 §3.6.1" },
  { "dkim.wrong_name_no_underscore", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("registered, but the underscore is left out"),
    N_ ("The key for the signature on your mail (DKIM) is registered, but in its name the "
        "underscore is left out: “{name}”. Receivers look elsewhere and find no key."),
    N_ ("Register it again; the host field reads “{selector}._domainkey”."),
    N_ ("Expected at {selector}._domainkey.{subject}, found at {name}."), "RFC 6376 §3.6.2.1" },
  { "dkim.wrong_name_doubled", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("registered, but the name is doubled"),
    N_ ("The key for the signature on your mail (DKIM) is registered, but under a doubled name: "
        "“{name}”. The panel adds the domain by itself. Receivers look elsewhere and find no key."),
    N_ ("Register it again; the host field reads “{selector}._domainkey”."),
    N_ ("Expected at {selector}._domainkey.{subject}, found at {name}."), "RFC 6376 §3.6.2.1" },
  { "dkim.wrong_name", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("registered, but under another name"),
    N_ ("The key for the signature on your mail (DKIM) is registered, but under “{name}”. "
        "Receivers look elsewhere and find no key."),
    N_ ("Register it again; the host field reads “{selector}._domainkey”."),
    N_ ("Expected at {selector}._domainkey.{subject}, found at {name}."), "RFC 6376 §3.6.2.1" },
  { "dkim.cname_broken", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("leads to a key that is gone"),
    N_ ("The key for the signature on your mail (DKIM) is kept by a service, and the entry leads "
        "to “{name}”, which has none."),
    N_ ("Ask the service for the current entry, or delete it if you no longer use the service."),
    N_ ("Selector {selector}: the CNAME ends at {name} without a TXT record."), "RFC 6376 §3.6.1" },
  { "dkim.testing", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("marked as a test"),
    N_ ("The key for the signature on your mail (DKIM) is marked as a test. A few receivers then "
        "pass over the signature."),
    N_ ("When everything works, take “t=y” out of the record."), N_ ("Selector {selector}: t=y."),
    "RFC 6376 §3.6.1" },
  { "dkim.weak_1024", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("works; a longer key is better"),
    N_ ("The key for the signature on your mail (DKIM) works. A longer one is recommended today."),
    N_ ("When there is an occasion, let your mail server company make a key of 2048 bits."),
    N_ ("Selector {selector}: {bits} bits; 2048 are recommended."), "RFC 8301 §3.2" },
};
const HatoWordingTable hato_wording_dkim = { "dkim", N_ ("DKIM, the signature on your mail"),
                                             wordings, G_N_ELEMENTS (wordings) };
