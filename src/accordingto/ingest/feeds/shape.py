"""How large, deep and broken a feed is, told quickly: the feed parser takes long for what was made to harm it."""

from __future__ import annotations

import re
from xml.parsers import expat

from accordingto.errors import TooLargeError

# Ten times what large feeds have.
_CHARACTERS = 5_000_000
_TAGS = 500_000
_ELEMENTS = 40_000
_DEPTH = 100
_ATTRIBUTES = 100
# Broken XML is read in a slower way, and no further than to here.
_CHARACTERS_IF_BROKEN = 1_000_000
_MARKS_IF_BROKEN = 40_000
_MARK = re.compile("[<&]")


def check_size(text: str, name: str) -> None:
    """Raise TooLargeError for a text that is too large to be a feed; `name` is the feed as errors call it."""
    if len(text) > _CHARACTERS or text.count("<") > _TAGS:
        raise TooLargeError(f"{name}: far too large for a feed. Give the reports in it as files.")


def bounded_xml(xml: str, name: str) -> str:
    """Return what is to be read of a feed: all of it, or where it is not well-formed XML perhaps its beginning.

    `xml` begins with the root element. Raises TooLargeError for more, or more deeply nested, elements than feeds have.
    """
    depth = elements = 0

    def begin(tag: str, attributes: list[str]) -> None:
        nonlocal depth, elements
        depth, elements = depth + 1, elements + 1
        if depth > _DEPTH or elements > _ELEMENTS or len(attributes) > 2 * _ATTRIBUTES:
            raise TooLargeError(
                f"{name}: more elements, or more deeply nested ones, than a feed has. Give the reports in it as files."
            )

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate("utf-8")
    parser.ordered_attributes = True
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    try:
        parser.Parse(xml.encode("utf-8", "replace"), True)
    except expat.ExpatError:
        xml = xml[:_CHARACTERS_IF_BROKEN]
        for number, mark in enumerate(_MARK.finditer(xml)):
            if number == _MARKS_IF_BROKEN:
                return xml[: mark.start()]
    return xml
