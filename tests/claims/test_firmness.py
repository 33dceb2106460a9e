"""How firmly contents are presented; all texts invented."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.claims.firmness.firmness import event_firmness, firmness_of
from accordingto.claims.firmness.scale import entries, words_in
from accordingto.records import Claim, Span
from evaluation.firmness import cases, score, value

LEVELS = {"CT": "certain", "PR": "probable", "PS": "possible", "U": "unknown"}


def claim_of(text: str, cue: str, content: str, act: str | None = None, quotation: str = "indirect") -> Claim:
    pieces, at = [], 0
    for piece in content.split(" … "):
        at = text.index(piece, at)
        pieces.append(Span(at, at + len(piece)))
    start = text.index(cue)
    return Claim(
        "C1", None, (), (Span(start, start + len(cue)),), tuple(pieces), quotation, 1.0, act=act
    )  # fmt: skip


def firmness(text: str, cue: str, content: str, act: str | None = None, quotation: str = "indirect") -> str:
    claim = claim_of(text, cue, content, act, quotation)
    found, reasons = firmness_of(text, claim)
    assert [r.cell for r in reasons] == ["firmness"] and reasons[0].rule
    short = next(k for k, v in LEVELS.items() if v == found.certainty)
    assert (found.polarity == "unknown") == (short == "U")
    return short + {"positive": "+", "negative": "-", "unknown": ""}[found.polarity]


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("the dam broke at dawn", "CT+"),
        ("that the dam had not broken", "CT-"),
        ("the dam didn’t break", "CT-"),
        ("nobody was hurt", "CT-"),
        ("no ships were lost", "CT-"),
        ("there is no danger", "CT-"),
        ("divers found no trace of fuel", "CT-"),
        ("not only the dam but the bridge was damaged", "CT+"),
        ("the ferry will sail", "CT+"),
        ("the ferry would sail", "CT+"),
        ("the ferry may have sunk", "PS+"),
        ("the ferry might not sail", "PS-"),
        ("the ferry could sink", "PS+"),
        ("the ferry cannot sail", "CT-"),
        ("the ferry will probably sink", "PR+"),
        ("the ferry is likely to sink", "PR+"),
        ("the ferry is unlikely to sink", "PR-"),
        ("the ferry appears to have sunk", "PR+"),
        ("it is possible that the ferry sank", "PS+"),
        ("the ferry is believed to have sunk", "PR+"),
        ("the crew failed to close the doors", "CT-"),
        ("the crew managed to close the doors", "CT+"),
        ("the crew did not manage to close the doors", "CT-"),
        ("the ferry should be scrapped", "U"),
        ("if the wind drops, the ferry will sail", "PS+"),
        ("the ferry will sail if the wind drops", "PS+"),
        ("whether the ferry sank", "U"),
        ("they appear not to have left", "PR-"),
        ("they are not concerned about the ferry", "CT-"),
        ("he had ordered checks on the ferry", "CT+"),
        ("the men who may have fled were armed", "CT+"),
        ("fighters captured by the army could be tried", "PS+"),
        ("she believed the ferry had sunk", "PR+"),
    ],
)
def test_hedges_and_negation_in_an_indirect_content(content: str, wanted: str) -> None:
    assert firmness(f"She said {content}.", "said", content) == wanted


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("“I think the ferry sank,”", "PR+"),
        ("“We don’t believe the ferry sank,”", "PR-"),
        ("“I hope the ferry is found,”", "U"),
        ("“I know the ferry sank,”", "CT+"),
        ("“I want you to leave,”", "U"),
        ("“I regret that we weren’t called,”", "CT-"),
        ("“Did the ferry sink?”", "U"),
        ("“Please find the ferry,”", "U"),
        ("“We are not leaving. It may rain,”", "CT-"),
    ],
)
def test_the_words_of_a_speaker(content: str, wanted: str) -> None:
    assert firmness(f"{content} Lund said.", "said", content, quotation="direct") == wanted


@pytest.mark.parametrize(
    ("text", "cue", "content", "act", "wanted"),
    [
        ("Lund denied that the dam broke.", "denied", "that the dam broke", "deny", "CT-"),
        ("Lund denied any part in it.", "denied", "any part in it", "deny", "CT-"),
        ("Lund denied the report.", "denied", "the report", "deny", "CT-"),
        ("Lund did not deny that the dam broke.", "deny", "that the dam broke", None, "U"),
        ("Lund could not confirm that the dam broke.", "confirm", "that the dam broke", None, "U"),
        ("Lund declined to say that the dam broke.", "say", "that the dam broke", None, "U"),
        ("Lund believes the dam broke.", "believes", "the dam broke", "believe", "PR+"),
        ("Lund does not believe the dam broke.", "believe", "the dam broke", "believe", "PR-"),
        ("Lund fears the dam may break.", "fears", "the dam may break", "believe", "PS+"),
        ("Lund suspects that the dam broke.", "suspects", "that the dam broke", "believe", "PR+"),
        ("Lund doubts that the dam broke.", "doubts", "that the dam broke", "believe", "PR-"),
        ("Lund knows that the dam broke.", "knows", "that the dam broke", "believe", "CT+"),
        ("Lund expects the dam to break.", "expects", "the dam to break", "predict", "PR+"),
        ("Lund ordered the crew to leave.", "ordered", "the crew to leave", "order", "U"),
        ("Lund wants to leave.", "wants", "to leave", "intend", "U"),
        ("Lund asked whether the dam broke.", "asked", "whether the dam broke", "question", "U"),
        ("Lund refused to leave.", "refused", "to leave", None, "CT-"),
        ("Lund promised to leave.", "promised", "to leave", "promise", "PR+"),
        ("Lund has said the dam broke.", "has said", "the dam broke", "assert", "CT+"),
        ("The dam is known to have broken.", "known", "The dam … to have broken", "assert", "CT+"),
        ("The dam is thought to have broken.", "thought", "The dam … to have broken", "believe", "PR+"),
        ("The cause was not known.", "not known", "The cause", None, "U"),
    ],
)
def test_the_cue_counts_too(text: str, cue: str, content: str, act: str | None, wanted: str) -> None:
    assert firmness(text, cue, content, act) == wanted


def test_the_words_of_a_denial_are_not_what_is_denied() -> None:
    text = "“We paid every bill,” Lund denied."
    assert firmness(text, "denied", "“We paid every bill,”", "deny", "direct") == "CT+"


def test_the_hedging_words_are_pointed_at() -> None:
    text = "Police fear that the boat might not be found."
    found, (reason,) = firmness_of(text, claim_of(text, "fear", "that the boat might not be found", "believe"))
    assert [text[s.start : s.end] for s in found.spans] == ["fear", "might", "not"]
    assert "“might”" in reason.rule and reason.spans == found.spans


@pytest.mark.parametrize(
    ("sentence", "event", "wanted"),
    [
        ("He was forced to resign .", "resign", 3),
        ("He refused to resign .", "resign", -3),
        ("They left without paying the bill .", "paying", -3),
        ("They stopped paying the bill .", "paying", -3),
        ("There is a risk of flooding .", "flooding", 1),
        ("They called for calm .", "calm", 0),
        ("A block of flats collapsed .", "collapsed", 3),
        ("I 'd never sat there .", "sat", -3),
        ("I 'd never go there .", "go", -2),
        ("The lack of evidence worried her .", "evidence", -3),
        ("She said he did n't pay .", "pay", -3),
        ("He is too tired to walk .", "walk", -3),
        ("Neither side won .", "won", -3),
        ("He may pay and leave .", "leave", 1),
        ("I do not know that he left .", "left", 3),
    ],
)
def test_events_anywhere_in_a_sentence(sentence: str, event: str, wanted: int) -> None:
    at = sentence.index(event)
    assert value(event_firmness(sentence, Span(at, at + len(event)))) == wanted


WORDS = st.sampled_from(
    "the dam broke may not to no if that said he believes failed fear of likely without and . , ? n't “ ” May".split()
)


@given(st.lists(WORDS, min_size=1, max_size=14), st.integers(min_value=0, max_value=13))
def test_every_predicate_gets_a_value_and_spans_that_lie_in_the_sentence(words: list[str], at: int) -> None:
    sentence = " ".join(words)
    start = len(" ".join(words[: at % len(words)])) + bool(at % len(words))
    found = event_firmness(sentence, Span(start, start + len(words[at % len(words)])))
    assert found.certainty in LEVELS.values()
    assert (found.certainty == "unknown") == (found.polarity == "unknown")
    assert all(0 <= s < e <= len(sentence) for s, e in found.spans)
    assert list(found.spans) == sorted(found.spans)


@given(st.text(alphabet="abn’'t .-“”5,", max_size=40))
def test_words_come_in_order_and_do_not_overlap(text: str) -> None:
    words = words_in(text, 0, len(text))
    assert all(text[w.start : w.end] == w.text for w in words)
    assert all(a.end <= b.start for a, b in pairwise(words))


def test_a_plain_verb_form_of_each_word_in_the_table_is_known() -> None:
    known = entries()
    for form in ("denies", "denied", "planned", "planning", "believes", "hoping", "forgot", "rules out"):
        assert any((form, how) in known for how in ("to", "that", "of", "ing"))
    assert all(e.certainty in LEVELS.values() for pair in known.values() for e in pair)


@pytest.mark.parametrize("piece", ["to ", "that he ", "no ", "and ", "if ", "may ", "believes that ", "n’t ", "“"])
def test_time_grows_with_the_length_of_the_content(piece: str) -> None:
    text = "x " + piece * (40_000 // len(piece))
    claim = Claim("C1", None, (), (Span(0, 1),), (Span(2, len(text)),), "indirect", 1.0)
    began = time.process_time()
    firmness_of(text, claim)
    event_firmness(text, Span(len(text) - 2, len(text)))
    assert time.process_time() - began < 5


def test_the_runner_reads_token_spans_and_scores(tmp_path: Path) -> None:
    row = {"text": "He did n't leave .", "targets": [{"span1": [3, 4], "label": -2.6, "span_text": "leave"}]}
    (tmp_path / "x.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    ((sentence, span, mark),) = cases(tmp_path / "x.jsonl")
    assert sentence[span.start : span.end] == "leave" and mark == -2.6
    scores = score([(-2.6, -3), (3.0, 3), (1.2, 3), (0.4, 0)])
    assert scores["accuracy"] == 75 and scores["negative P"] == scores["negative R"] == 100
    assert scores["uncertain R"] == 50 and scores["uncertain P"] == 100
    assert scores["mae"] == pytest.approx((0.4 + 0 + 1.8 + 0.4) / 4)
