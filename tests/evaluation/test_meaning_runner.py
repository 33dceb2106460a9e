from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.meaning import (
    Sentence,
    agreement,
    area,
    bags,
    cosines,
    events,
    gain,
    rank_correlation,
    ranks,
    read_events,
    sentences_of,
    usefulness,
)

SENTENCES = [
    Sentence("1_1", "The dam at Ostrany broke.", frozenset({"break"})),
    Sentence("1_1", "Rain fell.", frozenset({"rain"})),
    Sentence("1_2", "Ostrany: the dam broke.", frozenset({"break", "say"})),
    Sentence("1_3", "A minister resigned.", frozenset({"resign"})),
    Sentence("1_3", "Silence.", frozenset()),
    Sentence("12_1", "The dam broke.", frozenset({"break"})),
]


def test_pairs_are_of_two_documents_of_one_topic_and_have_events() -> None:
    found = events(SENTENCES)
    assert list(zip(found.low, found.high, strict=True)) == [(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    assert found.right.tolist() == [True, False, False, False, False]
    assert np.argwhere(found.sought).tolist() == [[0, 2], [2, 0]]
    assert not found.apart[0, 1] and found.apart[0, 5]


def test_area_is_the_chance_that_a_right_pair_stands_above_a_wrong_one() -> None:
    right = np.array([True, True, False, False])
    assert area(np.array([4, 3, 2, 1], np.float32), right) == 1.0
    assert area(np.array([4, 1, 3, 2], np.float32), right) == 0.5
    assert area(np.ones(4, np.float32), right) == 0.5
    assert math.isnan(area(np.ones(4, np.float32), np.ones(4, bool)))


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30))
def test_equal_values_share_the_mean_of_their_ranks(values: list[int]) -> None:
    for value, rank in zip(values, ranks(np.array(values, np.float64)), strict=True):
        below, equal = sum(v < value for v in values), values.count(value)
        assert rank == below + (equal + 1) / 2


def test_rank_correlation_sees_only_order() -> None:
    first = np.array([0.1, 0.2, 0.3, 0.9], np.float32)
    assert rank_correlation(first, first**3) == pytest.approx(1.0)
    assert rank_correlation(first, -first) == pytest.approx(-1.0)


def test_rare_words_weigh_more() -> None:
    known = ["the dam", "the rain", "the sea", "the dam"]
    close = bags(["the dam", "the sky", "a dam"], known)
    assert close[0, 2] > close[0, 1]
    np.testing.assert_allclose(np.diag(close), 1.0, rtol=1e-6)


def test_a_perfect_and_a_worst_ranking() -> None:
    sought = events(SENTENCES)
    best = sought.sought.astype(np.float32)
    found = usefulness(best, best, sought)
    assert (found["AUC"], found["first"], found["in 20"]) == (1.0, 1.0, 1.0)
    worst = usefulness(-best, best, sought)
    assert (worst["AUC"], worst["first"]) == (0.0, 0.0)


def test_the_gain_over_words_is_averaged_over_topics() -> None:
    sought, topics = events(SENTENCES), [s.topic for s in SENTENCES]
    best = sought.sought.astype(np.float32)
    assert gain(best, -best, sought, topics) == (1.0, 1.0, 1.0)
    assert gain(best, best, sought, topics) == (0.0, 0.0, 0.0)


def test_who_repeats_the_teacher_agrees_with_it() -> None:
    vectors = np.random.default_rng(3).normal(size=(40, 8)).astype(np.float32)
    teacher = cosines(vectors)
    assert list(agreement(teacher, teacher).values()) == pytest.approx([1.0] * 4)
    against = agreement(-teacher, teacher)
    assert against["chance pairs"] == pytest.approx(-1.0)
    assert against["top 1"] == 0.0


def test_sentences_and_their_chains_are_read(tmp_path: Path) -> None:
    (tmp_path / "ECB_Dev_corpus.txt").write_text(
        "\n3_1\t0\t0\tDams\t-\n3_1\t0\t1\tbreak\tACT1\n\n3_1\t1\t0\tNo\t-\n", encoding="utf-8"
    )
    mentions = [{"doc_id": "3_1", "sent_id": 0, "coref_chain": "ACT1"}]
    (tmp_path / "ECB_Dev_Event_gold_mentions.json").write_text(json.dumps(mentions), encoding="utf-8")
    assert read_events(tmp_path, ["Dev"]) == [
        Sentence("3_1", "Dams break", frozenset({"ACT1"})),
        Sentence("3_1", "No", frozenset()),
    ]


def test_sentences_of_a_folder_are_each_told_once(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "a.txt").write_text(
        "The dam broke on Sunday. Rain.\nThe dam broke on Sunday.", encoding="utf-8"
    )
    (tmp_path / "text" / "b.txt").write_text("It was repaired on Monday.", encoding="utf-8")
    assert sentences_of(tmp_path) == ["The dam broke on Sunday.", "It was repaired on Monday."]
    assert sentences_of(tmp_path, 1) == ["The dam broke on Sunday."]
