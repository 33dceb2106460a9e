"""`accordingto explain`, and the cells of a claim in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from accordingto.cli import cells
from accordingto.cli.explain import explain
from accordingto.ledger import Ledger
from accordingto.records import (
    Claim,
    Document,
    Firmness,
    Link,
    Provenance,
    Quantity,
    Reading,
    Reason,
    Source,
    Span,
    Spans,
    Time,
    Verification,
)

# Invented for these tests.
TEXT = (
    "The Gazette quoted two clerks as saying on Sunday that 40 boats may have sunk. It could not check this. "
    "Berg denied it."
)


def at(words: str) -> Spans:
    start = TEXT.index(words)
    return (Span(start, start + len(words)),)


@pytest.fixture
def reading() -> Reading:
    first = Claim(
        "C1", "S1", at("two clerks"), (*at("quoted"), *at("as saying")), at("that 40 boats may have sunk"), "indirect",
        0.8, via=("S2",), act="assert", said=Time("2022-03-06", "2022-03-06", at("on Sunday")),
        quantities=(Quantity(40, 40, "boats", at("40 boats")),),
        verification=(Verification("unverified", "S2", at("It could not check this")),),
        firmness=Firmness("possible", "positive", at("may")),
        reasons=(
            Reason("act", "cue lexicon: say", at("as saying"), 0.9),
            Reason("said", "day in the cue’s clause", at("on Sunday")),
        ),
    )  # fmt: skip
    second = Claim("C2", "S3", at("Berg"), at("denied"), at("it"), "indirect", 0.7, act="deny", refers_to="C1")
    return Reading(
        Document(TEXT, "boats.txt", "Boats", None, "Gazette", "2022-03-08", "en"),
        (
            Source("S1", "two clerks", "officials", False, mentions=at("two clerks"), number=2),
            Source("S2", "Gazette", "outlet", True),
            Source("S3", "Berg", "person", True),
        ),
        (first, second),
        Provenance("0.2.0", "sha256:aa"),
        (Link("contradicts", ("C1", "C2"), "“denied it” takes up the claim"),),
    )


@pytest.fixture
def path(tmp_path: Path, reading: Reading) -> Path:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(reading)
    return tmp_path / "ledger.db"


def run(path: Path, claim: str) -> tuple[int, str, str]:
    app = typer.Typer()
    app.command()(explain)
    result = CliRunner().invoke(app, [str(path), claim], env={"COLUMNS": "400"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("name", ["C1", "c1", "1", "1/C1", "Boats/C1", "boats.txt/1"])
def test_every_cell_is_explained(path: Path, name: str) -> None:
    code, out, err = run(path, name)
    assert (code, err) == (0, "")
    told = " ".join(out.split())
    assert out.startswith("C1 (two clerks: that 40 boats may have sunk)\n")
    assert "act assert “as saying” – cue lexicon: say (90%)" in told
    assert "said Sun 2022-03-06 “on Sunday” – day in the cue’s clause" in told
    assert "quantities 40 boats" in told
    assert "verification NOT VERIFIED by Gazette; CONTRADICTED by C2" in told
    assert "contradicts C2 (Berg: it) “denied it” takes up the claim" in told
    assert "refers_to" not in told, "what is empty and has no reason is left out"


@pytest.mark.parametrize(("name", "words"), [("C9", "no claim C9"), ("what", "names no claim"), ("9/C1", "no report")])
def test_claims_that_are_not_there(path: Path, name: str, words: str) -> None:
    code, out, err = run(path, name)
    assert (code, out) == (1, "")
    assert words in err


def test_a_claim_alone_is_not_enough_where_there_are_several_reports(path: Path, reading: Reading) -> None:
    with Ledger.open(path) as ledger:
        ledger.add(replace(reading, document=replace(reading.document, text=TEXT + " More.", path="more.txt")))
    code, _, err = run(path, "C1")
    assert code == 1
    assert "several reports" in err
    assert run(path, "2/C1")[0] == 0


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(16000, None, "people", ()), "16,000 or more people"),
        (Quantity(None, 40, "boats", ()), "40 or fewer boats"),
        (Quantity(36, 40, None, ()), "36 to 40"),
        (Quantity(50, 50, "%", (), True), "about 50%"),
        (Quantity(2.3e9, 2.3e9, "EUR", ()), "2,300,000,000 EUR"),
    ],
)
def test_quantities_in_words(quantity: Quantity, words: str) -> None:
    assert cells.how_many(quantity) == words


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (Time("2022-03-06", "2022-03-06", ()), "Sun 2022-03-06"),
        (Time("2022-03-06T18:30", "2022-03-06T18:30", ()), "Sun 2022-03-06 18:30"),
        (Time("2022-02-28", "2022-03-06", ()), "Mon 2022-02-28 to Sun 2022-03-06"),
        (Time("2022-02-24", None, ()), "from Thu 2022-02-24"),
        (Time(None, "2022-02-24", ()), "until Thu 2022-02-24"),
        (Time(None, None, at("on Sunday")), "“on Sunday”, which day is not known"),
    ],
)
def test_times_in_words(reading: Reading, time: Time, words: str) -> None:
    assert cells.when(reading, time) == words


def test_chain_and_badges(reading: Reading) -> None:
    first, second = reading.claims
    assert cells.chain(reading, first) == " ← Gazette"
    assert cells.badges(reading, first) == ["NOT VERIFIED by Gazette", "CONTRADICTED by C2"]
    assert cells.badges(reading, second) == ["CONTRADICTED by C1"]
    assert [f.split(":")[0] for f in cells.facts(reading, second)] == [
        "takes up C1 (two clerks",
        "contradicts C1 (two clerks",
    ]


@pytest.mark.parametrize(
    ("firmness", "words"),
    [
        (None, ""), (Firmness("certain", "positive"), ""), (Firmness("certain", "negative"), "negated"),
        (Firmness("possible", "negative"), "put as possible, negated"), (Firmness("unknown", "unknown"), "left open"),
    ],
)  # fmt: skip
def test_firmness_in_words(firmness: Firmness | None, words: str) -> None:
    assert cells.firm(firmness) == words
