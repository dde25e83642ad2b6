# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole job without looking: a person who hears what the focus comes to, and reads what the tree says from top to
bottom. Nothing here asks where anything stands."""
import os
import tempfile
import unittest

from case import ENGLISH, JAPANESE, LACKING, WORDS, WindowCase
from person import Atspi
from test_bounce import WORDS as BOUNCE
from test_keyboard import REFUSED
from test_report import REPORT

STEPS_MAX = 60


class ScreenReaderTest(WindowCase):
    def listen(self, person, matches, what):
        """The first thing heard, from now on, that MATCHES."""
        def look():
            while person.heard:
                heard = person.heard.pop(0)
                if matches(heard):
                    return heard
            return None
        return person.wait_for(look, what)

    def step(self, person, key='Tab'):
        person.heard.clear()
        person.key(key)
        return self.listen(person, lambda heard: True, f'anything after {key}')

    def step_to(self, person, matches):
        heard_all = []
        for _ in range(STEPS_MAX):
            heard = self.step(person)
            heard_all.append(heard)
            self.assertTrue(heard[1].strip(), f'something without a name: {heard_all}')
            half = heard[1][:len(heard[1]) // 2]
            self.assertNotEqual(heard[1], f'{half} {half}', 'a name that is said twice')
            if matches(heard):
                return heard
        return self.fail(f'not heard: {heard_all}')

    def check_job(self, language):
        words = WORDS[language]
        person = self.start('--zone', self.zone(LACKING), language=language)
        field = person.find('text', words['field'])
        person.write('good.example.jp')
        person.heard.clear()
        person.key('Return')
        role, name, description = self.listen(person, lambda heard: 'DMARC' in heard[1], 'the result')
        self.assertEqual(role, 'panel')
        self.assertTrue(description, 'the headline also says what to do')

        heard = self.step_to(person, lambda heard: heard[1] == words['details'])
        self.assertEqual(heard[0], 'push button', 'it says that it can be pressed')
        person.key('Return')
        for layer in words['layers']:
            person.find('label', layer)
        heard = self.step_to(person, lambda heard: heard[1] == words['value'])
        self.assertEqual(heard[0], 'push button')
        person.key('space')
        person.key('ctrl+l')
        self.listen(person, lambda heard: heard[1] == words['field'], 'the field')
        person.paste(field, lambda text: text.startswith('v=DMARC1;'))
        self.assertEqual(person.close(), 0)

    def test_job_in_english(self):
        self.check_job(ENGLISH)

    def test_job_in_japanese(self):
        self.check_job(JAPANESE)

    def check_report(self, language):
        """From the result to a file, without looking."""
        words = REPORT[language]
        person = self.start('--zone', self.zone(LACKING), language=language)
        person.write('good.example.jp')
        person.key('Return')
        self.listen(person, lambda heard: 'DMARC' in heard[1], 'the result')
        self.step(person, 'ctrl+s')
        heard = self.step_to(person, lambda heard: heard[1] == words['save'])
        self.assertEqual(heard[0], 'push button')
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'report.pdf')
            person.key('Return')
            person.wait_for(lambda: len(person.windows()) == 3, 'the dialog')
            field = person.wait_for(lambda: person.focused() if person.role(person.focused()) == 'text' else None, 'the field for the name')
            self.assertTrue(field.get_name().strip(), 'the field says what it is for')
            person.key('ctrl+a')
            person.write(path)
            person.wait_for(lambda: person.read(field) == path, 'the path')
            person.key('Return')
            person.find('push button', words['folder'])
            person.wait_for(lambda: len(person.windows()) == 2, 'the end of the dialog')
            self.step_to(person, lambda heard: heard[1] == words['folder'])
            with open(path, 'rb') as file:
                self.assertEqual(file.read(5), b'%PDF-')
        person.key('Escape', 'Escape')  # the first one puts the remark away
        person.wait_for(lambda: len(person.windows()) == 1, 'the window alone')
        self.assertEqual(person.close(), 0)

    def test_report_in_english(self):
        self.check_report(ENGLISH)

    def test_report_in_japanese(self):
        self.check_report(JAPANESE)

    def check_bounce(self, language):
        """From the mail that came back to what it says of it, without looking."""
        words = BOUNCE[language]
        person = self.start(language=language)
        person.key('alt+3')
        heard = self.step_to(person, lambda heard: heard[1] == words['field'])
        self.assertEqual(heard[0], 'text', 'it says that it can be written in')
        field = person.last_heard
        person.write(REFUSED)
        person.wait_for(lambda: person.read(field) == REFUSED, 'what was typed')
        person.key('ctrl+a', 'ctrl+x')
        person.wait_for(lambda: person.read(field) == '', 'an empty field')
        person.paste(field, lambda text: text == REFUSED)
        heard = self.step_to(person, lambda heard: heard[1] == words['read'])
        self.assertEqual(heard[0], 'push button')
        person.heard.clear()
        person.key('Return')
        _, name, description = self.listen(person, lambda heard: heard[0] == 'panel', 'the result')
        self.assertTrue(name.startswith(words['refused']), name)
        self.assertTrue(description, 'the headline also says what to do')
        heard = self.step_to(person, lambda heard: heard[1].startswith(words['field']))
        self.assertEqual(heard[0], 'push button', 'the row says that it can be opened')
        self.assertIn(WORDS[language]['problem'], heard[1])
        self.assertEqual(person.close(), 0)

    def test_bounce_in_english(self):
        self.check_bounce(ENGLISH)

    def test_bounce_in_japanese(self):
        self.check_bounce(JAPANESE)

    def test_levels_are_words(self):
        """Not by colour or picture alone: every row says its state."""
        for language in (ENGLISH, JAPANESE):
            person = self.start('--sample', language=language)
            self.headline(person, WORDS[language]['missing'])
            row = person.find('push button', lambda name: name.startswith('SPF'))
            self.assertIn(WORDS[language]['problem'], row.get_name())
            person.close()

    def test_a_row_says_whether_it_is_open(self):
        person = self.start('--sample')
        self.headline(person, WORDS[ENGLISH]['missing'])
        row = person.find('push button', lambda name: name.startswith('DMARC'))
        self.assertFalse(row.get_state_set().contains(Atspi.StateType.EXPANDED))
        person.press(row)
        person.wait_for(lambda: row.get_state_set().contains(Atspi.StateType.EXPANDED), 'an open row')
        person.press(row)
        person.wait_for(lambda: not row.get_state_set().contains(Atspi.StateType.EXPANDED), 'a closed row')

    def test_progress_is_told(self):
        person = self.start('--dns-server', self.silent_server())
        self.submit(person, 'example.co.jp')
        bar = person.find('progress bar', lambda name: True)
        self.assertTrue((bar.get_name() or '').strip(), 'the bar says what it shows')

    def test_a_remark_belongs_to_the_field(self):
        person = self.start('--zone', self.zone(LACKING))
        field = person.find('text', WORDS[ENGLISH]['field'])
        self.submit(person, 'localhost')
        person.wait_for(field.get_description, 'remark')
        person.wait_for_focus(WORDS[ENGLISH]['field'])


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
