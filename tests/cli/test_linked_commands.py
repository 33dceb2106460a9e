"""The commands over a linked ledger of invented reports (written for these tests, no model)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from accordingto.cli.app import app
from accordingto.ledger import Ledger
from accordingto.records import Claim, Document, Provenance, Reading, Source, Span, Time

EVIL = "<script>alert(1)</script>"


def report(outlet: str, day: str, *told: tuple[str, str, str, str | None], title: str = "The dam at Norrby") -> Reading:
    """A report in which each of `told` (source, cue, content, act) is a sentence."""
    text = ""
    sources: dict[str, Source] = {}
    claims = []
    for n, (who, cue, content, act) in enumerate(told, start=1):
        at = len(text)
        source = sources.setdefault(who, Source(f"S{len(sources) + 1}", who, "person", who[0].isupper()))
        spans = [Span(at, at + len(who))]
        spans.append(Span(spans[0].end + 1, spans[0].end + 1 + len(cue)))
        spans.append(Span(spans[1].end + 1, spans[1].end + 1 + len(content)))
        text += f"{who} {cue} {content}. It rained over {outlet} and the {n} lower valleys all day.\n\n"
        said = Time(day, day, ())
        claims.append(
            Claim(f"C{n}", source.id, (spans[0],), (spans[1],), (spans[2],), "indirect", 0.9, act=act, said=said)
        )
    document = Document(text, None, title, f"https://{outlet}.example/{day}", outlet, day, "en")
    return Reading(document, tuple(sources.values()), tuple(claims), Provenance("0", "sha256:none"))


FLOOD = ("Ana Berg", "said", "that engineers opened the spillway gates at the Norrby dam", "assert")
REPORTS = (
    report("Post", "2024-05-07", FLOOD, ("an engineer", "said", f"that the turbines {EVIL} stood still", "assert")),
    report(
        "Courier", "2024-05-08", FLOOD, ("Tom Lind", "said", "that the Norrby council met twice in spring", "assert")
    ),
    report(
        "Herald",
        "2024-05-09",
        ("Ana Berg", "denied", "that engineers opened the spillway gates at the Norrby dam", "deny"),
    ),
    report(
        "Tribune",
        "2024-05-09",
        ("Ola Ström", "denied", "that engineers opened the spillway gates at the Norrby dam", "deny"),
    ),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A linked ledger of REPORTS and a reprint of the first."""
    path = tmp_path_factory.mktemp("linked") / "ledger.db"
    with Ledger.open(path) as ledger:
        for reading in REPORTS:
            ledger.add(reading)
        first = REPORTS[0]
        copied = replace(
            first.document, url="https://copy.example", publisher="Copy", title="=Dam", published="2024-05-08"
        )
        ledger.add(replace(first, document=copied))
    assert run("link", path)[0] == 0
    return path


def run(command: str, path: Path, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [command, str(path), *arguments], env={"COLUMNS": "200", "FORCE_COLOR": None})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout_bytes.decode(), result.stderr


def lines(command: str, path: Path, *arguments: str) -> list[dict]:
    code, out, _ = run(command, path, *arguments, "--format", "json")
    assert code == 0
    return [json.loads(line) for line in out.splitlines()]


def table(command: str, path: Path, *arguments: str) -> list[dict[str, str]]:
    code, out, _ = run(command, path, *arguments, "--format", "csv")
    assert code == 0
    return list(csv.DictReader(io.StringIO(out)))


def test_link_says_what_it_did_and_then_that_nothing_is_new(path: Path) -> None:
    assert "Nothing is new" in run("link", path)[2]


def test_duplicates_are_families_with_their_differences(path: Path) -> None:
    (family,) = lines("duplicates", path)
    assert [r["publisher"] for r in family["reports"]] == ["Post", "Copy"]
    assert all(r["id"].startswith("sha256:") for r in family["reports"])
    assert family["reports"][0]["differences"] == []
    assert [proof["confidence"] for proof in family["proofs"]] == [1.0]
    assert set(family["proofs"][0]["reports"]) == {r["id"] for r in family["reports"]}
    assert [d["kind"] for d in family["reports"][1]["differences"]] == ["title"]
    rows = table("duplicates", path)
    assert [row["oldest"] for row in rows] == ["True", "False"]
    assert rows[1]["title"] == "'=Dam"
    assert "2 reports of one text" in run("duplicates", path)[1]


def test_contradictions_and_reversals_are_pairs_in_order(path: Path) -> None:
    found = lines("contradictions", path)
    kinds = {(p["kind"], p["claims"][0]["publisher"], p["claims"][1]["publisher"]) for p in found}
    assert {
        ("reverses", "Post", "Herald"),
        ("reverses", "Courier", "Herald"),
        ("contradicts", "Post", "Tribune"),
    } <= kinds
    first = found[0]
    assert set(first) == {"kind", "claims", "why", "confidence"}
    assert {"id", "report", "source", "content"} <= set(first["claims"][0])
    assert first["why"]
    assert 0 < first["confidence"] <= 1
    assert not any("Copy" in (p["claims"][0]["publisher"], p["claims"][1]["publisher"]) for p in found)


@pytest.mark.parametrize(
    ("options", "some"),
    [(("--since", "2024-05-09"), True), (("--until", "2024-05-08"), False), (("--at-least", "1"), False)],
)
def test_contradictions_are_narrowed_by_day_and_confidence(path: Path, options: Sequence[str], some: bool) -> None:
    assert bool(lines("contradictions", path, *options)) is some


def test_a_wrong_date_is_wrong_usage(path: Path) -> None:
    assert run("contradictions", path, "--since", "May")[0] == 2


def test_origins_count_a_source_once_with_each_path_to_it(path: Path) -> None:
    (found,) = lines("origins", path, "1/C1")
    assert (found["reports"], found["independent"]) == (3, 1)
    paths = [p["path"] for p in found["supporting"][0]["paths"]]
    assert sorted(paths) == [["Copy", "Post", "Ana Berg"], ["Courier", "Ana Berg"], ["Post", "Ana Berg"]]
    assert {o["name"] for o in found["opposing"]} == {"Ana Berg", "Ola Ström"}
    assert {row["side"] for row in table("origins", path, "1/C1")} == {"supporting", "opposing"}
    out = run("origins", path, "1/C1")[1]
    assert "3 reports say so: 1 independent origin" in out
    assert "say the opposite: 2 independent origins" in out


@pytest.mark.parametrize("claim", ["nonsense", "1/C99", "9/C1"])
def test_a_claim_that_is_not_there_is_said_in_words(path: Path, claim: str) -> None:
    code, out, err = run("origins", path, claim)
    assert (code, out) == (1, "")
    assert "Traceback" not in err
    assert err


def test_source_tells_all_it_said_with_reversals(path: Path) -> None:
    (found,) = lines("source", path, "Ana Berg")
    assert found["source"]["name"] == "Ana Berg"
    assert [s["day"] for s in found["said"]] == ["2024-05-07", "2024-05-08", "2024-05-09"]
    assert "reverses" in {b["kind"] for b in found["said"][0]["bearings"]}
    assert {r["name"] for r in found["relayed_by"]} >= {"Post", "Courier", "Herald"}
    assert len(table("source", path, "berg")) == 3
    svg = path.parent / "berg.svg"
    out = run("source", path, "Berg", "--svg", str(svg))[1]
    assert "reverses what it said in" in out
    assert "Timeline" in out
    assert ET.parse(svg).getroot().tag.endswith("svg")


def test_a_name_that_several_bear_is_listed_and_one_is_chosen_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.add(report("Post", "2024-05-07", ("Ana Berg", "said", "that the Norrby council met twice", "assert")))
        ledger.add(report("Herald", "2024-05-08", ("Tom Berg", "said", "that the ferry to Halm had sunk", "assert")))
    assert run("link", path)[0] == 0
    code, _, err = run("source", path, "Berg")
    assert code == 1
    assert "1/S1: Ana Berg" in err
    assert "2/S1: Tom Berg" in err
    assert lines("source", path, "2/S1")[0]["source"]["name"] == "Tom Berg"
    assert run("source", path, "2/S9")[0] == 1


def test_a_source_that_is_not_there_is_said_in_words(path: Path) -> None:
    code, _, err = run("source", path, "Nobody Known")
    assert code == 1
    assert "no source named" in err


def test_a_story_has_points_with_sides_and_a_timeline(path: Path, tmp_path: Path) -> None:
    html, svg = tmp_path / "story.html", tmp_path / "timeline.svg"
    code, out, _ = run("story", path, "Norrby dam", "--html", str(html), "--svg", str(svg))
    assert code == 0
    assert "Timeline" in out
    page = html.read_text(encoding="utf-8")
    assert EVIL not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    assert ET.parse(svg).getroot().tag.endswith("svg")
    first = lines("story", path, "Norrby dam")[0]
    assert len(first["sides"]) == 2
    assert {b["kind"] for b in first["bearings"]} >= {"contradicts", "reverses"}
    assert {row["point"] for row in table("story", path, "Norrby dam")} >= {"1", "2"}


def test_a_story_of_nothing_and_a_file_that_cannot_be_written_are_said_in_words(path: Path, tmp_path: Path) -> None:
    assert "Nothing found" in run("story", path, "zeppelin")[2]
    code, _, err = run("story", path, "dam", "--html", str(tmp_path))
    assert code == 1
    assert "cannot be written" in err


def test_judgements_of_people_win_and_stay(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        for reading in REPORTS:
            ledger.add(reading)
    assert run("link", path)[0] == 0
    assert "reverses" in {p["kind"] for p in lines("contradictions", path)}
    assert run("judge", path, "1/Ana Berg", "different", "3/S1", "--by", "me", "--note", "two people")[0] == 0
    between = [
        p["kind"] for p in lines("contradictions", path) if {c["publisher"] for c in p["claims"]} == {"Post", "Herald"}
    ]
    assert between == ["contradicts"]
    assert run("judge", path, "1/S1", "same", "3/S1", "--by", "me")[0] == 0
    between = [
        p["kind"] for p in lines("contradictions", path) if {c["publisher"] for c in p["claims"]} == {"Post", "Herald"}
    ]
    assert between == ["reverses"]
    for wrong in (("1/S9", "same", "3/S1"), ("S1", "same", "3/S1"), ("1/S1", "same", "1/S1")):
        assert run("judge", path, *wrong)[0] == 1
    assert run("judge", path, "1/S1", "maybe", "3/S1")[0] == 2


def test_known_people_are_linked_to_and_bad_lines_told(tmp_path: Path) -> None:
    path, known = tmp_path / "ledger.db", tmp_path / "people.csv"
    with Ledger.open(path) as ledger:
        ledger.add(REPORTS[0])
    known.write_text("name,aliases,wikidata\nAna Maria Berg,Ana Berg|A. Berg,Q1\n,,Q2\n", encoding="utf-8")
    code, _, err = run("link", path, "--known", str(known))
    assert code == 0
    assert "line 3" in err
    (found,) = lines("source", path, "Ana Berg")
    assert found["source"]["known"] == "Q1"
    assert run("link", path, "--known", str(tmp_path / "absent.csv"))[0] == 1


def test_a_ledger_that_is_not_linked_says_so(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.add(REPORTS[0])
    assert "1 report not linked yet" in run("contradictions", path)[2]


@pytest.mark.parametrize("command", ["link", "duplicates", "contradictions"])
def test_a_ledger_that_is_not_there_is_said_in_words(tmp_path: Path, command: str) -> None:
    code, _, err = run(command, tmp_path / "absent.db")
    assert code == 1
    assert "there is no such file" in err


def test_a_withdrawn_report_is_told_as_one_wherever_its_claims_are(tmp_path: Path) -> None:
    place = str(tmp_path / "ledger.db")
    first = report("Post", "2024-05-07", FLOOD)
    item = replace(first, document=replace(first.document, item="urn:1"))
    kill = replace(item.document, text="Kill the flood.", status="killed", notice="Untrue.", title="KILL: dam")
    with Ledger.open(place) as ledger:
        ledger.add(item)
        ledger.add(report("Courier", "2024-05-08", ("Tom Lind", "said", "that the Norrby dam held", "assert")))
        ledger.add(Reading(kill, (), (), Provenance("0", "sha256:none")))
    runner = CliRunner()
    assert runner.invoke(app, ["link", place]).exit_code == 0
    for asked in (["search", place, "spillway"], ["search", place, "spillway", "--format", "csv"]):
        out = runner.invoke(app, asked, env={"COLUMNS": "300"}).stdout
        assert re.search("WITHDRAWN BY ITS PUBLISHER|killed,Untrue", out), out
    page = tmp_path / "story.html"
    told = runner.invoke(app, ["story", place, "dam", "--html", str(page)], env={"COLUMNS": "300"}).stdout
    assert "withdrawn by its publisher" in " ".join(told.split()), told
    assert "withdrawn by its publisher" in page.read_text("utf-8")
    points = runner.invoke(app, ["story", place, "dam", "--format", "json"]).stdout
    assert '"status":"killed"' in points.replace(" ", "")
