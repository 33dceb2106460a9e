"""What titles and given names hint about a person's sex, so that pronouns can be matched."""

from __future__ import annotations

from accordingto.sources.phrase import given_names, split, titles


def gender_of_title(words: str) -> str | None:
    """Return "he" or "she" where a title or noun in the words tells ("Mrs", "Queen", "spokesman"), else None."""
    told = {titles()[t.lower][0] for t in split(words) if t.lower in titles()} - {"-"}
    return told.pop() if len(told) == 1 else None


def gender_of_given_name(name: str) -> str | None:
    """Return "he" or "she" where the first word of a person's name is known as a given name of one sex; a hint only."""
    words = [t for t in split(name) if not t.mark and not t.possessive]
    if len(words) < 2:
        return None
    return given_names().get(words[0].lower)
