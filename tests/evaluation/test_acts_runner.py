from __future__ import annotations

from pathlib import Path

import pytest
from claims.marked import cue_in

from evaluation.acts import corpus_cues, coverage


def test_cues_are_counted_by_what_the_lexicon_says() -> None:
    cues = [
        cue_in("He [said] so."),
        cue_in("He [denied] it."),
        cue_in("He did not [deny] it."),
        cue_in("It [seems] cold."),
        cue_in("He [flummoxled] it."),
    ]
    found = coverage(cues)
    assert found.acts == {"assert": 1, "deny": 1, "negated": 1, "no act": 1, "unknown": 1}
    assert found.unknown == {"flummoxled": 1}
    assert found.known == pytest.approx(0.8)
    assert coverage([]).known == 0.0


def test_cues_are_read_from_standoff_files(tmp_path: Path) -> None:
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "pier.txt").write_text("Lund denied it.", encoding="utf-8")
    (tmp_path / "attributions" / "pier_1.ann").write_text(
        "T1\tSource 0 4\tLund\nT2\tCue 5 11\tdenied\nT3\tContent 12 14\tit\nT4\tAttribution 5 11\tdenied\n"
        "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n",
        encoding="utf-8",
    )
    assert [cue.lemma for cue in corpus_cues(tmp_path)] == ["deny"]
