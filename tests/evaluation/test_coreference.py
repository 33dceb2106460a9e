"""The metrics against the worked examples of the papers that define them."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.coreference.assignment import best_total
from evaluation.coreference.metrics import chains, score

# Bagga & Baldwin 1998 and Luo 2005 share this key and the first two responses.
KEY = ["12345", "67", "89ABC"]
JOINED_SMALL = ["12345", "6789ABC"]
JOINED_LARGE = ["1234589ABC", "67"]


@pytest.mark.parametrize(
    ("key", "response", "recall", "precision"),
    [
        (["ABCD"], ["AB", "CD"], 2 / 3, 1),
        (["AB", "CD"], ["ABCD"], 1, 2 / 3),
        (["ABCD"], ["ABCD"], 1, 1),
        (["ABCD"], ["AB"], 1 / 3, 1),  # C and D are in no chain: each is a part by itself
        (["ABC"], ["AC"], 1 / 2, 1),
        (["BCDEGHJ"], ["ABC", "DEFGHI"], 4 / 6, 4 / 7),  # A, F, I on one side only, J on the other
    ],
)
def test_muc_counts_links_as_vilain_and_others_1995_do(key, response, recall, precision):
    found = score(key, response).muc
    assert (found.recall, found.precision) == pytest.approx((recall, precision))


@pytest.mark.parametrize(("response", "muc", "b3"), [(JOINED_SMALL, 0.9, 0.76), (JOINED_LARGE, 0.9, 0.58)])
def test_b_cubed_tells_a_small_wrong_join_from_a_large_one_as_bagga_and_baldwin_1998_do(response, muc, b3):
    found = score(KEY, response)
    assert (found.muc.recall, found.b3.recall) == (1, 1)
    assert found.muc.precision == pytest.approx(muc)
    assert found.b3.precision == pytest.approx(b3, abs=0.005)


@pytest.mark.parametrize(
    ("response", "ceaf"),
    [(JOINED_SMALL, 0.733), (JOINED_LARGE, 0.667), (["123456789ABC"], 0.294), (list("123456789ABC"), 0.178)],
)
def test_ceaf_pairs_chains_as_luo_2005_does(response, ceaf):
    assert score(KEY, response).ceafe.f1 == pytest.approx(ceaf, abs=0.0005)


def test_all_metrics_on_the_example_of_pradhan_and_others_2014():
    found = score(["abc", "defg"], ["ab", "cd", "fghi"])
    assert (found.muc.recall, found.muc.precision, found.muc.f1) == pytest.approx((0.40, 0.40, 0.40))
    assert (found.b3.recall, found.b3.precision) == pytest.approx((0.42, 0.50), abs=0.005)
    assert found.b3.f1 == pytest.approx(0.46, abs=0.006)  # the paper's mean is of rounded figures
    assert (found.ceafe.recall, found.ceafe.precision, found.ceafe.f1) == pytest.approx((0.65, 0.43, 0.52), abs=0.005)
    assert found.conll == pytest.approx((0.40 + 0.4545 + 0.52) / 3, abs=0.0001)


def test_singletons_have_no_links_but_count_elsewhere():
    found = score(list("abc"), list("abc"))
    assert (found.muc.f1, found.b3.f1, found.ceafe.f1) == (0, 1, 1)


def test_a_mention_in_two_chains_is_refused():
    with pytest.raises(ValueError, match="'b' stands in more than one chain"):
        score(["ab", "bc"], ["abc"])


PARTITION = st.lists(st.integers(0, 5), min_size=2, max_size=12)


@given(PARTITION.flatmap(lambda one: st.tuples(st.just(one), st.permutations(one))), st.randoms())
def test_what_chains_and_mentions_are_called_and_their_order_do_not_matter(two, chance):
    one, other = two
    key, response = chains(dict(enumerate(one))), chains(dict(enumerate(other)))
    found = score(key, response)
    chance.shuffle(key)
    chance.shuffle(response)
    again = score(key, response)
    back = score(response, key)
    for metric in ("muc", "b3", "ceafe"):
        here, there, turned = getattr(found, metric), getattr(again, metric), getattr(back, metric)
        assert (here.recall, here.precision) == pytest.approx((there.recall, there.precision))
        assert (here.recall, here.precision) == pytest.approx((turned.precision, turned.recall))
        assert 0 <= here.f1 <= 1.0000001


@given(st.integers(1, 5), st.integers(1, 5), st.integers(0, 10**6))
def test_the_best_assignment_is_the_best_of_all(rows, columns, seed):
    weights = np.random.default_rng(seed).integers(0, 5, (rows, columns)) / 4
    table = weights if rows <= columns else weights.T
    best = max(
        sum(float(table[row, column]) for row, column in enumerate(chosen))
        for chosen in permutations(range(table.shape[1]), table.shape[0])
    )
    found = {(r, c): float(weights[r, c]) for r in range(rows) for c in range(columns) if weights[r, c]}
    assert best_total(found) == pytest.approx(best)
