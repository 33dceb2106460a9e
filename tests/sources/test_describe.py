"""Roles and countries as a report tells them."""

from __future__ import annotations

import pytest
from marked_text import sources

ROSSI = {
    "Ana Rossi": "PER",
    "Rossi": "PER",
    "Norway": "LOC",
    "Kenya": "LOC",
    "Lisbon": "LOC",
    "Harbour Institute": "ORG",
}


def first(text: str):
    found = sources(text, ROSSI)[0]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("{s0|Pope Francis} {c0|said} {x0|no}.", "Pope"),
        ("{s0|Berg's mother, Ana Rossi,} {c0|said} {x0|no}.", None),
        (
            "{s0|Ana Rossi, minister for trade, energy and transport,} {c0|said} {x0|no}.",
            "minister for trade, energy and transport",
        ),
        ("{s0|Ana Rossi, head of the clinic that ran the trial,} {c0|said} {x0|no}.", "head of the clinic"),
        ("It chose climate change activist Ana Rossi. {s0|Rossi} {c0|said} {x0|no}.", "climate change activist"),
        ("They left the home of Mayor Ana Rossi. {s0|Rossi} {c0|said} {x0|no}.", "Mayor"),
        ("Berg met Ana Rossi who is the harbour minister. {s0|Rossi} {c0|said} {x0|no}.", "harbour minister"),
        ("{s0|Director Ana Rossi of the Harbour Institute} {c0|said} {x0|no}.", "Director of the Harbour Institute"),
        ("Mayor Ana Rossi came. Rossi, mayor of Harwick, {c0|said} {x0|no}, {s0|Rossi}.", "mayor of Harwick"),
    ],
)
def test_roles(text: str, role: str | None) -> None:
    names = ROSSI | {"Francis": "PER"}
    found = sources(text, names)[0]
    assert found is not None and found.role == role


def test_an_office_of_the_state_is_of_the_country_the_report_is_about() -> None:
    assert first("A bridge fell in Norway. {s0|Minister Ana Rossi} {c0|said} {x0|no}.").country == "NO"
    assert first("A bridge fell in Norway. {s0|Police} {c0|said} {x0|no}.").country == "NO"


def test_no_country_where_the_report_is_about_two() -> None:
    assert first("Norway and Kenya met. {s0|Minister Ana Rossi} {c0|said} {x0|no}.").country is None


def test_nobody_else_is_given_the_reports_country() -> None:
    assert first("A bridge fell in Norway. {s0|Ana Rossi, an engineer,} {c0|said} {x0|no}.").country is None


def test_where_somebody_works_is_not_their_country() -> None:
    assert first("{s0|Ana Rossi, a biologist at Lisbon's Harbour Institute,} {c0|said} {x0|no}.").country is None
    assert first("{s0|Ana Rossi, a Portuguese biologist,} {c0|said} {x0|no}.").country == "PT"


def test_an_embassy_is_of_the_country_that_sent_it() -> None:
    found = sources("{s0|The Kenyan Embassy in Lisbon} {c0|said} {x0|no}.", {"Kenyan Embassy": "ORG", "Lisbon": "LOC"})[
        0
    ]
    assert found is not None and (found.name, found.country, found.kind) == (
        "Kenyan Embassy in Lisbon",
        "KE",
        "government",
    )


def test_the_holder_of_one_office_is_told_apart_by_it() -> None:
    found = first("{s0|The mayor of Harwick} {c0|said} {x0|no}.")
    assert (found.name, found.kind, found.named, found.role) == ("mayor of Harwick", "person", True, "mayor of Harwick")
    assert not first("{s0|A spokesman for Harwick} {c0|said} {x0|no}.").named


def test_an_apposition_tells_a_body_that_was_taken_for_a_person() -> None:
    found = sources("{s0|Kestrel, the Norwegian space agency,} {c0|said} {x0|no}.", {"Kestrel": "PER"})[0]
    assert found is not None and (found.kind, found.role) == ("organisation", None)


def test_a_form_of_address_and_an_employer_are_no_role() -> None:
    assert first("{s0|Dr. Ana Rossi} {c0|said} {x0|no}.").role is None
    assert first("{s0|Ana Rossi of Tidewater, a rescue charity,} {c0|said} {x0|no}.").role is None


def test_a_name_that_the_tagger_cut_is_read_to_its_end() -> None:
    found = sources("{s0|President Abdel Karim el-Tolvi} {c0|said} {x0|no}.", {"Abdel Karim": "PER"})[0]
    assert found is not None and found.name == "Abdel Karim el-Tolvi"


def test_an_article_alone_is_no_source() -> None:
    assert sources("It was {s0|an} {c0|sanctioned} {x0|race}.", {}) == [None]
