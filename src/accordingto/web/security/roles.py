"""Who is asking, and what they may do: the one place where roles are checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext, iter_route_contexts
from starlette.routing import BaseRoute, Mount

from accordingto.ledger.people.users import ROLES

Check = Callable[[Request], "Person | None"]


@dataclass(frozen=True)
class Person:
    """Who is asking. `how` is session, token, or open: a desk without users on one's own machine."""

    name: str
    role: str
    how: str = "open"

    def may(self, role: str) -> bool:
        """Return whether their role is at least that one."""
        return ROLES.index(self.role) >= ROLES.index(role)


class NotKnownError(Exception):
    """Nobody is logged in where somebody has to be."""


class NotAllowedError(Exception):
    """Somebody's role does not reach; `role` would."""

    def __init__(self, person: Person, role: str) -> None:
        """Keep who asked and what they would have to be."""
        super().__init__(f"{person.name} is {person.role}, not {role}")
        self.person = person
        self.role = role


@cache
def at_least(role: str) -> Check:
    """Return a dependency that lets those pass whose role is at least that one, and returns the Person."""
    if role not in ROLES:
        raise ValueError(f"there is no role {role!r}: {', '.join(ROLES)}")

    # Without a file or database to wait for, it need not go to a thread.
    async def person_of(request: Request) -> Person:
        person: Person | None = request.scope["state"].get("person")
        if person is None:
            raise NotKnownError
        if not person.may(role):
            raise NotAllowedError(person, role)
        return person

    person_of.least_role = role  # type: ignore[attr-defined]
    return person_of  # type: ignore[return-value]


async def anyone(request: Request) -> Person | None:
    """A dependency for what needs no login, such as the login page; returns the Person where there is one."""
    person: Person | None = request.scope["state"].get("person")
    return person


anyone.least_role = "anyone"  # type: ignore[attr-defined]


def declared(route: RouteContext) -> str | None:
    """Return the role that a route declares with `at_least`, “anyone”, or None where it declares nothing."""
    dependant = getattr(route, "dependant", None)
    return None if dependant is None else next((role for role in _roles(dependant) if role), None)


def undeclared(routes: Sequence[BaseRoute]) -> list[str]:
    """Return the routes that declare no role: a program with one must not start. Mounted are static files only."""
    return [
        f"{sorted(route.methods or ())} {route.path}"
        for route in iter_route_contexts(routes)
        if not isinstance(route.original_route, Mount) and declared(route) is None
    ]


def _roles(dependant: Dependant) -> Iterator[str | None]:
    for needed in dependant.dependencies:
        yield getattr(needed.call, "least_role", None)
        yield from _roles(needed)
