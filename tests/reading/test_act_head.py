from __future__ import annotations

from pathlib import Path

import numpy as np

from accordingto.reading.act_head import ActHead, open_act_head, save_act_head

ACTS = ("-", "deny", "urge")
WEIGHTS = np.array([[4, 0, 0], [0, 4, 0], [0, 0, 4], [0, 0, 0]], np.float32)
VECTORS = np.array([[9, 0, 0, 0], [0, 9, 0, 0], [0, 0, 9, 0], [1, 1, 1, 0]], np.float32)


def head(threshold: float) -> ActHead:
    return ActHead(ACTS, WEIGHTS, np.zeros(3, np.float32), threshold)


def test_chances_are_chances() -> None:
    chances = head(0.5).chances(VECTORS)
    assert chances.shape == (4, 3)
    np.testing.assert_allclose(chances.sum(axis=1), 1.0, rtol=1e-5)
    np.testing.assert_allclose(chances[3], 1 / 3, rtol=1e-5)


def test_it_keeps_silent_where_it_is_unsure_and_where_it_sees_no_act() -> None:
    none, deny, urge, unsure = head(0.5).judge(VECTORS)
    assert none is None
    assert unsure is None
    assert deny is not None
    assert urge is not None
    assert (deny[0], urge[0]) == ("deny", "urge")
    assert 0.9 < deny[1] <= 1.0
    assert head(1.1).judge(VECTORS) == [None] * 4


def test_the_scale_of_a_vector_does_not_matter() -> None:
    np.testing.assert_allclose(head(0.5).chances(VECTORS[:3]), head(0.5).chances(7 * VECTORS[:3] + 2), rtol=1e-4)


def test_nothing_to_judge() -> None:
    assert head(0.5).judge(np.zeros((0, 4), np.float32)) == []


def test_written_and_opened_again(tmp_path: Path) -> None:
    save_act_head(tmp_path / "acts.npz", ACTS, WEIGHTS, np.array([0.0, 0.5, 0.0], np.float32), 0.7)
    opened = open_act_head(tmp_path / "acts.npz")
    assert opened.acts == ACTS
    assert round(opened.threshold, 3) == 0.7
    np.testing.assert_array_equal(opened.weights, WEIGHTS)
    np.testing.assert_array_equal(opened.bias, [0.0, 0.5, 0.0])
