"""Every route that changes something, asked by everybody whose role does not reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from desk_people import add_token, add_user, browser, logged_in, program
from desk_requests import Asking, unsafe, with_a_judgement
from desk_state import changed, state
from plain_reader import plain_reader

from accordingto.ledger.people.users import ROLES

Clients = dict[str, tuple[httpx2.Client, httpx2.Client]]


@pytest.fixture
def people(attacked: Path, server: Callable[..., str]) -> Iterator[Clients]:
    """By role, somebody with a token and somebody with a session; a stranger's, who has neither, is “anyone”."""
    with_a_judgement(attacked)
    tokens = {role: add_token(attacked, f"{role}'s program", role) for role in ROLES}
    for role in ROLES:
        add_user(attacked, f"a {role}", role)
    address = server(attacked, plain_reader)
    opened: Clients = {"anyone": (program(address), browser(address))}
    opened |= {role: (program(address, tokens[role]), logged_in(address, f"a {role}")) for role in ROLES}
    yield opened
    for pair in opened.values():
        for client in pair:
            client.close()


def test_no_role_below_the_declared_one_changes_anything(people: Clients, attacked: Path) -> None:
    guarded = [asking for asking in unsafe(attacked) if asking.route.role in ROLES]
    assert len(guarded) > 15
    before = state(attacked)
    for asking in guarded:
        lower = ROLES[: ROLES.index(asking.route.role)]
        for role in ("anyone", *lower):
            for client in people[role]:
                answer = asking.send(client)
                assert _refused(answer, asking, role), (asking.path, role, answer.status_code)
    assert changed(before, attacked) == []
    for asking in guarded:
        # Somebody else's decision is for an editor to take back.
        role = "editor" if asking.path == "/claims/1/undo" else asking.route.role
        answer = asking.send(people[role][1])
        assert answer.status_code in (200, 201, 303), (asking.path, answer.status_code)


def _refused(answer: httpx2.Response, asking: Asking, role: str) -> bool:
    if role != "anyone":
        return answer.status_code == 403 and asking.route.role in answer.text
    if asking.route.is_api:
        return answer.status_code == 401
    return answer.status_code in (401, 403) or answer.headers.get("location", "").startswith("/login")


def test_no_role_below_the_declared_one_reads(people: Clients, attacked: Path) -> None:
    for path, least in (("/add", "editor"), ("/add/nothing", "editor"), ("/review", "reviewer")):
        for role in ROLES[: ROLES.index(least)]:
            for client in people[role]:
                assert client.get(path).status_code == 403, (path, role)
    assert "The chain" not in people["reader"][1].get("/log?verify=true").text, "reading it all is work"


def test_a_reviewer_takes_back_nobody_elses_decision(people: Clients, attacked: Path) -> None:
    before = state(attacked)
    for client in people["reviewer"]:
        assert client.post("/claims/1/undo", data={"revision": "1"}).status_code == 403
        sent = {"decision": "undo"}
        answer = client.post("/api/v1/claims/1/reviews", json=sent, headers={"If-Match": '"1-1"'})
        assert answer.status_code == 403
    assert changed(before, attacked) == []


def test_what_a_form_says_of_names_and_roles_counts_for_nothing(people: Clients, attacked: Path) -> None:
    """Decisions are by whoever is logged in, and nobody makes themselves more than they are."""
    told = {"by": "Ann", "role": "admin", "name": "Ann", "person": "Ann", "user": "Ann", "how": "open"}
    _, reviewer = people["reviewer"]
    headers = {"X-User": "Ann", "X-Role": "admin", "X-Forwarded-User": "Ann", "Remote-User": "Ann"}
    answer = reviewer.post("/claims/20/accept", params=told, data=told | {"revision": "0"}, headers=headers)
    assert answer.status_code == 303
    entry = reviewer.get("/api/v1/reviews", params={"claim": 20}).json()["reviews"][0]
    assert entry["by"] == "a reviewer"
    assert people["reader"][1].post("/claims/21/accept", params=told, data=told, headers=headers).status_code == 403
