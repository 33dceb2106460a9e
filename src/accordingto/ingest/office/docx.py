"""Word documents (.docx, ECMA-376): the text as it is when all tracked changes are accepted, notes after it.

Read here and not by a library: python-docx leaves out inserted text and notes, and reads every part into memory.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from accordingto.errors import InputError, TooLargeError, UnreadableError
from accordingto.ingest.allowance import Allowance
from accordingto.ingest.bounded import bounded
from accordingto.ingest.composing import compose
from accordingto.ingest.dates import iso_date
from accordingto.ingest.newsroom.xml import find, local, parse, words
from accordingto.ingest.options import IntakeOptions, too_large
from accordingto.records import Document

_BODY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_FACTS = "docProps/core.xml"
_LARGEST_FACTS = 1_000_000
_LARGEST_PART = 200_000_000
_MOST_ELEMENTS = 3_000_000
_OLD = b"\xd0\xcf\x11\xe0"
# What an accepted change takes away, the codes of fields, and the second form of what older programs cannot show.
_GONE = frozenset({"del", "movefrom", "instrtext", "deltext", "fallback"})
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "nobreakhyphen": "-"}
_ROW_OF_PROSE = 2
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


def documents(stream: BinaryIO, name: str, path: str | None, options: IntakeOptions) -> Iterator[Document | InputError]:
    """Yield the one report of a Word document, a paragraph or a table's row a line.

    Title, author and date are those of its properties. Raises UnreadableError for what is no Word document or is
    encrypted, TooLargeError for what unpacks to too much, and NoArticleError for one without text.
    """
    data = bounded(stream, name, options)
    if data.startswith(_OLD):
        raise UnreadableError(f"{name}: an encrypted or an old Word document. Save it as .docx without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield _document(archive, data, name, path, options)
    except _BROKEN as error:
        raise UnreadableError(f"{name}: a damaged Word document ({error}). Save it again as .docx.") from None


def _document(archive: zipfile.ZipFile, data: bytes, name: str, path: str | None, options: IntakeOptions) -> Document:
    names = set(archive.namelist())
    if _BODY not in names:
        raise UnreadableError(f"{name}: no Word document (it has no {_BODY}). Save the report as .docx or .txt.")
    allowance = Allowance(packed=len(data))
    for part in names & {_BODY, *_NOTES, _FACTS}:
        size = archive.getinfo(part).file_size
        allowance.spend(size, name)
        if size > (_LARGEST_FACTS if part == _FACTS else _LARGEST_PART):
            raise TooLargeError(f"{name}: unpacks to more than any report has. Save its text as .txt.")
    lines = _lines(archive, _BODY, name, options)
    for part in _NOTES:
        lines += _lines(archive, part, name, options) if part in names else []
    core = _facts(archive, name, options) if _FACTS in names else None
    title = words(find(core, "title"))
    if title and len(lines) > 1 and lines[0].casefold() == title.casefold():
        del lines[0]
    day = words(find(core, "modified")) or words(find(core, "created"))
    return compose(
        "\n".join(lines), data, name, path, options,
        title=title, author=words(find(core, "creator")), published=iso_date(day or ""),
    )  # fmt: skip


def _facts(archive: zipfile.ZipFile, name: str, options: IntakeOptions) -> Any:
    try:
        return parse(archive.read(_FACTS), name)
    except UnreadableError:
        options.warn(f"{name}: its properties are damaged; read without title, author and date.")
        return None


def _lines(archive: zipfile.ZipFile, part: str, name: str, options: IntakeOptions) -> list[str]:
    from lxml import etree

    reading = _Reading()
    try:
        with archive.open(part) as stream:
            for event, element in etree.iterparse(
                stream, events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True,
                huge_tree=False, remove_comments=True, remove_pis=True,
            ):  # fmt: skip
                if not isinstance(element.tag, str):
                    continue
                if event == "start":
                    reading.start(local(element))
                    continue
                reading.end(local(element), element)
                if local(element) in ("p", "tr", "tbl"):
                    _forget(element)
                if reading.length > options.max_size or reading.elements > _MOST_ELEMENTS:
                    raise too_large(name, options)
    except etree.XMLSyntaxError:
        raise UnreadableError(
            f"{name}: a damaged Word document (broken or too deeply nested in {part}). Save it again as .docx."
        ) from None
    return [line for line in reading.lines if line.strip()]


def _forget(element: Any) -> None:
    """Free what was read, so that memory stays flat."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


class _Reading:
    """Follows the elements of a part; keeps finished lines, open paragraphs, and the cells of open rows."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.length = self.elements = 0
        self._paragraphs: list[list[str]] = []
        self._rows: list[list[list[str]]] = []
        self._gone = 0
        self._hidden = self._joins = False
        self._ahead = ""

    def start(self, tag: str) -> None:
        self.elements += 1
        if tag in _GONE:
            self._gone += 1
        elif tag == "p":
            self._paragraphs.append([self._ahead])
            self._ahead = ""
        elif tag == "tr":
            self._rows.append([])
        elif tag == "tc" and self._rows:
            self._rows[-1].append([])
        elif tag == "r":
            self._hidden = False

    def end(self, tag: str, element: Any) -> None:
        if tag in _GONE:
            self._gone -= 1
            self._joins |= tag == "del" and _is_of(element, "ppr")
        elif tag == "vanish":
            self._hidden |= _is_of(element, "r") and not any(v in ("0", "false") for v in element.attrib.values())
        elif tag == "p" and self._paragraphs:
            self._end_paragraph()
        elif tag == "tr" and self._rows:
            self._end_row()
        elif self._paragraphs and not self._gone and not self._hidden and (tag == "t" or tag in _SIGNS):
            said = (element.text or "") if tag == "t" else _SIGNS[tag]
            self._paragraphs[-1].append(said)
            self.length += len(said)

    def _end_paragraph(self) -> None:
        text = "".join(self._paragraphs.pop())
        if self._joins:  # its end is deleted: the next paragraph goes on in the same line
            self._joins, self._ahead = False, text
            return
        self._keep([" ".join(line.split()) for line in text.split("\n")])

    def _end_row(self) -> None:
        cells = [[line for line in cell if line] for cell in self._rows.pop()]
        full = [cell for cell in cells if cell]
        if len(full) > 1 and all(len(cell) <= _ROW_OF_PROSE for cell in full):
            self._keep([" | ".join(" ".join(cell) for cell in cells)])
        else:  # a table that only lays out the page
            self._keep([line for cell in full for line in cell])

    def _keep(self, lines: list[str]) -> None:
        (self._rows[-1][-1] if self._rows and self._rows[-1] else self.lines).extend(lines)


def _is_of(element: Any, what: str) -> bool:
    """Whether an element is a property of a run (`r`) or of a paragraph's mark (`ppr`)."""
    properties = element.getparent()
    owner = None if properties is None else properties.getparent()
    return owner is not None and local(properties) == "rpr" and local(owner) == what
