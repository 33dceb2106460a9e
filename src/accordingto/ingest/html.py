"""An HTML page to a document: the article's text and what the page says of its publication."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from accordingto.errors import InputError, NoArticleError, UnreadableError
from accordingto.ingest.bounded import bounded
from accordingto.ingest.composing import compose
from accordingto.ingest.dates import iso_date
from accordingto.ingest.encoding import decode
from accordingto.ingest.options import IntakeOptions, too_large
from accordingto.ingest.pages.article import article_text, is_article
from accordingto.ingest.pages.facts import page_facts
from accordingto.ingest.pages.tree import parse
from accordingto.records import Document

_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
# Guesses from anywhere in the page are worse than no date, and dates must not depend on the day of reading.
_LATEST = "2100-01-01"


def documents(stream: BinaryIO, name: str, path: str | None, options: IntakeOptions) -> Iterator[Document | InputError]:
    """Yield the one report on a page; raises what `html_document` raises."""
    yield html_document(bounded(stream, name, options), name, path, options)


def html_document(data: bytes, name: str, path: str | None, options: IntakeOptions) -> Document:
    """Return the report on an HTML page: its paragraphs one a line, without title.

    What `options` say wins over what the page says. Raises UnreadableError, TooLargeError, and NoArticleError where
    nothing on the page reads as an article.
    """
    declared = _DECLARED.search(data[:4096])
    page = decode(data, name, options.charset or (declared[1].decode("ascii") if declared else None))
    if len(page) > options.max_size:
        raise too_large(name, options)
    if not page.strip():
        raise NoArticleError(f"{name}: empty, there is no page in it.")
    try:
        document = _document(page, data, name, path, options)
    except (RecursionError, ValueError, AssertionError):  # what lxml and the extractor do on hostile pages
        raise UnreadableError(f"{name}: too broken to be read as a page.") from None
    if document is None:
        raise NoArticleError(
            f"{name}: no article found on this page. Check that it is the page of one report, or save its text as .txt."
        )
    return document


def _document(page: str, data: bytes, name: str, path: str | None, options: IntakeOptions) -> Document | None:
    import trafilatura

    # What it would say about pages, this package says in its own words.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = parse(page, name)
    if tree is None:
        return None
    facts = page_facts(tree)
    # Of its settings this one leaves out least; what is furniture is judged here.
    judged: Any = trafilatura.bare_extraction(tree, include_comments=False, favor_recall=True)
    text = article_text(tree, judged.text or "" if judged else "", (facts.title,))
    if not is_article(text, facts.article):
        if facts.status != "killed":
            return None
        text = text or facts.notice or facts.title or ""  # of a withdrawn report often nothing else is left
    published = facts.published or (None if options.published else _found_date(tree))
    return compose(
        text, data, name, path, options,
        title=facts.title, url=facts.url, publisher=facts.publisher, published=published, author=facts.author,
        dateline=facts.dateline, credit=facts.credit, item=facts.item, status=facts.status, notice=facts.notice,
    )  # fmt: skip


def _found_date(tree: Any) -> str | None:
    """Return the day that a page shows in its markup."""
    import htmldate

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    return iso_date(htmldate.find_date(tree, original_date=True, extensive_search=False, max_date=_LATEST) or "")
