import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from accordingto.reading.decoder import allowed_moves, best_paths, log_softmax, ranges
from accordingto.reading.labels import LINKED, ROLES

MOVES = allowed_moves(LINKED)


def score(path: tuple[int, ...], scores: np.ndarray) -> float:
    total = float(MOVES[-1, path[0]] + scores[0, path[0]])
    for t in range(1, len(path)):
        total += float(MOVES[path[t - 1], path[t]] + scores[t, path[t]])
    return total


@given(st.integers(0, 10_000), st.integers(1, 4))
def test_the_path_is_the_best_of_all_paths(seed: int, length: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(2, length, len(LINKED))).astype(np.float32)
    found = best_paths(scores, MOVES)
    for row in range(2):
        best = max(itertools.product(range(len(LINKED)), repeat=length), key=lambda p: score(p, scores[row]))
        assert np.isclose(score(tuple(found[row]), scores[row]), score(best, scores[row]), atol=1e-4)


@given(st.integers(0, 10_000), st.integers(0, 30))
def test_inside_never_follows_outside(seed: int, length: int) -> None:
    moves = allowed_moves(ROLES)
    scores = np.random.default_rng(seed).normal(size=(1, length, len(ROLES))).astype(np.float32) * 5
    before = "O"
    for label in (ROLES[i] for i in best_paths(scores, moves)[0]):
        assert label[0] != "I" or (before != "O" and before[2:] == label[2:])
        before = label


def test_ranges_follow_begin_and_inside() -> None:
    assert ranges(np.array([1, 2, 2, 0, 1, 1, 2, 3, 4]), 1) == [(0, 3), (4, 5), (5, 7)]
    assert ranges(np.array([1, 2, 2, 0, 1, 1, 2, 3, 4]), 3) == [(7, 9)]
    assert ranges(np.zeros(0, dtype=np.int64), 1) == []


def test_log_softmax_sums_to_one() -> None:
    assert np.allclose(np.exp(log_softmax(np.array([[1.0, 2.0, 900.0]], dtype=np.float32))).sum(-1), 1.0)


def searched_word_by_word(scores: np.ndarray, moves: np.ndarray) -> list[int]:
    best, back = scores[0] + moves[-1], []
    for word in scores[1:]:
        reached = best[:, None] + moves[:-1]
        back.append(reached.argmax(0))
        best = reached.max(0) + word
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


@given(st.integers(0, 10_000), st.integers(1, 60), st.floats(0, 30), st.integers(1, 5))
def test_searching_only_the_open_stretches_changes_nothing(seed: int, length: int, lead: float, rows: int) -> None:
    chooser = np.random.default_rng(seed)
    moves = allowed_moves(ROLES) + chooser.normal(size=(len(ROLES) + 1, len(ROLES)))
    scores = chooser.normal(size=(rows, length, len(ROLES))) * 3
    scores[chooser.random((rows, length)) < 0.7, 0] += lead
    assert best_paths(scores, moves).tolist() == [searched_word_by_word(row, moves) for row in scores]


def test_a_word_that_seems_outside_stays_inside_where_the_next_cannot_begin() -> None:
    scores = np.zeros((1, 5, len(LINKED)), dtype=np.float32)
    inside = LINKED.index("I-content")
    scores[0, 0, inside - 1], scores[0, 1:, inside] = 9.0, 9.0
    scores[0, 2, 0] = 14.0
    scores[0, 3, inside - 1] = -9.0
    assert best_paths(scores, MOVES)[0].tolist() == [inside - 1] + [inside] * 4
