"""What goes wrong is told in words: to programs as problem details, to people as a page."""

from __future__ import annotations

import sqlite3

import pytest
from desk_people import PASSWORD, add_user, browser, program
from fastapi import FastAPI

from accordingto.errors import (
    BusyError,
    ConflictError,
    DecisionError,
    LedgerError,
    NotFoundError,
    TooLargeError,
)
from accordingto.ledger.database import writers
from accordingto.web.problems import ProblemError

ERRORS = {
    404: NotFoundError("there is no claim 7 <b>"),
    409: ConflictError("Ana accepted it in the meantime"),
    422: DecisionError("the span ends outside of the text"),
    413: TooLargeError("too much text"),
    503: BusyError("another program has been writing"),
    500: LedgerError("the disk is full"),
    412: ProblemError(412, "the ETag is not the one of now \ud800", {"ETag": '"7-2"'}, "Changed since", current=2),
}


def _with_errors(app: FastAPI) -> None:
    @app.get("/api/v1/error/{status}")
    @app.get("/error/{status}")
    def error(status: int) -> None:
        raise ERRORS[status]


@pytest.fixture
def client(ledger, server):
    return program(server(ledger, _with_errors))


@pytest.mark.parametrize("status", ERRORS)
def test_programs_are_told_by_problem_details(client, status):
    answer = client.get(f"/api/v1/error/{status}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["type"] == "about:blank"
    assert told["title"]
    words = str(ERRORS[status])[1:].replace("\ud800", "?")
    assert words in told["detail"]


@pytest.mark.parametrize("status", ERRORS)
def test_people_are_told_by_a_page(client, status):
    answer = client.get(f"/error/{status}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<b>" not in answer.text.replace("<body>", "")


def test_headers_and_members_of_a_problem_are_kept(client):
    answer = client.get("/api/v1/error/412")
    assert answer.headers["etag"] == '"7-2"'
    assert (answer.json()["title"], answer.json()["current"]) == ("Changed since", 2)
    assert client.get("/error/412").headers["etag"] == '"7-2"'


def test_what_is_busy_says_when_to_come_again(client):
    assert int(client.get("/api/v1/error/503").headers["retry-after"]) > 0


def test_wrong_values_are_told_by_where_they_stand(client):
    told = client.get("/api/v1/error/seven").json()
    assert told["status"] == 422
    assert told["errors"][0]["at"] == ["path", "status"]
    assert "status" in told["detail"]


def test_readers_do_not_learn_where_the_ledger_lies(ledger, server):
    def with_error(app: FastAPI) -> None:
        @app.get("/api/v1/search")
        def search() -> None:
            raise LedgerError(f"Ledger {app.state.ledger.name}: the file is damaged.")

    told = program(server(ledger, with_error)).get("/api/v1/search").json()
    assert told["detail"] == "The file is damaged."


def test_while_another_program_writes_for_too_long(ledger, server, monkeypatch):
    monkeypatch.setattr(writers, "PATIENCE", 0.2)
    add_user(ledger, "Ana")
    client = browser(server(ledger))
    other = sqlite3.connect(ledger, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    answer = client.post("/login", data={"name": "Ana", "password": PASSWORD})
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "writing" in answer.text
    assert client.get("/login").status_code == 200, "reading goes on"
    other.execute("ROLLBACK")
    other.close()
    assert client.post("/login", data={"name": "Ana", "password": PASSWORD}).status_code == 303
