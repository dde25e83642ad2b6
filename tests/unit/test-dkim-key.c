/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "records/dkim-key.h"

/* Keys made for this test by openssl; nobody signs with them. */
/* clang-format off */
#define RSA_768 \
  "MHwwDQYJKoZIhvcNAQEBBQADawAwaAJhAKgasMNVNpuzO8IdslkXsQmEHwXw5YmxNhH2t9Oq8kS6" \
  "aa7539qKXsFdmI3Y6b3wwCmE7Cqq21G3hJ52ZKyme+teYxlYRwvfYrqR35Ni6pPEDt+ICdLFIekw" \
  "zoKFtNERvQIDAQAB"
#define RSA_1023 \
  "MIGeMA0GCSqGSIb3DQEBAQUAA4GMADCBiAKBgFDikrgICJisVxDXd9IhtsYd4E1iz9qw34M/Zs/W" \
  "+8oJaJ8a0p7qQenODMbtlhnCsquia7FRIa6Qzf4OIsUW1mCbCG2zn0vZdu6x6k7Bi3Z+ZGOx85FE" \
  "ogvjeK3BpWa026df5AYW8BPLDokDTn4hiawxgTxzn0qq6qoEKevo8NTNAgMBAAE="
#define RSA_1024 \
  "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDbypYhhtG6SF4V17SKYzaDJrakc0CVGnl9szwf" \
  "DuwrAjcfDRujnB8jl80/0jxYsh1gCQih9Tvu5J1CUYHiizjfYnzCjhDlsjXIjbeQ+md71ubQ+yWb" \
  "ycVRGZd4YpM8wOeYKNCwc1NgmolZU1p/8tBFr1GLVD1/dpM6ND+1AeEbpwIDAQAB"
#define RSA_2048 \
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA8iiULpmNiyOJbzyIf3bbrcYeLxid3669" \
  "mTg7LWVLLHpOIM00J1yI6mcDSWExz1yiz4p/cFeRphx91yIyWvaZeZ6dPYdPAmJKNnSwJvooldoN" \
  "o18K0B1NaoF644hMEMKCKH+CrPZ4AHOpHIFnkDtjYbvcBh4tIKp7WHMtsSQKSh0t5HqL+/UzhKKs" \
  "2031xmu2fTrOyKvq65+57BzGssO221l7y/1DEeBlfKk0sAXkGcm330+WyTIONiMvxiaIPOCJncvD" \
  "9MIcSuxw3v5pDPGyIuSWHEahs4BkPm/PCMlwZaLWWdoEQCYAVn4DymlMSLfyL4bGxCto3+IE1CvH" \
  "hzODdQIDAQAB"
#define RSA_BARE \
  "MIGJAoGBANvKliGG0bpIXhXXtIpjNoMmtqRzQJUaeX2zPB8O7CsCNx8NG6OcHyOXzT/SPFiyHWAJ" \
  "CKH1O+7knUJRgeKLON9ifMKOEOWyNciNt5D6Z3vW5tD7JZvJxVEZl3hikzzA55go0LBzU2CaiVlT" \
  "Wn/y0EWvUYtUPX92kzo0P7UB4RunAgMBAAE="
#define PRIVATE_1 \
  "MIICXgIBAAKBgQDbypYhhtG6SF4V17SKYzaDJrakc0CVGnl9szwfDuwrAjcfDRujnB8jl80/0jxY" \
  "sh1gCQih9Tvu5J1CUYHiizjfYnzCjhDlsjXIjbeQ+md71ubQ+yWbycVRGZd4YpM8wOeYKNCwc1Ng" \
  "molZU1p/8tBFr1GLVD1/dpM6ND+1AeEbpwIDAQABAoGBAJLO467rPaVe9zFBzn7tPBkoP7Dips2x" \
  "TFsw4ESilA86QJVGDSMgghAlMlyh0dswxbxC7Hg5tNmh7ITCqq4mbkpStPtlIamKOQ5W0cXC5VWX" \
  "lUyM5asG7h82EKTn7b20Jml5tszbT2L4gtCAqDfo34bkAI/ArxtOfiv2FaSFBU6BAkEA8JXtKQLe" \
  "gZ7hXTyErMFyUY3CBLJdtfdfgmm1z7nTJWclOYS59vGtr/pqieviwLQbHtunhq5nkmooMhmNjb+1" \
  "5wJBAOnfl9HPs3sgLYNq5emd0tj85E48CXhnAr3sVPKpGQh67Lns7BfaAotdS0uDQSV1Q2Rl/Ae4" \
  "EKjVqwolS/iXNEECQDGirPBGIEPb1KEYyEKgEobS2VGAvya4p6LPTmxR6UcRNbPdN0TEbdIdtvdH" \
  "jFu3jNTb+n8l4kZp0msrrHGvOMcCQQDCBtkqnPlXZeu8gpw5w9DganZynYZx2GxC6uXS6A03ptvs" \
  "qC164EiKHJ1SCZOrouyFR8LfGIrht1qOMUEk/TTBAkEAmTYZALWiFzrUyYtF3PMkLmu+oxYK3+39" \
  "1fxPaBLNOlvPrwA0Hy6GyHIVcWutGbYlV0Nl96Qqoe9bDIAeVEeBhg=="
#define PRIVATE_8 \
  "MIICeAIBADANBgkqhkiG9w0BAQEFAASCAmIwggJeAgEAAoGBANvKliGG0bpIXhXXtIpjNoMmtqRz" \
  "QJUaeX2zPB8O7CsCNx8NG6OcHyOXzT/SPFiyHWAJCKH1O+7knUJRgeKLON9ifMKOEOWyNciNt5D6" \
  "Z3vW5tD7JZvJxVEZl3hikzzA55go0LBzU2CaiVlTWn/y0EWvUYtUPX92kzo0P7UB4RunAgMBAAEC" \
  "gYEAks7jrus9pV73MUHOfu08GSg/sOKmzbFMWzDgRKKUDzpAlUYNIyCCECUyXKHR2zDFvELseDm0" \
  "2aHshMKqriZuSlK0+2UhqYo5DlbRxcLlVZeVTIzlqwbuHzYQpOftvbQmaXm2zNtPYviC0ICoN+jf" \
  "huQAj8CvG05+K/YVpIUFToECQQDwle0pAt6BnuFdPISswXJRjcIEsl2191+CabXPudMlZyU5hLn2" \
  "8a2v+mqJ6+LAtBse26eGrmeSaigyGY2Nv7XnAkEA6d+X0c+zeyAtg2rl6Z3S2PzkTjwJeGcCvexU" \
  "8qkZCHrsuezsF9oCi11LS4NBJXVDZGX8B7gQqNWrCiVL+Jc0QQJAMaKs8EYgQ9vUoRjIQqAShtLZ" \
  "UYC/Jrinos9ObFHpRxE1s903RMRt0h2290eMW7eM1Nv6fyXiRmnSayusca84xwJBAMIG2Sqc+Vdl" \
  "67yCnDnD0OBqdnKdhnHYbELq5dLoDTem2+yoLXrgSIocnVIJk6ui7IVHwt8YiuG3Wo4xQST9NMEC" \
  "QQCZNhkAtaIXOtTJi0Xc8yQua76jFgrf7f3V/E9oEs06W8+vADQfLobIchVxa60ZtiVXQ2X3pCqh" \
  "71sMgB5UR4GG"
#define ED25519 \
  "otuz2F3UYWpIx3OqKEZUGBxvCXqTDcsNog2ROYMcSwk="
#define ED25519_WRAPPED \
  "MCowBQYDK2VwAyEAotuz2F3UYWpIx3OqKEZUGBxvCXqTDcsNog2ROYMcSwk="
#define EC_P256 \
  "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEMI88j8vOgXLrJm97ZqPe4sz4smGxJcuvzlWCiSin" \
  "j0HocVVjWm47jyr9U9YxxsNMZ+ZErtQ9JvFTUrXqE+U++A=="
/* clang-format on */

#define CUT_RSA                                                                                    \
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA8iiULpmNiyOJbzyIf3bbrcYeLxid3669mTg7LWVLLHpOIM00J1" \
  "yI6mcDSWExz1yiz4p/"                                                                             \
  "cFeRphx91yIyWvaZeZ6dPYdPAmJKNnSwJvooldoNo18K0B1NaoF644hMEMKCKH+CrPZ4AHOpHIFnkDtjYbvcBh4t"

typedef struct
{
  const char *description;
  const char *text;
  gboolean is_record;
  gboolean valid;
  HatoDkimKeyType type;
  guint bits;
} GrammarRow;

/* What a verifier takes from a text. Sections of RFC 6376 unless another RFC is named. */
static const GrammarRow grammar_rows[] = {
  { "§3.6.1: a key", "v=DKIM1; k=rsa; p=" RSA_2048, TRUE, TRUE, HATO_DKIM_KEY_RSA, 2048 },
  { "§3.6.1: k is rsa where it is left out", "v=DKIM1; p=" RSA_2048, TRUE, TRUE, HATO_DKIM_KEY_RSA,
    2048 },
  { "§3.6.1: v may be left out", "p=" RSA_2048, TRUE, TRUE, HATO_DKIM_KEY_RSA, 2048 },
  { "§3.6.1: a bare RSAPublicKey", "v=DKIM1; p=" RSA_BARE, TRUE, TRUE, HATO_DKIM_KEY_RSA, 1024 },
  { "§3.5: white space inside the key", "v=DKIM1; p=MFww DQYJ\tKoZI", TRUE, FALSE,
    HATO_DKIM_KEY_RSA, 0 },
  { "§2.8: folding white space", "v=DKIM1;\r\n p=" RSA_1024, TRUE, TRUE, HATO_DKIM_KEY_RSA, 1024 },
  { "§3.2: an empty part", "v=DKIM1;; p=" RSA_1024 ";", TRUE, TRUE, HATO_DKIM_KEY_RSA, 1024 },
  { "§3.6.1: an unknown tag", "v=DKIM1; x=y; p=" RSA_1024, TRUE, TRUE, HATO_DKIM_KEY_RSA, 1024 },
  { "§3.6.1: notes may hold anything", "v=DKIM1; n=our \"key\" \\; p=" RSA_1024, TRUE, TRUE,
    HATO_DKIM_KEY_RSA, 1024 },
  { "§3.6.1: a revoked key", "v=DKIM1; p=", TRUE, TRUE, HATO_DKIM_KEY_RSA, 0 },
  { "§3.6.1: the version not first", "p=" RSA_2048 "; v=DKIM1", FALSE, FALSE, HATO_DKIM_KEY_UNKNOWN,
    0 },
  { "§3.6.1: the version in small letters", "v=dkim1; p=" RSA_2048, FALSE, FALSE,
    HATO_DKIM_KEY_UNKNOWN, 0 },
  { "§3.6.1: no key", "v=DKIM1; k=rsa", TRUE, FALSE, HATO_DKIM_KEY_RSA, 0 },
  { "§3.2: two keys in one", "v=DKIM1; p=" RSA_1024 "; p=" RSA_2048, TRUE, FALSE, HATO_DKIM_KEY_RSA,
    1024 },
  { "RFC 8301 §3.2: 1023 bits", "v=DKIM1; p=" RSA_1023, TRUE, FALSE, HATO_DKIM_KEY_RSA, 1023 },
  { "RFC 8301 §3.2: 1024 bits", "v=DKIM1; p=" RSA_1024, TRUE, TRUE, HATO_DKIM_KEY_RSA, 1024 },
  { "RFC 8301 §3.1: SHA-1 alone", "v=DKIM1; h=sha1; p=" RSA_1024, TRUE, FALSE, HATO_DKIM_KEY_RSA,
    1024 },
  { "RFC 8301 §3.1: SHA-1 among others", "v=DKIM1; h=sha1 : sha256; p=" RSA_1024, TRUE, TRUE,
    HATO_DKIM_KEY_RSA, 1024 },
  { "RFC 8463 §4.2: Ed25519", "v=DKIM1; k=ed25519; p=" ED25519, TRUE, TRUE, HATO_DKIM_KEY_ED25519,
    256 },
  { "RFC 8463 §4.2: Ed25519 in a wrapping", "v=DKIM1; k=ed25519; p=" ED25519_WRAPPED, TRUE, FALSE,
    HATO_DKIM_KEY_ED25519, 0 },
  { "RFC 8463 §4.2: Ed25519 as RSA", "v=DKIM1; p=" ED25519, TRUE, FALSE, HATO_DKIM_KEY_RSA, 0 },
  { "an empty text", "", FALSE, FALSE, HATO_DKIM_KEY_UNKNOWN, 0 },
};

static void
test_grammar (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (grammar_rows); i++)
    {
      const GrammarRow *row = &grammar_rows[i];
      g_autoptr (HatoDkimKey) key = hato_dkim_key_parse (row->text, strlen (row->text));

      g_test_message ("%s", row->description);
      g_assert_cmpint (key->is_record, ==, row->is_record);
      g_assert_cmpint (key->valid, ==, row->valid);
      g_assert_cmpint (key->type, ==, row->type);
      g_assert_cmpuint (key->bits, ==, row->bits);
    }
}

typedef struct
{
  const char *description;
  const char *text;
  const char *code;   /* of the first note; NULL = there is none */
  const char *marked; /* what it marks; NULL = not looked at */
} FaultRow;

/* What people publish where they mean a key. */
static const FaultRow fault_rows[] = {
  { "nothing to note", "v=DKIM1; k=rsa; p=" RSA_2048, NULL, NULL },
  { "a test", "v=DKIM1; t=y; p=" RSA_2048, "dkim.testing", "t=y" },
  { "768 bits", "v=DKIM1; p=" RSA_768, "dkim.too_short", "p=" RSA_768 },
  { "1024 bits", "v=DKIM1; p=" RSA_1024, "dkim.weak_1024", "p=" RSA_1024 },
  { "revoked", "v=DKIM1; k=rsa; p=;", "dkim.revoked", "p=" },
  { "SHA-1 alone", "v=DKIM1; h=sha1; p=" RSA_2048, "dkim.sha1_only", "h=sha1" },
  { "p= left out", "v=DKIM1; k=rsa; " RSA_2048, "dkim.missing_p", NULL },
  { "nothing but the version", "v=DKIM1", "dkim.missing_p", NULL },
  { "a stray backslash", "v=DKIM1; p=MIGf\\MA0GCSq", "dkim.backslash", "\\" },
  { "escaped semicolons", "v=DKIM1\\; k=rsa\\; p=" RSA_2048, "dkim.backslash", "\\" },
  { "a line break written out", "v=DKIM1; p=MIGf\\nMA0GCSq", "dkim.line_break", "\\n" },
  { "a line break", "v=DKIM1; p=MIGf\nMA0GCSq", "dkim.line_break", "\n" },
  { "quotes around", "\"v=DKIM1; p=" RSA_2048 "\"", "dkim.quotes_in_value", "\"" },
  { "quotes where two strings met", "v=DKIM1; p=MIGf\" \"MA0GCSq", "dkim.quotes_in_value", "\"" },
  { "a key cut off", "v=DKIM1; k=rsa; p=" CUT_RSA, "dkim.truncated", NULL },
  { "a key cut inside a group of Base64", "v=DKIM1; k=rsa; p=" CUT_RSA "A", "dkim.truncated",
    NULL },
  { "four letters of a key", "v=DKIM1; k=rsa; p=MIIB", "dkim.truncated", "MIIB" },
  { "an Ed25519 key cut off", "v=DKIM1; k=ed25519; p=HbawiMnQXTCopHTkR0jlKQ==", "dkim.truncated",
    NULL },
  { "a character that Base64 has not", "v=DKIM1; p=MIGf*MA0GCSq", "dkim.bad_base64", "*" },
  { "p= twice", "v=DKIM1; p=p=" RSA_2048, "dkim.bad_base64", "M" },
  { "characters of another Base64", "v=DKIM1; p=MIGf-MA0_GCSq", "dkim.bad_base64", "-" },
  { "a key in angle brackets", "v=DKIM1; p=<" RSA_2048 ">", "dkim.bad_base64", "<" },
  { "a file", "-----BEGIN PUBLIC KEY----- " RSA_2048 " -----END PUBLIC KEY-----", "dkim.pem_header",
    "-----BEGIN" },
  { "a file in p=", "v=DKIM1; p=-----BEGIN PUBLIC KEY-----" RSA_2048, "dkim.pem_header",
    "-----BEGIN" },
  { "a private key as a file", "v=DKIM1; p=-----BEGIN RSA PRIVATE KEY-----" PRIVATE_1,
    "dkim.private_key", "PRIVATE KEY" },
  { "a private key of PKCS #1", "v=DKIM1; p=" PRIVATE_1, "dkim.private_key", PRIVATE_1 },
  { "a private key of PKCS #8", "v=DKIM1; p=" PRIVATE_8, "dkim.private_key", PRIVATE_8 },
  { "RSA as Ed25519", "v=DKIM1; k=ed25519; p=" RSA_2048, "dkim.key_type_mismatch", RSA_2048 },
  { "Ed25519 as RSA", "v=DKIM1; k=rsa; p=" ED25519, "dkim.key_type_mismatch", ED25519 },
  { "ECDSA as RSA", "v=DKIM1; k=rsa; p=" EC_P256, "dkim.key_type_mismatch", EC_P256 },
  { "a type that is none", "v=DKIM1; k=dsa; p=" RSA_2048, "dkim.unknown_key_type", "k=dsa" },
  { "the version in small letters", "v=dkim1; p=" RSA_2048, "dkim.version_typo", "v=dkim1" },
  { "the number left out", "v=DKIM; p=" RSA_2048, "dkim.version_typo", "v=DKIM" },
  { "version 2", "v=DKIM2; p=" RSA_2048, "dkim.version_typo", "v=DKIM2" },
  { "letters swapped", "v=DIKM1; p=" RSA_2048, "dkim.version_typo", "v=DIKM1" },
  { "a part without a sign", "v=DKIM1; rsa; p=" RSA_2048, "dkim.no_semicolon", "rsa" },
  { "no v", "DKIM1; p=" RSA_2048, "dkim.version_typo", "DKIM1" },
  { "the version last", "k=rsa; p=" RSA_2048 "; v=DKIM1", "dkim.version_not_first", "v=DKIM1" },
  { "no semicolon behind the version", "v=DKIM1 k=rsa; p=" RSA_2048, "dkim.no_semicolon",
    "v=DKIM1 k=rsa" },
  { "no semicolon before p", "v=DKIM1; k=rsa p=" RSA_2048, "dkim.no_semicolon", NULL },
  { "no semicolons at all", "v=DKIM1 k=rsa p=" RSA_2048, "dkim.no_semicolon", NULL },
  { "no semicolon behind the key", "v=DKIM1; p=" RSA_2048 " k=rsa", "dkim.no_semicolon", NULL },
  { "no semicolon and no version", "k=rsa p=" RSA_2048, "dkim.no_semicolon", NULL },
  { "typographic quotes", "v=DKIM1; p=“" RSA_2048 "”", "dkim.smart_quotes", "“" },
  { "a full-width semicolon", "v=DKIM1； p=" RSA_2048, "dkim.fullwidth", "；" },
  { "a no-break space", "v=DKIM1; p=MIGf\u00a0MA0GCSq", "dkim.bad_base64", "\u00a0" },
  { "SPF", "v=spf1 include:x.test ~all", "dkim.spf_here", "v=spf1 include:x.test ~all" },
  { "two keys in one", "v=DKIM1; p=" RSA_2048 "; v=DKIM1; p=" RSA_2048, "dkim.multiple",
    "v=DKIM1" },
  { "another text", "google-site-verification=abc", "dkim.missing_p", NULL },
  { "nothing", "", "dkim.missing_p", "" },
};

static void
test_faults (void)
{
  guint n_wrong = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (fault_rows); i++)
    {
      const FaultRow *row = &fault_rows[i];
      g_autoptr (HatoDkimKey) key = hato_dkim_key_parse (row->text, strlen (row->text));
      const HatoNote *note = key->notes->len > 0 ? &g_array_index (key->notes, HatoNote, 0) : NULL;
      g_autofree char *marked =
          note != NULL ? g_strndup (row->text + note->start, note->end - note->start) : NULL;

      if (g_strcmp0 (note != NULL ? note->code : NULL, row->code) == 0
          && (row->marked == NULL || g_strcmp0 (marked, row->marked) == 0))
        continue;

      n_wrong++;
      g_test_message ("%s: %s “%s”, wanted %s “%s”", row->description,
                      note != NULL ? note->code : "nothing", marked, row->code, row->marked);
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

/* A text at some name that is, or was meant as, a key: not every answer of a wildcard. */
static void
test_meant (void)
{
  static const struct
  {
    const char *text;
    gboolean meant;
  } rows[] = {
    { "v=DKIM1; p=abc", TRUE },
    { "k=rsa; p=abc", TRUE },
    { "p=MIGf", TRUE },
    { "\"v=DKIM1; p=abc\"", TRUE },
    { "v=DKMI1; p=abc", TRUE },
    { "ｖ＝ＤＫＩＭ１；", TRUE },
    { "v=spf1 -all", FALSE },
    { "v=DMARC1; p=none", FALSE },
    { "p=none; rua=mailto:a@x.test", FALSE },
    { "google-site-verification=abc", FALSE },
    { "v=BIMI1; l=", FALSE },
    { "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (hato_dkim_key_is_meant (rows[i].text, strlen (rows[i].text)), ==,
                       rows[i].meant);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dkim-key/faults", test_faults);
  g_test_add_func ("/dkim-key/grammar", test_grammar);
  g_test_add_func ("/dkim-key/meant", test_meant);
  return g_test_run ();
}
