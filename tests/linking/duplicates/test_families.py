"""Families: connected whatever the order, at a cost that grows with the number of copies and not with its square."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from linking.duplicates.invented import REPORT, paragraphs, text

from accordingto.linking.duplicates import Member, families, joins, reprint
from evaluation.duplicates import linked
from evaluation.reprints import Report

P = paragraphs()


def report(name: str, told: str) -> Report:
    return Report(name, told, "", "", "", "")


NAMES = "abcdefgh"
pairs = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=10)


@given(pairs, st.randoms(use_true_random=False))
def test_order_makes_no_difference(edges: list[tuple[str, str]], chance: object) -> None:
    members = [Member(name, None, name) for name in NAMES]
    first = families(members, edges)
    chance.shuffle(members)  # type: ignore[attr-defined]
    chance.shuffle(edges)  # type: ignore[attr-defined]
    assert families(members, [(b, a) for a, b in edges]) == first


def test_the_oldest_is_the_first_of_a_day_and_undated_reports_come_last() -> None:
    members = [
        Member("undated", None, "0"),
        Member("late", "2030-03-02", "1"),
        Member("evening", "2030-03-01T20:00:00Z", "2"),
        Member("morning", "2030-03-01", "3"),
        Member("alone", "2029-01-01", "4"),
    ]
    (family,) = families(members, [("undated", "late"), ("late", "evening"), ("morning", "undated")])
    assert [member.id for member in family.members] == ["evening", "morning", "late", "undated"]
    assert family.oldest.id == "evening"


def test_a_joined_family_is_not_read_on() -> None:
    read = []

    def candidates(family: str, texts: list[str]):
        for n, told in enumerate(texts):
            read.append(f"{family}{n}")
            yield f"{family}{n}", told

    parts = [candidates("a", [P[0], REPORT, REPORT]), candidates("b", [P[1], P[2]]), candidates("c", [text(P[:5])])]
    edges = list(joins("new", text(P[:4]), parts))
    assert [(edge.one, edge.other) for edge in edges] == [("a1", "new"), ("c0", "new")]
    assert read == ["a0", "a1", "b0", "b1", "c0"]


def near_copies(count: int) -> list[Report]:
    """Copies that each lack other sentences and have a line of their own."""
    sentences = [s for part in P[:4] for s in part.replace(". ", ".\n").split("\n")]
    made = []
    for n in range(count):
        kept = [s for at, s in enumerate(sentences) if at % 5 != n % 5]
        made.append(report(f"{n:05}", text([*kept, f"Printed in Selwick as number {n}."])))
    return made


def test_two_thousand_near_copies_cost_two_thousand_comparisons() -> None:
    linker = linked(near_copies(2000))
    assert len({linker.union.find(f"{n:05}") for n in range(2000)}) == 1
    assert linker.compared < 2 * 2000


def test_identical_copies_are_not_compared() -> None:
    linker = linked([report(f"{n}", REPORT if n % 2 else text([*P, "All rights reserved."])) for n in range(500)])
    assert linker.compared == 0
    assert len({linker.union.find(f"{n}") for n in range(500)}) == 1


@settings(max_examples=20)
@given(st.permutations(range(8)))
def test_linking_one_by_one_gives_what_all_pairs_give(order: list[int]) -> None:
    reports = [*near_copies(5), report("x", text(P[:2])), report("y", P[0]), report("z", text([*P[3:], *P[:2]]))]
    linker = linked([reports[n] for n in order])
    wanted = [(a.id, b.id) for a, b in combinations(reports, 2) if reprint(a.text, b.text)]
    members = [Member(r.id, None, r.id) for r in reports]
    found = families(members, [(edge.one, edge.other) for edge in linker.edges])
    assert found == families(members, wanted)
