"""Passwords: hashed with argon2, and compared so that the time taken does not tell whether a name is known."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.exceptions import PwdlibError
from pwdlib.hashers.argon2 import Argon2Hasher

from accordingto.errors import BusyError, DecisionError
from accordingto.web.settings import Settings

SHORTEST = 12
LONGEST = 1024
# Each takes 64 MB for a moment, so few are worked on at once; those who wait must not take all threads of the desk.
_AT_ONCE = 3
_WAITING = 12


class Passwords:
    """Hashes passwords and compares them, a few at a time; raises BusyError where too many come at once."""

    def __init__(self, settings: Settings) -> None:
        """Take from the settings how much work a password is."""
        self._hash = PasswordHash((Argon2Hasher(settings.password_time, settings.password_memory, parallelism=1),))
        self._nobody = self._hash.hash(secrets.token_urlsafe(16))
        self._waiting = BoundedSemaphore(_WAITING)
        self._working = BoundedSemaphore(_AT_ONCE)

    def hashed(self, password: str, name: str) -> str:
        """Return the hash of a new password; raises DecisionError where it is too weak to keep anybody out."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise DecisionError(
                f"A password has {SHORTEST} to {LONGEST} characters; this one has {len(password)}. Four words that do "
                "not belong together make a good one."
            )
        if len(set(password)) < 5 or name.casefold() in password.casefold():
            raise DecisionError("This password is too easily guessed: it repeats itself, or holds the name.")
        with self._turn():
            return self._hash.hash(_typed(password))

    def right(self, password: str, known: str | None) -> bool:
        """Return whether a password fits a hash; without a hash the answer is no, after the same work."""
        with self._turn():
            try:
                fits = self._hash.verify(_typed(password), known or self._nobody)
            except PwdlibError:
                fits = False
        return fits and known is not None

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._waiting.acquire(blocking=False):
            raise BusyError("Too many people are logging in at this moment. Try again in a few seconds.")
        try:
            with self._working:
                yield
        finally:
            self._waiting.release()


def _typed(password: str) -> bytes:
    """Return a password's bytes, the same whichever way a keyboard composes its letters."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
