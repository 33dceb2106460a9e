import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest
import quick_reader
from quick_reader import QuickReader
from typer.testing import CliRunner

from accordingto.cli import watch as command
from accordingto.cli.app import app
from accordingto.errors import LedgerError
from accordingto.ledger import Ledger
from accordingto.ledger.review.purge import purge_report

REPORT = "Ada Brandt said that the bridge would stay closed until Friday, report {}."


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def ledger(tmp_path):
    return tmp_path / "ledger.db"


@pytest.fixture
def run(folder, ledger, monkeypatch):
    reader = QuickReader()
    monkeypatch.setattr(command, "open_reader", lambda model: reader)

    def invoke(*options, code=0):
        arguments = ["watch", str(folder), "--ledger", str(ledger), "--once", "--settle", "0s", *options]
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == code, result.output
        return result

    return invoke


def lines(*numbers):
    return "".join(json.dumps({"text": REPORT.format(n)}) + "\n" for n in numbers)


def texts(ledger):
    with Ledger.open(ledger) as opened:
        return sorted(opened.reading(report.number).text for report in opened.reports())


def test_files_are_read_and_marked(run, folder, ledger):
    (folder / "a.txt").write_text(REPORT.format(1))
    (folder / "b.jsonl").write_text(lines(2, 3))
    result = run()
    assert "2 files read, 3 reports added." in result.output
    assert texts(ledger) == [REPORT.format(n) for n in (1, 2, 3)]
    assert (folder / "b.jsonl.read").read_text().startswith("2 reports read, 2 added, 0 claims. 20")
    assert "0 files read, 0 reports added." in run().output


def test_files_are_read_and_moved(run, folder, ledger):
    (folder / "a.txt").write_text(REPORT.format(1))
    run("--done", str(folder / "done"))
    assert [path.name for path in folder.iterdir()] == ["done"]
    assert (folder / "done" / "a.txt").read_text() == REPORT.format(1)


def test_errors_beside_the_file_and_what_can_be_read_is_read(run, folder, ledger):
    (folder / "a.pdf").write_bytes(b"%PDF-1.7 broken")
    (folder / "b.jsonl").write_text(lines(2) + "not json\n")
    result = run("--done", str(folder / "done"), code=1)
    assert "2 files read, 1 report added, 2 files with errors." in result.output
    assert f"{folder / 'b.jsonl'}, line 2: " in (folder / "b.jsonl.error.txt").read_text()
    assert (folder / "a.pdf.error.txt").exists() and not (folder / "done").exists()
    (folder / "b.jsonl").write_text(lines(2))
    assert "1 file read, 0 reports added." in run("--done", str(folder / "done")).output
    assert not (folder / "b.jsonl.error.txt").exists() and (folder / "done" / "b.jsonl").exists()


def test_tables_with_a_mapping(run, folder, ledger):
    (folder / "a.csv").write_text(f"story,day\n{REPORT.format(1).replace(',', ';')},2030-03-11\n")
    run("--map", "text=story,published=day")
    with Ledger.open(ledger) as opened:
        assert [report.published for report in opened.reports()] == ["2030-03-11"]


def test_originals_are_kept_on_request(run, folder, ledger):
    from accordingto.ledger import originals

    (folder / "a.txt").write_text(REPORT.format(1))
    run("--keep-original")
    with Ledger.open(ledger) as opened, opened.reading_connection() as connection:
        digest = opened.reading(1).document.original
        assert originals.get(connection, digest) == REPORT.format(1).encode()
        assert originals.get(connection, "sha256:none") is None


def test_wrong_usage_in_words(run, tmp_path, ledger):
    result = CliRunner().invoke(app, ["watch", str(tmp_path / "none"), "--ledger", str(ledger)])
    assert result.exit_code == 1 and "there is no such folder" in result.stderr
    assert "either moved or marked" in run("--done", "x", "--mark", code=2).stderr


def test_a_ledger_that_fails_ends_it_in_words_and_the_file_stays_unmarked(run, folder, monkeypatch):
    class Full:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def add(self, reading, originals=None):
            raise LedgerError("ledger.db: the disk is full.")

    monkeypatch.setattr(command, "open_ledger", lambda path: Full())
    (folder / "a.txt").write_text(REPORT.format(1))
    assert "the disk is full" in run(code=1).stderr
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


def started(folder, ledger, *options, seconds=0.0):
    options = ("--ledger", str(ledger), "--settle", "0s", *options)
    return subprocess.Popen(
        [sys.executable, quick_reader.__file__, "watch", str(folder), *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"SECONDS": str(seconds)},
    )  # fmt: skip


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_what_arrives_while_it_watches_is_read_until_a_signal(folder, ledger, number, code):
    process = started(folder, ledger)
    assert process.stdout
    for n in range(3):
        (folder / f"{n}.tmp").write_text(REPORT.format(n))
        (folder / f"{n}.tmp").rename(folder / f"{n}.txt")
        assert f"{n}.txt: 1 report read, 1 added" in process.stdout.readline()
    process.send_signal(number)
    _, err = process.communicate(timeout=20)
    assert process.returncode == code and "Stopped. 3 files read, 3 reports added." in err
    assert "Traceback" not in err


def test_killed_at_any_moment_nothing_is_lost_or_doubled(folder, ledger):
    count = 40
    for n in range(count):
        (folder / f"{n}.txt").write_text(REPORT.format(n))
    dice = random.Random(7)
    kills = 0
    for _ in range(4):
        process = started(folder, ledger, "--done", str(folder / "done"), "--once", seconds=0.02)
        time.sleep(dice.uniform(0.4, 1.2))
        kills += process.poll() is None
        process.kill()
        process.communicate(timeout=20)
        moved = len(list((folder / "done").glob("*.txt")))
        assert moved <= (len(texts(ledger)) if ledger.exists() else 0)
    assert kills
    process = started(folder, ledger, "--done", str(folder / "done"), "--once")
    process.communicate(timeout=60)
    assert texts(ledger) == sorted(REPORT.format(n) for n in range(count))
    assert len(list((folder / "done").glob("*.txt"))) == count
    assert [path.name for path in folder.iterdir()] == ["done"]


def test_a_purged_report_is_refused_and_the_others_are_read(run, folder, ledger):
    (folder / "a.jsonl").write_text(lines(1))
    run()
    with Ledger.open(ledger) as opened, opened.writing_connection() as connection:
        purge_report(connection, 1, by="eve", why="an order")
    (folder / "b.jsonl").write_text(lines(2, 1, 3))
    result = run(code=1)
    assert "taken out of the ledger for good by eve" in result.output
    assert texts(ledger) == [REPORT.format(n) for n in (2, 3)]
