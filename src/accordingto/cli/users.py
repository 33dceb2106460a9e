"""`accordingto users`: who may use the desk. Passwords are typed or piped in, never given as arguments."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated

import typer
from sqlalchemy import Connection

from accordingto.cli.ledgers import LEDGER
from accordingto.cli.show import fail
from accordingto.cli.terminal import plain
from accordingto.errors import AccordingToError, DecisionError
from accordingto.ledger import Ledger
from accordingto.ledger.people import tokens
from accordingto.ledger.people import users as accounts
from accordingto.ledger.people.record import record

users = typer.Typer(
    help="Say who may use the desk: accounts, roles, passwords, tokens for programs.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
LedgerAddress = Annotated[str, LEDGER]
Name = Annotated[str, typer.Argument(help="The user's name.", show_default=False)]


class Role(StrEnum):
    """What a user may do, from the least to the most."""

    READER = "reader"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    ADMIN = "admin"


@users.command("add")
def add(
    ledger: LedgerAddress,
    name: Name,
    role: Annotated[
        Role,
        typer.Option(
            help="A reader reads; a reviewer also accepts, rejects, corrects and adds claims; an editor also adds "
            "reports, merges and splits sources, and takes back what others decided; an admin also removes for good."
        ),
    ] = Role.REVIEWER,
    without_password: Annotated[
        bool, typer.Option("--without-password", help="For a program, which uses a token.")
    ] = False,
) -> None:
    """Make an account. The password is asked for, or is the first line of standard input.

    For example:

    accordingto users add ledger.db Ana --role editor
    """
    with _reading(ledger) as connection:
        if accounts.named(connection, name) is not None:
            raise DecisionError(f"There is a user {name!r} already. “accordingto users list LEDGER” shows all.")
    hashed = None if without_password else _new_password(name)
    with _writing(ledger) as connection:
        user = accounts.add(connection, name, role.value, hashed)
        record(connection, _by(), "add user", user, role=user.role)
    typer.echo(f"{plain(user.name)} may use the desk as {user.role}.", err=True)


@users.command("list")
def show(ledger: LedgerAddress) -> None:
    """Show all users: name, role, whether they have a password, and their tokens.

    For example:

    accordingto users list ledger.db
    """
    with _reading(ledger) as connection:
        known = [(user, tokens.of_user(connection, user.name)) for user in accounts.listed(connection)]
    if not known:
        typer.echo("No users: the desk opens on this machine only, without login.", err=True)
    widest = max((len(user.name) for user, _ in known), default=0)
    for user, issued in known:
        told = ["disabled"] if user.disabled else []
        told += ["no password"] if user.password is None else []
        told += [f"token “{plain(token.name)}” until {_day(token.expires_at)}" for token in issued if token.counts]
        typer.echo(f"{plain(user.name):{widest}}  {user.role:8}  {'; '.join(told)}".rstrip())


@users.command("disable")
def disable(ledger: LedgerAddress, name: Name) -> None:
    """Shut a user out, at once: sessions end, and tokens count no more. What they decided stays.

    For example:

    accordingto users disable ledger.db Ana
    """
    with _writing(ledger) as connection:
        accounts.disable(connection, name)
        record(connection, _by(), "disable user", accounts.find(connection, name))
    typer.echo("Disabled; “enable” lets them in again.", err=True)


@users.command("enable")
def enable(ledger: LedgerAddress, name: Name) -> None:
    """Let a disabled user in again, with the password and the tokens of before.

    For example:

    accordingto users enable ledger.db Ana
    """
    with _writing(ledger) as connection:
        accounts.enable(connection, name)
        record(connection, _by(), "enable user", accounts.find(connection, name))
    typer.echo("Enabled.", err=True)


@users.command("role")
def change_role(
    ledger: LedgerAddress, name: Name, role: Annotated[Role, typer.Argument(help="The new role.", show_default=False)]
) -> None:
    """Give a user another role, from their next request on.

    For example:

    accordingto users role ledger.db Ana reviewer
    """
    with _writing(ledger) as connection:
        user = accounts.find(connection, name)
        accounts.set_role(connection, name, role.value)
        record(connection, _by(), "change role", user, {"role": user.role}, role=role.value)
    typer.echo(f"Now {role.value}.", err=True)


@users.command("password")
def change_password(ledger: LedgerAddress, name: Name) -> None:
    """Give a user another password, asked for or read from standard input; all their sessions end.

    For example:

    accordingto users password ledger.db Ana
    """
    with _reading(ledger) as connection:
        user = accounts.find(connection, name)
    hashed = _new_password(user.name)
    with _writing(ledger) as connection:
        accounts.set_password(connection, user.name, hashed)
        record(connection, _by(), "change password", user)
    typer.echo("The password was changed.", err=True)


@users.command("token")
def issue_token(
    ledger: LedgerAddress,
    name: Name,
    label: Annotated[str, typer.Option(help="What it is for, to tell a user's tokens apart.")] = "API",
    days: Annotated[int, typer.Option(help="How long it counts; 0 for ever.", min=0, max=3650)] = 365,
) -> None:
    """Print a token with which a program uses the API in a user's name. It is shown this once.

    For example:

    accordingto users token ledger.db feeds --label "nightly feeds" --days 90
    """
    with _writing(ledger) as connection:
        token = tokens.issue(connection, name, label, days or None)
        record(connection, _by(), "issue token", accounts.find(connection, name), label=label, days=days or None)
    typer.echo(token)
    typer.echo("Keep it safe: only its digest is in the ledger, and it cannot be shown again.", err=True)


@users.command("revoke")
def revoke_token(
    ledger: LedgerAddress,
    name: Name,
    label: Annotated[str | None, typer.Option(help="Which token; all of the user's where left out.")] = None,
) -> None:
    """Have a user's tokens count no more.

    For example:

    accordingto users revoke ledger.db feeds --label "nightly feeds"
    """
    with _writing(ledger) as connection:
        number = tokens.revoke(connection, name, label)
        record(connection, _by(), "revoke token", accounts.find(connection, name), label=label, number=number)
    typer.echo(f"Revoked: {number}.", err=True)


def _new_password(name: str) -> str:
    from accordingto.web.security.passwords import Passwords
    from accordingto.web.settings import Settings

    try:
        if sys.stdin.isatty():
            password = getpass.getpass(f"Password for {plain(name)}: ")
            if password != getpass.getpass("The same again: "):
                raise DecisionError("That was not the same. Nothing was changed.")
        else:
            password = sys.stdin.readline().rstrip("\r\n")
        return Passwords(Settings()).hashed(password, name)
    except AccordingToError as error:
        fail(error)


@contextmanager
def _reading(ledger: str) -> Iterator[Connection]:
    try:
        with Ledger.open(ledger, create=False) as opened, opened.reading_connection() as connection:
            yield connection
    except AccordingToError as error:
        fail(error)


@contextmanager
def _writing(ledger: str) -> Iterator[Connection]:
    try:
        with Ledger.open(ledger, create=False) as opened, opened.writing_connection() as connection:
            yield connection
    except AccordingToError as error:
        fail(error)


def _by() -> str:
    from accordingto.web.settings import operating_system_user

    return operating_system_user()


def _day(moment: str | None) -> str:
    return "it is revoked" if moment is None else moment[:10]
