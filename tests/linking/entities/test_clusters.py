from __future__ import annotations

from accordingto.linking.entities.clusters import Entity, clusters
from accordingto.linking.entities.judgement import Judgement
from accordingto.linking.entities.known import KnownEntity
from accordingto.linking.entities.party import Party


def party(
    report: int, name: str, *, role: str | None = None, country: str | None = None, kind: str = "person"
) -> Party:
    return Party(f"sha256:{report:03}", "S1", name, kind, True, role, country, f"2030-01-{report:02}")


def names(entities: list[Entity]) -> list[list[str]]:
    return sorted(sorted(m.party.name for m in e.members) for e in entities)


def judged(one: Party, two: Party, verdict: str, at: str = "2030-05-01") -> Judgement:
    return Judgement(one.address, two.address, verdict, "Ada", at)  # type: ignore[arg-type]


def test_a_surname_joins_the_only_one_who_bears_it() -> None:
    lenk, short = party(1, "Dario Lenk"), party(2, "Lenk")
    [entity] = clusters([lenk, short])
    assert entity.name == "Dario Lenk"
    assert "the only one" in next(m.why for m in entity.members if m.party == short)


def test_a_surname_that_two_bear_stands_alone() -> None:
    entities = clusters([party(1, "Dario Lenk"), party(2, "Lenk"), party(3, "Ana Lenk"), party(4, "Lenk")])
    assert names(entities) == [["Ana Lenk"], ["Dario Lenk"], ["Lenk"], ["Lenk"]]


def test_an_office_tells_whose_surname_it_is() -> None:
    minister = party(1, "Dario Lenk", role="transport minister", country="NO")
    entities = clusters([minister, party(2, "Ana Lenk", country="NO"), party(3, "Lenk", role="minister", country="NO")])
    assert names(entities) == [["Ana Lenk"], ["Dario Lenk", "Lenk"]]


def test_a_frequent_surname_alone_joins_nobody() -> None:
    assert names(clusters([party(1, "Ana Smith"), party(2, "Smith")])) == [["Ana Smith"], ["Smith"]]


def test_who_fits_two_that_are_kept_apart_stands_apart_from_both() -> None:
    some = [party(1, "George W. Berg"), party(2, "George H. Berg"), party(3, "George Berg"), party(4, "George Berg")]
    assert names(clusters(some)) == [["George Berg", "George Berg"], ["George H. Berg"], ["George W. Berg"]]


def test_a_chain_of_names_does_not_bring_two_walks_of_life_together() -> None:
    police = party(1, "John Smith", role="police chief", country="GB")
    player = party(2, "John Smith", role="footballer", country="GB")
    entities = clusters([police, player, party(3, "John Smith")])
    assert len(entities) == 3


def test_judgements_win_over_names_and_over_chains() -> None:
    one, two, three = party(1, "Dario Lenk"), party(2, "Dario Lenk"), party(3, "Boss of the Harbour")
    assert len(clusters([one, two])) == 1
    assert len(clusters([one, two], [judged(one, two, "different")])) == 2
    assert len(clusters([one, two], [judged(one, two, "unsure")])) == 2
    assert names(clusters([one, three], [judged(one, three, "same")])) == [["Boss of the Harbour", "Dario Lenk"]]
    apart = [judged(one, two, "different"), judged(one, three, "same")]
    assert names(clusters([one, two, three], apart)) == [["Boss of the Harbour", "Dario Lenk"], ["Dario Lenk"]]


def test_of_two_judgements_on_a_pair_the_later_counts() -> None:
    one, two = party(1, "Dario Lenk"), party(2, "Dario Lenk")
    first, later = judged(one, two, "different", "2030-05-01"), judged(two, one, "same", "2030-05-02")
    for both in ([first, later], [later, first]):
        assert len(clusters([one, two], both)) == 1


def test_a_later_judgement_overrules_an_earlier_chain() -> None:
    one, two, three = party(1, "Ana Rossi"), party(2, "Bea Berg"), party(3, "Cleo Lund")
    chain = [judged(one, two, "same", "2030-05-01"), judged(two, three, "same", "2030-05-02")]
    assert len(clusters([one, two, three], chain)) == 1
    later = [*chain, judged(one, three, "different", "2030-05-03")]
    assert names(clusters([one, two, three], later)) == [["Ana Rossi"], ["Bea Berg", "Cleo Lund"]]


def test_one_judgement_among_many_of_one_name_leaves_the_rest_together() -> None:
    some = [party(n, "Dario Lenk") for n in range(1, 9)]
    sizes = sorted(len(e.members) for e in clusters(some, [judged(some[0], some[1], "different")]))
    assert sizes == [1, 1, 6]


def test_people_may_join_sources_without_a_name() -> None:
    one = Party("sha256:1", "S1", "a diplomat", "officials", False)
    two = Party("sha256:2", "S1", "a diplomat", "officials", False)
    assert len(clusters([one, two])) == 2
    assert len(clusters([one, two], [judged(one, two, "same")])) == 1


def test_an_entry_of_the_known_list_brings_unlike_names_together_and_gives_its_identifier() -> None:
    known = [KnownEntity("Q1", "Dario Lenk", ("Harbour Fox",), "person", "NO"), KnownEntity("Q2", "Ana Rossi")]
    some = [party(1, "Dario Lenk"), party(2, "Harbour Fox"), party(3, "Dario Lenk", country="BR")]
    [entity] = clusters(some[:2], (), known)
    assert (entity.known, entity.id) == ("Q1", clusters(some[:1], (), known)[0].id)
    assert "(Q1) of the list" in entity.members[1].why


def test_a_source_that_fits_two_entries_is_linked_to_neither() -> None:
    known = [KnownEntity("Q1", "Ana Rossi", (), "person"), KnownEntity("Q2", "Ana Rossi", (), "person")]
    [entity] = clusters([party(1, "Ana Rossi")], (), known)
    assert entity.known is None


def test_the_name_shown_is_the_usual_full_one() -> None:
    some = [
        party(1, "Lenk"),
        party(2, "Dario Lenk"),
        party(3, "Dario Lenk"),
        party(4, "Dario Mario Lenk"),
        party(5, "Lenk"),
    ]
    [entity] = clusters(some)
    assert entity.name == "Dario Lenk"
    assert entity.id == clusters(some[:3])[0].id
