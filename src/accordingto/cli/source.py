"""`accordingto source`: everything a source said across reports, by day."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from accordingto.cli.formats import Format, print_bytes
from accordingto.cli.judge import find_source
from accordingto.cli.ledgers import LEDGER
from accordingto.cli.linked import Opened, linked
from accordingto.cli.terminal import console_of, plain, shortened
from accordingto.cli.timeline import print_timeline, write_file
from accordingto.cli.told import claim_line
from accordingto.errors import LedgerError
from accordingto.exports.lines import csv_text, json_line
from accordingto.exports.linked import claim_json, other_of, record_json
from accordingto.exports.wording import BEARINGS, LOUD, counted
from accordingto.linking.timeline import entry_of

if TYPE_CHECKING:
    from accordingto.linking.entities import Entity
    from accordingto.linking.record import Record, Said

_EXCERPT = 200
_LISTED = 12
_ADDRESS = re.compile(r".+/S\d+", re.IGNORECASE)


def source(
    ledger: Annotated[str, LEDGER],
    name: Annotated[
        str, typer.Argument(help="The source's name, in any spelling, or report and id (3/S2).", show_default=False)
    ],
    format: Annotated[
        Format, typer.Option(help="A table for people, json (one object) or csv (one claim a line).")
    ] = Format.TABLE,
    svg: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write the timeline as an SVG file.")] = None,
) -> None:
    """Print everything a source said, by day: what it took back, what contradicts it, who relays it.

    For example:

    accordingto source ledger.db "Sergei Shoigu"

    accordingto source ledger.db Shoigu --svg shoigu.svg
    """
    from accordingto.linking.record import record_of

    with linked(ledger) as opened:
        entity = _one(opened, name)
        found = record_of(opened.connection, entity, opened.who.numbers(entity), opened.who)
        entries = [entry_of([said.told]) for said in found.said]
        if svg:
            from accordingto.exports.story_page import timeline_svg

            write_file(svg, timeline_svg(entity.name, entries))
    if format is Format.JSON:
        print_bytes(json_line(record_json(found)) + "\n")
    elif format is Format.CSV:
        columns = ("day", "cue", "content", "act", "standing", "bears", "claim", "publisher", "published", "title")
        print_bytes(csv_text(columns, (_row(said) for said in found.said)))
    else:
        _print(found)
        print_timeline(console_of(sys.stdout), entries)


def _one(opened: Opened, name: str) -> Entity:
    """Return the one entity that is meant; raises LedgerError that lists them where there are several or none."""
    if _ADDRESS.fullmatch(name):
        return opened.who.entity_at(*find_source(opened.ledger, name))
    found = opened.who.named(name)
    if not found:
        raise LedgerError(f"The ledger has no source named {name!r}. Type a name as “accordingto search” prints it.")
    exact = [entity for entity in found if entity.name == name]
    if len(found) == 1 or len(exact) == 1:
        return (exact or found)[0]
    numbers = {report.digest: report.number for report in opened.ledger.reports()}
    lines = [f"  {_address(entity, numbers)}: {entity.name} ({_about(entity)})" for entity in found[:_LISTED]]
    more = [f"  … and {len(found) - _LISTED:,} more"] if len(found) > _LISTED else []
    raise LedgerError("\n".join([f"{name!r} may mean several sources; type one as listed here:", *lines, *more]))


def _address(entity: Entity, numbers: dict[str, int]) -> str:
    """How a source is typed: the report's number and the id there, of one report that has it."""
    party = next(member.party for member in entity.members if member.party.report)
    return f"{numbers[party.report]}/{party.key}"


def _about(entity: Entity) -> str:
    reports = len({member.party.report for member in entity.members} - {""})
    roles = [member.party.role for member in entity.members if member.party.role]
    return ", ".join(
        part for part in (roles[0] if roles else entity.kind, entity.country, counted(reports, "report")) if part
    )


def _row(said: Said) -> list[object]:
    told = said.told
    day = claim_json(told)["day"]
    bears = [f"{b.kind} {other_of(said, b).address}" for b in said.bearings]
    stands = (told.address, told.publisher, told.published, told.title)
    return [day, told.cue, told.content, told.act, told.standing, bears, *stands]


def _print(found: Record) -> None:
    console = console_of(sys.stdout)
    entity = found.entity
    console.print(Text(plain(entity.name), "bold underline"))
    names = sorted({m.party.name for m in entity.members if m.party.report} - {entity.name})
    facts = [_about(entity), f"also {', '.join(names)}" if names else None, entity.known]
    console.print(Text(" · ".join(plain(fact) for fact in facts if fact), "dim"))
    console.print()
    for said in found.said:
        console.print(claim_line(said.told))
        for bears in said.bearings:
            other = other_of(said, bears)
            later = bears.one.number == said.told.number
            words = BEARINGS[bears.kind][later]
            who = plain(other.source_name or other.source_words)
            line = Text("            ").append(words, "bold yellow" if bears.kind in LOUD else "dim")
            line.append(f" {who} {other.address}: {shortened(other.content, _EXCERPT)}", "dim")
            console.print(line)
    if found.relayed:
        console.print()
        console.print(Text("Relays what others said", "bold"))
        for told in found.relayed:
            console.print(claim_line(told))
    if found.relayed_by:
        console.print()
        relays = ", ".join(f"{plain(name)} ({number})" for name, number in found.relayed_by)
        console.print(Text("Told by: ", "bold").append(relays))
    if not found.said:
        typer.echo("No claim of this source is in the ledger.", err=True)
