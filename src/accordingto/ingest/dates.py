"""Dates and times as ISO 8601, from what people and pages write."""

from __future__ import annotations

from datetime import date, datetime
from email.utils import parsedate_to_datetime


def iso_date(value: str) -> str | None:
    """Return `value` as an ISO date, or date and time, or None where it is neither.

    Besides ISO 8601 it takes the dates of mail and feeds (“Fri, 11 Mar 2022 10:00:00 GMT”), which cannot be
    misread; “3/11/2022” can, and is refused. A time zone that is given is kept, none is added. Fractions of a
    second are dropped.
    """
    value = value.strip()
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(value).isoformat(timespec="seconds")
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None
