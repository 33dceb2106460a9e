"""A ledger of any number of invented claims for measuring the desk, written without running the model.

    python -m evaluation.desk_ledger ledger.db [--claims 1000000]

Two thousand speakers, forty outlets and ten years of days; words as frequent as in news. The same number gives the
same claims. A ledger that is there already is continued, so that a stopped run can go on.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, islice
from pathlib import Path

from accordingto.ledger import Ledger
from accordingto.ledger.store import store
from accordingto.linking.propositions import lexicon
from accordingto.records import Claim, Document, Link, Provenance, Quantity, Reading, Source, Span, Time, Verification

SEED = 20261125
CLAIMS_A_REPORT = 25
AT_ONCE = 200
_CUES = (
    ("said", "assert"), ("said", "assert"), ("said", "assert"), ("told reporters", "assert"), ("denied", "deny"),
    ("confirmed", "confirm"), ("warned", "warn"), ("announced", "announce"), ("demanded", "urge"),
    ("accused officials of hiding", "accuse"), ("promised", "promise"), ("admitted", "acknowledge"),
)  # fmt: skip
_STATUSES = ("unverified", "disputed", "verified", "corrected")
_SYLLABLES = "ba be bo da de do ka ke ko la le lo ma me mo na ne no ra re ro sa se so ta te to va ve vo".split()
_KINDS = ("person", "person", "person", "officials", "organisation", "government", "military", "group")


def readings(first: int = 0, seed: int = SEED) -> Iterator[Reading]:
    """Yield reports without end from number `first` on, each with CLAIMS_A_REPORT claims."""
    number = first
    while True:
        yield reading(number, seed)
        number += 1


def reading(number: int, seed: int = SEED) -> Reading:
    """Return one report; it depends on its number and the seed only."""
    chance = random.Random(f"{seed} desk {number}")  # noqa: S311
    speakers = [_speaker(chance.randrange(2_000)) for _ in range(6)]
    sources = tuple(
        Source(f"S{n}", name, kind, kind not in ("officials", "group")) for n, (name, kind) in enumerate(speakers, 1)
    )
    day = date(2016, 1, 1) + timedelta(days=chance.randrange(3_650))
    parts: list[str] = []
    length = 0

    def written(words: str) -> Span:
        nonlocal length
        parts.append(words)
        length += len(words)
        return Span(length - len(words), length)

    claims = []
    for n in range(1, CLAIMS_A_REPORT + 1):
        source = chance.choice(sources)
        cue, act = chance.choice(_CUES)
        who = written(source.name)
        written(" ")
        how = written(cue)
        written(" that ")
        counted = chance.randrange(1, 20_000) if chance.random() < 0.2 else None
        what = written(f"{counted} people {_words(chance, 12)}" if counted else _words(chance, 14))
        standing = chance.choice(_STATUSES) if chance.random() < 0.1 else None
        written("; ")
        told = (written("this was not settled"),) if standing else ()
        written(".\n")
        said = (day - timedelta(days=chance.randrange(4))).isoformat() if chance.random() < 0.7 else None
        claims.append(
            Claim(
                f"C{n}",
                source.id,
                (who,),
                (how,),
                (what,),
                "indirect",
                round(0.35 + 0.65 * chance.random(), 3),
                act=act,
                said=Time(said, said, ()) if said else None,
                quantities=(Quantity(counted, counted, "people", (Span(what.start, what.start + 5),)),)
                if counted
                else (),
                verification=(Verification(standing, None, told),) if standing else (),
            )
        )
    links = (Link("contradicts", ("C1", "C2"), "invented"),) if chance.random() < 0.1 else ()
    outlet = f"{_name(chance.randrange(40)).capitalize()} Courier"
    document = Document(
        "".join(parts), f"{number}.txt", _words(chance, 6).capitalize(), f"https://example.org/{number}", outlet,
        day.isoformat(), "en",
    )  # fmt: skip
    return Reading(document, sources, tuple(claims), Provenance("0", "sha256:invented"), links)


def _speaker(number: int) -> tuple[str, str]:
    kind = _KINDS[number % len(_KINDS)]
    name = f"{_name(number).capitalize()} {_name(number * 7 + 3).capitalize()}"
    return (f"{name} officials", kind) if kind in ("officials", "group") else (name, kind)


def _name(number: int) -> str:
    letters = []
    for _ in range(3):
        number, rest = divmod(number * 31 + 17, len(_SYLLABLES))
        letters.append(_SYLLABLES[rest])
    return "".join(letters)


def _words(chance: random.Random, count: int) -> str:
    words, weights = _vocabulary()
    return " ".join(chance.choices(words, cum_weights=weights, k=count))


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    rows = [(lemma, 2.0 ** -float(bits)) for lemma, bits in lexicon.rows("rarity.tsv")]
    return [lemma for lemma, _ in rows], list(accumulate(share for _, share in rows))


def write(path: Path, claims: int) -> None:
    """Bring the ledger at `path` to at least so many claims, many reports in one transaction."""
    with Ledger.open(path) as ledger:
        have = len(ledger.reports())
        stream = islice(readings(have), max(0, -(-claims // CLAIMS_A_REPORT) - have))
        while some := list(islice(stream, AT_ONCE)):
            with ledger.writing_connection() as connection:
                for one in some:
                    store(connection, one)


def main(argv: list[str] | None = None) -> None:
    """Write the ledger named on the command line."""
    parser = argparse.ArgumentParser(description="Write a ledger of invented claims.")
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--claims", type=int, default=1_000_000)
    given = parser.parse_args(argv)
    write(given.ledger, given.claims)


if __name__ == "__main__":
    main()
