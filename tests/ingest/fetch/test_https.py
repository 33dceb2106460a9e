"""The certificate is checked for the name that was meant, although the connection is made to a checked address."""

import shutil
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpcore2
import pytest

from accordingto.errors import FetchError, UnavailableError
from accordingto.ingest.fetch import transport
from accordingto.ingest.fetch.client import Fetcher

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    files = ["-keyout", folder / "key.pem", "-out", folder / "cert.pem"]
    name = ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"]
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    command = ["openssl", "req", "-x509", *key, *files, *name]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def port(certificate):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.headers["Host"].encode())

        def log_message(self, format, *arguments):
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda request, address: None
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def fetched(address, certificate, monkeypatch):
    trusted = httpcore2.default_ssl_context()
    if certificate:
        trusted.load_verify_locations(certificate / "cert.pem")
    monkeypatch.setattr(transport, "_trusted", lambda: trusted)
    with Fetcher(True, resolve=lambda host, port: ["127.0.0.1"], gap=0.0) as fetcher:
        return fetcher.fetch(address)


def test_name_and_host_are_those_that_were_meant(port, certificate, monkeypatch):
    assert fetched(f"https://news.example:{port}/", certificate, monkeypatch).data == f"news.example:{port}".encode()
    assert fetched(f"https://NEWS.example.:{port}/", certificate, monkeypatch).data == f"news.example:{port}".encode()


@pytest.mark.parametrize(("host", "trusted"), [("other.example", True), ("127.0.0.1", True), ("news.example", False)])
def test_who_cannot_prove_its_name_is_not_read(port, certificate, monkeypatch, host, trusted):
    with pytest.raises(FetchError, match="cannot prove") as raised:
        fetched(f"https://{host}:{port}/", certificate if trusted else None, monkeypatch)
    assert not isinstance(raised.value, UnavailableError)
