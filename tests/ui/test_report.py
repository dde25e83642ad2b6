# SPDX-License-Identifier: GPL-3.0-or-later
"""From the result to a file to hand over: what is in it is shown first, and a file that cannot be written is said."""
import json
import os
import subprocess
import tempfile
import unittest

from case import ENGLISH, FOLDER, GOOD, JAPANESE, LACKING, WORDS, WindowCase
from person import Atspi

REPORT = {
    ENGLISH: {'print': 'Print…', 'save': 'Save…', 'open': 'Open', 'folder': 'Show in folder', 'letter': 'Letter',
              'copy': 'Copy the letter'},
    JAPANESE: {'save': '保存…', 'open': '開く', 'folder': 'フォルダーを表示', 'letter': '依頼の文',
               'copy': '文をコピー'},
}


class ReportTest(WindowCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def open(self, language=ENGLISH):
        person = self.start('--zone', self.zone(LACKING), language=language)
        self.submit(person, 'good.example.jp', language)
        self.headline(person, 'DMARC')
        person.key('ctrl+s')
        words = REPORT[language]
        self.wait_until_made(person, words)
        return person, words

    def wait_until_made(self, person, words):
        person.wait_for(lambda: person.look_for('text', words['letter']) is not None
                        and person.read(person.look_for('text', words['letter'])), 'the letter')
        person.wait_for(lambda: self.is_sensitive(person.find('push button', words['save'])), 'a report to save')

    @staticmethod
    def is_sensitive(node):
        return node.get_state_set().contains(Atspi.StateType.SENSITIVE)

    def save(self, person, words, name):
        """Through the dialog of the toolkit, as a person types a whole path."""
        person.press(person.find('push button', words['save']))
        person.wait_for(lambda: len(person.windows()) == 3, 'the dialog')
        path = os.path.join(self.folder, name)
        field = person.wait_for(lambda: person.focused() if person.role(person.focused()) == 'text' else None, 'the field for the name')
        proposed = person.read(field)
        person.type(field, path)
        person.wait_for(lambda: person.read(field) == path, 'the path')
        person.key('Return')
        person.wait_for(lambda: len(person.windows()) == 2, 'the end of the dialog')
        return path, proposed

    def assert_saves(self, language, photograph):
        person, words = self.open(language)
        self.assert_named(person, besides=['list', 'list item', 'scroll pane'])
        person.portrait(os.path.join(FOLDER, photograph + '.png'))
        path, proposed = self.save(person, words, 'report.pdf')
        self.assertRegex(proposed, r'^hatobin-good\.example\.jp-\d{4}-\d\d-\d\d\.pdf$')
        person.find('push button', words['folder'])
        person.find('push button', words['open'])
        person.portrait(os.path.join(FOLDER, photograph + '-saved.png'))
        with open(path, 'rb') as file:
            self.assertEqual(file.read(5), b'%PDF-')
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        text = subprocess.run(['pdftotext', path, '-'], check=True, capture_output=True, text=True).stdout
        self.assertIn('good.example.jp', text)
        self.assertIn('v=DMARC1', text)

    def test_english(self):
        self.assert_saves(ENGLISH, 'report-en')

    def test_japanese(self):
        self.assert_saves(JAPANESE, 'report-ja')

    def test_other_forms(self):
        """The ending says the form."""
        person, words = self.open()
        path, _ = self.save(person, words, 'report.json')
        person.find('push button', words['folder'])
        with open(path, encoding='utf-8') as file:
            self.assertEqual(json.load(file)['subject']['domain'], 'good.example.jp')

    def test_a_name_without_an_ending(self):
        """It gets the ending of the form that was chosen; what is there under that name stays."""
        person, words = self.open()
        path, _ = self.save(person, words, 'report')
        person.find('push button', words['folder'])
        with open(path + '.pdf', 'rb') as file:
            made = file.read()
        self.assertEqual(made[:5], b'%PDF-')
        self.save(person, words, 'report')
        person.find('label', lambda name: 'report.pdf' in name)
        with open(path + '.pdf', 'rb') as file:
            self.assertEqual(file.read(), made)
        self.assertEqual(os.listdir(self.folder), ['report.pdf'])

    def test_a_folder_that_cannot_be_written(self):
        """limits T16: said clearly, nothing is left behind."""
        person, words = self.open()
        path = '/sys/report.pdf'
        person.press(person.find('push button', words['save']))
        person.wait_for(lambda: len(person.windows()) == 3, 'the dialog')
        field = person.wait_for(person.focused, 'the field for the name')
        person.type(field, path)
        person.key('Return')
        person.find('label', lambda name: 'could not be' in name or 'cannot be' in name)

    def test_print(self):
        """The toolkit's dialog for printers; who thinks better of it has lost nothing."""
        person, words = self.open()
        person.press(person.find('push button', words['print']))
        person.wait_for(lambda: len(person.windows()) == 3, 'the dialog')
        person.find('label', 'Print to File')
        person.key('Escape')
        person.wait_for(lambda: len(person.windows()) == 2, 'the end of the dialog')
        person.wait_for(lambda: self.is_sensitive(person.find('push button', words['save'])), 'a report to save')

    def test_nothing_to_report_yet(self):
        person = self.start('--zone', self.zone(GOOD))
        button = person.find('push button', 'Report…')
        self.assertFalse(self.is_sensitive(button))

    def test_keyboard(self):
        """Without a mouse: the letter into the clipboard, and away with Escape."""
        person, words = self.open()
        self.tab_to(person, lambda name: name == words['copy'])
        person.key('space')
        person.find('label', 'Copied')
        person.key('Escape', 'Escape')  # the first one puts the remark away
        person.wait_for(lambda: len(person.windows()) == 1, 'the window alone')
        person.key('ctrl+l')
        field = person.find('text', WORDS[ENGLISH]['field'])
        person.wait_for(lambda: person.focused_name() == WORDS[ENGLISH]['field'], 'focus in the field')
        person.paste(field, lambda text: 'good.example.jp' in text)


if __name__ == '__main__':
    unittest.main()
