#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the conversations of the sample shop's servers: certificates of a made-up authority on a shared host.

usage: sample_talks.py > data/sample/talks.json   (wants python3-cryptography; run by hand when the sample changes)"""
import base64
import datetime
import json

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ADDRESS = '192.0.2.34'
SERVER = 'sv1234.shared-host.example'
DOMAIN = 'hatoya-kashiten.example'
MAIL = 'mail.' + DOMAIN
STARTED = datetime.datetime(2026, 11, 24, 6, 42, tzinfo=datetime.timezone.utc)
DOORS = [('submissions', 465), ('submission', 587), ('imaps', 993), ('imap', 143), ('pop3s', 995), ('pop3', 110)]
OLD, GREETING = 4, 8


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, 'Sample Authority'),
                      x509.NameAttribute(NameOID.COMMON_NAME, text)])


def certificate(subject, key, issuer, signer, days, dns=None):
    begins, ends = days
    builder = (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
               .serial_number(x509.random_serial_number())
               .not_valid_before(STARTED + datetime.timedelta(begins)).not_valid_after(STARTED + datetime.timedelta(ends))
               .add_extension(x509.BasicConstraints(dns is None, None), True))
    if dns is not None:
        builder = (builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(one) for one in dns]), False)
                   .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False))
    made = builder.sign(signer, hashes.SHA256())
    return base64.b64encode(made.public_bytes(serialization.Encoding.DER)).decode()


def authority():
    root, middle = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    return middle, certificate(name('Sample E1'), middle, name('Sample Root'), root, (-300, 1500))


def chain(signer, common_name, dns, days):
    middle, middle_der = signer
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])
    return [certificate(subject, key, name('Sample E1'), middle, days, dns), middle_der]


SMTP = [('server', '220 %s ESMTP' % SERVER), ('client', 'EHLO [192.0.2.200]'), ('server', '250-%s' % SERVER),
        ('server', '250-SIZE 104857600'), ('server', '250 STARTTLS'), ('client', 'STARTTLS'), ('server', '220 2.0.0 Ready')]
IMAP = [('server', '* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready.'), ('client', 'a2 STARTTLS'),
        ('server', 'a2 OK Begin TLS negotiation now.')]
POP3 = [('server', '+OK ready.'), ('client', 'CAPA'), ('server', '+OK'), ('server', 'STLS'), ('server', '.'),
        ('client', 'STLS'), ('server', '+OK Begin TLS negotiation now.')]
WORDS = {'submission': SMTP, 'imap': IMAP, 'pop3': POP3}


def answer(host, protocol, port, flags, talk):
    return {'kind': 'session', 'name': host, 'type': port, 'ask': ADDRESS, 'flags': flags, 'protocol': protocol,
            'transport': 'tcp', 'server': ADDRESS, 'time': int(STARTED.timestamp()) * 1000000, 'duration': 64000,
            'talk': talk}


def said(protocol):
    return [{'client': who == 'client', 'text': text} for who, text in WORDS.get(protocol, [])]


def talk_of(protocol, certificates):
    talk = {'end': 'encrypted', 'starttls_offered': protocol in WORDS, 'transcript': said(protocol),
            'tls_version': 'TLS1.3', 'cipher': 'AES-256-GCM', 'verify': 0, 'chain': certificates}
    if protocol in WORDS:
        talk['greeting_after'] = 12000
    return talk


def refused(protocol):
    return {'end': 'handshake_failed', 'starttls_offered': protocol in WORDS, 'transcript': said(protocol),
            'trouble': 'A TLS fatal alert has been received.'}


def main():
    signer = authority()
    shared = chain(signer, '*.shared-host.example', ['*.shared-host.example', 'shared-host.example'], (-35, 165))
    web = chain(signer, DOMAIN, [DOMAIN, 'www.' + DOMAIN], (-50, 40))
    answers = []
    for host in (MAIL, DOMAIN, SERVER, ADDRESS):
        for protocol, port in DOORS:
            answers.append(answer(host, protocol, port, 0, talk_of(protocol, shared)))
            answers.append(answer(host, protocol, port, OLD, refused(protocol)))
        answers.append(answer(host, 'smtp', 25, 0, {'end': 'filtered'}))
        answers.append(answer(host, 'smtp', 25, OLD, {'end': 'filtered'}))
    for host in (DOMAIN, 'www.' + DOMAIN, MAIL, SERVER, ADDRESS):
        shown = web if host.endswith(DOMAIN) and host != MAIL else shared
        answers.append(answer(host, 'https', 443, 0, talk_of('https', shown)))
        answers.append(answer(host, 'https', 443, OLD, refused('https')))
    print('{"hatobin_run": 1, "started": %d, "answers": [' % (int(STARTED.timestamp()) * 1000000))
    print(',\n'.join(json.dumps(one) for one in answers))
    print(']}')


main()
