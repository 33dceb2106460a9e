import pytest

from accordingto.ingest.formats import Format, recognise


@pytest.mark.parametrize(
    ("name", "head", "wanted"),
    [
        ("a.txt", b"He said so.", Format.TEXT),
        ("a.txt", b'{"text": "he said"}', Format.TEXT),
        ("a.txt", b"<!doctype HTML><p>", Format.HTML),
        ("a.HTM", b"He said so.", Format.HTML),
        ("a.ndjson", b"", Format.JSON_LINES),
        ("a.json", b'{"text": "x"}', Format.JSON_LINES),
        ("a", b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- c -->\n<html>", Format.HTML),
        (None, "<html>".encode("utf-16"), Format.HTML),
        (None, b'\n {"text": "x"}\n', Format.JSON_LINES),
        (None, b"{curly} words", Format.TEXT),
        (None, b"<b>bold</b> words", Format.TEXT),
        (None, b"", Format.TEXT),
    ],
)
def test_recognise(name, head, wanted):
    assert recognise(name, head) is wanted
