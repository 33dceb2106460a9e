"""Where the program's newest reading says something else than the people who checked a claim."""

from __future__ import annotations

from collections.abc import Mapping

from accordingto.records import Spans

Told = tuple[str, Spans]
"""A cell in words, and where they stand where that is part of it."""

CHECKED = ("accepted", "corrected", "added", "rejected")


def disagreement(
    people: Mapping[str, Told], program: Mapping[str, Told] | None, state: str, same_reading: bool
) -> dict[str, tuple[str, str]]:
    """Return the cells that differ, in words: cell → (people's, program's); empty for a claim nobody checked.

    The cell “claim” tells that the newest reading (`program` None) finds no claim where people have one, or finds again
    one that people rejected; `same_reading` says that the reading is the one that people decided on. Of equal words in
    different places the place is told.
    """
    if state not in CHECKED:
        return {}
    if program is None:
        return {"claim": (state, "not found")} if state in ("accepted", "corrected") else {}
    if state == "rejected":
        return {} if same_reading else {"claim": (state, "found")}
    return {cell: _told(people[cell], program[cell]) for cell in people if people[cell] != program[cell]}


def _told(one: Told, other: Told) -> tuple[str, str]:
    if one[0] != other[0]:
        return one[0], other[0]
    first, second = (f"{words} (at {places[0].start if places else 'no place'})" for words, places in (one, other))
    return first, second
