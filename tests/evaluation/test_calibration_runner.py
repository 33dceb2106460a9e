from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.calibration import Judged, bins, expected_calibration_error, judge, load_scorer, usable
from evaluation.shared import ROOT, SCORER

SAID = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 19]]}


def test_confidence_that_is_the_chance_has_no_error() -> None:
    judged = [Judged(0.75, i < 3) for i in range(4)]
    assert expected_calibration_error(bins(judged)) == pytest.approx(0.0)


def test_error_is_weighted_by_claims() -> None:
    judged = [Judged(1.0, False), *(Judged(0.5, i < 2) for i in range(4)), Judged(0.0, False)]
    rows = bins(judged)
    assert [row.low for row in rows] == [0.0, 0.5, 0.9]
    assert expected_calibration_error(rows) == pytest.approx(100 / 6)


def test_no_claims_no_error() -> None:
    assert expected_calibration_error(bins([])) == 0.0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.floats(0.1, 1)).map(lambda t: Judged(*t)), min_size=1))
def test_every_claim_is_in_a_bin_and_the_error_is_a_percentage(judged: list[Judged]) -> None:
    rows = bins(judged)
    assert sum(row.weight for row in rows) == pytest.approx(sum(j.weight for j in judged))
    assert 0 <= expected_calibration_error(rows) <= 100 + 1e-9


@pytest.mark.parametrize(
    ("change", "matched"),
    [
        ({}, {0}),
        ({"content": [[9, 14]]}, {0}),  # half of the union
        ({"content": [[9, 13]]}, set()),
        ({"cue": [[8, 9]]}, set()),
        ({"source": []}, set()),
        ({"source": [[2, 30]]}, {0}),
    ],
)
def test_usable(change: dict[str, Any], matched: set[int]) -> None:
    assert usable([SAID], [SAID | change]) == matched


def test_one_gold_matches_one_claim_the_better_one() -> None:
    assert usable([SAID], [SAID | {"content": [[9, 16]]}, SAID]) == {1}


def test_annotators_share_the_weight() -> None:
    line = {"id": "a", "attributions": [SAID | {"confidence": 0.8}]}
    assert judge({"a": [[SAID], []]}, [line]) == [Judged(0.8, True, 0.5), Judged(0.8, False, 0.5)]


FRAGMENTS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 12)).map(lambda p: [p[0], p[0] + p[1]]), max_size=2)
CLAIMS = st.lists(st.fixed_dictionaries(dict.fromkeys(SAID, FRAGMENTS)), max_size=5)


@pytest.mark.shared
@given(CLAIMS, CLAIMS)
def test_as_many_are_usable_as_the_scorer_counts(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    scorer = load_scorer(ROOT.parent / "shared" / SCORER)
    assert len(usable(gold, found)) == scorer.usable_pairs(gold, found)
