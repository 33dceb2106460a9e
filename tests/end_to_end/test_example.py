"""The report that ships in examples/, with the rows a careful reader wants beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from expected import Row, faults

from accordingto.pipeline import Reader
from accordingto.records import Document

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def example(root: Path):
    text = (root / "examples/harbour-blockade.txt").read_text(encoding="utf-8")
    return Reader().read(Document(text, publisher="North Strait Courier", published="2030-03-15"))


def rows() -> list[Row]:
    path = Path(__file__).parents[2] / "examples/harbour-blockade.expected.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    return [
        Row(r["source_name"], r["cue"], r["content_starts"], tuple(r["via"]), r["parent_cue"]) for r in data["rows"]
    ]


@pytest.mark.parametrize("row", rows(), ids=lambda r: f"{r.cue}-{r.content[:12]}")
def test_every_row_is_found_with_its_source(example, row: Row) -> None:
    assert faults(example, row) == []


def test_spans_point_at_the_text(example) -> None:
    for claim in example.claims:
        for start, end in (*claim.source_spans, *claim.cue_spans, *claim.content_spans):
            assert 0 <= start < end <= len(example.text)
            assert example.text[start:end].strip() == example.text[start:end]


def test_two_readers_give_the_same_json(example) -> None:
    again = Reader(threads=2).read(example.document)
    assert again.to_json() == example.to_json()
