import io
import os
import sys

import pytest

from accordingto.errors import InputError, NoArticleError, TooLargeError, UnreadableError
from accordingto.ingest import IntakeOptions, count_files, ingest

REPORT = "The minister said on Monday that the bridge would be closed.\n"


def one(source, **options):
    (item,) = ingest(source, IntakeOptions(**options))
    return item


@pytest.fixture
def standard_input(monkeypatch):
    def give(data):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


def test_text_file_with_what_the_person_says(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + REPORT.encode().replace(b"\n", b"\r\n"))
    document = one(path, title="T", url="https://example.org/1", publisher="P", published="2022-03-11")
    assert document.text == REPORT
    assert (document.path, document.title, document.url) == (str(path), "T", "https://example.org/1")
    assert (document.publisher, document.published, document.language) == ("P", "2022-03-11", "en")


def test_folder_is_sorted_and_leaves_out_hidden_and_unknown_files(tmp_path):
    for name in ("b.txt", "a/z.md", "a/b/c.text", ".hidden.txt", ".git/x.txt", "picture.png", "B.TXT", "c.xlsx"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(REPORT)
    given = f"{tmp_path}{os.sep}"
    found = [item.path.removeprefix(given) for item in ingest(given)]
    assert found == ["B.TXT", f"a{os.sep}b{os.sep}c.text", f"a{os.sep}z.md", "b.txt"]
    assert count_files([given]) == 4


def test_paths_stay_as_they_were_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(REPORT)
    assert one("./a.txt").path == "./a.txt"
    assert one(".").path == f".{os.sep}a.txt"


def test_linked_folder_that_contains_itself_ends(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert len(list(ingest(tmp_path))) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not allow such names")
def test_name_that_is_not_utf8(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(REPORT)
    assert one(tmp_path).path.encode("utf-8").endswith("caf\ufffd.txt".encode())


@pytest.mark.parametrize(
    ("name", "data", "kind", "words"),
    [
        ("a.txt", b"", NoArticleError, "empty"),
        ("a.txt", b" \r\n\xc2\xa0\n", NoArticleError, "empty"),
        ("a.txt", b"\xff\xfe", NoArticleError, "empty"),
        ("a.html", b"", NoArticleError, "empty"),
        ("a.jsonl", b"", NoArticleError, "empty"),
        ("a.txt", b"\x00\x01\x02" * 100, UnreadableError, "not a text file"),
        ("a.pdf", b"%PDF-1.4", UnreadableError, "PDF"),
        ("a.jsonl", b'{\n "text": "x"\n}', UnreadableError, "not JSON Lines"),
    ],
)
def test_bad_files_are_told_and_not_raised(tmp_path, name, data, kind, words):
    path = tmp_path / name
    path.write_bytes(data)
    item = one(path)
    assert type(item) is kind
    assert words in str(item)
    assert str(item).startswith(f"{path}: ")


def test_missing_file_and_address_and_empty_folder(tmp_path):
    assert "no such file" in str(one(tmp_path / "none.txt"))
    assert "Of addresses only http:// and https:// are read" in str(one("ftp://example.org/a"))
    assert "private network" in str(one("http://127.0.0.1/a"))
    assert "no reports in this folder" in str(one(tmp_path))
    assert isinstance(one("bad\0name"), UnreadableError)


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(REPORT)
    path.chmod(0)
    assert "may not be read" in str(one(path))


def test_huge_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr("accordingto.ingest.text.compose", lambda *_: pytest.fail("was read"))
    item = one(path)
    assert isinstance(item, TooLargeError)
    assert "--max-size" in str(item)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl"])
def test_limit_counts_characters(tmp_path, name):
    text = "é" * 1000
    data = {"a.txt": text, "a.html": f"<p>{text}", "a.jsonl": f'{{"text": "{text}"}}'}[name]
    path = tmp_path / name
    path.write_text(data, encoding="utf-8")
    assert isinstance(one(path, max_size=999), TooLargeError)
    assert not isinstance(one(path, max_size=len(data)), TooLargeError)


def test_standard_input_tells_its_format(standard_input):
    standard_input(REPORT.encode())
    assert one("-").text == REPORT
    standard_input(b'{"text": "One said so."}\n{"text": "Two said so."}\n')
    assert [d.text for d in ingest("-")] == ["One said so.", "Two said so."]
    standard_input(f"<!DOCTYPE html><title>T</title><article>{'<p>' + REPORT * 3}</article>".encode())
    document = one("-")
    assert document.title == "T"
    assert document.path is None


def test_standard_input_that_is_too_long(standard_input):
    standard_input(b"a" * 100_000)
    assert isinstance(one("-", max_size=1000), TooLargeError)


def test_page_saved_as_text_and_lines_saved_without_suffix(tmp_path):
    (tmp_path / "page.txt").write_text(f"<html><title>T</title><body><p>{REPORT * 3}</body></html>")
    assert one(tmp_path / "page.txt").title == "T"
    (tmp_path / "lines").write_text('{"text": "He said so."}\n{"text": "She said so."}\n')
    assert len(list(ingest(tmp_path / "lines"))) == 2


@pytest.mark.parametrize("text", ["a" * 5_000_000, "“" * 1000, "قال الوزير يوم الاثنين إنه سيستقيل", "}{][ <<<"])
def test_odd_texts_are_read(tmp_path, text):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert not isinstance(one(tmp_path / "a.txt"), InputError)
