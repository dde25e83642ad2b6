# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts of the lab that are no name servers of knot's: one that takes questions and says nothing, and a web server with
MTA-STS policies in each bad form (limits T10). `peers.py CERTIFICATES`"""
import os
import socket
import ssl
import sys
import threading
import time

SILENT = '203.0.113.99'
WEB = '203.0.113.80'
PATH = '/.well-known/mta-sts.txt'
ZONE = 'sts.example'
POLICY = 'version: STSv1\r\nmode: enforce\r\nmx: mx.hosting.example\r\nmax_age: 604800\r\n'


def response(body, status='200 OK', kind='text/plain', *more):
    head = [f'HTTP/1.1 {status}', f'Content-Type: {kind}', f'Content-Length: {len(body)}', 'Connection: close', *more]
    return ('\r\n'.join(head) + '\r\n\r\n' + body).encode()


def endless():
    yield b'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1073741824\r\n\r\n'
    while True:
        yield b'mx: a.example\r\n' * 1000


def drip():
    yield b'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n'
    while True:
        time.sleep(1)
        yield b'x'


# What each host says, or makes anew for each who asks; what is wrong with a certificate is certificates.c's.
ANSWERS = {
    'ok': [response(POLICY)],
    'cookie': [response(POLICY, '200 OK', 'text/plain', 'Set-Cookie: a=b; Path=/')],
    'redirect': [response('', '301 Moved Permanently', 'text/plain', f'Location: https://mta-sts.ok.{ZONE}{PATH}')],
    'notfound': [response('', '404 Not Found')],
    'trouble': [response('', '503 Service Unavailable')],
    'html': [response('<html><body>Welcome</body></html>', '200 OK', 'text/html')],
    'broken': [response('version: STSv1\r\nmode: perhaps\r\n')],
    'othermx': [response(POLICY.replace('mx.hosting', 'mx.elsewhere'))],
    'endless': endless,
    'drip': drip,
    'expired': [response(POLICY)],
    'future': [response(POLICY)],
    'wrongname': [response(POLICY)],
    'untrusted': [response(POLICY)],
}
# The mail domains of tls_cases.py.
MAIL_ZONE = 'lab.example'
MAIL_ANSWERS = {
    'sts-ok': [response(POLICY.replace('mx.hosting.example', 'mx.sts-ok.lab.example'))],
    'sts-mxmiss': [response(POLICY.replace('mx.hosting.example', 'mx2.sts-mxmiss.lab.example'))],
    'sts-badcert': [response(POLICY.replace('mx.hosting.example', 'mx.sts-badcert.lab.example'))],
    'sts-testing': [response(POLICY.replace('mx.hosting.example', 'mx.sts-testing.lab.example').replace('enforce', 'testing'))],
}
HOSTS = [f'mta-sts.{word}.{ZONE}' for word in ANSWERS] + [f'mta-sts.{word}.{MAIL_ZONE}' for word in MAIL_ANSWERS]
ANSWERS.update(MAIL_ANSWERS)


def say_nothing():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams, socket.socket() as connections:
        for peer in (datagrams, connections):
            peer.bind((SILENT, 53))
        connections.listen(64)
        kept = []
        while True:
            kept.append(connections.accept())


def answer(connection, contexts):
    """One request; the server's name in it says which host is meant."""
    chosen = []

    def choose(stream, host, _):
        chosen.append(host)
        if host in contexts:
            stream.context = contexts[host]

    outer = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    outer.sni_callback = choose
    try:
        with outer.wrap_socket(connection, server_side=True) as stream:
            if not stream.recv(4096):
                return  # only a look at the certificate
            parts = ANSWERS[chosen[0].split('.')[1]]
            for part in parts() if callable(parts) else parts:
                stream.sendall(part)
    except (OSError, KeyError, IndexError):
        connection.close()


def serve_web(certificates):
    contexts = {}
    for host in HOSTS:
        contexts[host] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        contexts[host].load_cert_chain(os.path.join(certificates, host + '.pem'))
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((WEB, 443))
        listener.listen(64)
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=answer, args=[connection, contexts], daemon=True).start()


if __name__ == '__main__':
    threading.Thread(target=serve_web, args=[sys.argv[1]], daemon=True).start()
    say_nothing()
