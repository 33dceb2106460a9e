"""Which elements of a page are furniture: menus, share buttons, newsletters, related links, bylines, notices of rights.

They are told by tag, by role and by the names that page makers gave them. The names are those in use everywhere; none
is for one site.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import Any

_TAGS = frozenset(("nav", "aside", "footer", "menu", "dialog", "form", "fieldset"))
_ROLES = frozenset(
    "navigation complementary contentinfo search dialog alertdialog alert menu menubar toolbar banner tablist".split()
)
_NAMES = re.compile(
    r"""\b(?:
      nav(?:bar|igation)? | menus? | breadcrumbs? | toolbars? | side\ ?bars? | footer(?:\ ?bar)? | masthead | pagination
    | shar(?:e|es|ing)(?:daddy)? | social(?!\ embed) | addthis | addtoany | sharethis | follow(?:us)?
    | news\ ?letters? | subscri(?:be|ption|ptions) | sign\ ?(?:up|in) | login | paywall | regwall | opt\ ?in
    | donat(?:e|ion) | relat(?:ed|eds) | recommend(?:ed|ations?|s)? | trending | popular | teasers? | link\ ?back
    | most\ (?:read|viewed|shared|popular|recent) | (?:read|see|view)\ (?:more|next|also) | up\ next | next\ up
    | more\ (?:stories|news|articles|from|on|coverage) | latest\ (?:news|stories|posts|headlines) | also\ (?:read|like)
    | you\ may | outbrain | taboola | zergnet | revcontent | promos? | promot(?:ed|ions?) | sponsor(?:ed|s)? | dfp
    | ad(?:s|vert|verts|vertisements?|vertising|slot|unit|box|wrapper|container)? | adsense | adsbygoogle
    | comments? | disqus | discussion | respond | reply | trackbacks? | pingbacks? | rating | reactions? | poll
    | by\ ?lines? | authors? | bio | contributors? | time\ ?stamps? | pub(?:lish(?:ed)?)?\ ?date
    | date\ (?:published|posted) | tags? | tag\ (?:list|cloud|links?) | keywords | categories | credits?
    | (?:post|entry|article|story)\ (?:meta|tags?|info|date|details|footer|utility|tools|actions?)
    | copyright | disclaimer | legalese | cookies? | consent | gdpr | privacy
    | widgets? | print\ (?:only|footer|header) | no\ ?print | modal | pop\ ?up | overlay | tooltip | playlist
    | screen\ reader\ (?:text|only) | sr\ only | visually\ ?hidden | off\ ?screen
    )\b""",
    re.VERBOSE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_READ_ALOUD = re.compile(r"\b(?:sr-only|off-?screen|visually-?hidden|screen-reader(?:-text|-only)?)\b")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SEPARATOR = re.compile(r"[^a-z]+")
# A name longer than this is no name, an element with more in it no card.
_NAME_LENGTH = 300
_CARD = 40


def is_furniture(element: Any) -> bool:
    """Whether an element is called furniture by its tag, its role or its name, or is not to be seen."""
    if element.tag in ("html", "body", "main", "article"):
        return False
    if is_hidden(element):
        return True
    if element.tag in _TAGS or (element.get("role") or "").lower() in _ROLES:
        return element.tag != "footer" or all(above.tag != "blockquote" for above in islice(element.iterancestors(), 3))
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if names == " " or len(names) > _NAME_LENGTH:
        return False
    return _names_furniture(names)


@lru_cache(maxsize=4096)
def _names_furniture(names: str) -> bool:
    return any(_NAMES.search(_SEPARATOR.sub(" ", _HUMP.sub(" ", name).lower())) for name in names.split())


def is_hidden(element: Any) -> bool:
    """Whether an element says of itself that it is not to be seen."""
    return element.get("hidden") is not None or bool(_HIDDEN.search((element.get("style") or "")[:_NAME_LENGTH]))


def is_unseen(element: Any) -> bool:
    """Whether an inline element is not read in its line: it is for reading aloud, or a card shown when pointed at."""
    if is_hidden(element) or _READ_ALOUD.search(element.get("class") or ""):
        return True
    return _is_card(element) and not any(_is_card(inner) for inner in element)


def _is_card(element: Any) -> bool:
    """Whether there are a picture and links in an element; what holds much more than that is no card."""
    links = images = 0
    for count, inner in enumerate(element.iter("*")):
        if count > _CARD:
            return False
        links += inner.tag == "a"
        images += inner.tag == "img"
    return links >= 2 and images >= 1
