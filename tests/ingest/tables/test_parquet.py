import io
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.errors import InputError, NoArticleError, TooLargeError, UnreadableError
from accordingto.ingest import IntakeOptions
from accordingto.ingest.dispatch import documents_in
from accordingto.ingest.tables import parquet
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
    monkeypatch.setattr(parquet, "_LARGEST", 100)
    (error,) = read(table([{"text": "He said so. " * 50, "n": n} for n in range(9)]))
    assert isinstance(error, TooLargeError)


def test_without_pyarrow_and_from_a_pipe(monkeypatch):
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    with pytest.raises(UnreadableError, match="cannot be read from a pipe"):
        next(documents(Pipe(DATA), "-", None, IntakeOptions()))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (error,) = read(DATA)
    assert "pip install 'accordingto[tables]'" in str(error)


@settings(deadline=None, max_examples=150)
@given(st.integers(0, len(DATA)), st.binary(max_size=8), st.integers(0, 30))
def test_mutated_tables_are_read_or_refused_in_words(at, put, cut):
    found = read(DATA[:at] + put + DATA[at + cut :])
    assert all(str(one).startswith("a.parquet") if isinstance(one, InputError) else one.id for one in found)
