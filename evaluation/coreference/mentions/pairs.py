"""What two mentions have in common, as numbers from 0 to 1 and in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from accordingto.linking.propositions.lexicon import RAREST, likeness, rarity
from evaluation.coreference.mentions.mention import Kind
from evaluation.coreference.mentions.traits import Traits, shared_bits

ALIKE_ENOUGH = 0.3
"""Reports this much alike count as much alike as a report is with itself: the mean of reports that share an event."""
Feature = Callable[[Traits, Traits, float], float]


def _head(way: str) -> Feature:
    def feature(one: Traits, other: Traits, alike: float) -> float:
        return float(likeness(one.head, other.head).way == way)

    return feature


def _rare_head(one: Traits, other: Traits, alike: float) -> float:
    return rarity(one.head) / RAREST if likeness(one.head, other.head).score > 0.5 else 0.0


def _reports(one: Traits, other: Traits, alike: float) -> float:
    return min(1.0, alike / ALIKE_ENOUGH)


def _sentence(one: Traits, other: Traits, alike: float) -> float:
    same = one.mention.document == other.mention.document and one.mention.sentence == other.mention.sentence
    return float(same)


def _around(one: Traits, other: Traits, alike: float) -> float:
    return 0.0 if _sentence(one, other, alike) else shared_bits(one.around, other.around)


def _near(one: Traits, other: Traits, alike: float) -> float:
    return shared_bits(one.near, other.near)


def _names_around(one: Traits, other: Traits, alike: float) -> float:
    return 0.0 if _sentence(one, other, alike) else _overlap(one.names_around, other.names_around)


def _times(one: Traits, other: Traits, alike: float) -> float:
    return 0.0 if _sentence(one, other, alike) else float(bool(one.times & other.times))


def _numbers_apart(one: Traits, other: Traits, alike: float) -> float:
    return float(bool(one.numbers and other.numbers and not one.numbers & other.numbers))


def _own(one: Traits, other: Traits, alike: float) -> float:
    return shared_bits(one.own, other.own)


def _names(one: Traits, other: Traits, alike: float) -> float:
    return _overlap(one.names, other.names)


def _other_names(one: Traits, other: Traits, alike: float) -> float:
    return float(bool(one.names and other.names and not one.names & other.names))


def _same_name(one: Traits, other: Traits, alike: float) -> float:
    return float(bool(one.names) and one.names == other.names)


def _same_named_head(one: Traits, other: Traits, alike: float) -> float:
    return float(one.is_name and other.is_name and one.written == other.written)


def _initials(one: Traits, other: Traits, alike: float) -> float:
    return float(_stands_for(one, other) or _stands_for(other, one))


def _stands_for(short: Traits, long: Traits) -> bool:
    """Whether one mention is the initials of the other's names (“EU”, “European Union”)."""
    if len(short.mention.places) != 1 or len(long.names) < 2 or not short.mention.text.isupper():
        return False
    words = (long.mention.words[at] for at in long.mention.places)
    return "".join(w[0] for w in words if w[0].isupper()).lower() == short.mention.text.lower().replace(".", "")


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


FEATURES: Mapping[Kind, Mapping[str, Feature]] = {
    "event": {
        "same head": _head("same"),
        "derived head": _head("derived"),
        "synonymous head": _head("synonym"),
        "broader head": _head("broader"),
        "rare head": _rare_head,
        "own words": _own,
        "words near": _near,
        "words of the sentence": _around,
        "names of the sentence": _names_around,
        "day or month": _times,
        "other numbers": _numbers_apart,
        "same sentence": _sentence,
        "reports alike": _reports,
    },
    "entity": {
        "same head": _head("same"),
        "derived head": _head("derived"),
        "synonymous head": _head("synonym"),
        "broader head": _head("broader"),
        "rare head": _rare_head,
        "own words": _own,
        "names": _names,
        "same name": _same_name,
        "name as head": _same_named_head,
        "initials": _initials,
        "other names": _other_names,
        "words of the sentence": _around,
        "same sentence": _sentence,
        "reports alike": _reports,
    },
}


def compared(one: Traits, other: Traits, alike: float) -> tuple[float, ...]:
    """Return the features of a pair of one kind in the order of `FEATURES`; `alike` is how alike their reports are."""
    return tuple(feature(one, other, alike) for feature in FEATURES[one.mention.kind].values())


def told(one: Traits, other: Traits, alike: float) -> dict[str, str]:
    """Return in plain words what each feature of `FEATURES` that is not 0 rests on."""
    words = {
        "same head": f"both say “{one.head}”",
        "derived head": f"“{one.head}” and “{other.head}” are forms of one word",
        "synonymous head": f"“{one.head}” and “{other.head}” can mean the same",
        "broader head": f"one of “{one.head}” and “{other.head}” is a kind of the other",
        "rare head": f"one report in {2 ** rarity(one.head):.0f} has “{one.head}”",
        "own words": f"their own words share {_listed(one.own.keys() & other.own.keys())}",
        "words near": f"beside both: {_listed(one.near.keys() & other.near.keys())}",
        "words of the sentence": f"in both sentences: {_listed(one.around.keys() & other.around.keys())}",
        "names of the sentence": f"names in both sentences: {_listed(one.names_around & other.names_around)}",
        "day or month": f"both sentences tell {_listed(one.times & other.times)}",
        "other numbers": f"other numbers: {_listed(one.numbers)} and {_listed(other.numbers)}",
        "same sentence": "they stand in one sentence",
        "reports alike": "one report"
        if one.mention.document == other.mention.document
        else f"reports alike {alike:.2f}",
        "names": f"both named {_listed(one.names & other.names)}",
        "same name": "the whole name is the same",
        "name as head": f"the name “{one.written}” ends both",
        "initials": f"“{one.mention.text}” and “{other.mention.text}”: one is the initials of the other",
        "other names": f"other names: {_listed(one.names)} and {_listed(other.names)}",
    }
    values = zip(FEATURES[one.mention.kind], compared(one, other, alike), strict=True)
    return {name: words[name] for name, value in values if value}


def _listed(words: frozenset[str] | set[str]) -> str:
    return ", ".join(sorted(words)) or "nothing"
