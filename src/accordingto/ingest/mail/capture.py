"""Pages that a browser saved as MHTML: a message whose first part is the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

from accordingto.errors import NoArticleError
from accordingto.ingest.html import html_document
from accordingto.ingest.mail.body import part_of
from accordingto.ingest.mail.headers import facts_of, words
from accordingto.ingest.options import IntakeOptions
from accordingto.records import Document

_PAGES = ("text/html", "application/xhtml+xml")


def is_capture(message: EmailMessage) -> bool:
    """Whether a message is a saved page: browsers say so in its address or its sender."""
    return "Snapshot-Content-Location" in message or (words(message, "From") or "").lower().lstrip('"<').startswith(
        "saved by"
    )


def captured_document(
    message: EmailMessage, data: bytes, name: str, path: str | None, options: IntakeOptions
) -> Document:
    """Return the report on a saved page, with its address and when it was saved; raises what `html_document` raises."""
    root = _root(message)
    if root is None:
        raise NoArticleError(f"{name}: a saved page without the page in it.")
    address = words(message, "Snapshot-Content-Location") or words(root, "Content-Location")
    facts = facts_of(message)
    part = part_of(root)
    web = address if address and address.startswith(("http://", "https://")) else None
    told = replace(options, url=options.url or web, charset=part.charset, keep=None)
    document = html_document(part.content, name, path, told)
    return replace(
        document,
        title=document.title or facts.title,
        captured=_captured(facts.published),
        original=options.original(data),
    )


def _root(message: EmailMessage) -> EmailMessage | None:
    start = message.get_param("start") if message.is_multipart() else None
    pages = [part for part in _parts(message) if part.get_content_type() in _PAGES]
    named = [part for part in pages if isinstance(start, str) and words(part, "Content-ID") == start.strip()]
    return next(iter(named or pages), None)


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    for part in message.walk():
        if isinstance(part, EmailMessage):
            yield part


def _captured(published: str | None) -> str | None:
    moment = datetime.fromisoformat(published) if published and "T" in published else None
    if moment is None:
        return published
    # Browsers write “-0000”, which the library takes for a time of no zone; RFC 5322 has it for UTC.
    return (moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
