# SPDX-License-Identifier: GPL-3.0-or-later
"""The tab of the certificates: a server name or a warning goes in, the name to type comes out, with the settings of the
mail program, the certificates by days left, and reminders. All answers come from files (doors.py)."""
import glob
import os
import tempfile
import unittest

import doors
from case import ENGLISH, GOOD, JAPANESE, NARROW, WindowCase, shop
from name_server import MX, REFUSED, TXT, Server, from_table, message, mx, strings

OUTLOOK = '接続しているサーバーは、確認できないセキュリティ証明書を使用しています。対象のプリンシパル名が間違っています。'
WORDS = {
    ENGLISH: {'field': 'The server name in your mail program', 'check': 'Check this server', 'empty': 'Does your mail program warn you?',
              'wrong name': 'Only the server name in the mail program does not fit: the encryption itself works.',
              'change': 'Type sv123.xserver.jp as the server name in the mail program, instead of ', 'details': 'See details',
              'card': 'Settings for your mail program', 'user': 'Your whole mail address', 'on': 'On',
              'outlook': 'Encryption method', 'thunderbird': 'Connection security', 'iphone': 'Use SSL',
              'pop': 'Incoming mail (POP), if you use that instead of IMAP', 'copy': 'Copy “sv123.xserver.jp”',
              'list': 'All certificates, by days left', 'days': '40 days left, until 4 Jan 2027', 'who': 'Xserver renews it.',
              'save': 'Save reminders for the calendar…', 'two': 'Two encryptions, and what each is for',
              'gmail': 'it changes nothing about whether they accept your mail', 'hint': 'This warning means:',
              'point': 'Check this point again', 'own': f'In your mail program: {doors.ADDRESS}', 'others': 'All servers of example.co.jp',
              'led': 'The server is reached, but its encryption', 'port 25': 'sv123.xserver.jp: mail from other servers (port 25)',
              'groups': ['Your mail program', 'Your website'], 'program': 'mail.example.co.jp: ',
              'domain': 'Your domain or mail address', 'layer': 'What to do', 'if': 'A mail program that has mail.example.co.jp as its server name'},
    JAPANESE: {'field': 'メールソフトに入っているサーバー名', 'check': 'このサーバーを調べる', 'empty': 'メールソフトに警告が出ますか？',
               'wrong name': 'メールソフトに入っているサーバー名だけが合っていません。',
               'change': 'からsv123.xserver.jpに変更してください（確認済み', 'details': 'くわしく見る',
               'card': 'メールソフトの設定', 'user': 'メールアドレス全体', 'on': 'オン',
               'outlook': '暗号化方法', 'thunderbird': '接続の保護', 'iphone': 'SSLを使用',
               'pop': '受信メール（POP）。IMAPの代わりに使っている場合', 'copy': '「sv123.xserver.jp」をコピー',
               'list': 'すべての証明書（残り日数の順）', 'days': 'あと40日（2027年1月4日まで）', 'who': 'エックスサーバーが更新します。',
               'save': 'カレンダー用のお知らせを保存…', 'two': '2つの暗号化と、それぞれの役割',
               'gmail': 'メールを受け取ってもらえるかどうかは変わりません', 'hint': 'この警告は、',
               'point': 'この項目をもう一度調べる', 'own': f'メールソフトに入っているサーバー：{doors.ADDRESS}', 'others': 'example.co.jpのすべてのサーバー',
               'led': 'サーバーにはつながりますが', 'port 25': 'sv123.xserver.jp：ほかのサーバーからの受信（ポート25）',
               'groups': ['メールソフト', 'ウェブサイト'], 'program': 'mail.example.co.jp：',
               'domain': 'ドメインまたはメールアドレス', 'layer': 'やること', 'if': 'サーバー名にmail.example.co.jpが入っているメールソフトは'},
}
BOTH = ((ENGLISH, 'en'), (JAPANESE, 'ja'))
# Forms of advice that are never given.
NEVER = ('switch off', 'turn off', 'ignore', 'オフに', '無視')


class TlsTest(WindowCase):
    def open(self, language, run=None, environment=None, size=None):
        file = tempfile.NamedTemporaryFile('w', suffix='.json', encoding='utf-8')
        self.addCleanup(file.close)
        doors.write(file.name, run or doors.shop())
        person = self.start('--zone', self.zone(doors.ZONE), '--replay-run', file.name, language=language,
                            environment=environment)
        person.find('text', WORDS[language]['domain'])
        if size is not None:
            self.resize(person, size)
        person.key('alt+2')
        person.find('label', WORDS[language]['empty'])
        return person, WORDS[language]

    def ask(self, person, words, text):
        person.type(person.find('text', words['field']), text)
        person.press(person.find('push button', words['check']))

    def described(self, person, beginning, part):
        """The headline that begins so, with PART in what is said after it."""
        node = self.headline(person, beginning)
        self.assertIn(part, node.get_description())
        return node

    @staticmethod
    def shows(person, text):
        return any(text in person.read(node) for node in person.visible() if person.role(node) in ('label', 'text'))

    def assert_never(self, person):
        for text in person.visible_texts():
            for words in NEVER:
                self.assertNotIn(words, text.lower())

    def test_name_by_keyboard(self):
        """Typed as it stands in the mail program: what to type instead comes, tried out; and what the two encryptions are."""
        for language, short in BOTH:
            person, words = self.open(language)
            self.take(person, f'tls-empty-{short}')
            person.find('label', words['two'])
            person.find('label', lambda name: words['gmail'] in name)
            self.tab_to(person, lambda name: name == words['field'])
            field = person.find('text', words['field'])
            person.write('mail.example.co.jp')
            person.wait_for(lambda: person.read(field) == 'mail.example.co.jp', 'what was typed')
            person.key('Return')
            person.wait_for_focus(lambda name, words=words: name.startswith(words['wrong name']))
            self.described(person, words['wrong name'], words['change'])
            person.find('label', words['card'])
            person.find('label', words['days'])
            person.find('label', words['who'])
            self.assert_never(person)
            self.take(person, f'tls-name-{short}')
            self.tab_to(person, lambda name: name == words['details'])
            person.key('Return')
            person.wait_for_focus(lambda name: name.startswith(words['program']))
            person.find('label', words['layer'])
            person.wait_for(lambda person=person: self.shows(person, 'TLS1.3, TLS_AES_256_GCM_SHA384'), 'what was said')
            self.assertEqual(person.close(), 0)

    def test_address(self):
        person, words = self.open(ENGLISH)
        self.ask(person, words, doors.ADDRESS)
        self.described(person, words['wrong name'], words['change'])

    def test_warning(self):
        """What Outlook says names no server: it is asked for, or known from the domain."""
        for language, _ in BOTH:
            person, words = self.open(language)
            self.ask(person, words, OUTLOOK)
            person.find('label', lambda name, words=words: name.startswith(words['hint']))
            self.assert_named(person)
            self.submit(person, doors.DOMAIN, language)
            person.find('label', words['card'])
            self.ask(person, words, OUTLOOK)
            self.headline(person, words['if'])
            person.close()

    def test_no_server_name(self):
        person, words = self.open(ENGLISH)
        for text in ('', 'what is this?', '550 5.1.1 <a@b.example> User unknown'):
            self.ask(person, words, text)
            field = person.find('text', words['field'])
            person.wait_for(lambda field=field: field.get_description() != '', 'what is wrong')
            person.type(field, 'x')
            person.wait_for(lambda field=field: field.get_description() == '', 'a field to type in')

    def test_card(self):
        """The settings in the words of each program; what is copied are the exact bytes."""
        for language, short in BOTH:
            person, words = self.open(language)
            self.ask(person, words, doors.TYPED)
            for program in ('Thunderbird', 'iPhone', 'Outlook'):
                person.press(person.find('push button', program))
                person.find('label', words[program.lower()])
            person.find('label', words['user'])
            person.find('label', '993')
            person.find('label', '465')
            self.assertIsNone(person.look_for('label', '995'))
            person.find('push button', words['copy'].replace(doors.SERVER, 'SSL/TLS'))
            person.find('push button', words['copy'].replace(doors.SERVER, '993'))
            person.press(person.find('push button', words['copy']))
            person.key('ctrl+l')
            person.wait_for_focus(words['domain'])
            field = person.find('text', words['domain'])
            person.paste(field, lambda text: text == doors.SERVER)
            person.close()

    def test_domain(self):
        """One press checks the records and the doors; what is found at a door leads from the one tab to the other."""
        person, words = self.open(ENGLISH, doors.shop(smtp={'end': 'starttls_missing'}))
        person.key('alt+1')
        self.submit(person, doors.DOMAIN)
        headline = self.headline(person, 'The server is reached, but its encryption')
        person.wait_for_focus(headline.get_name())
        person.press(person.find('push button', words['details']))
        person.wait_for_focus(lambda name: name.startswith('sv123.xserver.jp: mail from other servers (port 25)'))
        person.find('label', 'Mail you receive')
        for group in words['groups']:
            person.find('label', group)
        self.assert_named(person)

    def test_server_beside_domain(self):
        """A server that is asked for stands above the domain's, which stay; the verdict of the domain is its own."""
        for language, short in BOTH:
            person, words = self.open(language, doors.shop(smtp={'end': 'starttls_missing'}))
            self.submit(person, doors.DOMAIN, language)
            led = person.find('panel', lambda name, words=words: name.startswith(words['led']))
            person.find('label', words['list'])
            self.wait_for_rest(person)
            self.assertIsNone(person.look_for('label', words['others']))
            self.ask(person, words, doors.ADDRESS)
            person.wait_for_focus(lambda name, words=words: name.startswith(words['wrong name']))
            heads = [person.extent(person.find('label', words[head]))[1] for head in ('own', 'others')]
            places = [heads[0], person.extent(self.headline(person, words['wrong name']))[1], heads[1],
                      person.extent(led)[1]]
            self.assertEqual(places, sorted(places))
            person.find('push button', lambda name, words=words: name.startswith(words['port 25']))
            self.take(person, f'tls-beside-{short}')
            person.key('alt+1')
            person.press(person.find('push button', lambda name: name.startswith('DKIM')))
            person.press(person.find('push button', words['point']))
            person.wait_for_focus(lambda name: name.startswith('DKIM'))
            self.wait_for_rest(person)
            self.headline(person, words['led'])
            person.press(person.find('push button', words['details']))
            person.wait_for_focus(lambda name, words=words: name.startswith(words['port 25']))
            person.close()

    def unhurried_server(self):
        """A name server of a domain without servers, whose records are there at once; but whether it has one for a mail
        program is not said, which the search for its doors waits for."""
        honest = from_table({'slow.example.jp': [(TXT, strings('v=spf1 -all')), (MX, mx(''))],
                             '_dmarc.slow.example.jp': [(TXT, strings('v=DMARC1; p=reject'))]})
        server = Server(lambda question: [] if question.name == 'imap.slow.example.jp' else honest(question))
        server.__enter__()
        self.addCleanup(server.__exit__)
        return server.address

    def wait_for_servers(self, person):
        """Until the domain's points are there and its servers still tried; no verdict stands beside that."""
        def look():
            names = [(person.role(node), node.get_name() or '') for node in person.visible()]
            return ('label', 'Trying the servers…') in names and names

        names = person.wait_for(look, 'servers that are tried')
        self.assertIn(('push button', 'Cancel'), names)
        self.assertEqual([name for _, name in names if name.startswith(('What could be', 'Everything that can'))], [])

    def test_verdict_waits(self):
        """Nothing is called in order while the doors are still tried; stopped, it is what is known."""
        person = self.start('--dns-server', self.unhurried_server())
        for ends in (lambda: None, lambda: person.press(person.find('push button', 'Cancel'))):
            self.submit(person, 'slow.example.jp')
            self.wait_for_servers(person)
            ends()
            person.wait_for_focus(lambda name: name.startswith(('What could be', 'Everything that can')))
            self.wait_for_rest(person)

    def test_again(self):
        """Checked again is what was asked for here, not the domain; one point alone, too."""
        person, words = self.open(ENGLISH)
        self.ask(person, words, doors.TYPED)
        self.headline(person, words['wrong name'])
        person.key('ctrl+r')
        person.wait_for_focus(lambda name: name.startswith(words['wrong name']))
        person.press(person.find('push button', words['details']))
        person.wait_for_focus(lambda name: name.startswith(words['program']))
        person.press(person.find('push button', 'Check this point again'))
        person.wait_for_focus(lambda name: name.startswith(words['program']))
        self.headline(person, words['wrong name'])

    def test_all_doors_again(self):
        """The one row that stands for all servers is checked again: those that are found by now come in its place."""
        honest, asked = from_table(shop('good.example.jp')), []
        person = self.start('--dns-server', self.serve(lambda question: asked and honest(question) or [
            message(question, flags=REFUSED)]))
        self.submit(person, 'good.example.jp')
        person.key('alt+2')
        person.press(person.find('push button', 'Could not be checked (1)'))
        person.press(person.find('push button', lambda name: name.startswith('Encryption and certificate')))
        asked.append(True)
        person.press(person.find('push button', 'Check this point again'))
        person.press(person.find('push button', 'Could not be checked (8)'))
        person.find('push button', lambda name: name.startswith('mail.good.example.jp: mail from other servers (port 25)'))
        self.assertIsNone(person.look_for('push button', lambda name: name.startswith('Encryption and certificate')))

    def test_nothing_to_say(self):
        """Without what servers said the tab says so, and nothing of it is a fault."""
        person = self.start('--zone', self.zone(GOOD))
        person.find('text', 'Your domain or mail address')
        person.key('alt+2')
        self.submit(person, 'good.example.jp')
        person.find('push button', 'Could not be checked (1)')
        self.assertIsNone(person.look_for('label', WORDS[ENGLISH]['card']))
        self.assertIsNone(person.look_for('label', WORDS[ENGLISH]['list']))
        self.assert_named(person)

    def test_reminders(self):
        """Saved where the person says, with one reminder a certificate."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        person, words = self.open(ENGLISH)
        self.submit(person, doors.DOMAIN)
        person.press(person.find('push button', words['save']))
        person.type(person.find('text', 'Name:'), os.path.join(folder.name, 'reminders.ics'))
        person.press(person.find('push button', lambda name: name.endswith('Save')))
        person.wait_for(lambda: glob.glob(folder.name + '/*.ics'), 'the file')
        person.find('label', 'Saved')
        with open(glob.glob(folder.name + '/*.ics')[0], 'rb') as file:
            text = file.read()
        self.assertEqual(text.count(b'BEGIN:VEVENT\r\n'), 2)
        self.assertEqual(os.stat(os.path.join(folder.name, 'reminders.ics')).st_mode & 0o777, 0o600)

    def test_cancel(self):
        server = self.silent_server()
        person = self.start('--dns-server', server)
        person.find('text', 'Your domain or mail address')
        person.key('alt+2')
        self.ask(person, WORDS[ENGLISH], 'mail.example.co.jp')
        person.press(person.find('push button', 'Cancel'))
        self.headline(person, 'The check was stopped.')
        self.assertEqual(person.close(), 0)

    def test_narrow(self):
        for language, short in BOTH:
            person, words = self.open(language, size=NARROW)
            self.ask(person, words, doors.TYPED)
            person.press(person.find('push button', words['details']))
            person.find('label', words['layer'])
            self.take(person, f'tls-narrow-{short}')
            self.assert_narrow(person)
            person.close()

    def test_dresses(self):
        for dress, environment in (('dark', {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}),
                                   ('contrast', {'ADW_DEBUG_HIGH_CONTRAST': '1'})):
            person, words = self.open(JAPANESE, environment=environment)
            self.submit(person, doors.DOMAIN, JAPANESE)
            person.find('label', words['days'])
            self.take(person, f'tls-domain-{dress}-ja')
            person.close()


if __name__ == '__main__':
    unittest.main(verbosity=2, warnings='ignore')
