import json

import pytest

from accordingto.errors import NoArticleError
from accordingto.ingest import IntakeOptions
from accordingto.ingest.html import html_document

BODY = "".join(
    f"<p>{p}</p>"
    for p in (
        "The harbour master said on Monday that the bridge over the Lunna would stay closed until the spring.",
        "Shopkeepers on the island called the decision a disaster and demanded help from the regional council.",
    )
)
ARTICLE = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Bridge stays closed"}


def read(*linked, head="", heading="Bridge stays closed", body=BODY, title="Bridge stays closed"):
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(item)}</script>' for item in linked)
    page = (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}{scripts}</head>"
        f"<body><article><h1>{heading}</h1>{body}</article></body></html>"
    )
    return html_document(page.encode(), "page.html", None, IntakeOptions())


def test_article_in_linked_data_tells_everything():
    document = read(
        {
            **ARTICLE,
            "author": [{"@type": "Person", "name": "By Ada Brandt"}, {"@id": "#carl"}],
            "publisher": {"@id": "#us"},
            "sourceOrganization": {"name": "Northern Press"},
            "dateline": "LUNNA, 11 March",
            "identifier": {"@type": "PropertyValue", "value": "lg-118"},
            "datePublished": "2022-03-11T18:30:05+01:00",
        },
        {"@type": "Person", "@id": "#carl", "name": "Carl Olsen"},
        {"@type": "Organization", "@id": "#us", "name": "Lunna Gazette"},
    )
    assert (document.author, document.publisher) == ("Ada Brandt, Carl Olsen", "Lunna Gazette")
    assert (document.credit, document.dateline, document.item) == ("Northern Press", "LUNNA, 11 March", "lg-118")
    assert (document.published, document.status, document.notice) == ("2022-03-11T18:30:05+01:00", None, None)


@pytest.mark.parametrize(
    "correction",
    [
        "An earlier version misnamed the river.",
        [{"@type": "CorrectionComment", "text": "An earlier version misnamed the river."}],
    ],
)
def test_correction_is_told_with_its_words(correction):
    document = read({**ARTICLE, "correction": correction})
    assert (document.status, document.notice) == ("corrected", "An earlier version misnamed the river.")


def test_withdrawn_report_is_read_though_nothing_is_left():
    withdrawn = {**ARTICLE, "creativeWorkStatus": "Withdrawn", "identifier": "lg-118", "correction": "It was wrong."}
    document = read(withdrawn, body="<p>Withdrawn.</p>")
    assert (document.status, document.item, document.notice, document.text) == (
        "killed",
        "lg-118",
        "It was wrong.",
        "It was wrong.",
    )
    with pytest.raises(NoArticleError):
        read(ARTICLE, body="<p>Withdrawn.</p>")


def test_own_article_not_one_that_is_listed_beside_it():
    beside = {"@type": "NewsArticle", "headline": "Storm closes harbour", "author": "Carl Olsen"}
    own = {**ARTICLE, "author": "Ada Brandt", "mentions": beside}
    assert read(beside, own).author == "Ada Brandt"
    assert read({"@type": "ItemList", "itemListElement": [beside]}, own).author == "Ada Brandt"


@pytest.mark.parametrize(
    ("heading", "shared", "title", "told"),
    [
        ("‘We found cracks’", "'We found cracks' | Lunna Gazette", "Bridge is shut", "‘We found cracks’"),
        ("Lunna Gazette", "Bridge is shut", "Bridge is shut | Lunna Gazette", "Bridge is shut"),
        ("Bridge is shut", "", "Bridge is shut - Lunna Gazette", "Bridge is shut"),
        ("Lunna Gazette", "", "Bridge is shut – Lunna Gazette", "Bridge is shut – Lunna Gazette"),
    ],
)
def test_title_as_readers_see_it(heading, shared, title, told):
    assert read(head=f'<meta property="og:title" content="{shared}">', heading=heading, title=title).title == told


@pytest.mark.parametrize(
    ("head", "title", "publisher"),
    [
        (
            '<meta property="og:site_name" content="Lunna Gazette | News of the islands">',
            "Bridge stays closed",
            "Lunna Gazette",
        ),
        (
            '<meta property="og:site_name" content="https://gazette.example">',
            "Bridge stays closed - The Gazette",
            "The Gazette",
        ),
        (
            '<meta property="og:site_name" content="U.S."><link rel="canonical" href="https://www.gazette.example/b">',
            "Bridge stays closed - Gazette",
            "Gazette",
        ),
        ('<link rel="canonical" href="http://[::1">', "Bridge stays closed", None),
    ],
)
def test_publisher_where_linked_data_does_not_tell(head, title, publisher):
    assert read(head=head, title=title).publisher == publisher


def test_makers_of_pages_are_no_publishers():
    assert read({**ARTICLE, "publisher": {"name": "Blogger"}}).publisher is None


@pytest.mark.parametrize(
    ("head", "byline", "author"),
    [
        ('<meta name="author" content="Ada Brandt">', "", "Ada Brandt"),
        (
            '<meta property="article:author" content="https://example.org/brandt">',
            "<a rel='author' href='/b'>Ada Brandt</a>",
            "Ada Brandt",
        ),
        ("", "<p class='byline'>By Ada Brandt</p>", "Ada Brandt"),
        ("", "<p class='byline'>By Ada Brandt, 11 March 2022</p>", None),
        ("", "<div class='comment'><span class='author-name'>Carl</span></div>", None),
    ],
)
def test_author_where_linked_data_does_not_tell(head, byline, author):
    assert read(head=head, body=byline + BODY).author == author


def test_day_in_words_is_read_where_there_is_no_other():
    head = '<meta property="article:published_time" content="November 19, 2019, 07:47 PM EST">'
    assert read(head=head).published == "2019-11-19T19:47:00-05:00"


def test_a_headline_that_is_no_headline_is_left_out():
    assert read({**ARTICLE, "headline": "closed " * 1000}, heading="", title="Bridge").title == "Bridge"
