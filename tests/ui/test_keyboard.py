# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole job without a mouse: from the first letter of the domain to the record in the clipboard, and out again."""
import unittest

from case import ENGLISH, LACKING, WORDS, WindowCase


class KeyboardTest(WindowCase):
    def start_with_result(self):
        person = self.start('--zone', self.zone(LACKING))
        field = person.find('text', WORDS[ENGLISH]['field'])
        person.write('good.example.jp')
        person.wait_for(lambda: person.read(field) == 'good.example.jp', 'what was typed')
        person.key('Return')
        self.headline(person, 'DMARC')
        return person, field

    def test_from_domain_to_clipboard(self):
        person, field = self.start_with_result()
        self.tab_to(person, lambda name: name == WORDS[ENGLISH]['details'])
        person.key('Return')
        person.find('label', WORDS[ENGLISH]['layers'][0])
        self.tab_to(person, lambda name: name == 'Copy the host')
        person.key('space')
        person.find('label', 'Copied')
        self.tab_to(person, lambda name: name == WORDS[ENGLISH]['value'])
        person.key('Return')
        person.key('ctrl+l')
        person.wait_for_focus(WORDS[ENGLISH]['field'])
        person.paste(field, lambda text: text.startswith('v=DMARC1;'))

    def test_shift_tab_leads_back(self):
        person, _ = self.start_with_result()
        self.tab_to(person, lambda name: name == WORDS[ENGLISH]['details'])
        self.tab_to(person, lambda name: name == WORDS[ENGLISH]['field'], 'shift+Tab')

    def test_rows_open_and_close(self):
        person, _ = self.start_with_result()
        self.tab_to(person, lambda name: name.startswith('DMARC,'))
        person.key('space')
        person.find('label', WORDS[ENGLISH]['layers'][0])
        person.key('space')
        person.wait_for(lambda: person.look_for('label', WORDS[ENGLISH]['layers'][0]) is None, 'a closed row')

    def test_check_again(self):
        for key in ('F5', 'ctrl+r'):
            person, field = self.start_with_result()
            headline = self.headline(person, 'DMARC').get_name()
            person.key('ctrl+l')
            person.wait_for_focus(WORDS[ENGLISH]['field'])
            person.key(key)
            person.wait_for_focus(headline)
            self.assertEqual(person.read(field), 'good.example.jp')
            self.assertEqual(person.close(), 0)

    def test_menu_and_shortcuts(self):
        person, _ = self.start_with_result()
        person.key('F10')
        person.find('menu item', lambda name: 'About' in name)
        self.assert_named(person, besides=['scroll pane'])
        person.key('Escape')
        person.wait_for(lambda: person.look_for('menu item', lambda name: 'About' in name) is None, 'a closed menu')
        self.headline(person, 'DMARC')
        person.key('F10')
        person.find('menu item', lambda name: 'Shortcuts' in name)
        person.press(person.find('menu item', lambda name: 'Shortcuts' in name))
        person.wait_for(lambda: person.frames() == 2, 'the window of the shortcuts')
        person.key('Escape')
        person.wait_for(lambda: person.frames() == 1, 'the window alone')

    def test_quit(self):
        for key in ('ctrl+q', 'ctrl+w'):
            person, _ = self.start_with_result()
            person.key(key)
            self.assertEqual(person.wait_for_end(), 0)


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
