"""The command line's entry point: commands, and what is said when something goes wrong."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import Annotated

import typer

from accordingto.cli.backup import backup, restore
from accordingto.cli.check import check
from accordingto.cli.compact import compact
from accordingto.cli.contradictions import contradictions
from accordingto.cli.duplicates import duplicates
from accordingto.cli.explain import explain
from accordingto.cli.feeds import feeds
from accordingto.cli.follow import follow
from accordingto.cli.judge import judge
from accordingto.cli.link import link
from accordingto.cli.log import log
from accordingto.cli.move import move
from accordingto.cli.origins import origins
from accordingto.cli.purge import purge
from accordingto.cli.read import read
from accordingto.cli.search import search
from accordingto.cli.serve import serve
from accordingto.cli.show import show
from accordingto.cli.source import source
from accordingto.cli.story import story
from accordingto.cli.users import users
from accordingto.cli.watch import watch
from accordingto.errors import AccordingToError

app = typer.Typer(
    help="Reads news reports and keeps a ledger of claims: who said what, on whose word.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("read")(read)
app.command("follow")(follow)
app.command("watch")(watch)
app.command("feeds")(feeds)
app.command("show")(show)
app.command("search")(search)
app.command("explain")(explain)
app.command("link")(link)
app.command("story")(story)
app.command("source")(source)
app.command("origins")(origins)
app.command("contradictions")(contradictions)
app.command("duplicates")(duplicates)
app.command("judge")(judge)
app.command("log")(log)
app.command("purge")(purge)
app.command("check")(check)
app.command("backup")(backup)
app.command("restore")(restore)
app.command("compact")(compact)
app.command("move")(move)
app.command("serve")(serve)
app.add_typer(users, name="users")


def _print_version(wanted: bool) -> None:
    if wanted:
        from accordingto.version import __version__

        print(f"accordingto {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Reads news reports and keeps a ledger of claims: who said what, on whose word."""


def main() -> None:
    """Run the command line and exit: 0 all done, 1 something failed, 2 wrong usage, 130 stopped with Ctrl-C."""
    # Where the terminal lacks a character, show ? instead of failing.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(_outcome())


def _outcome() -> int:
    try:
        app(prog_name="accordingto")
        sys.stdout.flush()
    except SystemExit as end:
        return _flushed(end.code if isinstance(end.code, int) else 1 if end.code else 0)
    except AccordingToError as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        return 130
    except MemoryError:
        return _failed("Out of memory. Read fewer or smaller reports at once.")
    except OSError as error:
        return _write_failed(error)
    return 0


def _flushed(code: int) -> int:
    """Write out what is still held back, so that a full disk is told in words and not while Python shuts down."""
    try:
        sys.stdout.flush()
    except OSError as error:
        return _write_failed(error)
    return code


def _write_failed(error: OSError) -> int:
    # Nothing more can be written there: what is still held back must not fail again at exit.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if error.errno == errno.EPIPE:  # the next program in the pipe has seen enough
        return 1
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _failed("The disk is full: the output is incomplete. Free some space and run the command again.")
    where = f" ({error.filename})" if error.filename else ""
    return _failed(f"{error.strerror or error}{where}.")


def _failed(message: str) -> int:
    from accordingto.cli.terminal import plain

    print(f"accordingto: {plain(message)}", file=sys.stderr)
    return 1
