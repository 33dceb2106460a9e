"""One source of one report as linking sees it."""

from __future__ import annotations

from dataclasses import dataclass

from accordingto.records import Reading, Source


@dataclass(frozen=True, slots=True)
class Party:
    """One source of one report.

    `report` is the report's digest, `key` the source's id in its reading (“S4”), `published` the report's ISO day or
    None; the rest is as in the reading format.
    """

    report: str
    key: str
    name: str
    kind: str | None
    named: bool
    role: str | None = None
    country: str | None = None
    published: str | None = None

    @classmethod
    def of(cls, reading: Reading, source: Source) -> Party:
        """Return the party that a source of a reading is."""
        day = reading.document.published
        return cls(
            reading.document.id, source.id, source.name, source.kind, source.named, source.role, source.country,
            day[:10] if day else None,
        )  # fmt: skip

    @property
    def address(self) -> tuple[str, str]:
        """The report and name by which judgements point at it."""
        return self.report, self.name

    @property
    def comparable(self) -> bool:
        """Whether it can be found in another report: the unnamed and the report's author cannot."""
        return self.named and self.kind not in ("author", "officials") and any(c.isalnum() for c in self.name)
