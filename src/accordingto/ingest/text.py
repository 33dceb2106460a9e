"""Plain text to a document."""

from __future__ import annotations

from accordingto.errors import NoArticleError
from accordingto.ingest.encoding import decode
from accordingto.ingest.language import detect_language
from accordingto.ingest.options import IntakeOptions, too_large
from accordingto.records import Document


def text_document(data: bytes, name: str, path: str | None, options: IntakeOptions) -> Document:
    """Return the report that `data` is; its text is unchanged but for the byte-order mark and line ends.

    Raises UnreadableError for what is not text, TooLargeError, and NoArticleError for an empty file.
    """
    text = decode(data, name)
    if len(text) > options.max_size:
        raise too_large(name, options)
    if not text.strip():
        raise NoArticleError(f"{name}: empty, there is no text in it. Give a file with a report's text.")
    return Document(
        text=text,
        path=path,
        title=options.title,
        url=options.url,
        publisher=options.publisher,
        published=options.published,
        language=detect_language(text),
    )
