"""What an HTML page says of itself: JSON-LD first, then meta elements, then what is marked up in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from accordingto.ingest.dates import iso_date, written_date
from accordingto.ingest.pages.linked_data import Object, article_of, linked_data, names, words

_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate",
    "publish-date", "publication_date", "parsely-pub-date", "pub_date", "dc.date.issued", "dcterms.issued", "dc.date",
    "dcterms.date", "sailthru.date", "datecreated", "dcterms.created",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "og:article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
_SITES = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher")
# Software that pages are made with; its name stands where the publisher's should.
_PLATFORMS = frozenset(("blogger", "wordpress", "wordpress.com", "squarespace", "wix"))
_BYLINE_CLASSES = (
    "byline", "author-name", "authorName", "post-author", "entry-author", "article-author", "meta-author",
    "author vcard", "author-link",
)  # fmt: skip
_BYLINES = (
    './/*[@itemprop="author"]//*[@itemprop="name"]',
    './/a[@rel="author"]',
    ".//*[" + " or ".join(f'contains(@class, "{name}")' for name in _BYLINE_CLASSES) + "]",
)
_BY = re.compile(r"^(?:(?:written|posted|reported|story)\s+)?(?:by|von|par|por|di|door|текст)\b[:\s]*", re.IGNORECASE)
_NAME = re.compile(r"(?=\D*$)[^\W_][^@:;|/\n]{2,60}")
_SEPARATOR = re.compile(r"\s+[|–—·«»:-]\s+")
_KILLED = frozenset(("killed", "canceled", "cancelled", "withdrawn", "retracted", "deleted", "removed"))
_LENGTH = 300
_TITLE_LENGTH = 1000
_URL_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page's own words about its publication; None where it does not tell. `published` is ISO.

    `article` is whether it calls itself one. The other fields are those of `Document`.
    """

    article: bool = False
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    author: str | None = None
    dateline: str | None = None
    credit: str | None = None
    item: str | None = None
    status: str | None = None
    notice: str | None = None
    url: str | None = None


def page_facts(tree: Any) -> PageFacts:
    """Read the facts of a parsed page (an lxml element)."""
    metas = _metas(tree)
    headings = [heading for h in tree.xpath(".//h1")[:5] if (heading := _headline(h.text_content()))]
    full = _headline(tree.findtext(".//title"))
    objects = linked_data(tree)
    article = article_of(objects, [*headings, metas.get("og:title")])
    headline = _headline(article.get("headline")) or _headline(article.get("name"))
    url = _url(tree, metas)
    title, suffix = _title(headline, _headline(metas.get("og:title")), headings, full)
    publisher = _publisher(article, objects, metas, suffix, url)
    status, notice = _status(article)
    return PageFacts(
        article=bool(article) or metas.get("og:type") == "article",
        title=_without(title, publisher),
        publisher=publisher,
        published=_published(article, metas, tree),
        author=_author(article, objects, metas, tree),
        dateline=_short(article.get("dateline")),
        credit=_credit(article, objects, publisher),
        item=_item(article),
        status=status,
        notice=notice,
        url=url,
    )


def _title(
    headline: str | None, shared: str | None, headings: Sequence[str], full: str | None
) -> tuple[str | None, str | None]:
    """Return the headline that readers see, and what the browser's title adds to it."""
    told = [_folded(part) for title in (headline, shared) if title for part in (title, *_SEPARATOR.split(title))]
    seen = next((heading for heading in headings if _folded(heading) in told), None)
    title = seen or headline or shared
    if title is None and full:
        title = next((h for h in headings if _folded(full).startswith(_folded(h)) and h != full), None) or full
    parts = _SEPARATOR.split(full or "")
    suffix = parts[-1] if len(parts) > 1 and title and not _folded(title).endswith(_folded(parts[-1])) else None
    return title, suffix


def _without(title: str | None, publisher: str | None) -> str | None:
    """Cut the publisher's name that pages add to a title."""
    if title and publisher and (match := re.match(r"(.*\S) [|–—:-] (.+)$", title, re.DOTALL)):
        plain = _folded(match[2]).replace(" ", "").split(".")[0]
        if plain == _folded(publisher).replace(" ", "").split(".")[0]:
            return match[1]
    return title


def _publisher(
    article: Object, objects: Sequence[Object], metas: dict[str, str], suffix: str | None, url: str | None
) -> str | None:
    for name in names(article.get("publisher"), objects):
        if name.lower() not in _PLATFORMS:
            return name
    told = [metas[key] for key in _SITES if key in metas] + ([suffix] if suffix else [])
    told = [_SEPARATOR.split(name)[0].removeprefix("www.") for name in told if "://" not in name and len(name) <= 80]
    host = re.sub(r"[^a-z0-9]", "", (_host(url) or "").lower()) if url else ""
    ours = [name for name in told if len(plain := re.sub(r"[^a-z0-9]", "", name.lower())) > 2 and plain in host]
    return next(iter(ours or told), None)


def _author(article: Object, objects: Sequence[Object], metas: dict[str, str], tree: Any) -> str | None:
    told = list(dict.fromkeys(_BY.sub("", name) for name in names(article.get("author"), objects)))
    told = [name for name in told if name and "://" not in name and len(name) <= 100]
    if told:
        return ", ".join(told)
    for key in _AUTHORS:
        if (name := _BY.sub("", metas.get(key, ""))) and "://" not in name and len(name) <= 100:
            return name
    return next(_bylines(tree), None)


def _bylines(tree: Any) -> Iterator[str]:
    for path in _BYLINES:
        for element in tree.xpath(path)[:20]:
            if any("comment" in (above.get("class") or "") for above in (element, *element.iterancestors())):
                continue
            name = _BY.sub("", words(" ".join(element.itertext())) or "")
            if _NAME.fullmatch(name) and len(name.split()) <= 6:
                yield name


def _published(article: Object, metas: dict[str, str], tree: Any) -> str | None:
    told = [article.get("datePublished"), *(metas.get(key) for key in _DATES)]
    marked = tree.xpath('.//time[@datetime][@pubdate or contains(@itemprop, "datePublished")]')
    told += [element.get("datetime") for element in marked[:5]]
    for read in (iso_date, written_date):
        for value in told:
            if isinstance(value, str) and len(value) <= 60 and (day := read(value)):
                return day
    return None


def _credit(article: Object, objects: Sequence[Object], publisher: str | None) -> str | None:
    told = [_short(article.get("creditText"))]
    for key in ("sourceOrganization", "provider", "copyrightHolder"):
        told += names(article.get(key), objects)
    return next((name for name in told if name and name != publisher and len(name) <= _LENGTH), None)


def _item(article: Object) -> str | None:
    value = article.get("identifier")
    value = value[0] if isinstance(value, list) and value else value
    value = value.get("value") if isinstance(value, dict) else value
    return _short(str(value) if isinstance(value, int) else value)


def _status(article: Object) -> tuple[str | None, str | None]:
    """Return the status after IPTC that schema.org's creativeWorkStatus and correction tell, and the words for it."""
    notice = None
    for value in _listed(article.get("correction")):
        if isinstance(value, dict):
            value = value.get("text") or value.get("description") or value.get("name")
        notice = notice or words(value)
    for value in _listed(article.get("creativeWorkStatus")):
        status = words(value.get("name") if isinstance(value, dict) else value)
        if status and status.lower() in _KILLED:
            return "killed", notice
    return ("corrected", notice) if notice else (None, None)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _short(value: Any, length: int = _LENGTH) -> str | None:
    told = words(value)
    return told if told and len(told) <= length else None


def _headline(value: Any) -> str | None:
    return _short(value, _TITLE_LENGTH)


def _metas(tree: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for element in tree.xpath(".//*[@content][@property or @name or @itemprop]"):
        told = words(element.get("content"))
        for attribute in ("property", "name", "itemprop"):
            for key in (element.get(attribute) or "").lower().split():
                if told:
                    metas.setdefault(key, told)
    return metas


def _url(tree: Any, metas: dict[str, str]) -> str | None:
    told = [*tree.xpath('.//link[@rel="canonical"]/@href')[:1], metas.get("og:url")]
    return next((url for url in told if url and len(url) < _URL_LENGTH and _host(url)), None)


def _host(url: str) -> str | None:
    """Return the host of a web address, None for what is none."""
    try:
        parts = urlsplit(url)
        return parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def _folded(title: str) -> str:
    return " ".join(title.translate(_QUOTES).split()).casefold().rstrip(".")


_QUOTES = {ord(mark): "'" for mark in '‘’‚“”„"`´«»'}
