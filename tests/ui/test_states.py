# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong, twice as large text on every tab, and the windows beside the main one: photographed like the rest
(test_photographs.py), each in both languages."""
import os
import tempfile
import unittest

import doors
from case import ENGLISH, GOOD, JAPANESE, LACKING, NARROW, PHOTOGRAPHS, WORDS, WindowCase
from name_server import A, message, record
from person import Atspi

BOTH = ((ENGLISH, 'en'), (JAPANESE, 'ja'))
BROKEN = {name: {'rcode': 'SERVFAIL'} for name in ('broken.example.jp', '*.broken.example.jp')}
REFUSAL = '<b@gmail.example>: 550 5.1.1 The email account that you tried to reach does not exist.'
TABS = {
    ENGLISH: {'server': 'The server name in your mail program', 'ask': 'Check this server', 'card': 'Settings for your mail program',
              'mail': 'The mail that came back', 'read': 'Read it', 'no text': 'There is no text yet', 'report': 'Save…',
              'about': 'About Hatobin', 'shortcuts': 'Type a domain'},
    JAPANESE: {'server': 'メールソフトに入っているサーバー名', 'ask': 'このサーバーを調べる', 'card': 'メールソフトの設定',
               'mail': '戻ってきたメール', 'read': '読み取る', 'no text': 'まだ文面がありません', 'report': '保存…',
               'about': 'Hatobinについて', 'shortcuts': 'ドメインを入力する'},
}


class StatesTest(WindowCase):
    def open_shop(self, language):
        """The window before the shop of doors.py is checked."""
        file = tempfile.NamedTemporaryFile('w', suffix='.json', encoding='utf-8')
        self.addCleanup(file.close)
        doors.write(file.name, doors.shop())
        return self.start('--zone', self.zone(doors.ZONE), '--replay-run', file.name, language=language)

    def fill_tabs(self, person, language):
        """A result on each of the three tabs, which are yielded as they are shown: 'domain', 'tls', 'bounce'."""
        words = TABS[language]
        self.submit(person, doors.DOMAIN, language)
        person.find('label', lambda name: name.startswith(doors.DOMAIN + '\n'))
        self.wait_for_rest(person)
        yield 'domain'
        person.key('alt+2')
        person.type(person.find('text', words['server']), doors.TYPED)
        person.press(person.find('push button', words['ask']))
        person.find('label', words['card'])
        self.wait_for_rest(person)
        yield 'tls'
        person.key('alt+3')
        person.type(person.find('text', words['mail']), REFUSAL)
        person.press(person.find('push button', words['read']))
        person.find('label', 'b@gmail.example')
        yield 'bounce'

    def test_large_text(self):
        """Twice as large as usual, as wide as usual: product U13."""
        self.set_resolution(192)
        self.addCleanup(self.set_resolution, 96)
        for language, short in BOTH:
            person = self.open_shop(language)
            for tab in self.fill_tabs(person, language):
                self.take(person, f'large-text-{tab}-{short}')
            person.close()

    def test_tabs(self):
        for language, short in BOTH:
            person = self.open_shop(language)
            self.resize(person, NARROW)
            for tab in self.fill_tabs(person, language):
                self.take(person, f'tab-narrow-{tab}-{short}')
                self.assert_narrow(person)
            person.close()

    def test_what_cannot_be_read(self):
        """Text that is no domain, no server, no mail: said beside the field that it was typed into."""
        for language, short in BOTH:
            words = TABS[language]
            person = self.start(language=language)
            field = person.find('text', WORDS[language]['field'])
            self.submit(person, 'localhost', language)
            person.wait_for(field.get_description, 'what is wrong')
            self.take(person, f'unread-domain-{short}')
            person.key('alt+2')
            server = person.find('text', words['server'])
            person.press(person.find('push button', words['ask']))
            person.wait_for(server.get_description, 'what is wrong')
            self.take(person, f'unread-server-{short}')
            person.key('alt+3')
            person.press(person.find('push button', words['read']))
            person.find('label', lambda name, words=words: name.startswith(words['no text']))
            self.take(person, f'unread-mail-{short}')
            person.close()

    def test_more_than_a_field_holds(self):
        """A whole mail that is cut by the toolkit is not read in part without a word."""
        person = self.start()
        field = person.find('text', WORDS[ENGLISH]['field'])
        self.submit(person, 'Subject: x\n' * 10000)
        person.wait_for(lambda: 'too long for this field' in (field.get_description() or ''), 'that it is cut')
        person.find('push button', WORDS[ENGLISH]['check'])
        self.assertGreater(len(person.read(field)), 60000)

    def take_domain(self, domain, name, *options):
        for language, short in BOTH:
            person = self.start(*options, language=language)
            self.submit(person, domain, language)
            person.find('label', lambda label: label.startswith(domain + '\n'))
            self.wait_for_rest(person)
            self.take(person, f'{name}-{short}')
            person.close()

    def test_no_such_domain(self):
        self.take_domain('nobody.example.jp', 'no-such-domain', '--zone', self.zone(GOOD))

    def test_servers_that_fail(self):
        self.take_domain('broken.example.jp', 'servfail', '--zone', self.zone(BROKEN))

    def test_a_line_that_lies(self):
        """limits T21: whatever is asked for is at one address, as in a hotel before the first page is shown."""
        address = record(A, bytes([203, 0, 113, 1]))
        server = self.serve(lambda question: [message(question, *([address] if question.type == A else []))])
        self.take_domain('example.co.jp', 'portal', '--dns-server', server)

    def open_menu(self, person, item):
        person.key('F10')
        person.press(person.find('menu item', lambda name: item in name))

    def take_window(self, person, name):
        """The last window, which is over the main one."""
        person.wait_for(lambda: len(person.windows()) > 1, 'the window')
        person.wait_for(person.focused, 'focus in it')
        person.portrait(os.path.join(PHOTOGRAPHS, name + '.png'))

    def test_windows(self):
        for dots, size in ((96, ''), (192, 'large-')):
            self.set_resolution(dots)
            self.addCleanup(self.set_resolution, 96)
            for language, short in BOTH:
                self.take_windows(language, f'{size}{short}')

    def take_windows(self, language, suffix):
        words = TABS[language]
        person = self.start(language=language)
        person.key('ctrl+comma')
        self.take_window(person, f'preferences-{suffix}')
        person.close()
        person = self.start('--zone', self.zone(LACKING), language=language)
        self.submit(person, 'good.example.jp', language)
        self.headline(person, 'DMARC')
        for name, opens in (('help', lambda: person.key('F1')), ('shortcuts', lambda: person.key('ctrl+question')),
                            ('about', lambda: self.open_menu(person, words['about']))):
            alone = person.windows()
            opens()
            self.take_window(person, f'{name}-{suffix}')
            person.key('Escape')
            person.wait_for(lambda alone=alone: person.windows() == alone, f'the end of {name}')
        person.key('ctrl+s')
        save = person.find('push button', words['report'])
        person.wait_for(lambda: save.get_state_set().contains(Atspi.StateType.SENSITIVE), 'a report to save')
        self.take_window(person, f'report-{suffix}')
        person.close()


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
