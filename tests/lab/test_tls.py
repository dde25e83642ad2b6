# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line at the doors of tls_cases.py: what it finds, how often it knocks, how long it takes. Runs in the lab with
its mail servers."""
import json
import os
import unittest
from concurrent.futures import ThreadPoolExecutor

from command import run
from connections import Counter
from mail_server import SPOKE_FIRST
from tls_cases import CASES, CONTROL_ADDRESS, GOOD_HOST, PORTS, SHOP, SHOP_DOMAIN, SHOP_SERVER, SLOW_HOST, TOMORROW, \
    TWO_ADDRESSES, hosts

AT_ONCE = 8
ENDS = (0, 1, 3)
# Seconds that a slow machine may take for its own work, beside what a conversation is allowed.
WORK = 3.0
# A door's, where the dark one is looked at by a control host too.
LONGEST = 10.0
LONGEST_GREETING = 20.0
# All that it ever says to a server.
SAID = {'EHLO', 'HELO', 'STARTTLS', 'QUIT', 'CAPABILITY', 'CAPA', 'STLS', 'LOGOUT'}
# Private, shared, link-local, multicast, this machine's, reserved; an IPv4 address inside of an IPv6 one (RFC 6890).
NOWHERE = ['10.53.0.8', '172.16.0.1', '192.168.1.1', '100.64.0.1', '127.0.0.1', '169.254.1.1', '224.0.0.1', '0.0.0.0', '::1',
           'fe80::1', 'fc00::1', 'ff02::1', '::ffff:10.53.0.8', '64:ff9b::a35:8', '2002:a35:8::1', '203.0.113.25']
PUBLISHED = 'tls/cases-dev.jsonl'


def tls(case):
    """The checkup of one door."""
    name = case.host if case.host == case.address else case.host.encode('idna').decode()
    words = ['tls', case.host, '--protocol', case.protocol, '--json', '--allow-private', *case.options]
    if case.port:
        words += ['--port', str(case.port)]
    if len(hosts().get(name, ())) > 1:
        words += ['--connect', case.address]
    done = run(*words)
    if done.returncode not in ENDS or done.stderr:
        raise AssertionError(f'{" ".join(words)} ended with {done.returncode}: {done.stderr.decode(errors="replace")}')
    return json.loads(done.stdout)


def said(checkup, *levels):
    return {finding['code'] for finding in checkup['findings'] if finding['level'] in levels or not levels}


def sessions(checkup, case):
    return [record for record in checkup['evidence'] if record['kind'] == 'session' and record['address'] == case.address]


class Doors(unittest.TestCase):
    """Every case is asked once; each test looks at another side of the answers."""
    longMessage = True

    @classmethod
    def setUpClass(cls):
        cls.counter = Counter()
        # Those that wait for long come first.
        order = sorted(CASES, key=lambda case: (-case.longest, 'unchecked' != case.level))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            domain = pool.submit(run, 'check', 'slow-shop.lab.example', '--json', '--allow-private')
            cls.answers = dict(zip([case.id for case in order], pool.map(tls, order)))
            cls.slow_domain = json.loads(domain.result().stdout)

    def assert_found(self, checkup, level, codes, also):
        """As the contract compares: a good door has neither problem nor caution; a bad one has its codes, and no other of these
        levels."""
        faults = said(checkup, 'problem', 'caution') - {'tls.server_name'}
        if level == 'ok':
            self.assertEqual(faults, set())
            self.assertTrue(checkup['findings'])
            return
        self.assertLessEqual(set(codes), said(checkup))
        self.assertEqual(faults - set(codes) - set(also), set())
        self.assertIn(level, [finding['level'] for finding in checkup['findings'] if finding['code'] in set(codes) | set(also)])

    def assert_named(self, checkup, server_name):
        names = [(finding['arguments']['name'], finding['arguments']['proved']) for finding in checkup['findings']
                 if finding['code'] == 'tls.server_name']
        self.assertEqual(names, [(server_name, True)] if server_name else [])

    def test_what_is_found(self):
        for case in CASES:
            with self.subTest(case.id):
                self.assert_found(self.answers[case.id], case.level, case.codes, case.also)
                self.assert_named(self.answers[case.id], case.server_name)
                if case.level == 'ok':
                    self.assertLessEqual(set(case.codes), said(self.answers[case.id]))

    @unittest.skipUnless('HATOBIN_CORPORA' in os.environ, 'the published cases are not on this machine')
    def test_published_cases(self):
        """The same doors, by what the published file says of them."""
        with open(os.path.join(os.environ['HATOBIN_CORPORA'], PUBLISHED), encoding='utf-8') as file:
            rows = [json.loads(line) for line in file]
        for row in rows:
            with self.subTest(row['id']):
                checkup = self.answers[row['id']]
                self.assert_found(checkup, row['level'], row['codes'], row.get('also', ()))
                self.assert_named(checkup, row.get('server_name'))

    def test_how_often_it_knocks(self):
        """limits: two connections an address and port, three with a proof."""
        doors = {}
        for case in CASES:
            doors.setdefault((case.address, case.port), []).append(case)
        for (address, port), cases in doors.items():
            with self.subTest(' '.join(case.id for case in cases)):
                self.assertLessEqual(self.counter.of(address, port), sum(case.connections for case in cases))
                self.assertGreater(self.counter.of(address, port), 0)

    def test_sentences_are_whole(self):
        """What is put into them ends none of them twice, and leaves none without an end."""
        for case in CASES:
            for finding in self.answers[case.id]['findings']:
                with self.subTest(f'{case.id} {finding["code"]}'):
                    self.assertNotRegex(finding['meaning'] + ' ' + finding['details'], r'\.\.(?!\.)|: *$|\{|  ')

    def test_what_it_says(self):
        """It greets, asks for encryption and leaves: by its own account, and by that of postfix, which counts commands."""
        for case in CASES:
            with self.subTest(case.id):
                words = {line['text'].split()[-1 if case.protocol == 'imap' else 0] for session in sessions(self.answers[case.id], case)
                         for line in session['transcript'] if line['from'] == 'client'}
                self.assertLessEqual(words, SAID)
        with open(os.path.join(os.environ['HATOBIN_LAB_STATE'], 'postfix', 'log'), encoding='utf-8') as log:
            counted = [line.split('] ')[1].split() for line in log if ' disconnect from ' in line and 'commands=' in line]
        self.assertEqual({word.split('=')[0].upper() for words in counted for word in words} - SAID, {'COMMANDS'})

    def test_it_waits_for_its_turn(self):
        """RFC 5321 §3.1: no client speaks before the greeting is over."""
        with open(os.path.join(os.environ['HATOBIN_LAB_STATE'], 'servers.out'), encoding='utf-8') as log:
            self.assertEqual([line for line in log if line.startswith(SPOKE_FIRST)], [])

    def test_how_long_a_door_takes(self):
        """limits: 10 s, with a slow greeting 20 s."""
        for case in CASES:
            for session in sessions(self.answers[case.id], case):
                with self.subTest(case.id):
                    self.assertLess(session['duration_ms'] / 1000, case.longest + WORK)

    def test_how_long_a_slow_domain_takes(self):
        """Where a second conversation follows the first, both have the time of a row."""
        rows = {}
        for session in self.slow_domain['evidence']:
            if session['kind'] == 'session':
                rows.setdefault((session['protocol'], session['host']), []).append(session['duration_ms'] / 1000)
        self.assertEqual(len(rows[('submission', 'slow.lab.example')]), 2)
        for (protocol, host), seconds in rows.items():
            self.assertLess(sum(seconds), (LONGEST_GREETING if protocol == 'smtp' else LONGEST) + WORK, host)
        self.assertLess(self.slow_domain['elapsed_ms'] / 1000, LONGEST_GREETING + WORK)


class WholeHost(unittest.TestCase):
    def ask(self, doors, *options):
        done = run('tls', doors[0].host, '--json', '--allow-private', '--control', CONTROL_ADDRESS, *options)
        self.assertIn(done.returncode, ENDS, done.stderr)
        checkup = json.loads(done.stdout)
        return checkup, {session['port']: session['duration_ms'] / 1000 for session in checkup['evidence']
                         if session['kind'] == 'session' and session['address'] == doors[0].address}

    def test_all_doors(self):
        checkup, _ = self.ask(GOOD_HOST)
        self.assertEqual([finding['code'] for finding in checkup['findings']], ['tls.ok'] * len(GOOD_HOST))

    def test_two_addresses(self):
        """Each family is a row of its own."""
        checkup, _ = self.ask(TWO_ADDRESSES, '--protocol', 'smtp')
        found = {item['id'].split(':', 3)[3]: [checkup['findings'][index]['code'] for index in item['findings']]
                 for item in checkup['items']}
        self.assertEqual(found, {case.address: case.codes for case in TWO_ADDRESSES})

    def test_all_dates_are_wrong(self):
        """limits T22: it is this computer's clock, and nobody's fault."""
        checkup, _ = self.ask(TOMORROW, '--protocol', 'smtp')
        self.assertEqual([(finding['code'], finding['level']) for finding in checkup['findings']],
                         [('tls.clock', 'unchecked')] * len(TOMORROW))

    def test_a_shop_on_a_shared_server(self):
        """product, "wrong server name": the name to type is told and has been tried, for a name and for an address."""
        for typed in (SHOP[0].host, SHOP[0].address):
            with self.subTest(typed):
                done = run('tls', typed, '--allow-private', '--language', 'ja', '--protocol', 'submissions', '--protocol', 'imaps')
                self.assertEqual(done.returncode, 1)
                self.assertIn(SHOP_SERVER, done.stdout.decode())
                self.assertIn('暗号化は動いています。', done.stdout.decode())

    def test_a_whole_domain(self):
        """Each row of its own, no door tried more often than is polite, the name to type for every mail program's door."""
        counter = Counter()
        done = run('check', SHOP_DOMAIN, '--json', '--allow-private')
        checkup = json.loads(done.stdout)
        tried = {session['port'] for session in checkup['evidence'] if session['kind'] == 'session'}
        self.assertLessEqual({case.port for case in SHOP}, tried)
        names = {finding['arguments']['name'] for finding in checkup['findings'] if finding['code'] == 'tls.server_name'}
        self.assertEqual(names, {SHOP_SERVER})
        for case in SHOP:
            self.assertLessEqual(counter.of(case.address, case.port), 3, case.id)

    def test_an_address_that_leads_nowhere(self):
        """limits T9: names of strangers lead to no address that is not on the Internet: no packet leaves."""
        counter = Counter()
        for address in NOWHERE:
            with self.subTest(address):
                done = run('tls', GOOD_HOST[0].host, '--connect', address, '--protocol', 'smtp', '--json')
                self.assertEqual(done.returncode, 3)
                self.assertEqual(said(json.loads(done.stdout)), {'reach.private_address'})
        self.assertEqual(json.loads(run('tls', GOOD_HOST[0].host, '--json').stdout)['verdict']['level'], 'unchecked')
        self.assertEqual([door for door in counter.seen if door[1] in PORTS.values()], [])

    def test_a_slow_door_delays_no_other(self):
        """Two doors say nothing; the others have settled long before, and all is over when these are."""
        checkup, seconds = self.ask(SLOW_HOST)
        self.assertEqual(said(checkup), {'tls.ok', 'reach.filtered', 'reach.banner_timeout'})
        for door in SLOW_HOST:
            if door.level == 'ok':
                self.assertLess(seconds[door.port], WORK, door.protocol)
        self.assertLess(checkup['elapsed_ms'] / 1000, LONGEST + WORK)


if __name__ == '__main__':
    unittest.main()
