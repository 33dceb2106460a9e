"""Families: connected whatever the order, at a cost that grows with the number of copies and not with its square."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from linking.duplicates.invented import REPORT, paragraphs, text

from accordingto.linking.duplicates import joins, reprint
from evaluation.duplicates import linked
from evaluation.reprints import Report
from evaluation.union import Union

P = paragraphs()


def report(name: str, told: str) -> Report:
    return Report(name, told, "", "", "", "")


def parts(names: list[str], edges: list[tuple[str, str]]) -> set[frozenset[str]]:
    union = Union()
    for one, other in edges:
        union.join(one, other)
    return {frozenset(n for n in names if union.find(n) == union.find(name)) for name in names}


NAMES = list("abcdefgh")


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=10))
def test_what_is_connected_does_not_depend_on_order(edges: list[tuple[str, str]]) -> None:
    assert parts(NAMES, edges) == parts(NAMES, [(b, a) for a, b in reversed(edges)])


def test_a_joined_family_is_not_read_on() -> None:
    read = []

    def candidates(family: str, texts: list[str]):
        for n, told in enumerate(texts):
            read.append(f"{family}{n}")
            yield f"{family}{n}", told

    offered = [candidates("a", [P[0], REPORT, REPORT]), candidates("b", [P[1], P[2]]), candidates("c", [text(P[:5])])]
    edges = list(joins("new", text(P[:4]), offered))
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
    names = [r.id for r in reports]
    assert parts(names, [(edge.one, edge.other) for edge in linker.edges]) == parts(names, wanted)
