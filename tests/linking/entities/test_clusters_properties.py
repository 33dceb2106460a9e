"""Whatever the order, and however much of the set is looked up, the entities are the same."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.linking.entities.closure import entity_of
from accordingto.linking.entities.clusters import clusters
from accordingto.linking.entities.judgement import Judgement, rulings
from accordingto.linking.entities.keys import full_keys, keys_of, short_keys
from accordingto.linking.entities.known import KnownEntity
from accordingto.linking.entities.party import Party
from accordingto.linking.entities.same import form_of, same

PEOPLE = [
    "Ana Rossi", "A. Rossi", "Rossi", "Anna Maria Rossi", "Marco Rossi", "Ana Rossi Vidal", "Vidal", "Ana Vidal",
    "George Bush", "George W. Bush", "George H. W. Bush", "Bush", "G. Bush", "Ana", "Kim Min-jun", "Min-jun Kim",
    "Kim", "Lee Kim", "Volodymyr Zelensky", "Zelenskyy", "Vladimir Zelenskiy", "Pope Leo", "Leo", "John Smith", "Smith",
    "Donald Berg", "Donald Berg Jr.", "Berg", "Orban Viktor", "Viktor Orbán", "Smith Vidal", "Kurt Smith Vidal",
]  # fmt: skip
BODIES = [
    "Ministry of Health", "Russian Ministry of Health", "MoH", "Russian MoD", "Norland Strait Watch", "NSW", "WHO",
    "North Sea Whalers", "World Health Organization", "Ford", "Ford Motor Company", "Russia", "Moscow", "Kremlin",
    "Russian government", "Norland Strait Watch (NSX)", "NSX", "Times",
]  # fmt: skip
ROLES = [None, "president", "police chief", "economist", "footballer", "prime minister"]
COUNTRIES = [None, "RU", "IT", "US"]
REPORTS = [f"sha256:{n:02}" for n in range(8)]


# Names that bear on each other; a set is drawn from one or two of these, so that the rules of the set come into play.
FAMILIES = [
    PEOPLE[:8], PEOPLE[8:14], PEOPLE[14:18], [*PEOPLE[18:21], "President Ze"], PEOPLE[21:25] + PEOPLE[-2:],
    PEOPLE[25:28], ["Ana Rossi Vidal", "Rossi", "Vidal", "Ana Vidal", "Ana Rossi", "Ana Berg"], PEOPLE, BODIES,
    BODIES[4:8] + BODIES[-3:],
]  # fmt: skip


@st.composite
def parties(draw: st.DrawFn, names: st.SearchStrategy[str] = st.sampled_from(PEOPLE + BODIES)) -> Party:
    name = draw(names)
    human = name not in BODIES
    kind = "person" if human else draw(st.sampled_from(["organisation", "government", "place-as-government", "outlet"]))
    role = draw(st.sampled_from(ROLES)) if human and draw(st.booleans()) else None
    named = draw(st.integers(0, 19)) > 0
    day = draw(st.sampled_from([None, "2030-01-01", "2030-02-01"]))
    key = draw(st.sampled_from(["S1", "S2", "S3"]))
    report = draw(st.sampled_from(REPORTS))
    country = draw(st.sampled_from(COUNTRIES)) if draw(st.booleans()) else None
    return Party(report, key, name, kind, named, role, country, day)


def judgements(some: list[Party]) -> st.SearchStrategy[list[Judgement]]:
    if not some:
        return st.just([])
    address = st.sampled_from([p.address for p in some] + [("sha256:absent", "Rossi")])
    one = st.builds(
        Judgement, address, address, st.sampled_from(["same", "different", "unsure"]),
        st.sampled_from(["Ada", "Ben"]), st.sampled_from(["2030-03-01", "2030-03-02", "2030-03-03"]),
    )  # fmt: skip
    return st.lists(one, max_size=4)


KNOWN = [
    KnownEntity("Q1", "Volodymyr Zelensky", ("President Ze",), "person", "UA"),
    KnownEntity("Q2", "World Health Organization", ("UN health agency",), None, None),
    KnownEntity("Q3", "Ana Vidal", ("Ana Rossi Vidal", "Rossi"), "person", None),
    KnownEntity("Q4", "Kim Min-jun", (), "person", None),
    KnownEntity("Q5", "Norland Strait Watch", ("NSX",), "organisation", None),
]


class Table:
    """A look-up over a table of keys, as the ledger has one."""

    def __init__(self, some: Iterable[Party]) -> None:
        self.some = list(some)

    def sharing(self, key: str) -> list[Party]:
        return [p for p in self.some if key in keys_of(p)]

    def at(self, address: tuple[str, str]) -> list[Party]:
        return [p for p in self.some if p.address == address]


@st.composite
def sets(draw: st.DrawFn) -> tuple[list[Party], list[Judgement], list[KnownEntity]]:
    family = draw(st.sampled_from(FAMILIES))
    some = draw(st.lists(parties(st.sampled_from(family)), max_size=12, unique_by=lambda p: (p.report, p.key)))
    return some, draw(judgements(some)), draw(st.lists(st.sampled_from(KNOWN), unique=True))


@given(sets(), st.randoms())
@settings(max_examples=400, deadline=None)
def test_the_order_of_everything_is_without_effect(found: object, random: object) -> None:
    some, judged, known = found  # type: ignore[misc]
    whole = clusters(some, judged, known)
    for things in (some, judged, known):
        random.shuffle(things)  # type: ignore[attr-defined]
    assert clusters(some, judged, known) == whole


@given(sets())
@settings(max_examples=400, deadline=None)
def test_looking_up_one_source_gives_what_the_whole_set_gives(
    found: tuple[list[Party], list[Judgement], list[KnownEntity]],
) -> None:
    some, judged, known = found
    whole = {m.party: e for e in clusters(some, judged, known) for m in e.members}
    for party in some:
        assert entity_of(party, Table(some), judged, known) == whole[party]


@given(sets())
@settings(max_examples=300, deadline=None)
def test_every_source_is_in_one_entity_and_people_have_the_last_word(
    found: tuple[list[Party], list[Judgement], list[KnownEntity]],
) -> None:
    some, judged, known = found
    entities = clusters(some, judged, known)
    members = [m.party for e in entities for m in e.members]
    assert sorted(members, key=str) == sorted(some, key=str)
    assert len({e.id for e in entities}) == len(entities)
    of = {party.address: n for n, e in enumerate(entities) for party in (m.party for m in e.members)}
    ruled = rulings(judged)
    for judgement in judged:
        newer = [j for j in judged if j.pair == judgement.pair and (j.at, j.by, j.verdict) > _age(judgement)]
        if newer or judgement in ruled.overruled or not {judgement.left, judgement.right} <= of.keys():
            continue
        together = of[judgement.left] == of[judgement.right]
        if judgement.left != judgement.right:
            assert together == (judgement.verdict == "same")


def _age(judgement: Judgement) -> tuple[str, str, str]:
    return judgement.at, judgement.by, judgement.verdict


@given(parties(), parties())
@settings(max_examples=500, deadline=None)
def test_a_decision_is_symmetric_and_found_by_a_shared_key(a: Party, b: Party) -> None:
    verdict = same(a, b)
    assert verdict == same(b, a)
    one, two = form_of(a), form_of(b)
    if verdict.answer == "same":
        assert one is not None and two is not None
        assert full_keys(one) & full_keys(two) or (one.weak and two.weak and short_keys(one) & short_keys(two))
    if one is not None and one == two:
        assert verdict.answer != "different"


@given(sets())
@settings(max_examples=200, deadline=None)
def test_the_unnamed_have_no_key_and_stand_alone(
    found: tuple[list[Party], list[Judgement], list[KnownEntity]],
) -> None:
    some, _, known = found
    for entity in clusters(some, (), known):
        if any(not m.party.named for m in entity.members):
            assert len(entity.members) == 1 and keys_of(entity.members[0].party) == ()
