from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from evaluation import contradictions
from evaluation.contradictions import Judged, breaking_nli, errors, half_of, judged, pairs, precision_recall, report


def claim(content: str, source: str, published: str, act: str = "assert") -> dict[str, Any]:
    return {
        "report": {"title": "Dam of Ostrany bursts", "publisher": "Courier", "published": published},
        "source": source, "act": act, "cue": "said", "content": content, "said": None,
        "sentence": f"{source} said {content}.",
    }  # fmt: skip


def written(folder: Path, *rows: tuple[str, dict[str, Any], dict[str, Any]]) -> Path:
    path = folder / "pairs.jsonl"
    lines = [json.dumps({"id": f"P{n}", "relation": r, "a": a, "b": b}) for n, (r, a, b) in enumerate(rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_pairs_are_judged_with_who_said_them_and_when(tmp_path: Path) -> None:
    burst, held = "the dam above Ostrany had burst", "the dam above Ostrany had not burst"
    path = written(
        tmp_path,
        ("contradict", claim(burst, "Lund", "2030-03-15"), claim(held, "Moreau", "2030-03-15")),
        ("reverse", claim(burst, "Lund", "2030-03-15"), claim(held, "Lund", "2030-03-18")),
        ("unrelated", claim(burst, "Lund", "2030-03-15"), claim("wheat prices rose", "Moreau", "2030-03-15")),
        ("agree", claim(burst, "Lund", "2030-03-15"), claim("“it”", "Moreau", "2030-03-15")),
    )
    results = [judged(case) for case in pairs(path)]
    assert [r.said for r in results] == ["contradict", "reverse", None, None]
    assert results[0].case.meet and not results[2].case.meet
    assert precision_recall(results, ("contradict", "reverse"), 0.0) == (2, 2, 2)
    assert precision_recall(results, ("contradict", "reverse"), 1.01) == (0, 0, 2)
    lines = list(report(results))
    assert "agree: precision     –, recall   0.0 (0 of 0 found, 1 true)" in lines
    assert "related pairs with a key in common:  66.7 % (2 of 3)" in lines
    assert [line.split()[:5] for line in errors(results)] == [["P3", "agree", "taken", "for", "None"]]


def test_a_number_of_a_later_day_updates(tmp_path: Path) -> None:
    told = [f"{n} people were killed in the flood at Ostrany" for n in (12, 30)]
    path = written(
        tmp_path,
        ("update", claim(told[0], "Lund", "2030-03-15"), claim(told[1], "Moreau", "2030-03-16")),
        ("contradict", claim(told[0], "Lund", "2030-03-15"), claim(told[1], "Moreau", "2030-03-15")),
    )
    assert [judged(case).said for case in pairs(path)] == ["update", "contradict"]


def test_halves_are_drawn_by_number_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    red = "A man in a red coat sits near the harbour."
    rows = [
        {"sentence1": red, "sentence2": red.replace("red", colour), "gold_label": "contradiction", "category": "colors",
         "pairID": number}
        for number, colour in enumerate(("blue", "green", "white", "black", "brown", "pink"))
    ]  # fmt: skip
    path = tmp_path / "nli.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("data/dataset.jsonl", "\n".join(map(json.dumps, rows)))
    monkeypatch.setattr(contradictions, "shared", lambda part: path)
    halves = [[case.id for case in breaking_nli(half)] for half in ("development", "scored")]
    assert sorted(halves[0] + halves[1]) == [str(n) for n in range(6)]
    assert halves[0] == [str(n) for n in range(6) if half_of(n) == "development"]
    results: list[Judged] = [judged(case) for half in ("development", "scored") for case in breaking_nli(half)]
    assert {r.said for r in results} == {"contradict"}
