"""The characters of a page to a tree of elements, within limits: what would take minutes is refused in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from accordingto.errors import TooLargeError, UnreadableError

# Each is several times what the largest of some hundred news pages has. Without them a page of ten million characters
# can be made so that the parser or the extractor takes minutes: their time grows with the square of some of these.
_TAGS = 200_000
_ELEMENTS = 30_000
_ATTRIBUTES = 256
_ALL_ATTRIBUTES = 300_000
_TAG_CHARACTERS = 1_500_000
_DEPTH = 500
_LEVELS = 1_500_000
_CHARACTERS = 2_000_000
# An attribute that is longer names nothing and is no address that is needed.
_ATTRIBUTE_LENGTH = 1000

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
# What libxml2 stumbles over: some document types, characters that XML forbids, <html/>.
_DOCUMENT_TYPE = re.compile(r"^\s*<\s?!\s?doctype[^>]*>", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SELF_CLOSED = re.compile(r"(<html\b[^>]*?)\s*/>", re.IGNORECASE)
_ROOT = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_HEAD = 20_000
# Possessive, so that one pass is enough whatever is in it.
_TAG = re.compile(r"""<!--|<([a-zA-Z][^\s/>]*+)(?:[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+|["'])*+""")
_RAW = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "title", "noembed")}
_ATTRIBUTE = re.compile(r"""[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+""")


def parse(page: str, name: str) -> Any:
    """Return the page as an lxml element, None where there is no markup in it; `name` is the input as errors call it.

    Raises TooLargeError for more elements or text, and UnreadableError for deeper nesting, than pages have.
    """
    from lxml import etree, html

    page = _FORBIDDEN.sub("", _DOCUMENT_TYPE.sub("", _XML_DECLARATION.sub("", page)))
    head = _SELF_CLOSED.sub(r"\1>", page[:_HEAD])
    page = head + page[_HEAD:] if _ROOT.search(head) else f"<html><body>{head}{page[_HEAD:]}</body></html>"
    if page.count("<") > _TAGS:
        raise _too_many(name)
    tags = list(_tags(page))
    attributes = sum(map(_attributes, tags)) if sum(map(len, tags)) > _TAG_CHARACTERS else 0
    if attributes > _ALL_ATTRIBUTES or any(
        _attributes(tag) > _ATTRIBUTES for tag in tags if len(tag) > 2 * _ATTRIBUTES
    ):
        raise UnreadableError(
            f"{name}: elements with more attributes than pages have. Save the text of its article as .txt."
        )
    parser = html.HTMLParser(
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
        encoding="utf-8",
        collect_ids=False,
        default_doctype=False,
    )
    try:
        tree = html.document_fromstring(page.encode(), parser=parser)
    except etree.ParserError:
        return None
    if any("depth" in error.message for error in parser.error_log if error.level_name == "FATAL"):
        raise _too_deep(name)
    _measure(tree, name)
    for value in tree.xpath(f".//@*[string-length() > {_ATTRIBUTE_LENGTH}]"):
        if value.attrname != "content":
            del value.getparent().attrib[value.attrname]
    return tree


def _measure(tree: Any, name: str) -> None:
    """Raise for a tree of more elements, text or nesting than pages have."""
    depths: dict[Any, int] = {}
    levels = characters = 0
    for element in tree.iter():
        depths[element] = depth = depths.get(element.getparent(), 0) + 1
        levels += depth
        characters += len(element.tail or "")
        if element.tag not in ("script", "style"):
            characters += len(element.text or "")
        if len(depths) > _ELEMENTS:
            raise _too_many(name)
        if depth > _DEPTH or levels > _LEVELS:
            raise _too_deep(name)
        if characters > _CHARACTERS:
            raise TooLargeError(
                f"{name}: over {_CHARACTERS:,} characters of text on one page. Save the text of its article as .txt."
            )


def _tags(page: str) -> Iterator[str]:
    """Yield the tags that begin elements, but for those in comments and scripts."""
    place = 0
    while found := _TAG.search(page, place):
        place = found.end()
        if found[1] is None:
            if (end := page.find("-->", place - 2)) < 0:
                return
            place = end + 3
            continue
        yield found[0]
        if raw := _RAW.get(found[1].lower()):
            if (closing := raw.search(page, place)) is None:
                return
            place = closing.end()


def _attributes(tag: str) -> int:
    return sum(1 for _ in _ATTRIBUTE.finditer(tag)) - 1


def _too_many(name: str) -> TooLargeError:
    return TooLargeError(f"{name}: a page of over {_ELEMENTS:,} elements. Save the text of its article as .txt.")


def _too_deep(name: str) -> UnreadableError:
    return UnreadableError(f"{name}: too deeply nested to be read as a page. Save the text of its article as .txt.")
