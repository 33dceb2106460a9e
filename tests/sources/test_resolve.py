"""Resolution on texts of our own; spans are written into the text as {s0|source} {c0|cue} {x0|content} {v0|via}."""

from __future__ import annotations

import pytest
from marked_text import parse, resolved

from accordingto.records import Antecedents, Attribution, Entity, Span, words_of
from accordingto.sources.chain import relayed
from accordingto.sources.resolve import resolve_sources


def test_a_short_name_takes_the_fullest_one() -> None:
    assert resolved(
        "Foreign Minister Ana Rossi arrived. {s0|Rossi} {c0|said} {x0|it was late}.",
        {"Ana Rossi": "PER", "Rossi": "PER"},
    ) == ["Ana Rossi"]


def test_the_fullest_name_may_come_later() -> None:
    assert resolved(
        "{s0|Rossi} {c0|said} {x0|it was late}. Ana Rossi then left.", {"Ana Rossi": "PER", "Rossi": "PER"}
    ) == ["Ana Rossi"]


def test_two_of_one_surname_are_not_guessed_between() -> None:
    names = {"Ana Rossi": "PER", "Marco Rossi": "PER", "Rossi": "PER"}
    text, attributions, entities = parse(
        "Ana Rossi and Marco Rossi arrived. {s0|Rossi} {c0|said} {x0|it was late}.", names
    )
    found = resolve_sources(text, attributions, entities, {})
    assert found.who[0].source is None
    assert "Ana Rossi" in (found.who[0].why or "") and "Marco Rossi" in (found.who[0].why or "")


def test_a_pronoun_follows_the_pointer() -> None:
    assert resolved(
        "Ana Rossi met Paul Berg. {s0|She} {c0|said} {x0|it was late}.",
        {"Ana Rossi": "PER", "Paul Berg": "PER"},
        {"She": {"Ana Rossi": 0.8, "Paul Berg": 0.1}},
    ) == ["Ana Rossi"]


def test_an_undecided_pronoun_is_left_open_with_the_reason() -> None:
    names = {"Kim Rossi": "PER", "Kim Berg": "PER"}
    text, attributions, entities = parse("Kim Rossi met Kim Berg. {s0|She} {c0|said} {x0|it was late}.", names)
    at = text.index("She")
    pointed = {at: Antecedents(((0, 0.45), (text.index("Kim Berg"), 0.4)), 0.1)}
    found = resolve_sources(text, attributions, entities, pointed)
    assert found.who[0].source is None
    assert found.who[0].why == "“She” could be Kim Rossi or Kim Berg"


def test_a_role_takes_up_the_one_who_holds_it() -> None:
    assert resolved(
        "Defence Minister Ana Rossi met Paul Berg. {s0|The minister} {c0|said} {x0|it was late}.",
        {"Ana Rossi": "PER", "Paul Berg": "PER"},
    ) == ["Ana Rossi"]


def test_a_participle_takes_the_subject_before_it() -> None:
    assert resolved(
        "{s0|Ana Rossi} {c0|denied} {x0|the report}, {c1|saying} {x1|it was late}.", {"Ana Rossi": "PER"}
    ) == ["Ana Rossi", "Ana Rossi"]


def test_a_passive_stays_without_a_source() -> None:
    text, attributions, entities = parse("It {c0|was alleged} {x0|that the dam broke}.", {})
    found = resolve_sources(text, attributions, entities, {})
    assert found.who[0].source is None and found.who[0].why == "no source is named"


def test_joint_sources_are_told_apart() -> None:
    text, attributions, entities = parse(
        "{s0|Norland and the Coast Union} {c0|rejected} {x0|the claim}.", {"Norland": "LOC", "Coast Union": "ORG"}
    )
    found = resolve_sources(text, attributions, entities, {})
    names = {s.id: s.name for s in found.sources}
    assert names[found.who[0].source or ""] == "Norland"
    assert [names[c] for c in found.who[0].co_sources] == ["Coast Union"]


def test_i_inside_a_quotation_is_its_speaker() -> None:
    assert resolved("{s0|Ana Rossi} {c0|said}: {x0|“{s1|I} {c1|think} {x1|it is late}”}.", {"Ana Rossi": "PER"}) == [
        "Ana Rossi",
        "Ana Rossi",
    ]


def test_unnamed_sources_keep_their_own_words() -> None:
    text, attributions, entities = parse(
        "{s0|Two port officials} {c0|said} {x0|it was late}. {s1|The officials} {c1|added} {x1|that it rained}.", {}
    )
    found = resolve_sources(text, attributions, entities, {})
    assert [(s.name, s.kind, s.named) for s in found.sources] == [("Two port officials", "officials", False)]
    assert found.who[0].source == found.who[1].source


RELAYED = "On Sunday, the Coast Herald had quoted unnamed Norland officials as saying that ships were being searched."


def test_quoted_as_saying_makes_the_quoted_one_the_source() -> None:
    start, end = RELAYED.index("that ships"), len(RELAYED) - 1
    herald = RELAYED.index("the Coast Herald")
    cue = RELAYED.index("quoted")
    guessed = Attribution((Span(herald, herald + 16),), (Span(cue, cue + 6),), (Span(start, end),), 0.9)
    entities = [
        Entity(herald + 4, herald + 16, "ORG"),
        Entity(RELAYED.index("Norland"), RELAYED.index(" officials"), "LOC"),
    ]
    (found,) = relayed(RELAYED, [guessed], entities)
    assert words_of(RELAYED, found.source) == "unnamed Norland officials"
    assert words_of(RELAYED, found.cue) == "had quoted … as saying"
    assert words_of(RELAYED, found.via) == "the Coast Herald"
    assert words_of(RELAYED, found.content) == "that ships were being searched"
    resolution = resolve_sources(RELAYED, (found,), entities, {})
    names = {s.id: s.name for s in resolution.sources}
    assert names[resolution.who[0].source or ""] == "Norland officials"
    assert [names[v] for v in resolution.who[0].via] == ["Coast Herald"]


ROSSI = {"Ana Rossi": "PER", "Paul Berg": "PER", "Reuters": "ORG"}


@pytest.mark.parametrize(
    ("marked", "source", "via"),
    [
        ("{s0|Reuters} {c0|reported} {x0|that it was late}, citing two diplomats.", "two diplomats", "Reuters"),
        ("{x0|It was late}, {s0|Ana Rossi} {c0|told} Reuters.", "Ana Rossi", "Reuters"),
        ("{s0|Ana Rossi} {c0|said} {x0|it was late}.", "Ana Rossi", ""),
        ("{s0|Ana Rossi} {c0|told} Paul Berg {x0|it was late}.", "Ana Rossi", ""),
    ],
)
def test_who_relays(marked: str, source: str, via: str) -> None:
    text, attributions, entities = parse(marked, ROSSI)
    (found,) = relayed(text, attributions, entities)
    assert (words_of(text, found.source), words_of(text, found.via)) == (source, via)


def test_he_between_quotation_marks_is_not_the_one_who_is_quoted() -> None:
    names = {"Marco Rossi": "PER", "Paul Berg": "PER"}
    marked = "Marco Rossi {c0|wrote}, {x0|“Nobody won. Paul Berg paid for it. {s1|He} {c1|calls} {x1|it a gift}.”}"
    assert resolved(marked.replace("Marco Rossi", "{s0|Marco Rossi}", 1), names, {"He": {"Marco Rossi": 0.9}}) == [
        "Marco Rossi",
        "Paul Berg",
    ]
    nobody = "{s0|Marco Rossi} {c0|wrote}, {x0|“It was dear. {s1|He} {c1|calls} {x1|it a gift}.”}"
    assert resolved(nobody, names, {"He": {"Marco Rossi": 0.9}}) == ["Marco Rossi", None]
    told = "{s0|Marco Rossi} {c0|wrote} {x0|that {s1|he} {c1|believed} {x1|it}}."
    assert resolved(told, names, {"he": {"Marco Rossi": 0.9}}) == ["Marco Rossi", "Marco Rossi"]


def test_it_at_the_head_of_a_sentence_is_the_body_that_heads_the_one_before() -> None:
    names = {"Hartwin": "ORG", "Coastal Union": "ORG", "Paul Berg": "PER"}
    assert resolved("Hartwin mourned Paul Berg. {s0|It} {c0|said} {x0|he was kind}.", names) == ["Hartwin"]
    two = "Hartwin met the Coastal Union. {s0|It} {c0|said} {x0|all was well}."
    assert resolved(two, names) == [None]
