"""What the words of a source mention tell: name, role, head, number; and whether two names can be one."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.sources.names import MentionParts, display, joint, normal, parse_mention, same_name
from accordingto.sources.titles import gender_of_given_name, gender_of_title


def parsed(words: str, tags: str = "") -> tuple[MentionParts, str | None, str | None]:
    """Parse with entities given as "PER:Jane Roe;LOC:Chile"; returns the parts, the name and the role as words."""
    entities = []
    for tag in filter(None, tags.split(";")):
        kind, name = tag.split(":")
        start = words.index(name)
        entities.append((start, start + len(name), kind))
    parts = parse_mention(words, entities)
    name, role = (words[slice(*span)] if span else None for span in (parts.name, parts.role))
    return parts, name, role


@pytest.mark.parametrize(
    ("words", "tags", "name", "role"),
    [
        ("Zembla’s Defence Minister Oskar Lind", "LOC:Zembla;PER:Oskar Lind", "Oskar Lind",
         "Zembla’s Defence Minister"),
        ("Zembla’s Defence Minister Oskar Lind", "", "Oskar Lind", "Zembla’s Defence Minister"),
        ("Defence Minister Lind", "PER:Minister Lind", "Lind", "Defence Minister"),
        ("spokesman Pavel Orlov", "", "Pavel Orlov", "spokesman"),
        ("Kremlin spokesman Pavel Orlov", "ORG:Kremlin;PER:Pavel Orlov", "Pavel Orlov", "Kremlin spokesman"),
        ("Republican vice-presidential nominee Gov. Max Reed (R-IN)", "PER:Max Reed", "Max Reed",
         "Republican vice-presidential nominee Gov."),
        ("Republican Sarah Holm", "", "Sarah Holm", None),
        ("Sir Henry Moss", "", "Henry Moss", None),
        ("Mrs. Holm", "PER:Holm", "Holm", None),
        ("Tuva Berg, the former president of Finland,", "PER:Tuva Berg", "Tuva Berg", "former president of Finland"),
        ("Tuva Berg, 45, a teacher from Oslo", "PER:Tuva Berg", "Tuva Berg", "teacher from Oslo"),
        ("Tuva Berg — a nurse in Bergen —", "PER:Tuva Berg", "Tuva Berg", "nurse in Bergen"),
        ("Prof Jane Roe of the University of Leeds", "PER:Jane Roe", "Jane Roe", "Prof"),
        ("Radio Norte’s correspondent Ana Abdel-Hamid, reporting from Lima", "", "Ana Abdel-Hamid",
         "Radio Norte’s correspondent"),
        ("Amnesty International’s Lucia Prado", "ORG:Amnesty International;PER:Lucia Prado", "Lucia Prado",
         "Amnesty International"),
        ("the president of Chile, Mateo Ibáñez", "LOC:Chile;PER:Mateo Ibáñez", "Mateo Ibáñez", "president of Chile"),
        ("the president of Chile, Mateo Ibáñez", "", "Mateo Ibáñez", "president of Chile"),
        ("President of Chile Mateo Ibáñez", "LOC:Chile;PER:Mateo Ibáñez", "Mateo Ibáñez", "President of Chile"),
        ("Secretary of State John Bell", "PER:John Bell", "John Bell", "Secretary of State"),
        ("former secretary of state John Bell", "PER:John Bell", "John Bell", "former secretary of state"),
        ("her spokesman, Steffen Holt,", "PER:Steffen Holt", "Steffen Holt", "spokesman"),
        ("the party chairwoman, Representative Jane Roe of Ohio,", "PER:Jane Roe;LOC:Ohio", "Jane Roe",
         "party chairwoman"),
        ("one of Ms. Roe's lawyers, Karl Benz,", "PER:Roe;PER:Karl Benz", "Karl Benz", "one of Ms. Roe's lawyers"),
        ("a man who gave his name as Oleg", "", "Oleg", "man"),
        ("a widow named Maria de la Cruz", "", "Maria de la Cruz", "widow"),
        ("Dean Baker", "", "Dean Baker", None),
        ("Defence Minister Gen Nakamura", "PER:Gen Nakamura", "Gen Nakamura", "Defence Minister"),
        ("Martin Luther King Jr.", "PER:Martin Luther King Jr.", "Martin Luther King Jr.", None),
        ("Crown Prince Mohammed bin Salman", "", "Mohammed bin Salman", "Crown Prince"),
        ("Ursula von der Berg", "", "Ursula von der Berg", None),
        ("Khalid al-Masri's", "PER:Khalid al-Masri", "Khalid al-Masri", None),
        ("Pope Francis", "PER:Francis", "Pope Francis", None),
        ("Queen Elizabeth II", "", "Queen Elizabeth II", None),
        ("the Wall Street Journal", "ORG:the Wall Street Journal", "Wall Street Journal", None),
        ("the Russian Ministry of Defence", "", "Russian Ministry of Defence", None),
        ("Russia’s Ministry of Defence", "LOC:Russia;ORG:Ministry of Defence", "Ministry of Defence", None),
        ("the Ministry of Labour and Social Affairs", "", "Ministry of Labour and Social Affairs", None),
        ("the Justice Department", "", "Justice Department", None),
        ("the Republican Party", "", "Republican Party", None),
        ("Prime Minister's Office", "", "Prime Minister's Office", None),
        ("People's Daily", "", "People's Daily", None),
        ("Moody's", "", "Moody's", None),
        ("Doctors Without Borders", "ORG:Doctors Without Borders", "Doctors Without Borders", None),
        ("human rights group Liberty Now", "ORG:Liberty Now", "Liberty Now", "human rights group"),
        ("the state news agency, TASS,", "ORG:TASS", "TASS", "state news agency"),
        ("Moscow", "LOC:Moscow", "Moscow", None),
        ("the US", "", "US", None),
        ("(Tuva Berg)", "PER:Tuva Berg", "Tuva Berg", None),
    ],
)  # fmt: skip
def test_names_the_source_itself(words: str, tags: str, name: str, role: str | None) -> None:
    _, found, described = parsed(words, tags)
    assert (found, described) == (name, role)


@pytest.mark.parametrize(
    ("words", "tags", "head", "plural"),
    [
        ("Hospital officials in Omsk", "LOC:Omsk", "officials", True),
        ("officials of the United States", "LOC:the United States", "officials", True),
        ("Roe's lawyers", "PER:Roe", "lawyers", True),
        ("three people familiar with Roe's thinking", "PER:Roe", "people", True),
        ("Roe's campaign manager", "PER:Roe", "manager", False),
        ("a spokesman for Boris Lund", "PER:Boris Lund", "spokesman", False),
        ("Spokesman for Boris Lund", "PER:Boris Lund", "Spokesman", False),
        ("Roe supporters", "PER:Roe", "supporters", True),
        ("Roe Supporters", "PER:Roe", "Supporters", True),
        ("Roe and Lund supporters", "PER:Roe;PER:Lund", "supporters", True),
        ("the Roe campaign", "PER:Roe", "campaign", False),
        ("a former aide to President Jane Roe", "PER:Jane Roe", "aide", False),
        ("the wife of Chile's Mateo Ibáñez", "LOC:Chile;PER:Mateo Ibáñez", "wife", False),
        ("a friend of Secretary of State John Bell", "PER:John Bell", "friend", False),
        ("a resident of Springfield, Illinois", "LOC:Springfield;LOC:Illinois", "resident", False),
        ("supporters of her rival, Sen. Max Reed", "PER:Max Reed", "supporters", True),
        ("a lawsuit filed in Leeds by Jane Roe, a former mayor", "PER:Jane Roe", "lawsuit", False),
        ("a CNN poll", "ORG:CNN", "poll", False),
        ("Republicans", "MISC:Republicans", "Republicans", True),
        ("some Democrats", "MISC:Democrats", "Democrats", True),
        ("the Chinese", "MISC:Chinese", "Chinese", False),
        ("12 percent of Swiss Germans", "MISC:Swiss Germans", "Germans", True),
        ("officials Monday", "", "officials", True),
        ("the Prime Minister", "", "Minister", False),
        ("Federal Judge", "", "Judge", False),
        ("Minorities of voters in both cantons", "", "Minorities", True),
        ("the police", "", "police", True),
        ("members of Congress", "ORG:Congress", "Congress", True),
    ],
)  # fmt: skip
def test_a_source_that_is_not_the_name_inside_has_no_name(
    words: str, tags: str, head: str | None, plural: bool
) -> None:
    parts, name, _ = parsed(words, tags)
    assert name is None
    assert parts.head == head
    assert parts.plural is plural


@pytest.mark.parametrize(
    "words", ["he", "She", "they", "who", "his", "It", "we,", "he himself", "She, who", "he or she"]
)
def test_pronouns(words: str) -> None:
    assert parse_mention(words).pronoun
    assert parse_mention(words).name is None


@pytest.mark.parametrize("words", ["his campaign", "those who voted", "US", "the one", "this newspaper"])
def test_more_than_a_pronoun_is_none(words: str) -> None:
    assert not parse_mention(words).pronoun


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("a senior US official who spoke on condition of anonymity", "who spoke on condition of anonymity"),
        ("two aides, who asked not to be named because talks go on", "who asked not to be named because talks go on"),
        ("an officer, speaking anonymously,", "speaking anonymously"),
        ("a clerk not authorised to speak to the press", "not authorised to speak to the press"),
        ("unnamed diplomats", "unnamed"),
        ("a clerk who spoke to reporters", None),
    ],
)
def test_why_a_source_is_not_named(words: str, reason: str | None) -> None:
    span = parse_mention(words).anonymous
    assert (words[slice(*span)] if span else None) == reason


@pytest.mark.parametrize(
    ("words", "entities", "parts"),
    [
        ("Kyiv and the West", [(0, 4, "LOC")], ["Kyiv", "the West"]),
        ("the ministry and Vyasna", [], ["the ministry", "Vyasna"]),
        ("doctors and medical experts", [], ["doctors", "medical experts"]),
        ("Roe and her aides", [(0, 3, "PER")], ["Roe", "her aides"]),
        ("Roe, Lund and Bell", [(0, 3, "PER"), (5, 9, "PER"), (14, 18, "PER")], ["Roe", "Lund", "Bell"]),
        ("the Ministry of Labour and Social Affairs", [], None),
        ("Jane Roe, the founder and head of Acme", [(0, 8, "PER")], None),
        ("an adviser to Jane Roe and Max Reed", [(14, 22, "PER"), (27, 35, "PER")], None),
        ("Roe and Lund supporters", [(0, 3, "PER"), (8, 12, "PER")], None),
        ("Johnson & Johnson", [], None),
    ],
)
def test_lists_of_sources(words: str, entities: list[tuple[int, int, str]], parts: list[str] | None) -> None:
    assert [words[start:end] for start, end in joint(words, entities)] == (parts or [words])


def test_a_list_has_no_single_name() -> None:
    parts = parse_mention("Kyiv and the West", [(0, 4, "LOC")])
    assert parts.name is None
    assert parts.plural


@pytest.mark.parametrize(
    ("short", "full", "kind"),
    [
        ("Orlov", "Pavel Orlov", "PER"),
        ("Mr Orlov", "Pavel Orlov", "PER"),
        ("Zelensky", "Volodymyr Zelenskyy", "PER"),
        ("Sergey Lavrov", "Sergei Lavrov", "PER"),
        ("Mohamed Salah", "Mohammed Salah", "PER"),
        ("Joe Biden", "Joseph R. Biden Jr.", "PER"),
        ("von der Berg", "Ursula von der Berg", "PER"),
        ("Erdogan", "Recep Tayyip Erdoğan", "PER"),
        ("Xi", "Xi Jinping", "PER"),
        ("Mrs. Roe", "Jane Roe", "PER"),
        ("the Journal", "Wall Street Journal", "ORG"),
        ("MoD", "Ministry of Defence", "ORG"),
        ("UN", "United Nations", "ORG"),
        ("U.N.", "United Nations", "ORG"),
        ("OSCE", "Organisation for Security and Co-operation in Europe", "ORG"),
        ("the Ministry", "Ministry of Defence", "ORG"),
        ("Defence Ministry", "Ministry of Defence", "ORG"),
        ("Defense Ministry", "Russian Ministry of Defence", "ORG"),
        ("Amnesty", "Amnesty International", "ORG"),
        ("the US", "United States", "LOC"),
        ("UK", "United Kingdom", "place-as-government"),
        ("Kyiv", "Kyiv", "LOC"),
    ],
)
def test_short_forms(short: str, full: str, kind: str) -> None:
    assert same_name(short, full, kind)


@pytest.mark.parametrize(
    ("short", "full", "kind"),
    [
        ("Jane Clinton", "Bill Clinton", "PER"),
        ("Mrs. Clinton", "Bill Clinton", "PER"),
        ("Mr Roe", "Jane Roe", "PER"),
        ("Max Reed", "Reed", "PER"),
        ("Morton", "Jane Martin", "PER"),
        ("Defence", "Ministry of Defence", "ORG"),
        ("Ukraine", "Bank of Ukraine", "ORG"),
        ("National", "National Rifle Association", "ORG"),
        ("New York", "New York Times", "ORG"),
        ("Times", "Amnesty International", "ORG"),
        ("Ukrainian Ministry of Defence", "Russian Ministry of Defence", "ORG"),
        ("Ministry of Finance", "Ministry of Defence", "ORG"),
        ("Niger", "Nigeria", "LOC"),
        ("Moscow", "Russia", "LOC"),
        ("", "Russia", "LOC"),
    ],
)
def test_not_a_short_form(short: str, full: str, kind: str) -> None:
    assert not same_name(short, full, kind)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("the Wall  Street\nJournal", "Wall Street Journal"),
        ("Orlov’s", "Orlov"),
        ("“Oleg”", "Oleg"),
        ("(Reuters)", "Reuters"),
        ("McDonald's", "McDonald's"),
        ("The Hague", "Hague"),
        ("Sanders'", "Sanders"),
    ],
)
def test_display(name: str, shown: str) -> None:
    assert display(name) == shown


def test_normal_forgets_case_accents_and_marks() -> None:
    assert normal("The  Élysée Palace’s") == normal("elysee palace")
    assert normal("U.N.") == "un"
    assert normal("Kim Jong-un") == normal("Kim Jong un")


@pytest.mark.parametrize(
    ("words", "sex"), [("Mrs Roe", "she"), ("spokeswoman Ana Ruiz", "she"), ("King Olav", "he"), ("the minister", None)]
)
def test_gender_of_titles(words: str, sex: str | None) -> None:
    assert gender_of_title(words) == sex


@pytest.mark.parametrize(
    ("name", "sex"), [("Fatima Noor", "she"), ("Vladimir Lund", "he"), ("Zqx Lund", None), ("Vladimir", None)]
)
def test_gender_of_given_names(name: str, sex: str | None) -> None:
    assert gender_of_given_name(name) == sex


_WORDS = st.sampled_from(
    [
        *"the a The of and for or , — ( ) ’s ' “ ” President minister".split(),
        *"Minister Roe Jane al-Masri de von officials".split(),
        *"people who said Ministry Defence Trump's campaign US U.S. 47 percent Chile".split(),
        *"Republicans he some one Jr.".split(),
        *"Mr. - & in speaking 李明 ؟".split(),
        "\n",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=12).map(" ".join)), st.data())
def test_spans_lie_inside_and_names_have_no_article(words: str, data: st.DataObject) -> None:
    spot = st.integers(-1, len(words) + 1)
    entities = data.draw(st.lists(st.tuples(spot, spot, st.sampled_from(["PER", "ORG", "LOC", "MISC"])), max_size=3))
    parts = parse_mention(words, entities)
    for span in (parts.name, parts.role, parts.anonymous):
        if span is not None:
            assert 0 <= span[0] < span[1] <= len(words)
            assert words[slice(*span)].strip() == words[slice(*span)]
    if parts.name is not None:
        assert words[slice(*parts.name)].split()[0] not in ("the", "The", "a", "an")
        assert not parts.pronoun
    covered = joint(words, entities)
    assert all(0 <= start <= end <= len(words) for start, end in covered)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(covered))


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["PER", "ORG", "LOC", "MISC", "outlet"]))
def test_comparing_never_fails_and_a_name_is_its_own_short_form(one: str, two: str, kind: str) -> None:
    same_name(one, two, kind)
    assert display(display(one)) == display(one)
    if normal(one):
        assert same_name(one, one, kind)


def test_words_that_end_in_and_are_read() -> None:
    assert parse_mention("M and").head is not None
    assert parse_mention("the minister and").name is None
