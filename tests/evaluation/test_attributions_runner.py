from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from evaluation import attributions

TEXT = "Ana said she left. He called it “a trap”.\n"


def reading(path: Path, text: str = TEXT) -> dict[str, Any]:
    claim = {"source_spans": [[0, 3]], "cue_spans": [[4, 8]], "content_spans": [[9, 17]], "confidence": 0.9}
    return {
        "document": {"path": str(path)},
        "text": text,
        "claims": [claim | {"parent": None}, claim | {"parent": "C1", "cue_spans": [[22, 28]]}],
    }


@pytest.fixture
def dev(tmp_path: Path) -> Path:
    (tmp_path / "text").mkdir()
    (tmp_path / "text/a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_only_claims_without_parent_are_scored(dev: Path) -> None:
    line = attributions.predicted(reading(dev / "text/a.txt"))
    assert line["id"] == "a"
    assert [a["cue"] for a in line["attributions"]] == [[[4, 8]]]
    assert attributions.count([line, line]) == 2


def test_another_text_than_the_files_is_refused(dev: Path) -> None:
    with pytest.raises(attributions.ReadError, match=r"a\.txt"):
        attributions.predicted(reading(dev / "text/a.txt", TEXT[1:]))


def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    script = tmp_path / "fake.py"
    script.write_text(body, encoding="utf-8")
    monkeypatch.setattr(attributions, "COMMAND", (sys.executable, str(script)))


def test_the_command_line_is_asked_for_json(dev: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = json.dumps(reading(dev / "text/a.txt"))
    command(dev, monkeypatch, f"import sys\nassert '--format json --model M' in ' '.join(sys.argv)\nprint({line!r})")
    assert [x["id"] for x in attributions.predict(dev, ["--model", "M"])] == ["a"]


def test_a_failing_command_line_is_an_error(dev: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command(dev, monkeypatch, "raise SystemExit(3)")
    with pytest.raises(attributions.ReadError, match="exit code 3"):
        attributions.predict(dev)


@pytest.mark.shared
def test_gold_against_itself_scores_100(dev: Path, shared: Path) -> None:
    (dev / "attributions").mkdir()
    (dev / "attributions/a_1.ann").write_text(
        "T1\tSource 0 3\tAna\nT2\tCue 4 8\tsaid\nT3\tContent 9 17\tshe left\n"
        "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n",
        encoding="utf-8",
    )
    lines = [attributions.predicted(reading(dev / "text/a.txt"))]
    scores = attributions.score(dev, lines, shared / "tools/score_attributions.py")
    assert [scores[figure]["f1"] for figure in attributions.FIGURES] == [100.0] * 5
    lines[0]["attributions"][0]["content"] = [[9, 12]]
    scores = attributions.score(dev, lines, shared / "tools/score_attributions.py")
    assert scores["full"]["f1"] == 0.0
    assert scores["span cue"]["f1"] == 100.0
