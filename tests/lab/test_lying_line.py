# SPDX-License-Identifier: GPL-3.0-or-later
"""limits T21: a line whose resolver lies: one explanation, and nothing is held against the domain. Runs in the lab."""
import struct
import unittest

from command import check, codes, levels, reasons
from name_server import A, MX, NS, SOA, TXT, Server, from_table, message, mx, record, soa, strings, wire_name

SHOP = 'shop.example'
PORTAL = bytes([203, 0, 113, 9])
# A shop with much to find fault with: whatever is told here is the line's doing, or would be a guess.
honest = from_table({
    SHOP: [(TXT, strings('v=spf1 ipv4:203.0.113.25 ~all')), (MX, mx('mail.' + SHOP)), (NS, wire_name('ns.hosting.example')),
           (SOA, soa()), (A, bytes([203, 0, 113, 80]))],
    'mail.' + SHOP: [(A, bytes([203, 0, 113, 25]))],
})


def rewrites_nxdomain(question):
    """An address for each name that does not exist, as some providers make up for their advertisements."""
    answers = honest(question)
    return [message(question, record(A, PORTAL))] if answers[0][3] & 0x0f == 3 and question.type == A else answers


def rewrites_all_negatives(question):
    """Also for names that have records of other types; and it has no TXT record for anybody."""
    answers = honest(question)
    empty = struct.unpack('>H', answers[0][6:8])[0] == 0
    return [message(question, record(A, PORTAL))] if empty and question.type == A else answers


def captive_portal(question):
    """Every name leads to the page on which one logs in; there is nothing else."""
    return [message(question, record(A, PORTAL))] if question.type == A else [message(question)]


def fake_addresses(question):
    """A proxy that gives every name an address of its own (198.18.0.0/15), and answers the rest."""
    if question.type == A:
        return [message(question, record(A, bytes([198, 18, len(question.name), 1])))]
    return honest(question)


def filters_txt(question):
    """TXT questions get no answer: everything that is told by them is unknown."""
    return [] if question.type == TXT else honest(question)


def empties_txt(question):
    """TXT questions are answered with nothing by UDP, and truly by TCP."""
    return [message(question)] if question.type == TXT and question.transport == 'udp' else honest(question)


class LyingLine(unittest.TestCase):
    longMessage = True

    def look(self, answer):
        with Server(answer) as server:
            return check(SHOP, '--dns-server', server.address)

    def test_made_up_addresses(self):
        for answer, code in ((rewrites_nxdomain, 'dns.resolver_lies'), (rewrites_all_negatives, 'dns.resolver_lies'),
                             (captive_portal, 'dns.resolver_lies'), (fake_addresses, 'dns.fake_ip')):
            with self.subTest(answer.__doc__):
                checkup = self.look(answer)
                self.assertIn(code, codes(checkup))
                self.assertEqual(checkup['verdict']['cause'], None)
                self.assertEqual([code for code, level in levels(checkup).items() if level in ('problem', 'caution')], [])
                self.assertEqual('dns.' + reasons(checkup)['spf.unchecked'], code)

    def test_filtered_txt(self):
        checkup = self.look(filters_txt)
        for row in ('spf', 'dkim', 'dmarc'):
            self.assertIn(row + '.unchecked', codes(checkup))
        self.assertEqual([code for code, level in levels(checkup).items() if level == 'problem'], [])

    def test_emptied_txt(self):
        checkup = self.look(empties_txt)
        self.assertEqual(reasons(checkup)['spf.unchecked'], 'answers_differ')
        self.assertEqual([code for code, level in levels(checkup).items() if level == 'problem'], [])

    def test_an_honest_line(self):
        """The same shop without the lie has a problem."""
        self.assertIn('problem', levels(self.look(honest)).values())


if __name__ == '__main__':
    unittest.main()
