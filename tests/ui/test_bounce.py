# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail that came back: pasted, read, and on to the check of its domain."""
import os
import unittest

from case import ENGLISH, FOLDER, GOOD, JAPANESE, WindowCase

REFUSAL = ('550-5.7.26 Your email has been blocked because the sender is unauthenticated. Gmail requires all senders to '
           'authenticate with either SPF or DKIM. Authentication results: DKIM = did not pass SPF [shop.example.jp] with ip: '
           '[192.0.2.99] = did not pass.')
PASTED = {
    ENGLISH: 'Your message did not reach some or all of the intended recipients.\n\n  Subject: Your order\n\n'
             'The following recipient(s) cannot be reached:\n\n  customer@gmail.example on 2026/11/24 15:42\n    ' + REFUSAL,
    JAPANESE: '宛先へのメールを配信できませんでした。\n\n件名: ご注文の件\n\ncustomer@gmail.example\n' + REFUSAL.replace(' Gmail', '\n550-5.7.26 Gmail'),
}
# The domain as it stands now: no SPF yet.
NOW = {'shop.example.jp': {'records': [{'type': 'MX', 'preference': 10, 'exchange': 'mail.good.example.jp'},
                                       {'type': 'NS', 'data': 'ns.good.example.jp.'},
                                       {'type': 'A', 'address': '192.0.2.1'}]}}
WORDS = {
    ENGLISH: {'field': 'The mail that came back', 'read': 'Read it', 'refused': 'Gmail did not take the mail',
              'check': 'Check the domain of this mail', 'joined': 'Gmail did not take the mail because there is no list yet',
              'another': 'Read another mail', 'empty': 'There is no text yet', 'still': 'would still be refused',
              'ordinary': 'This is an ordinary mail'},
    JAPANESE: {'field': '戻ってきたメール', 'read': '読み取る', 'refused': 'Gmailがメールを受け取らなかったのは',
               'check': 'このメールのドメインを調べる', 'joined': 'Gmailが受け取らなかったのは、「送信してよいサーバーの一覧（SPF）」がまだないためです。',
               'another': '別のメールを読み取る', 'empty': 'まだ文面がありません', 'still': '今も受け取られません',
               'ordinary': 'これはふつうのメールで'},
}


class BounceTest(WindowCase):
    def open(self, language):
        person = self.start('--zone', self.zone(GOOD, NOW), language=language)
        person.find('push button', lambda name: bool(name))
        person.key('alt+3')
        return person, WORDS[language]

    def read(self, person, words, text):
        person.type(person.find('text', words['field']), text)
        person.press(person.find('push button', words['read']))

    def assert_way(self, language, photograph):
        person, words = self.open(language)
        person.press(person.find('push button', words['read']))
        person.find('label', lambda name: name.startswith(words['empty']))
        self.assert_named(person)
        self.read(person, words, PASTED[language])
        self.headline(person, words['refused'])
        person.find('label', '192.0.2.99')
        person.find('label', 'shop.example.jp')
        person.find('label', 'customer@gmail.example')
        self.assert_named(person)
        person.portrait(os.path.join(FOLDER, photograph + '-read.png'))
        person.press(person.find('push button', words['check']))
        self.headline(person, words['joined'])
        person.portrait(os.path.join(FOLDER, photograph + '-joined.png'))
        person.key('alt+3')
        person.find('label', words['still'])
        person.press(person.find('push button', words['another']))
        person.wait_for(lambda: person.read(person.find('text', words['field'])) == '', 'an empty field')

    def test_english(self):
        self.assert_way(ENGLISH, 'bounce-en')

    def test_japanese(self):
        self.assert_way(JAPANESE, 'bounce-ja')

    def test_hostile(self):
        """limits T1, T2: markup stands as it is; a line of 200 kB without a space does not freeze the window."""
        person, words = self.open(ENGLISH)
        self.read(person, words, '<a@b.example>: 550 5.1.1 <b>bold</b> & <a href="https://e.example">x</a> no such user')
        person.find('panel', lambda name: 'does not exist' in name)
        person.press(person.find('push button', words['another']))
        self.read(person, words, 'x' * 200000)
        person.find('panel', lambda name: name.startswith(words['ordinary']) or 'does not tell' in name)

    def test_from_the_first_screen(self):
        """product U1: the second way in."""
        for language, label in ((ENGLISH, 'Paste a mail that came back'), (JAPANESE, 'エラーメールを貼り付ける')):
            person = self.start(language=language)
            person.press(person.find('push button', label))
            person.wait_for_focus(WORDS[language]['field'])
            person.close()

    def test_whole_mail_in_the_field(self):
        """product F1: a mail in the field for the domain is read as what it is."""
        person = self.start('--zone', self.zone(GOOD, NOW))
        field = person.find('text', 'Your domain or mail address')
        person.type(field, 'From: MAILER-DAEMON@x.example\nSubject: Undelivered Mail Returned to Sender\n\n' + PASTED[ENGLISH])
        person.press(person.find('push button', 'Check my domain'))
        self.headline(person, WORDS[ENGLISH]['refused'])

    def test_keyboard(self):
        """Without a mouse: into the field, paste, read."""
        person, words = self.open(ENGLISH)
        field = person.find('text', words['field'])
        self.tab_to(person, lambda name: name == words['field'])
        person.write('550 5.2.2 <a@b.example> mailbox full')
        person.wait_for(lambda: 'mailbox full' in person.read(field), 'what was typed')
        self.tab_to(person, lambda name: name == words['read'])
        person.key('Return')
        person.find('panel', lambda name: 'is full' in name)


if __name__ == '__main__':
    unittest.main()
