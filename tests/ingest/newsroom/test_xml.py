import pytest

from accordingto.errors import UnreadableError
from accordingto.ingest.newsroom.xml import parse, words

LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (LAUGHS, "declares entities of its own"),
        ('<?xml version="1.0"?><!-- > --><!DOCTYPE a [<!ENTITY x SYSTEM "file:///a">]><a>&x;</a>', "declares entities"),
        ('<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p">%p;]><a/>', "declares entities"),
        ("<a>&unknown;</a>", "entity that it does not explain"),
        ("<a>" * 5000 + "</a>" * 5000, "nested too deeply"),
        ('<a b="' + "x" * 200_000 + '"/>', "attribute is far too long"),
        ('<a b="' + "x" * 20_000_000 + '"/>', "an attribute or a text in it is far too long"),
        ("<" + "a" * 60_000 + "/>", "name in it is far too long"),
        ("<a><b></a>", "not well-formed XML, from line 1 on"),
        ("", "not well-formed"),
        ("\x00<a/>", "NUL"),
    ],
)  # fmt: skip
def test_attacks_and_damage_are_refused_in_words(data, said):
    with pytest.raises(UnreadableError, match=r"^name: ") as raised:
        parse(data.encode(), "name")
    assert said in str(raised.value)


def test_an_external_document_type_is_neither_fetched_nor_refused(tmp_path):
    secret = tmp_path / "secret.dtd"
    secret.write_text('<!ENTITY x "secret">')
    root = parse(f'<!DOCTYPE a SYSTEM "{secret}"><a>caf&eacute; &amp; R&lt;</a>'.encode(), "name")
    assert words(root) == "café & R<"
    with pytest.raises(UnreadableError):
        parse(f'<!DOCTYPE a SYSTEM "{secret}"><a>&x;</a>'.encode(), "name")


def test_a_document_type_within_a_text_stays():
    assert words(parse(b"<a><![CDATA[<!DOCTYPE html><p>x]]></a>", "name")) == "<!DOCTYPE html><p>x"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252"])
def test_encodings(encoding):
    declared = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16"}.get(encoding, encoding)
    data = f'<?xml version="1.0" encoding="{declared}"?>\n<a>Übermut, sagte er. Danach ging er.</a>'.encode(encoding)
    assert words(parse(data, "name")) == "Übermut, sagte er. Danach ging er."
