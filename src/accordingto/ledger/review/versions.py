"""Versions: what people change in a claim becomes a new row of `claims`, and the program's rows stay as they are.

A version stands in the report's reading “by people”. Its key is “#” with the number of the claim, and so are the keys
of what it stands in and takes up: those names hold whatever later readings number. A claim that people add is “A1”.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, func, insert, or_, select

from accordingto.errors import DecisionError, NotFoundError
from accordingto.ledger import schema
from accordingto.ledger.folding import folded
from accordingto.ledger.review.change import Change, SourceChoice, Unchanged
from accordingto.ledger.review.tables import checks
from accordingto.ledger.review.tombstones import free_number
from accordingto.reading.quotation import find_quotations, quotation_kind
from accordingto.records import Spans, Time, words_of

PEOPLE = "people"
"""Stands as the program's version in the reading by people."""

Row = dict[str, Any]

_CHILDREN = (schema.claim_sources, schema.times, schema.quantities, schema.verifications, schema.reasons, schema.spans)
_EMPTY: Row = {
    "ordinal": 0, "source_id": None, "source_key": None, "source_name": None, "source_words": "", "co_source_names": "",
    "via_names": "", "cue": "", "content": "", "quotation": "indirect", "act": None, "said_start": None,
    "said_end": None, "parent_key": None, "refers_to_key": None, "confidence": 1.0, "searched_names": "",
    "certainty": None, "polarity": None,
}  # fmt: skip


def add_version(connection: Connection, base_id: int, claim_id: int, change: Change) -> int:
    """Write a copy of a row of `claims` with the changed cells replaced; returns the new row."""
    claims = schema.claims
    base = dict(connection.execute(select(claims).where(claims.c.id == base_id)).mappings().one())
    children = {table.name: _of_claim(connection, table, base_id) for table in _CHILDREN}
    del base["id"]
    row = base | {
        "key": f"#{claim_id}",
        "parent_key": _lasting(connection, base["reading_id"], base["parent_key"]),
        "refers_to_key": _lasting(connection, base["reading_id"], base["refers_to_key"]),
    }
    return _write(connection, row, children, change)


def add_new(connection: Connection, report_id: int, change: Change) -> int:
    """Write a claim that the program missed; returns its row."""
    claims = schema.claims
    reading_id = people_reading(connection, report_id)
    of_people = (claims.c.reading_id == reading_id) & claims.c.key.startswith("A")
    number = (connection.scalar(select(func.count()).select_from(claims).where(of_people)) or 0) + 1
    row = _EMPTY | {"report_id": report_id, "key": f"A{number}", "ordinal": number - 1}
    first = free_number(connection)
    row |= {} if first is None else {"id": first}
    return _write(connection, row, {table.name: [] for table in _CHILDREN}, change)


def people_reading(connection: Connection, report_id: int) -> int:
    """Return the row of the report's reading by people, made where there is none."""
    readings, reports = schema.readings, schema.reports
    there = select(readings.c.id).where(readings.c.report_id == report_id, readings.c.sameness == PEOPLE)
    found: int | None = connection.scalar(there)
    if found is not None:
        return found
    about = select(*(reports.c[name] for name in schema.ABOUT)).where(reports.c.id == report_id)
    row = dict(connection.execute(about).mappings().one()) | {
        "report_id": report_id, "is_current": False, "program_version": PEOPLE, "model": "",
        "read_at": datetime.now(UTC).isoformat(timespec="seconds"), "sameness": PEOPLE,
    }  # fmt: skip
    return _insert(connection, readings, row)


def _write(connection: Connection, row: Row, children: dict[str, list[Row]], change: Change) -> int:
    """Write a claim with the rows that belong to it, after the change."""
    text = _text(connection, row["report_id"])
    row["reading_id"] = reading_id = people_reading(connection, row["report_id"])
    for role in ("source", "cue", "content"):
        parts: Spans | None = getattr(change, f"{role}_spans")
        if parts is not None:
            row["source_words" if role == "source" else role] = words_of(text, parts)
            _replace_spans(children, role, [parts])
    if change.content_spans is not None:
        row["quotation"] = quotation_kind(text, change.content_spans, find_quotations(text))
    if change.source is not None:
        row |= _source(connection, row["report_id"], reading_id, change.source)
    row["searched_names"] = "\n".join(folded(name) for name in _searched(connection, row, children))
    if not isinstance(change.act, Unchanged):
        row["act"] = change.act
    if not isinstance(change.said, Unchanged):
        _said(row, children, change.said, text)
    if change.quantities is not None:
        _quantities(children, change, text)
    if change.verification is not None:
        _verification(children, change.verification)
    reasons = [r for r in children["reasons"] if r["cell"] not in change.changed]
    _renumber(children, "reason", children["reasons"], reasons)
    children["reasons"] = reasons + [
        {"ordinal": len(reasons) + n, "cell": cell, "rule": "a person’s decision", "words": "", "score": None}
        for n, cell in enumerate(change.changed)
    ]
    number = _insert(connection, schema.claims, row)
    for table in _CHILDREN:
        rows = [r | {"claim_id": number} for r in children[table.name]]
        if table is schema.spans:
            nobody = {"source_id": None, "unattributed_id": None, "reading_id": reading_id}
            rows = [r | nobody for r in rows]
        if rows:
            connection.execute(insert(table), rows)
    return number


def _of_claim(connection: Connection, table: Table, claim_id: int) -> list[Row]:
    query = select(table).where(table.c.claim_id == claim_id).order_by(table.c.id)
    return [{k: v for k, v in row.items() if k != "id"} for row in connection.execute(query).mappings()]


def _insert(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    number: int = connection.scalars(insert(table).returning(table.c.id), [row]).one()
    return number


def _text(connection: Connection, report_id: int) -> str:
    text = connection.scalar(select(schema.reports.c.text).where(schema.reports.c.id == report_id))
    if text is None:
        raise NotFoundError(f"The ledger has no report number {report_id}.")
    return str(text)


def _lasting(connection: Connection, reading_id: int, key: str | None) -> str | None:
    """Return the lasting name of a claim that is called `key` in a reading, None where there is none."""
    if key is None or key.startswith("#"):
        return key
    claims = schema.claims
    there = select(claims.c.id).where(claims.c.reading_id == reading_id, claims.c.key == key).order_by(claims.c.ordinal)
    number = connection.scalar(there.limit(1))
    if number is None:
        return None
    mine = or_(checks.c.claim_id == number, checks.c.program_id == number)
    return f"#{connection.scalar(select(checks.c.claim_id).where(mine).limit(1)) or number}"


def _source(connection: Connection, report_id: int, reading_id: int, choice: SourceChoice) -> Row:
    sources, readings = schema.sources, schema.readings
    if choice.name is not None:
        name = choice.name.strip()
        same = (sources.c.reading_id == reading_id) & (sources.c.name == name) & (sources.c.named == choice.named)
        kind = sources.c.kind.is_(None) if choice.kind is None else sources.c.kind == choice.kind
        found = connection.execute(select(sources.c.id, sources.c.key).where(same, kind)).first()
        if found is not None:
            return {"source_id": found.id, "source_key": found.key, "source_name": name}
        mine = select(func.count()).select_from(sources).where(sources.c.reading_id == reading_id)
        number = connection.scalar(mine) or 0
        row = {
            "reading_id": reading_id, "ordinal": number, "key": f"P{number + 1}", "name": name, "kind": choice.kind,
            "named": choice.named, "role": None, "country": None, "number": None, "anonymity": None,
        }  # fmt: skip
        return {"source_id": _insert(connection, sources, row), "source_key": row["key"], "source_name": name}
    if choice.id is None:
        return {"source_id": None, "source_key": None, "source_name": None}
    here = sources.join(readings, readings.c.id == sources.c.reading_id)
    query = select(sources.c.key, sources.c.name).select_from(here)
    known = connection.execute(query.where(sources.c.id == choice.id, readings.c.report_id == report_id)).one_or_none()
    if known is None:
        raise DecisionError(f"Source {choice.id} is not of this report. Choose one of its sources, or type a name.")
    return {"source_id": choice.id, "source_key": known.key, "source_name": known.name}


def _searched(connection: Connection, row: Row, children: dict[str, list[Row]]) -> list[str]:
    """Return the names under which a claim is found by its source; the report's words where nobody is named."""
    further = [r for r in children["claim_sources"] if r["role"] == "co_source"]
    known = select(schema.sources.c.id, schema.sources.c.name)
    ids = [r["source_id"] for r in further if r["source_id"] is not None]
    names = {r.id: r.name for r in connection.execute(known.where(schema.sources.c.id.in_(ids)))} if ids else {}
    co_sources = [names.get(r["source_id"], r["source_key"]) for r in further]
    return [name for name in (row["source_name"], *co_sources) if name is not None] or [row["source_words"]]


def _said(row: Row, children: dict[str, list[Row]], said: Time | None, text: str) -> None:
    row |= {"said_start": said.start if said else None, "said_end": said.end if said else None}
    children["times"] = [r for r in children["times"] if r["role"] != "said"]
    if said is not None:
        told = {"role": "said", "ordinal": 0, "start": said.start, "end": said.end}
        children["times"].append(told | {"words": words_of(text, said.spans)})
    _replace_spans(children, "said", [said.spans] if said else [])


def _quantities(children: dict[str, list[Row]], change: Change, text: str) -> None:
    given = change.quantities or ()
    children["quantities"] = [
        {"ordinal": n, "minimum": _real(q.minimum), "maximum": _real(q.maximum), "unit": q.unit,
         "approximate": q.approximate, "words": words_of(text, q.spans), "exact": json.dumps([q.minimum, q.maximum])}
        for n, q in enumerate(given)
    ]  # fmt: skip
    _replace_spans(children, "quantity", [q.spans for q in given])


def _real(number: float | None) -> float | None:
    return None if number is None else float(number)


def _verification(children: dict[str, list[Row]], given: Sequence[tuple[str, str | None]]) -> None:
    """Put the remarks given; one that was there already keeps the words that the report has for it."""
    before = children["verifications"]
    rows = []
    for status, by in given:
        same = (r for r in before if (r["status"], r["by_name"]) == (status, by) and r not in rows)
        rows.append(next(same, {"status": status, "by_key": None, "by_name": by, "words": "", "ordinal": None}))
    _renumber(children, "verification", before, rows)
    children["verifications"] = [r | {"ordinal": n} for n, r in enumerate(rows)]


def _renumber(children: dict[str, list[Row]], role: str, before: list[Row], kept: list[Row]) -> None:
    """Let the spans of the rows that stay follow their new order; those of the others go."""
    place = {row["ordinal"]: n for n, row in enumerate(kept) if row in before}
    others = [s for s in children["spans"] if s["role"] != role]
    mine = [s | {"item": place[s["item"]]} for s in children["spans"] if s["role"] == role and s["item"] in place]
    children["spans"] = others + mine
    for n, row in enumerate(kept):
        kept[n] = row | {"ordinal": n}


def _replace_spans(children: dict[str, list[Row]], role: str, items: Sequence[Spans]) -> None:
    children["spans"] = [s for s in children["spans"] if s["role"] != role] + [
        {"role": role, "item": item, "ordinal": n, "start": start, "end": end}
        for item, parts in enumerate(items)
        for n, (start, end) in enumerate(parts)
    ]
