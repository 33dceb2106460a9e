import functools
import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import quick_reader
from quick_reader import QuickReader
from sqlalchemy import delete
from typer.testing import CliRunner
from web_site import send, serving

from accordingto.cli import follow as command
from accordingto.cli.app import app
from accordingto.ingest.feeds.follow import is_due
from accordingto.ingest.feeds.opml import read_opml, write_opml
from accordingto.ingest.fetch import client
from accordingto.ledger import Ledger
from accordingto.ledger.feeds import FeedMemory
from accordingto.ledger.review.purge import purge_report
from accordingto.ledger.schema import feed_items
from accordingto.records.feed import FollowedFeed

PROSE = "Ada Brandt, the harbour master of Lunna, said that the bridge would stay closed until Friday at least. "


def page(title, text=PROSE):
    body = f"<p>{text}</p>" * 4
    return f"<html><head><title>{title}</title></head><body><article>{body}</article></body></html>".encode()


def feed(*items, title="Lunna Gazette"):
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": title, "items": items}).encode()


def summary(site, n, **more):
    return {"id": f"item-{n}", "url": site.address(f"/{n}"), "title": f"Title {n}", "summary": "A teaser…"} | more


def whole(n, **more):
    return {"id": f"item-{n}", "title": f"Title {n}", "content_text": f"Report {n}. {PROSE}"} | more


@pytest.fixture
def site():
    with serving() as site:
        yield site


@pytest.fixture
def ledger(tmp_path):
    return tmp_path / "ledger.db"


@pytest.fixture
def reader(monkeypatch):
    reader = QuickReader()
    monkeypatch.setattr(command, "open_reader", lambda model: reader)
    monkeypatch.setattr(client, "Fetcher", functools.partial(client.Fetcher, gap=0.0, sleep=lambda seconds: None))
    return reader


@pytest.fixture
def run(ledger, reader):
    def invoke(*feeds, code=0):
        options = ("--ledger", str(ledger), "--once", "--allow-private-addresses")
        result = CliRunner().invoke(app, ["follow", *feeds, *options])
        assert result.exit_code == code, result.output
        return result

    return invoke


def titles(ledger):
    with Ledger.open(ledger) as opened:
        return [report.title for report in opened.reports()]


def followed(ledger):
    with Ledger.open(ledger) as opened:
        return FeedMemory(opened).all()


def test_new_items_only_the_oldest_first(site, ledger, run, reader):
    site["/feed"] = feed(whole(2), whole(1))
    assert "2 reports added" in run(site.address("/feed")).output
    site["/feed"] = feed(whole(3), whole(2), whole(1))
    assert "1 new item, 1 report added" in run(site.address("/feed")).output
    assert titles(ledger) == ["Title 1", "Title 2", "Title 3"]
    assert len(reader.read_documents) == 3


def test_where_there_is_a_summary_only_the_article_is_fetched(site, ledger, run, reader):
    site["/feed"] = feed(summary(site, 1, date_published="2030-03-11T10:00:00+01:00"), whole(2))
    site["/1"] = page("Bridge closed")
    run(site.address("/feed"))
    two, one = reader.read_documents
    assert site.paths() == ["/feed", "/1"]
    assert one.text.count("Ada Brandt") == 4 and one.url == site.address("/1") and one.title == "Bridge closed"
    assert (one.item, one.published, one.publisher) == ("item-1", "2030-03-11T10:00:00+01:00", "Lunna Gazette")
    assert two.text.startswith("Report 2.") and two.item == "item-2" and two.captured


def test_a_purged_report_is_refused_once_and_the_others_are_read(site, ledger, run, reader):
    site["/feed"] = feed(whole(1))
    run(site.address("/feed"))
    with Ledger.open(ledger) as opened, opened.writing_connection() as connection:
        purge_report(connection, 1, by="eve", why="an order")
        connection.execute(delete(feed_items))  # as if another feed brought it
    site["/feed"] = feed(whole(2), whole(1))
    told = run(site.address("/feed"), code=1).output
    assert "taken out of the ledger for good by eve" in told
    assert titles(ledger) == ["Title 2"]
    site["/feed"] = feed(whole(3), whole(2), whole(1))
    assert "taken out" not in run(site.address("/feed")).output
    assert titles(ledger) == ["Title 2", "Title 3"]


def test_a_feed_that_has_not_changed_is_not_sent_again(site, ledger, run):
    def answer(handler):
        known = handler.headers["If-None-Match"] == '"v1"'
        send(handler, 304 if known else 200, {"ETag": '"v1"', "Last-Modified": "Fri"}, b"" if known else feed(whole(1)))

    site["/feed"] = answer
    run(site.address("/feed"))
    assert "0 new items" in run(site.address("/feed")).output
    asked = [headers for path, headers in site.asked if path == "/feed"]
    assert "if-none-match" not in asked[0] and asked[1]["if-modified-since"] == "Fri"
    (state,) = followed(ledger)
    assert (state.etag, state.failures, state.items, state.title) == ('"v1"', 0, 1, "Lunna Gazette")


def test_broken_feeds_are_reported_and_the_others_go_on(site, ledger, run):
    site["/bomb"] = b'<!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"/>'
    site["/good"] = feed(whole(1))
    broken = [site.address(path) for path in ("/none", "/bomb", "/nonsense")]
    site["/nonsense"] = 200, {"Content-Type": "application/rss+xml"}, b"this is no feed"
    result = run(*broken, site.address("/good"), code=1)
    assert "no such page" in result.stderr and "declares entities" in result.stderr and "not a feed" in result.stderr
    assert "3 feeds could not be read" in result.stdout
    assert titles(ledger) == ["Title 1"]
    assert [bool(state.error) for state in followed(ledger)] == [True, True, True, False]
    site["/none"] = feed(whole(2))
    run(broken[0])
    assert (followed(ledger)[0].failures, followed(ledger)[0].error) == (0, None)


def test_a_page_is_no_feed_but_may_name_one(site, run):
    site["/"] = b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body>x</body></html>'
    assert f"It names the feed {site.address('/rss')}" in run(site.address("/"), code=1).stderr


def test_what_cannot_be_had_now_is_tried_again_and_the_feed_asked_for_anew(site, ledger, run):
    site["/feed"] = 200, {"ETag": '"v1"'}, feed(summary(site, 1), whole(2))
    site["/1"] = 503, {}, b""
    result = run(site.address("/feed"), code=1)
    assert "busy or has a fault (503)" in result.stderr and "1 item could not be read" in result.stdout
    assert titles(ledger) == ["Title 2"] and followed(ledger)[0].etag is None
    site["/1"] = page("Bridge closed")
    run(site.address("/feed"))
    assert titles(ledger) == ["Title 2", "Bridge closed"] and followed(ledger)[0].etag == '"v1"'


def test_what_cannot_be_had_at_all_is_reported_once(site, ledger, run):
    site["/robots.txt"] = b"User-agent: *\nDisallow: /2\n"
    site["/feed"] = feed(summary(site, 1), summary(site, 2), whole(3))
    result = run(site.address("/feed"), code=1)
    assert "no such page (404)" in result.stderr and "robots.txt" in result.stderr
    assert "0 new items" in run(site.address("/feed")).stdout
    assert titles(ledger) == ["Title 3"] and followed(ledger)[0].items == 3


def test_an_item_of_two_feeds_is_fetched_once(site, ledger, run, reader):
    site["/a"], site["/b"] = feed(summary(site, 1)), feed(summary(site, 1), title="Other section")
    site["/1"] = page("Bridge closed")
    run(site.address("/a"), site.address("/b"))
    assert site.paths().count("/1") == 1 and len(reader.read_documents) == 1
    assert [state.items for state in followed(ledger)] == [1, 1]


def test_an_item_that_its_publisher_changed_is_read_again_as_a_version(site, ledger, run):
    site["/feed"] = feed(summary(site, 1, date_modified="2030-03-11T10:00:00Z"))
    site["/1"] = page("Bridge closed")
    run(site.address("/feed"))
    site["/feed"] = feed(summary(site, 1, date_modified="2030-03-12T10:00:00Z"))
    site["/1"] = page("Bridge closed", PROSE.replace("Friday", "Monday"))
    run(site.address("/feed"))
    with Ledger.open(ledger) as opened:
        assert [report.version for report in opened.reports()] == [1, 2]


def test_lists_of_feeds_in_and_out(site, ledger, run, tmp_path):
    site["/a"], site["/b"] = feed(whole(1), title=""), feed(whole(2), title="Strait Courier")
    opml = tmp_path / "feeds.opml"
    opml.write_bytes(write_opml({site.address("/a"): "The A", site.address("/b"): None}))
    run(str(opml))
    assert sorted(titles(ledger)) == ["Title 1", "Title 2"]
    result = CliRunner().invoke(app, ["feeds", str(ledger), "--format", "opml"])
    wanted = {site.address("/a"): "The A", site.address("/b"): "Strait Courier"}
    assert read_opml(result.stdout_bytes, "out") == wanted
    again = run()  # without feeds: all that the ledger knows
    assert "2 feeds, 0 new items" in again.stdout
    table = CliRunner().invoke(app, ["feeds", str(ledger)]).stdout
    assert "Strait Courier" in table and "1 item seen" in table
    rows = CliRunner().invoke(app, ["feeds", str(ledger), "--format", "json"]).stdout.splitlines()
    assert [json.loads(row)["items"] for row in rows] == [1, 1]
    assert CliRunner().invoke(app, ["feeds", str(ledger), "--format", "csv"]).stdout_bytes.count(b"\r\n") == 3


def test_wrong_usage_in_words(run, ledger, tmp_path):
    assert "follows no feeds yet" in run(code=1).stderr
    assert "cannot be opened" in run(str(tmp_path / "none.opml"), code=1).stderr
    (tmp_path / "a.txt").write_text("hello")
    assert "not well-formed XML" in run(str(tmp_path / "a.txt"), code=1).stderr
    for every in ("often", "5s", "10 years"):
        result = CliRunner().invoke(app, ["follow", "--ledger", str(ledger), "--every", every])
        assert result.exit_code == 2 and "--every" in result.stderr


def test_inner_addresses_are_not_followed_without_the_option(site, ledger, reader):
    site["/feed"] = feed(whole(1))
    result = CliRunner().invoke(app, ["follow", site.address("/feed"), "--ledger", str(ledger), "--once"])
    assert result.exit_code == 1 and "private network" in result.stderr
    assert not site.asked


def test_originals_are_kept_on_request(site, ledger, reader):
    from accordingto.ledger import originals

    site["/feed"] = feed(summary(site, 1), whole(2))
    site["/1"] = page("Bridge closed")
    options = ["--ledger", str(ledger), "--once", "--allow-private-addresses", "--keep-original"]
    assert CliRunner().invoke(app, ["follow", site.address("/feed"), *options]).exit_code == 0
    with Ledger.open(ledger) as opened, opened.reading_connection() as connection:
        kept = [originals.get(connection, document.original) for document in reader.read_documents]
    assert kept == [feed(summary(site, 1), whole(2)), page("Bridge closed")]


def test_it_looks_again_and_again_and_speaks_where_there_is_something_new(site, ledger, reader, monkeypatch):
    site["/feed"] = feed(whole(1))
    pauses = []

    def sleep(seconds):
        pauses.append(seconds)
        if len(pauses) == 2:
            site["/feed"] = feed(whole(2), whole(1))
        if len(pauses) == 4:
            raise KeyboardInterrupt

    monkeypatch.setattr(command, "time", SimpleNamespace(sleep=sleep))
    monkeypatch.setattr(command, "_due", lambda followed, pause: followed)
    arguments = ["follow", site.address("/feed"), "--ledger", str(ledger), "--every", "1h", "--allow-private-addresses"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 130 and pauses == [3600.0] * 4
    assert result.stdout.count("1 feed, 1 new item, 1 report added.") == 2 and "0 new items" not in result.stdout
    assert f"Stopped. 2 added to {ledger}." in result.stderr


NOW = datetime(2030, 3, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "failures", "due"),
    [(None, 0, True), (9, 0, False), (10, 0, True), (10, 1, True), (15, 2, False), (20, 2, True), (39, 3, False),
     (40, 3, True), (639, 99, False), (640, 99, True), (-3, 0, False), (-60, 0, True)],
)  # fmt: skip
def test_feeds_that_fail_are_left_alone_for_longer(minutes, failures, due):
    checked = None if minutes is None else (NOW - timedelta(minutes=minutes)).isoformat()
    state = FollowedFeed(1, "a", checked_at=checked, failures=failures)
    assert is_due(state, NOW, timedelta(minutes=10)) is due


def started(ledger, *arguments, seconds=0.0):
    environment = os.environ | {"SECONDS": str(seconds)}
    options = ("--ledger", str(ledger), "--allow-private-addresses")
    return subprocess.Popen(
        [sys.executable, quick_reader.__file__, "follow", *arguments, *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip


def until(condition, seconds=20.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_lets_the_item_be_finished(site, ledger, number, code):
    site["/feed"] = feed(*(whole(n) for n in range(50)))
    process = started(ledger, site.address("/feed"), seconds=0.3)
    assert process.stdout
    process.stdout.readline()  # the first item is stored, the second has begun
    time.sleep(0.1)
    process.send_signal(number)
    out, err = process.communicate(timeout=20)
    assert process.returncode == code, err
    assert f"Stopped. {len(titles(ledger))} added to" in err and "Traceback" not in err
    assert len(titles(ledger)) == followed(ledger)[0].items == 1 + len(out.splitlines()) < 50


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_waiting_at_once(site, ledger, number):
    site["/feed"] = feed(whole(1))
    process = started(ledger, site.address("/feed"), "--every", "1h")
    until(lambda: ledger.exists() and site.paths())
    assert process.stdout
    while "1 report added" not in process.stdout.readline():
        pass
    begun = time.monotonic()
    process.send_signal(number)
    process.communicate(timeout=20)
    assert time.monotonic() - begun < 5


def test_killed_at_any_moment_nothing_is_lost_or_doubled(site, ledger):
    count = 25
    site["/feed"] = 200, {"ETag": '"v1"'}, feed(*(summary(site, n) if n % 2 else whole(n) for n in range(count)))
    for n in range(1, count, 2):
        site[f"/{n}"] = page(f"Title {n}", f"Report {n}. {PROSE}")
    dice = random.Random(7)
    kills = 0
    for _ in range(5):
        process = started(ledger, site.address("/feed"), "--once", seconds=0.02)
        time.sleep(dice.uniform(0.5, 1.6))
        kills += process.poll() is None
        process.kill()
        out, _ = process.communicate(timeout=20)
        told = [line.split(" · ")[0] for line in out.splitlines() if " · " in line]
        if ledger.exists():
            assert set(told) <= set(titles(ledger))  # what was told is there
    assert kills
    process = started(ledger, site.address("/feed"), "--once")
    process.communicate(timeout=60)
    assert sorted(titles(ledger)) == sorted(f"Title {n}" for n in range(count))
    assert followed(ledger)[0].items == count
