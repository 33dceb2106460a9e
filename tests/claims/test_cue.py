from __future__ import annotations

import time

import pytest
from claims.marked import cue_in
from hypothesis import given
from hypothesis import strategies as st

from accordingto.claims.acts.acts import act_of
from accordingto.claims.acts.cue import cue_of
from accordingto.records import Span


@pytest.mark.parametrize(
    ("sentence", "lemma", "part", "carrier"),
    [
        ("He [issued a warning] that", "warning", "noun", "issued"),
        ("He [issued] a stern warning that", "warning", "noun", "issued"),
        ("He [released] a plan for it.", "release", "verb", None),
        ("She [went on to say] it.", "say", "verb", "went"),
        ("He [put out a statement saying] it.", "say", "verb", "put"),
        ("It was [expected to announce] it.", "announce", "verb", "expected"),
        ("They [made it very clear] that", "make clear", "verb", None),
        ("[According to] the mayor", "according to", "preposition", None),
        ("He is [critical of] it.", "critical", "adjective", None),
        ("It [reportedly] burned.", "reportedly", "adverb", None),
        ("Lund[:] it is over.", ":", "mark", None),
        ("She [questioned] it.", "question", "verb", None),
        ("He was [quoted] by the paper [as saying] so.", "say", "verb", "quoted"),
    ],
)
def test_head(sentence: str, lemma: str, part: str, carrier: str | None) -> None:
    cue = cue_in(sentence)
    assert (cue.lemma, cue.part, cue.carrier) == (lemma, part, carrier)


@pytest.mark.parametrize(
    "sentence",
    [
        "He did not [deny] it.", "He never [said] so.", "He hasn't [said] so.", "He refused to [say] why.",
        "He [declined to confirm] it.", "They could not immediately [confirm] it.", "They were unable to [confirm] it.",
        "No official [confirmed] it.", "Neither side [confirmed] it.", "He stopped short of [accusing] them.",
        "He left without [saying] why.", "She [made no mention of] it.", "He would not [say] why.",
    ],
)  # fmt: skip
def test_negated(sentence: str) -> None:
    assert cue_in(sentence).negated


@pytest.mark.parametrize(
    "sentence",
    [
        "He not only [said] so.", "No, he [said] so.", "He who did not come [said] so.", "It was not safe, he [said].",
        "With no money left, police [said] it was over.", "He could [say] so.",
    ],
)  # fmt: skip
def test_not_negated(sentence: str) -> None:
    assert not cue_in(sentence).negated


@pytest.mark.parametrize(
    ("sentence", "modal"),
    [
        ("He will [ask] her.", "will"), ("He'll [ask] her.", "will"), ("He would [say] so.", "would"),
        ("He may well [say] so.", "may"), ("He is expected to [announce] it.", "will"), ("He has [said] so.", None),
    ],
)  # fmt: skip
def test_modal(sentence: str, modal: str | None) -> None:
    assert cue_in(sentence).modal == modal


@pytest.mark.parametrize(
    ("sentence", "passive"),
    [
        ("She was [accused] by him.", True), ("She had been [told] so.", True), ("He is [believed] to be dead.", True),
        ("She has [accused] him.", False), ("She was [accusing] him.", False), ("She [accused] him.", False),
    ],
)  # fmt: skip
def test_passive(sentence: str, passive: bool) -> None:
    assert cue_in(sentence).passive is passive


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("He [told] her that it was over.", "that"), ("He [told] her to leave.", "object to"),
        ("He [asked] the two men whether it was safe.", "whether"), ("He [vowed] to leave.", "to"),
        ("He [suggested] waiting.", "gerund"), ("He [said]: “Go.”", "quotation"),
        ("He [told] her: “Go.”", "quotation"), ("He [told] reporters the plan to leave was dead.", "clause"),
        ("He [condemned] the attack.", "object"), ("He [spoke] to reporters.", "object"),
        ("He [asked]: “Why?”", "question"),
    ],
)  # fmt: skip
def test_what_follows(sentence: str, kind: str) -> None:
    assert kind in cue_in(sentence).kinds


@pytest.mark.parametrize(
    ("sentence", "particles", "later"),
    [
        ("He [called] on them to stop.", ("on",), ()), ("He [called] on Friday.", (), ()),
        ("They [lashed out at] critics.", ("out at", "out"), ()),
        ("He [asked] ministers about the deal.", (), ("about",)),
        ("He [objected] to the plan.", ("to",), ()), ("He [agreed] to leave.", (), ()),
    ],
)  # fmt: skip
def test_particles(sentence: str, particles: tuple[str, ...], later: tuple[str, ...]) -> None:
    cue = cue_in(sentence)
    assert (cue.particles, cue.later) == (particles, later)


def test_auxiliaries_outside_of_the_cue_are_found_with_their_spans() -> None:
    text = "The army has never [denied] it."
    cue = cue_in(text)
    plain = text.replace("[", "").replace("]", "")
    assert [plain[s.start : s.end] for s in cue.auxiliaries] == ["has", "never"]


def test_the_sentence_before_is_not_looked_at() -> None:
    assert not cue_in("He would not. [Asked] why, he left.").negated
    assert not cue_in("Did he? He did not\n[Asked] why, he left.").negated


def test_a_claim_without_a_cue_has_no_act() -> None:
    assert act_of(cue_of("Nothing here.", ()))[0] is None


@given(st.text(alphabet="said told that to on not he’d “”.,?\n:x", max_size=80), st.data())
def test_any_spans_in_any_text(text: str, data: st.DataObject) -> None:
    places = st.integers(0, len(text))
    cut = sorted(data.draw(st.lists(places, min_size=4, max_size=4)))
    cue_spans, content = (Span(cut[0], cut[1]),), (Span(cut[2], cut[3]),)
    cue = cue_of(text, cue_spans, content)
    act, reasons = act_of(cue)
    assert act == act_of(cue_of(text, cue_spans, content))[0]
    for span in (cue.head, *cue.auxiliaries, *(s for r in reasons for s in r.spans)):
        assert 0 <= span.start <= span.end <= len(text)
    assert all(span.end <= cue.head.start for span in cue.auxiliaries)


def test_long_texts_take_no_longer_a_cue() -> None:
    text = "x " * 2_000_000 + "he said that" + " y" * 2_000_000
    at = text.index("said")
    begun = time.process_time()
    for _ in range(20):
        assert act_of(cue_of(text, (Span(at, at + 4),), (Span(at + 5, len(text)),)))[0] == "assert"
    assert time.process_time() - begun < 1.0
