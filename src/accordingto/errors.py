"""Everything that can go wrong and that a person can do something about.

AccordingToError
├── InputError            a report could not be read (one report; the rest of a batch goes on)
│   ├── UnreadableError   the file or stream cannot be opened or decoded
│   ├── TooLargeError     more text than `--max-size` allows
│   └── NoArticleError    nothing in it is a news report
├── ModelError            the model folder is missing, broken or of another version
└── LedgerError           the ledger cannot be opened, is not a ledger, or could not be written
"""

from __future__ import annotations


class AccordingToError(Exception):
    """Base of all errors meant for people: the message says what was wrong, where, and what to do."""


class InputError(AccordingToError):
    """One report could not be read."""


class UnreadableError(InputError):
    """A file or stream cannot be opened or decoded."""


class TooLargeError(InputError):
    """A report has more text than is allowed."""


class NoArticleError(InputError):
    """Nothing in the input is a news report."""


class ModelError(AccordingToError):
    """The model folder is missing, broken or of another version."""


class LedgerError(AccordingToError):
    """The ledger cannot be opened, is not a ledger, or could not be written."""
