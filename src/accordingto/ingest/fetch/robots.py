"""What a site lets programs read: its robots.txt (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accordingto.errors import FetchError, UnavailableError

if TYPE_CHECKING:
    from httpx2 import URL
    from protego import Protego

AGENT = "accordingto"
"""The name that a robots.txt may address."""
MOST_BYTES = 500_000
"""As much of a robots.txt as is read."""
_DAY = 86_400.0
# A site that asks for minutes between requests is waited for, but not for hours.
_MOST_DELAY = 60.0


# Until a robots.txt that could not be had is asked for again.
_PAUSE = 600.0


@dataclass(frozen=True, slots=True)
class _Rules:
    """A site's rules until they are fetched again. Without rules all of it may be read, with `unknown` nothing."""

    parser: Protego | None
    until: float
    unknown: str = ""


class Robots:
    """Remembers the rules of each site for a day.

    `get` returns the bytes of a robots.txt, or None where the site has none; it raises UnavailableError where that
    cannot be told now.
    """

    def __init__(self, get: Callable[[URL], bytes | None], clock: Callable[[], float]) -> None:
        self._get = get
        self._clock = clock
        self._rules: dict[str, _Rules] = {}

    def delay(self, url: URL) -> float:
        """Return the seconds between two requests that the site asks for, 0 where it asks for none.

        Raises FetchError where this address may not be read, UnavailableError where that cannot be told now.
        """
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        rules = self._rules.get(site)
        if rules is None or self._clock() > rules.until:
            self._rules[site] = rules = self._fetched(url)
        if rules.unknown:
            raise UnavailableError(rules.unknown)
        if rules.parser is None:
            return 0.0
        if not rules.parser.can_fetch(str(url), AGENT):
            raise FetchError(
                "the site's robots.txt does not let programs read this page. "
                "Open it in a browser, save the page and give the file (--url keeps its address)."
            )
        return min(_MOST_DELAY, float(rules.parser.crawl_delay(AGENT) or 0.0))

    def _fetched(self, url: URL) -> _Rules:
        from protego import Protego

        try:
            data = self._get(url.copy_with(raw_path=b"/robots.txt"))
        except UnavailableError as error:
            why = f"not read, as the site's robots.txt cannot be had: {error}"
            return _Rules(None, self._clock() + _PAUSE, why)
        parser = None if data is None else Protego.parse(data[:MOST_BYTES].decode("utf-8", "replace"))
        return _Rules(parser, self._clock() + _DAY)
