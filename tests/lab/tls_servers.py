# SPDX-License-Identifier: GPL-3.0-or-later
"""The mail and web servers of the lab: postfix, dovecot, gnutls-serv and openssl as Debian makes them, and mail_server.py.
`tls_servers.py DAEMONS STATE` runs until it is ended.

The servers look for their parts in /usr/lib and for users of their own. They find them in a mount namespace that only they
see (`unshare --mount`): what is unpacked lies there beside what is installed.
"""
import base64
import os
import pwd
import shutil
import subprocess
import sys
import time

import mail_server
from tls_cases import CASES, CONTROL_ADDRESS, DARK_ADDRESS, HOSTS, PORTS, SHORT_GROUP

# Of Debian's packages, beside what the machine has.
USERS = ['postfix:x:64001:64001::/nonexistent:/bin/false', 'dovecot:x:64002:64002::/nonexistent:/bin/false',
         'dovenull:x:64003:64003::/nonexistent:/bin/false']
GROUPS = ['postfix:x:64001:', 'dovecot:x:64002:', 'dovenull:x:64003:', 'postdrop:x:64004:']
# Debian forbids what some cases are about.
OPENSSL = """openssl_conf = all
[all]
ssl_conf = ssl
[ssl]
system_default = weak
[weak]
MinProtocol = TLSv1
CipherString = ALL:@SECLEVEL=0
"""
MAIN = """compatibility_level = 3.6
config_directory = {home}
meta_directory = {home}
queue_directory = {home}/spool
data_directory = {home}/data
maillog_file = {home}/log
maillog_file_prefixes = {home}
import_environment = LD_LIBRARY_PATH OPENSSL_CONF LC_ALL MAIL_CONFIG
myhostname = mail.lab.example
mydestination =
local_recipient_maps =
alias_maps =
smtpd_peername_lookup = no
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
smtpd_tls_security_level = may
smtpd_tls_session_cache_database =
smtpd_tls_ciphers = low
smtpd_tls_protocols = >=TLSv1.2
smtpd_tls_mandatory_protocols = >=TLSv1.2
"""
# master.cf: everything in one place, nothing in a chroot.
SERVICES = """tlsmgr unix - - n 1000? 1 tlsmgr
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
rewrite unix - - n - - trivial-rewrite
postlog unix-dgram n - n - 1 postlogd
"""
DOVECOT = """base_dir = {home}/run
protocols = imap pop3
listen = {addresses}
ssl = yes
ssl_cert = <{certificates}/{first}.pem
ssl_key = <{certificates}/{first}.pem
ssl_min_protocol = TLSv1.2
log_path = {home}/log
import_environment = LD_LIBRARY_PATH
default_process_limit = 50
default_vsz_limit = 0
service imap-login {{
  service_count = 0
  process_min_avail = 1
}}
service pop3-login {{
  service_count = 0
  process_min_avail = 1
}}
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid=dovecot gid=dovecot home=/nonexistent
}}
{servers}"""
# RFC 2409 §6.2: a group of 1024 bits, whose generator is 2.
PRIME = ('FFFFFFFF FFFFFFFF C90FDAA2 2168C234 C4C6628B 80DC1CD1 29024E08 8A67CC74 020BBEA6 3B139B22 514A0879 '
         '8E3404DD EF9519B3 CD3A431B 302B0A6D F25F1437 4FE1356D 6D51C245 E485B576 625E7EC6 F44C42E9 A637ED6B '
         '0BFF5CB6 F406B7ED EE386BFB 5A899FA5 AE9F2411 7C4B1FE6 49286651 ECE65381 FFFFFFFF FFFFFFFF')
CERTIFICATE = '-----BEGIN CERTIFICATE-----'
MODERN = 'NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.3'
STATUS_DAYS = 30


def of(server):
    return [case for case in CASES + HOSTS if case.server == server]


class Servers:
    def __init__(self, daemons, state):
        self.daemons = daemons
        self.state = state
        libraries = [path for path, _, names in os.walk(os.path.join(daemons, 'usr/lib'))
                     if any('.so' in name for name in names)]
        conf = self.write('openssl.cnf', OPENSSL)
        self.environment = {'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'OPENSSL_CONF': conf,
                            'LD_LIBRARY_PATH': ':'.join(libraries)}

    def path(self, *parts):
        return os.path.join(self.state, *parts)

    def certificate(self, case):
        return self.path(case.id + '.pem')

    def write(self, name, text):
        with open(self.path(name), 'w', encoding='utf-8') as file:
            file.write(text)
        return self.path(name)

    def start(self, name, *command):
        with open(self.path(name + '.out'), 'w', encoding='utf-8') as log:
            subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment)

    # ---- what Debian's packages put in place ----

    def lay_beside(self, folder, names):
        """Every entry of FOLDER stays, as a link; what is unpacked is beside it."""
        own = self.path(folder.strip('/').replace('/', '-'))
        os.mkdir(own)
        subprocess.run(['mount', '--rbind', folder, own], check=True)
        subprocess.run(['mount', '-t', 'tmpfs', 'hatobin-lab', folder], check=True)
        for name in os.listdir(own):
            os.symlink(os.path.join(own, name), os.path.join(folder, name))
        for name in names:
            if not os.path.lexists(os.path.join(folder, name)):
                os.symlink(self.daemons + os.path.join(folder, name), os.path.join(folder, name))

    def install(self):
        self.lay_beside('/usr/bin', ['doveconf'])
        self.lay_beside('/usr/lib', ['dovecot', 'postfix'])
        for path, more in (('/etc/passwd', USERS), ('/etc/group', GROUPS)):
            with open(path, encoding='utf-8') as file:
                text = file.read()
            known = {line.split(':')[0] for line in text.splitlines()}
            added = ''.join(line + '\n' for line in more if line.split(':')[0] not in known)
            own = self.write(os.path.basename(path), text.rstrip('\n') + '\n' + added)
            subprocess.run(['mount', '--bind', own, path], check=True)

    # ---- one start each ----

    def start_postfix(self):
        home = self.path('postfix')
        os.makedirs(os.path.join(home, 'data'))
        owner = pwd.getpwnam('postfix')
        os.chown(os.path.join(home, 'data'), owner.pw_uid, owner.pw_gid)
        for folder in ('active', 'bounce', 'corrupt', 'defer', 'deferred', 'flush', 'hold', 'incoming', 'private', 'saved', 'trace',
                       'maildrop', 'public', 'pid'):
            os.makedirs(os.path.join(home, 'spool', folder))
            if folder != 'pid':
                os.chown(os.path.join(home, 'spool', folder), owner.pw_uid, owner.pw_gid)
        doors = ''
        for case in of('postfix'):
            address = f'[{case.address}]' if ':' in case.address else case.address
            words = {'syslog_name': 'postfix/' + case.id, 'smtpd_tls_chain_files': self.certificate(case),
                     **{name: value.format(state=self.state) for name, value in case.how.items()}}
            if case.protocol == 'submissions':
                words['smtpd_tls_wrappermode'] = 'yes'
            options = ''.join(f'\n  -o {name}={value}' for name, value in words.items())
            doors += f'{address}:{case.port} inet n - n - - smtpd{options}\n'
        self.write('postfix/main.cf', MAIN.format(home=home))
        self.write('postfix/master.cf', SERVICES + doors)
        self.start('postfix', '/usr/lib/postfix/sbin/master', '-c', home, '-d')

    def make_group(self):
        """DHParameter (PKCS #3): SEQUENCE of two INTEGERs, prime and generator."""
        prime = bytes.fromhex(PRIME)
        inner = b'\x02\x81\x81\0' + prime + b'\x02\x01\x02'
        der = b'\x30\x81' + bytes([len(inner)]) + inner
        self.write(SHORT_GROUP, '-----BEGIN DH PARAMETERS-----\n' + base64.encodebytes(der).decode()
                   + '-----END DH PARAMETERS-----\n')

    def start_dovecot(self):
        home = self.path('dovecot')
        os.makedirs(os.path.join(home, 'run'))
        addresses = {case.address: case for case in of('dovecot')}
        servers = ''.join(f'local {address} {{\n  ssl_cert = <{self.certificate(case)}\n  ssl_key = <{self.certificate(case)}\n}}\n'
                          for address, case in addresses.items())
        conf = self.write('dovecot/dovecot.conf', DOVECOT.format(
            home=home, addresses=', '.join(addresses), certificates=self.state, first=of('dovecot')[0].id, servers=servers))
        self.start('dovecot', os.path.join(self.daemons, 'usr/sbin/dovecot'), '-F', '-c', conf)

    def make_status(self, case):
        """What an OCSP responder says of the certificate (RFC 6960), as a file."""
        certificate, issuer = self.certificate(case), self.path('intermediate.pem')
        serial = subprocess.run(['openssl', 'x509', '-in', certificate, '-noout', '-serial'], check=True, capture_output=True,
                                text=True).stdout.strip().split('=')[1]
        revoked = case.how['status'] == 'revoked'
        until = time.strftime('%y%m%d%H%M%SZ', time.gmtime(time.time() + STATUS_DAYS * 86400))
        since = time.strftime('%y%m%d%H%M%SZ', time.gmtime(time.time() - 86400))
        index = self.write(case.id + '.index', '\t'.join(['R' if revoked else 'V', until, since if revoked else '', serial, 'unknown',
                                                          '/CN=' + case.host]) + '\n')
        answer = self.path(case.id + '.ocsp')
        subprocess.run(['openssl', 'ocsp', '-index', index, '-rsigner', issuer, '-rkey', issuer, '-CA', issuer, '-issuer', issuer,
                        '-cert', certificate, '-ndays', str(STATUS_DAYS), '-respout', answer], check=True, capture_output=True)
        return answer

    def start_gnutls(self):
        """gnutls-serv listens on every address: each has a port of its own."""
        for case in of('gnutls-serv'):
            status = ['--ocsp-response', self.make_status(case)] if 'status' in case.how else []
            self.start(case.id, os.path.join(self.daemons, 'usr/bin/gnutls-serv'), '--http', '--quiet', '--disable-client-cert',
                       '--ignore-ocsp-response-errors', '--port', str(case.port), '--priority', case.how.get('priority', MODERN),
                       '--x509certfile', self.certificate(case), '--x509keyfile', self.certificate(case), *status)

    def start_openssl(self):
        for case in of('openssl'):
            self.start(case.id, shutil.which('openssl'), 's_server', '-accept', f'{case.address}:{case.port}', '-www', '-quiet', '-Verify', '1',
                       '-no_tls1', '-no_tls1_1', '-cert', self.certificate(case), '-key', self.certificate(case),
                       '-cert_chain', self.path('intermediate.pem'))

    def lengthen(self, case):
        """The certificate with more issuers behind it than anybody needs."""
        with open(self.path('second.pem'), encoding='utf-8') as second, open(self.certificate(case), 'a', encoding='utf-8') as file:
            text = second.read()
            file.write(text[text.index(CERTIFICATE):] * (case.how.get('issuers', 0) // 2))
        return self.certificate(case)

    def start_fakes(self):
        kept = []
        for case in of('fake'):
            if case.how['does'] == 'drop':
                kept += mail_server.drop(case.address, case.port)
            else:
                mail_server.serve(case.address, case.port, case.how['does'], self.lengthen(case))
            if 'beside' in case.how:
                mail_server.serve(case.address, PORTS[case.how['beside']], 'many_lines', self.certificate(case))
        mail_server.serve(CONTROL_ADDRESS, PORTS['smtp'], 'many_lines', self.path('intermediate.pem'))
        kept += mail_server.drop(DARK_ADDRESS, PORTS['smtp'])
        return kept


def main():
    servers = Servers(*sys.argv[1:])
    kept = servers.start_fakes()
    servers.install()
    servers.start_openssl()
    servers.start_gnutls()
    servers.make_group()
    servers.start_postfix()
    servers.start_dovecot()
    while kept:
        os.wait()


if __name__ == '__main__':
    main()
