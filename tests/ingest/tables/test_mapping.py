import io
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.errors import InputError, NoArticleError, UnreadableError
from accordingto.ingest import IntakeOptions
from accordingto.ingest.jsonl import documents
from accordingto.ingest.tables.mapping import KNOWN_NAMES, mapped_columns, record_document


def mapped(columns, **fields):
    return mapped_columns(columns, "a.csv", IntakeOptions(fields=fields))


def lines(*rows, **options):
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    return list(documents(io.BufferedReader(io.BytesIO(data)), "a.jsonl", "a.jsonl", IntakeOptions(**options)))


def record(row, **options):
    options = IntakeOptions(**options)
    return record_document(row, mapped_columns(row, "row", options), b"", "row", "a", options)


def test_well_known_names_and_mapped_ones():
    assert mapped(["Headline", "BODY", "Pub-Date", "x"]) == {
        "title": "Headline",
        "text": "BODY",
        "published": "Pub-Date",
    }
    assert mapped(["body", "content"], text="content") == {"text": "content"}  # body stays unused: the text is mapped
    assert mapped(["text", "source", "site"], publisher="site") == {"text": "text", "publisher": "site"}
    assert mapped(["title", "summary"], text="title") == {"text": "title"}  # a mapped column tells nothing else
    assert mapped(["text", "content"]) == {"text": "text"}


@pytest.mark.parametrize(
    ("columns", "fields", "kind", "words"),
    [
        (["inhalt", "titel"], {}, NoArticleError, 'no "text" in it. Its columns: inhalt, titel. Say which'),
        (["text"], {"title": "kop"}, UnreadableError, 'no column "kop". Its columns: text. Map one of these'),
        (["text"], {"titel": "text"}, UnreadableError, 'does not know "titel". What can be mapped: text, title'),
        ([str(n) for n in range(99)], {}, NoArticleError, "28, 29 …"),
    ],
)
def test_what_is_missing_is_told_with_what_there_is(columns, fields, kind, words):
    with pytest.raises(kind) as raised:
        mapped(columns, **fields)
    assert words in str(raised.value)
    assert str(raised.value).startswith("a.csv: ")


def test_lines_with_other_and_nested_keys():
    row = {"content": {"body": "She said so.", "head": "T"}, "when": "2030-03-15", "by": ["A", "B"]}
    fields = {"text": "content.body", "title": "content.head", "published": "when", "author": "by"}
    (document,) = lines(row, fields=fields)
    assert (document.text, document.title, document.published) == ("She said so.", "T", "2030-03-15")
    assert document.author == "A, B"
    missing, wrong, deep = lines({"a": 1}, {**row, "content": {"body": 7}}, {**row, "content": "x"}, fields=fields)
    assert str(missing) == 'a.jsonl, line 1: no key "content.body". Its keys: a. Map one of these with --map.'
    assert str(wrong) == 'a.jsonl, line 2: "content.body" is not a string.'
    assert 'no "content.body" in it' in str(deep)


def test_a_key_with_a_dot_wins_over_a_path():
    (document,) = lines({"a.b": "Flat.", "a": {"b": "Deep."}}, fields={"text": "a.b"})
    assert document.text == "Flat."


def test_lines_find_well_known_keys_and_leave_what_is_called_so_but_is_not():
    row = {"body": "She said so.", "source": {"name": "Courier"}, "date": 1646992800, "site": 4, "link": ["x"]}
    (document,) = lines(row)
    assert (document.text, document.publisher, document.published, document.url) == (
        "She said so.", "Courier", "2022-03-11T10:00:00+00:00", None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("2030-03-15", "2030-03-15"),
        ("2030-03-15 10:20:30", "2030-03-15T10:20:30"),
        (datetime(2030, 3, 15, 10, tzinfo=UTC), "2030-03-15T10:00:00+00:00"),
        (date(2030, 3, 15), "2030-03-15"),
        (1646992800, "2022-03-11T10:00:00+00:00"),
        (1646992800.0, "2022-03-11T10:00:00+00:00"),
        ("1646992800123", "2022-03-11T10:00:00+00:00"),
        (float("nan"), None),
        (None, None),
    ],
)
def test_dates(value, wanted):
    document = record({"text": "x", "published": value}, warn=pytest.fail)
    assert document.published == wanted


def test_a_date_that_is_none_is_warned_about():
    said = []
    assert record({"text": "x", "published": "3/11/2022"}, warn=said.append).published is None
    assert said == ["row: “3/11/2022” is no ISO date (such as 2022-03-11); read without a date."]
    record({"text": "x", "published": "3/11/2022"}, warn=pytest.fail, published="2022-03-11")


def test_other_facts():
    row = {"text": "x", "lang": "de-AT", "status": "canceled", "guid": "g", "revision": 3, "notice": "N", "title": "A"}
    document = record(row, title="B")
    assert (document.language, document.status, document.item, document.revision) == ("de", "killed", "g", "3")
    assert (document.notice, document.title) == ("N", "B")
    document = record({"text": "x", "lang": "Klingon", "status": "draft"})
    assert (document.language, document.status) == (None, None)


def test_html_in_a_column():
    assert record({"body": "<p>One &amp; two</p><p>Three</p>"}).text == "One & two\nThree"
    article = "<p>" + "The minister said on Monday that the ferry would sail. " * 4 + "</p>"
    page = f"<!DOCTYPE html><html><head><title>Page</title></head><body><article>{article}</article></body></html>"
    document = record({"body": page, "headline": "Row", "author": "Ida", "published": "2030-03-15"})
    assert (document.title, document.author, document.published) == ("Row", "Ida", "2030-03-15")
    assert "<" not in document.text
    assert lines({"text": "<p>as given</p>"})[0].text == "<p>as given</p>"
    assert lines({"body": "<p>read</p>"})[0].text == "read"


COLUMN = st.sampled_from([name for names in KNOWN_NAMES.values() for name in names] + ["a", "a.b", "A.B"]) | st.text(
    max_size=5
)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=30)
    | st.sampled_from(["<html><body>", "<p>a</p>", "2030-03-15"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("a b name".split()), inner, max_size=2),
    max_leaves=6,
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(
    st.dictionaries(COLUMN, VALUE, max_size=6),
    st.dictionaries(st.sampled_from([*KNOWN_NAMES, "else"]), COLUMN, max_size=3),
)
def test_any_row_and_mapping_give_a_document_or_words(row, fields):
    for one in lines(row, fields=fields):
        assert str(one).startswith("a.jsonl, line 1") if isinstance(one, InputError) else one.id
