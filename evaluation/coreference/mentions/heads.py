"""The word that says what a mention is: the head of its phrase, found without a parser."""

from __future__ import annotations

from accordingto.linking.propositions.lexicon import lemma_of
from evaluation.coreference.mentions.mention import Mention

PRONOUNS = frozenset(
    "i me my mine myself we us our ours ourselves you your yours yourself he him his himself she her hers herself it "
    "its itself they them their theirs themselves this that these those who whom whose which what one".split()
)
_LIGHT = frozenset(
    "a an the this that these those his her its their our my your be is are was were been being am have has had having "
    "do does did doing will would shall should can could may might must not n't n’t to of and or 's ’s".split()
)
_BREAKS = frozenset(
    "of in on at by for from with to into over under between among against about after before during near since until "
    "who whom whose which that where when , ( -- - – — ; : as".split()
)
_PARTICLES = frozenset("up down out off away back through around along together aside apart forward ahead".split())


def head_place(mention: Mention) -> int:
    """Return the place of the head among the words of the sentence."""
    return _event_head(mention) if mention.kind == "event" else _entity_head(mention)


def head_lemma(mention: Mention) -> str:
    """Return the dictionary form of the head in small letters."""
    return lemma_of(mention.words[head_place(mention)].lower())


def _event_head(mention: Mention) -> int:
    """The verb before its particles (“stepped down”), or the last noun before a preposition (“crash of a plane”)."""
    words = mention.words
    places = list(mention.places)
    for number, place in enumerate(places):
        word = words[place].lower()
        if number and word.isalpha() and word in _BREAKS and words[places[number - 1]].lower() not in _LIGHT:
            places = places[:number]
            break
    telling = [at for at in places if words[at].lower() not in _LIGHT] or places
    rest = [at for at in telling if words[at].lower() not in _PARTICLES] or telling
    return rest[-1]


def _entity_head(mention: Mention) -> int:
    """The last word before what follows the noun (“the head | of the party”), a preposition that begins it aside."""
    words = mention.words
    places = list(mention.places)
    while len(places) > 1 and words[places[0]].lower() in _BREAKS | _LIGHT:
        places = places[1:]
    for number, place in enumerate(places):
        if number and words[place].lower() in _BREAKS:
            places = places[:number]
            break
    while len(places) > 1 and (words[places[-1]].lower() in _LIGHT or not words[places[-1]][0].isalnum()):
        places = places[:-1]
    return places[-1]
