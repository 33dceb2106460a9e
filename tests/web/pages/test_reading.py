"""Reading a report and deciding about its claims, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from desk_people import add_user
from desk_reports import DAM, dam, read_again
from desk_visitor import Visitor

from accordingto.ledger import Ledger
from accordingto.ledger.review.cells import ClaimCells, cells, cells_of_report
from accordingto.ledger.review.log import entries
from accordingto.records import Span

expect = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install -e '.[test]'").expect
Visit = Callable[..., Visitor]


def claim(path: Path, number: int) -> ClaimCells:
    with Ledger.open(path) as opened, opened.reading_connection() as connection:
        return cells(connection, number)


def actions(path: Path) -> list[tuple[str, str]]:
    with Ledger.open(path) as opened, opened.reading_connection() as connection:
        return [(entry.by, entry.action) for entry in reversed(entries(connection))]


def span(words: str) -> Span:
    return Span(DAM.index(words), DAM.index(words) + len(words))


def test_keys_go_through_the_claims_and_show_their_words(visitor: Visit) -> None:
    one = visitor()
    page = one.go("/reports/1")
    expect(page.locator("[data-text]")).to_contain_text("🌊 Mayor José Åström said on Monday")
    one.press("j")
    expect(page.locator("#claim-1")).to_be_focused()
    assert page.locator(".seg.here").all_inner_texts() == [
        "Mayor José Åström", "said", "that the flood took more than 40 houses"
    ]  # fmt: skip
    one.press("ArrowDown", "ArrowDown")
    expect(page.locator("#claim-3")).to_contain_text("contradicts")
    expect(page.locator("#claim-3 .facts")).to_be_visible()
    expect(page.locator("#claim-1 .facts")).to_be_hidden()
    one.press("j")
    assert "nested" in (page.locator("[data-claims~='4'].content").first.get_attribute("class") or "")
    one.press("k", "k", "k")
    expect(page).to_have_url(f"{one.address}/reports/1#claim-1")
    page.locator(".seg", has_text="the dam had held").click()
    expect(page.locator("#claim-2")).to_have_class(re.compile(r"\bhere\b"))


def test_what_nobody_is_named_for_is_marked_and_listed(visitor: Visit) -> None:
    page = visitor().go("/reports/1")
    untold = [part.inner_text() for part in page.locator("[data-text] .seg.untold").all()]
    assert untold == ["neglect", "“Nobody came to help us that night,”"]
    expect(page.locator("#claim-4")).to_contain_text("Source not told: the opposition")
    expect(page.locator(".side")).to_contain_text("a quotation that no cue or source was found for")


def test_accept_reject_note_and_undo_by_key(visitor: Visit, desk_ledger: Path) -> None:
    one = visitor()
    page = one.go("/reports/1")
    one.press("j", "a")
    expect(page.locator("#claim-1 .state")).to_have_text("accepted")
    expect(page.locator("#claim-1")).to_be_focused()
    expect(page.locator("#said-aloud")).to_have_text("Claim 1: accepted")
    one.press("j", "r")
    expect(page.locator("#claim-2 .state")).to_have_text("rejected")
    one.press("u")
    expect(page.locator("#claim-2 .state")).to_have_text("unreviewed")
    one.press("n")
    page.keyboard.type("ask the Post")
    one.press("Tab", "Enter")
    expect(page.locator("#claim-2")).to_contain_text("Note ask the Post")
    assert actions(desk_ledger) == [("Tester", action) for action in ("accept", "reject", "undo", "note")]
    assert (claim(desk_ledger, 1).state, claim(desk_ledger, 2).note) == ("accepted", "ask the Post")


def test_every_cell_is_corrected_in_one_form(visitor: Visit, desk_ledger: Path) -> None:
    one = visitor()
    page = one.go("/reports/1")
    one.press("j", "c")
    form = page.get_by_role("form", name="Correct claim 1")
    expect(form.locator("[name=content_words]")).to_have_value("that the flood took more than 40 houses")
    one.select("the flood took more than 40 houses. The Harbour Post")
    one.press("3")
    one.select("José Åström")
    page.get_by_role("group", name="Selected words are").get_by_role(
        "button", name="Words that name the source"
    ).click()
    form.locator("[name=cue_words]").fill("quoted … as saying")
    form.locator("[name=who_name]").fill("Åsa Öberg")
    form.locator("[name=who_kind]").select_option("person")
    form.locator("[name=act]").select_option("deny")
    form.locator("[name=said_start]").fill("2024-05-05")
    form.locator("[name=said_end]").fill("2024-05-06")
    form.locator("[name=number_0_minimum]").fill("1,040")
    form.locator("[name=number_0_maximum]").fill("2000")
    form.locator("[name=number_0_approximate]").check()
    form.locator("[name=standing_0_status]").select_option("disputed")
    form.locator("[name=standing_0_by]").fill("a reader")
    form.locator("[name=note]").fill("see the tape")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#claim-1 .state")).to_have_text("corrected")
    now = claim(desk_ledger, 1)
    assert now.spans["content"] == (span("the flood took more than 40 houses. The Harbour Post"),)
    assert now.spans["source"] == (span("José Åström"),)
    assert now.spans["cue"] == (span("quoted"), span("as saying"))
    assert now.source is not None and (now.source.name, now.source.kind, now.source.named) == (
        "Åsa Öberg",
        "person",
        True,
    )
    assert (now.act, now.said_start, now.said_end) == ("deny", "2024-05-05", "2024-05-06")
    (number,) = now.quantities
    assert (number.minimum, number.maximum, number.unit, number.approximate) == (1040, 2000, "houses", True)
    assert [(check.status, check.by) for check in now.verification] == [("disputed", "a reader")]
    assert now.note == "see the tape"
    one.press("u")
    expect(page.locator("#claim-1 .state")).to_have_text("unreviewed")
    expect(page.locator("#claim-1")).to_contain_text("José Åström")
    assert actions(desk_ledger) == [("Tester", "correct"), ("Tester", "undo")]


def test_a_claim_is_corrected_with_the_keyboard_alone(visitor: Visit, desk_ledger: Path) -> None:
    one = visitor()
    page = one.go("/reports/1")
    one.press("j", "j", "j", "j", "j", "c")
    expect(page.locator("[name=source_words]")).to_be_focused()
    one.press("Tab", "Tab", "Control+a")
    page.keyboard.type("the dam had held")
    one.press("Tab", "m", "Tab", "Tab", "Tab", "Tab", "w")
    for _ in range(20):
        if page.evaluate("document.activeElement.matches('button.first')"):
            break
        one.press("Tab")
    one.press("Enter")
    expect(page.locator("#claim-5 .state")).to_have_text("corrected")
    now = claim(desk_ledger, 5)
    assert (now.content, now.act, now.source and now.source.name) == ("the dam had held", "warn", "ministry")


def test_a_missed_claim_is_added(visitor: Visit, desk_ledger: Path) -> None:
    one = visitor()
    page = one.go("/reports/1")
    one.press("m")
    page.get_by_role("form", name="Add a claim").wait_for()
    one.select("“Nobody came to help us that night,”")
    one.press("3")
    one.select("a note on a door")
    one.press("1")
    page.locator("[name=who_name]").fill("a note")
    page.locator("[name=who_named]").uncheck()
    page.get_by_role("button", name="Add the claim").click()
    expect(page.locator(".card.added")).to_contain_text("Nobody came to help us")
    with Ledger.open(desk_ledger) as opened, opened.reading_connection() as connection:
        added = [c for c in cells_of_report(connection, 1) if c.state == "added"]
    assert [(c.content, c.source_words, c.source and c.source.named) for c in added] == [
        ("“Nobody came to help us that night,”", "a note on a door", False)
    ]
    # What has a claim now is not open any more.
    expect(page.locator(".side")).not_to_contain_text("a quotation that no cue or source was found for")


def test_words_that_are_not_in_the_report_are_refused_and_kept(visitor: Visit, desk_ledger: Path) -> None:
    one = visitor()
    one.expected = ("422",)
    page = one.go("/reports/1?correct=2")
    page.fill("[name=content_words]", "the dam has burst")
    page.fill(".correct [name=note]", "typed long")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("“the dam has burst” does not stand in the report")
    expect(page.locator("[name=content_words]")).to_have_value("the dam has burst")
    expect(page.locator(".correct [name=note]")).to_have_value("typed long")
    assert actions(desk_ledger) == []


def test_two_people_correct_one_claim_and_nothing_is_lost(visitor: Visit, desk_ledger: Path) -> None:
    for name in ("ann", "bea"):
        add_user(desk_ledger, name)
    ann, bea = visitor("ann"), visitor("bea")
    bea.expected = ("409",)
    for one in (ann, bea):
        one.go("/reports/1?correct=1")
    ann.page.select_option(".correct [name=act]", "warn")
    ann.page.fill("[name=said_start]", "2024-05-05")
    ann.page.get_by_role("button", name="Save").click()
    expect(ann.page.locator("#claim-1 .state")).to_have_text("corrected")
    bea.page.select_option(".correct [name=act]", "deny")
    bea.page.fill(".correct [name=note]", "on tape")
    bea.page.get_by_role("button", name="Save").click()
    expect(bea.page.get_by_role("alert")).to_contain_text("ann corrected claim 1")
    assert claim(desk_ledger, 1).act == "warn"
    # What bea typed is there, what ann changed meanwhile is there too, and where both changed it is said.
    expect(bea.page.locator(".correct [name=act]")).to_have_value("deny")
    expect(bea.page.locator(".correct [name=note]")).to_have_value("on tape")
    expect(bea.page.locator("[name=said_start]")).to_have_value("2024-05-05")
    expect(bea.page.locator("form.correct .loud")).to_have_count(1)
    bea.page.get_by_role("button", name="Save").click()
    expect(bea.page.locator("#claim-1 .state")).to_have_text("corrected")
    now = claim(desk_ledger, 1)
    assert (now.act, now.said_start, now.note) == ("deny", "2024-05-05", "on tape")
    assert actions(desk_ledger) == [("ann", "correct"), ("bea", "correct")]


def test_a_decision_on_what_somebody_changed_meanwhile_is_refused(visitor: Visit, desk_ledger: Path) -> None:
    for name in ("ann", "bea"):
        add_user(desk_ledger, name)
    ann, bea = visitor("ann"), visitor("bea")
    bea.expected = ("409",)
    for one in (ann, bea):
        one.go("/reports/1")
        one.press("j")
    ann.press("r")
    expect(ann.page.locator("#claim-1 .state")).to_have_text("rejected")
    bea.press("a")
    expect(bea.page.locator("#claim-1 .fault")).to_contain_text("ann rejected claim 1")
    expect(bea.page.locator("#claim-1 .state")).to_have_text("rejected")
    # A reviewer does not take back what a colleague decided.
    bea.expected = ("403", "409")
    bea.press("u")
    expect(bea.page.locator(".fault")).to_contain_text("Your role is reviewer")
    assert claim(desk_ledger, 1).state == "rejected"


def test_where_a_newer_program_disagrees_it_is_said(visitor: Visit, desk_ledger: Path) -> None:
    one = visitor()
    page = one.go("/reports/1")
    one.press("j", "a")
    expect(page.locator("#claim-1 .state")).to_have_text("accepted")
    with Ledger.open(desk_ledger) as opened:
        opened.add(read_again(dam()))
    page.reload()
    expect(page.locator("#claim-1 .differs")).to_contain_text("act")
    expect(page.locator("#claim-1 .differs")).to_contain_text("warn")
    assert claim(desk_ledger, 1).act == "assert"


def test_without_scripts_a_report_is_read_and_a_claim_decided_and_corrected(visitor: Visit, desk_ledger: Path) -> None:
    one = visitor(java_script_enabled=False)
    page = one.go("/reports/1")
    expect(page.locator("#claim-3 .facts")).to_be_visible()
    page.locator("a.at", has_text="3").click()
    expect(page).to_have_url(f"{one.address}/reports/1#claim-3")
    page.locator("#claim-1").get_by_role("button", name="Accept").click()
    expect(page.locator("#claim-1 .state")).to_have_text("accepted")
    page.locator("#claim-2").get_by_role("link", name="Correct").click()
    page.fill("[name=content_words]", "He denied")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#claim-2 .state")).to_have_text("corrected")
    assert claim(desk_ledger, 2).spans["content"] == (span("He denied"),)
    page.locator("#claim-5 summary", has_text="Note").click()
    page.locator("#claim-5 [name=note]").fill("who pays?")
    page.locator("#claim-5").get_by_role("button", name="Keep the note").click()
    expect(page.locator("#claim-5")).to_contain_text("Note who pays?")


def test_a_reader_sees_no_buttons_and_is_refused(visitor: Visit, desk_ledger: Path) -> None:
    add_user(desk_ledger, "rea", "reader")
    one = visitor("rea")
    page = one.go("/reports/1?correct=1")
    expect(page.locator("#claim-1")).to_be_visible()
    assert page.locator("main button, main form").count() == 0
    answer = page.request.post(
        f"{one.address}/claims/1/accept", form={"revision": "0"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status == 403
    assert claim(desk_ledger, 1).state == "unreviewed"


def test_nothing_in_a_report_becomes_part_of_a_page(visitor: Visit) -> None:
    one = visitor()
    for path in ("/", "/reports", "/reports/3?correct=7", "/sources", "/review", "/stories?q=done", "/sources?q=img"):
        page = one.go(path)
        page.wait_for_load_state()
        assert not page.title()[:1].isdigit(), path
        assert page.locator("main :is(img, script, svg[onload])").count() == 0, path
    page = one.go("/reports/3")
    expect(page.locator("h1")).to_have_text("<script>document.title=4</script>")
    expect(page.locator("[data-text]")).to_contain_text("{{ 7 * 7 }} was denied.")
    assert page.locator("a[href^='javascript']").count() == 0
