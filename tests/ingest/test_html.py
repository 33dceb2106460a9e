import json

import pytest

from accordingto.errors import InputError, NoArticleError, TooLargeError
from accordingto.ingest import IntakeOptions
from accordingto.ingest.html import html_document

PARAGRAPHS = [
    "The harbour master said on Monday that the bridge over the Lunna would stay closed until the spring.",
    "“We found cracks in two of the pillars,” Ada Brandt told reporters, “and we will not take any risk.”",
    "Shopkeepers on the island called the decision a disaster and demanded help from the regional council.",
]
BODY = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "@id": "#us", "name": "Lunna Gazette"},
        {
            "@type": ["NewsArticle"],
            "headline": "Bridge stays closed &amp; shops suffer",
            "datePublished": "2022-03-11T18:30:05.123+0100",
            "publisher": {"@id": "#us"},
        },
    ],
}


def page(body=BODY, head="", heading="Bridge stays closed"):
    return (
        f"<!DOCTYPE html><html><head><title>Bridge stays closed | The Gazette</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a><a href='/sport'>Sport</a></nav><article><h1>{heading}</h1>{body}</article>"
        "</body></html>"
    )


def read(text, **options):
    data = text if isinstance(text, bytes) else text.encode()
    return html_document(data, "page.html", "page.html", IntakeOptions(**options))


def test_paragraphs_one_a_line_without_title():
    assert read(page()).text == "\n".join(PARAGRAPHS)


def test_linked_data_tells_publisher_title_and_time_of_day():
    document = read(page(head=f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'))
    assert document.title == "Bridge stays closed & shops suffer"
    assert document.publisher == "Lunna Gazette"
    assert document.published == "2022-03-11T18:30:05+01:00"
    assert document.language == "en"


def test_meta_elements_tell_what_linked_data_does_not():
    head = (
        '<meta property="og:site_name" content="The Gazette"><meta property="og:url" content="https://example.org/b">'
        '<meta property="article:published_time" content="2022-03-11T18:30:00Z">'
        '<script type="application/ld+json">{broken</script>'
    )
    document = read(page(head=head))
    assert (document.title, document.publisher) == ("Bridge stays closed", "The Gazette")
    assert (document.url, document.published) == ("https://example.org/b", "2022-03-11T18:30:00+00:00")


def test_what_the_person_says_wins():
    head = f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'
    document = read(page(head=head), title="T", url="https://example.org/x", publisher="P", published="2020-01-01")
    assert (document.title, document.publisher, document.published) == ("T", "P", "2020-01-01")
    assert document.url == "https://example.org/x"


def test_no_date_is_guessed_from_the_words_of_the_page():
    document = read(page(BODY + "<p>The bridge was opened on 3 May 1931 and repaired in 1987, the council said.</p>"))
    assert document.published is None


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("windows-1252", '<meta charset="windows-1252">'),
        ("cp1251", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'),
        ("utf-16", ""),
        ("utf-8-sig", '<meta charset="iso-8859-1">'),
    ],
)
def test_characters_as_the_page_states(encoding, head):
    words = "The mayor said on Monday – in “plain words” – that the bridge of the city was closed until next summer…"
    assert words in read(page(BODY + f"<p>{words}</p>", head).encode(encoding)).text


def test_xhtml_with_declaration():
    assert read('<?xml version="1.0" encoding="utf-8"?>' + page()).text == "\n".join(PARAGRAPHS)


def test_fragment_of_a_page():
    assert PARAGRAPHS[1] in read(f'<div class="story">{BODY}</div>').text


@pytest.mark.parametrize(
    "body",
    [
        "<form><label>Name</label><input><label>Password</label><input><button>Sign in</button></form>",
        "<ul>" + "".join(f"<li><a href='/{n}'>Storm closes harbour number {n}</a></li>" for n in range(40)) + "</ul>",
        "",
    ],
)
def test_page_without_article(body):
    with pytest.raises(NoArticleError, match=r"page\.html: no article"):
        read(page(body))


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 5000 + BODY + "</div>" * 5000,
        "<b>" * 50_000 + BODY,
        BODY + "<blockquote>" * 3000 + "deep",
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + BODY,
        "<p " + "a=b " * 50_000 + ">" + BODY,
    ],
)
def test_hostile_pages_are_read_or_refused(body):
    try:
        told = read(page(body)).text
    except InputError as error:
        told = str(error)
    assert "bridge over the Lunna" in told or told.startswith("page.html: ")


def test_page_of_very_many_elements_is_refused_before_it_is_worked_on():
    with pytest.raises(TooLargeError, match="elements"):
        read(page("<i></i>" * 50_001 + BODY))
