"""Plural mentions that take up persons named together."""

from __future__ import annotations

from marked_text import everyone

PAIR = {"Ana Rossi": "PER", "Paul Berg": "PER", "Ida Holm": "PER", "Berg": "PER", "Rossi": "PER"}


def test_both_officers_are_the_two_named_as_officers() -> None:
    text = "They met officers Ana Rossi and Paul Berg. {s0|Both officers} {c0|said} {x0|it was late}."
    assert everyone(text, PAIR) == [["Ana Rossi", "Paul Berg"]]


def test_the_defendants_are_the_only_two_named_together() -> None:
    text = "The court heard Ana Rossi and Paul Berg. {s0|The defendants} {c0|said} {x0|it was late}."
    assert everyone(text, PAIR) == [["Ana Rossi", "Paul Berg"]]


def test_they_take_up_the_plural_subject_of_the_sentence_before() -> None:
    text = "It named officers Ana Rossi and Paul Berg. The officers are back. {s0|They} {c0|said} {x0|it was late}."
    assert everyone(text, PAIR) == [["Ana Rossi", "Paul Berg"]]


def test_where_two_pairs_are_named_nobody_is_chosen() -> None:
    text = "Ana Rossi and Paul Berg met. Paul Berg and Ida Holm left. {s0|The defendants} {c0|said} {x0|it was late}."
    assert everyone(text, PAIR) == [["defendants"]]


def test_three_are_not_both() -> None:
    text = "They met officers Ana Rossi, Paul Berg and Ida Holm. {s0|Both officers} {c0|said} {x0|it was late}."
    assert everyone(text, PAIR) == [["Both officers"]]


def test_two_offices_in_one_mention_are_two_sources() -> None:
    names = {"Ana Rossi": "PER", "Paul Berg": "PER", "Harbour Committee": "ORG"}
    text = (
        "{s0|Whip Ana Rossi and incoming chair of the Harbour Committee Paul Berg} {c0|questioned} {x0|the plan}. "
        "{s1|Both Ana Rossi and Paul Berg} {c1|urged} {x1|a vote}."
    )
    assert everyone(text, names) == [["Ana Rossi", "Paul Berg"]] * 2


def test_a_conjunction_inside_an_office_joins_no_sources() -> None:
    text = "{s0|Police and Crime Commissioner Ana Rossi} {c0|urged} {x0|a vote}."
    assert everyone(text, {"Ana Rossi": "PER", "Police": "ORG", "Crime": "ORG"}) == [["Ana Rossi"]]
