import base64
import re
import textwrap
from email.message import EmailMessage

import pytest
from packed_reports import MENU, PAGE, SENTENCES, TEXT, read

HEADERS = {
    "Subject": "Bridge stays closed",
    "From": "Ada Brandt <ada@lunna.example>",
    "To": "news@gazette.example",
    "Date": "Fri, 11 Mar 2022 10:00:00 +0100",
    "Message-ID": "<1234@lunna.example>",
}
LETTER = (
    "<html><body><table width='100%'><tr><td align='center'><table><tr><td><img src='cid:logo'></td></tr>"
    + "".join(f"<tr><td style='padding:4px'><p>{sentence}</p></td></tr>" for sentence in SENTENCES)
    + "</table></td></tr></table></body></html>"
)


def mail(plain=TEXT, page=None, **headers):
    message = EmailMessage()
    for name, value in (HEADERS | {k.replace("_", "-"): v for k, v in headers.items()}).items():
        message[name] = value
    if plain is not None:
        message.set_content(plain)
    if page is not None and plain is not None:
        message.add_alternative(page, subtype="html")
    elif page is not None:
        message.set_content(page, subtype="html")
    return message


def one(message, **options):
    found, errors, _ = read(message if isinstance(message, bytes) else message.as_bytes(), "a.eml", **options)
    assert errors == []
    assert len(found) == 1
    return found[0]


def test_what_the_header_tells():
    document = one(mail())
    assert document.text.strip() == TEXT
    assert (document.title, document.author, document.publisher) == ("Bridge stays closed", "Ada Brandt", None)
    assert (document.published, document.item) == ("2022-03-11T10:00:00+01:00", "1234@lunna.example")
    assert document.path == "a.eml"
    document = one(mail(List_Id="<news.lunna.example>", Subject="=?utf-8?q?Br=C3=BCcke?="), publisher="Given")
    assert (document.title, document.author, document.publisher) == ("Brücke", None, "Given")
    assert one(mail(List_Unsubscribe="<mailto:x@y>")).publisher == "Ada Brandt"
    assert one(mail(Organization="Harbour office")).publisher == "Harbour office"


@pytest.mark.parametrize(
    ("plain", "page"),
    [
        ("Read this in your browser: https://example.org/1", LETTER),
        (TEXT, LETTER),
        (None, LETTER),
        (TEXT, "<p>See the plain text.</p>"),
        (TEXT, MENU),
        (TEXT + "\n\n", PAGE),
    ],
)
def test_the_alternative_that_tells_most(plain, page):
    assert one(mail(plain, page)).text.strip() == TEXT


def broken_at(width):
    return "\n\n".join("\n".join(textwrap.wrap(sentence, width)) for sentence in SENTENCES)


def test_lines_broken_by_mail_programs_are_joined():
    assert one(mail(broken_at(72))).text.strip() == "\n\n".join(SENTENCES)
    verse = "Short lines\nstay\nas they are"
    assert one(mail(verse)).text.strip() == verse
    soft = b"Subject: x\nContent-Type: text/plain; format=flowed; delsp=%s\n\n"
    soft += b"The harbour \nmaster said\n stuffed\n-- \nx\n"
    assert one(soft % b"no").text == "The harbour master said\nstuffed\n-- \nx\n"
    assert one(soft % b"yes").text == "The harbourmaster said\nstuffed\n-- \nx\n"


def test_attachments_are_reports_of_their_own():
    message = mail("See the attached reports.")
    message.add_attachment(PAGE, subtype="html", filename="../page.html")
    message.add_attachment(TEXT, filename="report.txt")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(mail("Forwarded. " + TEXT))
    found, errors, _ = read(message.as_bytes(), "a.eml")
    assert errors == []
    assert [d.path for d in found] == ["a.eml", "a.eml/page.html", "a.eml/report.txt", "a.eml/message.eml"]
    assert [d.text.strip() for d in found[:3]] == ["See the attached reports.", TEXT, TEXT]
    assert {d.published for d in found} == {"2022-03-11T10:00:00+01:00"}
    assert read(mail(None, MENU).as_bytes(), "a.eml")[1][0].startswith("a.eml: no article")


def test_a_message_of_attachments_only():
    message = mail("")
    message.add_attachment(TEXT, filename="report.txt")
    found, errors, _ = read(message.as_bytes(), "a.eml")
    assert ([d.path for d in found], errors) == (["a.eml/report.txt"], [])


def test_messages_inside_messages_come_to_an_end():
    message = mail()
    for _ in range(6):
        outer = mail()
        outer.add_attachment(message)
        message = outer
    found, errors, _ = read(message.as_bytes(), "a.eml")
    assert len(found) == 4
    assert len(errors) == 1
    assert "over 4 deep" in errors[0]


CAPTURE = """\
From: <Saved by Blink>
Snapshot-Content-Location: https://gazette.example/bridge
Subject: Bridge stays closed
Date: Fri, 11 Mar 2022 10:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----b"

------b
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: base64
Content-Location: https://gazette.example/bridge

{page}
------b
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://gazette.example/logo.png

iVBORw0KGgo=
------b
Content-Type: text/html
Content-Location: https://gazette.example/frame

<html><body>An advertisement in a frame</body></html>
------b--
"""


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a"])
def test_saved_pages(name):
    data = CAPTURE.format(page=base64.encodebytes(PAGE.encode()).decode()).replace("\n", "\r\n").encode()
    found, errors, _ = read(data, name)
    assert errors == []
    assert [(d.text, d.title, d.url) for d in found] == [
        (TEXT, "Bridge stays closed", "https://gazette.example/bridge")
    ]
    assert (found[0].captured, found[0].published) == ("2022-03-11T09:00:00+00:00", None)


def test_the_time_that_chromium_writes_is_utc():
    data = CAPTURE.format(page=base64.encodebytes(PAGE.encode()).decode()).replace(" +0100", " -0000").encode()
    assert read(data, "a.mhtml")[0][0].captured == "2022-03-11T10:00:00+00:00"


def test_saved_pages_of_older_browsers():
    data = CAPTURE.format(page="").replace("<Saved by Blink>", '"Saved by Windows Internet Explorer 8"')
    data = data.replace("Snapshot-Content-Location: https://gazette.example/bridge\n", "")
    data = data.replace("base64", "8bit", 1).replace("\n\n\n", f"\n\n{PAGE.replace('utf-8', 'windows-1252')}\n", 1)
    document = one(data.encode("cp1252"))
    assert (document.text, document.url) == (TEXT, "https://gazette.example/bridge")
    found, errors, _ = read(b"From: <Saved by Blink>\nSubject: x\n\nno page", "a.mht")
    assert (found, errors) == ([], ["a.mht: a saved page without the page in it."])


NESTED = b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"Subject: x\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n" * 10_002, "over 10,000 parts"),
        (b"\n\nno header", "not a message"),
        (b"Subject: x\n\n", "a message without any text"),
        (b"Subject: x\n\n\1\2\3\4\5\6", "not a text file"),
        (b"Subject: x\n" + b"".join(NESTED % (n, n) for n in range(2000)), "without any text"),
        (b"Content-Type: text/plain; charset=nonsense\nSubject: x\n\n\xff\xfe\0", "UTF-16|not a text"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_words(data, words):
    found, errors, _ = read(data, "a.eml")
    assert found == []
    assert len(errors) == 1
    assert re.search(words, errors[0])


@pytest.mark.parametrize(
    "header",
    [
        b"From: " + b"(" * 100_000,
        b"Subject: " + b"=?utf-8?q?" * 50_000,
        b"Content-Type: text/plain; " + b"a*0=b; " * 50_000,
        b"Content-Type: ;;;=;",
        b"Content-Disposition: =?x?q?",
        b"Date: Fri, 99 Mar 99999999999999 10:00:00",
        b"Message-ID: <[",
        "From: Brücke <a@b>".encode(),
        b"Content-Transfer-Encoding: base64\nX: \xff\xfe",
    ],
)
def test_headers_that_are_broken_or_endless_do_no_harm(header):
    found, errors, _ = read(header + b"\nX-Other: 1\n\n" + TEXT.encode(), "a.eml")
    assert len(found) + len(errors) == 1
    if b"base64" not in header:
        assert found[0].text.replace("\n\n", "\n") == TEXT


def test_raw_utf8_in_headers():
    assert one("Subject: Brücke\nFrom: Zoë <z@x.example>\n\nHello there.".encode()).title == "Brücke"
    assert one("From: Zoë <z@x.example>\n\nHello there.".encode()).author == "Zoë"
