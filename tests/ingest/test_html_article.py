import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.errors import InputError, NoArticleError
from accordingto.ingest import IntakeOptions
from accordingto.ingest.html import html_document

FIRST = "The harbour master said on Monday that the bridge over the Lunna would stay closed until the spring."
SECOND = "“We found cracks in two of the pillars,” Ada Brandt told reporters, “and we will not take any risk.”"
THIRD = "Shopkeepers on the island called the decision a disaster and demanded help from the regional council."
FOURTH = "The council will decide in April whether the bridge is repaired or replaced, its speaker told this paper."
CAPTION = "Barges wait below the closed bridge on Monday."


def text_of(article, around=""):
    page = (
        "<!DOCTYPE html><html><head><title>Bridge stays closed</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<main><article><h1>Bridge stays closed</h1>{article}</article></main>{around}</body></html>"
    )
    return html_document(page.encode(), "page.html", None, IntakeOptions()).text


def paragraphs(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def test_words_that_are_links_stay_in_their_sentence():
    linked = FIRST.replace(
        "the bridge over the Lunna", "<span class='link'><a href='/b'>the bridge over the Lunna</a></span>"
    )
    assert text_of(paragraphs(linked, SECOND, THIRD)).split("\n") == [FIRST, SECOND, THIRD]


def test_caption_is_a_paragraph_of_its_own_without_its_credit():
    credit = "<span class='credit'>Photo: A. Brandt</span>"
    figure = f"<figure><img src='b.jpg'><figcaption>{CAPTION} {credit}</figcaption></figure>"
    assert text_of(paragraphs(FIRST) + figure + paragraphs(SECOND, THIRD)).split("\n") == [
        FIRST,
        CAPTION,
        SECOND,
        THIRD,
    ]
    assert text_of(figure + paragraphs(FIRST, SECOND, THIRD)).split("\n") == [CAPTION, FIRST, SECOND, THIRD]


def test_caption_of_a_gallery_is_kept_once():
    cut = CAPTION[:30] + "…"
    captions = "".join(
        f"<div class='photo'><img src='b.jpg'><div class='caption'>{c}</div></div>" for c in (CAPTION, cut)
    )
    assert text_of(paragraphs(FIRST) + captions + paragraphs(SECOND, THIRD)).split("\n") == [
        FIRST,
        CAPTION,
        SECOND,
        THIRD,
    ]


@pytest.mark.parametrize(
    "credit", ["Photo: Ada Brandt for the Lunna Gazette", "© 2022 the Lunna Gazette and its owners"]
)
def test_credit_alone_is_no_caption(credit):
    figure = f"<figure><img src='b.jpg'><figcaption>{credit}</figcaption></figure>"
    assert text_of(paragraphs(FIRST) + figure + paragraphs(SECOND, THIRD)).split("\n") == [FIRST, SECOND, THIRD]


def test_embedded_post_is_one_paragraph():
    post = (
        "<blockquote class='twitter-tweet'><p>No cars on the bridge.<br>None at all.</p>"
        "<div style='display: none'>Sign up</div>— Lunna Police (@lunna) <a href='/1'>March 11, 2022</a></blockquote>"
    )
    told = "No cars on the bridge. None at all. — Lunna Police (@lunna) March 11, 2022"
    assert text_of(paragraphs(FIRST, SECOND) + post + paragraphs(THIRD)).split("\n") == [FIRST, SECOND, told, THIRD]
    assert text_of(paragraphs(FIRST, SECOND, THIRD) + post).split("\n") == [FIRST, SECOND, THIRD, told]


@pytest.mark.parametrize(
    "furniture",
    [
        "<ul class='share-buttons'><li><a href='/f'>Share it with everybody whom you know</a></li></ul>",
        "<div class='related-stories'><h3>Related</h3><p><a href='/s'>Storm closes the harbour again</a></p></div>",
        "<p>Read more: <a href='/s'>Storm closes the harbour of Lunna again</a></p>",
        "<p><em>Sign up for our newsletter and get the news of the islands every morning.</em></p>",
        "<aside><p>The Gazette has been printed on the island since 1893 and is read everywhere.</p></aside>",
        "<div class='newsletterBox'><p>We send you all news of the islands before you have risen.</p></div>",
        "<p>© 2022 The Lunna Gazette. All rights reserved.</p>",
        "<p hidden>This is the text of a report that was never printed, and nobody can see it.</p>",
        "<ul><li><a href='/1'>Storm closes harbour</a></li><li><a href='/2'>Ferry runs late again today</a></li></ul>",
    ],
)
def test_furniture_goes(furniture):
    assert text_of(paragraphs(FIRST, SECOND) + furniture + paragraphs(THIRD)).split("\n") == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "sentence",
    [
        "Also on Monday, the council of the island met behind closed doors to talk about the bridge.",
        "Advertisement revenues of the paper fell by a third after the bridge was closed to all cars.",
        "Filed in a federal court on Monday, the complaint names the harbour master and two builders.",
        "Follow the money, Brandt told the council, and you will find who profits from a closed bridge.",
    ],
)
def test_sentence_that_begins_like_a_prompt_stays(sentence):
    assert text_of(paragraphs(FIRST, sentence, SECOND)).split("\n") == [FIRST, sentence, SECOND]


def test_article_in_several_columns_is_whole():
    chunk = "<div class='grid'><div class='body-{n} text'>{text}</div><div class='ad-slot'>Advertisement</div></div>"
    columns = [paragraphs(FIRST, SECOND), paragraphs(THIRD), paragraphs(FOURTH)]
    article = "".join(chunk.format(n=n, text=text) for n, text in enumerate(columns))
    assert text_of(article).split("\n") == [FIRST, SECOND, THIRD, FOURTH]


def test_text_broken_by_lines_only():
    article = f"<div class='content'>{FIRST}<br><br>{SECOND}<br/>{THIRD}</div>"
    assert text_of(article).split("\n") == [FIRST, SECOND, THIRD]


def test_row_of_a_table_is_a_line():
    table = "<table><tr><th>Bridge</th><th>Cars a day</th></tr><tr><td>Lunna</td><td>12,500</td></tr></table>"
    told = text_of(paragraphs(FIRST, SECOND) + table + paragraphs(THIRD)).split("\n")
    assert told == [FIRST, SECOND, "Bridge\tCars a day", "Lunna\t12,500", THIRD]


def test_card_shown_at_a_name_is_no_part_of_the_sentence():
    card = "<span class='x'><img src='a.jpg'><a href='/p/1'>Ada Brandt</a><a href='/p/2'>Brandt to leave</a></span>"
    sentence = SECOND.replace("Ada Brandt", f"<span><a href='/p'>Ada Brandt</a>{card}</span>")
    assert text_of(paragraphs(FIRST, sentence, THIRD)).split("\n") == [FIRST, SECOND, THIRD]


def test_furniture_by_name_that_holds_the_article_is_none():
    widgets = "".join(f"<div class='page-widget'><p>{text}</p></div>" for text in (FIRST, SECOND, THIRD, FOURTH))
    assert text_of(widgets).split("\n") == [FIRST, SECOND, THIRD, FOURTH]


def test_subheading_stays_and_a_last_one_goes():
    article = paragraphs(FIRST, SECOND) + "<h2>Shops suffer</h2>" + paragraphs(THIRD) + "<h2>More</h2>"
    assert text_of(article).split("\n") == [FIRST, SECOND, "Shops suffer", THIRD]


def test_same_text_in_any_order_of_pages():
    pages = [paragraphs(FIRST, SECOND, THIRD), paragraphs(FIRST, FOURTH, THIRD), paragraphs(SECOND, THIRD, FOURTH)]
    alone = [text_of(page) for page in pages]
    order = [0, 1, 2] * 3
    random.Random(7).shuffle(order)
    assert [text_of(pages[n]) for n in order] == [alone[n] for n in order]


_LINKED = '<script type="application/ld+json">{"@type":"NewsArticle"}</script>'
_PIECES = st.sampled_from(
    [
        "<div>", "</div>", "<p>", "</p>", "<table><tr><td>", "</table>", "<li>", "<a href='x'>", "</a>", "<br>", "<!--",
        "-->", "<script>", "</script>", "<figcaption>", "<blockquote class='twitter-tweet'>", "&#1;", "&amp", "<",
        FIRST, "<aside>", "<form>", "<h1>", "<template>", "<svg>", "<td>", "\u2028", "<span hidden>", _LINKED,
        "<link rel='canonical' href='http://[::1'>", "<time datetime='x'>",
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(_PIECES | st.text(max_size=20), max_size=40))
def test_any_markup_is_read_or_refused_in_words(pieces):
    page = f"<html><body>{paragraphs(FIRST, SECOND)}{''.join(pieces)}</body></html>"
    try:
        told = html_document(page.encode("utf-8", "replace"), "page.html", None, IntakeOptions()).text
    except InputError as error:
        told = str(error)
    assert told.strip()
    assert not re.search(r"^\s|\s$|\n\n|\r", told, re.MULTILINE)


def test_one_sentence_is_an_article_where_the_page_calls_itself_one():
    page = f"<html><head>{{}}</head><body><article><p>{FIRST}</p></article></body></html>"
    told = page.format('<meta property="og:type" content="article">').encode()
    assert html_document(told, "page.html", None, IntakeOptions()).text == FIRST
    with pytest.raises(NoArticleError):
        html_document(page.format("").encode(), "page.html", None, IntakeOptions())
