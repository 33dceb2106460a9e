"""The lines of print on the pages of a PDF, in the order in which they are read. Runs in a process of its own.

Fonts, streams and cross-references of a PDF can be made to keep a program busy or to fill memory, and no library
bounds that; `pdf` starts this file with limits, hands it the PDF on standard input and takes JSON from its output.
"""

from __future__ import annotations

import io
import json
import logging
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import astuple
from functools import partial
from typing import Any

from accordingto.ingest.confined import alarm, limit_memory
from accordingto.ingest.office.rows import Line

MOST_PAGES = 500
MEMORY = 1_000_000_000
SECONDS = 10
SECONDS_A_PAGE = 0.5


def main() -> None:
    """Read a PDF from standard input and write what `read` returns to standard output, as JSON."""
    limit_memory(int(sys.argv[1]))
    if hasattr(signal, "SIGALRM"):  # on Windows the time is bounded by the process that started this one
        signal.signal(signal.SIGALRM, _late)
    alarm(SECONDS)
    try:
        told = read(sys.stdin.buffer.read(), partial(alarm, SECONDS))
    except MemoryError:
        told = {"fault": "memory"}
    except (TimeoutError, _LateError):
        told = {"fault": "time"}
    sys.stdout.write(json.dumps(told))


def read(data: bytes, go_on: Callable[[], object] = bool) -> dict[str, Any]:
    """Return `lines` (the fields of Line, in order) and `info` of a PDF, or `fault`: in a word why it has none.

    Faults are encrypted, pages (too many) and broken; `go_on` is called before each page. Raises TimeoutError where
    the pages take longer than they may.
    """
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        pages = []
        for page in PDFPage.create_pages(document):
            pages.append(page)
            if len(pages) > MOST_PAGES:
                return {"fault": "pages"}
        return {"info": _info(document), "lines": [astuple(line) for line in _lines(pages, go_on)]}
    except PDFPasswordIncorrect:
        return {"fault": "encrypted"}
    except (MemoryError, TimeoutError):
        raise
    except Exception as error:  # on broken files the library raises whatever its parts raise
        return {"fault": "encrypted" if "ncrypt" in type(error).__name__ + str(error) else "broken"}


def _lines(pages: list[Any], go_on: Callable[[], object]) -> Iterator[Line]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager

    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams(all_texts=True))
    interpreter = PDFPageInterpreter(resources, device)
    began = time.monotonic()
    for number, page in enumerate(pages):
        go_on()
        interpreter.process_page(page)
        yield from _of_page(device.get_result(), number)
        if time.monotonic() - began > SECONDS + SECONDS_A_PAGE * number:
            raise TimeoutError


def _of_page(layout: Any, number: int) -> Iterator[Line]:
    from pdfminer.layout import LTTextBox

    boxes = [item for item in layout if isinstance(item, LTTextBox)]
    if not boxes:  # programs that put a whole page into a figure
        boxes = list(_inside(layout))
    for block, box in enumerate(boxes):
        for line in box:
            text, sizes = _letters(line)
            if text.strip():
                size = sizes[len(sizes) // 2]
                yield Line(
                    text, line.x0, line.x1, line.y0, line.y1, size, number, block, box.x0, box.x1, float(layout.height)
                )


def _inside(layout: Any) -> Iterator[Any]:
    from pdfminer.layout import LTFigure, LTTextBox

    waiting: list[Any] = [item for item in layout if isinstance(item, LTFigure)][::-1]
    while waiting:
        item = waiting.pop()
        if isinstance(item, LTTextBox):
            yield item
        elif isinstance(item, LTFigure):
            waiting += list(iter(item))[::-1]


def _letters(line: Any) -> tuple[str, list[float]]:
    """Return the upright text of a line and the sorted heights of its letters; a watermark set aslant has none."""
    from pdfminer.layout import LTChar

    letters = [item for item in line if isinstance(item, LTChar)]
    if not letters or 2 * sum(letter.upright for letter in letters) <= len(letters):
        return "", []
    return line.get_text().rstrip("\n"), sorted(letter.size for letter in letters)


def _info(document: Any) -> dict[str, str]:
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    info: dict[str, str] = {}
    for entries in document.info:
        for key in ("Title", "Author", "CreationDate"):
            value = resolve1(entries.get(key))
            if isinstance(value, bytes):
                info[key] = decode_text(value)
    return info


class _LateError(BaseException):
    """A page takes too long. No Exception, because the library goes on after those."""


def _late(*_: object) -> None:
    raise _LateError


if __name__ == "__main__":
    main()
