from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection

from accordingto.ledger import Ledger
from accordingto.ledger.linkage import families, names, pieces, progress, sayings, told
from accordingto.records import Reading

Made = Callable[..., Reading]


@pytest.fixture
def ledger(place: str, river: Reading, other: Made) -> Iterator[Ledger]:
    """A ledger of three reports with the same claims."""
    with Ledger.open(place) as opened:
        opened.add(river)
        opened.add(other(" Two.", url="https://post.example/two", title="The dam held"))
        opened.add(other(" Three.", url="https://post.example/three", published=None))
        yield opened


@pytest.fixture
def connection(ledger: Ledger) -> Iterator[Connection]:
    """A connection that may write."""
    with ledger.writing_connection() as opened:
        yield opened


def test_every_new_reading_waits_and_a_linked_one_does_not(connection: Connection) -> None:
    waiting = progress.waiting(connection)
    assert sorted(waiting) == [1, 2, 3]
    progress.done(connection, 2, "rules 1")
    assert progress.waiting(connection) == [n for n in waiting if n != 2]
    assert progress.report_of(connection, 2) is None
    assert progress.report_of(connection, 3) == 3
    assert not progress.made_by_other_rules(connection, "rules 1")
    assert progress.made_by_other_rules(connection, "rules 2")


def test_beginning_anew_keeps_what_people_entered(connection: Connection) -> None:
    names.add_judgement(connection, names.StoredJudgement("a", "A", "b", "B", "same", "me", "2024", None))
    names.add_known(connection, [names.StoredEntity("Q1", "A", ("B",), None, None)])
    families.put_print(connection, 1, "body", [1, 2], [])
    progress.done(connection, 1, "rules 1")
    progress.begin_anew(connection)
    assert sorted(progress.waiting(connection)) == [1, 2, 3]
    assert not families.has_print(connection, 1)
    assert len(names.all_judgements(connection)) == 1
    assert names.all_known(connection)[0].aliases == ("B",)


def test_a_newer_reading_of_a_report_takes_the_place_of_the_older(ledger: Ledger, river: Reading, other: Made) -> None:
    with ledger.writing_connection() as connection:
        sayings.say(connection, [(1, sayings.put(connection, "d", {}))])
        names.put_keys(connection, [(1, "person x")])
        progress.done(connection, 1, "rules")
    assert ledger.add(other(title="Another title"))
    with ledger.writing_connection() as connection:
        assert progress.report_of(connection, 4) == 1
        progress.forget_older(connection, 1, 4)
        assert sayings.claims_saying(connection, [1]) == {}
        assert names.with_keys(connection, ["person x"]) == []


def test_families_grow_together_and_keep_what_proves_them(connection: Connection) -> None:
    for report, bands in ((1, [-5, 7]), (2, [7, 9]), (3, [9, 2**62])):
        families.put_print(connection, report, f"body {report}", bands, ["Union Wire"])
    assert families.sharing_bands(connection, [7, 9]) == [(1, [1]), (2, [2]), (3, [3])]
    assert families.sharing_bands(connection, [7, 9], at_least=2) == [(2, [2])]
    assert families.with_body(connection, "body 2") == 2
    assert families.with_body(connection, "no such") is None
    families.join(connection, families.Reprint(3, 2, 0.8, "most of it"))
    families.join(connection, families.Reprint(1, 3, 0.7, "much of it"))
    (family,) = families.families(connection)
    assert [member.report for member in families.members(connection, family)] == [1, 2, 3]
    assert families.sharing_bands(connection, [7, 9]) == [(family, [1, 2, 3])]
    assert families.sharing_bands(connection, [7, 9], at_least=2) == [(family, [2])]
    assert [(p.one, p.other) for p in families.proofs(connection, [1, 2, 3])] == [(1, 3), (2, 3)]
    assert told.of_report(connection, 1)[0].agencies == ("Union Wire",)


def test_a_band_of_very_many_reports_is_stepped_over(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    for report, bands in ((1, [7, 8]), (2, [7]), (3, [7, 8])):
        families.put_print(connection, report, None, bands, [])
    families.join(connection, families.Reprint(1, 3, 1.0, ""))
    found = families.sharing_bands(connection, [7, 8], 2)
    monkeypatch.setattr(families, "_MANY", 1)
    monkeypatch.setattr(families, "_PAGE", 1)
    stepped = {family: list(members) for family, members in families.sharing_bands(connection, [7, 8], 2)}
    assert {family: members for family, members in stepped.items() if members} == dict(found)
    assert list(dict(found).values()) == [[1, 3]]


def test_sources_are_found_by_key_number_name_and_words(connection: Connection) -> None:
    names.put_keys(connection, [(1, "person astrom"), (4, "person astrom"), (1, "person astrom")])
    assert [source.number for source in names.with_keys(connection, ["person astrom"])] in ([1, 4], [4, 1])
    (mayor,) = names.with_numbers(connection, [1])
    assert (mayor.name, mayor.role, mayor.published) == ("José Åström", "Mayor", "2024-05-07")
    assert [s.number for s in names.at(connection, mayor.document, "José Åström")] == [1]
    assert len(names.bearing(connection, "astrom jose")) == 3
    assert names.bearing(connection, " ") == []


def test_of_a_known_entity_the_last_entry_counts_and_the_same_is_not_added_twice(connection: Connection) -> None:
    first = names.StoredEntity("Q1", "Ann", (), "person", "SE")
    changed = names.StoredEntity("Q1", "Ann Lund", ("Anne Lund",), "person", "SE")
    assert [names.add_known(connection, [entity]) for entity in (first, first, changed, changed)] == [1, 0, 1, 0]
    assert names.all_known(connection) == [changed]


def test_propositions_are_found_by_any_key_and_relations_from_both_ends(connection: Connection) -> None:
    one, other = sayings.put(connection, "bb", {"words": ["dam"]}), sayings.put(connection, "aa", {})
    sayings.put_keys(connection, one, [1, -2, 2**63 - 1])
    sayings.put_keys(connection, one, [1, 7])
    sayings.put_keys(connection, other, [-2])
    assert sayings.has_keys(connection, one, [1, -2, 7])
    assert not sayings.has_keys(connection, other, [-2, 1])
    found = sayings.with_keys(connection, [-2, 12])
    assert [(p.number, p.digest, p.data) for p in found] == [(other, "aa", {}), (one, "bb", {"words": ["dam"]})]
    assert sayings.number_of(connection, "bb") == one
    kept = sayings.StoredRelation(other, one, "opposed", 0.9, "why", {"larger": None})
    sayings.relate(connection, [kept])
    assert sayings.relations_of(connection, [one]) == sayings.relations_of(connection, [other]) == [kept]
    assert sayings.relations_of_kind(connection, ["opposed"]) == [kept]
    assert sayings.relations_of_kind(connection, ["same"]) == []
    sayings.say(connection, [(1, one), (5, one)])
    assert sayings.claims_saying(connection, [one, other]) == {one: [1, 5]}


def test_a_told_claim_has_its_report_sources_numbers_and_standing(connection: Connection) -> None:
    first, second, *_ = told.of_report(connection, 1)
    assert first.address == "1/C1"
    assert first.counts == ("more than 40 houses", "")
    assert first.standing == ("unverified by Harbour Post", "disputed")
    assert first.about == (("2024-05-06", "2024-05-06"),)
    assert (second.co_sources, second.via) == ((1,), (2,))
    assert first.family is None
    assert first.proposition is None
    assert [t.key for t in told.of_sources(connection, [2])] == ["C2"]
    assert told.of_sources(connection, [1])[0].key == "C1"


def test_claims_match_by_their_words_and_reports_by_their_titles(connection: Connection) -> None:
    found = told.with_numbers(connection, told.matching(connection, "flood houses", 50))
    assert {(claim.report, claim.key) for claim in found} == {(1, "C1"), (2, "C1"), (3, "C1")}
    assert len(told.matching(connection, "flood houses", 2)) == 2
    assert told.matching(connection, "?!", 50) == told.titled(connection, "?!", 50) == []
    assert told.titled(connection, "DAM the*", 50) == [2]
    assert told.titled(connection, "rises", 50) == [1, 3]
    assert set(told.texts(connection, [1, 3])) == {1, 3}


def test_links_within_a_report_are_found_by_kind_and_claim(connection: Connection) -> None:
    found = told.inner_links(connection, ["contradicts"])
    assert [(link.one, link.other, link.why) for link in found] == [
        (1, 3, "he denies it"),
        (5, 7, "he denies it"),
        (9, 11, "he denies it"),
    ]
    assert told.inner_links(connection, ["contradicts"], [7]) == found[1:2]
    assert told.inner_links(connection, ["supports"]) == []


def test_pieces_are_whole_and_in_order() -> None:
    values = list(range(2 * pieces.MOST + 3))
    assert [value for piece in pieces.in_pieces(values) for value in piece] == values
    assert max(map(len, pieces.in_pieces(values))) == pieces.MOST
