from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from accordingto.cli import read
from accordingto.cli.app import app
from accordingto.ledger import Ledger
from accordingto.ledger.review import checks
from accordingto.ledger.review.change import Change, SourceChoice
from accordingto.records import Claim, Document, Provenance, Reading, Source, Span

TEXT = "Jane Doe said the dam broke. She warned of more."


def reading(tail: str = "", url: str = "https://post.example/1") -> Reading:
    source = Source("S1", "Jane Doe", "person", True, mentions=(Span(0, 8), Span(29, 32)))
    claims = (
        Claim("C1", "S1", (Span(0, 8),), (Span(9, 13),), (Span(14, 27),), "indirect", 0.9, act="assert"),
        Claim("C2", "S1", (Span(29, 32),), (Span(33, 39),), (Span(43, 47),), "indirect", 0.7, act="warn"),
    )
    return Reading(Document(TEXT + tail, title="Dam", url=url), (source,), claims, Provenance("1", "sha256:aa"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with two reports and three decisions."""
    file = tmp_path / "ledger.db"
    with Ledger.open(file) as ledger:
        ledger.add(reading())
        ledger.add(reading(" More.", "https://post.example/2"))
        with ledger.writing_connection() as connection:
            checks.accept(connection, 1, by="ann", revision=0, note="=seen")
            checks.correct(connection, 2, Change(act="predict", source=SourceChoice(name="Åsa")), by="bob", revision=0)
            checks.undo(connection, 1, by="ann", revision=1)
    return file


@pytest.fixture
def run(path: Path) -> Callable[..., tuple[int, str, str]]:
    def ran(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        command, *options = arguments
        result = CliRunner().invoke(app, [command, str(path), *options], input=typed, env={"COLUMNS": "200"})
        return result.exit_code, result.stdout, result.stderr

    return ran


Run = Callable[..., tuple[int, str, str]]


def test_the_log_tells_who_decided_what(run: Run) -> None:
    code, out, _ = run("log")
    assert code == 0
    lines = out.splitlines()
    assert lines[0].split() == ["No.", "When", "(UTC)", "By", "Decision", "From", "→", "to"]
    told = " ".join(out.split())
    assert "ann undo claim 1 (entry 1) state: accepted → unreviewed" in told
    assert "bob correct claim 2 state: unreviewed → corrected; " in told
    assert "act: warn → predict" in told and "source: Jane Doe, person → Åsa" in told
    assert "ann accept claim 1 state: unreviewed → accepted; note: =seen" in told
    assert told.index("undo") < told.index("correct") < told.index("accept claim 1")


def test_the_log_as_json_and_csv(run: Run) -> None:
    lines = [json.loads(line) for line in run("log", "--format", "json")[1].splitlines()]
    assert [line["id"] for line in lines] == [3, 2, 1]
    assert lines[1]["after"]["cells"]["act"] == "predict"
    assert [json.loads(line)["id"] for line in run("log", "--format", "json", "--claim", "2")[1].splitlines()] == [2]
    rows = list(csv.DictReader(io.StringIO(run("log", "--format", "csv", "--by", "ann")[1])))
    assert [(row["id"], row["action"], row["claim_id"]) for row in rows] == [("3", "undo", "1"), ("1", "accept", "1")]
    code, out, err = run("log", "--limit", "1")
    assert code == 0 and "undo" in out and "correct" not in out
    assert "newest 1 are shown" in err
    assert run("log", "--claim", "9")[2] == "Nothing was decided here yet.\n"


def test_a_whole_chain_is_told_and_a_broken_one_is_an_error(run: Run, path: Path) -> None:
    head = run("log", "--head")[1].strip()
    code, out, err = run("log", "--verify")
    assert (code, out) == (0, f"Whole: 3 entries. The last is {head}.\n")
    assert "--expect" in err
    assert run("log", "--verify", "--expect", head)[0] == 0
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM log WHERE id = 3")
    assert run("log", "--verify")[0] == 0
    code, _, err = run("log", "--verify", "--expect", head)
    assert code == 1 and "BROKEN at entry 3" in err
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE log SET by = 'mallory' WHERE id = 1")
    code, out, err = run("log", "--verify")
    assert (code, out) == (1, "") and "BROKEN at entry 1: it has been changed" in err
    assert run("log", "--expect", head)[0] == 2


def test_a_report_is_purged_for_good(run: Run, path: Path) -> None:
    assert run("purge", "--report", "2", "--why", "an order", typed="n\n")[0] == 1
    assert b"Doe" in path.read_bytes()
    code, _, err = run("purge", "--report", "2", "--why", "an order", "--by", "eve", "--yes")
    assert code == 0 and "Removed: report 2 with 2 claims." in err and "Backups" in err
    with Ledger.open(path) as ledger:
        assert [report.number for report in ledger.reports()] == [1]
    assert "an order" in run("log")[1]
    code, out, _ = run("log", "--verify")
    assert code == 0 and "Whole: 4 entries. The last" in out


def test_a_source_is_blacked_out_for_good(run: Run, path: Path) -> None:
    code, _, err = run("purge", "--source", "jane doe", "--why", "at risk", "--by", "eve", typed="y\n")
    assert code == 0 and "Blacked out in 2 reports, source of 4 claims." in err
    assert b"Doe" not in path.read_bytes()
    assert "████████ said: the dam broke" in run("show", "1")[1]
    assert "a purge emptied 3 of them" in run("log", "--verify")[1]
    assert "(removed by a purge)" in run("log")[1]


def test_what_is_refused_can_be_allowed_again(run: Run) -> None:
    run("purge", "--report", "1", "--why", "an order", "--yes")
    digest = reading().document.id
    code, _, err = run("purge", "--lift", digest, "--why", "a mistake")
    assert code == 0 and "may be added again" in err
    code, _, err = run("purge", "--lift", digest, "--why", "a mistake")
    assert code == 1 and "Nothing with the digest" in err


@pytest.mark.parametrize(
    "arguments",
    [(), ("--report", "1"), ("--report", "1", "--source", "x", "--why", "w"), ("--source", "x", "--why", " ")],
)
def test_a_purge_says_what_it_needs(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("purge", *arguments)[0] == 2


def test_what_is_not_there_is_not_purged(run: Run) -> None:
    code, _, err = run("purge", "--source", "Nobody", "--why", "w", "--yes")
    assert code == 1 and "no source 'Nobody'" in err
    assert run("purge", "--report", "9", "--why", "w", "--yes")[0] == 1


def test_a_judgement_on_sources_stands_in_the_log(run: Run) -> None:
    assert run("judge", "1/S1", "unsure", "2/S1", "--by", "eve")[0] == 0
    assert "unsure" in run("log", "--by", "eve")[1]


def test_a_purged_report_in_a_folder_is_refused_and_the_others_are_read(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("purge", "--report", "1", "--why", "an order", "--yes")

    class Reader:
        def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
            return (replace(reading(), document=document) for document in documents)

    monkeypatch.setattr(read, "open_reader", lambda model, threads: Reader())
    both = path.parent / "both.jsonl"
    urls = ("https://post.example/1", "https://post.example/3")
    both.write_text("".join(json.dumps({"text": TEXT, "url": url}) + "\n" for url in urls))
    result = CliRunner().invoke(app, ["read", str(both), "--ledger", str(path)])
    assert result.exit_code == 1
    assert "taken out of the ledger for good" in result.stderr
    with Ledger.open(path) as ledger:
        assert [report.url for report in ledger.reports()] == ["https://post.example/2", "https://post.example/3"]


def test_what_stands_in_a_redacted_report_is_told_in_words(run: Run) -> None:
    run("purge", "--source", "Jane Doe", "--why", "at risk", "--yes")
    assert "was redacted" in run("judge", "1/S1", "same", "2/S1")[2]
    code, _, err = run("origins", "1/C1")
    assert code == 1 and "was redacted" in err


def test_a_copy_beside_the_ledger_is_named(run: Run, path: Path) -> None:
    copy = path.with_name("ledger.db.before-0004")
    copy.write_bytes(b"")
    assert str(copy) in run("purge", "--report", "1", "--why", "an order", "--yes")[2].replace("\n", "")
