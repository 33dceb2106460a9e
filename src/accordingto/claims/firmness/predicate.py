"""The main predicate of a content, found by word-level rules: what the source says is so, or is not."""

from __future__ import annotations

from accordingto.claims.firmness.scale import entries, low
from accordingto.claims.layout import Word

_MARKS = frozenset("“”\"'‘’()[],:;–—-…")
_OPENERS = frozenset("if unless when after before while although though as since because once until whenever".split())
_RELATIVES = frozenset("who which whom whose where".split())
FINITE = frozenset("is was are were has had have do does did cannot 's 're 've 'm 'll 'd am".split())
_PRONOUNS = frozenset("he she it they we i you there everyone everybody someone somebody nobody who".split())
_SPEAKER = frozenset("i we".split())
_REPORTED_SPEAKER = frozenset(
    "he she they".split()
)  # “said he believed”: one and the same, opening an indirect content
_OWN_WISHES = frozenset("hope hoped want wanted wish expect expected plan planned intend need like try trying".split())
_BELIEFS = frozenset(
    "think thinks thought believe believes believed hope hopes hoped fear fears feared suspect suspects suspected"
    " guess regret regrets pledge promise vow suppose expect expects expected feel feels felt doubt doubts doubted"
    " know knew assume assumes assumed wish".split()
)
_QUESTIONING = frozenset("what how why when where who whether if which".split())
_SKIPPED = frozenset(
    "be been being not n't never no also still now just already always often only ever even then really very a an the"
    " so too all both again once to get got getting almost no any".split()
)
PAST = frozenset(
    "been begun done gone sat seen"
    " became began bought broke brought built came caught chose cut died drank drew drove fell felt flew flown"
    " fought found gave got grew heard held hid hit hurt kept knew lay led left lost made meant met paid put ran"
    " rose said saw sent set shot showed shut sold spent spoke spread stole stood struck swept taught thought"
    " threw told took understood went won wore wrote".split()
)
_NO_VERB_BEFORE = frozenset(
    "a an the of in on at by for with his her its their our my your this these those some any each every and or more"
    " most very newly as not".split()
)
# Words whose own standing is that of the predicate they lead to: “failed to leave” says that somebody did not leave.
_THROUGH = frozenset(
    "appear appears appeared seem seems seemed believed thought considered understood assumed presumed suspected feared"
    " reported said known found alleged rumoured rumored likely unlikely certain sure bound expected forecast predicted"
    " due set poised about going able unable fail fails failed failing manage manages managed refuse refuses refused"
    " decline declines declined neglected tend tends begin begins began begun start started continue continues"
    " continued have has had used prove proved proven happened possible impossible".split()
)


def main_predicate(words: list[Word], start: int = 0, depth: int = 3) -> int | None:
    """Return the position of the head of the main predicate from `start` on, None where there is none to be seen."""
    at = _opening(words, start)
    if at < len(words) and low(words[at]) == "to":
        return _deeper(words, _head(words, at + 1), at, depth)
    if at + 1 < len(words) and low(words[at]) == "not" and low(words[at + 1]) == "to":
        return _deeper(words, _head(words, at + 2), at, depth)
    weak: int | None = None
    relative = 0
    passed = at
    for i in range(at, len(words)):
        word = low(words[i])
        if i < passed:
            continue  # the rest of a relative clause's verb
        if word in ".?!;" or (weak is not None and word in (",", "and", "but", "that", "while")):
            break
        if (word in _RELATIVES or word == "that") and i > at:
            relative = 1
        elif word in ("'s", "'d") and low(words[i - 1]) not in _PRONOUNS | {"that", "what", "here"}:
            continue  # a possessive
        elif word in FINITE or (word, "modal") in entries():
            if not relative:
                return _deeper(words, _head(words, i + 1, i), at, depth)
            relative, passed = 0, (_head(words, i + 1, i) or i) + 1
        elif i > at and low(words[i - 1]) in _PRONOUNS and word.isalpha() and not relative:
            return _deeper(words, _head(words, i), at, depth)
        elif _looks_past(words, i) and i > at:
            if relative:
                relative = 0
            elif weak is None:
                weak = i
    return _deeper(words, weak, at, depth) if weak is not None else None


def _opening(words: list[Word], start: int) -> int:
    """Pass marks, “that” and an opening subordinate clause up to its comma."""
    at = start
    while at < len(words) and (words[at].text in _MARKS or low(words[at]) in ("that", "and", "but", "so", "well")):
        at += 1
    if at < len(words) and low(words[at]) in _OPENERS:
        for i in range(at + 1, len(words)):
            if low(words[i]) in (".", "?", "!", ";"):
                break
            if words[i].text == "," and i - at > 2:
                return _opening(words, i + 1)
    return at


def _looks_past(words: list[Word], i: int) -> bool:
    word = low(words[i])
    if i and low(words[i - 1]) in _NO_VERB_BEFORE:
        return False
    return word in PAST or (word.endswith("ed") and len(word) > 4 and word.isalpha())


def _head(words: list[Word], at: int, default: int | None = None) -> int | None:
    """Return the first word from `at` on that is no auxiliary, adverb or article."""
    for i in range(at, min(len(words), at + 8)):
        word = low(words[i])
        if words[i].text in _MARKS or word in ".?!":
            if words[i].text in "“”\"‘’'":
                continue
            break
        if word in _SKIPPED or word in FINITE or word.endswith("ly"):
            continue
        if (word, "adverb") in entries() and low(words[i + 1] if i + 1 < len(words) else words[i]) not in (
            "to",
            "that",
        ):
            continue
        return i
    return default


def _deeper(words: list[Word], head: int | None, at: int, depth: int) -> int | None:
    """Follow “failed to leave”, “it is likely that it left”, “I think it left” to the predicate that matters."""
    if head is None or not depth or head + 1 >= len(words):
        return head
    word, after = low(words[head]), low(words[head + 1])
    wish = word in _OWN_WISHES and _by_speaker(words, head, at)
    reach = 5 if wish else 3 if after == "not" else 2  # “want you to leave”, “appears not to have left”
    to = next((i for i in range(head + 1, min(len(words), head + reach)) if low(words[i]) == "to"), None)
    if to is not None and (word, "to") in entries() and (wish or word in _THROUGH):
        return _deeper(words, _head(words, to + 1, head), at, depth - 1)
    if (word, "that") not in entries() or after in (",", ".", "?", "!") or after in _QUESTIONING:
        return head
    impersonal = after == "that" and any(low(w) in ("it", "there") for w in words[max(at, head - 6) : head])
    if impersonal or (word in _BELIEFS and _by_speaker(words, head, at)):
        inner = main_predicate(words, head + 1, depth - 1)
        return inner if inner is not None else _clause_end(words, head)
    return head


def _clause_end(words: list[Word], head: int) -> int:
    """Return the last word of a short clause whose verb cannot be told, for what governs it holds for all of it."""
    end = head
    for i in range(head + 1, min(len(words), head + 7)):
        if not words[i].text[0].isalnum():
            break
        end = i
    return end if end > head + 1 else head


def _by_speaker(words: list[Word], head: int, at: int) -> bool:
    """Whether the speaker is the subject: “I think”, “we do not believe”, “[said] he believed”."""
    if any(low(w) in _SPEAKER for w in words[max(0, head - 4) : head]):
        return True
    return at < head <= at + 4 and low(words[at]) in _REPORTED_SPEAKER
