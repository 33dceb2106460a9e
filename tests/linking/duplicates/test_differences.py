"""What an editor changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from linking.duplicates.invented import REPORT, paragraphs, text

from accordingto.linking.duplicates import Difference, differences

P = paragraphs()


def told(found: tuple[Difference, ...], old: str, new: str) -> list[tuple[str, str, str]]:
    return [(d.kind, old[slice(*d.before)] if d.before else "", new[slice(*d.after)] if d.after else "") for d in found]


def test_cut_added_and_changed() -> None:
    new = text([P[0].replace("killing", "leaving dead"), *P[2:], "Rain is expected in Selwick."])
    found = differences(REPORT, new, ("Dam breaks", "Flood in Ellery"))
    assert told(found, REPORT, new) == [
        ("title", "", ""),
        ("changed", P[0], P[0].replace("killing", "leaving dead")),
        ("cut", P[1], ""),
        ("added", "", "Rain is expected in Selwick."),
    ]
    assert found[0].words == (("Dam breaks", "Flood in Ellery"),)
    assert found[1].words == (("killing", "leaving dead"),)


def test_another_order_is_told_once() -> None:
    assert differences(REPORT, text([P[1], P[0], *P[2:]])) == (Difference("order"),)


def test_house_style_makes_no_difference() -> None:
    assert differences("The organisers’ 14 dams held firm.", "THE ORGANIZERS' fourteen dams held firm.") == ()


@given(st.lists(st.sampled_from(P), unique=True))
def test_what_is_cut_one_way_is_added_the_other(parts: list[str]) -> None:
    forth, back = differences(REPORT, text(parts)), differences(text(parts), REPORT)
    assert [d.before for d in forth if d.kind == "cut"] == [d.after for d in back if d.kind == "added"]


@given(st.text())
def test_a_text_does_not_differ_from_itself(same: str) -> None:
    assert [d for d in differences(same, same) if d.kind in ("cut", "added", "changed")] == []
