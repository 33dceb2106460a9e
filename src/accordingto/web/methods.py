"""Which methods an address takes: what the Allow header of 405 has to list (RFC 9110)."""

from __future__ import annotations

from fastapi.routing import iter_route_contexts
from starlette.requests import Request
from starlette.routing import compile_path


def allowed(request: Request) -> str:
    """Return the methods of all routes at the request's path, separated by commas."""
    found: set[str] = set()
    for route in iter_route_contexts(request.app.routes):
        if route.methods and route.path and compile_path(route.path)[0].match(request.url.path):
            found |= set(route.methods)
    return ", ".join(sorted(found))
