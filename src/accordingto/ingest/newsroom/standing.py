"""Whether an item may be used: its status as the publisher gives it, and as editors' notes say it."""

from __future__ import annotations

import re

_STATUSES = {
    "usable": "usable",
    "embargoed": "usable",  # the day it is free is warned about, not judged by this machine's clock
    "withheld": "withheld",
    "canceled": "killed",
    "cancelled": "killed",
    "killed": "killed",
    "kill": "killed",
    "recalled": "killed",
    "retracted": "killed",
    "withdrawn": "killed",
    "corrected": "corrected",
    "correction": "corrected",
}
_TO = r"^\W*(?:(?:attention|note|eds?|editors?|advisory|bulletin|urgent)\b[\s:.,'’–—-]*){0,4}"
_KILL = re.compile(
    _TO + r"(?:(?:mandatory|bulletin|story|please|we are|is|this is an?)\s+){0,3}"
    r"(?:kill(?:s|ed|ing)?\b|withdraw(?:s|n|al|ing)?\b|retract(?:s|ed|ion|ing)?\b|do not (?:use|publish))",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    _TO + r"(?:correct(?:s|ed|ing|ion|ions)\b|corrects?:|berichtigung\b|korrektur\b)", re.IGNORECASE
)
# In a headline the same words are news (“Kill switch …”), so agencies' capitals and punctuation are asked for.
_HEADLINE = (
    (re.compile(r"^\W*(?:MANDATORY |BULLETIN |STORY )?(?:KILL|WITHDRAWAL|RETRACTION)\b\s*[:–—-]"), "killed"),
    (re.compile(r"^\W*(?:CORRECTION|CORRECTED|CORRECTS)\b\s*[:–—-]"), "corrected"),
)


def standing(given: str | None, notes: list[str], headline: str | None, signal: str | None) -> tuple[str, str | None]:
    """Return an item's status (one of STATUSES_OF_PUBLICATION) and the words of its correction or withdrawal.

    `given` is the publication status as it was delivered (a word, a qcode or an address ending in it), `signal` the
    same of an editorial signal; `notes` are notes to editors, `headline` the item's. What is withheld or withdrawn by
    any of them is; a correction needs a note, a headline or a signal that says so.
    """
    said = [status_of(given), status_of(signal)]
    said += ["killed" if _KILL.match(note) else "corrected" if _CORRECTION.match(note) else None for note in notes]
    said += [status for pattern, status in _HEADLINE if headline and pattern.match(headline)]
    status = next((status for status in ("killed", "withheld", "corrected") if status in said), "usable")
    return status, (" ".join(notes) or None) if status != "usable" else None


def status_of(given: str | None) -> str | None:
    """Return the status that a publisher's word, qcode or address stands for; None for none or an unknown one."""
    return _STATUSES.get(_last(given)) if given else None


def _last(word: str) -> str:
    return re.split(r"[:/#]", word.strip().rstrip("/"))[-1].lower()
