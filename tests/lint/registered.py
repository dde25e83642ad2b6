# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing lies there unbuilt: sources, tests and fuzz targets stand in their meson.build, and corpora have seeds."""
import os
import re

from tree import Problem

SEEDS_MIN = 3
# (folder, what the file is called, how its meson.build names it)
LISTS = [
    ('src/', re.compile(r'([\w.-]+\.c)$'), "'{}'"),
    ('tests/unit/', re.compile(r'test-([\w-]+)\.c$'), "'{}'"),
    ('tests/fuzz/', re.compile(r'fuzz-([\w-]+)\.c$'), "'{}'"),
]


def build_file_of(tree, path):
    """The nearest meson.build at or above the file's folder."""
    folder = os.path.dirname(path)
    while folder and not tree.exists(folder + '/meson.build'):
        folder = os.path.dirname(folder)
    return os.path.join(folder, 'meson.build')


def unregistered(tree):
    for folder, pattern, form in LISTS:
        for path in tree.find('.c', under=folder):
            match = pattern.search(os.path.basename(path))
            if match is None:
                continue
            build_file = build_file_of(tree, path)
            if not tree.exists(build_file) or form.format(match[1]) not in tree.text(build_file):
                yield Problem(path, 1, f'is built by nobody: add {form.format(match[1])} to {build_file}')


def without_seeds(tree):
    for path in tree.find('.c', under='tests/fuzz/fuzz-'):
        name = os.path.basename(path)[len('fuzz-'):-len('.c')]
        seeds = [seed for seed in tree.paths if seed.startswith(f'tests/fuzz/corpus/{name}/')]
        if len(seeds) < SEEDS_MIN:
            yield Problem(path, 1, f'put at least {SEEDS_MIN} seeds into tests/fuzz/corpus/{name}/')


def check(tree):
    yield from unregistered(tree)
    yield from without_seeds(tree)
