import re

from accordingto.records import Entity, Span
from accordingto.sources.people import Parties


def parties(text: str, *names: tuple[str, str]) -> Parties:
    found = [Entity(m.start(), m.end(), kind) for name, kind in names for m in re.finditer(re.escape(name), text)]
    return Parties(text, sorted(found, key=lambda e: e.start))


def named(found: Parties) -> list[tuple[str, str | None, int]]:
    return [(p.name, p.kind, len(p.mentions)) for p in found.all]


def test_short_names_join_the_full_one_wherever_it_stands() -> None:
    text = "Rossi came. Ana Rossi left."
    found = Parties(text, [Entity(0, 5, "PER"), Entity(12, 21, "PER")])
    assert named(found) == [("Ana Rossi", "PER", 2)]


def test_a_surname_taken_for_a_body_joins_the_person() -> None:
    text = "Ana Rossi came. Rossi said so."
    found = Parties(text, [Entity(0, 9, "PER"), Entity(16, 21, "ORG")])
    assert named(found) == [("Ana Rossi", "PER", 2)]


def test_a_body_of_several_words_stays_a_body() -> None:
    text = "Ana Rossi runs Rossi Shipping."
    found = Parties(text, [Entity(0, 9, "PER"), Entity(15, 29, "ORG")])
    assert named(found) == [("Ana Rossi", "PER", 1), ("Rossi Shipping", "ORG", 1)]


def test_a_hyphen_does_not_cut_a_name() -> None:
    text = "Yolanda Yu Hoi-kwan spoke."
    found = Parties(text, [Entity(0, 14, "PER")])
    assert named(found) == [("Yolanda Yu Hoi-kwan", "PER", 1)]


def test_the_kind_is_that_of_most_mentions() -> None:
    found = Parties("Velm Velm Velm", [Entity(0, 4, "PER"), Entity(5, 9, "LOC"), Entity(10, 14, "LOC")])
    assert named(found) == [("Velm", "LOC", 3)]


def test_places_are_looked_up_by_offset() -> None:
    found = parties("Ana Rossi met Paul Berg.", ("Ana Rossi", "PER"), ("Paul Berg", "PER"))
    berg = found.at(15, 16)
    assert berg is not None and berg.name == "Paul Berg"
    assert found.at(10, 13) is None
    assert [p.name for _, p in found.near(0, 14)] == ["Ana Rossi"]


def test_unnamed_parties_are_added_once_and_found() -> None:
    found = parties("Two officials spoke.")
    party = found.add("Two officials", None, Span(0, 13))
    assert not party.named and found.at(4, 5) is party


def test_a_name_at_birth_does_not_become_the_name() -> None:
    text = "Nina Rossi was born Anna Maria Rossa. Rossi sang."
    found = parties(text, ("Nina Rossi", "PER"), ("Anna Maria Rossa", "PER"))
    assert named(found) == [("Nina Rossi", "PER", 2)]
    alone = parties("The woman, born Anna Rossa, sang.", ("Anna Rossa", "PER"))
    assert named(alone) == [("Anna Rossa", "PER", 1)]


def test_the_title_of_a_case_does_not_tell_a_firms_name() -> None:
    text = "The court ruled in “Berg v. Hartwin Norland Limited”. Hartwin appealed."
    found = Parties(text, [Entity(28, 51, "ORG"), Entity(54, 61, "ORG")])
    assert text[28:51] == "Hartwin Norland Limited" and text[54:61] == "Hartwin"
    hartwin = found.at(54, 61)
    assert hartwin is not None and hartwin.name == "Hartwin"
    alone = parties("The case was Berg v. Hartwin Limited.", ("Hartwin Limited", "ORG"))
    assert named(alone) == [("Hartwin Limited", "ORG", 1)]
