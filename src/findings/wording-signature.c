/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "findings/wording-tables.h"

static const HatoWording wordings[] = {
  { "signature.ok", HATO_LEVEL_OK, HATO_AFFECTS_SENDING, HATO_SORT_HABIT, N_ ("genuine"),
    N_ ("The signature of {name} on this mail (DKIM) is genuine: the mail is as it was sent."),
    N_ ("Nothing to do."), N_ ("d={name}, s={selector}: body hash and signature verify."),
    "RFC 6376 §6.1" },
  { "signature.none", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_MISSING,
    N_ ("there is none"),
    N_ ("This mail has no signature (DKIM). Without one forwarded mail loses its proof of origin, "
        "and some receivers ask for one."),
    N_ ("Switch the signature on in the panel of your mail server company; many offer it as "
        "“DKIM”."),
    N_ ("The header has no DKIM-Signature field."), "RFC 6376 §3.5" },
  { "signature.body_changed", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the text was changed"),
    N_ ("The text of this mail is not the one that {name} signed. Mailing lists, virus scanners "
        "and footers change texts on the way; saving or copying a mail may do it too."),
    N_ ("Compare with a mail that came directly, saved as a file from the mail program."),
    N_ ("d={name}, s={selector}: bh= is not the hash of the canonical body."), "RFC 6376 §6.1.3" },
  { "signature.header_changed", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("does not fit"),
    N_ ("The signature of {name} on this mail (DKIM) does not fit. Either the head of the mail was "
        "changed on the way, or the key that is published is another one."),
    N_ ("Compare the key in the panel of your mail server company with the one that is "
        "published."),
    N_ ("d={name}, s={selector}: the body hash is right, b= does not verify with the published "
        "key."),
    "RFC 6376 §6.1.3" },
  { "signature.key_missing", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_MISSING,
    N_ ("the key is not published"),
    N_ ("Your mail is signed (DKIM), but the key to check the signature is not published. "
        "Receivers count the mail as not signed."),
    N_ ("Register the key that the panel of your mail server company shows."),
    N_ ("No key at {selector}._domainkey.{name}."), "RFC 6376 §6.1.2" },
  { "signature.key_revoked", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the key was withdrawn"),
    N_ ("Your mail is signed (DKIM) with a key that was withdrawn. Receivers count the mail as not "
        "signed."),
    N_ ("Make a new key in the panel of your mail server company and register it."),
    N_ ("p= is empty at {selector}._domainkey.{name}."), "RFC 6376 §3.6.1" },
  { "signature.key_bad", HATO_LEVEL_PROBLEM, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("the key cannot be used"),
    N_ ("Your mail is signed (DKIM), but the key that is published cannot be used. Receivers count "
        "the mail as not signed."),
    N_ ("Register the key again as the panel of your mail server company shows it."),
    N_ ("The record at {selector}._domainkey.{name} is no key that fits a= of the signature."),
    "RFC 6376 §6.1.2" },
  { "signature.expired", HATO_LEVEL_ADVICE, HATO_AFFECTS_SENDING, HATO_SORT_HABIT,
    N_ ("its time is over"),
    N_ ("The signature on this mail (DKIM) was valid for a time that is over. That is normal for "
        "an old mail."),
    N_ ("Check with a mail that has just arrived."),
    N_ ("d={name}, s={selector}: x= lies in the past."), "RFC 6376 §3.5" },
  { "signature.malformed", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("cannot be read"),
    N_ ("The signature on this mail (DKIM) breaks the rules for signatures, so receivers ignore "
        "it."),
    N_ ("Show this to the company whose server sends your mail."),
    N_ ("The DKIM-Signature field of d={name} breaks the grammar; receivers count it as failed for "
        "good."),
    "RFC 6376 §6.1.1" },
  { "signature.old_algorithm", HATO_LEVEL_CAUTION, HATO_AFFECTS_SENDING, HATO_SORT_BROKEN,
    N_ ("made in an old way"),
    N_ ("The signature on this mail (DKIM) is made in a way that receivers no longer accept."),
    N_ ("Ask the company whose server sends your mail to sign with rsa-sha256."),
    N_ ("d={name}, s={selector}: a= is neither rsa-sha256 nor ed25519-sha256."), "RFC 8301 §3.1" },
  { "signature.unchecked", HATO_LEVEL_UNCHECKED, HATO_AFFECTS_SENDING, HATO_SORT_MISSING,
    N_ ("not known yet"),
    N_ ("The signature on this mail (DKIM) could not be checked: {reason}. That is not a fault."),
    N_ ("Try again in a few minutes."), N_ ("The key was not obtained ({reason})."),
    "RFC 6376 §6.1.2" },
};

const HatoWordingTable hato_wording_signature = { "signature",
                                                  N_ ("The signature on this mail (DKIM)"),
                                                  wordings, G_N_ELEMENTS (wordings) };
