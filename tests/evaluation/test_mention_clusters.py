import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_mentions import REPORTS, TEXTS, in_line, mention

from accordingto.linking.matters.report import bag_of, likeness, matters
from evaluation.coreference.mentions.antecedents import antecedents
from evaluation.coreference.mentions.clusters import clusters
from evaluation.coreference.mentions.traits import traits_of

EVENTS = [
    mention("event", "dam one", 0, "collapsed"),
    mention("event", "dam one", 1, "collapse"),
    mention("event", "dam one", 1, "killed"),
    mention("event", "dam one", 2, "blamed"),
    mention("event", "dam two", 0, "collapsed"),
    mention("event", "dam two", 1, "collapse"),
    mention("event", "vote", 1, "collapsed"),
]
ENTITIES = [
    mention("entity", "dam one", 1, "Miriam Kolb"),
    mention("entity", "dam one", 1, "four villagers"),
    mention("entity", "dam one", 2, "She"),
    mention("entity", "dam one", 2, "the contractor"),
    mention("entity", "dam one", 2, "which"),
    mention("entity", "dam two", 1, "Mayor Kolb"),
    mention("entity", "dam two", 0, "four villagers"),
    mention("entity", "vote", 1, "Opposition senators"),
]
MATTERS = [("dam one", "dam two"), ("vote",)]


def together(found):
    return sorted(sorted((m.document, m.text) for m in cluster) for cluster in found)


def test_one_collapse_is_one_event_in_two_reports_and_another_is_not():
    assert together(clusters(EVENTS, TEXTS, MATTERS)) == [
        [("dam one", "blamed")],
        [("dam one", "collapse"), ("dam one", "collapsed"), ("dam two", "collapse"), ("dam two", "collapsed")],
        [("dam one", "killed")],
        [("vote", "collapsed")],
    ]


def test_one_mayor_is_one_entity_with_her_pronoun():
    assert together(clusters(ENTITIES, TEXTS, MATTERS)) == [
        [("dam one", "Miriam Kolb"), ("dam one", "She"), ("dam two", "Mayor Kolb")],
        [("dam one", "four villagers"), ("dam two", "four villagers")],
        [("dam one", "the contractor"), ("dam one", "which")],
        [("vote", "Opposition senators")],
    ]


def test_mentions_of_two_matters_never_meet():
    apart = [(document,) for document in TEXTS]
    assert all(len({m.document for m in cluster}) == 1 for cluster in clusters(EVENTS, TEXTS, apart))


@settings(max_examples=20, deadline=None)
@given(st.permutations(EVENTS + ENTITIES), st.permutations(list(TEXTS)), st.permutations(MATTERS))
def test_no_order_matters_and_every_mention_is_in_one_cluster(mentions, documents, matter):
    expected = clusters(EVENTS + ENTITIES, TEXTS, MATTERS)
    found = clusters(mentions, {d: TEXTS[d] for d in documents}, [tuple(reversed(group)) for group in matter])
    assert found == expected
    assert sorted(m.address for cluster in found for m in cluster) == sorted(m.address for m in EVENTS + ENTITIES)


def test_reports_of_one_matter_are_found_in_any_order():
    assert matters(TEXTS) == [("dam one", "dam two"), ("vote",)]
    assert matters(dict(reversed(TEXTS.items()))) == matters(TEXTS)
    assert matters({}) == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_likeness_of_reports_is_symmetric(one, other):
    here, there = bag_of(one), bag_of(other)
    assert likeness(here, there) == likeness(there, here)
    assert 0 <= likeness(here, there) <= 1
    assert not here or likeness(here, here) == pytest.approx(1)


def test_what_most_reports_say_and_numbers_make_no_reports_alike():
    assert likeness(bag_of("It was said in 2019 that 4 of the 5 had been there"), bag_of("2019: the 4 and the 5")) == 0


@pytest.mark.parametrize(
    ("lines", "pronoun", "stands_for"),
    [
        (["Anna Weber met Karl Brandt .", "He left ."], (1, "He"), "Karl Brandt"),
        (["Anna Weber met Karl Brandt .", "She left ."], (1, "She"), "Anna Weber"),
        (["The firm sued Karl Brandt .", "It lost ."], (1, "It"), "The firm"),
        (["The firm which lost sued Karl Brandt ."], (0, "which"), "The firm"),
        (["It rained ."], (0, "It"), None),
        (["Karl Brandt left .", "Rain .", "Rain .", "Rain .", "He sang ."], (4, "He"), None),
        (["The firm won .", "we sang ."], (1, "we"), None),
    ],
)
def test_pronouns_stand_for_what_was_named_before(lines, pronoun, stands_for):
    named = ("Anna Weber", "Karl Brandt", "The firm")
    full = [in_line("entity", line, n, "r", at) for at, line in enumerate(lines) for n in named if n in line]
    mine = in_line("entity", lines[pronoun[0]], pronoun[1], "r", pronoun[0])
    traits = [traits_of(m) for m in sorted([*full, mine], key=lambda m: m.address)]
    found = antecedents(traits)[mine]
    assert (found and found.text) == stands_for


def test_we_goes_on_until_long_after():
    lines = ["We won , we sang .", "Rain .", "Our day .", *["Rain ."] * 4, "We left ."]
    asked = [(0, "We"), (0, "we"), (2, "Our"), (7, "We")]
    mine = [in_line("entity", lines[at], word, "r", at) for at, word in asked]
    found = antecedents([traits_of(m) for m in mine])
    assert [found[m] for m in mine] == [None, mine[0], mine[1], None]


def test_the_reports_are_what_they_are_said_to_be():
    assert {m.document for m in EVENTS + ENTITIES} == set(REPORTS)
