# SPDX-License-Identifier: GPL-3.0-or-later
"""The project's files as the rules see them, and what a rule reports."""
import os
import re
from dataclasses import dataclass

TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


@dataclass
class Problem:
    path: str
    line: int
    text: str

    def __str__(self):
        return f'{self.path}:{self.line}: {self.text}'


class Skip(Exception):
    """What this machine lacks, so that the rule cannot be held here."""


def _blank(text):
    return re.sub(r'[^\n]', ' ', text)


def without_comments(text):
    """C text of the same shape (lines and columns) without its comments."""
    return TOKEN.sub(lambda m: _blank(m[0]) if m[0][0] == '/' else m[0], text)


def code_only(text):
    """C text of the same shape without comments and without what stands between quotes."""
    return TOKEN.sub(
        lambda m: _blank(m[0]) if m[0][0] == '/' else m[0][0] + _blank(m[0][1:-1]) + m[0][-1], text)


def strings(text):
    """(line, value as written) of every string literal of a C text."""
    for match in TOKEN.finditer(text):
        if match[0][0] == '"':
            yield text.count('\n', 0, match.start()) + 1, match[0][1:-1]


class Tree:
    """@root: the sources; @build: the build folder, for the rules that need what was built."""

    def __init__(self, root, build=None):
        self.root = os.path.abspath(root)
        self.build = os.path.abspath(build) if build else None
        self._texts = {}
        self.paths = sorted(self._walk())

    def _walk(self):
        for folder, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders
                          if name not in ('.git', '__pycache__')
                          and not os.path.isdir(os.path.join(folder, name, 'meson-private'))]
            for name in files:
                yield os.path.relpath(os.path.join(folder, name), self.root)

    def absolute(self, path):
        return os.path.join(self.root, path)

    def text(self, path):
        if path not in self._texts:
            with open(self.absolute(path), encoding='utf-8', errors='replace') as file:
                self._texts[path] = file.read()
        return self._texts[path]

    def exists(self, path):
        return os.path.exists(self.absolute(path))

    def find(self, *endings, under=''):
        """The files of a folder whose names end so; what others published lies outside the rules."""
        return [path for path in self.paths
                if path.endswith(endings) and path.startswith(under)
                and not path.startswith(('tests/conformance/data/', 'tests/fuzz/corpus/'))]

    def matches(self, path, pattern, view=code_only):
        """(line, match) of a compiled pattern in one file."""
        text = view(self.text(path))
        for match in pattern.finditer(text):
            yield text.count('\n', 0, match.start()) + 1, match

    def allows(self, problem, rule):
        """A line may carry its own exemption, with a reason: lint: allow RULE, why."""
        if not self.exists(problem.path) or problem.line < 1:
            return False
        lines = self.text(problem.path).splitlines()
        if problem.line > len(lines):
            return False
        return re.search(rf'lint: allow {rule}, \w', lines[problem.line - 1]) is not None
