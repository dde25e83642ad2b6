#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes data/dkim-vectors.json: mails signed by python3-dkim (Debian), whole and changed, and how each must fare.
usage: make-dkim-vectors.py FILE       needs python3-dkim, python3-nacl, openssl; not part of the tests, which read the file.
Where python3-dkim can judge a case its verdict is compared while the file is made; the keys sign nothing else."""
import base64
import json
import re
import subprocess
import sys

import dkim
import nacl.encoding
import nacl.signing

NOW = 1790000000
HEAD = (b'From: Hanako Yamada <info@yamada.example>\r\nTo: customer@receiver.example\r\nSubject: Your   order\r\n  of Monday\r\n'
        b'Date: Mon, 21 Sep 2026 10:00:00 +0900\r\nMessage-ID: <1@yamada.example>\r\n')
BODY = b'Dear customer,\r\n\r\n  thank  you \t for your order. \r\n.\r\nYamada\r\n'


def rsa(bits):
    private = subprocess.run(['openssl', 'genrsa', '-traditional', str(bits)], check=True, capture_output=True).stdout
    public = subprocess.run(['openssl', 'rsa', '-pubout', '-outform', 'DER'], input=private, check=True, capture_output=True).stdout
    return private, base64.b64encode(public).decode()


def ed25519():
    key = nacl.signing.SigningKey.generate()
    return (key.encode(encoder=nacl.encoding.Base64Encoder),
            key.verify_key.encode(encoder=nacl.encoding.Base64Encoder).decode())


RSA, OTHER, SHORT, WEAK, ED = rsa(2048), rsa(2048), rsa(512), rsa(1024), ed25519()
NAME = 's1._domainkey.yamada.example'
GOOD = ['v=DKIM1; k=rsa; p=' + RSA[1]]
GOOD_ED = ['v=DKIM1; k=ed25519; p=' + ED[1]]
vectors = []


def sign(message, key=RSA, algorithm=b'rsa-sha256', form='relaxed/relaxed', **options):
    header, body = form.split('/')
    signature = dkim.sign(message, b's1', options.pop('domain', b'yamada.example'), key[0], signature_algorithm=algorithm,
                          canonicalize=(header.encode(), body.encode()), **options)
    return signature + message


def judge(message, texts):
    """What python3-dkim says of the topmost signature."""
    def answer(name, timeout=5):
        return texts[0].encode() if name.decode().rstrip('.') == NAME and texts else None
    try:
        return dkim.DKIM(message).verify(dnsfunc=answer)
    except (dkim.DKIMException, ValueError):
        return False


def zone_of(texts):
    records = [{'type': 'TXT', 'strings': [text[i:i + 255] for i in range(0, len(text), 255)]} for text in texts]
    return {NAME: {'records': records}} if texts else {}


def add(what, message, texts=None, result='pass', reason=None, compare=True):
    texts = GOOD if texts is None else texts
    if compare and judge(message, texts) != (result == 'pass'):
        sys.exit(f'{what}: python3-dkim does not agree with {result}')
    vectors.append({'what': what, 'message': base64.b64encode(message).decode(), 'zone': zone_of(texts), 'result': result,
                    'reason': reason})


def retag(message, pattern, new):
    """Changes the signature after it was made."""
    changed = re.sub(pattern, new, message, count=1)
    assert changed != message, pattern
    return changed


plain = HEAD + b'\r\n' + BODY
for form in ('simple/simple', 'simple/relaxed', 'relaxed/simple', 'relaxed/relaxed'):
    add(f'rsa-sha256 {form}', sign(plain, form=form))
    add(f'ed25519-sha256 {form}', sign(plain, ED, b'ed25519-sha256', form), GOOD_ED)
    add(f'no body, {form}', sign(HEAD + b'\r\n', form=form))
    add(f'empty lines at the end, {form}', sign(plain + b'\r\n\r\n\r\n', form=form))
    add(f'empty lines alone, {form}', sign(HEAD + b'\r\n\r\n\r\n', form=form))
    add(f'no line end at the end, {form}', sign(plain[:-2], form=form))
    add(f'white space at line ends, {form}', sign(HEAD + b'\r\na \t\r\n \t \r\nb\r\n \r\n', form=form))
    add(f'empty lines added on the way, {form}', sign(plain, form=form) + b'\r\n\r\n')
    loose = form.endswith('/relaxed')
    add(f'spaces added at the end of a line, {form}', sign(plain, form=form).replace(b'Yamada\r\n', b'Yamada  \r\n'),
        result='pass' if loose else 'fail', reason=None if loose else 'body_hash')
    loose = form.startswith('relaxed/')
    add(f'a fold undone, {form}', sign(plain, form=form).replace(b'order\r\n  of', b'order of'),
        result='pass' if loose else 'fail', reason=None if loose else 'signature')
    add(f'a field name in capitals, {form}', sign(plain, form=form).replace(b'\r\nSubject:', b'\r\nSUBJECT:'),
        result='pass' if loose else 'fail', reason=None if loose else 'signature')
    add(f'a space before the colon, {form}', sign(plain, form=form).replace(b'\r\nSubject:', b'\r\nSubject :'),
        result='pass' if loose else 'fail', reason=None if loose else 'signature', compare=False)
    add(f'a letter of the text changed, {form}', sign(plain, form=form).replace(b'thank', b'thunk'), result='fail', reason='body_hash')
    add(f'a letter of the subject changed, {form}', sign(plain, form=form).replace(b'Your', b'Our'), result='fail',
        reason='signature')
add('Japanese in UTF-8', sign(HEAD + b'\r\n' + '鳩便です。\r\nよろしくお願いします。\r\n'.encode()))
add('Japanese in ISO-2022-JP', sign(HEAD + b'\r\n' + '鳩便です。\r\n'.encode('iso-2022-jp')))
add('bytes of every kind', sign(HEAD + b'\r\n' + bytes(b for b in range(1, 256) if b not in (10, 13)) + b'\r\n'))
add('a field added that is not signed', b'Received: from a by b; Mon, 21 Sep 2026 10:00:01 +0900\r\n' + sign(plain))
add('line ends of Unix', sign(plain).replace(b'\r\n', b'\n'), compare=False)
add('out of a mailbox file', b'From info@yamada.example Mon Sep 21 10:00:00 2026\r\n' + sign(plain), compare=False)
twice = [b'from', b'to', b'subject', b'date', b'from', b'subject']
add('From and Subject signed once more than they stand', sign(plain, include_headers=twice))
add('a second Subject where none may be', sign(plain, include_headers=twice).replace(b'\r\nTo:', b'\r\nSubject: x\r\nTo:'),
    result='fail', reason='signature')
double = plain.replace(b'\r\nTo:', b'\r\nX-Note: one\r\nTo:').replace(b'\r\nDate:', b'\r\nX-Note: two\r\nDate:')
add('a field that stands twice, signed twice', sign(double, include_headers=[b'from', b'x-note', b'x-note']))
add('two fields of one name change places',
    sign(double, include_headers=[b'from', b'x-note']).replace(b': one', b': 0').replace(b': two', b': one').replace(b': 0', b': two'),
    result='fail', reason='signature')
add('text behind the signed length', sign(plain, length=True) + b'An advertisement.\r\n')
add('text within the signed length', sign(plain, length=True).replace(b'thank', b'thunk'), result='fail', reason='body_hash')
add('a signed length beyond the body', sign(plain, length=True)[:-8], result='fail', reason='body_hash')
add('a key of 1024 bits', sign(plain, WEAK), ['v=DKIM1; p=' + WEAK[1]])
add('no key', sign(plain), [], 'permerror', 'key_missing')
add('a key that was withdrawn', sign(plain), ['v=DKIM1; p='], 'permerror', 'key_revoked')
add('the key of somebody else', sign(plain), ['v=DKIM1; p=' + OTHER[1]], 'fail', 'signature')
add('a text that is no key', sign(plain), ['v=spf1 -all'], 'permerror', 'key_bad')
add('a cut key', sign(plain), ['v=DKIM1; p=' + RSA[1][:100]], 'permerror', 'key_bad')
add('a key of another kind', sign(plain), GOOD_ED, 'permerror', 'key_bad')
add('a key for SHA-1 alone', sign(plain), ['v=DKIM1; h=sha1; p=' + RSA[1]], 'permerror', 'key_bad', compare=False)
add('a key that is not for mail', sign(plain), ['v=DKIM1; s=tlsrpt; p=' + RSA[1]], 'permerror', 'key_bad', compare=False)
add('a key for everything', sign(plain), ['v=DKIM1; s=*; p=' + RSA[1]])
add('a key for mail by name', sign(plain), ['v=DKIM1; s=other:email; p=' + RSA[1]], compare=False)
add('a key of 512 bits', sign(plain, SHORT), ['v=DKIM1; p=' + SHORT[1]], 'permerror', 'key_bad')
add('a key that is being tried out', sign(plain), ['v=DKIM1; t=y; p=' + RSA[1]])
add('t=s, and i= at d=', sign(plain, identity=b'info@yamada.example'), ['v=DKIM1; t=s; p=' + RSA[1]])
add('t=s, and i= below d=', sign(plain, identity=b'info@shop.yamada.example'), ['v=DKIM1; t=s; p=' + RSA[1]], 'permerror', 'key_bad',
    compare=False)
add('i= below d=', sign(plain, identity=b'info@shop.yamada.example'))
add('two keys, the second is right', sign(plain), ['v=DKIM1; p=' + OTHER[1], GOOD[0]], compare=False)
add('a key without a version', sign(plain), ['p=' + RSA[1]])
add('a version of the signature that is not there yet', retag(sign(plain), rb'v=1;', b'v=2;'), result='permerror', reason='malformed')
add('no body hash', retag(sign(plain), rb'bh=', b'xx='), result='permerror', reason='malformed')
add('no domain', retag(sign(plain), rb' d=', b' y='), result='permerror', reason='malformed')
add('From is not signed', retag(sign(plain, include_headers=[b'from', b'to']), rb'h=from', b'h=fron'), result='permerror', reason='malformed')
add('i= at another domain', retag(sign(plain), rb's=s1;', b's=s1; i=@other.example;'), result='permerror', reason='malformed')
add('a tag that comes twice', retag(sign(plain), rb's=s1;', b's=s1; s=s1;'), result='permerror', reason='malformed')
add('a form that nobody knows', retag(sign(plain), rb'relaxed/relaxed', b'relaxed/strict'), result='permerror', reason='malformed')
add('another way to the key', retag(sign(plain), rb'q=dns/txt', b'q=http/get'), result='permerror', reason='malformed', compare=False)
add('x= before t=', retag(sign(plain), rb' t=(\d+);', b' t=%d; x=%d;' % (NOW - 10, NOW - 20)), result='permerror', reason='malformed',
    compare=False)
add('a time that is over', retag(sign(plain), rb' t=(\d+);', b' t=%d; x=%d;' % (NOW - 20, NOW - 10)), result='fail', reason='expired',
    compare=False)
add('SHA-1', retag(sign(plain), rb'rsa-sha256', b'rsa-sha1'), result='permerror', reason='algorithm')
add('a signature that was cut', retag(sign(plain), rb'(?s) b=.{40}', b' b='), result='fail', reason='signature')
add('one signature broken, one right', sign(sign(plain).replace(b'bh=', b'bh=A', 1)), compare=False)
add('not signed', plain, result='none', compare=False)

with open(sys.argv[1], 'w', encoding='utf-8') as file:
    json.dump({'time': NOW, 'vectors': vectors}, file, indent=0)
print(len(vectors), 'vectors')
