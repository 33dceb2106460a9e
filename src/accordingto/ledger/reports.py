"""The list of reports in a ledger, and finding one by what a person remembers of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, func, select

from accordingto.errors import LedgerError
from accordingto.ledger.folding import folded
from accordingto.ledger.schema import claims, readings, reports

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Report:
    """One version of a report in the ledger.

    `number` is its row number, `digest` the document's id; `claims` counts those of the current reading, which
    `program_version` and `model` made at `read_at` (ISO, UTC).
    """

    number: int
    digest: str
    url: str | None
    version: int
    title: str | None
    publisher: str | None
    published: str | None
    language: str | None
    path: str | None
    status: str | None
    first_read_at: str
    read_at: str
    program_version: str
    model: str
    claims: int


def listed(connection: Connection, where: ColumnElement[bool] | None = None) -> list[Report]:
    """Return the reports in the order in which they were first read."""
    counted = select(func.count()).where(claims.c.reading_id == readings.c.id).correlate(readings).scalar_subquery()
    query = (
        select(
            reports.c.id.label("number"), reports.c.digest, reports.c.url, reports.c.version, reports.c.title,
            reports.c.publisher,
            reports.c.published, reports.c.language, reports.c.path, reports.c.status,
            reports.c.first_read_at, readings.c.read_at,
            readings.c.program_version, readings.c.model, counted.label("claims"),
        )
        .join(readings, (readings.c.report_id == reports.c.id) & readings.c.is_current)
        .order_by(reports.c.id)
    )  # fmt: skip
    return [Report(**row) for row in connection.execute(query if where is None else query.where(where)).mappings()]


def numbers_of(connection: Connection, digests: Collection[str]) -> dict[str, int]:
    """Return the row numbers of the reports with these digests."""
    query = select(reports.c.digest, reports.c.id)
    pieces = (list(digests)[first : first + 500] for first in range(0, len(digests), 500))
    return {r.digest: r.id for some in pieces for r in connection.execute(query.where(reports.c.digest.in_(some)))}


def find(connection: Connection, text: str) -> int:
    """Return the row number of the one report that `text` means.

    Tried in this order: row number, address (its newest version), path or file name, start of the id (four digits or
    more), words of the title. Raises LedgerError where nothing or more than one fits.
    """
    text = text.strip()
    for found in (_by_number, _by_address, _by_path, _by_digest, _by_title):
        numbers = found(connection, text)
        if len(numbers) == 1:
            return numbers[0]
        if numbers:
            raise LedgerError(_ambiguous(connection, text, numbers))
    raise LedgerError(
        f"The ledger has no report {text!r}. Type its row number, address, path, the start of its id, or words of its "
        "title. “accordingto show LEDGER” lists the reports."
    )


def _ids(connection: Connection, where: ColumnElement[bool]) -> list[int]:
    return list(connection.scalars(select(reports.c.id).where(where).order_by(reports.c.id)))


def _by_number(connection: Connection, text: str) -> list[int]:
    # A row number has at most 9 digits; anything longer may be the start of an id.
    return _ids(connection, reports.c.id == int(text)) if re.fullmatch(r"[0-9]{1,9}", text) else []


def _by_address(connection: Connection, text: str) -> list[int]:
    return _ids(connection, reports.c.url == text)[-1:] if text else []


def _by_path(connection: Connection, text: str) -> list[int]:
    if not text:
        return []
    exact = _ids(connection, reports.c.path == text)
    if exact:
        return exact
    name = text.replace("\\", "/")
    ends = reports.c.path.endswith(f"/{name}", autoescape=True)
    return _ids(connection, ends | reports.c.path.endswith("\\" + Path(name).name, autoescape=True))


def _by_digest(connection: Connection, text: str) -> list[int]:
    start = re.fullmatch(r"(?:sha256:)?([0-9a-f]{4,64})", text.casefold())
    return _ids(connection, reports.c.digest.startswith(f"sha256:{start[1]}")) if start else []


def _by_title(connection: Connection, text: str) -> list[int]:
    words = folded(text).split()
    if not words:
        return []
    titles = connection.execute(select(reports.c.id, reports.c.title).where(reports.c.title.is_not(None)))
    by_number = {row.id: folded(row.title) for row in titles}
    whole = sorted(number for number, title in by_number.items() if title == " ".join(words))
    return whole or sorted(number for number, title in by_number.items() if all(word in title for word in words))


def _ambiguous(connection: Connection, text: str, numbers: list[int]) -> str:
    found = listed(connection, reports.c.id.in_(numbers[:_SHOWN]))
    lines = [
        f"  {r.number}  " + ", ".join(part for part in (r.published, r.publisher, r.title, r.path or r.url) if part)
        for r in found
    ]
    if len(numbers) > _SHOWN:
        lines.append(f"  … and {len(numbers) - _SHOWN:,} more")
    return f"{len(numbers):,} reports fit {text!r}. Type the row number of the one you mean:\n" + "\n".join(lines)
