"""The desk's other pages in a real browser: lists, sources, stories, the queue, adding, the log; axe and widths."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from desk_people import add_user
from desk_visitor import Visitor
from fastapi import FastAPI
from plain_reader import plain_reader

from accordingto.ledger import Ledger
from accordingto.ledger.review.cells import cells
from accordingto.ledger.review.log import entries
from accordingto.web.adding import Adding

expect = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install -e '.[test]'").expect
Visit = Callable[..., Visitor]

PAGES = (
    "/", "/?act=deny&state=unreviewed", "/?query=flood", "/?published_from=soon", "/reports", "/reports?title=nothing",
    "/reports/1#claim-1", "/reports/1?correct=1#claim-1", "/reports/1?add=true", "/sources", "/sources?q=José",
    "/sources/1", "/stories", "/stories?q=flood", "/review", "/add", "/log", "/log?verify=true", "/help", "/nowhere",
    "/account",
)  # fmt: skip

COLOURED = (
    "/?act=deny&state=unreviewed", "/reports/1?correct=1#claim-1", "/sources/1", "/stories?q=flood", "/review", "/log",
)  # fmt: skip
"""Pages that between them have every colour."""


def test_a_claim_is_found_by_words_and_opened_by_key(visitor: Visit) -> None:
    one = visitor()
    page = one.go("/")
    expect(page.get_by_role("status")).to_have_text("7 claims")
    one.press("/")
    page.keyboard.type("flood")
    one.press("Enter")
    # What was left empty is not in the address.
    page.wait_for_url(f"{one.address}/?query=flood")
    expect(page.get_by_role("status")).to_have_text("2 claims")
    one.press("j", "j", "k", "Enter")
    page.wait_for_url(f"{one.address}/reports/2#claim-6")
    expect(page.locator("#claim-6")).to_have_class(re.compile(r"\bhere\b"))


def test_filters_make_an_address_that_can_be_kept_and_taken_apart(visitor: Visit) -> None:
    one = visitor()
    page = one.go("/")
    page.locator("summary", has_text="Filters").click()
    page.get_by_label("deny").check()
    page.get_by_label("accuse").check()
    page.get_by_label("Source", exact=True).fill("Åström")
    page.get_by_role("textbox", name="Published from").fill("2024-05")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile("act="))
    kept = parse_qsl(urlsplit(page.url).query)
    assert sorted(kept) == [("act", "accuse"), ("act", "deny"), ("published_from", "2024-05"), ("source", "Åström")]
    assert page.locator("table.claims tbody tr").count() == 1
    export = page.get_by_role("link", name="CSV", exact=True)
    exported = page.request.get(one.address + str(export.get_attribute("href")))
    assert exported.ok and exported.text().count("\r\n") == 2 and "neglect" in exported.text()
    page.get_by_role("link", name="Remove source: Åström").click()
    expect(page.get_by_role("status")).to_have_text("2 claims")
    one.expected = ("400",)
    page = one.go("/?published_from=soon")
    expect(page.get_by_role("alert")).to_contain_text("'soon' is not a date")
    expect(page.get_by_role("textbox", name="Published from")).to_have_value("soon")


def test_a_list_goes_on_from_page_to_page_without_losing_or_doubling(visitor: Visit, desk_ledger: Path) -> None:
    from evaluation import desk_ledger as synthetic

    with Ledger.open(desk_ledger) as opened:
        for number in range(4):
            opened.add(synthetic.reading(number))
    one = visitor(java_script_enabled=False)
    page = one.go("/?sort=source")
    seen: list[str] = []
    while True:
        seen += [str(row.get_attribute("id")) for row in page.locator("tbody tr").all()]
        following = page.get_by_role("link", name="Next page")
        if not following.count():
            break
        following.click()
    assert len(seen) == len(set(seen)) == 107


def test_help_opens_and_single_keys_can_be_turned_off(visitor: Visit) -> None:
    one = visitor()
    page = one.go("/")
    one.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("dialog")).to_contain_text("next claim")
    page.get_by_label("Use single keys").uncheck()
    one.press("Escape", "j")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.locator("tr.at").count() == 0
    one.press("ArrowDown")
    assert page.locator("tr.at").count() == 1


def test_a_source_is_merged_and_taken_apart_again(visitor: Visit, desk_ledger: Path) -> None:
    one = visitor()
    page = one.go("/sources?q=astrom")
    page.get_by_role("link", name="José Åström").click()
    expect(page.locator("main")).to_contain_text("that the flood took 12 houses")
    expect(page.locator("svg")).to_be_visible()
    page.get_by_label("The same as").fill("ministry")
    page.get_by_role("button", name="Find").click()
    page.get_by_label("Why").fill("he speaks for it")
    page.get_by_role("button", name="This is the same").click()
    expect(page.locator("#judged")).to_contain_text("“José Åström”")
    expect(page.locator(".days").first).to_contain_text("it would pay")
    page.get_by_role("button", name="Take back").click()
    expect(page.locator("#judged .state")).to_have_count(0)
    expect(page.locator(".days").first).not_to_contain_text("it would pay")
    page.get_by_role("button", name=re.compile("is somebody else")).click()
    expect(page.locator("#judged .state")).to_have_text("different")
    expect(page.locator(".days").first).not_to_contain_text("12 houses")
    with Ledger.open(desk_ledger) as opened, opened.reading_connection() as connection:
        assert [entry.action for entry in entries(connection)] == ["split", "take back", "merge"]


def test_a_story_tells_points_and_a_timeline(visitor: Visit) -> None:
    one = visitor()
    page = one.go("/stories")
    one.press("/")
    page.keyboard.type("flood houses")
    one.press("Enter")
    expect(page.locator("h1")).to_have_text("Story: flood houses")
    expect(page.locator("main")).to_contain_text("José Åström said “that the flood took 12 houses”")
    page.get_by_role("link", name="claim 2/C1 in its report").first.click()
    page.wait_for_url(f"{one.address}/reports/2#claim-6")


def test_two_people_go_through_the_queue_with_one_key_each(visitor: Visit, desk_ledger: Path) -> None:
    for name in ("ann", "bea"):
        add_user(desk_ledger, name)
    ann, bea = visitor("ann"), visitor("bea")
    shown: list[str] = []
    for one in (ann, bea):
        one.go("/review")
        expect(one.page.get_by_role("status")).to_have_text("7 claims left")
        shown.append(one.page.locator("article .told").inner_text())
    assert shown == ["calls neglect", "quoted … as saying the dam had held"]
    ann.press("a")
    expect(ann.page.locator(".notice")).to_contain_text("accepted")
    expect(ann.page.locator("article .told")).to_contain_text("<script>")
    ann.press("u")
    expect(ann.page.locator("article .told")).to_have_text("calls neglect")
    ann.press("r")
    expect(ann.page.locator(".notice")).to_contain_text("rejected")
    bea.press("s")
    expect(bea.page.locator("article .told")).not_to_contain_text("dam had held")
    bea.press("c")
    bea.page.locator("form.correct").wait_for()
    bea.page.select_option("[name=act]", "warn")
    bea.page.get_by_role("button", name="Save").click()
    expect(bea.page.locator(".notice")).to_contain_text("corrected")
    expect(bea.page.get_by_role("status")).to_have_text("5 claims left")
    with Ledger.open(desk_ledger) as opened, opened.reading_connection() as connection:
        assert cells(connection, 4).state == "rejected"
        assert cells(connection, 2).state == "unreviewed"
        told = [(entry.by, entry.action) for entry in reversed(entries(connection))]
    assert told == [("ann", "accept"), ("ann", "undo"), ("ann", "reject"), ("bea", "correct")]


def without_a_model(app: FastAPI) -> None:
    plain_reader(app)
    app.state.adding = Adding(app.state.intake)


@pytest.mark.parametrize("scripts", [True, False])
def test_pasted_text_and_files_are_added_with_errors_for_each(visitor: Visit, scripts: bool) -> None:
    one = visitor(change=without_a_model, java_script_enabled=scripts)
    page = one.go("/add")
    page.get_by_label("Paste a report").fill("Ann said the bridge is safe.")
    page.get_by_label("Title").fill("The bridge")
    broken = {"name": "<b>broken<b>.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 nothing"}
    second = {"name": "second.txt", "mimeType": "text/plain", "buffer": b"Bob denied it all."}
    page.set_input_files("[name=files]", [broken, second])
    page.get_by_role("button", name="Add").click()
    expect(page.locator("main")).to_contain_text("3 of 3 files read", timeout=15_000)
    expect(page.locator(".days li", has_text="<b>broken<b>.pdf")).to_contain_text("failed")
    expect(page.locator(".days li", has_text="second.txt")).to_contain_text("1 claim")
    page.locator(".days li", has_text="pasted text").get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("The bridge")
    expect(page.locator(".card")).to_contain_text("the bridge is safe.")


def test_what_cannot_be_added_is_said_and_kept(visitor: Visit) -> None:
    one = visitor(change=without_a_model)
    one.expected = ("422",)
    page = one.go("/add")
    page.get_by_label("Paste a report").fill("Ann said it.")
    page.get_by_label("Published").fill("soon")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("alert")).to_contain_text("“soon” is no date")
    expect(page.get_by_label("Paste a report")).to_have_value("Ann said it.")


def test_the_log_tells_from_what_to_what_and_verifies(visitor: Visit, desk_ledger: Path) -> None:
    one = visitor()
    page = one.go("/reports/1?correct=1")
    page.select_option("[name=act]", "warn")
    page.fill("[name=number_0_maximum]", "50")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#claim-1 .state")).to_have_text("corrected")
    page = one.go("/log")
    expect(page.locator("tbody tr")).to_contain_text("act: assert → warn")
    expect(page.locator("tbody tr")).to_contain_text("40 or more houses (“more than 40”) → 40 to 50 houses")
    page.get_by_role("button", name="Verify the chain").click()
    expect(page.get_by_role("status")).to_contain_text("The chain holds. 1 decision")
    with Ledger.open(desk_ledger) as opened, opened.writing_connection() as connection:
        connection.exec_driver_sql("UPDATE log SET after = '{}'")
    page = one.go("/log?verify=true")
    expect(page.get_by_role("alert")).to_contain_text("The chain is broken at entry 1")


def test_axe_finds_nothing_on_any_page_and_colours_do_in_the_dark(visitor: Visit) -> None:
    one = visitor()
    one.expected = ("400", "404")
    one.go("/reports/1")
    one.press("j", "a", "j", "r")
    expect(one.page.locator("#claim-2 .state")).to_have_text("rejected")
    found = {}
    for path in PAGES:
        one.page.emulate_media(color_scheme="light")
        one.go(path)
        found[path] = one.violations()
        if path in COLOURED:
            one.page.emulate_media(color_scheme="dark")
            found[f"{path}, dark"] = one.violations("color-contrast")
    one.press("g", "l")
    one.page.wait_for_url(one.address + "/")
    one.press("?")
    found["the help sheet"] = one.violations()
    assert {place: violations for place, violations in found.items() if violations} == {}


def test_pages_fit_a_phone(visitor: Visit) -> None:
    one = visitor(viewport={"width": 360, "height": 740}, has_touch=True)
    one.expected = ("400", "404")
    assert [path for path in PAGES if one.go(path) and one.is_too_wide()] == []
    page = one.go("/reports/1")
    page.locator(".seg", has_text="the dam had held").tap()
    card = page.locator("#claim-2")
    expect(card).to_be_in_viewport()
    expect(card.get_by_role("button", name="Accept")).to_be_in_viewport()
    expect(page.locator(".seg", has_text="the dam had held")).to_be_in_viewport()


def test_pages_are_read_without_scripts(visitor: Visit) -> None:
    one = visitor(java_script_enabled=False)
    one.expected = ("400", "404")
    for path in PAGES:
        page = one.go(path)
        assert page.locator("h1").count() == 1, path
    page = one.go("/review")
    page.get_by_role("button", name="Accept").click()
    expect(page.locator(".notice")).to_contain_text("accepted")
    page.get_by_role("link", name="Help").click()
    expect(page.locator("main")).to_contain_text("next claim")
