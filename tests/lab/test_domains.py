# SPDX-License-Identifier: GPL-3.0-or-later
"""Domains on real name servers, as the command line sees them through the system's resolver. Runs in the lab."""
import unittest

from command import check, codes, levels, reasons


class Domains(unittest.TestCase):
    longMessage = True

    def assert_in_order(self, checkup):
        self.assertIn(checkup['verdict']['level'], ('ok', 'advice'), codes(checkup))
        self.assertEqual([code for code, level in levels(checkup).items() if level in ('problem', 'caution')], [])
        for item in ('spf', 'dkim', 'dmarc', 'mx', 'tlsrpt'):
            self.assertIn(f'{item}.ok', codes(checkup))

    def test_a_shop_in_good_order(self):
        checkup = check('typical.example')
        self.assert_in_order(checkup)
        self.assertEqual({record['server'] for record in checkup['evidence']},
                         {'192.0.2.53', '203.0.113.53', '198.51.100.53'}, 'the resolver of the system, and both servers')

    def test_dnssec_that_validates(self):
        checkup = check('signed.example')
        self.assert_in_order(checkup)
        for record in checkup['evidence']:
            if record['name'].endswith('signed.example') and record['answers'] and record['server'] == '192.0.2.53':
                self.assertTrue(record['ad'], f'{record["name"]} {record["type"]}')

    def test_dnssec_without_signatures(self):
        """That there is no key at the registry is itself signed; what the domain says is not."""
        self.assertFalse(any(record['ad'] for record in check('typical.example')['evidence']
                             if record['name'].endswith('typical.example') and record['answers']))

    def test_dnssec_that_is_bogus(self):
        """RFC 4035 §5.5: SERVFAIL to everybody who validates; nothing of it is taken for missing."""
        checkup = check('bogus.example')
        self.assertEqual([code for code in codes(checkup) if code.endswith('.missing')], [])
        self.assertNotIn('spf.ok', codes(checkup))
        self.assertEqual(levels(checkup)['spf.unchecked'], 'unchecked')

    def test_a_secondary_that_lags_behind(self):
        """ns2 still tells what was published before, with no SPF record."""
        checkup = check('lagging.example')
        self.assertIn('dns.servers_disagree', codes(checkup))
        self.assertNotIn('dns.servers_agree', codes(checkup))
        self.assertNotIn('problem', levels(checkup).values(), 'what one server lacks is not missing')
        self.assertIn('do not say the same', checkup['verdict']['headline'])

    def test_a_server_that_is_lame(self):
        """ns2 knows nothing of the domain."""
        checkup = check('lame.example')
        self.assertEqual(levels(checkup)['dns.lame'], 'caution')
        self.assertNotIn('problem', levels(checkup).values())

    def test_a_server_that_drops(self):
        """One dead name server costs the others nothing but what the resolver needs to give it up."""
        checkup = check('drops.example')
        self.assert_in_order(checkup)
        self.assertEqual(reasons(checkup)['dns.servers_unchecked'], 'timeout')
        self.assertLess(checkup['elapsed_ms'], 8000)

    def test_a_server_that_truncates(self):
        checkup = check('truncates.example')
        self.assert_in_order(checkup)

    def test_an_answer_that_fits_into_no_datagram(self):
        """16 kB of TXT beside the SPF record: by TCP to the resolver, and from there to the server."""
        checkup = check('large.example')
        txt = [record for record in checkup['evidence'] if record['name'] == 'large.example' and record['type'] == 'TXT']
        self.assertIn('tcp', {record['transport'] for record in txt})
        self.assertIn('spf.ok', codes(checkup))

    def test_a_domain_that_nobody_registered(self):
        checkup = check('gone.example')
        self.assertEqual(checkup['verdict']['cause'], 'dns.nxdomain')
        confirmed = [record for record in checkup['evidence'] if record['name'] == 'gone.example'
                     and record['rcode'] == 'NXDOMAIN']
        self.assertIn('tcp', {record['transport'] for record in confirmed}, 'asked twice, the second time another way')

    def test_a_sending_address(self):
        checkup = check('typical.example', '--sending-ip', '203.0.113.25')
        self.assertIn('ptr.ok', codes(checkup))

    def test_a_sending_address_over_ipv6(self):
        checkup = check('typical.example', '--sending-ip', '2001:db8:113::25')
        self.assertEqual([code for code in codes(checkup) if code.startswith('ptr.')], ['ptr.ok'])


if __name__ == '__main__':
    unittest.main()
