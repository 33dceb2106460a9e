"""Worked examples of the papers, and what holds of any clustering."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.coreference.metrics import b_cubed, ceaf_e, lea, muc, score, without_singletons

# Luo 2005, figure 1: the truth and four system responses.
LUO_TRUTH = ["12345", "67", "89ABC"]
LUO = {
    "a": ["12345", "6789ABC"],
    "b": ["1234589ABC", "67"],
    "c": ["123456789ABC"],
    "d": list("123456789ABC"),
}
# Pradhan et al. 2014 (Scoring coreference partitions of predicted mentions), section 4: key and response mentions differ.
PRADHAN_KEY = ["abc", "defg"]
PRADHAN_RESPONSE = ["ab", "cd", "fghi"]


@pytest.mark.parametrize(
    ("response", "muc_f1", "b3_f1", "ceaf_f1"),
    [("a", 0.947, 0.865, 0.733), ("b", 0.947, 0.737, 0.667), ("c", 0.900, 0.545, 0.294), ("d", 0.0, 0.400, 0.178)],
)
def test_the_figures_of_luos_table(response, muc_f1, b3_f1, ceaf_f1):
    got = LUO[response]
    assert muc(LUO_TRUTH, got).f1 == pytest.approx(muc_f1, abs=5e-4)
    assert b_cubed(LUO_TRUTH, got).f1 == pytest.approx(b3_f1, abs=5e-4)
    assert ceaf_e(LUO_TRUTH, got).f1 == pytest.approx(ceaf_f1, abs=5e-4)


def test_the_example_of_the_reference_implementation():
    assert muc(PRADHAN_KEY, PRADHAN_RESPONSE).recall == pytest.approx(2 / 5)
    assert muc(PRADHAN_KEY, PRADHAN_RESPONSE).precision == pytest.approx(2 / 5)
    b3 = b_cubed(PRADHAN_KEY, PRADHAN_RESPONSE)
    assert b3.recall == pytest.approx((4 / 3 + 1 / 3 + 1 / 4 + 4 / 4) / 7)
    assert b3.precision == pytest.approx((2 / 2 * 2 + 1 / 2 * 2 + 2 / 4 * 2) / 8)
    e = ceaf_e(PRADHAN_KEY, PRADHAN_RESPONSE)
    assert (e.recall, e.precision) == (pytest.approx(0.65), pytest.approx(1.3 / 3))


def test_lea_of_the_paper():
    # Moosavi and Strube 2016, section 4.1
    got = lea(["abc", "defg"], ["ab", "cd", "fghi"])
    assert got.recall == pytest.approx((3 * 1 / 3 + 4 * 1 / 6) / 7)
    assert got.precision == pytest.approx((2 * 1 + 2 * 0 + 4 * 1 / 6) / 8)


def test_singletons_can_be_left_out():
    assert without_singletons(["a", "bc", "d"]) == ["bc"]


def test_a_mention_in_two_clusters_is_refused():
    with pytest.raises(ValueError, match="two clusters"):
        score(["ab"], ["ab", "bc"])


def partitions(size):
    return st.lists(st.integers(0, size), min_size=size, max_size=size).map(
        lambda labels: [[i for i, x in enumerate(labels) if x == y] for y in sorted(set(labels))]
    )


@given(st.integers(1, 9).flatmap(lambda n: st.tuples(partitions(n), partitions(n))))
def test_turning_key_and_response_turns_recall_and_precision(pair):
    one, two = pair
    there, back = score(one, two), score(two, one)
    for name in ("muc", "b_cubed", "ceaf_e", "lea"):
        assert getattr(there, name).recall == pytest.approx(getattr(back, name).precision)
        assert 0 <= getattr(there, name).f1 <= 1 + 1e-9
    assert there.conll == pytest.approx(back.conll)


@given(st.integers(2, 9).flatmap(partitions))
def test_gold_against_itself_is_all_right(gold):
    whole = score(gold, gold)
    assert whole.b_cubed.f1 == pytest.approx(1)
    assert whole.ceaf_e.f1 == pytest.approx(1)
    assert whole.lea.f1 == pytest.approx(1)
    assert whole.muc.f1 == pytest.approx(1 if any(len(c) > 1 for c in gold) else 0)
