# SPDX-License-Identifier: GPL-3.0-or-later
"""The wording tables, the codes in the sources and the contract (codes.txt) say the same."""
import re

from tree import Problem, strings, without_comments

CODES = 'tests/lint/codes.txt'
AREAS = ('spf', 'dmarc', 'dkim', 'mta-sts', 'tlsrpt', 'bimi', 'mx', 'ptr', 'helo', 'blocklist', 'dns', 'dane', 'tls', 'reach', 'signature', 'bounce')
CODE = re.compile(rf'^(?:{"|".join(AREAS)})\.[a-z0-9_]+$')
# What the makers of findings hand in; a text can show nothing else.
ARGUMENTS = {'subject', 'date', 'port', 'term', 'count', 'limit', 'name', 'ip', 'result', 'host', 'policy', 'selector', 'bits', 'reason', 'recipient',
             'names', 'answer', 'provider', 'list', 'meaning', 'removal', 'servers', 'type',
             'old', 'new', 'until'}
PLACEHOLDER = re.compile(r'\{([a-z_]+)\}')
ROW = re.compile(r'\{\s*(?:\.code\s*=\s*)?"([a-z-]+\.[a-z0-9_]+)"')


def read_codes(tree):
    return {line.split('#')[0].strip() for line in tree.text(CODES).splitlines()} - {''}


def line_of(text, match):
    return text.count('\n', 0, match.start()) + 1


def check(tree):
    codes = read_codes(tree)
    worded = {}
    tables = [path for path in tree.find('.c', under='src/findings/') if '/wording-' in path]
    for path in tables:
        text = without_comments(tree.text(path))
        for match in ROW.finditer(text):
            code, line = match[1], line_of(text, match)
            if code not in codes:
                yield Problem(path, line, f'"{code}" is not in {CODES}: codes are promised to scripts')
            if code in worded:
                yield Problem(path, line, f'"{code}" stands twice')
            worded[code] = (path, line)
        for line, literal in strings(tree.text(path)):
            for name in PLACEHOLDER.findall(literal):
                if name not in ARGUMENTS:
                    yield Problem(path, line, f'{{{name}}}: no finding carries it, only {sorted(ARGUMENTS)}')

    made = set()
    for path in tree.find('.c', '.h', under='src/'):
        if path in tables:
            continue
        for line, text in strings(tree.text(path)):
            made.add(text)
            if CODE.match(text) and text not in worded:
                yield Problem(path, line, f'"{text}" has no texts: add a row to src/findings/wording-{text.split(".")[0]}.c')
    # Parsers of several areas name only the second half of a code.
    for code, (path, line) in worded.items():
        if code not in made and code.split('.')[1] not in made:
            yield Problem(path, line, f'"{code}" is made by nobody: take its texts out')
