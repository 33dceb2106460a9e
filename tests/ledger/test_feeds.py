"""What a ledger remembers of feeds, in a file and on a server."""

from dataclasses import replace

import pytest

from accordingto.errors import LedgerError
from accordingto.ledger import Ledger, feeds, originals
from accordingto.ledger.feeds import FeedMemory
from accordingto.ledger.originals import Waiting


@pytest.fixture
def ledger(place):
    with Ledger.open(place) as ledger:
        yield ledger


@pytest.fixture
def memory(ledger):
    memory = FeedMemory(ledger)
    memory.add({"https://a.example/": "A", "https://b.example/": None})
    return memory


def test_feeds_are_added_once_and_keep_their_order(memory):
    memory.add({"https://c.example/": None, "https://a.example/": "other"})
    assert [(feed.address, feed.title) for feed in memory.all()] == [
        ("https://a.example/", "A"), ("https://b.example/", None), ("https://c.example/", None),
    ]  # fmt: skip


def test_what_was_seen_is_seen_in_its_own_feed(memory, river):
    a, b = memory.all()
    assert memory.see(a.id, "1", "https://a.example/1", [river]) == 1
    assert memory.unseen(a.id, ["1", "2"]) == {"2"}
    assert memory.unseen(b.id, ["1", "2"]) == {"1", "2"}
    assert memory.seen_elsewhere(b.id, "1", "https://a.example/1") == river.document.id
    assert memory.seen_elsewhere(b.id, "1", "https://a.example/2") is None
    assert memory.seen_elsewhere(a.id, "1", "https://a.example/1") is None
    assert [feed.items for feed in memory.all()] == [1, 0]


def test_many_items_are_asked_for_at_once(memory):
    (a, _) = memory.all()
    memory.see(a.id, "700", None)
    items = [str(n) for n in range(1500)]
    assert memory.unseen(a.id, items) == set(items) - {"700"}
    assert memory.unseen(a.id, []) == set()


def test_seeing_twice_adds_nothing(memory, ledger, river):
    (a, _) = memory.all()
    assert [memory.see(a.id, "1", None, [river]) for _ in range(2)] == [1, 0]
    assert len(ledger.reports()) == memory.all()[0].items == 1


def test_an_item_is_seen_together_with_its_readings_or_not_at_all(memory, ledger, river, monkeypatch):
    (a, _) = memory.all()

    def fails(*_):
        raise LedgerError("the power failed")

    monkeypatch.setattr(feeds, "_remember", fails)
    with pytest.raises(LedgerError):
        memory.see(a.id, "1", None, [river])
    monkeypatch.undo()
    assert ledger.reports() == [] and memory.unseen(a.id, ["1"]) == {"1"}
    broken = replace(river, document=replace(river.document, text="half of a pair: \ud800"))
    with pytest.raises((LedgerError, UnicodeError)):
        memory.see(a.id, "1", None, [river, broken])
    assert ledger.reports() == [] and memory.unseen(a.id, ["1"]) == {"1"}


def test_failures_are_counted_until_the_feed_is_read(memory):
    (a, _) = memory.all()
    for n in range(3):
        memory.failed(a.id, f"no connection, {n}")
    state = memory.all()[0]
    assert (state.failures, state.error, state.title) == (3, "no connection, 2", "A") and state.checked_at
    memory.checked(a.id, "A new title", '"v1"', None)
    state = memory.all()[0]
    assert (state.failures, state.error, state.etag, state.title) == (0, None, '"v1"', "A new title")
    memory.checked(a.id, None, None, "Fri")
    state = memory.all()[0]
    assert (state.etag, state.last_modified, state.title) == (None, "Fri", "A new title")


def test_originals_are_kept_in_the_same_transaction(ledger, river):
    waiting = Waiting()
    waiting.keep("sha256:x", b"\0bytes\xff")
    document = replace(river.document, original="sha256:x")
    for _ in range(2):
        ledger.add(replace(river, document=document), waiting)
    with ledger.reading_connection() as connection:
        assert originals.get(connection, "sha256:x") == b"\0bytes\xff"
        assert originals.get(connection, "sha256:y") is None
