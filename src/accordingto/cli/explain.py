"""`accordingto explain`: why each cell of a claim has its value."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Annotated

import typer
from rich.text import Text

from accordingto.cli import cells
from accordingto.cli.ledgers import LEDGER
from accordingto.cli.show import fail
from accordingto.cli.terminal import console_of, plain, shortened
from accordingto.errors import LedgerError
from accordingto.ledger import Ledger
from accordingto.records import Claim, Reading, Spans, words_of

_CLAIM = re.compile(r"(?:(?P<report>.+)[/ ])?C?(?P<number>\d+)", re.IGNORECASE)
_EXCERPT = 120
_MARGIN = 14


def explain(
    ledger: Annotated[str, LEDGER],
    claim: Annotated[
        str,
        typer.Argument(
            help="The claim as `search` and `show` print it: report and claim, such as 3/C5; C5 alone where the "
            "ledger has one report. The report may be named as for `show`.",
            show_default=False,
        ),
    ],
) -> None:
    """Print why each cell of a claim has its value: the words, the rule or the model's head, its score.

    For example:

    accordingto explain ledger.db 3/C5

    accordingto explain ledger.db "river rises/C2"
    """
    try:
        with Ledger.open(ledger, create=False) as opened:
            reading, found = find_claim(opened, claim)
    except LedgerError as error:
        fail(error)
    _print(reading, found)


def find_claim(ledger: Ledger, name: str) -> tuple[Reading, Claim]:
    """Return the claim that `name` means with its reading; raises LedgerError saying what to type instead."""
    match = _CLAIM.fullmatch(name.strip())
    if match is None:
        raise LedgerError(f"{name!r} names no claim. Type report and claim as `search` prints them, such as 3/C5.")
    report = match.group("report")
    if report is None and len(ledger.reports()) > 1:
        raise LedgerError(f"{name!r}: the ledger has several reports. Type the report too, such as 3/{name.strip()}.")
    reading = ledger.reading(report or ledger.reports()[0].number) if report or ledger.reports() else None
    if reading is None:
        raise LedgerError(f"Ledger {ledger.name} has no reports yet.")
    wanted = f"C{match.group('number')}"
    for claim in reading.claims:
        if claim.id == wanted:
            return reading, claim
    known = f"C1 to {reading.claims[-1].id}" if reading.claims else "none"
    raise LedgerError(f"That report has no claim {wanted}; its claims are {known}.")


def _print(reading: Reading, claim: Claim) -> None:
    console = console_of(sys.stdout)
    console.print(Text(cells.named(reading, claim.id), "bold"))
    for cell, value, reasons in _rows(reading, claim):
        console.print(Text(f"{cell:{_MARGIN}}", "cyan").append(value), soft_wrap=True)
        for reason in reasons:
            for line in Text(reason, "dim").wrap(console, console.width - _MARGIN):
                console.print(Text(" " * _MARGIN).append_text(line), soft_wrap=True)


def _rows(reading: Reading, claim: Claim) -> Iterator[tuple[str, str, list[str]]]:
    """Yield each cell that has a value or a reason, with its value in words and why it has it."""

    def words(parts: Spans) -> str:
        return plain(words_of(reading.text, parts))

    def names(ids: tuple[str | None, ...]) -> str:
        return ", ".join(source.name for source in cells.sources_of(reading, ids)) or "–"

    def standing() -> str:
        return "; ".join(cells.badges(reading, claim)) or "–"

    head = "the reading model’s heads for cues, sources and contents"
    values = {
        "cue": (shortened(words(claim.cue_spans), _EXCERPT), "", head),
        "content": (shortened(words(claim.content_spans), _EXCERPT), "", head),
        "source": (names((claim.source,)), words(claim.source_spans), _source_why(reading, claim)),
        "co_sources": (names(claim.co_sources), "", ""),
        "via": (names(claim.via), "", ""),
        "parent": (claim.parent or "–", "", "the smallest content that this claim stands in" if claim.parent else ""),
        "quotation": (claim.quotation, "", "how much of the content stands in quotation marks"),
        "act": (claim.act or "–", "", ""),
        "said": (cells.when(reading, claim.said) if claim.said else "–", "", ""),
        "times": ("; ".join(cells.when(reading, t) for t in claim.times) or "–", "", ""),
        "quantities": ("; ".join(cells.how_many(q) for q in claim.quantities) or "–", "", ""),
        "verification": (standing(), "", ""),
        "refers_to": (claim.refers_to or "–", "", ""),
        "firmness": (
            f"{claim.firmness.certainty}, {claim.firmness.polarity}" if claim.firmness else "–", "", "",
        ),
        "confidence": (f"{claim.confidence:.3f}", "", "how sure the model was of the parts, calibrated on dev data"),
    }  # fmt: skip
    for cell, (value, where, why) in values.items():
        told = [_reason(words(r.spans), r.rule, r.score) for r in claim.reasons if r.cell == cell]
        if not told and (where or why):
            told = [_reason(where, why, None)]
        if value != "–" or told:
            yield cell, value, told
    for link in reading.links:
        if claim.id in link.claims:
            others = ", ".join(cells.named(reading, c) for c in link.claims if c != claim.id)
            yield link.kind, others, [plain(link.why)]


def _reason(where: str, rule: str, score: float | None) -> str:
    words = f"“{shortened(where, _EXCERPT)}”" if where else ""
    return " – ".join(part for part in (words, plain(rule)) if part) + ("" if score is None else f" ({score:.0%})")


def _source_why(reading: Reading, claim: Claim) -> str:
    why = next((item.why for item in reading.unattributed if item.claim == claim.id), None)
    if why:
        return why
    source = reading.source(claim.source)
    if source is None:
        return ""
    said = plain(words_of(reading.text, claim.source_spans))
    return "the report’s own words" if said.endswith(source.name) else "the fullest name that the report gives for it"
