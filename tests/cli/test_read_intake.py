"""What `read` lets people say about intake: addresses, --no-claims, --map, --keep-original."""

import functools
import hashlib
import json

import pytest
from quick_reader import QuickReader
from typer.testing import CliRunner
from web_site import serving

from accordingto.cli import read as command
from accordingto.cli.app import app
from accordingto.cli.intake_options import mapped_fields, seconds
from accordingto.ingest.fetch import client
from accordingto.ledger import Ledger, originals
from accordingto.records import Document, Reading

REPORT = "Ada Brandt said that the bridge would stay closed until Friday, and that nobody had been told.\n"


class ManyReader(QuickReader):
    def read_many(self, documents):
        # Two are read ahead, as with several threads.
        ahead = []
        for document in documents:
            ahead.append(document)
            if len(ahead) > 2:
                yield self.read(ahead.pop(0))
        yield from map(self.read, ahead)


@pytest.fixture
def run(monkeypatch):
    def no_model(model, threads):
        raise AssertionError("the model was loaded")

    def invoke(*arguments, reader=None, code=0, given=None):
        monkeypatch.setattr(command, "open_reader", (lambda model, threads: reader) if reader else no_model)
        result = CliRunner().invoke(app, ["read", *map(str, arguments)], input=given)
        assert result.exit_code == code, result.output
        return result

    return invoke


@pytest.fixture
def site(monkeypatch):
    monkeypatch.setattr(client, "Fetcher", functools.partial(client.Fetcher, gap=0.0, sleep=lambda seconds: None))
    with serving() as site:
        yield site


def test_no_claims_prints_text_and_metadata_and_loads_no_model(run, tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    out = run(tmp_path / "a.txt", "--no-claims", "--title", "Bridge", "--published", "2030-03-11").stdout
    digest = hashlib.sha256(REPORT.encode()).hexdigest()
    about = f"path: {tmp_path / 'a.txt'}\npublished: 2030-03-11\nlanguage: en\noriginal: sha256:{digest}"
    assert out == f"Bridge\n{about}\n\n{REPORT}\n1 report.\n"


def test_no_claims_as_json_has_empty_lists_and_is_a_reading(run, tmp_path):
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"text": f"{REPORT}{n}"}) + "\n" for n in range(2)))
    lines = run(tmp_path / "a.jsonl", "--no-claims", "--format", "json").stdout.splitlines()
    data = [json.loads(line) for line in lines]
    assert [d["text"] for d in data] == [f"{REPORT}0", f"{REPORT}1"]
    for one in data:
        assert one["sources"] == one["claims"] == one["links"] == one["unattributed"] == []
        assert one["document"]["id"].startswith("sha256:") and one["document"]["language"] == "en"
        assert Reading.from_dict(one).document.text == one["text"]


def test_control_characters_of_a_text_do_not_reach_the_terminal(run):
    assert "\x1b" not in run("-", "--no-claims", given="\x1b[31m" + REPORT).stdout


def test_options_that_do_not_go_together_are_told_in_words(run, tmp_path):
    assert "A ledger keeps readings" in run("x", "--no-claims", "--ledger", tmp_path / "l.db", code=2).stderr
    assert "say which with --ledger" in run("x", "--keep-original", code=2).stderr
    assert "maps nothing" in run("x", "--map", "text", code=2).stderr
    assert not (tmp_path / "l.db").exists()


def test_an_address_is_read_by_option_from_this_machine(run, site):
    site["/a.txt"] = 200, {"Content-Type": "text/plain"}, REPORT.encode()
    data = json.loads(
        run(site.address("/a.txt"), "--no-claims", "--format", "json", "--allow-private-addresses").stdout
    )
    assert data["text"] == REPORT and data["document"]["url"] == data["document"]["path"] == site.address("/a.txt")
    assert data["document"]["captured"].endswith("+00:00")


def test_an_address_that_cannot_be_read_does_not_stop_the_others(run, site, tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    result = run(site.address("/a"), tmp_path / "a.txt", "https://me:pw@x.example/", "--no-claims", code=1)
    assert "private network" in result.stderr and "--allow-private-addresses" in result.stderr
    assert "user name or password" in result.stderr and "me:pw" not in result.stderr
    assert "1 report, 2 reports could not be read." in result.stdout
    assert not site.asked


def test_rules_and_pacing_are_shared_by_the_addresses_of_a_run(run, site):
    for n in range(3):
        site[f"/{n}"] = 200, {"Content-Type": "text/plain"}, REPORT.encode()
    run(*(site.address(f"/{n}") for n in range(3)), "--no-claims", "--allow-private-addresses")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/0", "/1", "/2"]


def test_columns_are_mapped(run, tmp_path):
    (tmp_path / "a.csv").write_text(f'day,story,head\n2030-03-11,"{REPORT.strip()}",Bridge\n')
    mapping = ("--map", "text=story, published=day", "--map", "title=head")
    data = json.loads(run(tmp_path / "a.csv", "--no-claims", "--format", "json", *mapping).stdout)
    assert (data["document"]["published"], data["document"]["title"]) == ("2030-03-11", "Bridge")
    assert data["text"] == REPORT.strip()


def test_originals_are_kept_with_their_reports(run, tmp_path):
    for n in range(6):
        (tmp_path / f"{n}.txt").write_text(f"{REPORT}{n}")
    (tmp_path / "3.txt").write_bytes(b"\0\0")  # one that cannot be read
    ledger = tmp_path / "ledger.db"
    reader = ManyReader()
    run(*(tmp_path / f"{n}.txt" for n in range(6)), "--ledger", ledger, "--keep-original", reader=reader, code=1)
    assert len(reader.read_documents) == 5
    with Ledger.open(ledger) as opened, opened.reading_connection() as connection:
        for document in reader.read_documents:
            assert originals.get(connection, document.original) == document.text.encode()


def test_originals_are_not_kept_unless_asked_for(run, tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    reader = ManyReader()
    run(tmp_path / "a.txt", "--ledger", tmp_path / "ledger.db", reader=reader)
    with Ledger.open(tmp_path / "ledger.db") as opened, opened.reading_connection() as connection:
        assert originals.get(connection, reader.read_documents[0].original) is None


def test_waiting_originals_are_dropped_once_a_later_report_is_stored(tmp_path):
    waiting = originals.Waiting()
    with Ledger.open(tmp_path / "ledger.db") as opened, opened.writing_connection() as connection:
        for digest in "abcab":
            waiting.keep(digest, digest.encode())
        waiting.put(connection, [Document("x", original="a")])
        assert list(waiting._bytes) == ["a", "b"]
        waiting.put(connection, [Document("x", original="a"), Document("y", original="b"), Document("z")])
        assert list(waiting._bytes) == ["b"]
        assert originals.get(connection, "a") == b"a" and originals.get(connection, "c") is None


def test_lengths_of_time():
    import typer

    assert [seconds(v, 0, "x") for v in ("90s", "10m", "1.5 hours", "2 days")] == [90, 600, 5400, 172_800]
    for wrong in ("", "10", "m", "-1m", "1y", "1e9d"):
        with pytest.raises(typer.BadParameter):
            seconds(wrong, 0, "x")
    with pytest.raises(typer.BadParameter):
        seconds("59s", 60, "x")


def test_mapped_fields():
    assert mapped_fields(["text=body,published=date", "url = link"]) == {
        "text": "body", "published": "date", "url": "link",
    }  # fmt: skip
    assert mapped_fields([]) == mapped_fields([""]) == {}
