from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, Text, func, select

from accordingto.errors import DecisionError, NotFoundError, PurgedError
from accordingto.ledger import Ledger
from accordingto.ledger.care.compact import compact
from accordingto.ledger.care.contents import tables
from accordingto.ledger.linkage import names
from accordingto.ledger.linkage.tables import claim_propositions, linked, propositions, report_prints, unlinked
from accordingto.ledger.people.tables import idempotency
from accordingto.ledger.review import checks, log, queue
from accordingto.ledger.review.cells import cells, cells_of_report
from accordingto.ledger.review.change import Change, SourceChoice
from accordingto.ledger.review.purge import purge_report, purge_source
from accordingto.ledger.review.tables import register, tombstones
from accordingto.ledger.review.tombstones import is_name, lift
from accordingto.ledger.schema import claims, feed_items, feeds, originals, reports
from accordingto.linking.engine import link
from accordingto.records import Reading, Span

Made = Callable[..., Reading]
Agrees = Callable[[Connection], bool]
OWN = "gone with the flood"


def everywhere(connection: Connection, words: str) -> list[str]:
    """Return the columns that have these words, whatever the case."""
    return [
        f"{table.name}.{column.name}"
        for table in tables()
        for column in table.columns
        if isinstance(column.type, Text)
        and connection.scalar(select(func.count()).where(func.lower(column).contains(words.lower())))
    ]


def count(connection: Connection, table: object) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0  # type: ignore[arg-type]


@pytest.fixture
def river(river: Reading) -> Reading:
    """As linking takes it: every number stands somewhere in the text."""
    first, *others = river.claims
    return replace(river, claims=(replace(first, quantities=first.quantities[:1]), *others))


@pytest.fixture
def decided(river_ledger: Ledger, river: Reading, other: Made) -> Ledger:
    """Two reports, the second with a version, an added claim, a note, a lease, and all that intake may leave."""
    second = other(f" {OWN}.", title=OWN, url="https://post.example/second", original="sha256:bytes")
    river_ledger.add(replace(second, notes=(OWN,)))
    link(river_ledger)
    with river_ledger.writing_connection() as connection:
        checks.accept(connection, 1, by="ann", revision=0)
        words = (Span(len(river.text) + 1, len(river.text) + 1 + len(OWN)),)
        checks.correct(connection, 5, Change(content_spans=words, source=SourceChoice(name=OWN)), by="ann", revision=0)
        checks.add_claim(connection, 2, Change(content_spans=words, note=OWN), by="ann")
        queue.take(connection, "ann", 5)
        digest = second.document.id
        connection.execute(originals.insert().values(digest="sha256:bytes", bytes=OWN.encode(), kept_at=""))
        connection.execute(feeds.insert().values(id=1, address="https://post.example/feed", failures=0))
        connection.execute(
            feed_items.insert().values(feed_id=1, item="i", address=OWN, first_seen_at="", digest=digest)
        )
        connection.execute(idempotency.insert().values(key="k", by="ann", request="", status=201, answer=OWN, at=""))
        names.add_judgement(connection, names.StoredJudgement(digest, OWN, "", "x", "same", "ann", "", None))
    river_ledger.add(replace(second, provenance=replace(second.provenance, version="2")))
    return river_ledger


def test_nothing_of_a_purged_report_is_left(decided: Ledger, agrees: Agrees) -> None:
    with decided.writing_connection() as connection:
        assert {"reports.text", "claims.content", "sources.name", "log.after", "checks.note", "notes.note"} < set(
            everywhere(connection, OWN)
        )
        before = count(connection, claims)
        done = purge_report(connection, 2, by="eve", why="a court’s order")
        assert (done.reports, done.claims) == (1, 10)
        assert everywhere(connection, OWN) == []
        assert count(connection, originals) == 0
        assert count(connection, claims) == before - 10 == count(connection, register)
        assert connection.scalars(select(reports.c.id)).all() == [1]
        assert agrees(connection)
        stone = connection.execute(select(tombstones).where(tombstones.c.kind == "report")).one()
        assert (stone.by, stone.why, stone.log_id) == ("eve", "a court’s order", done.entry)
    decided.search("flood")


def test_the_chain_still_verifies_after_a_purge(decided: Ledger) -> None:
    with decided.writing_connection() as connection:
        purge_report(connection, 2, by="eve", why="a court’s order")
        found = log.verify(connection)
        assert (found.first_broken, found.entries, found.purged) == (None, 4, 2)
        emptied = [entry for entry in log.entries(connection) if entry.emptied]
        assert [(e.action, e.before, e.after, e.claim_id) for e in emptied] == [
            ("add", None, None, None), ("correct", None, None, None)
        ]  # fmt: skip


def test_a_purged_report_is_not_added_again_until_an_admin_allows_it(
    river_ledger: Ledger, river: Reading, other: Made
) -> None:
    with river_ledger.writing_connection() as connection:
        purge_report(connection, 1, by="eve", why="a court’s order")
    for again in (river, other(" A word more at the same address.")):
        with pytest.raises(PurgedError, match=r"taken out of the ledger for good by eve .* --lift"):
            river_ledger.add(again)
    assert river_ledger.add(other("", url="https://elsewhere.example/"))
    with river_ledger.writing_connection() as connection:
        lift(connection, river.document.id, by="eve", why="the court changed its mind")
        address = connection.scalar(select(tombstones.c.digest).where(tombstones.c.kind == "address"))
        assert address is not None
        lift(connection, address, by="eve", why="the court changed its mind")
        with pytest.raises(NotFoundError):
            lift(connection, address, by="eve", why="twice")
    assert river_ledger.add(river)
    with river_ledger.reading_connection() as connection:
        assert log.verify(connection).first_broken is None


def test_the_number_of_a_purged_claim_is_never_given_again(river_ledger: Ledger, other: Made) -> None:
    river_ledger.add(other(" Two.", url=None))
    with river_ledger.writing_connection() as connection:
        purge_report(connection, 2, by="eve", why="a court’s order")
        added = checks.add_claim(connection, 1, Change(content_spans=(Span(0, 5),)), by="ann")
        assert added > 8
    river_ledger.add(other(" Three.", url=None))
    with river_ledger.reading_connection() as connection:
        numbers = connection.scalars(select(register.c.claim_id).where(register.c.report_id != 1)).all()
        assert min(numbers) > 8
        with pytest.raises(NotFoundError):
            cells(connection, 8)


def test_a_purge_needs_a_reason_and_something_to_purge(river_ledger: Ledger) -> None:
    with river_ledger.writing_connection() as connection:
        with pytest.raises(DecisionError, match="why"):
            purge_report(connection, 1, by="eve", why=" ")
        with pytest.raises(DecisionError, match="why"):
            purge_source(connection, 1, by="eve", why="")
        with pytest.raises(NotFoundError):
            purge_report(connection, 7, by="eve", why="x")
        with pytest.raises(NotFoundError):
            purge_source(connection, "Nobody", by="eve", why="x")
        with pytest.raises(NotFoundError):
            purge_source(connection, 99, by="eve", why="x")


def test_reports_that_share_words_with_a_purged_one_are_linked_again(decided: Ledger, other: Made) -> None:
    decided.add(other(" Third.", url="https://third.example/"))
    link(decided)
    with decided.writing_connection() as connection:
        assert count(connection, propositions) > 0
        purge_report(connection, 2, by="eve", why="a court’s order")
        assert count(connection, report_prints) == count(connection, linked) == count(connection, propositions) == 0
        assert count(connection, unlinked) == 2
    link(decided)
    with decided.reading_connection() as connection:
        assert (count(connection, linked), count(connection, unlinked)) == (2, 0)
        assert count(connection, claim_propositions) > 0


@pytest.mark.parametrize("found_by", ["name", "number"])
def test_a_source_at_risk_is_blacked_out_everywhere(
    decided: Ledger, river: Reading, agrees: Agrees, found_by: str
) -> None:
    with decided.writing_connection() as connection:
        before = {c.claim_id: c for c in cells_of_report(connection, 1)}
        text = connection.scalar(select(reports.c.text).where(reports.c.id == 1))
        checks.correct(connection, 4, Change(source=SourceChoice(name="josé  ÅSTRÖM")), by="ann", revision=0)
        done = purge_source(connection, "jose astrom" if found_by == "name" else 1, by="eve", why="Åström is at risk")
        for words in ("Åström", "åström", "astrom", "José", "Mayor"):
            assert everywhere(connection, words) == [], words
        assert done.reports == 2
        assert done.claims > 4
        after = {c.claim_id: c for c in cells_of_report(connection, 1)}
        black = connection.scalar(select(reports.c.text).where(reports.c.id == 1))
        assert text is not None and black is not None
        assert len(black) == len(text)
        assert [(a, b) for a, b in zip(text, black, strict=True) if a != b and b != "█"] == []
        assert black.startswith("█" * len("Mayor José Åström") + " said on Monday that")
        assert after.keys() == before.keys(), "claims stay"
        for number, claim in after.items():
            assert claim.spans == before[number].spans
            if number != 3:  # holds “the opposition”, as claim 4 calls the source that somebody gave it
                assert claim.content == before[number].content
        source = after[1].source
        assert source is not None
        assert (set(source.name), source.kind, source.named, source.role, source.country) == (
            {"█"}, None, False, None, None
        )  # fmt: skip
        assert after[3].source_words == "██", "“He” is blacked out, too"
        assert after[1].state == "accepted", "decisions stay"
        assert agrees(connection)
        assert log.verify(connection).first_broken is None
        assert log.verify(connection).purged == 4
        kinds = connection.execute(select(tombstones.c.kind, tombstones.c.digest)).all()
        assert [k for k, _ in kinds] == ["source", "redacted", "address", "redacted", "address"]
        assert is_name(kinds[0].digest, "José Åström")
        assert not is_name(kinds[0].digest, "José")
        assert river.document.id in [digest for kind, digest in kinds if kind == "redacted"]
        with pytest.raises(DecisionError, match="a purge removed what it changed"):
            checks.undo(connection, 1, by="ann", revision=1)
    with pytest.raises(PurgedError, match="redacted for good"):
        decided.add(replace(river, provenance=replace(river.provenance, version="9")))
    assert decided.search("Åström") == []
    assert decided.search("flood")
    link(decided)


def test_reports_that_have_the_name_but_not_as_a_source_are_counted(river_ledger: Ledger, other: Made) -> None:
    other_sources = other(" More.", url=None)
    river_ledger.add(replace(other_sources, sources=(), claims=(), links=()))
    with river_ledger.writing_connection() as connection:
        assert purge_source(connection, "José Åström", by="eve", why="at risk").elsewhere == 1
        assert "Åström" in str(connection.scalar(select(reports.c.text).where(reports.c.id == 2)))


@pytest.mark.parametrize("purged", ["report", "source"])
def test_the_words_are_gone_from_the_file(tmp_path: Path, other: Made, purged: str) -> None:
    path = tmp_path / "ledger.db"
    secret = "Zyxomma Quuxington"  # no other word of the file holds it
    with Ledger.open(path) as ledger:
        ledger.add(other(" One."))
        made = other(f" {secret} spoke of xylotrupes.", title=f"{secret} speaks", url=None)
        at = made.text.index(secret)
        here = (Span(at, at + len(secret)),)
        source = replace(made.sources[0], name=secret, mentions=here)
        said = replace(made.claims[0], source_spans=here, content_spans=(Span(at, len(made.text) - 1),))
        ledger.add(replace(made, sources=(source, *made.sources[1:]), claims=(said, *made.claims[1:])))
        link(ledger)
        with ledger.writing_connection() as connection:
            checks.accept(connection, 5, by="ann", revision=0, note=f"I know {secret}")
        assert b"uuxington" in bytes_of(path)
        with ledger.writing_connection() as connection:
            if purged == "report":
                purge_report(connection, 2, by="eve", why="a court’s order")
            else:
                purge_source(connection, secret, by="eve", why="at risk")
        compact(path)
        found = bytes_of(path).lower()
        assert b"zyxomma" not in found and b"uuxington" not in found
        assert (b"xylotrup" in found) is (purged == "source"), "what was said stays where only the name goes"
        assert ledger.search("flood")


def bytes_of(path: Path) -> bytes:
    return b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))
