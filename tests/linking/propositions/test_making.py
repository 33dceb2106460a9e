from __future__ import annotations

from dataclasses import replace

from accordingto.linking.propositions import propositions_of
from accordingto.records import Claim, Document, Provenance, Quantity, Reading, Source, Span, Spans


def at(text: str, words: str) -> Spans:
    start = text.index(words)
    return (Span(start, start + len(words)),)


def reading(text: str, *claims: tuple[str, str, str, str, dict[str, object]]) -> Reading:
    """A reading of claims as (id, source, act, content, other cells); a source is named by its words in the text."""
    names = sorted({source for _, source, *_ in claims})
    sources = tuple(Source(name, name, "person", True, mentions=at(text, name)) for name in names)
    made = tuple(
        Claim(key, source, at(text, source), (), at(text, content), "indirect", 0.9, act=act, **more)  # type: ignore[arg-type]
        for key, source, act, content, more in claims
    )
    return Reading(
        Document(text, title="Dam of Ostrany bursts", published="2030-03-15"), sources, made, Provenance("", "")
    )


def test_denied_this_takes_up_what_the_other_said() -> None:
    text = "Lund said the dam above Ostrany had burst. Moreau denied this."
    found = propositions_of(
        reading(
            text,
            ("C1", "Lund", "assert", "the dam above Ostrany had burst", {}),
            ("C2", "Moreau", "deny", "this", {"refers_to": "C1"}),
        )
    )
    assert found["C2"].terms == found["C1"].terms
    assert (found["C1"].flipped, found["C2"].flipped) == (False, True)


def test_a_denier_s_own_words_are_not_turned_round() -> None:
    text = "Lund rejected the charge: “The dam above Ostrany never burst.”"
    made = reading(text, ("C1", "Lund", "deny", "“The dam above Ostrany never burst.”", {}))
    quoted = replace(made, claims=tuple(replace(claim, quotation="direct") for claim in made.claims))
    assert not propositions_of(quoted)["C1"].flipped


def test_what_says_too_little_is_left_out() -> None:
    text = "Lund confirmed it."
    assert propositions_of(reading(text, ("C1", "Lund", "confirm", "it", {}))) == {}


def test_numbers_come_with_what_befell_those_counted() -> None:
    text = "Lund said 12 people were killed in the blast at Harsk."
    counted = Quantity(12, 12, "people", at(text, "12 people"))
    content = "12 people were killed in the blast at Harsk"
    found = propositions_of(reading(text, ("C1", "Lund", "assert", content, {"quantities": (counted,)})))["C1"]
    assert [(c.minimum, c.unit, c.fate) for c in found.counts] == [(12.0, "people", "dead")]
    assert not any(term.word == "12" for term in found.terms)


def test_a_number_without_words_in_the_report_counts_all_the_same() -> None:
    text = "Lund said the blast at Harsk had killed many people."
    content = "the blast at Harsk had killed many people"
    typed = Quantity(12, 12, "people", ())
    found = propositions_of(reading(text, ("C1", "Lund", "assert", content, {"quantities": (typed,)})))["C1"]
    assert [(c.minimum, c.unit, c.fate) for c in found.counts] == [(12.0, "people", None)]


def test_the_speaker_s_pronoun_is_the_speaker_and_the_title_is_the_setting() -> None:
    text = "Lund denied he had taken any money."
    found = propositions_of(reading(text, ("C1", "Lund", "deny", "he had taken any money", {})))["C1"]
    assert "lund" in {term.lemma for term in found.terms}
    assert found.flipped
    assert "ostrany" in found.setting
