# SPDX-License-Identifier: GPL-3.0-or-later
"""The doors of a host over a line with a delay (limits P3), each against its floor; and the memory of a conversation, with good
servers and with those that never end. `bench_tls.py LAB.PY judge|measure`; the lab calls it again inside.

The floor of STARTTLS is five round trips: to connect, the greeting, what the server can do, the go-ahead, TLS.
"""
import json
import os
import subprocess
import sys

SKIPPED = 77
HERE = os.path.abspath(__file__)
CLI = os.environ['HATOBIN_CLI']
HOST, ADDRESS = 'eight.lab.example', '10.53.0.8'
STARTTLS_DEPTH = 5
DOORS = 8
CONNECTIONS = 2  # a door
# Milliseconds there and back, and in which all doors are to be seen.
GOALS = {20: 200, 100: 650}
RUNS = 7  # the best of them: others use the machine too
# Bytes that a conversation may take beside what the program takes by itself.
MEMORY = 512 << 10
# Hosts of tls_cases.py that send without end, and what a run with one of them may take more than one with a good host.
ENDLESS = {'smtp': ['mx-oversize', 'mx-endless', 'mx-respinject'], 'imap': ['imap-oversize']}
GROWTH = 1 << 20


def tls(host, *words):
    """(the checkup, the most memory that the run had, in bytes)."""
    with subprocess.Popen([CLI, 'tls', host, '--json', '--allow-private', *words], stdout=subprocess.PIPE) as process:
        text = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return json.loads(text), usage.ru_maxrss << 10


def measure_time(round_trip):
    checkups = [tls(HOST, '--connect', ADDRESS)[0] for _ in range(RUNS)]
    wrong = [finding['code'] for checkup in checkups for finding in checkup['findings'] if finding['code'] != 'tls.ok']
    times = sorted(checkup['elapsed_ms'] for checkup in checkups)
    floor = STARTTLS_DEPTH * round_trip
    print(f'{DOORS} doors at {round_trip} ms: best {times[0]:.0f} ms, median {times[len(times) // 2]:.0f} ms of {RUNS} runs; floor '
          f'{STARTTLS_DEPTH} round trips = {floor} ms, {times[0] / floor:.2f} of it; goal {GOALS[round_trip]} ms'
          + (f'; not in order: {" ".join(wrong)}' if wrong else ''), flush=True)
    return times[0] <= GOALS[round_trip] and not wrong


def least_memory(host, *words):
    return min(tls(host, *words)[1] for _ in range(3))


def measure_memory():
    one, all_doors = least_memory(HOST, '--protocol', 'smtp'), least_memory(HOST)
    conversation = (all_doors - one) / ((DOORS - 1) * CONNECTIONS)
    endless = {host: least_memory(f'{host}.lab.example', '--protocol', protocol) - one
               for protocol, hosts in ENDLESS.items() for host in hosts}
    print(f'memory: {one >> 10} kB with one door, {conversation / 1024:.0f} kB a conversation more (goal {MEMORY >> 10}); without end: '
          + ', '.join(f'{host} {more >> 10:+} kB' for host, more in endless.items()) + f' (goal {GROWTH >> 10})', flush=True)
    return conversation <= MEMORY and all(more <= GROWTH for more in endless.values())


def inside(what):
    return measure_memory() if what == 'memory' else measure_time(int(what))


def in_lab(lab, what, *words):
    return subprocess.run([sys.executable, lab, '--mail', *words, sys.executable, HERE, '--inside', what], check=False).returncode


def main(lab, judged):
    ends = [in_lab(lab, str(round_trip), '--delay', str(round_trip // 2)) for round_trip in GOALS] + [in_lab(lab, 'memory')]
    if SKIPPED in ends:
        return SKIPPED
    return 1 if judged == 'judge' and any(ends) else 0


if __name__ == '__main__':
    sys.exit((0 if inside(sys.argv[2]) else 1) if sys.argv[1] == '--inside' else main(*sys.argv[1:]))
