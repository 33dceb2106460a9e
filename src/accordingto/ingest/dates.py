"""Dates and times as ISO 8601, from what people and pages write."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_MAIL = re.compile(
    r"(?:[a-z]{3}\w*,?\s+)?\d{1,2}[\s-][a-z]{3}[a-z]*[\s-]\d{4}\b(?!.*\b[ap]\.?m\b)", re.IGNORECASE | re.ASCII
)
_MONTH_NAME = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DAY = re.compile(r"\b(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b", re.IGNORECASE)
# “(UTC)” after an offset, as JavaScript writes dates.
_REMARK = re.compile(r"\s*\([^)]*\)")
_CLOCK = re.compile(r"\d:\d\d")
_HOURS = {
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "BST": 1,
    "CET": 1,
    "CEST": 2,
}


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
    parsers = (datetime.fromisoformat, parsedate_to_datetime) if _MAIL.match(value) else (datetime.fromisoformat,)
    for parse in parsers:
        try:
            return parse(value).isoformat(timespec="seconds")
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def written_date(value: str) -> str | None:
    """Return a date with its month in English words (“November 19, 2019, 07:47 PM EST”) as ISO, else None.

    Day, month and year must all be there. A zone that is not known is left out.
    """
    value = _REMARK.sub("", value).strip()
    if len(value) > 60 or not (_MONTH_NAME.search(value) and _YEAR.search(value) and _DAY.search(value)):
        return None
    from dateutil import parser  # slow to load, seldom needed

    value = value.replace("GMT+", "+").replace("GMT-", "-")
    try:  # what is missing would come from the default
        found, again = (parser.parse(value, tzinfos=_zone, default=datetime(year, year, year)) for year in (1, 2))  # noqa: DTZ001
    except (ValueError, OverflowError):
        return None
    if found.date() != again.date():
        return None
    moment: datetime = found
    return moment.isoformat(timespec="seconds") if _CLOCK.search(value) else moment.date().isoformat()


def _zone(name: str | None, offset: int | None) -> int | None:
    """Return the seconds of a zone from UTC, None for one that is not known."""
    if offset is not None:
        return offset
    return 3600 * _HOURS[name] if name in _HOURS else None
