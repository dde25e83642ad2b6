# SPDX-License-Identifier: GPL-3.0-or-later
"""A name server that says whatever a test wants it to, by UDP and TCP, byte by byte.

An answer is a function of the Question that returns what is sent, in order: bytes (a message), Raw (bytes as they are,
by TCP without their length), Elsewhere (by UDP from another port), Pause (seconds), or None (the connection is closed).
"""
import select
import socket
import struct
import threading
import time

A, NS, CNAME, SOA, NULL, PTR, MX, TXT, AAAA, OPT = 1, 2, 5, 6, 10, 12, 15, 16, 28, 41
ANSWER, REFUSED, NXDOMAIN, TRUNCATED = 0x8180, 0x8185, 0x8183, 0x8380
ASKED = b'\xc0\x0c'  # a pointer to the name that was asked for
HEADER = 12
UDP_MAX = 1232


class Raw(bytes):
    pass


class Elsewhere(bytes):
    pass


class Pause(float):
    pass


class Question:
    def __init__(self, message, transport):
        self.transport = transport
        self.message = message
        self.id, self.flags = struct.unpack('>2H', message[:4])
        labels, at = [], HEADER
        while message[at]:
            labels.append(message[at + 1:at + 1 + message[at]])
            at += 1 + message[at]
        self.name = b'.'.join(labels).decode('latin-1').lower()
        self.type = struct.unpack('>H', message[at + 1:at + 3])[0]
        self.section = message[HEADER:at + 5]


def wire_name(name):
    return b''.join(bytes([len(label)]) + label.encode('latin-1') for label in name.split('.') if label) + b'\0'


def strings(text):
    data = text.encode() if isinstance(text, str) else text
    return b''.join(bytes([len(data[at:at + 255])]) + data[at:at + 255] for at in range(0, max(len(data), 1), 255))


def mx(host, preference=10):
    return struct.pack('>H', preference) + wire_name(host)


def soa():
    return (wire_name('ns.hosting.example') + wire_name('hostmaster.hosting.example')
            + struct.pack('>5I', 1, 3600, 600, 86400, 60))


def record(kind, data, owner=ASKED, length=None, ttl=300, form=1):
    return owner + struct.pack('>2HIH', kind, form, ttl, len(data) if length is None else length) + data


def message(question, *records, flags=ANSWER, counts=None, number=None, section=None):
    """The answer to QUESTION. COUNTS: of the four sections, where they are to lie."""
    counts = counts or (1, len(records), 0, 0)
    return (struct.pack('>6H', question.id if number is None else number, flags, *counts)
            + (question.section if section is None else section) + b''.join(records))


def from_table(table):
    """An honest server: {name: [(type, data), …]}; a name that is not there, and has none below it, is NXDOMAIN."""
    def answer(question):
        records = table.get(question.name)
        if records is None:
            below = any(name.endswith('.' + question.name) for name in table)
            return [message(question, flags=ANSWER if below else NXDOMAIN)]
        found = [record(kind, data) for kind, data in records if kind in (question.type, CNAME)]
        whole = message(question, *found)
        if question.transport == 'udp' and len(whole) > UDP_MAX:
            return [message(question, flags=TRUNCATED)]
        return [whole]
    return answer


class Server:
    """On a free port of 127.0.0.1, from `with` to its end."""

    def __init__(self, answer):
        self.answer = answer
        self.over = threading.Event()
        self.n_questions = 0

    def __enter__(self):
        self.datagrams, self.listener = self.bind()
        self.address = '127.0.0.1#%d' % self.datagrams.getsockname()[1]
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()
        self.datagrams.close()
        self.listener.close()

    @staticmethod
    def bind():
        while True:
            datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            datagrams.bind(('127.0.0.1', 0))
            listener = socket.socket()
            try:
                listener.bind(datagrams.getsockname())
            except OSError:
                datagrams.close()
                listener.close()
                continue
            listener.listen(64)
            return datagrams, listener

    def serve(self):
        while not self.over.is_set():
            ready, _, _ = select.select([self.datagrams, self.listener], [], [], 0.05)
            if self.datagrams in ready:
                data, client = self.datagrams.recvfrom(4096)
                self.send_datagrams(Question(data, 'udp'), client)
            if self.listener in ready:
                connection, _ = self.listener.accept()
                threading.Thread(target=self.talk, args=[connection], daemon=True).start()

    def send_datagrams(self, question, client):
        self.n_questions += 1
        for part in self.answer(question):
            if isinstance(part, Pause):
                time.sleep(part)
            elif isinstance(part, Elsewhere):
                with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
                    stranger.sendto(part, client)
            elif part is not None:
                self.datagrams.sendto(part, client)

    def talk(self, connection):
        with connection:
            try:
                while not self.over.is_set():
                    size = connection.recv(2, socket.MSG_WAITALL)
                    if len(size) < 2:
                        return
                    data = connection.recv(struct.unpack('>H', size)[0], socket.MSG_WAITALL)
                    if not self.send_stream(Question(data, 'tcp'), connection):
                        return
            except OSError:
                return

    def send_stream(self, question, connection):
        self.n_questions += 1
        for part in self.answer(question):
            if part is None or self.over.is_set():
                return False
            if isinstance(part, Pause):
                time.sleep(part)
            elif isinstance(part, Raw):
                connection.sendall(part)
            elif not isinstance(part, Elsewhere):
                connection.sendall(struct.pack('>H', len(part)) + part)
        return True
