# SPDX-License-Identifier: GPL-3.0-or-later
"""One point of a check again, with what only the person knows; preferences, help and shortcuts."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from case import ENGLISH, GOOD, KEY, WORDS, WindowCase  # noqa: E402

# A key under a name that nobody guesses, and a list of servers that leads on.
SHOP = {**{name: records for name, records in GOOD.items() if not name.startswith('default._domainkey')},
        'good.example.jp': {'records': [{'type': 'TXT', 'strings': ['v=spf1 include:more.example.jp -all']},
                                        {'type': 'MX', 'preference': 10, 'exchange': 'mail.good.example.jp'},
                                        {'type': 'A', 'address': '192.0.2.1'}]},
        'more.example.jp': {'records': [{'type': 'TXT', 'strings': ['v=spf1 ip4:192.0.2.1 ip4:192.0.2.77 -all']}]},
        'pigeon7._domainkey.good.example.jp': {'records': [{'type': 'TXT', 'strings': ['v=DKIM1; p=' + KEY]}]}}
SELECTOR = 'Do you know the name of your key (selector)? It stands in a mail you sent, behind “s=” in the line DKIM-Signature.'
ADDRESS = 'Do you know the address of a server that sends for you? The tree shows where it matches.'


class PointsTest(WindowCase):
    def check(self):
        person = self.start('--zone', self.zone(SHOP))
        self.submit(person, 'good.example.jp')
        person.find('label', lambda name: name.startswith('good.example.jp\n'))
        return person

    def open(self, person, title):
        for group in ('In order', 'Could not be checked', 'Good habits'):
            button = person.look_for('push button', lambda name, group=group: name.startswith(group))
            if button is not None:
                person.press(button)
        person.press(person.find('push button', lambda name: name.startswith(title)))

    def test_a_selector_that_the_person_knows(self):
        person = self.check()
        self.open(person, 'DKIM')
        entry = person.find('text', SELECTOR)
        person.type(entry, '二つ の 語')
        person.press(person.find('push button', 'Look for the key'))
        person.find('label', lambda name: name.startswith('A selector is a short name'))
        person.type(entry, 'mistyped')
        person.press(person.find('push button', 'Look for the key'))
        person.find('push button', lambda name: name.startswith('DKIM') and 'Caution' in name)
        self.wait_for_rest(person)
        entry = person.find('text', SELECTOR)
        person.type(entry, 'v=1; a=rsa-sha256; s=pigeon7; d=good.example.jp')
        person.press(person.find('push button', 'Look for the key'))
        row = person.find('push button', lambda name: name.startswith('DKIM') and 'In order' in name)
        person.wait_for_focus(row.get_name())
        self.assert_named(person)

    def test_a_mail_that_tells_the_selector(self):
        person = self.check()
        self.open(person, 'DKIM')
        person.press(person.find('push button', 'Open a mail that has arrived…'))
        person.press(person.find('push button', lambda name: 'Cancel' in name))
        person.find('text', 'The mail that came back')

    def test_where_an_address_matches(self):
        person = self.check()
        self.open(person, 'SPF')
        person.type(person.find('text', ADDRESS), '192.0.2.77')
        person.press(person.find('push button', 'Look for the address'))
        tree = person.wait_for(lambda: next((person.read(node) for node in person.visible()
                                             if person.role(node) == 'text'
                                             and '192.0.2.77 matches here' in person.read(node)), None), 'the tree')
        marked = [line for line in tree.splitlines() if 'matches here' in line]
        self.assertEqual(len(marked), 2, tree)
        self.assertIn('include:more.example.jp', marked[0])
        self.assertIn('ip4:192.0.2.77', marked[1])

    def test_a_point_again(self):
        person = self.check()
        self.open(person, 'SPF')
        person.press(person.find('push button', 'Check this point again'))
        person.find('push button', lambda name: name.startswith('SPF') and 'In order' in name)
        person.find('push button', 'Check this point again')
        person.find('label', lambda name: name.startswith('good.example.jp\n'))

    def test_preferences(self):
        person = self.start()
        person.find('text', WORDS[ENGLISH]['field'])
        person.key('ctrl+comma')
        person.find('frame', 'Preferences')
        person.wait_for_focus('Addresses')
        self.enter_servers(person, 'not a server', 'A name server is written as an address')
        self.enter_servers(person, '192.0.2.53, 2001:db8::53', 'These servers are asked from now on')
        person.press(person.find('push button', 'Use the system’s servers'))
        person.find('label', 'The system’s servers are asked')
        person.key('Escape')
        person.find('frame', 'Hatobin')

    def test_help_and_shortcuts(self):
        person = self.start()
        person.find('text', WORDS[ENGLISH]['field'])
        alone = person.windows()
        person.key('F1')
        person.find('frame', 'Help')
        person.wait_for_focus('Checking your domain')
        person.press(person.find('push button', 'What leaves this computer'))
        person.find('label', lambda name: name.startswith('Everything runs on this computer. There is no account'))
        person.press(person.find('push button', 'Back to the contents'))
        person.wait_for_focus('Checking your domain')
        person.key('Escape')
        person.wait_for(lambda: person.windows() == alone, 'the end of the help window')
        person.key('ctrl+question')
        person.find('label', 'Type a domain')


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
