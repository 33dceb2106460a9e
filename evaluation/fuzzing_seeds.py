"""What the fuzzer starts from: real pages from ../shared, cut short, and invented inputs of every format."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from accordingto.ingest.archives.frames import packing_of
from evaluation.shared import shared

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LONGEST_PAGE = 16_000
SAID = "The harbour master said on Monday that the bridge over the Lunna would stay closed until the spring."
TEXT = f"{SAID}\n“We found cracks in two of the pillars,” Ada Brandt told reporters.\nNo one was hurt, she added."
_NOISE = re.compile(
    rb"<(?P<tag>style|svg|noscript)\b.*?</(?P=tag)\s*>|<script\b(?![^>]*ld\+json).*?</script\s*>|<!--.*?-->",
    re.IGNORECASE | re.DOTALL,
)

# Bytes that readers stumble over.
TOKENS = [
    b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"<", b"</", b"<![CDATA[", b"]]>", b"<!--", b"&#0;", b"&#xD800;", b"&x;",
    b'"', b"'", b"\\u0000", b"\\ud800", b"{", b"[", b"null", b"1e999", b"-1", b"9" * 400, b"\r\n\r\n", b"\n--a\n", b";",
    b"=?utf-8?b?", b"charset=utf-7", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"NaN", b"\xef\xbb\xbf",
    b"2022-13-45T99:99:99Z", b"0000-00-00", b"file:///etc/passwd", b"(" * 60, b"xml:lang=''", b"href='//['",
]  # fmt: skip


def dictionary(parser: str) -> str:
    """Return libFuzzer's dictionary for a parser: such bytes, and the words of its own inputs."""
    words = {word for seed in invented(parser) for word in re.findall(rb"[A-Za-z][\w:.-]{3,30}", seed)}
    entries = ("".join(f"\\x{byte:02x}" for byte in entry[:60]) for entry in [*TOKENS, *sorted(words)[:500]])
    return "".join(f'"{entry}"\n' for entry in entries)


def pages() -> Iterator[bytes]:
    """Yield real pages without scripts and styles, cut at 16,000 bytes so that one takes milliseconds."""
    for path in sorted(shared(Path("data/html-news/html")).iterdir()):
        data = path.read_bytes()
        yield _cut(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
    with tarfile.open(shared(Path("data/html-readability/test-pages.tar.xz"))) as archive:
        for member in archive:
            if member.name.endswith("source.html") and (content := archive.extractfile(member)):
                yield _cut(content.read())


def _cut(page: bytes) -> bytes:
    return _NOISE.sub(b"", page)[:LONGEST_PAGE]


def seeds(parser: str) -> Iterator[bytes]:
    """Yield the inputs that the long run starts from with one parser."""
    yield from invented(parser)
    if parser == "html":
        yield from pages()
    elif parser == "anything":
        yield from (page for page in pages() if len(page) < 4000)


def invented(parser: str) -> Iterator[bytes]:
    """Yield own inputs for a parser (CC0); for “anything” those of all that are read in this process."""
    for name in [made for made in _MADE if made not in ("pdf", "parquet")] if parser == "anything" else [parser]:
        yield from _MADE[name]()


_LINKED = {
    "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Bridge stays closed",
    "datePublished": "2022-03-11T18:30:05+01:00", "author": [{"@type": "Person", "name": "Ada Brandt"}],
    "publisher": {"@type": "Organization", "name": "Lunna Gazette"}, "articleBody": TEXT,
}  # fmt: skip
PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Bridge stays closed | Gazette</title>"
    f'<script type="application/ld+json">{json.dumps(_LINKED)}</script>'
    "<meta property='og:site_name' content='Gazette'></head><body><article><h1>Bridge stays closed</h1>"
    + "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
    + "<figure><figcaption>A bridge. Photo: A. B.</figcaption></figure></article></body></html>"
).encode()


def _html() -> Iterator[bytes]:
    yield PAGE


def _text() -> Iterator[bytes]:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "cp1251", "gb18030"):
        yield TEXT.encode(encoding, "replace")
    yield "Мэр сказал, что мост закрыт.".encode("cp1251")


def _jsonl() -> Iterator[bytes]:
    line = {"text": TEXT, "title": "T", "url": "https://e.org/1", "publisher": "P", "published": "2022-03-11"}
    yield "\n".join(json.dumps(line, ensure_ascii=escaped) for escaped in (True, False)).encode()
    yield json.dumps(line).encode("utf-16")


def _feed() -> Iterator[bytes]:
    yield (
        "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
        "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Gazette</title><link>https://e.org</link>"
        f"<item><title>Bridge</title><link>https://e.org/1</link><guid>1</guid><dc:creator>A</dc:creator>"
        f"<pubDate>Fri, 11 Mar 2022 10:00:00 GMT</pubDate><description>{SAID}</description>"
        f"<content:encoded><![CDATA[<p>{SAID}</p>]]></content:encoded></item></channel></rss>"
    ).encode()
    yield (
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Gazette</title><id>x</id><entry><id>1</id>"
        f"<title type='html'>Bridge</title><link rel='alternate' href='/1'/><updated>2022-03-11T10:00:00Z</updated>"
        f"<author><name>Ada</name></author><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>{SAID}"
        "</p></div></content><summary>Short</summary></entry></feed>"
    ).encode()
    item = {"id": "1", "url": "https://e.org/1", "title": "T", "content_html": f"<p>{SAID}</p>", "content_text": SAID,
            "date_published": "2022-03-11T10:00:00Z", "authors": [{"name": "Ada"}]}  # fmt: skip
    yield json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "G", "items": [item]}).encode()
    yield (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel>"
        f"<title>G</title></channel><item rdf:about='x'><title>T</title><description>{SAID}</description></item>"
        "</rdf:RDF>"
    ).encode()


def _opml() -> Iterator[bytes]:
    yield (
        b"<?xml version='1.0'?><opml version='2.0'><head><title>F</title></head><body><outline text='News'>"
        b"<outline type='rss' text='Gazette' title='G' xmlUrl='https://e.org/rss' htmlUrl='https://e.org'/></outline>"
        b"</body></opml>"
    )


def _ninjs() -> Iterator[bytes]:
    first = {"uri": "urn:x:1", "type": "text", "versioncreated": "2022-03-11T10:00:00Z", "pubstatus": "usable",
             "version": "2", "language": "en", "headline": "Bridge", "byline": "Ada", "located": "Lunna",
             "body_xhtml": f"<p>{SAID}</p>", "body_text": TEXT, "ednote": "CORRECTS"}  # fmt: skip
    third = {
        "uri": "urn:x:1", "standard": {"name": "ninjs", "version": "3.0"}, "versionCreated": "2022-03-11T10:00:00Z",
        "pubStatus": "canceled", "headlines": [{"value": "Bridge"}], "by": "Ada", "infoSources": [{"name": "LPA"}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": f"<p>{SAID}</p>"}],
    }  # fmt: skip
    yield json.dumps(first).encode()
    yield json.dumps(third).encode()


def _newsml() -> Iterator[bytes]:
    item = (
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:x:1' version='2' xml:lang='en'><catalogRef "
        "href='x'/><itemMeta><itemClass qcode='ninat:text'/><provider literal='LPA'/><versionCreated>"
        "2022-03-11T10:00:00Z</versionCreated><pubStatus qcode='stat:usable'/><edNote>CORRECTS</edNote></itemMeta>"
        "<contentMeta><headline>Bridge</headline><by>Ada</by><dateline>LUNNA</dateline><language tag='en'/>"
        "</contentMeta><contentSet><inlineXML contenttype='application/xhtml+xml'><html "
        f"xmlns='http://www.w3.org/1999/xhtml'><body><p>{SAID}</p></body></html></inlineXML><inlineData>{SAID}"
        "</inlineData></contentSet></newsItem>"
    )
    yield item.encode()
    yield (
        "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><header><sent>2022-03-11T10:00:00Z</sent></header>"
        f"<itemSet>{item}</itemSet></newsMessage>"
    ).encode()
    yield b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY b '&a;&a;'>]>" + item.encode().replace(
        b"Ada", b"&b;"
    )


def _nitf() -> Iterator[bytes]:
    yield (
        "<?xml version='1.0'?><nitf><head><title>Bridge</title><docdata management-status='usable'><doc-id id-string="
        "'1' regsrc='LPA'/><date.issue norm='20220311T100000Z'/><ed-msg info='CORRECTS'/></docdata></head><body>"
        "<body.head><hedline><hl1>Bridge</hl1></hedline><byline>By <person>Ada</person></byline><dateline><location>"
        f"LUNNA</location></dateline></body.head><body.content><p>{SAID}</p><media><media-caption>A</media-caption>"
        "</media></body.content></body></nitf>"
    ).encode()


def _csv() -> Iterator[bytes]:
    yield f'text,title,published\n"{SAID}",Bridge,2022-03-11\n"He said ""no"".\nTwice.",B,\n'.encode()
    yield f"body\ttitle\n{SAID}\tBridge\n".encode("utf-16")
    yield f"text;title\n{SAID};B\n".encode("cp1252")


def _parquet() -> Iterator[bytes]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table({"text": [SAID, None, TEXT], "title": ["a", "b", None], "published": ["2022-03-11", "", None]})
    for compression in ("none", "snappy"):
        out = io.BytesIO()
        pq.write_table(table, out, compression=compression, use_dictionary=False)
        yield out.getvalue()


def _warc() -> Iterator[bytes]:
    def record(kind: str, block: bytes, extra: str = "") -> bytes:
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2022-03-11T10:00:00Z\r\n"
            f"WARC-Target-URI: https://e.org/1\r\n{extra}Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        )
        return head.encode() + block + b"\r\n\r\n"

    said = SAID.encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n%s\r\n%s"
    plain = record("response", http % (b"", said), "WARC-Payload-Digest: sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N\r\n")
    chunks = record(
        "response", http % (b"Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(said), said))
    )
    packed = record("response", http % (b"Content-Encoding: gzip\r\n", gzip.compress(said)))
    yield record("warcinfo", b"software: x\r\n") + plain + chunks
    yield packed + record("revisit", b"") + record("request", b"GET / HTTP/1.1\r\n\r\n")
    yield record("response", http.replace(b"plain", b"html") % (b"", PAGE))


def _packed() -> Iterator[bytes]:
    for pack in (gzip.compress, bz2.compress, lzma.compress, zstd.compress):
        yield pack(TEXT.encode())
        yield b"".join(pack(part) for part in _warc())
        yield pack(next(_tar()))
    yield from _warc()


def wrapped(parser: str, data: bytes) -> bytes:
    """Return the input as it is, but for insides without their packing, which no check sum guards from the fuzzer."""
    if parser == "packed" and not packing_of(data):
        return gzip.compress(data, 1)
    return _word(data.decode("utf-8", "replace")) if parser == "docx" and data[:2] != b"PK" else data


def _zip() -> Iterator[bytes]:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as archive:
            for name in ("a.txt", "b/c.jsonl", "../d.png"):
                archive.writestr(name, next(_jsonl()) if "jsonl" in name else TEXT)
        yield out.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/a.warc", next(_warc()))
    yield out.getvalue()


def _tar() -> Iterator[bytes]:
    for form in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w", format=form) as archive:
            for name in ("a.txt", "å" * (40 if form == tarfile.USTAR_FORMAT else 120) + ".txt", "link.txt"):
                info = tarfile.TarInfo(name)
                info.type = tarfile.SYMTYPE if "link" in name else tarfile.REGTYPE
                info.size = 0 if "link" in name else len(SAID)
                archive.addfile(info, io.BytesIO(SAID.encode()))
        yield out.getvalue()


_HEAD = (
    "Subject: =?utf-8?q?Br=C3=BCcke?=\nFrom: Ada <a@e.org>\nDate: Fri, 11 Mar 2022 10:00:00 +0100\n"
    "Message-ID: <1@e.org>\n"
)


def _mail() -> Iterator[bytes]:
    yield (
        _HEAD + "List-Id: <n.e.org>\nContent-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n\n" + TEXT
    ).encode()
    inner = (_HEAD + "\n" + SAID).encode()
    yield (
        _HEAD.encode() + b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: "
        b"multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\nContent-Transfer-Encoding: "
        b"quoted-printable\n\nHe said=20so.=\n\n--b\nContent-Type: text/html\n\n"
        b"<p>He said so.</p>\n--b--\n--a\nContent-Type: text/plain; "
        b"name*0*=utf-8''a%20; name*1=b.txt\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(SAID.encode()) + b"--a\nContent-Type: message/rfc822\n\n" + inner + b"\n--a--\n"
    )  # fmt: skip


def _mhtml() -> Iterator[bytes]:
    yield (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://e.org/1\r\nSubject: Bridge\r\nDate: Fri, 11 Mar "
        b"2022 10:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=a"
        b"; start=\"<f@x>\"\r\n\r\n--a\r\nContent-Type: text/html\r\nContent-ID: <f@x>\r\nContent-Location: "
        b"https://e.org/1\r\n\r\n" + PAGE + b"\r\n--a--\r\n"
    )  # fmt: skip


def _docx() -> Iterator[bytes]:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = TEXT.split("\n")
    body = f"<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>{lines[0]}</w:t></w:r></w:p>" + "".join(
        f"<w:p><w:r><w:t xml:space='preserve'>{line}</w:t><w:br/><w:tab/></w:r></w:p>" for line in lines
    )
    table = f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{SAID}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    document = f"<w:document xmlns:w='{word}'><w:body>{body}{table}</w:body></w:document>"
    yield document.encode()
    yield _word(document)
    yield _word(document, zipfile.ZIP_DEFLATED)


def _word(document: str, method: int = zipfile.ZIP_STORED) -> bytes:
    parts = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override "
        "PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml."
        "document.main+xml'/></Types>",
        "word/document.xml": document,
        "docProps/core.xml": "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/"
        "core-properties' xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>Bridge</dc:title><dc:creator>Ada"
        "</dc:creator></cp:coreProperties>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _pdf() -> Iterator[bytes]:
    lines = "".join(f"({line.encode('ascii', 'ignore').decode()}) Tj T* " for line in TEXT.split("\n"))
    plain = f"BT /F1 12 Tf 72 700 Td 14 TL {lines} ET"
    coded = base64.a85encode(plain.encode(), adobe=True).decode()
    for stream, filters in ((plain, ""), (coded, "/Filter /ASCII85Decode")):
        page = "/MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>"
        objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R {page} >>",
            f"<< /Length {len(stream)} {filters} >>\nstream\n{stream}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            "<< /Title (Bridge) /CreationDate (D:20220311100000+01'00') >>",
        ]
        out, places = "%PDF-1.4\n", []
        for number, body in enumerate(objects, start=1):
            places.append(len(out))
            out += f"{number} 0 obj\n{body}\nendobj\n"
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        yield (
            f"{out}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root "
            f"1 0 R /Info 6 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
        ).encode("latin-1")


_MADE = {
    "html": _html, "text": _text, "jsonl": _jsonl, "feed": _feed, "opml": _opml, "ninjs": _ninjs, "newsml": _newsml,
    "nitf": _nitf,
    "csv": _csv, "parquet": _parquet, "warc": _warc, "packed": _packed, "zip": _zip, "tar": _tar, "mail": _mail,
    "mhtml": _mhtml, "docx": _docx, "pdf": _pdf,
}  # fmt: skip
