"""What two roles say about whether their bearers can be one person."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from accordingto.linking.entities.tables import rows
from accordingto.sources.names import normal

_SECOND = re.compile(r"\b(?:vice|deputy|assistant|under|co)\b")
_LADY = re.compile(r"\bfirst (?:lady|gentleman)\b|\b(?:wife|husband|son|daughter|brother|sister|widow|father|mother)\b")


@cache
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, entries in rows("roles.tsv"):
        for entry in entries.split(", "):
            found.setdefault(normal(entry), set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


@cache
def _together() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in rows("roles_together.tsv"))


@lru_cache(maxsize=100_000)
def role_classes(role: str | None) -> frozenset[str]:
    """Return the walks of life that a role names (politics, sport …); empty where none is known."""
    text = normal(role or "")
    if _LADY.search(text):
        return frozenset()
    found = frozenset(name for word in text.split() for name in _classes().get(word, ()))
    # A chief or spokesman is one of something: what that is tells more.
    return found - {"public"} or found


@lru_cache(maxsize=100_000)
def offices(role: str | None) -> frozenset[str]:
    """Return the office words of a role: “prime minister”, “president”; a vice president is no president."""
    text = normal(role or "")
    if _LADY.search(text):
        return frozenset()
    second = "vice " if _SECOND.search(text) else ""
    text = text.replace("prime minister", "premier")
    return frozenset(second + word for word in text.split() if word in _classes() and _classes()[word] != {"public"})


def roles_conflict(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether no walk of life of one goes with any of the other."""
    return bool(one and two) and not any(a == b or frozenset((a, b)) in _together() for a in one for b in two)
