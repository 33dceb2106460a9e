import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.errors import InputError, NoArticleError, TooLargeError, UnreadableError
from accordingto.ingest import IntakeOptions
from accordingto.ingest.dispatch import documents_in
from accordingto.ingest.jsonl import documents as lines_documents
from accordingto.ingest.newsroom.ninjs import documents
from accordingto.records import Document

BODY = "<p>LENNART, March 15 &ndash; The ferry is late, <b>the harbour master</b> said.</p><p>No reason was given.</p>"
TEXT = "LENNART, March 15 – The ferry is late, the harbour master said.\nNo reason was given."
FIRST = {  # ninjs 1.x
    "uri": "urn:newsml:strait.example:20300315:ferry", "type": "text", "version": "3", "pubstatus": "usable",
    "versioncreated": "2030-03-15T12:30:00+01:00", "firstcreated": "2030-03-14T09:00:00+01:00",
    "headline": "Ferry is late", "byline": "By Ida Holm", "located": "Lennart", "language": "en-GB",
    "copyrightholder": "Strait Wire", "infosource": [{"name": "Harbour Radio"}],
    "body_html": BODY, "body_text": "All in one line.",
}  # fmt: skip
THIRD = {  # ninjs 3.x
    "uri": "urn:newsml:strait.example:20300315:ferry", "type": "text", "version": "3", "pubStatus": "usable",
    "versionCreated": "2030-03-15T12:30:00+01:00", "firstCreated": "2030-03-14T09:00:00+01:00",
    "headlines": [{"role": "short", "value": "Late"}, {"role": "main", "value": "Ferry is late"}],
    "by": "By Ida Holm", "located": "Lennart", "language": "en-GB", "copyrightHolder": "Strait Wire",
    "infoSources": [{"name": "Harbour Radio"}],
    "bodies": [{"contentType": "text/plain", "value": "All in one line."}, {"contentType": "text/html", "value": BODY}],
}  # fmt: skip
MIXED = {**THIRD, "versionCreated": None, "versioncreated": FIRST["versioncreated"]}  # seen in ninjs 2.0


def read(data, **options):
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    return list(documents(io.BytesIO(data), "a.json", "a.json", IntakeOptions(**options)))


@pytest.mark.parametrize("given", [FIRST, THIRD, [FIRST], MIXED])
def test_facts_of_every_version(given):
    (document,) = read(given)
    assert document == Document(
        text=TEXT, path="a.json", title="Ferry is late", publisher="Strait Wire", author="Ida Holm", language="en",
        published="2030-03-15T12:30:00+01:00", dateline="Lennart", credit="Harbour Radio",
        item="urn:newsml:strait.example:20300315:ferry", revision="3", status="usable", original=document.original,
    )  # fmt: skip


def test_what_newsrooms_add_and_what_a_person_says():
    item = {**FIRST, "provider": "Own Desk", "dateline": {"text": "LENNART, March 15"}, "uri": "https://own.example/1"}
    (document,) = read(item)
    assert (document.publisher, document.dateline, document.url) == ("Own Desk", "LENNART, March 15", item["uri"])
    (document,) = read(item, publisher="Mine", published="2030-01-01", url="u")
    assert (document.publisher, document.published, document.url) == ("Mine", "2030-01-01", "u")


def test_several_items_one_after_another_and_as_lines():
    other = {**FIRST, "uri": "urn:2", "body_html": "<p>Two.</p>"}
    data = (json.dumps(FIRST) + "\n" + json.dumps({"uri": "urn:3"}) + "\n" + json.dumps(other)).encode()
    one, none, two = read(data)
    assert (one.text, two.text) == (TEXT, "Two.")
    assert isinstance(none, NoArticleError)
    assert str(none).startswith("a.json, item 2: item urn:3 has no text")
    in_lines = list(lines_documents(io.BufferedReader(io.BytesIO(data)), "a.jsonl", "a.jsonl", IntakeOptions()))
    assert [item.text for item in in_lines if isinstance(item, Document)] == [TEXT, "Two."]


def test_plain_text_lead_and_description():
    plain = {"uri": "u", "bodies": [{"role": "lead", "value": "Lead."}, {"role": "main", "value": "One.\n\n Two. \n"}]}
    assert read(plain)[0].text == "Lead.\nOne.\n Two."
    assert read({"uri": "u", "type": "picture", "description_text": "A quay."})[0].text == "A quay."
    assert (
        read({"uri": "u", "body_text": "x", "body_nitf": "<block><p>One.</p><p>Two.</p></block>"})[0].text
        == "One.\nTwo."
    )
    assert "an event, not a report" in str(read({"uri": "u", "type": "event"})[0])


def test_captions_are_lines_and_associated_reports_documents():
    (first, second) = read(
        {**FIRST, "associations": {
            "featured": {"uri": "p", "type": "picture", "description_text": "The quay in March."},
            "sidebar": {"uri": "urn:side", "type": "text", "body_html": "<p>Beside.</p>"},
        }}
    )  # fmt: skip
    assert first.text == TEXT + "\nThe quay in March."
    assert (second.text, second.item) == ("Beside.", "urn:side")
    as_list = {
        "uri": "u",
        "bodies": [{"value": "T."}],
        "associations": [{"uri": "p", "descriptions": [{"value": "C."}]}],
    }
    assert read(as_list)[0].text == "T.\nC."


def test_corrections_and_kills():
    note = "CORRECTS spelling of Holm in 2nd graf"
    (corrected,) = read({**FIRST, "ednote": note})
    assert (corrected.status, corrected.notice, corrected.text) == ("corrected", note, TEXT)
    assert corrected.published == "2030-03-14T09:00:00+01:00"  # still speaks of its own day
    (killed,) = read({"uri": "urn:1", "pubstatus": "canceled", "ednote": "Kill: names are wrong."})
    assert (killed.status, killed.text, killed.item) == ("killed", "Kill: names are wrong.", "urn:1")
    (killed,) = read({"uri": "urn:1", "pubStatus": "canceled", "headlines": [{"value": "Ferry is late"}]})
    assert (killed.status, killed.text, killed.notice) == ("killed", "Ferry is late", None)
    (none,) = read({"uri": "urn:1", "pubstatus": "canceled"})
    assert "item urn:1 is withdrawn by its publisher" in str(none)
    (withheld,) = read({**FIRST, "pubstatus": "withheld"})
    assert (withheld.status, withheld.text) == ("withheld", TEXT)


def test_warnings():
    said = []
    read(
        {**FIRST, "embargoed": "2030-03-16T00:00:00Z", "versioncreated": "soon", "firstcreated": "later"},
        warn=said.append,
    )
    assert said == [
        "a.json: under embargo until 2030-03-16T00:00:00Z; read all the same.",
        "a.json: “soon” is no ISO date (such as 2022-03-11); read without a date.",
    ]


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b'{"uri": "u", ', UnreadableError, "broken JSON in line 1"),
        (b'[{"uri": "u"}, 7]', UnreadableError, "not a JSON object"),
        (b"[" * 100_000, UnreadableError, "too deep"),
        (b'{"uri": ' + b"1" * 5000 + b"}", UnreadableError, "number too long"),
        (b'{"uri": "u", "body_html": "' + b"<div>" * 5000 + b'x"}', None, ""),
        (b'{"uri": "u", "body_text": "' + b"a" * 200 + b'"}', TooLargeError, "more than 100 characters"),
    ],
)
def test_hostile_and_broken(data, kind, words):
    if kind is UnreadableError and data[:2] != b"[{":
        with pytest.raises(UnreadableError, match=words):
            read(data)
        return
    item = read(data, max_size=100)[-1] if kind is TooLargeError else read(data)[-1]
    assert isinstance(item, kind or (Document, InputError))
    assert words in str(item)


def test_deep_associations_end():
    data = b'{"uri":"u","body_text":"T.","associations":{"a":' * 300 + b"{}" + b"}}" * 300
    assert sum(isinstance(item, Document) for item in read(data)) == 300


def test_halves_of_characters_are_replaced():
    (document,) = read(b'{"uri": "u\\ud800", "body_text": "a\\ud83d\\ude00b\\ud83d"}')
    assert (document.text, document.item) == ("a😀b\ufffd", "u\ufffd")


KEYS = st.sampled_from([*FIRST, *THIRD, "associations", "role", "value", "name", "text", "ednote", "state"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=20)
    | st.sampled_from(["<p>a", "text/html", "canceled", "main"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=15,
)  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(KEYS, VALUES, max_size=8), st.binary(max_size=3))
def test_anything_is_a_document_or_an_error_in_words(item, rest):
    data = b'{"uri": "u", ' + json.dumps({"bodies": [], **item}).encode()[1:] + rest
    found = list(documents_in(data, "a.json", "a.json", IntakeOptions()))
    assert found
    assert all(str(one).startswith("a.json") if isinstance(one, InputError) else one.id for one in found)


@pytest.mark.parametrize("name", ["a.json", "delivery", None])
def test_arrays_and_lines_are_recognised(name):
    for data in (json.dumps([FIRST, THIRD], indent=2), f"{json.dumps(FIRST)}\n{json.dumps(THIRD)}\n"):
        found = list(documents_in(data.encode(), "a.json", name, IntakeOptions()))
        assert [document.text for document in found] == [TEXT, TEXT]
