"""What kind of source a mention speaks of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.records.source import KINDS
from accordingto.sources.kind import classify
from accordingto.sources.names import parse_mention


@pytest.mark.parametrize(
    ("words", "tag", "kind", "named"),
    [
        ("Zembla’s Defence Minister Oskar Lind", None, "person", True),
        ("Tuva Berg, the former president of Finland,", "PER", "person", True),
        ("Pope Francis", "PER", "person", True),
        ("Amnesty International’s Lucia Prado", "PER", "person", True),
        ("a witness", None, "group", False),
        ("the man", None, "group", False),
        ("Roe's campaign manager", None, "group", False),
        ("witnesses", None, "group", False),
        ("residents of Aleppo", None, "group", False),
        ("critics", None, "group", False),
        ("experts", None, "group", False),
        ("Republicans", None, "group", False),
        ("three people familiar with the matter", None, "group", False),
        ("officials", None, "officials", False),
        ("a senior US official", None, "officials", False),
        ("police", None, "organisation", False),
        ("police sources", None, "officials", False),
        ("a source", None, "group", False),
        ("a Kremlin spokesman", None, "officials", False),
        ("prosecutors", None, "officials", False),
        ("the report", None, "document", False),
        ("a statement", None, "document", False),
        ("the lawsuit", None, "document", False),
        ("a CNN poll", None, "document", False),
        ("a study", None, "document", False),
        ("the Wall Street Journal", "ORG", "outlet", True),
        ("Al Jazeera", "ORG", "outlet", True),
        ("TASS", None, "outlet", True),
        ("Xinhua", None, "outlet", True),
        ("the Westbury Herald", "ORG", "outlet", True),
        ("Daily Lantern", "ORG", "outlet", True),
        ("Delta News", "ORG", "outlet", True),
        ("the Guardian", "ORG", "outlet", True),
        ("the newspaper", None, "outlet", False),
        ("state media", None, "outlet", False),
        ("the Kremlin", "ORG", "government", True),
        ("Downing Street", None, "government", True),
        ("the White House", None, "government", True),
        ("the State Department", "ORG", "government", True),
        ("the European Commission", "ORG", "government", True),
        ("the Russian Ministry of Defence", "ORG", "government", True),
        ("the Israeli government", None, "government", True),
        ("China’s foreign ministry", None, "government", True),
        ("the ministry", None, "government", False),
        ("a ministry", None, "government", False),
        ("the Metropolitan Police", "ORG", "organisation", True),
        ("the High Court", "ORG", "organisation", True),
        ("the Royal Navy", "ORG", "military", True),
        ("the Bundeswehr", "ORG", "military", True),
        ("the army", None, "military", False),
        ("the Syrian army", None, "military", True),
        ("rebel commanders", None, "military", False),
        ("Moscow", "LOC", "place-as-government", True),
        ("Washington", "LOC", "place-as-government", True),
        ("Russia", "LOC", "place-as-government", True),
        ("the UK", None, "place-as-government", True),
        ("Amnesty International", "ORG", "organisation", True),
        ("the Taliban", "ORG", "organisation", True),
        ("NATO", "ORG", "organisation", True),
        ("the University of Leeds", "ORG", "organisation", True),
        ("the company", None, "organisation", False),
        ("Roe's campaign", None, "organisation", True),
        ("this reporter", None, "author", False),
        ("he", None, None, False),
        ("which", None, None, False),
        ("", None, None, False),
    ],
)
def test_kinds(words: str, tag: str | None, kind: str | None, named: bool) -> None:
    name = parse_mention(words).name
    parts = parse_mention(words, [(*name, tag)] if tag and name else [])
    assert classify(words, parts, tag) == (kind, named)


@given(st.text(max_size=50), st.sampled_from(["PER", "ORG", "LOC", "MISC", None]))
def test_every_mention_has_a_known_kind_or_none(words: str, tag: str | None) -> None:
    kind, named = classify(words, parse_mention(words), tag)
    assert kind is None or kind in KINDS
    assert isinstance(named, bool)
