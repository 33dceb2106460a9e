"""The decision about two texts: reprints as editors make them, and reports that only look like reprints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linking.duplicates.invented import DISCLAIMER, REPORT, paragraphs, text

from accordingto.linking.duplicates import reprint

P = paragraphs()
OTHER = text([" ".join(part.split()) for part in """\
The council of Ashbourne voted on Thursday to close the swimming pool in Mill Lane, 34 years after it opened.

Councillor Kasia Brakefield said that repairs would cost 480,000 crowns. The Green List called it a disgrace and left
the meeting in protest, while two hundred swimmers demonstrated outside.

Parents had collected signatures since the spring. Lorcan Nowicki, who teaches there, said that children in the
district would no longer learn to swim.

The pool in Brockwell stays open until the end of the season, the council said, and buses will run there from the
market square every hour.

In 1998 the council had sold the meadow beside the pool to the brewery Quarrington, which built a car park. Nowicki
said that this had been the beginning of the end, and Brakefield did not contradict him.
""".split("\n\n")])  # fmt: skip
CHANGED = (
    REPORT.replace("killing", "leaving dead").replace("said", "stated").replace("denied", "disputed")
    .replace("ignored", "disregarded").replace("announced", "ordered").replace("travelled", "drove")
    .replace("accused", "blamed").replace("14 people", "fourteen persons").replace("warned", "cautioned")
)  # fmt: skip


@pytest.mark.parametrize(
    ("made", "copy"),
    [
        ("identical but for case, quotes and lines", REPORT.upper().replace("\n\n", "\n")),
        ("cut from the bottom", text(P[:4])),
        ("cut in the middle", text([*P[:2], *P[3:5]])),
        ("re-ordered", text([P[3], P[0], P[5], P[1], P[4], P[2]])),
        ("one paragraph", " ".join(P)),
        ("a paragraph for every sentence", REPORT.replace(". ", ".\n")),
        ("changed verbs", CHANGED),
        ("changed verbs, cut", text(CHANGED.split("\n\n")[:4])),
        (
            "own ending and credit",
            text([*P, "Rain is expected in Selwick on Thursday, forecasters said.", "With agencies"]),
        ),
        ("two sentences made one", REPORT.replace(". Its director", ", and its director")),
    ],
)
def test_reprints(made: str, copy: str) -> None:
    found = reprint(REPORT, copy)
    assert found is not None, made
    assert found.score > 0.6


def follow_up() -> str:
    return text([*OTHER.split("\n\n")[:4], P[0], P[5]])


INTERVIEWS = [
    "\n\n".join(part for pair in zip(asked, answers, strict=True) for part in pair)
    for asked, answers in (
        (
            ("Why do you run for mayor of this town, and why do you do so only now?",
             "What will you do about the harbour, which has been closed to ferries since last winter?",
             "What do you say to those who have lost their trust in everybody who holds an office?"),
            answers,
        )
        for answers in (
            ("Because nobody else would.", "I want Norbury to pay for it.", "That I have none either."),
            ("My mother was mayor of Ellery.", "It stays closed while I live.", "They should stand themselves."),
        )
    )
]  # fmt: skip
TEMPLATE = (
    "{0} beat {1} {5}–{6} on Saturday in front of {7} spectators. {2} opened the scoring after a corner from the left."
    "\n\nThe home side had most of the ball in the first half but could not make use of it. {3} made it two, and the "
    "game was decided. The coach, {4}, said that he was proud of his team. {0} has {8} points and {1} has {9}."
)
RESULTS = [
    TEMPLATE.format("Ashbourne", "Carrow", "Adan Jessop", "Elin Kowarik", "Farid Gorodin", 2, 0, 4312, 27, 19),
    TEMPLATE.format("Westray", "Hexley", "Nadim Okafor", "Pavel Ibarrola", "Gesa Hallgrim", 2, 1, 980, 41, 33),
    TEMPLATE.format("Ashbourne", "Carrow", "Adan Jessop", "Elin Kowarik", "Farid Gorodin", 3, 1, 5127, 56, 48),
]


@pytest.mark.parametrize(
    ("why", "one", "other"),
    [
        ("another report", REPORT, OTHER),
        ("a follow-up with background from the report", REPORT, follow_up()),
        ("a fragment", REPORT, P[0]),
        ("the same questions", *INTERVIEWS),
        (
            "a disclaimer longer than either report",
            text([P[0], DISCLAIMER]),
            text([OTHER.split("\n\n")[0], DISCLAIMER]),
        ),
        ("a template, other teams", *RESULTS[:2]),
        ("a template, other numbers", RESULTS[0], RESULTS[2]),
        ("too short", "The dam broke.", "The dam broke."),
        ("empty", "", ""),
    ],
)
def test_no_reprints(why: str, one: str, other: str) -> None:
    assert reprint(one, other) is None, why


def test_a_reprint_of_an_interview_is_one() -> None:
    assert reprint(INTERVIEWS[0], INTERVIEWS[0].replace("would", "wanted to")) is not None


def test_a_roundup_joins_at_most_one_of_two_reports() -> None:
    roundup = text([REPORT, OTHER])
    joined = [reprint(roundup, part) for part in (REPORT, OTHER)]
    assert joined.count(None) >= 1


def test_why_can_be_checked() -> None:
    found = reprint(REPORT, text(P[:4]))
    assert found is not None
    assert found.why.startswith("100% of the words of the shorter report stand in the longer one")
    assert f"{found.of_longer:.0%} of the longer" in found.why
    assert "names" in found.why and "numbers" in found.why


parts = st.lists(st.sampled_from([*P, *OTHER.split("\n\n"), DISCLAIMER]), min_size=1, max_size=8)


@given(parts, parts)
def test_order_of_the_two_makes_no_difference(one: list[str], other: list[str]) -> None:
    assert reprint(text(one), text(other)) == reprint(text(other), text(one))


@given(st.permutations(P))
def test_order_of_paragraphs_makes_no_difference(parts: list[str]) -> None:
    found = reprint(REPORT, text(parts))
    assert found is not None and found.score == 1


@given(st.text())
def test_any_text_can_be_compared(other: str) -> None:
    assert reprint(REPORT, other) == reprint(other, REPORT)
    own = reprint(other, other)
    assert own is None or own.score == 1
