from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.ingest import iso_date


@pytest.mark.parametrize(
    ("given_value", "wanted"),
    [
        (" 2022-03-11 ", "2022-03-11"),
        ("20220311", "2022-03-11"),
        ("2022-03-11T18:30", "2022-03-11T18:30:00"),
        ("2022-03-11T18:30:00.123Z", "2022-03-11T18:30:00+00:00"),
        ("2022-03-11 18:30:00+0100", "2022-03-11T18:30:00+01:00"),
        ("Fri, 11 Mar 2022 10:00:00 GMT", "2022-03-11T10:00:00+00:00"),
        ("3/11/2022", None),
        ("11.03.2022", None),
        ("2022-13-01", None),
        ("last week", None),
        ("", None),
    ],
)
def test_dates(given_value, wanted):
    assert iso_date(given_value) == wanted


@given(st.dates() | st.datetimes(timezones=st.none() | st.just(UTC)))
def test_iso_comes_back(value: date | datetime):
    value = value.replace(microsecond=0) if isinstance(value, datetime) else value
    assert iso_date(value.isoformat()) == value.isoformat()


@given(st.text())
def test_anything_is_a_date_or_none(value):
    found = iso_date(value)
    assert found is None or iso_date(found) == found
