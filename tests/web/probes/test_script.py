"""A hostile article and a hostile colleague: nothing that stands in the ledger, or in an address, becomes a program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx2
import lxml.html
import pytest
from desk_people import add_user, browser, logged_in
from desk_routes import routes
from desk_visitor import CHROMIUM
from hostile_ledger import ADDRESS, FORMULAS, PAYLOAD, poison
from sqlalchemy import update

from accordingto.ledger import Ledger
from accordingto.ledger.schema import claims, reports

_PAGES = (
    "/", "/?query=zq1", "/?sort=source", "/reports", "/reports/1", "/reports/2", "/reports/1?correct=1",
    "/reports/1?correct=3&then=review", "/reports/1?add=true", "/sources", "/sources?q=zq1", "/sources/1",
    "/sources/2", "/sources/1?other=zq", "/stories?q=zq1", "/review", "/review?done=1", "/add", "/log",
    "/log?verify=true", "/log?claim=1", "/account", "/help", "/login", "/reports/999", "/nothing",
)  # fmt: skip
_QUERIES = ("query", "source", "publisher", "act", "sort", "cursor", "report", "q", "title", "by", "other", "then",
            "next", "published_from", "number_from", "before", "claim", "done", "correct", "add", "verify")  # fmt: skip


@pytest.fixture
def poisoned(attacked: Path) -> Path:
    """The ledger with the payload in every text."""
    assert poison(attacked) > 40
    return attacked


def _harmless(answer: httpx2.Response) -> None:
    assert answer.status_code < 500, answer.url
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    if not answer.headers.get("content-type", "").startswith("text/html"):
        assert answer.headers["x-content-type-options"] == "nosniff"
        return
    page = lxml.html.fromstring(answer.content)
    for element in page.iter(lxml.html.etree.Element):
        tag = element.tag
        assert tag not in ("img", "iframe", "object", "embed", "base", "style"), (answer.url, tag)
        if tag == "script":
            assert element.get("src", "").startswith("/static/") and not element.text, answer.url
        for name, value in element.items():
            assert not name.startswith("on") and name not in ("style", "srcdoc"), (answer.url, name)
            if name in ("href", "src", "action", "formaction", "xlink:href"):
                fine = value.startswith(("/", "#", "https://", "http://")) and not value.startswith("//")
                assert fine, (answer.url, value)


def test_every_page_of_a_hostile_ledger_is_harmless(poisoned: Path, server: Callable[..., str]) -> None:
    seen = ""
    with browser(server(poisoned)) as client:
        for address in _PAGES:
            answer = client.get(address, follow_redirects=False)
            _harmless(answer)
            seen += answer.text
        for route in routes(poisoned):
            if route.method == "GET":
                _harmless(client.get(route.at(1)))
    assert seen.count("&lt;script&gt;window.hit") > 100, "the payload must be there, as words"
    assert seen.count("{{7*7}}") > 100, "nor is it a template"
    assert ADDRESS in seen and 'href="' + ADDRESS not in seen


def test_no_address_puts_a_program_into_a_page(client: httpx2.Client) -> None:
    for path in ("/", "/reports", "/sources", "/sources/1", "/stories", "/log", "/login", "/review", "/reports/1"):
        for name in _QUERIES:
            _harmless(client.get(f"{path}?{name}={quote(PAYLOAD)}"))
    for path in (
        f"/{quote(PAYLOAD, safe='')}",
        f"/add/{quote(PAYLOAD, safe='')}",
        f"/reports/{quote(PAYLOAD, safe='')}",
    ):
        _harmless(client.get(path))


def test_no_form_puts_a_program_into_a_page(client: httpx2.Client) -> None:
    names = ("who", "who_name", "who_kind", "act", "said_start", "source_words", "cue_at", "number_0_unit", "note",
             "standing_0_status", "standing_0_by", "content_words", "then", "revision", "seen")  # fmt: skip
    for name in names:
        form = {"content_words": "not in it", "seen": "{}", "then": PAYLOAD} | {name: PAYLOAD}
        _harmless(client.post("/claims/3/correct", data=form))
        _harmless(client.post("/reports/1/claims", data=form))
    _harmless(client.post("/login", data={"name": PAYLOAD, "password": PAYLOAD, "next": PAYLOAD}))
    for name in ("text", "title", "publisher", "published", "url"):
        _harmless(client.post("/add", files={"files": ("", b"")}, data={"published": "no", name: PAYLOAD}))


def test_a_hostile_name_of_a_file_is_a_name(client: httpx2.Client) -> None:
    for name in (
        PAYLOAD,
        "../../etc/passwd",
        "..\\..\\x",
        "a\r\nSet-Cookie: a=b",
        "n" * 60_000,
        "\u202etxt.exe",
        ".",
        "..",
        "/",
    ):
        sent = client.post("/add", files={"files": (name, b"Ann says it rains.")})
        assert sent.status_code in (303, 400, 422) and "set-cookie" not in sent.headers, name[:40]
        if sent.status_code == 303:
            page = client.get(sent.headers["location"])
            _harmless(page)
            assert len(page.content) < 20_000
    _harmless(client.get("/add"))


def test_exports_hold_no_formula(attacked: Path, server: Callable[..., str]) -> None:
    with Ledger.open(attacked) as opened, opened.writing_connection() as connection:
        for number, formula in enumerate(FORMULAS, 3):
            words = {"content": formula, "cue": formula, "source_name": formula, "via_names": formula}
            connection.execute(update(claims).where(claims.c.id == number).values(words))
        connection.execute(update(reports).values(title="=1+1", publisher="@x"))
    with browser(server(attacked)) as client:
        found = client.get("/api/v1/export/claims.csv")
        lines = client.get("/api/v1/export/claims.jsonl")
    cells = [cell for row in csv.reader(io.StringIO(found.text)) for cell in row]
    assert sum("=1+1" in cell for cell in cells) > 20
    assert [cell for cell in cells if cell.lstrip()[:1] in (*"=+-@＝＋－＠", "\t", "\r")] == []
    assert found.headers["content-disposition"] == 'attachment; filename="claims.csv"'
    assert any(json.loads(line)["content"] == "=1+1" for line in lines.text.splitlines()), "JSON is no spreadsheet"


def test_no_program_runs_in_a_browser(poisoned: Path, server: Callable[..., str]) -> None:
    pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install -e '.[test]'")
    if not CHROMIUM.exists():
        pytest.skip("needs a browser: apt install chromium")
    # In a thread of its own: the browser of the pages' tests may still be open in this one.
    with ThreadPoolExecutor(1) as pool:
        hits, complaints = pool.submit(_looked_at, server(poisoned)).result()
    assert hits == []
    assert complaints == [], "the policy had to stop what escaping should have"


def _looked_at(address: str) -> tuple[list[str], list[str]]:
    """Open every page in a browser; return those on which a program ran, and what the browser complained of."""
    from playwright.sync_api import sync_playwright

    hits: list[str] = []
    complaints: list[str] = []
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        page = opened.new_page()
        page.set_default_timeout(15_000)
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        for path in (*_PAGES, '/reports/1#claim-"]</style><img src=x onerror=window.hit=1>', "/reports/1#claim-3"):
            page.goto(address + path)
            hits += [path] if page.evaluate("window.hit") is not None else []
        page.keyboard.press("j")
        if page.locator("[data-key=r]:visible").count():
            page.locator("[data-key=r]:visible").first.click()
        page.wait_for_timeout(300)
        hits += ["after a key"] if page.evaluate("window.hit") is not None else []
        opened.close()
    return hits, complaints


def test_what_a_login_page_keeps_is_no_program_either(attacked: Path, server: Callable[..., str]) -> None:
    add_user(attacked, "<b onclick=x>Ann</b>", "admin")
    client = logged_in(server(attacked), "<b onclick=x>Ann</b>")
    for path in ("/", "/account", "/log"):
        _harmless(client.get(path))
    assert "&lt;b onclick" in client.get("/account").text
