# SPDX-License-Identifier: GPL-3.0-or-later
"""One check after the other, and in the middle of one: what is shown belongs to the domain that was asked for last."""
import random
import time
import unittest

from case import ENGLISH, WORDS, WindowCase, shop
from name_server import MX, TXT, Pause, from_table, mx

FIRST, SECOND = 'first.example', 'second.example'
DELAY = 1.5
ROWS = ('SPF, ', 'DKIM,', 'DMARC', 'PTR, ', 'HELO,', 'Lists', 'BIMI,', 'MX, w', 'MTA-S', 'TLS-R', 'DANE,', 'DNS, ')


class RunsTest(WindowCase):
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
        held = [lambda question: question.type == MX]
        person = self.start('--dns-server', self.slow_server(
            lambda question: [] if held[0](question) else honest(question)))
        person.resize(360, 640)
        frame = person.find('frame', lambda name: True)
        person.wait_for(lambda: person.extent(frame)[2] <= 360, 'a narrow window')
        self.submit(person, domain)
        before = person.wait_for(lambda: self.places_if(person, 'MX, where your mail is delivered, Checking…'), 'a row that waits')
        self.assertEqual(len(before), 12)
        person.key('Escape')
        self.headline(person, WORDS[ENGLISH]['stopped'])
        held[0] = lambda question: question.name.startswith('_smtp._tls.')  # so that the check is not over, and no verdict there
        self.submit(person, domain)
        settled = f'MX, where your mail is delivered. Needs action: {state}'
        after = person.wait_for(lambda: self.places_if(person, settled), 'a row that has settled')
        self.assertEqual(after, before)

    def places_if(self, person, wanted):
        """{how a row begins: (how far down, how high)}, if there is one whose name is WANTED and the next look finds all at
        the same places: a look takes so long on a busy machine that it may begin in the check before."""
        def look():
            return {node.get_name(): person.extent(node)[1::2] for node in person.visible()
                    if person.role(node) == 'push button' and node.get_name()[:5] in ROWS}

        def places(rows):
            return {name[:5]: place for name, place in rows.items()}

        rows = look()
        return places(rows) if wanted in rows and places(rows) == places(look()) else None


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
