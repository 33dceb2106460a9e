"""How a report says that its claims stand; all reports invented."""

from __future__ import annotations

import time

import pytest
from claims.builder import Written, write
from hypothesis import given
from hypothesis import strategies as st

from accordingto.claims.standing.references import references_of
from accordingto.claims.standing.verification import Standing, verifications_of
from accordingto.records import Quantity, Source, Span

SUNK = "[A:Osei]1 <said>1 {the pier had sunk}1"


def standings(report: Written, publisher: str | None = None) -> dict[str, tuple[Standing, ...]]:
    for claim, (found, _) in references_of(report.layout, report.claims, report.sources).items():
        report = report.with_claim(claim, refers_to=found)
    return verifications_of(report.layout, report.claims, report.sources, publisher)


def told(marked: str) -> dict[str, list[tuple[str, str | None]]]:
    found = standings(write(marked))
    return {c: [(s.verification.status, s.verification.by) for s in several] for c, several in found.items()}


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        # The sentence before.
        (SUNK + ". The claim could not be independently verified.", {"C1": [("unverified", None)]}),
        (SUNK + ". This has not been confirmed.", {"C1": [("unverified", None)]}),
        (SUNK + ". It was not possible to verify his account.", {"C1": [("unverified", None)]}),
        (SUNK + ". There was no independent confirmation of the report.", {"C1": [("unverified", None)]}),
        (SUNK + ". The claim remains unverified.", {"C1": [("unverified", None)]}),
        # The last two.
        (
            SUNK + ". [B:Lund]2 <said>2 {cranes had fallen}2. Neither claim could be verified.",
            {"C1": [("unverified", None)], "C2": [("unverified", None)]},
        ),
        # In one sentence.
        (SUNK + ", a claim that could not be verified.", {"C1": [("unverified", None)]}),
        (
            "[A:Osei]1 <claimed>1, without providing evidence, {that the pier had sunk}1.",
            {"C1": [("unverified", None)]},
        ),
        ("[A:Osei]1 <claimed>1 {the pier had sunk}1 but offered no proof.", {"C1": [("unverified", None)]}),
        (
            "[A:Osei]1 <claimed>1 {the pier had sunk}1. [A:Osei] did not provide any evidence.",
            {"C1": [("unverified", None)]},
        ),
        ("[A:Unconfirmed reports]1 <said>1 {the pier had sunk}1.", {"C1": [("unverified", None)]}),
        # By another source.
        (
            SUNK + ". [B:Lund]2 <spoke>2 {of rain}2. [B:Lund] could not confirm the claim.",
            {"C1": [("unverified", "B")]},
        ),
        (SUNK + ". [B:Lund]2 <confirmed|confirm>2 {the report}2.", {"C1": [("verified", "B")]}),
        (SUNK + ". The claim was later confirmed by [B:Lund].", {"C1": [("verified", "B")]}),
        # The report's own voice.
        ("[A:Osei]1 falsely <claimed>1 {that the pier had sunk}1.", {"C1": [("disputed", None)]}),
        ("[A:Osei]1 <falsely claimed>1 {that the pier had sunk}1.", {"C1": [("disputed", None)]}),
        (SUNK + ". The claim has been debunked.", {"C1": [("disputed", None)]}),
        (SUNK + ". There is no evidence for the claim.", {"C1": [("disputed", None)]}),
        (
            "[A:Osei]1 <said>1 {the mayor had sold the pier}1. There is no evidence that the mayor sold the pier.",
            {"C1": [("disputed", None)]},
        ),
        (
            SUNK + ". Fact-checkers have found the claim to be false.",
            {"C1": [("disputed", None)]},
        ),
        ("[A:Osei]1 <repeated>1 {a false claim that the pier had sunk}1.", {"C1": [("disputed", None)]}),
        # Taken back.
        (SUNK + ". [A:Osei] later retracted the statement.", {"C1": [("retracted", "A")]}),
        (SUNK + " and later corrected himself.", {"C1": [("corrected", None)]}),
    ],
)
def test_told(marked: str, wanted: dict[str, list[tuple[str, str | None]]]) -> None:
    assert told(marked) == wanted


@pytest.mark.parametrize(
    "marked",
    [
        # A denial that is a claim itself is a link, not a remark.
        SUNK + ". [B:Lund]2 <disputes|deny>2 {the claim}2.",
        # Not, not yet, or perhaps.
        SUNK + ". The claim was to be confirmed by [B:Lund].",
        SUNK + ". [B:Lund] hopes to confirm the report.",
        # About something else.
        SUNK + ". Parliament has not confirmed the minister.",
        SUNK + ". The ferry company withdrew its boats.",
        SUNK + ". There is no evidence that taxes rose.",
        "[A:Osei]1 <asked|urge>1 {Lund for money}1. Those requests were denied.",
        # Inside the claim itself, or in the words of somebody quoted.
        "[A:Osei]1 <said>1 {nobody should be tried without evidence}1.",
        SUNK + ". [B:Lund]2 <said>2 {nobody should spread false claims}2.",
        # Nothing was said.
        "This could not be verified.",
    ],
)
def test_nothing_told(marked: str) -> None:
    assert told(marked) == {}


def test_the_remark_is_the_sentence_without_its_full_stop_or_the_clause() -> None:
    report = write(SUNK + ". The claim could not be verified.")
    (one,) = standings(report)["C1"]
    assert [report.text[s:e] for s, e in one.verification.spans] == ["The claim could not be verified"]
    assert [report.text[s:e] for s, e in one.reason.spans] == ["could not be verified"]
    report = write(SUNK + ", a claim that could not be verified, and [A:he]2 <wept>2.")
    (one,) = standings(report)["C1"]
    assert [report.text[s:e] for s, e in one.verification.spans] == ["a claim that could not be verified"]


def test_a_verifier_that_is_no_source_yet_is_given_as_words() -> None:
    report = write(SUNK + ". North Strait Courier was not able to verify the information.")
    (one,) = standings(report)["C1"]
    assert one.verification.by is None and one.verifier is not None
    assert report.text[slice(*one.verifier)] == "North Strait Courier"


def test_unnamed_verifiers_are_given_as_words() -> None:
    report = write(SUNK + ". Two diplomats corroborated the account.")
    (one,) = standings(report)["C1"]
    assert one.verification.status == "verified" and one.verifier is not None
    assert report.text[slice(*one.verifier)] == "Two diplomats"


def test_a_source_that_calls_another_claim_false_is_who_says_so() -> None:
    report = write("[B:Lund]2 <said>2 {that [A:Osei]1 falsely <claimed>1 {that the pier had sunk}1}2.")
    (one,) = standings(report.with_claim("C1", parent="C2"))["C1"]
    assert (one.verification.status, one.verification.by) == ("disputed", "B")


def test_what_stands_deep_inside_a_quotation_is_no_remark_of_the_report() -> None:
    told = " It rained. It snowed. It froze. It thawed."
    report = write(SUNK + f". [B:Lund]2 <said>2: {{“Listen.{told} The claim could not be verified.”}}2")
    quoted = report.with_claim("C2", quotation="direct")
    assert "C1" in standings(write(SUNK + ". The claim could not be verified."))
    assert standings(quoted) == {}


def test_a_sentence_without_end_takes_no_longer_a_word() -> None:
    one = "[A:Osei]{n} <said>{n} {{boats sank}}{n}, a claim that could not be verified, "
    small, large = (write("".join(one.format(n=n) for n in range(1, size))) for size in (100, 800))
    spent = []
    for report in (small, large):
        start = time.process_time()
        assert len(standings(report)) > 90
        spent.append(time.process_time() - start)
    assert spent[1] < 8 * 3 * spent[0] + 0.2


def test_the_publisher_speaks_of_itself_as_we() -> None:
    report = write(SUNK + ". We have not been able to verify the claim.")
    assert standings(report)["C1"][0].verification.by is None
    courier = Source("P", "North Strait Courier", "outlet", True)
    found = verifications_of(report.layout, report.claims, (*report.sources, courier), "North Strait Courier")
    assert found["C1"][0].verification.by == "P"


def test_figures_are_those_of_the_nearest_claim_with_a_number() -> None:
    report = write(
        "[A:Osei]1 <said>1 {40 boats sank}1. [B:Lund]2 <said>2 {it rained}2. The figures could not be verified."
    )
    report = report.with_claim("C1", quantities=(Quantity(40, 40, "boats", (Span(10, 18),)),))
    assert set(standings(report)) == {"C1"}


def test_a_confirmed_toll_confirms_nobodys_figure() -> None:
    report = write("[A:Osei]1 <said>1 {40 boats sank}1. On Monday divers worked on, bringing the confirmed toll to 45.")
    report = report.with_claim("C1", quantities=(Quantity(40, 40, "boats", (Span(10, 18),)),))
    assert standings(report) == {}


def test_a_video_is_that_of_the_claim_that_speaks_of_it() -> None:
    report = write(
        "[A:Osei]1 <said>1 {a video showed the pier}1. [B:Lund]2 <wept>2 {for it}2. The video has not been verified."
    )
    assert set(standings(report)) == {"C1"}


_BITS = [
    "[A:X]1",
    "<said>1",
    "{the pier sank}1",
    "The claim",
    "could not be",
    "verified",
    "by [B:Y]",
    "falsely",
    ".",
    "has been debunked",
]


@given(st.lists(st.sampled_from(_BITS), max_size=12))
def test_every_span_lies_in_the_text_and_every_claim_exists(bits: list[str]) -> None:
    report = write(" ".join(bits))
    for claim, several in standings(report, "X").items():
        assert claim in {c.id for c in report.claims}
        for one in several:
            for start, end in one.verification.spans + one.reason.spans:
                assert 0 <= start < end <= len(report.text)
            assert one.verification.by is None or one.verification.by in {s.id for s in report.sources}
