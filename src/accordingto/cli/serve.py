"""`accordingto serve`: the desk in a browser, and the API under it."""

from __future__ import annotations

import signal
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from accordingto.cli.ledgers import LEDGER
from accordingto.cli.show import fail
from accordingto.errors import AccordingToError, LedgerError


class LogLevel(StrEnum):
    """How much the server tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    DEBUG = "debug"


def serve(
    ledger: Annotated[str, LEDGER],
    host: Annotated[str, typer.Option(help="Where to listen; other than this machine only with users.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes any that is free.", min=0, max=65535)] = 8000,
    allow_host: Annotated[
        list[str] | None, typer.Option(help="A name by which browsers reach the desk; can be given several times.")
    ] = None,
    proxy: Annotated[
        bool, typer.Option("--proxy", help="A proxy on this machine brings requests from outside, by HTTPS.")
    ] = False,
    certificate: Annotated[Path | None, typer.Option(help="Certificate (PEM), to speak HTTPS without a proxy.")] = None,
    certificate_key: Annotated[Path | None, typer.Option(help="The certificate's key (PEM).")] = None,
    log_level: Annotated[LogLevel, typer.Option(help="How much to tell; “info” has a line for each request.")] = (
        LogLevel.WARNING
    ),
) -> None:
    """Open the desk: read, check and correct the ledger in a browser. Stop it with Ctrl-C.

    On this machine nobody has to log in as long as the ledger has no users; as soon as it has, everybody has to.

    For example:

    accordingto serve ledger.db

    accordingto serve ledger.db --host 0.0.0.0 --port 8443 --certificate desk.pem --certificate-key desk.key
    """
    from accordingto.ledger import Ledger
    from accordingto.ledger.people import users
    from accordingto.web.app import create_app
    from accordingto.web.server import address_of, is_loopback, listen, server
    from accordingto.web.settings import Settings

    try:
        _check_certificate(certificate, certificate_key)
        with Ledger.open(ledger, create=False) as opened, listen(host, port) as listening:
            open_to_all = is_loopback(listening) and not proxy
            with opened.reading_connection() as connection:
                usable = users.any_that_can_log_in(connection)
                login = users.any_user(connection)
            if not usable and (login or not open_to_all):
                raise LedgerError(_no_users(opened.name, host, proxy, login))
            secure = proxy or certificate is not None
            settings = Settings(
                open_to_all=open_to_all, secure=secure, allowed_hosts=tuple(allow_host or ()),
                port=listening.getsockname()[1],
            )  # fmt: skip
            address = address_of(listening, certificate is not None)

            def started() -> None:
                typer.echo(f"The desk of {opened.name} is open at {address} – stop it with Ctrl-C.", err=True)
                if not open_to_all and not secure:
                    typer.echo(
                        "Passwords cross the network as plain text: give --certificate, or put a proxy before the desk "
                        "(--proxy).", err=True,
                    )  # fmt: skip

            running = server(
                create_app(opened, settings), started, log_level=log_level.value, proxy=proxy, certificate=certificate,
                key=certificate_key,
            )  # fmt: skip
            # uvicorn stops on these, then raises them again; having stopped as told is no failure.
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: None)
            running.run(sockets=[listening])
    except AccordingToError as error:
        fail(error)


def _no_users(ledger: str, host: str, proxy: bool, some: bool) -> str:
    where = "a proxy brings requests from outside" if proxy else f"{host} can be reached from other machines"
    why = "all its users are disabled, or have neither password nor token" if some else f"it has no users, and {where}"
    return f"Ledger {ledger}: {why}. Make one first: “accordingto users add {ledger} NAME --role admin”."


def _check_certificate(certificate: Path | None, key: Path | None) -> None:
    import ssl

    if certificate is None and key is None:
        return
    if certificate is None:
        raise LedgerError("--certificate-key was given without --certificate. Give both, or one file that holds both.")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        raise LedgerError(f"The certificate {certificate} cannot be used: {error}.") from error
