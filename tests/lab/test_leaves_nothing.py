# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab is gone when it has ended, however it ended: no process, no mount, no file. Runs outside the lab."""
import os
import signal
import subprocess
import sys
import time
import unittest

import lab

PATIENCE = 10.0
# In the lab: says that all runs, then waits to be ended.
WAITING = ['/bin/sh', '-c', 'touch "$HATOBIN_LAB_STATE/inside"; echo up; exec sleep 1000']
MARK = f'HATOBIN_LAB_TEST={os.getpid()}'
FOLDERS = ('/tmp', '/run', '/etc', '/var/tmp')


def processes():
    """{process id: command line} of whatever belongs to this build's lab."""
    found = {}
    for name in os.listdir('/proc'):
        if name.isdigit():
            try:
                with open(f'/proc/{name}/environ', 'rb') as file:
                    is_ours = MARK.encode() in file.read().split(b'\0')
                with open(f'/proc/{name}/cmdline', 'rb') as file:
                    command = file.read().replace(b'\0', b' ').decode(errors='replace')
            except OSError:
                continue
            if is_ours:
                found[int(name)] = command
    return found


def mounts():
    with open('/proc/self/mountinfo', encoding='utf-8') as file:
        return [line for line in file if 'hatobin-lab' in line]


class LeavesNothing(unittest.TestCase):
    def setUp(self):
        name, value = MARK.split('=')
        self.before = {folder: set(os.listdir(folder)) for folder in FOLDERS}
        self.lab = subprocess.Popen([sys.executable, lab.__file__, *WAITING], stdout=subprocess.PIPE, text=True,
                                    env={**os.environ, name: value})
        self.addCleanup(self.lab.stdout.close)
        self.addCleanup(self.lab.wait)
        self.addCleanup(self.lab.kill)
        line = self.lab.stdout.readline()
        if line != 'up\n':
            self.assertEqual(self.lab.wait(), lab.SKIPPED, line)
            self.skipTest(line.strip())

    def assert_all_gone(self):
        self.lab.wait(timeout=PATIENCE)
        end = time.monotonic() + PATIENCE
        while processes() and time.monotonic() < end:
            time.sleep(0.02)
        self.assertEqual(processes(), {})
        self.assertEqual(mounts(), [])
        self.assertEqual(os.listdir(lab.state_folder()), [])
        for folder in FOLDERS:
            new = [name for name in set(os.listdir(folder)) - self.before[folder]
                   if any(word in name for word in ('hatobin-lab', 'knot', 'unbound'))]
            self.assertEqual(new, [], folder)

    def test_all_runs_before(self):
        commands = ' '.join(processes().values())
        for daemon in ('knotd', 'unbound', 'peers.py'):
            self.assertIn(daemon, commands)

    def test_terminated(self):
        self.lab.terminate()
        self.assert_all_gone()

    def test_killed(self):
        self.lab.send_signal(signal.SIGKILL)
        self.assert_all_gone()


if __name__ == '__main__':
    unittest.main()
