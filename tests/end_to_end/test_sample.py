"""The reference report of ../shared, where it is present: every attribution with the right source name."""

from __future__ import annotations

from pathlib import Path

import pytest
from expected_rows import Row, faults

from accordingto.pipeline import Reader
from accordingto.records import Document

pytestmark = [pytest.mark.model, pytest.mark.shared]

# Keys only (a few words of a content at most): the text itself is never committed.
ROWS = [
    Row("Vladimir Putin", "backed", "allowing volunteers"),
    Row("Vladimir Putin", "told", "As you see"),
    Row("Sergei Shoigu", "According", "more than 16,000"),
    Row("United States officials", "quoted saying", "that Russia was", ("Wall Street Journal",)),
    Row("Ministry of Defence", "acknowledged", "that some conscripts"),
    Row("Vladimir Putin", "denied", "this"),
    Row("Vladimir Putin", "saying", "only professional"),
    Row("Sergei Shoigu", "proposed", "that Western-made"),
    Row("Vladimir Putin", "said", "As to the delivery"),
    Row("Vladimir Putin", "told", "Please do this"),
    Row("Volodymyr Zelenskyy", "called", "people from across"),
    Row("Volodymyr Zelenskyy", "said", "Anyone who wants"),
    Row("Volodymyr Zelenskyy", "describing", "Moscow’s invasion"),
    Row("Vladimir Putin", "deplored", "the deployment of"),
    Row("Vladimir Putin", "saying", "The Western sponsors"),
    Row("Vladimir Putin", "recognised", "the breakaway"),
    Row("Russia", "says", "special military"),
    Row("Russia", "calls", "genocide", (), "says"),
    Row("Kyiv", "rejected", "baseless war"),
    Row("Sergei Shoigu", "said", "the Russian military"),
    Row("Sergei Shoigu", "said", "an increase", (), "said"),
    Row("Vladimir Putin", "ordered", "that Shoigu prepare"),
]


@pytest.fixture(scope="module")
def sample(shared: Path):
    path = shared / "samples/donbas-volunteers.txt"
    document = Document(path.read_text(encoding="utf-8"), publisher="Al Jazeera", published="2022-03-11")
    return Reader().read(document)


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r.cue}-{r.content[:12]}")
def test_every_attribution_has_its_source(sample, row: Row) -> None:
    assert faults(sample, row) == []


def test_joint_sources_are_both_named(sample) -> None:
    claim = next(c for c in sample.claims if "rejected" in sample.text[c.cue_spans[0].start : c.cue_spans[0].end])
    assert [sample.source(s).name for s in claim.co_sources] == ["West"]
