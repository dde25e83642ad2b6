# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole job without a mouse: from the first letter of the domain to the record in the clipboard, and out again."""
import os
import tempfile
import unittest

from case import ENGLISH, LACKING, WORDS, WindowCase

REFUSED = ('customer@gmail.example could not be reached: 550-5.7.26 This mail has been blocked because the sender is '
           'unauthenticated.')


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

    def save_report(self, person, path):
        person.key('ctrl+s')
        self.tab_to(person, lambda name: name == 'Save…')
        person.key('Return')
        person.wait_for(lambda: len(person.windows()) == 3, 'the dialog')
        name = person.wait_for(lambda: person.focused() if person.role(person.focused()) == 'text' else None, 'the field for the name')
        person.key('ctrl+a')
        person.write(path)
        person.wait_for(lambda: person.read(name) == path, 'the path')
        person.key('Return')
        person.find('push button', 'Show in folder')
        person.wait_for(lambda: len(person.windows()) == 2, 'the end of the dialog')
        person.key('Escape', 'Escape')  # the first one puts the remark away
        person.wait_for(lambda: len(person.windows()) == 1, 'the window alone')

    def test_to_the_report_and_what_came_back(self):
        """What is found is saved, and a mail that came back is pasted and read."""
        person, _ = self.start_with_result()
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'report.pdf')
            self.save_report(person, path)
            with open(path, 'rb') as file:
                self.assertEqual(file.read(5), b'%PDF-')
        person.key('alt+3')
        person.wait_for(lambda: person.role(person.focused()) == 'text' and person.focused_name() != WORDS[ENGLISH]['field'],
                        'focus where a mail is pasted')
        text = person.focused()
        person.write(REFUSED)
        person.wait_for(lambda: person.read(text) == REFUSED, 'what was typed')
        person.key('ctrl+a', 'ctrl+x')
        person.wait_for(lambda: person.read(text) == '', 'an empty field')
        person.paste(text, lambda pasted: pasted == REFUSED)
        self.tab_to(person, lambda name: name == 'Read it')
        person.key('Return')
        person.wait_for(lambda: person.role(person.focused()) == 'panel', 'focus on what it says')
        self.assertIn('Gmail', person.focused_name())

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
