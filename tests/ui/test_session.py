# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window remembers from one day to the next: its size, the tab that was looked at, the name servers. Not the
domain: nobody who opens the window reads what was checked before."""
import unittest

from case import ENGLISH, GOOD, WORDS, WindowCase

SIZE = (700, 620)
KEPT = {'GSETTINGS_BACKEND': 'keyfile'}  # in the home of the desk, which ends with it


class SessionTest(WindowCase):
    def extent(self, person):
        return person.extent(person.find('frame', lambda name: True))[2:]

    def start_kept(self, *options):
        return self.start(*options, environment=KEPT)

    def test_size_and_tab_but_no_domain(self):
        person = self.start_kept('--zone', self.zone(GOOD))
        usual = self.extent(person)
        self.submit(person, 'good.example.jp')
        person.find('label', lambda name: name.startswith('good.example.jp\n'))
        person.resize(*SIZE)
        person.wait_for(lambda: self.extent(person) != usual, 'another size')
        resized = self.extent(person)
        person.key('alt+3')
        person.find('text', 'The mail that came back')
        self.assertEqual(person.close(), 0)

        person = self.start_kept('--zone', self.zone(GOOD))
        person.find('text', 'The mail that came back')
        self.assertEqual(self.extent(person), resized)
        field = person.find('text', WORDS[ENGLISH]['field'])
        self.assertEqual(person.read(field), '')
        self.assertEqual([text for text in person.visible_texts() if 'good.example.jp' in text], [])
        person.key('alt+1')
        person.find('label', WORDS[ENGLISH]['empty'])
        self.assertEqual(person.close(), 0)

        person = self.start_kept()
        person.find('label', WORDS[ENGLISH]['empty'])

    def test_name_servers(self):
        person = self.start_kept()
        person.find('text', WORDS[ENGLISH]['field'])
        person.key('ctrl+comma')
        self.enter_servers(person, '192.0.2.53', 'These servers are asked from now on')
        person.process.terminate()
        person.process.wait()

        person = self.start_kept()
        person.find('text', WORDS[ENGLISH]['field'])
        person.key('ctrl+comma')
        entry = person.find('text', 'Addresses')
        person.wait_for(lambda: person.read(entry) == '192.0.2.53', 'the server of before')


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
