"""The claims of a ledger as people browse them: filters, orders, and pages that stay fast at a million claims."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, or_, select, tuple_

from accordingto.errors import DecisionError
from accordingto.ledger import fulltext
from accordingto.ledger.folding import folded
from accordingto.ledger.review.tables import register
from accordingto.ledger.schema import claims, quantities, reports
from accordingto.records import ACTS
from accordingto.records.claim import STATUSES

STATES = ("unreviewed", "accepted", "corrected", "rejected", "added")
STANDINGS = (*STATUSES, "contradicted", "none")
MOST = 10_000
"""What is counted at most: people need to know whether it is few or many, and counting a million takes long."""
_NAMES = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show; None, "" and empty stand for anything.

    `query` are words of the claim (as for `Ledger.search`), `source` and `publisher` parts of names. `act`, `standing`,
    `kind` and `state` are values of which one must fit; without a state, rejected claims are left out. Days are ISO
    days, months or years, both ends included; a number fits where it overlaps the span; `report` is a row number.
    """

    query: str = ""
    source: str = ""
    publisher: str = ""
    report: int | None = None
    act: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    published_from: str = ""
    published_until: str = ""
    said_from: str = ""
    said_until: str = ""
    number_from: float | None = None
    number_until: float | None = None
    confidence_from: float | None = None
    confidence_until: float | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim as one line of the ledger; `claim_id` names it for good, `version_id` is the row shown.

    `status` is the gravest of its verifications, `numbers` are in the report's words; `report_status` is what its
    publisher says of the report now.
    """

    claim_id: int
    version_id: int
    report_id: int
    title: str | None
    publisher: str | None
    published: str | None
    source_id: int | None
    source_name: str | None
    source_words: str
    via_names: str
    cue: str
    content: str
    quotation: str
    act: str | None
    said_start: str | None
    said_end: str | None
    status: str | None
    contradicted: bool
    confidence: float
    state: str
    numbers: tuple[str, ...] = ()
    report_status: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines, and the cursors of the page after and of the page before (None where there is none)."""

    rows: tuple[Listed, ...]
    after: str | None


# Name → (column, whether the largest comes first). Ties are broken by the claim's number in the same direction.
SORTS: dict[str, tuple[ColumnElement[str] | ColumnElement[float], bool]] = {
    "newest": (register.c.published, True),
    "oldest": (register.c.published, False),
    "said": (register.c.said, True),
    "least-sure": (register.c.confidence, False),
    "most-sure": (register.c.confidence, True),
    "source": (register.c.source, False),
}


def listed(
    connection: Connection, filters: Filters, sort: str = "newest", cursor: str | None = None, limit: int = 50
) -> Page:
    """Return the claims that fit, in order, after `cursor` (from the page before; None for the first page).

    Raises DecisionError where the order, the cursor or a filter is not one.
    """
    if sort not in SORTS:
        raise DecisionError(f"There is no order {sort!r}. Choose one of {', '.join(SORTS)}.")
    key, descending = SORTS[sort]
    conditions = _conditions(connection, filters)
    if conditions is None:
        return Page((), None)
    if cursor:
        last = _from_cursor(cursor, sort)
        place, here = tuple_(key, register.c.claim_id), tuple_(literal(last[0]), literal(last[1]))
        conditions.append(place < here if descending else place > here)
    order = [part.desc() if descending else part.asc() for part in (key, register.c.claim_id)]
    chosen = _chosen(filters, select(register.c.claim_id, key.label("place"))).where(*conditions)
    chosen = chosen.order_by(*order).limit(limit + 1)
    found = connection.execute(chosen).all()
    rows = _lines(connection, [row.claim_id for row in found[:limit]])
    more = len(found) > limit
    return Page(rows, _to_cursor(sort, found[limit - 1].place, found[limit - 1].claim_id) if more else None)


def counted(connection: Connection, filters: Filters, most: int = MOST) -> int:
    """Return how many claims fit, or `most` + 1 where they are more than `most`."""
    conditions = _conditions(connection, filters)
    if conditions is None:
        return 0
    some = _chosen(filters, select(register.c.claim_id)).where(*conditions).limit(most + 1).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0


def _chosen(filters: Filters, query: Select[tuple[int]] | Select[tuple[int, object]]) -> Select[tuple[int, object]]:
    if not filters.query.strip():
        return query  # type: ignore[return-value]
    matching = fulltext.INDEX.c.rowid == register.c.version_id
    return query.select_from(register).join(fulltext.INDEX, matching)  # type: ignore[return-value]


def _conditions(connection: Connection, filters: Filters) -> list[ColumnElement[bool]] | None:
    """Return the conditions on the register, None where nothing can fit."""
    where: list[ColumnElement[bool]] = []
    if filters.query.strip():
        expression = fulltext.expression(filters.query)
        if expression is None:
            return None
        where.append(fulltext.matches(expression))
    fulltext.check_size(folded(filters.source).split())
    if parts := [register.c.source.contains(word, autoescape=True) for word in folded(filters.source).split()]:
        # Names are fewer than claims: where only some have these words, their index leads to the claims.
        some = connection.scalars(select(register.c.source).where(*parts).distinct().limit(_NAMES + 1)).all()
        if not some:
            return None
        where += [register.c.source.in_(some)] if len(some) <= _NAMES else parts
    if words := folded(filters.publisher).split():
        known = connection.scalars(select(reports.c.publisher).where(reports.c.publisher.is_not(None)).distinct())
        names = [name for name in known if all(word in folded(name) for word in words)]
        if not names:
            return None
        where.append(register.c.publisher.in_(names))
    if filters.report is not None:
        where.append(register.c.report_id == filters.report)
    where += _values(filters)
    for name, first, last in (
        ("published", filters.published_from, filters.published_until), ("said", filters.said_from, filters.said_until)
    ):  # fmt: skip
        column = register.c[name]
        if first:
            where.append(column >= _day(first, name))
        if last:
            where += [column < _after(last, name), column != ""]
    if filters.number_from is not None:
        where.append(register.c.maximum >= filters.number_from)
    if filters.number_until is not None:
        where.append(register.c.minimum <= filters.number_until)
    if filters.confidence_from is not None:
        where.append(register.c.confidence >= filters.confidence_from)
    if filters.confidence_until is not None:
        where.append(register.c.confidence <= filters.confidence_until)
    return where


def _values(filters: Filters) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    for name, given, allowed in (
        ("act", filters.act, ACTS), ("state", filters.state, STATES), ("standing", filters.standing, STANDINGS)
    ):  # fmt: skip
        if unknown := [value for value in given if value not in allowed]:
            raise DecisionError(f"{name}: {unknown[0]!r} is none. Choose of {', '.join(allowed)}.")
    if filters.act:
        where.append(register.c.act.in_(filters.act))
    if filters.kind:
        where.append(register.c.source_kind.in_(filters.kind))
    where.append(register.c.state.in_(filters.state) if filters.state else register.c.state != "rejected")
    if filters.standing:
        statuses = [value for value in filters.standing if value in STATUSES]
        any_of: list[ColumnElement[bool]] = [register.c.status.in_(statuses)] if statuses else []
        if "contradicted" in filters.standing:
            any_of.append(register.c.contradicted)
        if "none" in filters.standing:
            any_of.append(and_(register.c.status.is_(None), register.c.contradicted.is_(False)))
        where.append(or_(*any_of))
    return where


_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def _day(value: str, name: str) -> str:
    _whole(value, name)
    return value


def _after(value: str, name: str) -> str:
    """Return the day, month or year that follows, written as short as the one given."""
    first, length = _whole(value, name)
    step = {4: relativedelta(years=1), 7: relativedelta(months=1)}.get(length, timedelta(days=1))
    try:
        following: date = first + step
        return following.isoformat()[:length]
    except (OverflowError, ValueError):
        return ":"  # sorts after every digit


def _whole(value: str, name: str) -> tuple[date, int]:
    match = _DAY.fullmatch(value)
    try:
        if match:
            return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)), len(value)
    except ValueError:
        pass
    raise DecisionError(f"{name}: {value!r} is not a date. Write it as 2022-03-11, 2022-03 or 2022.")


def _lines(connection: Connection, claim_ids: list[int]) -> tuple[Listed, ...]:
    query = (
        select(
            register.c.claim_id, register.c.version_id, register.c.report_id, reports.c.title, reports.c.publisher,
            reports.c.published, claims.c.source_id, claims.c.source_name, claims.c.source_words, claims.c.via_names,
            claims.c.cue,
            claims.c.content, claims.c.quotation, claims.c.act, claims.c.said_start, claims.c.said_end,
            register.c.status, register.c.contradicted, claims.c.confidence, register.c.state,
            reports.c.status.label("report_status"),
        )
        .join(claims, claims.c.id == register.c.version_id)
        .join(reports, reports.c.id == register.c.report_id)
        .where(register.c.claim_id.in_(claim_ids))
    )  # fmt: skip
    found = {row["claim_id"]: Listed(**row) for row in connection.execute(query).mappings()}
    words = defaultdict(list)
    numbers = select(quantities.c.claim_id, quantities.c.words).order_by(quantities.c.claim_id, quantities.c.ordinal)
    for row in connection.execute(numbers.where(quantities.c.claim_id.in_([r.version_id for r in found.values()]))):
        words[row.claim_id].append(row.words)
    return tuple(replace(found[number], numbers=tuple(words[found[number].version_id])) for number in claim_ids)


def _to_cursor(sort: str, place: object, claim_id: int) -> str:
    written = json.dumps([sort, place, claim_id], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def _from_cursor(cursor: str, sort: str) -> tuple[str | float, int]:
    try:
        made, place, claim_id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        real = sort in ("least-sure", "most-sure")
        if made == sort and type(claim_id) is int and isinstance(place, (int, float) if real else str):
            str(place).encode()  # half of a surrogate pair cannot be asked for
            return float(place) if real else place, claim_id
    except (binascii.Error, ValueError, TypeError, OverflowError, RecursionError):
        pass
    raise DecisionError("The cursor does not belong to this list. Start again from its first page.")
