# SPDX-License-Identifier: GPL-3.0-or-later
"""The doors of the lab's mail servers: who stands behind each, what is wrong with it, and what is to be found out.

Levels and codes by role: tls.* of the contract. Facts: RFC 3207, RFC 2595, RFC 9051, RFC 8314, RFC 8461, RFC 9325, RFC 9525.
"""
from dataclasses import dataclass, field

PORTS = {'smtp': 25, 'submission': 587, 'submissions': 465, 'imap': 143, 'imaps': 993, 'pop3': 110, 'pop3s': 995, 'https': 443}
ZONE = 'lab.example'
# Where hosts may be.
ZONES = ['lab.example.', 'xs.test.', 'example.test.', 'example2.test.', 'shop.test.']
# gnutls-serv listens on every address: each has a port of its own.
FIRST_OWN_PORT = 44300
# Who stands behind the doors of a whole host.
SOFTWARE = {'smtp': 'postfix', 'submission': 'postfix', 'submissions': 'postfix', 'imap': 'dovecot', 'imaps': 'dovecot',
            'pop3': 'dovecot', 'pop3s': 'dovecot', 'https': 'fake'}
# Its greeting alone, for --control: a mail server that answers.
CONTROL_ADDRESS = '10.53.0.9'
DARK_ADDRESS = '10.53.0.10'
SHARED = 'sv123.xs.test'
# Who signs. The first of each way is in no chain that a server sends (RFC 8446 §4.4.2).
AUTHORITIES = [
    ('root', 'cn=Lab_Root ca=1'),
    ('intermediate', 'cn=Lab_Intermediate ca=1 issuer=root'),
    ('second', 'cn=Lab_Second_Intermediate ca=1 issuer=intermediate'),
    ('expired-intermediate', 'cn=Lab_Old_Intermediate ca=1 issuer=root begins=-400 ends=-10'),
    ('constrained', 'cn=Lab_Constrained ca=1 issuer=root permitted=allowed.example'),
    ('private', 'cn=Office_Root ca=1'),
    ('shield', 'cn=Avast_Web/Mail_Shield_Root ca=1'),
]
SECURE = 'issuer=intermediate'
OLD = {'smtpd_tls_protocols': 'TLSv1'}
# Of RFC 2409 §6.2: 1024 bits.
SHORT_GROUP = 'group2.pem'


@dataclass
class Case:
    id: str
    protocol: str
    level: str
    codes: list
    server: str
    certificate: str = ''  # words of mail-certificates.c; '' = good for the host
    how: dict = field(default_factory=dict)  # what the server is set to
    host: str = ''
    address: str = ''
    port: int = 0
    also: tuple = ()  # codes that may come too
    server_name: str = ''
    tlsa: tuple = ()  # (usage, selector, matching type, whose certificate; '' = its own)
    options: tuple = ()
    longest: float = 10.0  # seconds
    connections: int = 2


def shared(protocol, name, certificate, server_name, **more):
    """A mail program that was told the shop's own name on a server with many shops."""
    return {'protocol': protocol, 'level': 'problem', 'codes': ['tls.hostname_mismatch'], 'certificate': certificate,
            'host': name, 'server_name': server_name, 'connections': 3, **more}


MX = [
    # An MX in good order, and one for each thing that is in order too.
    Case('mx-good', 'smtp', 'ok', ['tls.ok'], 'postfix'),
    Case('mx-rsa2048', 'smtp', 'ok', ['tls.ok'], 'postfix', 'rsa=2048 issuer=intermediate dns=mx-rsa2048.lab.example'),
    Case('mx-rsa4096', 'smtp', 'ok', ['tls.ok'], 'postfix', 'rsa=4096 issuer=intermediate dns=mx-rsa4096.lab.example'),
    Case('mx-tls13', 'smtp', 'ok', ['tls.ok'], 'postfix', how={'smtpd_tls_protocols': '>=TLSv1.3'}),
    Case('mx-tls12', 'smtp', 'ok', ['tls.ok'], 'postfix', how={'smtpd_tls_protocols': 'TLSv1.2'}),
    Case('mx-v6', 'smtp', 'ok', ['tls.ok'], 'postfix', address='2001:db8:53::6'),
    Case('mx-wild', 'smtp', 'ok', ['tls.ok'], 'postfix', 'issuer=intermediate dns=*.xs.test', host='sv9.xs.test'),
    Case('mx-with-root', 'smtp', 'ok', ['tls.ok'], 'postfix', 'issuer=intermediate send=all dns=mx-with-root.lab.example'),
    Case('mx-two-intermediates', 'smtp', 'ok', ['tls.ok'], 'postfix',
         'issuer=second dns=mx-two-intermediates.lab.example'),
    Case('mx-short-life', 'smtp', 'ok', ['tls.ok'], 'postfix',
         'issuer=intermediate begins=-30 ends=17 dns=mx-short-life.lab.example'),
    Case('mx-helo', 'smtp', 'problem', ['tls.starttls_missing'], 'fake', how={'does': 'helo_alone'}),
    Case('mx-multiline', 'smtp', 'ok', ['tls.ok'], 'fake', how={'does': 'many_lines'}),
    Case('mx-bare-feeds', 'smtp', 'ok', ['tls.ok'], 'fake', how={'does': 'bare_line_feeds'}),
    # Its certificate.
    Case('mx-notyet', 'smtp', 'caution', ['tls.cert_not_yet_valid'], 'postfix',
         'issuer=intermediate begins=2 dns=mx-notyet.lab.example'),
    Case('mx-expired', 'smtp', 'caution', ['tls.cert_expired'], 'postfix',
         'issuer=intermediate begins=-100 ends=-3 dns=mx-expired.lab.example'),
    Case('mx-intexpired', 'smtp', 'caution', ['tls.cert_expired'], 'postfix',
         'issuer=expired-intermediate dns=mx-intexpired.lab.example'),
    Case('mx-exp5', 'smtp', 'caution', ['tls.expires_soon'], 'postfix',
         'issuer=intermediate begins=-360 ends=5 dns=mx-exp5.lab.example'),
    Case('mx-exp25', 'smtp', 'caution', ['tls.expires_soon'], 'postfix',
         'issuer=intermediate begins=-340 ends=25 dns=mx-exp25.lab.example'),
    Case('mx-exp2', 'smtp', 'problem', ['tls.expires_soon'], 'postfix',
         'issuer=intermediate begins=-360 ends=2 dns=mx-exp2.lab.example'),
    Case('mx-wild-deep', 'smtp', 'caution', ['tls.hostname_mismatch'], 'postfix', 'issuer=intermediate dns=*.xs.test',
         host='a.b.xs.test'),
    Case('mx-wrongname', 'smtp', 'caution', ['tls.hostname_mismatch'], 'postfix', 'issuer=intermediate dns=mx.elsewhere.example'),
    Case('mx-cn', 'smtp', 'caution', ['tls.cn_only_no_san'], 'postfix', 'issuer=intermediate cn=mx-cn.lab.example'),
    Case('mx-self', 'smtp', 'caution', ['tls.self_signed'], 'postfix', 'cn=mx-self.lab.example dns=mx-self.lab.example'),
    Case('mx-untrusted', 'smtp', 'caution', ['tls.untrusted_root'], 'postfix', 'issuer=private send=all dns=mail.example.test',
         host='mail.example.test'),
    Case('mx-incomplete', 'smtp', 'caution', ['tls.missing_intermediate'], 'postfix',
         'issuer=intermediate send=alone dns=mx-incomplete.lab.example'),
    Case('mx-twisted', 'smtp', 'caution', ['tls.chain_order'], 'postfix',
         'issuer=second send=twisted dns=mx-twisted.lab.example'),
    Case('mx-nc', 'smtp', 'caution', ['tls.chain_invalid'], 'postfix', 'issuer=constrained dns=mx-nc.lab.example'),
    Case('mx-ekuclient', 'smtp', 'caution', ['tls.wrong_purpose'], 'postfix',
         'issuer=intermediate purpose=1.3.6.1.5.5.7.3.2 dns=mx-ekuclient.lab.example'),
    Case('mx-sha1', 'smtp', 'caution', ['tls.sig_weak'], 'postfix', 'issuer=intermediate sha1=1 dns=mx-sha1.lab.example'),
    Case('mx-rsa1024', 'smtp', 'caution', ['tls.key_too_small'], 'postfix',
         'issuer=intermediate rsa=1024 dns=mx-rsa1024.lab.example'),
    Case('mx-shield', 'smtp', 'unchecked', ['tls.resigned'], 'postfix', 'issuer=shield send=all dns=mx-shield.lab.example'),
    # How it encrypts.
    Case('mx-tls10', 'smtp', 'caution', ['tls.only_old_tls'], 'postfix', how=OLD),
    Case('mx-tls10-12', 'smtp', 'caution', ['tls.old_tls_offered'], 'postfix', how={'smtpd_tls_protocols': 'TLSv1,TLSv1.1,TLSv1.2'}),
    Case('mx-dh1024', 'smtp', 'caution', ['tls.dh_weak'], 'postfix', 'rsa=2048 issuer=intermediate dns=mx-dh1024.lab.example',
         how={'smtpd_tls_protocols': 'TLSv1.2', 'smtpd_tls_exclude_ciphers': 'kECDHE,kRSA',
              'smtpd_tls_dh1024_param_file': '{state}/' + SHORT_GROUP}),
    Case('mx-none', 'smtp', 'problem', ['tls.starttls_missing'], 'postfix', how={'smtpd_tls_security_level': 'none'}),
    # What it promised senders (RFC 8461).
    Case('sts-ok', 'smtp', 'ok', ['mta-sts.ok'], 'postfix', host='mx.sts-ok.lab.example',
         options=('--domain', 'sts-ok.lab.example')),
    Case('sts-mxmiss', 'smtp', 'problem', ['mta-sts.mx_mismatch'], 'postfix', host='mx.sts-mxmiss.lab.example',
         options=('--domain', 'sts-mxmiss.lab.example')),
    Case('sts-badcert', 'smtp', 'problem', ['mta-sts.certificate'], 'postfix', 'issuer=intermediate dns=mx.elsewhere.example',
         host='mx.sts-badcert.lab.example', also=('tls.hostname_mismatch',), options=('--domain', 'sts-badcert.lab.example')),
    Case('sts-testing', 'smtp', 'caution', ['tls.hostname_mismatch'], 'postfix', 'issuer=intermediate dns=mx.elsewhere.example',
         host='mx.sts-testing.lab.example', options=('--domain', 'sts-testing.lab.example')),
    # What it announces in DNS (RFC 7672), of which the zone is signed.
    Case('dane-key', 'smtp', 'ok', ['dane.ok'], 'postfix', tlsa=((3, 1, 1, ''),)),
    Case('dane-certificate', 'smtp', 'ok', ['dane.ok'], 'postfix', tlsa=((3, 0, 2, ''),)),
    Case('dane-authority', 'smtp', 'ok', ['dane.ok'], 'postfix', tlsa=((2, 0, 1, 'intermediate'),)),
    Case('dane-next-key', 'smtp', 'ok', ['dane.ok'], 'postfix', tlsa=((3, 1, 1, 'second'), (3, 1, 1, ''))),
    Case('dane-self', 'smtp', 'ok', ['dane.ok'], 'postfix', 'cn=mx begins=-100 ends=-3 dns=mx.elsewhere.example',
         tlsa=((3, 1, 1, ''),)),
    Case('dane-mismatch', 'smtp', 'problem', ['dane.mismatch'], 'postfix', tlsa=((3, 1, 1, 'second'),)),
    Case('dane-wrongname', 'smtp', 'problem', ['dane.mismatch'], 'postfix', 'issuer=intermediate dns=mx.elsewhere.example',
         tlsa=((2, 0, 1, 'intermediate'),)),
    Case('dane-unusable', 'smtp', 'ok', ['tls.ok'], 'postfix', tlsa=((1, 1, 1, 'second'),)),
    Case('dane-unsigned', 'smtp', 'ok', ['tls.ok'], 'postfix', host='sv8.xs.test', tlsa=((3, 1, 1, 'second'),)),
    # What it says, or does not.
    Case('mx-starttls-garbage', 'smtp', 'problem', ['tls.tls_handshake_failed'], 'fake', how={'does': 'garbage_for_handshake'}),
    Case('mx-starttls-close', 'smtp', 'problem', ['tls.tls_handshake_failed'], 'fake', how={'does': 'close_for_handshake'}),
    Case('mx-starttls-alert', 'smtp', 'problem', ['tls.tls_handshake_failed'], 'fake', how={'does': 'alert_for_handshake'}),
    Case('mx-starttls-silent', 'smtp', 'unchecked', ['tls.tls_timeout'], 'fake', how={'does': 'silent_handshake'}),
    Case('mx-starttls-refused', 'smtp', 'problem', ['tls.starttls_refused'], 'fake', how={'does': 'refuse_starttls'}),
    Case('mx-respinject', 'smtp', 'problem', ['tls.starttls_injection'], 'fake', how={'does': 'inject'}),
    Case('mx-respinject-late', 'smtp', 'problem', ['tls.starttls_injection'], 'fake', how={'does': 'inject_late'}),
    Case('mx-tarpit120', 'smtp', 'unchecked', ['reach.banner_timeout'], 'fake', how={'does': 'tarpit'}, longest=20.0),
    Case('mx-slow', 'smtp', 'caution', ['reach.slow_banner'], 'fake', how={'does': 'slow'}, longest=20.0),
    Case('mx-greet-pause', 'smtp', 'caution', ['reach.slow_banner'], 'fake', how={'does': 'greet_pause'}),
    Case('mx-teaser', 'smtp', 'ok', ['tls.ok'], 'fake', how={'does': 'teaser'}),
    Case('mx-garbage', 'smtp', 'problem', ['reach.not_smtp'], 'fake', how={'does': 'garbage'}),
    Case('mx-http', 'smtp', 'problem', ['reach.not_smtp'], 'fake', how={'does': 'web_page'}),
    Case('mx-oversize', 'smtp', 'unchecked', ['reach.protocol_error'], 'fake', how={'does': 'oversize'}),
    Case('mx-endless', 'smtp', 'unchecked', ['reach.protocol_error'], 'fake', how={'does': 'endless_greeting'}),
    Case('mx-zeros', 'smtp', 'ok', ['tls.ok'], 'fake', how={'does': 'zeros'}),
    Case('mx-drip', 'smtp', 'unchecked', ['reach.banner_timeout'], 'fake', how={'does': 'drip'}, longest=20.0),
    Case('mx-421', 'smtp', 'unchecked', ['reach.refused_by_server'], 'fake', how={'does': 'busy'}),
    Case('mx-421-later', 'smtp', 'unchecked', ['reach.refused_by_server'], 'fake', how={'does': 'busy_later'}),
    Case('mx-554', 'smtp', 'unchecked', ['reach.refused_by_server'], 'fake', how={'does': 'not_you'}),
    Case('mx-reset', 'smtp', 'problem', ['reach.reset'], 'fake', how={'does': 'reset'}),
    Case('mx-filtered', 'smtp', 'problem', ['reach.filtered'], 'fake', how={'does': 'drop', 'beside': 'submission'},
         options=('--control', CONTROL_ADDRESS)),
    Case('mx-blocked', 'smtp', 'unchecked', ['reach.port25_blocked'], 'fake', how={'does': 'drop', 'beside': 'submission'},
         options=('--control', DARK_ADDRESS)),
    Case('mx-closed', 'smtp', 'problem', ['reach.closed'], 'none'),
]
SUBMISSION = [
    Case('sub-good', 'submission', 'ok', ['tls.ok'], 'postfix'),
    Case('sub-nostarttls', 'submission', 'problem', ['tls.starttls_missing'], 'postfix', how={'smtpd_tls_security_level': 'none'}),
    Case('sub-implicit', 'submission', 'problem', ['tls.implicit_tls_on_starttls_port'], 'fake', how={'does': 'tls_at_once'}),
    Case('sub-self', 'submission', 'problem', ['tls.self_signed'], 'postfix', 'cn=sub-self.lab.example dns=sub-self.lab.example'),
    Case('sub-expired', 'submission', 'problem', ['tls.cert_expired'], 'postfix',
         'issuer=intermediate begins=-100 ends=-3 dns=sub-expired.lab.example'),
    Case('sub-tls10', 'submission', 'problem', ['tls.only_old_tls'], 'postfix', how=OLD),
    Case('smtps-good', 'submissions', 'ok', ['tls.ok'], 'postfix'),
    Case('smtps-incomplete', 'submissions', 'problem', ['tls.missing_intermediate'], 'postfix',
         'issuer=intermediate send=alone dns=smtps-incomplete.lab.example'),
    Case('smtps-plain', 'submissions', 'problem', ['tls.plaintext_on_tls_port'], 'fake', how={'does': 'many_lines'}),
    Case('smtps-ip', 'submissions', 'problem', ['tls.hostname_mismatch', 'tls.ip_used_as_name'], 'postfix',
         f'issuer=intermediate dns={SHARED}', host='10.53.0.80', address='10.53.0.80', server_name=SHARED, connections=3),
    Case('smtps-idn', 'submissions', 'ok', ['tls.ok'], 'postfix', 'issuer=intermediate dns=xn--q9jyb4c.lab.example',
         host='みんな.lab.example'),
]
READING = [
    Case('imap-good', 'imap', 'ok', ['tls.ok'], 'dovecot'),
    Case('imaps-good', 'imaps', 'ok', ['tls.ok'], 'dovecot'),
    Case('pop3-good', 'pop3', 'ok', ['tls.ok'], 'dovecot'),
    Case('pop3s-good', 'pop3s', 'ok', ['tls.ok'], 'dovecot'),
    Case('imaps-wronghost', server='dovecot', address='10.53.0.80',
         **shared('imaps', 'mail.example.test', f'issuer=intermediate dns={SHARED}', SHARED)),
    Case('imaps-manysan', server='dovecot', address='10.53.0.81',
         **shared('imaps', 'mail.example.test',
                  f'issuer=intermediate dns=www.neighbour.test dns=*.xs.test dns=mail.neighbour.test dns={SHARED}', SHARED)),
    Case('imaps-wildonly', server='dovecot', address='10.53.0.77',
         **shared('imaps', 'mail.example2.test', 'issuer=intermediate dns=*.xs.test', 'sv77.xs.test')),
    Case('pop3s-wronghost', server='dovecot', address='10.53.0.80',
         **shared('pop3s', 'pop.example.test', f'issuer=intermediate dns={SHARED}', SHARED)),
    Case('imap-wronghost', server='dovecot', address='10.53.0.80',
         **shared('imap', 'imap.example.test', f'issuer=intermediate dns={SHARED}', SHARED)),
    Case('imap-nostarttls', 'imap', 'problem', ['tls.starttls_missing'], 'fake', how={'does': 'imap_without_starttls'}),
    Case('imap-preauth', 'imap', 'problem', ['tls.starttls_impossible'], 'fake', how={'does': 'imap_preauth'}),
    Case('imap-bye', 'imap', 'unchecked', ['reach.refused_by_server'], 'fake', how={'does': 'imap_bye'}),
    Case('imap-inject', 'imap', 'problem', ['tls.starttls_injection'], 'fake', how={'does': 'imap_inject'}),
    Case('imap-oversize', 'imap', 'unchecked', ['reach.protocol_error'], 'fake', how={'does': 'imap_oversize'}),
    Case('pop3-nostls', 'pop3', 'problem', ['tls.starttls_missing'], 'fake', how={'does': 'pop3_without_stls'}),
    Case('pop3-inject', 'pop3', 'problem', ['tls.starttls_injection'], 'fake', how={'does': 'pop3_inject'}),
    Case('imaps-tls-alert', 'imaps', 'problem', ['tls.tls_handshake_failed'], 'fake', how={'does': 'alert_at_once'}),
    Case('imaps-drip', 'imaps', 'unchecked', ['tls.tls_timeout'], 'fake', how={'does': 'drip_handshake'}),
    Case('imaps-endless', 'imaps', 'problem', ['tls.tls_handshake_failed'], 'fake', how={'does': 'endless_handshake'}),
    Case('imaps-long-chain', 'imaps', 'caution', ['tls.chain_order'], 'fake', 'issuer=intermediate dns=imaps-long-chain.lab.example',
         how={'does': 'tls_at_once', 'issuers': 100}),
    Case('imaps-silent', 'imaps', 'unchecked', ['tls.tls_timeout'], 'fake', how={'does': 'tarpit'}),
]
WEB = [
    Case('web-good', 'https', 'ok', ['tls.ok'], 'gnutls-serv'),
    Case('web-staple', 'https', 'ok', ['tls.ok'], 'gnutls-serv', 'issuer=intermediate must_staple=1 dns=web-staple.lab.example',
         how={'status': 'good'}),
    Case('web-muststaple', 'https', 'problem', ['tls.ocsp_must_staple_missing'], 'gnutls-serv',
         'issuer=intermediate must_staple=1 dns=web-muststaple.lab.example'),
    Case('web-revoked', 'https', 'problem', ['tls.cert_revoked'], 'gnutls-serv', how={'status': 'revoked'}),
    Case('web-expired', 'https', 'problem', ['tls.cert_expired'], 'gnutls-serv',
         'issuer=intermediate begins=-100 ends=-3 dns=web-expired.lab.example'),
    Case('web-tls11', 'https', 'problem', ['tls.only_old_tls'], 'gnutls-serv',
         how={'priority': 'NORMAL:-VERS-ALL:+VERS-TLS1.1:+SHA1:+SIGN-ECDSA-SHA1:%VERIFY_ALLOW_SIGN_WITH_SHA1'}),
    Case('web-tls13', 'https', 'ok', ['tls.ok'], 'gnutls-serv', how={'priority': 'NORMAL:-VERS-ALL:+VERS-TLS1.3'}),
    Case('web-rc4', 'https', 'problem', ['tls.cipher_weak'], 'gnutls-serv',
         how={'priority': 'NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+ARCFOUR-128:+SHA1'}),
    Case('web-3des', 'https', 'problem', ['tls.cipher_weak'], 'gnutls-serv',
         how={'priority': 'NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+3DES-CBC:+SHA1'}),
    Case('web-clientcert', 'https', 'caution', ['tls.client_cert_required'], 'openssl'),
    Case('web-plain', 'https', 'problem', ['tls.plaintext_on_tls_port'], 'fake', how={'does': 'web_page'}),
]


def all_doors(host, address, certificate, **different):
    """A host with a door of each kind: in order, but for the ones that are DIFFERENT."""
    doors = [Case(f'{host}-{protocol}', protocol, 'ok', ['tls.ok'], SOFTWARE[protocol], host=host, address=address,
                  certificate=f'{SECURE} {certificate}') for protocol in PORTS]
    for door in doors:
        if SOFTWARE[door.protocol] == 'fake':
            door.how = {'does': 'tls_at_once'}
        if door.protocol in different:
            door.server, door.how, door.level, door.codes = 'fake', {'does': different[door.protocol]}, 'unchecked', []
    return doors


CASES = MX + SUBMISSION + READING + WEB
GOOD_HOST = all_doors('eight.lab.example', '10.53.0.8', 'dns=eight.lab.example')
# Two of its doors say nothing.
SLOW_HOST = all_doors('slow.lab.example', '10.53.0.7', 'dns=slow.lab.example', smtp='drop', submission='tarpit')
# Two addresses, at one of which nobody listens; two servers with certificates that both begin tomorrow.
TWO_ADDRESSES = [
    Case('dual-4', 'smtp', 'ok', ['tls.ok'], 'postfix', host='dual.lab.example', address='10.53.0.6'),
    Case('dual-6', 'smtp', 'problem', ['reach.closed'], 'none', host='dual.lab.example', address='2001:db8:53::7'),
]
TOMORROW = [
    Case(f'clock-{address}', 'smtp', 'unchecked', ['tls.clock'], 'postfix', 'issuer=intermediate begins=1 dns=clock.lab.example',
         host='clock.lab.example', address=address) for address in ('10.53.0.5', '2001:db8:53::5')
]
# A shop with its own domain on a server with many shops: the server's certificate is for the server's own name.
SHOP_DOMAIN, SHOP_SERVER = 'shop.test', 'sv90.xs.test'
SHOP = all_doors('mail.' + SHOP_DOMAIN, '10.53.0.90', 'dns=' + SHOP_SERVER)
SHOP[-1].certificate = f'{SECURE} dns={SHOP_DOMAIN} dns=www.{SHOP_DOMAIN}'
HOSTS = SHOP + GOOD_HOST + SLOW_HOST + TWO_ADDRESSES + TOMORROW


def number():
    """Gives each host its name, its address and its port."""
    for index, case in enumerate(CASES + HOSTS):
        case.port = case.port or (FIRST_OWN_PORT + index if case.server == 'gnutls-serv' else PORTS[case.protocol])
        case.host = case.host or f'{case.id}.{ZONE}'
        case.address = case.address or f'10.53.1.{index + 1}'
        case.certificate = case.certificate or f'{SECURE} dns={case.host}'


number()


def addresses():
    """All that hosts listen on."""
    return sorted({case.address for case in CASES + HOSTS} | {CONTROL_ADDRESS, DARK_ADDRESS})


def hosts():
    """{name in A-labels: its addresses}."""
    found = {}
    for case in CASES + HOSTS:
        if case.host != case.address:
            name = case.host.encode('idna').decode()
            found.setdefault(name, set()).add(case.address)
    return found


def is_in(name, zone):
    return max((known for known in ZONES if name.endswith('.' + known)), key=len, default='') == zone


def records(zone):
    """What ZONE (with its final dot) has of these hosts, in the form of a zone file."""
    return ''.join(f'{name}. {"AAAA" if ":" in address else "A"} {address}\n'
                   for name, listed in hosts().items() if is_in(name + '.', zone)
                   for address in sorted(listed))


def announcements(zone, digest):
    """TLSA records of ZONE; DIGEST (name of a certificate, selector, matching type) is hexadecimal."""
    return ''.join(f'_{case.port}._tcp.{case.host}. TLSA {usage} {selector} {matching} {digest(whose or case.id, selector, matching)}\n'
                   for case in CASES if is_in(case.host + '.', zone) for usage, selector, matching, whose in case.tlsa)


def certificate_lines():
    """What mail-certificates.c reads."""
    lines = [f'{name} {words}' for name, words in AUTHORITIES]
    return '\n'.join(lines + [f'{case.id} {case.certificate}' for case in CASES + HOSTS])
