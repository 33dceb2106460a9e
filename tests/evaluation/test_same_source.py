from __future__ import annotations

import json
from pathlib import Path

import pytest

from accordingto.linking.entities.party import Party
from evaluation.same_source import b_cubed, main, measure, pairwise, read_meantime


def party(report: int, name: str) -> Party:
    return Party(f"r{report}", name, name, "person", True)


def test_pairs_and_b_cubed_are_counted_by_hand() -> None:
    a, b, c, d = party(1, "A"), party(2, "A"), party(3, "A"), party(4, "B")
    gold = {a: "x", b: "x", c: "y", d: "y"}
    found = {a: "1", b: "1", c: "1", d: "2"}
    row = pairwise(gold, lambda one, two: found[one] == found[two])
    assert (row["precision"], row["recall"]) == pytest.approx((100 / 3, 50))
    cubed = b_cubed(gold, found)
    # a, b: 2/3 each, c: 1/3, d: 1; recall a, b: 1, c, d: 1/2
    assert (cubed["precision"], cubed["recall"]) == pytest.approx((100 * (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4, 75))


def test_pairs_within_a_report_do_not_count() -> None:
    gold = {party(1, "A"): "x", party(1, "B"): "x"}
    assert pairwise(gold, lambda one, two: False)["recall"] == 100.0


def test_sources_are_built_from_mentions_with_their_instance(tmp_path: Path) -> None:
    def mention(report: str, chain: str, words: str, kind: str = "PER", tag: str = "PROPN") -> dict[str, str]:
        return {
            "doc_id": report,
            "coref_chain": chain,
            "tokens_str": words,
            "mention_type": kind,
            "mention_head_pos": tag,
        }

    rows = [
        mention("r1", "cross_PER1", "Minister Dario Lenk"), mention("r1", "cross_PER1", "Lenk"),
        mention("r1", "cross_PER1", "he", tag="PRON"), mention("r2", "cross_intra_PER1", "Dario Lenk"),
        mention("r2", "cross_LOC2", "the Strait", "LOC"), mention("r2", "cross_FIN3", "Nikkei", "FIN"),
        mention("r2", "cross_PER4", "Hartwin CEO"),
    ]  # fmt: skip
    path = tmp_path / "mentions.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    gold = read_meantime(path)
    assert {(p.report, p.name, p.role, instance) for p, instance in gold.items()} == {
        ("r1", "Dario Lenk", "Minister", "PER1"), ("r2", "Dario Lenk", None, "PER1"), ("r2", "Strait", None, "LOC2"),
    }  # fmt: skip
    assert measure(gold)["pairs, clustered"]["recall"] == 100.0
    assert ("r1", "Lenk") in {(p.report, p.name) for p in read_meantime(path, spellings=True)}


@pytest.mark.shared
def test_the_floors_on_meantime() -> None:
    from evaluation.same_source import MEANTIME
    from evaluation.shared import AbsentError, shared

    try:
        path = shared(MEANTIME)
    except AbsentError as absent:
        pytest.skip(str(absent))
    row = measure(read_meantime(path))["pairs, clustered"]
    assert row["precision"] >= 98
    assert row["recall"] >= 90


def test_it_says_so_where_the_corpus_is_absent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(
        "evaluation.same_source.shared", lambda part: __import__("evaluation.shared").shared.shared(part, tmp_path)
    )
    assert main([]) == 0
    assert capsys.readouterr().out.startswith("skipped")
