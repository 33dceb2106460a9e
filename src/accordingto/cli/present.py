"""Prints a reading for people: one claim a block, nested claims under the one they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from accordingto.cli import cells
from accordingto.cli.terminal import plain, shortened
from accordingto.exports.wording import KINDS, publishers_mark
from accordingto.records import Claim, Reading, Source, Span, words_of

NO_DATE = "no publication date given: days will stay unresolved"
_STEP = 4
_EXCERPT = 160


def print_reading(console: Console, reading: Reading) -> None:
    """Print one report: header, claims, and what could not be attributed."""
    _print(console, _header(reading))
    console.print()
    for depth, claim in _nested(reading):
        indent = " " * (2 + _STEP * depth)
        _print(console, [_who(reading, claim), _how(reading, claim)], indent)
        content = plain(words_of(reading.text, claim.content_spans)) or "(none of its words are in the report)"
        _print(console, [Text(content)], indent + "│ ")
        _print(console, [Text(fact, style="dim") for fact in cells.facts(reading, claim)], indent + "  ")
        console.print()
    if not reading.claims:
        _print(console, [Text("No attributed claims found.", style="dim"), Text()], "  ")
    # The others are told in the block of their claim.
    known = {claim.id for claim in reading.claims}
    loose = [item for item in reading.unattributed if item.claim not in known]
    if loose:
        _print(console, [Text("Not attributed", style="yellow")], "  ")
        for item in loose:
            words = Text(shortened(words_of(reading.text, item.spans), _EXCERPT))
            _print(console, [words.append(f" ({plain(item.why)})", style="dim")], "    ")
        console.print()


def _print(console: Console, lines: Iterable[Text], indent: str = "") -> None:
    """Print lines wrapped to the console's width, each beginning with `indent`."""
    for whole in lines:
        for line in whole.wrap(console, max(20, console.width - len(indent))):
            line.rstrip()
            console.print(Text().append(indent, "dim").append_text(line), soft_wrap=True)


def _header(reading: Reading) -> list[Text]:
    document = reading.document
    title = plain(document.title or document.path or "standard input")
    facts = [plain(document.publisher)] if document.publisher else []
    facts.append(plain(document.published) if document.published else NO_DATE)
    if document.url or (document.title and document.path):
        facts.append(plain(document.url or document.path or ""))
    lines = [Text(title, style="bold underline"), Text(" · ".join(facts), style="dim")]
    if mark := publishers_mark(document.status, document.notice):
        lines.append(Text(plain(mark[0].upper() + mark[1:]), style="bold red"))
    # The missing date is said above already.
    lines += [Text(plain(n), style="yellow") for n in reading.notes if "publication date" not in n]
    return lines


def _nested(reading: Reading) -> Iterator[tuple[int, Claim]]:
    """Yield each claim once with its depth, a claim before those inside it; broken parents count as none."""
    ids = {claim.id for claim in reading.claims}
    inner: dict[str | None, list[Claim]] = {}
    for claim in sorted(reading.claims, key=_place):
        inner.setdefault(claim.parent if claim.parent in ids else None, []).append(claim)
    seen: set[str] = set()
    starts = [*inner.get(None, []), *sorted(reading.claims, key=_place)]
    waiting = [(0, claim) for claim in reversed(starts)]
    while waiting:
        depth, claim = waiting.pop()
        if claim.id not in seen:
            seen.add(claim.id)
            yield depth, claim
            waiting += [(depth + 1, child) for child in reversed(inner.get(claim.id, []))]


def _place(claim: Claim) -> Span:
    return min((*claim.source_spans, *claim.cue_spans, *claim.content_spans), default=Span(0, 0))


def _who(reading: Reading, claim: Claim) -> Text:
    """The source in full, those who relay it after an arrow, and how the claim stands."""
    line = Text()
    sources = cells.sources_of(reading, [claim.source, *claim.co_sources])
    for number, source in enumerate(sources):
        line.append(" and " if number else "").append(plain(source.name), style="bold")
        line.append("" if not source.role else f", {plain(source.role)}")
        line.append(f" ({_kind(source)})" if _kind(source) else "", style="dim")
    if not sources:
        words = plain(words_of(reading.text, claim.source_spans))
        why = next((item.why for item in reading.unattributed if item.claim == claim.id), "not told")
        line.append("Source unknown", style="bold yellow").append(f": {words}" if words else "")
        line.append(f" ({plain(why)})", style="dim")
    line.append(cells.chain(reading, claim), style="magenta")
    for badge in cells.badges(reading, claim):
        line.append("  ").append(f"[{badge}]", style="bold black on yellow")
    return line


def _kind(source: Source) -> str:
    kind = KINDS.get(source.kind or "", source.kind or "")
    told = [kind] if kind else []
    told += [plain(source.country)] if source.country else []
    if not source.named and source.kind not in ("author", "place-as-government"):
        told.append("unnamed")
        told += [f"{source.number} of them" if source.number > 1 else "one person"] if source.number else []
        told += [plain(source.anonymity)] if source.anonymity else []
    return ", ".join(told)


def _how(reading: Reading, claim: Claim) -> Text:
    line = Text(plain(words_of(reading.text, claim.cue_spans)) or "(no cue)", style="cyan")
    told = [
        claim.act or "act not told",
        f"{claim.quotation} quotation" if claim.quotation != "indirect" else "indirect",
    ]
    told += [f"said {cells.when(reading, claim.said)}"] if claim.said else []
    told += [cells.firm(claim.firmness)] if cells.firm(claim.firmness) else []
    told += [f"{claim.confidence:.0%} sure", cells.number_of(claim.id)]
    return line.append(" · " + " · ".join(plain(t) for t in told), style="dim")
