"""NITF, the News Industry Text Format, alone in a file or inside NewsML-G2.

https://iptc.org/standards/nitf/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from accordingto.errors import InputError, NoArticleError
from accordingto.ingest.bounded import bounded
from accordingto.ingest.newsroom.item import Item, first_of, item_document
from accordingto.ingest.newsroom.markup import lines
from accordingto.ingest.newsroom.xml import children, find, local, parse, value, words
from accordingto.ingest.options import IntakeOptions
from accordingto.records import Document

_CORRECTING = ("correct", "kill", "withdraw", "retract")


def documents(stream: BinaryIO, name: str, path: str | None, options: IntakeOptions) -> Iterator[Document | InputError]:
    """Yield the one report of an NITF file; raises UnreadableError, TooLargeError and NoArticleError."""
    data = bounded(stream, name, options)
    root = parse(data, name)
    nitf = root if local(root) == "nitf" else next((e for e in root.iter("*") if local(e) == "nitf"), None)
    if nitf is None:
        raise NoArticleError(f"{name}: no NITF in this XML. Give a file whose outermost element is nitf.")
    yield item_document(nitf_item(nitf), data, name, path, options)


def nitf_item(nitf: Any) -> Item:
    """Return what an `nitf` element tells of its report."""
    docdata, pubdata = find(nitf, "head/docdata"), find(nitf, "head/pubdata")
    head, content = find(nitf, "body/body.head"), find(nitf, "body/body.content")
    key = find(docdata, "du-key")
    distributor, holder = words(find(head, "distributor")), value(find(docdata, "doc.copyright"), "holder")
    correction = find(docdata, "correction")
    return Item(
        lines=lines(content) if content is not None else [],
        title=words(find(head, "hedline/hl1")) or words(find(head, "hedline")) or words(find(nitf, "head/title")),
        publisher=first_of((value(pubdata, "name"), holder, distributor, value(find(docdata, "doc-id"), "regsrc"))),
        author=words(find(head, "byline")),
        dateline=words(find(head, "dateline")),
        credit=distributor,
        item=first_of((value(find(docdata, "doc-id"), "id-string"), value(key, "key"), value(nitf, "uno"))),
        revision=first_of((value(key, "version"), value(key, "generation"))),
        url=value(pubdata, "ex-ref"),
        language=first_of((value(nitf, "baselang"), value(nitf, "{http://www.w3.org/XML/1998/namespace}lang"))),
        version=first_of(
            (
                value(find(docdata, "date.issue"), "norm"),
                value(find(docdata, "date.release"), "norm"),
                value(pubdata, "date.publication"),
                value(find(head, "dateline/story.date"), "norm"),
            )
        ),
        embargo=value(find(docdata, "date.release"), "norm") if _status(docdata) == "embargoed" else None,
        status=_status(docdata),
        signal="correction" if correction is not None else None,
        notes=_notes(nitf, docdata, correction),
    )


def _status(docdata: Any) -> str | None:
    return value(docdata, "management-status")


def _notes(nitf: Any, docdata: Any, correction: Any) -> list[str]:
    """Return what is said to editors: the correction, their messages, and revisions that correct or withdraw."""
    notes = [value(correction, "info")]
    for message in children(docdata, "ed-msg"):
        notes += [value(message, "info") or words(message)]
    for revision in children(find(nitf, "head"), "revision-history"):
        comment = value(revision, "comment")
        notes += [comment] if comment and comment.lower().startswith(_CORRECTING) else []
    notes += [words(note) for note in children(find(nitf, "body/body.head"), "note")]
    return list(dict.fromkeys(note for note in notes if note))
