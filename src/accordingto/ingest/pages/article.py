"""Which blocks of a page are the article.

trafilatura judges, the blocks are the text. Its extraction says which blocks are main text, but it drops words that are
links, and whole columns of some pages. So a block that it took is kept whole; one that it left out is kept where it is
set exactly like those that it took; what is called furniture goes, and so do prompts; captions and embedded posts in
the midst of the article stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from accordingto.ingest.pages.blocks import Block, blocks, name_of
from accordingto.ingest.pages.furniture import is_hidden
from accordingto.ingest.pages.prompts import is_prompt, without_shortcodes

# The blocks of characters that Unicode's East Asian Width calls wide.
_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]")
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"""[.!?…。！？؟۔।።։][\s"'”’»)\]]*$""")
_CREDIT = re.compile(
    r"(?:(?:file\s+)?(?:photo(?:graph)?s?|images?|pictures?|videos?|illustrations?|fotos?|source|credits?|courtesy)\b"
    r"(?:\s+(?:by|credit|courtesy|via|of))*\s*[:.©|/-]|©|\(?(?:photo|image|credit)s?\s+(?:by|courtesy)\b)[^.]*\.?$",
    re.IGNORECASE,
)
# In columns, see `width`: what a line of prose has at least, and the prose of an article.
_PROSE = 60
_ARTICLE = 120
_RUN = 4
# Shares: of a block that are links, at most; of the judged prose that an element must hold to be no furniture for all
# its name; the same for one that is hidden; of the judged prose that the article's element holds.
_LINKS = 0.6
_ALL_LINK = 0.9
_NO_FURNITURE = 0.3
_NOT_HIDDEN = 0.7
_MOST = 0.8
# In words, and in blocks before and after the article's prose.
_CAPTION = range(5, 121)
_CAPTIONS = 50
_BEFORE = 12
_AFTER = 3


def article_text(tree: Any, judged: str, known: Iterable[str | None]) -> str:
    """Return the article on a page, a paragraph a line, empty where there is none.

    `judged` is what the extractor took, `known` are the report's titles, which are left out.
    """
    found = blocks(tree)
    votes = _Votes(judged)
    took = [votes.took(block) for block in found]
    mass: Counter[Any] = Counter()
    for block, voted in zip(found, took, strict=True):
        if voted and _is_prose(block):
            mass[block.within] += width(block.text)
    if not mass:
        return ""
    article = _Article(tree, found, took, mass, {_key(title) for title in known if title})
    lines = (without_shortcodes(block.text) for block in article.kept())
    return "\n".join(line for line in lines if line)


def is_article(text: str, told: bool) -> bool:
    """Whether there is prose: whole sentences in long lines, not the lists, buttons and notices of a start page.

    One such line is enough where the page told that it is an article.
    """
    prose = [line for line in text.split("\n") if width(line) >= _PROSE and _ends(line)]
    return sum(width(line) for line in prose) >= (_PROSE if told else _ARTICLE)


def width(text: str) -> int:
    """Return the columns that a text takes: two for an ideograph."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


class _Votes:
    """What the extractor took, as runs of words."""

    def __init__(self, text: str) -> None:
        self.lines = {key for line in text.splitlines() if (key := _key(line))}
        self.runs = set(_runs(_WORD.findall(text.lower())))

    def took(self, block: Block) -> bool:
        """Whether most of a block is in it; a short block only if it is a line there."""
        words = _WORD.findall(block.text.lower())
        if len(words) <= _RUN:
            return " ".join(words) in self.lines
        runs = _runs(words)
        return 2 * sum(run in self.runs for run in runs) >= len(runs)


class _Article:
    """The blocks of one page, where its article stands, and which of them belong to it."""

    def __init__(
        self, tree: Any, found: Sequence[Block], took: Sequence[bool], mass: Counter[Any], titles: set[str]
    ) -> None:
        self.total = mass.total()
        for element in reversed(list(tree.iter())):  # inner before outer
            if element in mass and (parent := element.getparent()) is not None:
                mass[parent] += mass[element]
        self.mass = mass
        region = self._region(tree)
        self.inside = set(region.iter())
        self.near = set(_around(region).iter())
        named: Counter[str] = Counter()
        for element in {e for block in found for e in block.furniture}:
            named[_called(element)] += mass[element]
        self.named = named
        self.took = took
        self.blocks = [
            (n, block)
            for n, block in enumerate(found)
            if not self._is_furniture(block) and _key(block.text) not in titles and not is_prompt(block.text)
        ]
        core = [block for n, block in self.blocks if took[n] and block.within in self.inside and _is_prose(block)]
        self.sorts = {block.sort for block in core}
        prose = [n for n, block in self.blocks if _is_prose(block) and self._is_alike(n, block)]
        self.parents = {found[n].within.getparent() for n in prose}
        self.first, self.last = (prose[0], prose[-1]) if prose else (0, -1)
        for n, block in self.blocks:
            if block.kind == "post" and block.within in self.near and 0 < n - self.last <= _AFTER:
                self.last = n

    def kept(self) -> list[Block]:
        """Return the article's blocks."""
        if self.last < 0:
            return []
        kept: list[Block] = []
        captions: list[str] = []
        for n, block in self.blocks:
            if not self._stays(n, block):
                continue
            if block.kind == "caption":
                if any(_same(block.text, caption) for caption in captions[-_CAPTIONS:]):
                    continue
                captions.append(block.text)
            kept.append(block)
        while kept and kept[-1].kind == "heading":
            kept.pop()
        return kept

    def _stays(self, n: int, block: Block) -> bool:
        if block.kind == "caption":
            return (
                self.first - _BEFORE <= n <= self.last + _AFTER
                and block.within in self.near
                and _is_caption(block.text)
            )
        if block.kind == "post":
            return self.first - _AFTER <= n <= self.last and len(_WORD.findall(block.text)) >= _RUN
        near = block.within in self.near
        if block.kind == "row":
            return near and self.first <= n <= self.last
        links = block.linked / len(block.text)
        if not self.first <= n <= self.last:
            return links < _LINKS and self._stays_outside(n, block)
        if block.kind == "heading":
            return (near and links < _LINKS) or (self.took[n] and self._is_beside(block))
        if self.took[n] and near:
            return block.kind == "paragraph" or links < _ALL_LINK
        return block.sort in self.sorts and links < _LINKS

    def _stays_outside(self, n: int, block: Block) -> bool:
        """Whether a block before or after the article's prose belongs to it all the same."""
        if not self.took[n] or block.within not in self.inside or block.within.tag == "h1":
            return False
        if block.sort in self.sorts or (n > self.last and block.kind == "paragraph" and self._is_beside(block)):
            return True
        if block.kind == "heading" and (width(block.text) < _PROSE or not self._is_beside(block)):
            return False
        return _ends(block.text)

    def _is_beside(self, block: Block) -> bool:
        return block.within.getparent() in self.parents

    def _is_alike(self, n: int, block: Block) -> bool:
        return block.sort in self.sorts and (self.took[n] or block.within in self.near)

    def _is_furniture(self, block: Block) -> bool:
        return any(
            max(self.mass[element], 0 if is_hidden(element) else self.named[_called(element)])
            < (_NOT_HIDDEN if is_hidden(element) else _NO_FURNITURE) * self.total
            for element in block.furniture
        )

    def _region(self, tree: Any) -> Any:
        """Return the innermost element with most of the judged prose."""
        region = tree
        while (inner := next((e for e in region if self.mass[e] >= _MOST * self.total), None)) is not None:
            region = inner
        return region


def _called(element: Any) -> str:
    return name_of(element) if element.get("class") else f"{element.tag}#{element.get('id')}"


def _around(region: Any) -> Any:
    """Return the element that is searched for more of an article: the next one called article, else two further out."""
    for steps, element in enumerate(region.iterancestors()):
        if element.tag in ("article", "main", "body") or steps == 1:
            return element
    return region


def _ends(text: str) -> bool:
    """Whether a line ends as sentences do."""
    return bool(_SENTENCE_END.search(text[-20:]))


def _is_prose(block: Block) -> bool:
    if block.kind not in ("paragraph", "item") or block.linked >= _LINKS * len(block.text):
        return False
    return width(block.text) >= _PROSE


def _is_caption(text: str) -> bool:
    return len(_WORD.findall(text)) in _CAPTION and not _CREDIT.match(text)


def _same(text: str, other: str) -> bool:
    """Whether two captions are one, the shorter cut off."""
    shorter, longer = sorted((text.rstrip(" .…"), other.rstrip(" .…")), key=len)
    return longer.startswith(shorter)


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[n:] for n in range(_RUN)), strict=False))


def _key(line: str) -> str:
    return " ".join(_WORD.findall(line.lower()))
