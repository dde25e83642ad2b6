#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many samples each rule for refusals decides, and that no rule is made for one sample.
usage: test_rule_samples.py HATOBIN-CLI CATALOGUE [FOLDER…]

Samples are the fixtures of the rules in CATALOGUE, and all .eml and .txt files below the FOLDERs. A rule that only one of these
files triggers has to cite a published text; none may hold an address that is a sample's own.
"""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

FILES_AT_ONCE = 200
# A page, a standard, a program's manual or source: what others can look up.
PUBLISHED = re.compile(r'\bRFC \d|[a-z0-9-]+\.[a-z]{2,}|\d\.\d|IANA|SDK|replies named in')


def load(folder):
    with open(os.path.join(folder, 'bounce-rules.json'), encoding='utf-8') as file:
        return {rule['id']: rule for rule in json.load(file)['rules']}


def write_fixtures(rules, folder):
    """Files with the words of the fixtures; what else decides in one (a server, a command) has no place in words."""
    for name, rule in rules.items():
        for number, fixture in enumerate(rule['fixtures']):
            if isinstance(fixture, str):
                with open(os.path.join(folder, f'{name}-{number}.txt'), 'w', encoding='utf-8') as file:
                    file.write(fixture)


def find_files(folders):
    return sorted(os.path.join(place, name) for folder in folders for place, _, names in os.walk(folder) for name in names
                  if name.endswith(('.eml', '.txt')))


def read(cli, files):
    for start in range(0, len(files), FILES_AT_ONCE):
        done = subprocess.run([cli, 'bounce', '--json', *files[start:start + FILES_AT_ONCE]], capture_output=True, timeout=120,
                              check=True)
        yield from map(json.loads, done.stdout.splitlines())


def count(bounces):
    """By rule, the samples in which it decides for a recipient, a mail and its copied text being one; and every address."""
    samples, addresses = collections.defaultdict(set), set()
    for bounce in bounces:
        addresses.update(bounce['recipients'], filter(None, (bounce['from'], bounce['envelope_sender'])))
        for result in [bounce, *bounce['per_recipient']]:
            if result['rule'] is not None:
                samples[result['rule']].add(re.sub(r'(\.visible)?\.\w+$', '', bounce['file']))
    return samples, {address.lower() for address in addresses if '@' in address}


def print_table(rules, samples, title):
    print(f'# rules by number of samples ({title}): {len(samples)} of {len(rules)} rules decide')
    by_number = collections.defaultdict(list)
    for name in rules:
        by_number[len(samples.get(name, ()))].append(name)
    for number in sorted(by_number, reverse=True):
        print(f'#  {number:4}: {" ".join(by_number[number])}')


def find_lonely(rules, samples):
    for name, files in samples.items():
        if len(files) == 1 and not PUBLISHED.search(rules[name]['source']):
            yield f'{name}: triggered by one sample only, and cites nothing published: {rules[name]["source"]}'


def find_made_for(rules, addresses):
    for name, rule in rules.items():
        for phrase in rule.get('text', ()):
            for address in addresses:
                if address in phrase:
                    yield f'{name}: "{phrase}" holds the address of a sample'


def main(cli, catalogue, *folders):
    rules = load(catalogue)
    with tempfile.TemporaryDirectory() as folder:
        write_fixtures(rules, folder)
        samples, addresses = count(read(cli, find_files([folder])))
    print_table(rules, samples, 'fixtures')
    faults = list(find_made_for(rules, addresses))
    if folders:
        samples, addresses = count(read(cli, find_files(folders)))
        print_table(rules, samples, 'files')
        faults += [*find_lonely(rules, samples), *find_made_for(rules, addresses)]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
