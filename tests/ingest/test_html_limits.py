import time

import pytest

from accordingto.errors import TooLargeError, UnreadableError
from accordingto.ingest import IntakeOptions
from accordingto.ingest.html import html_document

SENTENCE = "The harbour master said on Monday that the bridge over the Lunna would stay closed until the spring."
BODY = f"<p>{SENTENCE}</p>" * 2


def read(body):
    return html_document(f"<html><body>{body}</body></html>".encode(), "page.html", None, IntakeOptions())


@pytest.mark.parametrize(
    ("body", "error", "words"),
    [
        ("<div>" * 600 + BODY, UnreadableError, "too deeply nested"),
        ("<div>" * 5000 + BODY, UnreadableError, "too deeply nested"),
        (BODY + ("<ul><li>" * 200 + "x" + "</li></ul>" * 200) * 40, UnreadableError, "too deeply nested"),
        (BODY + "<i></i>" * 30_001, TooLargeError, "30,000 elements"),
        (BODY + "<" * 200_001, TooLargeError, "elements"),
        (BODY + f"<p {' '.join(f'a{n}' for n in range(300))}>", UnreadableError, "attributes"),
        (BODY + "<p " + " ".join(f'a{n}=">"' for n in range(300)) + ">", UnreadableError, "attributes"),
        (BODY + f"<p {'a ' * 200}>x</p>" * 4000, UnreadableError, "attributes"),
        (BODY + f"<p>{'word ' * 400_001}</p>", TooLargeError, "characters of text"),
    ],
)
def test_more_than_pages_have_is_refused_in_words(body, error, words):
    with pytest.raises(error, match=rf"^page\.html: .*{words}"):
        read(body)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 300 + BODY,
        f"<div class='{'a ' * 500_000}'>{BODY}{'<p>some words of a page</p>' * 5000}</div>",
        BODY + f"<a href='data:,{'x' * 2_000_000}'>x</a>",
        BODY + f"<script>if (a<b {'x ' * 5000}) </script>",
        BODY + "<script type='application/ld+json'>" + "[" * 500_000 + "</script>",
        BODY + "<!-- " * 20_000,
        BODY + "<p>" + "[/a [a " * 20_000,
        BODY
        + "".join(f"<figure><figcaption>A boat {n} lies in the harbour</figcaption></figure>" for n in range(5000)),
    ],
)
def test_large_but_harmless_pages_are_read_in_seconds(body):
    start = time.process_time()
    assert SENTENCE in read(body).text
    assert time.process_time() - start < 10


def test_what_follows_deep_nesting_is_not_lost():
    assert read(BODY + "<div>" * 300 + "</div>" * 300 + f"<p>{SENTENCE} It will open then.</p>").text.endswith(
        "It will open then."
    )
