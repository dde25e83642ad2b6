# SPDX-License-Identifier: GPL-3.0-or-later
"""A shop on a shared host, as product.md has it: its records, and a recorded run of what its servers say at their doors.
Each certificate is one that was made for this, and is dated around the time of the run."""
import json

STARTED = 1795502520 * 1000000  # 24 November 2026, 15:42 in Tokyo
ADDRESS, WEB_ADDRESS = '203.0.113.34', '203.0.113.80'
DOMAIN, TYPED, SERVER = 'example.co.jp', 'mail.example.co.jp', 'sv123.xserver.jp'
PORTS = {'smtp': 25, 'submission': 587, 'submissions': 465, 'imap': 143, 'imaps': 993, 'pop3': 110, 'pop3s': 995,
         'https': 443}
OLD_TLS = 4
# For sv123.xserver.jp and *.xserver.jp, 5 October 2026 to 3 January 2027.
OF_HOST = ('MIIBijCCAS+gAwIBAgIEITJSCzAKBggqhkjOPQQDAjAcMRowGAYDVQQDExFFeGFtcGxlLUF1dGhvcml0eTAeFw0yNjEwMDUxOTE5'
           'MDNaFw0yNzAxMDMxOTE5MDNaMBsxGTAXBgNVBAMTEHN2MTIzLnhzZXJ2ZXIuanAwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATe'
           'EdyOtL5BqXS1n86Pf/BLazEgBX6nwFDhZCH6uLcfYDJZZE/Sxc2OBwcFQVOJAhjVDmTpqBe6ColILgioPWEfo2AwXjApBgNVHREE'
           'IjAgghBzdjEyMy54c2VydmVyLmpwggwqLnhzZXJ2ZXIuanAwDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAww'
           'CgYIKwYBBQUHAwEwCgYIKoZIzj0EAwIDSQAwRgIhAMc+iz9d3QH3zynrtOo8P9IqJaDrRJomVk6yoKMLvPXsAiEA8nrc6ORW67gL'
           'YLx38UDcb4OxNDfRsU+n0cjT90HiiAw=')
# For example.co.jp and www.example.co.jp, 23 May to 9 December 2026.
OF_WEB = ('MIIBiDCCAS6gAwIBAgIENud8DjAKBggqhkjOPQQDAjAcMRowGAYDVQQDExFFeGFtcGxlLUF1dGhvcml0eTAeFw0yNjA1MjMxOTE5'
          'MDNaFw0yNjEyMDkxOTE5MDNaMBgxFjAUBgNVBAMTDWV4YW1wbGUuY28uanAwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQ89c0T'
          'DWVjiVkwI8WLxRDef7VCB1nmVdcp/zyKk19mQXzztbXmai+9t16XWI8gE5dqxbMWuLPPMyBj/rqXf7MXo2IwYDArBgNVHREEJDAi'
          'gg1leGFtcGxlLmNvLmpwghF3d3cuZXhhbXBsZS5jby5qcDAMBgNVHRMBAf8EAjAAMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAK'
          'BggrBgEFBQcDATAKBggqhkjOPQQDAgNIADBFAiAYk0DoMPxcrJPAGijbk435/qAfjyNWl6NU47bsS+iVxAIhAL0NPWl3vNHKjPGv'
          '86Ww19Iig/9pAQbjYWQuOWxD3OOV')

ZONE = {
    DOMAIN: {'records': [{'type': 'TXT', 'strings': ['v=spf1 a:sv123.xserver.jp ~all']},
                         {'type': 'MX', 'preference': 10, 'exchange': SERVER},
                         {'type': 'NS', 'data': 'ns1.xserver.jp.'}, {'type': 'A', 'address': WEB_ADDRESS}]},
    '_dmarc.' + DOMAIN: {'records': [{'type': 'TXT', 'strings': ['v=DMARC1; p=none; rua=mailto:a@example.co.jp']}]},
    'www.' + DOMAIN: {'records': [{'type': 'A', 'address': WEB_ADDRESS}]},
    TYPED: {'records': [{'type': 'A', 'address': ADDRESS}]},
    SERVER: {'records': [{'type': 'A', 'address': ADDRESS}]},
    '34.113.0.203.in-addr.arpa': {'records': [{'type': 'PTR', 'target': SERVER}]},
}


def encrypted(certificate):
    return {'end': 'encrypted', 'greeting_after': 20000, 'starttls_offered': True, 'tls_version': 'TLS1.3',
            'cipher': 'TLS_AES_256_GCM_SHA384', 'chain': [certificate]}


def answer(name, address, protocol, talk, flags=0):
    return {'kind': 'session', 'name': name, 'type': PORTS[protocol], 'ask': address, 'flags': flags, 'protocol': protocol,
            'transport': 'tcp', 'time': STARTED, 'duration': 100000, 'talk': talk}


def door(name, address, protocol, talk):
    """What a door says to each of the two that come: the second one speaks old TLS alone."""
    second = {'end': 'handshake_failed'} if talk['end'] == 'encrypted' else talk
    return [answer(name, address, protocol, talk), answer(name, address, protocol, second, OLD_TLS)]


def shop(**others):
    """The shop's run; OTHERS: by protocol, what its mail server says instead at that door."""
    answers = []
    for name in (DOMAIN, TYPED, SERVER, ADDRESS):
        for protocol in PORTS:
            answers += door(name, ADDRESS, protocol, others.get(protocol, encrypted(OF_HOST)))
    for name in (DOMAIN, 'www.' + DOMAIN):
        answers += door(name, WEB_ADDRESS, 'https', encrypted(OF_WEB))
    return {'hatobin_run': 1, 'started': STARTED, 'answers': answers}


def write(path, run):
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(run, file)
