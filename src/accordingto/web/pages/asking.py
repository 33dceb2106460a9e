"""What an address asks for: filters, order and cursor, and addresses for what is asked."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Request
from pydantic import Field

from accordingto.errors import DecisionError
from accordingto.ledger.review.listing import SORTS, Filters

Number = Annotated[int, Field(ge=0, le=2**53 - 1)]
"""A row number in an address; larger ones no database takes."""
_MOST = 100
_MANY = ("act", "standing", "kind", "state")
_NUMBERS = ("number_from", "number_until", "confidence_from", "confidence_until")
NAMES = tuple(field.name for field in fields(Filters))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a list asks for; `parameters` are its filters as pairs, without empty ones."""

    filters: Filters
    sort: str
    cursor: str | None
    parameters: tuple[tuple[str, str], ...]

    def address(self, path: str, *, without: tuple[str, str] | None = None, **more: str | None) -> str:
        """Return the address of the same list at `path`; `without` is a pair to leave out, `more` are further pairs."""
        pairs = [pair for pair in self.parameters if pair != without]
        pairs += [("sort", self.sort)] if self.sort != "newest" and "sort" not in more else []
        pairs += [(name, value) for name, value in more.items() if value]
        return f"{path}?{urlencode(pairs)}" if pairs else path


def asked(request: Request) -> Asked:
    """Return what the address asks for; raises DecisionError in words where a value makes no sense."""
    given = request.query_params
    if len(given.multi_items()) > _MOST:
        raise DecisionError(f"An address can hold {_MOST} filters at most.")
    told: dict[str, object] = {}
    parameters: list[tuple[str, str]] = []
    for name in NAMES:
        values = tuple(value.strip() for value in given.getlist(name) if value.strip())
        if not values:
            continue
        parameters += [(name, value) for value in (values if name in _MANY else values[-1:])]
        if name in _MANY:
            told[name] = values
        elif name in _NUMBERS:
            told[name] = _number(name, values[-1])
        elif name == "report":
            told[name] = row_number(values[-1], "report")
        else:
            told[name] = values[-1]
    sort = given.get("sort") or "newest"
    if sort not in SORTS:
        raise DecisionError(f"There is no order {sort!r}. Choose one of {', '.join(SORTS)}.")
    return Asked(Filters(**told), sort, given.get("cursor") or None, tuple(parameters))  # type: ignore[arg-type]


def has_empty(request: Request) -> bool:
    """Whether the address holds parameters without a value, as a form sends them."""
    return any(not value for _, value in request.query_params.multi_items())


def _number(name: str, value: str) -> float:
    percent = value.endswith("%")
    try:
        number = float(value.rstrip("%").replace(",", ""))
    except ValueError:
        number = float("nan")
    if number != number or number in (float("inf"), float("-inf")):
        words = name.replace("_", " ")
        raise DecisionError(f"{words}: {value!r} is not a number. Write it like 40, 16,000 or 0.5.")
    return number / 100 if percent else number


def row_number(value: str, of: str) -> int:
    """Return the row number that was typed for a report or claim; raises DecisionError where it is none."""
    if not (value.isascii() and value.isdigit() and len(value) < 16):
        raise DecisionError(f"{of}: {value!r} is not a row number. Write it like 12.")
    return int(value)
