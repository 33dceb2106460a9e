import base64
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.errors import InputError, NoArticleError, UnreadableError
from accordingto.ingest import IntakeOptions
from accordingto.ingest.dispatch import documents_in
from accordingto.ingest.newsroom.newsml import documents
from accordingto.records import Document

META = """<itemClass qcode="ninat:text"/><provider qcode="nprov:STRAIT"><name>Strait Wire</name></provider>
<versionCreated>2030-03-15T12:30:00+01:00</versionCreated><firstCreated>2030-03-14T09:00:00+01:00</firstCreated>
<pubStatus qcode="stat:usable"/>"""
CONTENT = """<located><name>Lennart</name></located><creator><name>Ida Holm</name></creator>
<creator literal="Per Dahl"/><infoSource><name>Harbour Radio</name></infoSource>
<headline role="hld:sub">A subhead</headline><headline>Ferry is <i>late</i></headline>"""
NITF = """<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body>
<body.head><byline>By Ida Holm</byline><dateline><location>LENNART</location>, March 15</dateline></body.head>
<body.content><p>The ferry is late,
   <person>Mr Dahl</person> said.</p><p>No reason was given.</p></body.content></body></nitf></inlineXML>"""
XHTML = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>
<title>No part of the text</title></head><body><h1>Ferry is late</h1><p>One.</p><p>Two.</p></body></html></inlineXML>"""


def item(content=NITF, meta=META, about=CONTENT, guid="urn:strait:1"):
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="3" xml:lang="en">'
        f"<itemMeta>{meta}</itemMeta><contentMeta>{about}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


def message(*items, signal=""):
    sets = "".join(f"<itemSet>{one}</itemSet>" for one in items)
    return f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header>{signal}</header>{sets}</newsMessage>'


def read(data, **options):
    data = data if isinstance(data, bytes) else data.encode()
    return list(documents(io.BytesIO(data), "a.xml", "a.xml", IntakeOptions(**options)))


def test_facts_of_an_item():
    (document,) = read('<?xml version="1.0" encoding="UTF-8"?>\n' + item())
    assert document == Document(
        text="The ferry is late, Mr Dahl said.\nNo reason was given.", path="a.xml", title="Ferry is late",
        publisher="Strait Wire", author="Ida Holm", dateline="LENNART, March 15", credit="Harbour Radio",
        published="2030-03-15T12:30:00+01:00", item="urn:strait:1", revision="3", status="usable", language="en",
        original=document.original,
    )  # fmt: skip


def test_facts_in_other_places():
    meta = '<itemClass uri="http://cv.iptc.org/newscodes/ninature/text"/><provider qcode="nprov:strait"/>'
    about = "<creator><name>Ida Holm</name></creator><creator literal='Per Dahl'/><located literal='Lennart'/>"
    (document,) = read(item(XHTML, meta, about + "<headline>Ferry is late</headline>"))
    assert (document.publisher, document.author, document.dateline) == ("STRAIT", "Ida Holm, Per Dahl", "Lennart")
    assert (document.text, document.status, document.published) == ("One.\nTwo.", "usable", None)
    meta = '<provider uri="http://www.strait.example/about"/>'
    assert read(item(XHTML, meta))[0].publisher == "www.strait.example"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('<inlineData contenttype="text/plain">One.\n\nTwo.</inlineData>', "One.\nTwo."),
        ('<inlineData contenttype="text/html">&lt;p&gt;One.&lt;p&gt;Two.</inlineData>', "One.\nTwo."),
        ("<inlineData><![CDATA[<p>R&amp;D.</p><p>Two.</p>]]></inlineData>", "R&D.\nTwo."),
        (f'<inlineData encoding="enc:base64">{base64.b64encode("Één.".encode()).decode()}</inlineData>', "Één."),
        ('<remoteContent href="http://x/"/>' + NITF, "The ferry is late, Mr Dahl said.\nNo reason was given."),
        ('<inlineData contenttype="image/jpeg">AAAA</inlineData>' + XHTML, "One.\nTwo."),
    ],
)
def test_kinds_of_content(content, text):
    assert read(item(content))[0].text == text


def test_a_message_of_several_items():
    package = '<packageItem guid="p"><itemMeta><itemClass qcode="ninat:composite"/></itemMeta></packageItem>'
    picture = item("", '<itemClass qcode="ninat:picture"/>', "<headline>Quay</headline>", "urn:pic")
    caption = item(
        "", '<itemClass qcode="ninat:picture"/>', "<description>The quay in March.</description>", "urn:pic2"
    )
    empty = item("", '<itemClass qcode="ninat:text"/>', guid="urn:none")
    found = read(message(package + item(), picture, caption, empty, item(XHTML, guid="urn:strait:2")))
    assert [getattr(one, "item", None) for one in found] == ["urn:strait:1", "urn:pic2", None, "urn:strait:2"]
    assert found[1].text == "The quay in March."
    assert str(found[2]).startswith("a.xml, item 5: item urn:none has no text")
    with pytest.raises(NoArticleError, match="without a report"):
        read(message(package))


def test_corrections_and_kills():
    killed = META.replace("stat:usable", "stat:canceled") + "<edNote>Kill the item: it names the wrong ship.</edNote>"
    (document,) = read(item("", killed))
    assert (document.status, document.text) == ("killed", "Kill the item: it names the wrong ship.")
    assert (document.item, document.revision, document.title) == ("urn:strait:1", "3", "Ferry is late")
    (document,) = read(item(NITF, META + '<edNote>Name of ship corrected</edNote><signal qcode="sig:correction"/>'))
    assert (document.status, document.notice) == ("corrected", "Name of ship corrected")
    assert document.published == "2030-03-14T09:00:00+01:00"
    (document,) = read(item(NITF, META + '<edNote>Updates with detail</edNote><signal qcode="sig:update"/>'))
    assert (document.status, document.notice) == ("usable", None)
    (document,) = read(message(item(), signal='<signal qcode="nmsig:atomic"/>'))
    assert document.status == "usable"


def test_encodings_document_types_and_recognition():
    latin = '<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE newsItem SYSTEM "http://x.example/a.dtd">' + item(
        "<inlineData>Caf&eacute; à la mer.</inlineData>"
    )
    (document,) = documents_in(latin.encode("latin-1"), "a.xml", "a.xml", IntakeOptions())
    assert document.text == "Café à la mer."
    (document,) = documents_in(item().encode("utf-16"), "a", "a", IntakeOptions())
    assert document.item == "urn:strait:1"


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_mutated_items_are_read_or_refused_in_words(data):
    source = message(item(), item(XHTML)).encode()
    at = data.draw(st.integers(0, len(source)))
    cut = data.draw(st.integers(0, 200))
    put = data.draw(st.binary(max_size=10) | st.sampled_from([b"<", b"&x;", b"</p>", b"<p>", b"]]>", b"\0", b"\xff"]))
    found = list(documents_in(source[:at] + put + source[at + cut :], "a.xml", "a.xml", IntakeOptions()))
    assert found
    assert all(str(one).startswith("a.xml") if isinstance(one, InputError) else one.id for one in found)


def test_broken_xml_is_told_with_its_line():
    with pytest.raises(UnreadableError, match="not well-formed XML, from line 4 on"):
        read(item().replace("</itemMeta>", "\n</x>"))
