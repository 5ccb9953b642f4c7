"""Where in a text a secret stands: a rough sorting by what is before it, so that a weak place shows. First match wins."""
import re

KINDS = (
    ("private key block", re.compile(rb"-----BEGIN[^\n]*-----[^-]*$")),
    ("URL: user, password", re.compile(rb"[a-z][a-z0-9+.-]*://[^\s/\"']*$", re.I)),
    ("HTTP header", re.compile(rb"(authorization|x-[a-z-]+|cookie)[\"']?\s*[:=]\s*[\"']?[^\n]*$", re.I)),
    ("URL: query or path", re.compile(rb"[a-z][a-z0-9+.-]*://[^\s\"']*$", re.I)),
    ("XML element", re.compile(rb"<[A-Za-z][^<>]*>\s*$")),
    ("password = value", re.compile(rb"(pass|pwd|passwd|password|passphrase)[a-z_]*[\"']?\]?\s*(=>|:=|==|=|:)\s*[\"'`@]*$", re.I)),
    ("name = value", re.compile(rb"[\w.\])\"'-]\s*(=>|:=|\|\|:|==|\?=|=|:|,)\s*[\"'`@(\[{]*$")),
    ("flag, value", re.compile(rb"(^|\s)--?[A-Za-z][\w-]*(\s+|=)?[\"']?$")),
    ("name, a space, value", re.compile(rb"[A-Za-z][\w-]*[\"']?\s+[\"'`]*$")),
    ("bare", re.compile(rb"(^|[\s\"'`(\[{<>])$")),
)
OTHER = "within a word or code"


def kind(row):
    """The kind of the first secret of a row."""
    before = row.text[:row.secrets[0][0]]
    if "-----BEGIN" not in before.decode("utf-8", "replace"):
        before = before[before.rfind(b"\n") + 1:]
    for name, pattern in KINDS:
        if pattern.search(before):
            return name
    return OTHER
