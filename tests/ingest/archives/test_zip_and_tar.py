import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile

import pytest
from packed_reports import PAGE, TEXT, read

from accordingto.ingest.archives.frames import zstd
from accordingto.ingest.archives.members import shown_member
from evaluation.fuzzing_seeds import invented


def zipped(*members, method=zipfile.ZIP_DEFLATED):
    """A ZIP archive of (name or ZipInfo, content) pairs."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def tarred(*members, format=tarfile.PAX_FORMAT):
    """A tar archive of (name or TarInfo, content) pairs."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=format) as archive:
        for info, content in members:
            if isinstance(info, str):
                info = tarfile.TarInfo(info)
                info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


MEMBERS = [("b/page.html", PAGE.encode()), ("a.txt", TEXT.encode()), ("b/.hidden.txt", b"x"), ("logo.png", b"\x89PNG")]
ARCHIVES = {
    "a.zip": zipped(*MEMBERS),
    "stored.zip": zipped(*MEMBERS, method=zipfile.ZIP_STORED),
    "lzma.zip": zipped(*MEMBERS, method=zipfile.ZIP_LZMA),
    "a.tar": tarred(*MEMBERS),
    "old.tar": tarred(*MEMBERS, format=tarfile.GNU_FORMAT),
    "a.tar.gz": gzip.compress(tarred(*MEMBERS)),
    "a.tgz": gzip.compress(tarred(*MEMBERS)),
    "a.tar.bz2": bz2.compress(tarred(*MEMBERS)),
    "a.tar.xz": lzma.compress(tarred(*MEMBERS)),
    "a.tar.zst": zstd.compress(tarred(*MEMBERS)),
}


@pytest.mark.parametrize("pipe", [False, True])
@pytest.mark.parametrize("name", ARCHIVES)
def test_members_in_a_fixed_order_with_their_paths(name, pipe):
    found, errors, warnings = read(ARCHIVES[name], name, pipe)
    inside = "" if pipe else f"{name}/"
    wanted = ["a.txt", "b/page.html"] if "zip" in name else ["b/page.html", "a.txt"]
    assert [(d.path, d.text) for d in found] == [(inside + member, TEXT) for member in wanted]
    assert errors == []
    assert len(warnings) == 1
    assert warnings[0].endswith(": left out 2 whose names are not those of reports.")


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstd.compress])
def test_one_packed_report(pack):
    for name, content in [("report.html.gz", PAGE), ("report.txt.xz", TEXT), ("report", TEXT)]:
        found, errors, _ = read(pack(content.encode()), name)
        assert ([(d.path, d.text) for d in found], errors) == ([(name, TEXT)], [])
    halves = pack(TEXT.encode()[:50]) + pack(TEXT.encode()[50:]) + b"\0" * 100
    assert [d.text for d in read(halves, "a.txt.gz")[0]] == [TEXT]


def test_tables_inside_archives():
    pytest.importorskip("pyarrow")
    (table, _) = invented("parquet")
    for name, data in [("a.zip", zipped(("t.parquet", table))), ("a.tar", tarred(("t.parquet", table)))]:
        assert [d.path for d in read(data, name)[0]] == [f"{name}/t.parquet"] * 2
    assert [d.path for d in read(gzip.compress(table), "t.parquet.gz")[0]] == ["t.parquet.gz"] * 2


def test_archives_inside_archives():
    inner = zipped(("x.tar.gz", ARCHIVES["a.tar.gz"]), ("y.zip", ARCHIVES["a.zip"]))
    found, errors, _ = read(inner, "outer.zip")
    assert [d.path for d in found] == [
        "outer.zip/x.tar.gz/b/page.html",
        "outer.zip/x.tar.gz/a.txt",
        "outer.zip/y.zip/a.txt",
        "outer.zip/y.zip/b/page.html",
    ]
    assert errors == []
    for _ in range(4):
        inner = zipped(("in.zip", inner))
    found, errors, _ = read(inner, "outer.zip")
    assert found == []
    assert len(errors) >= 1
    assert "archives inside archives, over 4 deep" in errors[0]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", zipped(("a.txt", b"\0" * 150_000_000))),
        ("a.zip", zipped(*[(f"{n}.txt", b" " * 9_000_000) for n in range(12)])),
        ("a.txt.gz", gzip.compress(b"\0" * 150_000_000)),
        ("a.jsonl.zst", zstd.compress((b" " * 999_999 + b"\n") * 150)),
        ("a.tar.gz", gzip.compress(tarred(("a.png", b"\0" * 150_000_000)))),
        ("a.tar.bz2", bz2.compress(tarred(*[(f"{n}.txt", b" " * 9_000_000) for n in range(12)]))),
        ("a.warc.gz", gzip.compress(b"WARC/1.0\r\nContent-Length: 150000000\r\n\r\n" + b"\0" * 150_000_000)),
        ("a.warc.gz", gzip.compress(gzip.compress(gzip.compress(b"\0" * 150_000_000)))),
        ("a.zip", zipped(("a.zip", zipped(("a.zip", zipped(("a.txt", b"\0" * 150_000_000))))))),
    ],
)  # fmt: skip
def test_bombs_are_refused_in_words(name, data):
    found, errors, _ = read(data, name)
    assert found == []
    assert len(errors) <= 8  # it stops, whatever else there is
    assert "unpacks to over 200 times its size" in errors[-1] or "more than 10,000,000 characters" in errors[-1]


def test_members_that_are_encrypted_or_links():
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    data = zipped((link, "/etc/passwd"), ("good.txt", TEXT))
    locked = bytearray(zipped(("locked.txt", TEXT), method=zipfile.ZIP_STORED))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + flags] |= 1
    found, errors, _ = read(data, "a.zip")
    assert [d.path for d in found] == ["a.zip/good.txt"]
    assert errors == ["a.zip/link.txt: a link inside the archive; links are not followed."]
    assert read(bytes(locked), "a.zip")[1] == [
        "a.zip/locked.txt: encrypted. Unpack the archive with its password first."
    ]
    entries = []
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
        info = tarfile.TarInfo("special.txt")
        info.type, info.linkname = kind, "/etc/passwd"
        entries.append((info, b""))
    found, errors, _ = read(tarred(*entries, ("good.txt", TEXT.encode())), "a.tar")
    assert [d.path for d in found] == ["a.tar/good.txt"]
    assert ["a link" in error for error in errors] == [True, True, False, False]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("/etc/passwd", "etc/passwd"),
        ("../../../srv/a.txt", "srv/a.txt"),
        ("a\\..\\b.txt", "a/b.txt"),
        ("\x1b[2Ja\u202etxt.b", "\ufffd[2Ja\ufffdtxt.b"),
        ("a\udcff.txt", "a\ufffd.txt"),
        ("..", "\ufffd"),
        ("x" * 1000 + ".txt", "x" * 496 + ".txt"),
    ],
)
def test_names_are_harmless_where_they_are_shown(name, shown):
    assert shown_member(name) == shown


def test_odd_names_and_duplicates():
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("../a.txt", TEXT), ("/a.txt", TEXT + "\n" + TEXT), ("../a.txt", TEXT))
    assert [d.path for d in read(data, "a.zip")[0]] == ["a.zip/a.txt"] * 3
    assert len(read(tarred(("../a.txt", TEXT.encode()), ("/a.txt", TEXT.encode())), "a.tar")[0]) == 2
    unmarked = zipped(("мост.txt", TEXT))
    unmarked = unmarked.replace(struct.pack("<H", 0x800), struct.pack("<H", 0))
    assert [d.path for d in read(unmarked, "a.zip")[0]] == ["a.zip/мост.txt"]


def test_a_member_without_a_name():
    data = bytearray(zipped(("n", TEXT), ("a.txt", TEXT)))
    entry = data.index(b"PK\x01\x02")
    data[entry + 28], data[entry + 32] = 0, 1  # its name becomes its comment
    found, _, warnings = read(bytes(data), "a.zip")
    assert [d.path for d in found] == ["a.zip/a.txt"]
    assert warnings == ["a.zip: left out 1 whose names are not those of reports."]


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ([("xl/workbook.xml", "<x/>"), ("[Content_Types].xml", "<x/>")], "an Excel workbook"),
        ([("content.xml", "<x/>"), ("mimetype", "application/vnd.oasis.opendocument.text")], "an OpenDocument file"),
        ([("META-INF/container.xml", "<x/>")], "an e-book"),
        ([("logo.png", "x")], "no reports in this archive"),
        ([], "no reports in this archive"),
    ],
)
def test_other_things_that_are_zip_archives(members, words):
    found, errors, _ = read(zipped(*members), "a.zip")
    assert found == []
    assert len(errors) == 1
    assert words in errors[0]


@pytest.mark.parametrize("name", ARCHIVES)
def test_cut_off_archives(name):
    data = ARCHIVES[name]
    for length in (len(data) // 2, len(data) - 900 if "tar" in name else len(data) - 30, 300, 5):
        found, errors, _ = read(data[: max(length, 5)], name)
        assert all(error.startswith(name) for error in errors)
        assert found or errors


def test_a_damaged_member_costs_itself():
    data = bytearray(ARCHIVES["stored.zip"])
    data[data.index(b"pillars")] ^= 1
    found, errors, _ = read(bytes(data), "a.zip")
    assert len(found) == 1
    assert len(errors) == 1
    assert "damaged inside its archive (Bad CRC-32" in errors[0]
    data = bytearray(tarred(("a.txt", TEXT.encode()), ("b.txt", TEXT.encode()), ("c.txt", TEXT.encode())))
    data[data.index(b"b.txt") + 120] ^= 64
    found, errors, _ = read(bytes(data), "a.tar")
    assert [d.path for d in found] == ["a.tar/a.txt", "a.tar/c.txt"]
    assert len(errors) == 1
    assert "damaged before byte" in errors[0]


def test_a_header_of_endless_attributes_is_refused_before_it_is_read():
    info = tarfile.TarInfo("pax")
    info.type, info.size = tarfile.XHDTYPE, 1 << 33
    found, errors, _ = read(info.tobuf(tarfile.GNU_FORMAT) + b"9" * 4096, "a.tar")
    assert found == []
    assert errors == ["a.tar: damaged, a header of over 1 MB."]


def test_a_directory_too_large_to_be_held_is_refused():
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, 33_000_000, 0, 0)
    _, errors, _ = read(b"PK\x03\x04" + b"\0" * 40_000_000 + end, "a.zip")
    assert errors == ["a.zip: an archive of too many members to be read at once. Split it, or unpack it."]


def test_not_packed_as_the_name_says():
    assert "not packed as its name says" in read(TEXT.encode(), "a.txt.gz")[1][0]
