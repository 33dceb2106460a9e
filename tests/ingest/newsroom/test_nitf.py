import io

import pytest

from accordingto.errors import NoArticleError
from accordingto.ingest import IntakeOptions
from accordingto.ingest.dispatch import documents_in
from accordingto.ingest.newsroom.nitf import documents
from accordingto.records import Document

DOCDATA = """<docdata management-status="usable"><doc-id id-string="ferry-15" regsrc="SW"/><du-key version="4"/>
<date.issue norm="20300315T113000Z"/><doc.copyright holder="Strait Wire" year="2030"/></docdata>"""
HEAD = """<hedline><hl1>Ferry is late</hl1><hl2>Again</hl2></hedline><byline>By <person>Ida Holm</person>
<byttl>Staff Writer</byttl></byline><distributor>Union Press</distributor>
<dateline><location>LENNART</location>, <story.date norm="20300315">March 15</story.date></dateline>"""
CONTENT = """<p>The ferry is <em>late</em>.</p><hl2>Why</hl2><block><p>No reason.</p></block>
<media media-type="image"><media-reference source="a.jpg">not shown</media-reference>
<media-caption>The quay in March.</media-caption></media>
<table><tr><td>Monday</td><td>4</td></tr><tr><td>Tuesday</td><td/></tr></table>
<ul><li>one</li><li>two</li></ul><p>Line<br/>break</p>"""


def nitf(content=CONTENT, docdata=DOCDATA, head=HEAD, about='<pubdata name="Lennart Daily" type="print"/>'):
    return (
        f'<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head>{docdata}{about}</head><body><body.head>{head}'
        f"</body.head><body.content>{content}</body.content></body></nitf>"
    )


def read(data, **options):
    return list(documents(io.BytesIO(data.encode()), "a.xml", "a.xml", IntakeOptions(**options)))


def test_facts_and_lines():
    (document,) = read(nitf())
    assert document == Document(
        text="The ferry is late.\nWhy\nNo reason.\nThe quay in March.\nMonday | 4\nTuesday\none\ntwo\nLine\nbreak",
        path="a.xml", title="Ferry is late", publisher="Lennart Daily", author="Ida Holm Staff Writer",
        dateline="LENNART, March 15", credit="Union Press", published="2030-03-15T11:30:00+00:00", item="ferry-15",
        revision="4", status="usable", language=document.language, original=document.original,
    )  # fmt: skip


def test_publisher_without_publication_and_other_dates():
    docdata = '<docdata><doc-id regsrc="SW"/></docdata>'
    about = '<pubdata date.publication="20300316"/>'
    (document,) = read(nitf(docdata=docdata, about=about))
    assert (document.publisher, document.credit, document.published) == ("Union Press", None, "2030-03-16")
    (document,) = read(nitf(docdata=docdata, about="", head=HEAD.replace("<distributor>Union Press</distributor>", "")))
    assert (document.publisher, document.published) == ("SW", "2030-03-15")


def with_note(note):
    return DOCDATA.replace("<date", f"{note}<date")


@pytest.mark.parametrize(
    ("docdata", "status", "notice"),
    [
        (DOCDATA.replace("usable", "canceled"), "killed", None),
        (DOCDATA.replace("usable", "withheld"), "withheld", None),
        (with_note('<correction info="Name of ship was wrong"/>'), "corrected", "Name of ship was wrong"),
        (with_note('<ed-msg info="Eds: CORRECTS day in lede"/>'), "corrected", "Eds: CORRECTS day in lede"),
        (with_note('<ed-msg info="MANDATORY KILL"/>'), "killed", "MANDATORY KILL"),
        (with_note('<ed-msg info="Eds: UPDATES with quotes"/>'), "usable", None),
        (DOCDATA + '<revision-history comment="Corrected spelling"/>', "corrected", "Corrected spelling"),
    ],
)
def test_status_and_notice(docdata, status, notice):
    (document,) = read(nitf(docdata=docdata))
    assert (document.status, document.notice) == (status, notice)
    assert document.text.startswith("The ferry")


def test_kill_without_a_body_is_its_notice():
    docdata = DOCDATA.replace("usable", "canceled").replace("<date", '<ed-msg info="Kill it, please."/><date')
    (document,) = read(nitf("", docdata))
    assert (document.text, document.status, document.item) == ("Kill it, please.", "killed", "ferry-15")


def test_nitf_inside_another_xml_and_other_xml(tmp_path):
    inside = f'<?xml version="1.0"?><NewsML><NewsItem><DataContent>{nitf()}</DataContent></NewsItem></NewsML>'
    (document,) = documents_in(inside.encode(), "a.xml", "a.xml", IntakeOptions())
    assert document.item == "ferry-15"
    (error,) = documents_in(b'<?xml version="1.0"?><recipe><p>Salt.</p></recipe>', "a.xml", "a.xml", IntakeOptions())
    assert isinstance(error, NoArticleError)
    assert "no NITF in this XML" in str(error)
