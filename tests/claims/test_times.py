"""Times told in a text, and the days they mean; texts invented."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.claims.times.times import TimeMention, find_times, times_of
from accordingto.records import Span, Time

FRIDAY = "2030-03-15"
OPEN = None


def told(text: str, published: str | None = FRIDAY) -> list[tuple[str, str | None, str | None]]:
    return [(text[t.span.start : t.span.end], t.start, t.end) for t in find_times(text, published)]


def only(text: str, published: str | None = FRIDAY) -> TimeMention:
    (found,) = find_times(text, published)
    return found


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        # days of the week: past, unless the clause looks ahead
        ("The port closed on Monday.", "Monday", "2030-03-11", "2030-03-11"),
        ("She spoke on Friday.", "Friday", "2030-03-15", "2030-03-15"),
        ("The council will meet on Monday.", "Monday", "2030-03-18", "2030-03-18"),
        ("The report is due on Tuesday.", "Tuesday", "2030-03-19", "2030-03-19"),
        ("A vote is planned for Sunday.", "Sunday", "2030-03-17", "2030-03-17"),
        ("Talks would resume on Wednesday.", "Wednesday", "2030-03-20", "2030-03-20"),
        ("On Monday, the council will meet.", "Monday", "2030-03-18", "2030-03-18"),
        ("On Monday, the mayor said he will step down.", "Monday", "2030-03-11", "2030-03-11"),
        ("Forecasters expect snow Sunday night.", "Sunday night", "2030-03-17", "2030-03-17"),
        ("They play next Friday.", "next Friday", "2030-03-22", "2030-03-22"),
        ("They met last Friday.", "last Friday", "2030-03-08", "2030-03-08"),
        ("They met this past Friday.", "this past Friday", "2030-03-08", "2030-03-08"),
        ("They met on Tuesday last week.", "Tuesday last week", "2030-03-05", "2030-03-05"),
        ("They meet on Tuesday of next week.", "Tuesday of next week", "2030-03-19", "2030-03-19"),
        # days beside the report's own
        ("He resigned yesterday evening.", "yesterday evening", "2030-03-14", "2030-03-14"),
        ("It rains today.", "today", "2030-03-15", "2030-03-15"),
        ("It opens tomorrow.", "tomorrow", "2030-03-16", "2030-03-16"),
        ("It broke last night.", "last night", "2030-03-14", "2030-03-14"),
        ("It broke this morning.", "this morning", "2030-03-15", "2030-03-15"),
        ("He left three days ago.", "three days ago", "2030-03-12", "2030-03-12"),
        ("He left 48 hours ago.", "48 hours ago", "2030-03-13", "2030-03-13"),
        ("He left the day before yesterday.", "day before yesterday", "2030-03-13", "2030-03-13"),
        # dates
        ("It sank on February 24.", "February 24", "2030-02-24", "2030-02-24"),
        ("It sank on 24 February.", "24 February", "2030-02-24", "2030-02-24"),
        ("It sank on 24 Feb. off the coast.", "24 Feb.", "2030-02-24", "2030-02-24"),
        ("It sank on Feb. 24th, 2019.", "Feb. 24th, 2019", "2019-02-24", "2019-02-24"),
        ("It sank on the 24th of February 2019.", "24th of February 2019", "2019-02-24", "2019-02-24"),
        ("It sank on Friday, January 4.", "Friday, January 4", "2030-01-04", "2030-01-04"),
        ("It sank on December 30.", "December 30", "2029-12-30", "2029-12-30"),
        ("The vote on April 2 is close.", "April 2", "2030-04-02", "2030-04-02"),
        ("It will open on November 3.", "November 3", "2030-11-03", "2030-11-03"),
        ("It died on April 2.", "April 2", "2029-04-02", "2029-04-02"),
        ("Logged 2019-01-05.", "2019-01-05", "2019-01-05", "2019-01-05"),
        ("Logged 25/01/2019.", "25/01/2019", "2019-01-25", "2019-01-25"),
        ("Logged 05/01/2019.", "05/01/2019", None, None),
        ("It ran July 13 to 17 of last year.", "July 13 to 17 of last year", "2029-07-13", "2029-07-17"),
        # weeks, months, years
        ("It fell last week.", "last week", "2030-03-04", "2030-03-10"),
        ("It fell this week.", "this week", "2030-03-11", "2030-03-15"),
        ("It will fall this week.", "this week", "2030-03-15", "2030-03-17"),
        ("It fell last month.", "last month", "2030-02-01", "2030-02-28"),
        ("It fell in March.", "March", "2030-03-01", "2030-03-31"),
        ("It fell last October.", "last October", "2029-10-01", "2029-10-31"),
        ("It fell earlier this month.", "earlier this month", "2030-03-01", "2030-03-15"),
        ("It ends later this month.", "later this month", "2030-03-15", "2030-03-31"),
        ("It fell over the weekend.", "the weekend", "2030-03-09", "2030-03-10"),
        ("It fell in 2016.", "2016", "2016-01-01", "2016-12-31"),
        ("It fell in June 2016.", "June 2016", "2016-06-01", "2016-06-30"),
        ("It fell in late 2018.", "late 2018", "2018-07-01", "2018-12-31"),
        ("It fell in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31"),
        ("It fell in the late 1990s.", "the late 1990s", "1995-01-01", "1999-12-31"),
        ("It fell in the first quarter of 2018.", "the first quarter of 2018", "2018-01-01", "2018-03-31"),
        ("It fell in Q3 2018.", "Q3 2018", "2018-07-01", "2018-09-30"),
        ("It fell in the first week of April 2019.", "the first week of April 2019", "2019-04-01", "2019-04-07"),
        ("Over the last three years it fell.", "last three years", "2027-03-15", "2030-03-15"),
        ("It fell two years ago.", "two years ago", "2028-01-01", "2028-12-31"),
        ("It fell on New Year’s Eve.", "New Year’s Eve", "2029-12-31", "2029-12-31"),
        # ranges and open ends
        ("Between 2014 and 2016 it fell.", "2014 and 2016", "2014-01-01", "2016-12-31"),
        ("It lasted from Monday to Wednesday.", "Monday to Wednesday", "2030-03-11", "2030-03-13"),
        ("It ran from May to July 2018.", "May to July 2018", "2018-05-01", "2018-07-31"),
        ("It has rained since Tuesday.", "Tuesday", "2030-03-12", OPEN),
        ("They won on Saturday 3:20 in.", "Saturday", "2030-03-09", "2030-03-09"),
        ("It was shut until Tuesday.", "Tuesday", OPEN, "2030-03-12"),
        ("After 2016 it fell.", "2016", "2016-01-01", OPEN),
        ("He left more than two years ago.", "two years ago", OPEN, "2028-03-15"),
        # days known by their date
        ("Since the September 11 attacks it fell.", "September 11", "2001-09-11", "2001-09-11"),
        # told, but not to be worked out
        ("He moved in the day before the blast.", "day before", None, None),
        ("He left two weeks after the vote.", "two weeks after", None, None),
        ("He left a few days ago.", "a few days ago", None, None),
        ("It fell last summer.", "last summer", None, None),
    ],
)  # fmt: skip
def test_one_time_and_its_days(text: str, words: str, start: str | None, end: str | None) -> None:
    assert told(text) == [(words, start, end)]


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("18:30 UTC on Friday", "2030-03-15T18:30+00:00"),
        ("Monday at 6 a.m. local time", "2030-03-11T06:00"),
        ("noon on Monday", "2030-03-11T12:00"),
        ("Monday at 14:05 CET", "2030-03-11T14:05+01:00"),
        ("Monday at 14:05 CST", "2030-03-11T14:05"),
        ("Monday, 07:00 +0530", "2030-03-11T07:00+05:30"),
        ("Monday at 07:00 UTC-3", "2030-03-11T07:00-03:00"),
        ("12:15 a.m. on January 4, 2030", "2030-01-04T00:15"),
        ("1620 UTC on Monday", "2030-03-11T16:20+00:00"),
    ],
)
def test_an_hour_beside_a_day(words: str, hour: str) -> None:
    assert told(f"It struck at {words}.") == [(words, hour, hour)]


@pytest.mark.parametrize(
    "text",
    [
        "Markets open every Friday and are shut on Sundays.",
        "The walk lasted for three weeks; 24 hours was the limit.",
        "He may march in a second; the sun sat low.",
        "Theresa May said so. By May’s own count it was so.",
        "April Lund and June Osei sang.",
        "Some 2,000 people and 2000 soldiers came; 1984 tons sank.",
        "It cost $2019 and then £1999.",
        "The Sunday Times and USA Today wrote about Black Friday and Friday prayers.",
        "A 30-year-old man won 3:2 at noon.",
        "He enjoyed their last evening and Version 2.2016 of it.",
        "February 30 is no day.",
        "An hour later she left, two hours after him.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert told(text) == []


def test_days_that_count_from_the_last_one_told() -> None:
    text = "He died on Monday. The following day his brother came. That evening they wept. Two days later it rained."
    assert [start for _, start, _ in told(text)] == ["2030-03-11", "2030-03-12", "2030-03-12", "2030-03-14"]
    assert told("He died. The following day his brother came.") == [("The following day", None, None)]


def test_years_that_count_from_the_last_one_told() -> None:
    text = "It opened in 1926. The same year it burned, and two years later it was rebuilt."
    assert [start for _, start, _ in told(text)] == ["1926-01-01", "1926-01-01", "1928-01-01"]


def test_an_undated_day_after_a_full_date_long_ago_is_of_that_year() -> None:
    assert [start for _, start, _ in told("He won on May 3, 1859, and left on June 4.")] == ["1859-05-03", "1859-06-04"]


def test_without_a_publication_date_relative_times_stay_open() -> None:
    text = "On Friday and last week, yesterday and in March; on 3 May 2019."
    wanted = [(None, None)] * 4 + [("2019-05-03", "2019-05-03")]
    assert [(start, end) for _, start, end in told(text, None)] == wanted
    assert [t.relative for t in find_times(text, None)] == [True] * 4 + [False]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Friday, March 15, 2030\n\nShe spoke on Monday.", [True, False]),
        ("OSTRANY, March 3 (Agency) – She spoke on Monday.", [True, False]),
        ("Rain fell in Ostrany, March 3 was dry.", [False]),
    ],
)
def test_datelines_are_marked(text: str, wanted: list[bool]) -> None:
    assert [t.dateline for t in find_times(text, FRIDAY)] == wanted


def test_what_stands_before_and_what_kind_it_is() -> None:
    since, week = find_times("Since Tuesday it rained, as last week.", FRIDAY)
    assert (since.before, since.kind, week.before, week.kind) == ("since", "period", "", "period")
    assert only("It rained on Tuesday.").kind == "point"
    assert only("After Tuesday’s vote it rained.").before == ""


def test_times_inside_a_content_count_from_the_day_of_the_quotation() -> None:
    text = "On Monday she said: “I left yesterday, on 3 May 2019.”"
    times = find_times(text, FRIDAY)
    content = (Span(text.index("“"), len(text)),)
    assert [t.start for t in times_of(content, times)] == ["2030-03-14", "2019-05-03"]
    assert [t.start for t in times_of(content, times, "2030-03-11")] == ["2030-03-10", "2019-05-03"]
    assert times_of((), times) == ()


def test_a_mention_becomes_a_cell() -> None:
    assert only("It rained on Tuesday.").time() == Time("2030-03-12", "2030-03-12", (Span(13, 20),))


days = st.dates(date(1950, 1, 1), date(2049, 12, 31))


@given(days, st.sampled_from(("%B %d, %Y", "%d %B %Y", "%A, %d %B %Y", "%Y-%m-%d", "%b. %d, %Y")))
def test_a_full_date_is_read_back(day: date, form: str) -> None:
    words = day.strftime(form).replace("May.", "May")
    assert told(f"It rained on {words}.", None) == [(words, day.isoformat(), day.isoformat())]


@given(days, days)
def test_a_weekday_is_the_last_one_or_the_day_itself(published: date, other: date) -> None:
    found = date.fromisoformat(only(f"It rained on {other:%A}.", published.isoformat()).start or "")
    assert found.weekday() == other.weekday()
    assert timedelta(0) <= published - found < timedelta(7)


@given(days, st.integers(0, 400))
def test_a_day_without_a_year_is_that_day_of_a_near_year(published: date, ahead: int) -> None:
    day = published + timedelta(days=ahead)
    if (day.month, day.day) != (2, 29):
        found = date.fromisoformat(only(f"It is {day:%B %d}.", published.isoformat()).start or "")
        assert (found.month, found.day) == (day.month, day.day)
        assert abs((found - published).days) <= 366


WORDS = (
    "on Friday last week the March 3 , 2019 to until and between 1990s early of year 24 May . “ ” 18:30 UTC a.m. ago"
    " two next day before after said will \n – ( ) first quarter century Jan. Mon that same 9/11 99 Q3 weekend é"
).split(" ")


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.one_of(st.none(), days))
def test_mentions_lie_in_order_in_the_text_and_begin_before_they_end(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    found = find_times(text, published.isoformat() if published else None)
    assert all(0 <= t.span.start < t.span.end <= len(text) for t in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for mention in found:
        if mention.start and mention.end:
            assert mention.start <= mention.end


@given(st.text(max_size=60))
def test_any_text_can_be_searched(text: str) -> None:
    assert all(text[t.span.start : t.span.end].strip() for t in find_times(text, FRIDAY))
