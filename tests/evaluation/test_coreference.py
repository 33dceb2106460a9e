"""The metrics against the worked examples of the papers that define them; readers, baselines, fitting, runner."""

import json
import lzma
from collections import Counter
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import evaluation.coreference.__main__ as runner
from evaluation.coreference.assignment import best_total
from evaluation.coreference.baselines import same_lemma, singletons
from evaluation.coreference.corpora import ECBPLUS, Corpus, read_ecbplus, read_meantime
from evaluation.coreference.fitting import fit
from evaluation.coreference.mentions.clusters import compare, grouped
from evaluation.coreference.mentions.mention import Mention
from evaluation.coreference.mentions.pairs import FEATURES
from evaluation.coreference.mentions.score import rows_of, weights_from
from evaluation.coreference.metrics import chains, score
from evaluation.shared import AbsentError, shared

# Bagga & Baldwin 1998 and Luo 2005 share this key and the first two responses.
KEY = ["12345", "67", "89ABC"]
JOINED_SMALL = ["12345", "6789ABC"]
JOINED_LARGE = ["1234589ABC", "67"]


@pytest.mark.parametrize(
    ("key", "response", "recall", "precision"),
    [
        (["ABCD"], ["AB", "CD"], 2 / 3, 1),
        (["AB", "CD"], ["ABCD"], 1, 2 / 3),
        (["ABCD"], ["ABCD"], 1, 1),
        (["ABCD"], ["AB"], 1 / 3, 1),  # C and D are in no chain: each is a part by itself
        (["ABC"], ["AC"], 1 / 2, 1),
        (["BCDEGHJ"], ["ABC", "DEFGHI"], 4 / 6, 4 / 7),  # A, F, I on one side only, J on the other
    ],
)
def test_muc_counts_links_as_vilain_and_others_1995_do(key, response, recall, precision):
    found = score(key, response).muc
    assert (found.recall, found.precision) == pytest.approx((recall, precision))


@pytest.mark.parametrize(("response", "muc", "b3"), [(JOINED_SMALL, 0.9, 0.76), (JOINED_LARGE, 0.9, 0.58)])
def test_b_cubed_tells_a_small_wrong_join_from_a_large_one_as_bagga_and_baldwin_1998_do(response, muc, b3):
    found = score(KEY, response)
    assert (found.muc.recall, found.b3.recall) == (1, 1)
    assert found.muc.precision == pytest.approx(muc)
    assert found.b3.precision == pytest.approx(b3, abs=0.005)


@pytest.mark.parametrize(
    ("response", "ceaf"),
    [(JOINED_SMALL, 0.733), (JOINED_LARGE, 0.667), (["123456789ABC"], 0.294), (list("123456789ABC"), 0.178)],
)
def test_ceaf_pairs_chains_as_luo_2005_does(response, ceaf):
    assert score(KEY, response).ceafe.f1 == pytest.approx(ceaf, abs=0.0005)


def test_all_metrics_on_the_example_of_pradhan_and_others_2014():
    found = score(["abc", "defg"], ["ab", "cd", "fghi"])
    assert (found.muc.recall, found.muc.precision, found.muc.f1) == pytest.approx((0.40, 0.40, 0.40))
    assert (found.b3.recall, found.b3.precision) == pytest.approx((0.42, 0.50), abs=0.005)
    assert found.b3.f1 == pytest.approx(0.46, abs=0.006)  # the paper's mean is of rounded figures
    assert (found.ceafe.recall, found.ceafe.precision, found.ceafe.f1) == pytest.approx((0.65, 0.43, 0.52), abs=0.005)
    assert found.conll == pytest.approx((0.40 + 0.4545 + 0.52) / 3, abs=0.0001)


def test_scores_of_parts_that_share_no_chain_add_up():
    one, other = (["abc", "d"], ["ab", "cd"]), (["xyz"], ["xy", "z"])
    assert score(*one) + score(*other) == score(one[0] + other[0], one[1] + other[1])


def test_singletons_have_no_links_but_count_elsewhere():
    found = score(list("abc"), list("abc"))
    assert (found.muc.f1, found.b3.f1, found.ceafe.f1) == (0, 1, 1)


def test_a_mention_in_two_chains_is_refused():
    with pytest.raises(ValueError, match="'b' stands in more than one chain"):
        score(["ab", "bc"], ["abc"])


PARTITION = st.lists(st.integers(0, 5), min_size=2, max_size=12)


@given(PARTITION.flatmap(lambda one: st.tuples(st.just(one), st.permutations(one))), st.randoms())
def test_what_chains_and_mentions_are_called_and_their_order_do_not_matter(two, chance):
    one, other = two
    key, response = chains(dict(enumerate(one))), chains(dict(enumerate(other)))
    found = score(key, response)
    chance.shuffle(key)
    chance.shuffle(response)
    again = score(key, response)
    back = score(response, key)
    for metric in ("muc", "b3", "ceafe"):
        here, there, turned = getattr(found, metric), getattr(again, metric), getattr(back, metric)
        assert (here.recall, here.precision) == pytest.approx((there.recall, there.precision))
        assert (here.recall, here.precision) == pytest.approx((turned.precision, turned.recall))
        assert 0 <= here.f1 <= 1.0000001


@given(st.integers(1, 5), st.integers(1, 5), st.integers(0, 10**6))
def test_the_best_assignment_is_the_best_of_all(rows, columns, seed):
    weights = np.random.default_rng(seed).integers(0, 5, (rows, columns)) / 4
    table = weights if rows <= columns else weights.T
    best = max(
        sum(float(table[row, column]) for row, column in enumerate(chosen))
        for chosen in permutations(range(table.shape[1]), table.shape[0])
    )
    found = {(r, c): float(weights[r, c]) for r in range(rows) for c in range(columns) if weights[r, c]}
    assert best_total(found) == pytest.approx(best)


LINES = ["The dam broke .", "It broke at night ."]


def conll(document, sentence, words, tail):
    return "".join(f"{document}\t{sentence}\t{at}\t{word}\t{tail}\n" for at, word in enumerate(words.split()))


@pytest.fixture
def meantime(tmp_path):
    lines = "".join(conll("floods/1", at, line, "-") for at, line in enumerate(LINES))
    (tmp_path / "meantime.conll").write_text(f"#begin document (floods/1); part 000\n{lines}\n#end document\n")
    told = [("cross_intra_OTH7", 0, [2]), ("intra_OTH7", 1, [1]), ("OTH9", 1, [1])]
    mentions = [
        {"coref_chain": chain, "conll_doc_key": "floods/1", "sent_id": sentence, "tokens_number": at}
        for chain, sentence, at in told
    ]
    (tmp_path / "event_mentions.json").write_text(json.dumps(mentions))
    return tmp_path


def test_meantimes_layers_are_one_chain_and_words_annotated_twice_one_mention(meantime):
    corpus = read_meantime(meantime, "event")
    assert [(m.text, chain) for m, chain in corpus.chains.items()] == [("broke", "OTH7"), ("broke", "OTH7")]
    assert corpus.topics == {"floods/1": "floods"}
    assert corpus.texts == {"floods/1": "\n".join(LINES)}
    assert corpus.only(["fires"]).chains == {}
    assert corpus.only(["floods"]).chains == corpus.chains


def test_ecbplus_is_read_by_token_number_with_the_whole_report(tmp_path):
    setup = tmp_path / "interim/cybulska_setup"
    setup.mkdir(parents=True)
    words = "".join(f"36_1ecb\t3\t{number}\t{word}\t-\n" for number, word in [(4, "dam"), (6, "broke"), (7, "up")])
    (setup / "ECB_Test_corpus.txt").write_text(words + "\n36_1ecb\t3\t8\t.\t\t-\n")
    mention = {"doc_id": "36_1ecb", "sent_id": 3, "tokens_number": [7, 6], "coref_chain": "ACT1"}
    (setup / "ECB_Test_Event_gold_mentions.json").write_text(json.dumps([mention]))
    with lzma.open(tmp_path / "docs_fulltext.jsonl.xz", "wt") as file:
        file.write(json.dumps({"doc_id": "36_1ecb", "title": "A dam", "text": "It broke up."}) + "\n")
    corpus = read_ecbplus(tmp_path, "event")
    [(found, chain)] = corpus.chains.items()
    assert (found.text, found.words, chain) == ("broke up", ("dam", "broke", "up", "."), "ACT1")
    assert (corpus.texts, corpus.topics) == ({"36_1ecb": "A dam\nIt broke up."}, {"36_1ecb": "36"})
    (setup / "ECB_Test_Event_gold_mentions.json").write_text(json.dumps([mention, mention]))
    with pytest.raises(ValueError, match="two mentions at"):
        read_ecbplus(tmp_path, "event")


@pytest.mark.shared
@pytest.mark.parametrize(("kind", "mentions", "chain_number"), [("event", 1780, 805), ("entity", 2055, 608)])
def test_ecbplus_has_the_chains_of_its_published_key(kind, mentions, chain_number):
    try:
        folder = shared(ECBPLUS)
    except AbsentError as absent:
        pytest.skip(str(absent))
    corpus = read_ecbplus(folder, kind)
    key = (folder / f"gold/cybulska_gold/CD_test_{kind}_mention_based.key_conll").read_text(encoding="utf-8")
    sizes = Counter(line.split("\t")[1] for line in key.splitlines() if line.strip() and line[0] != "#")
    assert sorted(Counter(corpus.chains.values()).values()) == sorted(sizes.values())
    assert (len(corpus.chains), len(sizes)) == (mentions, chain_number)


def event(document, line, word):
    words = tuple(line.split())
    return Mention("event", document, 0, words, (words.index(word),))


def test_the_lemma_baseline_links_forms_of_a_word_within_a_group_only():
    broke, breaks, fell, elsewhere = (
        event("a", "The dam broke .", "broke"),
        event("b", "The dam breaks .", "breaks"),
        event("b", "The bridge fell .", "fell"),
        event("c", "The jug broke .", "broke"),
    )
    found = same_lemma([broke, breaks, fell, elsewhere], [["a", "b"], ["c"]])
    assert found == [[broke, breaks], [fell], [elsewhere]]
    assert singletons([broke, fell]) == [[broke], [fell]]


def test_fitting_learns_that_the_same_head_in_alike_reports_is_one_event():
    texts, gold = {}, {}
    for number, (town, thing) in enumerate([("Ostrany", "dam"), ("Velmark", "bridge"), ("Kolbing", "mine")]):
        for outlet in "ab":
            document = f"{number}{outlet}"
            lines = [f"The {thing} at {town} collapsed .", f"Mayors visited {town} ."]
            texts[document] = " ".join(lines)
            gold[event(document, lines[0], "collapsed")] = f"collapse {number}"
            gold[event(document, lines[1], "visited")] = f"visit {number}"
    part = compare(gold, texts)
    weights = fit([part], gold)
    named = dict(zip(FEATURES["event"], weights.by_feature, strict=True))
    assert named["same head"] > 0.1
    assert named["reports alike"] > 0.1
    assert score(chains(gold), grouped(part, weights)).conll == 1
    assert weights_from({name: weight for _, name, weight in rows_of(weights, "event")}, "event") == weights


def test_without_the_corpora_the_runner_says_so(monkeypatch, capsys, tmp_path):
    def absent(part):
        return shared(part, tmp_path)

    monkeypatch.setattr(runner, "shared", absent)
    monkeypatch.setattr("sys.argv", ["coreference"])
    assert runner.main() == 1
    assert "nothing to measure on" in capsys.readouterr().err


def test_the_runner_prints_one_row_for_each_baseline_and_ours(meantime, monkeypatch, capsys):
    with (meantime / "meantime.conll").open("a") as file:
        file.write(conll("fires/2", 0, "It burnt and burnt .", "-"))
    told = json.loads((meantime / "event_mentions.json").read_text())
    told += [{"coref_chain": "OTH8", "conll_doc_key": "fires/2", "sent_id": 0, "tokens_number": [at]} for at in (1, 3)]
    (meantime / "event_mentions.json").write_text(json.dumps(told))
    monkeypatch.setattr(runner, "shared", lambda part: meantime)
    assert runner.meantime("event", fitting=False) == []
    rows = capsys.readouterr().out.splitlines()
    assert rows[1] == "MEANTIME, events: 4 mentions, 2 chains, 2 reports"
    lemma = next(row for row in rows if "same head lemma, reports" in row)
    assert lemma.split()[4:] == "100.0 | 100.0 100.0 100.0 | 100.0 100.0 100.0 | 100.0 100.0 100.0".split()


def test_the_runner_tells_how_sure_a_gain_is(capsys):
    mentions = [event(document, "It broke and broke .", "broke") for document in ("a1", "a2", "b1", "b2")]
    gold = {m: m.document[0] for m in mentions}
    corpus = Corpus("invented", {m.document: "" for m in mentions}, {m.document: m.document[0] for m in mentions}, gold)
    runner.sureness(corpus, [mentions[:2], mentions[2:]], [[m] for m in mentions])
    assert "+63.0 to +63.0 in 95 of 100" in capsys.readouterr().out
