import gzip
import json

import pytest

from evaluation.html_pages import LABELS, Found, accuracy, labels, pages, right, score, shingles, title_digest

TRUE = {
    "title": title_digest("Bridge stays closed"),
    "publisher": "The Gazette",
    "author": "Ada Brandt",
    "published": "",
}


def test_shingles_are_counted_in_lower_case_without_marks():
    assert shingles("A b, c d! A B c d") == {
        ("a", "b", "c", "d"): 2,
        ("b", "c", "d", "a"): 1,
        ("c", "d", "a", "b"): 1,
        ("d", "a", "b", "c"): 1,
    }
    assert list(shingles("a b")) == [("a", "b")]
    assert not shingles(" .")


@pytest.mark.parametrize(
    ("found", "true", "figures"),
    [
        ("a b c d e", "a b c d e", (1, 1, 1)),
        ("a b c d", "a b c d e", (1, 0.5, 2 / 3)),
        ("a b c d a b c d", "a b c d", (0.2, 1, 1 / 3)),
        ("", "a b c d", (0, 0, 0)),
        ("", "", (1, 1, 1)),
    ],
)
def test_score(found, true, figures):
    told = score(found, true)
    assert (told.precision, told.recall, told.f1) == pytest.approx(figures)


@pytest.mark.parametrize(
    ("fact", "found", "mark"),
    [
        ("title", "Bridge Stays Closed", True),
        ("title", "Bridge stays closed | The Gazette", False),
        ("publisher", "gazette.com", True),
        ("publisher", "The Post", False),
        ("author", "Ada Brandt, Special Correspondent", True),
        ("author", "Carl Olsen", False),
        ("day", "2022-03-11", None),
    ],
)
def test_right_facts(fact, found, mark):
    assert right(fact, {fact: found}, TRUE) is mark


@pytest.mark.parametrize(
    ("found", "day", "minute"),
    [
        ("2022-03-12T00:30:10+01:00", True, True),
        ("2022-03-11T23:31:00Z", True, False),
        ("2022-03-11", True, False),
        ("2022-03-12T01:30:00+01:00", False, False),
        ("", False, False),
    ],
)
def test_right_dates(found, day, minute):
    true = {**TRUE, "published": "2022-03-11T23:30"}
    assert (right("day", {"published": found}, true), right("time", {"published": found}, true)) == (day, minute)


def test_accuracy_counts_what_pages_tell(tmp_path):
    (tmp_path / "html").mkdir()
    truth = {name: {"articleBody": name, "url": "u"} for name in ("b", "a")}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth))
    for name in truth:
        (tmp_path / "html" / f"{name}.html.gz").write_bytes(gzip.compress(name.encode()))
    corpus = list(pages(tmp_path))
    assert [(page.number, page.id, page.data) for page in corpus] == [(1, "a", b"a"), (2, "b", b"b")]
    found = [Found("", {"author": "Ada Brandt"}), Found("", {})]
    marks = accuracy(found, corpus, {"a": TRUE, "b": {**TRUE, "publisher": ""}})
    assert (marks["author"], marks["publisher"], marks["day"]) == ((1, 2), (0, 1), (0, 0))


def test_hand_written_facts_are_whole():
    rows = labels(LABELS)
    assert len(rows) >= 50
    assert all(len(row["title"]) in (0, 16) and row["publisher"] for row in rows.values())
