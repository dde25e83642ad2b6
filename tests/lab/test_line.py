# SPDX-License-Identifier: GPL-3.0-or-later
"""A check over a line of 40 ms there and back (lab.py --delay 20): what it costs on real servers. Runs in the lab."""
import statistics
import unittest

from command import check

ROUND_TRIP = 40
RUNS = 5


class Line(unittest.TestCase):
    def test_the_line_has_its_delay(self):
        for record in check('typical.example')['evidence']:
            self.assertGreaterEqual(record['duration_ms'], ROUND_TRIP, record['name'])

    def test_a_check_takes_as_long_as_its_depth(self):
        """limits P1, P2: the resolver knows the answers after the first run."""
        check('typical.example')
        runs = [check('typical.example') for _ in range(RUNS)]
        best = min(runs, key=lambda checkup: checkup['elapsed_ms'])
        waves = best['statistics']['waves']
        floor = waves * ROUND_TRIP
        times = [checkup['elapsed_ms'] for checkup in runs]
        print(f'{best["statistics"]["questions"]} questions in {waves} rounds: best {min(times):.0f} ms, median '
              f'{statistics.median(times):.0f} ms, {min(times) / floor:.2f} of the floor; first row after '
              f'{best["statistics"]["first_finding_ms"]:.0f} ms')
        self.assertLessEqual(min(times), 1.25 * floor + 50)
        self.assertLessEqual(best['statistics']['first_finding_ms'], ROUND_TRIP + 50)


if __name__ == '__main__':
    unittest.main()
