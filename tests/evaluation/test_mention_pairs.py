import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_mentions import REPORTS, in_line, mention

from evaluation.coreference.mentions.pairs import FEATURES, compared, told
from evaluation.coreference.mentions.score import score, weights_of
from evaluation.coreference.mentions.traits import shared_bits, traits_of


def features(one, other, alike=0.3):
    kind = one.kind
    return dict(zip(FEATURES[kind], compared(traits_of(one), traits_of(other), alike), strict=True))


def test_one_event_in_two_reports_scores_above_one_word_for_two_events():
    first, same = mention("event", "dam one", 0, "collapsed"), mention("event", "dam two", 1, "collapse")
    other = mention("event", "vote", 1, "collapsed")
    right = score(traits_of(first), traits_of(same), 0.3)
    wrong = score(traits_of(first), traits_of(other), 0.02)
    assert right.score > 10 * wrong.score
    assert "both sentences tell tuesday" in right.why
    assert "names in both sentences: tuesday" not in right.why
    assert "tuesday" not in wrong.why


@pytest.mark.parametrize(
    ("one", "other", "named"),
    [
        ("He resigned .", "She resigned .", {"same head", "rare head"}),
        ("They announced it .", "An announcement followed .", {"derived head", "rare head"}),
    ],
)
def test_heads_are_compared_by_word_and_derivation(one, other, named):
    pair = [in_line("event", line, line.split()[1], document=line) for line in (one, other)]
    found = {name for name, value in features(*pair, alike=0).items() if value}
    assert named <= found
    assert found & {"same head", "derived head"} == named & {"same head", "derived head"}


def test_numbers_apart_speak_against_and_shared_ones_do_not():
    one = in_line("event", "A quake of 6.1 struck .", "struck", "a")
    assert features(one, in_line("event", "A quake of 7.7 struck .", "struck", "b"))["other numbers"]
    assert not features(one, in_line("event", "The 6.1 quake struck .", "struck", "b"))["other numbers"]
    assert not features(one, in_line("event", "The quake struck .", "struck", "b"))["other numbers"]


def test_names_of_entities_are_compared_whole_by_head_and_by_initials():
    full, short = (in_line("entity", f"{name} spoke .", name, name) for name in ("Miriam Kolb", "Kolb"))
    assert {k for k, v in features(full, short).items() if v} >= {"same head", "names", "name as head"}
    assert not features(full, short)["same name"]
    body, letters = (in_line("entity", f"the {n} met .", n, n) for n in ("Velmark Dam Authority", "VDA"))
    assert features(body, letters)["initials"] == features(letters, body)["initials"] == 1
    assert features(full, body)["other names"] == 1


def test_words_of_one_sentence_are_no_evidence_that_it_tells_one_event_twice():
    line = "The dam at Ostrany collapsed and the bridge at Ostrany collapsed ."
    pair = in_line("event", line, "collapsed"), in_line("event", line, "collapsed", nth=1)
    found = features(*pair, alike=1)
    assert found["same sentence"] == 1
    assert found["words of the sentence"] == found["names of the sentence"] == 0


def test_us_in_capitals_is_a_country():
    assert not traits_of(in_line("entity", "The US said so .", "US")).is_pronoun
    assert traits_of(in_line("entity", "They told us so .", "us")).is_pronoun


def test_every_feature_has_a_weight_and_words():
    for kind, named in FEATURES.items():
        weights = weights_of(kind)
        assert len(weights.by_feature) == len(named)
        assert 0 < weights.least < 1
        one = in_line(kind, "The 3 dams of Ostrany broke on Monday .", "dams")
        values = compared(traits_of(one), traits_of(one), 1.0)
        assert set(told(traits_of(one), traits_of(one), 1.0)) == {n for n, v in zip(named, values, strict=True) if v}


def places(line):
    return st.integers(0, len(line.split()) - 1)


MENTIONS = st.sampled_from([(d, s) for d, lines in REPORTS.items() for s in range(len(lines))]).flatmap(
    lambda at: st.tuples(st.just(at), places(REPORTS[at[0]][at[1]]))
)


@given(MENTIONS, MENTIONS, st.sampled_from(["event", "entity"]), st.floats(0, 1))
def test_a_score_is_symmetric_between_0_and_1_and_told(first, second, kind, alike):
    one, other = (
        traits_of(in_line(kind, REPORTS[d][s], REPORTS[d][s].split()[at], d, s)) for (d, s), at in (first, second)
    )
    here, there = score(one, other, alike), score(other, one, alike)
    assert here == there
    assert 0 <= here.score <= 1
    assert here.why.startswith("for it: ")
    assert all(0 <= value <= 1 for value in compared(one, other, alike))


def test_shared_bits_weigh_words_by_rarity():
    assert shared_bits({"a": 2.0, "b": 2.0}, {"a": 2.0, "c": 2.0}) == 0.5
    assert shared_bits({"a": 9.0, "b": 1.0}, {"a": 9.0, "c": 1.0}) == 0.9
    assert shared_bits({}, {}) == 0
