import base64
import gzip
import hashlib
import io
import json
import re
import struct
import zipfile
import zlib

import brotli
import pytest
from packed_reports import MENU, PAGE, SENTENCES, TEXT, read
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from accordingto.ingest.archives.digests import agrees
from accordingto.ingest.archives.frames import zstd

NINJS = json.dumps(
    {"uri": "urn:x:1", "headline": "Bridge", "body_text": TEXT, "versioncreated": "2022-03-11T10:00:00Z"}
)


def answered(body, url="http://example.org/a", kind="response", status="200 OK", **headers):
    """One record; `headers` are the server's, those that begin with WARC_ the record's own."""
    sent = {"Content-Type": "text/html"} | {k.replace("_", "-"): v for k, v in headers.items() if k[:5] != "WARC_"}
    own = {k.replace("_", "-"): v for k, v in headers.items() if k[:5] == "WARC_"}
    http = StatusAndHeaders(status, list(sent.items()), protocol="HTTP/1.1")
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    record = writer.create_warc_record(
        url,
        kind,
        payload=io.BytesIO(body if isinstance(body, bytes) else body.encode()),
        http_headers=http if kind in ("response", "revisit", "request") else None,
        warc_content_type=sent["Content-Type"] if kind in ("resource", "conversion") else "",
        warc_headers_dict={"WARC-Date": "2022-03-11T09:30:00Z"} | own,
    )
    writer.write_record(record)
    return out.getvalue()


PACKINGS = {
    "crawl.warc": b"".join,
    "crawl.warc.gz": lambda records: b"".join(gzip.compress(record) for record in records),
    "crawl.warc.zst": lambda records: b"".join(zstd.compress(record) for record in records),
    "one-member.warc.gz": lambda records: gzip.compress(b"".join(records)),
}


@pytest.mark.parametrize("pipe", [False, True])
@pytest.mark.parametrize("name", PACKINGS)
def test_pages_with_their_address_and_time(name, pipe):
    records = [answered(PAGE), answered(MENU, url="http://example.org/"), answered(PAGE, url="http://example.org/b")]
    found, errors, warnings = read(PACKINGS[name](records), name, pipe)
    assert [(d.url, d.text, d.title) for d in found] == [
        ("http://example.org/a", TEXT, "Bridge stays closed"),
        ("http://example.org/b", TEXT, "Bridge stays closed"),
    ]
    assert {(d.captured, d.path) for d in found} == {("2022-03-11T09:30:00+00:00", None if pipe else name)}
    assert {d.original for d in found} == {"sha256:" + hashlib.sha256(PAGE.encode()).hexdigest()}
    assert errors == []
    told = "standard input" if pipe else name
    assert [w.replace(name, told) for w in warnings] == [f"{told}: reports read: 2; left out: 1 without an article."]


def chunked(body):
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(PAGE.encode()), {"Transfer_Encoding": "chunked"}),
        (gzip.compress(PAGE.encode()), {"Content_Encoding": "gzip"}),
        (zlib.compress(PAGE.encode()), {"Content_Encoding": "deflate"}),
        (zlib.compress(PAGE.encode())[2:-4], {"Content_Encoding": "deflate"}),
        (brotli.compress(PAGE.encode()), {"Content_Encoding": "br"}),
        (zstd.compress(PAGE.encode()), {"Content_Encoding": "zstd"}),
        (chunked(gzip.compress(PAGE.encode())), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (PAGE.encode(), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),  # undone by the crawler
        (PAGE.replace("utf-8", "koi8-r").encode("cp1252"), {"Content_Type": "text/html; charset=windows-1252"}),
        (PAGE.encode("utf-16"), {}),
    ],
)
def test_codings_of_the_transfer_are_undone(body, headers):
    found, errors, warnings = read(answered(body, **headers), "a.warc")
    assert ([d.text for d in found], errors, warnings) == ([TEXT], [], [])


def test_kinds_that_are_read_and_kinds_that_are_counted():
    records = [
        answered(TEXT, Content_Type="text/plain; charset=utf-8"),
        answered("User-agent: *", url="http://example.org/robots.txt", Content_Type="text/plain"),
        answered('{"menu": [1, 2]}', Content_Type="application/json"),
        answered("\x89PNG", Content_Type="image/png"),
        answered("moved", status="301 Moved"),
        answered(PAGE, status="404 Not Found"),
        answered("", kind="revisit"),
        answered("GET / HTTP/1.1", kind="request"),
        answered(PAGE, kind="resource", url="http://example.org/resource"),
        answered(TEXT, kind="conversion", Content_Type="text/plain"),
    ]
    found, errors, warnings = read(b"".join(records), "a.warc")
    assert [d.url.rpartition("/")[2] for d in found] == ["a", "resource", "a"]
    assert errors == []
    assert warnings == [
        "a.warc: reports read: 3; left out: 3 of other kinds, 2 redirects and error pages, 1 captured again unchanged."
    ]


def test_what_agencies_deliver_is_read_from_its_json():
    found, errors, _ = read(answered(NINJS, Content_Type="application/json; charset=utf-8"), "a.warc")
    assert [d.text for d in found] == [TEXT]
    assert errors == []


def test_digests_are_checked_and_what_differs_is_told():
    sha = "sha1:" + base64.b32encode(hashlib.sha1(PAGE.encode(), usedforsecurity=False).digest()).decode()
    good = answered(PAGE, WARC_Payload_Digest=sha)
    changed = good.replace(b"until the spring", b"until the autumn"[:16])
    assert read(good, "a.warc")[2] == []
    found, errors, warnings = read(changed, "a.warc")
    assert len(found) == 1
    assert errors == []
    assert len(warnings) == 1
    assert warnings[0].startswith("a.warc, record 1 (http://example.org/a): its digest does not match")


@pytest.mark.parametrize(
    ("stated", "result"),
    [
        ("sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N", True),
        ("sha1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d", True),
        ("sha-256:LPZE3Y5P5JVB7SYOYWNDHMSFG4Z7T2BYMVBQ4MJ6XLPTDXG6XQXQ", False),
        ("md5:XUFAKrxLKna5cZ2REBfFkg==", True),
        ("crc:1234", None),
        ("", None),
    ],
)
def test_digests_in_the_ways_they_are_written(stated, result):
    assert agrees(stated, [b"x", b"hello"]) is result


RECORDS = [answered(PAGE, url=f"http://example.org/{n}") for n in range(6)]
ALL_BUT_ONE = ["http://example.org/0", "http://example.org/1", "http://example.org/3", "http://example.org/4"]


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress])
@pytest.mark.parametrize(
    "harm", [lambda part: part[: len(part) // 2], lambda part: part[:60] + b"\xff" * 40 + part[100:]]
)
def test_a_damaged_record_costs_itself(pack, harm):
    parts = [pack(record) for record in RECORDS]
    parts[2] = harm(parts[2])
    found, errors, _ = read(b"".join(parts), "a.warc.gz")
    assert [d.url for d in found if d.url != "http://example.org/5"] == ALL_BUT_ONE
    assert len(errors) >= 1
    assert all(error.startswith("a.warc.gz") for error in errors)


def test_a_damaged_header_in_a_warc_that_is_not_packed():
    records = list(RECORDS)
    records[2] = b"\xff" * 30 + records[2][30:]
    found, errors, _ = read(b"".join(records), "a.warc")
    assert [d.url for d in found][:4] == ALL_BUT_ONE
    assert errors == ["a.warc, record 3: damaged bytes stand before it; what was there is lost."]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (RECORDS[0][:-60], "cut off, 56 bytes of it are missing"),
        (RECORDS[0].replace(b"Content-Length", b"Content-Breadth", 1), "does not tell its length"),
        (RECORDS[0].replace(b"Content-Length: ", b"Content-Length: 99999999", 1), "more than 10,000,000 characters"),
        (answered(b"\0" * 50_000_000, Content_Encoding="gzip")[:3000], "more than 10,000,000"),
        (answered(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip"), "unpacks to over 200 times its size"),
        (gzip.compress(RECORDS[0])[:400], "cut off, its end is missing"),
        (gzip.compress(b"WARC/1.0\r\nno record"), "no WARC record|tell its length|none of them"),
        (b"WARC/1.0\r\n", "no WARC record|none of them|length"),
        (gzip.compress(b"WARC/1.0\r\n" + b"A: b\r\n" * 100_000), "damaged"),
        (gzip.compress(answered(MENU)), r"records: 1, none of them a report \(1 without an article\)"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_words(data, words):
    found, errors, _ = read(data, "a.warc")
    assert found == []
    assert len(errors) == 1
    assert re.search(words, errors[0])


def test_a_page_that_unpacks_too_far_in_a_large_crawl():
    bomb = answered(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")
    filler = answered(bytes(300_000), Content_Type="image/png")
    found, errors, _ = read(filler + bomb + answered(PAGE), "a.warc")
    assert len(found) == 1
    assert len(errors) == 1
    assert "record 2 (http://example.org/a): unpacks to over 40,000,004 bytes" in errors[0]


def test_codings_of_many_records_count_against_the_allowance():
    bomb = answered(brotli.compress(b"said. " * 1_000_000), Content_Encoding="br", Content_Type="text/plain")
    found, errors, _ = read(bomb * 1000, "a.warc")
    assert len(found) < 30
    assert len(errors) == 1
    assert "unpacks to over 200 times its size" in errors[0]


def test_zstd_with_its_dictionary_in_front():
    dictionary = zstd.train_dict([record[n : n + 700] for record in RECORDS for n in range(0, 1000, 50)], 4096)
    frame = struct.pack("<II", 0x184D2A5D, len(dictionary.dict_content)) + dictionary.dict_content
    packed = b"".join(zstd.compress(record, zstd_dict=dictionary) for record in RECORDS)
    found, errors, _ = read(frame + packed, "a.warc.zst")
    assert len(found) == 6
    assert errors == []
    found, errors, _ = read(packed, "a.warc.zst")
    assert found == []
    assert "cannot be unpacked" in errors[0]


def test_wacz():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n{"url": "x", "text": "seen"}')
        archive.writestr("indexes/index.cdx.gz", gzip.compress(b"index"))
        archive.writestr("archive/data.warc.gz", PACKINGS["crawl.warc.gz"](RECORDS))
    found, errors, warnings = read(out.getvalue(), "a.wacz")
    assert [d.path for d in found] == ["a.wacz/archive/data.warc.gz"] * 6
    assert found[3].url == "http://example.org/3"
    assert (errors, warnings) == ([], [])
    assert SENTENCES[0] in found[0].text
