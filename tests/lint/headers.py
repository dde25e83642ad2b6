# SPDX-License-Identifier: GPL-3.0-or-later
"""Every header compiles alone, with the flags of the build."""
import json
import os
import shlex
import subprocess
from concurrent.futures import ThreadPoolExecutor

from tree import Problem, Skip

WITH_VALUE = ('-o', '-MF', '-MQ', '-MT')
ALONE = ('-c', '-MD', '-MMD')


def flags_of(entry):
    words = shlex.split(entry['command'])
    flags, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word in WITH_VALUE:
            skip = True
        elif word not in ALONE and word != entry['file']:
            flags.append(word)
    return flags


def read_commands(tree):
    path = os.path.join(tree.build or '', 'compile_commands.json')
    if not os.path.exists(path):
        raise Skip('no compile_commands.json in the build folder')
    commands = {}
    with open(path, encoding='utf-8') as file:
        for entry in json.load(file):
            source = os.path.relpath(os.path.join(entry['directory'], entry['file']), tree.root)
            if source.endswith('.c') and not source.startswith('..'):
                commands[source] = (entry['directory'], flags_of(entry))
    return commands


def command_for(header, commands):
    """The flags of the twin, else of a neighbour, else of the nearest source."""
    def nearness(source):
        if source == header[:-2] + '.c':
            return 1000
        return len(os.path.commonprefix([source, header]))
    return commands[max(sorted(commands), key=nearness)]


def compile_alone(tree, header, commands):
    folder, flags = command_for(header, commands)
    result = subprocess.run(
        flags + ['-Werror', '-fsyntax-only', '-x', 'c', '-'], cwd=folder, text=True, capture_output=True,
        input=f'#include "{tree.absolute(header)}"\n', check=False)
    return header, result


def check(tree):
    commands = read_commands(tree)
    headers = tree.find('.h', under='src/') + tree.find('.h', under='tests/')
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for header, result in pool.map(lambda h: compile_alone(tree, h, commands), headers):
            if result.returncode != 0:
                first = next((line for line in result.stderr.splitlines() if 'error' in line), 'error')
                yield Problem(header, 1, f'does not compile alone, include what it uses: {first}')
