from __future__ import annotations

import pytest

from accordingto.records import Entity
from evaluation.entities import score

SENTENCES = [("Ana met Bo in Oslo.", [(0, 3, "PER"), (8, 10, "PER"), (14, 18, "LOC")]), ("Nothing here.", [])]


def test_all_right() -> None:
    rows = score(SENTENCES, lambda text: [Entity(*g) for g in dict(SENTENCES)[text]])
    assert {row["f1"] for row in rows.values()} == {100.0}


def test_span_and_kind_both_count_and_misc_is_left_out() -> None:
    found = [Entity(0, 3, "PER"), Entity(8, 13, "PER"), Entity(14, 18, "ORG"), Entity(4, 7, "MISC")]
    rows = score(SENTENCES, lambda text: found if text.startswith("Ana") else [])
    assert rows["PER"] == {"f1": 50.0, "precision": 50.0, "recall": 50.0}
    assert rows["LOC"]["f1"] == 0.0
    assert rows["all"]["f1"] == pytest.approx(200 / 6)
