"""Who may do what: declared by every route, checked at one place."""

from __future__ import annotations

import pytest
from desk_people import CHEAP, add_token, program
from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import iter_route_contexts

from accordingto.ledger import Ledger
from accordingto.ledger.people.users import ROLES
from accordingto.web import app as desk
from accordingto.web.security.roles import Person, anyone, at_least, declared, undeclared

FOR_ANYONE = {
    "/login", "/logout", "/api/v1/health", "/api/v1/openapi.json", "/help", "/static",
}  # fmt: skip
READING = {"GET", "HEAD"}


@pytest.fixture
def routes(ledger):
    with Ledger.open(ledger) as opened:
        yield list(iter_route_contexts(desk.create_app(opened, CHEAP).routes))


def test_every_route_declares_a_role_and_few_are_for_anyone(routes):
    roles = {route.path: declared(route) for route in routes if route.path != "/static"}
    assert None not in roles.values()
    assert {path for path, role in roles.items() if role == "anyone"} <= FOR_ANYONE


def test_a_reader_changes_nothing_but_their_own_account(routes):
    changing = {route.path: declared(route) for route in routes if set(route.methods or ()) - READING}
    assert changing, "there are routes that change something"
    for path, role in changing.items():
        own = path in {"/login", "/logout"} or path.startswith("/account")
        assert own or role in ROLES[1:], f"{path} is open to {role}"


def test_a_route_without_a_role_keeps_the_desk_from_starting(ledger, monkeypatch):
    router = APIRouter()

    @router.post("/forgotten", dependencies=[Depends(lambda: None)])
    def forgotten() -> None:
        """Do something nobody thought of."""

    inner = APIRouter(prefix="/inner")
    inner.include_router(router)
    monkeypatch.setattr(desk.pages, "router", inner)
    with Ledger.open(ledger) as opened, pytest.raises(RuntimeError, match=r"/inner/forgotten"):
        desk.create_app(opened, CHEAP)


def test_a_role_may_be_declared_by_route_router_or_parameter():
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    whole = APIRouter(prefix="/whole", dependencies=[Depends(at_least("editor"))])

    @whole.get("/")
    def of_router() -> None: ...

    @app.get("/route", dependencies=[Depends(anyone)])
    def of_route() -> None: ...

    @app.get("/parameter")
    def of_parameter(person: Person = Depends(at_least("admin"))) -> None: ...

    @app.get("/none")
    def of_none() -> None: ...

    app.include_router(whole)
    roles = {route.path: declared(route) for route in iter_route_contexts(app.routes)}
    assert roles == {"/whole/": "editor", "/route": "anyone", "/parameter": "admin", "/none": None}
    assert undeclared(app.routes) == ["['GET'] /none"]


def test_each_role_may_what_those_before_it_may(ledger, server):
    def with_rooms(app: FastAPI) -> None:
        for role in ROLES:
            app.get(f"/api/v1/room/{role}", dependencies=[Depends(at_least(role))])(lambda: True)

    address = server(ledger, with_rooms)
    for rank, role in enumerate(ROLES):
        client = program(address, add_token(ledger, f"a {role}", role))
        told = [client.get(f"/api/v1/room/{room}") for room in ROLES]
        assert [answer.status_code for answer in told] == [200] * (rank + 1) + [403] * (3 - rank)
    nobody = program(address).get("/api/v1/room/reader")
    assert nobody.status_code == 401
    assert nobody.headers["www-authenticate"] == "Bearer"
    assert "token" in nobody.json()["detail"]


def test_there_is_no_role_by_another_name():
    with pytest.raises(ValueError, match="owner"):
        at_least("owner")
