# SPDX-License-Identifier: GPL-3.0-or-later
"""A check over a line of 40 ms there and back (lab.py --delay 20): what it costs on real servers. Runs in the lab."""
import unittest

from command import check

ROUND_TRIP = 40
RUNS_MAX = 20  # the best counts: what else the machine does only adds


class Line(unittest.TestCase):
    def test_the_line_has_its_delay(self):
        for record in check('typical.example')['evidence']:
            self.assertGreaterEqual(record['duration_ms'], ROUND_TRIP, record['name'])

    def test_a_check_takes_as_long_as_its_depth(self):
        """limits P1, P2: the resolver knows the answers after the first run."""
        check('typical.example')
        for runs in range(1, RUNS_MAX + 1):
            checkup = check('typical.example')
            waves, first = checkup['statistics']['waves'], checkup['statistics']['first_finding_ms']
            floor, taken = waves * ROUND_TRIP, checkup['elapsed_ms']
            if taken <= 1.25 * floor + 50 and first <= ROUND_TRIP + 50:
                break
        print(f'{checkup["statistics"]["questions"]} questions in {waves} rounds: {taken:.0f} ms, {taken / floor:.2f} of the '
              f'floor; first row after {first:.0f} ms; in run {runs}')
        self.assertLessEqual(taken, 1.25 * floor + 50)
        self.assertLessEqual(first, ROUND_TRIP + 50)


if __name__ == '__main__':
    unittest.main()
