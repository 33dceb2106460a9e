"""Ledgers of any size for measuring linking: reports about invented matters, written without running the model.

Every matter has its own place, people and body and runs for eight days in five outlets with a growing count, a denial,
a reprint and a standing footer. A ledger of more reports has more matters over more days, as a desk's has.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from accordingto.linking.propositions import lexicon
from accordingto.records import Claim, Document, Provenance, Quantity, Reading, Source, Span, Spans, Time

SEED = 20261125
PER_MATTER = 10
_BEGIN = "b br c d dr f g h j k kr l m n p r s st t tr v w z".split()
_MIDDLE = "a e i o u ai ei ou".split()
_END = "l n r s t m nd rk sk v lt".split()
_OUTLETS = ("Morning Ledger", "Coastal Press", "Radio Meridian", "The Upland Post", "Union Wire")
_FOOTER = (
    "{outlet} is edited in the public interest and answers to a council of readers. Corrections are on page two. "
    "Write to the editors with the subject line of this report and a telephone number at which you can be reached."
)
_EVENTS = (
    "flood fire collapse blast landslide crash stampede avalanche shipwreck derailment epidemic famine earthquake"
    " tornado hurricane drought heatwave ambush shelling bombing riot hijacking kidnapping shooting stabbing poisoning"
    " eruption tsunami mudslide explosion leak spill outbreak raid siege uprising mutiny massacre pileup cave-in"
).split()
_DIED = (
    "drowned", "burned to death", "were crushed", "were killed", "were buried", "died", "suffocated", "perished",
    "lost their lives", "were found dead", "fell to their deaths", "were struck down",
)  # fmt: skip
_PARTS = "valve wall siren drain gauge gate pump beam cable alarm shaft tank ladder hatch boiler fence".split()
_FAULTS = (
    "had been left open", "had cracked in March", "was built without steel", "had been switched off",
    "was never tested", "had not been cleared for years", "had been sold for scrap", "was painted over",
    "had rusted through", "was propped up with timber", "had failed in two drills", "was installed upside down",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Matter:
    number: int
    place: str
    governor: str
    company: str
    event: tuple[str, str]
    cause: str
    start: date


def readings(count: int, seed: int = SEED) -> Iterator[Reading]:
    """Yield so many readings, the same for the same seed; the first ones do not depend on how many follow."""
    for number in range(count):
        yield reading(number, seed)


def reading(number: int, seed: int = SEED) -> Reading:
    """Return one reading: report `number % PER_MATTER` of matter `number // PER_MATTER`."""
    matter = _matter(number // PER_MATTER, seed)
    step = number % PER_MATTER
    # The last is a reprint of the first, by another outlet on the next day.
    written = _Writing(matter, 0 if step == PER_MATTER - 1 else step, seed)
    outlet = _OUTLETS[(matter.number + step) % len(_OUTLETS)]
    day = matter.start + timedelta(days=1 if step == PER_MATTER - 1 else min(step, 7))
    return written.reading(outlet, day, number)


def _matter(number: int, seed: int) -> _Matter:
    chance = random.Random(f"{seed} {number}")  # noqa: S311

    def name() -> str:
        return _name(chance)

    sort = chance.choice(("Water", "Mining", "Rail", "Chemicals"))
    place, governor, company = name(), f"{name()} {name()}", f"{name()} {sort}"
    event = f"the {chance.choice(_EVENTS)}", chance.choice(_DIED)
    cause = f"the {chance.choice(_PARTS)} {chance.choice(_FAULTS)}"
    return _Matter(number, place, governor, company, event, cause, date(1990, 1, 1) + timedelta(days=number))


def _name(chance: random.Random) -> str:
    parts = [chance.choice(_BEGIN) + chance.choice(_MIDDLE) for _ in range(2)]
    return ("".join(parts) + chance.choice(_END)).capitalize()


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """Words of the table of rarity, and how often each is drawn: in as many reports as the table has it in."""
    rows = [(lemma, 2.0 ** -float(bits)) for lemma, bits in lexicon.rows("rarity.tsv")]
    return [lemma for lemma, _ in rows], list(accumulate(share for _, share in rows))


class _Writing:
    """One report as it is written: text, sources and claims with their places."""

    def __init__(self, matter: _Matter, step: int, seed: int) -> None:
        self.matter = matter
        self.step = step
        self.chance = random.Random(f"{seed} {matter.number} {step}")  # noqa: S311
        self.parts: list[str] = []
        self.length = 0
        self.claims: list[Claim] = []

    def reading(self, outlet: str, day: date, number: int) -> Reading:
        matter, toll = self.matter, 4 + 3 * self.step
        event, died = matter.event
        self._write(f"{matter.place} — ")
        first = f"at least {toll} people {died} in {event} at {matter.place}"
        self._claim("S1", matter.governor, "said", first, day, toll)
        self._write(". " + self._details(4) + "\n\n")
        if self.step % 3 == 1:
            self._claim("S2", f"The company {matter.company}", "denied", f"that {matter.cause} before {event}", day)
        else:
            self._claim("S3", "Two engineers", "said", f"that {matter.cause} before {event} in {matter.place}", day)
        self._write(". " + self._details(3) + "\n\n")
        words = f"{matter.governor} would visit {matter.place} on day {self.step + 2} of the search"
        self._claim("S1", "The governor", "announced", words, day)
        self._write(".\n\n" + _FOOTER.format(outlet=outlet))
        text = "".join(self.parts)
        url = f"https://outlet{number % len(_OUTLETS)}.example/{number}"
        title = f"{matter.place}: day {self.step + 1} after {event}"
        sources = (
            Source("S1", matter.governor, "person", True, "governor"),
            Source("S2", matter.company, "organisation", True),
            Source("S3", "Two engineers", "group", False, number=2),
        )
        document = Document(text, f"{number}.txt", title, url, outlet, day.isoformat(), "en")
        return Reading(document, sources, tuple(self.claims), Provenance("0", "sha256:invented"))

    def _details(self, number: int) -> str:
        """Sentences without sense, of words as frequent as in news, each with a name that stands nowhere else."""
        words, weights = _vocabulary()
        sentences = []
        for _ in range(number):
            chosen = self.chance.choices(words, cum_weights=weights, k=self.chance.randint(9, 18))
            chosen.insert(self.chance.randrange(1, len(chosen)), _name(self.chance))
            sentences.append(" ".join([chosen[0].capitalize(), *chosen[1:]]) + ".")
        return " ".join(sentences)

    def _write(self, words: str) -> Spans:
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return (Span(start, self.length),)

    def _claim(self, source: str, who: str, cue: str, content: str, day: date, toll: int | None = None) -> None:
        told = Time(day.isoformat(), day.isoformat(), ())
        source_spans = self._write(who)
        self._write(" ")
        cue_spans = self._write(cue)
        self._write(" ")
        content_spans = self._write(content)
        counts = () if toll is None else (Quantity(toll, None, "people", content_spans),)
        act = {"denied": "deny", "announced": "announce"}.get(cue, "assert")
        self.claims.append(
            Claim(
                f"C{len(self.claims) + 1}",
                source,
                source_spans,
                cue_spans,
                content_spans,
                "indirect",
                0.9,
                act=act,
                said=told,
                quantities=counts,
            )
        )
