from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from accordingto.cli.search import search
from accordingto.ledger import Ledger
from accordingto.records import Claim, Document, Provenance, Reading, Source, Span

# Invented for these tests.
TEXT = "Ana Berg said the dam, which is old, would hold."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    claim = Claim("C1", "S1", (Span(0, 8),), (Span(9, 13),), (Span(14, 21), Span(37, 47)), "indirect", 0.9, via=("S2",))
    sources = (Source("S1", "Ana Berg", "person", True), Source("S2", "=Wire", "outlet", True))
    reading = Reading(
        Document(TEXT, None, '-1+1"', "@home", "The Norrby Post", "2024-05-07", "en"), sources, (claim,),
        Provenance("0.1.0", "sha256:aa"),
    )  # fmt: skip
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(reading)
        evil = "\x1b[2J\x9b\u202e[bold]dike[/bold]"
        ledger.add(replace(reading, document=Document(TEXT[:14] + evil, published="2023"),
                           claims=(replace(claim, content_spans=(Span(14, 14 + len(evil)),)),)))  # fmt: skip
    return tmp_path / "ledger.db"


def run(path: Path, *arguments: str) -> tuple[int, str, str]:
    app = typer.Typer()
    app.command()(search)
    result = CliRunner().invoke(app, [str(path), *arguments], env={"COLUMNS": "400", "FORCE_COLOR": None})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout_bytes.decode(), result.stderr


def test_a_table(path: Path) -> None:
    code, out, err = run(path, "dam", "--source", "berg")
    assert (code, err) == (0, "")
    assert out.splitlines()[1].split("  ")[0] == "1/C1"
    assert "Ana Berg (via =Wire)" in out
    assert "the dam … would hold" in out


def test_json_is_one_object_a_line_with_words_beside_spans(path: Path) -> None:
    code, out, _ = run(path, "--source", "BERG", "--format", "json")
    first, second = (json.loads(text) for text in out.splitlines())
    assert code == 0
    assert [TEXT[start:end] for start, end in first["content_spans"]] == first["content"].split(" … ")
    assert (first["source"], first["via"], first["confidence"]) == ("Ana Berg", ["=Wire"], 0.9)
    assert second["content"] == "\x1b[2J\x9b\u202e[bold]dike[/bold]"
    assert not {"\x1b", "\x9b", "\u202e"} & set(out)


def test_csv_is_rfc_4180_and_no_formula(path: Path) -> None:
    code, out, _ = run(path, "dam", "--format", "csv")
    assert code == 0
    assert out.endswith("\r\n")
    assert '"\'-1+1"""' in out
    (row,) = csv.DictReader(io.StringIO(out, newline=""))
    assert (row["title"], row["via"], row["url"]) == ("'-1+1\"", "'=Wire", "'@home")
    assert (row["report"], row["claim"], row["parent"], row["confidence"]) == ("1", "C1", "", "0.9")


def test_untrusted_words_do_not_steer_the_terminal(path: Path) -> None:
    for form in ("table", "csv"):
        _, out, _ = run(path, "dike", "--format", form)
        assert "[bold]dike[/bold]" in out
        assert not {"\x1b", "\x9b", "\u202e"} & set(out)


def test_filters_and_limit(path: Path) -> None:
    assert run(path, "--since", "2024", "--format", "json")[1].count("\n") == 1
    assert run(path, "--until", "2023-12", "--publisher", "norrby")[1] == ""
    code, out, err = run(path, "--source", "Berg", "--limit", "1", "--format", "json")
    assert (code, out.count("\n")) == (0, 1)
    assert "--limit shows more" in err


@pytest.mark.parametrize(("form", "out"), [("table", ""), ("json", "")])
def test_nothing_found_is_fine_and_said(path: Path, form: str, out: str) -> None:
    code, printed, err = run(path, "unicorns", "--format", form)
    assert (code, printed) == (0, out)
    assert "Nothing found" in err


def test_nothing_found_as_csv_still_has_its_header(path: Path) -> None:
    assert run(path, "unicorns", "--format", "csv")[1].startswith("report,document,")


@pytest.mark.parametrize(
    "arguments", [[], [" "], ["dam", "--limit", "0"], ["dam", "--since", "May"], ["dam", "--format", "xml"]]
)
def test_wrong_usage(path: Path, arguments: list[str]) -> None:
    code, out, _ = run(path, *arguments)
    assert (code, out) == (2, "")


def test_a_ledger_problem(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a ledger at all")
    code, out, err = run(tmp_path / "notes.txt", "dam")
    assert (code, out) == (1, "")
    assert "not a SQLite database" in err


def test_help_has_examples(path: Path) -> None:
    assert 'accordingto search ledger.db "conscripts" --source Putin' in run(path, "--help")[1]
