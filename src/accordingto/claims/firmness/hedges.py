"""How words around a predicate bear on it: negation, modals, hedges, and the words that govern it."""

from __future__ import annotations

from accordingto.claims.firmness.predicate import PAST
from accordingto.claims.firmness.scale import LEVELS, Effect, Standing, entries, low, weaker
from accordingto.claims.layout import Word
from accordingto.records import Span

_DEPTH = 4  # words that govern one another
_SUBJECT = 14  # words between a verb and what governs its clause
_NEGATIVE = frozenset("not n't never cannot nor neither nobody none nothing no-one hardly barely scarcely no".split())
_NO_SUBJECT = frozenset("no nobody none nothing neither no-one".split())
_AUXILIARIES = frozenset(
    "be been being is was are were am has have had having do does did to 's 're 've 'm being get got gets".split()
)
_DETERMINERS = frozenset("a an the his her its their our my your this that these those any some no each every".split())
_ADVERBS = frozenset(
    "also still now just even yet already then ever always often soon once again only so far too very more most less"
    " both all rather quite".split()
)
_BREAKS = frozenset(',;:.?!“”"()–—`') | {"``", "''", "but", "because", "while", "although", "though", "whereas"}
_PREPOSITIONS = frozenset(
    "of in on at by for from with to into over about after before since during against between among under through"
    " without within upon toward towards despite amid as than per via near behind".split()
)
_CLAUSE_OPENERS = frozenset(
    "who which whose where when after before since because as while and or until so than once then".split()
)
_OPENING_HEDGES = frozenset(
    "perhaps maybe possibly probably presumably apparently allegedly supposedly hopefully".split()
)
# Nouns and adjectives that govern a noun only with “of” or “for” between.
_NOUNS = frozenset(
    "lack absence possibility possibilities chance chances risk risks danger dangers threat threats fear fears"
    " likelihood prospect prospects hope hopes suspected denial denials proposal proposals".split()
)
# Adjectives bear on the noun right after them only.
_ADJECTIVES = frozenset("possible potential likely unlikely alleged suspected proposed planned".split())
# Nouns and adjectives that a clause follows only with “that”.
_WITH_THAT = frozenset(
    "concern risk chance danger possibility belief suspicion fact fears doubts likely unlikely possible impossible"
    " plausible conceivable false untrue doubtful uncertain unclear clear certain".split()
)
_CONDITIONS = frozenset("if unless whether".split())
_ONLY = frozenset("only just merely simply".split())  # “not only” denies nothing
_TOLD = (Effect("certain", "positive"), Effect("unknown", "unknown"))  # what words of saying do to what is said
_FUNCTIONS = (
    _DETERMINERS
    | _PREPOSITIONS
    | _AUXILIARIES
    | _NEGATIVE
    | _BREAKS
    | _CONDITIONS
    | frozenset(
        "and or that who which he she it they we i you what how why when where will would can could may might"
        " must".split()
    )
)
INFINITIVE = "an infinitive: not told as done"


def event_standing(words: list[Word], at: int, depth: int = _DEPTH, *, told: bool = False) -> Standing:
    """Return how firmly the predicate whose head is `words[at]` stands, by the words before it in its sentence.

    `told` is whether all the words are reported speech, where “would” stands for “will”.
    """
    group = at
    while group and _in_group(words, group - 1):
        group -= 1
        if low(words[group]) == "to":
            group -= group > 0 and low(words[group - 1]) in _NEGATIVE
            break
    group = _shared_group(words, group, at)
    outer = _governed(words, group, at, depth) if depth else Standing()
    if told and outer == Standing():
        outer = Standing(rules=("told",))
    return _own(words, group, at, outer)


def _in_group(words: list[Word], at: int) -> bool:
    """Whether a word can stand between the first auxiliary and the head: “has not yet been”, “may well”, “is a”."""
    word = low(words[at])
    return (
        word in _AUXILIARIES
        or word in _NEGATIVE
        or word in _ADVERBS
        or (word, "modal") in entries()
        or (word, "adverb") in entries()
        or (word.endswith("ly") and word.isalpha())
        or (word in ("a", "an", "the") and at > 0 and low(words[at - 1]) in _AUXILIARIES | _NEGATIVE)
    )


def _shared_group(words: list[Word], group: int, at: int) -> int:
    """A second verb after “and” or “or” shares the auxiliaries of the first: “to hunt down and bring”."""
    if (
        group != at
        or not group
        or low(words[group - 1]) not in ("and", "or")
        or low(words[at]).endswith(("ed", "s", "ing"))
    ):
        return group
    for before in range(group - 2, max(-1, group - 10), -1):
        word = low(words[before])
        if word in _BREAKS:
            return group
        if (word == "to" and low(words[before + 1]) not in _FUNCTIONS) or (word, "modal") in entries():
            start = before
            while start and _in_group(words, start - 1):
                start -= 1
            return start
    return group


def _own(words: list[Word], group: int, at: int, outer: Standing) -> Standing:
    """Apply the modals, hedges and negations of a verb group, the outermost first."""
    standing, negation, weakest = outer, [], None
    stop = next((i for i in range(group, at) if low(words[i]) in ("and", "or")), at)
    stop = next((i for i in range(stop - 1, group - 1, -1) if low(words[i]) not in ("and", "or")), at - 1) + 1
    for i in range(group, max(stop, group)):
        word, after = low(words[i]), low(words[i + 1]) if i + 1 < len(words) else ""
        if word in _NEGATIVE and after not in _ONLY:
            negation.append(i)
        how = "modal" if (word, "modal") in entries() else "adverb"
        entry = entries().get((word, how))
        had = word == "'d" and (low(words[at]) in PAST or low(words[at]).endswith("ed"))  # “I’d never sat there”
        if entry and not had and not (word == "would" and outer.rules[-1:] == ("told",)):
            weakest = (i, entry) if weakest is None or _rank(entry) < _rank(weakest[1]) else weakest
    subject = _no_subject(words, group)
    if subject is not None and not negation:
        negation.append(subject)
    if weakest is not None:
        i, entry = weakest
        if negation:
            standing = _combined(standing, entry[1], words[i])
            return _with(standing, words[negation[0]]) if standing.polarity != "unknown" else standing
        standing = _combined(standing, entry[0], words[i])
        negation = []
    for i in negation[:1]:
        standing = standing.negated(words[i])
    return standing


def _rank(entry: tuple[Effect, Effect]) -> int:
    return LEVELS.index(entry[0].certainty)


def _combined(outer: Standing, effect: Effect, word: Word) -> Standing:
    """Apply a modal or hedge of the group itself under what governs the group."""
    inner = Standing().under((effect, effect), word)
    if "unknown" in (outer.certainty, inner.certainty):
        return Standing("unknown", "unknown", outer.spans + inner.spans, outer.rules + inner.rules)
    flipped = outer.polarity != inner.polarity
    return Standing(
        weaker(outer.certainty, inner.certainty),
        "negative" if flipped else "positive",
        outer.spans + inner.spans,
        outer.rules + inner.rules,
    )


def _with(standing: Standing, word: Word) -> Standing:
    where = (*standing.spans, Span(word.start, word.end))
    return Standing(standing.certainty, standing.polarity, where, (*standing.rules, f"“{word.text}” negates it"))


def _no_subject(words: list[Word], group: int) -> int | None:
    """Return where “no”, “nobody”, “none” opens the subject right before a verb group (“no crew members were”)."""
    for i in range(group - 1, max(-1, group - 6), -1):
        word = low(words[i])
        if word in _NO_SUBJECT:
            return i if not (word == "no" and low(words[i - 1] if i else words[i]) in ("of", "with", "in")) else None
        if word in _BREAKS or word in _DETERMINERS or word in _AUXILIARIES or word in ("that", "and", "or"):
            return None
    return None


def _governed(words: list[Word], group: int, at: int, depth: int) -> Standing:
    """Return what the words before a verb group or noun make of it."""
    to = next((i for i in range(group, at) if low(words[i]) == "to"), None)
    if to is not None:
        return _infinitive(words, to, depth)
    return _of_word(words, group, at, depth) or (Standing() if _nominal(words, group) else _clause(words, group, depth))


def _nominal(words: list[Word], group: int) -> bool:
    """Whether the word at `group` stands where a noun does: after an article, a preposition or a possessive."""
    before = low(words[group - 1]) if group else ""
    return before in _DETERMINERS or before in _PREPOSITIONS or before in ("'s", "'")


def _infinitive(words: list[Word], to: int, depth: int) -> Standing:
    """Find what governs “to leave”: the nearest word before it that takes an infinitive, over its object."""
    if not any(w.text[0].isalnum() for w in words[max(0, to - 3) : to]):
        return Standing()  # the cue governs it
    for i in range(to - 1, max(-1, to - 9), -1):
        word = low(words[i])
        entry = entries().get((word, "to"))
        if entry and not (word in _AUXILIARIES and i != to - 1):
            if word == "enough" or (i and low(words[i - 1]) == "too"):
                entry = entries()["unable" if word != "enough" else "enough", "to"]
            return event_standing(words, i, depth - 1).under(entry, words[i])
        if word == "too" and to - i < 4:
            return event_standing(words, i, depth - 1).under(entries()["unable", "to"], words[i])
        if word in _BREAKS:
            break
    return Standing("probable", "positive", (Span(words[to].start, words[to].end),), (INFINITIVE,))


def _of_word(words: list[Word], group: int, at: int, depth: int) -> Standing | None:
    """Find what governs a noun or an -ing form: “without”, “fear of”, “stopped”, “prevented it from”."""
    if any(low(w) in _AUXILIARIES or (low(w), "modal") in entries() for w in words[group:at]):
        return None  # a finite verb
    i = group - 1
    steps = 0
    while i >= 0 and steps < 3 and low(words[i]).isalpha() and low(words[i]) not in _FUNCTIONS:
        if _governor(words, i, at):
            break
        i -= 1
        steps += 1
    if i < 0 or (steps and low(words[i]) in _ADJECTIVES):
        return None
    if steps and not _governor(words, i, at) and low(words[i]) not in _DETERMINERS | _PREPOSITIONS:
        return None  # a subject stands between, so a verb follows
    while i >= 0 and low(words[i]) in _DETERMINERS:
        i -= 1
    return _found_by(words, i, at, depth)


def _found_by(words: list[Word], i: int, at: int, depth: int) -> Standing | None:
    if i < 0:
        return None
    pair = entries().get((f"{low(words[i - 1])} {low(words[i])}", "of")) if i else None
    if pair:
        return event_standing(words, i - 1, depth - 1).under(pair, words[i - 1])
    if _governor(words, i, at):
        return event_standing(words, i, depth - 1).under(_entry(words, i), words[i])
    if low(words[i]) in ("of", "for", "from", "in", "about", "on") and i and _governor(words, i - 1, at, noun=True):
        return event_standing(words, i - 1, depth - 1).under(_entry(words, i - 1), words[i - 1])
    if low(words[i]) == "from":
        for j in range(i - 1, max(-1, i - 7), -1):
            entry = entries().get((low(words[j]), "of")) or entries().get((low(words[j]), "ing"))
            if entry and low(words[j]) not in ("against", "without"):
                return event_standing(words, j, depth - 1).under(entry, words[j])
    return None


def _entry(words: list[Word], i: int) -> tuple[Effect, Effect]:
    found = entries().get((low(words[i]), "of")) or entries().get((low(words[i]), "ing"))
    assert found
    return found


def _governor(words: list[Word], i: int, at: int, *, noun: bool = False) -> bool:
    """Whether the word at `i` governs the noun or -ing form at `at`: nouns do with “of”, the rest directly."""
    word = low(words[i])
    if (
        not noun
        and word not in _ADJECTIVES
        and ((i and low(words[i - 1]) in _DETERMINERS) or low(words[i + 1]) == "of")
    ):
        return False  # “a block of shares”
    if (word, "ing") in entries():
        return (i == at - 1 and low(words[at]).endswith("ing")) or low(words[i + 1]) in ("any", "having")
    return (word, "of") in entries() and noun == (word in _NOUNS)


def _clause(words: list[Word], group: int, depth: int) -> Standing:
    """Find what governs a finite clause: “if”, “believes that”, “it is possible that”, over its subject."""
    for i in range(group - 1, max(-1, group - _SUBJECT), -1):
        word, after = low(words[i]), low(words[i + 1])
        where = (Span(words[i].start, words[i].end),)
        if word in _CONDITIONS and not (i and low(words[i - 1]) == "even"):
            return Standing("unknown", "unknown", where, (f"“{words[i].text}” leaves it open",))
        if word in _OPENING_HEDGES:
            return Standing().under(entries()[word, "adverb"], words[i])
        entry = (entries().get((f"{word} {after}", "that")) if i + 1 < group else None) or entries().get((word, "that"))
        if entry and i < group - 1 and after not in _PREPOSITIONS and not _is_noun(words, i):
            told = entry == _TOLD
            standing = event_standing(words, i, depth - 1)
            if told and standing.polarity == "positive":
                return Standing(standing.certainty, "positive", standing.spans, (*standing.rules, "told"))
            return standing.under(entry, words[i])
        if word in _BREAKS or word in _CLAUSE_OPENERS:
            break
    return Standing()


def _is_noun(words: list[Word], i: int) -> bool:
    """Whether a word that may be a verb or a noun is a noun without a clause of its own: “the suspects were”."""
    return low(words[i + 1]) != "that" and (
        low(words[i]) in _WITH_THAT or (i > 0 and low(words[i - 1]) in _DETERMINERS)
    )
