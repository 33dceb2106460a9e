"""The scorer of whole rows: what counts as found, right, wrong, spurious; all texts invented."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from evaluation import gold
from evaluation.annotation import convert, find_words, main
from evaluation.matching import pair_rows, same_name, same_party
from evaluation.rows import tally

TEXT = "Ana Lund said on Monday that 40 boats had sunk. Bo Berg denied this, calling it a lie."
REPORT = {"report": "x1", "text": TEXT, "published": "2030-03-13", "title": "Boats", "url": None}
ROWS: dict[str, Any] = {
    "report": "x1",
    "topic": "disasters",
    "sources": {
        "A": {"name": "Ana Lund", "also": ["Lund"], "kind": "person", "named": True, "role": None, "country": None},
        "B": {"name": "Bo Berg", "also": ["Berg"], "kind": "person", "named": True},
    },
    "rows": [
        {"label": "1", "at": "Ana Lund said", "source": "A", "source_words": ["Ana Lund"], "cue": ["said"],
         "content": ["that 40 boats ... sunk"], "act": "assert",
         "said": {"start": "2030-03-11", "end": "2030-03-11", "words": ["on Monday"]},
         "quantities": [{"minimum": 40, "maximum": 40, "unit": "boats", "words": "40 boats"}]},
        {"label": "2", "at": "Bo Berg denied", "source": "B", "source_words": ["Bo Berg"], "cue": ["denied"],
         "content": ["this"], "act": "deny", "refers_to": "1"},
        {"label": "3", "at": "Bo Berg denied", "source": "B", "cue": ["calling"], "content": ["it a lie"],
         "act": "assert", "optional": True},
    ],
    "links": [{"kind": "contradicts", "rows": ["1", "2"], "why": "denied"}],
}  # fmt: skip


@pytest.fixture
def reading() -> dict[str, Any]:
    made, faults = convert(ROWS, REPORT)
    assert faults == []
    return made


def scored(reading: dict[str, Any], predicted: dict[str, Any]) -> dict[str, float]:
    return gold.figures(tally([(reading, predicted)]))


def test_the_gold_itself_is_wholly_right(reading: dict[str, Any]) -> None:
    figures = scored(reading, copy.deepcopy(reading))
    assert figures["rows wholly right"] == figures["rows found"] == figures["source name right"] == 100.0
    assert figures["spurious or twice"] == figures["source wrong"] == 0.0
    assert figures["said, recall"] == figures["contradicts, precision"] == figures["quantities, precision"] == 100.0


def test_optional_rows_are_neither_missed_nor_spurious(reading: dict[str, Any]) -> None:
    less = copy.deepcopy(reading)
    less["claims"].pop()
    figures = scored(reading, less)
    assert (figures["rows found"], figures["spurious or twice"]) == (100.0, 0.0)


@pytest.mark.parametrize(
    ("cell", "value", "figure", "wanted"),
    [
        ("act", "deny", "act", 50.0),
        ("said", None, "said, recall", 0.0),
        ("source", None, "source abstained", 50.0),
        ("source", "S2", "source wrong", 50.0),
        ("quantities", [], "quantities, recall", 0.0),
        ("content_spans", [[0, 3]], "rows found", 50.0),
        ("content_spans", [[0, 3]], "spurious or twice", 100 / 3),
        ("via", ["S2"], "rows wholly right", 50.0),
        ("refers_to", "C2", "rows wholly right", 50.0),
        ("verification", [{"status": "disputed", "by": None, "spans": [[0, 4]]}], "rows wholly right", 50.0),
    ],
)
def test_each_fault_is_counted(reading: dict[str, Any], cell: str, value: object, figure: str, wanted: float) -> None:
    changed = copy.deepcopy(reading)
    changed["claims"][0][cell] = value
    assert scored(reading, changed)[figure] == pytest.approx(wanted)


def test_a_claim_found_twice_is_spurious(reading: dict[str, Any]) -> None:
    twice = copy.deepcopy(reading)
    twice["claims"].append(copy.deepcopy(twice["claims"][0]) | {"id": "C9"})
    assert scored(reading, twice)["spurious or twice"] == 25.0


def test_other_texts_are_refused(reading: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="texts differ"):
        tally([(reading, reading | {"text": TEXT + " "})])


def test_rows_are_paired_one_to_one_best_first() -> None:
    row = {"cue_spans": [[0, 2]], "content_spans": [[3, 13]]}
    near = {"cue_spans": [[0, 2]], "content_spans": [[3, 12]]}
    assert pair_rows([row], [near, row]) == [(0, 1)]
    assert pair_rows([row], [{"cue_spans": [[5, 6]], "content_spans": [[3, 13]]}]) == [], "another cue"
    assert pair_rows([row], [{"cue_spans": [[0, 2]], "content_spans": [[3, 7]]}]) == [], "less than half"


@pytest.mark.parametrize(
    ("gold_name", "named", "also", "given", "right", "party"),
    [
        ("Ana Lund", True, ["Lund"], "ana lund", True, True),
        ("Ana Lund", True, ["Lund"], "Lund", False, True),
        ("Ana Lund", True, ["Lund"], "Bo Berg", False, False),
        ("Ministry of Defence", True, [], "Norland’s Ministry of Defence", True, True),
        ("World Boat Council", True, ["WBC"], "World Boat Council (WBC)", True, True),
        ("senior harbour official", False, [], "senior official", True, True),
        ("senior harbour official", False, [], "fisherman", False, False),
    ],
)
def test_names(gold_name: str, named: bool, also: list[str], given: str, right: bool, party: bool) -> None:
    source = {"name": gold_name, "named": named}
    assert same_name(source, also, given) is right
    assert same_party(source, also, given) is party


@pytest.mark.parametrize(
    ("words", "near", "wanted"),
    [("this", 0, (63, 67)), ("that 40 ... sunk", 0, (24, 46)), ("he", 0, None), ("on", 0, (14, 16))],
)
def test_words_are_found_whole(words: str, near: int, wanted: tuple[int, int] | None) -> None:
    assert find_words(TEXT, words, near) == wanted


def test_the_checker_names_what_is_wrong(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    bad = copy.deepcopy(ROWS)
    bad["rows"][0] |= {"content": ["no such words"], "act": "shout"}
    bad["rows"][1]["refers_to"] = "9"
    (tmp_path / "texts.jsonl").write_text(json.dumps(REPORT) + "\n")
    for name, data in (("good.json", ROWS), ("bad.json", bad)):
        (tmp_path / name).write_text(json.dumps(data))
    out = tmp_path / "gold.jsonl"
    assert main([str(tmp_path / "texts.jsonl"), str(tmp_path / "bad.json"), "--out", str(out)]) == 1
    told = capsys.readouterr().out
    assert "'no such words' is not in the text" in told
    assert "act 'shout'" in told
    assert "refers_to '9' is not declared" in told
    assert not out.exists()
    assert main([str(tmp_path / "texts.jsonl"), str(tmp_path / "good.json"), "--out", str(out)]) == 0
    assert json.loads(out.read_text())["annotation"]["optional"] == ["C3"]
