"""Invented reports for archives of all kinds (own text, CC0)."""

import io
import itertools

from accordingto.errors import InputError
from accordingto.ingest import IntakeOptions
from accordingto.ingest.dispatch import documents

SENTENCES = [
    "The harbour master said on Monday that the bridge over the Lunna would stay closed until the spring.",
    "“We found cracks in two of the pillars,” Ada Brandt told reporters, “and we will not take any risk.”",
    "Shopkeepers on the island called the decision a disaster and demanded help from the regional council.",
]
TEXT = "\n".join(SENTENCES)
BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Bridge stays closed</title></head><body>"
    f"<article><h1>Bridge stays closed</h1>{BODY}</article></body></html>"
)
MENU = "<html><body><ul>" + "".join(f"<li><a href='/{n}'>Page {n}</a></li>" for n in range(30)) + "</ul></body></html>"


class Pipe(io.RawIOBase):
    """Bytes that cannot be gone back in, a few at a time."""

    def __init__(self, data):
        self.data = data

    def readable(self):
        return True

    def readinto(self, buffer):
        count = min(len(buffer), len(self.data), 1000)
        buffer[:count], self.data = self.data[:count], self.data[count:]
        return count


def read(data, name, pipe=False, **options):
    """Return the documents, the errors as words, and the warnings of an input."""
    warnings = []
    options = IntakeOptions(warn=warnings.append, **options)
    stream = io.BufferedReader(Pipe(data) if pipe else io.BytesIO(data))
    items = list(itertools.islice(documents(stream, name, None if pipe else name, options), 10_000))
    errors = [str(item) for item in items if isinstance(item, InputError)]
    return [item for item in items if not isinstance(item, InputError)], errors, warnings
