# SPDX-License-Identifier: GPL-3.0-or-later
"""The servers of the lab, from the root down: knot with real delegations, DNSSEC good and bogus, a secondary that lags
behind and one that is lame; unbound, which validates with the lab's own root key, as the resolver of the house.

Zones lie in zones/SERVER/ZONE.zone ('root' stands for '.'). Addresses are of the ranges for documentation (RFC 5737,
RFC 3849).
"""
import base64
import glob
import hashlib
import os
import socket
import struct
import subprocess
import sys
import threading
import time

import peers
import tls_cases

HERE = os.path.dirname(os.path.abspath(__file__))
PATIENCE = 20.0

# Who listens where. The root and the top have one server, so that what hangs below them is a real delegation.
SERVERS = {
    'registry': ['192.0.2.1', '2001:db8::1'],
    'ns1': ['203.0.113.53', '2001:db8:113::53'],
    'ns2': ['198.51.100.53'],
}
SIGNED = {'registry': ['.', 'example.'], 'ns1': ['signed.example.', 'bogus.example.', 'lab.example.']}
# A key that the zone does not have: whoever validates finds the zone forged.
WRONG_DS = 'DS 12345 13 2 ' + '5A' * 32
TRUNCATING = ['truncates.example.']
# Addresses of peers.py: mail hosts, web hosts, and a name server that says nothing.
OTHERS = ['192.0.2.53', '192.0.2.66', '203.0.113.25', '203.0.113.80', '203.0.113.99', '2001:db8:113::25']

ANYWHERE_BUT_IN_THE_LAB = ['2.0.192.in-addr.arpa.', '113.0.203.in-addr.arpa.', '100.51.198.in-addr.arpa.',
                           '8.b.d.0.1.0.0.2.ip6.arpa.', '10.in-addr.arpa.', 'test.']


def zones_of(server):
    folder = os.path.join(HERE, 'zones', server)
    return sorted('.' if name == 'root.zone' else name[:-len('zone')] for name in os.listdir(folder))


def zone_file(zone):
    return 'root.zone' if zone == '.' else zone + 'zone'


def make_addresses():
    addresses = [address for listed in SERVERS.values() for address in listed] + OTHERS + tls_cases.addresses()
    batch = ['link set lo up'] + [f'addr add {address}/{128 if ":" in address else 32} dev lo'
                                  + (' nodad' if ':' in address else '') for address in addresses]
    subprocess.run(['ip', '-batch', '-'], input='\n'.join(batch), text=True, check=True)


class Daemons:
    """The programs that daemons.sh unpacked."""

    def __init__(self, folder, state):
        self.folder = folder
        self.state = state
        libraries = []
        for base in ('usr/lib', 'lib'):
            for path, _, names in os.walk(os.path.join(folder, base)):
                if any('.so' in name for name in names):
                    libraries.append(path)
        self.environment = dict(os.environ, LD_LIBRARY_PATH=':'.join(libraries))
        # Sanitizers and whatever else is laid before the program under test are not for these.
        self.environment.pop('LD_PRELOAD', None)

    def path(self, *parts):
        return os.path.join(self.state, *parts)

    def start(self, name, *arguments):
        log = open(self.path(name + '.log'), 'w', encoding='utf-8')
        subprocess.Popen([self.program(arguments[0]), *arguments[1:]], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                         env=self.environment)

    def program(self, name):
        return os.path.join(self.folder, 'usr/sbin', name)

    def run(self, *arguments):
        return subprocess.run([self.program(arguments[0]), *arguments[1:]], check=True, env=self.environment, text=True,
                              capture_output=True).stdout


def configure_knot(daemons, server):
    home = daemons.path(server)
    for folder in ('zones', 'run', 'db'):
        os.makedirs(os.path.join(home, folder))
    lines = ['server:', f'    rundir: {home}/run', '    udp-workers: 1', '    tcp-workers: 1', '    background-workers: 1',
             f'    listen: [ {", ".join(address + "@53" for address in SERVERS[server])} ]',
             'database:', f'    storage: {home}/db', '    journal-db-max-size: 16M', '    kasp-db-max-size: 8M',
             '    timer-db-max-size: 4M', 'log:', '  - target: stderr', '    any: warning',
             'policy:', '  - id: one-key', '    algorithm: ecdsap256sha256', '    nsec3: off', '    single-type-signing: on',
             'template:', '  - id: default', f'    storage: {home}/zones', '    zonefile-sync: -1',
             '    zonefile-load: whole', '    journal-content: none', 'zone:']
    for zone in zones_of(server):
        lines += [f'  - domain: {zone}', f'    file: {zone_file(zone)}']
        if zone in SIGNED.get(server, []):
            lines += ['    dnssec-signing: on', '    dnssec-policy: one-key']
        if zone in TRUNCATING:
            lines += ['    module: mod-noudp']
    with open(os.path.join(home, 'knot.conf'), 'w', encoding='utf-8') as file:
        file.write('\n'.join(lines) + '\n')


def make_keys(daemons, server):
    """{zone: its DS records}; each server's in a process of its own, since each takes a while."""
    conf = daemons.path(server, 'knot.conf')
    for zone in SIGNED.get(server, []):
        daemons.run('keymgr', '-c', conf, zone, 'generate', 'algorithm=ecdsap256sha256', 'ksk=yes', 'zsk=yes')
        records = [line.split() for line in daemons.run('keymgr', '-c', conf, zone, 'ds').splitlines()]
        yield zone, [' '.join(record[1:]) for record in records if record[1] == 'DS' and record[4] == '2']


def write_zones(daemons, server, signers, with_mail):
    for zone in zones_of(server):
        with open(os.path.join(HERE, 'zones', server, zone_file(zone)), encoding='utf-8') as file:
            text = file.read() + tls_cases.records(zone)
        if with_mail:
            text += tls_cases.announcements(zone, digest_in(daemons.state))
        for child, records in signers.items():
            if child != '.' and zone == (child.split('.', 1)[1] or '.'):
                text += ''.join(f'{child} {record}\n' for record in records)
        with open(daemons.path(server, 'zones', zone_file(zone)), 'w', encoding='utf-8') as file:
            file.write(text)


def configure_unbound(daemons, address, root_ds):
    files = {
        'root.key': ''.join(f'. IN {record}\n' for record in root_ds),
        'root.hints': '. 3600000 NS ns.registry.\nns.registry. 3600000 A 192.0.2.1\nns.registry. 3600000 AAAA 2001:db8::1\n',
        'unbound.conf': '\n'.join(
            ['server:', f'  directory: "{daemons.state}"', '  chroot: ""', '  username: ""', '  pidfile: ""',
             '  use-syslog: no', '  verbosity: 1', '  num-threads: 1', f'  interface: {address}',
             '  access-control: 0.0.0.0/0 allow', '  msg-cache-size: 1m', '  rrset-cache-size: 1m',
             f'  root-hints: "{daemons.path("root.hints")}"', f'  trust-anchor-file: "{daemons.path("root.key")}"',
             '  module-config: "validator iterator"', '  unblock-lan-zones: yes', '  qname-minimisation: yes',
             '  edns-buffer-size: 1232']
            + [f'  local-zone: "{zone}" nodefault' for zone in ANYWHERE_BUT_IN_THE_LAB]
            + ['remote-control:', '  control-enable: no', '']),
    }
    for name, text in files.items():
        with open(daemons.path(name), 'w', encoding='utf-8') as file:
            file.write(text)


def answers(address, name):
    """Whether a server tells the SOA of NAME."""
    labels = b''.join(bytes([len(label)]) + label.encode() for label in name.split('.') if label)
    question = struct.pack('>6H', 4711, 0x0100, 1, 0, 0, 0) + labels + b'\0' + struct.pack('>2H', 6, 1)
    with socket.socket(socket.AF_INET6 if ':' in address else socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(1.0)
        try:
            asking.sendto(question, (address, 53))
            answer = asking.recv(4096)
        except OSError:
            return False
    return answer[3] & 0x0f == 0 and answer[6:8] != b'\0\0'


def listens(address, port):
    with socket.socket(socket.AF_INET6 if ':' in address else socket.AF_INET) as asking:
        return asking.connect_ex((address, port)) == 0


def wait_until(ready, what):
    end = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > end:
            raise RuntimeError(f'{what} does not come up')
        time.sleep(0.01)


def make_certificates(programs, state):
    """Those of the mail servers; whoever trusts the lab trusts who signed them."""
    with subprocess.Popen([os.path.join(programs, 'mail-certificates'), state], text=True, stdin=subprocess.PIPE) as making:
        making.communicate(tls_cases.certificate_lines())
    if making.returncode != 0:
        raise RuntimeError('no certificates')


def trust(state):
    with open(os.path.join(state, 'root.pem'), encoding='utf-8') as root, \
            open(os.path.join(state, 'ca.pem'), 'a', encoding='utf-8') as trusted:
        trusted.write(root.read())


def digest_in(state):
    """What a TLSA record has of a certificate (RFC 6698 §2.1)."""
    def digest(name, selector, matching):
        path = os.path.join(state, name + '.pem')
        form = ['-outform', 'DER'] if selector == 0 else ['-noout', '-pubkey']
        found = subprocess.run(['openssl', 'x509', '-in', path, *form], check=True, capture_output=True).stdout
        if selector == 1:
            found = base64.b64decode(b''.join(found.splitlines()[1:-1]))
        return hashlib.new({1: 'sha256', 2: 'sha512'}[matching], found).hexdigest()
    return digest


def start_mail(daemons_folder, state):
    """The mail servers, once their certificates are made."""
    with open(os.path.join(state, 'servers.out'), 'w', encoding='utf-8') as log:
        subprocess.Popen(['unshare', '--mount', '--propagation', 'unchanged', sys.executable,
                          os.path.join(HERE, 'tls_servers.py'), daemons_folder, state],
                         stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        for case in tls_cases.CASES + tls_cases.HOSTS:
            if case.server in ('postfix', 'dovecot', 'gnutls-serv', 'openssl'):
                wait_until(lambda case=case: listens(case.address, case.port), case.id)
    except RuntimeError:
        say_why(state)
        raise


def say_why(state):
    """What the servers wrote before one of them did not come up."""
    for path in sorted(glob.glob(os.path.join(state, '*.out')) + glob.glob(os.path.join(state, '*', 'log'))):
        with open(path, encoding='utf-8', errors='replace') as file:
            print(os.path.basename(path), *file.readlines()[-5:], sep='\n  ')


def start(daemons_folder, programs, state, resolver, with_mail):
    daemons = Daemons(daemons_folder, state)
    make_addresses()
    if with_mail:
        making = threading.Thread(target=make_certificates, args=[programs, state])
        making.start()
    signers = {}
    for server in SERVERS:
        configure_knot(daemons, server)
    for server in SERVERS:
        signers.update(make_keys(daemons, server))
    root_ds = signers['.']
    signers['bogus.example.'] = [WRONG_DS]
    if with_mail:
        making.join()
    for server in SERVERS:
        write_zones(daemons, server, signers, with_mail)
        daemons.start(server, 'knotd', '-c', daemons.path(server, 'knot.conf'))
    configure_unbound(daemons, resolver, root_ds)
    daemons.start('unbound', 'unbound', '-d', '-c', daemons.path('unbound.conf'))
    subprocess.run([os.path.join(programs, 'certificates'), state, *peers.HOSTS], check=True)
    subprocess.Popen([sys.executable, peers.__file__, state], stdin=subprocess.DEVNULL)
    for server, addresses in SERVERS.items():
        zone = zones_of(server)[-1]
        for address in addresses:
            wait_until(lambda address=address, zone=zone: answers(address, zone), f'{server} at {address}')
    wait_until(lambda: answers(resolver, 'signed.example'), 'unbound')
    wait_until(lambda: listens(peers.WEB, 443), 'the web server')
    if with_mail:
        trust(state)
        start_mail(daemons_folder, state)
