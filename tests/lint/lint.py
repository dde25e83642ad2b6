#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lint.py RULE SOURCE-ROOT BUILD-ROOT: holds one rule of the house against the tree.

A rule is a module of this folder with check (tree), which yields problems. Exit status: 0 kept, 1 broken,
77 cannot be told on this machine (the reason is printed)."""
import importlib
import sys

from tree import Skip, Tree


def main(arguments):
    if len(arguments) != 3:
        print(__doc__)
        return 2

    rule = arguments[0]
    module = importlib.import_module(rule)
    tree = Tree(arguments[1], arguments[2])
    try:
        problems = [problem for problem in module.check(tree) if not tree.allows(problem, rule)]
    except Skip as reason:
        print(f'{rule}: {reason}')
        return 77

    for problem in problems:
        print(problem)
    if getattr(module, 'ONLY_LISTED', False):
        print(f'{rule}: {len(problems)} to look at')
        return 0
    return 1 if problems else 0


if __name__ == '__main__':
    sys.dont_write_bytecode = True
    sys.exit(main(sys.argv[1:]))
