# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line and a name server that breaks every rule of the protocol: limits T6, T7, and each section of RFC 9267.

One answer, that for the TXT records of the shop, is spoilt: its row is unchecked, the other rows stand. Then every answer
is spoilt in the same way: nothing is held against the domain. Runs in the lab.
"""
import os
import struct
import unittest
from concurrent.futures import ThreadPoolExecutor

from command import check, codes, levels, reasons
from name_server import (A, ANSWER, ASKED, CNAME, HEADER, MX, NS, NULL, NXDOMAIN, PTR, SOA, TRUNCATED, TXT, Elsewhere,
                         Pause, Raw, Server, from_table, message, mx, record, soa, strings, wire_name)

SHOP = 'shop.example'
SPF = strings('v=spf1 ip4:203.0.113.25 -all')
ZONE = {
    SHOP: [(TXT, SPF), (MX, mx('mail.' + SHOP)), (NS, wire_name('ns.hosting.example')), (SOA, soa()),
           (A, bytes([203, 0, 113, 80]))],
    'mail.' + SHOP: [(A, bytes([203, 0, 113, 25]))],
    '25.113.0.203.in-addr.arpa': [(PTR, wire_name('mail.' + SHOP))],
    '_dmarc.' + SHOP: [(TXT, strings('v=DMARC1; p=reject; rua=mailto:dmarc@' + SHOP))],
    'ns.hosting.example': [(A, bytes([203, 0, 113, 53]))],
}
honest = from_table(ZONE)
# Milliseconds: a question is given up after 5 s and the try that is on its way; several programs run at a time.
LONGEST = 9000 if 'ASAN_OPTIONS' not in os.environ else 20000
# Most of the time is spent waiting.
AT_ONCE = 8


def end_of(question):
    """Where the question section ends, and the first record begins."""
    return HEADER + len(question.section)


def pointer(offset):
    return struct.pack('>H', 0xc000 | offset)


def one_answer(*records, **how):
    return lambda question: [message(question, *records, **how)]


def with_owner(make):
    """The good record, but for its owner's name: made from where it stands."""
    return lambda question: [message(question, record(TXT, SPF, owner=make(end_of(question))))]


def with_data(data, length=None):
    """Broken for whatever type is asked for."""
    return lambda question: [message(question, record(question.type, data, length=length))]


def chain_of_pointers(length):
    """A name whose end is reached over LENGTH pointers, each to the one before."""
    def answer(question):
        start = end_of(question) + 1 + 10  # the data of a first record, whose owner is the root
        data = ASKED + b''.join(pointer(start + 2 * i) for i in range(length - 2))
        return [message(question, record(NULL, data, owner=b'\0'),
                        record(TXT, SPF, owner=pointer(start + len(data) - 2)))]
    return answer


def two_pointers_at_each_other(question):
    start = end_of(question) + 1 + 10
    return [message(question, record(NULL, pointer(start + 2) + pointer(start), owner=b'\0'),
                    record(TXT, SPF, owner=pointer(start)))]


def cut_short(by):
    return lambda question: [message(question, record(TXT, SPF))[:-by]]


def cut_owner(owner):
    return lambda question: [message(question, counts=(1, 1, 0, 0)) + owner]


def many_records(count):
    """So many that the message is as long as one can be."""
    def answer(question):
        if question.transport == 'udp':
            return [message(question, flags=TRUNCATED)]
        return [message(question, *[record(NULL, b'', owner=b'\0')] * count, record(TXT, SPF))]
    return answer


def by_tcp(*parts):
    """Cut short by UDP; by TCP what PARTS say, functions of the question."""
    def answer(question):
        if question.transport == 'udp':
            return [message(question, flags=TRUNCATED)]
        return [part(question) if callable(part) else part for part in parts]
    return answer


def whole(question):
    return message(question, record(TXT, SPF))


def as_stream(question):
    data = whole(question)
    return struct.pack('>H', len(data)) + data


def byte_by_byte(question):
    if question.transport == 'udp':
        return [message(question, flags=TRUNCATED)]
    return [Raw(bytes([byte])) for byte in as_stream(question)]


def drip(question):
    """A byte a second: it would take a minute."""
    if question.transport == 'udp':
        return [message(question, flags=TRUNCATED)]
    return [part for byte in as_stream(question) for part in (Raw(bytes([byte])), Pause(1.0))]


def aliases(length, last=SPF):
    """A chain of LENGTH aliases in one answer."""
    def answer(question):
        names = [ASKED] + [wire_name(f'a{i}.{SHOP}') for i in range(length)]
        return [message(question, *[record(CNAME, names[i + 1], owner=names[i]) for i in range(length)],
                        record(TXT, last, owner=names[-1]))]
    return answer


def alias_loop(question):
    other = wire_name('other.' + SHOP)
    return [message(question, record(CNAME, other), record(CNAME, wire_name(question.name), owner=other))]


def check_each(cases, serve):
    """Yields each of the CASES with the checkup that comes of SERVE (its answer)."""
    def run(case):
        with Server(serve(case[2])) as server:
            return check(SHOP, '--dns-server', server.address)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from zip(cases, pool.map(run, cases))


# (where it is written, in words, what is sent: a function of the question, what becomes of row spf)
BROKEN, GOOD, NONE = 'unchecked', 'ok', 'missing'
CASES = [
    ('RFC 9267 §2', 'a pointer to itself', with_owner(pointer), BROKEN),
    ('RFC 9267 §2', 'a label and a pointer back to it', with_owner(lambda at: b'\x01a' + pointer(at)), BROKEN),
    ('RFC 9267 §2', 'two pointers at each other', two_pointers_at_each_other, BROKEN),
    ('RFC 9267 §2', 'a pointer forward', with_owner(lambda at: pointer(at + 4)), BROKEN),
    ('RFC 9267 §2', 'a pointer past the end', one_answer(record(TXT, SPF, owner=b'\xff\xff')), BROKEN),
    ('RFC 9267 §2', 'a pointer into the header', one_answer(record(TXT, SPF, owner=pointer(2))), BROKEN),
    ('RFC 9267 §2', 'half a pointer at the end', cut_owner(b'\xc0'), BROKEN),
    ('RFC 9267 §2', 'a chain of 5 pointers', chain_of_pointers(5), GOOD),
    ('RFC 9267 §2', 'a chain of 200 pointers', chain_of_pointers(200), BROKEN),
    ('RFC 9267 §3', 'a label of the reserved kind 01', one_answer(record(TXT, SPF, owner=b'\x40' + b'a' * 64 + b'\0')),
     BROKEN),
    ('RFC 9267 §3', 'a label of the reserved kind 10', one_answer(record(TXT, SPF, owner=b'\x80' + b'a' * 128 + b'\0')),
     BROKEN),
    ('RFC 9267 §3', 'a label that ends behind the message', cut_owner(b'\x3fshop'), BROKEN),
    ('RFC 9267 §3', 'a name of 257 octets', one_answer(record(TXT, SPF, owner=(b'\x3f' + b'a' * 63) * 4 + b'\0')), BROKEN),
    ('RFC 9267 §3', 'a name that a pointer makes too long',
     one_answer(record(TXT, SPF, owner=(b'\x3f' + b'a' * 63) * 3 + b'\x35' + b'a' * 53 + ASKED)), BROKEN),
    ('RFC 9267 §4', 'a name without its end', cut_owner(b'\x04shop\x07example'), BROKEN),
    ('RFC 9267 §4', 'a question without its end',
     lambda question: [message(question, section=b'\x04shop\x07example')], BROKEN),
    ('RFC 9267 §4', 'a name that ends behind its data',
     one_answer(record(CNAME, b'\x04shop\x07example', length=5), record(TXT, SPF)), BROKEN),
    ('RFC 9267 §5', 'data longer than the message', with_data(SPF, length=len(SPF) + 1), BROKEN),
    ('RFC 9267 §5', 'data of 65535 octets that are not there', with_data(SPF, length=0xffff), BROKEN),
    ('RFC 9267 §5', 'data shorter than its string', with_data(SPF, length=len(SPF) - 1), BROKEN),
    ('RFC 9267 §5', 'a string longer than its data', with_data(b'\xff' + SPF[1:]), BROKEN),
    ('RFC 9267 §5', 'a second string without a byte', with_data(SPF + b'\x01'), BROKEN),
    ('RFC 9267 §5', 'a message that ends in the fixed part', cut_short(len(SPF) + 3), BROKEN),
    ('RFC 9267 §5', 'a message that ends in the data', cut_short(3), BROKEN),
    ('RFC 9267 §6', 'one answer more than there is', one_answer(record(TXT, SPF), counts=(1, 2, 0, 0)), BROKEN),
    ('RFC 9267 §6', '65535 answers', one_answer(record(TXT, SPF), counts=(1, 0xffff, 0, 0)), BROKEN),
    ('RFC 9267 §6', 'one authority more than there is', one_answer(record(TXT, SPF), counts=(1, 1, 1, 0)), BROKEN),
    ('RFC 9267 §6', 'one additional record more than there is', one_answer(record(TXT, SPF), counts=(1, 1, 0, 1)), BROKEN),
    ('RFC 9267 §6', 'all counts 65535', one_answer(record(TXT, SPF), counts=(0xffff,) * 4), BROKEN),
    ('RFC 9267 §6', 'no question', one_answer(record(TXT, SPF), counts=(0, 1, 0, 0), section=b''), BROKEN),
    ('RFC 9267 §6', 'two questions',
     lambda question: [message(question, record(TXT, SPF), counts=(2, 1, 0, 0), section=question.section * 2)], BROKEN),
    ('RFC 9267 §6', 'fewer answers counted than there are', one_answer(record(TXT, SPF), record(TXT, SPF), counts=(1, 1, 0, 0)),
     GOOD),
    ('limits T6', 'an alias to itself', one_answer(record(CNAME, ASKED)), BROKEN),
    ('limits T6', 'aliases in a circle', alias_loop, BROKEN),
    ('limits T6', 'a chain of 8 aliases', aliases(8), GOOD),
    ('limits T6', 'a chain of 9 aliases', aliases(9), BROKEN),
    ('limits T6', 'a chain of 60 aliases', aliases(60), BROKEN),
    ('limits T6', 'truncated, whole by TCP', by_tcp(whole), GOOD),
    ('limits T6', 'truncated by TCP as well', one_answer(flags=TRUNCATED), BROKEN),
    ('limits T6', 'truncated, TCP is closed at once', by_tcp(None), BROKEN),
    ('limits T6', 'truncated, TCP says nothing', by_tcp(Pause(30.0)), BROKEN),
    ('limits T6', 'truncated, TCP promises 65535 octets', by_tcp(Raw(b'\xff\xffx'), Pause(30.0)), BROKEN),
    ('limits T6', 'truncated, TCP promises none', by_tcp(Raw(b'\0\0'), None), BROKEN),
    ('limits T6', 'truncated, TCP ends in the message', by_tcp(lambda question: Raw(as_stream(question)[:20]), None), BROKEN),
    ('limits T6', 'truncated, TCP comes byte by byte', byte_by_byte, GOOD),
    ('limits T6', 'truncated, TCP drips', drip, BROKEN),
    ('limits T6', 'the answer to another name',
     lambda question: [message(question, record(TXT, SPF), section=wire_name('other.example') + question.section[-4:])],
     BROKEN),
    ('limits T6', 'the answer to another type',
     lambda question: [message(question, record(TXT, SPF), section=question.section[:-4] + b'\0\x63\0\x01')], BROKEN),
    ('limits T6', 'the answer to another class',
     lambda question: [message(question, record(TXT, SPF), section=question.section[:-2] + b'\0\x03')], BROKEN),
    ('limits T6', '999 records and the one that was asked for', many_records(999), GOOD),
    ('limits T6', '5 900 records, as many as a message takes', many_records(5900), BROKEN),
    ('limits T6', 'a question for an answer', one_answer(record(TXT, SPF), flags=0x0100), BROKEN),
    ('limits T6', 'another operation', one_answer(record(TXT, SPF), flags=ANSWER | 0x2800), BROKEN),
    ('limits T6', 'a message of one byte', lambda question: [b'\0'], BROKEN),
    ('limits T6', 'a header alone', lambda question: [struct.pack('>6H', question.id, ANSWER, 0, 0, 0, 0)], BROKEN),
    ('limits T6', 'no message', lambda question: [b''], BROKEN),
    ('limits T6', 'noise', lambda question: [struct.pack('>H', question.id) + bytes(range(256)) * 3], BROKEN),
    ('limits T6', 'silence', lambda question: [], BROKEN),
    ('limits T7', 'first a forged "no such name" with another id',
     lambda question: [message(question, flags=NXDOMAIN, number=question.id ^ 1), whole(question)], GOOD),
    ('limits T7', 'first 100 forged ones with other ids',
     lambda question: [message(question, flags=NXDOMAIN, number=(question.id + 1 + i) & 0xffff) for i in range(100)]
     + [whole(question)], GOOD),
    ('limits T7', 'first a forged one from elsewhere',
     lambda question: [Elsewhere(message(question, flags=NXDOMAIN)), Pause(0.05), whole(question)], GOOD),
    ('limits T7', 'first a forged one for another name',
     lambda question: [message(question, flags=NXDOMAIN, section=wire_name('other.example') + question.section[-4:]),
                       whole(question)], GOOD),
    ('limits T7', 'a forged "no such record" by UDP: asked again by TCP',
     lambda question: [message(question)] if question.transport == 'udp' else [whole(question)], BROKEN),
    ('limits T7', 'a "no such record" that is confirmed', one_answer(), NONE),
]


class Hostile(unittest.TestCase):
    longMessage = True

    def test_one_answer(self):
        def serve(answer):
            return lambda question: (answer if question.name == SHOP and question.type == TXT else honest)(question)

        for (where, what, _, becomes), checkup in check_each(CASES, serve):
            with self.subTest(f'{where}: {what}'):
                self.assertIn('spf.' + becomes, codes(checkup))
                self.assertIn('mx.ok', codes(checkup))
                self.assertIn('dmarc.ok', codes(checkup))
                self.assertLess(checkup['elapsed_ms'], LONGEST)
                if becomes != NONE:
                    self.assertNotIn('problem', levels(checkup).values())

    def test_every_answer(self):
        cases = [case for case in CASES if case[3] == BROKEN and 'asked again' not in case[1]]
        for (where, what, *_), checkup in check_each(cases, lambda answer: answer):
            with self.subTest(f'{where}: {what}'):
                self.assertEqual(set(levels(checkup).values()) & {'problem', 'caution', 'ok'}, set(), codes(checkup))
                self.assertEqual(checkup['verdict']['level'], 'unchecked')
                self.assertLess(checkup['elapsed_ms'], 2 * LONGEST)

    def test_a_forged_nxdomain(self):
        """limits T7: the right id was guessed. The domain is asked for again by TCP; no row takes it for not there."""
        def serve(question):
            if question.name != SHOP or question.type != TXT or question.transport == 'tcp':
                return honest(question)
            return [message(question, flags=NXDOMAIN), whole(question)]

        with Server(serve) as server:
            checkup = check(SHOP, '--dns-server', server.address)
        for row in ('spf', 'dkim', 'dmarc'):
            self.assertEqual(reasons(checkup)[row + '.unchecked'], 'answers_differ')
        self.assertIn('mx.ok', codes(checkup))
        self.assertIn('dns.ok', codes(checkup))

    def test_every_section_is_tried(self):
        tried = {where for where, *_ in CASES}
        self.assertLessEqual({f'RFC 9267 §{section}' for section in range(2, 7)} | {'limits T6', 'limits T7'}, tried)


if __name__ == '__main__':
    unittest.main()
