import io
import json
import sys

import pytest
from rich.console import Console
from typer.testing import CliRunner

from accordingto.cli import read as command
from accordingto.cli.app import app
from accordingto.cli.present import print_reading
from accordingto.cli.terminal import plain
from accordingto.errors import LedgerError
from accordingto.records import (
    Claim,
    Document,
    Provenance,
    Reading,
    Source,
    Time,
    Unattributed,
    Verification,
    spans,
)

REPORT = "Ada Brandt said the bridge was closed. The council had not been told, the Gazette quoted clerks as saying."


def reading_of(document):
    text = document.text
    sources = (
        Source("S1", "Ada Brandt", "person", named=True, role="harbour master"),
        Source("S2", "clerks", "officials", named=False),
        Source("S3", "Gazette", "outlet", named=True),
    )

    def at(words):
        return spans([(text.find(words), text.find(words) + len(words))]) if words in text else spans([(0, 1)])

    claims = (
        Claim("C1", "S1", at("Ada Brandt"), at("said"), at("the bridge was closed"), "indirect", 0.934),
        Claim(
            "C2", "S2", at("clerks"), at("quoted"), at("The council had not been told"), "mixed", 0.5, via=("S3", "S1"),
            parent="C1", act="deny", said=Time("2022-03-06", "2022-03-06", ()),
            verification=(Verification("unverified", "S3", at("told")),),
        ),
        Claim("C3", None, at("Gazette"), at("saying"), spans([(0, 10), (15, 21)]), "direct", 0.25),
    )  # fmt: skip
    unattributed = (
        Unattributed(at("council"), "two are equally likely", "C3"),
        Unattributed(at("quoted clerks"), "a quotation without a source"),
    )
    notes = () if document.published else ("The report has no publication date: days stay unresolved.",)
    return Reading(document, sources, claims, Provenance("1", "m"), unattributed=unattributed, notes=notes)


class FakeReader:
    def __init__(self):
        self.opened = []

    def __call__(self, model, threads):
        self.opened.append((model, threads))
        return self

    def read_many(self, documents):
        for document in documents:
            if "Ctrl-C" in document.text:
                raise KeyboardInterrupt
            yield reading_of(document)


class FakeLedger:
    def __init__(self, fails=False):
        self.kept, self.closed, self.fails = [], False, fails

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.closed = True

    def add(self, reading, originals=None):
        if self.fails:
            raise LedgerError("ledger.db: the disk is full.")
        new = reading.document.id not in self.kept
        self.kept.append(reading.document.id)
        return new


@pytest.fixture
def reader(monkeypatch):
    fake = FakeReader()
    monkeypatch.setattr(command, "open_reader", fake)
    return fake


@pytest.fixture
def run(reader):
    def invoke(*arguments, given=None):
        return CliRunner().invoke(app, ["read", *map(str, arguments)], input=given)

    return invoke


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(REPORT)
    return path


def printed(reading, width=100):
    console = Console(file=io.StringIO(), width=width, markup=False, emoji=False, highlight=False)
    print_reading(console, reading)
    return console.file.getvalue()


def test_print_for_people_is_exactly_this():
    document = Document(REPORT, path="a.txt", title="Bridge closed", publisher="Lunna Gazette", published="2022-03-11")
    assert (
        printed(reading_of(document))
        == """\
Bridge closed
Lunna Gazette · 2022-03-11 · a.txt

  Ada Brandt, harbour master (person)
  said · act not told · indirect · 93% sure · C1
  │ the bridge was closed

      clerks (officials, unnamed) ← Ada Brandt ← Gazette  [NOT VERIFIED by Gazette]
      quoted · deny · mixed quotation · said Sun 2022-03-06 · 50% sure · C2
      │ The council had not been told
        not verified: told

  Source unknown: Gazette (two are equally likely)
  saying · act not told · direct quotation · 25% sure · C3
  │ Ada Brandt … the b

  Not attributed
    quoted clerks (a quotation without a source)

"""
    )


def test_missing_date_is_said_once():
    lines = printed(reading_of(Document(REPORT))).splitlines()
    assert lines[:3] == ["standard input", "no publication date given: days will stay unresolved", ""]


def test_long_words_are_wrapped_under_their_indent():
    document = Document("x", published="2022-03-11")
    words = "said that " * 40
    claim = Claim("C1", None, (), (), spans([(0, len(words))]), "indirect", 1.0)
    reading = Reading(Document(words, published=document.published), (), (claim,), Provenance("1", "m"))
    lines = printed(reading, width=60).splitlines()
    assert all(len(line) <= 60 and line == line.rstrip() for line in lines)
    assert sum(line.startswith(("  │ said", "  │ that")) for line in lines) > 5


def test_parents_in_a_circle_are_printed_once():
    claims = tuple(
        Claim(number, None, (), (), spans([(0, 3)]), "indirect", 0.5, parent=parent)
        for number, parent in (("C1", "C2"), ("C2", "C1"), ("C3", "C9"))
    )
    assert printed(Reading(Document("abc"), (), claims, Provenance("1", "m"))).count("│ abc") == 3


@pytest.mark.parametrize(
    ("words", "safe"),
    [
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("a\x1b]0;title\x07b\x1b]8;;http://x\x1b\\c", "abc"),
        ("a\x9b2Jb\x00\x08\x85c", "ab c"),
        ("one\r\ntwo\u2028 three\u00a0four", "one two three four"),
        ("\u202eevil\u202c", "evil"),
        ("[bold]:smile:[/bold]", "[bold]:smile:[/bold]"),
        ("قال الوزير", "قال الوزير"),
        ("\x1b]unclosed", "]unclosed"),
    ],
)
def test_words_of_reports_cannot_steer_the_terminal(words, safe):
    assert plain(words) == safe
    assert safe in printed(Reading(Document("x", title=words), (), (), Provenance("1", "m")))


def test_text_output_ends_with_a_closing_line(run, report, tmp_path):
    result = run(report, tmp_path / "none.txt", report)
    assert result.exit_code == 1
    assert result.stdout.endswith("\n2 reports, 6 claims, 6 sources, 4 not attributed, 1 report could not be read.\n")
    assert result.stderr == f"{tmp_path / 'none.txt'}: no such file. Check the path.\n"


def test_json_is_all_there_is_on_standard_output(run, report, tmp_path):
    lines = tmp_path / "all.jsonl"
    lines.write_text('{"text": "One said so."}\nbroken\n{"text": "Two said so.", "published": "soon"}\n')
    result = run(report, lines, "--format", "json", "--publisher", "P", "--title", "T", "--url", "u")
    readings = [Reading.from_dict(json.loads(line)) for line in result.stdout.splitlines()]
    assert [r.text for r in readings] == [REPORT, "One said so.", "Two said so."]
    assert {(r.document.publisher, r.document.title, r.document.url) for r in readings} == {("P", "T", "u")}
    assert "all.jsonl, line 2: " in result.stderr
    assert "“soon” is no ISO date" in result.stderr
    assert result.exit_code == 1


def test_standard_input_and_published(run):
    result = run("-", "--format", "json", "--published", "2022-03-11T18:30", given=REPORT)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["document"]["published"] == "2022-03-11T18:30:00"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("a.txt", "--published", "3/11/2022"),
        ("a.txt", "--published", ""),
        ("a.txt", "--max-size", "much"),
        ("a.txt", "--max-size", "0"),
        ("a.txt", "--threads", "0"),
        ("a.txt", "--format", "xml"),
        ("a.txt", "--no-such-option"),
    ],
)
def test_wrong_usage(run, reader, arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr
    assert reader.opened == []


@pytest.mark.parametrize(
    ("given", "wanted"),
    [("10MB", 10_000_000), ("1.5 mb", 1_500_000), ("500k", 500_000), ("1GB", 10**9), ("20000", 20_000), ("7B", 7)],
)
def test_sizes(given, wanted):
    assert command.size_in_characters(given) == wanted


def test_max_size(run, report):
    result = run(report, "--max-size", "50")
    assert result.exit_code == 1
    assert "--max-size" in result.stderr
    assert run(report, "--max-size", "1KB").exit_code == 0


def test_model_is_loaded_once_and_only_where_there_is_something_to_read(run, reader, report, tmp_path):
    assert run(tmp_path / "none.txt").exit_code == 1
    assert reader.opened == []
    run(report, report, "--threads", "2", "--model", tmp_path)
    assert reader.opened == [(tmp_path, 2)]


def test_ledger_keeps_each_reading(run, report, monkeypatch):
    ledger = FakeLedger()
    monkeypatch.setattr(command, "open_ledger", lambda path: ledger)
    result = run(report, report, "--ledger", "ledger.db")
    assert result.exit_code == 0
    assert len(ledger.kept) == 2
    assert ledger.closed
    assert "1 added to ledger.db, 1 already there." in result.stdout


def test_ctrl_c_keeps_what_was_read(run, report, tmp_path, monkeypatch):
    ledger = FakeLedger()
    monkeypatch.setattr(command, "open_ledger", lambda path: ledger)
    (tmp_path / "b.txt").write_text("Ctrl-C")
    result = run(report, tmp_path / "b.txt", report, "--format", "json", "--ledger", "ledger.db")
    assert result.exit_code == 130
    assert len(result.stdout.splitlines()) == len(ledger.kept) == 1
    assert ledger.closed
    assert result.stderr.startswith("Stopped. 1 report, ")


def test_ledger_that_fails_ends_the_run(run, report, monkeypatch):
    monkeypatch.setattr(command, "open_ledger", lambda path: FakeLedger(fails=True))
    result = run(report, "--ledger", "ledger.db")
    assert isinstance(result.exception, LedgerError)  # which main() puts in words


def test_standard_error_shows_progress_only_to_someone_watching(run, report, monkeypatch):
    class Watched(io.StringIO):
        def isatty(self):
            return True

    watched = Watched()
    monkeypatch.setattr(sys, "stderr", watched)
    with command._progress([str(report), str(report)]) as (say, step):
        say("a\x1b[31m message")
        step(reading_of(Document(REPORT)))
    assert "a message" in watched.getvalue()
    assert "reports" in watched.getvalue()
    watched.truncate(0)
    with command._progress([str(report)]) as (say, step):
        step(reading_of(Document(REPORT)))
    assert "reports" not in watched.getvalue()
