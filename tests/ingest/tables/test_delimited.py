import csv
import hashlib
import io
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.errors import InputError, NoArticleError, TooLargeError, UnreadableError
from accordingto.ingest import IntakeOptions
from accordingto.ingest.dispatch import documents_in
from accordingto.records import Document

REPORT = (
    "Der Hafenmeister sagte am Montag, die Fähre sei wegen des Sturms zu spät abgefahren und komme erst am Abend an. "
    "Die Reederei widersprach: Man habe die Fahrgäste rechtzeitig gewarnt, und niemand habe über Nacht warten müssen."
)


def read(data, name="a.csv", **options):
    data = data.encode() if isinstance(data, str) else data
    return list(documents_in(data, name, name, IntakeOptions(**options)))


def test_rows_and_their_facts():
    data = "id,Headline,Body,Date,Outlet\r\n1,T,He said so.,2030-03-15,Courier\r\n"
    (document,) = read(data)
    assert document == Document(
        "He said so.", "a.csv", "T", None, "Courier", "2030-03-15", None, original=document.original
    )
    row = b"1,T,He said so.,2030-03-15,Courier"
    assert document.original == "sha256:" + hashlib.sha256(row).hexdigest()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_told_by_the_header(delimiter):
    text = "Of ferries, quays; and |more|, he\tsaid: “none, none, none”."
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(
        [["title", "text", "a,b"], ["T", text, ""], ["U", '"Yes"\nshe said.', ""]]
    )
    first, second = read(out.getvalue())
    assert (first.title, first.text) == ("T", text)
    assert second.text == '"Yes"\nshe said.'


def test_spreadsheet_notes_blank_rows_one_column_and_database_quotes():
    assert [d.text for d in read('sep=;\n\ntext;a\n"x; y";b\n;;\n')] == ["x; y"]
    assert [d.text for d in read("\ntext\nHe said, twice.\nOnce.")] == ["He said, twice.", "Once."]
    assert read('title,text\nT,"a \\"b\\" c, d"\n')[0].text == 'a "b" c, d'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])
def test_encodings(encoding):
    (document,) = read(f"titel;text\nFähre;{REPORT}\n".encode(encoding))
    assert document.text == REPORT


def test_a_bad_row_is_told_with_its_number_and_the_rest_goes_on():
    rows = ["title,text", "A,One.", "B,Two,two.", 'C,"x"y"', "D,", "E,caf\xff", 'F,"Two\nlines."', 'G,"open', "H,"]
    data = "\n".join(rows).encode("latin-1").replace(b"One", "Één".encode() * 10)
    found = read(data)
    assert [one.text for one in found if isinstance(one, Document)] == ["Één" * 10 + ".", "Two\nlines."]
    assert [str(one).partition(". ")[0] for one in found if isinstance(one, InputError)] == [
        "a.csv, row 3: 3 cells for 2 columns",
        "a.csv, row 4: a quotation mark within a quoted cell is not doubled",
        'a.csv, row 5: no "text" in it, or an empty one.',
        "a.csv, row 6: not UTF-8",
        "a.csv, row 8: a quotation mark opens here and is never closed",
    ]


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"", NoArticleError, "empty"),
        (b"title,text\n", NoArticleError, "no rows"),
        (b"kop,inhoud\na,b\n", NoArticleError, "Its columns: kop, inhoud."),
        (b"text\n" + bytes(range(9)) * 9, UnreadableError, "NUL"),
        (b"PK\x03\x04\x00", UnreadableError, "not a table but a ZIP"),
    ],
)
def test_no_table(data, kind, words):
    (error,) = read(data)
    assert type(error) is kind
    assert words in str(error)


def test_rows_too_large():
    big, small = read(f"title,text\nA,{'a' * 3000}\nB,b\n", max_size=1000)
    assert isinstance(big, TooLargeError)
    assert small.text == "b"
    first, endless = read('title,text\nA,a\nB,"' + "never closed,\n" * 20_000, max_size=1000)
    assert (first.text, type(endless)) == ("a", TooLargeError)
    assert "row 3: more than a row has, perhaps because a quotation mark opens here" in str(endless)


def test_memory_stays_flat():
    rows = b"text,else\n" + (b"He said so.," + b"x" * 1000 + b"\n") * 20_000
    stream = io.BufferedReader(io.BytesIO(rows))
    from accordingto.ingest.tables.delimited import documents

    found = documents(stream, "a.csv", "a.csv", IntakeOptions())
    next(found)
    tracemalloc.start()
    count = sum(1 for _ in zip(found, range(1000), strict=False))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 1000
    assert peak < 4_000_000  # of 20 MB


CELL = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\ufeff", exclude_categories=("Cc",))
    | st.sampled_from(",;|\"'\n\t"),
    max_size=12,
)


@settings(deadline=None)
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6), st.sampled_from(",;\t|"))
def test_what_a_library_wrote_comes_back(rows, delimiter):
    rows = [(a, f"x{b}x") for a, b in rows]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([("title", "text"), *rows])
    found = read(out.getvalue(), fields={"text": "text"})
    assert [one.text for one in found if "</" not in one.text and "<p" not in one.text] == [b for _, b in rows]


def test_standard_input_is_a_table_where_columns_are_mapped():
    data = b"inhoud;kop\nHe said so.;T\n"
    (document,) = documents_in(data, "standard input", None, IntakeOptions(fields={"text": "inhoud"}))
    assert document.text == "He said so."
    (document,) = documents_in(data, "standard input", None, IntakeOptions())
    assert document.text == data.decode()


def test_a_header_that_is_not_utf8():
    (error,) = read("ä,ö\n1,2\n".encode() * 50 + b"\xff")[:1]
    assert "Its columns: ä, ö" in str(error)
    (error,) = read(b"\xff,b\n" + "é".encode() * 99 + b",2\n")[:1]
    assert "Its columns: \ufffd, b" in str(error)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.sampled_from([b"text", b"title", b",", b";", b'"', b"\n", b"\r\n", b"a", b"\xff", b"\0", b"sep=,", b"\\"])
    )
)
def test_any_bytes_give_documents_or_words(parts):
    found = read(b"".join(parts))
    assert found
    assert all(str(one).startswith("a.csv") if isinstance(one, InputError) else one.id for one in found)
