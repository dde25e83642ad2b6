# SPDX-License-Identifier: GPL-3.0-or-later
"""limits T8: SPF records made to keep whoever evaluates them busy. Each is told for what it is (RFC 7208 §4.6.4), within
the budget of a run, and in no time. Runs in the lab."""
import re
import os
import unittest

from command import check, codes
from name_server import (A, MX, NS, NXDOMAIN, SOA, TRUNCATED, TXT, Server, from_table, message, mx, record, soa, strings,
                         wire_name)

SHOP = 'shop.example'
QUESTIONS_MAX = 300
# Milliseconds; a sanitizer makes reckoning several times slower.
LONGEST = 5000 if 'ASAN_OPTIONS' not in os.environ else 20000


def zone(spf, **others):
    table = {SHOP: [(TXT, strings(spf)), (MX, mx('mail.' + SHOP)), (NS, wire_name('ns.hosting.example')), (SOA, soa())],
             'mail.' + SHOP: [(A, bytes([203, 0, 113, 25]))]}
    for name, text in others.items():
        table[f'{name}.{SHOP}'] = [(TXT, strings(text))]
    return from_table(table)


def endless_includes(question):
    """Each record includes the next, which exists because it was asked for."""
    match = re.fullmatch(rf'(?:n(\d+)\.)?{SHOP}', question.name)
    if match is None or question.type != TXT:
        return [message(question, flags=NXDOMAIN if match is None else 0x8180)]
    number = int(match[1] or 0) + 1
    return [message(question, record(TXT, strings(f'v=spf1 include:n{number}.{SHOP} -all')))]


def branching_includes(question):
    """Each record includes ten others: 10 to the power of the depth."""
    if question.type != TXT or not question.name.endswith(SHOP) or question.name.startswith('_'):
        return [message(question, flags=NXDOMAIN)]
    text = 'v=spf1 ' + ' '.join(f'include:{letter}.{question.name}' for letter in 'abcdefghij') + ' -all'
    whole = message(question, record(TXT, strings(text)))
    return [whole if question.transport == 'tcp' or len(whole) <= 1232 else message(question, flags=TRUNCATED)]


def fan_out(n_mx):
    """`mx` with N_MX hosts, each of which has an address of its own."""
    hosts = [(MX, mx(f'h{i}.{SHOP}')) for i in range(n_mx)]
    table = {SHOP: [(TXT, strings('v=spf1 mx -all')), *hosts]}
    table.update({f'h{i}.{SHOP}': [(A, bytes([203, 0, 113, i % 250]))] for i in range(n_mx)})
    return from_table(table)


# (in words, the server, one of the codes of which is told)
BOMBS = [
    ('a record that includes itself', zone(f'v=spf1 include:{SHOP} -all'), ['spf.include_loop']),
    ('two that include each other', zone(f'v=spf1 include:a.{SHOP} -all', a=f'v=spf1 include:{SHOP} -all'),
     ['spf.include_loop']),
    ('a redirect to itself', zone(f'v=spf1 redirect={SHOP}'), ['spf.include_loop', 'spf.too_many_lookups']),
    ('1 000 includes in one record', zone('v=spf1 ' + ' '.join(f'include:n{i}.{SHOP}' for i in range(1000)) + ' -all'),
     ['spf.too_many_lookups']),
    ('includes without end', endless_includes, ['spf.too_many_lookups']),
    ('ten includes in each', branching_includes, ['spf.too_many_lookups']),
    ('mx with 11 hosts', fan_out(11), ['spf.too_many_lookups', 'spf.ok', 'spf.void_lookups']),
    ('mx with 300 hosts', fan_out(300), ['spf.too_many_lookups', 'spf.ok', 'spf.void_lookups']),
    ('a term of 60 000 octets', zone('v=spf1 include:' + 'x' * 60000), None),
    ('20 000 macros in one name', zone('v=spf1 exists:' + '%{d}' * 15000 + ' -all'), None),
    ('macros that double the name', zone('v=spf1 exists:' + '%{l1r-}.%{d2}.' * 200 + SHOP + ' -all'), None),
    ('10 000 terms without a look-up', zone('v=spf1 ' + 'ip4:203.0.113.1 ' * 3500 + '-all'), None),
]


class Bombs(unittest.TestCase):
    longMessage = True

    def test_bombs(self):
        for what, answer, wanted in BOMBS:
            with self.subTest(what), Server(answer) as server:
                checkup = check(SHOP, '--dns-server', server.address, '--sending-ip', '198.51.100.25')
                told = [code for code in codes(checkup) if code.startswith('spf.')]
                self.assertTrue(told)
                self.assertTrue(wanted is None or set(told) & set(wanted), told)
                self.assertLessEqual(server.n_questions, QUESTIONS_MAX)
                self.assertLess(checkup['elapsed_ms'], LONGEST)


if __name__ == '__main__':
    unittest.main()
