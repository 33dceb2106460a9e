"""accordingto: who said what, on whose word, in a news report.

>>> import accordingto
>>> reading = accordingto.read("“We will stay,” the mayor said.", published="2022-03-11")  # doctest: +SKIP
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from accordingto.records import Document, Reading
from accordingto.version import __version__

if TYPE_CHECKING:
    from accordingto.pipeline import Reader

__all__ = ["Document", "Reader", "Reading", "__version__", "read"]


@cache
def _reader() -> Reader:
    from accordingto.pipeline import Reader

    return Reader()


def read(
    text: str,
    *,
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Reading:
    """Read one report with the model that ships; `published` is an ISO date. The model is loaded at the first call."""
    document = Document(text, title=title, url=url, publisher=publisher, published=published)
    return _reader().read(document)


def __getattr__(name: str) -> object:
    if name == "Reader":  # loading it opens onnxruntime, which callers of the records alone do not need
        from accordingto.pipeline import Reader

        return Reader
    raise AttributeError(name)
