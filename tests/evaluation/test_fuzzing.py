import json

import pytest

from evaluation import fuzzing


def test_a_finding_is_kept_once_with_its_shortest_input(tmp_path):
    (tmp_path / "findings").mkdir()
    for data in (b"long", b"no", b"longer"):
        fuzzing._note(tmp_path, "csv", data, "KeyError from x.py, f", "Traceback")
    (found,) = fuzzing._findings(tmp_path)
    assert (found["times"], found["length"], found["parser"]) == (3, 2, "csv")
    assert [path.read_bytes() for path in (tmp_path / "findings").glob("*.input")] == [b"no"]


def test_a_run_is_counted_taken_up_again_and_recorded(tmp_path, monkeypatch, capsys):
    pytest.importorskip("atheris")
    monkeypatch.setattr(fuzzing, "SLICE", 200)
    for goal in (150, 150, 390):
        fuzzing.run(tmp_path, {"opml": goal})
    state = json.loads((tmp_path / "state.json").read_text())["opml"]
    assert state["slices"] == 2
    assert state["inputs"] >= 400
    assert state["errors"] > 0
    fuzzing.show(tmp_path)
    assert "opml" in capsys.readouterr().out
    fuzzing.record(tmp_path, tmp_path / "figures.json")
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert figures["inputs"] == state["inputs"]
    assert figures["findings"] == []


def test_what_ended_the_fuzzer_counts_only_where_it_does_so_again(tmp_path):
    for folder in ("artifacts", "findings"):
        (tmp_path / folder).mkdir()
    (tmp_path / "artifacts" / "text-timeout-1").write_bytes(b"He said so.")
    fuzzing._check_artifacts(tmp_path)
    assert fuzzing._findings(tmp_path) == []
    assert [path.suffix for path in (tmp_path / "artifacts").iterdir()] == [".checked"]
