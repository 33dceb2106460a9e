"""What a desk is started with: where it listens, whom it lets in, and how much it takes."""

from __future__ import annotations

import getpass
from dataclasses import dataclass, field

from accordingto.ledger.people.sessions import Lasting


@dataclass(frozen=True)
class Settings:
    """What can be set; the defaults are those of a desk on one's own machine.

    `open_to_all` means that whoever reaches the desk may use it as long as the ledger has no users: only where nobody
    but this machine can reach it. `secure` means that browsers reach it by HTTPS. Rates are in the words of the
    `limits` library (“600/minute”); sizes are in bytes: `most_bytes` where reports are sent, less for all other forms.
    """

    open_to_all: bool = True
    secure: bool = False
    allowed_hosts: tuple[str, ...] = ()
    port: int = 8000
    sessions: Lasting = field(default_factory=Lasting)
    api_rate: str = "1200/minute"
    login_rate_name: str = "10/15 minutes"
    login_rate_address: str = "200/15 minutes"
    most_bytes: int = 32 * 1024 * 1024
    most_bytes_of_forms: int = 1024 * 1024
    most_bytes_before_login: int = 64 * 1024
    body_seconds: float = 300.0
    pause_seconds: float = 20.0
    password_time: int = 3
    password_memory: int = 64 * 1024
    somebody: str = field(default_factory=lambda: operating_system_user())


def operating_system_user() -> str:
    """Return the name of the person at this machine, who works at an open desk; “unknown” where there is none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
