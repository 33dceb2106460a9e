"""Who relays, and who stands behind a cue without a source."""

from __future__ import annotations

import pytest
from marked_text import parse

from accordingto.records import words_of
from accordingto.sources.chain import relayed
from accordingto.sources.resolve import resolve_sources

NAMES = {"Ana Rossi": "PER", "Reuters": "ORG", "Interfax": "ORG", "Norland": "LOC", "BBC": "ORG"}


@pytest.mark.parametrize(
    ("marked", "via"),
    [
        ("{s0|Officials} {c0|told} state media {x0|it was late}.", "state media"),
        ("{s0|Ana Rossi} {c0|told} French news channel BBC {x0|it was late}.", "BBC"),
        ("Speaking to Reuters, {s0|Ana Rossi} {c0|said} {x0|it was late}.", "Reuters"),
        ("{x0|It was late}, {c0|according to} {s0|the mayor via news agency Interfax}.", "Interfax"),
        ("{s0|Reuters reported the mayor} {c0|said} {x0|it was late}.", "Reuters"),
        ("{s0|Ana Rossi} {c0|told} parliament {x0|it was late}.", ""),
        ("In remarks to the Reuters news agency, {s0|Ana Rossi} {c0|said} {x0|it was late}.", "Reuters"),
        ("{s0|Ana Rossi} {c0|spoke} on BBC News, {x0|“It is late”}.", "BBC News"),
        ("{s0|Ana Rossi} {c0|spoke} with Paul Berg, {x0|“It is late”}.", ""),
        ("{s0|Ana Rossi} {c0|wrote} to Reuters, {x0|“It is late”}.", ""),
        ("Speaking to students, {s0|Ana Rossi} {c0|said} {x0|it was late}.", ""),
    ],
)
def test_who_relays(marked: str, via: str) -> None:
    text, attributions, entities = parse(marked, NAMES)
    (found,) = relayed(text, attributions, entities)
    assert words_of(text, found.via) == via
    assert (found.source, found.cue, found.content) == (
        attributions[0].source,
        attributions[0].cue,
        attributions[0].content,
    )


def named(marked: str) -> list[tuple[str | None, list[str]]]:
    text, attributions, entities = parse(marked, NAMES)
    found = resolve_sources(text, relayed(text, attributions, entities), entities, {})
    by_id = {s.id: s.name for s in found.sources}
    return [(by_id.get(w.source or ""), [by_id[v] for v in w.via]) for w in found.who]


def test_the_words_that_relay_are_no_part_of_the_source() -> None:
    assert named("{s0|The mayor of Harwick via news agency Interfax} {c0|said} {x0|no}.") == [
        ("mayor of Harwick", ["Interfax"])
    ]
    assert named("{s0|Reuters reported the mayor} {c0|said} {x0|no}.") == [("mayor", ["Reuters"])]


def test_a_participle_is_relayed_as_the_cue_before_it() -> None:
    marked = "{s0|Ana Rossi} {c0|told} Reuters {x0|it was late}, {c1|adding} {x1|that it rained}."
    assert named(marked) == [("Ana Rossi", ["Reuters"])] * 2


def test_behind_a_passive_stands_its_agent() -> None:
    assert named("He {c0|was told} by Minister Ana Rossi of {x0|a plan}.")[0][0] == "Ana Rossi"
    assert named("He {c0|was told} of {x0|a plan} by nobody.")[0][0] is None


def test_a_clause_without_a_source_takes_its_relative() -> None:
    assert named("They left Norland, which within years {c0|declared} {x0|war}.")[0][0] == "Norland"
    assert named("They left Norland, which {c0|was called} {x0|a colony}.")[0][0] is None
