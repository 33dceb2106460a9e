"""What follows a cue: its particle, and how what is said begins (“that”, “to leave”, “whether” …)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.claims.layout import Word

PREPOSITIONS = frozenset(
    "about above across after against ahead along amid among around as aside at away back behind by down for forth"
    " forward from in into of off on onto out over through to toward towards under up upon with".split()
)
QUOTES = frozenset('“”"‘«»„')
_BEFORE_TIMES = frozenset("on in at by from over".split())
_TIMES = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|\d[\d:.]*|today|yesterday|tomorrow|(?:early|late|last|this)|friday"
)
_DETERMINERS = frozenset(
    "the a an his her its their our my your this that these those any all both some no every each another".split()
)
# Words that open a clause of their own where they come after the words for someone.
_OPENERS = frozenset("he she they it we i you there".split()) | _DETERMINERS - {"that", "all", "both"}
_JOINING = PREPOSITIONS | {"and", "or", "all"}
_QUESTION_WORDS = frozenset("whether if what how why who whom when where which whose".split())
_FINITE = frozenset(
    "is are was were has had will would could should may might can cannot did does must isn’t wasn’t aren’t weren’t"
    " hasn’t hadn’t won’t wouldn’t couldn’t didn’t doesn’t said says".split()
)
_NO_GERUNDS = frozenset(
    "morning evening nothing something anything everything king thing spring string ring wing during according being"
    " including following meeting building hearing regarding concerning beijing wedding".split()
)
_SHOULD = re.compile(r"\b(?:should|ought)\b", re.IGNORECASE)
_FUTURE = re.compile(r"\b(?:will|would|could|won[’']t|shall)\b|[’']ll\b", re.IGNORECASE)
_REACH = 14


@dataclass(frozen=True, slots=True)
class Complement:
    """What follows a cue.

    `particles`: those right after it, the fullest first; `later`: one after its object (“asked him about”);
    `kinds`: how what is said begins, the most telling first.
    """

    particles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


def plain(word: str) -> str:
    """Return a word in lower case with typographic apostrophes."""
    return word.lower().replace("'", "’")


def is_infinitive(words: Sequence[Word], at: int) -> bool:
    """Return whether “to” at `at` opens an infinitive, by what stands after it: no article, name, number or plural."""
    if at + 1 >= len(words):
        return False
    after = words[at + 1].text
    if plain(after) in ("not", "never", "also") or after.endswith("ly"):
        return at + 2 < len(words) and words[at + 2].text.islower()
    if not after.islower() or not after.isalpha() or after in _DETERMINERS or after in ("them", "him", "us", "me"):
        return False
    return not (after.endswith("s") and not after.endswith(("ss", "us")))


def belonging(words: Sequence[Word], at: int) -> tuple[str, ...]:
    """Return the particles that stand at `at`: “out at” gives “out at” and “out”; not the “on” of “on Friday”."""
    if at >= len(words):
        return ()
    first = plain(words[at].text)
    second = plain(words[at + 1].text) if at + 1 < len(words) else ""
    if first not in PREPOSITIONS or (first == "to" and is_infinitive(words, at)):
        return ()
    if first in _BEFORE_TIMES and _TIMES.fullmatch(second):
        return ()
    if second in PREPOSITIONS and second != "to":
        return (f"{first} {second}", first)
    return (first,)


def _kind(words: Sequence[Word], at: int) -> str | None:
    """Return what opens at `at`, None for a noun phrase or anything else."""
    if at >= len(words):
        return "nothing"
    word = words[at]
    low = plain(word.text)
    if word.text in QUOTES:
        return "quotation"
    if low == "that":
        return "that"
    if low in _QUESTION_WORDS:
        return "whether"
    if low == "to" and is_infinitive(words, at):
        return "to"
    if low.endswith("ing") and word.text.islower() and len(low) > 4 and low not in _NO_GERUNDS:
        return "gerund"
    return None


def complement(words: Sequence[Word], known: frozenset[str], content: int | None) -> Complement:
    """Read what follows a cue.

    `words` stand after its head, up to the end of the sentence; `known` are particles that the lexicon lists for the
    lemma; `content` is the position in `words` where what is said begins, None where it stands elsewhere.
    """
    particles = belonging(words, 0)
    at = len(particles[0].split()) if particles else 0
    while at < len(words) and words[at].text in ",:;—–-":
        at += 1
    kind = _kind(words, at)
    if kind is not None:
        return Complement(particles, (kind,))
    return _after_object(words, at, particles, known, content)


def _after_object(
    words: Sequence[Word], at: int, particles: tuple[str, ...], known: frozenset[str], content: int | None
) -> Complement:
    """Go over the one addressed or spoken of (“him”, “the residents of the town”) to what is said."""
    start = at
    later: tuple[str, ...] = ()
    for i in range(at, min(len(words), at + _REACH)):
        low = plain(words[i].text)
        new = i > start
        inside = new and plain(words[i - 1].text) in _JOINING
        if low in known and new and not particles and i <= start + 5 and belonging(words, i):
            later = belonging(words, i)[-1:]
        if low in _FINITE or (new and not inside and low in _OPENERS):
            return Complement(particles, ("clause",), later)
        kind = _kind(words, i) if new else None
        if kind == "to":
            return Complement(particles, ("object to", "object"), later)
        if kind in ("that", "whether", "quotation"):
            return Complement(particles, (kind,), later)
        if new and i == content and not belonging(words, i):
            return Complement(particles, ("clause",), later)
        if words[i].text in ",;:—–.?!()":
            quoted = i + 1 < len(words) and words[i + 1].text in QUOTES
            return Complement(particles, ("quotation" if quoted else "object",), later)
    return Complement(particles, ("object",), later)


def flavours(content: str) -> tuple[str, ...]:
    """Return what the content itself tells: that it asks (“question”), urges (“should”) or looks ahead (“future”)."""
    head, tail = content[:100], content[-8:].rstrip("”\"’' )»\n\t.")
    found = []
    if tail.endswith("?"):
        found.append("question")
    if _SHOULD.search(head):
        found.append("should")
    if _FUTURE.search(head):
        found.append("future")
    return tuple(found)
