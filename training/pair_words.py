"""How two claims are put before the network that reads them together."""

from __future__ import annotations

CLS, SEP = 101, 102
MOST = 48
"""Word pieces of each claim that are read."""
ACTS = {
    "deny": "denied", "accuse": "accused", "confirm": "confirmed", "acknowledge": "acknowledged", "urge": "urged",
    "order": "ordered", "propose": "proposed", "promise": "promised", "predict": "predicted", "warn": "warned",
    "condemn": "condemned", "announce": "announced", "support": "supported", "intend": "intended",
    "believe": "believed", "question": "asked",
}  # fmt: skip
"""The word in front of a content for its act; none for what is merely said."""


def spoken(act: str | None, content: str) -> str:
    """Return a claim as it is read: its act in a word, where that says more than “said”, and its content."""
    word = ACTS.get(act or "")
    return f"{word}: {content}" if word else content
