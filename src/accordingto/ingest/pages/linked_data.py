"""The JSON-LD that pages carry: schema.org's news articles, found and read without fetching anything."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

# Of schema.org's types these end the names of all that report something: NewsArticle, BlogPosting, Report …
_ARTICLES = ("Article", "Posting", "Report")
# What a page lists beside its own article.
_BESIDE = frozenset(("itemListElement", "hasPart", "citation", "mentions", "relatedLink", "isBasedOn", "comment"))
_OBJECTS = 5000
_NAMES = 50

Object = dict[str, Any]


def linked_data(tree: Any) -> list[Object]:
    """Return the objects of a page's JSON-LD (an lxml element), outer before inner, without what is only listed."""
    found: list[Object] = []
    for script in tree.xpath('.//script[contains(@type, "ld+json")]'):
        try:
            waiting = [json.loads((script.text or "").strip().strip(";"), strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and len(found) < _OBJECTS:
            item = waiting.pop()
            if isinstance(item, list):
                waiting += reversed(item)
            elif isinstance(item, dict):
                found.append(item)
                waiting += reversed([value for key, value in item.items() if key not in _BESIDE])
    return found


def article_of(objects: Sequence[Object], titles: Sequence[str | None]) -> Object:
    """Return the object of the page's own article, empty where there is none; one headed by one of `titles` first."""
    articles = [item for item in objects if _is_article(item)]
    named = {title for title in titles if title}
    return next((item for item in articles if words(item.get("headline")) in named), articles[0] if articles else {})


def names(value: Any, objects: Sequence[Object]) -> Iterator[str]:
    """Yield the names of persons or organisations, given as text, as objects, or by reference to one in `objects`."""
    for item in value[:_NAMES] if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            if "name" not in item and "@id" in item:
                item = next((o for o in objects if o.get("@id") == item["@id"] and "name" in o), {})
            item = item.get("name")
            item = item[0] if isinstance(item, list) and item else item
        if name := words(item):
            yield name


def words(value: Any) -> str | None:
    """Return a text with its white space collapsed and references resolved (twice escaped titles are common)."""
    return " ".join(unescape(value).split()) or None if isinstance(value, str) else None


def _is_article(item: Object) -> bool:
    kinds = item.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(_ARTICLES) for kind in kinds)
