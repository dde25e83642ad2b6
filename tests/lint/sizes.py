# SPDX-License-Identifier: GPL-3.0-or-later
"""Long functions, long files and deep nesting: listed for a reader, failed by nobody."""
import re

from tree import Problem, code_only

ONLY_LISTED = True
FUNCTION_LINES = 60
FILE_LINES = 600
NESTING = 4
NAME = re.compile(r'^(\w+) ?\(')


def functions(text):
    """(line, name, lines, nesting) of each function: braces in column 0 begin and end one."""
    lines = code_only(text).splitlines()
    start = None
    for number, line in enumerate(lines):
        if line.startswith('{'):
            start = number
        elif line.startswith('}') and start is not None:
            name = next((match[1] for back in range(start - 1, max(start - 40, -1), -1)
                         if (match := NAME.match(lines[back]))), None)
            if name is not None:
                depth, deepest = 0, 0
                for character in '\n'.join(lines[start:number]):
                    depth += (character == '{') - (character == '}')
                    deepest = max(deepest, depth)
                yield start + 1, name, number - start - 1, deepest - 1
            start = None


def check(tree):
    for path in tree.find('.c', '.h', '.py'):
        count = tree.text(path).count('\n')
        if count > FILE_LINES:
            yield Problem(path, 1, f'{count} lines (limit {FILE_LINES}): which two things does it do?')
    for path in tree.find('.c'):
        for line, name, length, nesting in functions(tree.text(path)):
            if length > FUNCTION_LINES:
                yield Problem(path, line, f'{name} () has {length} lines (limit {FUNCTION_LINES})')
            if nesting > NESTING:
                yield Problem(path, line, f'{name} () nests {nesting} deep (limit {NESTING})')
