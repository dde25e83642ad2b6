# SPDX-License-Identifier: GPL-3.0-or-later
"""The window on real name servers, through the system's resolver, as it comes out of the box. Runs in the lab, at a desk
of its own (tests/ui)."""
import os
import unittest

from case import ENGLISH, JAPANESE, PHOTOGRAPHS, WORDS, WindowCase

# Nobody of the lab is there, and no way leads there.
NOWHERE = '198.18.0.53'


class InWindowTest(WindowCase):
    def look(self, person, domain, language=ENGLISH):
        self.submit(person, domain, language)
        person.find('label', lambda name: name.startswith(domain + '\n'))

    def test_domains_one_after_the_other(self):
        for language in (ENGLISH, JAPANESE):
            person = self.start(language=language)
            for domain in ('typical.example', 'bogus.example', 'gone.example', 'signed.example'):
                self.look(person, domain, language)
                self.assert_named(person)
            person.find('push button', lambda name: name.startswith(WORDS[language]['in order']))
            self.assertEqual(person.close(), 0)

    def test_offline(self):
        for language, short in ((ENGLISH, 'en'), (JAPANESE, 'ja')):
            person = self.start('--dns-server', NOWHERE, language=language)
            self.look(person, 'typical.example', language)
            self.assertIsNone(person.look_for('push button', lambda name: WORDS[language]['problem'] in name))
            self.assert_named(person)
            person.portrait(os.path.join(PHOTOGRAPHS, f'offline-{short}.png'))
            person.close()


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
