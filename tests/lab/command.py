# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line, run in the lab, and what its JSON says."""
import json
import os
import subprocess

CLI = os.environ['HATOBIN_CLI']
# What nothing may take: a run ends at 60 s by itself.
HANGS = 90


def run(*words):
    return subprocess.run([CLI, *words], capture_output=True, timeout=HANGS, check=False)


def check(domain, *options, doors=False):
    """The checkup of what DOMAIN publishes, and of its DOORS; whatever was found, the program ended in an orderly way and said
    nothing on stderr."""
    done = run('check', domain, '--json', *(() if doors else ('--no-tls',)), *options)
    if done.returncode not in (0, 1, 3) or done.stderr:
        raise AssertionError(f'check {domain} ended with {done.returncode}: {done.stderr.decode(errors="replace")}')
    return json.loads(done.stdout)


def codes(checkup):
    return [finding['code'] for finding in checkup['findings']]


def levels(checkup):
    return {finding['code']: finding['level'] for finding in checkup['findings']}


def reasons(checkup):
    return {finding['code']: finding['arguments'].get('reason') for finding in checkup['findings']}
