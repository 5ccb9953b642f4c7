"""What the tests of the ledger share: a daemon of their own, values as descriptors, exports with dates of one's choice."""
import array
import datetime
import json
import os
import socket
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../client"))
from support import ClientCase  # noqa: E402,F401

VALUE = "EXAMPLE-0123456789-not-a-secret"
OTHER = "EXAMPLE-9876543210-not-a-secret"


def time_text(**distance):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(**distance)).strftime("%Y-%m-%dT%H:%M:%SZ")


def row(number, label="ACME_KEY", state="contained", found=None, places=(), left=(), note="", rotated=None):
    """A row of an export; `found` and `rotated` are distances from now."""
    fingerprint = "%032x" % ((number + 1) * 0x0123456789abcdef0123456789abcdef % (1 << 128))
    found = found or {"days": -3}
    history = [dict(zip(("time", "uid", "from", "to", "note"), (time_text(**found), 0, "", "open", "")))]
    if state != "open":
        history.append(dict(zip(("time", "uid", "from", "to", "note"), (time_text(**found), 0, "open", state, note))))
    due = dict(found, hours=found.get("hours", 0) + 24)
    base = rotated or found
    return {"id": "leak-" + fingerprint[:8], "fingerprint": fingerprint, "label": label, "rule": "", "state": state,
            "found_at": time_text(**found), "contained_at": None if state == "open" else time_text(**found),
            "rotated_at": time_text(**rotated) if rotated else None, "rotate_by": time_text(**due), "ttl_days": 90,
            "next_rotation": time_text(**dict(base, days=base.get("days", 0) + 90)), "pattern_id": "", "places": list(places),
            "left": list(left), "uid": 0, "note": note, "history": history}


class LedgerCase(ClientCase):
    def call(self, method, descriptor=None, **params):
        """The result, or the dotted code of the refusal."""
        request = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode() + b"\n"
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(20)
            client.connect(os.path.join(self.sockets, "control.sock"))
            rights = [] if descriptor is None else [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [descriptor]))]
            sent = client.sendmsg([request], rights)
            client.sendall(request[sent:])
            with client.makefile("rb") as replies:
                answer = json.loads(replies.readline())
        return answer["error"]["data"]["code"] if "error" in answer else answer["result"]

    def record(self, value=VALUE, label="ACME_KEY", **params):
        descriptor = os.memfd_create("value")
        try:
            os.write(descriptor, value.encode() if isinstance(value, str) else value)
            return self.call("leaks.record", descriptor, label=label, **params)
        finally:
            os.close(descriptor)

    def leaks(self):
        return self.call("leaks.list")["leaks"]

    def import_rows(self, *rows, masks=()):
        path = self.path("export.json")
        with open(path, "w") as out:
            json.dump({"format": "redactd-ledger", "version": 1, "leaks": list(rows), "masks": list(masks)}, out)
        done = self.redactctl("ledger", "import", path, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def state_file(self, name):
        return os.path.join(self.state, name)
