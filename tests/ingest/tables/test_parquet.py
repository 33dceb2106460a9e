import io
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.errors import InputError, NoArticleError, UnreadableError
from accordingto.ingest import IntakeOptions
from accordingto.ingest.dispatch import documents_in
from accordingto.ingest.tables import parquet, parquet_rows
from accordingto.ingest.tables.parquet import documents

pa = pytest.importorskip("pyarrow")
DAY = datetime(2030, 3, 15, 10, tzinfo=UTC)
ROWS = [
    {"id": 1, "body": "One said so.", "meta": {"title": "T"}, "date": DAY, "source": "Courier"},
    {"id": 2, "body": None, "meta": None, "date": None, "source": None},
    {"id": 3, "body": "<p>Two</p><p>said so.</p>", "meta": {"title": "U"}, "date": DAY, "source": "Courier"},
]


def table(rows=ROWS, **writing):
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out, **writing)
    return out.getvalue()


DATA = table()


def read(data, **options):
    return list(documents_in(data, "a.parquet", "a.parquet", IntakeOptions(**options)))


@pytest.mark.parametrize("compression", ["snappy", "zstd", "none"])
def test_rows(compression):
    one, none, two = read(table(compression=compression), fields={"title": "meta.title"})
    assert (one.text, one.title, one.publisher, one.published) == (
        "One said so.", "T", "Courier", "2030-03-15T10:00:00+00:00",
    )  # fmt: skip
    assert isinstance(none, NoArticleError)
    assert str(none) == 'a.parquet, row 2: no "body" in it, or an empty one.'
    assert (two.text, two.path, two.title) == ("Two\nsaid so.", "a.parquet", "U")
    assert one.original != two.original


def test_missing_columns_and_rows():
    (error,) = read(DATA, fields={"text": "words"})
    assert 'no column "words". Its columns: id, body, meta, date, source.' in str(error)
    error = read(DATA, fields={"text": "id"})[0]
    assert '"id" is not a string' in str(error)


def test_several_groups_of_rows():
    data = table([{"text": f"Report {n}."} for n in range(500)], row_group_size=70)
    assert [one.text for one in read(data)] == [f"Report {n}." for n in range(500)]


def test_too_large_a_group_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(parquet_rows, "_LARGEST", 100)
    stream = io.BytesIO(table([{"text": f"{n} said so. " * 50} for n in range(9)]))
    (told,) = parquet_rows.rows(stream, "a.parquet", IntakeOptions())
    assert told["kind"] == "TooLargeError"


@pytest.mark.parametrize("code", ["os.abort()", "print('{\"row\": {}}', flush=True); os.abort()", "sys.exit(0)"])
def test_a_table_that_ends_the_process_that_reads_it(monkeypatch, code):
    monkeypatch.setattr(parquet, "command", lambda *_: [sys.executable, "-c", f"import os, sys; {code}"])
    monkeypatch.setattr(parquet, "record_document", lambda row, *_: row)
    assert str(read(DATA)[-1]).startswith("a.parquet: a damaged Parquet table, not to be read after row ")


def test_a_reader_that_is_left_early_is_ended():
    found = documents(io.BufferedReader(io.BytesIO(DATA)), "a.parquet", None, IntakeOptions())
    assert next(found).text == "One said so."
    found.close()


def test_without_pyarrow_and_from_a_pipe(monkeypatch):
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    with pytest.raises(UnreadableError, match="cannot be read from a pipe"):
        next(documents(Pipe(DATA), "-", None, IntakeOptions()))
    monkeypatch.setattr(parquet, "find_spec", lambda _: None)
    (error,) = read(DATA)
    assert "pip install 'accordingto[tables]'" in str(error)


@settings(deadline=None, max_examples=6)
@given(st.integers(0, len(DATA)), st.binary(max_size=8), st.integers(0, 30))
def test_mutated_tables_are_read_or_refused_in_words(at, put, cut):
    found = read(DATA[:at] + put + DATA[at + cut :])
    assert all(str(one).startswith("a.parquet") if isinstance(one, InputError) else one.id for one in found)
