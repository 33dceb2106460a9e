"""When a claim was said; texts invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.claims.layout import lay_out
from accordingto.claims.times.said import NOTHING, quoted_on, said_of
from accordingto.claims.times.times import find_times
from accordingto.records import Claim, Span, Spans

FRIDAY = "2030-03-15"
MONDAY, SUNDAY = "2030-03-11", "2030-03-10"


def place(text: str, words: str) -> Spans:
    start = text.index(words)
    return (Span(start, start + len(words)),)


def claim(text: str, cue: str, content: str, id: str = "C1", source: str = "S1", **more: object) -> Claim:
    values = {"quotation": "indirect", "confidence": 1.0, "source_spans": ()} | more
    return Claim(id, source, cue_spans=place(text, cue), content_spans=place(text, content), **values)  # type: ignore[arg-type]


def said(text: str, *claims: Claim, published: str | None = FRIDAY) -> list[tuple[str | None, str | None] | None]:
    found = said_of(lay_out(text), claims, find_times(text, published))
    assert list(found) and all(reason.cell == "said" and reason.rule for _, reason in found.values())
    return [time and (time.start, time.end) for time, _ in (found[c.id] for c in claims)]


@pytest.mark.parametrize(
    ("text", "cue", "day"),
    [
        ("Lund said on Monday the dam would hold.", "said", MONDAY),
        ("Lund on Monday told the chamber the dam would hold.", "told", MONDAY),
        ("The dam would hold, Lund told reporters in Ostrany late on Monday.", "told", MONDAY),
        ("The dam would hold, Lund said in a statement on Monday after a tour.", "said", MONDAY),
        ("On Monday, Lund, who runs the port, said the dam would hold.", "said", MONDAY),
        ("In a statement on Monday, Lund said the dam would hold.", "said", MONDAY),
        ("Speaking in Ostrany on Monday, Lund said the dam would hold.", "said", MONDAY),
        ("At Monday’s briefing, Lund said the dam would hold.", "said", MONDAY),
        ("During Monday’s match Lund said the dam would hold.", "said", MONDAY),
        ("Lund, speaking on Monday, said the dam would hold.", "said", MONDAY),
        ("A report released on Monday said the dam would hold.", "said", MONDAY),
        ("According to a report on Monday by the board, the dam would hold.", "According to", MONDAY),
        ("On Monday Lund stepped down, saying the dam would hold.", "saying", MONDAY),
        ("The river fell, and on Monday Lund said the dam would hold.", "said", MONDAY),
        ("The talks came after Lund on Monday said the dam would hold.", "said", MONDAY),
        ("Lund said in a Monday interview the dam would hold.", "said", MONDAY),
        ("Separately on Monday, Lund also said the dam would hold.", "said", MONDAY),
        ("Lund yesterday suggested the dam would hold.", "yesterday suggested", "2030-03-14"),
        (
            "Monday’s paper published an interview with Lund, in which the mayor said the dam would hold.",
            "said",
            MONDAY,
        ),
        ("On Monday the board held a briefing in which Lund said the dam would hold.", "said", MONDAY),
        ("On Monday, after the river fell, Lund said the dam would hold.", "said", MONDAY),
        ("On Monday, as crews searched the valley, Lund said the dam would hold.", "said", MONDAY),
        ("On Monday, the river fell, and Lund said the dam would hold.", "said", MONDAY),
        ("On Monday, the river fell while Lund said the dam would hold.", "said", MONDAY),
        ("On Monday, the river fell, with Lund saying the dam would hold.", "saying", MONDAY),
        ("On Monday, Lund toured the valley and said the dam would hold.", "said", MONDAY),
        ("On Monday morning, Lund issued a statement saying the dam would hold.", "saying", MONDAY),
        ("Lund resigned on Monday, saying the dam would hold.", "saying", MONDAY),
        ("Lund flew to Ostrany on Monday and told the chamber the dam would hold.", "told", MONDAY),
        ("Lund released a statement on Monday, which said the dam would hold.", "said", MONDAY),
        ("Lund gave a speech on Monday in which she said the dam would hold.", "said", MONDAY),
        ("In a press conference held on Monday, Lund said the dam would hold.", "said", MONDAY),
        ("In a Monday tweet, Lund said the dam would hold.", "said", MONDAY),
        ("A statement on Monday from the board said the dam would hold.", "said", MONDAY),
        ("In the early hours of Monday, Lund said the dam would hold.", "said", MONDAY),
        ("On Monday, the board issued a ruling against Osei saying the dam would hold.", "saying", MONDAY),
        ("When announcing the plan on Monday, Lund said the dam would hold.", "said", MONDAY),
        ("The dam would hold, Lund said, while addressing the chamber on Monday.", "said", MONDAY),
        ("On Monday, Osei joined the calls by officials asking the dam would hold.", "asking", MONDAY),
        # times of something else
        ("The dam would hold, Lund noted, by 2010.", "noted", None),
        ("The deal of March 14 broke. A month later, Lund said the dam would hold.", "said", None),
        ("On Monday, the board made a deal with Lund to say the dam would hold.", "say", None),
        ("Osei, who was arrested on Monday and charged, said the dam would hold.", "said", None),
        ("After Osei resigned on Monday, Lund said the dam would hold.", "said", None),
        ("On Monday, a man who robbed the board and said the dam would hold fled.", "said", None),
        ("Lund, who was arrested on Monday, said the dam would hold.", "said", None),
        ("Lund, arrested on Monday, said the dam would hold.", "said", None),
        ("Lund said after the fire on Monday the dam would hold.", "said", None),
        ("After Monday’s fire, Lund said the dam would hold.", "said", None),
        ("Lund spoke before Monday’s vote and said the dam would hold.", "said", None),
        ("On Monday the river fell and Lund said the dam would hold.", "said", None),
        ("The river fell on Monday. Lund said the dam would hold.", "said", None),
        ("Lund said, a day after the fire on Monday, the dam would hold.", "said", None),
        ("Lund says the dam would hold.", "says", None),
        ("Late on Monday, Lund, in a note delivered by hand, said the dam would hold.", "said", MONDAY),
    ],
)
def test_the_time_of_saying(text: str, cue: str, day: str | None) -> None:
    content = "The dam would hold" if text.startswith("The dam") else "the dam would hold"
    assert said(text, claim(text, cue, content)) == [day and (day, day)]


@pytest.mark.parametrize(
    ("before", "saying", "day"),
    [
        ("The rocket was launched on Monday.", "Lund told the press after the launch that", (MONDAY, None)),
        ("Osei was found guilty on Monday.", "Lund said following the verdict that", (MONDAY, None)),
        ("Osei was sentenced on Monday.", "Lund said in the hearing that", (MONDAY, MONDAY)),
        ("The board met on Monday.", "At the meeting, Lund said that", (MONDAY, MONDAY)),
        ("The race will be held on Monday.", "Before the race, Lund said that", (None, MONDAY)),
        ("On Monday, Ana Lund crossed the lake of Ostrany by boat alone.", "Upon arrival, Lund said", (MONDAY, MONDAY)),
        (
            "On Monday the board renamed the ferry in the port of Ostrany.",
            "Lund said after the ceremony",
            (MONDAY, None),
        ),
        # of several days of the opening paragraph none is the event's; the event is named with what it was of
        ("On Monday the port closed and on Sunday the bridge, said the board.", "Lund said after the ceremony", None),
        ("The board met on Monday.", "Lund said at the meeting of the council that", None),
        ("The board met on Monday.", "Lund, who left after the meeting, said that", None),
    ],
)
def test_the_day_of_an_event_that_the_clause_names(
    before: str, saying: str, day: tuple[str | None, str | None] | None
) -> None:
    text = f"{before}\n\n{saying} the dam would hold."
    cue = "told" if "told" in saying else "said"
    start = text.rindex(cue)
    one = Claim("C1", "S1", (), (Span(start, start + 4),), place(text, "the dam would hold"), "indirect", 1.0)
    assert said(text, one) == [day]


def test_a_second_claim_after_an_event_has_its_day() -> None:
    text = (
        "The rocket was launched on Monday.\n\nLund said after the launch the dam would hold. “It is strong,” he added."
    )
    first = claim(text, "said", "the dam would hold")
    assert said(text, first, claim(text, "added", "“It is strong,”", "C2")) == [(MONDAY, None), (MONDAY, None)]


@pytest.mark.parametrize(
    ("before", "saying", "day"),
    [
        ("On Monday, Ana Lund visited the valley.", "“It is strong,” Lund said.", MONDAY),
        ("Ana Lund spoke to the press on Monday.", "Lund said “It is strong”.", MONDAY),
        ("Ana Lund on Monday toured the valley. It rained.", "Lund said “It is strong”.", MONDAY),
        ("On Monday, Ana Lund resigned.", "In a letter, Lund said “It is strong”.", MONDAY),
        ("The Courier on Monday published an interview with Ana Lund.\n", "Lund said “It is strong”.", MONDAY),
        ("On Monday, Osei visited the valley.", "Lund said “It is strong”.", None),
        ("On Monday, Osei visited Lund.", "Lund said “It is strong”.", None),
        ("On Monday, Lund’s driver was fined.", "Lund said “It is strong”.", None),
        ("Ana Lund will visit the valley on Sunday.", "Lund said “It is strong”.", None),
        ("Ana Lund died on Monday.", "Lund said “It is strong”.", None),
        ("On Monday, after Lund resigned, Osei visited the valley.", "Lund said “It is strong”.", None),
        ("On Monday, Ana Lund visited the valley.", "In the 1990s, Lund said “It is strong”.", None),
        ("On Monday, Ana Lund visited the valley.", "Lund has said “It is strong”.", None),
        ("On Monday, Ana Lund visited the valley.\nRain.\nMore rain.\n", "Lund said “It is strong”.", None),
    ],
)
def test_what_the_source_did_shortly_before(before: str, saying: str, day: str | None) -> None:
    text = f"{before} {saying}"
    at = text.rindex("Lund")
    cue = text.rindex("said")
    spans = {"source_spans": (Span(at, at + 4),), "cue_spans": (Span(cue, cue + 4),)}
    one = Claim("C1", "S1", content_spans=place(text, "“It is strong"), quotation="direct", confidence=1.0, **spans)
    found = said(text, one)[0]
    assert found == (day and (day, day)) or (day is None and found == ("1990-01-01", "1999-12-31"))


@pytest.mark.parametrize(
    ("before", "source", "day"),
    [
        ("On Monday, Lund issued a statement on the dam.", "The statement", MONDAY),
        ("On Monday, Lund issued a letter on the dam.", "The statement", None),
        ("The Coastguard called off its search late on Monday.", "Coastguard captain Ana Lund", MONDAY),
        ("The Coastguard called off its search late on Monday.", "Captain Ana Lund", None),
    ],
)
def test_the_statement_told_of_and_who_speaks_for_a_body(before: str, source: str, day: str | None) -> None:
    text = f"{before} {source} said “It is strong”."
    one = claim(text, "said", "“It is strong”", source_spans=place(text, source), quotation="direct")
    assert said(text, one) == [day and (day, day)]


def test_a_sentence_with_another_day_in_front_ends_what_the_source_did() -> None:
    text = "Ana Lund spoke on Sunday. On Monday, the board began the work. Lund said “It is strong”."
    at = text.rindex("Lund")
    one = claim(text, "said", "“It is strong”", source_spans=(Span(at, at + 4),), quotation="direct")
    assert said(text, one) == [None]


def test_the_same_day_in_front_of_a_sentence_between_ends_nothing() -> None:
    text = "Ana Lund spoke on Monday. On Monday, the board began the work. Lund said “It is strong”."
    at = text.rindex("Lund")
    one = claim(text, "said", "“It is strong”", source_spans=(Span(at, at + 4),), quotation="direct")
    assert said(text, one) == [(MONDAY, MONDAY)]


def test_a_month_of_an_event_is_not_carried_on() -> None:
    text = (
        "In January, a summit was held.\n\nDuring the summit, Lund said the dam would hold. “It is strong,” he added."
    )
    more = claim(text, "added", "“It is strong,”", "C2")
    assert said(text, claim(text, "said", "the dam would hold"), more) == [("2030-01-01", "2030-01-31"), None]


def test_an_event_that_is_taken_as_known_does_not_give_its_day() -> None:
    text = "A bomber crashed on Sunday. The port was shut after the crash until Monday. Lund said after the crash"
    assert said(f"{text} the dam would hold.", claim(f"{text} the dam would hold.", "said", "the dam would hold")) == [
        (SUNDAY, None)
    ]


@pytest.mark.parametrize(("before", "day"), [("On Monday, Ana Lund spoke.", MONDAY), ("On Monday, rain fell.", None)])
def test_a_pronoun_takes_the_day_of_the_sentence_before(before: str, day: str | None) -> None:
    text = f"{before} She said “It is strong”."
    one = claim(text, "said", "“It is strong”", source_spans=place(text, "She"), quotation="direct")
    assert said(text, one) == [day and (day, day)]


def test_in_a_quotation_of_no_day_yesterday_stays_open() -> None:
    text = "“I told Osei yesterday the dam would hold,” Lund said."
    outer = claim(text, "said", "“I told Osei yesterday the dam would hold,”", quotation="direct")
    inner = claim(text, "told", "the dam would hold", "C2", parent="C1")
    assert said(text, inner, outer) == [None, None]


def test_times_inside_contents_are_not_times_of_saying() -> None:
    text = "According to the police, the attack on Monday killed two. The fire broke out on Sunday, Lund said."
    police = claim(text, "According to", "the attack on Monday killed two")
    fire = claim(text, "said", "The fire broke out on Sunday", "C2", "S2")
    assert said(text, police, fire) == [None, None]


def test_a_content_that_begins_too_early_leaves_the_time_to_the_cue() -> None:
    text = "Lund told reporters yesterday the dam would hold."
    assert said(text, claim(text, "told reporters", "yesterday the dam would hold")) == [("2030-03-14", "2030-03-14")]
    text = "Lund said Monday’s fire was small."
    assert said(text, claim(text, "said", "Monday’s fire was small")) == [None]


def test_a_dateline_is_no_time_of_saying() -> None:
    text = "OSTRANY, March 11 (Agency) – Lund said the dam would hold."
    assert said(text, claim(text, "said", "the dam would hold")) == [None]


def test_open_ends_and_times_without_a_publication_date() -> None:
    text = "Lund has said since Monday the dam would hold."
    assert said(text, claim(text, "said", "the dam would hold")) == [(MONDAY, None)]
    text = "Lund will say on Monday the dam would hold."
    assert said(text, claim(text, "say", "the dam would hold")) == [("2030-03-18", "2030-03-18")]
    text = "Lund said on Monday the dam would hold."
    assert said(text, claim(text, "said", "the dam would hold"), published=None) == [(None, None)]


def test_the_nearer_of_two_verbs_has_the_time() -> None:
    text = "The ministry on Monday admitted the leak after Lund denied any leak."
    admitted = claim(text, "admitted", "the leak")
    denied = claim(text, "denied", "any leak", "C2", "S2")
    assert said(text, admitted, denied) == [(MONDAY, MONDAY), None]


@pytest.mark.parametrize(
    ("second", "cue", "day"),
    [
        ("“It is strong,” he said.", "said.", MONDAY),
        ("“It is strong,” he added.", "added", MONDAY),
        ("“It is strong,” he said at the time.", "said at", MONDAY),
        ("“It is strong,” he says.", "says", None),
        ("“It is strong,” he has said.", "said.", None),
        ("“It is strong,” he believed.", "believed", None),
        ("“It is strong,” he said on Sunday.", "said on Sunday", SUNDAY),
        ("During a tour, he said “It is strong”.", "he said “It", None),
    ],
)
def test_a_second_claim_of_the_same_speech(second: str, cue: str, day: str | None) -> None:
    text = f"Lund told the chamber on Monday the dam would hold.\n{second}"
    start = text.index(cue)
    cue = "said" if "said" in cue else cue
    spans = (Span(text.index(cue, start), text.index(cue, start) + len(cue)),)
    first = claim(text, "told", "the dam would hold")
    more = Claim("C2", "S1", (), spans, place(text, "“It is strong"), "direct", 1.0)
    assert said(text, first, more)[1] == (day and (day, day))


@pytest.mark.parametrize(("cue", "day"), [("also said", MONDAY), ("later said", None), ("also hoped", None)])
def test_a_cue_that_takes_its_adverb_along_goes_on_with_the_speech(cue: str, day: str | None) -> None:
    text = f"Lund said on Monday the dam would hold. Lund {cue} that it was strong."
    first, more = claim(text, "said", "the dam would hold"), claim(text, cue, "that it was strong", "C2")
    assert said(text, first, more)[1] == (day and (day, day))


def test_another_source_or_a_far_paragraph_carries_nothing_on() -> None:
    text = "Lund said on Monday the dam would hold. “It is strong,” Osei said."
    text += "\n\nRain.\n\nMore rain.\n\nIt will rain, Lund added."
    first = claim(text, "said", "the dam would hold")
    other = claim(text, "Osei said", "“It is strong,”", "C2", "S2")
    far = claim(text, "added", "It will rain", "C3")
    assert said(text, first, other, far) == [(MONDAY, MONDAY), None, None]


def test_words_inside_a_speech_are_as_of_that_speech() -> None:
    text = "Lund said on Monday he expects rain and had promised a dam."
    outer = claim(text, "said", "he expects rain and had promised a dam")
    expects = claim(text, "expects", "rain", "C2", parent="C1")
    promised = claim(text, "promised", "a dam", "C3", parent="C1")
    assert said(text, outer, expects, promised) == [(MONDAY, MONDAY), (MONDAY, MONDAY), None]


def test_inside_a_dated_quotation_days_count_from_its_day() -> None:
    text = "“I told Osei yesterday the dam would hold,” Lund said on Monday."
    outer = claim(text, "said", "“I told Osei yesterday the dam would hold,”", quotation="direct")
    inner = claim(text, "told", "the dam would hold", "C2", parent="C1", quotation="direct")
    assert said(text, inner, outer) == [(SUNDAY, SUNDAY), (MONDAY, MONDAY)]
    told = said_of(lay_out(text), (outer, inner), find_times(text, FRIDAY))
    assert quoted_on(text, outer, {"C1": outer, "C2": inner}, told) == MONDAY


def test_reasons_tell_the_rule_and_the_words() -> None:
    text = "Lund said on Monday the dam would hold. Osei says it leaks."
    first, second = claim(text, "said", "the dam would hold"), claim(text, "says", "it leaks", "C2", "S2")
    found = said_of(lay_out(text), (first, second), find_times(text, FRIDAY))
    reason = found["C1"][1]
    assert reason.rule == "time told in the cue's clause (weekday)"
    assert [text[a:b] for a, b in reason.spans] == ["Monday", "said"]
    assert found["C2"][1].rule == NOTHING


@given(
    st.lists(st.sampled_from("Lund said on Monday , “ ” the dam . \n and told who after is".split(" ")), max_size=24),
    st.data(),
)
def test_a_time_of_saying_is_always_a_time_of_the_text(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    offsets = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    claims = tuple(
        Claim(
            f"C{n}",
            "S1",
            (),
            (Span(*sorted(data.draw(offsets))),),
            (Span(*sorted(data.draw(offsets))),),
            "indirect",
            1.0,
        )
        for n in range(3)
    )
    times = find_times(text, FRIDAY)
    found = said_of(lay_out(text), claims, times)
    assert set(found) == {c.id for c in claims}
    assert all(time is None or time.spans[0] in {t.span for t in times} for time, _ in found.values())


def test_an_hour_of_saying() -> None:
    text = "In an advisory issued at 11:00 a.m. on Monday (1500 UTC) the board said the dam would hold."
    assert said(text, claim(text, "said", "the dam would hold")) == [("2030-03-11T11:00", "2030-03-11T11:00")]


def test_a_time_after_what_is_foretold_is_not_of_the_saying() -> None:
    text = "The storm was forecast to reach the coast on Monday."
    assert said(text, claim(text, "forecast", "to reach the coast")) == [None]
    text = "Lund condemned the blast on Monday."
    assert said(text, claim(text, "condemned", "the blast")) == [(MONDAY, MONDAY)]


def test_a_long_time_is_not_carried_on() -> None:
    text = "In the 1990s, Lund promised a dam. “It will be strong,” he said."
    first = claim(text, "promised", "a dam")
    assert said(text, first, claim(text, "said", "“It will be strong,”", "C2")) == [("1990-01-01", "1999-12-31"), None]


@pytest.mark.parametrize(
    ("gap", "day"),
    [
        (" “It leaks,” Osei said. ", MONDAY),
        ("\n“It leaks,” Osei said. ", None),
        ("\n", MONDAY),
    ],
)
def test_another_source_in_a_later_paragraph_ends_the_speech(gap: str, day: str | None) -> None:
    text = f"Lund said on Monday the dam would hold.{gap}It will rain, Lund added."
    claims = [claim(text, "said", "the dam would hold"), claim(text, "added", "It will rain", "C2")]
    if "Osei" in text:
        claims.append(claim(text, "said. ", "“It leaks,”", "C3", "S2"))
    assert said(text, *claims)[1] == (day and (day, day))


@pytest.mark.parametrize("between", [", " * 60, "," * 120, "lyly" * 40, "and, " * 40])
def test_odd_words_between_a_time_and_a_cue_take_no_time(between: str) -> None:
    text = f"Lund on Monday {between}! said the dam would hold."
    assert said(text, claim(text, "said", "the dam would hold")) == [None]
