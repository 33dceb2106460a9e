import hashlib
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.errors import InputError, NoArticleError, TooLargeError, UnreadableError
from accordingto.ingest import IntakeOptions
from accordingto.ingest.jsonl import documents
from accordingto.records import Document


def read(data, **options):
    data = data.encode() if isinstance(data, str) else data
    stream = io.BufferedReader(io.BytesIO(data))
    return list(documents(stream, "all.jsonl", "all.jsonl", IntakeOptions(**options)))


def test_fields_and_what_the_person_says():
    line = json.dumps(
        {"id": 7, "text": "She said so.", "title": "T", "url": "u", "publisher": "P", "published": "2022-03-11"}
    )
    (document,) = read(line)
    wanted = Document("She said so.", "all.jsonl", "T", "u", "P", "2022-03-11", None)
    assert document == replace(wanted, original=document.original)
    assert document.original == "sha256:" + hashlib.sha256(line.encode()).hexdigest()
    (document,) = read(line, publisher="Q", published="2020-01-01T10:00:00")
    assert (document.publisher, document.published) == ("Q", "2020-01-01T10:00:00")


@pytest.mark.parametrize(
    ("line", "kind", "words"),
    [
        ('{"text": "He said', UnreadableError, "broken JSON"),
        ("[1, 2]", UnreadableError, "not a JSON object"),
        ('{"title": "T"}', NoArticleError, 'no "text"'),
        ('{"text": " \\n"}', NoArticleError, 'no "text"'),
        ('{"text": 5}', UnreadableError, '"text" is not a string'),
        ('{"text": "x", "url": ["u"]}', UnreadableError, '"url" is not a string'),
        ("[" * 100_000, UnreadableError, "too deep"),
        ('{"text": "x", "n": ' + "1" * 5000 + "}", UnreadableError, "number too long"),
        (b'{"text": "caf\xe9 said"}', UnreadableError, "not UTF-8"),
    ],
)
def test_broken_line_is_told_with_its_number_and_the_rest_goes_on(line, kind, words):
    line = line.encode() if isinstance(line, str) else line
    first, broken, last = read(b'\xef\xbb\xbf{"text": "One."}\r\n\n' + line + b'\n{"text": "Two."}')
    assert (first.text, last.text) == ("One.", "Two.")
    assert type(broken) is kind
    assert str(broken).startswith("all.jsonl, line 3: ")
    assert words in str(broken)


def test_too_long_a_line_is_skipped_without_losing_count():
    long = '{"text": "' + "a" * 300_000 + '"}\n'
    big, after, broken = read(long + '{"text": "Two."}\nx\n', max_size=1000)
    assert isinstance(big, TooLargeError)
    assert after.text == "Two."
    assert "line 3" in str(broken)


def test_no_date_is_warned_about_and_read():
    said = []
    (document,) = read('{"text": "x", "published": "last week"}', warn=said.append)
    assert document.published is None
    assert said == ["all.jsonl, line 1: “last week” is no ISO date (such as 2022-03-11); read without a date."]
    (document,) = read('{"text": "x", "published": ""}', warn=lambda _: pytest.fail("warned"))
    (document,) = read('{"text": "x", "published": "Fri, 11 Mar 2022 10:00:00 GMT"}')
    assert document.published == "2022-03-11T10:00:00+00:00"


def test_lone_surrogate_is_replaced_and_a_pair_is_one_character():
    (document,) = read('{"text": "a\\ud83d\\ude00b\\ud83dc"}')
    assert document.text == "a😀b\ufffdc"


def test_utf16_as_powershell_writes_it():
    data = '{"text": "Übung, he said."}\r\n{"text": "Two."}\r\n'.encode("utf-16")
    assert [d.text for d in read(data)] == ["Übung, he said.", "Two."]


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs",))), max_size=5), st.booleans())
def test_any_texts_come_back(texts, escaped):
    lines = "".join(json.dumps({"text": t}, ensure_ascii=escaped) + "\n" for t in texts)
    found = read(lines)
    wanted = [t.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n") for t in texts]
    for item, text in zip(found, wanted, strict=False):
        assert isinstance(item, InputError) or item.text == text
    assert len(found) == max(1, len(texts))
    read_texts = [item.text for item in found if isinstance(item, Document)]
    assert read_texts == [t for t in wanted if t.replace("\ufeff", "").strip()]
