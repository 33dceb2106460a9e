"""Whether two names can be one: spelling, short forms, initials, transliterations."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from accordingto.sources.country import codes_of, country_of
from accordingto.sources.phrase import (
    APOSTROPHES,
    PARTICLES,
    REGNAL,
    demonyms,
    given_names,
    heads,
    is_title,
    places,
    titles,
)
from accordingto.sources.titles import gender_of_title

_LETTERS = str.maketrans("øłđıð", "oldid") | str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})
_QUOTES = "\"“”„«»‘’'`´()[]{} \t\r\n\u00a0,;:"
_SMALL = frozenset("of the for and on in to de du des la le et del der von und y e at with a".split())
_GENERIC = frozenset(
    "national international united new royal american british european world global human general federal central first"
    " public free state social islamic christian people great south north east west southern northern eastern western"
    " democratic republican local saint st san los la el le african asian latin joint common daily"
    " evening morning".split()
)
_SPELLINGS = {
    "defense": "defence", "labor": "labour", "center": "centre", "centers": "centres", "organization": "organisation",
    "program": "programme", "theater": "theatre", "harbor": "harbour",
    "affairs": "", "kiev": "kyiv", "burma": "myanmar",
    "saint": "st", "al": "al", "dept": "department", "univ": "university", "intl": "international",
}  # fmt: skip
_SHORT = {
    "us": "united states", "usa": "united states", "uk": "united kingdom", "britain": "united kingdom",
    "un": "united nations", "eu": "european union", "gop": "republican party", "fed": "federal reserve",
    "nyt": "new york times", "wsj": "wall street journal", "interior": "interior ministry",
    "america": "united states", "united states of america": "united states", "great britain": "united kingdom",
    "washington post": "washington post", "msf": "medecins sans frontieres", "who": "world health organisation",
}  # fmt: skip
_NICK = [
    "joe joseph", "bill william billy will", "bob robert rob bobby", "mike michael mick", "jim james jimmy jamie",
    "tom thomas tommy", "tony anthony", "dick richard rick",
    "ted edward theodore ed eddie", "jack john johnny", "chuck charles charlie",
    "ben benjamin", "bernie bernard", "dan daniel danny",
    "dave david", "steve stephen steven", "jeff jeffrey geoffrey geoff",
    "greg gregory", "matt matthew", "nick nicholas", "pete peter",
    "sam samuel samantha", "tim timothy", "ken kenneth", "ron ronald",
    "don donald", "liz elizabeth beth betty",
    "kate katherine catherine kathy cathy katie", "sue susan", "pat patrick patricia",
    "chris christopher christine", "alex alexander aleksandr alexandra",
    "andy andrew", "larry lawrence", "bibi benjamin binyamin",
    "gerry gerald jerry", "hank henry harry", "kim kimberly",
    "jen jennifer", "maggie margaret", "sasha aleksandr alexander",
    "josh joshua", "max maximilian", "frank francis", "lindsay lindsey", "meg margaret", "boris alexander",
]  # fmt: skip
_MOHAMMED = re.compile(r"m[uo]h?[ao]m+[ea]d")


@lru_cache(maxsize=50_000)
def normal(name: str) -> str:
    """Return a key to compare names by: no case, accents, apostrophes, dots, hyphens, possessive or article."""
    folded = unicodedata.normalize("NFKD", display(name).casefold().translate(_LETTERS))
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    folded = re.sub(rf"[.{APOSTROPHES}ʹ]", "", folded)
    return " ".join(re.sub(r"[^\w&+]+", " ", folded).split())


@lru_cache(maxsize=50_000)
def display(name: str) -> str:
    """Return a name as one prints it: no leading article, possessive, surrounding quotes or brackets, single spaces."""
    text = " ".join(name.replace("\u00ad", "").split())
    while True:
        before = text
        text = text.strip(_QUOTES) if not _plural_owner(text) else text.strip(_QUOTES).rstrip(APOSTROPHES)
        text = re.sub(rf"(?<=\w)[{APOSTROPHES}]s$", "", text) if not _kept(text) else text
        text = re.sub(r"^(?:the|a|an)\s+(?=\S)", "", text, flags=re.IGNORECASE)
        if text == before:
            return text


def _plural_owner(text: str) -> bool:
    return text[-1:] in APOSTROPHES and text[-2:-1] == "s"


def _kept(text: str) -> bool:
    return text.lower()[:-2] in ("mcdonald", "moody", "sotheby", "lloyd", "macy", "sainsbury", "levi", "kohl")


@lru_cache(maxsize=50_000)
def same_name(short: str, full: str, kind: str) -> bool:
    """Whether `short` can be a later form of `full`; `kind` is PER, ORG, LOC, MISC or a source's kind."""
    one, two = normal(short), normal(full)
    if not one or not two:
        return False
    if kind.lower() in ("per", "person", "author"):
        return _same_person(short, full)
    if one == two or _SHORT.get(one, one) == _SHORT.get(two, two):
        return True
    if kind in ("LOC", "place-as-government"):
        return _same_place(short, full)
    return _same_body(short, full, one.split(), two.split())


def _same_place(short: str, full: str) -> bool:
    one, two = codes_of(display(short), sort="name"), codes_of(display(full), sort="name")
    return one is not None and one == two


def _same_person(short: str, full: str) -> bool:
    one, two = _bare(short), _bare(full)
    if not one or not two or _sex_conflict(short, full):
        return False
    if len(one) > len(two):
        return False
    if len(one) == 1:
        return (
            _alike(one[0], two[-1])
            or (_alike(one[0], two[0]) and len(two) > 1 and len(one[0]) > 1)
            or _surname(one, two)
        )
    if _surname(one, two):
        return True
    if not _alike(one[-1], two[-1]):
        # the order of family and given name changes between scripts: Orban Viktor, Viktor Orban
        return len(one) == len(two) and sorted(map(_sound, one)) == sorted(map(_sound, two))
    place = 0
    for word in one[:-1]:
        while place < len(two) - 1 and not _first_alike(word, two[place]):
            place += 1
        if place == len(two) - 1:
            return False
        place += 1
    return True


def nearly_same_person(short: str, full: str) -> bool:
    """Whether a person's name that equals no other is a first surname of two, or a known one with one letter wrong.

    Ask only where `same_name` finds nobody: “Vasquez” in “Wanda Vasquez Garced”, “Saree” for “Yahya Sarea”.
    """
    one, two = _bare(short), _bare(full)
    if not one or len(one) > 2 or len(two) < 2 or len(one) > len(two) or _sex_conflict(short, full):
        return False
    if len(one) == 2 and not _first_alike(one[0], two[0]):
        return False
    last = one[-1]
    if len(two) > 2 and len(last) > 3 and last not in given_names() and _alike(last, two[-2]):
        return True
    return len(last) > 4 and last[0] == two[-1][0] and _one_edit(last, two[-1])


def _one_edit(one: str, two: str) -> bool:
    """Whether one letter is added, left out or replaced, or two neighbours are exchanged."""
    if one == two or abs(len(one) - len(two)) > 1:
        return False
    head = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    rest_one, rest_two = one[head:], two[head:]
    swapped = rest_one[:2] == rest_two[:2][::-1] and rest_one[2:] == rest_two[2:]
    return swapped or rest_one[1:] == rest_two[1:] or rest_one[1:] == rest_two or rest_one == rest_two[1:]


def _surname(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether the words end the full name, or stand before its suffix."""
    tail = list(two[-len(one) :])
    rest = two[: -len(one)]
    return all(map(_alike, one, tail)) and (len(one) == 1 or not rest or one[0] in PARTICLES or len(rest) >= 1)


def _bare(name: str) -> list[str]:
    words = normal(name).split()
    while len(words) > 1 and (
        words[0] in REGNAL or ((words[0] in titles() or is_title(words[0])) and words[0] not in given_names())
    ):
        words = words[1:]
    while len(words) > 1 and words[-1] in titles() and titles()[words[-1]][1] == "suffix":
        words = words[:-1]
    return words


def _sex_conflict(short: str, full: str) -> bool:
    one, two = _sex(short), _sex(full)
    return one is not None and two is not None and one != two


def _sex(name: str) -> str | None:
    told = gender_of_title(name.split(" ")[0])
    words = normal(name).split()
    return told or (given_names().get(words[0]) if len(words) > 1 and words[0] not in PARTICLES else None)


@cache
def _sound(word: str) -> str:
    """Return a key under which transliterations of one name meet."""
    key = _MOHAMMED.sub("mohamed", word)
    for pattern, by in (
        (r"[yij]+", "i"), (r"kh", "h"), (r"(?<!^)q|ck", "k"), (r"gh", "g"), (r"dh", "d"), (r"ou|oo", "u"), (r"w", "v"),
        (r"ph", "f"), (r"x", "ks"), (r"tch|tsch", "ch"), (r"sch", "sh"), (r"(.)\1+", r"\1"), (r"ie", "e"), (r"^q", "g"),
        (r"e(?=r$)", ""), (r"enka$", "enko"), (r"ii", "i"),
    ):  # fmt: skip
        key = re.sub(pattern, by, key)
    return key


def _alike(one: str, two: str) -> bool:
    return one == two or (len(one) > 3 and len(two) > 3 and _sound(one) == _sound(two))


def _first_alike(one: str, two: str) -> bool:
    if len(one) == 1 or len(two) == 1:
        return one[0] == two[0]
    return _alike(one, two) or any({one, two} <= set(line.split()) for line in _NICK)


def _same_body(short: str, full: str, one: list[str], two: list[str]) -> bool:
    if _initials(short, full):
        return True
    one, two = (
        _SITUATIONS.sub("emergencies", " ".join(one)).split(),
        _SITUATIONS.sub("emergencies", " ".join(two)).split(),
    )
    one, two = _spelled_out(one), _spelled_out(two)
    if not one or not two:
        return False
    if one == two:
        return True
    country_one, country_two = country_of(short), country_of(full)
    if country_one and country_two and country_one != country_two:
        return False
    content_one, content_two = [w for w in one if w not in _SMALL], [w for w in two if w not in _SMALL]
    foreign = [w for w in content_one if w not in content_two]
    if all(w in demonyms() or w in places() for w in foreign) and foreign and not country_two:
        content_one = [w for w in content_one if w not in foreign]  # "Russian Defence Ministry", "Ministry of Defence"
    if not content_one:
        return False
    if len(content_one) == 1:
        word = content_one[0]
        if word in heads() and word not in ("united", "international", "action", "rights", "oil", "energy"):
            return word in (two[-1], two[0]) or any(a == word and b == "of" for a, b in itertools.pairwise(two))
        plain = word not in _GENERIC | _SMALL and word not in demonyms() and word not in places() and not is_title(word)
        distinct = len(two) > 1 and two[1] not in _SMALL and len(word) > 3 and not _model(two[1:])
        return plain and distinct and two[0] == word and two[-1] != "news" and word not in _TOPICS
    if content_one == content_two[: len(content_one)]:
        return " ".join(content_one) not in places() and not _model(content_two[len(content_one) :])
    if content_one == content_two[-len(content_one) :]:
        return content_one[-1] in heads()
    return set(content_one) <= set(content_two) and any(w in heads() for w in content_one)


def _model(more: Sequence[str]) -> bool:
    """Whether what follows a maker's name is the number of a model: “Hartwin 737”."""
    return bool(more) and any(c.isdigit() for c in more[0])


# One ministry, worded in two ways.
_SITUATIONS = re.compile(r"\bemergency situations\b")
_TOPICS = frozenset(
    "defence foreign justice education health interior finance trade labour energy environment agriculture transport"
    " security police army navy treasury home science culture sports welfare intelligence commerce election wall"
    " white supreme high security crime".split()
)


def _spelled_out(words: Sequence[str]) -> list[str]:
    """The words in one spelling, an abbreviation before others in full: “UN Security Council”."""
    if len(words) > 1 and words[0] in ("un", "us", "uk", "eu"):
        words = [*_SHORT[words[0]].split(), *words[1:]]
    return [s for w in words if (s := _SPELLINGS.get(w, w))]


def _initials(short: str, full: str) -> bool:
    """Whether `short` is made of the first letters of `full`: "MoD", "U.N.", "OSCE"."""
    letters = re.sub(r"[^\w]", "", display(short))
    if not 2 <= len(letters) <= 8 or " " in display(short) or sum(c.isupper() for c in letters) < 2:
        return False
    words = [w for w in normal(full).split() if w]
    joined = [w for w in normal(re.sub(r"(?<=\w)-(?=\w)", "", full)).split() if w]
    for tokens in (words, joined):
        if len(tokens) < 2:
            continue
        every = "".join(w[0] for w in tokens)
        large = "".join(w[0] for w in tokens if w not in _SMALL)
        capitals = "".join(c for c in letters if c.isupper()).lower()
        if letters.lower() in (every, large) or capitals == large:
            return True
    return False
