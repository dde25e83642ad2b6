# SPDX-License-Identifier: GPL-3.0-or-later
"""The window's figures (limits P5, P6, P10) beside an empty libadwaita window: start, memory, how long it stands still,
and whether it sleeps when nothing happens. Runs at a desk of its own (tests/ui/desk.py).

usage: bench_window.py HATOBIN EMPTY-WINDOW WATCH-LIBRARY
"""
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HATOBIN, EMPTY, WATCH = sys.argv[1:4]
STARTS = 9
START_RATIO_MAX = 1.3
MEMORY_MAX = 25 * 1024  # KiB more than the empty window
GROWTH_MAX = 1024  # KiB in so many runs:
RUNS = 100
GAP_MAX = 50.0  # ms
IDLE_AFTER, IDLE_FOR = 15.0, 5.0
SETTLED = 1.5

DOMAIN = 'shop.example.jp'
MAIL = {'records': [{'type': 'A', 'address': '192.0.2.1'}]}


def zone(*texts):
    return {DOMAIN: {'records': [{'type': 'TXT', 'strings': [text]} for text in texts]
                     + [{'type': 'MX', 'preference': 10, 'exchange': 'mail.' + DOMAIN}]}, 'mail.' + DOMAIN: MAIL,
            '_dmarc.' + DOMAIN: {'records': [{'type': 'TXT', 'strings': [text.replace('spf1', 'DMARC1') for text in texts]}]}}


# limits T1, T2, T4.
FIXTURES = {
    'a usual shop': zone('v=spf1 ip4:192.0.2.1 -all'),
    '64 kB without a space': zone('v=spf1 include:' + 'x' * 64000),
    '64 kB of words': zone('v=spf1 ' + 'ip4:192.0.2.1 ' * 4500 + '-all'),
    '64 kB in Japanese': zone('v=spf1 ' + '\u9ce9\u4fbf' * 10600),
    'markup': zone('v=spf1 ' + '<a href="https://example.org">x</a>&<b>y</b>' * 100 + ' -all'),
    'bidi': zone('v=spf1 ' + '\u202e\u2066a\u05d0\u200b' * 1000 + ' -all'),
    '300 faults': zone('v=spf1 ' + ' '.join(f'ipv4:192.0.2.{i % 256}' for i in range(300)) + ' -all'),
    '200 records': zone(*['v=spf1 -all'] * 200),
}


class Program:
    """A window with the watch laid before it."""

    def __init__(self, *command):
        self.report = tempfile.NamedTemporaryFile('r', encoding='utf-8')
        environment = dict(os.environ, LD_PRELOAD=WATCH, HATOBIN_WATCH=self.report.name, GTK_A11Y='none')
        environment.pop('GDK_DEBUG', None)  # the desk saves its tests what GTK does at each start
        self.started = time.monotonic()
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        self.frame = self.wait_for('frame')[0] / 1e6 - self.started

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.report.close()

    def wait_for(self, word):
        """The figures of the next line that begins with WORD."""
        end = time.monotonic() + 30
        while time.monotonic() < end:
            line = self.report.readline()
            if line.startswith(word):
                return [int(figure) for figure in line.split()[1:]]
            if not line:
                time.sleep(0.005)
        raise RuntimeError(f'no {word} from the watch')

    def watch(self):
        self.process.send_signal(signal.SIGUSR1)

    def private_dirty(self):
        with open(f'/proc/{self.process.pid}/smaps_rollup', encoding='utf-8') as file:
            return next(int(line.split()[1]) for line in file if line.startswith('Private_Dirty'))

    def wake_ups(self):
        """How often its threads have given up the processor to wait."""
        total = 0
        for task in os.listdir(f'/proc/{self.process.pid}/task'):
            with open(f'/proc/{self.process.pid}/task/{task}/status', encoding='utf-8') as file:
                total += next(int(line.split()[1]) for line in file if line.startswith('voluntary_ctxt'))
        return total


def key(*keys):
    subprocess.run(['xdotool', 'key', *keys], check=True)


def write_zone(folder, name, records):
    path = os.path.join(folder, name.replace(' ', '-') + '.json')
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(records, file)
    return path


def check(program):
    """Types the domain, reads the result, opens its first row."""
    subprocess.run(['xdotool', 'type', '--delay', '2', DOMAIN], check=True)
    key('Return')
    time.sleep(SETTLED)
    key('Tab', 'Return')
    time.sleep(SETTLED)


def measure_start():
    times = {HATOBIN: [], EMPTY: []}
    for _ in range(STARTS):
        for command, list_of_times in times.items():
            with Program(command) as program:
                list_of_times.append(program.frame * 1000)
    own, empty = statistics.median(times[HATOBIN]), statistics.median(times[EMPTY])
    print(f'start to first frame: {own:.0f} ms, empty window {empty:.0f} ms: {own / empty:.2f} (goal {START_RATIO_MAX})')
    return own / empty <= START_RATIO_MAX


def measure_gaps(folder):
    good = True
    for name, records in FIXTURES.items():
        gaps, worked = [], []
        for _ in range(3):
            with Program(HATOBIN, '--zone', write_zone(folder, name, records)) as program:
                time.sleep(SETTLED)
                program.watch()
                check(program)
                program.watch()
                for figures, figure in zip((gaps, worked), program.wait_for('gap')):
                    figures.append(figure / 1000)
        print(f'longest stand-still, {name}: {min(gaps):.0f} ms (goal {GAP_MAX:.0f}; {", ".join(f"{gap:.0f}" for gap in gaps)}); '
              f'the longest work at a time: {max(worked):.0f} ms of the processor')
        good = good and min(gaps) <= GAP_MAX
    return good


def measure_memory(folder):
    with Program(EMPTY) as program:
        time.sleep(SETTLED)
        empty = program.private_dirty()
    with Program(HATOBIN, '--zone', write_zone(folder, 'usual', FIXTURES['a usual shop'])) as program:
        time.sleep(SETTLED)
        check(program)
        after = program.private_dirty()
        for count in range(2 * RUNS):
            if count == RUNS:
                before = program.private_dirty()
            key('F5')
            time.sleep(0.15)
        time.sleep(SETTLED)
        growth = program.private_dirty() - before
    print(f'Private_Dirty after a check: {after} KiB, empty window {empty} KiB: {after - empty} more (goal {MEMORY_MAX}); '
          f'{RUNS} checks more: {growth} (goal {GROWTH_MAX})')
    return after - empty <= MEMORY_MAX and growth <= GROWTH_MAX


def measure_idle(folder):
    """Whatever comes once in a while comes again: the quietest of three spans has none of it."""
    with Program(HATOBIN, '--zone', write_zone(folder, 'usual', FIXTURES['a usual shop'])) as program:
        time.sleep(SETTLED)
        check(program)
        key('ctrl+l')
        time.sleep(IDLE_AFTER)
        woken = []
        for _ in range(3):
            before = program.wake_ups()
            time.sleep(IDLE_FOR)
            woken.append(program.wake_ups() - before)
    print(f'woken up in {IDLE_FOR:.0f} s, {IDLE_AFTER:.0f} s after the last key: {min(woken)} times (goal 0; {woken})')
    return min(woken) == 0


def main():
    with tempfile.TemporaryDirectory() as folder:
        results = [measure_start(), measure_gaps(folder), measure_memory(folder), measure_idle(folder)]
    return 0 if all(results) else 1


if __name__ == '__main__':
    sys.exit(main())
