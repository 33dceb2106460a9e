"""Those whom claims are attributed to."""

from __future__ import annotations

from dataclasses import dataclass

from accordingto.records.span import Spans

KINDS = (
    "person", "officials", "organisation", "government", "military",
    "outlet", "document", "group", "place-as-government", "author",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """One source within one report.

    `name` is the fullest name the report gives, without title or leading article; for an unnamed source its own
    words. `kind` is one of KINDS, or None where the words do not tell. `named` says whether a reader could tell who
    it is. `country` is an ISO 3166 alpha-2 code. `mentions` are the spans that name or stand for the source.
    `number` is how many people an unnamed source is, where the words tell; `anonymity` are the words that say on what
    condition or why a source is not named, `anonymity_spans` where they stand.
    """

    id: str
    name: str
    kind: str | None
    named: bool
    role: str | None = None
    country: str | None = None
    mentions: Spans = ()
    number: int | None = None
    anonymity: str | None = None
    anonymity_spans: Spans = ()
