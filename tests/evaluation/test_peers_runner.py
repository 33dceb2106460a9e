from __future__ import annotations

from dataclasses import dataclass

from evaluation.peers import fragment, pieces, predicted, shifted


@dataclass
class FakeToken:
    idx: int
    text: str

    def __len__(self) -> int:
        return len(self.text)


@dataclass
class FakeQuotation:
    speaker: list[FakeToken]
    cue: list[FakeToken]
    content: list[FakeToken]


def test_tokens_become_one_span_from_first_to_last() -> None:
    assert fragment([FakeToken(4, "Ana"), FakeToken(8, "Bell")]) == [[4, 12]]
    assert fragment([]) == []


def test_a_quotation_becomes_an_attribution() -> None:
    quotation = FakeQuotation([FakeToken(11, "she")], [FakeToken(15, "said")], [FakeToken(0, "“"), FakeToken(8, "”")])
    assert predicted("a", [quotation]) == {
        "id": "a",
        "attributions": [{"source": [[11, 14]], "cue": [[15, 19]], "content": [[0, 9]]}],
    }


def test_paragraphs_keep_their_place() -> None:
    text = "One.\n\nTwo, three.\n"
    assert pieces(text, by_paragraph=False) == [(0, text)]
    assert pieces(text, by_paragraph=True) == [(0, "One."), (6, "Two, three.")]
    assert shifted({"cue": [[0, 3]], "source": []}, 6) == {"cue": [[6, 9]], "source": []}
