"""The families of reprints in a ledger, with the reports themselves."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from accordingto.ledger.linkage import families
from accordingto.ledger.linkage.families import Printed, Reprint


@dataclass(frozen=True, slots=True)
class Reprinted:
    """Reports that are one text, the oldest first: by day, then by hour, then the longest; without a date last.

    `proofs` are the pairs that hold the family together, with what was decided of each.
    """

    reports: tuple[Printed, ...]
    proofs: tuple[Reprint, ...]

    @property
    def oldest(self) -> Printed:
        """The report published first."""
        return self.reports[0]


def reprinted_families(connection: Connection) -> list[Reprinted]:
    """Return the families of two or more reports, that with the oldest report first."""
    found = []
    for family in families.families(connection):
        members = tuple(sorted(families.members(connection, family), key=_age))
        found.append(Reprinted(members, tuple(families.proofs(connection, [report.report for report in members]))))
    return sorted(found, key=lambda family: _age(family.oldest))


def _age(report: Printed) -> tuple[bool, str, str, int, str]:
    day, hour = (report.published or "")[:10], (report.published or "")[10:] or "unknown"
    # Of copies of one day that tell no hour, most were cut from the longest.
    return report.published is None, day, hour, -len(report.text), report.document
