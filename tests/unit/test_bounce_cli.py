#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""hatobin-cli bounce as scripts use it: one object a mail, in order, whatever stands in the files.
usage: test_bounce_cli.py HATOBIN-CLI"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

CLI = sys.argv.pop(1)
REPORT = (b"Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: info@example.jp\nSubject: failure notice\nMessage-ID: <1@mx>\n\n"
          b"Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following"
          b" addresses.\n\n<%s>:\n550 5.1.1 User unknown\n")
HOSTILE = REPORT % b"\x1b]0;title\x07\xe2\x80\xaea@example.net"


def run(*words, stdin=None):
    return subprocess.run([CLI, "bounce", *words], input=stdin, capture_output=True, timeout=60, check=False)


class Bounce(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def write(self, name, content):
        path = os.path.join(self.folder.name, name)
        with open(path, "wb") as file:
            file.write(content)
        return path

    def objects(self, done):
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_fields(self):
        done = run("--json", self.write("a.eml", REPORT % b"a@example.net"))
        bounce, = self.objects(done)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(done.stderr, b"")
        for name in ("kind direction suspicious language recipients status reply_code diagnostic remote_mta reporting_mta cause detail"
                     " refused_by sender_domain concerned_ip concerned_domain selector rule per_recipient").split():
            self.assertIn(name, bounce)
        self.assertEqual((bounce["kind"], bounce["cause"], bounce["status"], bounce["reply_code"], bounce["recipients"]),
                         ("bounce", "mailbox_unknown", "5.1.1", "550", ["a@example.net"]))
        self.assertEqual(bounce["sender_domain"], "example.jp")

    def test_mbox_and_files_in_order(self):
        mbox = b"".join(b"From x Mon Jun  1 10:00:00 2026\n" + REPORT % who + b"\n" for who in (b"a@example.net", b"b@example.net"))
        paths = [self.write("z", mbox), self.write("b.txt", b"550 5.2.2 <c@example.net>: mailbox full"), self.write("empty", b"")]
        done = run("--json", *paths)
        got = [(o["file"], o["index"], o["recipients"]) for o in self.objects(done)]
        self.assertEqual(got, [(paths[0], 0, ["a@example.net"]), (paths[0], 1, ["b@example.net"]), (paths[1], 0, ["c@example.net"]),
                               (paths[2], 0, [])])
        self.assertEqual(done.returncode, 0)

    def test_stdin(self):
        bounce, = self.objects(run("--json", "-", stdin=REPORT % b"a@example.net"))
        self.assertEqual((bounce["file"], bounce["recipients"]), ("-", ["a@example.net"]))

    def test_pipe(self):
        """As bash makes it of <(...): what has no length and cannot be mapped is read."""
        with open(self.write("a.eml", REPORT % b"a@example.net"), "rb") as file, subprocess.Popen(["cat"], stdin=file, stdout=subprocess.PIPE) as cat:
            done = subprocess.run([CLI, "bounce", "--json", "/dev/fd/%d" % cat.stdout.fileno()], pass_fds=[cat.stdout.fileno()],
                                  capture_output=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([o["recipients"] for o in self.objects(done)], [["a@example.net"]])

    def test_what_never_ends(self):
        done = run("--json", "/dev/zero")
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn(b"/dev/zero", done.stderr)

    def test_what_cannot_be_read(self):
        good = self.write("a.eml", REPORT % b"a@example.net")
        done = run("--json", os.path.join(self.folder.name, "none"), good)
        self.assertEqual(done.returncode, 2)
        self.assertEqual([o["file"] for o in self.objects(done)], [good])
        self.assertIn(b"none", done.stderr)
        self.assertEqual(run("--json").returncode, 2)
        self.assertEqual(run("--json", self.folder.name).returncode, 2)

    def test_what_is_no_text(self):
        good = self.write("a.eml", REPORT % b"a@example.net")
        done = run("--json", self.write("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)), good)
        self.assertEqual(done.returncode, 2)
        self.assertEqual([o["file"] for o in self.objects(done)], [good])
        self.assertIn(b".msg", done.stderr)

    def test_as_notepad_saves_it(self):
        report = (REPORT % b"a@example.net").decode("ascii")
        for form in (report.encode("utf-16"), b"\xef\xbb\xbf\r\n\r\n" + report.encode(), report.replace("\n", "\r").encode()):
            done = run("--json", self.write("a.eml", form))
            self.assertEqual([o["recipients"] for o in self.objects(done)], [["a@example.net"]])

    def test_strangers_reach_no_terminal(self):
        path = self.write("a.eml", HOSTILE)
        for words in ((path,), ("--json", path), (path, "--language", "ja")):
            done = run(*words)
            for byte in range(32):
                if byte != 10:
                    self.assertNotIn(bytes([byte]), done.stdout, words)
            self.assertNotIn(b"\xe2\x80\xae", done.stdout, words)
            done.stdout.decode("utf-8")


unittest.main()
