"""The body of a report in XHTML, HTML or NITF to lines: each paragraph, caption and row of a table is one."""

from __future__ import annotations

import re
from typing import Any

from accordingto.errors import UnreadableError
from accordingto.ingest.newsroom.xml import local

_INLINE = frozenset(
    """
    a abbr acronym addressee alt-code b bdi bdo big chron cite city classifier code copyrite country data del dfn em
    event font frac frac-den frac-num frac-sep function i ins kbd label lang location mark money name.family
    name.given num object.title org person postaddr pronounce q region s samp small span state strike strong sub
    sublocation sup time tt u var virtloc wbr
    """.split()
)
_LEFT_OUT = frozenset(
    """
    script style template noscript iframe object embed svg form button nav head media-reference media-metadata
    media-object nitf-table-metadata link meta
    """.split()
)
_CELLS = frozenset({"td", "th"})
_ROW = "tr"
_EMPTY_CELLS = re.compile(r"(?: \|)+$")
_MARKUP = re.compile(
    r"</(?:p|div|li|td|h[1-6]|blockquote|figure|section|article|span|a|b|i|em|strong)\s*>|<(?:br|p)\s*/?>",
    re.IGNORECASE,
)


def is_markup(text: str) -> bool:
    """Whether a text has the marks of HTML's paragraphs or phrases in it."""
    return _MARKUP.search(text) is not None


def html_lines(markup: str, name: str) -> list[str]:
    """Return the lines of a piece of HTML or XHTML. `name` is the input as errors call it.

    Raises UnreadableError for what is too deeply nested or too broken.
    """
    from lxml import etree, html

    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = html.document_fromstring(f"<div>{markup}</div>".encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError, RecursionError):
        raise UnreadableError(f"{name}: its body is too deeply nested or too broken to be read.") from None
    return lines(root)


def lines(root: Any) -> list[str]:
    """Return the paragraphs, headings, captions and list items below an element, each on one line.

    The cells of a table's row stand in one line, with “ | ” between. White space is as a browser shows it.
    """
    from lxml import etree

    found: list[str] = []
    now: list[str] = []

    def end() -> None:
        line = _EMPTY_CELLS.sub("", " ".join("".join(now).split()))
        now.clear()
        if line.strip(" |"):
            found.append(line)

    left_out = rows = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        tag = local(element)
        left_out += (tag in _LEFT_OUT) * (1 if event == "start" else -1)
        if event == "start":
            if tag not in _INLINE and not left_out and not (rows and tag != _ROW):
                end()
            rows += tag == _ROW
            if not left_out:
                now.append(element.text or "")
            continue
        if not left_out and tag not in _LEFT_OUT:
            rows -= tag == _ROW
            if rows:
                now.append(" | " if tag in _CELLS else "" if tag in _INLINE else " ")
            elif tag not in _INLINE:
                end()
        if element is not root and not left_out:
            now.append(element.tail or "")
    end()
    return found
