# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail and web servers that misbehave, each in its own way: HOW, by name. Threads of their own. What they hold against a client
is on stdout."""
import socket
import ssl
import struct
import threading
import time

LINE_MAX = 4096
PATIENCE = 30.0
GREETING = '220 mail.example ESMTP\r\n'
CAPABILITIES = '250-mail.example\r\n250-8BITMIME\r\n250 STARTTLS\r\n'
GO = '220 2.0.0 go ahead\r\n'
MEGABYTE = 1 << 20
TARPIT = 120.0
SLOW = 15.0
SPOKE_FIRST = 'spoke first:'


class Talk:
    """One connection, with the words that scripts use."""

    def __init__(self, connection, context):
        self.connection = connection
        self.context = context
        connection.settimeout(PATIENCE)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def say(self, words):
        self.connection.sendall(words.encode() if isinstance(words, str) else words)

    def hear(self):
        """One line."""
        line = b''
        while not line.endswith(b'\n') and len(line) < LINE_MAX:
            byte = self.connection.recv(1)
            if not byte:
                raise ConnectionError('the client has left')
            line += byte
        return line

    def hold(self):
        """Says nothing until the client leaves."""
        self.connection.settimeout(TARPIT)
        while self.connection.recv(LINE_MAX):
            pass

    def reset(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        self.connection.close()

    def shake_hands(self):
        self.connection = self.context.wrap_socket(self.connection, server_side=True)

    def be_encrypted(self):
        self.shake_hands()
        self.hold()

    def up_to_starttls(self, capabilities=CAPABILITIES):
        self.say(GREETING)
        self.hear()
        self.say(capabilities)
        self.hear()


# ---- before STARTTLS ----

def tarpit(talk):
    time.sleep(TARPIT)
    talk.say(GREETING)


def slow(talk):
    time.sleep(SLOW)
    talk.up_to_starttls()
    talk.say(GO)
    talk.be_encrypted()


def greet_late(talk, seconds, teaser=''):
    """Greets after a while, and turns away who does not wait for it (RFC 5321 §3.1), as postscreen and others do."""
    talk.say(teaser)
    talk.connection.settimeout(seconds)
    try:
        early = talk.connection.recv(LINE_MAX)
    except TimeoutError:
        early = b''
    talk.connection.settimeout(PATIENCE)
    if early:
        print(SPOKE_FIRST, *talk.connection.getsockname()[:2], flush=True)
        talk.say('521 5.5.1 you spoke first\r\n')
        return
    talk.up_to_starttls()
    talk.say(GO)
    talk.be_encrypted()


def greet_pause(talk):
    greet_late(talk, 6.0)


def teaser(talk):
    greet_late(talk, 4.0, '220-mail.example ESMTP\r\n')


def garbage(talk):
    talk.say(bytes(range(128, 256)) * 4 + b'\r\n')
    talk.hold()


def web_page(talk):
    talk.say('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')


def oversize(talk):
    talk.say(GREETING)
    talk.hear()
    talk.say('250-')
    for _ in range(8):
        talk.say(b'x' * MEGABYTE)
    talk.say('\r\n250 STARTTLS\r\n')
    talk.hold()


def endless_greeting(talk):
    while True:
        talk.say('220-and one more\r\n' * 100)


def zeros(talk):
    talk.say(b'220-mail\0.example\r\n220 \0\r\n')
    talk.hear()
    talk.say(b'250-\0\r\n250 STARTTLS\r\n')
    talk.hear()
    talk.say(GO)
    talk.be_encrypted()


def drip(talk):
    for byte in b'220-' + b'x' * 1000:
        talk.say(bytes([byte]))
        time.sleep(1.0)


def busy(talk):
    talk.say('421 4.7.0 too many connections, try again later\r\n')


def busy_later(talk):
    talk.say(GREETING)
    talk.hear()
    talk.say('421 4.3.2 closing\r\n')


def not_you(talk):
    talk.say('554 5.7.1 no SMTP service for you\r\n')


def reset(talk):
    talk.reset()


def helo_alone(talk):
    talk.say(GREETING)
    talk.hear()
    talk.say('502 5.5.2 command not recognized\r\n')
    talk.hear()
    talk.say('250 mail.example\r\n')
    talk.hear()
    talk.say('221 bye\r\n')


def many_lines(talk):
    """RFC 5321 §4.2.1, in pieces and small letters."""
    for piece in ('220-mail.example\r\n22', '0-this is\r', '\n220 it\r\n'):
        talk.say(piece)
        time.sleep(0.02)
    talk.hear()
    for piece in ('250-mail.example\r\n250-start', 'tls\r\n250-size 1000', '\r\n250 help\r\n'):
        talk.say(piece)
        time.sleep(0.02)
    talk.hear()
    talk.say('220 go')
    time.sleep(0.02)
    talk.say('\r\n')
    talk.be_encrypted()


def bare_line_feeds(talk):
    talk.say('220 mail.example\n')
    talk.hear()
    talk.say('250-mail.example\n250 STARTTLS\n')
    talk.hear()
    talk.say('220 go\n')
    talk.be_encrypted()


# ---- STARTTLS and after ----

def garbage_for_handshake(talk):
    talk.up_to_starttls()
    talk.say(GO)
    talk.connection.recv(LINE_MAX)
    talk.say(b'\x80\x81' + b'no handshake' * 20)
    talk.hold()


def close_for_handshake(talk):
    talk.up_to_starttls()
    talk.say(GO)
    talk.connection.recv(LINE_MAX)


def alert_for_handshake(talk):
    """RFC 8446 §6.2: handshake_failure."""
    talk.up_to_starttls()
    talk.say(GO)
    talk.connection.recv(LINE_MAX)
    talk.say(b'\x15\x03\x03\x00\x02\x02\x28')


def silent_handshake(talk):
    talk.up_to_starttls()
    talk.say(GO)
    talk.hold()


def drip_handshake(talk):
    """A record of 16 kB (RFC 8446 §5.1), a byte a second."""
    talk.connection.recv(LINE_MAX)
    for byte in b'\x16\x03\x03\x40\x00' + bytes(0x4000):
        talk.say(bytes([byte]))
        time.sleep(1.0)


def endless_handshake(talk):
    """HelloRequests (RFC 5246 §7.4.1.1), which a client may ignore, without end."""
    talk.connection.recv(LINE_MAX)
    while True:
        talk.say(b'\x16\x03\x03\x00\x04\x00\x00\x00\x00' * 100)


def refuse_starttls(talk):
    talk.up_to_starttls()
    talk.say('454 4.7.0 TLS not available due to local problem\r\n')
    talk.hear()
    talk.say('221 bye\r\n')


def inject(talk):
    talk.up_to_starttls()
    talk.say(GO + '250-mail.example\r\n250 AUTH PLAIN\r\n')
    talk.hold()


def inject_late(talk):
    talk.up_to_starttls()
    talk.say(GO)
    time.sleep(0.05)
    talk.say('250 2.1.0 sender ok\r\n')
    talk.hold()


def tls_at_once(talk):
    talk.be_encrypted()


def alert_at_once(talk):
    talk.connection.recv(LINE_MAX)
    talk.say(b'\x15\x03\x03\x00\x02\x02\x28')


# ---- IMAP and POP3 ----

def imap_without_starttls(talk):
    talk.say('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n')
    while True:
        tag = talk.hear().split()[0].decode()
        talk.say(f'* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK done\r\n')


def imap_preauth(talk):
    talk.say('* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] welcome back\r\n')
    talk.hear()


def imap_bye(talk):
    talk.say('* BYE too many connections\r\n')


def imap_inject(talk):
    talk.say('* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n')
    tag = talk.hear().split()[0].decode()
    talk.say(f'{tag} OK go\r\n* OK injected\r\n')
    talk.hold()


def imap_oversize(talk):
    talk.say('* OK ready\r\n')
    talk.hear()
    for _ in range(8):
        talk.say(b'* ' + b'x' * MEGABYTE)
    talk.hold()


def pop3_without_stls(talk):
    talk.say('+OK ready\r\n')
    talk.hear()
    talk.say('+OK\r\nUSER\r\nUIDL\r\n.\r\n')
    talk.hear()
    talk.say('+OK bye\r\n')


def pop3_inject(talk):
    talk.say('+OK ready\r\n')
    talk.hear()
    talk.say('+OK\r\nSTLS\r\n.\r\n')
    talk.hear()
    talk.say('+OK go\r\n+OK injected\r\n')
    talk.hold()


HOW = {script.__name__: script for script in (
    tarpit, slow, greet_pause, teaser, garbage, web_page, oversize, endless_greeting, zeros, drip, busy, busy_later, not_you, reset, helo_alone,
    many_lines, bare_line_feeds, garbage_for_handshake, close_for_handshake, alert_for_handshake, silent_handshake,
    refuse_starttls, inject, inject_late, tls_at_once, alert_at_once, drip_handshake, endless_handshake, imap_without_starttls, imap_preauth, imap_bye, imap_inject,
    imap_oversize, pop3_without_stls, pop3_inject)}


def listen(address, port, backlog):
    listener = socket.socket(socket.AF_INET6 if ':' in address else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, port))
    listener.listen(backlog)
    return listener


def converse(script, connection, context):
    try:
        script(Talk(connection, context))
    except (OSError, ValueError):
        pass
    connection.close()


def accept(listener, script, context):
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=converse, args=[script, connection, context], daemon=True).start()


def serve(address, port, does, certificate):
    """Does to whoever connects what DOES names; CERTIFICATE is a PEM file with its key."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    listener = listen(address, port, 64)
    threading.Thread(target=accept, args=[listener, HOW[does], context], daemon=True).start()


def drop(address, port):
    """Answers no opening packet, as a port behind a firewall: the one place in the queue is taken. Returns what must be kept."""
    listener = listen(address, port, 0)
    return [listener, socket.create_connection((address, port))]
