"""Hashing and comparing passwords."""

from __future__ import annotations

import threading
import time
import unicodedata

import pytest
from desk_people import CHEAP
from hypothesis import given
from hypothesis import strategies as st

from accordingto.errors import BusyError, DecisionError
from accordingto.web.security.passwords import Passwords

PASSWORDS = Passwords(CHEAP)


@given(st.text(min_size=12, max_size=60))
def test_a_password_fits_itself_and_no_other(password):
    try:
        hashed = PASSWORDS.hashed(password, "Ana Lyse")
    except DecisionError:
        return
    assert PASSWORDS.right(password, hashed)
    assert not PASSWORDS.right(password + "x", hashed)
    assert not PASSWORDS.right("", hashed)


def test_the_same_letters_fit_whichever_way_a_keyboard_composes_them():
    word = "häuser auf möwen"
    hashed = PASSWORDS.hashed(unicodedata.normalize("NFD", word), "Ana")
    assert PASSWORDS.right(unicodedata.normalize("NFC", word), hashed)


def test_no_password_fits_nobody_or_what_is_no_hash():
    for known in (None, "", "plain", "$argon2id$broken"):
        assert not PASSWORDS.right("plain", known)


def test_hashes_of_one_password_differ():
    assert PASSWORDS.hashed("four words of horses", "Ana") != PASSWORDS.hashed("four words of horses", "Ana")


def test_many_at_once_wait_and_too_many_are_told_to_come_again(monkeypatch):
    passwords = Passwords(CHEAP)
    hashed = passwords.hashed("four words of horses", "Ana")
    go, working, most = threading.Event(), [0], [0]
    verify = passwords._hash.verify

    def slow(password, known):
        working[0] += 1
        most[0] = max(most[0], working[0])
        assert go.wait(10)
        working[0] -= 1
        return verify(password, known)

    monkeypatch.setattr(passwords._hash, "verify", slow)
    told = []
    threads = [
        threading.Thread(target=lambda: told.append(passwords.right("four words of horses", hashed))) for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    while passwords._waiting._value:
        time.sleep(0.01)
    with pytest.raises(BusyError, match="few seconds"):
        passwords.right("four words of horses", hashed)
    go.set()
    for thread in threads:
        thread.join()
    assert told == [True] * 12
    assert most[0] == 3
    assert passwords.right("four words of horses", hashed)
