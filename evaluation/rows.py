"""How a program's rows compare with gold rows: rows found, each cell, rows wholly right.

Gold and predicted readings are dictionaries in the reading format; gold has one key more, `annotation`, with the ids of
`optional` rows (neither missed when they are not found nor spurious when they are) and `also`, other names of sources.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from accordingto.records.claim import LINKS
from evaluation.matching import normal, overlap, pair_rows, same_name, same_party

Reading = dict[str, Any]
Row = dict[str, Any]
# The cells that a wholly right row has right; times, kinds, roles and countries are told beside.
WHOLE = ("source", "co_sources", "via", "parent", "quotation", "act", "said", "quantities", "verification", "refers_to")


@dataclass
class Tally:
    """Counts over many reports; `faults` are lines for a person, one a fault."""

    count: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def ratio(self, part: str, whole: str) -> float | None:
        """A percentage, or None where there is nothing to divide by."""
        return 100.0 * self.count[part] / self.count[whole] if self.count[whole] else None


@dataclass(frozen=True, slots=True)
class Pairing:
    """One report: gold and predicted reading, and which rows were found."""

    gold: Reading
    predicted: Reading
    found: dict[str, str]  # gold id -> predicted id

    def names(self, reading: Reading, ids: Iterable[str | None]) -> list[str]:
        """The names of sources of a reading, in order."""
        known = {s["id"]: s["name"] for s in reading["sources"]}
        return [known.get(key, key) for key in ids if key is not None]


def tally(pairs: Iterable[tuple[Reading, Reading]]) -> Tally:
    """Count over pairs of gold and predicted readings of the same text; raises ValueError where the texts differ."""
    total = Tally()
    for gold, predicted in pairs:
        if gold["text"] != predicted["text"]:
            raise ValueError(f"{gold['annotation']['report']}: the texts differ, so the offsets do not fit.")
        _report(total, gold, predicted)
    return total


def _report(total: Tally, gold: Reading, predicted: Reading) -> None:
    rows, claims = gold["claims"], predicted["claims"]
    optional = set(gold["annotation"]["optional"])
    pairs = pair_rows(rows, claims)
    pairing = Pairing(gold, predicted, {rows[i]["id"]: claims[j]["id"] for i, j in pairs})
    report, text, count = gold["annotation"]["report"], gold["text"], total.count
    matched = {j for _, j in pairs}
    count["reports"] += 1
    count["rows"] += sum(row["id"] not in optional for row in rows)
    count["claims"] += len(claims)
    count["spurious"] += len(claims) - len(matched)
    for j, claim in enumerate(claims):
        if j not in matched:
            total.faults.append(f"{report} spurious: {_shown(text, claim)}")
    for row in rows:
        if row["id"] not in pairing.found and row["id"] not in optional:
            total.faults.append(f"{report} missed: {_shown(text, row)}")
    for i, j in pairs:
        row, claim = rows[i], claims[j]
        if row["id"] in optional:
            count["optional found"] += 1
            continue
        count["found"] += 1
        wrong = list(_wrong(pairing, row, claim, count))
        count["whole"] += not any(cell in WHOLE for cell, _ in wrong)
        total.faults += [f"{report} {cell}: {what} | {_shown(text, row)}" for cell, what in wrong]
    _links(total, pairing)


def _wrong(pairing: Pairing, row: Row, claim: Row, count: Counter[str]) -> Iterator[tuple[str, str]]:
    """Yield the cells that are wrong, with gold and predicted value; counts what there was to get right."""
    yield from _source(pairing, row, claim, count)
    text = pairing.gold["text"]
    for cell in ("co_sources", "via"):
        wanted, given = pairing.names(pairing.gold, row[cell]), pairing.names(pairing.predicted, claim[cell])
        right = len(wanted) == len(given) and all(_alike(pairing, w, g) for w, g in zip(wanted, given, strict=True))
        count[f"{cell} wanted"] += bool(wanted)
        count[f"{cell} given"] += bool(given)
        count[f"{cell} right"] += right and bool(wanted)
        if not right:
            yield cell, f"{wanted} got {given}"
    parent = pairing.found.get(row["parent"], "not found") if row["parent"] else None
    if parent != "not found" and parent != claim["parent"]:
        yield "parent", f"{parent} got {claim['parent']}"
    for cell in ("quotation", "act"):
        count[f"{cell} right"] += row[cell] == claim[cell]
        if row[cell] != claim[cell]:
            yield cell, f"{row[cell]} got {claim[cell]}"
    yield from _said(row, claim, count)
    for cell, same in (("quantities", _same_quantity), ("times", _same_time), ("verification", _same_remark)):
        yield from _several(cell, same, row, claim, count, text)
    refers = pairing.found.get(row["refers_to"], row["refers_to"]) if row["refers_to"] else None
    count["refers_to wanted"] += refers is not None
    count["refers_to given"] += claim["refers_to"] is not None
    count["refers_to right"] += refers is not None and refers == claim["refers_to"]
    if refers != claim["refers_to"]:
        yield "refers_to", f"{refers} got {claim['refers_to']}"


def _source(pairing: Pairing, row: Row, claim: Row, count: Counter[str]) -> Iterator[tuple[str, str]]:
    gold = next((s for s in pairing.gold["sources"] if s["id"] == row["source"]), None)
    given = next((s for s in pairing.predicted["sources"] if s["id"] == claim["source"]), None)
    if gold is None and given is None:
        count["name right"] += 1
        return
    if gold is None or given is None:
        count["name abstained" if given is None else "name wrong"] += 1
        yield "source", f"{gold and gold['name']} got {given and given['name']}"
        return
    also = pairing.gold["annotation"]["also"].get(gold["id"], [])
    if same_name(gold, also, given["name"]):
        count["name right"] += 1
        for cell in ("kind", "named", "country", "role"):
            count[f"{cell} asked"] += 1
            wanted, got = gold[cell], given[cell]
            alike = normal(wanted or "") == normal(got or "") if cell == "role" else wanted == got
            count[f"{cell} right"] += alike
            if not alike:
                yield cell, f"{wanted} got {got}"
        return
    less = same_party(gold, also, given["name"])
    count["name not the fullest" if less else "name wrong"] += 1
    yield "source", f"{gold['name']} got {given['name']}{' (same party)' if less else ''}"


def _alike(pairing: Pairing, wanted: str, given: str) -> bool:
    gold = next((s for s in pairing.gold["sources"] if s["name"] == wanted), None)
    return gold is not None and same_name(gold, pairing.gold["annotation"]["also"].get(gold["id"], []), given)


def _day(value: str | None) -> str | None:
    return value[:10] if value else None


def _days(time: dict[str, Any] | None) -> tuple[str | None, str | None] | None:
    """Start and end as days; None where neither is told."""
    days = (_day(time["start"]), _day(time["end"])) if time else (None, None)
    return days if any(days) else None


def _said(row: Row, claim: Row, count: Counter[str]) -> Iterator[tuple[str, str]]:
    wanted, given = _days(row["said"]), _days(claim["said"])
    count["said wanted"] += wanted is not None
    count["said given"] += given is not None
    count["said right"] += wanted is not None and wanted == given
    if wanted != given:
        yield "said", f"{wanted} got {given}"


def _several(cell: str, same: Any, row: Row, claim: Row, count: Counter[str], text: str) -> Iterator[tuple[str, str]]:
    """Cells that hold several values: each is right where one at the same place has the same value."""
    left = list(claim[cell])
    count[f"{cell} wanted"] += len(row[cell])
    count[f"{cell} given"] += len(left)
    for wanted in row[cell]:
        hit = next((g for g in left if overlap(wanted["spans"], g["spans"]) and same(wanted, g)), None)
        if hit is None:
            near = next((g for g in left if overlap(wanted["spans"], g["spans"])), None)
            yield cell, f"{_value(wanted, text)} got {near and _value(near, text)}"
        else:
            left.remove(hit)
            count[f"{cell} right"] += 1
    for extra in left:
        if not any(overlap(extra["spans"], w["spans"]) for w in row[cell]):
            yield cell, f"nothing got {_value(extra, text)}"


def _value(item: dict[str, Any], text: str) -> str:
    words = " … ".join(text[s:e] for s, e in item["spans"])
    return " ".join(f"{k}={v}" for k, v in item.items() if k != "spans") + f" “{words}”"


def _same_time(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return _days(a) == _days(b)


def _same_quantity(a: dict[str, Any], b: dict[str, Any]) -> bool:
    def close(x: float | None, y: float | None) -> bool:
        return x == y if x is None or y is None else abs(x - y) <= 0.005 * max(abs(x), abs(y))

    units = [normal(q["unit"] or "").split()[-1:] for q in (a, b)]
    return close(a["minimum"], b["minimum"]) and close(a["maximum"], b["maximum"]) and units[0] == units[1]


def _same_remark(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return bool(a["status"] == b["status"])


def _links(total: Tally, pairing: Pairing) -> None:
    """Contradictions are pairs of rows: right where both ends are."""
    count = total.count
    for kind in LINKS:
        gold = [link["claims"] for link in pairing.gold["links"] if link["kind"] == kind]
        wanted = [frozenset(pairing.found.get(c, c) for c in claims) for claims in gold]
        given = [frozenset(link["claims"]) for link in pairing.predicted["links"] if link["kind"] == kind]
        count[f"{kind} wanted"] += len(wanted)
        count[f"{kind} given"] += len(given)
        count[f"{kind} right"] += len(set(wanted) & set(given))
        report = pairing.gold["annotation"]["report"]
        total.faults += [f"{report} {kind}: {sorted(w)} not found" for w in set(wanted) - set(given)]
        total.faults += [f"{report} {kind}: {sorted(g)} not in gold" for g in set(given) - set(wanted)]


def _shown(text: str, claim: Row) -> str:
    def words(spans: list[list[int]]) -> str:
        return " … ".join(text[s:e] for s, e in spans).replace("\n", " ")

    who, cue, content = (words(claim[f"{part}_spans"]) for part in ("source", "cue", "content"))
    return f"{claim['id']} [{who}] <{cue}> {content[:90]}"
