import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.errors import UnreadableError
from accordingto.ingest.encoding import decode, unified_newlines

CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"))
TEXTS = st.text(CHARACTERS | st.sampled_from("\n\t"), min_size=1).filter(lambda text: text[0] != "\ufeff")
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


@given(TEXTS, st.sampled_from(sorted(MARKS)))
def test_marked_text_comes_back_unchanged(text, encoding):
    assert decode(MARKS[encoding] + text.encode(encoding), "x") == text


@given(TEXTS)
def test_utf8_without_mark_comes_back_unchanged(text):
    # Signatures such as %PDF- are refused on purpose and too rare to be drawn.
    assert decode(text.encode(), "x") == text


@settings(deadline=None)  # the first guess loads charset-normalizer
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused_in_words(data):
    try:
        text = decode(data, "some file")
    except UnreadableError as error:
        text, refused = str(error), True
    else:
        refused = False
    assert "\r" not in text
    assert text.encode("utf-8") is not None  # no lone surrogates
    assert not refused or (text.startswith("some file: ") and "\n" not in text)


@given(st.lists(st.text(CHARACTERS)), st.lists(st.sampled_from(["\n", "\r\n", "\r"])))
def test_every_kind_of_line_end_becomes_lf(lines, ends):
    pairs = [(line, end) for line, end in zip(lines, ends, strict=False)]
    # "" between CR and LF would make one line end of two.
    pairs = [(line or "a", end) for line, end in pairs]
    assert unified_newlines("".join(a + b for a, b in pairs)) == "".join(a + "\n" for a, _ in pairs)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "“No,” the minister said – and left the café in Besançon."),
        ("cp1251", "Министр обороны заявил в понедельник, что волонтёры уже прибыли в город и готовы помочь."),
        ("koi8_r", "Министр обороны заявил в понедельник, что волонтёры уже прибыли в город и готовы помочь."),
        ("cp1253", "Ο υπουργός δήλωσε τη Δευτέρα ότι δεν πρόκειται να παραιτηθεί από τη θέση του στην κυβέρνηση."),
        ("utf-16-le", "The minister said no.\nHe left at once."),
        ("utf-16-be", "The minister said no.\nHe left at once."),
        ("utf-32-le", "The minister said no."),
        ("utf-32-be", "The minister said no."),
    ],
)
def test_encodings_without_mark_are_told(encoding, text):
    assert decode(text.encode(encoding), "x") == text


def test_nfd_and_no_break_spaces_stay():
    text = "Cafe\u0301\u00a0de\u0301ja\u0300 vu\u202f!"
    assert decode(text.encode(), "x") == text


def test_utf8_cut_in_the_middle_of_a_character_is_still_utf8():
    data = ("“No,” he said. “Never.” " * 20 + "”").encode()[:-1]
    text = decode(data, "x")
    assert text == "“No,” he said. “Never.” " * 20 + "\ufffd"


def test_stray_end_of_file_sign_is_no_binary():
    assert decode(b"The minister said no.\x1a", "x") == "The minister said no.\x1a"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 and so on", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "Office document"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\x1f\x8b\x08\x00abc", "gzip"),
        (b"SQLite format 3\x00abc", "SQLite"),
        (b"The minister\x00 said no, and left.", "NUL"),
        (b"\x01\x02\x03\x04 some words", "control characters"),
    ],
)
def test_binaries_are_refused_in_words(data, words):
    with pytest.raises(UnreadableError, match=words):
        decode(data, "x")


def test_text_that_begins_like_a_signature_is_text():
    assert decode(b"BZh is what bzip2 files begin with, she said.", "x").startswith("BZh")


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("é".encode("iso8859-1") * 60, "ISO-8859-1", "é" * 60),
        (b"\x93No\x94", "iso-8859-1", "“No”"),
        ("é".encode(), "iso-8859-1", "é"),  # the bytes are UTF-8, whatever the page says
        ("東京".encode("iso2022_jp"), "iso-2022-jp", "東京"),
        (b"plain", "no-such-encoding", "plain"),
        (b"plain", "base64", "plain"),
    ],
)
def test_declared_encoding_counts_where_it_fits(data, declared, text):
    assert decode(data, "x", declared) == text


def test_wrong_mark_is_told():
    with pytest.raises(UnreadableError, match="UTF-16"):
        decode(codecs.BOM_UTF16_LE + b"\x00\xd8\x41\x00", "x")
