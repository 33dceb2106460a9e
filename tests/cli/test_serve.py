"""`accordingto serve`: starting, stopping, and what it refuses to start with. What starts is a program of its own."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import closing, contextmanager

import pytest
from desk_people import PASSWORD, add_token, add_user, browser, logged_in, program
from typer.testing import CliRunner

from accordingto.cli.app import app
from accordingto.ledger import Ledger

COMMAND = [sys.executable, "-c", "from accordingto.cli.app import main; main()", "serve"]


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "ledger.db"
    Ledger.open(path).close()
    return path


@contextmanager
def _served(ledger, *options):
    """Give the running program and its address."""
    command = [*COMMAND, str(ledger), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        try:
            told = running.stderr.readline()
            found = re.search(r"open at (https?://\S+)/ ", told)
            assert found, told + running.stderr.read()
            yield running, found[1]
        finally:
            running.kill()


def _refused(*arguments):
    told = CliRunner().invoke(app, ["serve", *map(str, arguments)])
    assert told.exit_code == 1, told
    assert told.stdout == ""
    return told.stderr


def test_it_opens_on_this_machine_and_stops_with_ctrl_c(ledger):
    with _served(ledger, "--port", "0") as (running, address):
        assert address.startswith("http://127.0.0.1:")
        client = program(address)
        assert client.get("/login").status_code == 303
        running.send_signal(signal.SIGINT)
        assert running.wait(15) == 0
        assert running.stderr.read() == ""
        assert running.stdout.read() == ""


def test_killed_in_the_middle_it_serves_on_when_started_again(ledger):
    add_user(ledger, "Ana")
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    with _served(ledger, "--port", str(port)) as (running, address):
        client = logged_in(address, "Ana")
        running.kill()
        running.wait(10)
    with _served(ledger, "--port", str(port)) as (running, address):
        assert client.get("/account").status_code == 200, "the session was kept before it was acknowledged"
        assert browser(address).post("/login", data={"name": "Ana", "password": PASSWORD}).status_code == 303


def test_others_reach_it_only_where_there_are_users(ledger):
    told = _refused(ledger, "--host", "0.0.0.0", "--port", "0")
    assert "it has no users" in told and "accordingto users add" in told
    assert "a proxy brings requests" in _refused(ledger, "--proxy", "--port", "0")
    header = add_token(ledger, "bot")
    with _served(ledger, "--host", "0.0.0.0", "--port", "0", "--allow-host", "desk.example") as (running, address):
        assert "plain text" in running.stderr.readline()
        client = program(address)
        assert client.get("/account").status_code == 303
        assert client.get("/account", headers={"Host": "desk.example", **header}).status_code == 200
        assert client.get("/account", headers={"Host": "other.example", **header}).status_code == 421
        running.terminate()
        assert running.wait(15) == 0


def test_where_nobody_could_log_in_it_does_not_start(ledger):
    add_user(ledger, "bot", password=None)
    assert "neither password nor token" in _refused(ledger, "--port", "0")


def test_behind_a_proxy_cookies_are_for_https(ledger):
    add_user(ledger, "Ana")
    with _served(ledger, "--port", "0", "--proxy", "--allow-host", "desk.example") as (_, address):
        forwarded = {"Host": "desk.example", "X-Forwarded-Proto": "https", "Origin": "https://desk.example"}
        data = {"name": "Ana", "password": PASSWORD}
        answer = program(address).post("/login", data=data, headers=forwarded)
        assert answer.status_code == 303
        assert answer.headers["set-cookie"].startswith("__Host-")


def test_an_address_that_cannot_be_had_is_told_in_words(ledger):
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        told = _refused(ledger, "--port", taken.getsockname()[1])
    assert "cannot listen" in told and "--port" in told
    assert "cannot listen" in _refused(ledger, "--host", "192.0.2.1", "--port", "0")
    assert "cannot listen" in _refused(ledger, "--host", "no such name", "--port", "0")


def test_what_is_not_there_or_not_a_ledger_is_told_in_words(tmp_path):
    assert "no such file" in _refused(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()
    (tmp_path / "text.db").write_text("no ledger at all, only words" * 100)
    assert "not a ledger" in _refused(tmp_path / "text.db")


def test_a_certificate_that_cannot_be_used_is_told_in_words(ledger, tmp_path):
    assert "without --certificate" in _refused(ledger, "--certificate-key", tmp_path / "key.pem")
    assert "cannot be used" in _refused(ledger, "--certificate", tmp_path / "none.pem")
    (tmp_path / "wrong.pem").write_text("nothing")
    assert "cannot be used" in _refused(ledger, "--certificate", tmp_path / "wrong.pem")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate with")
def test_it_speaks_https_with_a_certificate(ledger, tmp_path):
    add_user(ledger, "Ana")
    pem, key = tmp_path / "desk.pem", tmp_path / "desk.key"
    make = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost".split()
    subprocess.run(["openssl", *make, "-out", str(pem), "-keyout", str(key)], check=True, capture_output=True)
    with _served(ledger, "--port", "0", "--certificate", str(pem), "--certificate-key", str(key)) as (_, address):
        assert address.startswith("https://")
        answer = browser(address).post("/login", data={"name": "Ana", "password": PASSWORD})
        assert answer.headers["set-cookie"].startswith("__Host-")
        assert "Secure" in answer.headers["set-cookie"]
