"""XML from strangers: no network, no document type of theirs, no entities but the named characters of HTML."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Any

from accordingto.errors import UnreadableError
from accordingto.ingest.encoding import decode

_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*?(?:\bencoding\s*=\s*[\"']([\w.:-]+)[\"'][^>]*)?\?>")
_DOCTYPE = re.compile(r"((?>\s+|<!--.*?-->|<\?.*?\?>)*+)<!DOCTYPE\b[^>\[]*(\[.*?\]\s*)?>", re.DOTALL)
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_OWN_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ATTRIBUTE = 100_000
_FAULTS = (
    ("Excessive depth", "its elements are nested too deeply to be a report"),
    ("Resource limit", "an attribute or a text in it is far too long"),
    ("too long", "a name in it is far too long"),
    ("too big", "a comment in it is far too long"),
    ("Entity", "it uses an entity that it does not explain"),
)


def parse(data: bytes, name: str) -> Any:
    """Return the root element of an XML document (lxml).

    `name` is the input as errors call it. Raises UnreadableError for what is no well-formed XML, declares entities,
    nests too deeply, or has attributes that no report has.
    """
    from lxml import etree

    head = data[:4096].replace(b"\0", b"").decode("latin-1")
    declared = _DECLARATION.match(head.lstrip("\xef\xbb\xbf\xff\xfe"))
    text = decode(data, name, declared[1] if declared else None)
    text = _DECLARATION.sub("", text, count=1) if _DECLARATION.match(text) else text
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True,
        remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(_without_entities(text, name).lstrip().encode(), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"{name}: {_in_words(error)}") from None
    if any(len(value) > _ATTRIBUTE for element in root.iter("*") for value in element.attrib.values()):
        raise UnreadableError(
            f"{name}: an attribute is far too long to be of a report. Ask the sender for the item again."
        )
    return root


def _without_entities(text: str, name: str) -> str:
    """Take out the document type, and turn named characters (`&eacute;`) into themselves."""
    if doctype := _DOCTYPE.match(text):
        if "<!ENTITY" in (doctype[2] or ""):
            raise UnreadableError(
                f"{name}: it declares entities of its own, which are not read (they can be used to attack). "
                "Ask the sender for the item without a document type."
            )
        text = text[doctype.end() :]
    return _NAMED.sub(lambda m: m[0] if m[1] in _OWN_OF_XML else html5.get(m[1] + ";", m[0]), text)


def _in_words(error: Any) -> str:
    message = str(error.msg or "")
    words = next((words for mark, words in _FAULTS if mark in message), None)
    if words:
        return f"{words} (line {error.lineno}). Ask the sender for the item again."
    return f"not well-formed XML, from line {error.lineno} on. Ask the sender for the item again."


def local(element: Any) -> str:
    """Return an element's name without its namespace, in small letters."""
    return str(element.tag).rpartition("}")[2].lower()


def words(element: Any) -> str | None:
    """Return the text of an element and all in it, on one line; None for no element or no words."""
    return None if element is None else " ".join("".join(element.itertext()).split()) or None


def find(element: Any, path: str) -> Any:
    """Return the first element at a path of names below an element, in whatever namespace; None where there is none."""
    return None if element is None else element.find("/".join("{*}" + step for step in path.split("/")))


def children(element: Any, name: str) -> list[Any]:
    """Return an element's children of one name, in whatever namespace."""
    return [] if element is None else element.findall("{*}" + name)


def value(element: Any, attribute: str) -> str | None:
    """Return an attribute's words, or None where the element, the attribute or the words are missing."""
    return None if element is None else " ".join((element.get(attribute) or "").split()) or None
