# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts of the lab that are no name servers of knot's: one that takes questions and says nothing."""
import select
import socket

SILENT = '203.0.113.99'


def main():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams, socket.socket() as connections:
        for peer in (datagrams, connections):
            peer.bind((SILENT, 53))
        connections.listen(64)
        kept = []
        while True:
            ready, _, _ = select.select([datagrams, connections], [], [])
            if datagrams in ready:
                datagrams.recv(4096)
            if connections in ready:
                kept.append(connections.accept())


if __name__ == '__main__':
    main()
