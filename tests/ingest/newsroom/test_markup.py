import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.errors import UnreadableError
from accordingto.ingest.newsroom.markup import html_lines, is_markup


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("One <b>bold</b>\n word", ["One bold word"]),
        ("<p>One</p><p>Two", ["One", "Two"]),
        ("<div>a<div>b</div>c</div>d", ["a", "b", "c", "d"]),
        ("<p>A<script>no()</script>B</p><style>p{}</style>", ["AB"]),
        ("<figure><img alt='x'><figcaption>Seen here</figcaption></figure>after", ["Seen here", "after"]),
        ("<table><tr><th>a<td><p>b</p><p>c</p><tr><td>d</table>", ["a | b c", "d"]),
        ("<p>a<!-- no -->b</p>", ["ab"]),
        ("&lt;p&gt; &amp; &nbsp;x", ["<p> & x"]),
        ("<ul><li>a<ul><li>b</ul></ul>", ["a", "b"]),
        ("", []),
    ],
)
def test_lines(markup, lines):
    assert html_lines(markup, "name") == lines


@pytest.mark.parametrize(
    ("text", "wanted"), [("a < b and c > d", False), ("<p>x", True), ("x<br />y", True), ("x</div>", True)]
)
def test_is_markup(text, wanted):
    assert is_markup(text) is wanted


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.sampled_from("<p> </p> <table> <tr> <td> </td> </table> <br> a é & < > <script> <!-- \0 x</b>".split(" "))
    )
)
def test_any_markup_gives_lines_or_words(parts):
    try:
        lines = html_lines("".join(parts), "name")
    except UnreadableError:
        return
    assert all(line and line == " ".join(line.split()) for line in lines)


@settings(deadline=None)
@given(st.lists(st.text("abc é,.", min_size=1).map(lambda s: " ".join(s.split())).filter(bool), max_size=8))
def test_paragraphs_come_back(paragraphs):
    assert html_lines("".join(f"<p>{p}</p>" for p in paragraphs), "name") == paragraphs
