# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the window have in common: the words that are looked for, zones to check, a person at the window.

HATOBIN names the program, HATOBIN_LOCALE_DIR the catalogues, HATOBIN_UI_FOLDER where locales are made and photographs
are left. Runs at a desk of its own (desk.py).
"""
import collections
import json
import os
import socket
import subprocess
import tempfile
import unittest

import desk
from name_server import A, MX, NS, PTR, SOA, TXT, Server, message, mx, record, soa, strings, wire_name
from person import Atspi, Person

PROGRAM = os.environ['HATOBIN']
FOLDER = os.environ['HATOBIN_UI_FOLDER']
ENGLISH, JAPANESE = 'en_US.UTF-8', 'ja_JP.UTF-8'
TABS_MAX = 60
WIDGET_CLASSES = ('Gtk', 'Adw', 'Hato')
PHOTOGRAPHS = os.path.join(FOLDER, 'photographs')
NARROW, WIDE = (360, 640), (1280, 860)

WORDS = {
    ENGLISH: {'field': 'Your domain or mail address', 'check': 'Check my domain', 'sample': 'Try the sample',
              'missing': 'SPF is not set up yet.', 'label': 'Sample', 'details': 'See details', 'again': 'Check again',
              'layers': ['What is this?', 'What to do', 'For your IT contact'], 'stopped': 'The check was stopped.',
              'problem': 'Needs action', 'in order': 'In order', 'own': 'Check my own domain', 'cancel': 'Cancel',
              'empty': 'Does your mail arrive?', 'scope': 'made-up data', 'value': 'Copy the value',
              'privacy': 'no mail is sent'},
    JAPANESE: {'field': 'ドメインまたはメールアドレス', 'check': 'メールの設定を調べる', 'sample': '見本で試す',
               'missing': 'SPFがまだ登録されていません。', 'label': '見本', 'details': 'くわしく見る', 'again': 'もう一度調べる',
               'layers': ['どういうこと？', 'やること', 'くわしい方へ（技術情報）'], 'stopped': '確認を止めました。',
               'problem': '要対応', 'in order': '問題なし', 'own': '自分のドメインを調べる', 'cancel': '中止',
               'empty': 'メールは届いていますか？', 'scope': '架空のデータ', 'value': '値をコピー', 'privacy': 'メールは送りません'},
}

KEY = ('MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAyYMOZKEajTiAv5K+eIMZKcYKwXEImyelld7V37olm7w7uyrV8Frp'
       'FRr8NTs2lyGOK9HM4QfOA0ACIKIHJJnNaNug4fo+3K1QvzB7Ean/cgj+JFDI3x6WE/vwif+Kd2PQRIsEgeviWsRlZeOFvyN/'
       'NARDnumf/zJ2oyYlxicPwqYDSdw2QATXps1+lxVGuAS7SOZMwvKaMV3gT7Z1g13yGDaEj2J9hDdEUXhdGvbJx/NGVhqlSU32'
       '42RSQn/yN9QJ4VUfHIlYBTSxhwTziTUqmG2UoTSBr7NLWRb/lt7TGKdMI5LDklABA3BHv/J3YUhexGCBQjvPDlaqY2RvE6YI'
       'PwIDAQAB')
GOOD = {
    'good.example.jp': {'records': [{'type': 'TXT', 'strings': ['v=spf1 ip4:192.0.2.1 -all']},
                                    {'type': 'MX', 'preference': 10, 'exchange': 'mail.good.example.jp'},
                                    {'type': 'NS', 'data': 'ns.good.example.jp.'},
                                    {'type': 'A', 'address': '192.0.2.1'}]},
    'mail.good.example.jp': {'records': [{'type': 'A', 'address': '192.0.2.1'}]},
    '1.2.0.192.in-addr.arpa': {'records': [{'type': 'PTR', 'target': 'mail.good.example.jp'}]},
    'default._domainkey.good.example.jp': {'records': [{'type': 'TXT', 'strings': ['v=DKIM1; p=' + KEY]}]},
    '_dmarc.good.example.jp': {'records': [{'type': 'TXT', 'strings': ['v=DMARC1; p=reject; rua=mailto:a@good.example.jp']}]},
}
# A shop that lacks one record, which the window can word.
LACKING = {name: records for name, records in GOOD.items() if not name.startswith('_dmarc')}
LINK = '<a href="https://example.org">press</a> & <b>bold</b>'
HOSTILE = {
    'bad.example.jp': {'records': [{'type': 'TXT', 'strings': ['v=spf1 ' + LINK + ' -all']},
                                   {'type': 'MX', 'preference': 10, 'exchange': 'mail.bad.example.jp'}]},
    'mail.bad.example.jp': {'records': [{'type': 'A', 'address': '192.0.2.1'}]},
    'long.example.jp': {'records': [{'type': 'TXT', 'strings': ['v=spf1 include:' + 'x' * 60000]}]},
}


def shop(name, spf='v=spf1 ip4:203.0.113.25 -all'):
    """What a name server says of a shop in which all is in order."""
    return {name: [(TXT, strings(spf)), (MX, mx('mail.' + name)), (NS, wire_name('ns.' + name)), (SOA, soa()),
                   (A, bytes([203, 0, 113, 80]))],
            'mail.' + name: [(A, bytes([203, 0, 113, 25]))],
            '25.113.0.203.in-addr.arpa': [(PTR, wire_name('mail.hosting.example'))],
            'mail.hosting.example': [(A, bytes([203, 0, 113, 25]))],
            'default._domainkey.' + name: [(TXT, strings('v=DKIM1; p=' + KEY))],
            '_dmarc.' + name: [(TXT, strings('v=DMARC1; p=reject; rua=mailto:a@' + name))]}


class WindowCase(unittest.TestCase):
    longMessage = True

    @classmethod
    def setUpClass(cls):
        os.makedirs(PHOTOGRAPHS, exist_ok=True)
        cls.locales = os.path.join(FOLDER, 'locale')
        for name in ('en_US', 'ja_JP'):
            desk.make_locale(cls.locales, name)

    def start(self, *options, language=ENGLISH, environment=None):
        """A person at a window that has the focus somewhere: what is typed before is lost."""
        person = Person([PROGRAM, *options], language, {'LOCPATH': self.locales, **(environment or {})})
        self.addCleanup(person.__exit__)
        self.addCleanup(self.keep_photograph, person)
        person.wait_for(person.focused, 'focus at the start')
        return person

    def tab_to(self, person, matches, key='Tab'):
        """Presses Tab until what has the focus is wanted. The focus is always somewhere that can be seen."""
        seen = []
        for _ in range(TABS_MAX):
            before = person.wait_for(person.focused, 'focus')
            seen.append(before.get_name() or '')
            if matches(seen[-1]):
                return
            person.key(key)
            person.wait_for(lambda: person.focused() not in (None, before), f'focus after {seen[-1]!r}')
        self.fail(f'Tab does not lead there: {seen}')

    def keep_photograph(self, person):
        outcome = getattr(self, '_outcome', None)
        result = getattr(outcome, 'result', None)
        failed = [test for test, _ in (result.failures + result.errors)] if result is not None else []
        if self in failed or (result is not None and not getattr(outcome, 'success', True)):
            person.photograph(os.path.join(FOLDER, self.id().rsplit('.', 1)[1] + '.png'))

    def zone(self, *zones):
        file = tempfile.NamedTemporaryFile('w', suffix='.json', encoding='utf-8')
        self.addCleanup(file.close)
        json.dump({name: value for zone in zones for name, value in zone.items()}, file)
        file.flush()
        return file.name

    def submit(self, person, text, language=ENGLISH):
        person.type(person.find('text', WORDS[language]['field']), text)
        person.press(person.find('push button', WORDS[language]['check']))

    def enter_servers(self, person, text, answer):
        """Into the preferences, until they ANSWER: what is written before the focus is in the field counts as not written."""
        entry = person.find('text', 'Addresses')

        def look():
            for written in ('', text):
                person.type(entry, written)
            person.key('Return')
            try:
                return person.find('label', lambda name: name.startswith(answer), patience=1)
            except AssertionError:
                return None
        person.wait_for(look, answer)

    def wait_for_rest(self, person):
        """A row settles before the check is over."""
        cancel = [words['cancel'] for words in WORDS.values()]
        person.wait_for(lambda: person.look_for('push button', lambda name: name in cancel) is None, 'the end of the check')

    def headline(self, person, beginning):
        return person.find('panel', lambda name: name.startswith(beginning))

    def assert_named(self, person, besides=()):
        """Everything that can have the focus says what it is; BESIDES: roles of GTK's own that only say they could."""
        def look():
            return [(person.role(node), node.get_name(), person.extent(node)) for node in person.visible()
                    if person.role(node) not in besides and node.get_state_set().contains(Atspi.StateType.FOCUSABLE)]

        for role, name, extent in person.steadily(look):
            self.assertNotEqual((name or '').strip(), '', f'a {role} at {extent} has no name')
            self.assertFalse(name.startswith(WIDGET_CLASSES), f'{role} is named {name}')

    def assert_inside(self, person):
        """Nothing stands out over the sides of the window."""
        def look():
            width = person.extent(person.find('frame', lambda name: True))[2]
            found = [(node.get_name(), person.extent(node)) for node in person.visible()
                     if person.role(node) in ('label', 'push button', 'text')]
            return [name for name, (x, _, own, _) in found if x + own > width]

        # What is being laid out anew may be seen half done.
        person.wait_for(lambda: not person.steadily(look), 'everything inside the window', patience=5)

    def resize(self, person, size):
        person.resize(*size)
        frame = person.find('frame', lambda name: True)
        person.wait_for(lambda: person.extent(frame)[2] <= size[0], 'the new size')

    def assert_narrow(self, person):
        """Nothing that was shown meanwhile has made the window wider than NARROW."""
        self.assertLessEqual(person.extent(person.find('frame', lambda name: True))[2], NARROW[0])

    def take(self, person, name, size=None):
        """A photograph for people to look at; what a machine can see of it is asserted."""
        if size is not None:
            self.resize(person, size)
        self.assert_named(person)
        self.assert_inside(person)
        person.portrait(os.path.join(PHOTOGRAPHS, name + '.png'))

    @staticmethod
    def set_resolution(dots):
        """What the X server says of its screen: text is made larger by it, nothing else is."""
        subprocess.run(['xprop', '-root', '-f', 'RESOURCE_MANAGER', '8s', '-set', 'RESOURCE_MANAGER', f'Xft.dpi:\t{dots}\n'],
                       check=True)

    def serve(self, answer):
        """The address of a name server that gives ANSWER (question)."""
        server = Server(answer)
        server.__enter__()
        self.addCleanup(server.__exit__)
        return server.address

    def slow_server(self, others=lambda question: [message(question)]):
        """A name server that has to be asked three times for the TXT records of example.co.jp, and leads on with each: a
        check that nobody stops goes on for much longer than anybody looks at it. OTHERS: what it says of other things."""
        asked = collections.Counter()

        def answer(question):
            number, _, domain = question.name.partition('.')
            if question.type != TXT or 'example.co.jp' not in (question.name, domain):
                return others(question)
            asked[question.name] += 1
            if asked[question.name] < 3:
                return []
            following = int(number) + 1 if number.isdecimal() else 1
            return [message(question, record(TXT, strings(f'v=spf1 include:{following}.example.co.jp -all')))]

        return self.serve(answer)

    def silent_server(self):
        """A name server that takes questions and never answers: whatever is asked has failed after 5 s."""
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(server.close)
        server.bind(('127.0.0.1', 0))
        return f'127.0.0.1#{server.getsockname()[1]}'
