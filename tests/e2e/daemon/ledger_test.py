"""The ledger: who may, and what a full disk does to it."""
import os
import unittest

import contract  # noqa: F401
from access_test import STRANGER, Peers
from faults_test import FullDisk
from outside import ACME

FINGERPRINT = "0123456789abcdef" * 2


@unittest.skipUnless(os.geteuid() == 0, "acting as other users needs root")
class LedgerPeers(Peers):
    test_a_users_daemon_refuses_other_users = test_others_read_but_change_nothing_of_the_systems = None

    def test_others_read_the_ledger_but_change_nothing(self):
        self.launch()
        self.open_all()
        leak = self.control().call("leaks.record", label="ACME_KEY", fingerprint=FINGERPRINT)["leak"]["id"]
        self.assertEqual(self.as_uid(STRANGER, "control", self.sockets, "leaks.list", "{}"), "ok")
        for method, params in (("leaks.record", '{"label":"X_Y","fingerprint":"%s"}' % FINGERPRINT), ("leaks.update", '{"id":"%s"}' % leak),
                               ("leaks.set_state", '{"id":"%s","state":"rotated"}' % leak), ("leaks.import", '{"leaks":[]}'), ("ledger.rekey", "{}")):
            self.assertEqual(self.as_uid(STRANGER, "control", self.sockets, method, params), "auth.refused", method)
        self.assertEqual(self.control().call("leaks.list")["leaks"][0]["state"], "open")


@unittest.skipUnless(os.geteuid() == 0, "mounting a small file system needs root")
class LedgerOnAFullDisk(FullDisk):
    test_full_and_free_again = test_a_start_on_a_full_disk_masks = None

    def record(self, number):
        return self.control().call("leaks.record", label="ACME_KEY", fingerprint="%032x" % number)

    def test_nothing_is_half_written_and_it_goes_on_when_there_is_room(self):
        self.record(1)
        self.fill()
        refused = 0
        for number in range(2, 30):
            try:
                self.record(number)
            except Exception as error:
                self.assertIn(error.code, ("state.no_space", "ledger.no_space", "ledger.io"))
                refused += 1
        self.assertGreater(refused, 20)
        known = self.control().call("leaks.list")["leaks"]
        self.assertEqual(len(known), 29 - refused)
        self.assertTrue(self.capture().ask("mask", ACME).ok)
        self.kill()
        self.launch()
        os.unlink(self.state + "/filler")
        self.assertEqual(self.control().call("leaks.list")["leaks"], known)
        self.assertTrue(self.record(99)["new"])


del Peers, FullDisk

if __name__ == "__main__":
    unittest.main()
