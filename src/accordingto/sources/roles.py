"""The titles and descriptions that a report gives a named person, wherever it names that person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from accordingto.records import Entity, Span
from accordingto.sources.describe import HOLDERS
from accordingto.sources.names import MentionParts, display, parse_mention
from accordingto.sources.offices import office_of
from accordingto.sources.phrase import Word, is_person_noun, split

_REACH = 90
_LINKING = frozenset({"of", "for", "and", "the"})
_BREAK = re.compile(r"[.!?;:“”\"()]\s+|[“”\"();:]|,\s|\s[–—-]\s|\n")
_APPOSED = re.compile(
    r"(?:,\s(?:(?:who\s(?:is|was)|formerly)\s)?|\swho\sis\s)(?P<role>(?:the|a|an)?\s?[^,.;:“”\"()\n–—]{3,80})(?=[,.;–—\n])"
)


def roles_at(text: str, name: Span, after: int) -> Iterator[str]:
    """Yield the roles right before and right after the `name` of a person; nothing before offset `after` counts."""
    before = _before(text, name, after)
    if before:
        yield before
    match = _APPOSED.match(text, name.end, min(len(text), name.end + _REACH + 20))
    if match and match.group().lstrip().startswith("who is"):
        if office_of(match["role"]):
            yield display(match["role"])
    elif match:
        words = text[name.start : match.end()]
        parts = parse_mention(words, [(0, name.end - name.start, "PER")])
        if parts.role and parts.role[0] >= name.end - name.start:
            yield display(words[slice(*parts.role)])


_OPENING = re.compile(
    r"^(?:(?:of|for|and|the|[’'`]s?|on|in|by|at|to|with|from|then|when|as|but|while|after|before|later|meanwhile|if|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|today|yesterday|earlier|also|however|both|its|his|her|their|our|that)\b\s*)+",
    re.IGNORECASE,
)


def _before(text: str, name: Span, after: int) -> str | None:
    """The run of capitals and titles that ends at the name, where a word in it can describe a person."""
    lead = _BREAK.split(text[max(after, name.start - _REACH) : name.start])[-1]
    kept: list[tuple[int, int]] = []
    tokens = split(lead)
    linked = False
    last: Word | None = None
    for token in reversed(tokens):
        linking = token.lower in _LINKING or token.possessive or token.text in "-&"
        noun = bool(kept) and not linked and _modifies(token.lower)
        linked = linked or linking
        if token.lower in _SUBJECTS:
            if last is not None and not is_person_noun(last) and last.text.islower():
                kept.pop()  # a verb: "it chose activist"
            break
        if not (token.capital or is_person_noun(token) or linking or _describes(token.lower) or noun):
            break
        kept.append((token.start, token.end))
        last = token
    described = [t for t in tokens if kept and t.start >= kept[-1][0] and is_person_noun(t)]
    if not described or not kept:
        return None
    words = lead[kept[-1][0] : kept[0][1]]
    words = _OPENING.sub("", words)
    while (match := _OBJECT.match(words)) and not is_person_noun(split(match[1])[-1]):
        words = match[2]  # "home of Prime Minister"
    return display(words) or None


_OBJECT = re.compile(r"^((?:[\w’'-]+\s)*?[a-z][\w-]*)\s(?:of|for|and)\s+(.+)$", re.DOTALL)


# Words in small letters that end the words for a role: “said tour manager”, “when actor”.
_NO_MODIFIER = frozenset(
    "a an the this that these those his her its their our my your of for and or but nor at in on by to from with"
    " without into over under about against between among through during before after since until than as if when"
    " while where who whom whose which what why how is are was were be been being has have had do does did will"
    " would can could may might must shall should not no one two three another other some any each every both all"
    " many several more most said says say told tells wrote writes met meet made make gave give took take led"
    " found felt kept let left lost put ran saw see set shot stood sent won knew became become came went got held"
    " read yet so then there here also only even just now later earlier however although though because meanwhile"
    " i he she it they we you him them us".split()
)


_SUBJECTS = frozenset({"i", "he", "she", "it", "we", "they", "who", "which", "that"})


def _modifies(word: str) -> bool:
    """Whether a word in small letters can stand before a title as part of it: “climate change activist”."""
    return word.isalpha() and word not in _NO_MODIFIER and not word.endswith(("ed", "ing", "ly"))


def _describes(word: str) -> bool:
    return word in _DESCRIBING


_DESCRIBING = frozenset(
    "former acting deputy vice assistant chief senior prime foreign defence defense interior finance health justice"
    " opposition government army police party state federal regional local presidential military lead top national"
    " then-president ex-president co-founder press campaign council union team club band film".split()
)


_OF = re.compile(r"\s+of\s+(?:the\s+)?")


def body_behind(words: str, span: Span, parts: MentionParts, here: Sequence[Entity]) -> str:
    """The body behind the name that a bare title before it is of: “Director Ana Rossi of the Harbour Institute”."""
    assert parts.name is not None and parts.role is not None
    match = _OF.match(words, parts.name[1])
    if match is None or words[slice(*parts.role)].lower() not in HOLDERS:
        return ""
    body = next((e for e in here if e.start - span.start == match.end() and e.kind == "ORG"), None)
    return words[parts.name[1] : body.end - span.start] if body else ""
