"""Offices and bodies that take up the one holder or body of that kind in the report."""

from __future__ import annotations

import pytest
from marked_text import resolved

from accordingto.sources.offices import office_of, same_office

NAMES = {"Ana Rossi": "PER", "Paul Berg": "PER", "Harwick": "LOC", "Coast Herald": "ORG", "Tidewater.com": "ORG"}


def said(text: str) -> list[str | None]:
    return resolved(text, NAMES)


def test_an_office_takes_its_holder_named_before_or_later() -> None:
    assert said("Governor Ana Rossi met them. {s0|The governor of Harwick} {c0|said} {x0|it was late}.") == [
        "Ana Rossi"
    ]
    assert said("{s0|Harwick's governor} {c0|said} {x0|it was late}. Regional governor Ana Rossi left.") == [
        "Ana Rossi"
    ]


def test_a_deputy_holds_another_office() -> None:
    text = "Deputy Governor Ana Rossi met governor Paul Berg. {s0|The governor of Harwick} {c0|said} {x0|it was late}."
    assert said(text) == ["Paul Berg"]


def test_an_office_with_a_telling_complement_is_not_somebody_elses() -> None:
    text = "Judge Ana Rossi spoke. Later {s0|the judge} in that case {c0|ruled} {x0|it was late}."
    assert said(text) == ["judge"]


def test_an_office_named_in_capitals_gives_way_to_the_person() -> None:
    assert said("{s0|The Senate Minority Leader, Ana Rossi,} {c0|said} {x0|it was late}.") == ["Ana Rossi"]


def test_the_newspaper_and_the_website_are_the_one_outlet_named() -> None:
    assert said("Coast Herald came out. {s0|The newspaper} {c0|said} {x0|it was late}.") == ["Coast Herald"]
    assert said("Tidewater.com came up. {s0|The website} {c0|said} {x0|it was late}.") == ["Tidewater.com"]


def test_one_site_with_its_name_is_that_site() -> None:
    assert said("{s0|One news site, Tidewater.com,} {c0|said} {x0|it was late}.") == ["Tidewater.com"]


def test_police_are_the_one_force_named() -> None:
    text = "Harwick police came. {s0|Police} {c0|said} {x0|it was late}."
    assert said(text) == ["Harwick police"]
    assert said("Harwick police met Turkish police. {s0|Police} {c0|said} {x0|it was late}.") == ["Police"]


def test_the_government_is_that_of_the_country_the_report_is_about() -> None:
    text = "The government of Samoa met in Samoa. {s0|The government} {c0|said} {x0|no}. "
    again = text + "{s1|The Samoan government} {c1|added} {x1|that it was late}."
    assert resolved(again, {"Samoa": "LOC"}) == ["government of Samoa"] * 2
    two = "The Fijian government met in Samoa. " + text
    assert resolved(two, {"Samoa": "LOC"}) == ["government"]
    elsewhere = "Fiji is far. Fiji is near. Fiji is big. " + text.replace("in Samoa", "in Fiji")
    assert resolved(elsewhere, {"Samoa": "LOC", "Fiji": "LOC"}) == ["government"]


def test_a_new_noun_for_the_only_person_of_the_paragraph() -> None:
    names = {"Ana Rossi": "PER", "Paul Berg": "PER"}
    text = "“It is late,” {c0|said} {s0|Ana Rossi}. {s1|The Harwick professor} {c1|added}, {x1|“It rains.”}"
    assert resolved(text, names) == ["Ana Rossi", "Ana Rossi"]
    assert resolved("Paul Berg met a professor. " + text, names) == ["Ana Rossi", "Harwick professor"]
    assert resolved("Paul Berg came. " + text, names) == ["Ana Rossi", "Harwick professor"]
    assert resolved(text.replace("professor", "reporter"), names) == ["Ana Rossi", "Harwick reporter"]


def test_a_firm_is_known_by_its_country() -> None:
    names = {"Hartwin Group": "ORG", "Tolva Holding": "ORG"}
    text = (
        "Tolva Holding bought Austrian shell maker Hartwin Group. "
        "{s0|The Austrian partner} {c0|asked for} {x0|silence}."
    )
    assert resolved(text, names) == ["Hartwin Group"]


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("governor of Harwick", "Governor", True),
        ("Harwick's governor", "Governor of Lomond", False),
        ("Deputy Governor", "governor", False),
        ("French president", "president of France", True),
        ("trade and industry minister", "minister", True),
    ],
)
def test_same_offices(one: str, two: str, same: bool) -> None:
    first, second = office_of(one), office_of(two)
    assert first is not None and second is not None and same_office(first, second) is same


def test_words_without_a_title_are_no_office() -> None:
    assert office_of("the harbour") is None
    assert office_of("") is None
