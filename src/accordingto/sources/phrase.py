"""A mention as words with offsets, and what class each word is of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from accordingto.sources.tables import nouns, rows, sections

APOSTROPHES = "'’ʼ`´"
HYPHENS = "-‐‑"

_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Mx|Dr|Drs|Prof|Gov|Sens?|Reps?|Gen|Lt|Lieut|Col|Sgt|Capt|Maj|Adm|Brig|St|Jr|Sr|Hon|Revd?|Fr|Msgr|Cmdr"
    "|Cpl|Pvt|Spc|Pfc|Supt|Insp|Det|Atty|Amb|Pres|Sec|Messrs|Mme|Mlle|Cllr|Inc|Corp|Co|Ltd|Bros|Dept|Vt|Fla|Calif|Tex"
    "|Pa|Ill|Mass|Conn|Wis|Minn|Mich|Ariz|Ga|Va|Wash|Ore|Okla|Tenn|Ky|Ala|Miss|Mo|Ark|Kan|Neb|Nev|Del|Md|Colo|Ind|Esq"
)
_TOKEN = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}[^\W\d_]?(?!\w)"  # U.S., J.J., U.S
    r"|[^\W\d_]\.(?=[\s,)]|$)"  # R.
    rf"|\b(?:{_ABBREVIATIONS})\."
    rf"|@?\w+(?:[{HYPHENS}&./{APOSTROPHES}]\w+)*"
    r"|--|[^\w\s]"
)
_NAME_PREFIX = re.compile(
    rf"(?:al|el|ad|as|ar|an|at|az|ash|es|ul|ur|d|l|t|bin|abu)[{HYPHENS}{APOSTROPHES}](?=[A-ZÀ-Þ])"
)
_BASED = re.compile(
    rf"[{HYPHENS}](?:born|based|backed|led|owned|run|style|era|wide|friendly|educated|controlled|occupied|sponsored"
    r"|linked|affiliated|leaning|held|appointed|funded|trained|speaking|winning|old|aligned|allied|dominated)$"
)
PARTICLES = frozenset(
    "de da do dos das del della di du des la le el al as bin ibn bint ben abu van von der den ter ten zu zum zur af av"
    " y e ap uz ur ul umm ould ag vom dela dello degli".split()
)
# A possessor's name that keeps its 's, and is no possessor.
_OWN_POSSESSIVE = frozenset(
    {"moody", "mcdonald", "sotheby", "lloyd", "macy", "sainsbury", "levi", "kohl", "poor", "ma"}
)

Entity = tuple[int, int, str]


class Word(NamedTuple):
    """One word or mark of a mention; `start` and `end` are offsets into it. A possessive ending is a word `'s`."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in lower case without closing dots."""
        return self.text.lower().rstrip(".") or self.text

    @property
    def mark(self) -> bool:
        """Whether it is punctuation."""
        return not any(c.isalnum() for c in self.text)

    @property
    def possessive(self) -> bool:
        """Whether it is the possessive ending of the word before."""
        return self.text[0] in APOSTROPHES and self.text[1:] in ("", "s", "S")

    @property
    def capital(self) -> bool:
        """Whether it is written as a name is: a capital, or a letter of a script without capitals."""
        return _capital(self.text)

    @property
    def digits(self) -> bool:
        """Whether it begins with a number."""
        return self.text[0].isdigit()


@lru_cache(maxsize=16384)
def _capital(text: str) -> bool:
    if _BASED.search(text):
        return False
    first = text.lstrip("@#")[:1]
    if first.isupper() or first.istitle() or text[0] == "@":
        return True
    if first.isalpha() and first.lower() == first.upper():
        return unicodedata.category(first) == "Lo"
    return bool(_NAME_PREFIX.match(text)) or bool(re.match(r"[a-z][A-Z]", text))


@lru_cache(maxsize=4096)
def split(words: str) -> tuple[Word, ...]:
    """Split a mention into words and marks; offsets are into `words`."""
    found: list[Word] = []
    opened = False
    for match in _TOKEN.finditer(words):
        text, start, end = match.group(), match.start(), match.end()
        if text in "'‘`´":
            opened = opened or (
                end < len(words) and not words[end].isspace() and (start == 0 or words[start - 1].isspace())
            )
        stem = text[:-2]
        if len(text) > 2 and text[-2] in APOSTROPHES and text[-1] in "sS" and stem.lower() not in _OWN_POSSESSIVE:
            found += [Word(stem, start, end - 2), Word(text[-2:], end - 2, end)]
            continue
        touching = bool(found) and found[-1].end == start
        if text in APOSTROPHES and touching and found[-1].text[-1:] in "sxzSXZ" and not opened:
            found.append(Word(text, start, end))
        elif text in "'‘’ʼ`´":
            opened = opened and not touching  # a quotation mark: of no use here
        else:
            found.append(Word(text, start, end))
    return tuple(found)


@cache
def titles() -> dict[str, tuple[str, str]]:
    """Return title words in lower case as (he, she or -; honorific, rank or suffix)."""
    return {word: (sex, sort) for word, sex, sort in rows("titles.tsv")}


# Groups of people that are written with a capital.
PEOPLES = frozenset(
    "republicans democrats tories labourites conservatives liberals greens libertarians socialists communists muslims"
    " christians jews hindus sikhs buddhists catholics protestants sunnis shiites shias kurds tibetans uyghurs uighurs"
    " arabs africans europeans asians latinos hispanics mormons evangelicals whites blacks americans islamists rohingya"
    " westerners southerners northerners unionists loyalists remainers brexiteers millennials nazis marxists zionists"
    " arab african european asian muslim christian jew kurd republican democrat tory democratic conservative liberal"
    " independent socialist communist islamist catholic latino hispanic western jewish labour libertarian progressive"
    " nationalist protestant hindu sikh buddhist sunni shiite shia tibetan uyghur mormon evangelical moderate populist"
    " anglican baptist methodist centrist".split()
)

# Titles that stay with a name of one word: "Pope Francis".
REGNAL = frozenset("pope king queen prince princess emperor empress sultan emir saint mother patriarch".split())

# Words before a title that belong to it.
STANDING = frozenset(
    "former ex late retired then current presumptive longtime veteran senior top leading incoming outgoing embattled"
    " disgraced onetime exiled jailed ousted newly fellow legendary famed renowned ag sec-gen".split()
)

# Titles that are as often surnames or given names: they count as titles only where nothing else stands before them.
SURNAME_TITLES = frozenset(
    "king dean judge pope bishop major marshal prince duke earl baron lord page cook baker barber butcher porter singer"
    " speaker general private chancellor sheriff father brother sister mother sultan emir imam abbott cardinal priest"
    " monk nun star dove guy don chase star hawk guard chef warden ranger friend child hope sec det saint model partner"
    " golfer fisher driver farmer miner parish justice mullah sheikh m young may conservative lad".split()
)


@lru_cache(maxsize=16384)
def is_title(word: str) -> bool:
    """Whether the word, in any case, can stand before a person's name as title or description, singular."""
    low = word.lower().rstrip(".")
    if word[:1].isupper() and low in PEOPLES:
        return False
    if low in STANDING:
        return True
    if low in titles():
        return titles()[low][1] != "suffix"
    if low in nouns():
        kind, many = nouns()[low]
        return kind in ("person", "officials") and not many
    parts = re.split(f"[{HYPHENS}]", low)
    if len(parts) > 1:
        if parts[-1] in ("elect", "designate", "general", "chief"):
            return is_title(parts[0])
        if parts[0] in ("vice", "ex", "co", "deputy", "major", "lieutenant", "brigadier", "under", "then"):
            return is_title(parts[-1])
        return (
            parts[-1] not in SURNAME_TITLES and is_title(parts[-1]) and (not word[:1].isupper() or is_title(parts[0]))
        )
    return False


@lru_cache(maxsize=16384)
def noun_kind(word: str) -> tuple[str, bool] | None:
    """Return (kind of source, plural) of a common noun in any case, or None for a word that is no known noun."""
    low = word.lower().rstrip(".")
    found = nouns().get(low)
    if found is None:
        last = re.split(f"[{HYPHENS}]", low)[-1]
        found = nouns().get(last) if last != low else None
    return found


_AGENT = re.compile(r"(?:ist|ologist|ian|man|woman|person|maker|keeper|worker|holder|goer|player)$")


def is_person_noun(word: Word) -> bool:
    """Whether the word means one person: a known noun or title, or one that ends like such."""
    return is_title(word.text) or (not word.capital and bool(_AGENT.search(word.lower)))


@cache
def heads() -> dict[str, str]:
    """Return the words that end the name of a body, lower case, with the body's kind (government before others)."""
    found: dict[str, str] = {}
    for heading, entries in sections("organisations.txt").items():
        if heading.startswith("heads "):
            for entry in entries:
                found.setdefault(entry, heading.removeprefix("heads "))
    return found


@cache
def demonyms() -> dict[str, str]:
    """Return adjectives and nouns for people of a country, lower case and with plurals, with the country's code."""
    found: dict[str, str] = {}
    for code, entries in rows("demonyms.tsv"):
        for entry in entries.split(", "):
            found[entry.lower()] = code
            if not entry.endswith(("s", "sh", "ch", "ese", "man", "woman")):
                found[entry.lower() + "s"] = code
            elif entry.endswith("man"):
                found[entry.lower()[:-3] + "men"] = code
    return found


@cache
def places() -> frozenset[str]:
    """Return names of countries, states and cities, lower case."""
    return frozenset(
        r[0].lower() for name in ("countries.tsv", "places.tsv") for r in rows(name) if r[2] != "organisation"
    )


@cache
def given_names() -> dict[str, str]:
    """Return given names, lower case, with he or she; a hint only."""
    found = {name.lower(): sex for name, sex in rows("given_names.tsv")}
    for sex, names in sections("common_given_names.txt").items():
        found.update((name.lower(), sex) for name in names)
    return found


def covering(entities: Sequence[Entity], start: int, end: int) -> Entity | None:
    """Return the longest entity that overlaps with [start, end), or None."""
    over = [e for e in entities if e[0] < end and e[1] > start]
    return max(over, key=lambda e: e[1] - e[0], default=None)
