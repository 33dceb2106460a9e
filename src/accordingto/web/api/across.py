"""`/api/v1/sources` and `/api/v1/stories`: what linking tells across reports."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel, Field

from accordingto.exports.linked import point_json, record_json
from accordingto.ledger import Ledger
from accordingto.ledger.linkage import progress
from accordingto.ledger.linkage.judging import named_source
from accordingto.ledger.review.voices import most_quoted
from accordingto.linking.about import claims_about
from accordingto.linking.matter import matter_of
from accordingto.linking.record import record_of
from accordingto.linking.story import story_of
from accordingto.linking.who import LedgerWho
from accordingto.web.api.problems import may_answer
from accordingto.web.api.shapes import Given, Number
from accordingto.web.security.roles import at_least

router = APIRouter(dependencies=[Depends(at_least("reader"))])
_MOST = 500


class SourceLine(BaseModel):
    """A source across reports: `id` is one of its rows, `reports` how many name it, `known` the id in a known list."""

    id: int
    name: str
    kind: str | None
    country: str | None = None
    known: str | None = None
    reports: int | None = None
    claims: int | None = None


class SourcePage(BaseModel):
    """Sources that fit a name, or without one those with most claims."""

    sources: list[SourceLine]


class StoryShape(BaseModel):
    """A matter: its points at issue with their sides, origins and turns; `waiting` reports are not linked yet."""

    points: list[dict[str, Any]]
    waiting: int
    cut: bool


class SourcesAsked(Given):
    """A name, in any spelling."""

    name: Annotated[str, Field(max_length=300)] = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class StoryAsked(Given):
    """Words of a matter."""

    q: Annotated[str, Field(min_length=1, max_length=500)]


@router.get("/sources", tags=["sources"], responses=may_answer())
def list_sources(request: Request, asked: Annotated[SourcesAsked, Query()]) -> SourcePage:
    """Find sources by name; without one, those that are quoted most."""
    ledger: Ledger = request.app.state.ledger
    with ledger.reading_connection() as connection:
        if not asked.name.strip():
            found = [
                SourceLine(id=v.number, name=v.name, kind=v.kind, claims=v.claims)
                for v in most_quoted(connection, asked.limit)
            ]
            return SourcePage(sources=found)
        who = LedgerWho(connection)
        entities = [(who.numbers(entity), entity) for entity in who.named(asked.name)]
    return SourcePage(
        sources=[
            SourceLine(
                id=numbers[0], name=entity.name, kind=entity.kind, country=entity.country, known=entity.known,
                reports=len({member.party.report for member in entity.members} - {""}),
            )
            for numbers, entity in entities
            if numbers
        ][: asked.limit]
    )  # fmt: skip


@router.get("/sources/{source}", tags=["sources"], responses=may_answer(404))
def get_source(request: Request, source: Annotated[Number, Path()]) -> dict[str, Any]:
    """Return everything that a source said, by day; the number is that of any of its rows."""
    ledger: Ledger = request.app.state.ledger
    with ledger.reading_connection() as connection:
        one = named_source(connection, source)
        who = LedgerWho(connection)
        try:
            entity = who.entity_at(one.document, one.name)
        except KeyError:
            # People named it, or its report is not linked yet: nothing is known of it across reports.
            only = {"id": str(source), "name": one.name, "kind": one.kind, "country": one.country, "known": None}
            return {"source": only | {"names": []}, "said": [], "relays": [], "relayed_by": []}
        return record_json(record_of(connection, entity, who.numbers(entity), who))


@router.get("/stories", tags=["stories"], responses=may_answer())
def get_story(request: Request, asked: Annotated[StoryAsked, Query()]) -> StoryShape:
    """Tell one matter across reports, as `accordingto story` does."""
    ledger: Ledger = request.app.state.ledger
    with ledger.reading_connection() as connection:
        numbers = claims_about(connection, asked.q, _MOST)
        who = LedgerWho(connection)
        points = story_of(matter_of(connection, numbers, who), who).points if numbers else ()
        waiting = progress.count_waiting(connection)
        return StoryShape(points=[point_json(p) for p in points], waiting=waiting, cut=len(numbers) >= _MOST)
