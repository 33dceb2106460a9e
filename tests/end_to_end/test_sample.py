"""The reference report of ../shared, where it is present: every attribution with the right source name."""

from __future__ import annotations

from pathlib import Path

import pytest
from expected_rows import Row, cell_faults, faults

from accordingto.pipeline import Reader
from accordingto.records import Document

pytestmark = [pytest.mark.model, pytest.mark.shared]

FRIDAY = "2022-03-11"
# Keys only (a few words of a content at most): the text itself is never committed.
ROWS = [
    Row("Vladimir Putin", "backed", "allowing volunteers", act="support"),
    Row("Vladimir Putin", "told", "As you see", act="assert", said=FRIDAY),
    Row("Sergei Shoigu", "According", "more than 16,000", act="assert", quantities=((16000, None, "people"),)),
    Row("United States officials", "quoted saying", "that Russia was", ("Wall Street Journal",), act="assert",
        said="2022-03-06", verification=("unverified", "Al Jazeera")),
    Row("Ministry of Defence", "acknowledged", "that some conscripts", act="acknowledge", said="2022-03-09"),
    Row("Vladimir Putin", "denied", "this", act="deny", refers_to="acknowledged", contradicts="acknowledged"),
    Row("Vladimir Putin", "saying", "only professional", act="assert"),
    Row("Sergei Shoigu", "proposed", "that Western-made", act="propose", said=FRIDAY),
    Row("Vladimir Putin", "said", "As to the delivery", act="assert"),
    Row("Vladimir Putin", "told", "Please do this", act="assert"),
    Row("Volodymyr Zelenskyy", "called", "people from across", act="urge", said="2022-02-27"),
    Row("Volodymyr Zelenskyy", "said", "Anyone who wants", act="assert", said="2022-02-27"),
    Row("Volodymyr Zelenskyy", "describing", "Moscow’s invasion", act="assert", said="2022-02-27"),
    Row("Vladimir Putin", "deplored", "the deployment of", act="condemn", said=FRIDAY),
    Row("Vladimir Putin", "saying", "The Western sponsors", act="assert", said=FRIDAY),
    Row("Vladimir Putin", "recognised", "the breakaway", act="acknowledge"),
    Row("Russia", "says", "special military", act="assert"),
    Row("Russia", "calls", "genocide", (), "says", act="assert"),
    Row("Kyiv", "rejected", "baseless war", act="deny", refers_to="says", contradicts="says"),
    Row("Sergei Shoigu", "said", "the Russian military", act="assert"),
    Row("Sergei Shoigu", "said", "an increase", (), "said", act="assert"),
    Row("Vladimir Putin", "ordered", "that Shoigu prepare", act="order"),
]  # fmt: skip


@pytest.fixture(scope="module")
def sample(shared: Path):
    path = shared / "samples/donbas-volunteers.txt"
    document = Document(path.read_text(encoding="utf-8"), publisher="Al Jazeera", published="2022-03-11")
    return Reader().read(document)


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r.cue}-{r.content[:12]}")
def test_every_attribution_has_its_source(sample, row: Row) -> None:
    assert faults(sample, row) == []


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r.cue}-{r.content[:12]}")
def test_every_cell_of_every_row_is_right(sample, row: Row) -> None:
    assert cell_faults(sample, row) == []


def test_joint_sources_are_both_named(sample) -> None:
    claim = next(c for c in sample.claims if "rejected" in sample.text[c.cue_spans[0].start : c.cue_spans[0].end])
    assert [sample.source(s).name for s in claim.co_sources] == ["West"]
