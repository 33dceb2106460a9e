"""Hand-made pairs of names of many countries: variants are the same, namesakes stay apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordingto.linking.entities.party import Party
from accordingto.linking.entities.same import same

HERE = Path(__file__).parent
# The misses of the lists that were not developed on: see docs/linking/entities.md.
FLOORS = {"name_pairs.tsv": 1.0, "name_pairs_held.tsv": 59 / 60, "name_pairs_second.tsv": 34 / 36}


def read_pairs(name: str) -> list[tuple[str, Party, Party]]:
    """The pairs of a list with what is expected: same or apart."""

    def party(report: str, cells: list[str]) -> Party:
        name, kind, role, country = (None if cell == "-" else cell for cell in cells)
        assert name is not None
        return Party(report, "S1", name, kind, True, role, country)

    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], party("sha256:1", row[1:5]), party("sha256:2", row[5:9])) for row in rows]


@pytest.mark.parametrize("name", FLOORS)
def test_pairs_are_decided_as_people_would(name: str) -> None:
    pairs = read_pairs(name)
    assert len(pairs) > 30
    right = [(same(a, b).answer == "same") == (expected == "same") for expected, a, b in pairs]
    assert sum(right) / len(right) >= FLOORS[name]


@pytest.mark.parametrize("name", FLOORS)
def test_no_pair_that_should_stay_apart_is_called_the_same(name: str) -> None:
    wrong = [
        (a.name, b.name) for expected, a, b in read_pairs(name) if expected == "apart" and same(a, b).answer == "same"
    ]
    assert wrong == []
