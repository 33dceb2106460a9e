"""A parsed page as its blocks of text in reading order: paragraphs, headings, items, table rows, captions, posts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from accordingto.ingest.pages.furniture import is_furniture, is_unseen

# What is no text of a page whatever it stands in.
_SKIPPED = frozenset(
    "script style noscript template iframe object embed applet svg canvas video audio map head select option optgroup "
    "textarea input button datalist progress meter".split()
)
# Anything else runs on within its line, as browsers have it.
_BLOCKS = frozenset(
    "address article aside blockquote body center details dd dialog dir div dl dt fieldset figcaption figure footer "
    "form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p pre search section summary table "
    "tbody td tfoot th thead title tr ul".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SENTENCES = frozenset(("p", "li", "dd", "td", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption"))
_CELLS = frozenset(("td", "th"))
_POST = re.compile(
    r"\b(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|text-post-media|"
    r"reddit-(?:embed|card)|fb-(?:post|xfbml-parse-ignore)|telegram-post)\b"
)
_CAPTION = re.compile(r"(?:^|[\s_-])captions?(?:[_-]?(?:text|full|body))?(?:$|\s)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0\u200b\u2028\u2029]+")
_NUMBER = re.compile(r"\d+")
# A cell with more than this is a column of a page, not a value in a table.
_CELL = 200
_DEPTH = 3
_FURNITURE = 8


@dataclass(slots=True, eq=False)
class Block:
    """A run of text between two breaks of a page, white space collapsed.

    `kind` is paragraph, heading, item, row, caption or post; `within` is the element whose text it is; `sort` names
    that element and those around it by tag and class, the same for blocks that are set alike; `linked` counts the
    characters that are links; `furniture` are the elements around it that are called furniture, outer first.
    """

    text: str
    kind: str
    within: Any
    sort: tuple[str, ...]
    linked: int
    furniture: tuple[Any, ...]


def blocks(tree: Any) -> list[Block]:
    """Return the blocks of a parsed page (an lxml element) in reading order."""
    return _Walk().run(tree)


class _Walk:
    """One pass over the tree, without recursion: pages are nested as deeply as their makers like."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.words: list[str] = []
        self.linked = 0
        self.around: list[tuple[Any, str]] = []  # block elements, outer first, and the kind of what is in them
        self.links = 0
        self.furniture: list[Any] = []

    def run(self, tree: Any) -> list[Block]:
        waiting: list[tuple[Any, bool]] = [(tree, False)]
        while waiting:
            element, left = waiting.pop()
            if left:
                self._leave(element)
                continue
            if isinstance(element.tag, str) and not self._skipped(element):
                waiting.append((element, True))
                self._enter(element)
                waiting += ((child, False) for child in reversed(element))
            else:
                self._say(element.tail)
        self._break()
        return self.found

    def _skipped(self, element: Any) -> bool:
        if self._kind in ("post", "caption"):
            return element.tag in _SKIPPED or is_furniture(element)
        return element.tag in _SKIPPED or (element.tag not in _BLOCKS and len(self.around) > 1 and is_unseen(element))

    def _enter(self, element: Any) -> None:
        tag = element.tag
        if tag == "a":
            self.links += 1
        if tag == "br" or tag == "hr":
            if self._kind == "post":
                self.words.append(" ")
            else:
                self._break()
        elif tag in _BLOCKS and not self._in_line(element):
            self._break()
            self.around.append((element, self._kind_of(element)))
        elif tag not in _BLOCKS and self.around and self._kind != "caption" and _is_caption(element):
            self._break()
            self.around.append((element, "caption"))
        elif tag in _CELLS or self._kind == "post":
            self.words.append(" ")
        if self._may_be_furniture(element) and is_furniture(element):
            self._break()
            self.furniture.append(element)
        self._say(element.text)

    def _leave(self, element: Any) -> None:
        if self.furniture and element is self.furniture[-1]:
            self._break()
            self.furniture.pop()
        if element.tag == "a":
            self.links -= 1
        if self.around and self.around[-1][0] is element:
            self._break()
            self.around.pop()
        elif self._kind == "post":
            self.words.append(" " if element.tag in _BLOCKS else "")
        elif element.tag in _CELLS:
            self.words.append("\0")
        self._say(element.tail)

    @property
    def _kind(self) -> str:
        return self.around[-1][1] if self.around else "paragraph"

    def _in_line(self, element: Any) -> bool:
        """Whether a block element runs on within its surroundings: a cell in its row, a paragraph in a post."""
        return self._kind == "post" or (self._kind == "row" and element.tag in _CELLS)

    def _may_be_furniture(self, element: Any) -> bool:
        """Whether an element stands alone; within a sentence its name says little, and links are named as targets."""
        if element.tag in _BLOCKS:
            return True
        return element.tag != "a" and bool(self.around) and self.around[-1][0].tag not in _SENTENCES

    def _kind_of(self, element: Any) -> str:
        tag = element.tag
        if self._kind in ("caption", "post"):
            return self._kind
        if tag == "figcaption" or _is_caption(element):
            return "caption"
        if _POST.search(element.get("class") or ""):
            return "post"
        if tag in _HEADINGS:
            return "heading"
        if tag in ("li", "dt", "dd"):
            return "item"
        if tag == "tr" and _is_row(element):
            return "row"
        return "paragraph" if tag != "p" or self._kind != "item" else "item"

    def _say(self, words: str | None) -> None:
        if words:
            self.words.append(words)
            if self.links:
                self.linked += len(words.strip())

    def _break(self) -> None:
        if self.words:
            text = "\t".join(
                t for t in (_SPACE.sub(" ", cell).strip() for cell in "".join(self.words).split("\0")) if t
            )
            if text and self.around:
                element, kind = self.around[-1]
                self.found.append(
                    Block(text, kind, element, _sort(element), self.linked, tuple(self.furniture[:_FURNITURE]))
                )
            self.words = []
        self.linked = 0


def name_of(element: Any) -> str:
    """Return an element's tag and classes, without the numbers in them: the same for elements that are set alike."""
    classes = element.get("class")
    return f"{element.tag}.{_NUMBER.sub('', ' '.join(classes.split()))}" if classes else element.tag


def _sort(element: Any) -> tuple[str, ...]:
    names: list[str] = []
    while element is not None and len(names) < _DEPTH:
        names.append(name_of(element))
        element = element.getparent()
    return tuple(names)


def _is_caption(element: Any) -> bool:
    return bool(_CAPTION.search(element.get("class") or ""))


def _is_row(element: Any) -> bool:
    """Whether a table row holds values; in a row that lays out a page the cells have paragraphs of their own."""
    for cell in element:
        if cell.tag in _CELLS:
            length = 0
            for inner in cell.iter():
                if inner.tag in ("p", "div", "table", "ul", "h1", "h2", "h3"):
                    return False
                length += len(inner.text or "") + len(inner.tail or "")
                if length > _CELL:
                    return False
    return True
