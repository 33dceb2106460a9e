"""A small report about a river, invented for these tests, with one claim of every kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from accordingto.records import (
    Claim,
    Document,
    Firmness,
    Link,
    Provenance,
    Quantity,
    Reading,
    Reason,
    Source,
    Span,
    Spans,
    Time,
    Unattributed,
    Verification,
)

TEXT = (
    'Mayor José Åström said on Monday that "the flood took more than 40 houses". '
    "The Harbour Post quoted unnamed engineers as saying the dam had held. "
    "He denied what the opposition calls neglect. It was reported that conscripts were sent."
)


def at(words: str) -> Spans:
    """Return where words stand in TEXT."""
    start = TEXT.index(words)
    return (Span(start, start + len(words)),)


@pytest.fixture
def river() -> Reading:
    monday = Time("2024-05-06", "2024-05-06", at("on Monday"))
    first = Claim(
        "C1", "S1", at("Mayor José Åström"), at("said"), at("the flood took more than 40 houses"), "direct", 0.93,
        act="assert", said=monday, times=(monday,),
        quantities=(Quantity(40, None, "houses", at("more than 40 houses")), Quantity(1.0, 2.5, None, (), True)),
        verification=(Verification("unverified", "S2", at("quoted")), Verification("disputed", None, ())),
        firmness=Firmness("certain", "positive", at("took")),
        reasons=(Reason("act", "cue lexicon: say", at("said"), 0.9), Reason("said", "day in the cue’s clause")),
    )  # fmt: skip
    second = Claim(
        "C2", "S3", at("unnamed engineers"), (*at("quoted"), *at("as saying")), at("the dam had held"), "indirect",
        0.5, co_sources=("S1",), via=("S2",),
    )  # fmt: skip
    third = Claim("C3", "S1", at("He"), at("denied"), at("what the opposition calls neglect"), "indirect", 0.8,
                  act="deny", refers_to="C1")  # fmt: skip
    fourth = Claim("C4", None, at("the opposition"), at("calls"), at("neglect"), "indirect", 0.61, parent="C3")
    return Reading(
        Document(TEXT, "river.txt", "River rises in Norrby", "https://post.example/river", "The Harbour Post",
                 "2024-05-07", "en"),
        (
            Source("S1", "José Åström", "person", True, "Mayor", "SE", (*at("José Åström"), *at("He"))),
            Source("S2", "Harbour Post", "outlet", True),
            Source("S3", "unnamed engineers", "group", False, None, None, at("unnamed engineers"), 2, "unnamed",
                   at("unnamed")),
        ),
        (first, second, third, fourth),
        Provenance("0.1.0", "sha256:aa"),
        (Link("contradicts", ("C1", "C3"), "he denies it"),),
        (Unattributed(at("conscripts were sent"), "passive without a source"), Unattributed((), "no words", "C4")),
        ("The report has no author.",),
    )  # fmt: skip


@pytest.fixture
def other(river: Reading) -> Callable[..., Reading]:
    """Return a function that makes another report: the same claims under other facts, the text longer by a tail."""

    def made(tail: str = "", **facts: str | None) -> Reading:
        return replace(river, document=replace(river.document, text=TEXT + tail, **facts))

    return made
