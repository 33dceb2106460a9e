"""From what was typed into the form to a change of a claim; words are looked up in the report."""

from __future__ import annotations

import re

from accordingto.errors import DecisionError
from accordingto.ledger.review.change import NOBODY, UNCHANGED, Change, SourceChoice
from accordingto.records import Quantity, Span, Spans, Time
from accordingto.web.pages import drafts
from accordingto.web.pages.drafts import Draft
from accordingto.web.pages.finding import Text

_APART = re.compile(r"\s+(?:…|\.\.\.)\s+")
_LONGEST = 20_000


def change_of(draft: Draft, before: Draft, text: str) -> Change:
    """Return what a person changed between the form as it was opened and as it was sent.

    Raises DecisionError in words where a field makes no sense or words are not in the report.
    """
    cells = drafts.changed(draft, before)
    told: dict[str, object] = {}
    if "source" in cells:
        told["source"] = _who(draft)
    if "act" in cells:
        told["act"] = draft.get("act") or None
    if "said" in cells:
        told["said"] = _said(draft, before, text)
    if "quantities" in cells:
        told["quantities"] = tuple(_quantities(draft, before, text))
    if "verification" in cells:
        told["verification"] = tuple(_standing(draft))
    for role in drafts.SPANS:
        if f"{role}_spans" in cells:
            told[f"{role}_spans"] = located(draft, before, role, text)
    if "note" in cells:
        told["note"] = draft.get("note", "").strip()
    return Change(**({"act": UNCHANGED, "said": UNCHANGED} | told))  # type: ignore[arg-type]


def located(draft: Draft, before: Draft, name: str, text: str) -> Spans:
    """Return where the words of a field stand in the report.

    They stand where they were selected, or else where the same words are nearest to where the field's words were
    before. Parts that are apart are joined by “ … ”. Raises DecisionError where the report does not have them.
    """
    words = " ".join(draft.get(f"{name}_words", "").split())
    if not words:
        return ()
    selected = drafts.read_spans(draft.get(f"{name}_at", ""))
    if selected and drafts.plain_words(text, selected) == words:
        return selected
    if len(words) > _LONGEST:
        raise DecisionError(f"{_TITLES.get(name, name)}: more than {_LONGEST:,} characters. Select fewer words.")
    near = drafts.read_spans(before.get(f"{name}_at", "")) or drafts.read_spans(draft.get("content_at", "")) or ()
    place = near[0].start if near else 0
    found: list[Span] = []
    laid = Text(text)
    for part in filter(str.strip, _APART.split(f" {words} ")):
        if found:
            chosen = next(laid.places(part, found[-1].end), None)
        else:
            chosen = min(laid.places(part), key=lambda span: abs(span.start - place), default=None)
        if chosen is None:
            raise DecisionError(
                f"{_TITLES.get(name, name)}: “{part.strip()}” does not stand in the report"
                f"{' after the part before it' if found else ''}. Select the words in the text, or type them as they "
                "stand there, with “ … ” between parts."
            )
        found.append(chosen)
    return tuple(found)


_TITLES = {
    "source": "Words that name the source", "cue": "Words of saying", "content": "What was said",
    "said": "Words that tell the day",
}  # fmt: skip


def _who(draft: Draft) -> SourceChoice:
    chosen = draft.get("who", drafts.NOBODY)
    # A name that is typed wins over what the list was left at.
    if name := draft.get("who_name", "").strip():
        return SourceChoice(None, name, draft.get("who_kind") or None, draft.get("who_named") == "on")
    if chosen == drafts.NOBODY:
        return NOBODY
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 18):
        raise DecisionError("Source: choose one of the list, or type a new name.")
    return SourceChoice(int(chosen))


def _said(draft: Draft, before: Draft, text: str) -> Time | None:
    start, end = draft.get("said_start", "").strip() or None, draft.get("said_end", "").strip() or None
    parts = located(draft, before, "said", text)
    if start is None and end is None and not parts:
        return None
    # A day that is told alone is the whole of it.
    return Time(start, end or start, parts)


def _quantities(draft: Draft, before: Draft, text: str) -> list[Quantity]:
    found = []
    for n in drafts.rows(draft, "number"):
        low, high = (draft.get(f"number_{n}_{side}", "").strip() for side in ("minimum", "maximum"))
        words, unit = draft.get(f"number_{n}_words", "").strip(), draft.get(f"number_{n}_unit", "").strip()
        if not (low or high or words or unit):
            continue
        parts = located(draft, before, f"number_{n}", text)
        about = draft.get(f"number_{n}_approximate") == "on"
        found.append(Quantity(_number(low), _number(high), unit or None, parts, about))
    return found


def _standing(draft: Draft) -> list[tuple[str, str | None]]:
    given = [(draft.get(f"standing_{n}_status", ""), draft.get(f"standing_{n}_by", "").strip() or None)
             for n in drafts.rows(draft, "standing")]  # fmt: skip
    if any(by and not status for status, by in given):
        raise DecisionError("Standing: choose how it stands beside the name of who says so, or empty the name.")
    return [(status, by) for status, by in given if status]


def _number(value: str) -> float | int | None:
    if not value:
        return None
    plain = value.replace(",", "").replace(" ", "").replace("\u00a0", "")
    if re.fullmatch(r"-?\d{1,30}", plain, re.ASCII):
        return int(plain)
    if re.fullmatch(r"-?\d{0,30}\.\d{1,30}", plain, re.ASCII):
        return float(plain)
    raise DecisionError(f"Number {value!r}: write it like 40, 16,000 or 0.5.")
