# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail that came back: pasted, read, and on to the check of its domain."""
import os
import tempfile
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
# The same domain after it was mended: the very address is in the list.
MENDED = {'shop.example.jp': {'records': [*NOW['shop.example.jp']['records'],
                                          {'type': 'TXT', 'strings': ['v=spf1 ip4:192.0.2.99 -all']}]}}
HEADERS = 'From: MAILER-DAEMON@mail.example.jp\nTo: info@example.jp\nSubject: Undelivered Mail Returned to Sender\n\n'
FULL = '<{}>: host mx.example.net[192.0.2.25] said: 552 5.2.2 mailbox full (in reply to RCPT TO command)\n\n'
MBOX = ''.join(f'From MAILER-DAEMON Mon Jun  1 10:00:00 2026\n{HEADERS}{FULL.format(who)}' for who in ('a@example.net', 'b@example.net'))
# RFC 8463 Appendix A: the mail that it signs, and the key of the Ed25519 signature.
SIGNED = ('''DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
Received-SPF: softfail (mx.example.net: not sure) client-ip=192.0.2.1
ARC-Authentication-Results: i=1; relay.example.net; dkim=pass header.d=football.example.com
Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=football.example.com; dkim=pass header.d=football.example.com
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
''')
KEYS = {'brisbane._domainkey.football.example.com':
        {'records': [{'type': 'TXT', 'strings': ['v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=']}]}}
WORDS = {
    ENGLISH: {'field': 'The mail that came back', 'read': 'Read it', 'refused': 'Gmail did not take the mail',
              'check': 'Check the domain of this mail', 'joined': 'Gmail did not take the mail because there is no list yet',
              'another': 'Read another mail', 'empty': 'There is no text yet', 'still': 'would still be refused',
              'ordinary': 'This is an ordinary mail', 'mended': 'would pass now', 'chooser': 'Which of the mails',
              'verify': 'Check the signature of this mail', 'genuine': 'is genuine', 'receiver': 'Found by the receiving server'},
    JAPANESE: {'field': '戻ってきたメール', 'read': '読み取る', 'refused': 'Gmailがメールを受け取らなかったのは',
               'check': 'このメールのドメインを調べる', 'joined': 'Gmailが受け取らなかったのは、「送信してよいサーバーの一覧（SPF）」がまだないためです。',
               'another': '別のメールを読み取る', 'empty': 'まだ文面がありません', 'still': '今も受け取られません',
               'ordinary': 'これはふつうのメールで', 'mended': '今なら通ります', 'chooser': 'どのメールか',
              'verify': 'このメールの電子署名を調べる', 'genuine': '本物', 'receiver': '受信側のサーバー の確認結果'},
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

    def test_mended_since(self):
        """The SPF of the very address, as it stands now, beside the refusal."""
        person = self.start('--zone', self.zone(GOOD, MENDED))
        person.find('push button', lambda name: bool(name))
        person.key('alt+3')
        words = WORDS[ENGLISH]
        self.read(person, words, PASTED[ENGLISH])
        person.press(person.find('push button', words['check']))
        person.find('label', lambda name: name.startswith('shop.example.jp\n'))
        person.key('alt+3')
        person.find('label', words['mended'])

    def test_several(self):
        """A mailbox file: each of its mails can be looked at."""
        person, words = self.open(ENGLISH)
        self.read(person, words, MBOX)
        person.find('panel', lambda name: 'a@example.net' in name)
        self.assert_named(person, besides=('filler',))
        self.tab_to(person, lambda name: words['chooser'] in name)
        person.key('space')
        person.wait_for(lambda: 'b@example.net' in ' '.join(person.visible_texts()), 'the list of the mails')
        person.key('Down', 'Return')
        person.find('panel', lambda name: 'b@example.net' in name)

    def test_file(self):
        """Opened by the menu's key. Only the dialog's field for a path is asked for anything: GTK 4.8 answers from its lists of
        files with text that is none."""
        file = tempfile.NamedTemporaryFile('w', suffix='.eml', encoding='utf-8')
        self.addCleanup(file.close)
        file.write(HEADERS + FULL.format('c@example.net'))
        file.flush()
        person, _ = self.open(ENGLISH)
        person.key('ctrl+o')
        person.wait_for(lambda: len(person.windows()) == 2, 'the dialog')
        person.wait_for(lambda: person.keyboard() == person.window_id(), 'keys that go to the dialog')
        self.enter_path(person, file.name)
        person.wait_for(lambda: len(person.windows()) == 1, 'the end of the dialog')
        person.find('panel', lambda name: 'c@example.net' in name)

    def enter_path(self, person, path):
        person.heard.clear()
        person.key('ctrl+l')
        person.wait_for(lambda: any(role == 'text' for role, _, _ in person.heard), 'focus in the field for a path')
        field = person.last_heard
        person.type(field, path)
        person.wait_for(lambda: person.read(field) == path, 'the path')
        person.key('Return')

    def assert_signature(self, language):
        person = self.start('--zone', self.zone(GOOD, KEYS), language=language)
        person.find('push button', lambda name: bool(name))
        person.key('alt+3')
        words = WORDS[language]
        self.read(person, words, SIGNED)
        person.press(person.find('push button', words['verify']))
        person.find('label', lambda name: words['genuine'] in name)
        for server in ('mx.example.net', 'relay.example.net', words['receiver']):
            person.find('label', lambda name, server=server: server in name)
        self.assert_named(person)
        person.portrait(os.path.join(FOLDER, f'bounce-{language[:2]}-signature.png'))

    def test_signature(self):
        """Any full mail: its signature, and what servers on the way found, in plain words."""
        for language in (ENGLISH, JAPANESE):
            self.assert_signature(language)

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
