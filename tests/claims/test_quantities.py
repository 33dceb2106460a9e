"""Numbers inside contents, with bounds, units and offsets; all texts invented unless a test names its report."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.claims.quantities.numbers import read_numeral, tokens_of, vague_words
from accordingto.claims.quantities.quantities import quantities_of
from accordingto.records import Quantity, Span

Short = tuple[float | None, float | None, str | None, str]


def read(text: str) -> list[Short]:
    found, reasons = quantities_of(text, (Span(0, len(text)),))
    assert [r.spans for r in reasons] == [q.spans for q in found]
    assert all(r.cell == "quantities" and r.rule for r in reasons)
    return [(q.minimum, q.maximum, q.unit, text[q.spans[0].start : q.spans[0].end]) for q in found]


def quantity(text: str) -> Quantity:
    (found,), _ = quantities_of(text, (Span(0, len(text)),))
    return found


@pytest.mark.parametrize(
    ("text", "minimum", "maximum", "unit", "words"),
    [
        ("that two officers fell ill", 2, 2, "officers", "two officers"),
        ("the storm tore down 1,240 poles", 1240, 1240, "poles", "1,240 poles"),
        ("two hundred and fifty-six thousand homes lost power", 256000, 256000, "homes", None),
        ("Twenty-one dogs barked", 21, 21, "dogs", "Twenty-one dogs"),
        ("it has 3.5 million users", 3.5e6, 3.5e6, "users", "3.5 million users"),
        ("12 lakh farmers marched", 1.2e6, 1.2e6, "farmers", "12 lakh farmers"),
        ("1,20,000 farmers marched", 120000, 120000, "farmers", "1,20,000 farmers"),
        ("one and a half million refugees crossed", 1.5e6, 1.5e6, "refugees", None),
        ("half a million people", 5e5, 5e5, "people", "half a million people"),
        ("a quarter of a million people", 2.5e5, 2.5e5, "people", "a quarter of a million people"),
        ("a dozen eggs", 12, 12, "eggs", "a dozen eggs"),
        ("killed seven", 7, 7, None, "seven"),
        ("seven were killed", 7, 7, None, "seven"),
        ("one airport worker on the ground", 1, 1, "airport worker", "one airport worker"),
        ("six of the country’s wells ran dry", 6, 6, "country’s wells", "six of the country’s wells"),
        ("two of those who fled", 2, 2, None, "two"),
        ("400 of the National Guard", 400, 400, "National Guard", "400 of the National Guard"),
    ],
)
def test_exact_numbers(text: str, minimum: float, maximum: float, unit: str | None, words: str | None) -> None:
    ((low, high, counted, found),) = read(text)
    assert (low, high, counted) == (minimum, maximum, unit)
    assert words is None or found == words


@pytest.mark.parametrize(
    ("text", "minimum", "maximum", "words"),
    [
        ("more than 9,000 people had signed", 9000, None, "more than 9,000 people"),
        ("at least 71 people", 71, None, "at least 71 people"),
        ("no fewer than eight people", 8, None, "no fewer than eight people"),
        ("over 1,000 people", 1000, None, "over 1,000 people"),
        ("just over 1,000 people", 1000, None, "just over 1,000 people"),
        ("60 people or more", 60, None, "60 people or more"),
        ("four or more people", 4, None, "four or more people"),
        ("500+ people", 500, None, "500+ people"),
        ("up to 40 people", None, 40, "up to 40 people"),
        ("fewer than ten people", None, 10, "fewer than ten people"),
        ("as many as 32 people", None, 32, "as many as 32 people"),
        ("no more than 50 people", None, 50, "no more than 50 people"),
        ("18,250 to 63,000 people", 18250, 63000, "18,250 to 63,000 people"),
        ("between 36 and 40 people", 36, 40, "between 36 and 40 people"),
        ("100-200 people", 100, 200, "100-200 people"),
        ("9,600–11,000 people", 9600, 11000, "9,600–11,000 people"),
        ("two or three people", 2, 3, "two or three people"),
        ("2 to 3 million people", 2e6, 3e6, "2 to 3 million people"),
    ],
)
def test_bounds_and_ranges(text: str, minimum: float | None, maximum: float | None, words: str) -> None:
    assert read(text + " came") == [(minimum, maximum, "people", words)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("around 50", 50), ("nearly 300", 300), ("some 200", 200), ("an estimated 5,000", 5000),
        ("approximately 12", 12), ("close to 25", 25), ("40 or so", 40),
    ],
)  # fmt: skip
def test_approximate_numbers(text: str, value: float) -> None:
    found = quantity(text)
    assert (found.minimum, found.maximum, found.approximate) == (value, value, True)
    assert found.spans == (Span(0, len(text)),)


@pytest.mark.parametrize(
    ("text", "minimum", "unit"),
    [
        ("dozens were hurt", 12, None),
        ("dozens of homes", 12, "homes"),
        ("scores of homes", 40, "homes"),
        ("several homes", 3, "homes"),
        ("a few homes", 3, "homes"),
        ("a couple of homes", 2, "homes"),
        ("several hundred homes", 300, "homes"),
        ("a few thousand homes", 3000, "homes"),
        ("tens of thousands of homes", 10000, "homes"),
        ("hundreds of thousands of small homes", 100000, "small homes"),
        ("millions of homes", 1e6, "homes"),
        ("at least several hundred homes", 300, "homes"),
    ],
)
def test_vague_words_give_a_documented_minimum_and_stay_open(text: str, minimum: float, unit: str | None) -> None:
    found = quantity(text)
    assert (found.minimum, found.maximum, found.unit, found.approximate) == (minimum, None, unit, True)


@pytest.mark.parametrize("text", ["many people", "some people", "most of them", "few people", "up to several hundred",
                                  "the couple wed", "its scores improved", "numerous complaints"])  # fmt: skip
def test_what_tells_no_number_gives_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("a third of voters", 1 / 3, "of voters"),
        ("two-thirds of the members", 2 / 3, "of members"),
        ("half of the crew", 0.5, "of crew"),
        ("nine out of ten voters", 0.9, "of voters"),
        ("one in five drivers", 0.2, "of drivers"),
        ("35%", 35, "%"),
        ("35 per cent of drivers", 35, "%"),
        ("1.15 percent", 1.15, "%"),
        ("two percentage points", 2, "percentage points"),
        ("a mast of 75 m.", 75, "m"),
        ("twice as many", 2, "times"),
        ("three times as many", 3, "times"),
        ("half an hour", 0.5, "hour"),
        ("24 hours", 24, "hours"),
        ("three weeks", 3, "weeks"),
        ("three and a half years", 3.5, "years"),
        ("a 47 month term", 47, "month"),
        ("5 km/h", 5, "km/h"),
        ("8.8 kg", 8.8, "kg"),
        ("160 square miles", 160, "square miles"),
        ("75 miles per hour", 75, "miles per hour"),
        ("a ten-storey building", 10, "storey"),
        ("a 92-year-old woman", 92, "year"),
        ("aged 25", 25, "years"),
        ("45 years old", 45, "years"),
        ("Lund, 34, left", 34, "years"),
    ],
)
def test_shares_measures_and_ages(text: str, value: float, unit: str) -> None:
    ((low, high, counted, _),) = read(text)
    assert low == high == pytest.approx(value)
    assert counted == unit


@pytest.mark.parametrize(
    ("text", "minimum", "maximum", "unit"),
    [
        ("€2.3bn", 2.3e9, 2.3e9, "EUR"),
        ("US$10 million", 1e7, 1e7, "USD"),
        ("£5m", 5e6, 5e6, "GBP"),
        ("$4.50", 4.5, 4.5, "USD"),
        ("between $5 and $7 billion", 5e9, 7e9, "USD"),
        ("one million rubles", 1e6, 1e6, "RUB"),
        ("300 Swiss francs", 300, 300, "CHF"),
        ("a five-million-euro loan", 5e6, 5e6, "EUR"),
        ("40 million pounds", 4e7, 4e7, "GBP"),
        ("40 pounds", 40, 40, "pounds"),
        ("40 pesos", 40, 40, "pesos"),
        ("more than ₹500", 500, None, "INR"),
    ],
)
def test_money_is_told_in_currency_codes(text: str, minimum: float, maximum: float | None, unit: str) -> None:
    found = quantity(text)
    assert (found.minimum, found.maximum, found.unit) == (minimum, maximum, unit)


def test_a_bare_dollar_is_what_the_text_says_it_is() -> None:
    assert [q[2] for q in read("It cost A$3 million, then $5 million.")] == ["AUD", "AUD"]
    assert [q[2] for q in read("It cost A$3 million (US$2 million), then $5 million.")] == ["AUD", "USD", "$"]


@pytest.mark.parametrize(
    "text",
    [
        "on 5 May 2019", "on March 12", "May 3–5", "in 1999", "since 1976", "the 2019 elections", "2018–19",
        "the 1970s",
        "at 6am", "at 10:30", "7 p.m.", "1400 GMT", "five o’clock", "on 2019-04-07", "on 24/7",
        "a third party", "the 20th", "twenty-first place", "the 117th Congress",
        "the Boeing 737", "uses Boeing 747s", "Article 5", "articles 5 and 6", "the Group of Seven", "Route 66", "G20",
        "Channel 4", "an F-16", "COVID-19", "Phase two", "section 12(b)", "10 Downing Street", "the A300 and 747",
        "one of the men", "no one", "one must go", "the other one", "one another", "zero tolerance",
        "a five-star hotel",
        "won 3–1", "a 5-4 ruling", "call +1 555 123 4567", "see note [3]", "200,0000 residents", "an hour", "a man",
    ],
)  # fmt: skip
def test_dates_names_scores_and_pronouns_are_no_quantities(text: str) -> None:
    assert read(f"that it was {text}") == []


def test_a_rate_counts_what_is_counted_and_not_its_base() -> None:
    assert read("18.9 deaths per 100,000 people per year") == [(18.9, 18.9, "deaths", "18.9 deaths")]


def test_a_time_ago_is_a_time_and_no_duration() -> None:
    assert read("she left three years ago") == []
    assert read("she stayed three years") == [(3, 3, "years", "three years")]


def test_a_change_has_two_numbers_and_no_range() -> None:
    assert read("turnout rose from 10 to 20 percent") == [(10, 10, "%", "10"), (20, 20, "%", "20 percent")]


def test_percentages_on_both_ends_are_a_range() -> None:
    assert read("a death rate of 6% to 11%") == [(6, 11, "%", "6% to 11%")]
    assert read("it fell from 6% to 11%") == [(6, 6, "%", "6%"), (11, 11, "%", "11%")]


def test_a_share_that_is_a_threshold_counts_no_noun() -> None:
    assert [q[2] for q in read("by a two-thirds majority")] == [None]


def test_a_noun_phrase_ends_before_the_next_number() -> None:
    assert [q[2] for q in read("a 6.3 magnitude quake causing eleven deaths")] == [None, "deaths"]


def test_a_preposition_is_no_bound() -> None:
    assert read("anger over two deaths") == [(2, 2, "deaths", "two deaths")]
    assert read("knew about three cases") == [(3, 3, "cases", "three cases")]


def test_numbers_of_a_wikinews_report() -> None:
    # Wikinews, 4 January 2019, “Magnitogorsk apartment building collapses after explosion, dozens dead” (CC BY 2.5)
    assert read('"presumably between 36 and 40 people under the rubble"') == [
        (36, 40, "people", "between 36 and 40 people")
    ]
    assert read("this would take 24 hours") == [(24, 24, "hours", "24 hours")]


def test_offsets_count_from_the_start_of_the_text_and_only_contents_are_read() -> None:
    text = "Forty men left. She said 12 women, and later nine girls, stayed."
    spans = (Span(25, 33), Span(45, 55))
    found, _ = quantities_of(text, spans)
    assert [text[q.spans[0].start : q.spans[0].end] for q in found] == ["12 women", "nine girls"]


WORDS = st.sampled_from(
    "one two seven twenty hundred thousand million half third dozen dozens several of a the to and – - 12 3.5 1,000 "
    "more than over about people $ €5 % years old in 2019 May . , first".split()
)


@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_whatever_is_found_lies_in_the_content_and_has_a_value(text: str) -> None:
    found, reasons = quantities_of(text, (Span(0, len(text)),))
    assert len(found) == len(reasons)
    for one in found:
        ((start, end),) = one.spans
        assert 0 <= start < end <= len(text) and text[start:end] == text[start:end].strip()
        assert one.minimum is not None or one.maximum is not None
        assert one.minimum is None or one.maximum is None or one.minimum <= one.maximum


@given(st.integers(min_value=1, max_value=999_999))
def test_a_number_in_words_is_the_number_in_digits(number: int) -> None:
    small = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen"
    ).split()
    tens = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()

    def words(n: int) -> str:
        if n < 20:
            return small[n]
        if n < 100:
            return tens[n // 10] + (f"-{small[n % 10]}" if n % 10 else "")
        if n < 1000:
            return f"{small[n // 100]} hundred" + (f" and {words(n % 100)}" if n % 100 else "")
        rest = n % 1000
        return f"{words(n // 1000)} thousand" + (f" {'and ' if rest < 100 else ''}{words(rest)}" if rest else "")

    text = words(number)
    tokens = tokens_of(text, 0, len(text))
    numeral = read_numeral(tokens, 0)
    assert numeral is not None and numeral.value == number and numeral.last == len(tokens)
    assert quantity(f"{number:,} homes").minimum == number or 1000 <= number <= 2100


def test_the_table_of_vague_words_is_complete() -> None:
    assert {w: v for w, (v, _) in vague_words().items() if v <= 1000} == {
        "couple": 2, "few": 3, "handful": 3, "several": 3, "tens": 10, "dozens": 12, "scores": 40, "hundreds": 100,
        "thousands": 1000,
    }  # fmt: skip


@pytest.mark.parametrize(
    "piece",
    ["1 ", "1-", "one ", "hundreds of thousands of ", "a", "$", "half a ", "1/2 ", "Boeing 7 and ", "1 000 ", "+1 "],
)
def test_time_grows_with_the_length_of_the_text(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    began = time.process_time()
    quantities_of(text, (Span(0, len(text)),))
    assert time.process_time() - began < 5
