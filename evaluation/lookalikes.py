"""Reports that look like reprints and are none, for the test of `evaluation/reprints.py`.

Roundups of two whole reports of about the same length; follow-ups that repeat less than a third of a report; interviews
with the same questions; short reports under the same long disclaimer; results, weather, obituaries and case counts from
one template.
Questions, disclaimers, templates and names are invented.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import pairwise

from evaluation.reprints import Editor, Report, paragraphs

QUESTIONS = (
    "Which candidates have you supported in previous elections, and why did you choose to run yourself this year?",
    "Which historical or contemporary figures do you admire and consider role models for your own public work?",
    "In what ways do you believe that you have accomplished what you set out to do, and in what ways have you failed?",
    "The last council closed two of the five swimming pools. What would you have done in its place?",
    "If you are elected, what will be the first thing that you do after you have moved into the office?",
    "How do you answer those who say that your party has no chance of winning a single seat in the north?",
    "What do you say to voters who have lost trust in politics altogether and may not vote at all this time?",
    "Is there anything else that you would like to tell our readers before they go to the polls on Sunday?",
)
DISCLAIMER = """
The Harbour Ledger is an independent daily owned by its readers. It has reported from the Western Isles and the
mainland since the spring of 1987 and takes no money from parties, ministries or churches. Its newsroom in Port Ellery
has forty editors, who follow the code of the Council of Island Newspapers. Whoever finds a mistake in a text is asked
to write to the readers' editor, who answers every letter within a week and prints corrections on page two. The paper,
its archive and its weekend magazine can be read in all public libraries of the isles. Members of the association of
readers meet twice a year, in March and in October, and choose its board.
"""
TEMPLATES = (
    """
{A} beat {B} {n}–{m} on {day} in front of {x} spectators at the {P} ground.

{F} {G} opened the scoring in minute {k} after a corner from the left. The home side had most of the ball in the first
half but could not make use of it.

{H} {I} made it two shortly after the break, and the game was decided. The coach said that he was proud of his team,
which had fought until the last minute.

{A} now has {p} points and is in place {q}. The next game is on {day2} at {C}.
""",
    """
Clouds and sun will take turns in {P} on {day}, with showers in the afternoon. Temperatures will reach {n} degrees by
day and fall to {m} at night.

The wind blows from the west at {x} kilometres an hour, with gusts along the coast. In {C} and {D} it stays dry for
most of the day.

The outlook: on {day2} it will be warmer, with up to {k} degrees in {A}. Farmers should expect frost on the ground
towards the end of the week, the weather service said.
""",
    """
{F} {G}, the {job} from {P}, has died at the age of {k}. The family said that {G} died on {day} after a short illness.

{G} was born in {C} in {y} and moved to {D} as a child. After school came years of work in different professions before
the career that made the name known throughout the country.

The mayor of {P}, {H} {I}, said that the town had lost a great citizen. A book of condolence is laid out in the town
hall.

The funeral will take place on {day2} at {n} o'clock. The family asks for donations to the hospice of {A} instead of
flowers.
""",
    """
The ministry reported {x} new cases on {day}, {k} fewer than on the day before. In hospitals {x2} people are treated,
{n2} of them in intensive care.

In Ellery {k2} people tested positive, in Norbury {n3} and in Westray {k3}. The ministry said that {x3} tests had been
made and {k4} results were outstanding.

Since the beginning of the year {y} people have died. The minister asked everybody to keep their distance and to stay
at home when they feel ill. The next report is expected on {day2}.
""",
)
_FIRST = (
    "Adan Berit Calla Dovid Elin Farid Gesa Hamid Irma Joren Kasia Lorcan Maren Nadim Oda Pavel Runa Sefa Tova".split()
)
_LAST = (
    "Abendroth Brakefield Castellane Drozdik Eversholt Fairweather Gorodin Hallgrim Ibarrola Jessop Kowarik Lindqvist "
    "Marchetti Nowicki Okafor Pellegrin Quarrington Rasmussen Soderholm Tarkovan Ulbricht Vantongeren Wetherby"
).split()
_PLACES = (
    "Ashbourne Brockwell Carrow Dunmere Ellery Farholm Gransby Hexley Inverdell Jarrow Kelspie Lorne Malden Norbury "
    "Oakhampton Penrith Quenby Rosthwaite Selwick Thornbury Ulverby Varnholt Westray Yarmouth"
).split()


def lookalikes(reports: Sequence[Report], seed: int = 7) -> list[Report]:
    """Return the reports that are no reprints, each a family of its own."""
    editor, made = Editor(reports, seed), []
    for kind, make in KINDS.items():
        for n, text in enumerate(make(editor.chance(kind), reports)):
            name = f"{kind} {n:03}"
            made.append(Report(name, text, f"Of {kind}, {n}", f"2019-06-{1 + n % 28:02}", name, kind))
    return made


def _joined(text: str) -> str:
    """Each paragraph on one line."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def _words(parts: Sequence[str]) -> int:
    return sum(len(part.split()) for part in parts)


class _Own:
    """Text that no one report has: paragraphs of all reports in a drawn order, none of them twice."""

    def __init__(self, chance: random.Random, reports: Sequence[Report]) -> None:
        parts = [part for report in reports for part in paragraphs(report.text) if len(part.split()) > 5]
        self._parts = iter(chance.sample(parts, len(parts)))

    def __call__(self, words: int) -> list[str]:
        """Return the next paragraphs, of at least so many words; fewer where there are no more."""
        made: list[str] = []
        while _words(made) < words and (part := next(self._parts, None)) is not None:
            made.append(part)
        return made


def _roundups(chance: random.Random, reports: Sequence[Report]) -> list[str]:
    """Every two reports that are neighbours in length, where one is at most a ninth longer than the other."""
    ordered = sorted((paragraphs(report.text) for report in reports), key=_words)
    return ["\n\n".join(a + b) for a, b in pairwise(ordered) if _words(b) <= _words(a) * 10 / 9]


def _follow_ups(chance: random.Random, reports: Sequence[Report]) -> list[str]:
    """Own text, then at most 30% of a report as background; about as long as that report."""
    made, own = [], _Own(chance, reports)
    for report in reports:
        parts = paragraphs(report.text)
        background: list[str] = []
        for part in reversed(parts):
            if _words([part, *background]) > 0.3 * _words(parts):
                break
            background.insert(0, part)
        made.append("\n\n".join(own(_words(parts) * 2 // 3) + background))
    return made


def _interviews(chance: random.Random, reports: Sequence[Report]) -> list[str]:
    """Questions that are always the same, with own answers of about 250 words in all."""
    made, own = [], _Own(chance, reports)
    for _ in reports:
        answers = own(250)
        asked = [part for pair in zip(QUESTIONS, answers, strict=False) for part in pair]
        made.append("\n\n".join([*asked, *QUESTIONS[len(answers) :], *answers[len(QUESTIONS) :]]))
    return made


def _disclaimed(chance: random.Random, reports: Sequence[Report]) -> list[str]:
    """Own text of 60 words and more over a disclaimer of 115 words."""
    own = _Own(chance, reports)
    return ["\n\n".join([*own(60), _joined(DISCLAIMER)]) for _ in reports]


def _templates(chance: random.Random, reports: Sequence[Report]) -> list[str]:
    """Results, weather, obituaries and case counts that differ in names and numbers only."""
    made = []
    for n in range(len(reports)):
        names = dict(zip("FH", chance.sample(_FIRST, 2), strict=True)) | dict(
            zip("GI", chance.sample(_LAST, 2), strict=True)
        )
        places = dict(zip("ABCDP", chance.sample(_PLACES, 5), strict=True))
        days = chance.sample("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(), 2)
        numbers = {key: chance.randint(*limits) for key, limits in _LIMITS.items()}
        told: dict[str, object] = {**names, **places, **numbers, "day": days[0], "day2": days[1]}
        made.append(
            _joined(TEMPLATES[n % len(TEMPLATES)]).format(job=chance.choice(["painter", "singer", "judge"]), **told)
        )
    return made


_LIMITS = {
    "n": (2, 28), "n2": (2, 40), "n3": (10, 99), "m": (0, 15), "k": (16, 97), "k2": (16, 400), "k3": (10, 300),
    "k4": (10, 900), "x": (20, 9800), "x2": (100, 9000), "x3": (1000, 90000), "p": (1, 60), "q": (1, 18),
    "y": (1920, 1990),
}  # fmt: skip
KINDS: dict[str, Callable[[random.Random, Sequence[Report]], list[str]]] = {
    "roundup of two reports": _roundups,
    "follow-up repeating 30%": _follow_ups,
    "interview, same questions": _interviews,
    "short report, long disclaimer": _disclaimed,
    "template, other names": _templates,
}
