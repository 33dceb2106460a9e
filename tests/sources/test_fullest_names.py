"""The fullest name of a source: where a name begins and ends, and who short forms and descriptions mean."""

from __future__ import annotations

import pytest
from marked_text import parse, resolved

from accordingto.records import Entity
from accordingto.sources.chain import relayed
from accordingto.sources.comparison import nearly_same_person
from accordingto.sources.mentions import mend
from accordingto.sources.names import joint, parse_mention
from accordingto.sources.own_words import own_words
from accordingto.sources.resolve import resolve_sources

PERSONS = {"Ana Rossi": "PER", "Rossi": "PER", "Paul Berg": "PER", "Berg": "PER"}


def name_in(words: str, tagged: dict[str, str]) -> str | None:
    entities = [(words.index(n), words.index(n) + len(n), kind) for n, kind in tagged.items()]
    parts = parse_mention(words, entities)
    return words[slice(*parts.name)] if parts.name else None


@pytest.mark.parametrize(
    "description",
    ["Newly elected Assemblywoman", "Lead", "Co-author and geochemist", "Secretary of Justice", "Minister for Health"],
)
def test_words_before_a_tagged_person_only_describe(description: str) -> None:
    assert name_in(f"{description} Ana Rossi", {"Ana Rossi": "PER"}) == "Ana Rossi"


@pytest.mark.parametrize("words", ["Friend of Secretary of State Ana Rossi", "Spokesman for Ana Rossi"])
def test_whom_a_description_is_about_is_not_its_bearer(words: str) -> None:
    assert name_in(words, {"Ana Rossi": "PER"}) is None


@pytest.mark.parametrize("before", ["the ruling", "the conservative", "the official", "trade magazine The"])
def test_words_before_a_tagged_body_only_describe(before: str) -> None:
    assert name_in(f"{before} Harbour Party", {"Harbour Party": "ORG"}) == "Harbour Party"


def test_initials_of_a_country_belong_to_a_survey() -> None:
    words = "the U.S. Coastal Survey"
    assert name_in(words, {"U.S.": "LOC", "Coastal Survey": "ORG"}) == "U.S. Coastal Survey"


def test_a_superlative_is_one_person() -> None:
    words = "the most senior leader of the fishers, Ana Rossi"
    assert name_in(words, {"Ana Rossi": "PER"}) == "Ana Rossi"


def test_an_unknown_noun_is_named_by_its_apposition() -> None:
    assert name_in("the country's late ruler, Ana Rossi,", {"Ana Rossi": "PER"}) == "Ana Rossi"


def test_persons_named_behind_a_plural_are_sources_each() -> None:
    words = "The study's authors, Rossi of Lima and Paul Berg of Harwick,"
    entities = [(words.index(n), words.index(n) + len(n), "PER") for n in ("Rossi", "Paul Berg")]
    assert [words[s:e] for s, e in joint(words, entities)] == ["Rossi", "Paul Berg"]


def test_two_whole_names_are_two_sources() -> None:
    words = "The Centre for Reefs and Centre for Tides"
    entities = [(words.index(n), words.index(n) + len(n), "ORG") for n in ("Centre for Reefs", "Centre for Tides")]
    assert [words[s:e] for s, e in joint(words, entities)] == ["The Centre for Reefs", "Centre for Tides"]


def test_letters_behind_a_name_are_no_part_of_it() -> None:
    marked = "{s0|Judge Ana Rossi QC} {c0|said} {x0|it was late}."
    assert resolved(marked, {"Ana Rossi QC": "ORG"}) == ["Ana Rossi"]


def test_and_others_make_no_other_person() -> None:
    marked = "Ana Rossi wrote it. Rossi et al found more. {s0|Rossi} {c0|said} {x0|it was late}."
    assert resolved(marked, {"Ana Rossi": "PER", "Rossi et al": "PER", "Rossi": "PER"}) == ["Ana Rossi"]


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("Vasquez", "Wanda Vasquez Garced", True),
        ("Pedro Pierluisi", "Pedro R. Pierluisi Urrutia", True),
        ("Rosssi", "Ana Rossi", True),
        ("Rosis", "Ana Rossi", True),
        ("Berg", "Ana Borg", False),
        ("Lund", "Ana Lunde", False),
        ("Paul Rosssi", "Ana Rossi", False),
    ],
)
def test_second_surnames_and_single_slips(short: str, full: str, same: bool) -> None:
    assert nearly_same_person(short, full) is same


def test_a_maker_is_not_its_model() -> None:
    marked = "A Hartwin 707 crashed after a Hartwin 737. {s0|Hartwin} {c0|said} {x0|it was late}."
    assert resolved(marked, {"Hartwin 707": "ORG", "Hartwin 737": "ORG", "Hartwin": "ORG"}) == ["Hartwin"]


def test_a_person_goes_before_a_body_named_after_them() -> None:
    marked = "Ana Rossi founded Rossi University. {s0|Rossi} {c0|said} {x0|it was late}."
    names = {"Ana Rossi": "PER", "Rossi University": "ORG", "Rossi": "ORG"}
    assert resolved(marked, names) == ["Ana Rossi"]


@pytest.mark.parametrize(
    ("text", "tagged", "name"),
    [
        ("The Alliance to Save Our Reefs (ASOR) met.", "Alliance", "Alliance to Save Our Reefs"),
        ("The Coastal Service (CS) met.", "Coastal Service", "Coastal Service"),
        ("Ana Rossi of Lima (ABC) met.", "Ana Rossi", "Ana Rossi"),
    ],
)
def test_initials_in_brackets_tell_the_whole_name(text: str, tagged: str, name: str) -> None:
    start = text.index(tagged)
    found = mend(text, [Entity(start, start + len(tagged), "PER" if "Ana" in tagged else "ORG")]).entities
    assert text[found[0].start : found[0].end] == name


def test_a_blended_abbreviation_is_its_full_name() -> None:
    marked = "The Norland Institute of Volcanology (Novolc) met. {s0|Novolc} {c0|said} {x0|it was late}."
    names = {"Norland Institute of Volcanology": "ORG", "Novolc": "ORG"}
    assert resolved(marked, names) == ["Norland Institute of Volcanology"]


def test_a_campus_belongs_to_its_university() -> None:
    marked = "{s0|The University of California, Harwick,} {c0|said} {x0|it was late}."
    names = {"University of California": "ORG", "Harwick": "LOC"}
    assert resolved(marked, names) == ["University of California, Harwick"]


@pytest.mark.parametrize(
    ("marked", "who"),
    [
        ("There were requests from Rossi's lawyers, {s0|who} {c0|argued} {x0|it was late}.", "Rossi's lawyers"),
        ("Ana Rossi, a teacher, {s0|who} {c0|said} {x0|it was late}.", "Ana Rossi"),
        ("They saw Ana Rossi, {s0|who} {c0|said} {x0|it was late}.", "Ana Rossi"),
    ],
)
def test_a_relative_takes_up_what_it_follows(marked: str, who: str) -> None:
    assert resolved(marked, {"Ana Rossi": "PER", "Rossi": "PER"}) == [who]


def test_a_participle_that_opens_a_sentence_is_whose_the_next_cue_is() -> None:
    marked = (
        "{s0|Paul Berg} {c0|said} {x0|“it was late.”} {c1|Calling} {x1|it a shame}, "
        "{s2|Ana Rossi} {c2|said} {x2|it was early}."
    )
    assert resolved(marked, PERSONS) == ["Paul Berg", "Ana Rossi", "Ana Rossi"]


def test_he_is_the_subject_of_the_sentence_before() -> None:
    marked = "Paul Berg wept. {s0|Emil Lund} {c0|called} {x0|it a shame}. {s1|He} {c1|said} {x1|it was late}."
    assert resolved(marked, {"Paul Berg": "PER", "Emil Lund": "PER"}) == ["Emil Lund", "Emil Lund"]


def test_she_is_one_of_the_victims_not_a_film() -> None:
    marked = (
        "Ana Rossi left.\n\n{s0|One of the victims} {c0|said} {x0|it was late}. {s1|She} {c1|said} {x1|it was early}."
    )
    assert resolved(marked, PERSONS) == ["One of the victims", "One of the victims"]


def test_a_company_near_by_is_the_company() -> None:
    marked = "Tidewater Foods opened a shop. {s0|The company} {c0|said} {x0|it was late}."
    assert resolved(marked, {"Tidewater Foods": "ORG"}) == ["Tidewater Foods"]


def test_no_court_is_the_company_and_two_companies_are_not_guessed_between() -> None:
    marked = "The Harbour Court sat. {s0|The company} {c0|said} {x0|it was late}."
    assert resolved(marked, {"Harbour Court": "ORG"}) == ["company"]
    marked = "Tidewater Foods sued Kestrel Foods. {s0|The company} {c0|said} {x0|it was late}."
    assert resolved(marked, {"Tidewater Foods": "ORG", "Kestrel Foods": "ORG"}) == ["company"]


def test_the_researchers_are_the_team_described_before() -> None:
    marked = (
        "{s0|A team of scientists from Harwick} {c0|reported} {x0|warming}. {s1|The team} {c1|said} {x1|it was late}. "
        "{s2|The researchers} {c2|said} {x2|it was early}."
    )
    assert resolved(marked, {}) == ["team of scientists from Harwick"] * 3


def test_kin_and_ministers_by_another_word_are_who_holds_the_place() -> None:
    marked = "{s0|His father} {c0|said} {x0|it was late}. {s1|His father, Paul Berg,} {c1|said} {x1|it was early}."
    assert resolved(marked, PERSONS) == ["Paul Berg", "Paul Berg"]
    marked = "Foreign Secretary Ana Rossi left. {s0|The foreign minister} {c0|said} {x0|it was late}."
    assert resolved(marked, PERSONS) == ["Ana Rossi"]


def test_the_city_is_nobody_whose_title_has_a_city_in_it() -> None:
    marked = "City Clerk Ana Rossi left. {s0|The city} {c0|said} {x0|it was late}."
    assert resolved(marked, PERSONS) == ["city"]


def test_one_of_two_of_a_surname_by_the_form_of_address() -> None:
    names = {"Ana Berg": "PER", "Paul Berg": "PER", "Berg": "PER"}
    marked = "Ana Berg married Paul Berg. {s0|Mrs Berg} {c0|said} {x0|it was late}."
    assert resolved(marked, names) == ["Ana Berg"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("members who spoke with reporters afterwards", "members"),
        ("residents leaving the harbour", "residents"),
        ("a poll released last week", "poll"),
        ("the Harwick-based Hartwin movement", "Hartwin movement"),
        ("people familiar with the matter", "people familiar with the matter"),
        ("videos posted on social media", "videos posted on social media"),
        (
            "a spokesman for the Bureau of Reefs, Tides and Harbours",
            "spokesman for the Bureau of Reefs, Tides and Harbours",
        ),
    ],
)
def test_own_words_end_where_a_clause_begins(words: str, name: str) -> None:
    assert own_words(words, parse_mention(words)) == name


OUTLETS = {"Ana Rossi": "PER", "Reuters": "ORG", "BBC": "ORG", "Wikinews": "PER"}


@pytest.mark.parametrize(
    ("marked", "via"),
    [
        ("{s0|Ana Rossi}, in remarks to the BBC, {c0|said} {x0|it was late}.", ["BBC"]),
        ("{s0|Ana Rossi} {c0|told} Wikinews {x0|it was late}.", ["Wikinews"]),
        ("Speaking on BBC in Lima, {s0|Ana Rossi} {c0|said} {x0|it was late}.", ["BBC"]),
        ("{s0|Reuters}, citing two diplomats, {c0|reported} {x0|it was late}.", ["Reuters"]),
    ],
)
def test_outlets_that_relay(marked: str, via: list[str]) -> None:
    text, attributions, entities = parse(marked, OUTLETS)
    found = resolve_sources(text, relayed(text, attributions, entities), entities, {})
    names = {s.id: s.name for s in found.sources}
    assert [names[v] for v in found.who[0].via] == via
    assert names[found.who[0].source or ""] in ("Ana Rossi", "two diplomats")
