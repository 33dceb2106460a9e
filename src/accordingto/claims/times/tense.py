"""Whether the clause around a time looks ahead."""

from __future__ import annotations

import re

_WINDOW = 120
_ADVERB = r"(?: (?:not|also|then|again|likely|probably|\w+ly))*"
# A form of the future takes its verb along, so that “will be held” is not read as the past “held”.
_FUTURE = (
    rf"(?:will|would|shall|won[’']t|[’']ll|(?:is|are|am|be|been|being|has|have|needs?|likely|able|going|set|due|expected"
    r"|scheduled|slated|planned|planning|plans?|plan|hopes?|hoping|intends?|intend|wants?|aims?|vows?|vowed|promises?|promised|agreed|agrees?"
    rf"|decided|prepares?|preparing|ready|poised) to){_ADVERB}(?: be| have been)?(?: \w+)?"
    r"|(?:is|are|be) (?:due|set|scheduled|slated|expected|planned)(?: \w+)?"
    r"|(?:scheduled|planned|slated|due|set|expected|postponed) (?:for|on|to|by|until)"
    r"|(?:meets|begins|starts|opens|ends|expires|closes|resumes|returns|arrives|departs|goes"
    r"|votes|takes (?:effect|place))"
    r"|(?:is|are|remains?|stays?) (?:\w+ ){0,4}(?:until|till)|upcoming|(?:predict|forecast|expect|anticipate)s?"
)
_PAST = (
    r"(?:was|were)(?: (?:due|set|scheduled|slated|expected|planned|supposed|to))*|had|did|\w{2,}ed|said|told|met|won"
    r"|lost|took|came|went|gave|got|made|left|held|led|fell|rose|found|began|ran|shot|fought|bought|brought|saw|spoke|wrote|broke|struck|sent"
    r"|built|drew|flew|grew|knew|threw|chose|drove|stood|sat|became|hurt|thought|felt|kept|paid|sold|sought|caught|taught"
)
_VERB = re.compile(rf"\b(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))\b|(?P<short>[’']ll\b)")
_DIRECT = re.compile(r"(?: \w+)?(?: on| in)?(?: the)? ?")
_CUT = re.compile(r"[.;:“”\"\n—](?=\s|[A-Z“”\"]|$)|[?!]")


def tense(text: str, start: int, end: int) -> str:
    """Return “future” where the verb nearest before the time, else the first one after it, stands for what is to come.

    “past” is said only of a past verb directly before (“died on March 3”), "" of everything else.
    """
    head = text[max(0, start - _WINDOW) : start]
    begin = max((cut.end() for cut in _CUT.finditer(head)), default=0)
    last = None
    for last in _VERB.finditer(head, begin):  # noqa: B007 - the last match is wanted
        pass
    if last is not None:
        if last["past"] is None:
            return "future"
        return "past" if _DIRECT.fullmatch(head, last.end()) else ""
    tail = text[end : end + _WINDOW]
    cut_at = _CUT.search(tail)
    first = _VERB.search(tail, 0, cut_at.start() if cut_at else len(tail))
    ahead = first is not None and first["past"] is None and not first.group().startswith("would")
    return "future" if ahead else ""
