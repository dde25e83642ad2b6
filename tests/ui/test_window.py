# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as a person meets it: started, typed into, pressed and read, in both languages."""
import time
import unittest

from case import ENGLISH, GOOD, HOSTILE, JAPANESE, LINK, WORDS, WindowCase


class WindowTest(WindowCase):
    def check_sample(self, language):
        words = WORDS[language]
        person = self.start(language=language)
        person.find('label', words['empty'])
        person.find('label', lambda name: words['privacy'] in name)
        person.wait_for_focus(words['field'])  # where one begins
        self.assert_named(person)

        person.press(person.find('push button', words['sample']))
        headline = self.headline(person, words['missing'])
        self.assertTrue(headline.get_description(), 'the headline says what to do')
        person.wait_for_focus(headline.get_name())  # the result is announced
        person.find('label', words['label'])
        self.assertIn(words['label'].lower(), person.find('frame', lambda name: True).get_name())
        person.find('label', lambda name: words['scope'] in name)
        person.find('push button', lambda name: name.startswith(words['in order']))
        self.assert_named(person)

        person.press(person.find('push button', words['details']))
        layers = [person.find('label', layer) for layer in words['layers']]
        person.wait_for_focus(lambda name: words['problem'] in name)  # the row that is opened says its verdict

        def in_order():  # but for the moment in which the page scrolls to them
            places = [person.extent(layer)[1] for layer in layers]
            return places == sorted(places)
        person.wait_for(in_order, 'the layers in their order')
        self.assert_named(person)

        person.press(person.find('push button', words['own']))
        person.find('label', words['empty'])
        person.find('frame', lambda name: words['label'].lower() not in name)
        self.assertEqual(person.close(), 0)

    def test_sample_in_english(self):
        self.check_sample(ENGLISH)

    def test_sample_in_japanese(self):
        self.check_sample(JAPANESE)

    def test_sample_by_option(self):
        person = self.start('--sample')
        self.headline(person, WORDS[ENGLISH]['missing'])

    def test_record_can_be_copied(self):
        person = self.start('--sample')
        self.headline(person, WORDS[ENGLISH]['missing'])
        person.press(person.find('push button', lambda name: name.startswith('DMARC')))
        person.find('push button', 'Copy the host')
        person.press(person.find('push button', WORDS[ENGLISH]['value']))
        person.find('label', 'Copied')

    def test_input_that_is_no_domain(self):
        """Each says what was wrong, and nothing is lost from the field."""
        for language in (ENGLISH, JAPANESE):
            person = self.start('--zone', self.zone(GOOD), language=language)
            field = person.find('text', WORDS[language]['field'])
            for text in ('', '   ', 'a' * 300, '🐦', '192.0.2.1', 'localhost', 'co.jp', '<b>x</b>'):
                with self.subTest(text=text, language=language):
                    self.submit(person, text, language)
                    remark = person.wait_for(field.get_description, 'remark')
                    self.assertGreater(len(remark), 10)
                    person.find('label', remark)
                    self.assertEqual(person.read(field), text)
                    person.find('label', WORDS[language]['empty'])
            person.close()

    def test_a_good_domain(self):
        person = self.start('--zone', self.zone(GOOD))
        self.submit(person, 'info@good.example.jp')
        person.find('label', 'Understood as the domain good.example.jp.')
        headline = person.find('panel', lambda name: name.endswith('.'))
        self.assertNotIn('SPF is not set up', headline.get_name())
        person.find('label', lambda name: 'good.example.jp' in name and 'No mail was sent' in name)
        self.assert_named(person)

    def test_keyboard_alone(self):
        person = self.start('--zone', self.zone(GOOD, HOSTILE))
        person.find('text', WORDS[ENGLISH]['field'])
        person.key('b', 'a', 'd', 'period', 'e', 'x', 'a', 'm', 'p', 'l', 'e', 'period', 'j', 'p', 'Return')
        headline = self.headline(person, 'SPF')
        person.wait_for_focus(headline.get_name())
        person.key('Tab')
        person.wait_for_focus(WORDS[ENGLISH]['details'])
        person.key('Return')
        person.find('label', 'What is this?')
        self.tab_to(person, lambda name: name == WORDS[ENGLISH]['field'])  # Tab goes round
        person.key('ctrl+w')
        self.assertEqual(person.wait_for_end(), 0)

    def test_foreign_text_is_shown_literally(self):
        person = self.start('--zone', self.zone(GOOD, HOSTILE))
        self.submit(person, 'good.example.jp')
        person.find('label', lambda name: name.startswith('good.example.jp\n'))
        self.submit(person, 'bad.example.jp')
        person.find('label', lambda name: name.startswith('bad.example.jp\n'))
        person.press(person.find('push button', WORDS[ENGLISH]['details']))
        record = person.find('text', 'The record as it was found')
        self.assertIn(LINK, person.read(record).replace('\n', ''))

    def test_rows_are_there_from_the_start(self):
        person = self.start('--dns-server', self.silent_server())
        self.submit(person, 'example.co.jp')
        person.find('label', lambda name: name.endswith(' of 12 checked'))
        person.find('push button', lambda name: name.startswith('SPF') and 'Checking' in name)
        self.assert_named(person)

    def test_no_late_result(self):
        """limits T3: what was given up shows nothing any more."""
        person = self.start('--dns-server', self.slow_server())
        self.submit(person, 'example.co.jp')
        person.find('push button', WORDS[ENGLISH]['cancel'])
        person.key('F10')
        person.press(person.find('menu item', lambda name: 'Sample' in name))
        self.headline(person, WORDS[ENGLISH]['missing'])
        time.sleep(1)
        self.headline(person, WORDS[ENGLISH]['missing'])
        self.assertIsNone(person.look_for('label', lambda name: name.startswith('example.co.jp\n')))

    def test_narrow(self):
        for language in (ENGLISH, JAPANESE):
            person = self.start('--sample', language=language)
            self.headline(person, WORDS[language]['missing'])
            person.resize(360, 640)
            frame = person.find('frame', lambda name: True)
            person.wait_for(lambda: person.extent(frame)[2] <= 360, 'a narrow window')
            self.assert_inside(person)
            person.close()

    def test_unreadable_zone_file(self):
        with self.assertRaises(AssertionError):
            self.start('--zone', '/nonexistent/zone.json')


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
