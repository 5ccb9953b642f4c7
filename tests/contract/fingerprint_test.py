"""Masks of rules with "fingerprint": one secret can be followed, and is found again in the ledger."""
import json
import os
import unittest

from outside import ACME, DaemonCase


class Fingerprints(DaemonCase):
    start = False

    def setUp(self):
        super().setUp()
        rule = {"id": "acme-key", "label": "ACME_KEY", "title": "Acme key", "kind": "prefix", "prefix": "acme_", "alphabet": "0-9a-f", "length": [32, 32],
                "fingerprint": True, "source": "example", "examples": ["{{gen:acme_[0-9a-f]{32}}}"]}
        os.mkdir(self.dir + "/rules")
        with open(self.dir + "/rules/acme.json", "w") as out:
            json.dump({"schema": 1, "rules": [rule]}, out)
        self.launch("--rules-dir", self.dir + "/rules")

    def mask(self, text):
        return self.capture().ask("mask", text).body.decode()

    def test_the_same_secret_has_the_same_digits(self):
        masked = self.mask("x " + ACME + " y")
        self.assertRegex(masked, r"\Ax \[REDACTED_ACME_KEY:[0-9a-f]{8}\] y\Z")
        self.assertEqual(self.mask("x " + ACME + " y"), masked)
        self.assertNotEqual(self.mask("x " + ACME.replace("0", "1") + " y"), masked)
        self.assertEqual(self.mask(masked), masked)
        self.process.kill()
        self.process.wait()
        self.launch("--rules-dir", self.dir + "/rules")
        self.assertEqual(self.mask("x " + ACME + " y"), masked)
        with open(self.state + "/fingerprint.key", "rb") as opened:
            self.assertEqual(len(opened.read()), 32)
        self.assert_nowhere(ACME)

    def test_without_a_key_there_is_a_mask_without_digits(self):
        self.process.kill()
        self.process.wait()
        with open(self.state + "/fingerprint.key", "w") as out:
            out.write("EXAMPLE")
        self.launch("--rules-dir", self.dir + "/rules")
        self.assertEqual(self.mask("x " + ACME + " y"), "x [REDACTED_ACME_KEY] y")


if __name__ == "__main__":
    unittest.main()
