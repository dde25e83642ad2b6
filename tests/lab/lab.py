#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An internet of its own: `lab.py [--mail] [--delay MS] COMMAND…` runs the command in it and ends with its exit status.

The command sees name servers from the root down (internet.py) through the system's resolver, and nothing else: it runs
in network, mount and process namespaces that end with it. Whatever is written goes to a memory file system that ends
with them too, so that nothing on the machine is started, replaced or left behind, however the lab is ended. With
--mail the mail servers of tls_servers.py are there too, which need users of their own and so root. With --delay the
command sits at the far end of a line (wire.c) on which everything takes MS milliseconds each way.

HATOBIN_LAB_FOLDER names the build's folder of the lab: with `daemons` (daemons.sh) and the program `wire`.
Works for root, and for a user who may make namespaces. Exit status 77 with a reason (meson: skipped) otherwise.
"""
import os
import shutil
import signal
import subprocess
import sys

SKIPPED = 77
HERE = os.path.dirname(os.path.abspath(__file__))
NEEDED = {'ip': 'iproute2', 'unshare': 'util-linux', 'setpriv': 'util-linux', 'mount': 'mount'}
NAMESPACES = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc']
RESOLVER = '192.0.2.53'
TRUSTED = '/etc/ssl/certs/ca-certificates.crt'
CLIENT = '192.0.2.100'
USERS_NEEDED = 65536
RESOLV_CONF = f'nameserver {RESOLVER}\noptions edns0 trust-ad\n'


def lab_folder():
    return os.path.abspath(os.environ['HATOBIN_LAB_FOLDER'])


def state_folder():
    """Where the lab's memory file system is mounted: an empty folder to everybody outside."""
    return os.path.join(lab_folder(), 'state')


# ---- outside ----

def leaks(command):
    """Whether a mount made in a namespace of COMMAND is seen out here."""
    subprocess.run([*command, 'mount', '-t', 'tmpfs', 'hatobin-lab', state_folder()], check=False)
    with open('/proc/self/mountinfo', encoding='utf-8') as mounts:
        seen = any(' ' + state_folder() + ' ' in line for line in mounts)
    if seen:
        subprocess.run(['umount', state_folder()], check=False)
    return seen


def ways_in():
    """What makes the namespaces, each with what makes its mounts private."""
    root = ['unshare', *NAMESPACES]
    if os.geteuid() == 0:
        yield [*root, '--propagation', 'private']
        yield [*root, '--propagation', 'unchanged']  # the root of a plain chroot is no mount and cannot be made private
    yield ['unshare', '--user', '--map-root-user', *NAMESPACES, '--propagation', 'private']


def find_way_in():
    """(the command that makes the namespaces, None), or (None, why there is none)."""
    for program, package in NEEDED.items():
        if shutil.which(program) is None:
            return None, f'{program} is not installed (package {package})'
    if not os.path.isdir(os.path.join(lab_folder(), 'daemons')):
        return None, f'no servers are unpacked: run tests/lab/daemons.sh {os.path.join(lab_folder(), "daemons")}'
    for command in ways_in():
        done = subprocess.run([*command, 'true'], check=False, capture_output=True, text=True)
        if done.returncode == 0 and not ('unchanged' in command and leaks(command)):
            return command, None
    return None, ('this machine allows no namespaces of its own: neither as root nor as a user '
                  f'({done.stderr.strip().splitlines()[-1] if done.stderr else "mounts would be seen outside"})')


def outside(arguments):
    os.makedirs(state_folder(), exist_ok=True)
    command, reason = find_way_in()
    if command is None:
        print(reason)
        return SKIPPED
    # Whatever ends this process ends `unshare`, which ends the first process of the lab, with which the kernel ends all.
    process = subprocess.Popen(['setpriv', '--pdeathsig', 'KILL', *command, sys.executable, __file__, '--inside',
                                *arguments])
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: process.kill())
    return process.wait()


# ---- inside: the first process of the lab ----

def mount(*arguments):
    subprocess.run(['mount', *arguments], check=True)


def own_tmp(folders):
    """A /tmp that ends with the lab. FOLDERS stay where they are, even below /tmp."""
    kept = [os.open(folder, os.O_PATH) for folder in folders]
    mount('-t', 'tmpfs', '-o', 'mode=1777', 'hatobin-lab', '/tmp')
    for folder, descriptor in zip(folders, kept):
        if not os.path.isdir(folder):
            os.makedirs(folder)
            mount('--no-canonicalize', '--rbind', f'/proc/{os.getpid()}/fd/{descriptor}', folder)
        os.close(descriptor)


def lay_over(path, text, name):
    """The system's file PATH reads TEXT, in here alone."""
    own = os.path.join(state_folder(), name)
    with open(own, 'w', encoding='utf-8') as file:
        file.write(text)
    mount('--bind', own, path)


def make_file_system():
    mount('-t', 'tmpfs', '-o', 'mode=755', 'hatobin-lab', state_folder())
    own_tmp([os.path.dirname(os.path.dirname(HERE)), os.path.dirname(os.path.dirname(lab_folder()))])
    lay_over('/etc/resolv.conf', RESOLV_CONF, 'resolv.conf')
    lay_over('/etc/hosts', '127.0.0.1 localhost\n', 'hosts')


def find_no_mail():
    """Why there can be no mail servers (nullable)."""
    with open('/proc/self/uid_map', encoding='utf-8') as mapped:
        if not any(int(line.split()[2]) >= USERS_NEEDED for line in mapped):
            return 'mail servers run as users of their own, and only root can give them some'
    if not os.path.isdir(os.path.join(lab_folder(), 'daemons', 'usr/lib/postfix')):
        return f'no mail servers are unpacked: run tests/lab/daemons.sh {os.path.join(lab_folder(), "daemons")}'
    return None


def behind_wire(delay, command):
    """COMMAND at the far end of the line."""
    device = '/dev/net/tun'
    if not os.access(device, os.R_OK | os.W_OK):
        device = os.path.join(state_folder(), 'tun')
        try:
            os.mknod(device, 0o600 | 0o020000, os.makedev(10, 200))
        except PermissionError:
            return None
    return [os.path.join(lab_folder(), 'wire'), device, delay, CLIENT, *command]


def inside(arguments):
    # The first process of a namespace takes no signal that it does not await.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    import internet
    delay = None
    with_mail = arguments[0] == '--mail'
    if with_mail:
        arguments = arguments[1:]
        reason = find_no_mail()
        if reason is not None:
            print(reason)
            return SKIPPED
    if arguments[0] == '--delay':
        delay, arguments = arguments[1], arguments[2:]
    make_file_system()
    command = arguments if delay is None else behind_wire(delay, arguments)
    if command is None:
        print('/dev/net/tun cannot be opened or made here')
        return SKIPPED
    internet.start(os.path.join(lab_folder(), 'daemons'), lab_folder(), state_folder(), RESOLVER, with_mail)
    if os.path.exists(TRUSTED):
        mount('--bind', os.path.join(state_folder(), 'ca.pem'), TRUSTED)
    environment = dict(os.environ, HATOBIN_LAB_STATE=state_folder())
    return subprocess.run(command, env=environment, check=False, stdin=subprocess.DEVNULL).returncode


if __name__ == '__main__':
    sys.exit(inside(sys.argv[2:]) if sys.argv[1] == '--inside' else outside(sys.argv[1:]))
