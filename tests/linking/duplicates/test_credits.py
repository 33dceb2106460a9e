"""Credit lines in their usual forms, and words that are none."""

from __future__ import annotations

import pytest

from accordingto.linking.duplicates import credits_of


@pytest.mark.parametrize(
    ("text", "agency", "kind", "line"),
    [
        ("NORBURY (AP) — The dam broke.", "Associated Press", "line", None),
        ("NORBURY, March 3 (Reuters) - The dam broke.", "Reuters", "line", None),
        ("The dam broke. [with dpa]", "Deutsche Presse-Agentur", "line", None),
        ("The dam broke.\n— Associated Press", "Associated Press", "line", "— Associated Press"),
        ("The dam broke.\nAFP", "Agence France-Presse", "line", "AFP"),
        ("The dam broke.\nWith agencies", None, "line", "With agencies"),
        ("The dam broke.\nAdditional reporting by Tova Jessop in Norbury; editing by Oda Lorne",
         None, "line", "Additional reporting by Tova Jessop in Norbury;"),
        ("The dam broke.\nAssociated Press writer Tova Jessop contributed to this report.",
         "Associated Press", "line", "Associated Press writer Tova Jessop contributed to this report."),
        ("This article was originally published by The Harbour Ledger.\nThe dam broke.",
         "The Harbour Ledger", "line", "This article was originally published by The Harbour Ledger."),
        ("© 2030 Reuters. All rights reserved.", "Reuters", "line", "© 2030 Reuters."),
        ("The dam broke, Reuters reported this on Monday.", "Reuters", "relay", None),
        ("The dam broke, according to the Associated Press.", "Associated Press", "relay", None),
    ],
)  # fmt: skip
def test_forms(text: str, agency: str | None, kind: str, line: str | None) -> None:
    (found,) = credits_of(text)
    assert (found.agency, found.kind) == (agency, kind)
    assert (found.line and text[found.line.start : found.line.end]) == line
    assert found.agency is None or text[found.span.start : found.span.end] in text


def test_two_agencies_are_two_credits() -> None:
    assert [credit.agency for credit in credits_of("NORBURY (AFP/Reuters) — The dam broke.")] == [
        "Agence France-Presse",
        "Reuters",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The agencies said that the dam had been inspected.",
        "The union (ABC) called a strike with workers from all agencies involved in it.",
        "He was reported missing by neighbours on Monday.",
        "PA systems failed, and the news travelled slowly.",
        "",
    ],
)
def test_no_credits(text: str) -> None:
    assert credits_of(text) == ()


def test_the_agency_of_a_dateline_is_a_credit_though_no_table_knows_it() -> None:
    text = "GULLPORT (UPS) - Two ships were unloaded. The council (CMC) met.\n\nHALM, Feb. 3 (NNW) — Rain fell."
    assert [(c.agency, text[slice(*c.span)], c.kind) for c in credits_of(text)] == [
        ("UPS", "UPS", "line"),
        ("NNW", "NNW", "line"),
    ]
