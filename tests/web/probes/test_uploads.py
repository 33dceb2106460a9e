"""Files that are made to fill, to fool or to leave the desk: refused or read, in words, while it answers others."""

from __future__ import annotations

import gzip
import io
import re
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx2
import pytest
from desk_people import exchange, program
from waiting import wait_until

MEGA = 1024 * 1024
SAYS = "Ann says that it rains in Norrby, and that it will go on raining until the end of the week."
_PAGE = f"<html><head><title>Rain</title></head><body><article>%s<p>{SAYS}</p><p>{SAYS}</p></article></body></html>"
_LAUGHS = '<!DOCTYPE %s [<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12)
) + "]>"  # fmt: skip
_OUTSIDE = '<!DOCTYPE %s [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY %% p SYSTEM "file://{secret}">]>'
_NEWSML = (
    '<?xml version="1.0"?>%s<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentSet><inlineXML><nitf><body>'
    "<body.content><p>Ann says %s.</p></body.content></body></nitf></inlineXML></contentSet></newsItem>"
)
_FEED = (
    '<?xml version="1.0"?>%s<rss version="2.0"><channel><title>%s</title><item><title>%s</title></item></channel></rss>'
)


def _zipped(*members: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return held.getvalue()


def _nested(depth: int) -> bytes:
    data = _zipped(("rain.txt", SAYS.encode()))
    for _ in range(depth):
        data = _zipped(("in.zip", data))
    return data


def _hostile(secret: Path) -> dict[str, bytes]:
    outside = _OUTSIDE.replace("{secret}", str(secret))
    return {
        "bomb.zip": _zipped(("rain.txt", bytes(150 * MEGA))),
        "bomb.txt.gz": gzip.compress(bytes(150 * MEGA), 1),
        "nested.zip": _nested(40),
        "climbing.zip": _zipped(("../../out.txt", SAYS.encode()), ("/out.txt", SAYS.encode()), ("a/../../o", b"x")),
        "many.zip": _zipped(*((f"{n}.txt", b"") for n in range(20_000))),
        "outside.xml": (_NEWSML % (outside % "newsItem", "&x;")).encode(),
        "laughs.xml": (_NEWSML % (_LAUGHS % "newsItem", "&a12;")).encode(),
        "outside.rss": (_FEED % (outside % "rss", "&x;", "&x;")).encode(),
        "laughs.rss": (_FEED % (_LAUGHS % "rss", "&a12;", "&a12;")).encode(),
        "deep.html": (_PAGE % ("<div>" * 100_000)).encode(),
        "deep.xml": b"<newsItem>" + b"<a>" * 100_000,
        "deep.json": b"[" * 100_000,
        "zeros.txt": bytes(MEGA),
        "half.zip": _zipped(("rain.txt", SAYS.encode()))[:-30],
        "no.pdf": b"%PDF-1.7\n" + b"1 0 obj<</Kids[1 0 R]/Type/Pages>>endobj\n" * 50,
    }


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the desk runs, with all that is temporary."""
    folder = tmp_path / "elsewhere" / "here"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def watched(elsewhere: Path, desk: str, attacked: Path) -> Iterator[None]:
    """Look whether the desk answers others all the while, and afterwards whether anything lies where it should not."""
    over = threading.Event()
    answers: list[tuple[int, float]] = []

    def look() -> None:
        with program(desk) as other:
            while not over.wait(0.1):
                began, status = time.monotonic(), 0
                with suppress(httpx2.HTTPError):
                    status = other.get("/api/v1/health", timeout=30).status_code
                answers.append((status, time.monotonic() - began))

    thread = threading.Thread(target=look)
    thread.start()
    yield
    over.set()
    thread.join()
    assert {status for status, _ in answers} == {200}, "others are answered meanwhile"
    assert max(seconds for _, seconds in answers) < 5
    assert list(elsewhere.parent.rglob("*")) == [elsewhere]
    beside = {path.name for path in attacked.parent.iterdir()} - {"elsewhere", "secret.txt"}
    assert beside <= {"attacked.db", "attacked.db-wal", "attacked.db-shm"}


def _sent(client: httpx2.Client, files: list[tuple[str, bytes]]) -> str:
    """Send files through the page and return what it says when all of them were read."""
    answer = client.post("/add", files=[("files", file) for file in files])
    assert answer.status_code == 303, answer.status_code
    return _told(client, answer.headers["location"])


def _told(client: httpx2.Client, address: str) -> str:
    wait_until(lambda: "data-finished" in client.get(address).text, 60)
    return client.get(address).text


@pytest.mark.usefixtures("watched")
def test_hostile_files_are_read_or_refused_in_words(client: httpx2.Client, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the house")
    files = _hostile(secret)
    told = _sent(client, [*files.items(), ("fine.txt", SAYS.encode())])
    read = {name for state, name in re.findall(r">(done|failed)</span><div><p><b>([^<]*)<", told) if state == "done"}
    assert told.count(">failed<") == len(files) - 2
    # Of these two one holds reports by names that lead nowhere, and the other is text to whoever sees it.
    assert read == {"climbing.zip", "deep.json", "fine.txt"}
    assert "fault of the program" not in told and "Traceback" not in told
    for text in (told, *(client.get(f"/api/v1/export/claims.{kind}").text for kind in ("csv", "jsonl"))):
        assert "secret of the house" not in text and "hahahaha" not in text
    assert "it rains in Norrby" in client.get("/api/v1/export/claims.jsonl").text, "the others are read all the same"


@pytest.mark.usefixtures("watched")
def test_hostile_texts_of_the_api_are_read_or_refused_in_words(client: httpx2.Client, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the house")
    for name, data in _hostile(secret).items():
        for kind in ("text", "html"):
            if len(data) < MEGA:
                answer = client.post("/api/v1/reports", json={kind: data.decode("latin-1")})
                assert answer.status_code in (200, 201, 400, 413, 422), (name, kind, answer.status_code)
                assert answer.is_success or answer.json()["detail"], (name, kind)
    text = client.get("/api/v1/export/claims.jsonl").text
    assert "secret of the house" not in text and "hahahaha" not in text


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize(
    ("path", "kind", "start"),
    [
        ("/add", "multipart/form-data; boundary=B",
         b'--B\r\nContent-Disposition: form-data; name="files"; filename="f.txt"\r\n\r\n'),
        ("/add", "multipart/form-data; boundary=B", b'--B\r\nContent-Disposition: form-data; name="text"\r\n\r\n'),
        ("/api/v1/reports", "application/json", b'{"text":"'),
    ],
)  # fmt: skip
def test_forty_megabytes_and_endless_bodies_are_cut_off(desk: str, path: str, kind: str, start: bytes) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n".encode()
    answer = exchange(desk, head + b"Content-Length: %d\r\n\r\n" % (40 * MEGA) + start)
    assert answer.split()[1] == b"413" and b"32 MB" in answer
    chunk = b"10000\r\n" + 65536 * b"x" + b"\r\n"
    whole = head + b"Transfer-Encoding: chunked\r\n\r\n" + b"%x\r\n%s\r\n" % (len(start), start)
    answer = exchange(desk, whole + chunk * (60 * MEGA // 65536))
    assert not answer or answer.split()[1] == b"413", "an answer may be lost where the line is closed under the sender"


_NAMES = (
    b"../../out.txt", b"..\\..\\out.txt", b"/out.txt", b"C:\\out.txt", b"a\x00b.txt", b'a\\"b".txt', b"a'b;c.txt",
    b"a\nb.txt", b"a\rb.txt", b"n" * 10_000 + b".txt", b"\xff\xfe.txt", b"....//out.txt", b"..", b"con", b"-rf", b"~",
    b"$(touch out)", b"%2e%2e%2fout.txt", b"a\x1bb.txt", b".htaccess", b"out.txt/", b"|x",
)  # fmt: skip


@pytest.mark.usefixtures("watched")
def test_no_name_of_a_file_leads_anywhere(client: httpx2.Client) -> None:
    for number, name in enumerate(_NAMES):
        part = b'--B\r\nContent-Disposition: form-data; name="files"; filename="' + name + b'"\r\n\r\n'
        body = part + f"Ann{number} {SAYS[4:]}".encode() + b"\r\n--B--\r\n"
        answer = client.post("/add", content=body, headers={"Content-Type": "multipart/form-data; boundary=B"})
        assert answer.status_code in (303, 400, 422), (name[:30], answer.status_code)
        if answer.status_code == 303:
            page = _told(client, answer.headers["location"])
            assert len(page) < 20_000 and "fault of the program" not in page
            assert "/" not in re.findall(r"<p><b>([^<]*)</b>", page)[0], name
    assert client.get("/reports").status_code == 200


@pytest.mark.usefixtures("watched")
def test_a_hundred_files_are_taken_and_no_more(client: httpx2.Client) -> None:
    files = [(f"{n}.txt", f"Ann{n} {SAYS[4:]}".encode()) for n in range(100)]
    assert "fault" not in _sent(client, files)
    assert len(client.get("/api/v1/reports", params={"limit": 200}).json()["reports"]) == 102
    refused = client.post("/add", files=[("files", file) for file in [*files, ("more.txt", b"x")]])
    assert refused.status_code in (400, 413, 422) and "100" in refused.text
