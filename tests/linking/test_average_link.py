import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.linking.matters.average_link import average_link


def plain(alike, least):
    """The definition, without a shortcut."""
    groups = [(at,) for at in range(len(alike))]
    while len(groups) > 1:
        means = {
            (i, j): float(np.mean([alike[a][b] for a in groups[i] for b in groups[j]]))
            for i in range(len(groups))
            for j in range(i + 1, len(groups))
        }
        pair = max(means, key=lambda p: (means[p], -p[0], -p[1]))
        if means[pair] < least:
            break
        joined = tuple(sorted(groups[pair[0]] + groups[pair[1]]))
        groups = sorted([g for n, g in enumerate(groups) if n not in pair] + [joined])
    return sorted(groups)


@given(st.integers(0, 9), st.integers(0, 10**6), st.sampled_from([0.2, 0.5, 0.8]))
def test_it_joins_as_the_definition_says_and_in_no_order_of_rows(size, seed, least):
    chance = np.random.default_rng(seed)
    alike = chance.random((size, size))
    alike = (alike + alike.T) / 2
    found = sorted(average_link(alike, least))
    assert found == plain(alike, least)
    order = chance.permutation(size)
    again = average_link(alike[np.ix_(order, order)], least)
    assert sorted(tuple(sorted(int(order[at]) for at in group)) for group in again) == found


@pytest.mark.parametrize(("least", "found"), [(0.71, [(0, 1), (2,)]), (0.69, [(0, 1, 2)])])
def test_the_mean_over_all_members_counts_not_the_best(least, found):
    alike = np.array([[1, 0.9, 0.9], [0.9, 1, 0.5], [0.9, 0.5, 1]])
    assert average_link(alike, least) == found
