"""From what an input tells to a document: what a person said wins, the size is limited, the language found."""

from __future__ import annotations

from typing import Any

from accordingto.errors import NoArticleError
from accordingto.ingest.encoding import unified_newlines
from accordingto.ingest.language import detect_language
from accordingto.ingest.options import IntakeOptions, too_large
from accordingto.records import Document


def compose(text: str, data: bytes, name: str, path: str | None, options: IntakeOptions, **facts: Any) -> Document:
    """Return the document with that text; `facts` are fields of Document as the input itself tells them.

    `data` are the bytes it was read from, `name` is the input as errors call it. Raises TooLargeError, and
    NoArticleError where there is no text.
    """
    text = unified_newlines(text.removeprefix("\ufeff"))
    if len(text) > options.max_size:
        raise too_large(name, options)
    if not text.strip():
        raise NoArticleError(f"{name}: empty, there is no text in it. Give a file with a report's text.")
    for fact in ("title", "url", "publisher", "published"):
        facts[fact] = getattr(options, fact) or facts.get(fact)
    facts["language"] = facts.get("language") or detect_language(text)
    return Document(text=text, path=path, original=options.original(data), **facts)
