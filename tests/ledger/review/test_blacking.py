from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.ledger.folding import folded
from accordingto.ledger.review.blacking import BLACK, Name

PERSON = Name("José van Åström", person=True)
BODY = Name("Ministry of Health", person=False)


@pytest.mark.parametrize(
    ("name", "text", "black"),
    [
        (PERSON, "Mr José van Åström spoke.", "Mr ███████████████ spoke."),
        (PERSON, "JOSE  VAN  ASTROM", "█" * 17),
        (PERSON, "Åström’s house, Astroms house", "██████’s house, Astroms house"),
        (PERSON, "a van with José in it", "a van with ████ in it"),
        (PERSON, "https://a.example/jose-van-astrom-held?x=1", "https://a.example/███████████████-held?x=1"),
        (PERSON, "jose_van_astrom.txt", "███████████████.txt"),
        (PERSON, unicodedata.normalize("NFD", "Åström spoke"), "████████ spoke"),
        (PERSON, "Josefine", "Josefine"),
        (BODY, "The ministry of health, a Ministry", "The ██████████████████, a Ministry"),
        (Name("Li Wu", person=True), "Li Wu said Li is well", "█████ said Li is well"),
        (Name("æøß", person=False), "Æøß, aeoss", "███, █████"),
        (Name("C.I.A. (Langley)", person=False), "the C.I.A. (Langley) said", "the ████████████████ said"),
    ],
)  # fmt: skip
def test_a_name_is_blacked_out_and_nothing_else(name: Name, text: str, black: str) -> None:
    assert name.black(text) == black
    assert name.within(text) == (BLACK in black)


names = st.text(st.characters(categories=("L", "Nd", "Zs", "Pd")), min_size=1, max_size=8).filter(lambda n: folded(n))
texts = st.text(max_size=20)


@given(names, texts, texts, st.booleans())
def test_offsets_hold_and_the_name_is_gone(name: str, before: str, after: str, person: bool) -> None:
    text = f"{before} {name} {after}"
    found = Name(name, person)
    black = found.black(text)
    assert len(black) == len(text)
    assert all(b in (a, BLACK) for a, b in zip(text, black, strict=True))
    assert found.black(black) == black, "nothing is left to black out"
