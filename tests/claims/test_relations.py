"""Claims of one report that bear on each other; all reports invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from claims.builder import Written, write
from hypothesis import given
from hypothesis import strategies as st

from accordingto.claims.standing.references import references_of
from accordingto.claims.standing.relations import links_of
from accordingto.records import Link, Quantity, Span, Time

SUNK = "[A:Osei]1 <said>1 {the pier had sunk}1"


def read(marked: str) -> Written:
    report = write(marked)
    for claim, (found, _) in references_of(report.layout, report.claims, report.sources).items():
        report = report.with_claim(claim, refers_to=found)
    return report


def links(report: Written) -> tuple[Link, ...]:
    return links_of(report.layout, report.claims, report.sources)


def counted(report: Written, claim: str, words: str, low: float | None, high: float | None, unit: str) -> Written:
    at = report.text.index(words)
    quantity = Quantity(low, high, unit, (Span(at, at + len(words)),))
    return report.with_claim(claim, quantities=(quantity,))


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        (
            "[A:Osei]1 <acknowledged|acknowledge>1 {that cranes failed}1 after [B:Lund]2 <denied|deny>2 {this}2.",
            "contradicts",
        ),
        ("[A:Osei]1 <says>1 {the ban was needed}1 – a pretext <rejected|deny>2 by [B:Lund]2.", "contradicts"),
        (SUNK + ". [B:Lund]2 <said>2 {the claim was untrue}2.", "contradicts"),
        (SUNK + ". [B:Lund]2 <confirmed|confirm>2 {the report}2.", "supports"),
        (
            "[A:Osei]1 <proposed|propose>1 {a toll on lorries}1. [B:Lund]2 <backed|support>2 {the proposal}2.",
            "supports",
        ),
        # A denial that says what it denies.
        (
            (
                "[A:Osei]1 <said>1 {guards beat two dockers in the customs shed}1. It was late. "
                "[B:Lund]2 <denied|deny>2 {that guards beat dockers}2."
            ),
            "contradicts",
        ),
        (
            (
                "[A:Osei]1 <admitted|acknowledge>1 {that guards beat two dockers}1. Earlier [A:he]2 <denied|deny>2 "
                "{that guards beat dockers}2."
            ),
            "reverses",
        ),
        # The same words, once more.
        (
            (
                "[A:Osei]1 <said>1 {the northern ferry will stop running in winter}1. It rained. "
                "[A:He]2 <added>2 {that the northern ferry stops running in winter}2."
            ),
            "repeats",
        ),
        (
            (
                "[A:Osei]1 <said>1 {the northern ferry will stop running in winter}1. "
                "[B:Lund]2 <said>2 {the northern ferry would stop running in winter}2."
            ),
            "supports",
        ),
        (
            (
                "[A:Osei]1 <said>1 {the northern ferry will stop running in winter}1. "
                "[B:Lund]2 <said>2 {the northern ferry would not stop running in winter}2."
            ),
            "contradicts",
        ),
    ],
)
def test_linked(marked: str, kind: str) -> None:
    (link,) = links(read(marked))
    assert (link.kind, link.claims) == (kind, ("C1", "C2"))
    assert link.why


@pytest.mark.parametrize(
    "marked",
    [
        # Another thing of the same kind.
        "[A:Osei]1 <said>1 {guards beat two dockers}1. [B:Lund]2 <denied|deny>2 {that guards took bribes}2.",
        # Turning down is not denying what somebody said.
        "[A:Osei]1 <said>1 {the new pier tariff was fair}1. [B:Lund]2 <rejected|deny>2 {the new pier tariff}2.",
        # Other names.
        (
            "[A:Osei]1 <said>1 {the ferry to Brandal stops running in winter}1. "
            "[B:Lund]2 <said>2 {the ferry to Ostrany stops running in winter}2."
        ),
        # A question is neither confirmed nor denied.
        "[A:Osei]1 <asked|question>1 {whether the pier was safe}1. [B:Lund]2 <denied|deny>2 {the claim}2.",
        # Wishes and orders of the same words are no statements of fact.
        (
            "[A:Osei]1 <wants|intend>1 {the northern ferry to stop running in winter}1. "
            "[B:Lund]2 <wants|intend>2 {the northern ferry to stop running in winter}2."
        ),
    ],
)
def test_not_linked(marked: str) -> None:
    assert links(read(marked)) == ()


COUNTS = (
    "[A:Police]1 <said>1 {12 people were killed in the blast}1. [B:Lund]2 <said>2 {at least 40 people were killed}2."
)


def blast() -> Written:
    report = counted(write(COUNTS), "C1", "12 people", 12, 12, "people")
    return counted(report, "C2", "at least 40 people", 40, None, "people")


def test_numbers_that_exclude_each_other_contradict_and_the_why_names_both() -> None:
    (link,) = links(blast())
    assert (link.kind, link.claims) == ("contradicts", ("C1", "C2"))
    assert "12 people" in link.why and "at least 40 people" in link.why


def test_numbers_that_can_both_be_right_are_left_alone() -> None:
    report = counted(blast(), "C2", "at least 40 people", 10, None, "people")
    assert links(report) == ()


def test_numbers_told_on_different_days_are_an_update() -> None:
    report = blast().with_claim("C2", said=Time("2030-03-02", "2030-03-02", ()))
    report = report.with_claim("C1", said=Time("2030-03-01", "2030-03-01", ()))
    assert links(report) == ()


def test_numbers_of_different_fates_are_left_alone() -> None:
    report = write(COUNTS.replace("40 people were killed", "40 people were injured"))
    report = counted(report, "C1", "12 people", 12, 12, "people")
    assert links(counted(report, "C2", "at least 40 people", 40, None, "people")) == ()


def test_the_same_source_counting_anew_is_left_alone() -> None:
    report = blast()
    assert links(report.with_claim("C2", source="A")) == ()


def test_about_numbers_exclude_nothing() -> None:
    report = blast()
    about = replace(report.claims[0].quantities[0], approximate=True)
    assert links(report.with_claim("C1", quantities=(about,))) == ()


_MARKS = [
    "[A:X]1",
    "[B:Y]2",
    "<said>1",
    "<denied|deny>2",
    "{guards beat dockers}1",
    "{that guards beat dockers}2",
    "{this}3",
]


@given(st.lists(st.sampled_from(_MARKS), max_size=10))
def test_links_join_two_claims_of_the_report_once(marks: list[str]) -> None:
    report = read(". ".join(marks))
    found = links(report)
    ids = {c.id for c in report.claims}
    assert all(len(set(link.claims)) == 2 and set(link.claims) <= ids for link in found)
    assert len({frozenset(link.claims) for link in found}) == len(found)
