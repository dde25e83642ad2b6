# SPDX-License-Identifier: GPL-3.0-or-later
"""limits T10: MTA-STS policies from a web host in each bad form (peers.py), fetched by the command line with the system's
certificates, which in the lab are the lab's own. Runs in the lab."""
import os
import unittest
from concurrent.futures import ThreadPoolExecutor

from command import check, codes

# (the domain's first word, in words, the code that is told, an argument of it)
CASES = [
    ('ok', 'a policy in order', 'mta-sts.ok', None),
    ('cookie', 'a policy with a cookie', 'mta-sts.ok', None),
    ('redirect', 'a redirect to a good policy (RFC 8461 §3.3: not followed)', 'mta-sts.no_policy', '301'),
    ('notfound', 'no such file', 'mta-sts.no_policy', '404'),
    ('trouble', 'the server has trouble', 'mta-sts.unchecked', 'http_error'),
    ('nohost', 'no such host', 'mta-sts.no_policy', None),
    ('html', 'a web page', 'mta-sts.policy_html', None),
    ('broken', 'an unknown mode', 'mta-sts.bad_policy', None),
    ('othermx', 'names another mail host', 'mta-sts.mx_mismatch', None),
    ('endless', '1 GB', 'mta-sts.unchecked', 'too_big'),
    ('drip', 'a byte a second', 'mta-sts.unchecked', 'timeout'),
    ('expired', 'a certificate that was good until yesterday', 'mta-sts.certificate', 'cert_expired'),
    ('future', 'a certificate that is good from tomorrow', 'mta-sts.certificate', 'cert_not_yet_valid'),
    ('wrongname', 'the certificate of another host', 'mta-sts.certificate', 'hostname_mismatch'),
    ('untrusted', 'a certificate of nobody who is trusted', 'mta-sts.certificate', 'untrusted_root'),
]
# Milliseconds: a fetch is given up after 10 s, and several programs run at a time.
LONGEST = 12000


class Policies(unittest.TestCase):
    longMessage = True

    def test_policies(self):
        with ThreadPoolExecutor(4) as pool:
            checkups = pool.map(lambda case: check(case[0] + '.sts.example', '--allow-private', doors=True), CASES)
            for (word, what, code, argument), checkup in zip(CASES, checkups):
                with self.subTest(f'{word}: {what}'):
                    told = [finding for finding in checkup['findings'] if finding['code'].startswith('mta-sts.')]
                    self.assertIn(code, [finding['code'] for finding in told])
                    finding = next(finding for finding in told if finding['code'] == code)
                    if argument is not None:
                        self.assertIn(argument, map(str, finding['arguments'].values()))
                    self.assertLess(checkup['elapsed_ms'], LONGEST)
                    # One fault is one problem: what is wrong with the policy's host is told as a fault of the policy.
                    told = [finding['code'] for finding in checkup['findings'] if finding['level'] in ('problem', 'caution')
                            and finding['subject'].startswith('mta-sts.')]
                    self.assertEqual(told, [])

    def test_an_address_that_leads_nowhere(self):
        """limits T9: the lab's addresses are for documentation (RFC 5737); unless allowed, nothing is connected to."""
        checkup = check('ok.sts.example')
        fetched = [record for record in checkup['evidence'] if record['kind'] == 'policy']
        self.assertEqual([record['failure'] for record in fetched], ['private_address'])
        self.assertIn('mta-sts.unchecked', codes(checkup))

    def test_no_proxy(self):
        """The environment's proxy would see what is asked, and could make up the answer."""
        os.environ['https_proxy'] = os.environ['http_proxy'] = 'http://203.0.113.99:53'
        self.addCleanup(os.environ.pop, 'https_proxy')
        self.addCleanup(os.environ.pop, 'http_proxy')
        self.assertIn('mta-sts.ok', codes(check('ok.sts.example', '--allow-private')))


if __name__ == '__main__':
    unittest.main()
