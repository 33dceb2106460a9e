"""Comparing names as people do: without case, accents and kinds of apostrophe."""

from __future__ import annotations

import unicodedata

# Letters that a reader takes for a plain one but that Unicode does not take apart.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "\u2019": "'", "\u02bc": "'"})


def folded(text: str) -> str:
    """Return `text` without case, accents and kinds of apostrophe, with single spaces."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).casefold()
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).translate(_PLAIN).split())
