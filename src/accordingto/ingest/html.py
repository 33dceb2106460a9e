"""An HTML page to a document: the article's text and what the page says of its publication."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, BinaryIO

from accordingto.errors import InputError, NoArticleError, TooLargeError, UnreadableError
from accordingto.ingest.bounded import bounded
from accordingto.ingest.dates import iso_date
from accordingto.ingest.encoding import decode
from accordingto.ingest.language import detect_language
from accordingto.ingest.metadata import page_facts
from accordingto.ingest.options import IntakeOptions, too_large
from accordingto.records import Document

_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_SENTENCE_END = re.compile(r"""[.!?…。！？؟۔।։][\s"'”’»)\]]*$""")
_SITE_IN_TITLE = re.compile(r"(.*\S) [|–—-] (.+)$", re.DOTALL)
# Ten times what large news pages have; the extractor's time grows faster than this number.
_ELEMENTS = 50_000
_PARAGRAPH = 60
_ARTICLE = 120
# Guesses from anywhere in the page are worse than no date, and dates must not depend on the day of reading.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}


def documents(stream: BinaryIO, name: str, path: str | None, options: IntakeOptions) -> Iterator[Document | InputError]:
    """Yield the one report on a page; raises what `html_document` raises."""
    yield html_document(bounded(stream, name, options), name, path, options)


def html_document(data: bytes, name: str, path: str | None, options: IntakeOptions) -> Document:
    """Return the report on an HTML page: its paragraphs one a line, without title.

    What `options` say wins over what the page says. Raises UnreadableError, TooLargeError, and NoArticleError where
    nothing on the page reads as an article.
    """
    declared = _DECLARED.search(data[:4096])
    page = decode(data, name, declared[1].decode("ascii") if declared else None)
    if len(page) > options.max_size:
        raise too_large(name, options)
    if not page.strip():
        raise NoArticleError(f"{name}: empty, there is no page in it.")
    try:
        document = _document(page, data, name, path, options)
    except (RecursionError, ValueError, AssertionError):  # what lxml and the extractor do on hostile pages
        raise UnreadableError(f"{name}: too deeply nested or too broken to be read as a page.") from None
    if document is None:
        raise NoArticleError(
            f"{name}: no article found on this page. Check that it is the page of one report, or save its text as .txt."
        )
    return document


def _document(page: str, data: bytes, name: str, path: str | None, options: IntakeOptions) -> Document | None:
    import trafilatura

    # What it would say about pages, this package says in its own words.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    page = _XML_DECLARATION.sub("", page)
    if not re.search(r"<(?:html|body)\b", page[:20_000], re.IGNORECASE):  # a fragment, which the extractor would refuse
        page = f"<html><body>{page}</body></html>"
    tree = trafilatura.load_html(page)
    if tree is None:
        return None
    if sum(1 for _ in tree.iter()) > _ELEMENTS:
        raise TooLargeError(f"{name}: a page of over {_ELEMENTS:,} elements. Save the text of its article as .txt.")
    facts = page_facts(tree)
    headings = [_line(h.text_content()) for h in tree.xpath(".//h1")[:3]]
    found: Any = trafilatura.bare_extraction(
        tree, url=options.url, with_metadata=True, include_comments=False, include_tables=False,
        date_extraction_params=dict(_DATES),
    )  # fmt: skip
    if found is None:
        return None
    publisher = facts.publisher or found.sitename
    title = _title(facts.title or found.title or _line(tree.findtext(".//title")), publisher)
    text = _paragraphs(found.text or "", {title, found.title, *headings})
    if not _is_article(text):
        return None
    return Document(
        text=text,
        path=path,
        title=options.title or title,
        url=options.url or found.url,
        publisher=options.publisher or publisher,
        published=options.published or facts.published or iso_date(found.date or ""),
        language=detect_language(text),
        original=options.original(data),
    )


def _title(title: str | None, publisher: str | None) -> str | None:
    """Cut the publisher's name that pages add to a title."""
    parts = _SITE_IN_TITLE.match(title or "")
    if parts and publisher and _folded(parts[2]).replace(" ", "") == _folded(publisher).replace(" ", ""):
        return parts[1]
    return title


def _paragraphs(text: str, titles: set[str | None]) -> str:
    lines = [line for line in (line.strip() for line in text.splitlines()) if line]
    known = {_folded(title) for title in titles if title}
    while lines and _folded(lines[0]) in known:
        del lines[0]
    return "\n".join(lines)


def _line(words: str | None) -> str | None:
    return " ".join((words or "").split()) or None


def _folded(title: str) -> str:
    return " ".join(title.split()).casefold().lstrip("# ")


def _is_article(text: str) -> bool:
    """Whether there is prose: whole sentences in long lines, not the lists, buttons and notices of a start page."""
    prose = [line for line in text.split("\n") if _width(line) >= _PARAGRAPH and _SENTENCE_END.search(line)]
    return sum(_width(line) for line in prose) >= _ARTICLE


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
