"""What an HTML page says of itself: JSON-LD and meta elements, with the time of day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from accordingto.ingest.dates import iso_date

_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate",
    "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.date",
)  # fmt: skip
_ARTICLE = ("Article", "Posting", "Report")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page's own words about its publication; None where it does not tell. `published` is ISO."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None


def page_facts(tree: Any) -> PageFacts:
    """Read the facts of a parsed page (an lxml element): its article in JSON-LD first, then its meta elements."""
    objects = list(_linked_data(tree))
    article = next((o for o in objects if _is_article(o)), {})
    metas = _metas(tree)
    return PageFacts(
        title=_words(article.get("headline")) or metas.get("og:title"),
        publisher=_name(article.get("publisher"), objects) or metas.get("og:site_name"),
        published=_date(article.get("datePublished")) or _meta_date(metas) or _time_element(tree),
    )


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of the page's JSON-LD, outer before inner."""
    for script in tree.xpath('.//script[contains(@type, "ld+json")]'):
        try:
            waiting = [json.loads(script.text_content(), strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.pop()
            if isinstance(item, list):
                waiting += reversed(item)
            elif isinstance(item, dict):
                yield item
                waiting += reversed(list(item.values()))


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(_ARTICLE) for kind in kinds)


def _name(value: Any, objects: list[dict[str, Any]]) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        if "name" not in value and "@id" in value:
            value = next((o for o in objects if o.get("@id") == value["@id"] and "name" in o), {})
        value = value.get("name")
    return _words(value)


def _metas(tree: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for element in tree.xpath(".//*[@content][@property or @name or @itemprop]"):
        words = _words(element.get("content"))
        for attribute in ("property", "name", "itemprop"):
            key = (element.get(attribute) or "").strip().lower()
            if key and words:
                metas.setdefault(key, words)
    return metas


def _meta_date(metas: dict[str, str]) -> str | None:
    return next((day for key in _DATE_NAMES if (day := _date(metas.get(key)))), None)


def _time_element(tree: Any) -> str | None:
    elements = tree.xpath('.//time[@datetime][@pubdate or contains(@itemprop, "datePublished")]')
    return next((day for element in elements if (day := _date(element.get("datetime")))), None)


def _date(value: Any) -> str | None:
    return iso_date(value) if isinstance(value, str) and len(value) <= 60 else None


def _words(value: Any) -> str | None:
    # Twice escaped titles are common.
    return " ".join(unescape(value).split()) or None if isinstance(value, str) else None
