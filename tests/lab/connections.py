# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts connections where the servers are: every opening packet that arrives, whoever listens or does not."""
import socket
import struct
import threading

EVERYTHING = 3  # ETH_P_ALL
IPV4, IPV6 = 0x0800, 0x86dd
TCP = 6
SYN, ACK = 0x02, 0x10
ETHERNET = 14


def opening(packet):
    """(address, port, the client's address and port) of a SYN; None of anything else."""
    kind = struct.unpack_from('>H', packet, ETHERNET - 2)[0]
    if kind == IPV4 and packet[ETHERNET + 9] == TCP:
        family, addresses, segment = socket.AF_INET, packet[ETHERNET + 12:ETHERNET + 20], ETHERNET + (packet[ETHERNET] & 15) * 4
    elif kind == IPV6 and packet[ETHERNET + 6] == TCP:
        family, addresses, segment = socket.AF_INET6, packet[ETHERNET + 8:ETHERNET + 40], ETHERNET + 40
    else:
        return None
    if packet[segment + 13] & (SYN | ACK) != SYN:
        return None
    half = len(addresses) // 2
    source, destination = struct.unpack_from('>2H', packet, segment)
    return socket.inet_ntop(family, addresses[half:]), destination, (addresses[:half], source)


class Counter:
    """A SYN that is sent again is the same connection."""

    def __init__(self):
        self.seen = {}
        self.listening = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(EVERYTHING))
        self.listening.bind(('lo', 0))
        self.listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 24)
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            found = opening(self.listening.recv(256))
            if found is not None:
                self.seen.setdefault(found[:2], set()).add(found[2])

    def of(self, address, port):
        return len(self.seen.get((address, port), ()))
