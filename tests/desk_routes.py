"""All routes of a desk, for tests that try each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desk_people import CHEAP
from fastapi.routing import iter_route_contexts

from accordingto.ledger import Ledger
from accordingto.web.app import create_app
from accordingto.web.security.roles import declared


@dataclass(frozen=True)
class Route:
    """One method of one address: the path as it is declared, and the least role."""

    method: str
    path: str
    role: str

    @property
    def is_api(self) -> bool:
        return self.path.startswith("/api/")

    def at(self, value: object) -> str:
        """Return the path with a value in place of each of its parameters."""
        return re.sub(r"\{\w+\}", lambda _: str(value), self.path)


def routes(ledger: Path) -> list[Route]:
    """Return every route that a desk of this ledger answers, static files left out."""
    with Ledger.open(ledger) as opened:
        return list(_routes(opened))


def _routes(opened: Ledger) -> Iterator[Route]:
    for route in iter_route_contexts(create_app(opened, CHEAP).routes):
        for method in sorted(route.methods or ()):
            yield Route(method, str(route.path), str(declared(route)))
