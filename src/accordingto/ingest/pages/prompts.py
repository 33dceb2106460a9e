"""Lines that ask for something else than to be read as the article: to share, to subscribe, to read on elsewhere."""

from __future__ import annotations

import re

_NETWORKS = (
    "(?:twitter|x|facebook|instagram|google|flipboard|linkedin|youtube|telegram|whatsapp|threads|bluesky|tiktok)"
)
_PATTERNS = (
    # to other reports
    r"(?:read|see|view|watch|listen|learn|find|discover|hear)\ (?:more|also|next|now|the\ full)\b",
    r"also\ (?:read|see|watch|on\ [^:]{2,40})\s*:",
    r"more\ (?:from|on|about|in|stories|news|like)\b[^.!?]{0,80}$",
    r"(?:related|recommended|sponsored|promoted|trending)\b(?:\ \w+){0,3}\s*(?::|$)",
    r"related\s*[-–—]",
    r"(?:advertisements?|advertising|sponsored\ content|loading|play\ video|photo\ gallery|top\ stories)\W*$",
    r"editor['’]?s['’]?\ (?:picks?|choice)\b.{0,60}$",
    r"(?:don['’]t\ miss|must[-\ ](?:read|see|watch)s?)\b.{0,80}$",
    r"you\ (?:may|might)\ also\ (?:like|enjoy|be\ interested)\b.{0,80}$",
    r"(?:story|article)\ continues\b.{0,60}$|continue\ reading\b",
    r"lesen\ \w+\ auch|mehr\ zum\ thema|lire\ (?:aussi|la\ suite)\b|à\ lire\b|lea\ (?:también|más)\b|lee\ también",
    r"leia\ (?:também|mais)\b|saiba\ mais\b|leggi\ anche\b|baca\ juga\b|lees\ ook\b|läs\ (?:också|mer)\b",
    r"(?:читайте|смотрите)\ также|(?:click|tap)\ (?:here|to|on|through)\b",
    # to take part
    r"(?:sign(?:ing)?\ up|subscribe|log\ in)\b|register\ (?:now|for|here|to)\b|subscribers\b.*\bsubscribe",
    rf"(?:you\ can\ )?follow\ (?:(?:us|him|her|them|me)\b|@|[^.]{{0,80}}\bon\ {_NETWORKS}\b)",
    r"(?:like|find|join)\ us\ on\b|share\ (?:this|on|via|with|your)\b|(?:tweet|e-?mail|print|pin)\ this\b",
    r"(?:download|get)\ (?:the|our)\b.{0,80}\b(?:app|newsletter|inbox)\b|support\ (?:our|independent)\ journalism",
    r"(?:e-?mail|contact|reach)\ (?:us|the\ (?:author|writer|reporter))\b|have\ a\ (?:tip|story|news\ tip)\b",
    r"(?:leave|post|add)\ a\ (?:comment|reply)\b",
    r"(?:view|show|load|read|hide)\ (?:all\ )?(?:the\ )?(?:\d+\ )?comments?\b",
    r"(?:comments?(?:\ \(?\d+\)?)?|\d+\ comments?)$|tell\ us\ what\ you\b|.{0,80}\bletters\ to\ the\ editor\b",
    r"(?:what\ do\ you\ think|let\ us\ know)\b.{0,60}\b(?:comments?|below)\b",
    r"(?:please\ )?enable\ javascript|this\ (?:slideshow|video|site)\ requires",
    r"(?:scroll|swipe)\ (?:down|for|to|left|right)\b",
    r"view\ this\ (?:post|photo|profile)\ on\b",
    # about the page
    r"(?:©|\(c\)|copyright)\s*(?:©|\d{4}|by)|.{0,80}\ball\ rights\ reserved\b",
    r"(?:this\ (?:material|story|article|content)|these\ materials)\ may\ not\ be\b",
    r"(?:filed\ under|posted\ (?:in|on|by|at))\b.{0,60}$|(?:tags?|category|categories|topics?)\s*:|tagged\b.{0,60}:",
    r"(?:last\ (?:updated|modified)\b|updated?\s*(?::|on|at)\ |published\s*(?::|on|at)?\ (?=.*\d)).{0,60}$",
    r"(?:all\ )?products?\ (?:recommended|featured)\ .{0,60}\b(?:editor|independent)",
    r"(?:we|this\ (?:article|post|site))\ may\ (?:earn|contain|receive)\b.{0,80}\b(?:commission|affiliate)",
    r"when\ you\ (?:buy|purchase|click)\ .{0,80}\b(?:commission|links?)\b",
    r".{0,60}\bis\ supported\ by\ its\ (?:audience|readers)\b",
)  # fmt: skip
_PROMPT = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE)
_BULLETS = "•·*-–—»>|→▶ (["
_SHORTCODE = re.compile(r"\[/?[a-z_]+(?:\s[^\]]{0,200})?\]", re.IGNORECASE)
# What goes on for longer says something of its own.
_LENGTH = 300


def is_prompt(line: str) -> bool:
    """Whether a line is a prompt or a notice about the page."""
    return len(line) <= _LENGTH and bool(_PROMPT.match(line.lstrip(_BULLETS)))


def without_shortcodes(line: str) -> str:
    """Return a line without the bracketed codes that an editing system forgot to replace."""
    return _SHORTCODE.sub("", line).strip() if "[/" in line else line
