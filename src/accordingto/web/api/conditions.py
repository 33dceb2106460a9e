"""ETags and If-Match (RFC 9110): nobody overwrites what they have not seen."""

from __future__ import annotations

import re

from accordingto.ledger.review.cells import ClaimCells
from accordingto.web.problems import ProblemError

_TAG = re.compile(r'(?:W/)?"(\d{1,18})-(\d{1,9})(?:-\d{1,18})?"')


def tag_of(cells: ClaimCells) -> str:
    """Return the ETag of a claim: its number, the decisions about it, and the row of the program beside it."""
    return f'"{cells.claim_id}-{cells.revision}-{cells.program_id or 0}"'


def is_known(tag: str, if_none_match: str | None) -> bool:
    """Whether what the client has is still what there is."""
    return if_none_match is not None and (if_none_match.strip() == "*" or tag in _tags(if_none_match))


def seen_revision(claim_id: int, if_match: str | None) -> int:
    """Return the revision that the client has seen; raises ProblemError 428 without If-Match, 412 for another's."""
    if if_match is None or not if_match.strip():
        raise ProblemError(428, "Send If-Match with the ETag of the claim that you have seen (GET the claim).")
    match = _TAG.fullmatch(if_match.strip())
    if match is None or int(match[1]) != claim_id:
        raise ProblemError(412, "If-Match does not hold the ETag of this claim. GET the claim and send its ETag.")
    return int(match[2])


def _tags(header: str) -> set[str]:
    return {tag.strip().removeprefix("W/") for tag in header.split(",")}
