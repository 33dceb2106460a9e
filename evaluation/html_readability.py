"""A smoke test on the 130 pages of Mozilla's Readability: what is refused, and how near its own output is.

    python -m evaluation.html_readability

Its expected texts are what Readability itself makes of the pages, not what people marked, and many of the pages are no
reports; so the figure says that nothing is badly wrong, no more. The measure is that of `evaluation.html_pages`.
"""

from __future__ import annotations

import argparse
import logging
import tarfile
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from accordingto.errors import InputError
from accordingto.ingest import IntakeOptions
from accordingto.ingest.html import html_document
from evaluation.html_pages import score, trafilaturas
from evaluation.shared import shared

ARCHIVE = Path("data/html-readability/test-pages.tar.xz")


def pages(archive: Path) -> Iterator[tuple[str, bytes, str]]:
    """Yield the name, the page and Readability's own text of every page."""
    from lxml import html

    with tarfile.open(archive) as tar:
        files = {member.name: member for member in tar.getmembers() if member.isfile()}
        for name in sorted(name for name in files if name.endswith("/source.html")):
            page, expected = (_bytes(tar, files[name.replace("source", kind)]) for kind in ("source", "expected"))
            parser = html.HTMLParser(encoding="utf-8")
            tree = html.document_fromstring(b"<html><body>" + expected + b"</body></html>", parser=parser)
            yield name.split("/")[-2], page, "\n".join(tree.itertext())


def _bytes(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = tar.extractfile(member)
    return stream.read() if stream else b""


def main() -> None:
    """Print what is refused and the figures."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    logging.disable(logging.CRITICAL)
    figures: list[tuple[float, float]] = []
    refused = 0
    for name, page, expected in pages(shared(ARCHIVE)):
        try:
            text = html_document(page, name, None, IntakeOptions()).text
        except InputError as error:
            refused += 1
            print(error)
            continue
        figures.append((score(text, expected).f1, score(trafilaturas(page).text, expected).f1))
    ours, theirs = (mean(column) for column in zip(*figures, strict=True))
    print(f"{len(figures)} pages read, {refused} refused")
    print(f"F1 of those read: accordingto {ours:.4f}, trafilatura's defaults {theirs:.4f}")


if __name__ == "__main__":
    main()
