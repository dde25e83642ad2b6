# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of a report, run as an IT contact would paste them: they show what the program saw. Runs in the lab."""
import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import tempfile
import unittest

from command import run

DAEMONS = os.path.join(os.environ['HATOBIN_LAB_FOLDER'], 'daemons')
CAPTION = re.compile(r'^\[(\d+)\] ')
DOMAINS = ['typical.example', 'lagging.example', 'signed.example', 'sts.example', 'large.example']


def libraries():
    found = [path for base in ('usr/lib', 'lib') for path, _, names in os.walk(os.path.join(DAEMONS, base))
             if any('.so' in name for name in names)]
    return ':'.join(found)


class Report(unittest.TestCase):
    longMessage = True

    @classmethod
    def setUpClass(cls):
        """The programs that daemons.sh unpacked, on a path of their own."""
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        for name in ('dig', 'curl'):
            program = os.path.join(DAEMONS, 'usr/bin', name)
            if not os.path.exists(program):
                raise unittest.SkipTest(f'{name} is not unpacked: run tests/lab/daemons.sh')
            path = os.path.join(cls.folder.name, name)
            with open(path, 'w', encoding='utf-8') as file:
                file.write(f'#!/bin/sh\nLD_LIBRARY_PATH={shlex.quote(libraries())} exec {shlex.quote(program)} "$@"\n')
            os.chmod(path, stat.S_IRWXU)
        cls.environment = dict(os.environ, PATH=cls.folder.name + ':' + os.environ['PATH'])
        cls.environment.pop('LD_PRELOAD', None)

    def report(self, domain, *words):
        """(the evidence by number, [(number, command)]) of one domain; the numbers of two runs are the same."""
        made = {}
        for ending in ('txt', 'json'):
            path = os.path.join(self.folder.name, f'{domain}.{ending}')
            done = run('report', domain, '--no-tls', '--language', 'en', '--output', path, *words)
            self.assertIn(done.returncode, (0, 1, 3))
            self.assertEqual(done.stderr, b'')
            with open(path, encoding='utf-8') as file:
                made[ending] = file.read()
        evidence = {record['id']: record for record in json.loads(made['json'])['evidence']}
        commands, number = [], None
        for line in made['txt'].split('Appendix D: commands')[1].splitlines():
            if CAPTION.match(line):
                number = int(CAPTION.match(line)[1])
            elif line.startswith(('dig ', 'curl ', 'openssl ')):
                commands.append((number, line))
        return evidence, commands

    def paste(self, command):
        return subprocess.run(['sh', '-c', command], env=self.environment, capture_output=True, text=True, timeout=60,
                              stdin=subprocess.DEVNULL, check=False).stdout

    def compare_dns(self, record, command):
        output = self.paste(command)
        status = re.search(r'status: (\w+)', output)
        if record['failure'] is not None:
            self.assertTrue(status is None or status[1] != 'NOERROR', command + output)
            return
        self.assertEqual(status[1], record['rcode'], command)
        answers = []
        for line in output.splitlines():
            if line and not line.startswith(';'):
                kind, data = re.match(r'\S+\s+\d+\s+IN\s+(\S+)\s+(.*)', line).groups()
                if kind == record['type']:
                    answers.append(data)
                elif kind == 'CNAME':
                    answers.append('CNAME ' + data)
        self.assertEqual(sorted(answers), sorted(record['answers']), command)

    def test_commands(self):
        count = 0
        for domain in DOMAINS:
            evidence, commands = self.report(domain)
            self.assertTrue(commands, domain)
            for number, command in commands:
                record = evidence[number]
                if record['kind'] == 'dns':
                    self.compare_dns(record, command)
                elif record['kind'] == 'policy' and record['failure'] is None:
                    self.assertIn(str(record['status']), self.paste(command).splitlines()[0], command)
                count += 1
        self.assertGreater(count, 10)

    def test_places_that_take_no_file(self):
        """A disk that is full, one that is read-only: said, and nothing is left there."""
        place = os.path.join(self.folder.name, 'disk')
        os.mkdir(place)
        for options, words in (('size=16k', b'no room left'), ('ro', b'closed to writing')):
            subprocess.run(['mount', '-t', 'tmpfs', '-o', options, 'hatobin-lab', place], check=True)
            self.addCleanup(subprocess.run, ['umount', place], check=False, capture_output=True)
            path = os.path.join(place, 'report.pdf')
            if options != 'ro':
                with open(path, 'w', encoding='utf-8') as file:
                    file.write('old')
                path = os.path.join(place, 'other.pdf')
            before = sorted(os.listdir(place))
            done = run('report', 'typical.example', '--no-tls', '--language', 'en', '--output', path)
            self.assertIn(words, done.stderr)
            self.assertEqual(sorted(os.listdir(place)), before)
            subprocess.run(['umount', place], check=True)
        shutil.rmtree(place)


if __name__ == '__main__':
    unittest.main()
