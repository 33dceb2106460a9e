"""IPTC ninjs, News in JSON, 1.x to 3.x: one item, an array of items, or one after the other.

https://iptc.org/standards/ninjs/ and, for `provider`, `source` and `dateline`, the ninjs that newsroom systems write.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from accordingto.errors import InputError, NoArticleError, UnreadableError
from accordingto.ingest.bounded import bounded
from accordingto.ingest.encoding import decode
from accordingto.ingest.newsroom.item import Item, first_of, item_document
from accordingto.ingest.newsroom.markup import html_lines, is_markup
from accordingto.ingest.options import IntakeOptions
from accordingto.ingest.surrogates import joined
from accordingto.records import Document

# 1.x writes body_text and versioncreated, 2.x bodies and either spelling, 3.x versionCreated: keys are compared folded.
_MAIN = ("main", "body", "article", "html", "text", "")
_LEADS = ("lead", "preamble", "ingress", "intro")
_MARKED = ("html", "xml", "nitf")
_SPACE = re.compile(r"\s*")
_NOT_REPORTS = {"event": "an event", "planning": "a planned coverage"}


def documents(stream: BinaryIO, name: str, path: str | None, options: IntakeOptions) -> Iterator[Document | InputError]:
    """Yield the report of each ninjs object, and of each associated object that has a body of its own.

    Raises UnreadableError for what is no JSON, and TooLargeError. Many items that are too much together belong in a
    file named .jsonl, an item a line.
    """
    data = bounded(stream, name, options)
    items = list(_objects(decode(data, name), name))
    for number, item in enumerate(items, 1):
        place = name if len(items) == 1 else f"{name}, item {number}"
        yield from item_documents(item, data, place, path, options)


def is_ninjs(item: dict[str, Any]) -> bool:
    """Whether a JSON object is an item of ninjs rather than a plain line of a report."""
    keys = {_fold(key) for key in item}
    return "uri" in keys and (_has_body(keys) or bool(keys & {"headlines", "versioncreated", "pubstatus"}))


def item_documents(
    given: Any, data: bytes, name: str, path: str | None, options: IntakeOptions
) -> Iterator[Document | InputError]:
    """Yield the report of one ninjs object and those inside it, or the error that says why it is none."""
    waiting = [(name, given)]
    while waiting:
        place, given = waiting.pop()
        try:
            if not isinstance(given, dict):
                raise UnreadableError(f"{place}: not a JSON object, so no item of ninjs.")
            fields = {_fold(key): value for key, value in given.items()}
            captions, inner = _associated(fields, place)
            waiting += [(f"{place}, {key}", value) for key, value in reversed(inner)]
            yield _document(fields, captions, data, place, path, options)
        except InputError as error:
            yield error


def _document(
    fields: dict[str, Any], captions: list[str], data: bytes, name: str, path: str | None, options: IntakeOptions
) -> Document:
    item = _item(fields, name)
    kind = _NOT_REPORTS.get(_word(fields.get("type")) or "")
    if kind and not item.lines:
        raise NoArticleError(f"{name}: {kind}, not a report. Give the items of type text.")
    item.lines += captions if item.lines else []
    return item_document(item, data, name, path, options)


def _objects(text: str, name: str) -> Iterator[Any]:
    """Yield the items of one JSON value, or of several after one another."""
    decoder = json.JSONDecoder(strict=False)
    at = _SPACE.match(text).end()  # type: ignore[union-attr]
    try:
        while at < len(text):
            value, end = decoder.raw_decode(text, at)
            yield from value if isinstance(value, list) else [value]
            at = _SPACE.match(text, end).end()  # type: ignore[union-attr]  # it always matches
    except json.JSONDecodeError as error:
        raise UnreadableError(f"{name}: broken JSON in line {error.lineno} ({error.msg}).") from None
    except (ValueError, RecursionError):
        raise UnreadableError(f"{name}: JSON too deep, or a number too long, to be news.") from None


def _item(fields: dict[str, Any], name: str) -> Item:
    sources = _names(fields.get("infosources") or fields.get("infosource"))
    holder = _word(fields.get("copyrightholder"))
    publisher = first_of((_word(fields.get("provider")), _word(fields.get("source")), holder, *sources))
    return Item(
        lines=_body(fields, name),
        title=_pick(fields.get("headlines")) or _word(fields.get("headline")) or _word(fields.get("title")),
        publisher=publisher,
        author=first_of((_word(fields.get("byline")), _word(fields.get("by")))),
        dateline=first_of((_word(fields.get("dateline")), _word(fields.get("located")))),
        credit=first_of((_word(fields.get("creditline")), _word(fields.get("credit")), ", ".join(sources))),
        item=first_of((_word(fields.get("uri")), _word(fields.get("guid")))),
        revision=_word(fields.get("version")),
        url=first_of((_word(fields.get("url")), _word(fields.get("canonicalurl")))),
        language=_word(fields.get("language")),
        first=_word(fields.get("firstcreated")) or _word(fields.get("contentcreated")),
        version=_word(fields.get("versioncreated")),
        embargo=_word(fields.get("embargoed")),
        status=first_of((_word(fields.get("pubstatus")), _word(fields.get("state")))),
        signal=_word(fields.get("signal")),
        notes=[note for note in (_word(fields.get("ednote")),) if note],
    )


def _body(fields: dict[str, Any], name: str) -> list[str]:
    """Return the lines of the body; markup wins over plain text, which often has its paragraphs run together."""
    bodies = _parts(fields.get("bodies"))
    bodies += _named(fields, "body")
    leads = [body for body in bodies if body[0] in _LEADS]
    mains = sorted((body for body in bodies if body[0] not in _LEADS), key=_rank)
    lines = next((found for body in mains if (found := _lines(body, name))), [])
    if not lines:  # pictures, and items that are only announced
        parts = _parts(fields.get("descriptions")) + _named(fields, "description")
        return next((found for part in parts if (found := _lines(part, name))), [])
    ahead = [line for body in leads for line in _lines(body, name)]
    return [line for line in ahead if line not in lines] + lines


def _rank(body: tuple[str, str, Any]) -> tuple[bool, bool]:
    return body[0] not in _MAIN, not any(mark in body[1] for mark in _MARKED)


def _lines(body: tuple[str, str, Any], name: str) -> list[str]:
    _, kind, value = body
    if not isinstance(value, str):
        return []
    value = joined(value)
    if any(mark in kind for mark in _MARKED) or (not kind and is_markup(value)):
        return html_lines(value, name)
    return [line.rstrip() for line in value.splitlines() if line.strip()]


def _parts(value: Any) -> list[tuple[str, str, Any]]:
    """Return role, media type and value of the objects in an array such as `bodies` or `headlines`."""
    parts = [{_fold(k): v for k, v in part.items()} for part in _list(value) if isinstance(part, dict)]
    return [
        ((_word(p.get("role")) or "").lower(), (_word(p.get("contenttype")) or "").lower(), p.get("value"))
        for p in parts
    ]


def _pick(value: Any) -> str | None:
    parts = sorted(_parts(value), key=lambda part: part[0] not in _MAIN)
    return next((found for part in parts if (found := _word(part[2]))), None)


def _associated(fields: dict[str, Any], name: str) -> tuple[list[str], list[tuple[str, Any]]]:
    """Return the captions of what is associated with an item, and the associated items that are reports themselves."""
    value = fields.get("associations")
    pairs = (
        list(value.items()) if isinstance(value, dict) else [(f"part {n}", v) for n, v in enumerate(_list(value), 1)]
    )
    captions: list[str] = []
    inner = []
    for key, part in pairs:
        if isinstance(part, dict):
            folded = {_fold(k): v for k, v in part.items()}
            if _has_body(folded):
                inner.append((key, part))
            else:
                captions += _body(folded, name)
    return captions, inner


def _names(value: Any) -> list[str]:
    return [found for part in _list(value) if isinstance(part, dict) and (found := _word(part.get("name")))]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _word(value: Any) -> str | None:
    if isinstance(value, dict):  # newsroom systems: {"text": …} for a dateline, {"name": …} for a place or a party
        value = value.get("text") or value.get("name")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return " ".join(joined(value).split()) or None if isinstance(value, str) else None


def _has_body(keys: Iterable[str]) -> bool:
    return any(key == "bodies" or (key.startswith("body") and key != "body") for key in keys)


def _named(fields: dict[str, Any], what: str) -> list[tuple[str, str, Any]]:
    """Return what 1.x writes as `body_text`, `body_xhtml` and the like, as `_parts` returns what 2.x writes."""
    kinds = sorted(key for key in fields if key.startswith(what) and key not in (what, "bodies"))
    return [("", "text/plain" if key.endswith("text") else "text/html", fields[key]) for key in kinds]


def _fold(key: str) -> str:
    return key.replace("_", "").lower()
