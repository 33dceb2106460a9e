"""What stands in the form by which a claim is corrected or added: fields as text, as they are typed and sent.

A draft is all fields of a form. What a person changed is found by comparing it with the draft that was `seen` when the
form was opened, part by part, so that what a colleague changed meanwhile is not set back by a form opened earlier.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from accordingto.ledger.review.cells import ClaimCells
from accordingto.records import Span, Spans

Draft = dict[str, str]
SPANS = ("source", "cue", "content")
_MOST = 100
_NAME = re.compile(
    r"who|who_name|who_kind|who_named|act|said_(?:start|end|words|at)|note|(?:source|cue|content)_(?:words|at)"
    r"|number_\d{1,2}_(?:minimum|maximum|unit|approximate|words|at)|standing_\d{1,2}_(?:status|by)"
)
NOBODY = "nobody"
"""What the choice of a source may be besides the row number of one."""


def drafted(claim: ClaimCells, text: str) -> Draft:
    """Return a claim as the form shows it."""
    source = claim.source
    draft = {
        "who": str(source.id) if source and source.id else NOBODY,
        "who_name": "",
        "who_kind": "",
        "who_named": "on",
    }
    said = claim.spans.get("said", ())
    draft |= {"act": claim.act or "", "note": claim.note or ""}
    draft |= {"said_start": claim.said_start or "", "said_end": claim.said_end or ""}
    draft |= {"said_words": plain_words(text, said), "said_at": written(said)}
    for role in SPANS:
        parts = claim.spans.get(role, ())
        draft |= {f"{role}_words": plain_words(text, parts), f"{role}_at": written(parts)}
    for n, quantity in enumerate(claim.quantities):
        draft |= {
            f"number_{n}_minimum": _figure(quantity.minimum), f"number_{n}_maximum": _figure(quantity.maximum),
            f"number_{n}_unit": quantity.unit or "", f"number_{n}_approximate": "on" if quantity.approximate else "",
            f"number_{n}_words": plain_words(text, quantity.spans), f"number_{n}_at": written(quantity.spans),
        }  # fmt: skip
    for n, check in enumerate(claim.verification):
        draft |= {f"standing_{n}_status": check.status, f"standing_{n}_by": check.by or ""}
    return draft


def empty() -> Draft:
    """Return the form of a claim to be added."""
    return {"who": NOBODY, "who_named": "on"}


def posted(form: Mapping[str, object]) -> Draft:
    """Return the draft that a form sent; whatever is no field of it is left out."""
    fields = {name: value for name, value in form.items() if isinstance(value, str) and _NAME.fullmatch(name)}
    # Half of a surrogate pair, as JSON and odd encodings can hold it, cannot be shown again.
    return {name: value.replace("\r\n", "\n").encode("utf-8", "replace").decode() for name, value in fields.items()}


def seen(form: Mapping[str, object]) -> Draft:
    """Return the draft that was shown when the form was opened, as the form kept it."""
    try:
        kept = json.loads(str(form.get("seen") or "{}"))
    except (ValueError, RecursionError):
        return {}
    return posted(kept) if isinstance(kept, dict) else {}


def part_of(name: str) -> str:
    """Return the cell of the claim that a field is about, as in `Change`."""
    first = name.partition("_")[0]
    whole = {"who": "source", "number": "quantities", "standing": "verification"}
    return f"{first}_spans" if first in SPANS else whole.get(first, first)


def changed(draft: Draft, before: Draft) -> set[str]:
    """Return the cells in which two drafts differ.

    A place counts where both have one: the same words may be meant elsewhere. Typed words have no place yet.
    """
    names = {name for name in (*draft, *before) if not (name.endswith("_at") and _unplaced(draft, before, name))}
    return {part_of(name) for name in names if _value(draft, name) != _value(before, name)}


def merged(draft: Draft, before: Draft, now: Draft) -> tuple[Draft, set[str]]:
    """Return a draft on top of what the claim is now, and the cells that both sides changed.

    Cells that the person did not touch are as they are now; what the person typed stays.
    """
    mine, theirs = changed(draft, before), changed(now, before)
    kept = {name: value for name, value in now.items() if part_of(name) not in mine}
    kept |= {name: value for name, value in draft.items() if part_of(name) in mine}
    return kept, {cell for cell in mine & theirs if cell in changed(draft, now)}


def rows(draft: Draft, kind: str) -> list[int]:
    """Return the numbers of the rows of a kind (“number”, “standing”) that a form shows: the filled, and one more."""
    filled = [int(name.split("_")[1]) for name, value in draft.items() if name.startswith(f"{kind}_") and value]
    return list(range(min(_MOST, 1 + max((n + 1 for n in filled), default=0))))


def plain_words(text: str, parts: Spans) -> str:
    """Return the words at `parts`, on one line, joined by “ … ” where they are apart."""
    return " … ".join(" ".join(text[start:end].split()) for start, end in parts)


def written(parts: Spans) -> str:
    """Return spans as a form keeps them: “12-30,45-60”."""
    return ",".join(f"{start}-{end}" for start, end in parts)


def read_spans(kept: str) -> Spans | None:
    """Return the spans that a form kept, None where that is not what a form writes."""
    pairs = [re.fullmatch(r"(\d{1,9})-(\d{1,9})", part.strip(), re.ASCII) for part in kept.split(",")] if kept else []
    if any(pair is None for pair in pairs):
        return None
    return tuple(Span(int(pair[1]), int(pair[2])) for pair in pairs if pair)


def _unplaced(one: Draft, other: Draft, name: str) -> bool:
    return not _value(one, name) or not _value(other, name)


def _value(draft: Draft, name: str) -> str:
    return " ".join(draft.get(name, "").split())


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"
