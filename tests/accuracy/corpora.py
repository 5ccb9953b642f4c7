"""The corpora, read in place: rows of texts with the bytes that are secret in them. No row leaves the process."""
import gzip
import json
import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
DIRECTORY = pathlib.Path(os.environ.get("REDACTD_CORPORA", ROOT.parent / "shared" / "corpora"))
OPEN, CLOSE = "\u27e6".encode(), "\u27e7".encode()
ORDINARY = ("benign_commands", "public_commands", "logs", "prose")


class Row:
    def __init__(self, text, secrets, source=""):
        self.text, self.secrets, self.source = text, secrets, source


def present():
    return (DIRECTORY / "positives.jsonl.gz").is_file()


def read(name):
    with gzip.open(DIRECTORY / name, "rb") as file:
        return file.read()


def positives():
    """The examples of scanners' own tests; each row has one secret."""
    for line in read("positives.jsonl.gz").splitlines():
        row = json.loads(line)
        yield Row(row["text"].encode(), [(row["start"], row["end"])], row["source"])


def commands():
    """Command and log lines; the marks around the secrets are taken out."""
    for line in read("commands.txt.gz").splitlines():
        text, secrets = b"", []
        for piece in line.split(OPEN):
            inside, mark, after = piece.partition(CLOSE)
            if mark:
                secrets.append((len(text), len(text) + len(inside)))
            text += inside + after
        yield Row(text, secrets)


def ordinary(name):
    """Lines without a secret: all have to come back unchanged."""
    for line in read(name + ".txt.gz").split(b"\n"):
        if line:
            yield Row(line, [])
