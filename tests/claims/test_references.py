"""What a claim takes up; all reports invented."""

from __future__ import annotations

import pytest
from claims.builder import write
from hypothesis import given
from hypothesis import strategies as st

from accordingto.claims.layout import lay_out
from accordingto.claims.standing.references import references_of
from accordingto.claims.standing.taking_up import taken_up

SUNK = "[A:Osei]1 <said>1 {the pier had sunk}1"


def refers(marked: str) -> dict[str, str | None]:
    report = write(marked)
    return {c: found for c, (found, _) in references_of(report.layout, report.claims, report.sources).items()}


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        # In one sentence, from the clause before.
        (
            "[A:The port]1 <acknowledged|acknowledge>1 {that cranes failed}1 after [B:Lund]2 <denied|deny>2 {this}2.",
            {"C2": "C1"},
        ),
        # Across sentences: the noun names the act, though another claim is nearer.
        (
            (
                "[A:Osei]1 <accused|accuse>1 {the port of hiding the leak}1. [C:A diver]2 <said>2 {it was brown}2. "
                "[B:Lund]3 <rejected|deny>3 {the accusation}3."
            ),
            {"C3": "C1"},
        ),
        # Nobody takes up a claim of their own by denying it.
        (
            SUNK + ". [B:Lund]2 <said>2 {it stood}2 and [B:she]3 <denied|deny>3 {the claim}3.",
            {"C3": "C1"},
        ),
        # Whose claim it is.
        (
            SUNK + ". [C:Bram]2 <said>2 {the crane had burnt}2. [B:Lund]3 <disputed|deny>3 {Osei’s claim}3.",
            {"C3": "C1"},
        ),
        # A demand and a promise to meet it.
        (
            "[A:Osei]1 <called on|urge>1 {Lund to close it}1. [B:She]2 <promised|promise>2 {to do so}2 by May.",
            {"C2": "C1"},
        ),
        # A request is answered by whom it was made to, though another one is nearer.
        (
            (
                "[A:Osei]1 <asked|urge>1 {the port board to close it}1. [C:Bram]2 <asked|urge>2 {for rain}2. "
                "[B:The board]3 <declined|deny>3 {the request}3."
            ),
            {"C3": "C1"},
        ),
        # Findings are those of the study's first claim, however far.
        (
            "[A:The study]1 <found|assert>1 {that piers sink}1. [D:Osei]2 <reported|assert>2 {a leak}2."
            + " It rained." * 6
            + " [B:Lund]3 <questioned|question>3 {the findings}3.",
            {"C3": "C1"},
        ),
        (SUNK + ". [B:Lund]2 <questioned|question>2 {the findings}2.", {"C2": None}),
        # A thing that an earlier claim tells of, by its noun or a kindred word; not one of which none tells.
        (
            "[A:The Courier]1 <revealed>1 {a deal on the pier}1. [B:Lund]2 <acknowledged|acknowledge>2 {the deal}2.",
            {"C2": "C1"},
        ),
        (
            (
                "[A:Osei]1 <announced|announce>1 {that divers found the bell}1. "
                "[B:The navy]2 <confirmed|confirm>2 {the discovery}2."
            ),
            {"C2": "C1"},
        ),
        ("[A:Osei]1 <said>1 {it rained}1. [B:The navy]2 <confirmed|confirm>2 {the discovery}2.", {}),
        ("[A:Osei]1 <said>1 {divers found it}1. [A:He]2 <confirmed|confirm>2 {the discovery}2.", {}),
        ("[A:Osei]1 <said>1 {a deal was made}1. [B:Lund]2 <praised|support>2 {the deal}2.", {}),
        # What follows the noun in a second piece of the content repeats no claim.
        (
            SUNK + ". [B:Lund]2 <rejected|deny>2 {the very notion}2, Bram wrote, {that rain is wet}2.",
            {"C2": None},
        ),
        ("[A:Osei]1 <said>1 {the pier holds}1; [B:Lund]2 <called>2 {this}2 {dubious}2.", {"C2": "C1"}),
        # What follows the noun repeats the claim.
        (
            (
                "[A:Osei]1 <said>1 {the mayor had sold the pier to a friend}1. [C:Bram]2 <said>2 {it rained}2. "
                "[B:Lund]3 <dismissed|deny>3 {the allegation that the mayor sold the pier}3."
            ),
            {"C3": "C1"},
        ),
        # A verdict in the content does what a verb of denial does.
        (
            SUNK + ". [B:Lund]2 <said>2 {the claim was false}2.",
            {"C2": "C1"},
        ),
        (SUNK + ". {“That’s not true,”}2 [B:Lund]2 <said>2.", {"C2": "C1"}),
        (SUNK + ". [B:Lund]2 <called>2 {it}2 {a lie}2.", {"C2": "C1"}),
        # The phrase stands in the cue, the content gives the grounds.
        (
            "[A:Osei]1 <argued>1 {that she was above it}1. [B:Lund]2 <rejected this argument|deny>2: {“No one is.”}2",
            {"C2": "C1"},
        ),
        # In apposition, in the passive and in a relative clause.
        (
            "[A:Osei]1 <says>1 {the ban was a response to smuggling}1 – a charge <rejected|deny>2 by [B:Lund]2.",
            {"C2": "C1"},
        ),
        (SUNK + ", which [B:Lund]2 <denies|deny>2.", {"C2": "C1"}),
        # One's own demand, renewed.
        (
            (
                "[A:Osei]1 <demanded|urge>1 {an inquiry}1. [B:Lund]2 <said>2 {there was no need}2. "
                "[A:Osei]3 <repeated>3 {the demand}3."
            ),
            {"C3": "C1"},
        ),
        (SUNK + ". [B:Lund]2 <agreed|confirm>2 {with that statement}2.", {"C2": "C1"}),
    ],
)
def test_resolved(marked: str, wanted: dict[str, str]) -> None:
    assert refers(marked) == wanted


@pytest.mark.parametrize(
    "marked",
    [
        # Two claims of two sources in the sentence before are equally near.
        SUNK + " and [C:Bram]2 <said>2 {the crane burnt}2. [B:Lund]3 <denied|deny>3 {this}3.",
        # Nothing was said before.
        "[B:Lund]1 <denied|deny>1 {the accusations}1.",
        # The repeated words are nobody's.
        SUNK + ". [B:Lund]2 <rejected|deny>2 {the idea that taxes should double}2.",
        # “It” that is condemned or wanted is a thing as often as a claim, and a plan is not always somebody's words.
        SUNK + ". [B:Lund]2 <condemned|condemn>2 {it}2.",
        # The content says more than the phrase.
        SUNK + ". [B:Lund]2 <denied|deny>2 {this crane was hers}2.",
        # Whose claim it is cannot be told.
        SUNK + ". [B:Lund]2 <denied|deny>2 {Petrov’s claim}2.",
        # Too far back for a pronoun.
        SUNK + ". It rained. It snowed. [B:Lund]2 <denied|deny>2 {this}2.",
    ],
)
def test_left_open(marked: str) -> None:
    assert not any(refers(marked).values())


def test_a_claim_inside_another_does_not_take_up_the_one_it_stands_in() -> None:
    report = write("[A:Osei]1 <said>1 {that [B:Lund]2 <denied|deny>2 {this}2}1.")
    report = report.with_claim("C2", parent="C1")
    found = references_of(report.layout, report.claims, report.sources)
    assert found["C2"][0] is None


def test_the_reason_points_at_the_words_that_take_up() -> None:
    report = write("[A:Osei]1 <accused|accuse>1 {Lund of theft}1. [B:She]2 <denied|deny>2 {the accusation}2.")
    ((reason,),) = [why for _, why in references_of(report.layout, report.claims, report.sources).values()]
    assert reason.cell == "refers_to"
    assert [report.text[s:e] for s, e in reason.spans] == ["the accusation"]


_WORDS = "this that the his accusation claims of “it” neither Osei’s , . which both was not to do so".split()


@given(st.lists(st.sampled_from(_WORDS), max_size=12), st.integers(0, 5))
def test_phrases_lie_inside_the_words_they_are_looked_for_in(words: list[str], skipped: int) -> None:
    text = " ".join(words)
    start = min(skipped, len(text))
    phrase = taken_up(text, start, len(text), loose=True)
    if phrase:
        assert start <= phrase.span.start < phrase.span.end <= len(text)
        assert text[phrase.span.start : phrase.span.end].strip().lower().endswith((phrase.head, "both", "neither"))


@given(
    st.lists(
        st.sampled_from(["[A:X]1", "<denied|deny>2", "{this}2", "{the claim}1", "[B:Y]2", " and ", ". "]), max_size=9
    )
)
def test_what_is_referred_to_is_another_claim_of_the_report(marks: list[str]) -> None:
    report = write(" ".join(marks))
    for claim, (found, why) in references_of(report.layout, report.claims, report.sources).items():
        assert found != claim and why
        assert found is None or found in {c.id for c in report.claims}


def test_a_report_without_claims_has_no_references() -> None:
    assert references_of(lay_out(""), (), ()) == {}
