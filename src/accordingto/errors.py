"""Everything that can go wrong and that a person can do something about.

AccordingToError
├── InputError            a report could not be read (one report; the rest of a batch goes on)
│   ├── UnreadableError   the file or stream cannot be opened or decoded
│   ├── TooLargeError     more text than `--max-size` allows
│   ├── NoArticleError    nothing in it is a news report
│   ├── PurgedError       it was removed from the ledger for good, and is not added again
│   └── FetchError        an address could not be fetched, or may not be
│       └── UnavailableError   not now: trying again later may help
├── ModelError            the model folder is missing, broken or of another version
└── LedgerError           the ledger cannot be opened, is not a ledger, or could not be written
    ├── NotFoundError     it has no such report, claim, source or user
    ├── DecisionError     a decision about a claim that makes no sense, such as a span outside of the text
    ├── ConflictError     somebody else decided about the same claim in the meantime; nothing was changed
    └── BusyError         another program has been writing for too long
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


class PurgedError(InputError):
    """A report was removed from the ledger for good, or redacted, and is not added again."""


class FetchError(InputError):
    """An address could not be fetched, or may not be."""


class UnavailableError(FetchError):
    """An address cannot be fetched now; trying again later may help."""


class ModelError(AccordingToError):
    """The model folder is missing, broken or of another version."""


class LedgerError(AccordingToError):
    """The ledger cannot be opened, is not a ledger, or could not be written."""


class NotFoundError(LedgerError):
    """The ledger has no such report, claim, source or user."""


class DecisionError(LedgerError):
    """A decision about a claim makes no sense."""


class ConflictError(LedgerError):
    """Somebody else decided about the same claim in the meantime; nothing was changed."""


class BusyError(LedgerError):
    """Another program has been writing to the ledger for too long."""
