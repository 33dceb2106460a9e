"""`accordingto follow`: what is new in feeds goes into a ledger, once or from now on."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accordingto.cli.intake_options import (
    ALLOW_PRIVATE,
    KEEP_ORIGINAL,
    MAX_SIZE,
    MODEL,
    open_ledger,
    open_reader,
    seconds,
    size_in_characters,
)
from accordingto.cli.show import fail
from accordingto.cli.stopping import stopping
from accordingto.cli.terminal import plain
from accordingto.errors import AccordingToError, NoArticleError, UnreadableError

if TYPE_CHECKING:
    from accordingto.ingest.feeds.follow import Follower, Round
    from accordingto.ledger.feeds import FeedMemory
    from accordingto.records import Document, Reading
    from accordingto.records.feed import FollowedFeed

_LEAST = 60.0


def follow(
    ledger: Annotated[str, typer.Option(metavar="FILE", help="The ledger's file, or postgresql://user@host/database.")],
    feeds: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FEEDS]",
            help="Addresses of feeds (RSS, Atom, JSON Feed) and lists of feeds (OPML files); without any, all that "
            "this ledger has followed before.",
            show_default=False,
        ),
    ] = None,
    every: Annotated[str, typer.Option(metavar="TIME", help="How long to wait between two looks.")] = "10m",
    once: Annotated[bool, typer.Option("--once", help="Look once, then stop.")] = False,
    keep_original: Annotated[bool, KEEP_ORIGINAL] = False,
    allow_private_addresses: Annotated[bool, ALLOW_PRIVATE] = False,
    max_size: Annotated[str, MAX_SIZE] = "10MB",
    model: Annotated[Path | None, MODEL] = None,
) -> None:
    """Read what is new in feeds into a ledger, until it is stopped with Ctrl-C.

    Where a feed has a summary only, the article is fetched. What was read is remembered in the ledger: nothing is read
    twice, and nothing is lost when it is stopped.

    For example:

    accordingto follow feeds.opml --ledger ledger.db

    accordingto follow https://example.org/rss.xml --ledger ledger.db --every 1h

    accordingto follow --ledger ledger.db --once
    """
    pause, characters = seconds(every, _LEAST, "'--every'"), size_in_characters(max_size)
    from accordingto.ingest.feeds.follow import Round

    added, done = 0, Round()
    try:
        with ExitStack() as stack:
            signals = stack.enter_context(stopping())
            try:
                listed = _listed(feeds or [])
                memory, follower = _opened(
                    stack, ledger, characters, keep_original, allow_private_addresses, model, signals.finishing
                )
                memory.add(listed)
                follower.round(_followed(memory, listed), done)
                typer.echo(_told(done))
                while not once:
                    time.sleep(pause)
                    added, done = added + done.added, Round()
                    follower.round(_due(_followed(memory, listed), pause), done)
                    if done.items or done.broken:
                        typer.echo(_told(done))
            except KeyboardInterrupt:
                typer.echo(f"Stopped. {added + done.added:,} added to {plain(ledger)}.", err=True)
                raise typer.Exit(signals.exit_code) from None
    except AccordingToError as error:
        fail(error)
    if done.broken or done.failed:
        raise typer.Exit(1)


def _listed(given: list[str]) -> dict[str, str | None]:
    """Return the addresses of feeds that were given, or that given lists hold, with their titles."""
    from accordingto.ingest.feeds.opml import read_opml
    from accordingto.ingest.fetch.addresses import is_web_address

    found: dict[str, str | None] = {}
    for source in given:
        if is_web_address(source):
            found.setdefault(source, None)
            continue
        try:
            data = Path(source).read_bytes()
        except OSError as error:
            raise UnreadableError(
                f"{source}: cannot be opened ({error.strerror}). Give addresses of feeds, or lists of them (OPML)."
            ) from None
        for address, title in read_opml(data, source).items():
            found.setdefault(address, title)
    return found


def _opened(
    stack: ExitStack, ledger: str, characters: int, keep_original: bool, allow_private: bool, model: Path | None,
    finishing: Callable[[], AbstractContextManager[None]],
) -> tuple[FeedMemory, Follower]:  # fmt: skip
    from accordingto.ingest import IntakeOptions
    from accordingto.ingest.feeds.follow import Follower
    from accordingto.ingest.fetch.client import Fetcher
    from accordingto.ledger.feeds import FeedMemory
    from accordingto.ledger.originals import Waiting

    originals = Waiting() if keep_original else None
    memory = FeedMemory(stack.enter_context(open_ledger(ledger)), originals)
    options = IntakeOptions(max_size=characters, warn=_say, keep=originals.keep if originals else None)
    fetcher = stack.enter_context(Fetcher(allow_private))
    reader = cache(lambda: open_reader(model))  # loaded for the first new item

    def read(document: Document) -> Reading:
        return reader().read(document)

    return memory, Follower(memory, fetcher, options, read, _tell, _say, finishing)


def _followed(memory: FeedMemory, listed: dict[str, str | None]) -> list[FollowedFeed]:
    """Return the feeds that were listed as the ledger remembers them, or all where none were."""
    followed = [feed for feed in memory.all() if not listed or feed.address in listed]
    if not followed:
        raise NoArticleError("This ledger follows no feeds yet. Give addresses of feeds, or a list of them (OPML).")
    return followed


def _due(followed: list[FollowedFeed], pause: float) -> list[FollowedFeed]:
    from accordingto.ingest.feeds.follow import is_due

    now = datetime.now(UTC)
    return [feed for feed in followed if is_due(feed, now, timedelta(seconds=pause))]


def _tell(reading: Reading, feed: str) -> None:
    from accordingto.exports.wording import counted

    document = reading.document
    title = plain(document.title or document.url or "without a title")
    typer.echo(f"{title} · {plain(feed)} · {counted(len(reading.claims), 'claim')}")


def _say(message: str) -> None:
    typer.echo(plain(message), err=True)


def _told(done: Round) -> str:
    from accordingto.exports.wording import counted

    parts = [counted(done.feeds, "feed"), counted(done.items, "new item"), f"{counted(done.added, 'report')} added"]
    parts += [f"{counted(done.failed, 'item')} could not be read"] if done.failed else []
    parts += [f"{counted(done.broken, 'feed')} could not be read"] if done.broken else []
    return ", ".join(parts) + "."
