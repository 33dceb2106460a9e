"""All cells of a claim together; texts invented."""

from __future__ import annotations

from accordingto.claims.complete import complete
from accordingto.records import Claim, Document, Source, Span, Spans

TEXT = (
    "On Monday, Mayor Lund said at least 40 houses might be lost. The Post could not verify the figure. "
    "“We lost them yesterday,” Osei said. Osei denied this."
)


def at(words: str, after: int = 0) -> Spans:
    start = TEXT.index(words, after)
    return (Span(start, start + len(words)),)


SOURCES = (Source("S1", "Lund", "person", True, mentions=at("Lund")), Source("S2", "Osei", "person", True))
CLAIMS = (
    Claim("C1", "S1", at("Mayor Lund"), at("said"), at("at least 40 houses might be lost"), "indirect", 0.9),
    Claim("C2", "S2", at("Osei"), at("said", 100), at("“We lost them yesterday,”"), "direct", 0.9),
    Claim("C3", "S2", at("Osei", 130), at("denied"), at("this", 130), "indirect", 0.9),
)


def test_every_cell_builds_on_the_ones_before() -> None:
    heard: list[str] = []

    def add(span: Span) -> str:
        heard.append(TEXT[slice(*span)])
        return "S3"

    done = complete(Document(TEXT, published="2030-03-15"), CLAIMS, SOURCES, add_source=add)
    first, second, third = done.claims
    assert [c.act for c in done.claims] == ["assert", "assert", "deny"]
    assert first.said is not None and (first.said.start, first.said.end) == ("2030-03-11", "2030-03-11")
    assert [(q.minimum, q.maximum, q.unit) for q in first.quantities] == [(40, None, "houses")]
    assert first.firmness is not None and first.firmness.certainty == "possible"
    assert [(v.status, v.by) for v in first.verification] == [("unverified", "S3")]
    assert heard == ["Post"]
    assert second.verification == ()
    assert third.refers_to in ("C1", None)
    for claim in done.claims:
        assert {"act", "said", "firmness"} <= {r.cell for r in claim.reasons}
        assert all(0 <= s.start < s.end <= len(TEXT) for r in claim.reasons for s in r.spans)


def test_yesterday_in_a_quotation_of_no_day_stays_open() -> None:
    (time,) = complete(Document(TEXT, published="2030-03-15"), CLAIMS[1:2], SOURCES).claims[0].times
    assert (time.start, time.end, TEXT[slice(*time.spans[0])]) == (None, None, "yesterday")


def test_without_a_date_relative_days_are_told_but_open() -> None:
    said = complete(Document(TEXT), CLAIMS[:1], SOURCES).claims[0].said
    assert said is not None
    assert (said.start, said.end, bool(said.spans)) == (None, None, True)


def test_nothing_to_complete() -> None:
    done = complete(Document(""), (), ())
    assert (done.claims, done.links) == ((), ())
