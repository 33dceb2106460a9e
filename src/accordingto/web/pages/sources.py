"""`/sources`: finding a source, and all that one said by day."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import Connection

from accordingto.exports.linked import other_of
from accordingto.exports.story_page import chart_of, quoted
from accordingto.ledger import Ledger
from accordingto.ledger.linkage import names, progress
from accordingto.ledger.linkage.judging import in_force, named_source
from accordingto.ledger.linkage.names import NamedSource
from accordingto.ledger.reports import numbers_of
from accordingto.ledger.review.listing import Filters, Listed, listed
from accordingto.ledger.review.voices import decided, most_quoted
from accordingto.linking.bearing import day_of
from accordingto.linking.entities import Entity, Party
from accordingto.linking.record import record_of
from accordingto.linking.timeline import entry_of
from accordingto.linking.who import LedgerWho
from accordingto.web.pages.asking import Number
from accordingto.web.pages.rendering import page
from accordingto.web.security.roles import at_least

router = APIRouter(dependencies=[Depends(at_least("reader"))], include_in_schema=False)
_FOUND = 40
_CHARTED = 60
_MEMBERS = 200
_PEOPLE = 200


@dataclass(frozen=True, slots=True)
class Member:
    """A source of one report that is part of an entity: its row number, its report's, and why it is part of it."""

    number: int
    report: int | None
    name: str
    role: str | None
    why: str


@router.get("/sources")
def sources(request: Request, q: str = "") -> Response:
    """Find sources by a name in any spelling; without one, show who is quoted most."""
    ledger: Ledger = request.app.state.ledger
    with ledger.reading_connection() as connection:
        found = candidates(LedgerWho(connection), q)
        most = [] if q.strip() else most_quoted(connection)
    return page(request, "sources.html", q=q, found=found[:_FOUND], more=max(0, len(found) - _FOUND), most=most)


@router.get("/sources/{number}")
def source(request: Request, number: Number, other: str = "") -> Response:
    """Show everything that a source said; `other` are words of the name of another one that it may be."""
    return shown(request, number, other)


def shown(request: Request, number: int, other: str = "", status: int = 200, fault: str | None = None) -> Response:
    """Return the page of a source, with what went wrong where somebody tried to judge it."""
    ledger: Ledger = request.app.state.ledger
    with ledger.reading_connection() as connection:
        one = named_source(connection, number)
        who = LedgerWho(connection)
        entity = _entity(who, one)
        record = record_of(connection, entity, who.numbers(entity), who) if entity else None
        members = _members(connection, who, entity) if entity else []
        places = {
            (one.document, one.name),
            *((m.party.report, m.party.name) for m in (entity.members if entity else ())),
        }
        judged = in_force(connection, places)
        found = [pair for pair in candidates(who, other) if entity is None or pair[1].id != entity.id]
        told = list(record.said) if record else []
        states = decided(connection, [said.told.number for said in told])
        people = _by_people(connection, one.name if entity is None else entity.name)
        waiting = progress.count_waiting(connection)
        digests = {d for j in judged for d in (j.judgement.one_report, j.judgement.other_report)}
        reports = numbers_of(connection, digests)
    chart = chart_of([entry_of([said.told]) for said in told[:_CHARTED]])
    return page(
        request, "source.html", status, one=one, entity=entity, record=record, members=members[:_MEMBERS],
        more=max(0, len(members) - _MEMBERS), other=other, found=found[:_FOUND], judged=judged, states=states,
        people=people, waiting=waiting, chart=chart, charted=min(len(told), _CHARTED), reports=reports, fault=fault,
        day_of=day_of, other_of=other_of, quoted=quoted,
    )  # fmt: skip


def candidates(who: LedgerWho, words: str) -> list[tuple[int, Entity]]:
    """Return the entities that words may name, each with the row number of one of its sources."""
    found = who.named(words) if words.strip() else []
    numbered = [(who.numbers(entity), entity) for entity in found]
    return [(numbers[0], entity) for numbers, entity in numbered if numbers]


def _entity(who: LedgerWho, one: NamedSource) -> Entity | None:
    """Return whom a source is; one that only people named is whom the reports know by that name, if anybody."""
    try:
        return who.entity_at(one.document, one.name)
    except KeyError:
        found = who.entity(Party("", "", one.name, one.kind, True)) if one.named else None
        return found if found is not None and len(found.members) > 1 else None


def _members(connection: Connection, who: LedgerWho, entity: Entity) -> list[Member]:
    why = {(m.party.report, m.party.key): m.why for m in entity.members}
    found = names.with_numbers(connection, who.numbers(entity))
    reports = numbers_of(connection, {source.document for source in found})
    return [Member(s.number, reports.get(s.document), s.name, s.role, why.get((s.document, s.key), "")) for s in found]


def _by_people(connection: Connection, name: str) -> list[Listed]:
    """Return the claims that people gave to a source of this name."""
    filters = Filters(source=name, state=("corrected", "added"))
    rows = listed(connection, filters, limit=_PEOPLE).rows
    return [row for row in rows if row.source_name == name]
