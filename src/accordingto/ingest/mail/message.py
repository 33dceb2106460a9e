"""E-mail (.eml) and pages saved as MHTML, which is a kind of e-mail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from accordingto.errors import InputError, NoArticleError, TooLargeError, UnreadableError
from accordingto.ingest.allowance import NESTING
from accordingto.ingest.archives.members import is_report, shown_member
from accordingto.ingest.bounded import bounded
from accordingto.ingest.composing import compose
from accordingto.ingest.dispatch import documents_in
from accordingto.ingest.mail.body import Part, best, part_of, read_plain, tried
from accordingto.ingest.mail.capture import captured_document, is_capture
from accordingto.ingest.mail.headers import BROKEN, Facts, TolerantPolicy, facts_of
from accordingto.ingest.options import IntakeOptions
from accordingto.records import Document

_PARTS = 10_000
_SUFFIXES = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
}


@dataclass(slots=True)
class _Content:
    """The parts of a message by what they are for."""

    pages: list[Part] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    attached: list[tuple[str, bytes]] = field(default_factory=list)
    error: InputError | None = None


def documents(stream: BinaryIO, name: str, path: str | None, options: IntakeOptions) -> Iterator[Document | InputError]:
    """Yield the report that a message is, then those attached to it; their path is the message's and their name.

    A newsletter of several articles is one report. Raises UnreadableError for what is no message.
    """
    data = bounded(stream, name, options)
    if options.depth >= NESTING:
        raise TooLargeError(f"{name}: messages inside messages or archives, over {NESTING} deep.")
    if data.count(b"\n--") > _PARTS:
        raise TooLargeError(f"{name}: a message of over {_PARTS:,} parts. Save the text of its report as .txt.")
    try:
        message = cast("EmailMessage", BytesParser(policy=TolerantPolicy()).parsebytes(data))
        if not message.keys():
            raise UnreadableError(f"{name}: not a message, it has no header.")
        capture = is_capture(message)
        facts = facts_of(message)
        content = None if capture else _content(message, name)
    except BROKEN:
        raise UnreadableError(f"{name}: too broken or too deeply nested to be read as a message.") from None
    if content is None:
        yield captured_document(message, data, name, path, options)
        return
    body = _body(content, facts, data, name, path, options)
    if not (isinstance(body, NoArticleError) and content.attached):
        yield body
    for member, attached in content.attached:
        inside = replace(options, depth=options.depth + 1)
        for item in documents_in(attached, f"{name}/{member}", f"{path}/{member}" if path else member, inside):
            yield _dated(item, facts)


def _body(
    content: _Content, facts: Facts, data: bytes, name: str, path: str | None, options: IntakeOptions
) -> Document | InputError:
    pages, error = tried(content.pages, name, options)
    text = best(pages, "\n\n".join(content.plain))
    if not text.strip():
        return error or content.error or NoArticleError(f"{name}: a message without any text.")
    try:
        return compose(
            text, data, name, path, options,
            title=facts.title, author=facts.author, publisher=facts.publisher, published=facts.published,
            item=facts.item,
        )  # fmt: skip
    except InputError as refused:
        return refused


def _content(message: EmailMessage, name: str) -> _Content:
    content = _Content()
    waiting: list[Any] = [message]
    while waiting:
        part = waiting.pop()
        kind = part.get_content_type()
        if kind == "message/rfc822":
            _attach(part, "message.eml", content)
        elif part.is_multipart():
            waiting += reversed(part.get_payload())
        else:
            _sort(part, kind, name, content)
    return content


def _sort(part: EmailMessage, kind: str, name: str, content: _Content) -> None:
    named = _file_name(part)
    if named is None and kind in ("text/html", "application/xhtml+xml"):
        content.pages.append(part_of(part))
    elif named is None and kind == "text/plain":
        flowed = str(part.get_param("format", "")).lower() == "flowed"
        joined = str(part.get_param("delsp", "")).lower() == "yes"
        try:
            content.plain.append(read_plain(part_of(part), name, flowed, joined))
        except InputError as error:
            content.error = error
    else:
        _attach(part, named or "attachment" + _SUFFIXES.get(kind, ""), content)


def _attach(part: EmailMessage, named: str, content: _Content) -> None:
    member = shown_member(named).replace("/", "_")
    if not PurePath(member).suffix:
        member += _SUFFIXES.get(part.get_content_type(), "")
    if not is_report(member):
        return
    content.attached.append((member, _bytes(part)))


def _bytes(part: EmailMessage) -> bytes:
    inner = part.get_payload(0) if part.is_multipart() else None
    if not isinstance(inner, EmailMessage):
        return part_of(part).content
    try:
        return inner.as_bytes()
    except BROKEN:
        return b""  # said to be empty when it is read


def _file_name(part: EmailMessage) -> str | None:
    try:
        return part.get_filename()
    except BROKEN:
        return "attachment"


def _dated(item: Document | InputError, facts: Facts) -> Document | InputError:
    """What is attached without a day is of the day of the message, and its publisher's."""
    if isinstance(item, InputError):
        return item
    return replace(item, published=item.published or facts.published, publisher=item.publisher or facts.publisher)
