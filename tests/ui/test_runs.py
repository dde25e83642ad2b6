# SPDX-License-Identifier: GPL-3.0-or-later
"""One check after the other, and in the middle of one: what is shown belongs to the domain that was asked for last."""
import random
import time
import unittest

from case import ENGLISH, KEY, WORDS, WindowCase
from name_server import A, MX, NS, PTR, SOA, TXT, Pause, Server, from_table, mx, soa, strings, wire_name

FIRST, SECOND = 'first.example', 'second.example'
DELAY = 1.5
TRIES = 15  # the best counts: what else the machine does only adds
ADDRESS = bytes([203, 0, 113, 25])


def shop(name, spf='v=spf1 ip4:203.0.113.25 -all'):
    return {name: [(TXT, strings(spf)), (MX, mx('mail.' + name)), (NS, wire_name('ns.' + name)), (SOA, soa()),
                   (A, bytes([203, 0, 113, 80]))],
            'mail.' + name: [(A, ADDRESS)],
            '25.113.0.203.in-addr.arpa': [(PTR, wire_name('mail.hosting.example'))],
            'mail.hosting.example': [(A, ADDRESS)],
            'default._domainkey.' + name: [(TXT, strings('v=DKIM1; p=' + KEY))],
            '_dmarc.' + name: [(TXT, strings('v=DMARC1; p=reject; rua=mailto:a@' + name))]}

ROWS = ('SPF, ', 'DKIM,', 'DMARC', 'PTR, ', 'HELO,', 'Lists', 'BIMI,', 'MX, w', 'MTA-S', 'TLS-R', 'DANE,', 'DNS, ')


class RunsTest(WindowCase):
    def serve(self, answer):
        server = Server(answer)
        server.__enter__()
        self.addCleanup(server.__exit__)
        return server.address

    def shown(self, person, domain):
        return person.look_for('label', lambda name: name.startswith(domain + '\n')) is not None

    def test_no_late_result(self):
        """limits T3: the first domain's answers come when the second's are long there."""
        honest = from_table({**shop(FIRST), **shop(SECOND)})

        def answer(question):
            late = question.name.endswith(FIRST) and question.type == TXT
            return [Pause(DELAY), *honest(question)] if late else honest(question)

        person = self.start('--dns-server', self.serve(answer))
        self.submit(person, FIRST)
        person.find('push button', WORDS[ENGLISH]['cancel'])
        person.key('Escape')
        self.headline(person, WORDS[ENGLISH]['stopped'])
        self.submit(person, SECOND)
        person.wait_for(lambda: self.shown(person, SECOND), 'the second result')
        before = person.visible_texts()
        time.sleep(2 * DELAY)
        self.assertFalse(self.shown(person, FIRST))
        self.assertEqual(person.visible_texts(), before)

    def test_changed_minds(self):
        """Start, stop and start again, at random moments: in the end the last one stands."""
        names = [f'shop{i}.example' for i in range(8)]
        honest = from_table({name: records for shop_name in names for name, records in shop(shop_name).items()})
        lots = random.Random(4)
        person = self.start('--dns-server', self.serve(lambda question: [Pause(lots.random() * 0.02), *honest(question)]))
        for name in names:
            self.submit(person, name)
            time.sleep(lots.random() * 0.3)
            if name != names[-1]:
                person.key('Escape')
        person.wait_for(lambda: self.shown(person, names[-1]), 'the last result')
        for name in names[:-1]:
            self.assertFalse(self.shown(person, name))

    def test_again_shows_what_changed(self):
        table = shop(FIRST)
        before = dict(table)
        del before['_dmarc.' + FIRST]
        now = [from_table(before)]
        person = self.start('--dns-server', self.serve(lambda question: now[0](question)))
        self.submit(person, FIRST)
        self.headline(person, 'DMARC')
        now[0] = from_table(table)
        person.key('F5')
        person.wait_for(lambda: person.look_for('panel', lambda name: name.startswith('DMARC')) is None
                        and self.shown(person, FIRST), 'a new result')
        person.find('push button', lambda name: name.startswith(WORDS[ENGLISH]['in order']))

    def test_rows_stay_where_they_are(self):
        """U3: in a narrow window, where a settled row has more to say than fits into its line."""
        domain, state = 'example.co.jp', 'the server cannot be found'
        table = shop(domain)
        table[domain] = [(kind, mx('gone.' + domain) if kind == MX else data) for kind, data in table[domain]]
        honest = from_table(table)
        held = [(MX,)]
        person = self.start('--dns-server', self.slow_server(
            lambda question: [] if question.type in held[0] else honest(question)))
        person.resize(360, 640)
        frame = person.find('frame', lambda name: True)
        person.wait_for(lambda: person.extent(frame)[2] <= 360, 'a narrow window')
        self.submit(person, domain)
        before = person.wait_for(lambda: self.places_if(person, 'MX, where your mail is delivered, Checking…'), 'a row that waits')
        self.assertEqual(len(before), 12)
        person.key('Escape')
        self.headline(person, WORDS[ENGLISH]['stopped'])
        held[0] = ()
        self.submit(person, domain)
        settled = f'MX, where your mail is delivered. Needs action: {state}'
        after = person.wait_for(lambda: self.places_if(person, settled), 'a row that has settled')
        self.assertEqual(after, before)

    def places_if(self, person, wanted):
        """{how a row begins: (how far down, how high)}, if there is one whose name is WANTED."""
        rows = {node.get_name(): person.extent(node)[1::2] for node in person.visible()
                if person.role(node) == 'push button' and node.get_name()[:5] in ROWS}
        return {name[:5]: place for name, place in rows.items()} if wanted in rows else None

    def test_escape_in_every_state(self):
        """U2: nothing running, something running, some rows settled, a row open, the menu open."""
        honest = from_table(shop(FIRST))

        def half(question):
            return [] if question.type == TXT else honest(question)

        person = self.start('--dns-server', self.serve(half))
        person.find('label', WORDS[ENGLISH]['empty'])
        person.key('Escape')
        person.find('label', WORDS[ENGLISH]['empty'])
        for state in ('started', 'half'):
            times = []
            while min(times, default=1) > 0.2 and len(times) < TRIES:
                self.submit(person, FIRST)
                person.find('push button', WORDS[ENGLISH]['cancel'])
                if state == 'half':
                    person.find('push button', lambda name: name.startswith('MX') and 'Checking' not in name)
                times.append(self.time_escape(person))
            self.assertLessEqual(min(times), 0.2, times)
        person.key('Escape')
        self.headline(person, WORDS[ENGLISH]['stopped'])

    def time_escape(self, person):
        """How long it takes to stop, without what it takes to press a key and to look."""
        began = time.monotonic()
        person.key('Escape')
        self.headline(person, WORDS[ENGLISH]['stopped'])
        ended = time.monotonic()
        person.key('Shift_L')
        self.headline(person, WORDS[ENGLISH]['stopped'])
        return (ended - began) - (time.monotonic() - ended)


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
