#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line as scripts use it: what it prints, in both languages, its exit statuses, and that no stranger reaches a
terminal. usage: test_cli.py HATOBIN-CLI"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

CLI = sys.argv.pop(1)
EMPTY = {}
HOSTILE = {
    "shop.example": {"records": [
        {"type": "TXT", "strings": ["v=spf1 \u001b[31minclude:\u202ex.example <b>bold</b> & \u0007 ~all"]},
        {"type": "MX", "preference": 10, "exchange": "mail\u001b]0;title.shop.example"}]},
    "_dmarc.shop.example": {"records": [{"type": "TXT", "strings": ["v=DMARC1; p=\u001b[2Jnone; rua=mailto:a\u200b@b"]}]},
}


def run(*words, zone=None, stdin=None, prefix=()):
    with tempfile.TemporaryDirectory() as folder:
        words = list(words)
        if zone is not None:
            path = os.path.join(folder, "zone.json")
            with open(path, "w", encoding="utf-8") as file:
                json.dump(zone, file)
            words += ["--zone", path]
        return subprocess.run([*prefix, CLI, *words], input=stdin, capture_output=True, timeout=60, check=False)


# Gmail's published text (knowledge.workspace.google.com, CC BY 4.0) as Outlook shows it.
REFUSAL = ("customer@gmail.example\n550-5.7.26 Your email has been blocked because the sender is unauthenticated. 550-5.7.26 Gmail "
           "requires all senders to authenticate with either SPF or DKIM. Authentication results: DKIM = did not pass SPF "
           "[shop.example] with ip: [192.0.2.99] = did not pass.").encode()


# No file may grow: to a program the same as a full disk, but for the number of the error.
NO_SPACE = ("/bin/sh", "-c", "trap '' XFSZ; ulimit -f 0; exec \"$@\"", "sh")


def spf(*records):
    return {"shop.example": {"records": [{"type": "TXT", "strings": [record]} for record in records]
                             + [{"type": "MX", "preference": 10, "exchange": "mail.shop.example"}]},
            "mail.shop.example": {"records": [{"type": "A", "address": "192.0.2.1"}]}}


class Bounce(unittest.TestCase):
    def test_alone(self):
        done = run("bounce", "-", "--json", "--language", "ja", stdin=REFUSAL)
        bounce = json.loads(done.stdout)
        self.assertEqual(done.returncode, 0)
        self.assertEqual((bounce["file"], bounce["index"], bounce["cause"], bounce["detail"], bounce["who"]),
                         ("-", 0, "sender_auth", "spf", "you"))
        self.assertTrue(bounce["headline"].startswith("Gmailがメールを受け取らなかったのは"))
        self.assertTrue(bounce["action"])

    def test_joined(self):
        """One cause of the refusal and of what the domain says now; mended since where the address passes."""
        for zone, cause, level in ((spf(), "spf.missing", "problem"),
                                   (spf("v=spf1 ip4:192.0.2.1 -all"), "spf.sender_not_covered", "problem"),
                                   (spf("v=spf1 ip4:192.0.2.99 -all"), "bounce.fixed_since", "ok")):
            done = run("check", "shop.example", "--bounce", "-", "--json", zone=zone, stdin=REFUSAL)
            checkup = json.loads(done.stdout)
            self.assertEqual((checkup["verdict"]["cause"], checkup["verdict"]["level"]), (cause, level))
            self.assertEqual(checkup["subject"]["sending_ips"], ["192.0.2.99"])
            self.assertEqual(checkup["bounce"]["refused_by"]["id"], "gmail")
            self.assertTrue(checkup["verdict"]["headline"].startswith("Gmail "), cause)
            told = [evidence for evidence in checkup["evidence"] if evidence["kind"] == "message"]
            finding = next(finding for finding in checkup["findings"] if finding["code"].startswith("bounce."))
            self.assertEqual([evidence["id"] for evidence in told], finding["evidence"])
            self.assertEqual(told[0]["part"], "refusal")
            self.assertIn("SPF [shop.example] with ip: [192.0.2.99] = did not pass.", told[0]["text"])
            self.assertEqual(checkup["statistics"]["questions"], len(checkup["evidence"]) - 1)

    def test_check_beside_what_is_no_refusal(self):
        for mail in (b"", b"From: a@b.example\nSubject: hello\n\nGood morning.\n"):
            done = run("check", "--sample", "--bounce", "-", "--json", stdin=mail)
            verdict = json.loads(done.stdout)["verdict"]
            self.assertEqual((done.returncode, verdict["level"], verdict["cause"], verdict["who"]), (1, "problem", None, "you"))

    def test_mail_of_another_domain(self):
        """Its server is no server of the domain that is checked."""
        zone = {"other.example": spf("v=spf1 ip4:192.0.2.1 -all")["shop.example"], **spf()}
        checkup = json.loads(run("check", "other.example", "--bounce", "-", "--json", zone=zone, stdin=REFUSAL).stdout)
        self.assertEqual(checkup["subject"]["sending_ips"], [])
        self.assertNotIn("spf.sender_not_covered", [finding["code"] for finding in checkup["findings"]])

    def test_file_that_is_not_there(self):
        done = run("check", "shop.example", "--bounce", "/nowhere.eml", zone=EMPTY)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"--bounce", done.stderr)


class Check(unittest.TestCase):
    def test_sample(self):
        done = run("check", "--sample", "--json")
        checkup = json.loads(done.stdout)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout.count(b"\n"), 1)
        self.assertEqual(checkup["verdict"]["cause"], "spf.missing")
        self.assertEqual([f["code"] for f in checkup["findings"] if f["level"] == "problem"], ["spf.missing"])
        known = {e["id"] for e in checkup["evidence"]}
        for finding in checkup["findings"]:
            for text in ("title", "meaning", "action", "details"):
                self.assertTrue(finding[text], finding["code"])
                self.assertNotIn("{", finding[text], finding["code"])
            self.assertTrue(finding["evidence"], finding["code"])
            self.assertLessEqual(set(finding["evidence"]), known)
        self.assertEqual([e["id"] for e in checkup["evidence"]], list(range(1, len(known) + 1)))

    def test_sample_in_japanese(self):
        english = json.loads(run("check", "--sample", "--json", "--language", "en").stdout)
        japanese = json.loads(run("check", "--sample", "--json", "--language", "ja").stdout)
        for one, other in zip(english["findings"], japanese["findings"]):
            self.assertEqual(one["code"], other["code"])
            for text in ("title", "state", "meaning", "action", "details"):
                self.assertNotEqual(one[text], other[text], one["code"])
        self.assertIn("SPF", japanese["verdict"]["headline"])

    def test_label_of_the_sample(self):
        self.assertIn(b"sample", run("check", "--sample", "--language", "en").stdout.splitlines()[0])
        self.assertIn("見本", run("check", "--sample", "--language", "ja").stdout.decode().splitlines()[0])

    def test_locales_that_know_ascii_alone(self):
        """As in cron and containers, or where the locale named is not installed: the letters of the language asked for."""
        for locale in ("C", "POSIX", "xx_XX.UTF-8"):
            done = run("check", "--sample", "--no-tls", "--language", "ja", prefix=("env", "LC_ALL=" + locale))
            self.assertIn("見本", done.stdout.decode().splitlines()[0], locale)

    def test_several_in_order(self):
        names = ["n%d.example" % i for i in range(40)]
        done = run("check", "-", "--json", "--jobs", "8", zone=EMPTY, stdin="\n".join(names).encode())
        self.assertEqual([json.loads(line)["subject"]["domain"] for line in done.stdout.splitlines()], names)
        self.assertEqual(done.returncode, 1)

    def test_bad_input(self):
        for text in ("", "   ", "a" * 300, "\U0001f426.jp", "192.0.2.1", "localhost", "co.jp", "a b.jp", "a..jp"):
            said = set()
            for language in ("en", "ja"):
                done = run("check", text, "--language", language, zone=EMPTY)
                self.assertEqual(done.returncode, 2, text)
                self.assertEqual(done.stdout, b"", text)
                self.assertGreater(len(done.stderr.decode()), 30, text)
                self.assertNotIn(b"{", done.stderr)
                said.add(done.stderr)
            self.assertEqual(len(said), 2, text)

    def test_selectors(self):
        zone = {"shop.example": {"records": [{"type": "TXT", "strings": ["v=spf1 -all"]}]}}
        for selector in ("", ".", "a..b", ".a", "a" * 64, "a." * 126 + "a", "\x1b[31m..\u202e"):
            said = set()
            for language in ("en", "ja"):
                done = run("check", "shop.example", "--selector", selector, "--language", language, zone=zone)
                self.assertEqual(done.returncode, 2, selector)
                self.assertEqual(done.stdout, b"", selector)
                self.assertIn(b"--selector", done.stderr, selector)
                self.assertNotIn(b"\x1b", done.stderr)
                said.add(done.stderr)
            self.assertEqual(len(said), 2, selector)
        for selector in ("a", "a" * 63, "s1.mail", "2024-07"):
            self.assertEqual(run("check", "shop.example", "--selector", selector, zone=zone).returncode, 0, selector)

    def test_long_domain(self):
        name = ".".join(["a" * 60, "a" * 60, "a" * 60, "b" * 53, "jp"])
        zone = {name: {"records": [{"type": "TXT", "strings": ["v=spf1 -all"]}]}}
        for words in ((), ("--selector", "default")):
            done = run("check", name, "--json", *words, zone=zone)
            self.assertEqual(done.returncode, 0)
            self.assertIn("spf.ok", {f["code"] for f in json.loads(done.stdout)["findings"]})

    def test_understood(self):
        for text, domain in (("info@shop.example", "shop.example"), ("https://shop.example:443/a?b", "shop.example"),
                             ("Ｓｈｏｐ．ｅｘａｍｐｌｅ", "shop.example"), ("日本語.jp", "xn--wgv71a119e.jp")):
            done = run("check", text, "--json", zone=EMPTY)
            self.assertEqual(json.loads(done.stdout)["subject"]["domain"], domain)

    def test_control_characters_in_json(self):
        """RFC 8259 §7: none of them stands in a string as it is."""
        for code in range(1, 32):
            text = "v=spf1 a%sb -all" % chr(code)
            done = run("check", "shop.example", "--json", zone={"shop.example": {"records": [{"type": "TXT", "strings": [text]}]}})
            self.assertNotIn(chr(code).encode(), done.stdout.rstrip(b"\n"), code)
            self.assertEqual(json.loads(done.stdout)["subject"]["domain"], "shop.example", code)

    def test_strangers_reach_no_terminal(self):
        for words in (("check", "shop.example"), ("check", "shop.example", "--json"),
                      ("spf", "shop.example", "--ip", "192.0.2.1", "--trace"), ("dmarc", "shop.example")):
            done = run(*words, zone=HOSTILE)
            text = (done.stdout + done.stderr).decode()
            for character in text:
                code = ord(character)
                self.assertTrue(character == "\n" or code >= 0x20, (words, hex(code)))
                self.assertFalse(0x7f <= code <= 0x9f or 0x202a <= code <= 0x202e or code == 0x200b, (words, hex(code)))

    @unittest.skipUnless(shutil.which("unshare") and subprocess.run(["unshare", "-rn", "true"], check=False).returncode == 0,
                         "no network namespaces here")
    def test_no_network(self):
        checkup = json.loads(run("check", "shop.example", "--json", prefix=("unshare", "-rn")).stdout)
        self.assertEqual(checkup["verdict"]["level"], "unchecked")
        self.assertIsNone(checkup["verdict"]["cause"])
        self.assertEqual({f["level"] for f in checkup["findings"]}, {"unchecked"})
        self.assertIn("dns.offline", {f["code"] for f in checkup["findings"]})
        self.assertEqual(run("check", "shop.example", prefix=("unshare", "-rn")).returncode, 3)

    def test_exit_statuses(self):
        good = {"shop.example": {"records": [{"type": "TXT", "strings": ["v=spf1 -all"]}, {"type": "MX", "preference": 0, "exchange": ""}]}}
        self.assertEqual(run("check", "shop.example", zone=good).returncode, 0)
        self.assertEqual(run("check", "shop.example", zone={"shop.example": {"timeout": True}, "*.shop.example": {"timeout": True}}).returncode, 3)
        self.assertEqual(run("check").returncode, 2)
        self.assertEqual(run("check", "shop.example", "--zone", "/nowhere.json").returncode, 2)
        self.assertEqual(run("check", "shop.example", "--dns-server", "nonsense").returncode, 2)
        self.assertEqual(run("check", "shop.example", "--jobs", "0", zone=good).returncode, 2)
        self.assertEqual(run("nonsense").returncode, 2)
        self.assertEqual(run("--help").returncode, 0)

    def test_recorded_run(self):
        """The same bytes from a recorded run, but for what the clock of this computer measures."""
        def but_for_times(text):
            return re.sub(rb'"(elapsed_ms|first_finding_ms)" ?: ?-?[0-9]+', b'', text)

        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "run.json")
            with open(os.path.join(folder, "overlay.json"), "w", encoding="utf-8") as overlay:
                json.dump({"_dmarc.hatoya-kashiten.example": {"records": [{"type": "TXT", "strings": ["v=DMARC1; p=none"]}]}}, overlay)
            for words in ((), ("--authoritative",), ("--name-server", "ns.new.example"), ("--sending-ip", "203.0.113.25"),
                          ("--overlay", overlay.name)):
                given = ("--json", "--language", "en", *(() if words[:1] in (("--authoritative",), ("--name-server",), ("--overlay",)) else words))
                recorded = run("check", "--sample", *words, "--json", "--language", "en", "--record-run", path)
                with open(path, "rb") as file:
                    self.assertEqual(json.load(file)["hatobin_run"], 1)
                self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
                domain = json.loads(recorded.stdout)["subject"]["domain"]
                given += tuple(word for ip in json.loads(recorded.stdout)["subject"]["sending_ips"] for word in ("--sending-ip", ip)) if "--sending-ip" not in given else ()
                given += tuple(word for selector in json.loads(recorded.stdout)["subject"]["selectors"] for word in ("--selector", selector))
                replayed = run("check", domain, *given, "--replay-run", path)
                self.assertEqual(replayed.returncode, recorded.returncode)
                self.assertEqual(but_for_times(replayed.stdout), but_for_times(recorded.stdout), words)
            spf = run("spf", "shop.example", "--ip", "192.0.2.1", "--json", "--record-run", path,
                      zone={"shop.example": {"records": [{"type": "TXT", "strings": ["v=spf1 ip4:192.0.2.1 -all"]}]}})
            self.assertEqual(run("spf", "shop.example", "--ip", "192.0.2.1", "--json", "--replay-run", path).stdout, spf.stdout)
            self.assertEqual(run("check", "a.example", "b.example", "--record-run", path, zone={}).returncode, 2)
            self.assertEqual(run("check", "-", "--record-run", path, zone={}, stdin=b"a.example").returncode, 2)
            self.assertEqual(run("check", "a.example", "--replay-run", path, zone={}).returncode, 2)
            self.assertEqual(run("check", "a.example", "--replay-run", overlay.name).returncode, 2)
            self.assertEqual(run("check", "a.example", "--replay-run", "/nowhere.json").returncode, 2)

    def test_names_that_cannot_be_read(self):
        good = {"shop.example": {"records": [{"type": "TXT", "strings": ["v=spf1 -all"]}, {"type": "MX", "preference": 0, "exchange": ""}]}}
        for names, status in (("shop.example", 0), ("shop.example\na..b", 2), ("a..b\nshop.example\n", 2), ("a..b", 2),
                              ("a..b\ngone.example", 1), ("", 3), ("\n\n", 3)):
            done = run("check", "-", "--json", zone=good, stdin=names.encode())
            self.assertEqual(done.returncode, status, names)
            self.assertEqual(done.stdout.count(b"\n"), sum(name in ("shop.example", "gone.example") for name in names.split()))

    def test_names_as_they_come(self):
        """The line of a name is there before the next name is."""
        with subprocess.Popen([CLI, "check", "-", "--sample", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as sample:
            self.assertEqual(sample.communicate()[0].count(b"\n"), 1)
        with tempfile.NamedTemporaryFile("w", suffix=".json") as zone:
            zone.write("{}")
            zone.flush()
            with subprocess.Popen([CLI, "check", "-", "--json", "--jobs", "4", "--zone", zone.name],
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE) as check:
                for name in ("a.example", "b.example", "c.example"):
                    check.stdin.write(name.encode() + b"\n")
                    check.stdin.flush()
                    self.assertEqual(json.loads(check.stdout.readline())["subject"]["domain"], name)
                check.stdin.close()
                self.assertEqual(check.wait(20), 1)

    def test_help(self):
        for command in ("check", "spf", "dmarc", "dkim", "bounce", "record"):
            english, japanese = (run(command, "--language", language, "--help") for language in ("en", "ja"))
            self.assertEqual((english.returncode, japanese.returncode), (0, 0), command)
            for option in ("--json", "--dns-server", "--authoritative", "--name-server", "--zone", "--overlay", "--record-run", "--replay-run"):
                self.assertIn(option.encode(), english.stdout, command)
            self.assertIn("このファイルの答え", japanese.stdout.decode(), command)
            self.assertNotIn(b"answers from this file", japanese.stdout, command)

    def test_overlay_everywhere(self):
        """What if: every command that asks sees the records that lie over the answers, the policy's text too."""
        record = {"records": [{"type": "TXT", "strings": ["v=spf1 ip4:192.0.2.1 -all"]}]}
        overlay = {"shop.example": record, "_dmarc.shop.example": {"records": [{"type": "TXT", "strings": ["v=DMARC1; p=reject"]}]},
                   "_mta-sts.shop.example": {"records": [{"type": "TXT", "strings": ["v=STSv1; id=1"]}]},
                   "mta-sts.shop.example": {"records": [{"type": "A", "address": "203.0.113.3"}],
                                            "policy": "version: STSv1\nmode: enforce\nmx: mx.shop.example\nmax_age: 86400\n"}}
        base = {"shop.example": {"records": [{"type": "MX", "preference": 1, "exchange": "mx.shop.example"}]},
                "mx.shop.example": {"records": [{"type": "A", "address": "203.0.113.4"}]}}
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(overlay, file)
            file.flush()
            laid = ("--json", "--overlay", file.name)
            self.assertEqual(json.loads(run("spf", "shop.example", "--ip", "192.0.2.1", *laid, zone=base).stdout)["result"], "pass")
            self.assertEqual(json.loads(run("dmarc", "shop.example", *laid, zone=base).stdout)["published_policy"], "reject")
            codes = {f["code"] for f in json.loads(run("check", "shop.example", *laid, zone=base).stdout)["findings"]}
            self.assertLessEqual({"spf.ok", "mta-sts.ok"}, codes)

    def test_before_a_move(self):
        """product F19, on the command line: what the new name servers lack is a problem, with the record to register."""
        zone = {"shop.example": {"records": [{"type": "TXT", "strings": ["v=spf1 -all"]}, {"type": "MX", "preference": 0, "exchange": ""}],
                                 "servers": {"203.0.113.53": {"records": [{"type": "TXT", "absent": True}]}}}}
        done = run("check", "shop.example", "--json", "--name-server", "203.0.113.53", zone=zone)
        lost = [f for f in json.loads(done.stdout)["findings"] if f["code"] == "dns.move_loses"]
        self.assertEqual(done.returncode, 1)
        self.assertEqual([(f["record"]["name"], f["record"]["type"], f["record"]["new"]) for f in lost], [("shop.example", "TXT", "v=spf1 -all")])
        self.assertEqual(run("check", "shop.example", "--name-server", "a b", zone=zone).returncode, 2)
        self.assertEqual(run("check", "shop.example", "--name-server", "203.0.113.54", zone=zone).returncode, 0)

    def test_overlay(self):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as overlay:
            json.dump({"hatoya-kashiten.example": {"records": [{"type": "TXT", "strings": ["v=spf1 a mx ~all"]}]}}, overlay)
            overlay.flush()
            checkup = json.loads(run("check", "--sample", "--json", "--overlay", overlay.name).stdout)
        self.assertIsNone(checkup["verdict"]["cause"])
        self.assertIn("spf.ok", {f["code"] for f in checkup["findings"]})


class Refused(unittest.TestCase):
    def test_words(self):
        zone = {"shop.example": {"records": [{"type": "TXT", "strings": ["v=spf1 -all"]}]}}
        for words, said in (
                (("spf", "shop.example", "other.example", "--ip", "192.0.2.1"), b"other.example"),
                (("spf", "--ip", "192.0.2.1", "--mail-from", ""), b"--helo"),
                (("spf", "a..b", "--ip", "192.0.2.1"), b"a..b"),
                (("dmarc", "shop.example", "other.example"), b"other.example"),
                (("dmarc", "shop.example", "--spf", "bogus:shop.example"), b"bogus"),
                (("dmarc", "shop.example", "--dkim", "Pass:shop.example"), b"Pass"),
                (("record", "spf", "v=spf1", "ip4:192.0.2.1"), b"ip4:192.0.2.1")):
            done = run(*words, zone=zone)
            self.assertEqual((done.returncode, done.stdout), (2, b""), words)
            self.assertIn(said, done.stderr, words)

    def test_other_scripts(self):
        zone = {"xn--wgv71a119e.jp": {"records": [{"type": "TXT", "strings": ["v=spf1 ip4:192.0.2.1 -all"]}]}}
        for words in (("日本語.jp",), ("--mail-from", "info@日本語.jp"), ("--helo", "日本語.jp", "--mail-from", "")):
            done = run("spf", *words, "--ip", "192.0.2.1", "--json", zone=zone)
            self.assertEqual(json.loads(done.stdout)["result"], "pass", words)


class OneText(unittest.TestCase):
    def test_spf(self):
        zone = {"shop.example": {"records": [{"type": "TXT", "strings": ["v=spf1 ip4:192.0.2.0/24 -all"]}]}}
        good = run("spf", "shop.example", "--ip", "192.0.2.1", "--json", zone=zone)
        self.assertEqual(json.loads(good.stdout)["result"], "pass")
        self.assertEqual(json.loads(good.stdout)["mechanism"], "ip4:192.0.2.0/24")
        self.assertEqual(good.returncode, 0)
        self.assertEqual(run("spf", "shop.example", "--ip", "198.51.100.1", zone=zone).returncode, 1)
        self.assertEqual(run("spf", "shop.example", "--ip", "192.0.2.1", zone={"shop.example": {"timeout": True}}).returncode, 3)
        self.assertEqual(run("spf", "shop.example", "--ip", "nonsense", zone=zone).returncode, 2)

    def test_dmarc(self):
        zone = {"_dmarc.shop.example": {"records": [{"type": "TXT", "strings": ["v=DMARC1; p=reject"]}]}}
        passed = json.loads(run("dmarc", "shop.example", "--spf", "pass:shop.example", "--json", zone=zone).stdout)
        self.assertEqual((passed["result"], passed["effective_policy"], passed["spf_aligned"]), ("pass", "reject", True))
        none = json.loads(run("dmarc", "other.example", "--json", zone=zone).stdout)
        self.assertEqual((none["result"], none["policy_domain"], none["applied"], none["published_policy"]), ("none", None, None, None))
        self.assertEqual(run("dmarc", "shop.example", "--spf", "pass:other.example", zone=zone).returncode, 1)
        self.assertEqual(run("dmarc", "shop.example", "--spf", "nonsense", zone=zone).returncode, 2)

    def test_sample_instead_of_a_domain(self):
        for words in (("spf", "--ip", "192.0.2.1"), ("dmarc",)):
            done = run(*words, "--sample", "--json")
            self.assertEqual((done.returncode, json.loads(done.stdout)["result"]), (0, "none"), done.stderr)

    def test_name_to_type(self):
        """product.md: mail.… typed as server of a shared host, or its digits: which name instead, checked, in Japanese."""
        for typed, code in (("mail.hatoya-kashiten.example", "tls.hostname_mismatch"), ("192.0.2.34", "tls.ip_used_as_name")):
            done = run("tls", typed, "--sample", "--protocol", "imaps", "--json", "--language", "ja")
            checkup = json.loads(done.stdout)
            self.assertEqual((done.returncode, checkup["verdict"]["cause"], checkup["verdict"]["who"]), (1, code, "you"))
            self.assertIn(f"{typed}からsv1234.shared-host.exampleに変更してください（確認済み", checkup["verdict"]["action"])
            names = [f["arguments"] for f in checkup["findings"] if f["code"] == "tls.server_name"]
            self.assertEqual([(name["name"], name["proved"]) for name in names], [("sv1234.shared-host.example", True)])

    def test_server_of_the_sample(self):
        done = run("tls", "--sample", "--language", "en")
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"sample", done.stdout.splitlines()[0])
        self.assertIn(b"Type sv1234.shared-host.example as the server name", done.stdout)

    def test_doors_of_a_domain(self):
        """One joined case; what a file cannot tell is said once; left out where it is not wanted."""
        checkup = json.loads(run("check", "--sample", "--json").stdout)
        doors = [item["id"] for item in checkup["items"] if item["id"].count(":") >= 3]
        self.assertIn("imaps:mail.hatoya-kashiten.example:993:192.0.2.34", doors)
        self.assertIn("https:www.hatoya-kashiten.example:443:192.0.2.34", doors)
        self.assertIn("port25_blocked", {f["code"].split(".")[1] for f in checkup["findings"]})
        mail = [f for f in checkup["findings"] if f["code"] == "tls.hostname_mismatch"]
        self.assertEqual({(f["level"], f["affects"]) for f in mail}, {("caution", "mail_program")})
        for words, count in (((), 1), (("--no-tls",), 0)):
            checkup = json.loads(run("check", "shop.example", "--json", *words, zone=spf("v=spf1 ip4:192.0.2.1 -all")).stdout)
            told = [f for f in checkup["findings"] if f["code"].startswith(("tls.", "reach."))]
            self.assertEqual([f["arguments"]["reason"] for f in told], ["from_file"] * count)

    def test_doors_from_a_recorded_run(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "run.json")
            for words in (("check", "--sending-ip", "192.0.2.34"), ("tls",)):
                first = json.loads(run(*words, "--sample", "--record-run", path, "--json").stdout)
                name = first["subject"].get("host", first["subject"]["domain"])
                again = json.loads(run(*words, name, "--replay-run", path, "--json").stdout)
                self.assertEqual([(f["code"], f["level"]) for f in first["findings"]],
                                 [(f["code"], f["level"]) for f in again["findings"]])
                self.assertEqual([e for e in first["evidence"] if e["kind"] == "session"],
                                 [e for e in again["evidence"] if e["kind"] == "session"])

    def test_ports_that_are_none(self):
        for port in ("0", "65536", "-1", "x", ""):
            done = run("tls", "--sample", "--protocol", "imaps", "--port", port)
            self.assertEqual((done.returncode, done.stdout), (2, b""), port)
            self.assertIn(b"--port", done.stderr)

    def test_a_host_that_is_none_stops_no_other(self):
        done = run("tls", "no host", "mail.hatoya-kashiten.example", "--sample", "--json")
        self.assertEqual(done.stdout.count(b"\n"), 1)
        self.assertIn(b"no host", done.stderr)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(run("tls", "no host", "--sample").returncode, 2)

    def test_certificates_that_are_none(self):
        for path in ("/nowhere.pem", "/dev/null"):
            done = run("tls", "mail.shop.example", "--ca-file", path, zone=EMPTY)
            self.assertEqual((done.returncode, done.stdout), (2, b""))
            self.assertIn(path.encode(), done.stderr)

    def test_record(self):
        done = run("record", "spf", "v=spf1 ipv4:192.0.2.1 -all", "--json")
        judged = json.loads(done.stdout)
        self.assertEqual((judged["is_record"], judged["valid"], done.returncode), (True, False, 1))
        self.assertEqual(judged["findings"][0]["excerpt"]["marks"][0]["start"], 7)
        self.assertEqual(json.loads(run("record", "dmarc", "-", "--json", stdin=b"v=DMARC1; p=none\n").stdout)["parsed"]["policy"], "none")
        self.assertFalse(json.loads(run("record", "dkim", "", "--json").stdout)["valid"])
        self.assertEqual(run("record", "nonsense", "x").returncode, 2)


class Report(unittest.TestCase):
    """report: as check, and a file for the IT contact."""
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def files(self):
        return sorted(os.listdir(self.folder.name))

    def report(self, name, *words, **more):
        return run("report", *words, "--no-tls", "--output", self.path(name), **more)

    def test_forms(self):
        for name, beginning in (("a.pdf", b"%PDF-1."), ("a.TXT", b"Report on the mail of shop.example"), ("a.json", b'{"schema":1')):
            done = self.report(name, "shop.example", "--json", "--language", "en", zone=spf("v=spf1 mx -all"))
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            told = json.loads(done.stdout)
            self.assertEqual((told["file"], told["masked"]), (self.path(name), 0))
            self.assertEqual(bool(told["pages"]), name.endswith("pdf"))
            with open(self.path(name), "rb") as file:
                self.assertTrue(file.read().startswith(beginning), name)
            self.assertEqual(os.stat(self.path(name)).st_mode & 0o777, 0o600)

    def test_languages_and_redaction(self):
        mail = b"customer@gmail.com\n" + REFUSAL.replace(b"customer@gmail.example", b"550 5.7.26 customer is not told")
        for words, has, lacks in (((), "***@gmail.com", "customer"), (("--no-redaction",), "customer@gmail.com", "***@")):
            self.folder.cleanup()
            os.mkdir(self.folder.name)
            done = self.report("a.txt", "shop.example", "--bounce", "-", "--owner-language", "ja", "--language", "en", *words,
                               zone=spf(), stdin=mail)
            self.assertEqual((done.returncode, done.stderr), (1, b""))
            with open(self.path("a.txt"), encoding="utf-8") as file:
                text = file.read()
            self.assertIn(has, text)
            self.assertNotIn(lacks, text)
            self.assertIn("どういうこと？", text)
            self.assertIn("For the IT contact", text)
            self.assertNotIn("IT担当の方へ", text)
            self.assertEqual(b"Left out of it:" in done.stdout, not words)

    def test_words(self):
        for words in (("shop.example",), ("shop.example", "--output", "x.doc"), ("shop.example", "b.example", "--output", "x.pdf"),
                      ("-", "--output", "x.pdf"), ("--output", "x.pdf"), ("shop.example", "--output", ".pdf"),
                      ("shop.example", "--output", "x.pdf", "--owner-language", "fr"), ("--before", "x", "--output", "x.pdf"),
                      ("--before", "/dev/null", "--after", "/dev/null", "--output", self.path("x.txt"))):
            done = run("report", *words, zone=EMPTY)
            self.assertEqual((done.returncode, done.stdout), (2, b""), words)
            self.assertTrue(done.stderr.startswith(b"hatobin-cli report: "), done.stderr)
        self.assertEqual(self.files(), [])

    def test_what_is_in_the_way(self):
        """A clear message, the old file untouched, nothing left behind."""
        with open(self.path("old.txt"), "w", encoding="utf-8") as file:
            file.write("old")
        os.symlink(self.path("old.txt"), self.path("link.txt"))
        os.mkdir(self.path("folder.txt"))
        before = self.files()
        for name, words in (("old.txt", b"is there already"), ("link.txt", b"(a link)"), ("folder.txt", b"is a folder"),
                            ("none/a.txt", b"is not there")):
            done = self.report(name, "shop.example", "--language", "en", zone=spf())
            self.assertEqual(done.returncode, 2)
            self.assertIn(words, done.stderr)
            self.assertEqual((self.files(), done.stdout), (before, b""))
        with open(self.path("old.txt"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "old")

    def test_what_is_in_the_way_of_each_form(self):
        """Exit status 2 and nothing on standard output: for people, for machines, for paper; a full disk, too."""
        os.mkdir(self.path("folder.pdf"))
        os.mkdir(self.path("folder.json"))
        before = self.files()
        for name in ("folder.pdf", "folder.json", "none/a.pdf"):
            for more in ((), ("--json",)):
                done = self.report(name, "shop.example", "--language", "en", *more, zone=spf())
                self.assertEqual((done.returncode, done.stdout, self.files()), (2, b"", before))
                self.assertTrue(done.stderr.startswith(b"hatobin-cli report: "), done.stderr)
        for more in ((), ("--json",)):
            for name in ("a.txt", "a.pdf"):
                done = self.report(name, "shop.example", "--language", "en", *more, zone=spf(), prefix=NO_SPACE)
                self.assertEqual((done.returncode, done.stdout, self.files()), (2, b"", before))
                self.assertIn(b"no room left", done.stderr)

    def test_before_and_after(self):
        for name, record in (("before.json", "v=spf1 include=x.example -all"), ("after.json", "v=spf1 mx -all")):
            with open(self.path(name), "wb") as file:
                file.write(run("check", "shop.example", "--no-tls", "--json", zone=spf(record)).stdout)
        for language, words in (("en", "What was changed"), ("ja", "変更した内容")):
            done = run("report", "--before", self.path("before.json"), "--after=" + self.path("after.json"), "--language", language,
                       "--output", self.path(language + ".txt"))
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            with open(self.path(language + ".txt"), encoding="utf-8") as file:
                self.assertIn(words, file.read())

    def test_hostile(self):
        done = self.report("a.txt", "shop.example", zone=HOSTILE)
        self.assertEqual(done.stderr, b"")
        with open(self.path("a.txt"), "rb") as file:
            text = file.read()
        self.assertFalse([byte for byte in text if byte < 0x20 and byte != 0x0a])
        self.assertNotIn("\u202e".encode(), text)


if __name__ == "__main__":
    unittest.main(verbosity=1)
