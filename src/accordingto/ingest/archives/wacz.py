"""WACZ: a ZIP archive of WARC files, with indexes and lists of pages that are not needed for reading."""

from __future__ import annotations

_CAPTURES = (".warc", ".warc.gz", ".warc.zst")


def is_capture(member: str) -> bool:
    """Whether a member holds captures. Source: WACZ 1.1.1, section 5.2: WARC files stand in `archive/`."""
    return member.startswith("archive/") and member.lower().endswith(_CAPTURES)
