"""The calendar as a real library reads it, and as RFC 5545 wants its bytes."""
import datetime
import os
import unittest

import icalendar
from ledger_case import OTHER, LedgerCase, row


class Calendar(LedgerCase):
    def opened(self, data):
        calendar = icalendar.Calendar.from_ical(data)
        self.assertEqual(calendar.errors, [])
        return {str(event["UID"]): event for event in calendar.walk("VEVENT")}

    def calendar(self):
        done = self.redactctl("leaks", "calendar")
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_a_library_finds_dates_and_alarms(self):
        leak = self.record(ttl_days=30)["leak"]
        events = self.opened(self.calendar())
        self.assertEqual(set(events), {leak["id"] + "-rotate@redactd", leak["id"] + "-next@redactd"})
        for uid, key in (("-rotate@redactd", "rotate_by"), ("-next@redactd", "next_rotation")):
            event = events[leak["id"] + uid]
            expected = datetime.datetime.strptime(leak[key], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.timezone.utc)
            self.assertEqual(event.decoded("DTSTART"), expected)
            self.assertEqual(event.decoded("DTSTAMP").utcoffset(), datetime.timedelta(0))
            self.assertIn(leak["label"], str(event["SUMMARY"]))
            self.assertIn(leak["id"], str(event["SUMMARY"]))
            alarms = list(event.walk("VALARM"))
            self.assertEqual(len(alarms), 2)
            self.assertEqual({str(alarm["ACTION"]) for alarm in alarms}, {"DISPLAY"})
            self.assertTrue(any(alarm.decoded("TRIGGER") < datetime.timedelta(0) for alarm in alarms))
            self.assertEqual([], event.errors)

    def test_bytes(self):
        self.import_rows(*[row(number, label="L" * 32) for number in range(5)])
        data = self.calendar()
        self.assertTrue(data.endswith(b"END:VCALENDAR\r\n"))
        self.assertNotIn(b"\n", data.replace(b"\r\n", b""))
        self.assertLessEqual(max(map(len, data.split(b"\r\n"))), 75)
        self.assertEqual(len(self.opened(data)), 10)
        self.assertEqual(data, self.calendar())

    def test_uids_stay_and_sequences_rise(self):
        leak = self.record()["leak"]["id"]
        before = self.opened(self.calendar())
        self.call("leaks.update", id=leak, state="contained")
        self.call("leaks.set_state", id=leak, state="rotated")
        after = self.opened(self.calendar())
        self.assertEqual(set(before), set(after))
        for uid in before:
            self.assertGreater(after[uid]["SEQUENCE"], before[uid]["SEQUENCE"])
        self.assertEqual(len(list(after[leak + "-rotate@redactd"].walk("VALARM"))), 0)
        self.assertEqual(len(list(after[leak + "-next@redactd"].walk("VALARM"))), 2)
        self.call("leaks.set_state", id=leak, state="closed")
        self.assertEqual({str(event["STATUS"]) for event in self.opened(self.calendar()).values()}, {"CANCELLED"})

    def test_the_file_in_the_state_directory_and_the_one_that_was_asked_for(self):
        leak = self.record()["leak"]["id"]
        self.assertFalse(os.path.exists(self.state_file("leaks.ics")))
        path = self.call("leaks.update", id=leak, state="contained")["calendar"]
        self.assertEqual(path, self.state_file("leaks.ics"))
        asked = self.path("asked.ics")
        self.assertEqual(self.redactctl("leaks", "calendar", "-o", asked).returncode, 0)
        with open(path, "rb") as kept, open(asked, "rb") as given:
            self.assertEqual(kept.read(), given.read())
        self.record(OTHER)
        self.assertEqual(len(self.opened(self.calendar())), 4)

    def test_no_leak_no_event(self):
        self.assertEqual(self.opened(self.calendar()), {})


if __name__ == "__main__":
    unittest.main()
